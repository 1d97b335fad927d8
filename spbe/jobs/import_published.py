"""Import published results: preview what saving would do, then save exactly that.

Published figures have no revisions: what was printed before is replaced, and a preview on which
the store has moved on is refused.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from spbe.jobs.agency_names import simplify_agency_name
from spbe.jobs.import_plan import guess_kind
from spbe.model.assessment import Assessment, PublishedResult
from spbe.store.agencies import find_agencies, insert_agency
from spbe.store.assessments import find_results, write_drafts
from spbe.store.cycles import load_cycle
from spbe.store.database import Store
from spbe.store.records import Agency, Draft, ResultKey, StoreError
from spbe.text.translator import message
from spbe.workbooks.published import PublishedReading

NOTE = "Hasil terbit"
State: TypeAlias = Literal["new", "changed", "same", "locked", "levels"]


@dataclass(frozen=True, slots=True)
class PublishedChange:
    """What saving would do to one published result."""

    result: PublishedResult
    """Named as the store names the agency."""
    agency_id: int | None
    """None for an agency that is still to be made."""
    kind: str | None
    region: str | None
    before: PublishedResult | None
    state: State
    """`levels`: an assessment with levels is kept there, and the printed figures add nothing."""

    @property
    def is_ready(self) -> bool:
        return self.state in ("new", "changed")


def preview_published(
    store: Store, readings: Sequence[PublishedReading]
) -> tuple[PublishedChange, ...]:
    """Work out what saving would do; nothing is written. Of results that stand in several files
    the last counts."""
    agencies = find_agencies(store)
    kept = {result.key: result.content for result in find_results(store)}
    named = {simplify_agency_name(agency.name): agency for agency in agencies}
    changes: dict[tuple[str, str, int], PublishedChange] = {}
    for reading in readings:
        for result in reading.results:
            plain = simplify_agency_name(result.agency)
            agency = named.get(plain)
            change = _plan(store, kept, reading, result, agency)
            changes[plain, result.instrument_id, result.year] = change
    return tuple(changes.values())


def _plan(
    store: Store,
    kept: Mapping[ResultKey, Assessment | PublishedResult],
    reading: PublishedReading,
    result: PublishedResult,
    agency: Agency | None,
) -> PublishedChange:
    if agency is None:
        kind = reading.kinds.get(result.agency) or guess_kind(result.agency)
        region = reading.regions.get(result.agency)
        return PublishedChange(result, None, kind, region, None, "new")
    result = replace(result, agency=agency.name)
    key = ResultKey(agency.id, result.instrument_id, result.year, result.stage)
    before = kept.get(key)
    state: State = "new" if before is None else "changed"
    if isinstance(before, Assessment):
        state = "levels"
    elif before is not None and _figures(before) == _figures(result):
        state = "same"
    elif load_cycle(store, agency.id, result.year).locked.get(result.stage) is not None:
        state = "locked"
    printed = before if isinstance(before, PublishedResult) else None
    return PublishedChange(result, agency.id, agency.kind, agency.region, printed, state)


def _figures(result: PublishedResult) -> tuple[dict[str, int], str | None]:
    return dict(result.hundredths), result.rating


def save_published(
    store: Store,
    readings: Sequence[PublishedReading],
    shown: Sequence[PublishedChange],
    who: str,
    at: datetime.datetime,
) -> int:
    """Save what was shown, all of it in one transaction or nothing; gives how many were saved.

    Raises StoreError where the store has moved on since it was shown, or something cannot be kept.
    """
    if preview_published(store, readings) != tuple(shown):
        raise StoreError(
            message(
                "Penyimpanan berubah sesudah hasil ini ditinjau. Tidak ada yang disimpan. "
                "Periksa lagi, lalu simpan."
            )
        )
    ready = [change for change in shown if change.is_ready]
    made: dict[str, int] = {}
    with store.write() as connection:
        drafts = []
        for change in ready:
            name = change.result.agency
            agency_id = change.agency_id
            if agency_id is None:
                plain = simplify_agency_name(name)
                if plain not in made:
                    agency = insert_agency(
                        connection, name, change.kind, change.region, False, (who, at)
                    )
                    made[plain] = agency.id
                agency_id = made[plain]
            drafts.append(Draft(agency_id, change.result, None, change.result.source, note=NOTE))
        write_drafts(connection, drafts, who, at)
    return len(ready)
