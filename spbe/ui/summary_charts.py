"""The two charts of Ringkasan: the trend and the branches."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from spbe.analysis.frames import read_rows
from spbe.analysis.trend import compute_ladder, compute_trend
from spbe.charts.children import describe_children, title_domains
from spbe.charts.domains_image import draw_domains
from spbe.charts.layout import add_origin
from spbe.charts.palette import Theme
from spbe.charts.trend import describe_trend, plot_trend, title_trend
from spbe.ui.canvas import st
from spbe.ui.clock import today
from spbe.ui.empty import show_without_levels
from spbe.ui.figures import show_figure
from spbe.ui.markup import escape_markdown
from spbe.ui.origin import list_origin
from spbe.ui.sectors import find_sector_names
from spbe.ui.shell import Page
from spbe.ui.summary import Summary

Drawn: TypeAlias = tuple[str, Any, str]
"""A figure or picture with its title before and its description behind."""
_CHART_HEIGHT = 285
"""Pixels; lower than elsewhere, so that the first screen holds everything."""
_NEAR = 0.5
"""Of the scale; points closer to its end have no room for their labels."""


def show_charts(page: Page, summary: Summary) -> None:
    """Draw the trend and the branches side by side."""
    left, right = st.columns(2, border=True)
    with left:
        _show_trend(page, summary)
    with right:
        _show_branches(page, summary)


def _show_trend(page: Page, summary: Summary) -> None:
    _, figure, alt = _keep(page, summary, "trend", _plot_trend)
    show_figure(page, figure, "summary-trend", page.text("Tren indeks"), alt)


def _plot_trend(page: Page, summary: Summary) -> Drawn:
    text, scored, target = page.text, summary.scored, summary.target
    until = (scored.year, scored.stage)
    points = compute_trend(summary.known, until=until, sectors=find_sector_names(page))
    ladder = compute_ladder(summary.known, scored.year, until)
    targets = [target] if target is not None else []
    title = title_trend(points, page.instruments, text, target)
    figure = plot_trend(
        points, page.instruments, text, page.theme, targets=targets, ladder=ladder, title=title
    )
    low, high = figure.layout.yaxis.range
    if points["value"].min() < low + _NEAR:
        # So low, the label of a point would fall on the years below the axis.
        figure.update_yaxes(range=[low - _NEAR, high])
    add_origin(figure.update_layout(height=_CHART_HEIGHT), list_origin(page))
    alt = describe_trend(points, page.instruments, text, targets=targets, ladder=ladder)
    return title, figure, alt


def _show_branches(page: Page, summary: Summary) -> None:
    if not has_branches(summary):
        show_without_levels(page, summary.result)
        return
    title, picture, alt = _keep(page, summary, "branches", _draw_branches)
    st.markdown(f"**{escape_markdown(title)}**")
    st.image(picture, alt=alt, width="stretch")


def has_branches(summary: Summary) -> bool:
    """Tell whether any branch has a score or a range that can be drawn."""
    rows = read_rows(summary.children)
    return any(row["score"] is not None or row["lowest"] is not None for row in rows)


def _draw_branches(page: Page, summary: Summary) -> Drawn:
    text, children, target = page.text, summary.children, summary.target
    return (
        title_domains(children, text, target),
        _draw_domains(page, summary, page.theme),
        describe_children(children, text, target),
    )


def _draw_domains(page: Page, summary: Summary, theme: Theme, title: str = "") -> str:
    return draw_domains(
        summary.children,
        summary.instrument,
        page.text,
        theme,
        target=summary.target,
        before_year=summary.last_year.year if summary.last_year else None,
        title=title,
        more_notes=list_origin(page),
    )


def build_branches_svg(page: Page, summary: Summary) -> str:
    """Draw the branches with their title on white, as a picture to take along."""
    title = title_domains(summary.children, page.text, summary.target)
    return _draw_domains(page, summary, "light", title)


def _keep(page: Page, summary: Summary, name: str, draw: Callable[[Page, Summary], Drawn]) -> Drawn:
    """Draw once for each result, language, theme and day."""
    key = (name, summary.result.key, page.text.language, page.theme, today())
    return page.snapshot.keep(key, lambda: draw(page, summary))
