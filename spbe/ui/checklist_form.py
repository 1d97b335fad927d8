"""The fields of one item."""

from __future__ import annotations

from dataclasses import replace

from spbe.model.item import ITEM_SOURCES, REASONED_STATES, Item, ItemState
from spbe.text.terms import ITEM_SOURCE_NAMES, ITEM_STATE_NAMES
from spbe.ui.canvas import st
from spbe.ui.checklist_rights import find_states
from spbe.ui.checklist_state import Checklist
from spbe.ui.checklist_words import name_indicator
from spbe.ui.shell import Page


def ask_item(
    page: Page,
    checklist: Checklist,
    item: Item,
    place: str,
    *,
    can_save: bool,
    may_type: bool = True,
) -> Item | None:
    """Draw the form of an item and give what stands in it when it is sent; else None.

    `place` tells one form from another: a new one begins with the fields of `item`. Whoever may
    not change the item reads the fields only.
    """
    text, is_new, is_read = page.text, item.id is None, not may_type
    # The state decides whether a reason is asked for, so it stands outside the form.
    state = item.state if is_new else _ask_state(page, checklist, item, place, is_read)
    with st.form(f"item-{place}"):
        wanted = _ask_words(page, checklist, replace(item, state=state), place, is_read)
        wanted = _ask_indicator(page, checklist, wanted, place, is_read)
        wanted = _ask_units(page, checklist, wanted, place, is_read)
        wanted = _ask_plan(page, wanted, place, is_read)
        if is_new:
            wanted = _ask_source(page, wanted, place)
        is_sent = st.form_submit_button(
            text("Tambahkan ke checklist") if is_new else text("Simpan butir"),
            type="primary",
            icon=":material/save:",
            disabled=not can_save,
        )
    return wanted if is_sent else None


def _ask_state(
    page: Page, checklist: Checklist, item: Item, place: str, is_read: bool
) -> ItemState:
    text = page.text
    states = [item.state, *find_states(page, checklist, item.state, item.units)]
    return st.segmented_control(
        text("Status"),
        states,
        default=item.state,
        format_func=lambda state: text(ITEM_STATE_NAMES[state]),
        key=f"item-state-{place}",
        required=True,
        help=text("Disimpan bersama isian di bawah."),
        disabled=is_read,
    )


def _ask_words(page: Page, checklist: Checklist, item: Item, place: str, is_read: bool) -> Item:
    """Ask what is to be done, and why where the state needs a reason."""
    text, said, reason = page.text, checklist.say(item, page.text), ""
    words = st.text_area(text("Butir"), said, height=90, key=f"item-text-{place}", disabled=is_read)
    if item.state in REASONED_STATES:
        reason = st.text_area(
            text("Alasan"),
            item.reason,
            height=68,
            key=f"item-reason-{place}",
            help=text("Perlu diisi untuk Dikembalikan dan Tidak berlaku."),
            disabled=is_read,
        )
    return replace(item, text=item.text if words == said else (words or "").strip(), reason=reason)


def _ask_indicator(page: Page, checklist: Checklist, item: Item, place: str, is_read: bool) -> Item:
    """Ask for indicator and level; a requirement keeps its own."""
    text, instrument = page.text, checklist.instrument
    code_box, level_box = st.columns([3, 1])
    codes = [None, *instrument.leaf_codes]
    code = code_box.selectbox(
        text("Indikator"),
        codes,
        index=codes.index(item.code) if item.code in codes else 0,
        format_func=lambda code: name_indicator(instrument, code, text),
        key=f"item-code-{place}",
        disabled=is_read or item.requirement is not None,
    )
    levels = [None, *range(instrument.level_minimum + 1, instrument.level_maximum + 1)]
    level = level_box.selectbox(
        text("Tingkat"),
        levels,
        index=levels.index(item.level) if item.level in levels else 0,
        format_func=lambda level: "–" if level is None else str(level),
        key=f"item-level-{place}",
        disabled=is_read or item.requirement is not None,
    )
    return replace(item, code=code, level=level)


def _ask_units(page: Page, checklist: Checklist, item: Item, place: str, is_read: bool) -> Item:
    """Ask which units do it, together or each its own share."""
    text = page.text
    units = st.multiselect(
        text("OPD"),
        sorted({*checklist.units, *item.units}, key=str.casefold),
        item.units,
        key=f"item-units-{place}",
        accept_new_options=True,
        placeholder=text("pilih atau ketik nama OPD"),
        disabled=is_read,
    )
    is_for_all = st.checkbox(
        text("Setiap OPD ini mengerjakan bagiannya sendiri"),
        item.is_for_all_units,
        key=f"item-all-{place}",
        disabled=is_read,
    )
    named = tuple(sorted(units, key=str.casefold))
    return replace(item, units=named, is_for_all_units=is_for_all)


def _ask_plan(page: Page, item: Item, place: str, is_read: bool) -> Item:
    """Ask who is in charge, and until when."""
    text = page.text
    person_box, due_box = st.columns([2, 1])
    person = person_box.text_input(
        text("Penanggung jawab"), item.person, key=f"item-person-{place}", disabled=is_read
    )
    due = due_box.date_input(
        text("Tenggat"),
        item.due,
        format="DD/MM/YYYY",
        key=f"item-due-{place}",
        disabled=is_read,
    )
    return replace(item, person=(person or "").strip(), due=due)


def _ask_source(page: Page, item: Item, place: str) -> Item:
    """Ask where a new item comes from; only requirements make themselves."""
    text = page.text
    source = st.segmented_control(
        text("Sumber"),
        [each for each in ITEM_SOURCES if each != "requirement"],
        default="own",
        format_func=lambda each: text(ITEM_SOURCE_NAMES[each]),
        key=f"item-source-{place}",
        required=True,
    )
    return replace(item, source=source)
