"""What units' workbooks would change, and where only a person can decide."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from spbe.jobs.merging import join_texts
from spbe.model.item import Item

ChangeKind: TypeAlias = Literal["state", "share", "claim", "explanation"]
ChangeKey: TypeAlias = tuple[ChangeKind, Hashable, str]
"""What is changed: its kind, the id of the item or code of the indicator, and the unit of a
share."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one workbook says of a thing."""

    base: Hashable
    """How it was when the workbook was made."""
    wanted: Hashable
    source: str
    """The file as the user named it."""


@dataclass(frozen=True, slots=True)
class BookChange:
    """A thing that workbooks would change."""

    key: ChangeKey
    now: Hashable
    proposals: tuple[Proposal, ...]
    """Those that want something else than `now`, at least one."""
    value: Hashable
    """What will be kept; `now` while a conflict is open."""
    is_conflict: bool = False
    """Whether workbooks differ, or somebody changed it since a workbook was made."""
    is_open: bool = False
    """Whether it still waits for a choice."""
    item: Item | None = None
    code: str | None = None
    """Of the indicator."""

    @property
    def options(self) -> tuple[Hashable, ...]:
        """What can be chosen in a conflict; the first is what is kept now."""
        return tuple(dict.fromkeys((self.now, *(said.wanted for said in self.proposals))))


def find_change(
    key: ChangeKey,
    now: Hashable,
    said: Sequence[Proposal],
    choices: Mapping[ChangeKey, Hashable],
    item: Item | None = None,
    code: str | None = None,
) -> BookChange | None:
    """Find what workbooks would change of one thing; None where they change nothing.

    A workbook that leaves a thing as it went out says nothing of it. It is a conflict where two
    want different values, or where somebody changed the thing after a workbook was made, unless
    one of the workbooks asked for just what it is now: then that was decided before.
    """
    changed = [proposal for proposal in said if proposal.wanted != proposal.base]
    proposals = tuple(proposal for proposal in changed if proposal.wanted != now)
    if not proposals:
        return None
    is_split = len({proposal.wanted for proposal in changed}) > 1
    is_moved = any(proposal.base != now for proposal in proposals)
    if not is_split and not is_moved:
        return BookChange(key, now, proposals, proposals[0].wanted, item=item, code=code)
    is_decided = any(proposal.wanted == now for proposal in changed)
    value = choices.get(key, now)
    offered = {now, *(proposal.wanted for proposal in proposals)}
    has_choice = key in choices and value in offered
    return BookChange(
        key,
        now,
        proposals,
        value if has_choice else now,
        is_conflict=True,
        is_open=not has_choice and not is_decided,
        item=item,
        code=code,
    )


def join_explanations(
    key: ChangeKey, now: str, said: Sequence[Proposal], code: str
) -> BookChange | None:
    """Lay explanations over what is kept; what somebody else wrote meanwhile stays beside them."""
    joined = now
    for proposal in said:
        wanted = str(proposal.wanted)
        if wanted == proposal.base:
            continue
        joined = wanted if joined == proposal.base else join_texts("explanation", joined, wanted)
    if joined == now:
        return None
    return BookChange(key, now, tuple(said), joined, code=code)
