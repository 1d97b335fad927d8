"""The slides on the index: where it stands, how it moved over the years, and why it changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise

from spbe.analysis.change_words import find_change_notes, name_result, say_change
from spbe.analysis.decomposition import Decomposition, decompose_change
from spbe.analysis.frames import read_rows
from spbe.analysis.results import ScoredResult, sort_results
from spbe.analysis.trend import compute_trend
from spbe.charts.bullet import describe_bullet, title_bullet
from spbe.charts.layout import scale_ends
from spbe.charts.palette import PALETTES, RAMP, RAMP_TEXT, band_color
from spbe.charts.trend import describe_trend, title_trend
from spbe.charts.trend_words import Row, find_notes, shorten
from spbe.charts.waterfall import describe_waterfall
from spbe.model.instrument import Instrument
from spbe.reports.contents import ReportContents
from spbe.reports.deck_charts import SCORE, Chart, Series
from spbe.reports.deck_measure import fit_size
from spbe.reports.deck_pages import Deck, Page
from spbe.reports.deck_shapes import NOW, PANEL, QUIET, TEXT, Box, Color, Words
from spbe.reports.deck_tables import MARGIN, SIDE, Cell, Table
from spbe.reports.words import say_rating
from spbe.text.translator import Message, Translator, message

BEFORE = Color(PALETTES["light"].before)
GAIN, LOSS = Color(PALETTES["light"].gain), Color(PALETTES["light"].loss)
_HOLLOW = message("Batang kosong: sementara, belum hasil akhir.")
_CARD = 270
_FEW_PARTS = 5
_TARGET_WIDTH = 40
"""Characters of a target's name in a chart."""
_LABEL_ROOM = 40
"""Above the axis, for a label below its point [hundredths]."""
_RATING_SIZES = (11, 10, 9, 8, 7, 6)
_NAMES, _STRIP = 0.30, 30
"""Share of a chart's width that names take; height of the strip of ratings above it."""


def add_standing(deck: Deck, contents: ReportContents) -> Message | None:
    """Show the index as one number, beside what it is measured with."""
    text, result = deck.text, contents.result
    if contents.index is None:
        return message("Indeks belum ada, jadi posisi tidak ditampilkan sebagai grafik.")
    targets = [contents.target] if contents.target else []
    notes = [f"{target.name}: {target.source}" for target in targets if target.source]
    page = deck.add_page(title_bullet(result, text), notes)
    measures = _list_measures(contents, text)
    if any(measure.is_interim for measure in measures):
        page.add_below(text(_HOLLOW), "Keterangan")
    card, right = page.area.cut_left(_CARD, 24)
    page.add_words(card, _list_card(contents, text), "Indeks", fill=PANEL, inset=18)
    strip, below = right.cut_top(_STRIP, 6)
    plot_x, plot_width = right.x + _NAMES * right.width, right.width * (1 - _NAMES) - 10
    _add_ratings(page, Box(plot_x, strip.y, plot_width, _STRIP), result, text)
    low, high = scale_ends(contents.instrument)
    chart = Chart(
        "bars",
        [measure.name for measure in measures],
        [
            Series(
                contents.instrument.names["index"][text.language],
                [hundredths(measure.score) for measure in measures],
                NOW,
                labels=SCORE,
                label_place="outEnd",
                colors={n: measure.color for n, measure in enumerate(measures)},
                hollow=[n for n, measure in enumerate(measures) if measure.is_interim],
            )
        ],
        low,
        high,
        1,
        number_format="0",
        gap=55,
        size=14,
        plot=(_NAMES, 0.01, plot_width / right.width, 0.88),
    )
    page.add_chart(
        below, chart, "Grafik posisi", describe_bullet(result, text, contents.last_year, targets)
    )
    return None


def _list_card(contents: ReportContents, text: Translator) -> list[Words]:
    """Say the number, its rating, and how far it is from target and from where it was."""
    lines = [
        Words(contents.instrument.names["index"][text.language], 15, QUIET),
        Words(text.score(contents.index), 66, NOW, is_bold=True),
        Words(say_rating(contents, text) or "", 20, is_bold=True),
        Words(name_result(contents.result, text), 13, QUIET, gap=2),
    ]
    distance, target = contents.distance, contents.target
    if distance is not None and target is not None:
        score = text.score(target.hundredths)
        said = text("Target {target} tercapai", target=score)
        if distance.shown_gap > 0:
            gap = text.score(distance.shown_gap)
            said = text("Kurang {gap} dari target {target}", gap=gap, target=score)
        lines.append(Words(said, 16, is_bold=True, gap=16))
        lines.append(Words(target.name or text("Target"), 12, QUIET, gap=2))
    if distance is not None and distance.shown_lost and contents.compared is not None:
        lost = text(
            "Turun {lost} dari {result}",
            lost=text.score(distance.shown_lost),
            result=name_result(contents.compared, text),
        )
        lines.append(Words(lost, 14, gap=12))
        if distance.recover_percent is not None:
            back = text("Cukup pulihkan {n} % dari yang turun", n=distance.recover_percent)
            lines.append(Words(back, 14, gap=4))
    return lines


@dataclass(frozen=True, slots=True)
class _Measure:
    """One bar beside the scale of ratings."""

    name: str
    score: int
    """Hundredths."""
    color: Color
    is_interim: bool = False


def _list_measures(contents: ReportContents, text: Translator) -> list[_Measure]:
    """List what stands beside the index: last year, the claim, itself, the target."""
    root, own = contents.instrument.root.code, contents.result
    named = (contents.last_year, contents.compared, contents.claim, own)
    results = {id(result): result for result in named if result is not None}
    measures = [
        _Measure(
            name_result(result, text), score, NOW if result is own else BEFORE, result.is_interim
        )
        for result in sort_results(results.values())
        if (score := result.hundredths(root)) is not None
    ]
    if contents.target is not None:
        measures.append(_Measure(name_target(contents, text), contents.target.hundredths, TEXT))
    return measures


def _add_ratings(page: Page, box: Box, result: ScoredResult, text: Translator) -> None:
    """Draw the rating bands to the scale of the chart below."""
    instrument = result.instrument
    low, high = scale_ends(instrument)
    bounds = [max(Fraction(low), rating.lower) for rating in instrument.ratings] + [Fraction(high)]
    ratings = instrument.ratings
    names = [rating.names[text.language] for rating in ratings]
    widths = [
        float((above - below) / (high - low)) * box.width for below, above in pairwise(bounds)
    ]
    room = box.height - 2 * MARGIN
    size = min(
        fit_size(name, width - 2 * SIDE, room, _RATING_SIZES, is_bold=True)
        for name, width in zip(names, widths, strict=True)
    )
    cells = []
    for place, name in enumerate(names):
        fill = band_color(place, len(names))
        color = Color(RAMP_TEXT[RAMP.index(fill)])
        cells.append(Cell([Words(name, size, color, is_bold=True, align="ctr")], Color(fill)))
    page.add_table((box.x, box.y), Table(widths, [cells], box.height, is_lined=False), "Predikat")


def add_trend(deck: Deck, contents: ReportContents) -> Message | None:
    """Show the index over the years, each instrument as a line of its own."""
    text = deck.text
    points = compute_trend(contents.known)
    rows = read_rows(points)
    if len(rows) < 2:
        return message("Baru ada satu tahun, jadi belum ada tren.")
    instruments = {each.instrument.id: each.instrument for each in contents.known}
    target = contents.target
    page = deck.add_page(title_trend(points, instruments, text, target))
    ends = [scale_ends(instrument) for instrument in instruments.values()]
    low, high = min(low for low, _ in ends), max(high for _, high in ends)
    notes = [text("Indeks, skala {low}–{high}.", low=low, high=high)]
    page.add_below(" ".join([*notes, *find_notes(rows, instruments, text)]), "Keterangan")
    chart = Chart(
        "lines",
        [_name_year(row, text) for row in rows],
        [
            *_list_segments(contents, rows, instruments, text),
            *target_line(contents, len(rows), text),
        ],
        low,
        high,
        1,
        number_format="0",
        has_legend=True,
        size=14,
    )
    alt = describe_trend(points, instruments, text, targets=[target] if target else [])
    page.add_chart(page.area, chart, "Grafik tren", alt)
    return None


def _name_year(row: Row, text: Translator) -> str:
    """Name a year; an interim one says so, since not every program draws hollow points."""
    interim = text("(sementara)")
    return f"{row['year']}\n{interim}" if row["is_interim"] else str(row["year"])


def _list_segments(
    contents: ReportContents,
    rows: Sequence[Row],
    instruments: Mapping[str, Instrument],
    text: Translator,
) -> list[Series]:
    """Make a line for each instrument; labels stand on the side where the target is not."""
    found = []
    target, last = contents.target, rows[-1]["score"]
    lowest = min((row["score"] for row in rows if row["score"] is not None), default=0)
    has_room = lowest >= scale_ends(contents.instrument)[0] * 100 + _LABEL_ROOM
    is_below = target is not None and last is not None and last < target.hundredths and has_room
    for segment in dict.fromkeys(row["segment"] for row in rows):
        own = [row if row["segment"] == segment else None for row in rows]
        instrument = instruments[next(row for row in own if row)["instrument_id"]]
        name = instrument.names["index"][text.language]
        found.append(
            Series(
                f"{name} ({instrument.regulation_short})",
                [hundredths(row["score"]) if row else None for row in own],
                NOW if segment == rows[-1]["segment"] else BEFORE,
                labels=SCORE,
                label_place="b" if is_below else "t",
                hollow=[n for n, row in enumerate(own) if row and row["is_interim"]],
            )
        )
    return found


def target_line(contents: ReportContents, count: int, text: Translator) -> list[Series]:
    """Draw the target across; its name carries the figure, which no label may hide."""
    target = contents.target
    if target is None:
        return []
    name = f"{name_target(contents, text)} · {text.score(target.hundredths)}"
    values = [hundredths(target.hundredths)] * count
    return [Series(name, values, TEXT, is_line=True, is_dashed=True)]


def name_target(contents: ReportContents, text: Translator) -> str:
    """Name the target for a chart; a long name stands in full beside the index and in the notes."""
    name = contents.target.name if contents.target else ""
    if not name:
        return text("Target")
    short = shorten(name, _TARGET_WIDTH)
    is_said = name.casefold().startswith("target")
    return short if is_said else text("Target: {name}", name=short)


def hundredths(value: int | None) -> Fraction | None:
    return None if value is None else Fraction(value, 100)


def add_change(deck: Deck, contents: ReportContents) -> Message | None:
    """Show the change since the stage or year before as a waterfall over the domains."""
    text, before = deck.text, contents.compared
    if before is None:
        return message("Tidak ada hasil sebelumnya yang sebanding, jadi perubahan tidak diuraikan.")
    change = decompose_change(before, contents.result)
    if change.summary is None or change.top_tier not in change.by_tier:
        return message("Perubahan tidak diuraikan, karena nilai tiap bagian tidak diketahui.")
    page = deck.add_page(say_change(change, text))
    low, high = scale_ends(contents.instrument)
    notes = [text("Indeks, skala {low}–{high}; batang mulai dari {low}.", low=low, high=high)]
    if before.is_interim or contents.is_interim:
        notes.append(text(_HOLLOW))
    page.add_below(" ".join([*notes, *find_change_notes(change, text)]), "Keterangan")
    alt = describe_waterfall(change, text)
    page.add_chart(page.area, _make_waterfall(change, text), "Grafik perubahan", alt)
    return None


def _make_waterfall(change: Decomposition, text: Translator) -> Chart:
    """Stack what rose and fell on an unseen base, with the figures as they are shown.

    They stand in the names below: a bar may be too thin for a label.
    """
    instrument, tier, summary = change.instrument, change.top_tier, change.summary
    assert summary is not None  # noqa: S101  # the caller looked
    shown = change.shown_points(tier)
    names = [
        f"{text.points(Fraction(points, 100))}\n{_name_part(part.code, instrument, text)}"
        for part, points in zip(change.by_tier[tier], shown, strict=True)
    ]
    levels = list(accumulate(shown, initial=summary.before))
    bases = [min(pair) for pair in pairwise(levels)]
    count = len(shown) + 2
    ends = [summary.before, *[None] * len(shown), summary.after]
    hollow = [
        place
        for place, result in ((0, change.before), (count - 1, change.after))
        if result.is_interim
    ]
    low, high = scale_ends(instrument)

    def inner(values: Sequence[int | None]) -> list[Fraction | None]:
        return [None, *(hundredths(value) for value in values), None]

    return Chart(
        "columns",
        [
            f"{text.score(summary.before)}\n{name_result(change.before, text)}",
            *names,
            f"{text.score(summary.after)}\n{name_result(change.after, text)}",
        ],
        [
            Series(text("Dasar"), inner(bases), None),
            Series(
                text("Indeks"),
                [hundredths(end) for end in ends],
                NOW,
                colors={0: BEFORE},
                hollow=hollow,
            ),
            Series(text("Naik"), inner([n if n > 0 else None for n in shown]), GAIN),
            Series(text("Turun"), inner([-n if n < 0 else None for n in shown]), LOSS),
        ],
        low,
        high,
        1,
        number_format="0",
        is_stacked=True,
        gap=45,
        size=13,
        name_size=13 if len(names) <= _FEW_PARTS else 10,
    )


def _name_part(code: str, instrument: Instrument, text: Translator) -> str:
    if not code:
        return text("Pembulatan nilai terbit")
    return f"{code} {instrument.node_by_code[code].names[text.language]}"
