"""Where are we ahead or behind? Each domain between the median and the best of the group."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import plotly.graph_objects as go

from spbe.analysis.benchmark import Peer, Standing, compute_standing
from spbe.charts.layout import (
    NAME_WIDTH,
    SMALL_SIZE,
    line_shape,
    make_figure,
    make_notice,
    plain,
    scale_axis,
    scale_ends,
    words_trace,
    wrap_lines,
)
from spbe.charts.palette import PALETTES, Palette, Theme
from spbe.charts.peers import shorten_agency
from spbe.charts.scale_parts import change_color
from spbe.model.instrument import Instrument, Node
from spbe.text.translator import Translator

_LINE = 19
_SECOND = 17
_DOTS = 20
_GAP = 12


def _find_standings(
    group: Sequence[Peer], agency: str, instrument: Instrument, guest: Peer | None
) -> list[tuple[Node, Standing]]:
    """Find our place per domain; domains without a readable figure of ours are left out."""
    nodes = instrument.children[instrument.root.code]
    found = ((node, compute_standing(group, agency, node.code, guest)) for node in nodes)
    return [(node, standing) for node, standing in found if standing is not None]


def title_profile(
    group: Sequence[Peer],
    agency: str,
    instrument: Instrument,
    text: Translator,
    guest: Peer | None = None,
) -> str:
    """Say what lies farthest below the median: "Paling jauh di bawah median: X, kurang 0,40"."""
    standings = _find_standings(group, agency, instrument, guest)
    if not standings:
        return text("Nilai per domain {agency} tidak terbit", agency=shorten_agency(agency))
    leads = [(node, standing.figure - standing.median) for node, standing in standings]
    least = min(lead for _, lead in leads)
    names = text.list([node.names[text.language] for node, lead in leads if lead == least])
    if least < 0:
        return text(
            "Paling jauh di bawah median: {names}, kurang {gap}",
            names=names,
            gap=text.score(-least),
        )
    if least == 0:
        return text("Tidak ada yang di bawah median; tepat di median: {names}", names=names)
    return text(
        "Semua di atas median; selisih terkecil di {names}, {gap}",
        names=names,
        gap=text.score(least),
    )


def describe_profile(
    group: Sequence[Peer],
    agency: str,
    instrument: Instrument,
    text: Translator,
    guest: Peer | None = None,
) -> str:
    """Say in words what `plot_profile` shows."""
    said = [title_profile(group, agency, instrument, text, guest)]
    for node, standing in _find_standings(group, agency, instrument, guest):
        own = f"{node.names[text.language]} {text.score(standing.figure)}"
        said.append(f"{own} ({_say_standing(standing, text)})")
    return "; ".join(said) + "."


def plot_profile(
    group: Sequence[Peer],
    agency: str,
    instrument: Instrument,
    text: Translator,
    theme: Theme = "light",
    *,
    title: str | None = None,
    guest: Peer | None = None,
) -> go.Figure:
    """Draw each domain of an agency between the median and the best of its group.

    `guest` holds our figures where we are not in the group; they count in nothing of the group's.
    Our dot is full, the median a tick, the best an open circle. At the right stands the
    difference to the median. Dots carry the domain's code as customdata.
    """
    title = title_profile(group, agency, instrument, text, guest) if title is None else title
    standings = _find_standings(group, agency, instrument, guest)
    if not standings:
        notice = text("Perbandingan per domain perlu nilai domain yang terbit.")
        return make_notice(notice, text, theme, title=title)
    palette = PALETTES[theme]
    low, high = scale_ends(instrument)
    names, name_at, first_line, second, second_at, dots_at, y = [], [], [], [], [], [], 0.0
    for node, standing in standings:
        lines = wrap_lines(f"{node.code} {node.names[text.language]}", NAME_WIDTH)
        names.append("<br>".join(lines))
        name_at.append(y + _LINE * len(lines) / 2)
        first_line.append(y + _LINE / 2)
        y += _LINE * len(lines)
        second.append(plain(f"{text.score(standing.figure)} · {_say_standing(standing, text)}"))
        second_at.append(y + _SECOND / 2)
        y += _SECOND
        dots_at.append(y + _DOTS / 2)
        y += _DOTS + _GAP
    leads = [standing.figure - standing.median for _, standing in standings]
    shapes = []
    for (_, standing), at in zip(standings, dots_at, strict=True):
        median = standing.median / 100
        shapes.append(line_shape(palette, x=(low, high), y=(at, at), width=2, layer="below"))
        shapes.append(
            line_shape(
                palette,
                x=(median, median),
                y=(at - 10, at + 10),
                color=palette.text,
                width=3,
                layer="below",
            )
        )
    return make_figure(
        [
            _draw_dots(standings, dots_at, text, palette),
            words_trace([low] * len(names), name_at, names, color=palette.text),
            words_trace(
                [low] * len(names), second_at, second, size=SMALL_SIZE, color=palette.quiet
            ),
            words_trace(
                [high] * len(names),
                first_line,
                [f"<b>{text.points(Fraction(lead, 100))}</b>" for lead in leads],
                position="middle left",
                color=[change_color(lead, palette) for lead in leads],
            ),
        ],
        title=title or None,
        plot_height=y,
        text=text,
        theme=theme,
        xaxis=scale_axis(instrument),
        yaxis={"range": [y, 0], "visible": False},
        caption=[
            text("Nilai, skala {low}–{high}. Kanan: selisih dari median.", low=low, high=high),
            text("Titik penuh: kita; garis tegak: median; lingkaran kosong: tertinggi."),
        ],
        bottom=22,
        left=16,
        right=16,
        shapes=shapes,
    )


def _draw_dots(
    standings: Sequence[tuple[Node, Standing]],
    dots_at: Sequence[float],
    text: Translator,
    palette: Palette,
) -> dict[str, Any]:
    """Draw the best of the group as open circles and ours, on top, as full dots."""
    figures = [s.best / 100 for _, s in standings] + [s.figure / 100 for _, s in standings]
    count = len(standings)
    hover = [
        plain(f"{node.names[text.language]}: {text.score(s.figure)}, {_say_standing(s, text)}")
        for node, s in standings
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": figures,
        "y": [*dots_at, *dots_at],
        "marker": {
            "size": [17] * count + [15] * count,
            "color": [palette.page] * count + [palette.now] * count,
            "opacity": 1,
            "line": {"color": [palette.before] * count + [palette.now] * count, "width": 2.5},
        },
        "customdata": [node.code for node, _ in standings] * 2,
        "hoverinfo": "text",
        "hovertext": hover * 2,
        "cliponaxis": False,
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _say_standing(standing: Standing, text: Translator) -> str:
    return text(
        "median {median}, tertinggi {best}, peringkat {rank} dari {of}",
        median=text.score(standing.median),
        best=text.score(standing.best),
        rank=standing.rank,
        of=standing.of,
    )
