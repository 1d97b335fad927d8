"""Find the printed figures in a result report: index, domains, aspects and rating."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz import fuzz

from spbe.model.instrument import Instrument, Node, Rating
from spbe.workbooks.indicators import CLOSE, shorten
from spbe.workbooks.pdf_pages import PdfPage, Word
from spbe.workbooks.report_columns import Column, find_columns, find_nearest, read_header, read_text
from spbe.workbooks.wording import normalise
from spbe.workbooks.years import find_years

_FIGURE = re.compile(r"(\d)[.,](\d\d)")
_OTHERS = {
    *("nasional", "kementerian", "lpnk", "lembaga", "lembaga lain", "provinsi", "kabupaten"),
    *("kota", "target", "bobot", "selisih"),
}
"""Headers of figures that are not the agency's own."""
_AVERAGE = "rata rata"
_FEWEST_NODES = 3
_WIDEST_GAP = 2.5
"""Between two rows of a table, as a multiple of the usual one."""


@dataclass(frozen=True, slots=True)
class PrintedScores:
    """The figures of a report: hundredths by code of index, domain or aspect, and the rating."""

    hundredths: Mapping[str, int] = field(default_factory=dict)
    page: int | None = None
    """Where the table of figures stands; None where there is none."""
    rating: Rating | None = None


def find_printed_scores(
    pages: Iterable[PdfPage], instrument: Instrument, year: int | None
) -> PrintedScores:
    """Find the table of the agency's own figures; averages of others stand in tables like it."""
    best = PrintedScores()
    for page in pages:
        figures = find_columns(word for word in page.words if _FIGURE.fullmatch(word.text))
        tables = [table for column in figures for table in _split(column)]
        for column in _choose(page, tables, year):
            found = _read_column(page, column, instrument)
            if len(found) > len(best.hundredths):
                best = PrintedScores(found, page.number, _find_rating(page, instrument))
    return best


def _split(column: Column) -> list[Column]:
    """Cut a column where a figure stands far above the next: the index is printed large too."""
    gaps = [below.middle - above.middle for above, below in pairwise(column.words)]
    if not gaps:
        return []
    widest = _WIDEST_GAP * sorted(gaps)[len(gaps) // 2]
    tables = [[column.words[0]]]
    for word, gap in zip(column.words[1:], gaps, strict=True):
        if gap > widest:
            tables.append([word])
        else:
            tables[-1].append(word)
    return [Column(tuple(words)) for words in tables]


def _choose(page: PdfPage, columns: Sequence[Column], year: int | None) -> list[Column]:
    """Leave out averages of others and figures of other years."""
    own = []
    for column in columns:
        header = normalise(read_header(page.words, column, columns))
        years = find_years(header)
        if header in _OTHERS or _AVERAGE in header or "nasional" in header.split():
            continue
        if not years or year is None or year in years:
            own.append(column)
    return own


def _read_column(page: PdfPage, column: Column, instrument: Instrument) -> dict[str, int]:
    """Read the figures of a column by the names to the left of it.

    A figure whose name is not understood has that of its place, where the column holds one figure
    for every node and the others stand in the order of the tree.
    """
    names = _read_names(page, column)
    nodes = [find_inner_node(instrument, name) for name in names]
    in_order = [node.code for node in instrument.inner_nodes]
    if len(nodes) == len(in_order) and all(
        node is None or node.code == code for node, code in zip(nodes, in_order, strict=True)
    ):
        known = sum(node is not None for node in nodes)
        nodes = list(instrument.inner_nodes) if known >= _FEWEST_NODES else nodes
    found: dict[str, int] = {}
    for node, word in zip(nodes, column.words, strict=True):
        figure = _FIGURE.fullmatch(word.text)
        if node is not None and figure is not None:
            found.setdefault(node.code, int(figure[1] + figure[2]))
    return found if len(found) >= _FEWEST_NODES else {}


def _read_names(page: PdfPage, column: Column) -> list[str]:
    """Read what stands to the left of each figure; names of several lines belong to the nearest."""
    first, last = column.words[0], column.words[-1]
    beside = [
        line
        for line in page.lines
        if line.right < column.left and first.top - first.height < line.top < last.bottom
    ]
    # A picture may stand to the left of the names: only what is nearest to the figures counts.
    nearest = [
        max(same, key=lambda line: line.right).left
        for word in column.words
        if (same := [n for n in beside if n.top < word.bottom and word.top < n.bottom])
    ]
    left = min(nearest, default=0.0)
    words: list[list[Word]] = [[] for _ in column.words]
    for line in beside:
        for word in line.words if line.left >= left - 1 else ():
            words[find_nearest(column.words, word)].append(word)
    return [read_text(of_one) for of_one in words]


def find_inner_node(instrument: Instrument, name: str) -> Node | None:
    """Find the index, domain or aspect that a report means: "Domain Kebijakan SPBE", "Audit TIK".

    Names may lack words of the regulation's or be spelled a little otherwise; what could mean two
    nodes means none.
    """
    words = normalise(name)
    if words in ("", "spbe", "indeks", "indeks spbe", normalise(instrument.root.names["id"])):
        return instrument.root if words else None
    tier, short = "aspect", shorten(words)
    for called in ("domain", "aspek"):
        if short.startswith(f"{called} "):
            tier = "domain" if called == "domain" else "aspect"
            short = re.sub(rf"^{called} (?:\d )?", "", short)
    nodes = [node for node in instrument.inner_nodes if node.tier == tier]
    spelled = [(node, shorten(normalise(node.names["id"]))) for node in nodes]
    for fits in (
        lambda own: own == short,
        lambda own: set(short.split()) <= set(own.split()),
        lambda own: fuzz.token_sort_ratio(own, short) >= CLOSE,
    ):
        found = [node for node, own in spelled if own and fits(own)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _find_rating(page: PdfPage, instrument: Instrument) -> Rating | None:
    """Find the one rating that stands by itself on the page: "(Cukup)", "Predikat: Baik"."""
    by_name = {normalise(rating.names["id"]): rating for rating in instrument.ratings}
    said = [normalise(line.text).removeprefix("predikat ") for line in page.lines]
    found = {words for words in said if words in by_name}
    return by_name[found.pop()] if len(found) == 1 else None
