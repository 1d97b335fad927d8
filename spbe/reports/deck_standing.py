"""The slide on where the index stands, beside what it is measured with."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from spbe.analysis.change_words import name_result
from spbe.analysis.results import ScoredResult, sort_results
from spbe.charts.bullet import describe_bullet, title_bullet
from spbe.charts.layout import scale_ends
from spbe.charts.palette import RAMP, RAMP_TEXT, band_color
from spbe.reports.contents import ReportContents
from spbe.reports.deck_charts import SCORE, Chart, Series
from spbe.reports.deck_looks import (
    BEFORE,
    HOLLOW,
    hundredths,
    name_target,
)
from spbe.reports.deck_measure import fit_size
from spbe.reports.deck_pages import Deck, Page
from spbe.reports.deck_shapes import NOW, PANEL, QUIET, TEXT, Box, Color, Words
from spbe.reports.deck_tables import MARGIN, SIDE, Cell, Table
from spbe.reports.words import say_rating
from spbe.text.translator import Message, Translator, message

_CARD = 270
"""Width of the box with the number [points]."""
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
        page.add_below(text(HOLLOW), "Keterangan")
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
