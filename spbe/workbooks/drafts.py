"""An assessment while it is read: pieces of sheets are joined, then the user's answers applied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from spbe.model.assessment import IndicatorNotes
from spbe.model.instrument import Instrument
from spbe.text.translator import message
from spbe.workbooks.agencies import is_same_agency
from spbe.workbooks.reading import Problem

MOST_ASSESSMENTS = 2_000
"""Assessments that one file may hold; three times as many as there are agencies."""


@dataclass(slots=True)
class Draft:
    """The levels of one column (or row) of one sheet, or several sheets joined."""

    instrument: Instrument
    agency: str | None
    year: int | None
    stage: str | None
    sheet: str
    is_external: bool = False
    is_blank: bool = False
    """No level and no note stands in it: it may be a part of others, but is nothing alone."""
    levels: dict[str, int | None] = field(default_factory=dict)
    notes: dict[str, IndicatorNotes] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    joined_sheets: list[str] = field(default_factory=list)
    header: str = ""
    """What stands above its level column."""
    header_cell: str | None = None

    def carry_unit(self, unit: str) -> None:
        """Name a unit in the notes of all rows that name none."""
        for code in self.levels if unit else ():
            notes = self.notes.get(code, IndicatorNotes())
            if not notes.unit:
                self.notes[code] = replace(notes, unit=unit)

    @property
    def moment(self) -> tuple[str, int | None, str | None, bool]:
        return self.instrument.id, self.year, self.stage, self.is_external


def too_many_assessments(sheet: str) -> Problem:
    """Say that a file holds more assessments than anyone could look through."""
    return Problem(
        "error",
        "too-many-assessments",
        message(
            'Lembar "{sheet}" memuat lebih dari {most} penilaian. Bagi berkasnya, lalu unggah '
            "satu per satu.",
            sheet=sheet,
            most=MOST_ASSESSMENTS,
        ),
        sheet=sheet or None,
    )


def join_drafts(drafts: Sequence[Draft]) -> list[Draft]:
    """Join what stands in several sheets of one assessment (one sheet per domain).

    Sheets are joined where they share instrument, year, stage and agency and no indicator. A sheet
    that only repeats the levels of others is left out, with a warning.
    """
    joined: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: d.is_blank):
        if draft.is_blank and any(not d.is_blank for d in joined):
            home = next((j for j in joined if _fits(j, draft)), None)
            if home is not None:
                _add(home, draft)
            continue
        same = [j for j in joined if _is_same(j, draft)]
        home = next((j for j in same if _fits(j, draft)), None)
        if home is not None:
            _add(home, draft)
        elif not any(_repeats(j, draft) for j in same):
            joined.append(draft)
    if any(not draft.is_blank for draft in joined):
        joined = [draft for draft in joined if not draft.is_blank]
    return joined


def _is_same(one: Draft, other: Draft) -> bool:
    if one.moment != other.moment:
        return False
    if one.agency is None or other.agency is None or one.agency == other.agency:
        return True
    return is_same_agency(one.agency, other.agency)


def _fits(one: Draft, other: Draft) -> bool:
    return _is_same(one, other) and one.levels.keys().isdisjoint(other.levels)


def _repeats(one: Draft, other: Draft) -> bool:
    """Tell whether `other` says nothing but what `one` says too, and note that it was left out."""
    if other.problems or one.sheet == other.sheet:
        return False
    if any(one.levels.get(code, "") != level for code, level in other.levels.items()):
        return False
    one.problems.append(
        Problem(
            "warning",
            "repeated-sheet",
            message(
                'Lembar "{sheet}" mengulang tingkat yang sama dengan lembar "{other}", jadi '
                "dilewati. Hapus salah satu bila tidak diperlukan.",
                sheet=other.sheet,
                other=one.sheet,
            ),
            sheet=other.sheet or None,
        )
    )
    return True


def _add(home: Draft, part: Draft) -> None:
    home.levels.update(part.levels)
    home.notes.update(part.notes)
    home.cells.update(
        (code, cell if part.sheet == home.sheet else f"{part.sheet}!{cell}")
        for code, cell in part.cells.items()
    )
    home.problems.extend(part.problems)
    home.agency = home.agency or part.agency
    home.is_blank = home.is_blank and part.is_blank
    if part.sheet != home.sheet and part.sheet not in home.joined_sheets:
        home.joined_sheets.append(part.sheet)
