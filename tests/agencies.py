"""Agencies that tests add and remove, in somebody's name."""

from __future__ import annotations

import datetime

from spbe.store import agencies
from spbe.store.database import Store
from spbe.store.records import Agency

BY = ("Tuti", datetime.datetime(2024, 10, 28, 1, 30, tzinfo=datetime.UTC))
"""Who does what a test needs done, and when."""


def add_agency(
    store: Store,
    name: str,
    kind: str | None = None,
    region: str | None = None,
    is_illustrative: bool = False,
) -> Agency:
    """Add an agency."""
    return agencies.add_agency(store, name, kind, region, is_illustrative, *BY)


def remove_agency(store: Store, agency_id: int, who: str = BY[0]) -> None:
    """Remove an agency."""
    agencies.remove_agency(store, agency_id, who, BY[1])
