"""How are the others? All agencies of a group as one strip, ours named, the median marked."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from spbe.analysis.benchmark import Peer, Standing, compute_median, compute_standing
from spbe.charts.layout import (
    SMALL_SIZE,
    TEXT_SIZE,
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
from spbe.charts.scale_parts import (
    BELOW_STRIP,
    draw_bounds,
    draw_rating_strip,
)
from spbe.model.instrument import Instrument
from spbe.text.translator import Translator

_GOVERNMENT = "Pemerintah "
_COLUMN = 4
"""Hundredths that stand in one column of the strip, about a dot's width on a phone."""
_LINE = 19
_LABEL = 22
"""Height of the median's label between our own mark and the dots [pixels]."""
_OWN_WIDTH = 24
"""Characters of a line of our name that fit on a phone wherever our mark stands."""


def shorten_agency(name: str) -> str:
    """Write an agency as people say it: "Pemerintah Provinsi X" → "Provinsi X"."""
    return name.removeprefix(_GOVERNMENT)


def title_peers(
    group: Sequence[Peer],
    agency: str,
    code: str,
    group_name: str,
    text: Translator,
    guest: Peer | None = None,
) -> str:
    """Say the place: "Peringkat 15 dari 38 provinsi (sama dengan 1 lainnya): 3,79, median 3,19".

    A guest's place is told as if it took part, so that one denominator holds everywhere.
    """
    standing = compute_standing(group, agency, code, guest)
    if standing is None:
        if not any(peer.figure(code) is not None for peer in group):
            return text("Belum ada hasil terbit untuk {group}", group=group_name)
        return text(
            "{agency} tidak ada di antara {n} {group}",
            agency=shorten_agency(agency),
            n=sum(peer.figure(code) is not None for peer in group),
            group=group_name,
        )
    rank, of, name = standing.rank, standing.of, group_name
    if guest is None:
        place = text("Peringkat {rank} dari {of} {group}", rank=rank, of=of, group=name)
    else:
        place = text(
            "Seandainya ikut, peringkat {rank} dari {of} {group}", rank=rank, of=of, group=name
        )
    if standing.tied > 1:
        place += " " + text("(sama dengan {n} lainnya)", n=standing.tied - 1)
    return place + text(
        ": {index}, median {median}",
        index=text.score(standing.figure),
        median=text.score(standing.median),
    )


def describe_peers(
    group: Sequence[Peer],
    agency: str,
    code: str,
    group_name: str,
    text: Translator,
    guest: Peer | None = None,
) -> str:
    """Say in words what `plot_peers` shows: our place, who shares it, and the best."""
    said = [title_peers(group, agency, code, group_name, text, guest)]
    standing = compute_standing(group, agency, code, guest)
    if standing is not None:
        same = [p.agency for p in group if p.figure(code) == standing.figure]
        if others := [shorten_agency(name) for name in same if name != agency]:
            said.append(text("nilai sama: {names}", names=text.list(sorted(others))))
        best = [shorten_agency(p.agency) for p in group if p.figure(code) == standing.best]
        names, score = text.list(sorted(best)), text.score(standing.best)
        said.append(text("tertinggi {names} {score}", names=names, score=score))
    return "; ".join(said) + "."


def plot_peers(
    group: Sequence[Peer],
    agency: str,
    instrument: Instrument,
    text: Translator,
    theme: Theme = "light",
    *,
    group_name: str,
    code: str | None = None,
    title: str | None = None,
    guest: Peer | None = None,
) -> go.Figure:
    """Draw every agency of a group as a dot on the instrument's scale.

    Parameters
    ----------
    group : from `find_group`; peers whose figure is not readable are counted below.
    agency : ours, named as in the group; where it is not in it, only the others are drawn.
    group_name : what the group is called within a sentence ("provinsi", "instansi di Kalimantan").
    code : the node that is compared, by default the index.
    title : instead of `title_peers`; "" leaves it out.
    guest : our figure where we are not in the group; it counts in nothing of the group's.

    Dots are stacked where figures lie close together. One carries its agency's short name as
    customdata (`find_peer` leads back), so that 600 of them stay light.
    """
    code = instrument.root.code if code is None else code
    if title is None:
        title = title_peers(group, agency, code, group_name, text, guest)
    known = [(peer, figure) for peer in group if (figure := peer.figure(code)) is not None]
    if not known:
        notice = text("Hasil terbit instansi lain belum ada untuk pilihan ini.")
        return make_notice(notice, text, theme, title=title)
    palette = PALETTES[theme]
    low, high = scale_ends(instrument)
    others = sorted((f, peer.agency) for peer, f in known if peer.agency != agency)
    heights, tallest = _stack([figure for figure, _ in others])
    step = 9 if tallest < 14 else 6
    standing = compute_standing(group, agency, code, guest)
    own_name = _wrap_own(agency, standing, text) if standing is not None else []
    own_at = _LINE * len(own_name) + 10
    top = own_at + 6 if own_name else 0
    floor = top + _LABEL + step * tallest + 6
    strip, strip_names = draw_rating_strip(instrument, floor + 4, text, theme)
    traces = [_draw_others(others, heights, floor, step, palette)]
    if standing is not None:
        traces += _draw_own(agency, own_name, standing, (own_at, floor), (low, high), palette)
    middle = compute_median([figure for _, figure in known])
    is_ahead = standing is not None and standing.figure >= middle
    median, median_words = _draw_median(middle, (top, floor), is_ahead, text, palette)
    caption = [
        text("Indeks, skala {low}–{high}.", low=low, high=high)
        if code == instrument.root.code
        else text("Nilai, skala {low}–{high}.", low=low, high=high),
        text("Satu titik satu instansi; bertumpuk bila nilainya berdekatan."),
    ]
    unreadable = len(group) - len(known)
    if unreadable:
        caption.append(text("{n} instansi tanpa nilai terbaca tidak digambar.", n=unreadable))
    return make_figure(
        [*traces, strip_names, median_words],
        title=title or None,
        plot_height=floor + 4 + BELOW_STRIP,
        text=text,
        theme=theme,
        xaxis=scale_axis(instrument),
        yaxis={"range": [floor + 4 + BELOW_STRIP, 0], "visible": False},
        caption=caption,
        bottom=22,
        left=18,
        right=18,
        shapes=[*strip, *draw_bounds(instrument, (top, floor), palette), median],
    )


def find_peer(group: Sequence[Peer], customdata: str) -> Peer | None:
    """Find the peer behind the customdata of a clicked dot or bar, None where there is none."""
    return next((p for p in group if plain(shorten_agency(p.agency)) == customdata), None)


def _stack(figures: Sequence[int]) -> tuple[list[int], int]:
    """Give each of the sorted figures its height within its column, and the tallest column."""
    columns: Counter[int] = Counter()
    heights = []
    for figure in figures:
        heights.append(columns[figure // _COLUMN])
        columns[figure // _COLUMN] += 1
    return heights, max(columns.values(), default=0)


def _draw_others(
    others: Sequence[tuple[int, str]],
    heights: Sequence[int],
    floor: float,
    step: int,
    palette: Palette,
) -> dict[str, Any]:
    # Columns of small numbers go out packed, which keeps 600 agencies below 25 kB.
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [figure / 100 for figure, _ in others],
        "y": pd.Series([round(floor - step * (h + 0.5)) for h in heights], dtype="int16"),
        "marker": {"size": step - 1, "color": palette.before, "opacity": 0.8},
        "customdata": [plain(shorten_agency(name)) for _, name in others],
        "hovertemplate": "%{customdata}: %{x:.2f}<extra></extra>",
        "cliponaxis": False,
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 0.8}},
    }


def _wrap_own(agency: str, standing: Standing, text: Translator) -> list[str]:
    """Write our name and figure in one line or two, shortened where that is not enough."""
    score = text.score(standing.figure)
    name = shorten_agency(agency)
    lines = wrap_lines(f"{name} {score}", _OWN_WIDTH)
    if len(lines) > 2:
        short = textwrap.shorten(name, 2 * _OWN_WIDTH - 10, placeholder=" …")
        lines = wrap_lines(f"{short} {score}", _OWN_WIDTH)[:2]
    return lines


def _draw_own(
    agency: str,
    name: Sequence[str],
    standing: Standing,
    y: tuple[float, float],
    ends: tuple[int, int],
    palette: Palette,
) -> list[dict[str, Any]]:
    """Draw our own mark above the dots, with a stem down to the scale and our name."""
    low, high = ends
    at = standing.figure / 100
    share = (at - low) / (high - low)
    side = "right" if share < 0.3 else "left" if share > 0.7 else "center"
    mark = {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [at, at],
        "y": [y[1], y[0]],
        "line": {"color": palette.now, "width": 2},
        "marker": {"size": [1, 15], "color": palette.now, "opacity": 1},
        "customdata": [plain(shorten_agency(agency))] * 2,
        "hovertemplate": "%{customdata}: %{x:.2f}<extra></extra>",
        "cliponaxis": False,
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }
    words = words_trace(
        [at],
        [_LINE * len(name) / 2],
        ["<br>".join(f"<b>{line}</b>" for line in name)],
        position=f"middle {side}",
        size=TEXT_SIZE,
        color=palette.now,
    )
    return [mark, words]


def _draw_median(
    median: int, y: tuple[float, float], is_left: bool, text: Translator, palette: Palette
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Draw the median as a line, its label on the side away from our own stem."""
    at = median / 100
    line = line_shape(
        palette, x=(at, at), y=(y[0] + 4, y[1]), color=palette.text, width=1.5, layer="below"
    )
    label = text("median {median}", median=text.score(median))
    words = words_trace(
        [at],
        [y[0] + _LABEL / 2],
        [f"\u00a0{label}\u00a0"],
        position="middle left" if is_left else "middle right",
        size=SMALL_SIZE,
        color=palette.text,
    )
    return line, words
