"""Load how an agency's index changed with its instrument: why none is ever converted."""

from __future__ import annotations

from dataclasses import dataclass

from spbe.catalogue.published import RESULTS_DIRECTORY, read_hundredths, read_rows


@dataclass(frozen=True, slots=True)
class InstrumentChange:
    """The last index of an agency in one instrument, and its first one in the next [hundredths]."""

    old_id: str
    old_index: int
    new_id: str
    new_index: int
    new_stage: str


def load_instrument_changes() -> list[InstrumentChange]:
    """Load the changes that are known; `data/README.md` says who names the figures."""
    return [
        InstrumentChange(
            row["old_instrument"],
            read_hundredths(row["old_index"]),
            row["new_instrument"],
            read_hundredths(row["new_index"]),
            row["new_stage"],
        )
        for row in read_rows(RESULTS_DIRECTORY / "instrument-changes.csv")
    ]
