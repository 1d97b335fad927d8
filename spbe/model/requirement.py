"""What an indicator needs to reach a level."""

from __future__ import annotations

from dataclasses import dataclass

from spbe.model.instrument import Names

LONGEST_REQUIREMENT = 160
"""Characters a requirement may have, so that it stays one line of a checklist."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One of the things that a level of an indicator asks for, in this project's own words.

    Levels are cumulative: level 4 asks for everything of levels 2 and 3 too, which is not repeated.
    """

    code: str
    """Of the indicator."""
    level: int
    """The whole level that it belongs to."""
    number: int
    """Counts from 1 within indicator and level."""
    texts: Names
    evidence: Names
    """The kind of evidence that shows it."""
    is_for_all_units: bool
    """Whether every unit of the agency must do it, not one for all."""
    notes: Names | None = None
    """What is odd about the official wording behind it."""

    @property
    def item_code(self) -> str:
        """The code in the form of the ministry's portal: "I1-L2-02"."""
        return f"{self.code}-L{self.level}-{self.number:02d}"
