"""Compare two assessments: what each indicator moved the index, exactly."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from spbe.analysis.change import LevelChange, compute_level_changes
from spbe.jobs.agency_names import simplify_agency_name
from spbe.jobs.scoring import ScoredAssessment
from spbe.model.instrument import Instrument
from spbe.model.scoring import round_half_up
from spbe.text.terms import STAGE_NAMES
from spbe.text.translator import Translator, message
from spbe.workbooks.reading import Problem


@dataclass(frozen=True, eq=False)
class ComparedAssessments:
    """Two complete assessments of one instrument and the indicators that differ."""

    before: ScoredAssessment
    after: ScoredAssessment
    changes: tuple[LevelChange, ...]
    """Only those that moved the index, the largest first."""

    @property
    def instrument(self) -> Instrument:
        return self.after.instrument

    @property
    def exact_change(self) -> Fraction:
        root = self.instrument.root.code
        return self.after.scores.exact[root] - self.before.scores.exact[root]

    @property
    def change(self) -> int:
        """The exact change rounded half away from zero [hundredths]."""
        return round_half_up(self.exact_change)

    @property
    def printed_change(self) -> int:
        """The difference of the two printed indices [hundredths]."""
        root = self.instrument.root.code
        return self.after.scores.hundredths[root] - self.before.scores.hundredths[root]


def compare_assessments(
    before: ScoredAssessment, after: ScoredAssessment
) -> tuple[ComparedAssessments | None, list[Problem]]:
    """Compare two complete assessments; of different instruments they do not compare.

    Where they are compared, a problem is a warning: two agencies.
    """
    if before.instrument.id != after.instrument.id:
        sentence = message(
            "Kedua penilaian memakai instrumen yang berbeda ({before} dan {after}), sehingga "
            "indeksnya tidak dapat dibandingkan.",
            before=before.instrument.regulation_short,
            after=after.instrument.regulation_short,
        )
        return None, [Problem("error", "other-instrument", sentence)]
    changes = compute_level_changes(after.instrument, before.read.assessment, after.read.assessment)
    moved = [change for change in changes if change.points]
    moved.sort(key=lambda change: abs(change.points or Fraction(0)), reverse=True)
    return ComparedAssessments(before, after, tuple(moved)), find_other_agency(before, after)


def find_other_agency(before: ScoredAssessment, after: ScoredAssessment) -> list[Problem]:
    """Warn where the two are of different agencies, as far as both say whose they are."""
    names = [each.read.assessment.agency for each in (before, after)]
    first, second = (simplify_agency_name(name or "") for name in names)
    if not first or not second or first == second:
        return []
    sentence = message(
        "Kedua penilaian dari instansi yang berbeda: {first} dan {second}. Periksa apakah memang "
        "itu yang dimaksud.",
        first=names[0],
        second=names[1],
    )
    return [Problem("warning", "other-agency", sentence, found=f"{names[0]}; {names[1]}")]


def build_comparison(comparison: ComparedAssessments) -> dict[str, Any]:
    """Give a comparison as plain values; points add up to the exact change as they are written.

    Where a decimal does not end (5/2018), exact change and points are fractions: "1/30".
    """
    root, scale = comparison.instrument.root.code, comparison.instrument.level_scale
    points = [change.points or Fraction(0) for change in comparison.changes]
    is_decimal = all(_ends(value) for value in [comparison.exact_change, *points])
    write = write_decimal if is_decimal else str
    return {
        "from": write_hundredths(comparison.before.scores.hundredths[root]),
        "to": write_hundredths(comparison.after.scores.hundredths[root]),
        "change": write_hundredths(comparison.change),
        "exact_change": write(comparison.exact_change),
        "contributions": [
            {
                "code": change.code,
                "from": write_level(change.before, scale),
                "to": write_level(change.after, scale),
                "points": write(value),
            }
            for change, value in zip(comparison.changes, points, strict=True)
        ],
    }


def _ends(value: Fraction) -> bool:
    """Tell whether a decimal fraction of at most 8 digits gives the value exactly."""
    return (value * 10**8).denominator == 1


def write_decimal(value: Fraction) -> str:
    """Write a decimal that ends, with at least four digits: "-0.0600"."""
    digits = next(n for n in range(4, 9) if (value * 10**n).denominator == 1)
    whole = abs(int(value * 10**digits))
    sign = "-" if value < 0 else ""
    return f"{sign}{whole // 10**digits}.{whole % 10**digits:0{digits}d}"


def write_hundredths(hundredths: int) -> str:
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{abs(hundredths) // 100}.{abs(hundredths) % 100:02d}"


def write_level(units: int | None, scale: int) -> int | float | None:
    if units is None:
        return None
    return units // scale if units % scale == 0 else units / scale


def _name(scored: ScoredAssessment, text: Translator) -> str:
    """Name an assessment by agency, year and stage, as far as its sheet says them."""
    content = scored.read.assessment
    stage = text(STAGE_NAMES[content.stage]) if content.stage else ""
    parts = [content.agency, str(content.year or ""), stage]
    return " · ".join(part for part in parts if part) or text("tanpa nama")


def format_comparison(comparison: ComparedAssessments, text: Translator) -> str:
    """Write a comparison for people: one sentence, then every indicator that moved the index."""
    root = comparison.instrument.root.code
    before = text.score(comparison.before.scores.hundredths[root])
    after = text.score(comparison.after.scores.hundredths[root])
    name = comparison.instrument.names["index"][text.language]
    change = text.points(Fraction(comparison.change, 100))
    lines = [f"{name} {before} → {after}: {change}"]
    if comparison.change != comparison.printed_change:
        lines.append(
            text(
                "Selisih tepatnya {exact}; selisih kedua indeks tercetak {printed} karena "
                "pembulatan.",
                exact=text.points(comparison.exact_change, 4),
                printed=text.points(Fraction(comparison.printed_change, 100)),
            )
        )
    lines.append(f"{_name(comparison.before, text)} → {_name(comparison.after, text)}")
    decimals = comparison.instrument.level_decimals
    for change_of in comparison.changes:
        node = comparison.instrument.node_by_code[change_of.code]
        levels = (
            f"{text.level(change_of.before, decimals)} → {text.level(change_of.after, decimals)}"
        )
        points = text.points(change_of.points or 0, 4)
        lines.append(f"{node.number:>5}  {node.names[text.language]:<56.56} {levels:>11}  {points}")
    return "\n".join(lines)
