"""Workbooks and letters of units on Checklist and Tugas OPD: out, filled in, and back."""

from __future__ import annotations

import io
import time

import pytest
from openpyxl import load_workbook

from spbe.catalogue.instruments import load_instruments
from spbe.jobs.unit_books import collect_unit_books
from spbe.model.item import Item
from spbe.store.agencies import find_agencies
from spbe.store.items import add_items, find_items
from spbe.text.translator import Translator
from spbe.workbooks.unit_book import build_unit_book
from tests.pages.conftest import DOCUMENT, NOW, said
from tests.pages.steps import after, labels, press, say_name, table, upload

SAMPLE = {"agency": "Provinsi Contoh", "year": "2024", "stage": DOCUMENT}
SPBE = "permenpanrb-59-2020"
LINK = "https://drive.example/sk"
WORDS, CLAIM, EXPLANATION, STATE, ANSWER, LINKED = 2, 5, 6, 6, 8, 9
"""Columns: of items, of indicators (claim, explanation), and of items again."""


@pytest.fixture
def agency(store):
    agency = next(a for a in find_agencies(store) if a.name == "Provinsi Contoh")
    new = Item(agency.id, SPBE, "Tetapkan SK", "own", 2024, "I1", 5, units=("Bappeda",))
    add_items(store, [new], "Ani", NOW)
    return agency


@pytest.fixture
def book(store, agency):
    """The workbook of Bappeda as it goes out."""
    instrument, text = load_instruments()[SPBE], Translator("id")
    books = collect_unit_books(store, agency, instrument, 2024, {}, text)
    own = next(book for book in books if book.identity.unit == "Bappeda")
    return build_unit_book(own, instrument, text)


def hand_in(book: bytes) -> bytes:
    return fill(book, (1, 6, STATE, "Diajukan"))


def fill(book: bytes, *cells: tuple[int, int, int, object]) -> bytes:
    """Fill in cells: sheet, row, column, value."""
    workbook = load_workbook(io.BytesIO(book))
    for sheet, row, column, value in cells:
        workbook.worksheets[sheet].cell(row, column).value = value
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def test_what_a_filled_workbook_changes_is_shown_and_then_saved(open_page, store, agency, book):
    page = open_page("pages/checklist.py", books="true", **SAMPLE)
    upload(page, ("Bappeda.xlsx", hand_in(book)))
    assert table(page, "Sesudah")[0]["Sesudah"] == "Diajukan"
    assert find_items(store, agency.id, SPBE, 2024)[0].state == "open"
    say_name(page)
    press(page, "Simpan isi buku OPD")
    assert find_items(store, agency.id, SPBE, 2024)[0].state == "submitted"
    assert "Simpan isi buku OPD" not in labels(page)


def test_new_answers_and_links_are_shown_before_anything_is_saved(open_page, agency, book):
    filled = fill(book, (1, 6, ANSWER, "Sudah ditetapkan"), (1, 6, LINKED, LINK))
    page = open_page("pages/checklist.py", books="true", **SAMPLE)
    upload(page, ("Bappeda.xlsx", filled))
    rows = table(page, "Sesudah")
    assert [row["Sesudah"] for row in rows] == [
        "Bappeda: Sudah ditetapkan",
        LINK,
    ]
    assert [row["Yang berubah"].split(":")[0] for row in rows] == ["Tanggapan", "Tautan bukti"]


@pytest.mark.parametrize(
    ("language", "columns", "fields", "waiting"),
    [
        (
            "ID",
            ("Yang berubah", "Sesudah"),
            ["Usulan tingkat", "Penjelasan"],
            "menunggu pilihan Anda",
        ),
        (
            "EN",
            ("What changed", "After"),
            ["Claimed level", "Explanation"],
            "waits for your choice",
        ),
    ],
)
def test_the_preview_names_the_field_of_a_claim_and_what_waits_for_a_choice(
    open_page, agency, book, language, columns, fields, waiting
):
    said_ = (0, 6, EXPLANATION, "Pergub 12")
    page = open_page("pages/checklist.py", books="true", **SAMPLE, lang=language)
    one, other = (fill(book, (0, 6, CLAIM, level), said_) for level in (2, 3))
    upload(page, ("satu.xlsx", one), ("dua.xlsx", other))
    what, after_ = columns
    rows = table(page, after_)
    assert [row[what].split(":")[0] for row in rows] == fields
    assert [row[after_] for row in rows] == [waiting, "Pergub 12"]
    box = next(box for box in page.selectbox if box.label.startswith(fields[0]))
    after(page, box.set_value(2))
    assert [row[after_] for row in table(page, after_)] == ["2", "Pergub 12"]


@pytest.mark.parametrize(
    ("language", "file", "beside"),
    [
        ("ID", "Berkas", "{} (butir ini juga diisi {})"),
        ("EN", "File", "{} (this item is filled in by {}, too)"),
    ],
)
def test_every_row_names_its_file_and_the_one_that_speaks_of_the_same_item(
    open_page, agency, book, language, file, beside
):
    one = fill(book, (1, 6, ANSWER, "Sudah"), (1, 6, LINKED, LINK), (1, 7, WORDS, "Sewa server"))
    other = fill(book, (1, 6, ANSWER, "Belum"))
    page = open_page("pages/checklist.py", books="true", **SAMPLE, lang=language)
    upload(page, ("satu.xlsx", one), ("dua.xlsx", other))
    rows = table(page, "Sesudah" if language == "ID" else "After")
    assert [row[file] for row in rows] == [
        beside.format("dua.xlsx", "satu.xlsx"),
        beside.format("satu.xlsx", "dua.xlsx"),
        "satu.xlsx",
        "satu.xlsx",
    ]
    assert [row[file] for row in table(page, "Keadaan" if language == "ID" else "State")] == [
        "satu.xlsx"
    ]


def test_items_that_a_unit_suggests_are_added_unless_they_are_taken_away(
    open_page, store, agency, book
):
    filled = fill(book, (1, 7, WORDS, "Sewa server"), (1, 8, WORDS, "Kepala Dinas"))
    page = open_page("pages/checklist.py", books="true", **SAMPLE)
    upload(page, ("Bappeda.xlsx", filled))
    assert [row["Yang berubah"] for row in table(page, "Sesudah")] == ["Butir baru", "Butir baru"]
    say_name(page)
    offered = next(box for box in page.multiselect if "ditambahkan" in box.label)
    after(page, offered.set_value([0]))
    press(page, "Simpan isi buku OPD")
    added = find_items(store, agency.id, SPBE, 2024)[1:]
    assert [(item.text, item.units) for item in added] == [("Sewa server", ("Bappeda",))]


def test_a_name_is_asked_once_however_much_could_be_saved(open_page, agency, book):
    """Beside the workbooks stands the making of the rest of the checklist, which asks too."""
    page = open_page("pages/checklist.py", books="true", make="true", **SAMPLE)
    upload(page, ("Bappeda.xlsx", hand_in(book)))
    assert [box.label for box in page.text_input].count("Nama Anda") == 1


def test_a_workbook_that_nobody_filled_in_changes_nothing(open_page, agency, book):
    page = open_page("pages/checklist.py", books="true", **SAMPLE)
    upload(page, ("Bappeda.xlsx", book))
    assert "Tidak ada yang perlu disimpan." in said(page)


def test_a_foreign_file_is_named_and_hinders_none_of_the_others(open_page, agency, book):
    page = open_page("pages/checklist.py", books="true", **SAMPLE)
    upload(page, ("foto.xlsx", b"bukan Excel"), ("Bappeda.xlsx", hand_in(book)))
    assert [row["Berkas"] for row in table(page, "Keadaan")] == ["foto.xlsx"]
    assert "**1 buku · 1 perubahan" in said(page)
    assert table(page, "Sesudah")[0]["Sesudah"] == "Diajukan"


@pytest.mark.parametrize("language", ["ID", "EN"])
def test_a_unit_takes_its_workbook_and_letter_along(open_page, agency, language):
    page = open_page("pages/tasks.py", opd="Bappeda", lang=language, **SAMPLE)
    words = [button.proto.label for button in page.get("download_button")]
    book = {"ID": "Buku OPD", "EN": "Workbook of the unit"}[language]
    assert book in words
    assert len(words) == 3


@pytest.mark.parametrize(
    ("language", "prepare", "take"),
    [
        ("ID", "Siapkan satu halaman tiap OPD F4", "Unduh satu halaman tiap OPD F4 (ZIP)"),
        ("EN", "Prepare one page per unit F4", "Download one page per unit F4 (ZIP)"),
    ],
)
def test_the_pages_of_all_units_are_prepared_and_then_stay_to_be_taken(
    open_page, agency, language, prepare, take
):
    page = open_page("pages/checklist.py", books="true", lang=language, **SAMPLE)
    assert take not in downloads(page)
    press(page, prepare)
    assert take in downloads(page)
    page.run()
    assert take in downloads(page)


@pytest.fixture
def go_to(monkeypatch):
    """Give a way to another place on earth, where it may be another day."""

    def go(zone):
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield go
    monkeypatch.undo()
    time.tzset()


def test_pages_of_units_are_offered_no_more_on_another_day(open_page, agency, go_to):
    take = "Unduh satu halaman tiap OPD A4 (ZIP)"
    go_to("Pacific/Kiritimati")
    page = open_page("pages/checklist.py", books="true", **SAMPLE)
    press(page, "Siapkan satu halaman tiap OPD A4")
    assert take in downloads(page)
    go_to("Etc/GMT+12")  # 26 hours behind
    page.run()
    assert take not in downloads(page)


def downloads(page):
    return [button.proto.label for button in page.get("download_button")]
