"""Workbooks as teams have them, made for the browser tests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from openpyxl import Workbook

from spbe.catalogue.instruments import load_instruments

AGENCY = "Pemerintah Kabupaten Uji Coba"
LEVELS: Mapping[int, object] = {
    **dict.fromkeys(range(1, 11), 4),
    **dict.fromkeys(range(11, 21), 3),
    **dict.fromkeys(range(21, 32), 2),
    **dict.fromkeys(range(32, 48), 4),
}
"""By hand: 13 % × 4 + 25 % × 3 + 16,5 % × 2 + 45,5 % × 4 = 0,52 + 0,75 + 0,33 + 1,82 = 3,42."""


def write_sheet(
    path: Path,
    levels: Mapping[int, object] = LEVELS,
    agency: str = AGENCY,
    year: int = 2024,
    stage: str = "Hasil Akhir",
    unit: str = "Diskominfo",
) -> Path:
    """Write a sheet under a letterhead: number, indicator, level, explanation, unit."""
    nodes = load_instruments()["permenpanrb-59-2020"].node_by_code
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Nilai"
    sheet.append([agency.upper()])
    sheet.append([f"{stage} Evaluasi SPBE Tahun {year}"])
    sheet.append([])
    sheet.append(["No", "Indikator", "Tingkat Kematangan", "Penjelasan", "OPD"])
    for number, level in levels.items():
        name = nodes[f"I{number}"].names["id"]
        sheet.append([number, name, level, f"Penjelasan indikator {number}", unit])
    workbook.save(path)
    return path
