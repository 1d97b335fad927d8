"""Riwayat: every change in one list, who, when, what, from what to what; to take along."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import pandas as pd

from spbe.analysis.event_words import SUBJECT_NAMES, describe_change, name_subject, name_thing
from spbe.store.events import Event
from spbe.store.older_events import find_history, find_removed_agencies
from spbe.ui.canvas import st
from spbe.ui.choices import choose_option
from spbe.ui.clock import format_moment
from spbe.ui.difference_parts import format_indicator
from spbe.ui.history_parts import format_note
from spbe.ui.shell import Page
from spbe.ui.tables import make_fit_to_take, show_downloads

_ALL = "all"
_SHOWN = 500
"""Rows that are drawn; the download holds all of them."""


def show_all_changes(page: Page) -> None:
    """Draw the filters, the list and its downloads. Nothing here changes anything."""
    text = page.text
    agency_id = _choose_agency(page)
    if agency_id is None:
        st.info(text("Belum ada perubahan yang tercatat."))
        return
    events = find_history(page.store, agency_id)
    chosen = _filter(page, events)
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


def _choose_agency(page: Page) -> int | None:
    """Tell whose changes are shown: the agency in view, or one that was removed."""
    text, agency = page.text, page.view.agency
    removed = find_removed_agencies(page.store)
    names = {str(agency.id): agency.name} if agency else {}
    for number, name in removed.items():
        names[str(number)] = text("{name} (sudah dihapus)", name=name)
    if not removed:
        return agency.id if agency else None
    return int(choose_option(text, "change-agency", text("Instansi"), names))


def _filter(page: Page, events: Sequence[Event]) -> list[Event]:
    """Draw the filters: kind of thing, indicator, person, and up to which day."""
    text = page.text
    subjects = {event.subject for event in events}
    known = [name for name in SUBJECT_NAMES if name in subjects]
    kinds = {name: name_subject(name, text) for name in [*known, *sorted(subjects - set(known))]}
    codes = sorted({e.code for e in events if e.code}, key=lambda c: (len(c.partition("-")[0]), c))
    people = sorted({event.who for event in events}, key=str.casefold)
    boxes = st.columns(4)
    kind = choose_option(
        text, "change-kind", text("Tentang"), {_ALL: text("Semua hal"), **kinds}, place=boxes[0]
    )
    code = choose_option(
        text,
        "change-code",
        text("Indikator"),
        {_ALL: text("Semua indikator"), **{c: _name_code(page, c) for c in codes}},
        place=boxes[1],
    )
    who = choose_option(
        text,
        "change-who",
        text("Siapa"),
        {_ALL: text("Semua orang"), **{name: name for name in people}},
        place=boxes[2],
    )
    until = boxes[3].date_input(
        text("Sampai tanggal"), None, format="DD/MM/YYYY", key="change-until"
    )
    return [
        event
        for event in events
        if kind in (_ALL, event.subject)
        and code in (_ALL, event.code)
        and who in (_ALL, event.who)
        and _is_until(event, until)
    ]


def _is_until(event: Event, day: datetime.date | None) -> bool:
    return day is None or event.at.astimezone().date() <= day


def _make_row(page: Page, event: Event) -> dict[str, object]:
    text = page.text
    before, after = describe_change(event.before, event.after, text, _find_decimals(page, event))
    thing = name_thing(event.before, event.after, text)
    if event.subject == "revision" and event.after is not None:
        after = text("Revisi {n}", n=event.after["number"])
        note = format_note(text, str(event.after["note"]))
        after = " · ".join(
            p for p in (after, note, str(event.after["source"])) if p not in ("", "–")
        )
    return {
        text("Kapan"): format_moment(text, event.at),
        text("Siapa"): event.who,
        text("Tentang"): name_subject(event.subject, text),
        text("Indikator"): _name_code(page, event.code) if event.code else "",
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


def _name_code(page: Page, code: str) -> str:
    for instrument in [page.view.instrument] if page.view.instrument else []:
        if code in instrument.node_by_code:
            return format_indicator(page.text, instrument, code)
    return code
