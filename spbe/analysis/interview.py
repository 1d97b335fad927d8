"""What is asked at the interview: the indicators in question, by the points to win back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from spbe.analysis.claims import find_disputed
from spbe.analysis.simulation import score_levels
from spbe.model.assessment import Assessment
from spbe.model.instrument import Instrument

Reason: TypeAlias = Literal["marked_down", "stuck", "unsupported", "marked"]
REASONS: tuple[Reason, ...] = ("marked_down", "stuck", "unsupported", "marked")


@dataclass(frozen=True, slots=True)
class Case:
    """An indicator to be spoken of. Levels are level units, None where not known."""

    code: str
    level: int | None
    """What the assessors gave for the documents."""
    claimed: int | None
    points: Fraction
    """What the claim brings back [index points], never below 0."""
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class InterviewOutcome:
    """The index as far as the interview was read [index scale]; None where levels are missing."""

    lowest: Fraction | None
    """Where all that is still open stays as it is."""
    highest: Fraction | None
    """Where every claim that is still open is accepted."""


def find_cases(
    instrument: Instrument,
    now: Assessment,
    claimed: Assessment | None,
    claims: Mapping[str, int],
    doubts: Mapping[Reason, Collection[str]],
) -> list[Case]:
    """Find the indicators to be spoken of, those with most points first, then in tree order.

    Parameters
    ----------
    now, claimed : levels after the documents, and those of the self-assessment.
    claims : level units that the team claims by leaf code, in place of the self-assessment's.
    doubts : codes of indicators that are in question for other reasons than being marked down.
    """
    marked_down = find_disputed(instrument, now, claimed) if claimed else []
    found = {**doubts, "marked_down": marked_down}
    cases = []
    for code in instrument.leaf_codes:
        reasons = tuple(reason for reason in REASONS if code in found.get(reason, ()))
        if not reasons:
            continue
        level = now.levels.get(code)
        claim = claims.get(code, claimed.levels.get(code) if claimed else None)
        rise = 0 if level is None or claim is None else max(claim - level, 0)
        cases.append(Case(code, level, claim, instrument.index_points(code, rise), reasons))
    return sorted(cases, key=lambda case: -case.points)


def compute_outcome(
    instrument: Instrument,
    now: Assessment,
    cases: Collection[Case],
    readings: Mapping[str, int | None],
) -> InterviewOutcome:
    """Work out what the interview comes to: what was read, and the range of what is still open.

    `readings` are level units by leaf code; a case without one is open.
    """
    read = {code: units for code, units in readings.items() if units is not None}
    lowest = {**now.levels, **read}
    highest = dict(lowest)
    for case in cases:
        if case.code not in read and case.level is not None and case.claimed is not None:
            highest[case.code] = max(case.level, case.claimed)
    return InterviewOutcome(_index(instrument, now, lowest), _index(instrument, now, highest))


def _index(
    instrument: Instrument, now: Assessment, levels: Mapping[str, int | None]
) -> Fraction | None:
    known = {code: units for code, units in levels.items() if units is not None}
    return score_levels(instrument, now, known).exact.get(instrument.root.code)
