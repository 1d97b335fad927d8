"""What each node gained or lost between two results, in points of the index, adding up exactly."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pandas as pd

from spbe.analysis.frames import make_frame
from spbe.analysis.results import ScoredResult
from spbe.model.instrument import Tier
from spbe.model.scoring import round_half_up

STAGE_CHANGE_COLUMNS = (
    "code",
    "name",
    "tier",
    "before",
    "after",
    "points",
    "points_value",
    "shown_points",
)


def compute_stage_changes(
    before: ScoredResult, after: ScoredResult, tier: Tier = "domain", language: str = "id"
) -> pd.DataFrame:
    """Split the change of the index between two results over the nodes of one tier.

    A node's part is its share of the index × the change of its score, so for two assessments the
    exact `points` add up exactly to the difference of the exact indices.

    Where only printed figures are known, the parts are those of the printed scores and their sum
    may miss the printed indices by rounding; a last row with code "" and tier "" then carries the
    remainder, so that the sum is right again.

    Returns
    -------
    DataFrame, one row per node in tree order: `code`, `name`, `tier`, `before` and `after`
    (hundredths), `points` [index points, exact Fraction], `points_value` (float), and
    `shown_points`: hundredths that add up to the difference of the two indices as they are shown
    (largest remainders; each lies less than 0.01 from its exact part).
    Empty where a score of the tier, or the index, is missing in one of the two.

    Raises ValueError where the results are of different instruments.
    """
    instrument = after.instrument
    if before.instrument.id != instrument.id:
        raise ValueError(f"{before.instrument.id} does not compare with {instrument.id}")
    root = instrument.root
    nodes = [node for node in instrument.nodes if node.tier == tier]
    if tier == "indicator":
        nodes = list(instrument.leaves)
    old_index, new_index = before.exact(root.code), after.exact(root.code)
    rows: list[dict[str, Any]] = []
    for node in nodes:
        old, new = before.exact(node.code), after.exact(node.code)
        if old is None or new is None or old_index is None or new_index is None:
            return make_frame([], STAGE_CHANGE_COLUMNS, floats=("points_value",))
        rows.append(
            {
                "code": node.code,
                "name": node.names[language],
                "tier": node.tier,
                "before": round_half_up(old),
                "after": round_half_up(new),
                "points": node.weight / root.weight * (new - old),
            }
        )
    if not rows or old_index is None or new_index is None:
        return make_frame([], STAGE_CHANGE_COLUMNS, floats=("points_value",))
    rest = new_index - old_index - sum((row["points"] for row in rows), Fraction(0))
    if rest:
        none = {"code": "", "name": "", "tier": "", "before": None, "after": None}
        rows.append({**none, "points": rest})
    shown = share_hundredths(
        [row["points"] for row in rows], round_half_up(new_index) - round_half_up(old_index)
    )
    for row, hundredths in zip(rows, shown, strict=True):
        row["shown_points"] = hundredths
        row["points_value"] = float(row["points"])
    return make_frame(rows, STAGE_CHANGE_COLUMNS, floats=("points_value",))


def share_hundredths(parts: Sequence[Fraction], total: int) -> list[int]:
    """Round exact parts to hundredths so that they add up to `total` (largest remainders).

    Parts that are exactly zero stay zero. Raises ValueError where `total` cannot be reached so.
    """
    shown = [int(part * 100 // 1) for part in parts]
    movable = [place for place, part in enumerate(parts) if part]
    movable.sort(key=lambda place: shown[place] - parts[place] * 100)
    missing = total - sum(shown)
    if missing and not movable:
        raise ValueError(f"no part can take up {missing} hundredths")
    while missing > 0:
        for place in movable[:missing]:
            shown[place] += 1
            missing -= 1
    while missing < 0:
        for place in movable[missing:]:
            shown[place] -= 1
            missing += 1
    return shown
