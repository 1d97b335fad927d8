"""What the store refuses to keep of an item, whoever asks."""

from __future__ import annotations

import datetime
from dataclasses import replace

from spbe.model.item import ITEM_SOURCES, ITEM_STATES, NEXT_STATES, REASONED_STATES, Item
from spbe.store.checks import check_level, check_name, check_text, check_year
from spbe.store.records import StoreError
from spbe.text.terms import ITEM_STATE_NAMES
from spbe.text.translator import Message, message

LONGEST_TEXT = 4000
"""Characters of an item, a reason or a note."""


def check_item(item: Item) -> Item:
    """Return an item with its words tidied. Raises StoreError where it cannot be kept as it is."""
    check_year(item.opened_year)
    check_name(item.instrument_id)
    check_text(item.code, item.person, *item.units)
    if item.source not in ITEM_SOURCES or item.state not in ITEM_STATES:
        raise StoreError(
            message(
                'Asal "{source}" atau status "{state}" tidak dikenal. Pilih salah satu.',
                source=str(item.source),
                state=str(item.state),
            )
        )
    for number in (item.level, item.requirement):
        if number is not None:
            check_level(item.code or "–", number)
    if item.due is not None and type(item.due) is not datetime.date:
        raise StoreError(
            message(
                'Tenggat "{found}" bukan tanggal. Isi tanggal, misalnya 31/12/2026.',
                found=str(item.due),
            )
        )
    return replace(
        item,
        text=check_words(item.text, message("Isi butir masih kosong. Tulis apa yang kurang.")),
        code=(item.code or "").strip() or None,
        units=tidy_units(item.units),
        person=" ".join(item.person.split()),
        reason=_check_reason(item),
    )


def check_step(before: Item, after: Item) -> None:
    """Raise StoreError where an item cannot go from one state to the other."""
    if after.state != before.state and after.state not in NEXT_STATES[before.state]:
        raise StoreError(
            message(
                "Butir “{text}” berstatus {before} dan tidak dapat langsung menjadi {after}.",
                text=before.text[:80],
                before=ITEM_STATE_NAMES[before.state],
                after=ITEM_STATE_NAMES[after.state],
            )
        )


def check_words(text: str, is_empty: Message) -> str:
    """Return what somebody wrote without space around it. Raises StoreError where it is no good.

    `is_empty` is what is said where nothing is left.
    """
    check_text(text)
    text = text.strip()
    if not text:
        raise StoreError(is_empty)
    check_length(text, LONGEST_TEXT)
    return text


def check_length(text: str, most: int) -> None:
    """Raise StoreError where a text has more than `most` letters."""
    if len(text) > most:
        raise StoreError(
            message(
                "Teks “{text}…” terlalu panjang: {n} huruf, paling banyak {most}.",
                text=text[:40],
                n=len(text),
                most=most,
            )
        )


def tidy_units(names: tuple[str, ...]) -> tuple[str, ...]:
    """Give names of units once each, whatever their spelling, in the order of the alphabet."""
    tidied = (" ".join(part.split()) for name in names for part in name.split(";"))
    by_name: dict[str, str] = {}
    for name in filter(None, tidied):
        by_name.setdefault(name.casefold(), name)
    return tuple(by_name[key] for key in sorted(by_name))


def _check_reason(item: Item) -> str:
    if item.state not in REASONED_STATES:
        return ""
    return check_words(
        item.reason,
        message(
            "Status {state} memerlukan alasan. Tulis alasannya, lalu simpan lagi.",
            state=ITEM_STATE_NAMES[item.state],
        ),
    )
