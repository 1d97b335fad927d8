"""Whether what a user answers about a file can be meant: sheet, stage and instrument exist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spbe.model.assessment import STAGES
from spbe.model.instrument import Instrument
from spbe.text.translator import message
from spbe.workbooks.grid import Grid
from spbe.workbooks.reading import Answers, Problem


def take_own_sheets(
    corrections: Mapping[tuple[str, str], int | None],
) -> dict[tuple[str, str], int | None]:
    """Take the sheet out of an address such as "Domain 2!C5" (see `ReadAssessment.cells`)."""
    own = {}
    for (sheet, cell), units in corrections.items():
        named, separator, address = cell.rpartition("!")
        own[(named, address) if separator else (sheet, cell)] = units
    return own


def check_answers(
    grids: Sequence[Grid], instruments: Mapping[str, Instrument], answers: Answers
) -> list[Problem]:
    """Note every answer that names what there is none of."""
    problems = []
    if answers.sheet is not None and not any(is_sheet(g, answers.sheet) for g in grids):
        problems.append(
            Problem(
                "error",
                "sheet-unknown",
                message(
                    'Tidak ada lembar bernama "{sheet}" dalam berkas ini. Lembarnya: {sheets}.',
                    sheet=answers.sheet,
                    sheets=", ".join(grid.name for grid in grids),
                ),
                sheet=answers.sheet,
                found=answers.sheet,
            )
        )
    if answers.stage is not None and answers.stage not in STAGES:
        problems.append(
            Problem(
                "error",
                "stage-not-known",
                message(
                    'Tahap "{stage}" tidak dikenal. Pilih salah satu: {stages}.',
                    stage=answers.stage,
                    stages=", ".join(STAGES),
                ),
                found=answers.stage,
            )
        )
    if answers.instrument is not None and answers.instrument not in instruments:
        problems.append(
            Problem(
                "error",
                "instrument-unknown",
                message(
                    'Instrumen "{instrument}" tidak dikenal. Pilih salah satu: {ids}.',
                    instrument=answers.instrument,
                    ids=", ".join(instruments),
                ),
                found=answers.instrument,
            )
        )
    return problems


def is_sheet(grid: Grid, name: str) -> bool:
    """Tell whether a sheet goes by a name, in whatever letters."""
    return grid.name.strip().casefold() == name.strip().casefold()
