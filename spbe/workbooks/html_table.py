"""Read the HTML that portals export under the name .xls: all its tables, one below the other."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from spbe.text.translator import message
from spbe.workbooks.grid import Grid
from spbe.workbooks.limits import CellBudget, Deadline, RefusedError, is_damaged

_CHUNK = 65_536
# The parser looks through an unfinished tag again with every chunk, and takes much memory for it.
_LONGEST_TAG = 200_000
_PICTURE = re.compile(r"data:image/[^\"'\s>]*")
_SILENT = frozenset({"script", "style", "head", "template", "noscript"})
_BREAKING = frozenset({"br", "p", "div", "li", "tr"})
_OUTSIDE_BLOCKS = frozenset({"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "table"})
_MAX_SPAN = 1_000


def read_html(text: str, name: str, deadline: Deadline) -> Grid:
    """Read a page as one sheet, as Excel opens it: tables and the lines between them.

    Cells that span several rows or columns become merged ranges. Raises RefusedError where the
    page holds no table or a larger one than a sheet may be.
    """
    reader = _Reader(name)
    text = _PICTURE.sub("", text)
    try:
        for begin in range(0, len(text), _CHUNK):
            reader.feed(text[begin : begin + _CHUNK])
            if len(reader.rawdata) > _LONGEST_TAG:
                raise is_damaged()
            deadline.check()
        reader.close()
    except (AssertionError, ValueError) as e:  # what html.parser says of declarations like "<![ "
        raise is_damaged() from e
    return reader.finish()


class _Reader(HTMLParser):
    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self._grid = Grid(name, [])
        self._rows: list[list[str]] = []
        self._merged: list[tuple[int, int, int, int]] = []
        self._links: dict[tuple[int, int], str] = {}
        self._silent = 0
        self._tables = 0
        self._words: list[str] = []
        self._addresses: list[str] = []
        self._column = 0
        self._taken: dict[int, int] = {}
        self._cell: tuple[int, int] | None = None
        self._width = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {key: value or "" for key, value in attrs}
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            self._end_cell()
            self._tables += 1
            self._taken = {}
        elif tag == "tr":
            self._end_cell()
            self._begin_row()
        elif tag in ("td", "th"):
            self._end_cell()
            self._begin_cell(attributes)
        elif tag == "a" and attributes.get("href"):
            self._addresses.append(attributes["href"].strip())
        if tag in _BREAKING:
            self._words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in ("td", "th", "tr", "table") or (self._cell is None and tag in _OUTSIDE_BLOCKS):
            self._end_cell()
        if tag == "table":
            self._taken = {}

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._words.append(data)

    def finish(self) -> Grid:
        self._end_cell()
        if not self._tables:
            raise RefusedError(
                "no-sheet",
                message(
                    "Berkas ini halaman web tanpa tabel. Ekspor ulang dari portal, "
                    "atau salin tabelnya ke Excel, lalu unggah lagi."
                ),
            )
        self._grid.rows = self._rows
        self._grid.merged = self._merged
        self._grid.links = self._links
        return self._grid

    def _begin_row(self) -> None:
        self._add_row([])
        self._column = 0

    def _add_row(self, cells: list[str]) -> None:
        self._rows.append(cells)
        self._width = max(self._width, len(cells))
        CellBudget().add(self._grid.name, len(self._rows), self._width)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        if not self._rows:
            self._begin_row()
        row = len(self._rows) - 1
        while self._taken.get(self._column, 0) > row:
            self._column += 1
        wide, tall = _span(attributes.get("colspan")), _span(attributes.get("rowspan"))
        self._width = max(self._width, self._column + wide)
        CellBudget().add(self._grid.name, row + 1, self._width)
        cells = self._rows[row]
        cells.extend([""] * (self._column + wide - len(cells)))
        self._cell = (row, self._column)
        if wide > 1 or tall > 1:
            self._merged.append((row, self._column, row + tall - 1, self._column + wide - 1))
        if tall > 1:
            self._taken.update(dict.fromkeys(range(self._column, self._column + wide), row + tall))
        self._column += wide

    def _end_cell(self) -> None:
        """Put the words heard so far where they belong: the open cell, or a row of their own."""
        lines = (" ".join(line.split()) for line in "".join(self._words).split("\n"))
        text = "\n".join(line for line in lines if line)
        self._words.clear()
        if self._cell is not None:
            row, column = self._cell
            self._rows[row][column] = text
            if self._addresses:
                self._links[self._cell] = "\n".join(dict.fromkeys(self._addresses))
        elif text:
            self._add_row([text])
        self._cell = None
        self._addresses.clear()


def _span(value: str | None) -> int:
    return min(max(int(value), 1), _MAX_SPAN) if value and value.isdecimal() else 1
