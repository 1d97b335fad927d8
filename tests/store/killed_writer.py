"""Writes to a store without end, and says each change once it is kept; to be killed meanwhile.

Run by `test_kill.py`: `python killed_writer.py URL FOLDER AGENCY SEED`. Each line said is JSON.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from spbe.model.assessment import Assessment
from spbe.model.evidence import Document, DocumentUse
from spbe.model.item import Item
from spbe.store.assessments import load_result, save_drafts
from spbe.store.database import Store, open_store
from spbe.store.document_uses import add_uses
from spbe.store.document_versions import add_file
from spbe.store.documents import add_document
from spbe.store.files import EvidenceFiles, open_files
from spbe.store.item_notes import add_note
from spbe.store.item_shares import find_shares, save_shares
from spbe.store.items import add_items, load_item, save_items
from spbe.store.records import Draft, ResultKey

INSTRUMENT = "permenpanrb-59-2020"
UNITS = ("Bappeda", "Diskominfo")
AT = datetime.datetime(2024, 10, 28, 1, 30, tzinfo=datetime.UTC)


@dataclass(frozen=True)
class Place:
    """Where is written, and for whom."""

    store: Store
    files: EvidenceFiles
    agency_id: int


def write_items(place: Place, number: int) -> Iterator[dict[str, Any]]:
    """Add several items at once, edit them together, note on one, do a share of another."""
    store, agency_id = place.store, place.agency_id
    blank = Item(agency_id, INSTRUMENT, "", "own", 2024, units=UNITS, is_for_all_units=True)
    new = [replace(blank, text=f"Butir {number}.{n}") for n in range(5)]
    added = add_items(store, new, "Sari", AT)
    yield {"kind": "items", "ids": [item.id for item in added], "person": ""}
    pairs = [(item, replace(item, person=f"Rini {number}", state="submitted")) for item in added]
    saved = save_items(store, pairs, "Budi", AT)
    yield {"kind": "items", "ids": [item.id for item in saved], "person": f"Rini {number}"}
    first = saved[0].id or 0
    add_note(store, first, "note", f"Catatan {number}", "Sari", AT)
    yield {"kind": "note", "id": first, "text": f"Catatan {number}"}
    seen = find_shares(store, agency_id, INSTRUMENT)[first][0]
    save_shares(store, [(seen, replace(seen, is_done=True))], "Rini", AT)
    yield {"kind": "share", "id": first, "unit": seen.unit}
    assert load_item(store, first).version == 2


def upload(place: Place, number: int) -> Iterator[dict[str, Any]]:
    """Save the next state of an assessment, as an upload does."""
    store, agency_id = place.store, place.agency_id
    key = ResultKey(agency_id, INSTRUMENT, 2024, "document")
    now = load_result(store, key)
    base = now.revision.id if now and now.revision else None
    levels = {f"I{n}": number % 5 + 1 for n in range(1, 48)}
    content = Assessment(INSTRUMENT, None, 2024, "document", levels)
    (saved,) = save_drafts(store, [Draft(agency_id, content, base)], "Sari", AT)
    yield {"kind": "revision", "id": saved.id, "level": number % 5 + 1}


def add_evidence(place: Place, number: int) -> Iterator[dict[str, Any]]:
    """Add a document, a file of some hundred kilobytes to it, and what it stands behind."""
    store, agency_id = place.store, place.agency_id
    document = add_document(store, Document(None, agency_id, f"SK {number}"), "Sari", AT)
    yield {"kind": "document", "id": document.id, "sha256": None}
    data = b"%PDF-1.7\n" + str(number).encode() * 100_000
    saved = add_file(store, place.files, document, "sk.pdf", data, "", "Sari", AT)
    yield {"kind": "document", "id": saved.id, "sha256": hashlib.sha256(data).hexdigest()}
    add_uses(store, [DocumentUse(saved.id or 0, INSTRUMENT, 2024, "I1", 2)], "Sari", AT)
    yield {"kind": "use", "id": saved.id}


WORKS = (write_items, upload, add_evidence)


def main(url: str, folder: str, agency_id: int, seed: int) -> None:
    """Do one work after the other, in an order that the seed decides, until killed."""
    place, chance = Place(open_store(url), open_files(folder), agency_id), random.Random(seed)
    for number in range(seed * 1000, seed * 1000 + 1000):
        for said in chance.choice(WORKS)(place, number):
            sys.stdout.write(json.dumps(said) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
