"""The slide on the others: every agency of the kind, ours marked, and our domains among them."""

from __future__ import annotations

from collections import Counter

from spbe.charts.peers import describe_peers, shorten_agency, title_peers
from spbe.reports.contents import ReportContents, ReportPeers
from spbe.reports.deck_charts import COUNT, Chart, Series
from spbe.reports.deck_lists import Column, add_list
from spbe.reports.deck_looks import BEFORE, hundredths
from spbe.reports.deck_pages import Deck
from spbe.reports.deck_shapes import NOW, PAGE, TEXT
from spbe.text.terms import AGENCY_KIND_NAMES
from spbe.text.translator import Message, Translator

_MOST_COLUMNS = 45
"""Agencies that each have a column of their own; more are counted by index."""
_CLASS = 20
"""Width of a class of indices [hundredths]."""


def add_peers(deck: Deck, contents: ReportContents) -> Message | None:
    """Show the published results of the year, ours among or beside them."""
    text, peers = deck.text, contents.peers
    if peers is None:
        return None
    root = contents.instrument.root.code
    guest = peers.own if peers.is_guest else None
    said = (peers.group, peers.own.agency, root, _name_kind(peers.kind, text), text, guest)
    page = deck.add_page(title_peers(*said))
    own = f"{shorten_agency(peers.own.agency)}: {_say_own(contents, peers, text)}."
    source = text("Hasil terbit {year}, skala indeks.", year=peers.year)
    page.add_below(f"{own} {source}", "Keterangan")
    left, right = page.area.cut_left(page.area.width * 0.6, 20)
    is_small = len(peers.group) <= _MOST_COLUMNS
    make = _make_columns if is_small else _make_classes
    page.add_chart(left, make(contents, peers, text), "Grafik instansi", describe_peers(*said))
    columns = (
        Column(text("Bagian")),
        Column(text("Nilai"), 50, "r", is_strong=True),
        Column(text("Peringkat"), 76, "r"),
        Column(text("Median"), 56, "r"),
    )
    nodes = contents.instrument.node_by_code
    rows = [
        (
            nodes[code].names[text.language],
            text.score(standing.figure),
            text("{rank} dari {of}", rank=standing.rank, of=standing.of),
            text.score(standing.median),
        )
        for code, standing in peers.standings.items()
    ]
    add_list(page, right, columns, rows, "Peringkat")
    return None


def _name_kind(kind: str, text: Translator) -> str:
    word = AGENCY_KIND_NAMES.get(kind)
    return kind.lower() if word is None else text(word)


def _say_own(contents: ReportContents, peers: ReportPeers, text: Translator) -> str:
    if peers.is_guest:
        return text("hasil {year} ini belum termasuk yang terbit", year=contents.result.year)
    return text("termasuk yang terbit")


def _list_figures(contents: ReportContents, peers: ReportPeers) -> list[tuple[int, str, bool]]:
    """List index, name and whether it is ours, the highest first."""
    root = contents.instrument.root.code
    everybody = [*peers.group, *([peers.own] if peers.is_guest else [])]
    figures = [
        (figure, shorten_agency(peer.agency), peer.agency == peers.own.agency)
        for peer in everybody
        if (figure := peer.figure(root)) is not None
    ]
    return sorted(figures, key=lambda found: (-found[0], found[1].casefold()))


def _make_columns(contents: ReportContents, peers: ReportPeers, text: Translator) -> Chart:
    """Draw a column for each agency, the highest first, and the median across."""
    figures = _list_figures(contents, peers)
    own = next(place for place, (_, _, is_own) in enumerate(figures) if is_own)
    is_interim = peers.is_guest and contents.is_interim
    instrument = contents.instrument
    median = peers.standings[instrument.root.code].median
    return Chart(
        "columns",
        [name.removeprefix(f"{peers.kind} ") for _, name, _ in figures],
        [
            Series(
                text("Instansi lain"),
                [None if is_own else hundredths(figure) for figure, _, is_own in figures],
                BEFORE,
            ),
            Series(
                f"{figures[own][1]}: {text.score(figures[own][0])}",
                [hundredths(figure) if is_own else None for figure, _, is_own in figures],
                NOW,
                hollow=[own] if is_interim else [],
            ),
            Series(
                text("Median {score}", score=text.score(median)),
                [hundredths(median)] * len(figures),
                TEXT,
                is_line=True,
                is_dashed=True,
            ),
        ],
        instrument.level_minimum,
        instrument.level_maximum,
        1,
        number_format="0",
        is_stacked=True,
        has_legend=True,
        gap=25,
        size=11,
        name_size=9,
        is_turned=True,
    )


def _make_classes(contents: ReportContents, peers: ReportPeers, text: Translator) -> Chart:
    """Count the agencies by index, in classes; ours stands out in its class."""
    figures = _list_figures(contents, peers)
    counts = Counter(figure // _CLASS for figure, _, is_own in figures if not is_own)
    figure, name = next((figure, name) for figure, name, is_own in figures if is_own)
    own = figure // _CLASS
    classes = range(min(*counts, own), max(*counts, own) + 1)
    return Chart(
        "columns",
        [f"{text.score(n * _CLASS)}–{text.score((n + 1) * _CLASS - 1)}" for n in classes],
        [
            Series(
                text("Jumlah instansi lain"), [counts[n] for n in classes], BEFORE,
                labels=COUNT, label_place="inEnd", label_color=PAGE,
            ),
            Series(
                f"{name}: {text.score(figure)}", [1 if n == own else None for n in classes], NOW
            ),
        ],
        0,
        is_stacked=True,
        has_axis=False,
        has_legend=True,
        gap=15,
        size=11,
        name_size=10,
    )  # fmt: skip
