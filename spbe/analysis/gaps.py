"""What is left to gain, indicator by indicator, and which indicator comes first."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Literal, TypeAlias

import pandas as pd

from spbe.analysis.change import LevelChange
from spbe.analysis.frames import make_frame, read_rows
from spbe.analysis.results import ScoredResult
from spbe.model.assessment import Assessment
from spbe.model.instrument import Instrument, Node

Order: TypeAlias = Literal["potential", "level", "loss"]

POTENTIAL_COLUMNS = (
    "code",
    "number",
    "name",
    "unit",
    "aspect",
    "aspect_name",
    "domain",
    "domain_name",
    "weight",
    "level",
    "level_value",
    "next_level",
    "next_value",
    "levels_left",
    "potential",
    "potential_points",
    "index_gain",
    "gain_points",
    "rank",
    "is_tied",
)
RANKED_COLUMNS = (*POTENTIAL_COLUMNS, "before", "change", "change_points")
_FLOATS = ("level_value", "next_value", "potential_points", "gain_points")


def compute_potentials(
    instrument: Instrument, assessment: Assessment, language: str = "id"
) -> pd.DataFrame:
    """List what each indicator can still bring to the index.

    Parameters
    ----------
    language : names of indicators, aspects and domains are given in this language.

    Returns
    -------
    DataFrame, one row per indicator in tree order:

    - `code`, `number`, `name`, `unit` (as the sheet says, empty where it says nothing);
    - `aspect`, `aspect_name`, `domain`, `domain_name`: codes and names of the nodes above (None
      where the instrument has no such tier);
    - `weight` [percent], Fraction;
    - `level`: level units, None where not assessed; `level_value` [level scale], float;
    - `next_level`: the next whole level in level units, None at the maximum;
      `next_value` [level scale], float;
    - `levels_left` [levels], `potential` = weight × levels left, and `index_gain` = what the next
      level brings [index points]: exact Fractions, None where the level is missing;
      `potential_points` and `gain_points` are the same as floats, for drawing and sorting only;
    - `rank`, `is_tied`: by potential, 1 is the largest; equal potentials share a rank. Missing
      levels have none.

    Raises ValueError where the assessment belongs to another instrument.
    """
    if assessment.instrument_id != instrument.id:
        raise ValueError(f"{assessment.instrument_id} is not {instrument.id}")
    scale, highest = instrument.level_scale, instrument.highest_units
    rows: list[dict[str, Any]] = []
    for leaf in instrument.leaves:
        units = assessment.levels.get(leaf.code)
        following = None if units is None else (units // scale + 1) * scale
        if following is not None and following > highest:
            following = None
        notes = assessment.notes.get(leaf.code)
        left = None if units is None else highest - units
        step = None if units is None else (following or units) - units
        potential = None if left is None else instrument.index_points(leaf.code, left)
        gain = None if step is None else instrument.index_points(leaf.code, step)
        rows.append(
            {
                "code": leaf.code,
                "number": leaf.number,
                "name": leaf.names[language],
                "unit": notes.unit if notes else "",
                **_branch(instrument, leaf, language),
                "weight": leaf.weight / instrument.root.weight * 100,
                "level": units,
                "level_value": None if units is None else units / scale,
                "next_level": following,
                "next_value": None if following is None else following / scale,
                "levels_left": None if left is None else Fraction(left, scale),
                "potential": potential,
                "potential_points": _float(potential),
                "index_gain": gain,
                "gain_points": _float(gain),
            }
        )
    _add_ranks(rows, [row["potential"] for row in rows], largest_first=True)
    return make_frame(rows, POTENTIAL_COLUMNS, floats=_FLOATS)


def rank_potentials(
    potentials: pd.DataFrame, order: Order = "potential", changes: Sequence[LevelChange] = ()
) -> pd.DataFrame:
    """Sort the rows of `compute_potentials`, the most urgent first, with ties shown as ties.

    - "potential": largest potential, then lower level, then number;
    - "level": lowest level, then larger potential, then number;
    - "loss": largest loss of index points in `changes` (see `compute_level_changes`), then larger
      potential, then number.

    `rank` counts only what the order is named for, so equal potentials share a rank even where
    the lower level stands first. Rows without the figure stand at the end, in tree order, without
    a rank. A column `change` [index points, exact Fraction or None] is added, and `change_points`
    as float; `before` holds the earlier level units.
    """
    by_code = {change.code: change for change in changes}
    rows = read_rows(potentials)
    for row in rows:
        change = by_code.get(row["code"])
        row["before"] = change.before if change else None
        row["change"] = change.points if change else None
        row["change_points"] = _float(row["change"])
    key_column = {"potential": "potential", "level": "level", "loss": "change"}[order]
    keys = [row[key_column] for row in rows]
    _add_ranks(rows, keys, largest_first=order == "potential")

    def urgency(place: int) -> tuple[Fraction, ...]:
        row, key = rows[place], keys[place]
        if key is None:
            return (Fraction(1),)
        first = -key if order == "potential" else key
        known = row["potential"] is not None
        return (
            Fraction(0),
            Fraction(first),
            -row["potential"] if known else Fraction(0),
            Fraction(row["level"]) if known else Fraction(0),
        )

    # The sort is stable, so what is equal keeps the order of the instrument.
    ranked = [rows[place] for place in sorted(range(len(rows)), key=urgency)]
    return make_frame(ranked, RANKED_COLUMNS, floats=(*_FLOATS, "change_points"))


def compute_least_steps(potentials: pd.DataFrame, gap: Fraction) -> int | None:
    """Count the fewest level steps that add up to `gap` [index points].

    Steps go to the next whole level and are taken where they bring most, several on one
    indicator if need be. 0 where nothing is missing; None where even all potentials together do
    not reach it. Indicators without a level give no steps.
    """
    steps: list[Fraction] = []
    for row in read_rows(potentials):
        left = row["levels_left"]
        if not left:
            continue
        points_per_level = row["potential"] / left
        steps += [points_per_level] * int(left)
        steps.append(points_per_level * (left % 1))
    reached, count = Fraction(0), 0
    for step in sorted(steps, reverse=True):
        if reached >= gap or not step:
            break
        reached += step
        count += 1
    return count if reached >= gap else None


def _branch(instrument: Instrument, leaf: Node, language: str) -> dict[str, str | None]:
    """Name the aspect and domain above a leaf."""
    branch: dict[str, str | None] = dict.fromkeys(
        ("aspect", "aspect_name", "domain", "domain_name")
    )
    parent = leaf.parent
    while parent is not None:
        node = instrument.node_by_code[parent]
        if node.tier in branch:
            branch[node.tier] = node.code
            branch[f"{node.tier}_name"] = node.names[language]
        parent = node.parent
    return branch


def _add_ranks(
    rows: list[dict[str, Any]], keys: Sequence[Fraction | int | None], *, largest_first: bool
) -> None:
    """Set `rank` (equal keys share the smallest) and `is_tied`; no key, no rank."""
    known = sorted((key for key in keys if key is not None), reverse=largest_first)
    places: dict[Fraction | int, list[int]] = {}
    for place, key in enumerate(known, 1):
        places.setdefault(key, []).append(place)
    for row, own_key in zip(rows, keys, strict=True):
        shared = [] if own_key is None else places[own_key]
        row["rank"] = shared[0] if shared else None
        row["is_tied"] = len(shared) > 1


def _float(exact: Fraction | None) -> float | None:
    return None if exact is None else float(exact)


def rank_result_potentials(result: ScoredResult, language: str = "id") -> pd.DataFrame:
    """Compute the potentials of a result, ranked; an empty frame where it has no levels."""
    if not isinstance(result.content, Assessment):
        return pd.DataFrame()
    return rank_potentials(compute_potentials(result.instrument, result.content, language))
