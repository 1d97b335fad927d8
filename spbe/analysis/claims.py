"""What was claimed and marked down: which indicators, how much of the index, what supports them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction
from typing import Literal, TypeAlias

from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.model.instrument import Instrument
from spbe.model.scoring import round_half_up

Support: TypeAlias = Literal["explanation", "evidence", "link"]


def find_disputed(instrument: Instrument, now: Assessment, claimed: Assessment) -> list[str]:
    """Find the indicators that stand below their claim, in tree order."""
    return [code for code in instrument.leaf_codes if compute_lost_units(now, claimed, code) > 0]


def compute_lost_units(now: Assessment, claimed: Assessment, code: str) -> int:
    """Compute how far an indicator stands below its claim [level units]; 0 where either is missing.

    Below 0 where it stands above.
    """
    level, claim = now.levels.get(code), claimed.levels.get(code)
    return 0 if level is None or claim is None else claim - level


def compute_lost_points(
    instrument: Instrument, now: Assessment, claimed: Assessment, code: str
) -> Fraction:
    """Compute what an indicator's claim would bring back [index points], exact."""
    return instrument.index_points(code, compute_lost_units(now, claimed, code))


def sum_lost_points(instrument: Instrument, now: Assessment, claimed: Assessment) -> Fraction:
    """Add up what all indicators below their claim were marked down by [index points]."""
    codes = find_disputed(instrument, now, claimed)
    return sum((compute_lost_points(instrument, now, claimed, code) for code in codes), Fraction(0))


def compute_needed_percent(needed: Fraction, lost: Fraction) -> int:
    """Compute which share of what was lost is needed [percent], rounded half up, at least 1."""
    return max(1, round_half_up(needed / lost))


def combine_notes(now: Assessment, claimed: Assessment | None, code: str) -> IndicatorNotes:
    """Give an indicator's notes; what the stage itself does not say of the claim is the claim's.

    The assessor's note is only the stage's own.
    """
    notes = now.notes.get(code, IndicatorNotes())
    earlier = claimed.notes.get(code, IndicatorNotes()) if claimed else IndicatorNotes()
    return IndicatorNotes(
        explanation=notes.explanation or earlier.explanation,
        evidence=notes.evidence or earlier.evidence,
        evidence_link=notes.evidence_link or earlier.evidence_link,
        assessor_note=notes.assessor_note,
        unit=notes.unit or earlier.unit,
    )


def find_support(notes: IndicatorNotes) -> list[Support]:
    """Find what a sheet holds in favour of a claim."""
    said: tuple[tuple[Support, str], ...] = (
        ("explanation", notes.explanation),
        ("evidence", notes.evidence),
        ("link", notes.evidence_link),
    )
    return [support for support, words in said if words]


def rank_disputed(
    instrument: Instrument, now: Assessment, claimed: Assessment, planned: Collection[str]
) -> Sequence[str]:
    """Rank what was marked down: the plan's first, then by points, then by what supports it."""

    def rank(code: str) -> tuple[bool, Fraction, int]:
        support = find_support(combine_notes(now, claimed, code))
        points = compute_lost_points(instrument, now, claimed, code)
        return code not in planned, -points, -len(support)

    return sorted(find_disputed(instrument, now, claimed), key=rank)
