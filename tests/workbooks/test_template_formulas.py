"""The template's formulas, recalculated by LibreOffice, against our own exact scores."""

from __future__ import annotations

import csv
import io
import random
import shutil
import subprocess
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from spbe.catalogue.instruments import DATA_DIRECTORY, load_instruments
from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.model.instrument import Instrument
from spbe.model.scoring import score_assessment
from spbe.text.translator import Translator
from spbe.workbooks.reader import read
from spbe.workbooks.reading import SourceFile
from spbe.workbooks.template import build_template

pytestmark = pytest.mark.office

WRONG_LEVELS = (6, 0, 2.5, "3")

INSTRUMENTS = load_instruments()
SPBE_2020 = INSTRUMENTS["permenpanrb-59-2020"]
SPBE_2018 = INSTRUMENTS["permenpanrb-5-2018"]
PEMDI = INSTRUMENTS["permenpanrb-8-2026"]


@pytest.fixture(scope="module")
def resave(tmp_path_factory):
    """Let LibreOffice open workbooks, recalculate and save them; give the new files."""
    office = shutil.which("soffice")
    assert office, "LibreOffice Calc is needed: apt-get install libreoffice-calc"
    folder = tmp_path_factory.mktemp("office")

    def run(workbooks: Sequence[bytes]) -> list[bytes]:
        (folder / "in").mkdir(exist_ok=True)
        names = [f"{number}.xlsx" for number in range(len(workbooks))]
        for name, data in zip(names, workbooks, strict=True):
            (folder / "in" / name).write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        subprocess.run(
            [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", "out"]
            + [f"in/{name}" for name in names],
            cwd=folder,
            check=True,
            capture_output=True,
            timeout=120,
        )
        return [(folder / "out" / name).read_bytes() for name in names]

    return run


@pytest.fixture(scope="module")
def recalculate(resave):
    """Give the first sheets of workbooks as LibreOffice shows them."""

    def run(workbooks: Sequence[bytes]) -> list[openpyxl.worksheet.worksheet.Worksheet]:
        return [
            openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets[0]
            for data in resave(workbooks)
        ]

    return run


def shown_scores(sheet, instrument: Instrument, column: str = "D") -> dict[str, object]:
    """Read what stands beside every inner node, and the rating, by code and "rating"."""
    by_code = {}
    for row in range(1, sheet.max_row + 1):
        number, name = sheet[f"A{row}"].value, sheet[f"B{row}"].value
        value = sheet[f"{column}{row}"].value
        if name == instrument.names["index"]["id"] and number is None:
            by_code[instrument.root.code] = value
        elif name == "Predikat":
            by_code["rating"] = value
        elif isinstance(number, str) and number in instrument.children:
            by_code[number] = value
        elif number == "35" or (number == 35 and "I35" in instrument.children):
            by_code["I35"] = value
    return by_code


def our_scores(instrument: Instrument, assessment: Assessment) -> dict[str, object]:
    scores = score_assessment(instrument, assessment)
    expected: dict[str, object] = {
        node.code: scores.hundredths[node.code] / 100
        if node.code in scores.hundredths
        else "belum lengkap"
        for node in instrument.inner_nodes
    }
    if scores.rating:
        expected["rating"] = scores.rating.names["id"]
    elif scores.equivalent:
        expected["rating"] = f"setara {scores.equivalent.names['id']}"
    else:
        filled = len(instrument.leaves) - len(scores.missing)
        expected["rating"] = f"{filled} dari {len(instrument.leaves)} terisi"
    return expected


def random_levels(instrument: Instrument, seed: int, missing: int = 0) -> dict[str, int | None]:
    dice = random.Random(seed)
    levels: dict[str, int | None] = {
        code: dice.randint(instrument.lowest_units, instrument.highest_units)
        for code in instrument.leaf_codes
    }
    for code in dice.sample(instrument.leaf_codes, missing):
        levels[code] = None
    return levels


def levels_with_index(instrument: Instrument, index: Fraction) -> dict[str, int | None]:
    """Find levels that give exactly this index, by raising one level after the other."""
    levels = dict.fromkeys(instrument.leaf_codes, instrument.level_minimum)
    total = sum(instrument.whole_weights)
    left = index * total - total * instrument.level_minimum
    assert left.denominator == 1
    weights = sorted(
        zip(instrument.whole_weights, instrument.leaf_codes, strict=True), reverse=True
    )
    reachable = {0: []}
    for weight, code in weights:
        step = {}
        for reached, path in reachable.items():
            for raised in range(instrument.level_maximum - instrument.level_minimum + 1):
                step.setdefault(reached + raised * weight, [*path, (code, raised)])
        reachable = step
    for code, raised in reachable[int(left)]:
        levels[code] += raised
    return levels


def bandar_lampung(year: int) -> dict[str, int | None]:
    path = DATA_DIRECTORY / "results" / "bandar-lampung-levels.csv"
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return {f"I{row['indicator']}": int(row["level"]) for row in rows if row["year"] == str(year)}


def cases() -> list[tuple[Instrument, Assessment]]:
    found = []

    def add(instrument: Instrument, year: int | None, stage: str | None, levels) -> None:
        found.append((instrument, Assessment(instrument.id, "Kota X", year, stage, levels)))

    for year in (2021, 2022, 2023, 2024):
        add(SPBE_2020, year, "final", bandar_lampung(year))
    for index in ("4.515", "4.075", "2.465", "1.7995", "3.4985", "2.5955", "4.195", "3.5"):
        for year, stage in ((2023, "final"), (2024, "final"), (2024, "document"), (None, None)):
            add(SPBE_2020, year, stage, levels_with_index(SPBE_2020, Fraction(index)))
    for instrument, year in ((SPBE_2018, 2018), (SPBE_2020, 2022), (PEMDI, 2026)):
        for seed in range(6):
            add(instrument, year, "final", random_levels(instrument, seed))
        add(instrument, year, "self", random_levels(instrument, 7, missing=1))
        add(instrument, year, "self", random_levels(instrument, 8, missing=9))
        for units in (instrument.lowest_units, instrument.highest_units):
            add(instrument, year, "final", dict.fromkeys(instrument.leaf_codes, units))
    return found


def test_libreoffice_recalculates_every_score_and_rating_to_ours(recalculate):
    assessments = cases()
    workbooks = [
        build_template(instrument, "id", "Kota X", assessments=[assessment])
        for instrument, assessment in assessments
    ]
    sheets = recalculate(workbooks)
    for (instrument, assessment), sheet in zip(assessments, sheets, strict=True):
        assert shown_scores(sheet, instrument) == our_scores(instrument, assessment)


def test_programs_that_do_not_calculate_show_the_same():
    for instrument, assessment in cases():
        data = build_template(instrument, "id", assessments=[assessment])
        sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets[0]
        assert shown_scores(sheet, instrument) == our_scores(instrument, assessment)


def test_columns_side_by_side_are_scored_each_by_the_rule_of_its_year(recalculate):
    levels = levels_with_index(SPBE_2020, Fraction("3.4985"))
    columns = [
        Assessment(SPBE_2020.id, "Kota X", year, stage, levels)
        for year, stage in ((2023, "final"), (2024, "final"), (2024, "self"))
    ]
    [sheet] = recalculate([build_template(SPBE_2020, "id", "Kota X", assessments=columns)])
    shown = [shown_scores(sheet, SPBE_2020, letter) for letter in "DEF"]
    assert shown == [our_scores(SPBE_2020, column) for column in columns]
    assert [each["rating"] for each in shown] == ["Sangat Baik", "Baik", "setara Baik"]


def test_a_level_that_cannot_be_gives_words_and_never_a_number(recalculate):
    workbooks = []
    for wrong in WRONG_LEVELS:
        workbook = openpyxl.load_workbook(
            io.BytesIO(
                build_template(
                    SPBE_2020,
                    "id",
                    assessments=[
                        Assessment(SPBE_2020.id, None, 2024, "final", random_levels(SPBE_2020, 1))
                    ],
                )
            )
        )
        sheet = workbook.worksheets[0]
        [row] = [r for r in range(1, sheet.max_row + 1) if sheet[f"A{r}"].value == 5]
        sheet[f"D{row}"] = wrong
        buffer = io.BytesIO()
        workbook.save(buffer)
        workbooks.append(buffer.getvalue())
    for wrong, sheet in zip(WRONG_LEVELS, recalculate(workbooks), strict=True):
        shown = shown_scores(sheet, SPBE_2020)
        for code in ("SPBE", "D1", "A1", "rating"):
            assert isinstance(shown[code], str), (wrong, code, shown[code])
        assert isinstance(shown["D2"], float)


def test_what_libreoffice_saved_is_read_back_whole(resave):
    """With its scores as values between the levels, and its own way to write a workbook."""
    notes = {"I1": IndicatorNotes("=1+1", "SK 1", "https://contoh.go.id/a", unit="Bappeda")}
    columns = [
        Assessment(
            SPBE_2020.id, "Kota X", 2024, stage, random_levels(SPBE_2020, seed, missing), notes
        )
        for seed, stage, missing in ((1, "self", 0), (2, "document", 3), (3, "final", 0))
    ]
    alone = [[column] for column in columns]
    pemdi = [[Assessment(PEMDI.id, "Kota X", 2026, "final", random_levels(PEMDI, 4))]]
    groups = [*alone, columns, *pemdi]
    saved = resave(
        [
            build_template(INSTRUMENTS[group[0].instrument_id], language, assessments=group)
            for group, language in zip(groups, ("id", "en", "id", "id", "en"), strict=True)
        ]
    )
    for group, data in zip(groups, saved, strict=True):
        reading = read(SourceFile("tersimpan.xlsx", data), INSTRUMENTS)
        assert reading.assessments == tuple(group)
        assert {problem.kind for problem in reading.problems} <= {"missing-level"}


def test_an_untouched_template_has_no_score(recalculate):
    [sheet] = recalculate([build_template(SPBE_2020, "en")])
    values = {cell.value for cell in sheet["D"]} - {None}
    assert values == {"Maturity level", "incomplete", "0 of 47 filled in"}


def test_changing_year_and_stage_in_the_sheet_changes_the_rating(recalculate):
    levels = levels_with_index(SPBE_2020, Fraction("3.4985"))
    data = build_template(
        SPBE_2020, "id", assessments=[Assessment(SPBE_2020.id, None, 2024, "self", levels)]
    )
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    sheet = workbook.worksheets[0]
    for row in range(1, 7):
        if sheet[f"A{row}"].value == "Tahun":
            sheet[f"B{row}"] = 2023
        if sheet[f"A{row}"].value == "Tahap":
            sheet[f"B{row}"] = Translator("id")("Hasil Akhir (setelah reviu)")
    buffer = io.BytesIO()
    workbook.save(buffer)
    [before, after] = recalculate([data, buffer.getvalue()])
    assert shown_scores(before, SPBE_2020)["rating"] == "setara Baik"
    assert shown_scores(after, SPBE_2020)["rating"] == "Sangat Baik"


def test_the_file_holds_formulas_that_excel_accepts():
    """No formula is longer than Excel allows, and none begins with a future function."""
    for instrument in INSTRUMENTS.values():
        workbook = openpyxl.load_workbook(io.BytesIO(build_template(instrument, "id")))
        formulas = [
            cell.value
            for row in workbook.worksheets[0].iter_rows()
            for cell in row
            if cell.data_type == "f"
        ]
        assert len(formulas) == len(instrument.inner_nodes) + 1
        assert max(map(len, formulas)) < 8192


def test_workbooks_are_built_from_paths_without_leftovers(tmp_path: Path):
    """The bytes are a whole file: openpyxl opens what was written to disk."""
    path = tmp_path / "templat.xlsx"
    path.write_bytes(build_template(PEMDI, "id", "Kota X", [(2026, "self"), (2026, "final")]))
    assert openpyxl.load_workbook(path).sheetnames == ["Penilaian", "Petunjuk"]
