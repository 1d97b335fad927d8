"""What was said about an item, round by round, and who changed it when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import pandas as pd

from spbe.model.item import Item, ItemNote
from spbe.store.events import Event, find_events
from spbe.store.item_notes import NoteKind, add_note, find_notes
from spbe.store.records import StoreError
from spbe.text.terms import ITEM_SOURCE_NAMES, ITEM_STATE_NAMES
from spbe.text.translator import Translator
from spbe.ui.canvas import st
from spbe.ui.checklist_words import FIELD_NAMES
from spbe.ui.choices import show_closed
from spbe.ui.clock import format_moment, now
from spbe.ui.markup import escape_lines, escape_markdown
from spbe.ui.shell import Page
from spbe.ui.tables import show_frame

_REFUSED = "checklist-note-refused"
_KINDS: Mapping[str, NoteKind] = {"note": "note", "answer": "answer"}


def show_notes(page: Page, item: Item, who: str | None, *, may_add: bool) -> None:
    """Draw the rounds of notes and answers, and a form for the next one where one may add it."""
    text = page.text
    st.markdown(f"**{text('Catatan dan tanggapan')}**")
    notes = find_notes(page.store, [item.id or 0])
    if not notes:
        st.caption(text("Belum ada catatan. Catatan pemeriksa membuka putaran pertama."))
    for number, said in groupby(notes, key=lambda note: note.round):
        with st.container(border=True, gap="xsmall"):
            st.caption(text("Putaran {n}", n=number))
            for note in said:
                _show_note(text, note)
    if may_add:
        _ask_note(page, item, notes, who)


def _ask_note(page: Page, item: Item, notes: Sequence[ItemNote], who: str | None) -> None:
    text = page.text
    refusal = st.session_state.pop(_REFUSED, None)
    if refusal is not None:
        st.warning(escape_markdown(text(refusal)), icon=":material/info:")
    kinds = {"note": text("Catatan"), "answer": text("Tanggapan")}
    key = f"{item.id}-{len(notes)}"  # a new form when something was said
    with st.form(f"note-{key}"):
        kind = st.segmented_control(
            text("Jenis"),
            list(kinds),
            default="answer" if notes and notes[-1].kind == "note" else "note",
            format_func=kinds.__getitem__,
            key=f"note-kind-{key}",
            required=True,
            label_visibility="collapsed",
        )
        words = st.text_area(text("Isi catatan atau tanggapan"), key=f"note-text-{key}", height=90)
        is_sent = st.form_submit_button(text("Tambahkan"), disabled=who is None)
    if is_sent and who is not None:
        try:
            add_note(page.store, item.id or 0, _KINDS[kind], words or "", who, now())
        except StoreError as refused:
            st.session_state[_REFUSED] = refused.message
        st.rerun()


def _show_note(text: Translator, note: ItemNote) -> None:
    kind = text("Catatan") if note.kind == "note" else text("Tanggapan")
    who = escape_markdown(note.who)
    st.markdown(
        f"**{kind}** :gray[{who} · {format_moment(text, note.at)}]  \n{escape_lines(note.text)}"
    )


def show_history(page: Page, item: Item) -> None:
    """Draw who changed an item from what to what, the newest first."""
    text = page.text
    part = show_closed("item-history", text("Riwayat butir ini"))
    if part is None:
        return
    found = find_events(
        page.store, item.agency_id, subject="item", subject_id=item.id, is_current=True
    )
    rows = [
        {
            text("Waktu"): format_moment(text, event.at),
            text("Siapa"): event.who,
            text("Perubahan"): describe_event(event, text),
        }
        for event in found
    ]
    with part:
        show_frame(
            text,
            pd.DataFrame(rows),
            key=f"item-history-{item.id}",
            alt=text("Riwayat butir ini"),
            is_illustrative=page.is_illustrative,
        )


def describe_event(event: Event, text: Translator) -> str:
    """Say what was changed of an item: "Status: Diajukan → Diterima; OPD: – → Diskominfo"."""
    before, after = event.before or {}, event.after or {}
    if event.before is None:
        return text("dibuat")
    return "; ".join(
        f"{text(FIELD_NAMES[name]) if name in FIELD_NAMES else name}: "
        f"{_say(before, name, text)} → {_say(after, name, text)}"
        for name in after
        if before.get(name) != after[name]
    )


def _say(values: Mapping[str, Any], name: str, text: Translator) -> str:
    value = values.get(name)
    if name == "state":
        return text(ITEM_STATE_NAMES[str(value)])
    if name == "source":
        return text(ITEM_SOURCE_NAMES[str(value)])
    if isinstance(value, bool):
        return text("ya") if value else text("tidak")
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "–"
    return "–" if value in (None, "") else str(value)
