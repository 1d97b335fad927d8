"""Put an agency's own units in place of the kinds that a starting assignment names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spbe.model.assignment import Assignment, StartingAssignments, UnitKind


def match_unit(kind: UnitKind, units: Iterable[str]) -> str | None:
    """Find the unit of a kind by its name, the shortest where several fit; None where none does."""
    fitting = [
        unit
        for unit in units
        if any(all(word in unit.casefold() for word in words) for words in kind.patterns)
    ]
    return min(fitting, key=lambda unit: (len(unit), unit), default=None)


def suggest_assignments(
    starting: StartingAssignments, units: Sequence[str], language: str = "id"
) -> dict[str, Assignment]:
    """Suggest who answers for each indicator, by code.

    A kind of which the agency has no unit yet stands there by its own short name.
    """
    names = {
        code: match_unit(kind, units) or kind.names[language]
        for code, kind in starting.kinds.items()
    }

    def name(kinds: Iterable[str], besides: Sequence[str] = ()) -> tuple[str, ...]:
        found = dict.fromkeys(names[kind] for kind in kinds)
        return tuple(unit for unit in found if unit not in besides)

    return {
        code: Assignment(
            leads := name(kinds.leads), name(kinds.supports, besides=leads), is_suggested=True
        )
        for code, kinds in starting.by_code.items()
    }
