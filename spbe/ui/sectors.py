"""Which sectors an agency chose for its freely chosen indicators, as trends want to know them."""

from __future__ import annotations

from collections.abc import Iterable

from spbe.analysis.trend import Sectors
from spbe.store.records import Agency
from spbe.ui.shell import Page


def find_sector_names(page: Page, agencies: Iterable[Agency] | None = None) -> Sectors:
    """Find the sector behind each freely chosen indicator, by agency and year."""
    if agencies is None:
        agencies = [page.view.agency] if page.view.agency is not None else []
    names: dict[tuple[str, int], dict[str, str]] = {}
    for agency in agencies:
        for sector in page.snapshot.sectors(agency.id):
            names.setdefault((agency.name, sector.year), {})[sector.code] = sector.sector
    return names
