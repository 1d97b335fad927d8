import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
import xlwt
from odf.table import Table, TableRow

from spbe.text.translator import Translator
from spbe.workbooks.files import load_grids
from spbe.workbooks.limits import MEBIBYTE, Deadline
from spbe.workbooks.reading import SourceFile
from tests.workbooks.odd_files import (
    MAIN,
    OFFICE,
    PACKAGE,
    build_lying_zip,
    build_ods,
    build_overlapping_zip,
    build_png,
    build_raw_xlsx,
    build_xls,
    build_xlsb,
    build_xlsx,
    build_zip,
    cells,
    encrypt,
    ods_cell,
    save_ods,
    save_xls,
    unpack,
)

DAMAGED = (
    "Berkas ini rusak atau tidak utuh. Buka di Excel, simpan ulang sebagai .xlsx, lalu unggah lagi."
)
ENCRYPTED = (
    "Berkas ini terkunci kata sandi. Buka di Excel, hapus kata sandinya, simpan, lalu unggah lagi."
)
WRONG_TYPE = (
    "Berkas ini bukan lembar kerja. Unggah berkas .xlsx, .xlsm, .xlsb, .xls, .ods, atau .csv."
)
ENTITIES = (
    "Berkas ini memuat deklarasi DOCTYPE atau entitas XML dan tidak dibaca demi keamanan. "
    "Buka di Excel, simpan ulang sebagai .xlsx, lalu unggah lagi."
)
UNPACKED = (
    "Isi berkas ini lebih dari 60 MB setelah dibuka; itu terlalu besar untuk lembar penilaian. "
    "Salin tabelnya ke buku kerja baru, simpan, lalu unggah lagi."
)
MEMORY = (
    "Berkas ini memerlukan terlalu banyak memori; biasanya karena ada sel terisi yang jauh di luar "
    "tabel. Salin tabel penilaiannya ke buku kerja baru, simpan, lalu unggah lagi."
)
LAUGHS = (
    '<!DOCTYPE a [<!ENTITY l0 "ha">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)


def rows_over(sheet, rows, cell):
    return (
        f'Lembar "{sheet}" terisi sampai sel {cell}, yaitu {rows} baris; batasnya 100.000 baris. '
        "Hapus isi yang jauh di bawah tabel, simpan, lalu unggah lagi."
    )


def columns_over(sheet, columns, cell):
    return (
        f'Lembar "{sheet}" terisi sampai sel {cell}, yaitu {columns} kolom; batasnya 1.000 kolom. '
        "Hapus isi yang jauh di kanan tabel, simpan, lalu unggah lagi."
    )


def cells_over(sheet, count, cell):
    return (
        f'Lembar "{sheet}" terisi sampai sel {cell}, yaitu {count} sel; batasnya 2.000.000 sel. '
        "Hapus isi yang jauh dari tabel, simpan, lalu unggah lagi."
    )


def all_cells_over(sheet, count):
    return (
        f'Sampai lembar "{sheet}" berkas ini memuat {count} sel; batasnya 2.000.000 sel. '
        "Sisakan lembar dan kolom penilaian saja, simpan, lalu unggah lagi."
    )


def refuse(data, name="berkas.xlsx"):
    """Give kind, sentence and sheet of the one problem a file is refused with."""
    grids, [problem] = load_grids(SourceFile(name, data))
    assert grids == []
    assert (problem.severity, problem.file, problem.cell) == ("error", name, None)
    return problem.kind, Translator("id")(problem.message), problem.sheet


def build_far_xls():
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("Nilai")
    sheet.write(0, 0, 1)
    sheet.write(65_535, 255, 1)
    return save_xls(workbook)


def build_repeating_ods(rows, columns):
    table, row = Table(name="Nilai"), TableRow(numberrowsrepeated=rows)
    row.addElement(ods_cell("x", numbercolumnsrepeated=columns))
    table.addElement(row)
    return save_ods(table)


def build_amplified():
    """Fifty thousand cells that all point at one text of 200,000 letters: 10 GB of text."""
    rows = "".join(
        f'<row r="{row}">'
        + "".join(f'<c r="{column}{row}" t="s"><v>0</v></c>' for column in "ABCDEFGHIJ")
        + "</row>"
        for row in range(1, 5_001)
    )
    text = f'<sst xmlns="{MAIN}"><si><t>{"x" * 200_000}</t></si></sst>'
    return build_raw_xlsx(f"<sheetData>{rows}</sheetData>", parts={"xl/sharedStrings.xml": text})


def build_bomb():
    return build_raw_xlsx(cells("A1"), parts={"xl/styles.xml": b"<a>" + b" " * 70_000_000})


def build_large_xlsx(rows=100_000, columns=20):
    """As much as is still allowed: 2,000,000 cells."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[:columns]
    return build_raw_xlsx(
        "<sheetData>"
        + "".join(
            f'<row r="{row}">'
            + "".join(f'<c r="{letter}{row}"><v>{row}</v></c>' for letter in letters)
            + "</row>"
            for row in range(1, rows + 1)
        )
        + "</sheetData>"
    )


def test_an_xlsx_of_two_far_cells_is_refused_before_it_is_read():
    kind = "too-many-rows"
    assert refuse(build_raw_xlsx(cells("A1", "XFD1048576"))) == (
        kind,
        rows_over("S1", "1.048.576", "XFD1048576"),
        "S1",
    )


@pytest.mark.parametrize(
    "sheet",
    [
        '<sheetData><row r="1048576"><c><v>1</v></c></row></sheetData>',
        "<sheetData><row><c r='A1048576'><v>1</v></c></row></sheetData>",
        '<sheetData><!-- --><row r="1"><c r="A1048576"><v>1</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="A0000000001048576"><v>1</v></c></row></sheetData>',
        '<sheetData><row><c r="A1048576"><v>1</v></c></row></sheetData >',
        '<sheetData><row><c r="A1" r="A1048576"><v>1</v></c></row></sheetData>',
        """<sheetData><row><c r="A1" s="0" r='A1048576'><v>1</v></c></row></sheetData>""",
        '<sheetData/><sheetData><row><c r="A1048576"><v>1</v></c></row></sheetData>',
        (
            f'<sheetData xmlns:x="{MAIN}"><row r="1"><x:c r="A1048576"><v>1</v></x:c></row>'
            "</sheetData>"
        ),
        (
            '<dimension ref="A1:B2"/><sheetData><row r="1"><c r="A1048576"><v>1</v></c></row>'
            "</sheetData>"
        ),
    ],
    ids=[
        "no address",
        "single quotes",
        "comment",
        "leading zeros",
        "space in end",
        "second address",
        "third attribute",
        "second table",
        "prefix",
        "false dimension",
    ],
)
def test_a_far_cell_is_found_however_it_is_written(sheet):
    assert refuse(build_raw_xlsx(sheet)) == (
        "too-many-rows",
        rows_over("S1", "1.048.576", "A1048576"),
        "S1",
    )


@pytest.mark.parametrize(
    "data",
    [
        build_raw_xlsx('<dimension ref="A1:XFD1048576"/>' + cells("A1")),
        build_raw_xlsx(cells("A1") + '<mergeCells count="4000000000"/>'),
    ],
    ids=["dimension", "merged cells"],
)
def test_sizes_that_a_sheet_only_claims_are_not_believed(data):
    [grid], problems = load_grids(SourceFile("a.xlsx", data))
    assert (grid.rows, problems) == ([[1.0]], [])


@pytest.mark.parametrize("spelling", ['uniqueCount="{n}"', "uniqueCount = '{n}'"])
def test_a_list_of_texts_that_claims_to_be_endless_is_refused(spelling):
    texts = f'<sst xmlns="{MAIN}" {spelling.format(n=4_000_000_000)}/>'
    data = build_raw_xlsx(cells("A1"), parts={"xl/sharedStrings.xml": texts})
    assert refuse(data) == ("too-much-memory", MEMORY, None)


FAR_SHEET = f'<worksheet xmlns="{MAIN}">{cells("A1", "XFD1048576")}</worksheet>'


@pytest.mark.parametrize(
    "parts",
    [
        {
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
            f'Type="{OFFICE}/officeDocument" Target="lain/workbook.xml"/></Relationships>',
            "lain/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="S1" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "lain/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship '
            f'Id="rId1" Type="{OFFICE}/worksheet" Target="far.xml"/></Relationships>',
            "lain/far.xml": FAR_SHEET,
        },
        {
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}" xmlns:x="urn:x">'
            '<sheets><sheet name="S1" sheetId="1" r:id="rId1" x:id="rId2"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
            f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{OFFICE}/worksheet" Target="far.xml"/>'
            "</Relationships>",
            "xl/far.xml": FAR_SHEET,
        },
        {
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship '
            f'Id="rId1" Type="{OFFICE}/worksheet" Target="../far.xml"/></Relationships>',
            "far.xml": f'<worksheet xmlns="{MAIN}">{cells("A1")}</worksheet>',
            "xl/../far.xml": FAR_SHEET,
        },
    ],
    ids=["other workbook", "two ids", "path"],
)
def test_a_far_cell_is_found_in_whichever_part_it_hides(parts):
    kind, sentence, sheet = refuse(build_raw_xlsx(cells("A1"), parts=parts))
    cell = "XFD1048576" if "XFD1048576" in sentence else "A1048576"
    assert (kind, sentence) == ("too-many-rows", rows_over(sheet, "1.048.576", cell))


def test_one_text_repeated_by_one_sheet_named_very_often_is_stopped():
    rows = "".join(f'<row><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 1_001))
    small = unpack(build_raw_xlsx(*[""] * 150, targets=["worksheets/sheet1.xml"] * 150))
    parts = {path: part for path, part in small.items() if "sheets/" not in path}
    parts["xl/worksheets/sheet1.xml"] = (
        f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    ).encode()
    parts["xl/sharedStrings.xml"] = (
        f'<sst xmlns="{MAIN}"><si><t>{"x" * 60_000}</t></si></sst>'
    ).encode()
    assert refuse(build_zip(parts)) == ("unpacked-too-big", UNPACKED, None)


def test_one_sheet_named_very_often_counts_as_often():
    targets = ["worksheets/sheet1.xml"] * 150
    data = build_raw_xlsx(*[cells("A1", "ALL1000")] * 150, targets=targets)
    small = unpack(data)
    parts = {path: part for path, part in small.items() if "sheet" not in path}
    parts["xl/worksheets/sheet1.xml"] = small["xl/worksheets/sheet1.xml"]
    assert refuse(build_zip(parts)) == ("too-many-cells", all_cells_over("S3", "3.000.000"), "S3")


def test_too_many_columns_are_refused_with_the_letters_of_the_last():
    assert refuse(build_raw_xlsx(cells("A1", "ALM1"))) == (
        "too-many-columns",
        columns_over("S1", "1.001", "ALM1"),
        "S1",
    )


def test_too_many_cells_are_refused_even_where_rows_and_columns_are_allowed():
    assert refuse(build_raw_xlsx(cells("A1", "ALL99999"))) == (
        "too-many-cells",
        cells_over("S1", "99.999.000", "ALL99999"),
        "S1",
    )


def test_cells_of_all_sheets_count_together():
    sheet = cells("A1", "ALL1100")
    assert refuse(build_raw_xlsx(sheet, sheet)) == (
        "too-many-cells",
        all_cells_over("S2", "2.200.000"),
        "S2",
    )


def test_as_many_rows_as_are_allowed_are_read(monkeypatch):
    # A busy machine may need longer than a user waits; that limit has tests of its own.
    monkeypatch.setattr("spbe.workbooks.files.Deadline", lambda: Deadline(120))
    [grid], problems = load_grids(SourceFile("besar.xlsx", build_large_xlsx(columns=3)))
    assert problems == []
    assert (len(grid.rows), grid.rows[-1]) == (100_000, [100_000.0] * 3)


def test_a_small_xls_with_a_far_cell_is_refused():
    assert refuse(build_far_xls(), "kecil.xls") == (
        "too-many-cells",
        cells_over("Nilai", "16.777.216", "IV65536"),
        "Nilai",
    )


@pytest.mark.parametrize(
    ("rows", "columns", "kind", "sentence"),
    [
        (1_000_000, 1, "too-many-rows", rows_over("Nilai", "1.000.000", "A1000000")),
        (1, 16_384, "too-many-columns", columns_over("Nilai", "16.384", "XFD1")),
        (99_999, 900, "too-many-cells", cells_over("Nilai", "89.999.100", "AHP99999")),
    ],
)
def test_repeats_in_ods_are_expanded_before_they_are_believed(rows, columns, kind, sentence):
    assert refuse(build_repeating_ods(rows, columns)) == (kind, sentence, "Nilai")


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of memory for a process there")
def test_text_that_multiplies_is_stopped_in_a_process_of_its_own():
    assert refuse(build_amplified()) == ("too-much-memory", MEMORY, None)


def test_a_zip_bomb_is_refused_while_it_unpacks():
    assert refuse(build_bomb()) == ("unpacked-too-big", UNPACKED, None)


def test_a_zip_bomb_that_lies_about_its_size_is_refused():
    lying = build_lying_zip(build_bomb(), "xl/styles.xml", 100)
    assert refuse(lying) == ("file-damaged", DAMAGED, None)


def test_parts_that_overlap_are_refused():
    data = build_raw_xlsx(cells("A1"), parts={"xl/media/a.bin": b"\0" * 8_000_000})
    overlapping = build_overlapping_zip(data, "xl/media/a.bin", 50)
    assert refuse(overlapping) == ("unpacked-too-big", UNPACKED, None)


def test_a_directory_of_very_many_parts_is_refused():
    data = build_zip(unpack(build_xlsx()) | {f"{n:020}": "" for n in range(20_000)})
    assert refuse(data) == ("unpacked-too-big", UNPACKED, None)


def test_entities_in_the_workbook_are_refused():
    workbook = (
        f'{LAUGHS}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="&l9;" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    data = build_raw_xlsx(cells("A1"), parts={"xl/workbook.xml": workbook})
    assert refuse(data) == ("xml-entities", ENTITIES, None)
    in_utf_16 = build_raw_xlsx(cells("A1"), parts={"xl/workbook.xml": workbook.encode("utf-16")})
    assert refuse(in_utf_16) == ("xml-entities", ENTITIES, None)


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_entities_in_the_content_of_an_xlsx_are_refused(part):
    content = unpack(build_raw_xlsx(cells("A1"))) | {part: f"{LAUGHS}<a>&l9;</a>"}
    assert refuse(build_zip(content)) == ("xml-entities", ENTITIES, None)


def test_entities_in_ods_and_xml_spreadsheets_are_refused():
    ods = build_zip(unpack(build_ods()) | {"content.xml": f"{LAUGHS}<a>&l9;</a>"})
    assert refuse(ods) == ("xml-entities", ENTITIES, None)
    xml = f'{LAUGHS}<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">&l9;</Workbook>'
    assert refuse(xml.encode()) == ("xml-entities", ENTITIES, None)


@pytest.mark.parametrize("count", [201, 10_000])
def test_too_many_sheets_are_refused(count):
    assert refuse(build_raw_xlsx(*["<sheetData/>"] * count)) == (
        "too-many-sheets",
        (
            f"Berkas ini memuat {count} lembar; batasnya 200 lembar. "
            "Simpan lembar penilaian ke berkas tersendiri, lalu unggah lagi."
        ),
        None,
    )


def test_a_workbook_without_sheets_is_refused():
    assert refuse(build_raw_xlsx()) == (
        "no-sheet",
        (
            "Berkas ini tidak memuat lembar kerja. "
            "Unggah berkas yang memuat tabel penilaian pada lembar kerja."
        ),
        None,
    )


def test_an_encrypted_xlsx_is_refused():
    assert refuse(encrypt(build_xlsx())) == ("file-encrypted", ENCRYPTED, None)


def test_an_encrypted_xls_is_refused():
    # FILEPASS, the record that says so, in the place of the second record of the workbook.
    data = build_xls()
    second = data.index(b"\xe1\x00\x02\x00")
    encrypted = data[:second] + b"\x2f\x00" + data[second + 2 :]
    assert refuse(encrypted, "rahasia.xls") == ("file-encrypted", ENCRYPTED, None)


def test_an_encrypted_ods_is_refused():
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    data = build_zip(unpack(build_ods()) | {"META-INF/manifest.xml": manifest})
    assert refuse(data) == ("file-encrypted", ENCRYPTED, None)


@pytest.mark.parametrize("build", [build_xlsx, build_xlsb, build_ods, build_xls])
@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
def test_a_truncated_file_is_refused(build, part):
    data = build()
    assert refuse(data[: int(len(data) * part)]) == ("file-damaged", DAMAGED, None)


def test_a_part_with_a_wrong_checksum_is_refused():
    data = bytearray(build_zip(unpack(build_xlsx())))
    at = data.index(b"PK\x01\x02")
    for _ in range(4):  # every part of the directory up to the sheet
        data[at + 16] ^= 0xFF
        at = data.index(b"PK\x01\x02", at + 4)
    assert refuse(bytes(data)) == ("file-damaged", DAMAGED, None)


@pytest.mark.parametrize(
    "data",
    [
        build_raw_xlsx('<sheetData><row r="1"><c r="A1"><v>1</v>'),
        build_raw_xlsx(cells("A1"), parts={"xl/workbook.xml": "<workbook><she"}),
        build_raw_xlsx(cells("A1"), parts={"xl/_rels/workbook.xml.rels": "\0\0"}),
        build_raw_xlsx(cells("A1"), targets=["../../../../etc/passwd"]),
        build_raw_xlsx(cells("A1"), targets=["worksheets/sheet9.xml"]),
        build_raw_xlsx('<sheetData><row r="1"><c r="A1" t="s"><v>5</v></c></row></sheetData>'),
    ],
    ids=["sheet", "workbook", "relations", "path outside", "no such part", "no such text"],
)
def test_a_workbook_with_a_broken_inside_is_refused(data):
    assert refuse(data) == ("file-damaged", DAMAGED, None)


def test_a_workbook_without_styles_or_texts_is_read_if_it_needs_none():
    [grid], problems = load_grids(
        SourceFile("a.xlsx", build_raw_xlsx(cells("A1"), targets=["/xl/worksheets/sheet1.xml"]))
    )
    assert (grid.rows, problems) == ([[1.0]], [])


def test_deeply_nested_xml_is_survived():
    nested = "<a>" * 300_000 + "</a>" * 300_000
    assert refuse(build_raw_xlsx("", parts={"xl/workbook.xml": nested}))[0] == "file-damaged"
    [grid], _ = load_grids(SourceFile("a", build_raw_xlsx(f"<sheetData>{nested}</sheetData>")))
    assert grid.rows == []


def test_notes_shared_by_many_sheets_are_refused():
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="a" Type="{OFFICE}/comments" Target="/xl/comments1.xml"/>'
        "</Relationships>"
    )
    comments = f'<comments xmlns="{MAIN}"/>'
    parts = {f"xl/worksheets/_rels/sheet{n}.xml.rels": relations for n in (1, 2)}
    data = build_raw_xlsx(cells("A1"), cells("A1"), parts=parts | {"xl/comments1.xml": comments})
    assert refuse(data) == ("file-damaged", DAMAGED, None)


def test_a_link_over_the_whole_sheet_stands_only_behind_its_first_cell():
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="h" Type="{OFFICE}/hyperlink" Target="https://a.id/"/></Relationships>'
    )
    link = '<hyperlinks><hyperlink ref="A1:XFD1048576" r:id="h"/></hyperlinks>'
    data = build_raw_xlsx(
        cells("A1") + link, parts={"xl/worksheets/_rels/sheet1.xml.rels": relations}
    )
    [grid], _ = load_grids(SourceFile("a", data))
    assert grid.links == {(0, 0): "https://a.id/"}


@pytest.mark.parametrize(
    ("data", "kind", "sentence"),
    [
        (
            b"",
            "file-empty",
            "Berkas ini kosong (0 bita). Simpan ulang lembarnya, lalu unggah lagi.",
        ),
        (
            b"\xef\xbb\xbf \r\n\t",
            "file-empty",
            "Berkas ini tidak memuat isi apa pun. Isi tabelnya, simpan, lalu unggah lagi.",
        ),
        (build_png(), "wrong-type", WRONG_TYPE),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01", "wrong-type", WRONG_TYPE),
        (
            b"%PDF-1.7\n",
            "wrong-type",
            (
                "Berkas ini PDF, bukan lembar kerja. "
                "Salin tabelnya ke Excel atau tempelkan teksnya, lalu unggah lagi."
            ),
        ),
        (
            build_zip({"[Content_Types].xml": "<Types/>", "word/document.xml": "<a/>"}),
            "wrong-type",
            WRONG_TYPE,
        ),
        (
            build_zip({"nilai.xlsx": build_xlsx()}),
            "wrong-type",
            (
                "Berkas ini arsip ZIP, bukan lembar kerja. "
                "Ekstrak dahulu, lalu unggah berkas lembar kerja di dalamnya."
            ),
        ),
        (rb"{\rtf1 Nilai}", "wrong-type", WRONG_TYPE),
        (b"MIME-Version: 1.0\n\n<html><table>", "wrong-type", WRONG_TYPE),
        (b'<?xml version="1.0"?><a/>', "wrong-type", WRONG_TYPE),
        (b"No;Nilai\n1;\x003\n", "wrong-type", WRONG_TYPE),
        (
            b"\x09\x08\x08\x00\x00\x05\x10\x00",
            "wrong-type",
            (
                "Berkas ini dari Excel yang sangat lama. "
                "Buka di Excel, simpan ulang sebagai .xlsx, lalu unggah lagi."
            ),
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2_000, "file-damaged", DAMAGED),
        (b"PK\x03\x04" + b"\0" * 200, "file-damaged", DAMAGED),
        (
            b"<html><body><p>Sesi berakhir</p></body></html>",
            "no-sheet",
            (
                "Berkas ini halaman web tanpa tabel. Ekspor ulang dari portal, "
                "atau salin tabelnya ke Excel, lalu unggah lagi."
            ),
        ),
        (
            b"x" * (20 * MEBIBYTE + 1),
            "file-too-big",
            (
                "Berkas ini berukuran 21 MB; batasnya 20 MB. "
                "Hapus gambar dan lembar yang tidak perlu, simpan, lalu unggah lagi."
            ),
        ),
    ],
    ids=[
        "empty",
        "blank",
        "png",
        "jpeg",
        "pdf",
        "docx",
        "zip",
        "rtf",
        "mhtml",
        "xml",
        "nul",
        "excel 5",
        "ole",
        "zip signature",
        "web page",
        "too big",
    ],
)
def test_a_file_that_is_no_sheet_is_refused_in_one_sentence(data, kind, sentence):
    assert refuse(data) == (kind, sentence, None)


def test_an_open_quotation_mark_is_named_with_its_row():
    assert refuse(b'No,Nilai\n1,3\n2,"' + b"x" * 10_000_000, "nilai.csv") == (
        "cell-too-long",
        (
            "Mulai baris 3 ada sel yang lebih panjang dari 131072 huruf; biasanya karena tanda "
            'kutip (") tidak ditutup. Tutup tanda kutipnya, lalu unggah lagi.'
        ),
        None,
    )


@pytest.mark.parametrize(
    ("data", "kind", "sentence"),
    [
        (b"," * 19_000_000, "too-many-cells", all_cells_over("nilai", "19.000.000")),
        (b"1,2\n" * 600_000, "too-many-rows", rows_over("nilai", "101.000", "B101000")),
        (b"a" + b",b" * 1_000 + b"\n", "too-many-columns", columns_over("nilai", "1.001", "ALM1")),
    ],
    ids=["cells", "rows", "columns"],
)
def test_a_csv_is_held_to_the_same_limits(data, kind, sentence):
    assert refuse(data, "nilai.csv") == (kind, sentence, "nilai")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<table>" + b"<tr><td>1</td></tr>" * 110_000, "too-many-rows"),
        (b"<table>" + b"<tr><td colspan=999999999 rowspan=99999>1" * 3_000, "too-many-columns"),
        (b"<table>" + b"<tr><td colspan=900 rowspan=1>1</tr>" * 3_000, "too-many-cells"),
        (b"<table>" + b"<!--" * 4_000_000, "file-damaged"),
        (b"<table>" + b"<![ " * 4_000_000, "file-damaged"),
        (b"<table>" + b"<a " * 5_000_000, "file-damaged"),
    ],
    ids=["rows", "columns", "cells", "comment", "declaration", "tag"],
)
def test_a_web_page_is_held_to_the_same_limits(data, kind):
    assert refuse(data, "ekspor.xls")[0] == kind


@pytest.mark.parametrize(
    "text",
    [
        "-" * 100_000 + "x",
        "|" + " " * 100_000 + "x",
        "*" * 100_000 + ":x",
        ":" * 100_000,
        "1 " + " - " * 25_000 + "*" * 25_000 + "x",
        "\n".join(["Indikator 1" + " :*" * 120] * 1_000),
        "\n".join(["1. Arsitektur: 3 " + "bukti " * 60 + "www"] * 1_000),
        "\n".join(["1. Arsitektur: 3 " + "(" * 350 + " www."] * 1_000),
    ],
)
def test_lines_made_to_be_slow_are_read_at_once(text):
    began = time.process_time()
    [grid], problems = load_grids(SourceFile.from_text(text))
    assert problems == []
    assert len(grid.rows) >= 1
    assert time.process_time() - began < 10


def test_lines_outside_of_tables_are_rows_too_and_limited():
    data = b"<table></table>" + b"<p>x</p>" * 110_000
    assert refuse(data, "a.xls") == ("too-many-rows", rows_over("a", "100.001", "A100001"), "a")


def test_a_page_with_a_large_picture_is_read():
    picture = b"<img src='data:image/png;base64," + b"A" * 3_000_000 + b"'>"
    [grid], _ = load_grids(SourceFile("a.xls", b"<table><tr><td>" + picture + b"3</table>"))
    assert grid.rows == [["3"]]


def test_no_mutilated_file_raises():
    chance = random.Random(59)
    sound = [build_xlsx(), build_xlsb(), build_ods(), build_xls()]
    sound.append(b"<table><tr><td rowspan=2>1<td><a href='x'>2</a></tr><tr><td>3</table>")
    for _ in range(60):
        data = bytearray(chance.choice(sound))
        for _ in range(chance.choice((1, 5, 40))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        grids, problems = load_grids(SourceFile("rusak", bytes(data)))
        assert [problem.severity for problem in problems] == ["error"] * (not grids)


MEASURE = """
import resource, sys, time
from pathlib import Path
from spbe.workbooks.files import load_grids
from spbe.workbooks.reading import SourceFile

def peak(who):
    return resource.getrusage(who).ru_maxrss * (1 if sys.platform == "darwin" else 1024)

data = Path(sys.argv[1]).read_bytes()
idle = peak(resource.RUSAGE_SELF)
begin = time.monotonic()
load_grids(SourceFile("berkas", data))
print(peak(resource.RUSAGE_SELF) - idle, peak(resource.RUSAGE_CHILDREN), time.monotonic() - begin)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="measures with getrusage")
@pytest.mark.parametrize(
    "build",
    [
        lambda: build_raw_xlsx(cells("A1", "XFD1048576")),
        build_far_xls,
        build_amplified,
        build_bomb,
        build_large_xlsx,
        lambda: b"," * 19_000_000,
        lambda: b"<table>" + b"<a " * 5_000_000,
    ],
    ids=["far xlsx", "far xls", "amplified", "bomb", "largest", "commas", "tag"],
)
def test_no_file_takes_more_than_300_mb_or_ten_seconds(build, tmp_path):
    path = tmp_path / "berkas"
    path.write_bytes(build())
    ended = subprocess.run(
        [sys.executable, "-c", MEASURE, path],
        cwd=Path(__file__).parents[2],
        check=True,
        capture_output=True,
        text=True,
    )
    own, children, seconds = (float(value) for value in ended.stdout.split())
    assert max(own, children) < 300 * MEBIBYTE
    assert seconds < 10
