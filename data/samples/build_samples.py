"""Build the sample workbooks: the official levels of Kota Bandar Lampung in three usual layouts.

    python data/samples/build_samples.py

Levels and printed scores come from `data/results/`; the layouts are those of sheets that teams
really keep, faults of form included. The same input gives the same bytes.
"""

from __future__ import annotations

import csv
import html
import io
import re
import sys
import zipfile
from fractions import Fraction
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from spbe.catalogue.instruments import load_instrument  # noqa: E402
from spbe.model.instrument import Node  # noqa: E402

AGENCY = "PEMERINTAH KOTA BANDAR LAMPUNG"
YEARS = (2021, 2022, 2023, 2024)
INSTRUMENT = load_instrument(HERE.parent / "instruments" / "permenpanrb-59-2020")

BOLD = Font(bold=True)
HEADER_FILL = PatternFill("solid", fgColor="BDD7EE")
DOMAIN_FILL = PatternFill("solid", fgColor="FFE699")
ASPECT_FILL = PatternFill("solid", fgColor="E2EFDA")
CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
THIN = Side(style="thin")
BOX = Border(THIN, THIN, THIN, THIN)


def read_results(name: str, key: str, value: str) -> dict[tuple[int, str], str]:
    """Read a file of `data/results/`: what it says by year and code."""
    path = HERE.parent / "results" / name
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return {(int(row["year"]), row[key]): row[value] for row in rows}


LEVELS = {
    (year, f"I{number}"): int(level)
    for (year, number), level in read_results(
        "bandar-lampung-levels.csv", "indicator", "level"
    ).items()
}
PRINTED = read_results("bandar-lampung-published.csv", "code", "published_value")


def with_comma(value: object) -> str:
    return str(value).replace(".", ",")


def build_recap() -> bytes:
    """Build layout 1: one sheet, four years side by side, decimal commas typed as text."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "REKAP SPBE"
    write_letterhead(
        sheet,
        AGENCY,
        "REKAPITULASI TINGKAT KEMATANGAN SPBE",
        "Hasil Akhir Evaluasi Tahun 2021 - 2024",
        "Dasar: Peraturan Menteri PANRB Nomor 59 Tahun 2020",
    )
    top = 7
    for column, title in enumerate(("NO", "INDIKATOR", "BOBOT (%)"), start=1):
        write(sheet, top, column, title, fill=HEADER_FILL)
        sheet.merge_cells(start_row=top, end_row=top + 1, start_column=column, end_column=column)
    write(sheet, top, 4, "TINGKAT KEMATANGAN", fill=HEADER_FILL)
    sheet.merge_cells(start_row=top, end_row=top, start_column=4, end_column=3 + len(YEARS))
    for offset, year in enumerate(YEARS):
        write(sheet, top + 1, 4 + offset, f"Tahun {year}", fill=HEADER_FILL)
    row = top + 2
    for node in INSTRUMENT.nodes[1:]:
        if node.tier == "indicator":
            write(sheet, row, 1, int(node.number))
            write(sheet, row, 2, node.official_name)
            write(sheet, row, 3, with_comma(f"{float(node.weight):.2f}"))
            for offset, year in enumerate(YEARS):
                write(sheet, row, 4 + offset, with_comma(f"{LEVELS[year, node.code]}.0"))
        else:
            write_group(sheet, row, node)
        row += 1
    write(sheet, row, 2, "INDEKS SPBE", fill=HEADER_FILL)
    for offset, year in enumerate(YEARS):
        write(sheet, row, 4 + offset, with_comma(PRINTED[year, "SPBE"]), fill=HEADER_FILL)
    set_widths(sheet, (6, 70, 10, 12, 12, 12, 12))
    return to_bytes(workbook)


def write_group(sheet: Worksheet, row: int, node: Node) -> None:
    """Write a domain or aspect as these sheets do: the number within its name, no number column."""
    kind, fill = ("DOMAIN", DOMAIN_FILL) if node.tier == "domain" else ("Aspek", ASPECT_FILL)
    write(sheet, row, 1, f"{kind} {node.number} - {node.official_name}", fill=fill)
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=2)
    write(sheet, row, 3, with_comma(f"{float(node.weight):.2f}"), fill=fill)
    for offset, year in enumerate(YEARS):
        write(sheet, row, 4 + offset, with_comma(PRINTED[year, node.code]), fill=fill)


def build_domain_sheets() -> bytes:
    """Build layout 2: one sheet per domain, with notes, subtotals and a Nilai × Bobot column."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for domain in INSTRUMENT.children[INSTRUMENT.root.code]:
        write_domain_sheet(workbook.create_sheet(f"Domain {domain.number}"), domain)
    return to_bytes(workbook)


def write_domain_sheet(sheet: Worksheet, domain: Node) -> None:
    year = 2024
    write_letterhead(
        sheet,
        AGENCY,
        f"Lembar Kerja Evaluasi SPBE Tahun {year}",
        f"Domain {domain.number}: {domain.official_name}",
        "Tahap: Hasil Akhir (setelah reviu)",
    )
    titles = (
        "No.",
        "Nama Indikator",
        "Bobot",
        "Nilai",
        "Nilai × Bobot",
        "Penjelasan",
        "Data Dukung",
        "Catatan Asesor",
        "Rekomendasi",
        "Penanggung Jawab",
    )
    top = 6
    for column, title in enumerate(titles, start=1):
        write(sheet, top, column, title, fill=HEADER_FILL)
    row = top + 1
    for aspect in INSTRUMENT.children[domain.code]:
        write(sheet, row, 2, f"Aspek {aspect.number}. {aspect.official_name}", fill=ASPECT_FILL)
        row += 1
        for leaf in INSTRUMENT.children[aspect.code]:
            level = LEVELS[year, leaf.code]
            write(sheet, row, 1, int(leaf.number))
            write(sheet, row, 2, leaf.names["id"])
            write(sheet, row, 3, float(leaf.weight))
            write(sheet, row, 4, level)
            write(sheet, row, 5, float(leaf.weight * level))
            write(sheet, row, 6, f"Hasil evaluasi {year} yang terbit: tingkat {level}.")
            row += 1
        write(sheet, row, 2, f"Jumlah Aspek {aspect.number}")
        write(sheet, row, 3, float(aspect.weight))
        write(sheet, row, 4, float(PRINTED[year, aspect.code]))
        write(sheet, row, 5, float(weighted_sum(year, aspect)))
        row += 1
    write(sheet, row, 2, f"Nilai Domain {domain.number}", fill=DOMAIN_FILL)
    write(sheet, row, 3, float(domain.weight), fill=DOMAIN_FILL)
    write(sheet, row, 4, float(PRINTED[year, domain.code]), fill=DOMAIN_FILL)
    write(sheet, row, 5, float(weighted_sum(year, domain)), fill=DOMAIN_FILL)
    set_widths(sheet, (6, 52, 9, 9, 14, 48, 30, 30, 30, 24))


def weighted_sum(year: int, node: Node) -> Fraction:
    below = INSTRUMENT.leaf_codes_below[node.code]
    return sum(
        (INSTRUMENT.node_by_code[code].weight * LEVELS[year, code] for code in below), Fraction(0)
    )


def build_portal_export() -> bytes:
    """Build layout 3: what a portal calls .xls and is an HTML table."""
    year = 2023
    lines = [
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>',
        '<meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body>',
        '<table border="1">',
        f'<tr><th colspan="4">Hasil Evaluasi SPBE {year}</th></tr>',
        f'<tr><td colspan="4">{AGENCY.title()}</td></tr>',
        '<tr><td colspan="4">Hasil Akhir</td></tr>',
        "<tr><th>No</th><th>Indikator</th><th>Bobot</th><th>Tingkat Kematangan</th></tr>",
    ]
    for node in INSTRUMENT.nodes[1:]:
        name = html.escape(node.official_name)
        weight = with_comma(f"{float(node.weight):.2f}")
        if node.tier == "indicator":
            cells = (node.number, name, f"{weight}%", str(LEVELS[year, node.code]))
        else:
            kind = "Domain" if node.tier == "domain" else "Aspek"
            printed = with_comma(PRINTED[year, node.code])
            cells = ("", f"{kind} {node.number} : {name}", f"{weight}%", printed)
        lines.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    index = with_comma(PRINTED[year, "SPBE"])
    lines.append(f"<tr><td></td><td><b>Indeks SPBE</b></td><td></td><td><b>{index}</b></td></tr>")
    lines.append("</table></body></html>")
    return ("\r\n".join(lines) + "\r\n").encode("utf-8")


def write_letterhead(sheet: Worksheet, *lines: str) -> None:
    for row, line in enumerate(lines, start=1):
        sheet.cell(row, 1, line).font = BOLD


def write(
    sheet: Worksheet, row: int, column: int, value: object, fill: PatternFill | None = None
) -> None:
    cell = sheet.cell(row, column, value)
    cell.border = BOX
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if fill is not None:
        cell.fill, cell.font = fill, BOLD
    if fill is HEADER_FILL:
        cell.alignment = CENTRED


def set_widths(sheet: Worksheet, widths: tuple[int, ...]) -> None:
    for letter, width in zip("ABCDEFGHIJ", widths, strict=False):
        sheet.column_dimensions[letter].width = width


def to_bytes(workbook: Workbook) -> bytes:
    """Save a workbook without the moment of saving, so that equal content gives equal bytes."""
    saved, fixed = io.BytesIO(), io.BytesIO()
    workbook.save(saved)
    moment = rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(fixed, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = re.sub(moment, b"2024-01-01T00:00:00Z", data)
            entry = zipfile.ZipInfo(name)
            target.writestr(entry, data, zipfile.ZIP_DEFLATED, 9)
    return fixed.getvalue()


BUILDERS = {
    "bandar-lampung-2021-2024-rekap.xlsx": build_recap,
    "bandar-lampung-2024-per-domain.xlsx": build_domain_sheets,
    "bandar-lampung-2023-portal.xls": build_portal_export,
}

if __name__ == "__main__":
    for file_name, build in BUILDERS.items():
        (HERE / file_name).write_bytes(build())
