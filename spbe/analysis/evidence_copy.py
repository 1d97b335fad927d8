"""Salin dari tahun lalu: what stood behind the indicators before and does not yet this year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from spbe.model.evidence import DocumentUse


def find_year_before(uses: Iterable[DocumentUse], instrument_id: str, year: int) -> int | None:
    """Find the newest earlier year that has evidence of the same instrument."""
    years = {use.year for use in uses if use.instrument_id == instrument_id and use.year < year}
    return max(years, default=None)


def find_copies(
    uses: Iterable[DocumentUse], instrument_id: str, before: int, year: int
) -> Sequence[DocumentUse]:
    """Make this year's uses out of an earlier year's; what is there already is left out.

    Items are not taken along: they belong to the work of their own years.
    """
    ours = [use for use in uses if use.instrument_id == instrument_id]
    there = {_place(use) for use in ours if use.year == year}
    copies = [replace(use, year=year, item_id=None, id=None) for use in ours if use.year == before]
    return [copy for copy in dict.fromkeys(copies) if _place(copy) not in there]


def _place(use: DocumentUse) -> tuple[object, ...]:
    return (use.document_id, use.code, use.level, use.requirement)
