"""A store with as much work in it as a large agency has: 5,000 items, 20,000 uses of evidence."""

from __future__ import annotations

import datetime
import random
from dataclasses import replace
from pathlib import Path

from spbe.catalogue.instruments import load_instruments
from spbe.catalogue.samples import ILLUSTRATIVE_AGENCY
from spbe.jobs.first_start import start_store
from spbe.model.evidence import Document, DocumentUse
from spbe.model.item import Item
from spbe.store.agencies import find_agencies
from spbe.store.database import Store
from spbe.store.document_uses import add_uses
from spbe.store.document_versions import add_link
from spbe.store.documents import add_document
from spbe.store.items import add_items, carry_items, save_items

ITEMS, USES, DOCUMENTS, UNITS = 5_000, 20_000, 1_000, 40
FOR_ALL = 100
"""Items that every unit has to do."""
_INSTRUMENT = "permenpanrb-59-2020"
_YEARS = (2023, 2024)
_AT = datetime.datetime(2024, 3, 1, 3, tzinfo=datetime.UTC)
_WHO = "Sari"


def fill_store(path: Path) -> None:
    """Make a store with the samples, and much work at the illustrative agency in both years."""
    store = start_store(f"sqlite:///{path}")
    (agency,) = [a for a in find_agencies(store) if a.name == ILLUSTRATIVE_AGENCY]
    chance = random.Random(4)
    items = _add_items(store, agency.id, chance)
    _add_evidence(store, agency.id, items, chance)
    store.close()


def _add_items(store: Store, agency_id: int, chance: random.Random) -> list[Item]:
    codes = load_instruments()[_INSTRUMENT].leaf_codes
    units = tuple(f"Dinas Contoh {n:02d}" for n in range(1, UNITS + 1))
    new = [
        Item(
            agency_id,
            _INSTRUMENT,
            f"Lengkapi dokumen nomor {n} beserta penetapan dan sosialisasinya",
            "own",
            _YEARS[0],
            chance.choice(codes),
            chance.randint(2, 5),
            is_for_all_units=n < FOR_ALL,
            units=units if n < FOR_ALL else tuple(chance.sample(units, 2)),
            due=_AT.date() + datetime.timedelta(chance.randint(0, 300)),
        )
        for n in range(ITEMS)
    ]
    added = add_items(store, new, _WHO, _AT)
    carry_items(store, agency_id, _INSTRUMENT, _YEARS[1], _WHO, _AT)
    done = chance.sample(added, ITEMS // 3)
    save_items(store, [(item, replace(item, state="accepted")) for item in done], _WHO, _AT)
    return added


def _add_evidence(store: Store, agency_id: int, items: list[Item], chance: random.Random) -> None:
    ids = []
    for n in range(DOCUMENTS):
        document = add_document(store, Document(None, agency_id, f"SK {n}"), _WHO, _AT)
        link = f"https://drive.example/{n}"
        ids.append(add_link(store, document, link, f"hlm. {n}", None, _WHO, _AT).id or 0)
    uses: set[tuple[int, int, str, int | None, int | None]] = set()
    while len(uses) < USES:
        item = chance.choice(items)
        year = chance.choice(_YEARS)
        place = (chance.choice(ids), year, item.code or "", item.level, item.id)
        uses.add(place)
    add_uses(
        store,
        [
            DocumentUse(document, _INSTRUMENT, year, code, level, None, item)
            for document, year, code, level, item in sorted(uses, key=str)
        ],
        _WHO,
        _AT,
    )
