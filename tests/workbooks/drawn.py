"""Assessments drawn at random, with texts that are hard to carry through a workbook."""

from __future__ import annotations

from hypothesis import strategies as st

from spbe.catalogue.instruments import load_instruments
from spbe.model.assessment import STAGES, Assessment, IndicatorNotes

INSTRUMENTS = load_instruments()
CHARACTERS = st.characters(exclude_categories=("Cc", "Cs")) | st.just("\n")
TEXTS = (
    st.text(CHARACTERS, max_size=30).map(str.strip)
    | st.sampled_from(
        ["_x0041_", "_x005F_x0041_", "=1+1", "+1", "-1", "@x", "'x", "35-1", "1/2/2024", "#N/A",
         "TRUE", "007", "1e5", "3,0", "]]>", "a_b", "<script>", "{n}", "\U0001f4c4 bukti"]
    )
)  # fmt: skip


@st.composite
def assessments(draw: st.DrawFn) -> Assessment:
    """Draw an assessment with at least one level, and notes in some rows."""
    instrument = draw(st.sampled_from(list(INSTRUMENTS.values())))
    units = st.integers(instrument.lowest_units, instrument.highest_units)
    levels = {code: draw(units | st.none()) for code in instrument.leaf_codes}
    levels[instrument.leaf_codes[0]] = draw(units)
    notes = draw(
        st.dictionaries(
            st.sampled_from(instrument.leaf_codes),
            st.builds(
                IndicatorNotes,
                explanation=TEXTS,
                evidence=TEXTS,
                evidence_link=TEXTS,
                assessor_note=TEXTS,
                recommendation=TEXTS,
                unit=TEXTS,
                comment=TEXTS,
            ).filter(lambda said: not said.is_empty()),
            max_size=3,
        )
    )
    years = st.integers(instrument.first_year, instrument.last_year or instrument.first_year + 9)
    agency = draw(st.none() | TEXTS.filter(bool))
    year, stage = draw(st.none() | years), draw(st.none() | st.sampled_from(STAGES))
    return Assessment(instrument.id, agency, year, stage, levels, notes)
