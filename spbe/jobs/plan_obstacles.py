"""What a plan may not do, and which of it stands in the way where a target cannot be reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from spbe.analysis.plan import Planner
from spbe.analysis.plan_task import Limits, PlanTask
from spbe.jobs.plan_search import make_task
from spbe.model.assessment import Assessment
from spbe.model.effort import EffortTable
from spbe.model.instrument import Instrument
from spbe.text.translator import Message, Translator, message


@dataclass(frozen=True, slots=True)
class Restrictions:
    """What the user forbids and demands: all of it can be compared and kept."""

    locked: tuple[str, ...] = ()
    """Leaf codes that stay as they are."""
    forced: tuple[tuple[str, int], ...] = ()
    """Leaf codes with the whole level they have to reach."""
    largest_jump: int | None = None
    most_steps_per_unit: int | None = None
    most_units: int | None = None

    @property
    def is_empty(self) -> bool:
        return self == Restrictions()

    @property
    def limits(self) -> Limits:
        return Limits(
            floors=dict(self.forced),
            largest_jump=self.largest_jump,
            most_steps_per_unit=self.most_steps_per_unit,
            most_units=self.most_units,
        )


@dataclass(frozen=True, eq=False)
class Inquiry:
    """What a plan is sought for: the present levels, the claim if only that may come back."""

    instrument: Instrument
    assessment: Assessment
    claimed: Assessment | None = None
    restrictions: Restrictions = Restrictions()
    efforts: EffortTable = field(default_factory=EffortTable)

    def make_task(self) -> PlanTask:
        """Set up the task. Raises ValueError where a level is missing."""
        return make_task(
            self.instrument,
            self.assessment,
            efforts=self.efforts,
            claimed=self.claimed,
            locked=self.restrictions.locked,
            limits=self.restrictions.limits,
        )


def find_obstacles(inquiry: Inquiry, target: Fraction, text: Translator) -> list[Message]:
    """Find what stands in the way of a target that cannot be reached.

    Every restriction is lifted by itself; those that alone make the target reachable are named.
    Where none of them is enough, all of them together are tried. An empty list means that even
    without any restriction of the user's the target stays out of reach.
    """
    restrictions = inquiry.restrictions
    lifted: list[tuple[Message, Inquiry]] = []
    if restrictions.locked:
        numbers = _numbers(inquiry.instrument, restrictions.locked)
        lifted.append(
            (
                message("indikator yang dikunci: {numbers}", numbers=text.list(numbers)),
                replace(inquiry, restrictions=replace(restrictions, locked=())),
            )
        )
    if restrictions.largest_jump is not None:
        lifted.append(
            (
                message("lompatan terbesar {n} tingkat", n=restrictions.largest_jump),
                replace(inquiry, restrictions=replace(restrictions, largest_jump=None)),
            )
        )
    if restrictions.most_steps_per_unit is not None:
        lifted.append(
            (
                message("paling banyak {n} langkah per OPD", n=restrictions.most_steps_per_unit),
                replace(inquiry, restrictions=replace(restrictions, most_steps_per_unit=None)),
            )
        )
    if restrictions.most_units is not None:
        lifted.append(
            (
                message("paling banyak {n} OPD", n=restrictions.most_units),
                replace(inquiry, restrictions=replace(restrictions, most_units=None)),
            )
        )
    if inquiry.claimed is not None:
        lifted.append(
            (
                message("batas klarifikasi: paling tinggi sampai yang diklaim"),
                replace(inquiry, claimed=None),
            )
        )
    alone = [said for said, freed in lifted if _is_reachable(freed, target)]
    if alone or len(lifted) < 2:
        return alone
    free = replace(inquiry, restrictions=Restrictions(), claimed=None)
    return [said for said, _ in lifted] if _is_reachable(free, target) else []


def find_closed_demands(task: PlanTask, restrictions: Restrictions) -> list[str]:
    """Find the indicators that have to reach a level which is not open to them, in tree order."""
    scale = task.instrument.level_scale
    closed = []
    for code, level in restrictions.forced:
        moves = task.ladders.get(code, ())
        highest = moves[-1].after if moves else task.level(code)
        if highest < level * scale:
            closed.append(code)
    return sorted(closed, key=task.instrument.leaf_codes.index)


def _is_reachable(inquiry: Inquiry, target: Fraction) -> bool:
    task = inquiry.make_task()
    if not task.limits.concerns_units:
        return task.index_after(sum(move.gain for move in task.moves)) >= target
    return Planner(task).find_best(None).reached >= target


def _numbers(instrument: Instrument, codes: Sequence[str]) -> list[str]:
    return [instrument.node_by_code[code].number for code in codes]
