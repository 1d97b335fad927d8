"""Will it hold? The index after the interview with strict, ordinary and lenient assessors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import plotly.graph_objects as go

from spbe.analysis.chance import Outlook
from spbe.analysis.likelihood import LikelyRange, find_range, judge_target
from spbe.analysis.overview import NamedTarget
from spbe.charts.layout import (
    make_figure,
    plain,
    scale_axis,
    scale_ends,
    words_trace,
    wrap_lines,
)
from spbe.charts.palette import PALETTES, Palette, Theme
from spbe.charts.scale_parts import (
    BELOW_STRIP,
    NamedLine,
    draw_bounds,
    draw_named_lines,
    draw_rating_strip,
)
from spbe.model.instrument import Instrument
from spbe.model.scoring import round_half_up
from spbe.text.terms import ASSESSOR_NAMES, LIKELIHOOD_WORDS
from spbe.text.translator import Translator

_LINE = 19
_BAR = 14
_GAP = 14
_NAME_WIDTH = 28


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    reach: LikelyRange
    kind: str
    """"" is all kinds together."""


def title_outlook(
    outlook: Outlook,
    target: NamedTarget | None,
    text: Translator,
    needed: Fraction | None = None,
) -> str:
    """Say it in words: "Kemungkinan besar 3,31–3,90; target 3,50 lebih mungkin tercapai …".

    `needed` is the exact index that reaches the target, where it is another than is shown: under
    the rounded rule 3,495 is enough for 3,50.
    """
    said = text("Kemungkinan besar {range}", range=format_range(find_range(outlook), text))
    if target is None:
        return said
    exact = Fraction(target.hundredths, 100) if needed is None else needed
    likelihood = judge_target(outlook, exact)
    return said + text(
        "; target {target} {likelihood}",
        target=text.score(target.hundredths),
        likelihood=text(LIKELIHOOD_WORDS[likelihood]),
    )


def describe_outlook(
    outlook: Outlook,
    target: NamedTarget | None,
    text: Translator,
    needed: Fraction | None = None,
) -> str:
    """Say in words what `plot_outlook` shows."""
    said = [title_outlook(outlook, target, text, needed)]
    said += [f"{row.name}: {_say_range(row.reach, text)}" for row in _find_rows(outlook, text)]
    return "; ".join(said) + "."


def plot_outlook(
    outlook: Outlook,
    instrument: Instrument,
    text: Translator,
    theme: Theme = "light",
    *,
    targets: Sequence[NamedTarget] = (),
    needed: Fraction | None = None,
    title: str | None = None,
) -> go.Figure:
    """Draw where the index probably falls, per kind of assessor and with all of them mixed.

    Parameters
    ----------
    outlook : from `compute_outlook`.
    targets : dashed lines with their names; the primary one stands in the title.
    needed : exact index that reaches the primary one, where it is another than its hundredths.
    title : instead of `title_outlook`; "" leaves it out.

    Bars reach over four of five outcomes, the mark is the middle one; the index with every claim
    fallen is a line of its own. Bars carry the kind's name as customdata, the mixture "".
    """
    palette = PALETTES[theme]
    low, high = scale_ends(instrument)
    primary = next((target for target in targets if target.is_primary), None)
    title = title_outlook(outlook, primary, text, needed) if title is None else title
    rows = _find_rows(outlook, text)
    present = round_half_up(Fraction(outlook.numerator, outlook.denominator))
    lines = [
        NamedLine(target.hundredths / 100, target.name, text.score(target.hundredths))
        for target in targets
    ]
    lines.append(NamedLine(present / 100, text("Kini"), text.score(present), is_target=False))
    names, name_at, first_line, bar_at, y = [], [], [], [], 6.0
    for row in rows:
        wrapped = wrap_lines(row.name, _NAME_WIDTH)
        names.append("<br>".join(wrapped if row.kind else [f"<b>{line}</b>" for line in wrapped]))
        name_at.append(y + _LINE * len(wrapped) / 2)
        first_line.append(y + _LINE / 2)
        y += _LINE * len(wrapped) + 2
        bar_at.append(y + _BAR / 2)
        y += _BAR + _GAP
    strip, strip_names = draw_rating_strip(instrument, y, text, theme)
    line_shapes, line_words, above = draw_named_lines(lines, (low, high), y, palette)
    caption = [
        text("Indeks, skala {low}–{high}.", low=low, high=high),
        text("Batang: empat dari lima kemungkinan hasil; titik: hasil tengah."),
        text("Kini: bila tidak ada klaim yang bertahan."),
    ]
    return make_figure(
        [
            *_draw_rows(rows, bar_at, text, palette),
            words_trace([low] * len(rows), name_at, names, color=palette.text),
            words_trace(
                [high] * len(rows),
                first_line,
                [f"<b>{format_range(row.reach, text)}</b>" for row in rows],
                position="middle left",
                color=palette.text,
            ),
            strip_names,
            *line_words,
        ],
        title=title or None,
        plot_height=y + BELOW_STRIP + above,
        text=text,
        theme=theme,
        xaxis=scale_axis(instrument),
        yaxis={"range": [y + BELOW_STRIP, -above], "visible": False},
        caption=caption,
        bottom=22,
        left=18,
        right=18,
        shapes=[*strip, *draw_bounds(instrument, (0, y), palette), *line_shapes],
        bargap=0,
    )


def _find_rows(outlook: Outlook, text: Translator) -> list[_Row]:
    rows = [
        _Row(
            text(ASSESSOR_NAMES[kind]) if kind in ASSESSOR_NAMES else kind,
            find_range(outlook, kind),
            kind,
        )
        for kind in outlook.by_kind
    ]
    return [*rows, _Row(text("Semua digabung"), find_range(outlook), "")]


def _draw_rows(
    rows: Sequence[_Row], bar_at: Sequence[float], text: Translator, palette: Palette
) -> list[dict[str, Any]]:
    kinds = [row.kind for row in rows]
    hover = [plain(f"{row.name}: {_say_range(row.reach, text)}") for row in rows]
    bars = {
        "type": "bar",
        "orientation": "h",
        "base": [float(row.reach.lowest) for row in rows],
        "x": [round(float(row.reach.highest - row.reach.lowest), 6) for row in rows],
        "y": list(bar_at),
        "width": _BAR,
        "marker": {"color": [palette.before if kind else palette.now for kind in kinds]},
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
        "customdata": kinds,
        "hoverinfo": "text",
        "hovertext": hover,
    }
    middles = {
        "type": "scatter",
        "mode": "markers",
        "x": [round(float(row.reach.median), 6) for row in rows],
        "y": list(bar_at),
        "marker": {
            "size": 9,
            "color": palette.page,
            "opacity": 1,
            "line": {"color": [palette.before if k else palette.now for k in kinds], "width": 2},
        },
        "customdata": kinds,
        "hoverinfo": "text",
        "hovertext": hover,
        "cliponaxis": False,
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }
    return [bars, middles]


def format_range(reach: LikelyRange, text: Translator) -> str:
    """Write a range with two decimals, as one number where both ends print alike: "3,31–3,90"."""
    low, high = round_half_up(reach.lowest), round_half_up(reach.highest)
    return text.score(low) if low == high else f"{text.score(low)}–{text.score(high)}"


def _say_range(reach: LikelyRange, text: Translator) -> str:
    return text(
        "{range}, tengah {median}",
        range=format_range(reach, text),
        median=text.score(round_half_up(reach.median)),
    )
