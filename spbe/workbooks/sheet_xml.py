"""What stands in the XML of one xlsx worksheet beside the values: extent, faults, links.

Sheets are scanned as bytes: a tree of sixty megabytes of XML would not fit into memory, and the
scan of an ordinary sheet has to cost less than reading its values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from html import unescape

from spbe.workbooks.extras import Place, SheetExtras, find_address
from spbe.workbooks.grid import CellFault
from spbe.workbooks.limits import CellBudget, Deadline, fits

# Every cell: column, row and further attributes; all empty where the address is not the first.
_CELL = re.compile(rb'<c(?: r="([A-Z]+)([0-9]+)"([^>]*)>|[\s/>])')
# As all common programs write; above all, there is no second address.
_USUAL_ATTRIBUTES = re.compile(rb'(?: (?:s|t|cm|vm|ph)="\w*")* ?/?')
_PREFIXED_CELL = re.compile(rb"<[^<>\s/]*:c[\s/>]")
_PREFIXED_END = re.compile(rb":c[\s/>]")
# A cell beyond Z999, or not written as usual with its one address.
_NOT_NEAR = re.compile(rb'<c(?! r="[A-Z][0-9]{1,3}"(?: [a-qs-z]+="\w*")*+ ?/?>)[\s/>]')
_FILLED_CELL = re.compile(rb'<c r="([A-Z]+)([0-9]+)"(?!(?: [a-z]+="\w*")* ?(?:/>|></c>))()')
_START = re.compile(rb"<(?:\w+:)?(c|row)(?=[\s/>])")
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']\s*([A-Za-z]*)([0-9]*)""")
_TYPE = re.compile(rb"""\st\s*=\s*["'](\w+)""")
_STYLE = re.compile(rb"""\ss\s*=\s*["']\s*([0-9]{1,9})""")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)<")
# Written from the "f" on: what begins with one letter is searched for many times faster.
_FORMULA_BEGINS = re.compile(rb"f(?<=[<:]f)[>/ \t\r\n]")
_ERROR_TYPES = b'"e', b"'e"
"""How the type of a cell that holds an error begins."""
_FORMULA = re.compile(rb"<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>([^<]*)<)")
_HYPERLINK = re.compile(rb"<(?:\w+:)?hyperlink\s([^>]*)>")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_WINDOW = 1 << 20
_CELLS_PER_CHECK = 100_000
# Far more than an assessment has cells; a file of nothing else shall not fill the memory.
_MAX_FAULTS = 200_000


def measure_sheet(xml: bytes, deadline: Deadline) -> tuple[int, int, int] | None:
    """Find the last row and column, counted from 1, and the number of cells of a sheet.

    Blank cells that only carry a format do not count. None where the XML is written in a way
    that this scan could understand differently from the library that reads the values.
    """
    if _may_hide_cells(xml):
        return None
    cells = _collect_cells(_CELL, xml, deadline)
    if b"" in cells.columns or not all(map(_USUAL_ATTRIBUTES.fullmatch, cells.attributes)):
        return None
    if fits(cells.last_row, cells.last_column):
        return cells.last_row, cells.last_column, cells.count
    # Perhaps the far cells are only formatted.
    filled = _collect_cells(_FILLED_CELL, xml, deadline)
    return filled.last_row, filled.last_column, cells.count


def count_near_cells(xml: bytes) -> int | None:
    """Count the cells of a sheet that ends at Z999 or before, as nearly all do.

    None where it has to be measured, which costs several times as much.
    """
    if _may_hide_cells(xml) or _NOT_NEAR.search(xml):
        return None
    return xml.count(b'<c r="')


def _may_hide_cells(xml: bytes) -> bool:
    """Tell whether comments, CDATA or prefixes could hide cells from a plain search for "<c"."""
    if has_declaration(xml):
        return True
    return bool(_PREFIXED_END.search(xml)) and bool(_PREFIXED_CELL.search(xml))


def has_declaration(xml: bytes) -> bool:
    """Tell whether there is any "<!" in the XML, in whichever encoding."""
    # "!" alone is rare and found ten times faster.
    return b"!" in xml and (b"<!" in xml or b"\0" in xml)


def measure_slowly(xml: bytes, name: str, deadline: Deadline) -> tuple[int, int, int]:
    """Do the same for XML in any spelling; what it may take for a cell is never less than all.

    Raises RefusedError as soon as there are more cells than a file may have.
    """
    rows = columns = count = 0
    for row, column, piece in find_cells(xml):
        count += 1
        if count % _CELLS_PER_CHECK == 0:
            deadline.check()
            CellBudget().add_cells(name, count)
        if b"v>" in piece or b"t>" in piece:
            rows, columns = max(rows, row + 1), max(columns, column + 1)
    return rows, columns, count


@dataclass(slots=True)
class _Cells:
    """What the cells of a sheet say of themselves, each spelling once."""

    columns: set[bytes] = field(default_factory=set)
    rows: set[bytes] = field(default_factory=set)
    attributes: set[bytes] = field(default_factory=set)
    count: int = 0

    @property
    def last_row(self) -> int:
        return max(map(_row_number, self.rows), default=0)

    @property
    def last_column(self) -> int:
        return max(map(column_number, self.columns), default=0)


def _collect_cells(pattern: re.Pattern[bytes], xml: bytes, deadline: Deadline) -> _Cells:
    """Collect the cells that a pattern finds."""
    cells = _Cells()
    begin = 0
    while begin < len(xml):
        stop = begin + _WINDOW
        if stop < len(xml):
            # Cut before a tag, so that no cell is cut; keep whole what has no further tag.
            stop = max(xml.rfind(b"<", begin + 1, stop), 0) or stop
        if found := pattern.findall(xml, begin, stop):
            columns, rows, attributes = zip(*found, strict=True)
            cells.columns.update(columns)
            cells.rows.update(rows)
            cells.attributes.update(attributes)
            cells.count += len(found)
        begin = stop
        deadline.check()
    return cells


def _row_number(digits: bytes) -> int:
    return int(digits.lstrip(b"0")[:9] or b"0")


def column_number(letters: bytes) -> int:
    """Count columns from 1: b"A" → 1, b"XFD" → 16384; absurdly long letters stay absurd."""
    number = 0
    for letter in letters[:7].upper():
        number = number * 26 + letter - 64
    return number


def find_cells(xml: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Walk over all cells in any spelling: row, column (from 0), and the XML from the "<c" on.

    Cells and rows without an address follow the one before.
    """
    row, column = -1, -1
    starts = _START.finditer(xml)
    start = next(starts, None)
    while start is not None:
        following = next(starts, None)
        piece = xml[start.start() : following.start() if following else len(xml)]
        tag_end = piece.find(b">")
        reference = _REFERENCE.search(piece, 0, tag_end if tag_end >= 0 else len(piece))
        if start[1] == b"row":
            is_numbered = reference is not None and reference[2] != b""
            row = _row_number(reference[2]) - 1 if reference and is_numbered else row + 1
            column = -1
        else:
            if reference and reference[1] and reference[2]:
                row, column = _row_number(reference[2]) - 1, column_number(reference[1]) - 1
            else:
                column += 1
            yield row, column, piece
        start = following


def may_hold_faults(xml: bytes) -> bool:
    """Tell whether a sheet could hold a fault, without walking over its cells."""
    has_formula = _FORMULA_BEGINS.search(xml) is not None
    return has_formula or any(sign in xml for sign in _ERROR_TYPES)


def find_faults(xml: bytes) -> Mapping[Place, tuple[CellFault, str]]:
    """Find the cells without a usable value: error values, formulas without a stored value."""
    faults: dict[Place, tuple[CellFault, str]] = {}
    if not may_hold_faults(xml):
        return faults
    for row, column, piece in find_cells(xml):
        type_ = _TYPE.search(piece, 0, piece.find(b">"))
        kind = type_[1] if type_ else b"n"
        value = _VALUE.search(piece)
        if kind == b"e":
            faults[row, column] = ("error", _decode(value[1]) if value else "#N/A")
            if len(faults) >= _MAX_FAULTS:
                break
            continue
        formula = _FORMULA.search(piece)
        if formula is None or (value and (value[1] or kind == b"str")):
            continue
        faults[row, column] = ("formula", "=" + (_decode(formula[1] or b"") or "…"))
    return faults


def find_styled_cells(xml: bytes, styles: Set[int]) -> Set[Place]:
    """Find the cells that have one of some styles; a cell that names none has the first."""
    found: set[Place] = set()
    for row, column, piece in find_cells(xml):
        named = _STYLE.search(piece, 0, piece.find(b">"))
        if (int(named[1]) if named else 0) in styles:
            found.add((row, column))
            if len(found) >= _MAX_FAULTS:
                break
    return found


def find_links(xml: bytes, targets: Mapping[str, str], sheet: SheetExtras) -> None:
    """Find the addresses behind cells; `targets` gives them by the ids of the sheet's parts."""
    if targets:
        for tag in _HYPERLINK.finditer(xml, max(xml.rfind(b"sheetData"), 0)):
            attributes = read_attributes(tag[1])
            identity = next((v for k, v in attributes.items() if k.endswith(":id")), "")
            first, _, last = attributes.get("ref", "").partition(":")
            begin, end = read_position(first), read_position(last or first)
            target = targets.get(identity)
            if target and begin and end:
                fragment = attributes.get("location")
                sheet.add_link(f"{target}#{fragment}" if fragment else target, begin, end)
    if b"HYPERLINK(" in xml:
        for row, column, piece in find_cells(xml):
            formula = _FORMULA.search(piece) if b"HYPERLINK(" in piece else None
            if formula and (address := find_address(_decode(formula[1] or b""))):
                sheet.add_link(address, (row, column), (row, column))


def read_position(address: str) -> Place | None:
    """Read "F23" as (22, 5); None where it is not the address of a cell."""
    match = _ADDRESS.fullmatch(address)
    return (int(match[2]) - 1, column_number(match[1].encode()) - 1) if match else None


def read_attributes(tag: bytes) -> dict[str, str]:
    """Read the attributes of a tag."""
    text = tag.decode("utf-8", "replace")
    return {m[1]: unescape(m[2] if m[2] is not None else m[3]) for m in _ATTRIBUTE.finditer(text)}


def _decode(text: bytes) -> str:
    return unescape(text.decode("utf-8", "replace"))
