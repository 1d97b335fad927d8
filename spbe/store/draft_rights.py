"""Who may save levels and notes: by stage, and a member only rows of their own unit."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from spbe.model.assessment import Assessment, IndicatorNotes, PublishedResult
from spbe.model.assignment import Assignment
from spbe.store.assessment_rows import matches, newest_ids, read_states
from spbe.store.assignments import read_assignments
from spbe.store.database import find_person
from spbe.store.person import MEMBER
from spbe.store.records import ResultKey
from spbe.store.rights import Action, check_right, check_units_kept
from spbe.store.schema import assessments

_ACTIONS: Mapping[str, Action] = {"proposal": Action.SAVE_CLAIMS, "self": Action.SAVE_SELF}
_NO_NOTES = IndicatorNotes()


def check_draft_right(
    connection: Connection, key: ResultKey, content: Assessment | PublishedResult
) -> None:
    """Raise RightsError where the person at work may not save this in place of what is kept.

    What a member changes must be rows of indicators that a unit of theirs leads, supports or is
    written beside.
    """
    action = Action.SAVE_ASSESSMENT
    if isinstance(content, Assessment):
        action = _ACTIONS.get(key.stage, action)
    if find_person(connection).role != MEMBER or isinstance(content, PublishedResult):
        check_right(connection, action, key.agency_id)
        return
    states = read_states(connection, newest_ids(matches(assessments, key)))
    levels, notes = (states[0][1].levels, states[0][1].notes) if states else ({}, {})
    assigned = read_assignments(connection, key.agency_id, key.instrument_id)
    changed = [
        code
        for code in {*levels, *content.levels, *notes, *content.notes}
        if levels.get(code) != content.levels.get(code)
        or notes.get(code, _NO_NOTES) != content.notes.get(code, _NO_NOTES)
    ]
    for code in sorted(changed):
        before, after = (_split(rows.get(code, _NO_NOTES).unit) for rows in (notes, content.notes))
        leading = assigned.get(code, Assignment())
        units = (*leading.leads, *leading.supports, *before)
        check_right(connection, action, key.agency_id, units)
        check_units_kept(connection, before, after)
    if not changed:
        check_right(connection, action, key.agency_id)


def _split(units: str) -> list[str]:
    return [part.strip() for part in units.split(";") if part.strip()]
