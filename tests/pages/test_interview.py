"""Interviu: what is asked, what we answer, the sheet, and the live view."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spbe.catalogue.instruments import load_instruments
from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.store.assessments import load_result, save_drafts
from spbe.store.clarifications import find_clarifications, save_clarification
from spbe.store.readings import save_readings
from spbe.store.records import Clarification, Draft, ResultKey
from tests.agencies import add_agency
from tests.pages.conftest import NOW, check, said
from tests.pages.steps import labels, press, say_name, select, table, warnings

INSTRUMENT = load_instruments()["permenpanrb-59-2020"]
THREES = dict.fromkeys(INSTRUMENT.leaf_codes, 3)
NAME = "Kota A"


@pytest.fixture
def key(store):
    """Indicators 12 and 42 were claimed 4 and got 3 for the documents."""
    agency = add_agency(store, NAME)
    claim = Assessment(INSTRUMENT.id, NAME, 2024, "self", {**THREES, "I12": 4, "I42": 4})
    notes = {
        "I12": IndicatorNotes(assessor_note="Peta rencana *belum* ada", unit="Bappeda"),
        "I42": IndicatorNotes(unit="RSUD"),
    }
    got = replace(claim, stage="document", levels=THREES, notes=notes)
    save_drafts(store, [Draft(agency.id, each, None) for each in (claim, got)], "Ani", NOW)
    return ResultKey(agency.id, INSTRUMENT.id, 2024, "estimate")


@pytest.fixture
def open_part(key, open_page):
    def open_(part="Persiapan", **query):
        view = {"agency": NAME, "year": "2024", "part": part, **query}
        return open_page("pages/interview.py", **view)

    return open_


def kept(store, key):
    found = find_clarifications(store, key.agency_id, key.instrument_id, key.year)
    return {each.code: each for each in found}


def clarify(key, **fields):
    return Clarification(key.agency_id, key.instrument_id, key.year, "I12", **fields)


def area(page, label):
    return next(a for a in page.text_area if a.label == label)


def value(page, label):
    return next(m.value for m in page.markdown if m.value.startswith(label)).partition("# ")[2]


def test_what_was_marked_down_stands_in_the_order_of_points(open_part):
    rows = table(open_part(), "Sebab")
    assert [(r["Indikator"].split(" ")[0], r["Poin"], r["Sebab"]) for r in rows] == [
        ("42", 0.03, "Turun dari klaim"),
        ("12", 0.025, "Turun dari klaim"),
    ]


def test_the_finding_begins_with_the_assessors_note_and_the_answer_is_saved(open_part, store, key):
    page = say_name(open_part(indicator="I12"))
    assert area(page, "Temuan asesor").value == "Peta rencana *belum* ada"
    assert "Yang diminta tingkat yang diklaim" in said(page)
    area(page, "Jawaban kita").set_value("Ada di Pergub 12").run()
    press(page, "Simpan klarifikasi")
    saved = kept(store, key)["I12"]
    assert (saved.finding, saved.answer, saved.claimed_level) == (
        "Peta rencana *belum* ada",
        "Ada di Pergub 12",
        4,
    )
    row = next(r for r in table(page, "Sebab") if r["OPD"] == "Bappeda")
    assert row["Jawaban"] == "siap"


def test_what_is_typed_stays_while_another_indicator_is_looked_at(open_part):
    page = open_part(indicator="I12")
    area(page, "Jawaban kita").set_value("Belum selesai ditulis").run()
    select(page, "Indikator yang dibuka", "I42")
    assert area(page, "Jawaban kita").value == ""
    select(page, "Indikator yang dibuka", "I12")
    assert area(page, "Jawaban kita").value == "Belum selesai ditulis"
    assert "Ada isian yang belum disimpan." in said(page)


def test_who_saves_second_keeps_the_words_and_sees_the_others(open_part, store, key):
    page = say_name(open_part(indicator="I12"))
    area(page, "Jawaban kita").set_value("Jawaban Rina").run()
    theirs = clarify(key, answer="Jawaban Budi", evidence="hlm. 4")
    save_clarification(store, theirs, "Budi", NOW)
    press(page, "Simpan klarifikasi")
    assert area(page, "Jawaban kita").value == "Jawaban Rina"
    assert next(f for f in page.text_input if "Bukti" in f.label).value == "hlm. 4"
    assert "Budi sudah mengubah klarifikasi indikator 12" in warnings(page)[0]
    assert "Jawaban kita**: Jawaban Budi" in warnings(page)[0]
    press(page, "Simpan klarifikasi")
    assert kept(store, key)["I12"].answer == "Jawaban Rina"
    assert kept(store, key)["I12"].evidence == "hlm. 4"


def test_an_indicator_in_doubt_is_added_and_taken_back(open_part, store, key):
    page = say_name(open_part())
    box = next(b for b in page.selectbox if b.label == "Indikator lain yang meragukan")
    box.set_value(next(o for o in box.options if o.startswith("20 "))).run()
    press(page, "Tambahkan")
    assert [r["Sebab"] for r in table(page, "Sebab")][-1] == "Ditandai tim"
    select(page, "Indikator yang dibuka", "I20")
    press(page, "Ya, hapus")
    assert kept(store, key) == {}


def test_filters_stand_in_the_address(open_part, store, key):
    save_clarification(store, clarify(key, answer="Ada"), "Budi", NOW)
    page = open_part(**{"interview-show": "unanswered"})
    assert [r["OPD"] for r in table(page, "Sebab")] == ["RSUD"]
    page = open_part(**{"interview-unit": "Bappeda"})
    assert [r["OPD"] for r in table(page, "Sebab")] == ["Bappeda"]


def test_the_sheet_holds_answers_and_requirements_and_can_be_taken_along(open_part, store, key):
    save_clarification(store, clarify(key, answer="=Ada", claimed_level=4), "Budi", NOW)
    page = open_part("Lembar latihan")
    [sheet] = [t.value for t in page.table if "Jawaban kita" in t.value.columns]
    assert len(sheet) == 2
    assert "Ada" in sheet["Jawaban kita"].iloc[1]
    assert sheet["Yang diminta"].iloc[1] != ""
    assert {b.proto.label for b in page.get("download_button")} >= {"Unduh Excel", "Unduh CSV"}


def test_one_key_reads_an_indicator_and_the_index_follows(open_part, store, key):
    page = say_name(open_part("Tayangan interviu"))
    assert value(page, "Indeks bila sisanya tetap") == "3,00"
    assert value(page, "bila semua klaim sisanya diterima") == "3,06"
    press(page, "4")
    assert value(page, "Indeks bila sisanya tetap") == "3,03"
    assert value(page, "Perkiraan Tim, terbaca") == "1 dari 2"
    press(page, "Berikutnya")
    assert page.query_params["indicator"] == "I12"
    press(page, "Tetap")
    assert value(page, "bila semua klaim sisanya diterima") == "3,03"
    result = load_result(store, key)
    assert dict(result.content.levels) == {"I12": 3, "I42": 4}
    assert result.content.stage == "estimate"
    press(page, "Hapus bacaan")
    assert dict(load_result(store, key).content.levels) == {"I42": 4}


def test_two_who_read_one_indicator_otherwise_are_asked(open_part, store, key):
    page = say_name(open_part("Tayangan interviu"))
    save_readings(store, key, {"I12": 3}, "Budi", NOW, {})
    save_readings(store, key, {"I42": 3}, "Budi", NOW, {"I42": None})
    # The page still shows what was kept before: its button carries what it saw.
    press(page, "5")
    assert "Budi sudah mengubah bacaan indikator 42" in warnings(page)[0]
    assert dict(load_result(store, key).content.levels) == {"I12": 3, "I42": 3}
    press(page, "Indikator 42: pakai bacaan saya, 5")
    assert dict(load_result(store, key).content.levels) == {"I12": 3, "I42": 5}
    assert warnings(page) == []


def test_closing_takes_the_rest_as_unchanged(open_part, store, key):
    page = say_name(open_part("Tayangan interviu"))
    press(page, "4")
    press(page, "Ya, sisanya tetap")
    assert dict(load_result(store, key).content.levels) == {**THREES, "I42": 4}
    assert "Semua indikator terbaca" in said(page)


def test_the_live_view_shows_finding_and_answer_as_written(open_part, store, key):
    save_clarification(store, clarify(key, finding="*x*", person="Kabid"), "Budi", NOW)
    page = open_part("Tayangan interviu", indicator="I12")
    assert "## *x*" in said(page)
    assert "## Penjawab: Kabid" in said(page)
    assert "Simpan klarifikasi" not in labels(page)


def test_without_levels_of_the_documents_it_says_what_to_upload(open_page):
    page = open_page("pages/interview.py", agency="Pemerintah Provinsi Kalimantan Timur")
    assert "Tingkat kematangan Penilaian Dokumen" in said(page)


def test_an_empty_store_says_where_to_begin(empty_store, open_page):
    assert "Belum ada data." in said(open_page("pages/interview.py"))


@pytest.mark.parametrize("part", ["Preparation", "Rehearsal sheet", "Live view"])
def test_it_speaks_english(open_part, part):
    page = open_part(part, lang="en")
    check(page)
    assert "Temuan" not in said(page)
