"""What an agency's evidence carries: its documents, and what all its units have done."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from spbe.analysis.item_matrix import find_done_by_all
from spbe.analysis.supported import Support, compute_support
from spbe.catalogue.requirements import load_requirements
from spbe.model.evidence import Document, DocumentUse
from spbe.model.instrument import Instrument
from spbe.store.database import Store
from spbe.store.item_shares import find_shares
from spbe.store.items import find_items


def load_supports(
    store: Store,
    agency_id: int,
    instrument: Instrument,
    year: int,
    documents: Iterable[Document],
    uses: Iterable[DocumentUse],
    day: datetime.date,
) -> dict[str, Support]:
    """Work out what evidence carries of every indicator on a day, in tree order.

    `documents` and `uses` are those of the agency and year. What all units have to do is carried
    only where the matrix of the checklist says that all of them have, in this year or before.
    """
    uses, done = tuple(uses), frozenset[tuple[str, int, int]]()
    if uses:
        shares = find_shares(store, agency_id, instrument.id)
        items = find_items(store, agency_id, instrument.id, ids=shares)
        known = [item for item in items if item.opened_year <= year]
        done = find_done_by_all(known, shares)
    return compute_support(instrument, load_requirements(instrument), documents, uses, day, done)
