import datetime
import shutil
import subprocess

import pytest
import xlwt
from odf.office import Annotation
from odf.table import Table, TableCell, TableRow
from odf.text import A, P
from openpyxl import Workbook
from openpyxl.comments import Comment

from spbe.workbooks.files import load_grids
from spbe.workbooks.grid import Grid
from spbe.workbooks.reading import SourceFile
from tests.workbooks.odd_files import (
    MAIN,
    OFFICE,
    PACKAGE,
    TABLE,
    build_ods,
    build_raw_xlsx,
    build_xls,
    build_xlsb,
    build_xlsb_with_error,
    build_xlsb_with_link_and_comment,
    build_xlsx,
    build_zip,
    cells,
    ods_cell,
    save_ods,
    save_xls,
    save_xlsx,
    unpack,
)


def load(data: bytes | str, name: str = "nilai") -> list[Grid]:
    source = SourceFile.from_text(data, name) if isinstance(data, str) else SourceFile(name, data)
    grids, problems = load_grids(source)
    assert problems == []
    return grids


def load_one(data: bytes | str, name: str = "nilai") -> Grid:
    [grid] = load(data, name)
    return grid


@pytest.mark.parametrize("build", [build_xlsx, build_xlsb, build_xls, build_ods])
@pytest.mark.parametrize("name", ["nilai.xlsx", "nilai.xls", "nilai.csv", "nilai"])
def test_a_workbook_is_told_by_its_content_and_never_by_its_name(build, name):
    assert load_one(build(), name).rows == TABLE


def test_macros_in_an_xlsm_are_passed_over():
    data = build_zip(unpack(build_xlsx()) | {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 macro"})
    assert load_one(data, "nilai.xlsm").rows == TABLE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_in_every_usual_spelling(encoding, delimiter):
    lines = [["No", "Indikator", "Nilai"], ["1", "Kebijakan – é", "3"], ["2", "Peta", "4"]]
    text = "\r\n".join(delimiter.join(line) for line in lines)
    assert load_one(text.encode(encoding), "nilai.csv").rows == lines


def test_decimal_commas_do_not_pass_for_delimiters():
    grid = load_one("Kota Contoh, 2024\nNo;Indikator;Nilai\n1;Arsitektur;3,0\n2;Peta;2,5\n")
    assert grid.rows == [
        ["Kota Contoh, 2024"],
        ["No", "Indikator", "Nilai"],
        ["1", "Arsitektur", "3,0"],
        ["2", "Peta", "2,5"],
    ]


def test_quoted_cells_keep_delimiters_and_line_breaks():
    grid = load_one('No;Bukti;Nilai\n1;"SK; lampiran\nhalaman 2";3\n')
    assert grid.rows == [["No", "Bukti", "Nilai"], ["1", "SK; lampiran\nhalaman 2", "3"]]


def test_the_line_that_names_the_delimiter_is_obeyed():
    assert load_one("sep=|\nNo|Nilai, Catatan\n1|3\n").rows == [
        ["No", "Nilai, Catatan"],
        ["1", "3"],
    ]


def test_a_csv_sheet_bears_the_name_of_its_file():
    assert load_one("No;Nilai\n1;3\n", "Penilaian 2024.csv").name == "Penilaian 2024"


def test_cells_pasted_from_a_sheet_keep_their_places():
    grid = load_one("No\tIndikator\tNilai\n1\tKebijakan: Arsitektur\t3\n2\tPeta\t\n", "")
    assert (grid.name, grid.rows) == (
        "Tempelan",
        [["No", "Indikator", "Nilai"], ["1", "Kebijakan: Arsitektur", "3"], ["2", "Peta", ""]],
    )


def test_lines_of_a_message_become_number_name_and_level():
    grid = load_one(
        "Hasil interviu 2024\n"
        "[12/11/24 20.15] Budi: 1. Kebijakan Internal Arsitektur SPBE: 3\n"
        "12/11/24, 20.16 - Ani: 2. Kebijakan Peta Rencana: Level 4\n"
        "Indikator 12 = 4\n"
        "I13: 2\n"
        "*14* - Manajemen Risiko = 3\n"
        "Indikator 17: tiga\n"
        "35-1. Layanan Publik: -\n"
        "Pusat Data: 2\n",
        "",
    )
    assert grid.rows == [
        ["Hasil interviu 2024"],
        ["No", "Indikator", "Nilai"],
        ["1", "Kebijakan Internal Arsitektur SPBE", "3"],
        ["2", "Kebijakan Peta Rencana", "Level 4"],
        ["12", "", "4"],
        ["13", "", "2"],
        ["14", "Manajemen Risiko", "3"],
        ["17", "", "tiga"],
        ["35-1", "Layanan Publik", "-"],
        ["", "Pusat Data", "2"],
    ]


@pytest.mark.parametrize(
    "sender",
    [
        "[12/11/24 20.15] Budi:",
        "[12/11/24, 20.15.33] Budi:",
        "\u200e[12/11/24 20.15.33] Budi:",
        "[20.15, 12/11/2024] +62 812-3456-7890:",
        "[8:15\u202fPM, 12/11/2024] Budi Diskominfo:",
        "12/11/24, 20.16 - Budi:",
        "12/11/24 pukul 20.16 - Budi:",
    ],
)
def test_who_sent_a_message_and_when_is_no_part_of_its_first_line(sender):
    grid = load_one(f"{sender} 1. Kebijakan Arsitektur: 3\n2. Kebijakan Peta Rencana: 4\n", "")
    assert grid.rows[1:] == [
        ["1", "Kebijakan Arsitektur", "3"],
        ["2", "Kebijakan Peta Rencana", "4"],
    ]


def test_a_line_about_several_indicators_is_not_taken_for_the_first():
    text = "Indikator 1 s.d. 5: 3\n6, 7 = 4\nIndikator 8 dan 9: 2\n"
    assert load_one(text, "").rows[1:] == [
        ["1 s.d. 5", "", "3"],
        ["6, 7", "", "4"],
        ["8 dan 9", "", "2"],
    ]


def test_a_csv_with_dashes_in_names_is_no_message():
    assert load_one("No ; Indikator ; Nilai\n1 ; Peta - SPBE ; 3\n", "").rows == [
        ["No", "Indikator", "Nilai"],
        ["1", "Peta - SPBE", "3"],
    ]


def test_a_number_that_ends_a_name_is_no_level():
    text = "45. Layanan Publik Sektor 1\n46. Layanan Publik Sektor 2\n"
    assert load_one(text, "").rows == [[line] for line in text.splitlines()]


def test_a_table_drawn_with_bars_is_read_without_its_rule():
    grid = load_one("| No | Indikator | Nilai |\n|---|:--|--:|\n| 1 | A\\|B | 3 |\n", "")
    assert grid.rows == [["No", "Indikator", "Nilai"], ["1", "A|B", "3"]]


def test_a_portal_page_named_xls_is_read_as_excel_opens_it():
    grid = load_one(
        "<html><head><title>x</title><style>td{}</style></head><body><h3>Kota Contoh 2024</h3>"
        "<table><tr><th rowspan=2>No<th rowspan=2>Indikator<th colspan=2>Nilai</tr>"
        "<tr><th>2023<th>2024</tr>"
        "<tr><td>1<td>Arsitektur&nbsp;&amp; Peta<br>SPBE<td>3<td>4</tr>"
        '<tr><td>2<td><a href="https://contoh.id/b?a=1&amp;c=2">Bukti</a><td>3'
        "<td><table><tr><td>dalam</table></tr></table><p>Catatan</p></body></html>",
        "ekspor.xls",
    )
    assert grid.rows == [
        ["Kota Contoh 2024"],
        ["No", "Indikator", "Nilai", ""],
        ["", "", "2023", "2024"],
        ["1", "Arsitektur & Peta\nSPBE", "3", "4"],
        ["2", "Bukti", "3", ""],
        ["dalam"],
        ["Catatan"],
    ]
    assert grid.merged == [(1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 3)]
    assert grid.links == {(4, 1): "https://contoh.id/b?a=1&c=2"}


def test_xml_spreadsheet_2003_is_read_with_what_lies_beside_the_values():
    namespace = "urn:schemas-microsoft-com:office:"
    grid = load_one(
        f'<?xml version="1.0"?><Workbook xmlns="{namespace}spreadsheet" '
        f'xmlns:ss="{namespace}spreadsheet" xmlns:x="{namespace}excel">'
        '<Worksheet ss:Name="Nilai"><Table><Row ss:Index="2"><Cell ss:MergeAcross="1">'
        '<Data ss:Type="String">No</Data></Cell><Cell><Data ss:Type="Number">3</Data></Cell></Row>'
        '<Row><Cell ss:HRef="https://contoh.id"><Data ss:Type="String">SK</Data>'
        '<Comment><Data>periksa</Data></Comment></Cell><Cell ss:Formula="=RC[-1]*2"/>'
        '<Cell><Data ss:Type="Error">#N/A</Data></Cell>'
        '<Cell><Data ss:Type="DateTime">2024-05-03T00:00:00.000</Data></Cell></Row></Table>'
        "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"
        "</Worksheet></Workbook>",
        "nilai.xls",
    )
    date = datetime.datetime(2024, 5, 3, 0, 0)
    assert grid.rows == [[], ["No", "", 3.0], ["SK", "", "", date]]
    assert (grid.merged, grid.links) == ([(1, 0, 1, 1)], {(2, 0): "https://contoh.id"})
    assert (grid.comments, grid.is_hidden) == ({(2, 0): "periksa"}, True)
    assert (grid.fault(2, 1), grid.fault(2, 2)) == (("formula", "=RC[-1]*2"), ("error", "#N/A"))


def test_hidden_sheets_are_marked_and_charts_left_out():
    workbook = Workbook()
    workbook.active.title = "Nilai"
    for name, state in (("Lama", "hidden"), ("Rahasia", "veryHidden")):
        workbook.create_sheet(name).sheet_state = state
    workbook.create_chartsheet("Grafik")
    assert [(grid.name, grid.is_hidden) for grid in load(save_xlsx(workbook))] == [
        ("Nilai", False),
        ("Lama", True),
        ("Rahasia", True),
    ]


def test_hidden_sheets_of_an_xls_are_marked():
    workbook = xlwt.Workbook()
    workbook.add_sheet("Nilai")
    workbook.add_sheet("Lama").visibility = 1
    assert [(grid.name, grid.is_hidden) for grid in load(save_xls(workbook))] == [
        ("Nilai", False),
        ("Lama", True),
    ]


def test_rows_and_columns_keep_their_place_in_the_sheet():
    grid = load_one(build_xlsx([[], [], [None, "No", "Nilai"], [None, 1, 3]]))
    assert (grid.first_row, grid.first_column) == (2, 1)
    assert (grid.value(3, 2), grid.value(0, 0), grid.value(99, 99)) == (3, "", "")


def test_hidden_rows_are_read():
    workbook = Workbook()
    workbook.active.append(["No", "Nilai"])
    workbook.active.append([1, 3])
    workbook.active.row_dimensions[2].hidden = True
    assert load_one(save_xlsx(workbook)).rows == [["No", "Nilai"], [1, 3]]


def test_merged_cells_keep_their_value_at_the_first_and_their_range():
    workbook = Workbook()
    workbook.active["A1"] = "Domain"
    workbook.active["C2"] = 1
    workbook.active.merge_cells("A1:A2")
    grid = load_one(save_xlsx(workbook))
    assert grid.rows == [["Domain", "", ""], ["", "", 1]]
    assert grid.merged == [(0, 0, 1, 0)]


def test_addresses_behind_cells_are_carried():
    workbook = Workbook()
    sheet = workbook.active
    sheet["A1"], sheet["A2"], sheet["A3"] = "SK", "Notula", '=HYPERLINK("https://c.id/?a=1&b","x")'
    sheet["A1"].hyperlink = "https://a.id/berkas?x=1&y=2"
    sheet["A2"].hyperlink = "#Sheet!A1"
    sheet["A2"].hyperlink.target = "https://b.id/"
    sheet["A2"].hyperlink.location = "bagian"
    assert load_one(save_xlsx(workbook)).links == {
        (0, 0): "https://a.id/berkas?x=1&y=2",
        (1, 0): "https://b.id/#bagian",
        (2, 0): "https://c.id/?a=1&b",
    }


def test_a_link_over_several_cells_stands_behind_each():
    data = build_raw_xlsx(
        cells("B2") + '<hyperlinks><hyperlink ref="B2:C3" r:id="h"/></hyperlinks>',
        parts={
            "xl/worksheets/_rels/sheet1.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
            f'<Relationship Id="h" Type="{OFFICE}/hyperlink" Target="https://a.id/" '
            'TargetMode="External"/></Relationships>'
        },
    )
    assert load_one(data).links == dict.fromkeys([(1, 1), (1, 2), (2, 1), (2, 2)], "https://a.id/")


def test_comments_are_carried():
    workbook = Workbook()
    workbook.active["B2"] = 3
    workbook.active["B2"].comment = Comment("Periksa SK\nhalaman 2", "Ani")
    assert load_one(save_xlsx(workbook)).comments == {(1, 1): "Periksa SK\nhalaman 2"}


def test_a_thread_replaces_the_note_that_excel_writes_for_it():
    threads = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    data = build_raw_xlsx(
        cells("A1"),
        parts={
            "xl/worksheets/_rels/sheet1.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
            f'<Relationship Id="a" Type="{OFFICE}/comments" Target="../comments1.xml"/>'
            '<Relationship Id="b" Type="http://schemas.microsoft.com/office/2017/10/relationships/'
            'threadedComment" Target="../threadedComments/t1.xml"/></Relationships>',
            "xl/comments1.xml": f'<comments xmlns="{MAIN}"><commentList><comment ref="A1"><text>'
            "<t>[Threaded comment] …</t></text></comment></commentList></comments>",
            "xl/threadedComments/t1.xml": f'<ThreadedComments xmlns="{threads}">'
            '<threadedComment ref="A1"><text>Sudah ada SK?</text></threadedComment>'
            '<threadedComment ref="A1"><text>Sudah, terlampir.</text></threadedComment>'
            "</ThreadedComments>",
        },
    )
    assert load_one(data).comments == {(0, 0): "Sudah ada SK?\nSudah, terlampir."}


def test_errors_formulas_without_value_and_blanks_are_told_apart():
    grid = load_one(
        build_raw_xlsx(
            '<sheetData><row r="1"><c r="A1" t="e"><f>NA()</f><v>#N/A</v></c>'
            '<c r="B1"><f>A1*2 &amp; "x"</f></c><c r="C1" s="0"/>'
            '<c r="D1" t="str"><f>IF(1,"","")</f><v></v></c><c r="E1"><f>1+2</f><v>3</v></c>'
            '<c r="F1"><f t="shared" si="0"/><v/></c></row></sheetData>'
        )
    )
    assert [grid.value(0, column) for column in range(6)] == ["", "", "", "", 3, ""]
    assert [grid.fault(0, column) for column in range(7)] == [
        ("error", "#N/A"),
        ("formula", '=A1*2 & "x"'),
        None,
        None,
        None,
        ("formula", "=…"),
        None,
    ]


def test_cells_without_an_address_follow_the_one_before():
    grid = load_one(
        build_raw_xlsx(
            '<sheetData><row r="2"><c><v>1</v></c><c t="e"><v>#REF!</v></c></row>'
            '<row><c r="C3"><v>5</v></c><c><f>A1</f></c></row></sheetData>'
        )
    )
    assert (grid.value(1, 0), grid.value(2, 2)) == (1, 5)
    assert (grid.fault(1, 1), grid.fault(2, 3)) == (("error", "#REF!"), ("formula", "=A1"))


def test_xml_with_another_prefix_is_read_and_looked_up():
    parts = unpack(build_raw_xlsx("")) | {
        "xl/worksheets/sheet1.xml": f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1">'
        '<x:c r="A1"><x:v>4</x:v></x:c><x:c r="B1" t="e"><x:v>#N/A</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    }
    grid = load_one(build_zip(parts))
    assert grid.value(0, 0) == 4
    assert grid.fault(0, 1) == ("error", "#N/A")


def test_far_cells_that_only_carry_a_format_do_not_count():
    data = build_raw_xlsx(
        '<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    )
    assert load_one(data).rows == [[1.0]]


def test_dates_come_as_dates():
    workbook = Workbook()
    workbook.active["A1"] = datetime.date(2024, 5, 3)
    assert load_one(save_xlsx(workbook)).rows == [[datetime.date(2024, 5, 3)]]


def test_values_survive_the_process_of_their_own():
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("Nilai")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    moment = xlwt.easyxf(num_format_str="yyyy-mm-dd hh:mm")
    span = xlwt.easyxf(num_format_str="[h]:mm:ss")
    sheet.write(0, 0, "é – “”")
    sheet.write(0, 1, 0.1)
    sheet.write(0, 2, True)
    sheet.write(0, 3, datetime.date(2024, 5, 3), day)
    sheet.write(0, 4, datetime.datetime(2024, 5, 3, 10, 30), moment)
    sheet.write(0, 5, 1.5, span)
    assert load_one(save_xls(workbook)).rows == [
        [
            "é – “”",
            0.1,
            True,
            datetime.date(2024, 5, 3),
            datetime.datetime(2024, 5, 3, 10, 30),
            datetime.timedelta(hours=36),
        ]
    ]


def test_ods_repeats_are_expanded_and_the_trailing_ones_ignored():
    table = Table(name="Nilai")
    for repeat, content in ((1, "No"), (3, None), (2, 7), (1_048_570, None)):
        row = TableRow(numberrowsrepeated=repeat)
        row.addElement(ods_cell(content, numbercolumnsrepeated=16_384 if content is None else 2))
        table.addElement(row)
    assert load_one(save_ods(table)).rows == [
        ["No", "No"],
        ["", ""],
        ["", ""],
        ["", ""],
        [7.0, 7.0],
        [7.0, 7.0],
    ]


def test_ods_links_comments_merges_and_faults_are_carried():
    table, row = Table(name="Nilai"), TableRow()
    cell = TableCell(valuetype="string", numberrowsspanned=2, numbercolumnsspanned=1)
    note = Annotation()
    note.addElement(P(text="Periksa"))
    note.addElement(P(text="halaman 2"))
    cell.addElement(note)
    paragraph = P()
    paragraph.addElement(A(href="https://contoh.id/sk", text="SK"))
    cell.addElement(paragraph)
    row.addElement(cell)
    error = TableCell(valuetype="string", formula="of:=NA()")
    error.addElement(P(text="#N/A"))
    row.addElement(error)
    row.addElement(TableCell(formula="of:=[.A1]*2"))
    row.addElement(ods_cell(3))
    table.addElement(row)
    grid = load_one(save_ods(table))
    assert grid.rows == [["SK", "", "", 3.0]]
    assert grid.links == {(0, 0): "https://contoh.id/sk"}
    assert grid.comments == {(0, 0): "Periksa\nhalaman 2"}
    assert grid.merged == [(0, 0, 1, 0)]
    assert [grid.fault(0, column) for column in range(4)] == [
        None,
        ("error", "#N/A"),
        ("formula", "=[.A1]*2"),
        None,
    ]


@pytest.fixture(scope="module")
def rich_xlsx(tmp_path_factory):
    """A workbook with a link, comments, errors and merged cells, as a person makes it."""
    workbook = Workbook()
    sheet = workbook.active
    sheet["A1"], sheet["B2"], sheet["B3"], sheet["E1"] = "SK", 3, 4, "Domain"
    sheet["A1"].hyperlink = "https://a.id/berkas?x=1&y=2"
    sheet["B2"].comment = Comment("Periksa – “SK”\nhalaman 2", "Ani")
    sheet["B3"].comment = Comment("kedua", "Ani")
    sheet["C1"], sheet["C2"], sheet["D2"] = "=NA()", "=1/0", '=IF(1=1,"","")'
    sheet["D1"] = '=HYPERLINK("https://c.id","x")'
    sheet.merge_cells("E1:E3")
    workbook.create_sheet("Ümlaut – dua").sheet_state = "hidden"
    path = tmp_path_factory.mktemp("rich") / "rich.xlsx"
    workbook.save(path)
    return path


@pytest.mark.office
@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_what_libreoffice_saves_is_read_whole(rich_xlsx, ending, tmp_path):
    subprocess.run(
        [
            shutil.which("soffice"),
            "--headless",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            *("--convert-to", ending, "--outdir", tmp_path, rich_xlsx),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    grid, hidden = load((tmp_path / f"rich.{ending}").read_bytes())
    assert grid.rows == [
        ["SK", "", "", "x", "Domain"],
        ["", 3, "", "", ""],
        ["", 4, "", "", ""],
    ]
    assert grid.merged == [(0, 4, 2, 4)]
    assert grid.links == {(0, 0): "https://a.id/berkas?x=1&y=2", (0, 3): "https://c.id"}
    assert grid.comments == {(1, 1): "Periksa – “SK”\nhalaman 2", (2, 1): "kedua"}
    assert [grid.fault(row, column) for row, column in ((0, 2), (1, 2), (1, 3), (0, 0))] == [
        ("error", "#N/A"),
        ("error", "#DIV/0!"),
        None,
        None,
    ]
    assert (hidden.name, hidden.is_hidden) == ("Ümlaut – dua", True)


def test_error_values_of_xls_and_xlsb_are_named():
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("Nilai")
    sheet.write(0, 0, 1)
    sheet.row(0).set_cell_error(1, 0x2A)
    sheet.row(0).set_cell_error(2, 0x07)
    xls = load_one(save_xls(workbook))
    assert [xls.fault(0, column) for column in range(3)] == [
        None,
        ("error", "#N/A"),
        ("error", "#DIV/0!"),
    ]
    xlsb = load_one(build_xlsb_with_error())
    assert xlsb.rows == [["No", ""]]
    assert (xlsb.fault(0, 0), xlsb.fault(0, 1)) == (None, ("error", "#N/A"))


def test_links_and_comments_of_xlsb_are_carried():
    grid = load_one(build_xlsb_with_link_and_comment())
    assert (grid.rows, grid.links, grid.comments) == (
        [[5]],
        {(0, 0): "https://a.id/"},
        {(0, 0): "Periksa SK"},
    )
