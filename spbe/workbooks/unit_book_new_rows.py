"""Read the rows that a unit added to its workbook: items that it suggests."""

from __future__ import annotations

from spbe.model.instrument import Instrument
from spbe.model.unit_book import FilledNew
from spbe.text.translator import message
from spbe.workbooks.faults import shorten_text
from spbe.workbooks.indicators import read_number
from spbe.workbooks.unit_book_cells import BookRow, read_words


def read_new_row(row: BookRow, instrument: Instrument) -> FilledNew | None:
    """Read a suggested item; None where the row says none, so that it is a stray note at most."""
    said = read_words(row, "text") if "text" in row.columns else None
    if not said:
        return None
    code = _read_code(row, instrument)
    level = None if code is None else _read_level(row, instrument)
    if any(role in row.columns and row.read_text(role) for role in ("answer", "link")):
        sentence = message(
            "Tanggapan dan tautan pada butir baru belum dapat disimpan. Isi keduanya di buku yang "
            "diunduh sesudah butir ini ditambahkan."
        )
        row.warn("answer" if "answer" in row.columns else "link", "book-new-row", sentence)
    return FilledNew(said, code, level, row.address("text"))


def _read_code(row: BookRow, instrument: Instrument) -> str | None:
    said = row.read_text("number") if "number" in row.columns else ""
    if said in (None, "", "–", "-"):
        return None
    number = read_number(row.grid.value(row.row, row.columns["number"]))
    code = next((leaf.code for leaf in instrument.leaves if leaf.number == number), None)
    if code is None:
        sentence = message(
            "Indikator “{found}” tidak dikenal, jadi butir baru ini diusulkan tanpa indikator. "
            "Tulis nomornya seperti pada lembar Indikator.",
            found=shorten_text(str(said)),
        )
        row.warn("number", "book-new-row", sentence)
    return code


def _read_level(row: BookRow, instrument: Instrument) -> int | None:
    said = row.read_text("level") if "level" in row.columns else ""
    if not said:
        return None
    low, high = instrument.level_minimum + 1, instrument.level_maximum
    level = int(said) if said.isdecimal() and len(said) < 3 else None
    if level is None or not low <= level <= high:
        sentence = message(
            "Tingkat butir baru: tertulis “{found}”, seharusnya {low} sampai {high}. Butir ini "
            "diusulkan tanpa tingkat.",
            found=shorten_text(said),
            low=low,
            high=high,
        )
        row.warn("level", "book-new-row", sentence)
        return None
    return level
