"""Why something in a unit's workbook is not used as it stands, or is doubtful, in words."""

from __future__ import annotations

import datetime

from spbe.model.item import Item
from spbe.model.unit_book import BookIdentity
from spbe.text.terms import ITEM_STATE_NAMES
from spbe.text.translator import Message, message

_LONGEST = 80


def is_of_others(identity: BookIdentity, agency: str, year: int) -> Message:
    return message(
        "Buku ini milik {unit}, {agency} {year}, bukan {wanted} {wanted_year} yang sedang "
        "dibuka, jadi dilewati. Buka instansi dan tahun itu, lalu unggah lagi.",
        unit=identity.unit,
        agency=identity.agency,
        year=identity.year,
        wanted=agency,
        wanted_year=year,
    )


def is_not_own(item: Item | None, unit: str) -> Message:
    if item is None:
        return message("Butir ini sudah tidak ada di checklist, jadi isiannya tidak dipakai.")
    return message(
        "Butir “{text}” bukan (lagi) tugas {unit}, jadi isiannya tidak dipakai. Tambahkan OPD itu "
        "pada butirnya bila perlu.",
        text=item.text[:_LONGEST],
        unit=unit,
    )


def is_other_kind(item: Item) -> Message:
    return message(
        "Butir “{text}” sejak buku ini dibuat berubah antara butir semua OPD dan butir biasa, jadi "
        "isiannya tidak dipakai. Unduh buku yang baru, lalu isi lagi.",
        text=item.text[:_LONGEST],
    )


def is_closed(item: Item, wanted: Message) -> Message:
    return message(
        "Butir “{text}” sudah {state}; status “{wanted}” tidak dipakai. Buka kembali butirnya di "
        "Checklist bila perlu.",
        text=item.text[:_LONGEST],
        state=ITEM_STATE_NAMES[item.state],
        wanted=wanted,
    )


def is_locked(reason: str) -> Message:
    return message("Usulan OPD terkunci ({reason}), jadi usulan tidak dipakai.", reason=reason)


def is_not_led(number: str, unit: str) -> Message:
    return message(
        "Indikator {number} bukan (lagi) tugas {unit}, jadi usulannya tidak dipakai.",
        number=number,
        unit=unit,
    )


def is_said_otherwise(is_link: bool, item: Item, unit: str, file: str) -> Message:
    """Say that another file of the same unit differs about an item."""
    values = {"unit": unit, "text": item.text[:_LONGEST], "file": file}
    if is_link:
        return message(
            "{unit} memberi tautan lain untuk butir “{text}” di {file}. Kedua tautan ditambahkan; "
            "bila salah satunya keliru, pilih Batalkan, lalu unggah berkas yang benar saja.",
            **values,
        )
    return message(
        "{unit} menanggapi butir “{text}” dengan isi lain di {file}. Kedua tanggapan ditambahkan; "
        "bila salah satunya keliru, pilih Batalkan, lalu unggah berkas yang benar saja.",
        **values,
    )


def find_moved(item: Item, due: datetime.date | None, person: str) -> Message | None:
    """Say that day or person of an item are not those any more that its workbook was made with."""
    text = item.text[:_LONGEST]
    if item.due != due:
        return message(
            "Tenggat butir “{text}” berubah sejak buku ini dibuat: {before} → {after}. Isian OPD "
            "tetap dipakai; beri tahu OPD-nya.",
            text=text,
            before=_say_day(due),
            after=_say_day(item.due),
        )
    if item.person != person:
        return message(
            "Penanggung jawab butir “{text}” berubah sejak buku ini dibuat: {before} → {after}. "
            "Isian OPD tetap dipakai.",
            text=text,
            before=person or "–",
            after=item.person or "–",
        )
    return None


def _say_day(day: datetime.date | None) -> str:
    return "–" if day is None else f"{day:%d/%m/%Y}"
