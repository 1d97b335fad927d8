"""The slides on change: how the index moved over the years, and why it changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import accumulate, pairwise

from spbe.analysis.change_words import find_change_notes, name_result, say_change
from spbe.analysis.decomposition import Decomposition, decompose_change
from spbe.analysis.frames import read_rows
from spbe.analysis.trend import compute_trend
from spbe.charts.layout import scale_ends
from spbe.charts.trend import describe_trend, title_trend
from spbe.charts.trend_words import Row, find_notes
from spbe.charts.waterfall import describe_waterfall
from spbe.model.instrument import Instrument
from spbe.reports.contents import ReportContents
from spbe.reports.deck_charts import SCORE, Chart, Series
from spbe.reports.deck_looks import (
    BEFORE,
    GAIN,
    HOLLOW,
    LOSS,
    hundredths,
    target_line,
)
from spbe.reports.deck_pages import Deck
from spbe.reports.deck_shapes import NOW
from spbe.text.translator import Message, Translator, message

_FEW_PARTS = 5
_LABEL_ROOM = 40
"""Above the axis, for a label below its point [hundredths]."""


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
        notes.append(text(HOLLOW))
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
