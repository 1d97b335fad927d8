"""Riwayat: which of all changes are shown, said by the address so that a link reopens the view."""

from __future__ import annotations

from collections.abc import Sequence

from spbe.analysis.event_words import SUBJECT_NAMES, name_subject
from spbe.store.events import Event
from spbe.store.older_events import find_history, find_removed_agencies
from spbe.ui.canvas import st
from spbe.ui.choices import choose_day, choose_option
from spbe.ui.difference_parts import format_indicator
from spbe.ui.shell import Page

_ALL, _GENERAL = "all", "general"
_OF_ITEMS = ("item", "item_note", "share")
"""Subjects whose id is that of an item of the checklist."""
_LONGEST_NAME = 80
"""Letters of an item in the list to choose from."""


def load_events(page: Page) -> list[Event]:
    """Load what happened at the agency that is chosen, or beside all of them, the newest first."""
    text, agency = page.text, page.view.agency
    names = {str(agency.id): agency.name} if agency else {}
    for number, name in find_removed_agencies(page.store).items():
        names[str(number)] = text("{name} (sudah dihapus)", name=name)
    if page.store.person.agency_id is None:
        names[_GENERAL] = text("Umum (di luar instansi)")
    if not names:
        return []
    chosen = next(iter(names))
    if len(names) > 1:
        chosen = choose_option(text, "change-agency", text("Instansi"), names)
    return find_history(page.store, None if chosen == _GENERAL else int(chosen))


def choose_events(page: Page, events: Sequence[Event]) -> list[Event]:
    """Draw the filters (kind, indicator, item, person, last day) and keep what fits them."""
    text = page.text
    boxes = st.columns(5)
    kinds = {_ALL: text("Semua hal"), **_name_kinds(page, events)}
    kind = choose_option(text, "change-kind", text("Tentang"), kinds, place=boxes[0])
    codes = {_ALL: text("Semua indikator"), **_name_codes(page, events)}
    code = choose_option(text, "change-code", text("Indikator"), codes, place=boxes[1])
    found = [e for e in events if kind in (_ALL, e.subject) and code in (_ALL, e.code)]
    items = {_ALL: text("Semua butir"), **_name_items(events)}
    item = choose_option(text, "change-item", text("Butir"), items, place=boxes[2])
    people = {name: name for name in sorted({e.who for e in events}, key=str.casefold)}
    everyone = {_ALL: text("Semua orang"), **people}
    who = choose_option(text, "change-who", text("Siapa"), everyone, place=boxes[3])
    until = choose_day("change-until", text("Sampai tanggal"), None, place=boxes[4])
    return [
        event
        for event in found
        if item in (_ALL, _find_item(event))
        and who in (_ALL, event.who)
        and (until is None or event.at.astimezone().date() <= until)
    ]


def name_code(page: Page, code: str) -> str:
    """Name an indicator as the instrument in view does, else by its code."""
    instrument = page.view.instrument
    if instrument is not None and code in instrument.node_by_code:
        return format_indicator(page.text, instrument, code)
    return code


def _name_kinds(page: Page, events: Sequence[Event]) -> dict[str, str]:
    subjects = {event.subject for event in events}
    known = [name for name in SUBJECT_NAMES if name in subjects]
    names = [*known, *sorted(subjects - set(known))]
    return {name: name_subject(name, page.text) for name in names}


def _name_codes(page: Page, events: Sequence[Event]) -> dict[str, str]:
    codes = {event.code for event in events if event.code}
    ranked = sorted(codes, key=lambda code: (len(code.partition("-")[0]), code))
    return {code: name_code(page, code) for code in ranked}


def _name_items(events: Sequence[Event]) -> dict[str, str]:
    """Name the items by id, each in its latest words, those of one indicator together."""
    named: dict[str, tuple[str, str]] = {}
    for event in events:
        item = _find_item(event)
        values = event.after or event.before or {}
        if item is not None and event.subject == "item" and values.get("text"):
            named.setdefault(item, (event.code or "", str(values["text"])))
    ranked = sorted(named.items(), key=lambda each: (len(each[1][0]), *each[1]))
    return {
        item: " · ".join(part for part in (code, words[:_LONGEST_NAME]) if part)
        for item, (code, words) in ranked
    }


def _find_item(event: Event) -> str | None:
    """Give the id of the item that an event is about."""
    return str(event.subject_id) if event.subject in _OF_ITEMS else None
