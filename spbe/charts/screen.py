"""One screen for a projector as a picture: a finding and a few rows, as large as they fit.

A picture grows with the screen, so it reads the same from the back of a room on every projector,
and never has to be scrolled.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from spbe.charts.palette import PALETTES, Palette, Theme
from spbe.charts.svg import build_picture, draw_rect, draw_words

ROWS = 4
"""That one screen holds."""
_WIDTH, _HEIGHT = 1280, 590
_NAME, _FINDING, _WORDS, _NOTE, _FIGURE, _MARK = 24, 46, 30, 23, 40, 18
"""Sizes of type."""
_LETTER, _THIN, _WIDE, _BOLD = 0.53, 0.3, 0.72, 1.06
"""Width of a letter in parts of its size, as most fonts have it, and how much wider bold is."""
_THIN_LETTERS, _WIDE_LETTERS = frozenset("iljtfr.,;:'|!() "), frozenset("mwMW@%")
_MARK_LINES = 2
_LINE, _FOOT = 52, 60
"""Height of a line of the finding, and of what stands below the rows."""
_FIGURE_WIDTH, _FIGURE_SMALL = 330, 28


@dataclass(frozen=True, slots=True)
class ScreenRow:
    """One row of a screen."""

    words: str
    figure: str
    note: str = ""
    share: float | None = None
    """A bar from 0 to 1 between words and note; None for none."""
    is_late: bool = False
    """Whether its figure tells of something overdue."""


def draw_screen(
    name: str, finding: str, rows: Sequence[ScreenRow], marks: str, theme: Theme = "light"
) -> str:
    """Draw a screen as SVG: its name above, the finding, at most `ROWS` rows, marks below.

    Words that need more than their place end in "…".
    """
    palette = PALETTES[theme]
    parts = [draw_words(0, 26, name, palette.quiet, _NAME, "start")]
    top = 32.0
    for line in _wrap(finding, _FINDING * _BOLD, _WIDTH, 2):
        top += _LINE
        parts.append(draw_words(0, top, "", palette.text, _FINDING, "start", strong=line))
    top += _LINE / 2
    height = (_HEIGHT - _FOOT - top) / ROWS
    for number, row in enumerate(rows[:ROWS]):
        parts += _draw_row(row, top + number * height, height, palette)
    lines = _wrap(marks, _MARK, _WIDTH, _MARK_LINES)
    for number, line in enumerate(lines, 1):
        y = _HEIGHT - 8 - (len(lines) - number) * (_MARK + 4)
        parts.append(draw_words(0, y, line, palette.quiet, _MARK, "start"))
    return build_picture(_WIDTH, _HEIGHT, parts)


def describe_screen(finding: str, rows: Sequence[ScreenRow], marks: str) -> str:
    """Say in words what a screen shows, `marks` last."""
    said = [finding]
    for row in rows:
        words = ": ".join(filter(None, (row.words, row.figure)))
        said.append(f"{words} ({row.note})" if row.note else words)
    words = "; ".join(said)
    return f"{words.removesuffix('.')}. {marks}" if marks else words


def _draw_row(row: ScreenRow, top: float, height: float, palette: Palette) -> list[str]:
    parts = [draw_rect(0, top, _WIDTH, 1, palette.line)]
    room = _WIDTH - _FIGURE_WIDTH
    lines = _wrap(row.words, _WORDS, room, 1 if row.share is not None else 2)
    y = top
    for line in lines:
        y += _WORDS + 2
        parts.append(draw_words(0, y, line, palette.text, _WORDS, "start"))
    if row.share is not None:
        parts += [
            draw_rect(0, y + 9, room - 60, 11, palette.line),
            draw_rect(0, y + 9, max(row.share, 0) * (room - 60), 11, palette.now),
        ]
        y += 18
    for line in _wrap(row.note, _NOTE, room, 1):
        parts.append(draw_words(0, y + _NOTE + 2, line, palette.quiet, _NOTE, "start"))
    color = palette.loss if row.is_late else palette.now
    return [*parts, *_draw_figure(row.figure, top, height, color)]


def _draw_figure(figure: str, top: float, height: float, color: str) -> list[str]:
    """Draw the figure at the right, large where it is short, in two lines where it is not."""
    if _measure(figure) * _FIGURE * _BOLD <= _FIGURE_WIDTH:
        y = top + (height + _FIGURE * 0.7) / 2
        return [draw_words(_WIDTH, y, "", color, _FIGURE, "end", strong=figure)]
    lines = _wrap(figure, _FIGURE_SMALL * _BOLD, _FIGURE_WIDTH, 2)
    return [
        draw_words(_WIDTH, top + 38 + number * 33, "", color, _FIGURE_SMALL, "end", strong=line)
        for number, line in enumerate(lines)
    ]


def _measure(words: str) -> float:
    """Estimate the width of words in parts of their size."""
    return sum(
        _THIN if c in _THIN_LETTERS else _WIDE if c.isupper() or c in _WIDE_LETTERS else _LETTER
        for c in words
    )


def _wrap(words: str, size: float, width: float, lines: int) -> list[str]:
    """Part words of a size into lines of a width [pixels]."""
    if not words:
        return []
    letter = _measure(words) / len(words) * size
    return textwrap.wrap(words, math.floor(width / letter), max_lines=lines, placeholder=" …")
