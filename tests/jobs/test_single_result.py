"""The one assessment a command works on: named, chosen, or asked for in words."""

from __future__ import annotations

import shutil

import pytest

from spbe.catalogue.instruments import DATA_DIRECTORY, load_instruments
from spbe.jobs.single_result import take_single
from spbe.model.assessment import Assessment
from spbe.text.translator import Translator
from spbe.workbooks.reading import Answers
from spbe.workbooks.template import build_template

INSTRUMENTS = load_instruments()
SPBE = INSTRUMENTS["permenpanrb-59-2020"]
RECAP = DATA_DIRECTORY / "samples" / "bandar-lampung-2021-2024-rekap.xlsx"
ID = Translator("id")


def take(named, answers=None):
    single, problems = take_single(str(named), INSTRUMENTS, answers)
    return single, [(p.kind, ID(p.message)) for p in problems if p.severity == "error"]


@pytest.mark.parametrize("year", [2021, 2022, 2023, 2024])
def test_a_file_of_several_years_gives_the_one_that_is_named(year):
    single, problems = take(f"{RECAP}#{year}:final")
    assert problems == []
    assert single.read.assessment.year == year


def test_a_year_alone_is_enough_where_it_has_one_stage():
    assert take(f"{RECAP}#2022")[0].read.assessment.year == 2022


def test_answers_choose_as_well():
    assert take(RECAP, Answers(year=2022))[0].read.assessment.year == 2022


def test_several_are_listed_with_the_way_to_name_one():
    single, [(kind, said)] = take(RECAP)
    assert (single, kind) == (None, "several")
    assert "memuat beberapa penilaian: 2021:final, 2022:final, 2023:final, 2024:final." in said
    assert f'"{RECAP.name}#2024:final"' in said


def test_a_file_whose_own_name_has_a_mark_is_taken_whole(tmp_path):
    path = tmp_path / "rekap#2023"
    shutil.copy(RECAP, path.with_suffix(".xlsx"))
    single, _ = take(f"{path}.xlsx", Answers(year=2024))
    assert single.read.assessment.year == 2024


def test_an_incomplete_assessment_names_its_gaps(tmp_path):
    levels = {**dict.fromkeys(SPBE.leaf_codes, 3), "I7": None, "I9": None}
    content = Assessment(SPBE.id, "Kota Uji", 2024, "self", levels)
    path = tmp_path / "bolong.xlsx"
    path.write_bytes(build_template(SPBE, "id", assessments=[content]))
    single, problems = take(path)
    assert single is None
    kind, said = problems[-1]
    assert kind == "incomplete"
    assert said == (
        'Penilaian di "bolong.xlsx" belum lengkap: indikator 7, 9 belum bernilai. Lengkapi dulu, '
        "indeks baru dihitung setelah itu."
    )


def test_a_file_that_is_not_there_is_a_problem(tmp_path):
    single, problems = take(tmp_path / "tidak-ada.xlsx#2024:final")
    assert single is None
    assert len(problems) == 1
