"""Open the store as the app does: fill a new one with samples once, and know where to begin."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator

from spbe.catalogue.instruments import load_instruments
from spbe.catalogue.samples import ILLUSTRATIVE_AGENCY, Sample, load_samples
from spbe.store.agencies import find_agencies
from spbe.store.assessments import find_keys
from spbe.store.database import Store, open_store
from spbe.store.records import AgencyContent, Cycle, ResultKey, Sector, Target
from spbe.store.samples import fill_samples, is_new
from spbe.store.settings import load_setting, save_setting

_LAST_VIEW = "last_view"
_FIRST_VIEW = (2024, "document")
"""Where the work of the illustrative sample is: the evening before the interview."""
_WHO = "SPBE"


def start_store(url: str | None = None) -> Store:
    """Open the store; one that is new and empty is filled with the samples, once.

    Raises StoreError where the store cannot be opened.
    """
    store = open_store(url)
    if is_new(store):
        fill_samples(store, _load_contents, _WHO, datetime.datetime.now(datetime.UTC))
    return store


def default_view(store: Store) -> ResultKey | None:
    """Find where to begin: the last view; else Provinsi Contoh 2024 after the documents.

    Without either it is the newest result of the first agency, None in an empty store.
    """
    keys = find_keys(store)
    last = _load_last_view(store)
    if last in keys:
        return last
    illustrative = {
        agency.id
        for agency in find_agencies(store)
        if agency.is_illustrative and agency.name == ILLUSTRATIVE_AGENCY
    }
    for key in keys:
        if key.agency_id in illustrative and (key.year, key.stage) == _FIRST_VIEW:
            return key
    return [key for key in keys if key.agency_id == keys[0].agency_id][-1] if keys else None


def save_last_view(store: Store, key: ResultKey) -> None:
    """Remember what was looked at last; `default_view` begins there."""
    value = json.dumps([key.agency_id, key.instrument_id, key.year, key.stage])
    if load_setting(store, _LAST_VIEW) != value:
        save_setting(store, _LAST_VIEW, value)


def _load_last_view(store: Store) -> ResultKey | None:
    try:
        agency_id, instrument_id, year, stage = json.loads(load_setting(store, _LAST_VIEW) or "")
    except (TypeError, ValueError):
        return None
    return ResultKey(agency_id, instrument_id, year, stage)


def _load_contents() -> Iterator[AgencyContent]:
    for sample in load_samples(load_instruments()):
        yield _to_content(sample)


def _to_content(sample: Sample) -> AgencyContent:
    """Turn a sample into what the store takes; the store gives the agency's id itself."""
    unknown = 0
    return AgencyContent(
        name=sample.name,
        kind=sample.kind,
        region=sample.region,
        is_illustrative=sample.is_illustrative,
        results=sample.results,
        cycles=tuple(
            Cycle(
                unknown,
                cycle.year,
                "pemantauan" if cycle.kind == "pemantauan" else "evaluasi",
                cycle.dates,
            )
            for cycle in sample.cycles
        ),
        sectors=tuple(
            Sector(unknown, s.year, s.code, s.sector, s.application, s.unit) for s in sample.sectors
        ),
        targets=tuple(
            Target(None, unknown, t.year, t.name, t.source, t.hundredths, t.is_primary)
            for t in sample.targets
        ),
    )
