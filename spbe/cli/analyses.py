"""The commands that compare assessments and plan the way to a target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from spbe.analysis.plan import Status
from spbe.analysis.plan_task import Limits
from spbe.cli.arguments import (
    FORMAT,
    LANGUAGE,
    Command,
    Option,
    Outcome,
    Refusal,
    Values,
    read_whole,
    refuse,
)
from spbe.cli.loading import load_all_instruments
from spbe.jobs.comparing import (
    build_comparison,
    compare_assessments,
    find_other_agency,
    format_comparison,
)
from spbe.jobs.plan_search import (
    Aim,
    aim_at_index,
    aim_at_next_rating,
    build_plan,
    find_full_recovery,
    format_plan,
    make_task,
    say_full_recovery,
    search_level_three,
    search_plan,
)
from spbe.jobs.score_text import format_problem
from spbe.jobs.scoring import ScoredAssessment, build_problems, describe_option
from spbe.jobs.single_result import take_single
from spbe.model.effort import EffortTable
from spbe.model.instrument import Instrument
from spbe.text.translator import Translator, message
from spbe.workbooks.efforts import read_efforts
from spbe.workbooks.reading import Answers, Problem, SourceFile

EXIT_CODES: Mapping[Status, int] = {"unreachable": 3, "infeasible": 3, "unknown": 4}
"""Of `plan`, by what is known of the plan; 0 where it does what was asked."""


def compare(values: Values, text: Translator) -> Outcome:
    """Compare two assessments of one instrument, indicator by indicator."""
    instruments = load_all_instruments()
    before = _take(values["a"], instruments, options=())
    after = _take(values["b"], instruments, options=())
    comparison, problems = compare_assessments(before, after)
    if comparison is None:
        raise Refusal(*problems)
    outcome = Outcome(build_comparison(comparison), format_comparison(comparison, text))
    return _warn(outcome, problems, text)


def plan(values: Values, text: Translator) -> Outcome:
    """Search the cheapest way to a target.

    Exit code 3 where it is proven that it cannot be reached, 4 where no way was found in time.
    """
    instruments = load_all_instruments()
    answers = Answers(
        sheet=values.get("sheet"),
        instrument=values.get("instrument"),
        agency=values.get("agency"),
        year=read_whole(values, "year"),
        stage=values.get("stage"),
    )
    now = _take(values["file"], instruments, answers)
    instrument, assessment = now.instrument, now.read.assessment
    claim = _read_claim(values, instruments, instrument)
    task = make_task(
        instrument,
        assessment,
        efforts=_read_efforts(values, instrument),
        claimed=claim.read.assessment if claim else None,
        locked=_read_locks(values, instrument),
        limits=Limits(largest_jump=_read_jump(values)),
    )
    if values["target"] == "level3":
        result = search_level_three(task)
    else:
        result = search_plan(task, _read_aim(values["target"], now))
    code = EXIT_CODES.get(result.plan.status, 0)
    said = format_plan(result, text)
    if claim is None:
        return Outcome(build_plan(result), said, code)
    if instrument.level_decimals:
        said += "\n" + say_full_recovery(find_full_recovery(task, claim.read.assessment), text)
    return _warn(Outcome(build_plan(result), said, code), find_other_agency(now, claim), text)


def _warn(outcome: Outcome, problems: Sequence[Problem], text: Translator) -> Outcome:
    """Say warnings along with an outcome; where there are none it stays as it is."""
    if not problems:
        return outcome
    result = {**outcome.result, "problems": build_problems(problems, text)}
    said = [outcome.text, *(format_problem(problem, text) for problem in problems)]
    return replace(outcome, result=result, text="\n".join(said))


def _take(
    named: str,
    instruments: Mapping[str, Instrument],
    answers: Answers | None = None,
    options: Sequence[str] = ("sheet", "year", "stage"),
) -> ScoredAssessment:
    """Take the one assessment of a file; `options` are those that choose among several."""
    single, problems = take_single(named, instruments, answers, options)
    if single is None:
        raise Refusal(*problems)
    return single


def _read_aim(target: str, now: ScoredAssessment) -> Aim:
    index = now.scores.exact[now.instrument.root.code]
    if target == "next":
        aim = aim_at_next_rating(now.instrument, index, now.read.assessment.year)
        if aim is None:
            sentence = message(
                "Indeks sudah berada pada predikat tertinggi; sebutkan target berupa angka."
            )
            raise refuse("no-higher-rating", sentence, target)
        return aim
    expected = message(
        "angka {low}–{high}, next, atau level3 (angka paling banyak dua desimal)",
        **_scale(now.instrument),
    )
    if len(target) > 6:
        raise Refusal(describe_option("target", target[:40], expected))
    try:
        value = Fraction(target.replace(",", "."))
    except (ValueError, ZeroDivisionError):
        raise Refusal(describe_option("target", target, expected)) from None
    is_on_scale = now.instrument.level_minimum <= value <= now.instrument.level_maximum
    if not is_on_scale or (value * 100).denominator != 1:
        raise Refusal(describe_option("target", target, expected))
    return aim_at_index(int(value * 100))


def _scale(instrument: Instrument) -> dict[str, object]:
    return {"low": instrument.level_minimum, "high": instrument.level_maximum}


def _read_efforts(values: Values, instrument: Instrument) -> EffortTable | None:
    if "effort" not in values:
        return None
    path = Path(values["effort"])
    try:
        source = SourceFile.from_path(path)
    except OSError:
        sentence = message('Berkas "{path}" tidak dapat dibuka.', path=path)
        raise refuse("file-unreadable", sentence, str(path)) from None
    efforts, problems = read_efforts(source, instrument)
    if any(problem.severity == "error" for problem in problems):
        raise Refusal(*problems)
    return efforts


def _read_claim(
    values: Values, instruments: Mapping[str, Instrument], instrument: Instrument
) -> ScoredAssessment | None:
    mode = values.get("mode", "improve")
    if mode == "improve":
        if "claimed" in values:
            sentence = message("--claimed hanya dipakai bersama --mode clarify.")
            raise refuse("bad-option", sentence, values["claimed"])
        return None
    if "claimed" not in values:
        sentence = message("--mode clarify memerlukan --claimed: berkas penilaian mandiri.")
        raise refuse("missing-option", sentence)
    claimed = _take(values["claimed"], instruments, options=())
    if claimed.instrument.id != instrument.id:
        sentence = message(
            "Penilaian yang diklaim memakai instrumen lain ({found}).",
            found=claimed.instrument.regulation_short,
        )
        raise refuse("other-instrument", sentence, values["claimed"])
    return claimed


def _read_locks(values: Values, instrument: Instrument) -> Sequence[str]:
    words = [word.strip().upper() for word in values.get("lock", "").split(",") if word.strip()]
    unknown = [word for word in words if word not in instrument.leaf_codes]
    if unknown:
        first, last = instrument.leaf_codes[0], instrument.leaf_codes[-1]
        raise Refusal(describe_option("lock", ", ".join(unknown), f"{first}–{last}"))
    return words


def _read_jump(values: Values) -> int | None:
    jump = read_whole(values, "max-jump")
    if jump == 0:
        raise Refusal(describe_option("max-jump", "0", "1, 2, …"))
    return jump


_SHARED = (LANGUAGE, FORMAT)
_FILE = message("Berkas, atau BERKAS#tahun:tahap bila memuat beberapa penilaian.")
COMMANDS: Mapping[str, Command] = {
    "compare": Command(
        message("Bandingkan dua penilaian, indikator demi indikator."),
        (
            Option("a", "A", _FILE, is_positional=True, is_required=True),
            Option("b", "B", _FILE, is_positional=True, is_required=True),
            *_SHARED,
        ),
        compare,
    ),
    "plan": Command(
        message("Cari kenaikan tingkat termurah menuju target."),
        (
            Option("file", "FILE", _FILE, is_positional=True, is_required=True),
            Option(
                "target",
                "T",
                message("Indeks, next (predikat berikutnya), atau level3."),
                is_required=True,
            ),
            Option(
                "mode",
                "improve|clarify",
                message("Perbaikan, atau klarifikasi atas yang diturunkan."),
                choices=("improve", "clarify"),
            ),
            Option("claimed", "FILE2", message("Penilaian yang diklaim, untuk klarifikasi.")),
            Option("effort", "EFFORT.xlsx", message("Usaha per kenaikan tingkat; bawaan 1.")),
            Option("lock", "I1,I5", message("Indikator yang tidak boleh naik.")),
            Option("max-jump", "N", message("Kenaikan tingkat terbanyak per indikator.")),
            Option("sheet", "S", message("Nama lembar, bila yang dimaksud hanya satu.")),
            Option("instrument", "ID", message("Instrumen, misalnya permenpanrb-59-2020.")),
            Option("agency", "A", message("Instansi yang dinilai.")),
            Option("year", "Y", message("Tahun penilaian.")),
            Option("stage", "S", message("Tahap penilaian.")),
            *_SHARED,
        ),
        plan,
    ),
}
