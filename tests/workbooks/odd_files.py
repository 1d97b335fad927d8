"""Builds the messy, bad and hostile files that the tests of `spbe.workbooks.files` read."""

from __future__ import annotations

import io
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import msoffcrypto.format.ooxml
import pyxlsbwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl import Workbook

TABLE = [["No", "Indikator", "Nilai"], [1, "Kebijakan Arsitektur", 3], [2, "Kebijakan Peta", 4]]
"""What the sound files hold, whatever their format."""

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def build_xlsx(rows: Sequence[Sequence[object]] = TABLE) -> bytes:
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    return save_xlsx(workbook)


def save_xlsx(workbook: Workbook) -> bytes:
    output = io.BytesIO()
    workbook.save(output)
    return output.getvalue()


def build_raw_xlsx(
    *sheets: str, parts: Mapping[str, str | bytes] | None = None, targets: Sequence[str] = ()
) -> bytes:
    """Build an xlsx from the XML inside `<worksheet>` of each sheet, and further parts."""
    names = "".join(
        f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, len(sheets) + 1)
    )
    paths = list(targets) or [f"worksheets/sheet{n}.xml" for n in range(1, len(sheets) + 1)]
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="{path}"/>'
        for n, path in enumerate(paths, 1)
    )
    content: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{names}</sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{relations}'
        "</Relationships>",
    }
    for n, xml in enumerate(sheets, 1):
        content[f"xl/worksheets/sheet{n}.xml"] = (
            f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}" '
            f'xmlns:r="{OFFICE}">{xml}</worksheet>'
        )
    return build_zip(content | dict(parts or {}))


def build_zip(parts: Mapping[str, str | bytes]) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return output.getvalue()


def cells(*references: str) -> str:
    """Write sheet data with the number 1 in each of the cells, a row each."""
    rows = (f'<row><c r="{reference}"><v>1</v></c></row>' for reference in references)
    return f"<sheetData>{''.join(rows)}</sheetData>"


def build_lying_zip(data: bytes, part: str, size: int) -> bytes:
    """Let both headers of a part claim another unpacked size."""
    changed = bytearray(data)
    name = part.encode()
    for signature, offset, length in ((b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)):
        at = changed.find(signature)
        while at >= 0:
            if changed[at + length : at + length + len(name)] == name:
                struct.pack_into("<I", changed, at + offset, size)
            at = changed.find(signature, at + 4)
    return bytes(changed)


def build_overlapping_zip(data: bytes, part: str, copies: int) -> bytes:
    """List one part of a zip many times over under names of equal length."""
    end = data.rfind(b"PK\x05\x06")
    size, offset = struct.unpack_from("<II", data, end + 12)
    directory = data[offset : offset + size]
    at = directory.find(part.encode()) - 46
    length = 46 + sum(struct.unpack_from("<HHH", directory, at + 28))
    entry = directory[at : at + length]
    directory += b"".join(
        entry.replace(part.encode(), b"%0*d" % (len(part), n)) for n in range(copies)
    )
    count = struct.unpack_from("<H", data, end + 10)[0] + copies
    tail = struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), offset, 0)
    return data[:offset] + directory + b"PK\x05\x06" + tail


def build_xls(rows: Sequence[Sequence[object]] = TABLE) -> bytes:
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("Nilai")
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            sheet.write(r, c, value)
    return save_xls(workbook)


def save_xls(workbook: xlwt.Workbook) -> bytes:
    output = io.BytesIO()
    workbook.save(output)
    return output.getvalue()


def build_xlsb(rows: Sequence[Sequence[object]] = TABLE) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "nilai.xlsb")
        with pyxlsbwriter.XlsbWriter(str(path)) as writer:
            writer.add_sheet("Nilai")
            writer.write_sheet(rows)
        return path.read_bytes()


def build_xlsb_with_error() -> bytes:
    """Build an xlsb with the text "No" and, beside it, the error value #N/A."""
    parts = unpack(build_xlsb([["No", 5]]))
    number = b"\x02\x0c" + struct.pack("<III", 1, 0, 5 << 2 | 2)
    error = b"\x03\x09" + struct.pack("<IIB", 1, 0, 0x2A)
    sheet = parts["xl/worksheets/sheet1.bin"]
    if sheet.count(number) != 1:
        raise ValueError("the number is not where it was expected")
    return build_zip(parts | {"xl/worksheets/sheet1.bin": sheet.replace(number, error)})


def build_ods(rows: Sequence[Sequence[object]] = TABLE) -> bytes:
    table = Table(name="Nilai")
    for row in rows:
        line = TableRow()
        for value in row:
            line.addElement(ods_cell(value))
        table.addElement(line)
    return save_ods(table)


def ods_cell(value: object = None, **attributes: object) -> TableCell:
    if value is None:
        return TableCell(**attributes)
    kind = {"valuetype": "string"} if isinstance(value, str) else {"valuetype": "float"}
    if not isinstance(value, str):
        kind["value"] = str(value)
    cell = TableCell(**kind, **attributes)
    cell.addElement(P(text=str(value)))
    return cell


def save_ods(*tables: Table) -> bytes:
    document = OpenDocumentSpreadsheet()
    for table in tables:
        document.spreadsheet.addElement(table)
    output = io.BytesIO()
    document.save(output)
    return output.getvalue()


def encrypt(data: bytes, password: str = "rahasia") -> bytes:
    output = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(data)).encrypt(password, output)
    return output.getvalue()


def build_png() -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0"))
        + chunk(b"IEND", b"")
    )


def unpack(data: bytes) -> dict[str, bytes]:
    """Take a zip apart into its parts, to build it anew with others."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def build_xlsb_with_link_and_comment() -> bytes:
    """Build an xlsb of one number in A1 with an address and a comment behind it."""
    parts = unpack(build_xlsb([[5]]))
    place = struct.pack("<4I", 0, 0, 0, 0)
    link = b"\xee\x03" + _sized(place + _wide("h") + _wide("") + _wide("") + _wide(""))
    comment = b"\xfb\x04" + _sized(struct.pack("<I", 0) + place + bytes(16))
    text = b"\xfd\x04" + _sized(b"\0" + _wide("Periksa SK"))
    kinds = {"h": ("hyperlink", "https://a.id/"), "c": ("comments", "../comments1.bin")}
    relations = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for key, (kind, target) in kinds.items()
    )
    return build_zip(
        parts
        | {
            "xl/worksheets/sheet1.bin": parts["xl/worksheets/sheet1.bin"] + link,
            "xl/worksheets/_rels/sheet1.bin.rels": (
                f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>'
            ),
            "xl/comments1.bin": comment + text,
        }
    )


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _sized(content: bytes) -> bytes:
    return bytes([len(content)]) + content
