"""What moved in the checklist since a chosen day."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import streamlit as st

from spbe.model.item import Item
from spbe.store.events import Event, find_events
from spbe.ui.address import read_address, write_address
from spbe.ui.checklist_notes import describe_event
from spbe.ui.checklist_state import Checklist
from spbe.ui.checklist_words import name_short
from spbe.ui.clock import find_zone, format_moment
from spbe.ui.markup import escape_markdown
from spbe.ui.shell import Page
from spbe.ui.tables import show_table

_SINCE = "since"


def show_moves(page: Page, checklist: Checklist, shown: Sequence[Item]) -> None:
    """Ask for a day and list what was changed since then, the newest first."""
    text = page.text
    by_id = {item.id: item for item in shown}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        since = _choose_day(page, checklist.today)
        found = [e for e in _find_since(page, checklist, since) if e.subject_id in by_id]
        st.markdown(escape_markdown(_summarise(page, found)))
    if found:
        show_table(
            page,
            [
                {
                    text("Waktu"): format_moment(text, event.at),
                    text("No"): name_short(checklist.instrument, by_id[event.subject_id]),
                    text("Butir"): by_id[event.subject_id].text,
                    text("Perubahan"): describe_event(event, text),
                    text("Siapa"): event.who,
                }
                for event in found
            ],
            "moves-table",
            text("Yang berubah sejak {day}", day=text.date(since)),
            {},
            height=260,
        )


def _choose_day(page: Page, today: datetime.date) -> datetime.date:
    """Ask for the day; a week ago where the address names none."""
    said = (read_address(_SINCE) or [""])[0]
    try:
        since = datetime.date.fromisoformat(said)
    except ValueError:
        since = today - datetime.timedelta(days=7)
    st.session_state[_SINCE] = min(since, today)
    st.date_input(
        page.text("Yang berubah sejak"),
        max_value=today,
        format="DD/MM/YYYY",
        key=_SINCE,
        on_change=_follow,
        width=170,
    )
    return min(since, today)


def _follow() -> None:
    day = st.session_state[_SINCE]
    if day is not None:
        write_address(_SINCE, day.isoformat())


def _find_since(page: Page, checklist: Checklist, since: datetime.date) -> list[Event]:
    begin = datetime.datetime.combine(since, datetime.time(), find_zone())
    name = ("item-events", checklist.place)
    found = page.snapshot.keep(
        name,
        lambda: find_events(page.store, checklist.agency.id, year=checklist.year, subject="item"),
    )
    return [event for event in found if event.at >= begin]


def _summarise(page: Page, found: Sequence[Event]) -> str:
    """Count what was made, closed and returned: "12 butir baru · 5 diterima · 1 dikembalikan"."""
    text = page.text
    if not found:
        return text("Tidak ada yang berubah sejak hari itu.")
    states = [event.after.get("state") for event in found if event.before and event.after]
    new = sum(event.before is None for event in found)
    parts = [
        text.plural("{count} butir baru", "{count} butir baru", new) if new else "",
        text("{n} diajukan", n=states.count("submitted")),
        text("{n} diterima", n=states.count("accepted")),
        text("{n} dikembalikan", n=states.count("returned")),
    ]
    return " · ".join(part for part in parts if part)
