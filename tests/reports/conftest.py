"""One full report to lay out: the illustrative province, each item of its checklist with a day."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from spbe.catalogue.instruments import load_instruments
from spbe.jobs.checklist import find_next_goals, load_basis, make_checklist, preview_checklist
from spbe.jobs.first_start import start_store
from spbe.jobs.report_contents import gather_stored
from spbe.store.agencies import find_agencies
from spbe.store.assessments import load_result
from spbe.store.items import find_items, save_items
from spbe.store.records import ResultKey

INSTRUMENTS = load_instruments()
OF_2020 = INSTRUMENTS["permenpanrb-59-2020"]
DAY, DUE = datetime.date(2024, 10, 20), datetime.date(2024, 10, 28)
AT = datetime.datetime(2024, 10, 1, 2, tzinfo=datetime.UTC)


@pytest.fixture(scope="session")
def report_store(tmp_path_factory):
    """The samples, with a checklist of the province whose items are all due on one day."""
    store = start_store(f"sqlite:///{tmp_path_factory.mktemp('reports')}/store.sqlite3")
    key = find_key(store, "Provinsi Contoh")
    content = load_result(store, key).content
    basis = load_basis(store, key.agency_id, OF_2020, content)
    goals = find_next_goals(OF_2020, content)
    make_checklist(store, preview_checklist(store, basis, goals), "Rina", AT)
    items = find_items(store, key.agency_id, OF_2020.id, 2024)
    save_items(store, [(item, replace(item, due=DUE)) for item in items], "Rina", AT)
    yield store
    store.close()


@pytest.fixture(scope="session")
def full_contents(report_store):
    return gather_stored(report_store, INSTRUMENTS, find_key(report_store, "Provinsi Contoh"), DAY)


@pytest.fixture(scope="session")
def printed_contents(report_store):
    """Of Kalimantan Timur nothing but the index was printed."""
    key = find_key(report_store, "Kalimantan Timur")
    return gather_stored(report_store, INSTRUMENTS, key, DAY)


def find_key(store, name):
    agency = next(agency for agency in find_agencies(store) if name in agency.name)
    return ResultKey(agency.id, OF_2020.id, 2024, "document")
