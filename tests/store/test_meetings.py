"""Meetings: planned, held, closed with the figures of their day; nobody's words are lost."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from spbe.model.item import Item
from spbe.model.meeting import Attendee, FollowUp, Meeting, MeetingFigures, Minutes, UnitCount
from spbe.store.agencies import find_units
from spbe.store.events import find_events
from spbe.store.follow_ups import (
    REMOVED,
    add_follow_up,
    find_follow_ups,
    remove_follow_up,
    save_follow_up,
)
from spbe.store.items import add_items, find_items, load_item, save_items
from spbe.store.meeting_minutes import (
    find_attendance,
    find_meeting_notes,
    save_attendance,
    save_meeting_note,
)
from spbe.store.meetings import (
    add_meeting,
    close_meeting,
    find_meetings,
    load_meeting,
    remove_meeting,
    reopen_meeting,
    save_meeting,
)
from spbe.store.person import NOBODY
from spbe.store.records import EditConflictError, StoreError

INSTRUMENT = "permenpanrb-59-2020"
DAY = datetime.date(2024, 11, 4)
NINE = datetime.time(9, 30)
DUE = datetime.date(2024, 11, 18)


@pytest.fixture
def plan(agency):
    return Meeting(
        agency.id, INSTRUMENT, 2024, "document", " Rapat  persiapan ", DAY, NINE, "Aula", "Sekda"
    )


@pytest.fixture
def meeting(store, plan, at):
    return add_meeting(store, plan, "Sari", at)


@pytest.fixture
def agreed(meeting):
    units = ("Dinas Komunikasi dan Informatika", "Bappeda")
    return FollowUp(meeting.id, "Susun peta rencana", units, "Rina", DUE, "I12")


@pytest.fixture
def figures(at):
    units = (UnitCount("Bappeda", 3, 1), UnitCount("", 1, 0))
    return MeetingFigures(at, None, 328, 65_500, "RPJMD", 350, 4, 1, 9, units)


def test_a_meeting_is_found_as_it_was_added(store, plan, meeting, agency):
    assert meeting == replace(plan, title="Rapat persiapan", id=meeting.id)
    assert find_meetings(store, agency.id, INSTRUMENT) == [meeting]
    assert find_meetings(store, agency.id, INSTRUMENT, 2023) == []
    assert load_meeting(store, meeting.id) == meeting


def test_meetings_stand_in_the_order_of_day_and_hour(store, plan, meeting, agency, at):
    late = add_meeting(store, replace(plan, begins=datetime.time(13)), "Sari", at)
    early = add_meeting(store, replace(plan, day=DAY - datetime.timedelta(7)), "Sari", at)
    assert find_meetings(store, agency.id, INSTRUMENT) == [early, meeting, late]


def test_a_closed_meeting_keeps_its_figures_until_it_is_opened_again(store, meeting, figures, at):
    closed = close_meeting(store, meeting, figures, "Sari", at)
    assert closed.is_closed
    assert load_meeting(store, meeting.id) == closed
    assert closed.figures == figures
    moved = save_meeting(store, replace(closed, place="Ruang rapat"), "Sari", at, closed)
    assert load_meeting(store, meeting.id).figures == figures
    assert reopen_meeting(store, moved, "Sari", at).figures is None
    assert load_meeting(store, meeting.id).figures is None


def test_who_saves_an_older_meeting_is_told_and_loses_nothing(store, meeting, figures, at):
    theirs = save_meeting(store, replace(meeting, chair="Asisten III"), "Budi", at, meeting)
    for write in (
        lambda: save_meeting(store, replace(meeting, chair="Sekda"), "Citra", at, meeting),
        lambda: close_meeting(store, meeting, figures, "Citra", at),
        lambda: reopen_meeting(store, meeting, "Citra", at),
        lambda: remove_meeting(store, meeting, Minutes(), "Citra", at),
    ):
        with pytest.raises(EditConflictError, match="Budi sudah mengubah rapat ini") as conflict:
            write()
        assert conflict.value.current == theirs
    assert load_meeting(store, meeting.id) == theirs


def test_saving_what_is_there_already_changes_nothing(store, meeting, at, agency):
    before = find_events(store, agency.id)
    assert save_meeting(store, meeting, "Budi", at, meeting) == meeting
    assert find_events(store, agency.id) == before


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title": " "}, "Judul rapat masih kosong"),
        ({"day": None}, "Tanggal rapat masih kosong"),
        ({"year": 1999}, "Tahun 1999"),
        ({"stage": "pleno"}, "pleno"),
        ({"place": "Aula\0"}, "karakter"),
    ],
)
def test_a_meeting_that_cannot_be_kept_is_refused(store, plan, agency, at, changed, sentence):
    with pytest.raises(StoreError, match=sentence):
        add_meeting(store, replace(plan, **changed), "Sari", at)
    assert find_meetings(store, agency.id, INSTRUMENT) == []


def test_attendance_keeps_its_order_and_leaves_empty_rows_out(store, meeting, at):
    rows = [Attendee("Rina ", "Diskominfo", "Notulis"), Attendee(" "), Attendee("Adi")]
    kept = save_attendance(store, meeting.id, rows, "Sari", at, [])
    assert kept == (Attendee("Rina", "Diskominfo", "Notulis"), Attendee("Adi"))
    assert find_attendance(store, meeting.id) == kept


def test_attendance_without_a_name_is_refused_with_its_row(store, meeting, at):
    rows = [Attendee("Rina"), Attendee("", "Bappeda", "Kabid")]
    with pytest.raises(StoreError, match=r"Baris 2 .* \(Bappeda · Kabid\)"):
        save_attendance(store, meeting.id, rows, "Sari", at, [])
    assert find_attendance(store, meeting.id) == ()


def test_attendance_that_another_wrote_meanwhile_is_not_written_over(store, meeting, at):
    theirs = save_attendance(store, meeting.id, [Attendee("Budi")], "Budi", at, [])
    with pytest.raises(EditConflictError, match="Budi sudah mengubah daftar hadir") as conflict:
        save_attendance(store, meeting.id, [Attendee("Citra")], "Citra", at, [])
    assert conflict.value.current == theirs == find_attendance(store, meeting.id)


def test_notes_stand_by_point_and_an_empty_one_is_taken_back(store, meeting, at):
    said = save_meeting_note(store, meeting.id, "weakest", " Fokus\npeta rencana ", "Sari", at, "")
    save_meeting_note(store, meeting.id, "agreed", "Selesai", "Sari", at, "")
    assert find_meeting_notes(store, meeting.id) == {"agreed": "Selesai", "weakest": said}
    save_meeting_note(store, meeting.id, "agreed", "", "Sari", at, "Selesai")
    assert find_meeting_notes(store, meeting.id) == {"weakest": "Fokus\npeta rencana"}


def test_a_note_that_another_wrote_meanwhile_is_not_written_over(store, meeting, at):
    save_meeting_note(store, meeting.id, "target", "Kata Budi", "Budi", at, "")
    with pytest.raises(EditConflictError, match="Budi sudah mengubah catatan") as conflict:
        save_meeting_note(store, meeting.id, "target", "Kata Citra", "Citra", at, "")
    assert conflict.value.current == "Kata Budi"
    with pytest.raises(StoreError, match="tidak dikenal"):
        save_meeting_note(store, meeting.id, "lain", "Kata", "Citra", at, "")


def test_what_is_agreed_becomes_an_item_of_the_checklist(store, meeting, agreed, agency, at):
    kept = add_follow_up(store, agreed, "Sari", at)
    assert find_follow_ups(store, agency.id, meeting.id) == [kept]
    (item,) = find_items(store, agency.id, INSTRUMENT, 2024)
    assert kept.item_id == item.id
    assert (item.text, item.source, item.units, item.person, item.due, item.code) == (
        "Susun peta rencana", "meeting", ("Bappeda", agreed.units[0]), "Rina", DUE, "I12",
    )  # fmt: skip
    assert kept.units == item.units
    assert {unit.name for unit in find_units(store, agency.id)} == set(item.units)


def test_what_is_agreed_stays_in_its_words_whatever_becomes_of_its_item(
    store, meeting, agreed, agency, at
):
    kept = add_follow_up(store, agreed, "Sari", at)
    item = load_item(store, kept.item_id)
    save_items(store, [(item, replace(item, text="Lain", state="accepted"))], "Budi", at)
    assert find_follow_ups(store, agency.id, meeting.id) == [kept]


def test_what_is_open_already_is_renewed_and_not_doubled(store, plan, agreed, agency, at):
    first = add_follow_up(store, agreed, "Sari", at)
    second = add_meeting(store, replace(plan, day=DAY + datetime.timedelta(14)), "Sari", at)
    later = DUE + datetime.timedelta(14)
    again = FollowUp(second.id, "susun  PETA rencana", ("Biro Hukum",), "", later, "I12")
    assert add_follow_up(store, again, "Sari", at).item_id == first.item_id
    (item,) = find_items(store, agency.id, INSTRUMENT)
    assert (item.due, item.person, len(item.units)) == (later, "Rina", 3)


def test_what_was_done_and_is_agreed_again_is_a_new_item(store, agreed, agency, at):
    first = add_follow_up(store, agreed, "Sari", at)
    item = load_item(store, first.item_id)
    save_items(store, [(item, replace(item, state="accepted"))], "Budi", at)
    assert add_follow_up(store, agreed, "Sari", at).item_id != first.item_id


def test_other_words_change_the_item_too(store, agreed, agency, at):
    kept = add_follow_up(store, agreed, "Sari", at)
    wanted = replace(kept, text="Tetapkan peta rencana", units=("Bappeda",))
    saved = save_follow_up(store, wanted, "Sari", at, kept)
    assert find_follow_ups(store, agency.id) == [saved]
    item = load_item(store, kept.item_id)
    assert (item.text, item.units, item.due) == ("Tetapkan peta rencana", ("Bappeda",), DUE)


def test_what_was_written_by_mistake_is_taken_back_with_its_item(store, agreed, agency, at):
    kept = add_follow_up(store, agreed, "Sari", at)
    remove_follow_up(store, kept, "Sari", at)
    assert find_follow_ups(store, agency.id) == []
    item = load_item(store, kept.item_id)
    assert (item.state, item.reason) == ("not_applicable", REMOVED)


def test_an_item_that_another_meeting_agreed_too_stays_open(store, plan, agreed, at):
    first = add_follow_up(store, agreed, "Sari", at)
    second = add_meeting(store, plan, "Sari", at)
    again = add_follow_up(store, replace(agreed, meeting_id=second.id), "Sari", at)
    remove_follow_up(store, again, "Sari", at)
    assert load_item(store, first.item_id).is_open


def test_a_follow_up_that_another_changed_is_not_written_over(store, agreed, agency, at):
    kept = add_follow_up(store, agreed, "Sari", at)
    theirs = save_follow_up(store, replace(kept, person="Budi"), "Budi", at, kept)
    for write in (
        lambda: save_follow_up(store, replace(kept, person="Citra"), "Citra", at, kept),
        lambda: remove_follow_up(store, kept, "Citra", at),
    ):
        with pytest.raises(EditConflictError, match="Budi sudah mengubah tindak") as conflict:
            write()
        assert conflict.value.current == theirs
    remove_follow_up(store, theirs, "Budi", at)
    with pytest.raises(StoreError, match="Tindak lanjut ini sudah tidak ada"):
        save_follow_up(store, theirs, "Citra", at, theirs)


def test_an_empty_follow_up_writes_nothing(store, agreed, agency, at):
    with pytest.raises(StoreError, match="Isi butir masih kosong"):
        add_follow_up(store, replace(agreed, text=" "), "Sari", at)
    assert find_follow_ups(store, agency.id) == find_items(store, agency.id, INSTRUMENT) == []


def test_removing_a_meeting_leaves_what_was_agreed_in_the_checklist(
    store, meeting, agreed, agency, at
):
    kept = add_follow_up(store, agreed, "Sari", at)
    save_attendance(store, meeting.id, [Attendee("Budi")], "Sari", at, [])
    save_meeting_note(store, meeting.id, "target", "Kata", "Sari", at, "")
    with pytest.raises(EditConflictError, match="notulen rapat ini"):
        remove_meeting(store, meeting, Minutes(), "Sari", at)
    minutes = Minutes((Attendee("Budi"),), {"target": "Kata"}, (kept,))
    remove_meeting(store, meeting, minutes, "Sari", at)
    assert find_follow_ups(store, agency.id) == []
    assert find_attendance(store, meeting.id) == ()
    assert find_meeting_notes(store, meeting.id) == {}
    assert load_item(store, kept.item_id).is_open
    with pytest.raises(StoreError, match="Rapat ini sudah tidak ada"):
        load_meeting(store, meeting.id)


def test_every_write_stands_in_the_history(store, meeting, agreed, agency, figures, at):
    kept = add_follow_up(store, agreed, "Budi", at)
    save_attendance(store, meeting.id, [Attendee("Budi")], "Budi", at, [])
    save_meeting_note(store, meeting.id, "target", "Kata", "Budi", at, "")
    close_meeting(store, meeting, figures, "Budi", at)
    remove_follow_up(store, kept, "Budi", at)
    found = find_events(store, agency.id, who="Budi")
    assert [event.subject for event in reversed(found)] == [
        "item", "follow_up", "attendance", "meeting_note", "meeting", "item", "follow_up",
    ]  # fmt: skip
    assert {event.subject_id for event in found if event.subject != "item"} == {meeting.id}


def test_who_sees_nothing_of_an_agency_sees_none_of_its_meetings(store, meeting, agreed, at):
    add_follow_up(store, agreed, "Sari", at)
    save_attendance(store, meeting.id, [Attendee("Budi")], "Sari", at, [])
    stranger = store.act_as(NOBODY)
    assert find_meetings(stranger, meeting.agency_id, INSTRUMENT) == []
    assert find_follow_ups(stranger, meeting.agency_id) == []
    assert find_attendance(stranger, meeting.id) == ()
    assert find_meeting_notes(stranger, meeting.id) == {}


def test_changing_a_follow_up_keeps_what_others_asked_of_its_item(store, agreed, agency, at):
    own = Item(agency.id, INSTRUMENT, "Susun peta rencana", "own", 2024, "I12", units=("Bappeda",))
    (item,) = add_items(store, [own], "Ani", at)
    kept = add_follow_up(store, replace(agreed, units=("Inspektorat",)), "Sari", at)
    assert kept.item_id == item.id
    wanted = replace(kept, text="Susun peta rencana induk", units=("Dinas Kesehatan",))
    save_follow_up(store, wanted, "Sari", at, kept)
    now = load_item(store, item.id)
    assert now.units == ("Bappeda", "Dinas Kesehatan")
    assert now.text == "Susun peta rencana"


def test_a_conflict_names_who_changed_this_one(store, meeting, agreed, at):
    first = add_follow_up(store, agreed, "Sari", at)
    second = add_follow_up(store, replace(agreed, text="Yang lain"), "Sari", at)
    save_follow_up(store, replace(first, person="Budi"), "Budi", at, first)
    save_follow_up(store, replace(second, person="Citra"), "Citra", at, second)
    with pytest.raises(EditConflictError, match="Budi sudah"):
        remove_follow_up(store, first, "Dewi", at)
    save_meeting_note(store, meeting.id, "target", "Kata", "Budi", at, "")
    save_meeting_note(store, meeting.id, "weakest", "Kata", "Citra", at, "")
    with pytest.raises(EditConflictError, match="Budi sudah"):
        save_meeting_note(store, meeting.id, "target", "Lain", "Dewi", at, "")


def test_a_closed_meeting_keeps_the_stage_of_its_figures(store, meeting, figures, at):
    closed = close_meeting(store, meeting, figures, "Sari", at)
    with pytest.raises(StoreError, match="sudah ditutup"):
        save_meeting(store, replace(closed, stage="self"), "Sari", at, closed)
    assert load_meeting(store, meeting.id) == closed
