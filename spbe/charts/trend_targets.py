"""Targets in a trend: dashed lines, named where the plot is emptiest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from spbe.analysis.overview import NamedTarget
from spbe.charts.layout import SMALL_SIZE, line_shape, plain, words_trace
from spbe.charts.palette import Palette
from spbe.charts.trend_places import PLOT_HEIGHT, find_place
from spbe.charts.trend_words import Row, shorten
from spbe.text.translator import Translator

_NARROW = 290
"""Width of the plot where it is narrowest [pixels], to place labels by."""


def draw_targets(
    targets: Sequence[NamedTarget],
    rows: Sequence[Row],
    places: Mapping[tuple[int, str], float],
    scale: tuple[int, int],
    text: Translator,
    palette: Palette,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Draw targets as dashed lines, each with its name and value where the plot is emptiest."""
    end = max(places.values())
    names, at, x, positions = [], [], [], []
    taken = _taken(rows, places, scale)
    for target in targets:
        value = target.hundredths / 100
        names.append(plain(f"{shorten(target.name)} {text.score(target.hundredths)}"))
        width = 6.6 * len(names[-1])
        height = _pixels(value, scale)
        taken += [(float(n), height) for n in range(0, _NARROW, 10)]
        corners = {
            (vertical, side): (
                0.0 if side == "right" else _NARROW - width,
                height + 3 if vertical == "top" else height - 19,
            )
            for vertical in ("top", "bottom")
            for side in ("right", "left")
        }

        covered = {
            corner: sum(left <= px <= left + width and low <= py <= low + 16 for px, py in taken)
            for corner, (left, low) in corners.items()
        }
        best = min(corners, key=covered.__getitem__)
        left, low = corners[best]
        taken += [(left + n, low + 8) for n in range(0, round(width), 6)]
        positions.append(" ".join(best))
        x.append(-0.35 if best[1] == "right" else end + 0.35)
        at.append(value)
    shapes = [
        line_shape(
            palette,
            x=(-0.35, end + 0.35),
            y=(value, value),
            color=palette.target,
            width=1.5,
            dash="dash",
            layer="between",
        )
        for value in at
    ]
    if not names:
        return [], []
    words = words_trace(x, at, names, size=SMALL_SIZE, color=palette.target)
    return shapes, [words | {"textposition": positions}]


def _taken(
    rows: Sequence[Row], places: Mapping[tuple[int, str], float], scale: tuple[int, int]
) -> list[tuple[float, float]]:
    """List the pixels that points, their labels and the lines between them take up."""
    end = max(places.values())
    taken: list[tuple[float, float]] = []
    last: dict[tuple[str, int], tuple[float, float]] = {}
    for row in rows:
        value = row["value"] if row["highest"] is None else row["highest"] / 100
        if value is None:
            continue
        here = (
            (find_place(row, places) + 0.35) / (end + 0.7) * _NARROW,
            _pixels(value, scale),
        )
        taken += [(here[0] + dx, here[1] + dy) for dx in (-18, 0, 18) for dy in (-14, 0, 14, 24)]
        # A covered marker is worse than a covered line.
        taken += [here] * 6
        key = (row["agency"], row["segment"])
        if key in last:
            before = last[key]
            taken += [
                tuple(before[k] + (here[k] - before[k]) * n / 12 for k in (0, 1))  # type: ignore[misc]
                for n in range(1, 12)
            ]
        last[key] = here
    return taken


def _pixels(value: float, scale: tuple[int, int]) -> float:
    return (value - scale[0]) / (scale[1] - scale[0]) * PLOT_HEIGHT
