"""Find columns on a page of a PDF: words that stand below each other, and what heads them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spbe.workbooks.pdf_pages import Word, join_lines

_APART = 14.0
"""How far the middles of two words of one column may lie from each other [points]."""
_HEADER_HEIGHT = 70.0
"""Above its first word a column is headed within this [points]."""
_HEADER_WIDTH = 45.0
"""The middle of a word of the header lies at most this far from that of the column [points]."""


@dataclass(frozen=True, slots=True)
class Column:
    """Words of a page that stand below each other, from the top down."""

    words: tuple[Word, ...]

    @property
    def center(self) -> float:
        return sum(map(center, self.words)) / len(self.words)

    @property
    def left(self) -> float:
        return min(word.left for word in self.words)

    @property
    def top(self) -> float:
        return self.words[0].top


def center(word: Word) -> float:
    """Give the middle of a word from left to right."""
    return (word.left + word.right) / 2


def find_columns(words: Iterable[Word]) -> list[Column]:
    """Sort words into columns, from left to right."""
    groups: list[list[Word]] = []
    for word in sorted(words, key=center):
        if groups and center(word) - center(groups[-1][-1]) <= _APART:
            groups[-1].append(word)
        else:
            groups.append([word])
    return [Column(tuple(sorted(group, key=lambda word: word.middle))) for group in groups]


def read_header(words: Iterable[Word], column: Column, beside: Sequence[Column] = ()) -> str:
    """Give the words that stand close above a column, and not closer to one beside it."""
    above = [
        word
        for word in words
        if column.top - _HEADER_HEIGHT < word.top < column.top - word.height / 2
        and abs(center(word) - column.center) < _HEADER_WIDTH
        and not any(
            abs(center(word) - other.center) < abs(center(word) - column.center) for other in beside
        )
    ]
    return read_text(above)


def read_text(words: Iterable[Word]) -> str:
    """Write words as they are read: line by line, from left to right."""
    return " ".join(line.text for line in join_lines(words))


def find_nearest(rows: Sequence[Word], word: Word) -> int:
    """Tell at which of some words another stands, going by height only."""
    return min(range(len(rows)), key=lambda row: abs(rows[row].middle - word.middle))
