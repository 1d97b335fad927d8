"""One result with its scores: what every other analysis starts from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from spbe.model.assessment import OFFICIAL_STAGES, STAGES, Assessment, PublishedResult
from spbe.model.instrument import Instrument
from spbe.model.scoring import Scores, round_half_up, score_assessment, score_published


@dataclass(frozen=True, slots=True)
class ScoredResult:
    """An assessment or published result of one agency, year and stage, with its scores."""

    agency: str
    instrument: Instrument
    year: int
    stage: str
    content: Assessment | PublishedResult
    scores: Scores

    @property
    def is_interim(self) -> bool:
        """Whether the result is "sementara": only the final one has a rating."""
        return self.stage != "final"

    @property
    def has_levels(self) -> bool:
        return isinstance(self.content, Assessment)

    def level_units(self, code: str) -> int | None:
        """Give the level of a leaf in level units, None where missing or not published."""
        return self.content.levels.get(code) if isinstance(self.content, Assessment) else None

    def exact(self, code: str) -> Fraction | None:
        """Give the value of any node as exactly as it is known [index scale].

        A leaf has its level, an inner node its exact score, a published node its printed figure;
        None where a level below is missing or nothing was published.
        """
        units = self.level_units(code)
        if units is not None:
            return Fraction(units, self.instrument.level_scale)
        score = self.scores.exact.get(code)
        if score is None and code in self.scores.hundredths:
            score = Fraction(self.scores.hundredths[code], 100)
        return score

    def hundredths(self, code: str) -> int | None:
        """Give the value of any node as it is shown: hundredths, rounded half up."""
        value = self.exact(code)
        return None if value is None else round_half_up(value)

    def bounds(self, code: str) -> tuple[int, int] | None:
        """Give lowest and highest possible hundredths of a node whose levels are incomplete."""
        return self.scores.ranges.get(code)


def score_result(
    instrument: Instrument,
    content: Assessment | PublishedResult,
    agency: str | None = None,
) -> ScoredResult:
    """Score what is kept of one agency, year and stage.

    `agency` overrides the name in the content. Raises ValueError where content and instrument do
    not belong together, or where an assessment has no year or stage.
    """
    if content.instrument_id != instrument.id:
        raise ValueError(f"{content.instrument_id} is not {instrument.id}")
    if content.year is None or content.stage is None:
        raise ValueError("a result needs a year and a stage")
    if isinstance(content, Assessment):
        scores = score_assessment(instrument, content)
    else:
        scores = score_published(instrument, content)
    name = agency if agency is not None else content.agency or ""
    return ScoredResult(name, instrument, content.year, content.stage, content, scores)


def stage_order(stage: str) -> int:
    """Place a stage within its year: proposal first, final last."""
    return STAGES.index(stage)


def sort_results(
    results: Iterable[ScoredResult], until: tuple[int, str] | None = None
) -> list[ScoredResult]:
    """Sort results by year and stage; with `until` leave out what came after that year's stage.

    Within one year and stage the newer instrument comes last.
    """
    ordered = sorted(results, key=lambda r: (r.year, stage_order(r.stage), r.instrument.first_year))
    if until is None:
        return ordered
    last = (until[0], stage_order(until[1]))
    return [r for r in ordered if (r.year, stage_order(r.stage)) <= last]


def find_known_results(
    results: Iterable[ScoredResult], current: ScoredResult
) -> list[ScoredResult]:
    """Find what was known at the stage of `current`, by year and stage.

    What the units and the team only claim (proposal, estimate) counts for nothing beside official
    stages, unless it is the very thing that is looked at.
    """
    return [
        result
        for result in sort_results(results, (current.year, current.stage))
        if result.stage in OFFICIAL_STAGES or result is current
    ]


def find_previous_final(
    results: Iterable[ScoredResult], current: ScoredResult
) -> ScoredResult | None:
    """Find the final result of the latest earlier year that compares with `current`.

    None where there is none, or where the latest one is of another instrument: indices of
    different instruments are not comparable.
    """
    earlier = [
        r
        for r in sort_results(results)
        if r.agency == current.agency and r.year < current.year and not r.is_interim
    ]
    if not earlier or earlier[-1].instrument.id != current.instrument.id:
        return None
    return earlier[-1]


def find_previous_stage(
    results: Iterable[ScoredResult], current: ScoredResult
) -> ScoredResult | None:
    """Find the stage before `current` in the same year and instrument that has an index."""
    root = current.instrument.root.code
    earlier = [
        r
        for r in sort_results(results)
        if r.agency == current.agency
        and r.year == current.year
        and r.instrument.id == current.instrument.id
        and stage_order(r.stage) < stage_order(current.stage)
        and r.hundredths(root) is not None
    ]
    return earlier[-1] if earlier else None
