"""What each level step costs, in classes that a team sets for itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, TypeAlias

EffortClass: TypeAlias = Literal["document", "decree", "application"]

EFFORT_CLASSES: tuple[EffortClass, ...] = ("document", "decree", "application")
"""The document is there; a decree is needed; an application has to be built or changed."""
LARGEST_EFFORT = 10_000
"""What one step may cost at most; an effort has two decimals."""


@dataclass(frozen=True, slots=True)
class EffortTable:
    """Effort per level step: a class or a number of one's own, by (leaf code, level reached).

    A step that is not named costs `other`. Efforts are above 0; the unit is the team's own.
    """

    classes: Mapping[str, Fraction] = field(
        default_factory=lambda: {
            "document": Fraction(1),
            "decree": Fraction(3),
            "application": Fraction(8),
        }
    )
    steps: Mapping[tuple[str, int], EffortClass | Fraction] = field(default_factory=dict)
    other: Fraction = Fraction(1)

    def effort(self, code: str, level: int) -> Fraction:
        """Give the effort of reaching a whole level from the one below."""
        step = self.steps.get((code, level), self.other)
        return step if isinstance(step, Fraction) else self.classes[step]
