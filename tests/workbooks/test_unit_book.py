"""A unit's workbook goes out, is filled in and rearranged, and comes back whole."""

from __future__ import annotations

import datetime
import io
import re
import shutil
import subprocess
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from spbe.catalogue.instruments import load_instruments
from spbe.model.item import Item, Share
from spbe.model.unit_book import (
    BookIdentity,
    BookIndicator,
    BookItem,
    FilledBook,
    FilledNew,
    UnitBook,
)
from spbe.text.translator import Translator
from spbe.workbooks.reading import SourceFile
from spbe.workbooks.unit_book import build_unit_book, build_unit_books
from spbe.workbooks.unit_book_reading import read_unit_book

INSTRUMENT = "permenpanrb-59-2020"
UNIT = "Dinas Kominfo"
DUE = datetime.date(2024, 11, 1)
CLAIM, EXPLANATION = 5, 6
STATE, DONE, ANSWER, LINK = 6, 7, 8, 9
FIRST = 6
"""Columns and first row as the workbook goes out."""


@pytest.fixture(scope="module")
def instruments():
    return load_instruments()


def make_item(number: int, text: str = "Tetapkan SK", **changes) -> Item:
    values = {
        "agency_id": 1,
        "instrument_id": INSTRUMENT,
        "text": text,
        "source": "own",
        "opened_year": 2024,
        "code": "I1",
        "level": 3,
        "units": (UNIT,),
        "due": DUE,
        "id": number,
    }
    return Item(**values | changes)


def make_book(text: str = "Tetapkan SK") -> UnitBook:
    return UnitBook(
        BookIdentity(1, "Kota Uji", UNIT, INSTRUMENT, 2024),
        (
            BookIndicator("I1", 2, None, "", ("Pergub ditetapkan", "Ruang lingkup lengkap")),
            BookIndicator("I2", 3, 4, "Sudah ada Pergub"),
        ),
        (
            BookItem(make_item(11, text), note="Lengkapi lampiran"),
            BookItem(make_item(12, "Laporan reviu", state="returned", reason="Belum terbaru")),
            BookItem(make_item(13, "Semua OPD memakai", is_for_all_units=True), Share(13, UNIT)),
        ),
    )


def build(instruments, book=None, language="id"):
    return build_unit_book(book or make_book(), instruments[INSTRUMENT], Translator(language))


def read(data: bytes, instruments, name="buku.xlsx"):
    return read_unit_book(SourceFile(name, data), instruments)


def edit(data: bytes, change) -> bytes:
    book = load_workbook(io.BytesIO(data))
    change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def fill(book: Workbook) -> None:
    indicators, items = book.worksheets[:2]
    indicators.cell(FIRST, CLAIM).value = 3
    indicators.cell(FIRST, EXPLANATION).value = "Pergub 12/2024"
    items.cell(FIRST, STATE).value = "Diajukan"
    items.cell(FIRST, ANSWER).value = "Lampiran\nsudah lengkap"
    items.cell(FIRST, LINK).value = "https://drive.example.go.id/sk"
    items.cell(FIRST + 2, DONE).value = "Ya"
    items.cell(FIRST + 2, LINK).value = "https://drive.example.go.id/bukti"


def check_filled(filled: FilledBook | None) -> None:
    assert filled is not None
    assert filled.identity == make_book().identity
    assert (filled.indicators["I1"].claim, filled.indicators["I1"].base_claim) == (3, None)
    assert filled.indicators["I1"].explanation == "Pergub 12/2024"
    assert (filled.indicators["I2"].claim, filled.indicators["I2"].explanation) == (
        4,
        "Sudah ada Pergub",
    )
    first, second, third = (filled.items[n] for n in (11, 12, 13))
    assert (first.base, first.filled) == ("open", "submitted")
    assert first.answer == "Lampiran\nsudah lengkap"
    assert first.link == "https://drive.example.go.id/sk"
    assert (second.base, second.filled, second.answer) == ("returned", "returned", "")
    assert third.filled == Share(13, UNIT, True, "https://drive.example.go.id/bukti", "")


@pytest.mark.parametrize("language", ["id", "en"])
def test_untouched_book_comes_back_as_it_went_out(instruments, language):
    filled, problems = read(build(instruments, language=language), instruments)
    assert problems == []
    assert all(row.claim == row.base_claim for row in filled.indicators.values())
    assert all(row.filled == row.base for row in filled.items.values())
    assert list(filled.items) == [11, 12, 13]


def test_what_was_filled_in_comes_back(instruments):
    filled, problems = read(edit(build(instruments), fill), instruments)
    assert problems == []
    check_filled(filled)


def test_book_is_known_again_however_it_was_rearranged(instruments):
    def rearrange(book: Workbook) -> None:
        fill(book)
        items = book.worksheets[1]
        items.move_range("I1:I8", cols=4)
        items.move_range("A6:M6", rows=10)
        items.title, book.worksheets[0].title = "punya kami", "Sheet2"
        items.cell(5, STATE).value = "Keadaan sekarang"
        book.move_sheet(items, 2)

    filled, problems = read(edit(build(instruments), rearrange), instruments)
    assert problems == []
    check_filled(filled)


def test_row_that_was_deleted_says_nothing(instruments):
    filled, problems = read(
        edit(build(instruments), lambda book: book.worksheets[1].delete_rows(FIRST)), instruments
    )
    assert (list(filled.items), problems) == ([12, 13], [])


@pytest.mark.parametrize(
    ("sheet", "column", "value", "kind", "words"),
    [
        (1, STATE, "beres", "book-state", "Diajukan"),
        (1, STATE, "Diterima", "book-state", "koordinator"),
        (1, LINK, "ada di kantor", "book-link", "https://"),
        (1, LINK, "https://ani:rahasia@example.go.id/a", "book-link", "kata sandi"),
        (1, ANSWER, "=A1", "book-no-value", "=A1"),
        (1, ANSWER, "x" * 4001, "book-long", "4001"),
        (0, CLAIM, 9, "level-out-of-range", "1–5"),
    ],
)
def test_wrong_cell_is_named_and_leaves_the_rest(instruments, sheet, column, value, kind, words):
    def spoil(book: Workbook) -> None:
        book.worksheets[sheet].cell(FIRST, column).value = value
        book.worksheets[1].cell(FIRST + 2, DONE).value = "Ya"

    filled, [problem] = read(edit(build(instruments), spoil), instruments)
    assert (problem.kind, problem.file) == (kind, "buku.xlsx")
    assert problem.sheet == ("Indikator", "Butir")[sheet]
    assert re.fullmatch(r"[A-Z]6", problem.cell)
    assert words in Translator("id")(problem.message)
    assert "rahasia" not in repr(problem)
    assert filled.items[13].filled.is_done


def test_row_that_stands_twice_with_other_words_is_not_used(instruments):
    def double(book: Workbook) -> None:
        items = book.worksheets[1]
        for column in range(1, items.max_column + 1):
            items.cell(20, column).value = items.cell(FIRST, column).value
        items.cell(20, STATE).value = "Dikerjakan"

    filled, [problem] = read(edit(build(instruments), double), instruments)
    assert (problem.kind, problem.cell) == ("book-double", "F20")
    assert filled.items[11].filled is None


def test_new_row_is_a_suggested_item(instruments):
    def add(book: Workbook) -> None:
        items = book.worksheets[1]
        assert not items.cell(FIRST + 3, 2).protection.locked
        for column, value in enumerate((2, "Butir dari kami", 4), 1):
            items.cell(FIRST + 3, column).value = value
        items.cell(30, 2).value = "Tanpa indikator"

    filled, problems = read(edit(build(instruments), add), instruments)
    assert problems == []
    assert filled.new == (
        FilledNew("Butir dari kami", "I2", 4, "B9"),
        FilledNew("Tanpa indikator", None, None, "B30"),
    )
    assert len(filled.items) == 3


def test_what_is_wrong_with_a_new_row_is_said_and_the_rest_suggested(instruments):
    def add(book: Workbook) -> None:
        for column, value in ((1, "99"), (2, "Butir A"), (8, "Sudah")):
            book.worksheets[1].cell(FIRST + 3, column).value = value
        for column, value in ((1, "1"), (2, "Butir B"), (3, "tinggi")):
            book.worksheets[1].cell(FIRST + 4, column).value = value

    filled, problems = read(edit(build(instruments), add), instruments)
    assert [(p.severity, p.kind, p.cell) for p in problems] == [
        ("warning", "book-new-row", cell) for cell in ("A9", "H9", "C10")
    ]
    assert [(new.text, new.code, new.level) for new in filled.new] == [
        ("Butir A", None, None),
        ("Butir B", "I1", None),
    ]


def test_row_that_is_no_item_is_named_and_not_read(instruments):
    def add(book: Workbook) -> None:
        book.worksheets[0].cell(30, 2).value = "Catatan kami"
        book.worksheets[1].cell(30, 4).value = "Kepala Dinas"

    filled, problems = read(edit(build(instruments), add), instruments)
    assert [(p.severity, p.kind, p.cell) for p in problems] == [
        ("warning", "book-new-row", "B30"),
        ("warning", "book-new-row", "D30"),
    ]
    assert filled.new == ()


def test_lost_marks_of_the_columns_are_said(instruments):
    data = edit(build(instruments), lambda book: book.worksheets[1].delete_rows(4))
    filled, [problem] = read(data, instruments)
    assert (problem.kind, problem.sheet) == ("book-columns", "Butir")
    assert filled.items == {}
    assert len(filled.indicators) == 2


def test_foreign_workbook_is_said(instruments):
    filled, [problem] = read(_foreign(), instruments)
    assert (filled, problem.kind) == (None, "not-unit-book")


def _foreign() -> bytes:
    file = io.BytesIO()
    Workbook().save(file)
    return file.getvalue()


def test_what_is_not_filled_in_is_protected_without_password(instruments):
    book = load_workbook(io.BytesIO(build(instruments)))
    assert all(sheet.protection.sheet and not sheet.protection.password for sheet in book)
    items = book.worksheets[1]
    free = [c.column for c in items[FIRST] if not c.protection.locked]
    assert free == [STATE, ANSWER, LINK]
    assert [c.column for c in items[FIRST + 2] if not c.protection.locked] == [DONE, ANSWER, LINK]
    assert (items.freeze_panes, items.page_setup.paperSize) == ("C6", 9)
    assert items.print_area == "'Butir'!$A$1:$I$18"
    assert items.row_dimensions[4].hidden
    assert items.column_dimensions["J"].hidden


def test_states_are_offered_as_a_list(instruments):
    items = load_workbook(io.BytesIO(build(instruments))).worksheets[1]
    lists = {str(rule.sqref): rule.formula1 for rule in items.data_validations.dataValidation}
    assert lists == {
        "G8": '"Ya,Belum"',
        "F6": '"Belum dikerjakan,Dikerjakan,Diajukan"',
        "F7": '"Dikembalikan,Dikerjakan,Diajukan"',
    }


@pytest.mark.parametrize("words", ["=1+1", "+62 811", "-", "@kominfo", " =1+1", "\t=1+1"])
def test_text_is_never_a_formula(instruments, words):
    items = load_workbook(io.BytesIO(build(instruments, make_book(words)))).worksheets[1]
    assert items.cell(FIRST, 2).data_type == "s"


@given(
    words=st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=60),
    said=st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=60),
)
def test_any_text_comes_back(words, said):
    instruments = load_instruments()
    book = UnitBook(
        BookIdentity(1, words, said, INSTRUMENT, 2024),
        (BookIndicator("I1", 2, 2, words.strip()),),
        (BookItem(make_item(1, is_for_all_units=True), Share(1, said, False, "", words.strip())),),
    )
    filled, problems = read(build(instruments, book), instruments)
    assert problems == []
    assert filled.identity == book.identity
    assert filled.indicators["I1"].explanation == words.strip()
    assert filled.items[1].filled == book.items[0].share


def test_forty_books_have_names_of_their_own(instruments):
    names = ["Dinas A/B", "Dinas A:B", "CON", "..\\evil", ""]
    books = [
        UnitBook(BookIdentity(1, "Kota Uji", name, INSTRUMENT, 2024), (), ()) for name in names
    ]
    data = build_unit_books(books, instruments[INSTRUMENT], Translator("id"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == [
            "Dinas A-B.xlsx",
            "Dinas A-B (2).xlsx",
            "dokumen CON.xlsx",
            "evil.xlsx",
            "dokumen.xlsx",
        ]


@pytest.mark.office
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_book_saved_by_libreoffice_comes_back(instruments, tmp_path, kind):
    source = tmp_path / "in" / "buku.xlsx"
    source.parent.mkdir()
    source.write_bytes(edit(build(instruments), fill))
    subprocess.run(
        [
            *(shutil.which("soffice"), f"-env:UserInstallation=file://{tmp_path}/profile"),
            *("--headless", "--convert-to", kind, "--outdir", str(tmp_path), str(source)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    data = (tmp_path / f"buku.{kind}").read_bytes()
    filled, problems = read(data, instruments, f"buku.{kind}")
    assert problems == []
    check_filled(filled)
