"""What is typed on a clarification and not saved yet: not lost, whoever saves first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from spbe.store.records import Clarification
from spbe.text.translator import Message
from spbe.ui.canvas import st

FIELDS = ("finding", "answer", "evidence", "person", "claimed_level")


@dataclass
class ClarificationDraft:
    """One clarification at work: what it began with, and what stands in the fields now."""

    seen: Clarification
    """As it was when the fields were filled."""
    mine: Clarification
    round: int = 0
    """Part of the keys of the fields: new ones begin anew from `mine`."""
    refusal: Message | None = None
    theirs: Clarification | None = None
    """What another person saved meanwhile."""

    @property
    def is_changed(self) -> bool:
        return self.mine != self.seen

    def key(self, name: str) -> str:
        """Name the field on the page."""
        seen = self.seen
        return f"clarification-{seen.agency_id}-{seen.year}-{seen.code}-{self.round}-{name}"

    def fill(self) -> None:
        """Set the fields that are drawn for the first time, or again, to what was typed."""
        for name in FIELDS:
            st.session_state.setdefault(self.key(name), getattr(self.mine, name))

    def collect(self) -> None:
        """Take over what stands in the fields."""
        said: dict[str, Any] = {name: st.session_state.get(self.key(name)) for name in FIELDS}
        self.mine = replace(self.mine, **said)

    def begin(self, kept: Clarification) -> None:
        """Begin anew with what is kept."""
        self.seen = self.mine = kept
        self.round += 1
        self.refusal = self.theirs = None

    def meet(self, theirs: Clarification, refusal: Message) -> None:
        """Take over what another changed where nothing was typed, and keep what was typed here."""
        typed = [n for n in FIELDS if getattr(self.mine, n) != getattr(self.seen, n)]
        self.mine = replace(theirs, **{name: getattr(self.mine, name) for name in typed})
        self.seen, self.theirs, self.refusal = theirs, theirs, refusal
        self.round += 1

    def find_disputed(self) -> list[str]:
        """Find the fields in which another wrote something else than what stands here."""
        if self.theirs is None:
            return []
        return [n for n in FIELDS if getattr(self.mine, n) != getattr(self.theirs, n)]


def open_draft(kept: Clarification) -> ClarificationDraft:
    """Give the draft of a clarification; one in which nothing was typed follows what is kept."""
    place = f"clarification-{kept.agency_id}-{kept.instrument_id}-{kept.year}-{kept.code}"
    draft: ClarificationDraft | None = st.session_state.get(place)
    if draft is None:
        draft = ClarificationDraft(kept, kept)
        st.session_state[place] = draft
    elif draft.seen != kept and not draft.is_changed:
        draft.begin(kept)
    return draft
