"""Which claims the evidence carries: the index that accepted documents alone would give.

The supported level of an indicator is the highest level whose requirements, up to it, all have
accepted evidence on a day; nothing is asked for the lowest level. What all units of an agency have
to do is carried where all of them have, too: one document does not show that. Where an instrument
has no requirements, a level counts as one requirement of its own.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias, get_args

from spbe.model.assessment import Assessment
from spbe.model.evidence import REVIEWED_LEVEL, Document, DocumentUse
from spbe.model.instrument import Instrument
from spbe.model.requirement import Requirement
from spbe.model.scoring import score_assessment

Standing: TypeAlias = Literal[
    "accepted",
    "some_units",
    "old_review",
    "not_yet",
    "expired",
    "review",
    "draft",
    "rejected",
    "missing",
]
"""How a requirement stands, the best first: what its best document is on the day.

`some_units`: it is accepted, and not every unit that has to has done its share.
"""
STANDINGS: tuple[Standing, ...] = get_args(Standing)

Need: TypeAlias = tuple[int, int | None]
"""A whole level and the number of a requirement of it; None: the level as a whole."""


@dataclass(frozen=True, slots=True)
class Support:
    """What the evidence of an indicator carries on a day."""

    code: str
    level: int
    """The highest whole level that is carried, the lowest of all where nothing is."""
    standings: Mapping[Need, Standing]
    """Of everything that is asked for above the lowest level, by level and number."""
    has_requirements: bool
    """Whether requirements are known; else each level counts as one."""

    def count(self, up_to: int) -> tuple[int, int]:
        """Count what is carried of what is asked for up to a whole level."""
        asked = [s for (level, _), s in self.standings.items() if level <= up_to]
        return asked.count("accepted"), len(asked)

    def find_open(self, up_to: int) -> list[Need]:
        """Find what is not carried up to a whole level, in order."""
        return [n for n, s in self.standings.items() if n[0] <= up_to and s != "accepted"]


@dataclass(frozen=True, slots=True)
class Hanging:
    """A claim that the evidence does not carry. Levels are level units."""

    code: str
    claimed: int
    supported: int
    points: Fraction
    """What the index loses where the claim falls to it [index points]."""


@dataclass(frozen=True, slots=True)
class SupportedIndex:
    """The index that accepted evidence alone gives, beside a claim."""

    index: Fraction
    hanging: tuple[Hanging, ...]
    """The claims above it, by points, then in tree order."""
    unclaimed: Fraction
    """What evidence carries beyond the claims [index points]."""

    @property
    def hanging_points(self) -> Fraction:
        return sum((claim.points for claim in self.hanging), Fraction(0))


def find_evidence_day(year: int, today: datetime.date) -> datetime.date:
    """Tell the day on which a year's evidence is looked at: today, but never after that year."""
    return min(today, datetime.date(year, 12, 31))


def compute_support(
    instrument: Instrument,
    requirements: Iterable[Requirement],
    documents: Iterable[Document],
    uses: Iterable[DocumentUse],
    day: datetime.date,
    done_by_all: Collection[tuple[str, int, int]] = (),
) -> dict[str, Support]:
    """Work out what evidence carries of every indicator, in tree order.

    A use that names a level without a requirement speaks to all that the level asks for; one that
    names no level speaks to none of it. `uses` are those of the year that is looked at.
    `done_by_all` are the requirements that all units fulfil, by code, level and number; one for
    all units that is not among them is not carried, whatever documents there are.
    """
    requirements = tuple(requirements)
    some_only: set[tuple[str, Need]] = {
        (each.code, (each.level, each.number))
        for each in requirements
        if each.is_for_all_units and (each.code, each.level, each.number) not in done_by_all
    }
    by_id = {document.id: document for document in documents}
    needs = _find_needs(instrument, requirements)
    best: dict[tuple[str, Need], Standing] = {}
    for use in uses:
        document = by_id.get(use.document_id)
        if document is None or use.level is None:
            continue
        place = (use.code, (use.level, use.requirement))
        standing = find_standing(document, use.level, day)
        best[place] = _better(standing, best.get(place, "missing"))
    supports = {}
    for code, (asked, has_requirements) in needs.items():
        standings = {need: _find_best(best, code, need, some_only) for need in asked}
        level = _find_level(instrument, standings)
        supports[code] = Support(code, level, standings, has_requirements)
    return supports


def find_standing(document: Document, level: int, day: datetime.date) -> Standing:
    """Tell how a document stands behind a level on a day."""
    state = document.state_on(day)
    if state != "accepted" or document.carries(level, day):
        return state
    is_old = level == REVIEWED_LEVEL and document.is_old_review_on(day)
    return "old_review" if is_old else "not_yet"


def compute_supported_index(
    instrument: Instrument, supports: Mapping[str, Support], claim: Assessment | None
) -> SupportedIndex:
    """Score the supported levels exactly, and find the claims above them.

    Where levels have decimals, a claim whose whole level is carried is carried as it is.
    """
    claimed = {} if claim is None else claim.levels
    units = {code: _units(instrument, s, claimed.get(code)) for code, s in supports.items()}
    scores = score_assessment(instrument, Assessment(instrument.id, None, None, None, units))
    hanging, unclaimed = [], Fraction(0)
    for code, supported in units.items():
        level = claimed.get(code)
        if level is None:
            continue
        points = instrument.index_points(code, level - supported)
        if points > 0:
            hanging.append(Hanging(code, level, supported, points))
        else:
            unclaimed -= points
    hanging.sort(key=lambda claim: -claim.points)
    return SupportedIndex(scores.exact[instrument.root.code], tuple(hanging), unclaimed)


def find_old_reviews(
    documents: Iterable[Document], uses: Sequence[DocumentUse], day: datetime.date
) -> list[Document]:
    """Find the accepted reviews that are too old for the level they stand behind."""
    used = {use.document_id for use in uses if use.level == REVIEWED_LEVEL}
    return [
        document
        for document in documents
        if document.id in used and find_standing(document, REVIEWED_LEVEL, day) == "old_review"
    ]


def _find_needs(
    instrument: Instrument, requirements: Iterable[Requirement]
) -> dict[str, tuple[list[Need], bool]]:
    """List what every indicator is asked for above the lowest level, and whether that is known."""
    known: dict[str, list[Need]] = {code: [] for code in instrument.leaf_codes}
    for requirement in requirements:
        known[requirement.code].append((requirement.level, requirement.number))
    levels = range(instrument.level_minimum + 1, instrument.level_maximum + 1)
    whole: list[Need] = [(level, None) for level in levels]
    return {
        code: (sorted(asked), True) if asked else (whole, False) for code, asked in known.items()
    }


def _find_best(
    best: Mapping[tuple[str, Need], Standing],
    code: str,
    need: Need,
    some_only: Collection[tuple[str, Need]],
) -> Standing:
    own = best.get((code, need), "missing")
    standing = _better(own, best.get((code, (need[0], None)), "missing"))
    return "some_units" if standing == "accepted" and (code, need) in some_only else standing


def _find_level(instrument: Instrument, standings: Mapping[Need, Standing]) -> int:
    open_levels = [level for (level, _), standing in standings.items() if standing != "accepted"]
    return min(open_levels, default=instrument.level_maximum + 1) - 1


def _units(instrument: Instrument, support: Support, claimed: int | None) -> int:
    if claimed is not None and claimed // instrument.level_scale == support.level:
        return claimed
    return support.level * instrument.level_scale


def _better(one: Standing, other: Standing) -> Standing:
    return min(one, other, key=STANDINGS.index)
