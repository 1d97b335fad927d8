"""The template is read back exactly as it was built, by the ordinary reader."""

from __future__ import annotations

import io

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spbe.catalogue.instruments import load_instruments
from spbe.model.assessment import STAGES, Assessment, IndicatorNotes
from spbe.model.instrument import Instrument
from spbe.workbooks.reader import read
from spbe.workbooks.reading import Reading, SourceFile
from spbe.workbooks.template import build_template
from spbe.workbooks.text_cells import LONGEST_TEXT
from tests.workbooks.drawn import assessments

INSTRUMENTS = load_instruments()
SPBE_2020 = INSTRUMENTS["permenpanrb-59-2020"]
PEMDI = INSTRUMENTS["permenpanrb-8-2026"]

NOTES = IndicatorNotes(
    explanation="=SUM(A1:A9)",
    evidence="+62 811",
    evidence_link="https://contoh.go.id/berkas?id=1&halaman=2#x",
    assessor_note="-1 tingkat: lihat _x0041_ dan _X000D_",
    recommendation='@Diskominfo\nbaris kedua; "kutip" <b>&amp;</b>',
    unit="Dinas Komunikasi & Informatika; Bappeda",
    comment="35-1",
)


def read_back(data: bytes, name: str = "unduhan.xlsx") -> Reading:
    return read(SourceFile(name, data), INSTRUMENTS)


def full(instrument: Instrument, year=None, stage=None, agency=None, notes=None) -> Assessment:
    first = instrument.lowest_units
    span = instrument.highest_units - first + 1
    levels = {code: first + n * 37 % span for n, code in enumerate(instrument.leaf_codes)}
    return Assessment(instrument.id, agency, year, stage, levels, notes or {})


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("instrument", INSTRUMENTS.values(), ids=INSTRUMENTS)
def test_a_filled_template_is_read_back_whole(instrument: Instrument, language: str):
    code = instrument.leaf_codes[3]
    filled = full(instrument, instrument.first_year, "self", "Kota Contoh", {code: NOTES})
    reading = read_back(build_template(instrument, language, assessments=[filled]))
    assert reading.problems == ()
    assert reading.assessments == (filled,)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_is_read_back(stage: str, language: str):
    filled = full(SPBE_2020, 2024, stage, "Kota Contoh")
    assert read_back(build_template(SPBE_2020, language, assessments=[filled])).assessments == (
        filled,
    )


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("instrument", INSTRUMENTS.values(), ids=INSTRUMENTS)
def test_stages_and_years_side_by_side_are_read_back_with_their_own_notes(
    instrument: Instrument, language: str
):
    one, other = instrument.leaf_codes[0], instrument.leaf_codes[-1]
    year = instrument.first_year
    columns = [
        full(instrument, year, "self", "Kota Contoh", {one: NOTES}),
        full(instrument, year, "document", "Kota Contoh", {other: IndicatorNotes(unit="Bappeda")}),
        full(instrument, year + 1, "final", "Kota Contoh"),
    ]
    reading = read_back(build_template(instrument, language, assessments=columns))
    assert reading.problems == ()
    assert reading.assessments == tuple(columns)


@pytest.mark.parametrize("language", ["id", "en"])
def test_what_all_columns_share_stands_above_the_table_and_what_differs_above_them(language: str):
    by_stage = [full(SPBE_2020, 2024, s, "Kota X") for s in ("self", "document", "final")]
    by_year = [full(SPBE_2020, y, "final", "Kota X", {"I1": NOTES}) for y in (2023, 2024)]
    for columns in (by_stage, by_year):
        reading = read_back(build_template(SPBE_2020, language, assessments=columns))
        assert reading.problems == ()
        assert reading.assessments == tuple(columns)
    unknown_years = [full(SPBE_2020, None, s, "Kota X") for s in ("self", "document")]
    reading = read_back(build_template(SPBE_2020, language, assessments=unknown_years))
    assert {p.kind for p in reading.problems} == {"year-unknown"}
    assert reading.assessments == tuple(unknown_years)


def test_what_is_not_known_stays_unknown():
    filled = full(SPBE_2020)
    reading = read_back(build_template(SPBE_2020, "id", assessments=[filled]))
    assert reading.assessments == (filled,)
    assert {p.kind for p in reading.problems} == {"agency-unknown", "year-unknown", "stage-unknown"}


def test_a_missing_level_comes_back_as_not_assessed():
    filled = full(SPBE_2020, 2024, "self", "Kota Contoh")
    levels = {**filled.levels, "I5": None, "I47": None}
    filled = Assessment(SPBE_2020.id, "Kota Contoh", 2024, "self", levels)
    reading = read_back(build_template(SPBE_2020, "id", assessments=[filled]))
    assert reading.assessments == (filled,)
    assert [(p.kind, p.code) for p in reading.problems] == [
        ("missing-level", "I5"),
        ("missing-level", "I47"),
    ]


def test_a_unit_gets_only_its_own_rows_and_its_part_stays_a_part():
    part = Assessment(SPBE_2020.id, "Kota Contoh", 2024, "self", {"I3": 2, "I22": 4, "I23": 1})
    data = build_template(SPBE_2020, "id", assessments=[part])
    assert read_back(data).assessments == (part,)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert [c.value for c in sheet["A"] if isinstance(c.value, int)] == [3, 22, 23]


def test_an_untouched_template_says_so():
    reading = read_back(build_template(SPBE_2020, "id", "Kota Contoh", [(2024, "self")]))
    assert reading.assessments == ()
    assert [p.kind for p in reading.problems] == ["untouched"]


def test_an_untouched_column_beside_a_filled_one_is_none():
    blank = Assessment(SPBE_2020.id, None, 2024, "document", dict.fromkeys(SPBE_2020.leaf_codes))
    filled = full(SPBE_2020, 2024, "self")
    reading = read_back(build_template(SPBE_2020, "id", assessments=[filled, blank]))
    assert reading.assessments == (filled,)


def test_an_illustrative_template_says_so_above_the_table():
    for language, word in (("id", "Ilustratif"), ("en", "Illustrative")):
        data = build_template(SPBE_2020, language, "Provinsi Contoh", is_illustrative=True)
        sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
        assert sheet["A2"].value.startswith(word)


def test_levels_are_offered_with_their_names():
    sheet = openpyxl.load_workbook(io.BytesIO(build_template(SPBE_2020, "id"))).worksheets[0]
    rules = [r for r in sheet.data_validations.dataValidation if r.formula1 == '"1,2,3,4,5"']
    assert [rule.prompt for rule in rules] == [
        "1 Rintisan\n2 Terkelola\n3 Terdefinisi\n4 Terpadu dan Terukur\n5 Optimum",
        "1 Informasi\n2 Interaksi\n3 Transaksi\n4 Kolaborasi\n5 Optimum",
    ]
    cells = [cell for rule in rules for part in rule.sqref for cell in part.cells]
    assert len(cells) == 47


def test_decimal_levels_are_limited_to_the_scale():
    sheet = openpyxl.load_workbook(io.BytesIO(build_template(PEMDI, "id"))).worksheets[0]
    [rule] = [r for r in sheet.data_validations.dataValidation if r.type == "decimal"]
    assert (rule.formula1, rule.formula2, len(list(rule.sqref))) == ("1", "5", 20)


def test_the_table_prints_on_a4_landscape_with_its_header_on_every_page():
    sheet = openpyxl.load_workbook(io.BytesIO(build_template(SPBE_2020, "id"))).worksheets[0]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.freeze_panes == "C10"
    assert sheet.print_title_rows == "$6:$7"


def test_no_text_becomes_a_formula():
    filled = full(SPBE_2020, 2024, "self", '=HYPERLINK("http://x")', {"I1": NOTES})
    data = build_template(SPBE_2020, "id", assessments=[filled])
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    formulas = [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert {cell.column_letter for cell in formulas} == {"D"}
    assert len(formulas) == len(SPBE_2020.inner_nodes) + 1


def test_a_text_longer_than_a_cell_is_cut_and_shows_it():
    notes = {"I1": IndicatorNotes(explanation="a" * (LONGEST_TEXT + 5))}
    filled = full(SPBE_2020, 2024, "self", None, notes)
    [back] = read_back(build_template(SPBE_2020, "id", assessments=[filled])).assessments
    assert back.notes["I1"].explanation == "a" * (LONGEST_TEXT - 1) + "…"


def test_assessments_that_do_not_belong_together_are_refused():
    with pytest.raises(ValueError, match="one agency"):
        build_template(
            SPBE_2020, "id", assessments=[full(SPBE_2020, agency="A"), full(SPBE_2020, agency="B")]
        )
    with pytest.raises(ValueError, match="permenpanrb-59-2020"):
        build_template(SPBE_2020, "id", assessments=[full(PEMDI)])
    with pytest.raises(ValueError, match="one column for each year and stage"):
        build_template(SPBE_2020, "id", columns=[(2024, "self"), (2024, "self")])
    with pytest.raises(ValueError, match="at least one column"):
        build_template(SPBE_2020, "id", columns=[])


@settings(derandomize=True, max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(assessments(), st.sampled_from(["id", "en"]))
def test_any_assessment_is_read_back_as_it_was_built(built: Assessment, language: str):
    data = build_template(INSTRUMENTS[built.instrument_id], language, assessments=[built])
    assert read_back(data).assessments == (built,)
