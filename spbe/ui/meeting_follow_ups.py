"""Rapat: what is agreed, written down while it is spoken; it stands in the checklist at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spbe.analysis.meeting import Agreed
from spbe.model.meeting import FollowUp
from spbe.reports.meeting_agenda import MeetingAgenda
from spbe.reports.meeting_points import PointRow
from spbe.reports.meeting_words import say_point
from spbe.store.agencies import find_units
from spbe.store.follow_ups import add_follow_up, remove_follow_up, save_follow_up
from spbe.store.records import EditConflictError, StoreError
from spbe.text.translator import Message
from spbe.ui.canvas import st
from spbe.ui.checklist_words import name_indicator
from spbe.ui.clock import now
from spbe.ui.markup import escape_markdown
from spbe.ui.seen import note_seen, settle_seen
from spbe.ui.shell import Page, show_link

_ROUND, _REFUSED = "follow-up-round", "follow-up-refused"


def show_follow_ups(page: Page, agenda: MeetingAgenda, who: str | None) -> None:
    """Draw the form of a new follow-up, and below it those that were agreed."""
    text = page.text
    if who is not None:
        _show_new(page, agenda, who)
    point = say_point(agenda, "decided", text)
    st.markdown(f"**{escape_markdown(point.finding)}**")
    for agreed, row in zip(agenda.decided, point.rows, strict=True):
        _show_row(page, agenda, agreed, row, who)


def _show_new(page: Page, agenda: MeetingAgenda, who: str) -> None:
    # A new round empties the form, and only once what was typed is kept.
    number = st.session_state.setdefault(_ROUND, 0)
    blank = FollowUp(agenda.meeting.id or 0, "")
    place = f"new-{agenda.meeting.id}-{number}"
    wanted = _ask(page, agenda, blank, place, page.text("Catat tindak lanjut"))
    _show_refusal(page, place)
    if wanted is None:
        return
    try:
        add_follow_up(page.store, wanted, who, now())
    except StoreError as refusal:
        st.session_state[_REFUSED] = (place, refusal.message)
    else:
        st.session_state[_ROUND] = number + 1
    st.rerun()


def _show_row(
    page: Page, agenda: MeetingAgenda, agreed: Agreed, row: PointRow, who: str | None
) -> None:
    text, kept = page.text, agreed.follow_up
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        note = f"  \n:gray[{escape_markdown(row.note)}]" if row.note else ""
        words, state = escape_markdown(row.words), escape_markdown(row.figure)
        st.markdown(f"{words} · **{state}**{note}", width="stretch")
        if who is not None:
            with st.popover(text("Ubah"), key=f"follow-up-{kept.id}"):
                _show_edit(page, agenda, kept, who)
        if agreed.item is not None:
            show_link(page, "checklist", text("Butirnya"), item=str(agreed.item.id))


def _show_edit(page: Page, agenda: MeetingAgenda, kept: FollowUp, who: str) -> None:
    text, place = page.text, str(kept.id)
    field = f"follow-up-text-{place}"
    seen: FollowUp = settle_seen(field, kept)
    wanted = _ask(page, agenda, seen, place, text("Simpan tindak lanjut"))
    _show_refusal(page, place)
    if wanted is not None:
        try:
            note_seen(field, save_follow_up(page.store, wanted, who, now(), seen))
        except StoreError as refusal:
            if isinstance(refusal, EditConflictError) and refusal.current is not None:
                # Who presses again has read it and means it.
                note_seen(field, refusal.current)
            st.session_state[_REFUSED] = (place, refusal.message)
        st.rerun()
    st.button(
        text("Hapus tindak lanjut"),
        key=f"follow-up-remove-{place}",
        icon=":material/delete:",
        help=text("Butirnya di Checklist menjadi Tidak berlaku."),
        on_click=_remove,
        args=(page, seen, who),
    )


def _ask(
    page: Page, agenda: MeetingAgenda, follow_up: FollowUp, place: str, label: str
) -> FollowUp | None:
    """Draw the fields and give what stands in them when they are sent (Enter does); else None."""
    text, instrument = page.text, agenda.contents.instrument
    with st.form(f"follow-up-form-{place}"):
        words = st.text_input(
            text("Apa yang disepakati"),
            follow_up.text,
            key=f"follow-up-text-{place}",
            placeholder=text("Tulis, lalu Tab ke isian berikutnya; Enter mencatatnya"),
        )
        unit_box, person_box, due_box = st.columns([3, 2, 2])
        units = unit_box.multiselect(
            text("OPD"),
            _list_units(page, agenda, follow_up),
            follow_up.units,
            key=f"follow-up-units-{place}",
            accept_new_options=True,
            placeholder=text("pilih atau ketik nama OPD"),
        )
        person = person_box.text_input(
            text("Penanggung jawab"), follow_up.person, key=f"follow-up-person-{place}"
        )
        due = due_box.date_input(
            text("Tenggat"), follow_up.due, format="DD/MM/YYYY", key=f"follow-up-due-{place}"
        )
        codes = [None, *instrument.leaf_codes]
        code = st.selectbox(
            text("Indikator"),
            codes,
            index=codes.index(follow_up.code) if follow_up.code in codes else 0,
            format_func=lambda code: name_indicator(instrument, code, text),
            key=f"follow-up-code-{place}",
        )
        is_sent = st.form_submit_button(label, type="primary", icon=":material/save:")
    if not is_sent:
        return None
    return replace(
        follow_up,
        text=words or "",
        units=tuple(units),
        person=person or "",
        due=due,
        code=code,
    )


def _list_units(page: Page, agenda: MeetingAgenda, follow_up: FollowUp) -> Sequence[str]:
    agency_id = agenda.meeting.agency_id
    known = page.snapshot.keep(
        ("unit-names", agency_id), lambda: [u.name for u in find_units(page.store, agency_id)]
    )
    return sorted({*known, *follow_up.units}, key=str.casefold)


def _remove(page: Page, seen: FollowUp, who: str) -> None:
    try:
        remove_follow_up(page.store, seen, who, now())
    except StoreError as refusal:
        st.session_state[_REFUSED] = (str(seen.id), refusal.message)


def _show_refusal(page: Page, place: str) -> None:
    refused = st.session_state.get(_REFUSED)
    if isinstance(refused, tuple) and refused[0] == place:
        del st.session_state[_REFUSED]
        reason: Message = refused[1]
        st.warning(escape_markdown(page.text(reason)), icon=":material/info:")
