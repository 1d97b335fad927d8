import io

import openpyxl
import pytest

from spbe.workbooks.tables import build_table_csv, build_table_xlsx, looks_like_formula

COLUMNS = ["No", "Nama", "Tingkat"]
ROWS = [["1", "=1+1", 3], ["2", "Audit; TIK", None], ["3", "@sum", 2.5]]


def test_csv_opens_in_excel_and_keeps_formula_characters_as_text():
    data = build_table_csv(["Ilustratif"], COLUMNS, ROWS)
    assert data.decode("utf-8-sig").splitlines() == [
        "Ilustratif",
        "No;Nama;Tingkat",
        "1;'=1+1;3",
        '2;"Audit; TIK";',
        "3;'@sum;2,5",
    ]
    assert data.startswith(b"\xef\xbb\xbf")


def test_csv_with_a_decimal_point_is_separated_by_commas():
    assert build_table_csv([], ["A", "B"], [["x", 2.5]], decimal=".").decode("utf-8-sig") == (
        "A,B\r\nx,2.5\r\n"
    )


def test_workbook_keeps_formula_characters_as_text_and_numbers_as_numbers():
    sheet = openpyxl.load_workbook(
        io.BytesIO(build_table_xlsx("Semua/indikator", ["Ilustratif"], COLUMNS, ROWS))
    ).active
    assert sheet.title == "Semuaindikator"
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Ilustratif", None, None],
        COLUMNS,
        ["1", "=1+1", 3],
        ["2", "Audit; TIK", None],
        ["3", "@sum", 2.5],
    ]
    assert sheet["B3"].data_type == "s"


def test_a_table_without_rows_has_its_header():
    sheet = openpyxl.load_workbook(io.BytesIO(build_table_xlsx("A", [], COLUMNS, []))).active
    assert [cell.value for cell in sheet[1]] == COLUMNS


def test_csv_has_as_many_decimals_as_its_column_says():
    data = build_table_csv(
        [], ["No", "Nilai", "Bobot"], [[1, 3.5, 2.5], [2, -0.1, 1.0]], ",", {"Nilai": 2}
    )
    assert data.decode("utf-8-sig").splitlines() == ["No;Nilai;Bobot", "1;3,50;2,5", "2;-0,10;1"]


def test_facts_stand_above_the_rows_each_with_its_value_in_a_cell_of_its_own():
    facts = [("Indeks kini", 3.28), ("=Target", "3,50")]
    lines = build_table_csv(["Contoh"], COLUMNS, ROWS[:1], facts=facts).decode("utf-8-sig")
    assert lines.splitlines()[:4] == [
        "Contoh",
        "Indeks kini;3,28",
        "'=Target;3,50",
        "No;Nama;Tingkat",
    ]
    data = build_table_xlsx("Rencana", ["Contoh"], COLUMNS, ROWS[:1], facts)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Contoh", None, None],
        ["Indeks kini", 3.28, None],
        ["=Target", "3,50", None],
        COLUMNS,
        ["1", "=1+1", 3],
    ]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A5", "A4:C5")


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", " =1", "\t=1", "\u00a0=1", "\tx", "\rx"])
def test_text_that_a_spreadsheet_may_calculate_is_known(text):
    assert looks_like_formula(text)
    assert (
        build_table_csv([], ["A"], [[text]])
        .decode("utf-8-sig")
        .splitlines()[1]
        .startswith(("'", "\"'"))
    )


def test_plain_text_is_no_formula():
    assert not [text for text in ("", "1", "a=1", "3 - 1", "'=1") if looks_like_formula(text)]


def test_workbook_shows_the_decimals_of_its_columns_and_prints_on_a4_with_its_header():
    data = build_table_xlsx(
        "Nilai", ["Contoh"], ["Nama", "Nilai"], [["A", 3.5]], digits={"Nilai": 2}
    )
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert (sheet["B3"].value, sheet["B3"].number_format) == (3.5, "0.00")
    assert (sheet.print_title_rows, sheet.page_setup.paperSize) == ("$2:$2", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
