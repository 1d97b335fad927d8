"""How large a file may be, and the sentence said where one is larger.

A spreadsheet of a few kilobytes can claim a million rows of 16,384 columns. Readers that
believe it take all memory there is, so everything is measured before a value is read.
"""

from __future__ import annotations

import time

from spbe.text.translator import Message, message
from spbe.workbooks.grid import address

MEBIBYTE = 1024 * 1024
MAX_FILE_BYTES = 20 * MEBIBYTE
MAX_UNPACKED_BYTES = 60 * MEBIBYTE
MAX_ROWS = 100_000
MAX_COLUMNS = 1_000
MAX_CELLS = 2_000_000
MAX_SHEETS = 200
MAX_SECONDS = 8.0
"""Leaves the rest of the promised ten seconds to starting a process and to the reader."""


class RefusedError(Exception):
    """A file that is not read: the kind of fault and the sentence for the user."""

    def __init__(self, kind: str, sentence: Message, sheet: str | None = None) -> None:
        super().__init__(kind)
        self.kind = kind
        self.sentence = sentence
        self.sheet = sheet

    def for_sheet(self, name: str) -> RefusedError:
        """Say the same of a sheet by its name, where only its part of the file was known."""
        sentence = Message(self.sentence.template, {**self.sentence.values, "sheet": name})
        return RefusedError(self.kind, sentence, name)


class Deadline:
    """The moment by which a file has to be read."""

    def __init__(self, seconds: float = MAX_SECONDS) -> None:
        self._end = time.monotonic() + seconds

    @property
    def seconds_left(self) -> float:
        return max(0.0, self._end - time.monotonic())

    def check(self) -> None:
        """Raise RefusedError once the time is over."""
        if not self.seconds_left:
            raise takes_too_long()


def fits(rows: int, columns: int) -> bool:
    """Tell whether one sheet may be that large, counted from 1."""
    return rows <= MAX_ROWS and columns <= MAX_COLUMNS and rows * columns <= MAX_CELLS


def say_count(count: int) -> Message | str:
    """Write a whole number with the thousands separator of whoever reads it: "1.048.576"."""
    if count < 1_000:
        return str(count)
    thousands, rest = divmod(count, 1_000)
    return message("{thousands}.{rest}", thousands=say_count(thousands), rest=f"{rest:03d}")


class CellBudget:
    """Counts the cells of all sheets of one file against the limits."""

    def __init__(self) -> None:
        self._cells = 0

    def add(self, sheet: str, rows: int, columns: int) -> None:
        """Take a sheet whose last cell is at `rows` × `columns`, counted from 1.

        Raises RefusedError where the sheet, or all sheets so far together, are too large.
        """
        if rows > MAX_ROWS:
            raise RefusedError(
                "too-many-rows",
                message(
                    'Lembar "{sheet}" terisi sampai sel {cell}, yaitu {rows} baris; batasnya '
                    "{limit} baris. Hapus isi yang jauh di bawah tabel, simpan, lalu unggah lagi.",
                    sheet=sheet,
                    cell=address(rows - 1, max(columns, 1) - 1),
                    rows=say_count(rows),
                    limit=say_count(MAX_ROWS),
                ),
                sheet,
            )
        if columns > MAX_COLUMNS:
            raise RefusedError(
                "too-many-columns",
                message(
                    'Lembar "{sheet}" terisi sampai sel {cell}, yaitu {columns} kolom; batasnya '
                    "{limit} kolom. Hapus isi yang jauh di kanan tabel, simpan, lalu unggah lagi.",
                    sheet=sheet,
                    cell=address(max(rows, 1) - 1, columns - 1),
                    columns=say_count(columns),
                    limit=say_count(MAX_COLUMNS),
                ),
                sheet,
            )
        if rows * columns > MAX_CELLS:
            raise RefusedError(
                "too-many-cells",
                message(
                    'Lembar "{sheet}" terisi sampai sel {cell}, yaitu {cells} sel; batasnya '
                    "{limit} sel. Hapus isi yang jauh dari tabel, simpan, lalu unggah lagi.",
                    sheet=sheet,
                    cell=address(rows - 1, columns - 1),
                    cells=say_count(rows * columns),
                    limit=say_count(MAX_CELLS),
                ),
                sheet,
            )
        self.add_cells(sheet, rows * columns)

    def add_cells(self, sheet: str, cells: int) -> None:
        """Take cells of a sheet whose rows and columns are not known yet."""
        self._cells += cells
        if self._cells > MAX_CELLS:
            raise RefusedError(
                "too-many-cells",
                message(
                    'Sampai lembar "{sheet}" berkas ini memuat {cells} sel; batasnya {limit} sel. '
                    "Sisakan lembar dan kolom penilaian saja, simpan, lalu unggah lagi.",
                    sheet=sheet,
                    cells=say_count(self._cells),
                    limit=say_count(MAX_CELLS),
                ),
                sheet,
            )


def check_file_size(size: int) -> None:
    """Raise RefusedError for an empty file and for one that is too big [bytes]."""
    if size == 0:
        raise RefusedError(
            "file-empty",
            message("Berkas ini kosong (0 bita). Simpan ulang lembarnya, lalu unggah lagi."),
        )
    if size > MAX_FILE_BYTES:
        raise RefusedError(
            "file-too-big",
            message(
                "Berkas ini berukuran {size} MB; batasnya {limit} MB. "
                "Hapus gambar dan lembar yang tidak perlu, simpan, lalu unggah lagi.",
                size=-(-size // MEBIBYTE),
                limit=MAX_FILE_BYTES // MEBIBYTE,
            ),
        )


def check_sheet_count(count: int) -> None:
    """Raise RefusedError for a workbook without sheets and for one with too many."""
    if count == 0:
        raise RefusedError(
            "no-sheet",
            message(
                "Berkas ini tidak memuat lembar kerja. "
                "Unggah berkas yang memuat tabel penilaian pada lembar kerja."
            ),
        )
    if count > MAX_SHEETS:
        raise RefusedError(
            "too-many-sheets",
            message(
                "Berkas ini memuat {count} lembar; batasnya {limit} lembar. "
                "Simpan lembar penilaian ke berkas tersendiri, lalu unggah lagi.",
                count=count,
                limit=MAX_SHEETS,
            ),
        )


def unpacks_too_big() -> RefusedError:
    return RefusedError(
        "unpacked-too-big",
        message(
            "Isi berkas ini lebih dari {limit} MB setelah dibuka; itu terlalu besar untuk lembar "
            "penilaian. Salin tabelnya ke buku kerja baru, simpan, lalu unggah lagi.",
            limit=MAX_UNPACKED_BYTES // MEBIBYTE,
        ),
    )


def takes_too_long() -> RefusedError:
    return RefusedError(
        "too-slow",
        message(
            "Berkas ini tidak selesai dibaca dalam {limit} detik. "
            "Salin tabel penilaiannya ke buku kerja baru, simpan, lalu unggah lagi.",
            limit=int(MAX_SECONDS),
        ),
    )


def needs_too_much_memory() -> RefusedError:
    return RefusedError(
        "too-much-memory",
        message(
            "Berkas ini memerlukan terlalu banyak memori; biasanya karena ada sel terisi yang jauh "
            "di luar tabel. Salin tabel penilaiannya ke buku kerja baru, simpan, lalu unggah lagi."
        ),
    )


def is_damaged() -> RefusedError:
    return RefusedError(
        "file-damaged",
        message(
            "Berkas ini rusak atau tidak utuh. "
            "Buka di Excel, simpan ulang sebagai .xlsx, lalu unggah lagi."
        ),
    )


def is_encrypted() -> RefusedError:
    return RefusedError(
        "file-encrypted",
        message(
            "Berkas ini terkunci kata sandi. "
            "Buka di Excel, hapus kata sandinya, simpan, lalu unggah lagi."
        ),
    )


def has_entities() -> RefusedError:
    return RefusedError(
        "xml-entities",
        message(
            "Berkas ini memuat deklarasi DOCTYPE atau entitas XML dan tidak dibaca demi keamanan. "
            "Buka di Excel, simpan ulang sebagai .xlsx, lalu unggah lagi."
        ),
    )
