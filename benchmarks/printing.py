"""How fast reports are printed: beside a bare Typst document, and forty pages beside one."""

from __future__ import annotations

import datetime
import itertools
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from benchmarks.rows import Row, compare, time_in_turns
from spbe.analysis.results import score_result
from spbe.catalogue.instruments import load_instruments
from spbe.jobs.report_contents import gather_single, gather_stored
from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.model.assignment import Assignment
from spbe.model.instrument import Instrument
from spbe.model.item import Item
from spbe.reports.blocks import Heading, Sentence, Table
from spbe.reports.chapters import list_chapters
from spbe.reports.contents import ReportContents
from spbe.reports.glyphs import FONTS
from spbe.reports.pdf_report import build_report_pdf
from spbe.reports.unit_page import (
    build_unit_page_pdf,
    build_unit_page_png,
    build_unit_pages,
    list_page_units,
)
from spbe.store.agencies import add_agency
from spbe.store.assessments import save_drafts
from spbe.store.assignments import save_assignments
from spbe.store.database import Store, open_store
from spbe.store.items import add_items
from spbe.store.records import Draft, ResultKey
from spbe.text.translator import Translator

UNITS, ITEMS, ROUNDS, YEAR = 40, 25, 10, 2024
INSTRUMENT = "permenpanrb-59-2020"
REPORT_GOAL, PAGES_GOAL = 2.0, 15.0
DAY = datetime.date(YEAR, 10, 28)
TEXT = Translator("id")
_BARE = b"""
#let blocks = json(bytes(sys.inputs.data))
#set text(font: "Source Sans 3", size: 9.5pt)
#for block in blocks {
  if "rows" in block {
    table(columns: block.columns.len(), ..block.columns, ..block.rows.flatten())
  }
  else if block.is_heading { heading(block.text) }
  else { par(block.text) }
}
"""


def measure() -> list[Row]:
    """Measure the report and the pages of units; raises AssertionError where one is missing."""
    return [_measure_report(), _measure_pages()]


def _measure_report() -> Row:
    """Set a report beside a bare document of the same contents, sentences and tables alone.

    Typst remembers what it laid out, so every round has an assessment of its own.
    """
    several = [_gather_report(turn) for turn in range(ROUNDS + 1)]
    ours, bare = itertools.cycle(several), itertools.cycle(several)

    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])

    def run() -> None:
        assert build_report_pdf(next(ours), TEXT).startswith(b"%PDF")

    def floor() -> None:
        compiler = typst.Compiler(_BARE, font_paths=fonts, ignore_system_fonts=True)
        made = compiler.compile(
            format="pdf", sys_inputs={"data": _write_bare(next(bare))}, pdf_standards="a-2b"
        )
        assert isinstance(made, bytes)

    name = "Report as PDF / bare Typst document with the same tables"
    return compare(name, *time_in_turns(run, floor, ROUNDS), REPORT_GOAL)


def _gather_report(turn: int) -> ReportContents:
    instruments = load_instruments()
    instrument = instruments[INSTRUMENT]
    codes = instrument.leaf_codes
    notes = {
        code: IndicatorNotes(assessor_note=f"Bukti {turn}-{code} belum mewakili semua OPD.")
        for code in codes
    }
    levels: dict[str, int | None] = {code: 1 + (n * 7 + turn) % 4 for n, code in enumerate(codes)}
    content = Assessment(INSTRUMENT, f"Kota {turn}", YEAR, "document", levels, notes)
    return gather_single(instruments, score_result(instrument, content), DAY, target=350)


def _write_bare(contents: ReportContents) -> str:
    blocks: list[dict[str, object]] = []
    for chapter in list_chapters(contents, TEXT):
        blocks.append({"text": chapter.title, "is_heading": True})
        for block in chapter.blocks:
            match block:
                case Sentence() | Heading():
                    is_heading = isinstance(block, Heading)
                    blocks.append({"text": block.text, "is_heading": is_heading})
                case Table():
                    titles = [column.title for column in block.columns]
                    blocks.append({"columns": titles, "rows": [list(row) for row in block.rows]})
    return json.dumps(blocks)


def _measure_pages() -> Row:
    """Set page and picture of all units beside those of one, each from the store to the bytes."""
    instruments = load_instruments()
    with TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder, 'pages.sqlite3')}")
        try:
            key = _fill_store(store, instruments[INSTRUMENT])

            def gather() -> ReportContents:
                return gather_stored(store, instruments, key, DAY)

            turns = itertools.count()

            def rename(contents: ReportContents) -> ReportContents:
                return replace(contents, agency=f"Kota {next(turns)}")

            def run() -> None:
                told: list[int] = []
                build_unit_pages(rename(gather()), TEXT, "A4", lambda done, _: told.append(done))
                assert told == list(range(1, UNITS + 1))

            def one() -> None:
                contents = rename(gather())
                unit = list_page_units(contents)[next(turns) % UNITS]
                build_unit_page_pdf(contents, unit, TEXT)
                build_unit_page_png(contents, unit, TEXT)

            name = f"Pages and pictures of {UNITS} units / of one"
            return compare(name, *time_in_turns(run, one, 5), PAGES_GOAL)
        finally:
            store.close()


def _fill_store(store: Store, instrument: Instrument) -> ResultKey:
    at = datetime.datetime(YEAR, 10, 1, tzinfo=datetime.UTC)
    agency = add_agency(store, "Kota Contoh", "Kota", None, False, "Ani", at)
    codes = instrument.leaf_codes
    levels: dict[str, int | None] = {code: 1 + n % 4 for n, code in enumerate(codes)}
    content = Assessment(instrument.id, "Kota Contoh", YEAR, "document", levels)
    save_drafts(store, [Draft(agency.id, content, None)], "Ani", at)
    leads = {code: Assignment((_name(n),), ()) for n, code in enumerate(codes)}
    save_assignments(store, agency.id, instrument.id, leads, "Ani", at, {})
    add_items(store, list(_list_items(agency.id, instrument, codes)), "Ani", at)
    return ResultKey(agency.id, instrument.id, YEAR, "document")


def _list_items(agency_id: int, instrument: Instrument, codes: Sequence[str]) -> Sequence[Item]:
    first = Item(agency_id, instrument.id, "", "own", YEAR)
    return [
        replace(
            first,
            text=f"Butir {n} dari {_name(unit)}: tetapkan, jalankan, dan reviu setiap tahun",
            code=codes[(unit + n) % len(codes)],
            level=5,
            units=(_name(unit),),
            due=DAY + datetime.timedelta(days=n - ITEMS // 2),
        )
        for unit in range(UNITS)
        for n in range(ITEMS)
    ]


def _name(number: int) -> str:
    return f"Dinas Komunikasi dan Informatika {number % UNITS:02d}"
