"""Evidence: documents with their versions, and what they stand behind."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

REVIEWED_LEVEL = 4
"""The level that asks for a review again and again (ministry's guideline 2024)."""
REVIEW_YEARS = 2
"""How long a review carries that level."""

DocumentState: TypeAlias = Literal["draft", "review", "accepted", "rejected"]
"""What people decided. That a document has expired follows from its dates and is not kept."""


@dataclass(frozen=True, slots=True)
class DocumentVersion:
    """Where one version of a document is found: behind a link, or in a file kept here."""

    number: int
    """Counts from 1 within its document."""
    who: str
    at: datetime.datetime
    """UTC, with time zone."""
    link: str = ""
    page: str = ""
    """Page or article to be read: "hlm. 4", "Pasal 12"."""
    access_checked: datetime.date | None = None
    """The day on which somebody saw that the link opens for whoever has to read it."""
    sha256: str | None = None
    """Names the file; None for a link."""
    file_name: str = ""
    media_type: str = ""
    size: int | None = None
    """Of the file [bytes]."""


@dataclass(frozen=True, slots=True)
class Document:
    """Something that shows what an agency has done. `id` is None until it is saved."""

    id: int | None
    agency_id: int
    name: str
    number: str = ""
    """Of the document itself: "Pergub 12/2023"."""
    issuer: str = ""
    note: str = ""
    dated: datetime.date | None = None
    effective: datetime.date | None = None
    expires: datetime.date | None = None
    """The last day on which it holds."""
    is_review: bool = False
    """Whether it shows a review or evaluation, which carries level 4 for two years only."""
    units: tuple[str, ...] = ()
    """The units of the agency that it belongs to, by name."""
    state: DocumentState = "draft"
    reason: str = ""
    """Why it was rejected."""
    edition: int = 1
    """Counts up with every change, so that an edit knows whether it saw the newest state."""
    newest: DocumentVersion | None = None

    def state_on(self, day: datetime.date) -> DocumentState | Literal["expired"]:
        """Tell the state on a day: whatever was not rejected has expired after its last day."""
        has_expired = self.has_expired_on(day)
        return "expired" if has_expired and self.state != "rejected" else self.state

    def has_expired_on(self, day: datetime.date) -> bool:
        """Tell whether its last day is over, whatever people decided about it."""
        return self.expires is not None and self.expires < day

    def carries(self, level: int | None, day: datetime.date) -> bool:
        """Tell whether the document is accepted evidence for a level on a day."""
        is_due = self.effective is None or self.effective <= day
        is_old = level == REVIEWED_LEVEL and self.is_old_review_on(day)
        return self.state_on(day) == "accepted" and is_due and not is_old

    def is_old_review_on(self, day: datetime.date) -> bool:
        """Tell whether a review is older than two years on a day; one without a date is not."""
        if not self.is_review or self.dated is None:
            return False
        year = self.dated.year + REVIEW_YEARS
        return (year, self.dated.month, self.dated.day) < (day.year, day.month, day.day)


@dataclass(frozen=True, slots=True)
class DocumentUse:
    """What a document stands behind in a year: an indicator, a level of it, a requirement."""

    document_id: int
    instrument_id: str
    year: int
    code: str
    level: int | None = None
    """A whole level; None where the document speaks to the indicator as a whole."""
    requirement: int | None = None
    """The number of a requirement of that level; None: all that the level asks for."""
    item_id: int | None = None
    page: str = ""
    id: int | None = field(default=None, compare=False)
