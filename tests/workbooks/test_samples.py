"""The sample workbooks hold the official levels of Kota Bandar Lampung, in three usual layouts."""

from __future__ import annotations

import csv
import importlib.util
import zipfile
from io import BytesIO
from types import ModuleType
from xml.etree.ElementTree import canonicalize

import pytest

from spbe.catalogue.instruments import DATA_DIRECTORY, load_instruments
from spbe.model.assessment import Assessment
from spbe.model.scoring import score_assessment
from spbe.workbooks.reader import read
from spbe.workbooks.reading import SourceFile

INSTRUMENTS = load_instruments()
INSTRUMENT = INSTRUMENTS["permenpanrb-59-2020"]
SAMPLES = DATA_DIRECTORY / "samples"
YEARS_BY_FILE = {
    "bandar-lampung-2021-2024-rekap.xlsx": (2021, 2022, 2023, 2024),
    "bandar-lampung-2024-per-domain.xlsx": (2024,),
    "bandar-lampung-2023-portal.xls": (2023,),
}


def official_rows(name: str) -> list[dict[str, str]]:
    text = (DATA_DIRECTORY / "results" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def official_levels(year: int) -> dict[str, int]:
    rows = official_rows("bandar-lampung-levels.csv")
    return {f"I{r['indicator']}": int(r["level"]) for r in rows if r["year"] == str(year)}


def official_figures(year: int) -> dict[str, int]:
    rows = official_rows("bandar-lampung-published.csv")
    return {
        r["code"]: int(r["published_value"].replace(".", ""))
        for r in rows
        if r["year"] == str(year) and r["code"] != "predicate"
    }


def read_sample(name: str) -> tuple[Assessment, ...]:
    reading = read(SourceFile.from_path(SAMPLES / name), INSTRUMENTS)
    assert reading.problems == ()
    return reading.assessments


@pytest.mark.parametrize("name", YEARS_BY_FILE)
def test_a_sample_is_read_without_a_question_to_the_official_levels(name: str):
    assessments = read_sample(name)
    assert [(a.instrument_id, a.agency, a.year, a.stage, dict(a.levels)) for a in assessments] == [
        (INSTRUMENT.id, "Pemerintah Kota Bandar Lampung", year, "final", official_levels(year))
        for year in YEARS_BY_FILE[name]
    ]


@pytest.mark.parametrize("name", YEARS_BY_FILE)
def test_a_sample_scores_to_every_published_figure(name: str):
    for assessment in read_sample(name):
        assert score_assessment(INSTRUMENT, assessment).hundredths == official_figures(
            assessment.year
        )


def test_the_four_years_have_52_published_figures():
    figures = [official_figures(year) for year in YEARS_BY_FILE[next(iter(YEARS_BY_FILE))]]
    assert sum(map(len, figures)) == 52


@pytest.fixture(scope="module")
def script() -> ModuleType:
    path = SAMPLES / "build_samples.py"
    spec = importlib.util.spec_from_file_location("build_samples", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def content(data: bytes) -> object:
    """Give what is in a file: of a workbook its parts, since packing may differ by machine.

    XML is compared as what it says: openpyxl writes it in other words where lxml is installed.
    """
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: tidy(archive.read(name)) for name in archive.namelist()}


def tidy(part: bytes) -> object:
    return canonicalize(part) if part.lstrip().startswith(b"<") else part


def test_the_samples_are_what_their_script_builds(script: ModuleType):
    assert script.BUILDERS.keys() == YEARS_BY_FILE.keys()
    for name, build in script.BUILDERS.items():
        assert content((SAMPLES / name).read_bytes()) == content(build())


def test_building_twice_gives_the_same_bytes(script: ModuleType):
    for build in script.BUILDERS.values():
        assert build() == build()
