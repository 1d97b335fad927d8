"""Isi Penilaian: the grid, its checks, what changes, and saving."""

from __future__ import annotations

import datetime

import pytest

from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.store.agencies import find_agencies
from spbe.store.assessments import find_revisions, load_result, save_drafts
from spbe.store.cycles import find_sectors, save_cycle
from spbe.store.records import Cycle, Draft, ResultKey
from tests.pages.conftest import DOCUMENT, FINAL, LAMPUNG, NOW, check, said
from tests.pages.steps import edit, labels, press, say_name, select, table, warnings

SAVE = "Simpan penilaian"
INSTRUMENT = "permenpanrb-59-2020"


@pytest.fixture
def lampung(store):
    return next(agency for agency in find_agencies(store) if agency.name == LAMPUNG)


@pytest.fixture
def page(open_page):
    return open_page("pages/entry.py", agency=LAMPUNG, year="2024", stage=FINAL)


def newest(store, agency, stage="final"):
    return load_result(store, ResultKey(agency.id, INSTRUMENT, 2024, stage))


def test_the_grid_holds_every_indicator_and_nothing_is_changed_yet(page):
    rows = page.data_editor[0].value
    assert (len(rows), rows.iloc[0]["indicator"]) == (
        47,
        "1 · Kebijakan Internal Arsitektur SPBE",
    )
    assert "Belum ada yang diubah." in said(page)
    assert next(button for button in page.button if button.label == SAVE).disabled


def test_an_edit_shows_what_it_does_and_is_saved_as_a_revision(page, store, lampung):
    before = newest(store, lampung).content
    level = 4 if before.levels["I1"] == 3 else 3
    edit(page, {0: {"level": str(level), "explanation": "Ada Pergub"}})
    [row] = table(page, "Poin indeks")
    assert row["Sesudah"] == str(level)
    assert [r["Sesudah"] for r in table(page, "Bagian")] == ["Ada Pergub"]
    say_name(page)
    press(page, SAVE)
    assert [success.value for success in page.success] == ["Tersimpan sebagai revisi 2."]
    kept = newest(store, lampung)
    assert kept.content.levels == {**before.levels, "I1": level}
    assert kept.content.notes["I1"].explanation == "Ada Pergub"
    assert (kept.revision.who, kept.revision.note) == ("Rina", "Isi Penilaian")


def test_several_edits_one_after_another_all_stay(page):
    edit(page, {0: {"explanation": "satu"}})
    edit(page, {0: {"explanation": "satu"}, 3: {"explanation": "dua"}})
    assert [row["Sesudah"] for row in table(page, "Bagian")] == ["satu", "dua"]


def test_edits_survive_a_look_at_another_page(page):
    edit(page, {0: {"explanation": "belum disimpan"}})
    page.switch_page("pages/history.py").run()
    check(page)
    page.switch_page("pages/entry.py").run()
    check(page)
    assert [row["Sesudah"] for row in table(page, "Bagian")] == ["belum disimpan"]


def test_a_level_out_of_range_is_refused_in_a_sentence(page):
    edit(page, {4: {"level": "6"}, 5: {"level": "3,5"}})
    assert warnings(page) == [
        (
            "Indikator 5: tertulis “6”, seharusnya 1–5 tanpa desimal. Perbaiki, atau "
            "kosongkan bila belum dinilai."
        ),
        (
            "Indikator 6: tertulis “3,5”, seharusnya 1–5 tanpa desimal. Perbaiki, atau "
            "kosongkan bila belum dinilai."
        ),
    ]
    say_name(page)
    assert next(button for button in page.button if button.label == SAVE).disabled


def test_discarding_brings_back_what_is_kept(page):
    edit(page, {0: {"explanation": "salah"}})
    press(page, "Batalkan isian")
    assert "Belum ada yang diubah." in said(page)


def test_a_new_stage_may_begin_with_an_earlier_one(page, store, lampung):
    page.button_group[0].set_value("new").run()
    check(page)
    select(page, "Tahun", 2025)
    select(page, "Tahap", "self")
    assert "Belum ada yang diubah." in said(page)
    select(page, "Mulai dari isian", f"{LAMPUNG} · 2024 · {FINAL}")
    press(page, "Salin ke tabel")
    assert "47" in next(e.label for e in page.expander)
    say_name(page)
    press(page, SAVE)
    key = ResultKey(lampung.id, INSTRUMENT, 2025, "self")
    assert load_result(store, key).content.levels == newest(store, lampung).content.levels


def test_a_locked_stage_cannot_be_filled_in(open_page, store, lampung):
    save_cycle(store, Cycle(lampung.id, 2024, locked={"final": "sudah terbit"}), "Ani", NOW)
    page = open_page("pages/entry.py", agency=LAMPUNG, year="2024", stage=FINAL)
    assert warnings(page) == [
        (
            "Tahap ini terkunci: sudah terbit. Tidak ada yang disimpan; kuncinya dapat dibuka di "
            "Pengaturan."
        )
    ]


def test_the_second_of_two_people_is_told_and_decides(open_page, store, lampung):
    address = {"agency": LAMPUNG, "year": "2024", "stage": FINAL}
    mine, theirs = open_page("pages/entry.py", **address), open_page("pages/entry.py", **address)
    edit(theirs, {0: {"explanation": "dari Budi", "level": "1"}})
    edit(mine, {0: {"explanation": "dari Ani", "level": "5"}})
    say_name(mine, "Ani")
    say_name(theirs, "Budi")
    press(theirs, SAVE)
    press(mine, SAVE)
    assert warnings(mine)[0].startswith("Budi sudah menyimpan revisi 2")
    assert [radio.options for radio in mine.radio] == [
        ["5 — isian Anda", "1 — yang tersimpan saat ini"]
    ]
    mine.radio[0].set_value("5").run()
    press(mine, SAVE)
    kept = newest(store, lampung)
    assert kept.content.levels["I1"] == 5
    assert kept.content.notes["I1"].explanation == "dari Budi\n\ndari Ani"
    assert len(find_revisions(store, kept.key)) == 3


def test_a_grid_without_edits_follows_what_others_save(open_page, store, lampung):
    address = {"agency": LAMPUNG, "year": "2024", "stage": FINAL}
    mine, theirs = open_page("pages/entry.py", **address), open_page("pages/entry.py", **address)
    edit(theirs, {0: {"explanation": "dari Budi"}})
    say_name(theirs, "Budi")
    press(theirs, SAVE)
    mine.run()
    assert mine.data_editor[0].value.iloc[0]["explanation"] == "dari Budi"


def test_sectors_are_saved_for_their_year(page, store, lampung):
    say_name(page)
    fields = [field for field in page.text_input if field.label == "Sektor"]
    fields[0].set_value("Kesehatan")
    press(page, "Simpan sektor")
    sectors = find_sectors(store, lampung.id, 2024)
    assert [(s.code, s.sector) for s in sectors if s.sector] == [("I45", "Kesehatan")]


def test_an_empty_store_says_where_to_begin(empty_store, open_page):
    page = open_page("pages/entry.py")
    assert said(page).endswith(
        "Belum ada instansi. Tambahkan di Pengaturan, atau unggah lembar penilaian di Unggah Excel."
    )


def test_a_result_without_levels_can_be_filled_in(open_page):
    page = open_page("pages/entry.py", agency="Pemerintah Provinsi Kalimantan Timur", year="2024")
    assert set(page.data_editor[0].value["level"]) == {""}


def test_it_speaks_english(open_page):
    page = open_page("pages/entry.py", agency=LAMPUNG, year="2024", stage=FINAL, lang="en")
    assert "Nothing was changed yet." in said(page)
    assert "Save assessment" in labels(page)


def test_the_clock_of_the_revision_has_a_zone(page, store, lampung):
    edit(page, {0: {"explanation": "jam"}})
    say_name(page)
    press(page, SAVE)
    assert newest(store, lampung).revision.at.tzinfo is datetime.UTC


def test_the_illustrative_sample_says_so(open_page):
    page = open_page("pages/entry.py", agency="Provinsi Contoh", year="2024", stage=DOCUMENT)
    assert "Ilustratif" in said(page)


def test_last_years_notes_fill_blank_cells_after_a_preview(open_page, store, lampung):
    levels = newest(store, lampung).content.levels
    notes = {"I1": IndicatorNotes(explanation="Pergub 5", unit="Diskominfo")}
    content = Assessment(INSTRUMENT, LAMPUNG, 2023, "self", levels, notes)
    save_drafts(store, [Draft(lampung.id, content, None)], "Ani", NOW)
    page = open_page("pages/entry.py", agency=LAMPUNG, year="2024", stage=FINAL)
    assert "mengisi 2 sel kosong" in said(page)
    edit(page, {0: {"explanation": "Pergub 7"}})
    press(page, "Salin dari tahun lalu")
    first = page.data_editor[0].value.iloc[0]
    assert (first["explanation"], first["unit"]) == ("Pergub 7", "Diskominfo")
    assert "Salin dari tahun lalu" not in labels(page)
    assert newest(store, lampung).content.notes.get("I1", IndicatorNotes()).unit == ""
