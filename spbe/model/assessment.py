"""What is kept of one agency, year and stage: an assessment (levels) or a published result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

STAGES = ("proposal", "self", "document", "interview", "estimate", "visit", "final")
"""The steps of a year's cycle in their order; `proposal` and `estimate` are local.

`docs/architecture.md` ("Words") says what they are.
"""

OFFICIAL_STAGES = ("self", "document", "interview", "visit", "final")


@dataclass(frozen=True, slots=True)
class IndicatorNotes:
    """What a sheet says of one indicator beside its level; empty text means nothing was said."""

    explanation: str = ""
    evidence: str = ""
    evidence_link: str = ""
    """The address behind the evidence; several are separated by line breaks."""
    assessor_note: str = ""
    recommendation: str = ""
    unit: str = ""
    """The unit (OPD) in charge, as written; several are separated by ";"."""
    comment: str = ""
    """Cell comments found in the row."""

    def is_empty(self) -> bool:
        """Tell whether nothing was said at all."""
        return not any(getattr(self, part.name) for part in fields(self))


@dataclass(frozen=True, slots=True)
class Assessment:
    """The levels of one agency, year and stage in one instrument.

    `levels` holds level units by leaf code: None is "not assessed"; a code that is absent was not
    part of the sheet (an OPD's part holds only its own rows). `notes` are by leaf code too, and by
    the code of an aspect, a domain or the root for what is said of those.
    """

    instrument_id: str
    agency: str | None
    year: int | None
    stage: str | None
    levels: Mapping[str, int | None]
    notes: Mapping[str, IndicatorNotes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PublishedResult:
    """An index, domains or aspects as printed, without levels.

    `hundredths` holds printed scores × 100 by node code; `rating` is the code of the printed
    rating, None where none was printed.
    """

    instrument_id: str
    agency: str
    year: int
    stage: str
    hundredths: Mapping[str, int]
    rating: str | None = None
    source: str = ""
