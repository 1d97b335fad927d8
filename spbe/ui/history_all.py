"""Riwayat: every change in one list, who, when, what, from what to what; to take along."""

from __future__ import annotations

import pandas as pd

from spbe.analysis.event_words import describe_change, name_subject, name_thing
from spbe.store.events import Event
from spbe.ui.canvas import st
from spbe.ui.clock import format_moment
from spbe.ui.history_filters import choose_events, load_events, name_code
from spbe.ui.history_parts import format_note
from spbe.ui.shell import Page
from spbe.ui.tables import make_fit_to_take, show_downloads

_SHOWN = 500
"""Rows that are drawn; the download holds all of them."""


def show_all_changes(page: Page) -> None:
    """Draw the filters, the list and its downloads. Nothing here changes anything."""
    text = page.text
    events = load_events(page)
    if not events:
        st.info(text("Belum ada perubahan yang tercatat."))
        return
    chosen = choose_events(page, events)
    title = text("Semua perubahan")
    if not chosen:
        st.info(text("Tidak ada perubahan yang cocok dengan filter."))
        return
    rows = pd.DataFrame([_make_row(page, event) for event in chosen])
    show_downloads(page, rows, "all-changes", title, {}, is_own=True, facts=())
    st.caption(
        text.plural("{count} perubahan", "{count} perubahan", len(chosen))
        if len(chosen) <= _SHOWN
        else text(
            "{n} perubahan terbaru dari {total}; unduhan memuat semuanya.",
            n=_SHOWN,
            total=text.number(len(chosen)),
        )
    )
    st.dataframe(
        make_fit_to_take(text, rows[:_SHOWN], is_illustrative=page.is_illustrative),
        hide_index=True,
        height=460,
        key="all-changes",
        column_config={text("Hal"): st.column_config.Column(width=220)},
        alt=title,
    )


def _make_row(page: Page, event: Event) -> dict[str, object]:
    text = page.text
    before, after = describe_change(event.before, event.after, text, _find_decimals(page, event))
    thing = name_thing(event.before, event.after, text)
    about = name_subject(event.subject, text)
    if event.is_replaced:
        about = text("{what} (sebelum pemulihan)", what=about)
    if event.subject == "revision" and event.after is not None:
        after = text("Revisi {n}", n=event.after["number"])
        note = format_note(text, str(event.after["note"]))
        levels = {"levels": event.after.get("levels")}
        _, said = describe_change(None, levels, text, _find_decimals(page, event))
        parts = (after, note, str(event.after["source"]), said)
        after = " · ".join(part for part in parts if part not in ("", "–"))
    return {
        text("Kapan"): format_moment(text, event.at),
        text("Siapa"): event.who,
        text("Tentang"): about,
        text("Indikator"): name_code(page, event.code) if event.code else "",
        text("Hal"): thing,
        text("Tahun"): str(event.year or ""),
        text("Sebelum"): before,
        text("Sesudah"): after,
    }


def _find_decimals(page: Page, event: Event) -> int:
    """Tell how many decimals levels have in the year of an event."""
    year = event.year
    ruling = [i for i in page.instruments.values() if year is not None and i.is_valid_year(year)]
    return ruling[0].level_decimals if ruling else 0
