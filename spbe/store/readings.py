"""What the team reads out of the interview, kept as the stage `estimate` and never as official.

An indicator that nobody has read yet is absent. Each reading is a revision of its own.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from spbe.model.assessment import Assessment
from spbe.store.agencies import load_agency_row
from spbe.store.assessment_rows import matches, newest_ids, read_states
from spbe.store.assessments import write_drafts
from spbe.store.database import Store
from spbe.store.records import Draft, EditConflictError, ResultKey, Revision
from spbe.store.rights import Action, check_right
from spbe.store.schema import assessments
from spbe.text.translator import message

ESTIMATE = "estimate"
_NOTE = "Interviu"


def save_readings(
    store: Store,
    key: ResultKey,
    readings: Mapping[str, int | None],
    who: str,
    at: datetime.datetime,
    seen: Mapping[str, int | None],
) -> Revision | None:
    """Save how the team reads indicators; what others read of other indicators stays.

    Parameters
    ----------
    readings : level units by leaf code; None takes a reading back.
    seen : the readings as the author saw them, absent where there was none.

    Returns None where all of it is kept already. Raises EditConflictError where somebody read one
    of these indicators otherwise meanwhile, StageLockedError where the stage is locked, StoreError
    where something cannot be kept, ValueError for another stage than `estimate`.
    """
    if key.stage != ESTIMATE:
        raise ValueError(f"readings are an estimate, not {key.stage}")
    check_right(store, Action.RECORD_INTERVIEW, key.agency_id)
    with store.write() as connection:
        agency = load_agency_row(connection, key.agency_id)
        states = read_states(connection, newest_ids(matches(assessments, key)))
        revision, kept = states[0] if states else (None, None)
        levels = dict(kept.levels) if kept else {}
        for code, units in readings.items():
            if levels.get(code) not in (seen.get(code), units):
                what = message("bacaan indikator {number}", number=code[1:])
                raise EditConflictError(what, levels.get(code), revision.who if revision else None)
        wanted = {c: u for c, u in {**levels, **readings}.items() if u is not None}
        if wanted == levels:
            return None
        content = Assessment(
            key.instrument_id, agency.name, key.year, ESTIMATE, wanted, kept.notes if kept else {}
        )
        draft = Draft(key.agency_id, content, revision.id if revision else None, note=_NOTE)
        return write_drafts(connection, [draft], who, at)[0]
