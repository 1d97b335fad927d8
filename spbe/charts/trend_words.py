"""The words of a trend: points in full, shortened names, and the notes below."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

from spbe.analysis.overview import NamedTarget
from spbe.model.instrument import Instrument
from spbe.text.terms import STAGE_NAMES
from spbe.text.translator import Translator

Row: TypeAlias = dict[str, Any]
"""A row of `compute_trend` or `compute_ladder`."""


def find_notes(
    rows: Sequence[Row], instruments: Mapping[str, Instrument], text: Translator
) -> list[str]:
    """List what must be said below a trend: interim points, breaks and changed sectors."""
    notes = []
    if any(row["is_interim"] for row in rows):
        notes.append(text("Penanda kosong: sementara, belum hasil akhir."))
    if any(row["score"] is None for row in rows):
        notes.append(text("Batang putus: rentang, karena belum semua indikator dinilai."))
    seen: set[tuple[int, str]] = set()
    several = len({row["agency"] for row in rows}) > 1
    for before, row in pairwise(rows):
        if before["agency"] != row["agency"]:
            continue
        if row["segment"] != before["segment"] and (row["year"], "") not in seen:
            seen.add((row["year"], ""))
            notes.append(
                text(
                    "{year}: instrumen berganti dari {old} ke {new}; indeksnya tidak dapat "
                    "dibandingkan.",
                    year=row["year"],
                    old=instruments[before["instrument_id"]].regulation_short,
                    new=instruments[row["instrument_id"]].regulation_short,
                )
            )
        if row["changed_sectors"]:
            numbers = text.list([code[1:] for code in row["changed_sectors"]])
            note = text(
                "{year}: sektor pada indikator {numbers} berganti; nilainya tidak sepenuhnya "
                "sebanding dengan {before}.",
                year=row["year"],
                numbers=numbers,
                before=before["year"],
            )
            notes.append(f"{row['agency']}, {note}" if several else note)
    return notes


def find_target_notes(targets: Sequence[NamedTarget], text: Translator) -> list[str]:
    """Write the targets in full where a label in the plot had to be shortened."""
    if all(shorten(target.name) == target.name for target in targets):
        return []
    said = text.list([f"{target.name} {text.score(target.hundredths)}" for target in targets])
    return [text("Garis putus: {targets}.", targets=said)]


def point_value(row: Row, text: Translator) -> str:
    """Write a point's index, or its range."""
    if row["score"] is not None:
        return text.score(row["score"])
    return text(
        "rentang {lowest}–{highest}",
        lowest=text.score(row["lowest"]),
        highest=text.score(row["highest"]),
    )


def point_label(row: Row, text: Translator) -> str:
    """Write a point's index at its marker; a range is written at its bar instead."""
    return text.score(row["score"]) if row["score"] is not None else ""


def point_words(row: Row, text: Translator) -> str:
    """Say a point in full: "2024 Penilaian Dokumen (sementara): 3,28"."""
    words = f"{row['year']} {text(STAGE_NAMES[row['stage']])}"
    if row["is_interim"]:
        words += " " + text("(sementara)")
    return f"{words}: {point_value(row, text)}"


def shorten(name: str, width: int = 20) -> str:
    """Shorten a name for a label in the plot; the full one stands in the caption."""
    return textwrap.shorten(name, width, placeholder=" …") or name[: width - 1] + "…"
