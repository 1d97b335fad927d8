"""The workbook of a report is read back as the assessment that it tells of."""

from __future__ import annotations

import datetime
import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spbe.catalogue.instruments import load_instruments
from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.model.instrument import Instrument
from spbe.model.scoring import score_assessment
from spbe.text.translator import Translator
from spbe.workbooks.reader import read
from spbe.workbooks.reading import Reading, SourceFile
from spbe.workbooks.report_book import build_report_book
from spbe.workbooks.report_book_content import BookColumn, BookRow, BookTable, ReportBook
from tests.workbooks.drawn import assessments

INSTRUMENTS = load_instruments()
OF_2020 = INSTRUMENTS["permenpanrb-59-2020"]
OF_2018 = INSTRUMENTS["permenpanrb-5-2018"]
PEMDI = INSTRUMENTS["permenpanrb-8-2026"]
DAY = datetime.date(2026, 11, 24)
COLORS = dict.fromkeys(range(6), ("A9C3DA", "16202B"))


def book_of(built: Assessment, instrument: Instrument, **others: object) -> ReportBook:
    scores = score_assessment(instrument, built)
    known: dict[str, object] = {
        "instrument": instrument,
        "assessment": built,
        "agency": built.agency or "",
        "year": built.year or 0,
        "stage": built.stage or "",
        "day": DAY,
        "title": "Kota X",
        "source": "Sumber",
        "is_illustrative": False,
        "marks": ("Sementara (setara Baik): predikat hanya ada pada hasil akhir.",),
        "scores": scores.hundredths,
        "rating": "",
        "compared": None,
        "before": {},
        "target": 350,
        "target_name": "",
        "findings": (),
        "tables": (),
        "method": (),
        "level_colors": COLORS,
    }
    return ReportBook(**(known | others))  # type: ignore[arg-type]


def read_back(data: bytes) -> Reading:
    return read(SourceFile("laporan.xlsx", data), INSTRUMENTS)


@settings(max_examples=30)
@given(built=assessments(), language=st.sampled_from(["id", "en"]))
def test_any_assessment_comes_back_with_its_notes_year_and_stage(built, language):
    instrument = INSTRUMENTS[built.instrument_id]
    reading = read_back(build_report_book(book_of(built, instrument), Translator(language)))
    assert reading.assessments == (built,)


@pytest.mark.parametrize("instrument", [OF_2020, PEMDI], ids=["whole", "decimal"])
def test_changed_level_is_read_though_no_value_stands_beside_any_formula(instrument):
    """As openpyxl and phones save it: formulas whose values are gone."""
    low = dict.fromkeys(instrument.leaf_codes, instrument.lowest_units)
    before = Assessment(instrument.id, "Kota X", instrument.first_year + 1, "document", low)
    if instrument is PEMDI:
        before = Assessment(instrument.id, "Kota X", 2026, "document", low)
    data = build_report_book(book_of(before, instrument), Translator("id"))
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    sheet = workbook["Indikator"]
    header = next(row for row in range(1, 30) if sheet.cell(row, 2).value == "Indikator")
    titles = [cell.value for cell in sheet[header]]
    sheet.cell(header + 2, titles.index("Tingkat Kematangan") + 1).value = 4
    saved = io.BytesIO()
    workbook.save(saved)
    changed = instrument.leaf_codes[1]
    expected = before.levels | {changed: 4 * instrument.level_scale}
    [found] = read_back(saved.getvalue()).assessments
    assert (found.levels, found.year, found.stage) == (expected, before.year, before.stage)


def test_other_sheets_that_list_indicators_and_levels_are_no_assessments():
    levels = dict.fromkeys(OF_2020.leaf_codes, 3)
    built = Assessment(OF_2020.id, "Kota X", 2024, "self", levels)
    rows = [BookRow((int(leaf.number), leaf.names["id"], 1)) for leaf in OF_2020.leaves]
    columns = [BookColumn("No"), BookColumn("Indikator"), BookColumn("Tingkat Kematangan", "level")]
    table = BookTable("Rencana", "Ke 2023", columns, rows)
    data = build_report_book(book_of(built, OF_2020, tables=[table]), Translator("id"))
    assert read_back(data).assessments == (built,)


def test_workbook_without_levels_says_that_it_holds_scores_only():
    built = Assessment(OF_2020.id, "Kota X", 2024, "final", dict.fromkeys(OF_2020.leaf_codes, 3))
    book = book_of(built, OF_2020, assessment=None)
    reading = read_back(build_report_book(book, Translator("id")))
    assert [problem.kind for problem in reading.problems] == ["scores-only"]
    assert not reading.assessments


def test_text_of_users_never_becomes_a_formula():
    bad = '=HYPERLINK("http://x")', "+1", "-1", "@SUM(1)", "\t=1"
    notes = {
        code: IndicatorNotes(text) for code, text in zip(OF_2020.leaf_codes, bad, strict=False)
    }
    levels = dict.fromkeys(OF_2020.leaf_codes, 3)
    built = Assessment(OF_2020.id, "=1+1", 2024, "self", levels, notes)
    rows = [BookRow((text,)) for text in bad]
    table = BookTable("Checklist", "=2", [BookColumn("=3")], rows, ["=4"])
    book = book_of(built, OF_2020, tables=[table], title="=5", findings=["=6"], marks=["=7"])
    workbook = openpyxl.load_workbook(io.BytesIO(build_report_book(book, Translator("id"))))
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    said = [cell for cell in cells if cell.value in (*bad, "=1+1", *(f"={n}" for n in range(2, 8)))]
    assert len(said) >= 2 * len(bad) + 5
    assert {cell.data_type for cell in said} == {"s"}
