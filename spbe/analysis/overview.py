"""Where a result stands: its distance to a target and its branches, worst first."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

import pandas as pd

from spbe.analysis.frames import make_frame, read_rows
from spbe.analysis.results import ScoredResult
from spbe.model.scoring import round_half_up

CHILD_COLUMNS = (
    "code",
    "name",
    "tier",
    "weight",
    "is_leaf",
    "score",
    "exact",
    "value",
    "lowest",
    "highest",
    "before",
    "change",
    "gap",
)


class NamedTarget(Protocol):
    """A target as the store keeps it: never without its name and source."""

    @property
    def name(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def hundredths(self) -> int: ...
    @property
    def is_primary(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Distance:
    """How far an index is from a target. Whole hundredths are what the screen shows."""

    target: int
    """Hundredths."""
    current: int
    """Hundredths, rounded half up."""
    gap: Fraction
    """Target − exact index [index points]; positive = still to do."""
    shown_gap: int
    """Target − shown index in hundredths, so that the figures on screen add up."""
    lost: Fraction | None
    """What was lost since the earlier result, where it stood higher [index points]."""
    shown_lost: int | None
    """The same from the shown indices, in hundredths."""
    recover_percent: int | None
    """How much of the loss has to come back to reach the target [percent], rounded up, since
    less would not be enough; None where nothing was lost, the target is reached, or even the
    whole loss would not do."""


def compute_distance(
    current: ScoredResult, target: int, earlier: ScoredResult | None = None
) -> Distance | None:
    """Measure the distance of an index to a target [hundredths].

    `earlier` is the stage (or year) with which the loss is compared; it is left aside where it is
    of another instrument or has no index. None where the current result has no index.
    """
    root = current.instrument.root.code
    index = current.exact(root)
    if index is None:
        return None
    shown = round_half_up(index)
    gap = Fraction(target, 100) - index
    lost, shown_lost, percent = None, None, None
    before = None
    if earlier is not None and earlier.instrument.id == current.instrument.id:
        before = earlier.exact(root)
    if before is not None and before > index:
        lost, shown_lost = before - index, round_half_up(before) - shown
        if 0 < gap <= lost:
            percent = int(-(-gap * 100 / lost // 1))
    return Distance(target, shown, gap, target - shown, lost, shown_lost, percent)


def compute_children(
    result: ScoredResult,
    parent: str | None = None,
    before: ScoredResult | None = None,
    target: int | None = None,
    language: str = "id",
) -> pd.DataFrame:
    """List the nodes below `parent` (the root unless given), in tree order.

    Returns
    -------
    DataFrame, one row per child:

    - `code`, `name`, `tier`, `weight` [percent of the index], `is_leaf`;
    - `score`: hundredths as shown (a leaf's level × 100), None where incomplete or not published;
      `exact`: Fraction or None; `value`: float for drawing [index scale];
    - `lowest`, `highest`: the range in hundredths where levels are missing, else None;
    - `before`: hundredths in the earlier result, `change` = shown difference in hundredths; None
      where that is of another instrument;
    - `gap`: `target` − shown score in hundredths, None without a target.

    Raises KeyError where the instrument has no such parent.
    """
    instrument = result.instrument
    parent = instrument.root.code if parent is None else parent
    if parent not in instrument.node_by_code:
        raise KeyError(parent)
    if before is not None and before.instrument.id != instrument.id:
        before = None
    rows = []
    for node in instrument.children.get(parent, ()):
        exact = result.exact(node.code)
        score = result.hundredths(node.code)
        bounds = result.bounds(node.code) or (None, None)
        earlier = before.hundredths(node.code) if before is not None else None
        rows.append(
            {
                "code": node.code,
                "name": node.names[language],
                "tier": node.tier,
                "weight": node.weight / instrument.root.weight * 100,
                "is_leaf": node.code not in instrument.children,
                "score": score,
                "exact": exact,
                "value": None if exact is None else float(exact),
                "lowest": bounds[0],
                "highest": bounds[1],
                "before": earlier,
                "change": None if score is None or earlier is None else score - earlier,
                "gap": None if score is None or target is None else target - score,
            }
        )
    return make_frame(rows, CHILD_COLUMNS, floats=("value",))


def rank_children(children: pd.DataFrame) -> pd.DataFrame:
    """Sort the rows of `compute_children`, the lowest exact score first; unknown ones last."""

    rows = sorted(read_rows(children), key=lambda row: (row["exact"] is None, row["exact"] or 0))
    return make_frame(rows, CHILD_COLUMNS, floats=("value",))
