"""Sheets of the report's workbook on results: trend, stages, all levels, potentials, others."""

from __future__ import annotations

from fractions import Fraction

from spbe.analysis.change_words import find_change_notes, name_result, say_change
from spbe.analysis.decomposition import Decomposition, decompose_change
from spbe.analysis.frames import read_rows
from spbe.analysis.results import ScoredResult
from spbe.analysis.trend import compute_trend
from spbe.charts.palette import PALETTES, RAMP
from spbe.charts.peers import title_peers
from spbe.charts.ranking import title_ranking
from spbe.charts.trend import title_trend
from spbe.reports.contents import ReportContents
from spbe.text.terms import STAGE_NAMES, STAGE_SHORT_NAMES
from spbe.text.translator import Translator
from spbe.workbooks.report_book_content import BookCell, BookChart, BookColumn, BookRow, BookTable

_MOST_BARS = 15
_MOST_COLUMNS = 60
"""Agencies that a chart can still show side by side."""
_SIDE_COLORS = tuple(color.lstrip("#") for color in (PALETTES["light"].now, *RAMP[1::-1]))


def make_trend(contents: ReportContents, text: Translator) -> BookTable:
    """List every result that is known with its index and the parts of the present instrument."""
    instrument = contents.instrument
    top = instrument.children[instrument.root.code]
    used = {result.instrument.id: result.instrument for result in contents.known}
    columns = [
        BookColumn(text("Hasil"), width=24.0),
        BookColumn(text("Tahun"), "whole", 8.0),
        BookColumn(text("Tahap"), width=30.0),
        *(BookColumn(each.names["index"][text.language], "score", 13.0) for each in used.values()),
        BookColumn(text("Predikat"), width=20.0),
        *(BookColumn(node.names[text.language], "score", 13.0) for node in top),
    ]
    names = [each.regulation_short for each in used.values()]
    if len(used) > 1:
        for place, name in enumerate(names):
            column = columns[3 + place]
            columns[3 + place] = BookColumn(f"{column.title} ({name})", "score", 16.0)
    rows = [
        BookRow(
            (
                f"{text(STAGE_SHORT_NAMES[result.stage])} {result.year}",
                result.year,
                text(STAGE_NAMES[result.stage]),
                *(
                    _score(result, each.root.code) if each is result.instrument else None
                    for each in used.values()
                ),
                _say_rating(result, text),
                *(
                    _score(result, node.code) if result.instrument is instrument else None
                    for node in top
                ),
            ),
            is_own=result is contents.result,
        )
        for result in contents.known
    ]
    points = compute_trend(contents.known)
    scale = instrument.level_minimum, instrument.level_maximum
    title = title_trend(points, used, text, contents.target)
    is_drawn = (
        sum(result.hundredths(result.instrument.root.code) is not None for result in contents.known)
        > 1
    )
    lines = range(3, 3 + len(used))
    limits = min(1, scale[0]), scale[1]
    chart = BookChart("line", title, 0, lines, _SIDE_COLORS, limits=limits) if is_drawn else None
    notes = []
    if len(used) > 1:
        notes.append(text("Indeks dari instrumen yang berbeda tidak dapat dibandingkan."))
    return BookTable(text("Tren"), title, columns, rows, notes, chart)


def make_stages(contents: ReportContents, text: Translator) -> BookTable | None:
    """List what moved the index since the stage before, or since last year, as a waterfall."""
    before = contents.compared
    if before is None:
        return None
    change = decompose_change(before, contents.result)
    if change.top_tier not in change.by_tier:
        return None
    is_live = before.has_levels and contents.assessment is not None
    columns = (
        BookColumn(text("Bagian"), width=46.0),
        BookColumn(name_result(before, text), "score", 18.0),
        BookColumn(name_result(contents.result, text), "score", 18.0, live="node"),
        BookColumn(text("Poin"), "signed", 12.0, live="moved"),
        BookColumn(text("Berjalan"), "points", 12.0, live="running"),
        BookColumn(text("Dasar"), "points", live="base", is_hidden=True),
        BookColumn(text("Naik"), "points", live="rise", is_hidden=True),
        BookColumn(text("Turun"), "points", live="fall", is_hidden=True),
        BookColumn(text("Indeks"), "points", live="whole", is_hidden=True),
    )
    rows = _list_stages(change, is_live=is_live, text=text)
    title = say_change(change, text)
    lowest = contents.instrument.level_minimum
    chart = BookChart(
        "waterfall", title, 0, (5, 6, 7, 8), limits=(lowest, contents.instrument.level_maximum)
    )
    notes = [*find_change_notes(change, text)]
    notes.append(text("Batang pertama dan terakhir adalah indeks; di antaranya poin tiap bagian."))
    return BookTable(text("Tahapan"), title, columns, rows, notes, chart)


def _list_stages(change: Decomposition, *, is_live: bool, text: Translator) -> list[BookRow]:
    """Start with the index before, add part by part, and end with the index now."""
    instrument, root = change.instrument, change.instrument.root
    old, new = change.before.exact(root.code), change.after.exact(root.code)
    if old is None or new is None:
        return []
    denominators = dict(
        zip(
            (node.code for node in instrument.inner_nodes),
            instrument.denominators.tolist(),
            strict=True,
        )
    )
    start = float(old)
    shown = _score(change.before, root.code)
    first = (name_result(change.before, text), shown, None, None, start, None, None, None, start)
    rows = [BookRow(first, is_strong=True)]
    running = start
    for part in change.by_tier[change.top_tier]:
        points = float(part.points)
        below, running = running, running + points
        node = instrument.node_by_code.get(part.code)
        live = is_live and node is not None
        basis = 0 if part.before is None or node is None else part.before * denominators[node.code]
        cells: tuple[BookCell, ...] = (
            text("Lainnya") if node is None else node.names[text.language],
            None if part.before is None else _hundredths(part.before),
            None if part.after is None else _hundredths(part.after),
            points,
            running,
            min(below, running),
            max(points, 0.0),
            max(-points, 0.0),
            None,
        )
        rows.append(BookRow(cells, about=part.code if live else None, basis=int(basis)))
    end = float(new)
    shown = _score(change.after, root.code)
    last = (name_result(change.after, text), None, shown, None, end, None, None, None, end)
    rows.append(BookRow(last, about=root.code if is_live else None, is_strong=True))
    return rows


def make_levels(contents: ReportContents, text: Translator) -> BookTable | None:
    """List every level of every result of this instrument side by side."""
    instrument = contents.instrument
    results = [r for r in contents.known if r.instrument is instrument and r.has_levels]
    if len(results) < 2:
        return None
    columns = (
        BookColumn(text("No"), width=7.0),
        BookColumn(text("Indikator"), width=52.0),
        *(
            BookColumn(
                f"{text(STAGE_SHORT_NAMES[result.stage])} {result.year}",
                "level",
                14.0,
                live="level" if result is contents.result else None,
            )
            for result in results
        ),
    )
    rows = [
        BookRow(
            (
                leaf.number,
                leaf.names[text.language],
                *(_level(result, leaf.code) for result in results),
            ),
            about=leaf.code,
        )
        for leaf in instrument.leaves
    ]
    finding = text("Tingkat kematangan dari {count} hasil", count=text.number(len(results)))
    return BookTable(text("Semua Tingkat"), finding, columns, rows)


def make_potentials(contents: ReportContents, text: Translator) -> BookTable | None:
    """List what each indicator can still bring, the largest first."""
    if contents.assessment is None:
        return None
    scale = contents.instrument.level_scale
    columns = (
        BookColumn(text("Peringkat"), "number", 10.0),
        BookColumn(text("No"), width=7.0),
        BookColumn(text("Indikator"), width=46.0),
        BookColumn(text("Tingkat Kematangan"), "level", 12.0, live="level"),
        BookColumn(text("Kenaikan tingkat berikut"), "points", 12.0, live="gain"),
        BookColumn(text("Potensi"), "points", 12.0, live="potential"),
        BookColumn(text("OPD pengampu"), width=34.0),
    )
    rows = []
    for row in read_rows(contents.potentials):
        known = row["level"] is not None
        lead = contents.leads.get(str(row["code"]))
        cells: tuple[BookCell, ...] = (
            row["rank"] if known else None,
            str(row["number"]),
            str(row["name"]),
            row["level"] / scale if known else None,
            float(row["index_gain"]) if known else None,
            float(row["potential"]) if known else None,
            row["unit"] or ("; ".join(lead.leads) if lead is not None else ""),
        )
        rows.append(BookRow(cells, about=str(row["code"])))
    title = title_ranking(contents.potentials, contents.instrument, text)
    chart = BookChart("bar", title, 2, (5,), most=_MOST_BARS)
    notes = [text("Potensi = bobot × tingkat yang tersisa, dalam poin indeks.")]
    notes.append(text("Urutan menurut angka dalam laporan; poinnya mengikuti perubahan tingkat."))
    return BookTable(text("Potensi"), title, columns, rows, notes, chart)


def make_peers(contents: ReportContents, text: Translator) -> BookTable | None:
    """List the published results of the year, the highest first, ours among or beside them."""
    peers = contents.peers
    if peers is None:
        return None
    instrument, root = contents.instrument, contents.instrument.root.code
    top = instrument.children[root]
    listed = {peer.agency: peer for peer in (*peers.group, peers.own)}
    ranked = sorted(
        (peer for peer in listed.values() if peer.figure(root) is not None),
        key=lambda peer: (-(peer.figure(root) or 0), peer.agency),
    )
    figures = [peer.figure(root) or 0 for peer in ranked]
    columns = (
        BookColumn(text("Peringkat"), "number", 10.0, live="rank"),
        BookColumn(text("Instansi"), width=44.0),
        BookColumn(instrument.names["index"][text.language], "score", 12.0, "node", "figure"),
        *(BookColumn(node.names[text.language], "score", 13.0) for node in top),
        BookColumn(text("Provinsi"), width=24.0),
    )
    rows = []
    for peer, figure in zip(ranked, figures, strict=True):
        is_own = peer.agency == peers.own.agency
        cells: tuple[BookCell, ...] = (
            1 + sum(other > figure for other in figures),
            peer.agency,
            figure / 100,
            *(_figure(peer.figure(node.code)) for node in top),
            peer.region,
        )
        rows.append(BookRow(cells, about=root if is_own else None, is_own=is_own))
    guest = peers.own if peers.is_guest else None
    kind = text("instansi sejenis")
    finding = title_peers(peers.group, peers.own.agency, root, kind, text, guest)
    chart = None
    if len(rows) <= _MOST_COLUMNS:
        scale = instrument.level_minimum, instrument.level_maximum
        place = next(n for n, row in enumerate(rows) if row.is_own)
        chart = BookChart("column", finding, 1, (2,), limits=scale, own=place)
    notes = [text("Hasil terbit {year}, skala indeks.", year=peers.year)]
    if peers.is_guest:
        notes.append(text("Angka instansi sendiri belum terbit untuk tahun itu."))
    return BookTable(text("Pembanding"), finding, columns, rows, notes, chart)


def _score(result: ScoredResult, code: str) -> float | None:
    return _figure(result.hundredths(code))


def _figure(hundredths: int | None) -> float | None:
    return None if hundredths is None else hundredths / 100


def _hundredths(exact: Fraction) -> float:
    return (200 * exact + 1) // 2 / 100


def _level(result: ScoredResult, code: str) -> float | None:
    units = result.level_units(code)
    return None if units is None else units / result.instrument.level_scale


def _say_rating(result: ScoredResult, text: Translator) -> str:
    if result.scores.rating is not None:
        return result.scores.rating.names[text.language]
    if result.scores.equivalent is None:
        return text("belum lengkap")
    return text("setara {rating}", rating=result.scores.equivalent.names[text.language])
