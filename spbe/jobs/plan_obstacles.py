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
from spbe.text.translator import Message, message

_SECONDS = 1.0
"""Longest time for asking whether the target is reached without one of the restrictions."""


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


def find_obstacles(inquiry: Inquiry, target: Fraction) -> list[Message] | None:
    """Find what stands in the way of a target that cannot be reached.

    Every restriction is lifted by itself, each lock and each demand too; those that alone make the
    target reachable are named. Where none of them is enough, all of them together are tried, and
    what can be set again without losing the target is not named. An empty list means that even
    without any restriction of the user's the target stays out of reach; None that this could not
    be found out in time.
    """
    parts = _list_parts(inquiry)
    alone = [(part, _is_reachable(part.lift(inquiry), target)) for part in parts]
    enough = [part for part, is_reachable in alone if is_reachable]
    if enough:
        return _say_parts(inquiry, enough, each_is_enough=True)
    free = inquiry
    for part in parts:
        free = part.lift(free)
    is_known = all(is_reachable is not None for _, is_reachable in alone)
    reachable = _is_reachable(free, target)
    if not reachable:
        return [] if is_known and reachable is False else None
    needed = parts
    for part in parts:
        others = [other for other in needed if other is not part]
        kept = inquiry
        for other in others:
            kept = other.lift(kept)
        if _is_reachable(kept, target):
            needed = others
    return _say_parts(inquiry, needed, each_is_enough=False)


@dataclass(frozen=True, slots=True)
class _Part:
    """One restriction: a lock or demand of one indicator (`code`), or another one."""

    kind: str
    code: str = ""

    def lift(self, inquiry: Inquiry) -> Inquiry:
        """Give the same inquiry without this restriction."""
        restrictions = inquiry.restrictions
        if self.kind == "claimed":
            return replace(inquiry, claimed=None)
        if self.kind == "locked":
            locked = tuple(code for code in restrictions.locked if code != self.code)
            return replace(inquiry, restrictions=replace(restrictions, locked=locked))
        if self.kind == "forced":
            forced = tuple(each for each in restrictions.forced if each[0] != self.code)
            return replace(inquiry, restrictions=replace(restrictions, forced=forced))
        return replace(inquiry, restrictions=_without_limit(restrictions, self.kind))


def _without_limit(restrictions: Restrictions, kind: str) -> Restrictions:
    if kind == "largest_jump":
        return replace(restrictions, largest_jump=None)
    if kind == "most_steps_per_unit":
        return replace(restrictions, most_steps_per_unit=None)
    return replace(restrictions, most_units=None)


def _list_parts(inquiry: Inquiry) -> list[_Part]:
    restrictions = inquiry.restrictions
    parts = [_Part("locked", code) for code in restrictions.locked]
    parts += [_Part("forced", code) for code, _ in restrictions.forced]
    for kind in ("largest_jump", "most_steps_per_unit", "most_units"):
        if getattr(restrictions, kind) is not None:
            parts.append(_Part(kind))
    return [*parts, _Part("claimed")] if inquiry.claimed is not None else parts


def _say_parts(inquiry: Inquiry, parts: Sequence[_Part], *, each_is_enough: bool) -> list[Message]:
    """Name the restrictions; locks in one sentence, demands in another."""
    numbers = {
        kind: [_number(inquiry, part.code) for part in parts if part.kind == kind]
        for kind in ("locked", "forced")
    }
    said: list[Message] = []
    if locked := numbers["locked"]:
        said.append(_say_locked(locked, each_is_enough=each_is_enough))
    if forced := numbers["forced"]:
        said.append(_say_forced(forced, each_is_enough=each_is_enough))
    return said + [_say_limit(inquiry, part.kind) for part in parts if not part.code]


def _say_locked(numbers: Sequence[str], *, each_is_enough: bool) -> Message:
    named = ", ".join(numbers)
    if each_is_enough and len(numbers) > 1:
        return message("salah satu dari indikator yang dikunci: {numbers}", numbers=named)
    return message("indikator yang dikunci: {numbers}", numbers=named)


def _say_forced(numbers: Sequence[str], *, each_is_enough: bool) -> Message:
    named = ", ".join(numbers)
    if each_is_enough and len(numbers) > 1:
        return message("salah satu dari indikator yang harus naik: {numbers}", numbers=named)
    return message("indikator yang harus naik: {numbers}", numbers=named)


def _say_limit(inquiry: Inquiry, kind: str) -> Message:
    restrictions = inquiry.restrictions
    if kind == "largest_jump":
        return message("lompatan terbesar {n} tingkat", n=restrictions.largest_jump)
    if kind == "most_steps_per_unit":
        return message(
            "paling banyak {n} kenaikan tingkat per OPD", n=restrictions.most_steps_per_unit
        )
    if kind == "most_units":
        return message("paling banyak {n} OPD", n=restrictions.most_units)
    return message("batas klarifikasi: paling tinggi sampai yang diklaim")


def find_closed_demands(task: PlanTask, restrictions: Restrictions) -> list[str]:
    """Find the indicators that have to reach a level which is not open to them, in tree order."""
    closed = [code for code, level in restrictions.forced if not _is_open(task, code, level)]
    return sorted(closed, key=task.instrument.leaf_codes.index)


def find_demand_obstacles(inquiry: Inquiry) -> list[Message]:
    """Say of every demand that is not open which restriction closes it, in tree order.

    Each of its restrictions is lifted by itself; where no single one is enough, the indicator is
    named without a reason.
    """
    demands = dict(inquiry.restrictions.forced)
    said = []
    for code in find_closed_demands(inquiry.make_task(), inquiry.restrictions):
        parts = [part for part in _list_parts(inquiry) if part.code in ("", code)]
        reasons = [
            _say_reason(inquiry, part.kind)
            for part in parts
            if part.kind in ("locked", "largest_jump", "claimed")
            and _is_open(part.lift(inquiry).make_task(), code, demands[code])
        ]
        number = _number(inquiry, code)
        if reasons:
            said.append(message("{number} ({reason})", number=number, reason=reasons[0]))
        else:
            said.append(message("{number}", number=number))
    return said


def _say_reason(inquiry: Inquiry, kind: str) -> Message:
    return message("dikunci") if kind == "locked" else _say_limit(inquiry, kind)


def _is_open(task: PlanTask, code: str, level: int) -> bool:
    moves = task.ladders.get(code, ())
    highest = moves[-1].after if moves else task.level(code)
    return highest >= level * task.instrument.level_scale


def _is_reachable(inquiry: Inquiry, target: Fraction) -> bool | None:
    """Say whether some plan reaches the target; None where that is not found out in time."""
    highest = Planner(inquiry.make_task(), _SECONDS).find_best(None)
    if highest.is_reached and highest.reached >= target:
        return True
    return None if highest.status in ("feasible", "unknown") else False


def _number(inquiry: Inquiry, code: str) -> str:
    return inquiry.instrument.node_by_code[code].number
