"""How much room words take, so that nothing runs off a slide on anybody's machine.

No font is read: the machine that makes a deck need not have the one that shows it. Widths are
those of Arial, which Helvetica, Liberation Sans and Nimbus Sans share and Calibri stays below.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

_WIDTHS = {
    191: "'",
    222: "ijl|",
    278: " !,./:;I[\\]ft·",
    333: "()-r`",
    355: '"',
    500: "ckJsvxyz",
    556: "0123456789abdeghnopqu#$?_L–",
    584: "+<=>~−",
    611: "FTZ",
    667: "ABEKPSVXY&",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "→…—",
}
"""Thousandths of the size, by character."""
_WIDTH_BY_CHARACTER = {c: width for width, characters in _WIDTHS.items() for c in characters}
_OTHER = 780
_BOLD = 1.08
_RESERVE = 1.03
"""For fonts of templates that are a little wider."""
LINE = 1.2
"""Height of a line, of the size."""


@cache
def measure_text(text: str, size: float, *, is_bold: bool = False) -> float:
    """Measure a text in one line [points]."""
    thousandths = sum(_WIDTH_BY_CHARACTER.get(character, _OTHER) for character in text)
    return thousandths * size / 1000 * _RESERVE * (_BOLD if is_bold else 1)


def count_lines(text: str, width: float, size: float, *, is_bold: bool = False) -> int:
    """Count the lines of a text that is broken between words, and within words too long."""
    lines, used = 1, 0.0
    space = measure_text(" ", size, is_bold=is_bold)
    for word in text.split():
        length = measure_text(word, size, is_bold=is_bold)
        if used and used + space + length > width:
            lines, used = lines + 1, 0.0
        used += length + (space if used else 0)
        if used > width > 0:
            more = int(used // width)
            lines, used = lines + more, used - more * width
    return lines


def measure_height(text: str, width: float, size: float, *, is_bold: bool = False) -> float:
    """Measure how high a text in lines of this width stands [points]."""
    return count_lines(text, width, size, is_bold=is_bold) * size * LINE


def fit_size(
    text: str, width: float, height: float, sizes: Sequence[float], *, is_bold: bool = False
) -> float:
    """Choose the first size, largest first, at which a text fits a box with no word broken; else
    the last one."""
    longest = max(text.split(), key=len, default="")
    for size in sizes:
        is_whole = measure_text(longest, size, is_bold=is_bold) <= width
        if is_whole and measure_height(text, width, size, is_bold=is_bold) <= height:
            return size
    return sizes[-1]


def fit_all(
    texts: Iterable[str],
    width: float,
    height: float,
    sizes: Sequence[float],
    *,
    is_bold: bool = False,
) -> float:
    """Choose the first size at which each of several texts fits a box of its own."""
    found = (fit_size(text, width, height, sizes, is_bold=is_bold) for text in texts)
    return min(found, default=sizes[0])


def fit_names(
    names: Sequence[str], width: float, height: float, sizes: Sequence[float]
) -> tuple[list[str], float]:
    """Fit the names at the bars of a chart, each into `height` of its own; give their size too.

    A program that draws charts leaves out every other name where they do not fit.
    """
    size = fit_all(names, width, height, sizes)
    return [shorten(name, width, height, size) for name in names], size


def shorten(text: str, width: float, height: float, size: float) -> str:
    """Cut a text between words until it fits a box, and mark the cut with an ellipsis."""
    if measure_height(text, width, size) <= height:
        return text
    words = text.split()
    while len(words) > 1:
        words.pop()
        cut = f"{' '.join(words)} …"
        if measure_height(cut, width, size) <= height:
            return cut
    single = words[0] if words else ""
    while single and measure_height(f"{single}…", width, size) > height:
        single = single[:-1]
    return f"{single}…"
