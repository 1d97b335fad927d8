"""Who answers for each indicator: as confirmed, else as sheets say, else as suggested."""

from __future__ import annotations

from collections.abc import Mapping

from spbe.analysis.assignments import suggest_assignments
from spbe.catalogue.assignments import load_starting_assignments
from spbe.model.assessment import Assessment
from spbe.model.assignment import Assignment
from spbe.model.instrument import Instrument
from spbe.store.agencies import find_units
from spbe.store.assessments import find_results
from spbe.store.assignments import find_assignments
from spbe.store.cycles import find_sectors
from spbe.store.database import Store


def find_leads(store: Store, agency_id: int, instrument: Instrument) -> Mapping[str, Assignment]:
    """Find who answers for every indicator of an agency, units by name.

    The first of these that says something of an indicator: what the coordinator confirmed; the
    unit in the newest notes; the unit of the sector chosen for it; the starting assignment's
    suggestion. An indicator of which none says anything has an assignment without units.
    """
    return _merge(
        instrument,
        find_assignments(store, agency_id, instrument.id),
        suggest_leads(store, agency_id, instrument),
    )


def suggest_leads(store: Store, agency_id: int, instrument: Instrument) -> Mapping[str, Assignment]:
    """Suggest who answers for every indicator, leaving aside what was confirmed."""
    names = [unit.name for unit in find_units(store, agency_id)]
    suggested = suggest_assignments(load_starting_assignments(instrument), names)
    sectors = {s.code: s.unit for s in find_sectors(store, agency_id) if s.unit}
    said = sectors | _read_notes(store, agency_id, instrument)
    written = {
        code: _name_leads(units, suggested.get(code, Assignment())) for code, units in said.items()
    }
    return _merge(instrument, written, suggested)


def read_leads(assessment: Assessment) -> dict[str, Assignment]:
    """Read who answers for indicators out of a sheet's notes; absent where it says nothing."""
    return {
        code: _name_leads(notes.unit, Assignment())
        for code, notes in assessment.notes.items()
        if notes.unit
    }


def _merge(instrument: Instrument, *sources: Mapping[str, Assignment]) -> dict[str, Assignment]:
    return {
        code: next((source[code] for source in sources if code in source), Assignment())
        for code in instrument.leaf_codes
    }


def _read_notes(store: Store, agency_id: int, instrument: Instrument) -> dict[str, str]:
    """Read the unit that the newest result which names one says of each indicator."""
    said: dict[str, str] = {}
    for result in find_results(store, agency_id):
        if isinstance(result.content, Assessment) and result.key.instrument_id == instrument.id:
            said |= {c: notes.unit for c, notes in result.content.notes.items() if notes.unit}
    return said


def _name_leads(written: str, suggested: Assignment) -> Assignment:
    leads = tuple(dict.fromkeys(part.strip() for part in written.split(";") if part.strip()))
    return Assignment(leads, tuple(unit for unit in suggested.supports if unit not in leads))
