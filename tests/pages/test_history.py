"""Riwayat: revisions to view, compare and restore."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from sqlalchemy import delete

from spbe.catalogue.instruments import load_instruments
from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.model.item import Item
from spbe.store.assessments import find_revisions, load_result, save_drafts
from spbe.store.backup import build_backup, restore_backup
from spbe.store.cycles import save_cycle
from spbe.store.item_notes import add_note
from spbe.store.items import add_items, save_items
from spbe.store.records import Cycle, Draft, ResultKey, Target
from spbe.store.schema_work import events
from spbe.store.targets import save_target
from tests.agencies import add_agency, remove_agency
from tests.pages.conftest import KALTIM, NOW, said
from tests.pages.steps import after, labels, press, say_name, select, table, warnings

INSTRUMENT = load_instruments()["permenpanrb-59-2020"]
THREES = dict.fromkeys(INSTRUMENT.leaf_codes, 3)
RESTORE = "Ya, pulihkan revisi 1"


@pytest.fixture
def key(store):
    """Kota A: all levels 3; then indicator 1 at 5 with an explanation, from a file."""
    agency = add_agency(store, "Kota A")
    first = Assessment(INSTRUMENT.id, "Kota A", 2024, "self", THREES)
    second = Assessment(
        INSTRUMENT.id,
        "Kota A",
        2024,
        "self",
        {**THREES, "I1": 5},
        {"I1": IndicatorNotes("Ada Perwali")},
    )
    [one] = save_drafts(store, [Draft(agency.id, first, None, note="Isi Penilaian")], "Ani", NOW)
    draft = Draft(agency.id, second, one.id, "b.xlsx", "abc", "Unggah Excel")
    save_drafts(store, [draft], "Budi", NOW)
    return ResultKey(agency.id, INSTRUMENT.id, 2024, "self")


@pytest.fixture
def page(key, open_page):
    return open_page("pages/history.py", agency="Kota A")


def test_every_revision_says_who_when_from_what_and_what_changed(page):
    rows = table(page, "Yang berubah")
    kept = [
        (r["Revisi"], r["Siapa"], r["Cara"], r["Sumber"], r["Indeks"], r["Yang berubah"])
        for r in rows
    ]
    assert kept == [
        (2, "Budi", "Unggah Excel", "b.xlsx", "3,03", "1 tingkat dan 1 teks"),
        (1, "Ani", "Isi Penilaian", "–", "3,00", "revisi pertama"),
    ]
    assert rows[0]["SHA-256 sumber"] == "abc"


def test_any_revision_can_be_viewed(page):
    select(page, "Lihat", 1)
    assert {row["Tingkat"] for row in table(page, "Tingkat")} == {"3"}


def test_two_revisions_are_compared_from_the_older_to_the_newer(page):
    select(page, "Bandingkan dengan", 1)
    assert "Dari revisi 1 ke revisi 2" in said(page)
    assert "Indeks SPBE: 3,00 → 3,03. Perubahan tepatnya +0,0260 poin indeks." in said(page)
    [row] = table(page, "Poin indeks")
    assert (row["Sebelum"], row["Sesudah"], row["Poin indeks"]) == ("3", "5", "+0,0260")


def test_what_is_compared_stands_in_the_address(page, open_page):
    select(page, "Lihat", 1)
    select(page, "Bandingkan dengan", 2)
    assert (page.query_params["revision"], page.query_params["other"]) == ("1", "2")
    other = open_page("pages/history.py", agency="Kota A", revision="1", other="2")
    assert "Dari revisi 1 ke revisi 2" in said(other)
    select(other, "Lihat", 2)
    assert "revision" not in other.query_params
    assert "other" not in other.query_params


def test_an_address_with_an_unknown_revision_shows_the_newest(key, open_page):
    page = open_page("pages/history.py", agency="Kota A", revision="9", other="x")
    assert [box.value for box in page.selectbox if box.label == "Lihat"] == [2]


def test_an_earlier_revision_is_restored_as_a_new_one(page, store, key):
    select(page, "Lihat", 1)
    assert "Indeks SPBE: 3,03 → 3,00." in said(page)
    say_name(page)
    press(page, RESTORE)
    assert [toast.value for toast in page.toast] == ["Dipulihkan sebagai revisi 3"]
    assert load_result(store, key).content.levels == THREES
    assert table(page, "Yang berubah")[0]["Cara"] == "Dipulihkan dari revisi 1"
    assert len(find_revisions(store, key)) == 3


def test_a_locked_stage_is_not_restored(page, store, key):
    save_cycle(store, Cycle(key.agency_id, 2024, locked={"self": "dikirim"}), "Ani", NOW)
    select(page, "Lihat", 1)
    assert RESTORE not in labels(page)
    assert warnings(page) == [
        "Tahap ini terkunci: dikirim. Tidak ada yang disimpan; kuncinya dapat dibuka di Pengaturan."
    ]
    assert table(page, "Tentang")[0]["Tentang"] == "Siklus dan kunci"


def test_restoring_over_someone_elses_new_revision_is_refused(page, store, key):
    select(page, "Lihat", 1)
    say_name(page)
    newest = find_revisions(store, key)[0]
    other = Assessment(INSTRUMENT.id, "Kota A", 2024, "self", {**THREES, "I2": 4})
    save_drafts(store, [Draft(key.agency_id, other, newest.id)], "Citra", NOW)
    press(page, RESTORE)
    assert warnings(page)[0].startswith("Citra sudah menyimpan revisi 3")
    assert len(find_revisions(store, key)) == 3


def test_printed_figures_have_no_revisions_and_say_so(open_page):
    page = open_page("pages/history.py", agency=KALTIM, year="2024")
    assert "hanya angka terbit, tanpa tingkat kematangan" in said(page)


def test_an_empty_store_says_where_to_begin(empty_store, open_page):
    assert "Belum ada data." in said(open_page("pages/history.py"))


def test_it_speaks_english(key, open_page):
    page = open_page("pages/history.py", agency="Kota A", lang="en")
    assert table(page, "What changed")[0]["How"] == "Upload Excel"


def test_what_was_said_of_an_aspect_stands_in_the_revision_and_in_its_changes(
    key, open_page, store
):
    kept = load_result(store, key)
    notes = {**kept.content.notes, "A5": IndicatorNotes(recommendation="Susun pedoman.")}
    content = replace(kept.content, notes=notes)
    draft = Draft(key.agency_id, content, kept.revision.id, "laporan.pdf", "def", "Unggah Excel")
    save_drafts(store, [draft], "Citra", NOW)
    page = open_page("pages/history.py", agency="Kota A")
    assert table(page, "Yang berubah")[0]["Yang berubah"] == "1 teks"
    [row] = [r for r in table(page, "Tingkat") if r["Rekomendasi"]]
    assert (row["Indikator"], row["Tingkat"]) == ("Penerapan Manajemen SPBE", "")
    select(page, "Bandingkan dengan", 2)
    [row] = table(page, "Bagian")
    assert (row["Indikator"], row["Sesudah"]) == ("Penerapan Manajemen SPBE", "Susun pedoman.")


def box(page, label):
    return next(box for box in page.selectbox if box.label == label)


@pytest.fixture
def open_changes(key, open_page):
    def open_(**query):
        query = {"part": "Semua perubahan", **query}
        return open_page("pages/history.py", agency="Kota A", **query)

    return open_


def test_all_changes_say_who_when_what_before_and_after(open_changes, store, key):
    target = Target(None, key.agency_id, 2024, "=RPJMD", "Perda", 350, True)
    saved = save_target(store, target, "Citra", NOW)
    save_target(store, replace(saved, hundredths=375), "Dewi", NOW, saved)
    rows = table(open_changes(), "Sesudah")
    said = [
        (r["Siapa"], r["Tentang"], r["Hal"], r["Sebelum"], r["Sesudah"])
        for r in rows
        if r["Tentang"] == "Target"
    ]
    assert sorted(said) == [
        (
            "Citra",
            "Target",
            "\u2060=RPJMD",
            "–",
            "Nama: =RPJMD; Sumber: Perda; Nilai: 3,50; Target utama: ya",
        ),
        ("Dewi", "Target", "\u2060=RPJMD", "Nilai: 3,50", "Nilai: 3,75"),
    ]
    level = next(r for r in rows if r["Tentang"] == "Indikator pada penilaian")
    assert (level["Sebelum"], level["Sesudah"]) == (
        "Tingkat: 3; Penjelasan: –",
        "Tingkat: 5; Penjelasan: Ada Perwali",
    )
    assert "Revisi 2 · Unggah Excel · b.xlsx" in [r["Sesudah"] for r in rows]


def test_all_changes_are_narrowed_down_by_kind_indicator_person_and_day(open_changes):
    assert len(table(open_changes(), "Sesudah")) == 4
    assert len(table(open_changes(**{"change-kind": "revision"}), "Sesudah")) == 2
    assert len(table(open_changes(**{"change-code": "I1"}), "Sesudah")) == 1
    assert {r["Siapa"] for r in table(open_changes(**{"change-who": "Ani"}), "Sesudah")} == {"Ani"}
    page = open_changes()
    after(page, page.date_input[0].set_value(datetime.date(2024, 10, 1)))
    assert "Tidak ada perubahan yang cocok dengan filter." in said(page)
    assert page.query_params["change-until"] == "2024-10-01"
    again = open_changes(**{"change-until": "2024-10-01"})
    assert "Tidak ada perubahan yang cocok dengan filter." in said(again)
    assert len(table(open_changes(**{"change-until": "2024-10-28"}), "Sesudah")) == 4


def test_all_changes_of_one_item_tell_its_notes_and_shares_too(open_changes, store, key):
    new = Item(key.agency_id, INSTRUMENT.id, "Susun SOP", "own", 2024, "I1")
    item, other = add_items(store, [new, replace(new, text="Reviu SOP")], "Ani", NOW)
    add_note(store, item.id, "note", "Sudah dimulai", "Budi", NOW)
    save_items(store, [(other, replace(other, state="work"))], "Citra", NOW)
    page = open_changes()
    assert {"I1 · Susun SOP", "I1 · Reviu SOP"} <= set(box(page, "Butir").options)
    rows = table(open_changes(**{"change-item": str(item.id)}), "Sesudah")
    assert [(row["Siapa"], row["Tentang"]) for row in rows] == [
        ("Budi", "Catatan butir"),
        ("Ani", "Butir checklist"),
    ]


def test_what_concerns_no_agency_is_told_as_general(open_page, store, key):
    data = build_backup(store)
    remove_agency(store, key.agency_id, "Budi")
    restore_backup(store, data, "Rina", NOW)
    query = {"part": "Semua perubahan", "agency": "Kota A"}
    [row] = table(open_page("pages/history.py", **query, **{"change-agency": "general"}), "Sesudah")
    assert (row["Siapa"], row["Tentang"]) == ("Rina", "Pemulihan cadangan")
    assert row["Sesudah"].startswith("SHA-256 berkas: ")
    rows = table(open_page("pages/history.py", **query), "Sesudah")
    about = {row["Tentang"] for row in rows if row["Siapa"] == "Budi"}
    assert "Instansi (sebelum pemulihan)" in about


def test_all_changes_can_be_taken_along(open_changes):
    labels = {button.proto.label for button in open_changes().get("download_button")}
    assert labels >= {"Unduh Excel", "Unduh CSV"}


def test_all_changes_of_an_empty_store_say_so(empty_store, open_page):
    with empty_store.write() as connection:
        connection.execute(delete(events))
    page = open_page("pages/history.py", part="Semua perubahan")
    assert "Belum ada perubahan yang tercatat." in said(page)


def test_all_changes_speak_english(open_changes):
    rows = table(open_changes(part="All changes", lang="en"), "After")
    assert "Indicator in an assessment" in [r["About"] for r in rows]


def test_whoever_started_empty_is_told_with_each_sample(empty_store, open_page):
    rows = table(open_page("pages/history.py", part="Semua perubahan"), "Sesudah")
    told = [(row["Siapa"], row["Sesudah"]) for row in rows if row["Tentang"] == "Instansi"]
    assert ("Tuti", "–") in told


def test_what_was_changed_of_a_removed_agency_is_still_told(open_page, store, key):
    remove_agency(store, key.agency_id, "Budi")
    number = str(key.agency_id)
    page = open_page("pages/history.py", part="Semua perubahan", **{"change-agency": number})
    rows = table(page, "Sesudah")
    assert {row["Tentang"] for row in rows} == {
        "Instansi",
        "Penilaian",
        "Indikator pada penilaian",
    }
    assert next(r["Siapa"] for r in rows if r["Tentang"] == "Instansi") == "Budi"
