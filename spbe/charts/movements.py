"""Who moved most? The change of the published index between two years, agency by agency."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import plotly.graph_objects as go

from spbe.analysis.benchmark import Movement
from spbe.charts.layout import (
    NAME_WIDTH,
    SMALL_SIZE,
    line_shape,
    make_figure,
    make_notice,
    plain,
    words_trace,
    wrap_lines,
)
from spbe.charts.palette import PALETTES, Theme
from spbe.charts.peers import shorten_agency
from spbe.charts.scale_parts import change_color
from spbe.model.instrument import Instrument
from spbe.text.translator import Translator

_LINE = 19
_SECOND = 17
_BAR = 14
_GAP = 12


def title_movements(movements: Sequence[Movement], text: Translator) -> str:
    """Name who rose and who fell most: "Naik terbanyak: X, +1,20; turun terbanyak: Y, −0,80"."""
    if not movements:
        return text("Belum ada dua tahun untuk dibandingkan")
    fall = min(movement.change for movement in movements)
    if fall >= 0 or all(movement.change <= 0 for movement in movements):
        return _name_risers(movements, text)
    last = [m for m in movements if m.change == fall]
    points = text.points(Fraction(fall, 100))
    if len(last) > 3:
        fallen = text("{n} instansi turun sama banyak: {points}", n=len(last), points=points)
    else:
        names = text.list([shorten_agency(m.agency) for m in last])
        fallen = text("turun terbanyak: {names}, {points}", names=names, points=points)
    return f"{_name_risers(movements, text)}; {fallen}"


def _name_risers(movements: Sequence[Movement], text: Translator) -> str:
    """Name who rose most, or fell least."""
    most = max(movement.change for movement in movements)
    first = [m for m in movements if m.change == most]
    points = text.points(Fraction(most, 100))
    if len(first) > 3:
        return text("{n} instansi naik sama banyak: {points}", n=len(first), points=points)
    names = text.list([shorten_agency(m.agency) for m in first])
    if most > 0:
        return text("Naik terbanyak: {names}, {points}", names=names, points=points)
    return text(
        "Tidak ada yang naik; perubahan terbaik {names}, {points}", names=names, points=points
    )


def describe_movements(
    movements: Sequence[Movement], instrument: Instrument, text: Translator
) -> str:
    """Say in words what `plot_movements` shows."""
    said = [title_movements(movements, text)]
    said += [
        f"{shorten_agency(m.agency)} {text.points(Fraction(m.change, 100))} "
        f"({_say_movement(m, instrument, text)})"
        for m in movements
    ]
    return "; ".join(said) + "."


def plot_movements(
    movements: Sequence[Movement],
    instrument: Instrument,
    text: Translator,
    theme: Theme = "light",
    *,
    agency: str | None = None,
    title: str | None = None,
) -> go.Figure:
    """Draw how far agencies moved between two years, in the order given.

    Parameters
    ----------
    movements : from `rank_movements`, usually the first rows and our own; give `title` from the
        whole list then.
    agency : ours, written in bold.

    Bars carry the agency's short name as customdata (`find_peer` leads back).
    """
    title = title_movements(movements, text) if title is None else title
    if not movements:
        notice = text("Perubahan perlu hasil terbit dua tahun berturut-turut.")
        return make_notice(notice, text, theme, title=title)
    palette = PALETTES[theme]
    lowest = min(0.0, *(m.change / 100 for m in movements))
    highest = max(0.0, *(m.change / 100 for m in movements))
    room = (highest - lowest) * 0.02 or 0.02
    left, right = lowest - room, highest + room
    names, name_at, first_line, second, second_at, bar_at, y = [], [], [], [], [], [], 0.0
    for movement in movements:
        lines = wrap_lines(shorten_agency(movement.agency), NAME_WIDTH)
        if movement.agency == agency:
            lines = [f"<b>{line}</b>" for line in lines]
        names.append("<br>".join(lines))
        name_at.append(y + _LINE * len(lines) / 2)
        first_line.append(y + _LINE / 2)
        y += _LINE * len(lines)
        notes = wrap_lines(_say_movement(movement, instrument, text), 52)
        second.append("<br>".join(notes))
        second_at.append(y + _SECOND * len(notes) / 2)
        y += _SECOND * len(notes) + 2
        bar_at.append(y + _BAR / 2)
        y += _BAR + _GAP
    colors = [change_color(m.change, palette) for m in movements]
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": [m.change / 100 for m in movements],
        "y": bar_at,
        "width": _BAR,
        "marker": {"color": colors},
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
        "customdata": [plain(shorten_agency(m.agency)) for m in movements],
        "hoverinfo": "text",
        "hovertext": [
            plain(f"{shorten_agency(m.agency)}: {_say_movement(m, instrument, text)}")
            for m in movements
        ],
    }
    return make_figure(
        [
            bars,
            words_trace([left] * len(names), name_at, names, color=palette.text),
            words_trace(
                [left] * len(names), second_at, second, size=SMALL_SIZE, color=palette.quiet
            ),
            words_trace(
                [right] * len(names),
                first_line,
                [f"<b>{text.points(Fraction(m.change, 100))}</b>" for m in movements],
                color=colors,
            ),
        ],
        title=title or None,
        plot_height=y,
        text=text,
        theme=theme,
        xaxis={"range": [left, right], "nticks": 5},
        yaxis={"range": [y, 0], "visible": False},
        caption=[text("Perubahan indeks terbit; ke kiri turun, ke kanan naik.")],
        bottom=20,
        right=64,
        shapes=[
            line_shape(palette, x=(0, 0), y=(at - 9, at + 9), color=palette.quiet) for at in bar_at
        ],
        bargap=0,
    )


def _say_movement(movement: Movement, instrument: Instrument, text: Translator) -> str:
    """Say both indices and the domain behind the move: "2,91 → 3,79, terutama Manajemen SPBE"."""
    ends = f"{text.score(movement.before)} → {text.score(movement.after)}"
    code = movement.strongest
    if code is None or not movement.change:
        return ends
    name = instrument.node_by_code[code].names[text.language]
    points = text.points(Fraction(movement.by_code[code], 100))
    return text("{ends}, terutama nilai {name} {points}", ends=ends, name=name, points=points)
