"""Which requirements stand between an indicator and a level."""

from __future__ import annotations

from collections.abc import Iterable

from spbe.model.instrument import Instrument
from spbe.model.requirement import Requirement


def find_requirements(
    requirements: Iterable[Requirement], code: str, up_to: int, above: int = 0
) -> list[Requirement]:
    """Find what an indicator needs to reach a level, in the order given.

    Parameters
    ----------
    up_to : whole level to reach. Levels are cumulative, so everything of the levels below is asked.
    above : whole level that is reached already; what it asks is left out.
    """
    return [r for r in requirements if r.code == code and above < r.level <= up_to]


def find_next_requirements(
    requirements: Iterable[Requirement], instrument: Instrument, code: str, units: int | None
) -> list[Requirement]:
    """Find what the next level of an indicator asks for.

    Parameters
    ----------
    units : the level now [level units]; None where it is missing: then no next level is known.

    Returns
    -------
    list of Requirement, empty at the highest level too.
    """
    if units is None:
        return []
    reached = units // instrument.level_scale
    return find_requirements(requirements, code, reached + 1, above=reached)
