"""The hidden marks in a unit's workbook by which it is known again, however it was rearranged.

A mark is a cell's text that begins with a word of ours and goes on as JSON: which workbook it is,
what a column holds, which item or indicator a row is about and how that stood when it was made.
"""

from __future__ import annotations

import datetime
import json
from dataclasses import asdict
from typing import Any, get_args

from spbe.model.item import Item, ItemState, Share
from spbe.model.unit_book import BookIdentity, BookIndicator, BookPlan
from spbe.text.translator import Message, message

BOOK, COLUMN, ITEM, INDICATOR = "spbe-buku:", "spbe-kolom:", "spbe-butir:", "spbe-indikator:"
_LONGEST = 100_000

INDICATOR_COLUMNS: dict[str, tuple[Message, float]] = {
    "number": (message("No"), 7),
    "name": (message("Indikator"), 38),
    "level": (message("Tingkat sekarang"), 10),
    "requirements": (message("Syarat tingkat berikutnya"), 52),
    "claim": (message("Usulan tingkat"), 10),
    "explanation": (message("Penjelasan"), 48),
}
"""Header and width [characters] of each column of the sheet of indicators."""

ITEM_COLUMNS: dict[str, tuple[Message, float]] = {
    "number": (message("No"), 7),
    "text": (message("Butir yang harus dilengkapi"), 46),
    "level": (message("Tingkat"), 9),
    "due": (message("Tenggat"), 13),
    "note": (message("Catatan pemeriksa"), 32),
    "state": (message("Status"), 18),
    "done": (message("Bagian OPD ini selesai?"), 12),
    "answer": (message("Tanggapan OPD"), 40),
    "link": (message("Tautan bukti dukung"), 36),
}
"""The same of the sheet of items."""

FILLED = frozenset({"claim", "explanation", "state", "done", "answer", "link"})
"""Columns that the unit fills in; all others are protected."""

NEW = frozenset({"number", "text", "level"})
"""What it fills in of an item that it suggests, in the blank rows below the others."""
NEW_ROWS = 10


def write_identity(identity: BookIdentity) -> str:
    return BOOK + _write(asdict(identity))


def write_item_key(item: Item, share: Share | None) -> str:
    """Write which item a row is about, and how it stood."""
    due = "" if item.due is None else item.due.isoformat()
    about: dict[str, Any] = {"id": item.id, "due": due, "person": item.person}
    if share is None:
        return ITEM + _write(about | {"state": item.state})
    return ITEM + _write(about | {"done": share.is_done, "link": share.link, "note": share.note})


def write_indicator_key(indicator: BookIndicator) -> str:
    """Write which indicator a row is about, and how it stood."""
    about = {"code": indicator.code, "claim": indicator.claim, "said": indicator.explanation}
    return INDICATOR + _write(about)


def read_identity(text: str) -> BookIdentity | None:
    """Read a mark of a workbook; None where it is none, or was changed by hand."""
    said = _read(text, BOOK)
    try:
        identity = BookIdentity(**said)
    except TypeError:
        return None
    kinds = (identity.agency_id, int), (identity.year, int)
    words = identity.agency, identity.unit, identity.instrument_id
    is_sound = all(type(value) is kind for value, kind in kinds)
    return identity if is_sound and all(isinstance(word, str) for word in words) else None


def read_item_key(text: str, unit: str) -> tuple[int, ItemState | Share, BookPlan | None] | None:
    """Read which item a row of a unit is about, and how it stood then.

    Workbooks of earlier versions do not say until when and by whom it was to be done.
    """
    said = _read(text, ITEM)
    item_id = said.get("id")
    if type(item_id) is not int:
        return None
    if said.get("state") in get_args(ItemState):
        return item_id, said["state"], _read_plan(said)
    words = said.get("link"), said.get("note")
    if isinstance(said.get("done"), bool) and all(isinstance(word, str) for word in words):
        share = Share(item_id, unit, said["done"], said["link"], said["note"])
        return item_id, share, _read_plan(said)
    return None


def read_indicator_key(text: str) -> tuple[str, int | None, str] | None:
    """Read which indicator a row is about, and what was claimed and explained then."""
    said = _read(text, INDICATOR)
    code, claim, words = said.get("code"), said.get("claim"), said.get("said")
    if not isinstance(code, str) or not isinstance(words, str):
        return None
    return None if claim is not None and type(claim) is not int else (code, claim, words)


def _read_plan(said: dict[str, Any]) -> BookPlan | None:
    due, person = said.get("due"), said.get("person")
    if not isinstance(due, str) or not isinstance(person, str):
        return None
    try:
        return BookPlan(datetime.date.fromisoformat(due) if due else None, person)
    except ValueError:
        return None


def _write(said: dict[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=True, separators=(",", ":"))


def _read(text: str, mark: str) -> dict[str, Any]:
    if not text.startswith(mark) or len(text) > _LONGEST:
        return {}
    try:
        said = json.loads(text.removeprefix(mark))
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
