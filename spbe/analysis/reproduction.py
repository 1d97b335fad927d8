"""Does the arithmetic give what was printed? Figure by figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spbe.model.assessment import Assessment
from spbe.model.instrument import Instrument
from spbe.model.scoring import score_assessment


@dataclass(frozen=True, slots=True)
class Reproduction:
    """How many printed figures of one official result come out the same."""

    agency: str
    year: int
    instrument: Instrument
    same: int
    total: int
    index: int
    """The printed index in hundredths."""


def compare_printed(
    instrument: Instrument, assessment: Assessment, printed: Mapping[str, int]
) -> Reproduction:
    """Compute every printed figure [hundredths by node code] again from the levels.

    Raises ValueError where the assessment does not say of whom and when it is, KeyError where no
    index was printed.
    """
    agency, year = assessment.agency, assessment.year
    if agency is None or year is None:
        raise ValueError("a printed result is of an agency and a year")
    hundredths = score_assessment(instrument, assessment).hundredths
    return Reproduction(
        agency=agency,
        year=year,
        instrument=instrument,
        same=sum(hundredths.get(code) == figure for code, figure in printed.items()),
        total=len(printed),
        index=printed[instrument.root.code],
    )
