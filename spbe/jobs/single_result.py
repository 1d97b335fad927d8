"""Take the one assessment that a command works on from a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from spbe.jobs.scoring import ScoredAssessment, score_file
from spbe.model.assessment import STAGES
from spbe.model.instrument import Instrument
from spbe.text.translator import message
from spbe.workbooks.reading import Answers, Problem


def take_single(
    named: str,
    instruments: Mapping[str, Instrument],
    answers: Answers | None = None,
    options: Sequence[str] = (),
) -> tuple[ScoredAssessment | None, list[Problem]]:
    """Read `FILE` or `FILE#year:stage` and give its one sound assessment, else every problem.

    Where the file holds none or several that fit, the problem lists them; an incomplete one is a
    problem as well, for it has no index to work with. `options` are those of the command that
    choose one of several too, by name.
    """
    path, answers = _split_name(named, answers or Answers())
    file = score_file(path, instruments, answers)
    problems = list(file.problems)
    if file.has_errors or not file.scored:
        return None, problems
    if len(file.scored) > 1:
        return None, [*problems, _say_several(path, file.scored, options)]
    single = file.scored[0]
    if not single.scores.is_complete:
        codes = ", ".join(single.instrument.node_by_code[c].number for c in single.scores.missing)
        sentence = message(
            'Penilaian di "{file}" belum lengkap: indikator {codes} belum bernilai. Lengkapi dulu, '
            "indeks baru dihitung setelah itu.",
            file=path.name,
            codes=codes,
        )
        return None, [*problems, Problem("error", "incomplete", sentence, path.name, found=codes)]
    return single, problems


def _say_several(path: Path, scored: Sequence[ScoredAssessment], options: Sequence[str]) -> Problem:
    names = [
        f"{each.read.assessment.year or ''}:{each.read.assessment.stage or ''}".rstrip(":")
        for each in scored
    ]
    found = ", ".join(name or "?" for name in names)
    chosen = next((name for name in reversed(names) if name), "2024:final")
    sentence = message(
        'Berkas "{file}" memuat beberapa penilaian: {found}. Sebutkan salah satunya di belakang '
        'nama berkas, misalnya "{file}#{chosen}".',
        file=path.name,
        found=found,
        chosen=chosen,
    )
    if options:
        sentence = message(
            'Berkas "{file}" memuat beberapa penilaian: {found}. Sebutkan salah satunya di '
            'belakang nama berkas, misalnya "{file}#{chosen}", atau pilih dengan {options}.',
            file=path.name,
            found=found,
            chosen=chosen,
            options=", ".join(f"--{option}" for option in options),
        )
    return Problem("error", "several", sentence, path.name, found=found)


def _split_name(named: str, answers: Answers) -> tuple[Path, Answers]:
    """Part "FILE#year:stage"; a file whose own name has a # is taken whole."""
    whole = Path(named)
    file, mark, which = named.rpartition("#")
    year, colon, stage = which.partition(":")
    is_choice = mark and (year.isdecimal() or not year) and (not colon or stage in STAGES)
    if whole.exists() or not is_choice:
        return whole, answers
    return Path(file), replace(
        answers,
        year=int(year) if year else answers.year,
        stage=stage if colon else answers.stage,
    )
