"""Read xlsx and xlsm: values through calamine, the rest from the sheets' own XML."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from spbe.workbooks.archive import Archive, check_declarations, find_elements
from spbe.workbooks.confinement import read_confined
from spbe.workbooks.extras import Place, SheetExtras
from spbe.workbooks.grid import CellFault, Grid
from spbe.workbooks.limits import (
    MAX_SHEETS,
    CellBudget,
    Deadline,
    RefusedError,
    check_sheet_count,
    is_damaged,
)
from spbe.workbooks.percent import find_percent_styles
from spbe.workbooks.relations import Relations, read_relations
from spbe.workbooks.sheet_xml import (
    count_near_cells,
    find_faults,
    find_links,
    find_styled_cells,
    has_declaration,
    may_hold_faults,
    measure_sheet,
    measure_slowly,
    read_position,
)

_WORKBOOK = "xl/workbook.xml"
_CLAIM = re.compile(rb'uniqueCount="([0-9]{1,9})"')
# What is larger is read in a process of its own; an ordinary sheet is far below.
_MAX_XML_IN_PROCESS = 4_000_000
_MAX_TEXT_IN_PROCESS = 64_000_000
_PERCENT_NUMBER = re.compile(rb"""numFmtId\s*=\s*["'](?:9|10)["']""")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(slots=True)
class _Scan:
    """What our own scan found in all parts of a file."""

    sheets: dict[str, SheetExtras]
    """By the path of the part."""
    is_usual: bool
    """It is written as all common programs write, so that the scan cannot be mistaken."""
    size: int = 0
    """Of sheets and texts [bytes]."""
    largest_size: int = 0
    """Of one sheet [bytes]."""
    largest_cells: int = 0
    percent_styles: Set[int] = frozenset()
    """Positions of the cell styles that show percent."""
    may_hold_faults: bool = False
    """Some sheet could hold a cell without a usable value; most files have none."""
    texts: int = 0
    """Of the part that holds the texts of all sheets [bytes]."""

    def compute_room(self, sheet_count: int) -> int:
        """Compute what the texts could come to if every cell pointed at all of them [bytes].

        The sheets are counted by the workbook, which can name the largest one over and over.
        """
        return sheet_count * (self.largest_size + self.largest_cells * self.texts)


def load_xlsx(data: bytes, archive: Archive, deadline: Deadline) -> list[Grid]:
    """Read the worksheets of a workbook.

    Raises RefusedError where it is damaged or larger than it may be.
    """
    try:
        scan = _scan(archive, deadline)
    except RefusedError as refused:
        if refused.sheet is None:
            raise
        names = {path: name for name, path in find_sheet_paths(archive)}
        raise refused.for_sheet(names.get(refused.sheet, refused.sheet)) from refused
    is_harmless = scan.is_usual and scan.size <= _MAX_XML_IN_PROCESS
    grids = _read_here(data, scan) if is_harmless else None
    if grids is None:
        grids = read_confined(data, deadline)
    _join(grids, scan, archive)
    return grids


def _scan(archive: Archive, deadline: Deadline) -> _Scan:
    """Measure every part that could be read as a sheet, whatever the workbook says of it.

    A file can be made so that two readers of its directory come to different sheets; so none is
    left out. Sheets that end near their beginning are only counted against the limit of all cells
    as they are read.
    """
    scan = _Scan({}, archive.is_strict)
    budget = CellBudget()
    for path in archive.names:
        xml = archive.read(path)
        deadline.check()
        if path.endswith((".xml", ".rels")) and has_declaration(xml):
            check_declarations(xml)
        if b"sheetData" in xml:
            sheet = _scan_sheet(archive, path, xml, scan, deadline)
            budget.add(sheet.name, sheet.rows, sheet.columns)
        elif b"cellXfs" in xml:
            if b"%" in xml or _PERCENT_NUMBER.search(xml):
                scan.percent_styles |= find_percent_styles(xml)
        elif b"sst" in xml:
            scan.is_usual = scan.is_usual and _claims_no_more_texts_than_it_has(xml)
            scan.size += len(xml)
            scan.texts += len(xml)
    return scan


def _scan_sheet(
    archive: Archive, path: str, xml: bytes, scan: _Scan, deadline: Deadline
) -> SheetExtras:
    sheet = SheetExtras(path)
    scan.sheets[path] = sheet
    if len(scan.sheets) > MAX_SHEETS:
        check_sheet_count(len(find_sheet_paths(archive)))
    cells = count_near_cells(xml)
    if cells is None:
        usual = measure_sheet(xml, deadline)
        scan.is_usual = scan.is_usual and usual is not None
        sheet.rows, sheet.columns, cells = usual or measure_slowly(xml, path, deadline)
    CellBudget().add_cells(path, cells)
    scan.size += len(xml)
    scan.largest_size = max(scan.largest_size, len(xml))
    scan.largest_cells = max(scan.largest_cells, cells)
    scan.may_hold_faults = scan.may_hold_faults or may_hold_faults(xml)
    relations = read_relations(archive, path)
    find_links(xml, relations.links, sheet)
    _read_comments(archive, relations, sheet)
    return sheet


def _claims_no_more_texts_than_it_has(xml: bytes) -> bool:
    """Tell whether a list of texts is honest about its length, for which room is made at once."""
    claims = _CLAIM.findall(xml)
    return len(claims) == xml.count(b"uniqueCount") and all(int(n) <= len(xml) for n in claims)


def _join(grids: Sequence[Grid], scan: _Scan, archive: Archive) -> None:
    """Give the grids what lies beside their values; faults are looked up when asked for."""
    paths = _SheetPaths(archive)
    has_extras = any(sheet.links or sheet.comments for sheet in scan.sheets.values())
    for grid in grids:
        if scan.may_hold_faults:
            grid.find_fault = _find_fault_in(archive, paths, grid.name)
        if scan.percent_styles:
            grid.find_percent = _find_percent_in(archive, paths, grid.name, scan.percent_styles)
        sheet = scan.sheets.get(paths.find(grid.name)) if has_extras else None
        if sheet:
            grid.links, grid.comments = sheet.links, sheet.comments


def _read_here(data: bytes, scan: _Scan) -> list[Grid] | None:
    """Read the values in this process; None where texts are repeated too often for that."""
    grids: list[Grid] = []
    budget = CellBudget()
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        metadata = workbook.sheets_metadata
        check_sheet_count(len(metadata))
        if scan.compute_room(len(metadata)) > _MAX_TEXT_IN_PROCESS:
            return None
        for position, about in enumerate(metadata):
            if about.typ is not SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_index(position)
            first_row, first_column = sheet.start or (0, 0)
            rows, columns = sheet.end or (-1, -1)
            budget.add(about.name, rows + 1, columns + 1)
            grids.append(
                Grid(
                    name=about.name,
                    rows=sheet.to_python(),
                    first_row=first_row,
                    first_column=first_column,
                    is_hidden=about.visible is not SheetVisibleEnum.Visible,
                    merged=[(*a, *b) for a, b in sheet.merged_cell_ranges or ()],
                )
            )
    except RefusedError:
        raise
    except BaseException as e:
        # A panic of the library is a BaseException of its own and can only be told by name.
        if isinstance(e, Exception) or type(e).__name__ == "PanicException":
            raise is_damaged() from e
        raise
    check_sheet_count(len(grids))
    return grids


class _SheetPaths:
    """Finds the parts of sheets by their names; the workbook is asked only when that is needed."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._paths: Mapping[str, str] | None = None

    def find(self, name: str) -> str:
        """Find the part of a sheet, "" where there is none."""
        if self._paths is None:
            self._paths = dict(find_sheet_paths(self._archive))
        return self._paths.get(name, "")


def _find_fault_in(
    archive: Archive, paths: _SheetPaths, name: str
) -> Callable[[int, int], tuple[CellFault, str] | None]:
    """Look cells up in a sheet's XML, which is scanned when the first one is asked for."""
    faults: Mapping[Place, tuple[CellFault, str]] | None = None

    def find_fault(row: int, column: int) -> tuple[CellFault, str] | None:
        nonlocal faults
        if faults is None:
            path = paths.find(name)
            faults = find_faults(archive.read(path)) if path else {}
        return faults.get((row, column))

    return find_fault


def _find_percent_in(
    archive: Archive, paths: _SheetPaths, name: str, styles: Set[int]
) -> Callable[[int, int], bool]:
    """Look up whether a cell shows percent; the sheet is scanned when the first is asked for."""
    cells: Set[Place] | None = None

    def find_percent(row: int, column: int) -> bool:
        nonlocal cells
        if cells is None:
            path = paths.find(name)
            cells = find_styled_cells(archive.read(path), styles) if path else set()
        return (row, column) in cells

    return find_percent


def find_sheet_paths(archive: Archive) -> list[tuple[str, str]]:
    """List names and paths of the worksheets of a workbook, "" for a path that is not there."""
    workbook = archive.find(_WORKBOOK)
    if workbook is None:
        raise is_damaged()
    paths = read_relations(archive, workbook).worksheets
    sheets = []
    for element in find_elements(archive.read_tree(workbook), "sheet"):
        identity = next((v for k, v in element.attrib.items() if k.endswith("}id")), "")
        sheets.append((element.get("name", ""), paths.get(identity, "")))
    return sheets


def _read_comments(archive: Archive, relations: Relations, sheet: SheetExtras) -> None:
    """Read the notes of a sheet; a thread replaces the note that Excel writes in its place."""
    for path in relations.comments:
        for place, text in _find_notes(archive, path, "comment", "t"):
            sheet.add_comment(place, text)
    threads: dict[Place, list[str]] = {}
    for path in relations.threads:
        for place, text in _find_notes(archive, path, "threadedComment", "text"):
            threads.setdefault(place, []).append(text)
    sheet.comments.update({place: "\n".join(said) for place, said in threads.items()})


def _find_notes(archive: Archive, path: str, kind: str, text: str) -> Iterator[tuple[Place, str]]:
    """Find the notes of one part: elements with a cell's address and texts below them."""
    for element in find_elements(archive.read_tree(path), kind):
        if place := read_position(element.get("ref", "")):
            texts = (e.text or "" for e in find_elements(element, text))
            yield place, unescape_text("".join(texts)).strip()


def unescape_text(text: str) -> str:
    """Turn "_x000D_" into the character it stands for, as Excel does."""
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text) if "_x" in text else text
