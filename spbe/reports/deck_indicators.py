"""The slides on domains and indicators: bars, all at a glance, potentials, and every level."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spbe.analysis.frames import read_rows
from spbe.analysis.overview import compute_children
from spbe.analysis.results import ScoredResult
from spbe.charts.children import describe_children, format_value, list_notes, title_domains
from spbe.charts.layout import scale_ends
from spbe.charts.palette import level_colors
from spbe.charts.ranking import describe_ranking, title_ranking
from spbe.charts.tiles import title_tile_map
from spbe.model.instrument import Instrument, Node
from spbe.reports.contents import ReportContents
from spbe.reports.deck_charts import GAINED, SCORE, Chart, Series
from spbe.reports.deck_looks import BEFORE, hundredths, target_line
from spbe.reports.deck_measure import LINE, fit_all, fit_names, shorten
from spbe.reports.deck_pages import Deck
from spbe.reports.deck_shapes import NOW, PANEL, QUIET, Color, Words
from spbe.reports.deck_tables import MARGIN, SIDE, Cell, Table
from spbe.text.terms import STAGE_SHORT_NAMES
from spbe.text.translator import Message, Translator, message

_MOST_WEAK = 10
_BARS = (0.46, 0.1, 0.52, 0.88)
"""Left, top, width and height of the bars within their chart [0-1]."""
_MOST_TILES = 12
"""Tiles in one row of the map; an aspect with more goes on in the next."""
_MOST_NAMED = 5
"""Tiles in a row that leave each of them room for its name."""
_TILE_SIZE = 8.5
_MOST_RESULTS = 4
"""Results whose levels stand beside each other in the appendix, the newest ones."""
_ROWS, _COLUMNS, _GUTTER = 13, 2, 20
"""Indicators below each other, and columns of them, on a page of the appendix."""
_NAME_SIZES, _GROUP_SIZES = (11, 10, 9), (13, 12, 11, 10, 9)


def add_domains(deck: Deck, contents: ReportContents) -> Message | None:
    """Show the branches below the index as columns, last year beside them, the target across."""
    text, result, target = deck.text, contents.result, contents.target
    children = compute_children(
        result, None, contents.last_year, target.hundredths if target else None, text.language
    )
    rows = read_rows(children)
    if all(row["score"] is None for row in rows):
        return message("Nilai per bagian belum ada, jadi grafiknya tidak ditampilkan.")
    page = deck.add_page(title_domains(children, text, target))
    low, high = scale_ends(contents.instrument)
    before_year = contents.last_year.year if contents.last_year else None
    page.add_below(list_notes(rows, contents.instrument, text, None, None)[0], "Keterangan")
    series = [
        Series(
            str(result.year), [hundredths(row["score"]) for row in rows], NOW,
            labels=SCORE, label_place="outEnd",
        ),
        *target_line(contents, len(rows), text),
    ]  # fmt: skip
    if any(row["before"] is not None for row in rows):
        name = text("Hasil akhir {year}", year=before_year)
        values = [hundredths(row["before"]) for row in rows]
        series.insert(
            0, Series(name, values, BEFORE, labels=SCORE, label_color=QUIET, label_place="outEnd")
        )
    chart = Chart(
        "columns",
        [_name_branch(row, text) for row in rows],
        series,
        low,
        high,
        1,
        number_format="0",
        has_legend=True,
        gap=70,
        size=14,
        name_size=13 if len(rows) <= 5 else 10.5,
    )
    page.add_chart(page.area, chart, "Grafik domain", describe_children(children, text, target))
    return None


def _name_branch(row: dict[str, Any], text: Translator) -> str:
    """Name a branch; where its score is not known the name says what is."""
    name = f"{row['code']} {row['name']}"
    return name if row["score"] is not None else f"{name} ({format_value(row, text)})"


def add_tiles(deck: Deck, contents: ReportContents) -> Message | None:
    """Show every indicator as a tile in the colour of its level, grouped by aspect."""
    text, instrument = deck.text, contents.instrument
    if contents.assessment is None or contents.potentials.empty:
        return None
    page = deck.add_page(title_tile_map(contents.potentials, instrument, text))
    groups = _group_leaves(instrument)
    width = max(len(leaves) for _, leaves in groups)
    is_named = width <= _MOST_NAMED
    if not is_named:
        page.add_below(
            text("Angka kecil: nomor indikator. Angka besar: tingkat kematangan."), "Keterangan"
        )
    tile = page.area.width * (0.76 if is_named else 0.62) / width
    height = min(50.0, page.area.height / len(groups))
    names = page.area.width - tile * width
    said = [_name_group(node, text) for node, _ in groups]
    size = fit_all(said, names - 2 * SIDE, height - 2 * MARGIN, _GROUP_SIZES)
    rows = []
    for (_, leaves), named in zip(groups, said, strict=True):
        name = Cell([Words(named, size)])
        tiles = [
            _make_tile(contents.result, leaf, text, (tile, height) if is_named else None)
            for leaf in leaves
        ]
        rows.append([name, *tiles, *[Cell()] * (width - len(tiles))])
    table = Table([names, *[tile] * width], rows, height, is_lined=False)
    page.add_table((page.area.x, page.area.y), table, "Semua indikator")
    return None


def _group_leaves(instrument: Instrument) -> list[tuple[Node | None, list[Node]]]:
    """Part the indicators by aspect, a long one into rows; the name stands with the first."""
    groups: list[tuple[Node | None, list[Node]]] = []
    aspects: dict[str, list[Node]] = {}
    for leaf in instrument.leaves:
        node = leaf
        while node.tier == "indicator" and node.parent is not None:
            node = instrument.node_by_code[node.parent]
        aspects.setdefault(node.code, []).append(leaf)
    for code, leaves in aspects.items():
        for start in range(0, len(leaves), _MOST_TILES):
            node_or_none = instrument.node_by_code[code] if start == 0 else None
            groups.append((node_or_none, leaves[start : start + _MOST_TILES]))
    return groups


def _name_group(node: Node | None, text: Translator) -> str:
    return "" if node is None else f"{node.code} {node.names[text.language]}"


def _make_tile(
    result: ScoredResult, leaf: Node, text: Translator, named: tuple[float, float] | None
) -> Cell:
    """Write number and level; a tile with room, of this width and height, has the name too."""
    units, instrument = result.level_units(leaf.code), result.instrument
    level = text.level(units, instrument.level_decimals)
    fill, color = (PANEL, QUIET) if units is None else _paint(units, instrument)
    size = 17 if len(level) == 1 else 13
    name = leaf.number
    if named is not None:
        room = named[1] - 2 * MARGIN - size * LINE
        name = shorten(
            f"{leaf.number} {leaf.names[text.language]}", named[0] - 2 * SIDE, room, _TILE_SIZE
        )
    return Cell(
        [
            Words(name, _TILE_SIZE, color, align="ctr"),
            Words(level, size, color, is_bold=True, align="ctr"),
        ],
        fill,
    )


def _paint(units: int, instrument: Instrument) -> tuple[Color, Color]:
    fill, color = level_colors(units // instrument.level_scale)
    return Color(fill), Color(color)


def add_weakest(deck: Deck, contents: ReportContents) -> Message | None:
    """Show which indicators leave most index points, what the next level brings set apart."""
    text, instrument = deck.text, contents.instrument
    if contents.potentials.empty:
        return None
    ranked = contents.potentials
    rows = [row for row in read_rows(ranked) if row["potential"]][:_MOST_WEAK]
    if not rows:
        return message("Tidak ada indikator yang masih dapat naik.")
    page = deck.add_page(title_ranking(ranked, instrument, text))
    page.add_below(text("Poin indeks sampai tingkat tertinggi."), "Keterangan")
    left, top, width, height = _BARS
    names, size = fit_names(
        [_name_weak(row, instrument, text) for row in rows],
        page.area.width * left - 8,
        page.area.height * height / len(rows),
        _GROUP_SIZES,
    )
    rest = [row["potential"] - row["index_gain"] for row in rows]
    chart = Chart(
        "bars",
        names,
        [
            Series(
                text("Tingkat berikutnya"), [row["index_gain"] for row in rows], NOW,
                labels=GAINED, label_color=Color("bg1"), label_place="ctr",
            ),
            Series(
                text("Sesudahnya, sampai tingkat tertinggi"), [n or None for n in rest], BEFORE,
                labels=GAINED, label_color=Color("bg1"), label_place="ctr",
            ),
        ],
        0,
        is_stacked=True,
        has_axis=False,
        has_legend=True,
        gap=35,
        size=12,
        name_size=size,
        plot=(left, top, width, height),
    )  # fmt: skip
    alt = describe_ranking(ranked.head(_MOST_WEAK), instrument, text)
    page.add_chart(page.area, chart, "Grafik potensi", alt)
    return None


def _name_weak(row: dict[str, Any], instrument: Instrument, text: Translator) -> str:
    level = text.level(row["level"], instrument.level_decimals)
    return f"{row['number']} {row['name']} · " + text("tingkat {level}", level=level)


def add_levels(deck: Deck, contents: ReportContents) -> None:
    """List every indicator with its levels in the newest results, over as many pages as needed."""
    text, instrument = deck.text, contents.instrument
    results = [r for r in contents.known if r.has_levels and r.instrument.id == instrument.id]
    if not results:
        return
    results = results[-_MOST_RESULTS:]
    leaves = instrument.leaves
    count = _ROWS * _COLUMNS
    pages = -(-len(leaves) // count)
    for number in range(pages):
        title = text("Lampiran: tingkat kematangan semua indikator")
        if pages > 1:
            title += f" ({number + 1}/{pages})"
        page = deck.add_page(title)
        part = leaves[number * count : (number + 1) * count]
        width = (page.area.width - _GUTTER * (_COLUMNS - 1)) / _COLUMNS
        height = page.area.height / (_ROWS + 1)
        for column in range(_COLUMNS):
            own = part[column * _ROWS : (column + 1) * _ROWS]
            if own:
                x = page.area.x + column * (width + _GUTTER)
                table = _list_levels(own, results, width, height, text)
                page.add_table((x, page.area.y), table, f"Tingkat {own[0].number}–{own[-1].number}")


def _list_levels(
    leaves: Sequence[Node],
    results: Sequence[ScoredResult],
    width: float,
    height: float,
    text: Translator,
) -> Table:
    number, level = 32.0, 50.0
    names = width - number - level * len(results)
    room, tall = names - 2 * SIDE, height - 2 * MARGIN
    said = {leaf.code: leaf.names[text.language] for leaf in leaves}
    size = fit_all(said.values(), room, tall, _NAME_SIZES)
    head = [
        Cell([Words(text("No"), 9, QUIET, align="r")]),
        Cell([Words(text("Indikator"), 9, QUIET)]),
        *(
            Cell([Words(f"{text(STAGE_SHORT_NAMES[r.stage])} {r.year}", 8.5, QUIET, align="ctr")])
            for r in results
        ),
    ]
    rows = [head]
    for leaf in leaves:
        name = shorten(said[leaf.code], room, tall, size)
        rows.append(
            [
                Cell([Words(leaf.number, size, QUIET, align="r")]),
                Cell([Words(name, size)]),
                *(_make_level(result, leaf, text) for result in results),
            ]
        )
    return Table([number, names, *[level] * len(results)], rows, height, head_height=height)


def _make_level(result: ScoredResult, leaf: Node, text: Translator) -> Cell:
    units = result.level_units(leaf.code)
    if units is None:
        return Cell([Words("–", 11, QUIET, align="ctr")])
    fill, color = _paint(units, result.instrument)
    level = text.level(units, result.instrument.level_decimals)
    return Cell([Words(level, 11, color, is_bold=True, align="ctr")], fill)
