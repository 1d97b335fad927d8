"""The agenda of a meeting, from the data: what was agreed before, and what changed since."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from spbe.analysis.backlog import UnitBacklog, is_overdue
from spbe.analysis.change import LevelChange, compute_level_changes
from spbe.analysis.item_history import Movement, compare_states
from spbe.analysis.results import ScoredResult
from spbe.model.assessment import Assessment
from spbe.model.item import Item, ItemState
from spbe.model.meeting import FollowUp, Meeting, MeetingFigures, UnitCount


@dataclass(frozen=True, slots=True)
class Agreed:
    """Something that was agreed, and what became of it."""

    follow_up: FollowUp
    item: Item | None
    """Its item in the checklist; None where that is not kept any more."""
    is_overdue: bool

    @property
    def is_done(self) -> bool:
        return self.item is not None and not self.item.is_open


@dataclass(frozen=True, slots=True)
class MeetingChanges:
    """What changed since the figures of an earlier meeting were kept."""

    since: Meeting
    index_before: int | None
    """Hundredths."""
    index_after: int | None
    """Hundredths."""
    levels: tuple[LevelChange, ...]
    """Those that changed, the largest effect on the index first; none where either meeting knew
    only scores, or another instrument."""
    movements: tuple[Movement, ...]
    """Items that are new or in another state."""

    @property
    def closed(self) -> tuple[Movement, ...]:
        """Items that were closed since."""
        return tuple(move for move in self.movements if not move.item.is_open)

    @property
    def new(self) -> tuple[Movement, ...]:
        """Items that are new and open."""
        return tuple(move for move in self.movements if move.before is None and move.item.is_open)


def find_last_meeting(
    meetings: Sequence[Meeting], meeting: Meeting, *, is_closed: bool = False
) -> Meeting | None:
    """Find the meeting before this one, or the last closed one before it.

    `meetings` stand in the order of their day; None where there is none before.
    """
    place = next((n for n, each in enumerate(meetings) if each.id == meeting.id), len(meetings))
    earlier = [each for each in meetings[:place] if each.is_closed or not is_closed]
    return earlier[-1] if earlier else None


def find_agreed(
    last: Meeting | None,
    earlier: Iterable[Meeting],
    follow_ups: Iterable[FollowUp],
    items: Mapping[int, Item],
    today: datetime.date,
) -> list[Agreed]:
    """Find what was agreed at the last meeting, and at those before it where it is still open.

    What several meetings agreed stands there once, as the newest one agreed it. Overdue and open
    ones first, then in the order in which they were agreed.
    """
    places = {meeting.id: number for number, meeting in enumerate(earlier)}
    newest: dict[int, FollowUp] = {}
    for each in sorted(
        (each for each in follow_ups if each.meeting_id in places),
        key=lambda each: places[each.meeting_id],
    ):
        newest[each.item_id] = each
    found = list_agreed(newest.values(), items, today)
    last_id = None if last is None else last.id
    kept = [each for each in found if each.follow_up.meeting_id == last_id or not each.is_done]
    return sorted(kept, key=lambda each: (not each.is_overdue, each.is_done))


def list_agreed(
    follow_ups: Iterable[FollowUp], items: Mapping[int, Item], today: datetime.date
) -> list[Agreed]:
    """List what was agreed with the state of its items, in the order given."""
    rows = []
    for each in follow_ups:
        item = items.get(each.item_id)
        rows.append(Agreed(each, item, item is not None and is_overdue(item, today)))
    return rows


def find_changes(
    since: Meeting,
    before: ScoredResult | None,
    result: ScoredResult,
    states: Mapping[int, ItemState],
    items: Iterable[Item],
) -> MeetingChanges:
    """Find what changed since an earlier meeting.

    Parameters
    ----------
    before : the result whose revision that meeting kept; None where it kept none.
    states : of the items when that meeting was closed, by id.
    """
    levels: list[LevelChange] = []
    if before is not None and before.instrument.id == result.instrument.id:
        old, new = before.content, result.content
        if isinstance(old, Assessment) and isinstance(new, Assessment):
            levels = [c for c in compute_level_changes(result.instrument, old, new) if c.is_change]
    levels.sort(key=lambda change: -abs(change.points or Fraction(0)))
    return MeetingChanges(
        since=since,
        index_before=None if since.figures is None else since.figures.index,
        index_after=result.hundredths(result.instrument.root.code),
        levels=tuple(levels),
        movements=tuple(compare_states(states, items)),
    )


def compute_figures(
    result: ScoredResult,
    revision_id: int | None,
    target: tuple[str, int] | None,
    items: Sequence[Item],
    backlog: Iterable[UnitBacklog],
    at: datetime.datetime,
    today: datetime.date,
) -> MeetingFigures:
    """Work out the figures of a day, to be kept by the meeting that is closed on it.

    `target` is its name and hundredths.
    """
    instrument = result.instrument
    root = instrument.root.code
    exact = result.scores.exact.get(root)
    numerator = None if exact is None else int(exact * int(instrument.denominators[0]))
    return MeetingFigures(
        at=at,
        revision_id=revision_id,
        index=result.hundredths(root),
        index_numerator=numerator,
        target_name=target[0] if target else "",
        target=target[1] if target else None,
        open_items=sum(item.is_open for item in items),
        overdue_items=sum(is_overdue(item, today) for item in items),
        closed_items=sum(not item.is_open for item in items),
        units=tuple(UnitCount(row.unit, len(row.items), row.overdue) for row in backlog),
    )
