"""Whether evidence carries what all units must do: the checklist's matrix has its say."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from spbe.catalogue.instruments import load_instruments
from spbe.catalogue.requirements import load_requirements
from spbe.jobs.checklist import draft_requirement
from spbe.jobs.evidence_support import load_supports
from spbe.model.evidence import Document, DocumentUse
from spbe.store.database import open_store
from spbe.store.item_shares import find_shares, save_shares
from spbe.store.items import add_items
from tests.agencies import add_agency

AT = datetime.datetime(2024, 10, 1, 2, tzinfo=datetime.UTC)
OF_2020 = load_instruments()["permenpanrb-59-2020"]
FOR_ALL = next(r for r in load_requirements(OF_2020) if r.item_code == "I5-L3-01")


@pytest.fixture
def store(tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/store.sqlite3")
    yield store
    store.close()


def test_a_requirement_of_all_units_is_carried_once_the_last_unit_has_done_its_share(store):
    agency = add_agency(store, "Kota Uji")
    document = Document(1, agency.id, "Laporan", state="accepted")
    uses = [DocumentUse(1, OF_2020.id, 2024, "I5", level) for level in (2, 3)]

    def level(year=2024):
        place = agency.id, OF_2020, year
        return load_supports(store, *place, [document], uses, AT.date())["I5"].level

    assert level() == 2, "without an item nothing says what the units did"
    units = ("Bappeda", "Diskominfo")
    item = draft_requirement(agency.id, OF_2020.id, 2024, FOR_ALL, (), units)
    (kept,) = add_items(store, [item], "Ani", AT)
    first, last = find_shares(store, agency.id, OF_2020.id)[kept.id]
    save_shares(store, [(first, replace(first, is_done=True))], "Ani", AT)
    assert level() == 2
    save_shares(store, [(last, replace(last, is_done=True))], "Ani", AT)
    assert level() == 3
    assert level(2023) == 2, "an item of a later year shows nothing of this one"
    assert level(2025) == 3
