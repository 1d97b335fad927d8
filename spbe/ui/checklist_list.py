"""Items as a list under headings: by indicator or by unit, a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from textwrap import shorten

from spbe.analysis.backlog import UnitBacklog, compute_backlog
from spbe.analysis.item_steps import ItemStep, format_step_levels, format_step_points
from spbe.model.item import Item
from spbe.ui.canvas import st
from spbe.ui.checklist_filters import Filter
from spbe.ui.checklist_state import Checklist, open_item
from spbe.ui.checklist_words import format_row, name_indicator
from spbe.ui.choices import choose_page
from spbe.ui.labels import escape_label
from spbe.ui.markup import escape_markdown
from spbe.ui.shell import Page, show_link

PER_PAGE = 25
"""Each row has a button of its own, so that a page of more would be slow to draw."""
_PAGE = "page"
_LONGEST = 150


def show_by_indicator(
    page: Page, checklist: Checklist, shown: Sequence[Item], _chosen: Filter
) -> None:
    """List items under their indicators, with what each of their steps brings."""
    place = {code: n for n, code in enumerate(checklist.instrument.leaf_codes)}
    last = len(place)
    ordered = sorted(shown, key=lambda i: (place.get(i.code or "", last), i.level or 0, i.id or 0))
    rows = [(item.code or "", item) for item in ordered]
    steps: dict[str, list[ItemStep]] = {}
    for step in checklist.steps:
        steps.setdefault(step.code, []).append(step)

    def show_heading(code: str) -> None:
        name = escape_markdown(name_indicator(checklist.instrument, code or None, page.text))
        said = [
            f"{format_step_levels(checklist.instrument, step, page.text)} "
            f"**{format_step_points(step, page.text)}**"
            for step in steps.get(code, ())
        ]
        st.markdown(f"**{name}** · {' · '.join(said)}" if said else f"**{name}**")

    _show_groups(page, checklist, rows, show_heading)


def show_by_unit(page: Page, checklist: Checklist, shown: Sequence[Item], chosen: Filter) -> None:
    """List open items under the units that hold them, the largest backlog first."""
    found = compute_backlog(checklist.steps, shown, checklist.today, checklist.shares)
    by_unit = {row.unit: row for row in found}
    if chosen.unit in by_unit:
        by_unit = {chosen.unit: by_unit[chosen.unit]}
    if not by_unit:
        st.info(page.text("Butir yang cocok dengan filter sudah selesai semua."))
        return
    rows = [(row.unit, item) for row in by_unit.values() for item in row.items]
    _show_groups(page, checklist, rows, lambda unit: _show_unit(page, by_unit[unit]))


def show_rows(
    page: Page, checklist: Checklist, items: Sequence[Item], place: str, unit: str = ""
) -> None:
    """Draw a row for each item; `place` tells several lists on one page apart.

    In a list of one `unit` its own name is not said again.
    """
    with st.container(gap="xxsmall"):
        for item in items:
            _show_row(page, checklist, item, f"{place}-{item.id}", unit)


def _show_groups(
    page: Page,
    checklist: Checklist,
    rows: Sequence[tuple[str, Item]],
    show_heading: Callable[[str], None],
) -> None:
    place = st.container()
    on_page = rows[choose_page(_PAGE, len(rows), PER_PAGE)]
    with place:
        for heading, group in groupby(on_page, key=lambda row: row[0]):
            with st.container(gap="xxsmall"):
                show_heading(heading)
                show_rows(page, checklist, [item for _, item in group], heading)


def _show_row(page: Page, checklist: Checklist, item: Item, key: str, unit: str) -> None:
    level = "" if item.level is None else f"L{item.level} · "
    evidence = checklist.evidence.get(item.id or 0, 0)
    words, state = st.columns([6, 5], gap="small", vertical_alignment="center")
    words.button(
        level + escape_label(shorten(checklist.say(item, page.text), _LONGEST, placeholder=" …")),
        key=f"open-{key}",
        type="tertiary",
        on_click=open_item,
        args=(str(item.id),),
    )
    state.markdown(format_row(item, checklist.today, page.text, evidence, unit))


def _show_unit(page: Page, row: UnitBacklog) -> None:
    text = page.text
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        name = escape_markdown(row.unit) if row.unit else text("Belum ada OPD")
        st.markdown(f"**{name}** · {say_backlog(page, row)}", width="content")
        if row.unit:
            show_link(page, "tasks", text("Tugas OPD"), icon=":material/task_alt:", opd=row.unit)


def say_backlog(page: Page, row: UnitBacklog) -> str:
    """Say what a unit still has to do: "12 butir · 2 lewat tenggat · 5 langkah, +0,12"."""
    text = page.text
    parts = [text.plural("{count} butir", "{count} butir", len(row.items))]
    if row.overdue:
        late = text.plural("{count} lewat tenggat", "{count} lewat tenggat", row.overdue)
        parts.append(f":red[**{late}**]")
    if row.steps:
        steps = text.plural("{count} langkah", "{count} langkah", len(row.steps))
        parts.append(f"{steps} **{text.points(row.points)}**")
    return " · ".join(parts)
