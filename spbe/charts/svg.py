"""Parts of an SVG picture, for figures too small or too plain to need hovering.

A Plotly figure costs a browser some 50 ms, an SVG next to nothing.
"""

from __future__ import annotations

import html
from collections.abc import Iterable

_FONT = "font-family='Source Sans Pro, Segoe UI, Noto Sans, Arial, sans-serif'"


def build_picture(width: float, height: float, parts: Iterable[str]) -> str:
    """Put parts together to a picture of this size [pixels]."""
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{width:g}' height='{height:g}' "
        f"viewBox='0 0 {width:g} {height:g}' {_FONT}>{''.join(parts)}</svg>"
    )


def draw_rect(
    x: float, y: float, width: float, height: float, color: str, opacity: float = 1
) -> str:
    """Draw a filled rectangle from its upper left corner."""
    return (
        f"<rect x='{x:.1f}' y='{y:g}' width='{width:.1f}' height='{height:g}' fill='{color}' "
        f"opacity='{opacity}'/>"
    )


def draw_line(
    x: float, top: float, bottom: float, color: str, width: float, dash: str = "none"
) -> str:
    """Draw an upright line."""
    return (
        f"<line x1='{x:.1f}' x2='{x:.1f}' y1='{top:g}' y2='{bottom:g}' stroke='{color}' "
        f"stroke-width='{width:g}' stroke-dasharray='{dash}'/>"
    )


def draw_words(
    x: float,
    y: float,
    words: str,
    color: str,
    size: float,
    anchor: str = "middle",
    strong: str = "",
) -> str:
    """Draw a line of text on its baseline; `strong` goes before it in bold."""
    first = f"<tspan font-weight='700'>{html.escape(strong)}</tspan> " if strong else ""
    return (
        f"<text x='{x:.1f}' y='{y:g}' font-size='{size:g}' fill='{color}' "
        f"text-anchor='{anchor}'>{first}{html.escape(words)}</text>"
    )
