"""How fast forty workbooks of units are read and previewed, beside forty bare reads."""

from __future__ import annotations

import datetime
import io
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from benchmarks.rows import Row, compare, time_in_turns
from spbe.catalogue.instruments import load_instruments
from spbe.jobs.unit_book_preview import BooksPreview, preview_books, read_books
from spbe.jobs.unit_books import collect_unit_books
from spbe.model.assignment import Assignment
from spbe.model.instrument import Instrument
from spbe.model.item import Item
from spbe.store.agencies import add_agency
from spbe.store.assignments import save_assignments
from spbe.store.database import Store, open_store
from spbe.store.items import add_items
from spbe.store.records import Agency
from spbe.text.translator import Translator
from spbe.workbooks.reading import SourceFile
from spbe.workbooks.unit_book import build_unit_book

UNITS, ITEMS, ROUNDS, YEAR = 40, 25, 10, 2024
INSTRUMENT = "permenpanrb-59-2020"
GOAL = 5.0
_STATE = "F6"
"""Of the first item of a workbook."""


def measure() -> list[Row]:
    """Measure reading and preview; raises AssertionError where a change is lost."""
    instruments = load_instruments()
    instrument = instruments[INSTRUMENT]
    with TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder, 'books.sqlite3')}")
        try:
            agency = _fill_store(store, instrument)
            sources = _build_books(store, agency, instrument)

            def run() -> BooksPreview:
                books = read_books(sources, instruments)
                return preview_books(store, agency, instrument, YEAR, books)

            def bare() -> None:
                for source in sources:
                    workbook = CalamineWorkbook.from_filelike(io.BytesIO(source.data))
                    for number in range(len(workbook.sheet_names)):
                        workbook.get_sheet_by_index(number).to_python()

            preview = run()
            assert len(preview.changes) == UNITS
            assert not preview.problems
            name = f"{UNITS} workbooks of units: read, preview / bare calamine"
            return [compare(name, *time_in_turns(run, bare, ROUNDS), GOAL)]
        finally:
            store.close()


def _fill_store(store: Store, instrument: Instrument) -> Agency:
    at = datetime.datetime(YEAR, 10, 28, tzinfo=datetime.UTC)
    agency = add_agency(store, "Kota Contoh", "Kota", None, False, "Ani", at)
    leads = {
        code: Assignment((f"Dinas {n % UNITS:02d}",), (f"Dinas {(n + 7) % UNITS:02d}",))
        for n, code in enumerate(instrument.leaf_codes)
    }
    save_assignments(store, agency.id, instrument.id, leads, "Ani", at, {})
    first = Item(agency.id, instrument.id, "", "own", YEAR, level=3)
    items = [
        replace(
            first,
            text=f"Butir {n} dari dinas {unit}: tetapkan, jalankan, dan reviu setiap tahun",
            code=instrument.leaf_codes[(unit + n) % len(instrument.leaf_codes)],
            units=(f"Dinas {unit:02d}",),
        )
        for unit in range(UNITS)
        for n in range(ITEMS)
    ]
    add_items(store, items, "Ani", at)
    return agency


def _build_books(store: Store, agency: Agency, instrument: Instrument) -> list[SourceFile]:
    """Build the workbook of every unit with its first item handed in."""
    text = Translator("id")
    sources = []
    for book in collect_unit_books(store, agency, instrument, YEAR, {}, text):
        if not book.items:
            continue
        workbook = load_workbook(io.BytesIO(build_unit_book(book, instrument, text)))
        workbook["Butir"][_STATE] = "Diajukan"
        file = io.BytesIO()
        workbook.save(file)
        sources.append(SourceFile(f"{book.identity.unit}.xlsx", file.getvalue()))
    return sources
