"""What a level asks for, and who answers, wherever somebody has to act on it."""

from __future__ import annotations

import pytest

from spbe.catalogue.instruments import load_instruments
from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.model.assignment import Assignment
from spbe.store.agencies import find_agencies, find_units
from spbe.store.assessments import save_drafts
from spbe.store.assignments import find_assignments, save_assignments
from spbe.store.records import Draft
from spbe.store.wordings import find_wordings, save_wordings
from tests.pages.conftest import KALTIM, LAMPUNG, NOW, links, said
from tests.pages.steps import edit, labels, press, say_name, upload, warnings

OF_2020 = "permenpanrb-59-2020"
OFFICIAL = {("I12", 4): "Rumusan <b>resmi</b> *tingkat 4*."}
HEAD = b"indicator_no,level,criterion\n"


@pytest.fixture
def lampung(store):
    return next(agency for agency in find_agencies(store) if agency.name == LAMPUNG)


@pytest.fixture
def open_settings(open_page):
    def open_(section: str, agency: str = LAMPUNG, **query: str):
        return open_page("pages/settings.py", agency=agency, section=section, **query)

    return open_


def open_indicator(open_page, **query):
    view = {"agency": LAMPUNG, "year": "2023", "node": "I12"}
    return open_page("pages/domains.py", **view, **query)


def test_an_indicator_says_what_its_next_level_asks_for_and_who_answers(open_page):
    words = said(open_indicator(open_page))
    assert "Yang diminta tingkat" in words
    assert "Pengampu: Diskominfo (usulan)" in words
    assert "Pendukung: Bappeda" in words


def test_all_levels_are_there_in_english_too(open_page):
    words = said(open_indicator(open_page, lang="en"))
    assert "The SPBE roadmap document exists." in words
    assert "evidence: Rencana" not in words
    assert "Led by: Diskominfo (suggested)" in words


def test_official_wording_stands_before_our_own_and_no_markup_of_it_comes_alive(open_page, store):
    save_wordings(store, OF_2020, OFFICIAL, "Ani", NOW, {})
    page = open_indicator(open_page)
    blocks = [block.value for block in page.markdown]
    at = next(n for n, block in enumerate(blocks) if "Rumusan resmi" in block)
    assert r"\<b\>resmi\<\/b\> \*tingkat 4\*" in blocks[at]
    assert "rencana kerja dan anggaran 3 tahun" in blocks[at + 1]


def test_the_way_to_the_target_says_what_each_step_asks_for(open_page):
    page = open_page("pages/plan.py", agency=LAMPUNG, year="2023")
    assert "diminta: " in said(page)


def test_the_grid_is_prefilled_and_confirmed_as_a_whole(open_settings, store, lampung):
    page = open_settings("Pembagian tugas OPD")
    say_name(page)
    assert "Belum ditetapkan" in said(page)
    grid = page.data_editor[0].value
    assert all(len(units) for units in grid["leads"])
    edit(page, {0: {"leads": ["Dinas Kominfo Baru"]}})
    press(page, "Tetapkan pembagian tugas")
    kept = find_assignments(store, lampung.id, OF_2020)
    assert len(kept) == 47
    assert kept["I1"].leads == ("Dinas Kominfo Baru",)
    assert kept["I39"] == Assignment(("Inspektorat",), ("Diskominfo",))
    assert "Dinas Kominfo Baru" in {unit.name for unit in find_units(store, lampung.id)}
    assert "sudah ditetapkan" in said(page)


def test_what_someone_else_confirmed_meanwhile_is_not_written_over(open_settings, store, lampung):
    page = open_settings("Pembagian tugas OPD")
    say_name(page)
    edit(page, {0: {"leads": ["RSUD"]}})
    theirs = {"I1": Assignment(("Bappeda",))}
    save_assignments(store, lampung.id, OF_2020, theirs, "Budi", NOW, {})
    press(page, "Tetapkan pembagian tugas")
    assert any("Budi sudah mengubah pembagian tugas OPD" in w for w in warnings(page))
    assert find_assignments(store, lampung.id, OF_2020) == theirs
    assert any(r"1 · Bappeda" in w for w in warnings(page))
    assert list(page.data_editor[0].value["leads"].iloc[0]) == ["RSUD"]
    press(page, "Batalkan isian")
    assert list(page.data_editor[0].value["leads"].iloc[0]) == ["Bappeda"]


def test_an_agency_without_levels_has_suggestions_too(open_settings):
    page = open_settings("Pembagian tugas OPD", agency=KALTIM)
    assert len(page.data_editor[0].value) == 47


def test_official_wording_is_loaded_from_a_file_and_removed_again(open_settings, store):
    page = open_settings("Rumusan resmi")
    say_name(page)
    upload(page, ("criteria.csv", HEAD + b"1,2,Ditetapkan.\n1,3,Lengkap.\n"))
    press(page, "Muat rumusan ini")
    assert find_wordings(store, OF_2020) == {("I1", 2): "Ditetapkan.", ("I1", 3): "Lengkap."}
    assert "2 rumusan resmi dimuat" in said(page)
    press(page, "Hapus rumusan resmi")
    assert find_wordings(store, OF_2020) == {}


def test_a_bad_file_is_said_and_changes_nothing(open_settings, store):
    page = open_settings("Rumusan resmi")
    say_name(page)
    upload(page, ("criteria.csv", HEAD + b"99,2,A\n1,9,B\n"))
    assert "Muat rumusan ini" not in labels(page)
    found = page.dataframe[0].value
    assert list(found["Sel"]) == ["A2", "B3"]
    assert find_wordings(store, OF_2020) == {}


@pytest.mark.parametrize("section", ["Who answers", "Official wording"])
def test_both_parts_speak_english(open_settings, section):
    page = open_settings(section, lang="en")
    assert "Belum ditetapkan" not in said(page)
    assert "tidak disertakan" not in said(page)


def test_the_checklist_leads_to_where_tasks_are_confirmed(open_page, store, lampung):
    page = open_page("pages/checklist.py", agency=LAMPUNG, year="2024")
    assert "yang dipakai masih usulan" in said(page)
    assert "Tetapkan pembagian tugas" in links(page)
    confirmed = {"I1": Assignment(("Diskominfo",))}
    save_assignments(store, lampung.id, OF_2020, confirmed, "Ani", NOW, {})
    page = open_page("pages/checklist.py", agency=LAMPUNG, year="2024")
    assert "yang dipakai masih usulan" not in said(page)


def test_evidence_shows_the_official_wording_first_too(open_page, store):
    save_wordings(store, OF_2020, {("I1", 2): "Kata kementerian."}, "Ani", NOW, {})
    page = open_page("pages/evidence.py", agency=LAMPUNG, year="2024", part="Per indikator")
    assert "Kata kementerian." in said(page)


def test_an_instrument_without_requirements_works_and_shows_official_wording_once_loaded(
    open_page, store, lampung
):
    of_2026 = load_instruments()["permenpanrb-8-2026"]
    levels = dict.fromkeys(of_2026.leaf_codes, 126)
    notes = {"I1": IndicatorNotes(unit="Bappeda")}
    content = Assessment(of_2026.id, LAMPUNG, 2026, "self", levels, notes)
    save_drafts(store, [Draft(lampung.id, content, None)], "Ani", NOW)
    view = {"agency": LAMPUNG, "year": "2026", "node": "I1"}
    words = said(open_page("pages/domains.py", **view))
    assert "Yang diminta" not in words
    assert "Pengampu: Bappeda" in words
    save_wordings(store, of_2026.id, {("I1", 2): "Kata kementerian."}, "Ani", NOW, {})
    words = said(open_page("pages/domains.py", **view))
    assert "Yang diminta tingkat 2" in words
    assert "Kata kementerian." in words


def test_the_interview_names_who_answers_and_filters_by_it(open_page, store, lampung):
    levels = {"I12": 3}
    for stage, level in (("self", 4), ("document", 3)):
        content = Assessment(OF_2020, LAMPUNG, 2025, stage, levels | {"I12": level})
        save_drafts(store, [Draft(lampung.id, content, None)], "Ani", NOW)
    page = open_page("pages/interview.py", agency=LAMPUNG, year="2025", stage="Penilaian Dokumen")
    assert "Pengampu: Diskominfo (usulan)" in said(page)
    assert any("Diskominfo" in box.options for box in page.selectbox)
