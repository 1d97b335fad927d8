"""Score a file: read it, compute the scores, give them as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spbe.model.instrument import Instrument
from spbe.model.scoring import Scores, score_assessment
from spbe.text.terms import STAGE_NAMES
from spbe.text.translator import Message, Translator, message
from spbe.workbooks.limits import RefusedError, check_file_size
from spbe.workbooks.reader import read
from spbe.workbooks.reading import (
    Answers,
    Problem,
    ReadAssessment,
    SourceFile,
)


@dataclass(frozen=True, slots=True)
class ScoredAssessment:
    """One assessment of a file with its scores."""

    read: ReadAssessment
    instrument: Instrument
    scores: Scores


@dataclass(frozen=True, slots=True)
class ScoredFile:
    """What a file gave: the sound assessments with scores, and every problem."""

    scored: tuple[ScoredAssessment, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def has_errors(self) -> bool:
        return any(problem.severity == "error" for problem in self.problems)


def score_file(path: Path, instruments: Mapping[str, Instrument], answers: Answers) -> ScoredFile:
    """Read a file from disk and score what it holds; every fault is a problem, none raises.

    `answers` supply what the file lacks, select where it holds several assessments, and are an
    error where they contradict it. An assessment with an error is left out, sound ones stay.
    """
    faults = find_answer_problems(instruments, answers)
    source: SourceFile | None = None
    try:
        source = _take_file(path)
    except OSError as error:
        faults.append(_describe_unreadable(path, error))
    except RefusedError as refused:
        faults.append(Problem("error", refused.kind, refused.sentence, file=path.name))
    if source is None or faults:
        return ScoredFile(problems=tuple(faults))
    return score_source(source, instruments, answers)


def score_source(
    source: SourceFile, instruments: Mapping[str, Instrument], answers: Answers
) -> ScoredFile:
    """Score a file that is already in memory, see `score_file`."""
    reading = read(source, instruments, answers)
    scored = []
    for found in reading.found:
        if found.is_sound:
            instrument = instruments[found.assessment.instrument_id]
            scores = score_assessment(instrument, found.assessment)
            scored.append(ScoredAssessment(found, instrument, scores))
    return ScoredFile(tuple(scored), reading.problems)


def find_answer_problems(instruments: Mapping[str, Instrument], answers: Answers) -> list[Problem]:
    """Find what is wrong with what the user said, before any file is opened."""
    problems = []
    if answers.instrument is not None and answers.instrument not in instruments:
        problems.append(describe_option("instrument", answers.instrument, ", ".join(instruments)))
    if answers.stage is not None and answers.stage not in STAGE_NAMES:
        problems.append(describe_option("stage", answers.stage, ", ".join(STAGE_NAMES)))
    return problems


def describe_option(name: str, found: str, expected: str | Message) -> Problem:
    """Say that an option has a value it cannot have, and which it can."""
    return Problem(
        severity="error",
        kind="bad-option",
        message=message(
            'Pilihan --{name} berisi "{found}", seharusnya: {expected}.',
            name=name,
            found=found,
            expected=expected,
        ),
        found=found,
    )


def _take_file(path: Path) -> SourceFile:
    """Take a file whose size is known to be bearable; a pipe or device has none."""
    if path.exists() and not path.is_file():
        raise IsADirectoryError(path)
    check_file_size(path.stat().st_size)
    return SourceFile.from_path(path)


def _describe_unreadable(path: Path, error: OSError) -> Problem:
    sentence = message(
        'Berkas "{path}" tidak dapat dibuka. Tutup berkas itu di program lain, periksa izinnya, '
        "lalu ulangi.",
        path=path,
    )
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        sentence = message('Berkas "{path}" tidak ada. Periksa nama dan foldernya.', path=path)
    elif isinstance(error, IsADirectoryError):
        sentence = message('"{path}" bukan berkas. Sebutkan satu berkas lembar kerja.', path=path)
    return Problem("error", "file-unreadable", sentence, file=path.name, found=str(path))


def build_problems(problems: Iterable[Problem], text: Translator) -> list[dict[str, Any]]:
    """Give problems as plain values, ready for JSON, said in the language of `text`."""
    return [
        {
            "severity": problem.severity,
            "sheet": problem.sheet,
            "cell": problem.cell,
            "found": problem.found,
            "message": text(problem.message),
        }
        for problem in problems
    ]


def build_result(file: ScoredFile, text: Translator) -> dict[str, Any]:
    """Give a scored file as plain values, ready for JSON.

    Scores are texts with two decimals and a point, levels are numbers, what is not known is None;
    names of ratings and sentences are in the language of `text`.
    """
    return {
        "assessments": [_build_assessment(each, text.language) for each in file.scored],
        "problems": build_problems(file.problems, text),
    }


def _build_assessment(each: ScoredAssessment, language: str) -> dict[str, Any]:
    instrument, scores, assessment = each.instrument, each.scores, each.read.assessment
    root, *inner = (node.code for node in instrument.inner_nodes)
    result: dict[str, Any] = {
        "instrument": instrument.id,
        "agency": assessment.agency,
        "year": assessment.year,
        "stage": assessment.stage,
        "index": _write_hundredths(scores.hundredths.get(root)),
        "rating": scores.rating.names[language] if scores.rating else None,
        "equivalent": scores.equivalent.names[language] if scores.equivalent else None,
    }
    if not scores.is_complete:
        result["range"] = [_write_hundredths(bound) for bound in scores.ranges[root]]
    return {
        **result,
        "complete": scores.is_complete,
        "scores": {code: _write_hundredths(scores.hundredths.get(code)) for code in inner},
        "levels": {
            code: _write_level(assessment.levels.get(code), instrument.level_scale)
            for code in instrument.leaf_codes
        },
    }


def _write_hundredths(hundredths: int | None) -> str | None:
    return None if hundredths is None else f"{hundredths // 100}.{hundredths % 100:02d}"


def _write_level(units: int | None, scale: int) -> int | float | None:
    """Give level units as a number: whole where it is, else the nearest float, which prints so."""
    if units is None:
        return None
    return units // scale if units % scale == 0 else units / scale
