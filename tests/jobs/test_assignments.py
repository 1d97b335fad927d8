"""Who answers is found for every indicator: confirmed, else written, else suggested."""

from __future__ import annotations

import datetime

import pytest

from spbe.catalogue.instruments import load_instruments
from spbe.jobs.assignments import find_leads, suggest_leads
from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.model.assignment import Assignment
from spbe.store.assessments import save_drafts
from spbe.store.assignments import save_assignments
from spbe.store.cycles import save_sectors
from spbe.store.database import open_store
from spbe.store.records import Draft, Sector
from tests.agencies import add_agency

AT = datetime.datetime(2024, 10, 28, 1, 30, tzinfo=datetime.UTC)
INSTRUMENTS = load_instruments()
OF_2020, OF_2026 = INSTRUMENTS["permenpanrb-59-2020"], INSTRUMENTS["permenpanrb-8-2026"]


@pytest.fixture
def store(tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/store.sqlite3")
    yield store
    store.close()


@pytest.fixture
def agency(store):
    return add_agency(store, "Kota Uji")


def write_unit(store, agency, year, **units):
    notes = {code: IndicatorNotes(unit=unit) for code, unit in units.items()}
    content = Assessment(OF_2020.id, agency.name, year, "self", dict.fromkeys(units, 2), notes)
    save_drafts(store, [Draft(agency.id, content, None)], "Ani", AT)


def test_an_agency_of_which_nothing_is_known_has_leads_for_all_47_indicators(store, agency):
    leads = find_leads(store, agency.id, OF_2020)
    assert tuple(leads) == OF_2020.leaf_codes
    assert all(said.leads for said in leads.values())
    assert leads["I39"] == Assignment(("Inspektorat",), ("Diskominfo",), is_suggested=True)


def test_the_unit_of_the_newest_notes_comes_before_the_suggestion(store, agency):
    write_unit(store, agency, 2022, I39="Inspektorat Kota", I1="Bappeda")
    write_unit(store, agency, 2023, I1="Dinas Kominfo; Bappeda")
    leads = find_leads(store, agency.id, OF_2020)
    assert leads["I1"] == Assignment(("Dinas Kominfo", "Bappeda"), ("Biro Hukum",))
    assert leads["I39"] == Assignment(("Inspektorat Kota",), ("Dinas Kominfo",))


def test_the_unit_of_a_chosen_sector_comes_before_the_suggestion(store, agency):
    sector = Sector(agency.id, 2024, "I45", "Sosial", "E-Bansos", "Dinas Sosial")
    save_sectors(store, [sector], "Ani", AT)
    assert find_leads(store, agency.id, OF_2020)["I45"].leads == ("Dinas Sosial",)


def test_what_was_confirmed_comes_first(store, agency):
    write_unit(store, agency, 2023, I1="Bappeda")
    confirmed = {"I1": Assignment(("RSUD",))}
    save_assignments(store, agency.id, OF_2020.id, confirmed, "Ani", AT, {})
    leads = find_leads(store, agency.id, OF_2020)
    assert leads["I1"] == confirmed["I1"]
    assert leads["I2"].leads == ("Diskominfo",)
    assert suggest_leads(store, agency.id, OF_2020)["I1"].leads == ("Bappeda",)


def test_an_instrument_without_starting_assignments_has_leads_from_notes_only(store, agency):
    notes = {"I1": IndicatorNotes(unit="Bappeda")}
    content = Assessment(OF_2026.id, agency.name, 2026, "self", {"I1": 126}, notes)
    save_drafts(store, [Draft(agency.id, content, None)], "Ani", AT)
    leads = find_leads(store, agency.id, OF_2026)
    assert (leads["I1"], leads["I2"]) == (Assignment(("Bappeda",)), Assignment())
