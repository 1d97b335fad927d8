"""Where do we stand? What Ringkasan tells of the chosen stage, worked out before it is shown."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from spbe.analysis.decomposition import decompose_change
from spbe.analysis.gaps import compute_least_steps, compute_potentials, rank_potentials
from spbe.analysis.overview import Distance, compute_children, compute_distance
from spbe.analysis.results import (
    ScoredResult,
    find_known_results,
    find_previous_final,
    find_previous_stage,
)
from spbe.model.assessment import Assessment
from spbe.model.instrument import Instrument
from spbe.store.records import Target
from spbe.ui.cache import Result
from spbe.ui.shell import Page

TOP = 5
"""Indicators on the first screen."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The state as of one stage; later stages are not known here."""

    result: Result
    known: Sequence[ScoredResult]
    """All results of the agency up to the stage, official stages only."""
    last_year: ScoredResult | None
    """The final result before, where it compares."""
    compared: ScoredResult | None
    """What the change is measured against: the stage before, else last year."""
    largest: tuple[list[str], int] | None
    """The branch that changed most since then, with its points in hundredths."""
    target: Target | None
    other_targets: tuple[Target, ...]
    distance: Distance | None
    least_steps: int | None
    """The fewest level steps that reach the target."""
    children: pd.DataFrame
    potentials: pd.DataFrame
    """Ranked; empty where there are no levels."""

    @property
    def scored(self) -> ScoredResult:
        return self.result.scored

    @property
    def instrument(self) -> Instrument:
        return self.result.scored.instrument

    @property
    def index(self) -> int | None:
        """Hundredths."""
        return self.scored.hundredths(self.instrument.root.code)


def compute_summary(page: Page, result: Result) -> Summary:
    """Work out what Ringkasan tells of a result, once in each version of the store."""
    name = ("summary", result.key, page.text.language)
    return page.snapshot.keep(name, lambda: _compute_summary(page, result))


def _compute_summary(page: Page, result: Result) -> Summary:
    scored, language = result.scored, page.text.language
    known = find_known(page, scored)
    last_year = find_previous_final(known, scored)
    compared = find_previous_stage(known, scored) or last_year
    targets = page.snapshot.targets(result.key.agency_id, result.key.year)
    target = next((target for target in targets if target.is_primary), None)
    distance = compute_distance(scored, target.hundredths, compared) if target else None
    children = compute_children(
        scored, before=last_year, target=target.hundredths if target else None, language=language
    )
    potentials, steps = pd.DataFrame(), None
    content = result.stored.content
    if isinstance(content, Assessment):
        potentials = compute_potentials(scored.instrument, content, language)
        if distance is not None:
            steps = compute_least_steps(potentials, distance.gap)
        potentials = rank_potentials(potentials)
    return Summary(
        result=result,
        known=known,
        last_year=last_year,
        compared=compared,
        largest=_find_largest(compared, scored, language),
        target=target,
        other_targets=tuple(other for other in targets if other is not target),
        distance=distance,
        least_steps=steps,
        children=children,
        potentials=potentials,
    )


def find_known(page: Page, scored: ScoredResult) -> list[ScoredResult]:
    """Find what was known at the chosen stage."""
    return find_known_results((kept.scored for kept in page.view.results), scored)


def find_other_instrument(
    known: Sequence[ScoredResult], scored: ScoredResult
) -> ScoredResult | None:
    """Find the final result before, where it cannot be compared: it is of another instrument."""
    finals = [r for r in known if r.year < scored.year and not r.is_interim]
    return finals[-1] if finals and finals[-1].instrument.id != scored.instrument.id else None


def find_interview_day(
    page: Page, result: Result, today: datetime.date
) -> tuple[datetime.date, int] | None:
    """Find the day of the interview and the days until then, while it lies ahead."""
    day = page.snapshot.cycle(result.key.agency_id, result.key.year).dates.get("interview")
    return (day, (day - today).days) if day is not None and day > today else None


def _find_largest(
    before: ScoredResult | None, after: ScoredResult, language: str
) -> tuple[list[str], int] | None:
    """Find the branches below the root that moved the index most, equal ones all, with points."""
    change = None if before is None else decompose_change(before, after).summary
    if change is None or not change.largest:
        return None
    names = [after.instrument.node_by_code[code].names[language] for code, _ in change.largest]
    return names, change.largest[0][1]
