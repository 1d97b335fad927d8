"""Do we finish in time? The open items day by day, and the pace that is needed until a date."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any, TypeAlias

import plotly.graph_objects as go

from spbe.charts.layout import line_shape, make_figure, make_notice, plain, words_trace
from spbe.charts.palette import PALETTES, Palette, Theme
from spbe.text.translator import Translator, message

_HEIGHT = 220
_NEAR = 0.22
"""Share of the axis within which two labels of days would touch on a phone."""
_FIRST_DAY = message("Baru hari pertama, jadi satu titik; garisnya tumbuh mulai besok.")

DayCounts: TypeAlias = Sequence[tuple[datetime.date, int]]
"""The open items at the end of each day, from `count_open`; the last day is today."""


def title_burn_down(counts: DayCounts, interview: datetime.date | None, text: Translator) -> str:
    """Say what is open and the pace it takes: "42 butir terbuka, H−18: 3 butir per hari"."""
    if not counts:
        return text("Belum ada butir checklist")
    today, left = counts[-1]
    if not left:
        return text("Semua butir selesai")
    said = text.plural("{count} butir terbuka", "{count} butir terbuka", left)
    if interview is None:
        return text("{open}; tanggal interviu belum diisi", open=said)
    days = (interview - today).days
    if days < 0:
        return text("{open} sesudah interviu", open=said)
    if days == 0:
        return text("{open} pada hari interviu", open=said)
    return text(
        "{open}, H−{days}: perlu {pace} butir per hari",
        open=said,
        days=days,
        pace=-(-left // days),
    )


def describe_burn_down(counts: DayCounts, interview: datetime.date | None, text: Translator) -> str:
    """Say in words what `plot_burn_down` shows: the finding, and how it began."""
    said = [title_burn_down(counts, interview, text)]
    if counts:
        day, first = counts[0]
        most_day, most = max(counts, key=lambda count: count[1])
        said.append(text("{day}: {n} terbuka", day=text.date(day), n=first))
        if most > first:
            said.append(text("terbanyak {n} pada {day}", n=most, day=text.date(most_day)))
    words = "; ".join(said) + "."
    return f"{words} {text(_FIRST_DAY)}" if len(counts) == 1 else words


def plot_burn_down(
    counts: DayCounts,
    interview: datetime.date | None,
    text: Translator,
    theme: Theme = "light",
    *,
    title: str | None = None,
) -> go.Figure:
    """Draw the open items as a line of steps, and dashed the way to none on the interview's day.

    `title` is the finding (`title_burn_down`) unless given; "" leaves it out.
    """
    if title is None:
        title = title_burn_down(counts, interview, text)
    if not counts:
        notice = text("Grafik muncul setelah ada butir di checklist.")
        return make_notice(notice, text, theme, title=title or None)
    palette = PALETTES[theme]
    start, (today, left) = counts[0][0], counts[-1]
    now = (today - start).days
    end = max(now, (interview - start).days if interview else now, 1)
    most = max(n for _, n in counts) or 1
    traces = [_draw_line(counts, text, palette), _name_end(now, end, left, palette)]
    shapes = []
    if interview is not None and (interview - today).days > 0:
        shapes.append(
            line_shape(
                palette, x=(now, end), y=(left, 0), color=palette.target, width=2, dash="dash"
            )
        )
    ticks = _label_days(counts, interview, end, text)
    caption = [text("Tegak: butir yang masih terbuka. Mendatar: hari.")]
    if len(counts) == 1:
        caption.append(text(_FIRST_DAY))
    if shapes:
        caption.append(text("Garis putus-putus: laju agar habis pada hari interviu."))
    return make_figure(
        traces,
        title=title or None,
        plot_height=_HEIGHT,
        text=text,
        theme=theme,
        xaxis={
            "range": [-0.02 * end, end * 1.02],
            "tickmode": "array",
            "tickvals": [at for at, _ in ticks],
            "ticktext": [words for _, words in ticks],
            # The first day would stand over the 0 of the other axis.
            "ticks": "outside",
            "ticklen": 8,
            "tickcolor": palette.page,
        },
        yaxis={
            "range": [0, most * 1.15],
            "nticks": 5,
            "tickformat": "d",
            "rangemode": "nonnegative",
        },
        caption=caption,
        top=18,
        bottom=40,
        left=40,
        right=56,
        shapes=shapes,
    )


def _draw_line(counts: DayCounts, text: Translator, palette: Palette) -> dict[str, Any]:
    start = counts[0][0]
    open_word = text("terbuka")
    return {
        "type": "scatter",
        "mode": "lines" if len(counts) > 1 else "markers",
        "x": [(day - start).days for day, _ in counts],
        "y": [n for _, n in counts],
        "line": {"shape": "hv", "color": palette.now, "width": 2.5},
        "marker": {"size": 9, "color": palette.now},
        "hovertext": [plain(f"{text.date(day)}: {n} {open_word}") for day, n in counts],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _name_end(now: int, end: int, left: int, palette: Palette) -> dict[str, Any]:
    return words_trace(
        [now],
        [left],
        [f"<b>{left}</b>"],
        position="top right" if now < end else "middle right",
        color=palette.now,
    )


def _label_days(
    counts: DayCounts, interview: datetime.date | None, end: int, text: Translator
) -> list[tuple[int, str]]:
    """Name the first day, the interview's and, where there is room between them, today."""
    start, today = counts[0][0], counts[-1][0]
    labels = [(0, text.date(start))]
    if interview is not None and (interview - start).days > 0:
        named = text("interviu<br>{day}", day=plain(text.date(interview)))
        labels.append(((interview - start).days, named))
    now = (today - start).days
    if all(abs(now - at) > _NEAR * end for at, _ in labels):
        labels.append((now, text("hari ini")))
    return sorted(labels)
