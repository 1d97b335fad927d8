"""`python -m spbe compare` and `plan`: exact JSON, exit codes, refusals that say how to mend."""

from __future__ import annotations

import io
import json
from fractions import Fraction
from functools import partial

import openpyxl
import pytest

from spbe import cli
from spbe.catalogue.instruments import DATA_DIRECTORY, load_instruments
from spbe.cli import analyses
from spbe.jobs.plan_search import search_plan
from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.model.effort import EffortTable
from spbe.text.translator import Translator
from spbe.workbooks.efforts import build_efforts
from spbe.workbooks.template import build_template

INSTRUMENTS = load_instruments()
SPBE, OLD = INSTRUMENTS["permenpanrb-59-2020"], INSTRUMENTS["permenpanrb-5-2018"]
RECAP = str(DATA_DIRECTORY / "samples" / "bandar-lampung-2021-2024-rekap.xlsx")
ID = Translator("id")
TWO_AGENCIES = (
    "Kedua penilaian dari instansi yang berbeda: Kota Uji dan Kota Lain. Periksa apakah memang "
    "itu yang dimaksud."
)


@pytest.fixture
def run(capsys):
    def call(*arguments: object) -> tuple[int, object]:
        code = cli.main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        assert said.err == ""
        return code, json.loads(said.out) if "json" in map(str, arguments) else said.out

    return call


@pytest.fixture
def make(tmp_path):
    """Write a sheet of one assessment: every level as given, `changes` by code."""

    def write(
        name,
        level=3,
        instrument=SPBE,
        year=2024,
        stage="document",
        notes=None,
        agency="Kota Uji",
        **changes,
    ):
        levels = {**dict.fromkeys(instrument.leaf_codes, level), **changes}
        content = Assessment(instrument.id, agency, year, stage, levels, notes or {})
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(build_template(instrument, "id", assessments=[content]))
        return path

    return write


def refused(said):
    """What was found wrong, as the problems say it."""
    return [each["found"] for each in said["problems"]]


# compare


def test_compare_gives_exact_points_that_sum_to_the_exact_change(run, make):
    before, after = make("a", stage="self", I42=5), make("b", I1=4)
    assert run("compare", before, after, "--format", "json") == (
        0,
        {
            "from": "3.06",
            "to": "3.01",
            "change": "-0.05",
            "exact_change": "-0.0470",
            "contributions": [
                {"code": "I42", "from": 5, "to": 3, "points": "-0.0600"},
                {"code": "I1", "from": 3, "to": 4, "points": "0.0130"},
            ],
        },
    )


def test_compare_takes_one_of_several_by_year_and_stage(run):
    code, found = run("compare", f"{RECAP}#2023:final", f"{RECAP}#2024:final", "--format", "json")
    assert (code, found["from"], found["to"], found["change"]) == (0, "2.15", "2.98", "0.83")
    points = [Fraction(part["points"]) for part in found["contributions"]]
    assert sum(points) == Fraction(found["exact_change"])


def test_compare_writes_fractions_where_decimals_do_not_end(run, make):
    before = make("a", 2, OLD, 2019, "self")
    after = make("b", 2, OLD, 2019, "final", I33=3)
    code, found = run("compare", before, after, "--format", "json")
    assert (code, found["exact_change"]) == (0, "1/30")
    assert found["contributions"] == [{"code": "I33", "from": 2, "to": 3, "points": "1/30"}]


def test_compare_says_it_for_people(run, make):
    code, said = run("compare", make("a", stage="self", I42=5), make("b"))
    assert code == 0
    assert said.splitlines()[0] == "Indeks SPBE 3,06 → 3,00: −0,06"


def test_compare_refuses_different_instruments_and_several_assessments(run, make):
    code, found = run("compare", make("a"), make("b", 2, OLD, 2019, "final"), "--format", "json")
    assert code == 2
    assert "problems" in found
    code, found = run("compare", RECAP, RECAP, "--format", "json")
    assert (code, refused(found)) == (
        2,
        ["2021:final, 2022:final, 2023:final, 2024:final"],
    )


def test_compare_names_how_to_choose_one_and_no_option_that_it_lacks(run):
    code, found = run("compare", RECAP, RECAP, "--format", "json")
    name = RECAP.rpartition("/")[2]
    assert (code, list(found)) == (2, ["problems"])
    assert found["problems"][-1]["message"] == (
        f'Berkas "{name}" memuat beberapa penilaian: 2021:final, 2022:final, 2023:final, '
        f'2024:final. Sebutkan salah satunya di belakang nama berkas, misalnya "{name}#2024:final".'
    )
    code, found = run("plan", RECAP, "--target", "next", "--format", "json")
    assert found["problems"][-1]["message"].endswith(
        f'"{name}#2024:final", atau pilih dengan --sheet, --year, --stage.'
    )


def test_compare_warns_of_two_agencies(run, make):
    before, after = make("a"), make("b", agency="Kota Lain")
    code, found = run("compare", before, after, "--format", "json")
    [problem] = found["problems"]
    assert (code, problem["severity"], problem["found"]) == (0, "warning", "Kota Uji; Kota Lain")
    code, said = run("compare", before, after)
    assert said.splitlines()[1:] == [
        "Kota Uji · 2024 · Penilaian Dokumen → Kota Lain · 2024 · Penilaian Dokumen",
        f"Perhatian: {TWO_AGENCIES}",
    ]


# plan


def test_plan_warns_of_a_claim_of_another_agency(run, make):
    claim = make("claim", 4, stage="self", agency="Kota Lain")
    arguments = ("--target", "3.5", "--mode", "clarify", "--claimed", claim)
    code, found = run("plan", make("a"), *arguments, "--format", "json")
    [problem] = found["problems"]
    assert (code, problem["severity"], problem["found"]) == (0, "warning", "Kota Uji; Kota Lain")
    code, said = run("plan", make("a"), *arguments)
    assert said.splitlines()[-1] == f"Perhatian: {TWO_AGENCIES}"


def test_plan_for_a_target_that_print_has_reached_already_says_the_exact_index(run, make):
    """Two indicators at 2 and I11 at 4 print 3,00 though the index is 2.9990."""
    path = make("a", I1=2, I2=2, I11=4)
    code, said = run("plan", path, "--target", "3")
    assert (code, said.splitlines()[0][:12]) == (0, "3,00 → 3,01 ")
    assert said.splitlines()[2].startswith("Indeks tepat 2,9990 → 3,0140; target dipenuhi pada")
    every = ",".join(SPBE.leaf_codes)
    code, said = run("plan", path, "--target", "3", "--lock", every)
    assert code == 3
    assert said.splitlines() == [
        "Target 3,00 tidak dapat dicapai; yang tertinggi 3,00.",
        "Indeks tepat 2,9990 → 2,9990; target dipenuhi pada indeks tepat, sebelum dibulatkan.",
    ]


def test_a_clarification_of_decimals_says_what_full_recovery_would_give(run, make):
    pemdi = INSTRUMENTS["permenpanrb-8-2026"]
    now = make("now", 250, pemdi, 2026, "interview")
    claim = make("claim", 370, pemdi, 2026, "self")
    arguments = ("--mode", "clarify", "--claimed", claim)
    code, said = run("plan", now, "--target", "3.5", *arguments)
    assert code == 3
    assert said.splitlines()[0] == "Target 3,50 tidak dapat dicapai; yang tertinggi 3,00."
    assert said.splitlines()[-1] == (
        "Bila semua klaim pulih penuh, sampai desimalnya: 3,70 (tepat 3,7000)."
    )


def test_plan_gives_the_issue_json(run, make):
    notes = {"I42": IndicatorNotes(unit="Diskominfo")}
    code, found = run(
        "plan", make("a", notes=notes), "--target", "3,03", "--max-jump", "1", "--format", "json"
    )
    assert code == 0
    assert list(found) == [
        "status", "from", "target", "reached", "reached_exact", "effort", "steps", "must_do",
        "alternatives",
    ]  # fmt: skip
    assert {key: found[key] for key in ("status", "from", "target", "reached", "effort")} == {
        "status": "optimal",
        "from": "3.00",
        "target": "3.03",
        "reached": "3.03",
        "effort": 1,
    }
    assert found["reached_exact"] == "3.0300"
    [step] = found["steps"]
    assert list(step) == ["indicator", "from", "to", "points", "unit"]
    assert (step["from"], step["to"], step["points"]) == (3, 4, "0.0300")
    assert found["must_do"] == []
    assert len(found["alternatives"]) == 5
    assert all(
        list(step) == list(found["steps"][0]) for plan in found["alternatives"] for step in plan
    )


def test_plan_says_the_only_way_as_must_do(run, make):
    locked = ",".join(code for code in SPBE.leaf_codes if code != "I42")
    code, found = run("plan", make("a"), "--target", "3.03", "--lock", locked, "--format", "json")
    assert (code, found["must_do"]) == (0, [{"indicator": "I42", "to": 4}])
    assert found["alternatives"] == []


def test_plan_for_the_next_rating_and_for_level_three(run, make):
    code, found = run("plan", make("a", 2), "--target", "next", "--format", "json")
    assert (code, found["target"], Fraction(found["reached_exact"]) >= Fraction(13, 5)) == (
        0,
        "2.60",
        True,
    )
    code, found = run("plan", make("b", I1=1), "--target", "level3", "--format", "json")
    assert (code, found["target"], found["effort"]) == (0, "level3", 2)
    assert [(s["indicator"], s["from"], s["to"]) for s in found["steps"]] == [("I1", 1, 3)]


def test_plan_for_level_three_keeps_the_largest_jump(run, make):
    arguments = ("--target", "level3", "--max-jump", "1", "--format", "json")
    code, found = run("plan", make("a", I1=1, I2=2), *arguments)
    assert (code, found["status"]) == (3, "unreachable")
    assert [(s["indicator"], s["from"], s["to"]) for s in found["steps"]] == [
        ("I1", 1, 2),
        ("I2", 2, 3),
    ]


def test_plan_that_is_not_proven_says_neither_cheapest_nor_what_must_be_done(
    run, make, monkeypatch
):
    monkeypatch.setattr(analyses, "search_plan", partial(search_plan, seconds=0.0))
    code, found = run("plan", make("a"), "--target", "3.5", "--format", "json")
    assert (code, found["status"], found["must_do"]) == (0, "feasible", None)
    code, said = run("plan", make("a"), "--target", "3.5")
    assert "Terbukti" not in said


def test_plan_out_of_reach_ends_with_3(run, make):
    claim = make("claim", stage="self", I42=4)
    arguments = ("--mode", "clarify", "--claimed", claim, "--format", "json")
    code, found = run("plan", make("a"), "--target", "3.5", *arguments)
    assert code == 3
    assert (found["status"], found["best"]) == ("unreachable", "3.03")
    assert [step["indicator"] for step in found["steps"]] == ["I42"]
    code, said = run("plan", make("a"), "--target", "3.5", *arguments[:-2])
    assert (code, said.splitlines()[0]) == (
        3,
        "Target 3,50 tidak dapat dicapai; yang tertinggi 3,03.",
    )


def test_plan_takes_efforts_from_a_workbook(run, make, tmp_path):
    efforts = EffortTable(steps={("I42", 4): Fraction(1, 2)}, other=Fraction(8))
    path = tmp_path / "usaha.xlsx"
    path.write_bytes(build_efforts(SPBE, efforts, ID))
    code, found = run("plan", make("a"), "--target", "3.03", "--effort", path, "--format", "json")
    assert (code, found["effort"], found["steps"][0]["indicator"]) == (0, 0.5, "I42")


def test_plan_names_the_faults_of_an_effort_workbook(run, make, tmp_path):
    book = openpyxl.load_workbook(io.BytesIO(build_efforts(SPBE, EffortTable(), ID)))
    book.worksheets[0]["C2"] = "mahal"
    path = tmp_path / "usaha.xlsx"
    book.save(path)
    code, found = run("plan", make("a"), "--target", "3.5", "--effort", path, "--format", "json")
    assert (code, refused(found)) == (2, ["mahal"])
    assert found["problems"][0]["cell"] == "C2"


@pytest.mark.parametrize(
    ("arguments", "found", "sentence"),
    [
        (("--target", "6"), "6", 'Pilihan --target berisi "6", seharusnya: angka 1–5, next, atau'),
        (("--target", "3.505"), "3.505", "level3 (angka paling banyak dua desimal)"),
        (("--target", "1e99999999"), "1e99999999", "Pilihan --target"),
        (("--target", "1e9999"), "1e9999", "Pilihan --target"),
        (("--target", "baik"), "baik", "Pilihan --target"),
        (("--target", "3.5", "--lock", "I99"), "I99", "seharusnya: I1–I47"),
        (("--target", "3.5", "--max-jump", "0"), "0", "Pilihan --max-jump"),
        (("--target", "3.5", "--mode", "clarify"), None, "memerlukan --claimed"),
        (("--target", "3.5", "--mode", "perbaikan"), "perbaikan", "improve, clarify"),
        (("--target", "3.5", "--claimed", "x"), "x", "hanya dipakai bersama --mode clarify"),
        (("--target", "3.5", "--effort", "tidak-ada.xlsx"), "tidak-ada.xlsx", "tidak dapat dibuka"),
        ((), None, "--target belum disebut"),
    ],
)
def test_plan_refuses_what_makes_no_sense(run, make, arguments, found, sentence):
    code, said = run("plan", make("a"), *arguments, "--format", "json")
    assert (code, refused(said)) == (2, [found])
    assert sentence in said["problems"][0]["message"]


def test_plan_takes_the_largest_jump(run, make):
    code, found = run("plan", make("a"), "--target", "3.5", "--max-jump", "1", "--format", "json")
    assert code == 0
    assert {step["to"] - step["from"] for step in found["steps"]} == {1}


def test_plan_refuses_an_incomplete_assessment_and_names_the_gap(run, make):
    code, found = run("plan", make("a", I7=None), "--target", "3.5", "--format", "json")
    assert (code, refused(found)[-1]) == (2, "7")


def test_plan_knows_no_rating_above_the_highest(run, make):
    code, found = run("plan", make("a", 5), "--target", "next", "--format", "json")
    assert (code, refused(found)) == (2, ["next"])


def test_commands_speak_english_too(run, make):
    code, said = run("plan", make("a"), "--target", "3.03", "--lang", "en")
    assert (code, said.splitlines()[:2]) == (
        0,
        [
            "3.00 → 3.03 with an effort of 1 (1 indicator, 1 level step).",
            "Proven to be the cheapest.",
        ],
    )


def test_plan_writes_levels_as_the_language_does(run, make):
    pemdi = INSTRUMENTS["permenpanrb-8-2026"]
    path = make("pemdi", 130, pemdi, 2026, "interview")
    for language, levels in (("id", "1,3 → 2  "), ("en", "1.3 → 2  ")):
        code, said = run("plan", path, "--target", "1.4", "--lang", language)
        steps = said.splitlines()[2:]
        assert (code, bool(steps)) == (0, True)
        assert all(levels in step for step in steps)


def test_locks_may_be_written_small(run, make):
    every = ",".join(code.lower() for code in SPBE.leaf_codes if code != "I42")
    code, found = run("plan", make("a"), "--target", "3.03", "--lock", every, "--format", "json")
    assert (code, [step["indicator"] for step in found["steps"]]) == (0, ["I42"])


@pytest.mark.parametrize(
    ("command", "empty"),
    [
        ("score", {"assessments": []}),
        ("compare", {}),
        ("plan", {}),
        ("peers", {}),
        ("template", {}),
        ("serve", {}),
    ],
)
def test_a_refused_command_answers_in_its_own_shape(run, command, empty):
    code, found = run(command, "--tahun", "2024", "--format", "json")
    assert code == 2
    assert found.pop("problems")
    assert found == empty
