"""Make any text one that our fonts can print: PDF/A allows no character without a glyph."""

from __future__ import annotations

import re
import struct
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
"""Source Sans 3 with its licence, upright and italic, every weight in one file."""
INSTEAD = "□"
"""Stands where the fonts have no glyph."""
LONGEST_WORD = 24
"""Letters; a longer one may be broken every `_PIECE` letters, so that it runs off no page."""
_PIECE = 12
_BREAK = "\u200b"
_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
_UNSEEN = re.compile(r"[^\S\n ]+|[\r\x0b\x0c\x85\u2028\u2029]")


def make_printable(text: str) -> str:
    """Give a text in which every character can be printed and every word be broken.

    Line ends stay; other blanks become a space; control, format and private characters go; what
    the fonts have no glyph for becomes "□"; long words get places to break that nobody sees.
    """
    if not _suspicious().search(text) and not _LONG_WORD.search(text):
        return text
    lines = _UNSEEN.sub(" ", text.replace("\r\n", "\n"))
    kept = "".join(
        letter for letter in lines if letter == "\n" or unicodedata.category(letter)[0] != "C"
    )
    shown = _unprintable().sub(INSTEAD, unicodedata.normalize("NFC", kept))
    return _LONG_WORD.sub(lambda word: _split(word.group()), shown)


def _split(word: str) -> str:
    return _BREAK.join(word[start : start + _PIECE] for start in range(0, len(word), _PIECE))


@cache
def _suspicious() -> re.Pattern[str]:
    """Match whatever needs a second look: all but letters, figures, signs and plain spaces."""
    plain = [letter for letter in _printable() if unicodedata.category(letter)[0] not in "CMZ"]
    return re.compile("[^ " + re.escape("".join(plain)) + "]")


@cache
def _unprintable() -> re.Pattern[str]:
    """Match whatever has no glyph."""
    return re.compile("[^\n" + re.escape("".join(_printable())) + "]")


@cache
def _printable() -> tuple[str, ...]:
    """List what the upright font has glyphs for; the italic one has the same."""
    return tuple(map(chr, sorted(read_characters((FONTS / "SourceSans3.ttf").read_bytes()))))


def read_characters(font: bytes) -> frozenset[int]:
    """Read which code points a font has glyphs for, from format 12 of its table `cmap`.

    OpenType 1.9, chapters "Font file" and "cmap". Raises ValueError where it has no such table.
    """
    count = struct.unpack_from(">H", font, 4)[0]
    records = struct.iter_unpack(">4s4xII", font[12 : 12 + 16 * count])
    start = next((offset for tag, offset, _length in records if tag == b"cmap"), None)
    if start is None:
        raise ValueError("no table cmap")
    subtables = struct.unpack_from(">H", font, start + 2)[0]
    for place in range(subtables):
        subtable = start + struct.unpack_from(">I", font, start + 8 + 8 * place)[0]
        if struct.unpack_from(">H", font, subtable)[0] == 12:
            return _read_groups(font, subtable)
    raise ValueError("no subtable of format 12 in cmap")


def _read_groups(font: bytes, subtable: int) -> frozenset[int]:
    count = struct.unpack_from(">I", font, subtable + 12)[0]
    groups = struct.iter_unpack(">III", font[subtable + 16 : subtable + 16 + 12 * count])
    return frozenset(code for first, last, _glyph in groups for code in range(first, last + 1))
