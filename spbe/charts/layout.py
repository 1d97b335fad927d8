"""What all figures share: page, type, wrapped titles, scales and safe text.

Figures are drawn for any width from a phone to a projector. A title cannot know the width it gets,
so it is wrapped for a phone; rows are laid out in pixels, names above their bars.
"""

from __future__ import annotations

import html
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

import plotly.graph_objects as go

from spbe.charts.palette import PALETTES, Palette, Theme
from spbe.model.instrument import Instrument
from spbe.text.translator import Translator

PictureFormat: TypeAlias = Literal["png", "svg"]
PICTURE_WIDTH = 800
"""Pixels of a picture that is saved, whatever the screen is; PNG has twice as many."""

FONT = '"Source Sans", "Source Sans Pro", "Segoe UI", "Noto Sans", Arial, sans-serif'
TITLE_SIZE = 16
TEXT_SIZE = 14
SMALL_SIZE = 13
TITLE_WIDTH = 43
"""Characters of a title line that a phone shows without cutting."""
NAME_WIDTH = 34
"""Characters of a name line beside a value on a phone."""
CAPTION_WIDTH = 54
"""Characters of a caption line that a phone shows without cutting."""
_TITLE_LINE = 21
_CAPTION_LINE = 17
_ORIGIN_SIZE, _ORIGIN_LINE, _ORIGIN_WIDTH = 10.5, 14, 76
"""Of the lines on where a figure comes from: type, height, characters that a phone shows."""
SIDE = 12


def plain(words: object) -> str:
    """Write text so that Plotly shows it as it is: a name like "<b>" stays a name."""
    return html.escape(str(words), quote=False)


def wrap_lines(words: str, width: int) -> list[str]:
    """Break text into lines of at most `width` characters, escaped; at least one line."""
    return [plain(line) for line in textwrap.wrap(words, width)] or [""]


def wrap(words: str, width: int) -> str:
    """Break text for Plotly into lines of at most `width` characters."""
    return "<br>".join(wrap_lines(words, width))


def make_figure(
    traces: Sequence[Mapping[str, Any]],
    *,
    title: str | None,
    plot_height: float,
    text: Translator,
    theme: Theme,
    xaxis: Mapping[str, Any],
    yaxis: Mapping[str, Any],
    caption: Sequence[str] = (),
    top: float = 0,
    bottom: float = 0,
    left: float = SIDE,
    right: float = SIDE,
    annotations: Sequence[Mapping[str, Any]] = (),
    **layout: Any,
) -> go.Figure:
    """Make a figure of traces with the look that all figures share.

    `plot_height`, `top` and `bottom` are pixels: the plot itself, and the room of tick labels above
    and below it; the room of title and caption is added. `caption` holds sentences that say unit
    and marks. Axes do not zoom, so that a finger scrolls the page. The title stands in
    `layout.meta["title"]` as plain text.
    """
    palette = PALETTES[theme]
    lines = wrap_lines(title, TITLE_WIDTH) if title else []
    notes = [line for sentence in caption for line in wrap_lines(sentence, CAPTION_WIDTH)]
    head = 8 + _TITLE_LINE * len(lines) + (8 if lines else 0) + top
    foot = bottom + (_CAPTION_LINE * len(notes) + 8 if notes else 0) + 4
    # Annotations, since a Plotly title of two lines grows upwards out of the figure.
    written = [
        _paper_text(
            "".join(f"<b>{line}</b><br>" for line in lines)[:-4],
            y=1,
            shift=top + 6,
            anchor="bottom",
            left=left,
            size=TITLE_SIZE,
            color=palette.text,
        ),
        _paper_text(
            "<br>".join(notes),
            y=0,
            shift=-bottom - 6,
            anchor="top",
            left=left,
            size=SMALL_SIZE,
            color=palette.quiet,
        ),
    ]
    axis = {
        "fixedrange": True,
        "zeroline": False,
        "showgrid": False,
        "showline": False,
        "ticks": "",
        "color": palette.quiet,
        "tickfont": {"size": SMALL_SIZE},
        # Room for the labels is made here; measuring each again costs a browser a fifth of drawing.
        "ticklabeloverflow": "allow",
    }
    return go.Figure(
        data=list(traces),
        layout={
            "template": "none",
            "height": round(head + plot_height + foot),
            "margin": {"l": left, "r": right, "t": head, "b": foot, "pad": 0},
            "meta": {"title": title or ""},
            "annotations": [*(note for note in written if note["text"]), *annotations],
            "font": {"family": FONT, "size": TEXT_SIZE, "color": palette.text},
            "paper_bgcolor": palette.page,
            "plot_bgcolor": palette.page,
            "separators": ",." if text.language == "id" else ".,",
            "showlegend": False,
            "dragmode": False,
            "hovermode": "closest",
            "hoverlabel": {
                "bgcolor": palette.panel,
                "bordercolor": palette.line,
                "font": {"color": palette.text, "size": TEXT_SIZE},
                "align": "left",
            },
            "xaxis": axis | dict(xaxis),
            "yaxis": axis | dict(yaxis),
            **layout,
        },
    )


def _paper_text(
    words: str, *, y: float, shift: float, anchor: str, left: float, size: float, color: str
) -> dict[str, Any]:
    """Describe text at the left edge of the figure, above (y = 1) or below (y = 0) the plot."""
    return {
        "text": words,
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "xshift": SIDE - left,
        "y": y,
        "yref": "paper",
        "yanchor": anchor,
        "yshift": shift,
        "align": "left",
        "showarrow": False,
        "font": {"size": size, "color": color},
    }


def make_notice(
    sentence: str, text: Translator, theme: Theme, title: str | None = None
) -> go.Figure:
    """Make the figure of an empty table: one sentence that says what is missing."""
    lines = wrap_lines(sentence, TITLE_WIDTH)
    note = {
        "text": "<br>".join(lines),
        "x": 0,
        "y": 0.5,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "align": "left",
        "showarrow": False,
        "font": {"color": PALETTES[theme].quiet},
    }
    hidden = {"visible": False}
    figure = make_figure(
        [],
        title=title,
        plot_height=30 + 20 * len(lines),
        text=text,
        theme=theme,
        xaxis=hidden,
        yaxis=hidden,
        annotations=[note],
    )
    return figure.update_layout(meta={"title": title or sentence})


def say_illustrative(text: Translator) -> str:
    """Say below a figure that its numbers are invented."""
    return text("Ilustratif: angka contoh, bukan hasil resmi.")


def add_origin(figure: go.Figure, lines: Sequence[str]) -> go.Figure:
    """Add small lines at the bottom: where the figures come from, of which day, how sure.

    They belong to the figure, so that a picture that is saved holds them. Adds them once, to the
    figure itself, and gives it back.
    """
    layout = figure.layout
    if layout.meta.get("has_origin"):
        return figure
    written = [part for line in lines for part in wrap_lines(line, _ORIGIN_WIDTH)]
    note = _paper_text(
        "<br>".join(written),
        y=0,
        shift=-4 - layout.margin.b,
        anchor="top",
        left=layout.margin.l,
        size=_ORIGIN_SIZE,
        color=layout.xaxis.color,
    )
    room = _ORIGIN_LINE * len(written) + 8
    return figure.add_annotation(note).update_layout(
        height=layout.height + room,
        margin_b=layout.margin.b + room,
        meta={**layout.meta, "has_origin": True},
    )


def configure_figure(name: str, kind: PictureFormat) -> dict[str, Any]:
    """Configure `st.plotly_chart`: nothing leaves the machine, a figure saves as `name`.`kind`."""
    return {
        "displaylogo": False,
        "showSendToCloud": False,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {
            "format": kind,
            "filename": name,
            "width": PICTURE_WIDTH,
            "scale": 2 if kind == "png" else 1,
        },
    }


def scale_ends(instrument: Instrument) -> tuple[int, int]:
    """Give the ends of the instrument's scale: 1 and 5, or 0 and 5."""
    return instrument.level_minimum, instrument.level_maximum


def scale_axis(instrument: Instrument) -> dict[str, Any]:
    """Describe an axis that always shows the instrument's whole scale."""
    lowest, highest = scale_ends(instrument)
    return {
        "range": [lowest, highest],
        "tickmode": "array",
        "tickvals": list(range(lowest, highest + 1)),
    }


def inner_bounds(instrument: Instrument) -> list[float]:
    """List the rating bounds inside the scale [index scale], from the lowest."""
    lowest, highest = scale_ends(instrument)
    return [float(r.lower) for r in instrument.ratings if lowest < r.lower < highest]


def line_shape(
    palette: Palette,
    *,
    x: tuple[float, float],
    y: tuple[float, float],
    color: str | None = None,
    width: float = 1,
    dash: str = "solid",
    **more: Any,
) -> dict[str, Any]:
    """Describe a straight line."""
    return {
        "type": "line",
        "x0": x[0],
        "x1": x[1],
        "y0": y[0],
        "y1": y[1],
        "line": {"color": color or palette.line, "width": width, "dash": dash},
        **more,
    }


def words_trace(
    x: Sequence[float],
    y: Sequence[float],
    words: Sequence[str],
    *,
    position: str = "middle right",
    size: float | Sequence[float] = TEXT_SIZE,
    color: str | Sequence[str],
) -> dict[str, Any]:
    """Describe text at points: lighter than one annotation each."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": list(x),
        "y": list(y),
        "text": list(words),
        "textposition": position,
        "textfont": {"size": size, "color": color},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }
