"""Workbooks of many units go out, come back filled in, and are compared and kept together."""

from __future__ import annotations

import datetime
import io
from dataclasses import replace

import pytest
from openpyxl import Workbook, load_workbook

from spbe.catalogue.instruments import load_instruments
from spbe.catalogue.requirements import load_requirements
from spbe.jobs.checklist import draft_requirement
from spbe.jobs.unit_book_preview import preview_books, read_books
from spbe.jobs.unit_book_saving import save_books
from spbe.jobs.unit_books import collect_unit_books, load_claims
from spbe.model.assignment import Assignment
from spbe.model.item import Item
from spbe.store.assignments import save_assignments
from spbe.store.cycles import load_cycle, save_cycle
from spbe.store.database import load_version, open_store
from spbe.store.document_uses import find_uses
from spbe.store.documents import find_documents
from spbe.store.item_notes import find_notes
from spbe.store.item_shares import find_shares
from spbe.store.items import add_items, find_items, save_items
from spbe.text.translator import Translator
from spbe.workbooks.reading import SourceFile
from spbe.workbooks.unit_book import build_unit_book
from tests.agencies import add_agency

INSTRUMENT, YEAR = "permenpanrb-59-2020", 2024
AT = datetime.datetime(2024, 10, 28, 1, 30, tzinfo=datetime.UTC)
LINK = "https://drive.example.go.id/sk"
CLAIM, EXPLANATION, STATE, DONE, ANSWER, LINKED = 5, 6, 6, 7, 8, 9
TEXT = Translator("id")


@pytest.fixture(scope="module")
def instrument():
    return load_instruments()[INSTRUMENT]


@pytest.fixture
def store(tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/books.sqlite3")
    yield store
    store.close()


@pytest.fixture
def agency(store):
    """Two units share the first item, and each has a share in the second; indicators I1 and I2."""
    agency = add_agency(store, "Kota Uji", "Kota", None)
    both = ("Dinas A", "Dinas B")
    save_assignments(
        store,
        agency.id,
        INSTRUMENT,
        {"I1": Assignment(("Dinas A",), ("Dinas B",)), "I2": Assignment(("Dinas B",))},
        "Ani",
        AT,
        {},
    )
    shared = Item(agency.id, INSTRUMENT, "Tetapkan SK", "own", YEAR, "I1", 3, units=both)
    matrix = replace(shared, text="Semua OPD memakai", is_for_all_units=True)
    add_items(store, [shared, matrix], "Ani", AT)
    return agency


LEVELS = {"I1": 2, "I2": 3}


@pytest.fixture
def books(store, agency, instrument):
    """The workbooks as they went out, by unit."""
    collected = collect_unit_books(store, agency, instrument, YEAR, LEVELS, TEXT)
    named = {book.identity.unit: book for book in collected}
    return {unit: build_unit_book(named[unit], instrument, TEXT) for unit in ("Dinas A", "Dinas B")}


def fill(data: bytes, *cells: tuple[int, int, int, object]) -> bytes:
    """Fill in cells: sheet, row of the table counted from 0, column, value."""
    book = load_workbook(io.BytesIO(data))
    for sheet, row, column, value in cells:
        book.worksheets[sheet].cell(6 + row, column).value = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.fixture
def preview(store, agency, instrument):
    def make(choices=None, **files: bytes):
        sources = [SourceFile(f"{name}.xlsx", data) for name, data in files.items()]
        read = read_books(sources, {INSTRUMENT: instrument})
        return preview_books(store, agency, instrument, YEAR, read, choices or {})

    return make


def test_book_holds_the_indicators_and_items_of_its_unit(store, agency, instrument):
    books = {
        b.identity.unit: b
        for b in collect_unit_books(store, agency, instrument, YEAR, LEVELS, TEXT)
    }
    assert "I2" not in {row.code for row in books["Dinas A"].indicators}
    assert {"I1", "I2"} <= {row.code for row in books["Dinas B"].indicators}
    assert [row.item.text for row in books["Dinas A"].items] == ["Tetapkan SK", "Semua OPD memakai"]
    assert books["Dinas A"].items[1].share.unit == "Dinas A"
    levels = {row.code: row.level for row in books["Dinas B"].indicators}
    assert (levels["I1"], levels["I2"]) == (2, 3)


def test_book_says_requirements_in_its_language_and_comes_back_without_changes(
    store, agency, instrument
):
    asked = next(r for r in load_requirements(instrument) if r.item_code == "I1-L3-01")
    draft = draft_requirement(agency.id, INSTRUMENT, YEAR, asked, ("Dinas A",), ())
    add_items(store, [draft], "Ani", AT)
    english = Translator("en")
    collected = collect_unit_books(store, agency, instrument, YEAR, LEVELS, english)
    book = next(book for book in collected if book.identity.unit == "Dinas A")
    assert book.items[-1].item.text == asked.texts["en"]
    source = SourceFile("a.xlsx", build_unit_book(book, instrument, english))
    read = read_books([source], {INSTRUMENT: instrument})
    assert not preview_books(store, agency, instrument, YEAR, read).is_change
    assert find_items(store, agency.id, INSTRUMENT)[-1].text == asked.texts["id"]


def test_untouched_books_change_nothing(preview, books):
    result = preview(a=books["Dinas A"], b=books["Dinas B"])
    assert (result.changes, result.answers, result.links, result.problems) == ((), (), (), ())
    assert not result.can_save


def test_filled_books_are_kept_together_and_once(store, agency, preview, books):
    a = fill(
        books["Dinas A"],
        (0, 0, CLAIM, 3),
        (0, 0, EXPLANATION, "Pergub 12"),
        (1, 0, STATE, "Diajukan"),
        (1, 0, ANSWER, "Sudah"),
        (1, 0, LINKED, LINK),
        (1, 1, DONE, "Ya"),
    )
    result = preview(a=a, b=books["Dinas B"])
    assert (result.conflicts, result.problems, result.can_save) == ((), (), True)
    save_books(store, result, "Ani", AT)
    first, second = find_items(store, agency.id, INSTRUMENT, YEAR)
    assert (first.state, second.state) == ("submitted", "open")
    assert [note.text for note in find_notes(store, [first.id])] == ["Dinas A: Sudah"]
    shares = find_shares(store, agency.id, INSTRUMENT)[second.id]
    assert [(share.unit, share.is_done) for share in shares] == [
        ("Dinas A", True),
        ("Dinas B", False),
    ]
    [document] = find_documents(store, agency.id)
    assert (document.newest.link, document.units) == (LINK, ("Dinas A",))
    assert [use.item_id for use in find_uses(store, agency.id)] == [first.id]
    claims = load_claims(store, agency.id, INSTRUMENT, YEAR)
    assert (claims.levels, claims.notes["I1"].unit) == ({"I1": 3}, "Dinas A")
    assert claims.notes["I1"].explanation == "Pergub 12"

    version = load_version(store)
    again = preview(a=a, b=books["Dinas B"])
    assert (again.changes, again.answers, again.links, again.problems) == ((), (), (), ())
    assert load_version(store) == version


def test_two_books_that_differ_wait_for_a_choice(store, agency, preview, books):
    files = {
        "a": fill(books["Dinas A"], (1, 0, STATE, "Diajukan"), (0, 0, CLAIM, 3)),
        "b": fill(books["Dinas B"], (1, 0, STATE, "Dikerjakan"), (0, 0, CLAIM, 2)),
    }
    result = preview(**files)
    state, claim = result.conflicts
    assert state.options == ("open", "submitted", "work")
    assert claim.options == (None, 3, 2)
    with pytest.raises(ValueError, match="not ready"):
        save_books(store, result, "Ani", AT)
    choices = {state.key: "work", claim.key: 3}
    save_books(store, preview(choices, **files), "Ani", AT)
    assert find_items(store, agency.id, INSTRUMENT)[0].state == "work"
    assert load_claims(store, agency.id, INSTRUMENT, YEAR).levels == {"I1": 3}
    assert not preview(**files).is_change
    assert not any(change.is_open for change in preview(**files).changes)


def test_what_somebody_changed_meanwhile_is_a_conflict(store, agency, preview, books):
    item = find_items(store, agency.id, INSTRUMENT)[0]
    save_items(store, [(item, replace(item, state="work"))], "Budi", AT)
    a = fill(books["Dinas A"], (1, 0, STATE, "Diajukan"))
    [conflict] = preview(a=a).conflicts
    assert (conflict.now, conflict.options, conflict.is_open) == (
        "work",
        ("work", "submitted"),
        True,
    )
    kept = preview({conflict.key: "work"}, a=a)
    assert not kept.is_change


def test_closed_item_is_said_and_stays_closed(store, agency, preview, books):
    item = find_items(store, agency.id, INSTRUMENT)[0]
    save_items(store, [(item, replace(item, state="accepted"))], "Budi", AT)
    result = preview(a=fill(books["Dinas A"], (1, 0, STATE, "Diajukan")))
    [problem] = result.problems
    assert (problem.kind, problem.cell) == ("book-closed", "F6")
    assert not result.can_save


def test_item_that_is_no_longer_the_units_is_said(store, agency, preview, books):
    item = find_items(store, agency.id, INSTRUMENT)[0]
    save_items(store, [(item, replace(item, units=("Dinas B",)))], "Budi", AT)
    result = preview(a=fill(books["Dinas A"], (1, 0, ANSWER, "Sudah")))
    assert [problem.kind for problem in result.problems] == ["book-item"]
    assert result.answers == ()


def test_tick_for_an_item_that_is_no_longer_for_all_units_is_said(store, agency, preview, books):
    matrix = find_items(store, agency.id, INSTRUMENT)[1]
    save_items(store, [(matrix, replace(matrix, is_for_all_units=False))], "Ani", AT)
    result = preview(a=fill(books["Dinas A"], (1, 1, DONE, "Ya")))
    assert [problem.kind for problem in result.problems] == ["book-item"]
    assert "Semua OPD memakai" in TEXT(result.problems[0].message)
    assert not result.can_save


def test_foreign_book_among_them_is_named_and_the_rest_is_read(preview, books):
    foreign = io.BytesIO()
    Workbook().save(foreign)
    result = preview(a=fill(books["Dinas A"], (1, 0, STATE, "Diajukan")), daftar=foreign.getvalue())
    assert [(p.kind, p.file) for p in result.problems] == [("not-unit-book", "daftar.xlsx")]
    assert result.can_save


def test_book_of_another_agency_or_year_is_said(store, agency, instrument, books):
    other = add_agency(store, "Kota Lain", "Kota", None)
    read = read_books([SourceFile("a.xlsx", books["Dinas A"])], {INSTRUMENT: instrument})
    for place in ((other, YEAR), (agency, YEAR + 1)):
        result = preview_books(store, place[0], instrument, place[1], read)
        assert [problem.kind for problem in result.problems] == ["book-other"]


def test_claims_of_a_locked_stage_are_said(store, agency, preview, books):
    cycle = load_cycle(store, agency.id, YEAR)
    save_cycle(store, replace(cycle, locked={"proposal": "sudah dikirim"}), "Ani", AT, cycle)
    result = preview(a=fill(books["Dinas A"], (0, 0, CLAIM, 3)))
    assert [problem.kind for problem in result.problems] == ["book-locked"]
    assert not result.is_change


def test_two_explanations_of_one_indicator_are_both_kept(store, agency, preview, books):
    files = {
        "a": fill(books["Dinas A"], (0, 0, EXPLANATION, "Dari A")),
        "b": fill(books["Dinas B"], (0, 0, EXPLANATION, "Dari B")),
    }
    save_books(store, preview(**files), "Ani", AT)
    claims = load_claims(store, agency.id, INSTRUMENT, YEAR)
    assert claims.notes["I1"].explanation == "Dari A\n\nDari B"
    assert claims.notes["I1"].unit == "Dinas A; Dinas B"
    assert not preview(**files).is_change


@pytest.mark.parametrize(
    ("column", "said", "sentence"),
    [
        (
            ANSWER,
            ("Sudah", "Belum"),
            "Dinas A menanggapi butir “Tetapkan SK” dengan isi lain di a.",
        ),
        (
            LINKED,
            (LINK, f"{LINK}-2"),
            "Dinas A memberi tautan lain untuk butir “Tetapkan SK” di a.",
        ),
    ],
)
def test_two_files_of_one_unit_that_speak_otherwise_of_an_item_are_named(
    preview, books, column, said, sentence
):
    first, second = (fill(books["Dinas A"], (1, 0, column, each)) for each in said)
    result = preview(a=first, b=second, c=first)
    assert [(each.files, each.others) for each in result.additions] == [
        (("a.xlsx", "c.xlsx"), ("b.xlsx",)),
        (("b.xlsx",), ("a.xlsx", "c.xlsx")),
    ]
    told = [p for p in result.problems if p.file == "b.xlsx"]
    assert [(p.severity, p.kind, p.cell) for p in told] == [("warning", "book-twice", "F6")]
    assert TEXT(told[0].message).startswith(sentence)
    assert result.can_save


def test_two_units_may_answer_one_item_each_in_its_own_words(preview, books):
    files = {unit[-1]: fill(books[unit], (1, 0, ANSWER, "Sudah")) for unit in books}
    result = preview(**files)
    assert [(each.files, each.others) for each in result.additions] == [
        (("A.xlsx",), ("B.xlsx",)),
        (("B.xlsx",), ("A.xlsx",)),
    ]
    assert result.problems == ()


NEW = 2
"""The first blank row below the two items."""


def test_items_that_units_suggest_are_added_once(store, agency, preview, books):
    files = {
        "a": fill(books["Dinas A"], (1, NEW, 1, 1), (1, NEW, 2, "Sewa server"), (1, NEW, 3, 4)),
        "b": fill(books["Dinas B"], (1, NEW, 1, 1), (1, NEW, 2, "sewa  server")),
    }
    result = preview(**files)
    [item] = result.new
    assert result.additions[0].files == ("a.xlsx", "b.xlsx")
    assert (item.source, item.code, item.units) == ("own", "I1", ("Dinas A", "Dinas B"))
    save_books(store, result, "Ani", AT)
    kept = find_items(store, agency.id, INSTRUMENT, YEAR)[-1]
    assert (kept.text, kept.units, kept.state) == (item.text, item.units, "open")
    assert preview(**files).new == ()
    assert not preview(**files).is_change


def test_day_and_person_that_changed_meanwhile_are_said(store, agency, preview, books):
    item = find_items(store, agency.id, INSTRUMENT)[0]
    due = datetime.date(2024, 11, 5)
    [moved] = save_items(store, [(item, replace(item, due=due))], "Budi", AT)
    files = {"a": fill(books["Dinas A"], (1, 0, STATE, "Diajukan"))}
    result = preview(**files)
    [problem] = result.problems
    assert (problem.severity, problem.kind) == ("warning", "book-moved")
    assert "– → 05/11/2024" in TEXT(problem.message)
    assert result.can_save
    save_items(store, [(moved, replace(moved, due=None, person="Sari"))], "Budi", AT)
    assert "– → Sari" in TEXT(preview(**files).problems[0].message)
    assert preview(b=books["Dinas B"]).problems == (), "an untouched workbook says nothing of it"
