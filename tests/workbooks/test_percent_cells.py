"""A cell shown as "100 %" holds 1.0 and is no level 1, in whatever file format."""

from __future__ import annotations

import shutil
import subprocess

import pytest
import xlwt
from openpyxl import Workbook

from spbe.workbooks.percent import is_percent_format
from spbe.workbooks.reading import Answers, SourceFile
from tests.workbooks.books import (
    csv_source,
    kinds,
    levels_of,
    read_book,
    read_one,
    rows,
    say,
    sheet,
    source,
)
from tests.workbooks.odd_files import build_xlsb, build_zip, save_xls, unpack

HEADER = ["No", "Indikator", "Nilai"]
LEVELS = [1.0, 2, 3, 1.0]
ONE = (
    "Penilaian!C2: sel berformat persen (100 %), bukan tingkat kematangan. Ubah format selnya "
    "menjadi angka, lalu tulis tingkat 1–5."
)


def percent_book(*cells: str, number_format: str = "0%") -> Workbook:
    workbook = sheet([HEADER, *rows(LEVELS)])
    for cell in cells:
        workbook.active[cell].number_format = number_format
    return workbook


@pytest.mark.parametrize("number_format", ["0%", "0.00%", "0.0 %;[Red]-0.0 %", '"±"0%'])
def test_a_percent_cell_is_an_error_that_names_it(number_format):
    found = read_one(percent_book("C2", number_format=number_format))
    assert [say(p) for p in found.problems if p.severity == "error"] == [ONE]
    assert kinds(found.problems, "error") == [("level-percent", "C2")]
    assert levels_of(found) == [None, 2, 3, 1]


def test_other_formats_of_levels_are_none_of_percent():
    for number_format in ("0.00", '0"%"', "General", "@", r"0\%"):
        found = read_one(percent_book("C2", "C5", number_format=number_format))
        assert levels_of(found) == [1, 2, 3, 1], number_format
        assert kinds(found.problems, "error") == []
    assert not is_percent_format('0 "% dari 5"')


def test_a_column_of_nothing_but_percents_is_no_level_column():
    reading = read_book(percent_book("C2", "C3", "C4", "C5"))
    assert reading.found == ()
    assert say(reading.problems[0]) == (
        'Penilaian: kolom C ("Nilai") berisi persen, bukan tingkat kematangan. Tulis tingkat 1–5 '
        'sebagai angka biasa dalam kolom berjudul "Tingkat Kematangan".'
    )
    assert len(reading.problems) == 1


def test_a_column_of_percents_beside_levels_is_left_out_without_a_question():
    lines = [[*row, share] for row, share in zip(rows([3, 4, 5]), (0.6, 0.8, 1.0), strict=True)]
    workbook = sheet([["No", "Indikator", "Skor", "Capaian"], *lines])
    for cell in ("D2", "D3", "D4"):
        workbook.active[cell].number_format = "0%"
    assert levels_of(read_one(workbook)) == [3, 4, 5]


def test_a_percent_column_that_the_user_names_is_refused_cell_by_cell():
    found = read_one(percent_book("C2", "C3", "C4", "C5"), Answers(columns={"Penilaian": "C"}))
    assert kinds(found.problems, "error") == [
        ("level-percent", cell) for cell in ("C2", "C3", "C4", "C5")
    ]


def test_a_correction_mends_a_percent_cell():
    answers = Answers(corrections={("Penilaian", "C2"): 5})
    found = read_one(percent_book("C2"), answers)
    assert levels_of(found) == [5, 2, 3, 1]
    assert found.is_sound


def test_percent_as_text_is_an_error_too():
    found = read_one(csv_source([HEADER, *rows(["100%", "2", "3"])]))
    [problem] = [p for p in found.problems if p.severity == "error"]
    assert say(problem) == (
        "berkas!C2: sel berisi persen (100%), bukan tingkat kematangan. Tulis tingkat 1–5 tanpa "
        "tanda persen."
    )
    only = read_book(csv_source([HEADER, *rows(["100%", "40 %", "60,5%"])]))
    assert kinds(only.problems) == [("no-level-column", "C1")]


def test_percent_cells_of_an_xls_are_found():
    workbook = xlwt.Workbook()
    worksheet = workbook.add_sheet("Penilaian")
    for r, row in enumerate([HEADER, *rows(LEVELS)]):
        for c, value in enumerate(row):
            is_first = (r, c) == (1, 2)
            style = xlwt.easyxf(num_format_str="0.0%" if is_first else "General")
            worksheet.write(r, c, value, style)
    found = read_one(SourceFile("berkas.xls", save_xls(workbook)))
    assert [say(p) for p in found.problems if p.severity == "error"] == [ONE]


def test_percent_cells_of_an_xlsb_are_found():
    parts = unpack(build_xlsb([HEADER, *rows(LEVELS)]))
    styles = parts["xl/styles.bin"]
    at = styles.index(bytes.fromhex("e90404")) + 7  # the list of cell styles, and its length
    assert styles[at] == 47  # a style: its length, its parent, the number of its format
    parts["xl/styles.bin"] = styles[: at + 4] + b"\x09\0" + styles[at + 6 :]
    reading = read_book(SourceFile("berkas.xlsb", build_zip(parts)))
    assert [(p.kind, p.cell) for p in reading.problems] == [("no-level-column", "C1")]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["ods", "xls", "xlsx"])
def test_percent_cells_are_found_in_what_other_programs_save(kind, tmp_path):
    path = tmp_path / "berkas.xlsx"
    path.write_bytes(source(percent_book("C2", number_format="0.00%")).data)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", kind, "--outdir", str(tmp_path / "out"), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    found = read_one(SourceFile.from_path(tmp_path / "out" / f"berkas.{kind}"))
    assert [say(p) for p in found.problems if p.severity == "error"] == [ONE]


def test_percent_cells_of_xml_spreadsheet_2003_are_found():
    def cell(value: object, style: str = "") -> str:
        kind = "String" if isinstance(value, str) else "Number"
        return f'<Cell{style}><Data ss:Type="{kind}">{value}</Data></Cell>'

    lines = [[*map(cell, row)] for row in [HEADER, *rows(LEVELS)]]
    lines[1][2] = cell(1, ' ss:StyleID="s1"')
    data = "".join(f"<Row>{''.join(line)}</Row>" for line in lines)
    found = read_one(
        SourceFile(
            "berkas.xls",
            '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
            'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="s1">'
            '<NumberFormat ss:Format="Percent"/></Style></Styles>'
            f'<Worksheet ss:Name="Penilaian"><Table>{data}</Table></Worksheet></Workbook>'.encode(),
        )
    )
    assert [say(p) for p in found.problems if p.severity == "error"] == [ONE]
