"""Open a PDF as pages of words with their places, read in a process of its own with limits."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from spbe.text.translator import Message, message
from spbe.workbooks.confinement import confine
from spbe.workbooks.limits import (
    MAX_SECONDS,
    Deadline,
    RefusedError,
    check_file_size,
    is_encrypted,
    needs_too_much_memory,
    say_count,
)

MAX_PAGES = 200
MAX_LETTERS = 1_000_000
MAX_WORDS = 2_000
"""Words of one page, several times as many as the fullest one of a report has."""
_SIGNATURE = b"%PDF"
_FEWEST_LETTERS = 20
"""What a scanned page has at most: a page number, a stamp."""
_WIDEST_SPACE = 1.5
"""Of the line's height; justified lines have spaces nearly as wide."""
_BULLET = "•"


@dataclass(frozen=True, slots=True)
class Word:
    """A word and the box around it, in points from the upper left corner of its page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        """The height on the page at which the word stands."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand beside each other, from left to right."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)


@dataclass(frozen=True)
class PdfPage:
    """One page; `number` counts from 1, sizes are points."""

    number: int
    width: float
    words: tuple[Word, ...]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines from the top down; columns that lie far apart are lines of their own."""
        return tuple(join_lines(self.words))

    @cached_property
    def _by_height(self) -> tuple[Word, ...]:
        return tuple(sorted(self.words, key=_middle))

    def find_beside(self, word: Word) -> tuple[Word, ...]:
        """Find the words on the height of another, itself among them."""
        first = bisect_left(self._by_height, word.middle - word.height, key=_middle)
        last = bisect_right(self._by_height, word.middle + word.height, key=_middle)
        return self._by_height[first:last]


def _middle(word: Word) -> float:
    return word.middle


def is_pdf(data: bytes) -> bool:
    """Tell a PDF by its content."""
    return data.startswith(_SIGNATURE)


def load_pages(data: bytes, deadline: Deadline) -> list[PdfPage]:
    """Open a PDF.

    Raises RefusedError where it is damaged, locked by a password, too large or too slow, and where
    no page holds text, as in a scanned one; `explain_refusal` says it in the words of a PDF.
    """
    check_file_size(len(data))
    pages = _read(data, deadline)
    if sum(len(word.text) for page in pages for word in page.words) < _FEWEST_LETTERS:
        raise _has_no_text(len(pages))
    return pages


def watch(pages: Iterable[PdfPage], deadline: Deadline) -> Iterator[PdfPage]:
    """Go through pages as long as there is time. Raises RefusedError once it is over."""
    for page in pages:
        deadline.check()
        yield page


def explain_refusal(refused: RefusedError) -> Message:
    """Say why a PDF is refused; what is said of workbooks does not help there."""
    return _SENTENCES.get(refused.kind, refused.sentence)


def _read(data: bytes, deadline: Deadline) -> list[PdfPage]:
    limits = {"pages": MAX_PAGES, "letters": MAX_LETTERS, "words": MAX_WORDS}
    pages = []
    with confine("pdf", data, limits, deadline) as lines:
        for line in lines:
            deadline.check()
            value = json.loads(line)
            match value.get("end"):
                case None:
                    width, height = value["size"]
                    words = [_place(word, height) for word in value["words"]]
                    pages.append(PdfPage(value["page"], width, tuple(words)))
                case "encrypted":
                    raise is_encrypted()
                case "pages":
                    raise _has_too_many_pages(value["count"])
                case "letters":
                    raise needs_too_much_memory()
    return pages


def _place(word: Sequence[str | float], height: float) -> Word:
    """Count from the top of the page; bullets of symbol fonts and control signs become one sign."""
    written, left, bottom, right, top = word
    text = "".join(c if c.isprintable() else _BULLET for c in str(written))
    return Word(text, float(left), height - float(top), float(right), height - float(bottom))


def join_lines(words: Iterable[Word]) -> list[Line]:
    """Join words to lines, from the top down, and from left to right where they begin alike."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.middle, word.left)):
        row = rows[-1] if rows else None
        if row is not None and word.middle - row[0].middle < min(word.height, row[0].height) / 2:
            row.append(word)
        else:
            rows.append([word])
    return [line for row in rows for line in _split(sorted(row, key=lambda word: word.left))]


def _split(row: Sequence[Word]) -> list[Line]:
    """Cut a row where the gap is wider than any between two words of a sentence."""
    lines = [[row[0]]]
    for word in row[1:]:
        before = lines[-1][-1]
        if word.left - before.right > _WIDEST_SPACE * max(before.height, word.height):
            lines.append([word])
        else:
            lines[-1].append(word)
    return [Line(tuple(line)) for line in lines]


_SENTENCES: dict[str, Message] = {
    "file-damaged": message(
        "PDF ini rusak atau tidak utuh. Unduh lagi dari asalnya, atau buka dan simpan ulang "
        "sebagai PDF, lalu unggah lagi."
    ),
    "file-encrypted": message(
        "PDF ini terkunci kata sandi. Buka dengan kata sandinya, cetak ke PDF baru, lalu unggah "
        "yang baru itu."
    ),
    "too-slow": message(
        "PDF ini tidak selesai dibaca dalam {limit} detik. Simpan halaman laporannya saja ke PDF "
        "baru, lalu unggah lagi.",
        limit=int(MAX_SECONDS),
    ),
    "too-much-memory": message(
        "PDF ini memuat terlalu banyak isi untuk sebuah laporan hasil evaluasi. Simpan halaman "
        "laporannya saja ke PDF baru, lalu unggah lagi."
    ),
}
"""What is said of a PDF where it is refused for a reason that workbooks know too."""


def _has_too_many_pages(count: int) -> RefusedError:
    return RefusedError(
        "too-many-pages",
        message(
            "PDF ini memuat {count} halaman; batasnya {limit} halaman. Simpan halaman laporannya "
            "saja ke PDF baru, lalu unggah lagi.",
            count=say_count(count),
            limit=MAX_PAGES,
        ),
    )


def _has_no_text(count: int) -> RefusedError:
    return RefusedError(
        "pdf-without-text",
        message(
            "PDF ini hasil pindai atau gambar: {count} halamannya tidak memuat teks yang dapat "
            "dibaca. Unggah PDF asli dari kementerian, jalankan pengenalan teks (OCR) lebih "
            "dahulu, atau ketik tingkatnya di Isi Penilaian.",
            count=count,
        ),
    )
