"""Rapat & Laporan: meetings are prepared, held, written down and shown on the wall."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from spbe.catalogue.instruments import load_instruments
from spbe.model.assessment import Assessment
from spbe.model.item import Item
from spbe.model.meeting import Attendee, FollowUp, Meeting
from spbe.store.assessments import save_drafts
from spbe.store.follow_ups import add_follow_up, find_follow_ups
from spbe.store.items import add_items, find_items, load_item, save_items
from spbe.store.meeting_minutes import (
    find_attendance,
    find_meeting_notes,
    save_attendance,
    save_meeting_note,
)
from spbe.store.meetings import add_meeting, find_meetings, load_meeting, save_meeting
from spbe.store.records import Draft
from tests.agencies import add_agency
from tests.pages.conftest import NOW, check, said
from tests.pages.steps import INDONESIAN, labels, press, say_name, warnings

INSTRUMENT = load_instruments()["permenpanrb-59-2020"]
NAME = "Kota A"
DAY = datetime.date(2024, 11, 4)
PAGE = "pages/meeting.py"
AUTHOR = ("Sari", NOW)


@pytest.fixture
def agency(store):
    agency = add_agency(store, NAME)
    levels = dict.fromkeys(INSTRUMENT.leaf_codes, 3)
    content = Assessment(INSTRUMENT.id, NAME, 2024, "document", levels)
    save_drafts(store, [Draft(agency.id, content, None)], *AUTHOR)
    return agency


@pytest.fixture
def meeting(store, agency):
    plan = Meeting(agency.id, INSTRUMENT.id, 2024, "document", "Rapat *satu*", DAY)
    return add_meeting(store, replace(plan, begins=datetime.time(9), place="Aula"), *AUTHOR)


@pytest.fixture
def open_meeting(open_page, meeting):
    def open_(part="", **query):
        view = {"agency": NAME, "year": "2024", "meeting": str(meeting.id), **query}
        return open_page(PAGE, **view, **({"meeting-part": part} if part else {}))

    return open_


def field(page, label, kind="text_input"):
    return next(each for each in getattr(page, kind) if each.label == label)


def seen(page):
    """What the picture on the wall says, in its words for those who do not see it."""
    (picture,) = page.get("image")
    return picture.proto.imgs[0].alt


def test_an_empty_store_leads_to_uploading(empty_store, open_page):
    assert "Belum ada data." in said(open_page(PAGE))


def test_without_a_meeting_the_page_says_what_one_brings(agency, open_page):
    page = open_page(PAGE, agency=NAME)
    assert "Belum ada rapat. Rapat yang disiapkan di sini" in said(page)
    assert "Siapkan rapat" in labels(page)


def test_a_meeting_is_prepared_and_opens_with_its_agenda(store, agency, open_page):
    page = say_name(press(open_page(PAGE, agency=NAME), "Siapkan rapat"))
    assert "data Penilaian Dokumen (sementara) 2024" in said(page)
    field(page, "Tempat").set_value("Aula")
    press(page, "Buat rapat")
    (added,) = find_meetings(store, agency.id, INSTRUMENT.id)
    assert (added.title, added.place, added.stage) == (
        "Rapat persiapan SPBE 2024", "Aula", "document",
    )  # fmt: skip
    assert page.query_params["meeting"] == str(added.id)
    assert "Indeks SPBE 3,00 (setara Baik)" in said(page)
    assert "Ini rapat pertama" in said(page)


def test_a_meeting_without_a_title_is_refused_and_what_was_typed_stays(store, agency, open_page):
    page = say_name(press(open_page(PAGE, agency=NAME), "Siapkan rapat"))
    field(page, "Judul").set_value(" ")
    field(page, "Tempat").set_value("Aula")
    press(page, "Buat rapat")
    assert "Judul rapat masih kosong" in warnings(page)[0]
    assert field(page, "Tempat").value == "Aula"
    assert find_meetings(store, agency.id, INSTRUMENT.id) == []


def test_the_list_shows_names_as_they_were_written(open_page, meeting):
    page = open_page(PAGE, agency=NAME)
    assert "Rapat *satu*" in said(page)
    assert "Senin, 04 November 2024 pukul 09.00 · Aula" in said(page)
    assert "Ini rapat pertama" in said(press(page, "Buka"))


def test_a_meeting_of_another_agency_is_not_opened(open_page, meeting, store):
    add_agency(store, "Kota B")
    page = open_page(PAGE, agency="Kota Bandar Lampung", meeting=str(meeting.id))
    assert "Rapat itu tidak ada pada instansi ini" in said(page)


def test_a_note_is_kept_as_soon_as_it_is_typed(open_meeting, store, meeting):
    page = say_name(open_meeting())
    field(page, "Catatan: Posisi sekarang", "text_area").set_value("Naik *lagi*").run()
    check(page)
    assert find_meeting_notes(store, meeting.id) == {"standing": "Naik *lagi*"}


def test_a_note_that_another_wrote_meanwhile_asks_which_one_holds(open_meeting, store, meeting):
    page = say_name(open_meeting())
    save_meeting_note(store, meeting.id, "standing", "Kata Budi", "Budi", NOW, "")
    field(page, "Catatan: Posisi sekarang", "text_area").set_value("Kata Rina").run()
    check(page)
    assert "Budi sudah mengubah catatan agenda ini" in warnings(page)[0]
    assert "Kata Budi" in warnings(page)[0]
    assert field(page, "Catatan: Posisi sekarang", "text_area").value == "Kata Rina"
    assert find_meeting_notes(store, meeting.id) == {"standing": "Kata Budi"}
    press(page, "Simpan catatan saya")
    assert find_meeting_notes(store, meeting.id) == {"standing": "Kata Rina"}
    assert warnings(page) == []


def test_a_follow_up_is_written_down_and_stands_in_the_checklist(
    open_meeting, store, agency, meeting
):
    page = say_name(open_meeting("Tindak lanjut"))
    field(page, "Apa yang disepakati").set_value("Susun peta rencana")
    field(page, "Penanggung jawab").set_value("Rina")
    press(page, "Catat tindak lanjut")
    (kept,) = find_follow_ups(store, agency.id, meeting.id)
    assert load_item(store, kept.item_id).source == "meeting"
    assert "1 tindak lanjut disepakati" in said(page)
    assert field(page, "Apa yang disepakati").value == ""


def test_an_empty_follow_up_is_refused_and_what_was_typed_stays(open_meeting, store, agency):
    page = say_name(open_meeting("Tindak lanjut"))
    field(page, "Penanggung jawab").set_value("Rina")
    press(page, "Catat tindak lanjut")
    assert "Isi butir masih kosong" in warnings(page)[0]
    assert field(page, "Penanggung jawab").value == "Rina"
    assert find_items(store, agency.id, INSTRUMENT.id) == []


def test_a_follow_up_is_changed_and_taken_back(open_meeting, store, agency, meeting):
    kept = add_follow_up(store, FollowUp(meeting.id, "Susn", person="Rina"), *AUTHOR)
    page = say_name(open_meeting("Tindak lanjut"))
    page.text_input(key=f"follow-up-text-{kept.id}").set_value("Susun")
    press(page, "Simpan tindak lanjut")
    assert load_item(store, kept.item_id).text == "Susun"
    press(page, "Hapus tindak lanjut")
    assert find_follow_ups(store, agency.id) == []
    assert load_item(store, kept.item_id).state == "not_applicable"


def test_attendance_is_saved_from_the_grid(open_meeting, store, meeting):
    page = say_name(open_meeting("Daftar hadir"))
    rows = [{"name": "Rina", "unit": "Diskominfo", "role": "Notulis"}, {"name": "Budi"}]
    page.session_state[page.data_editor[0].key] = {
        "edited_rows": {}, "added_rows": rows, "deleted_rows": [],
    }  # fmt: skip
    page.run()
    press(page, "Simpan daftar hadir")
    assert find_attendance(store, meeting.id) == (
        Attendee("Rina", "Diskominfo", "Notulis"), Attendee("Budi"),
    )  # fmt: skip


def test_attendance_that_another_saved_meanwhile_is_shown_and_not_written_over(
    open_meeting, store, meeting
):
    page = say_name(open_meeting("Daftar hadir"))
    page.session_state[page.data_editor[0].key] = {
        "edited_rows": {}, "added_rows": [{"name": "Rina"}], "deleted_rows": [],
    }  # fmt: skip
    theirs = save_attendance(store, meeting.id, [Attendee("Budi")], "Budi", NOW, [])
    press(page, "Simpan daftar hadir")
    assert "Budi sudah mengubah daftar hadir" in warnings(page)[0]
    assert find_attendance(store, meeting.id) == theirs
    assert "Rina" in page.data_editor[0].value.to_string()


def test_a_closed_meeting_shows_the_figures_of_its_day_and_can_be_opened_again(
    open_meeting, store, agency, meeting
):
    page = press(say_name(open_meeting()), "Ya, tutup rapat")
    kept = load_meeting(store, meeting.id).figures
    assert (kept.index, kept.open_items) == (300, 0)
    assert "Ya, buka lagi" in labels(page)
    press(page, "Ya, buka lagi")
    assert load_meeting(store, meeting.id).figures is None


def test_details_that_another_changed_are_not_written_over_unseen(open_meeting, store, meeting):
    page = say_name(open_meeting("Data rapat"))
    save_meeting(store, replace(meeting, chair="Sekda"), "Budi", NOW, meeting)
    field(page, "Tempat").set_value("Ruang Garuda")
    press(page, "Simpan data rapat")
    assert "Budi sudah mengubah rapat ini" in warnings(page)[0]
    assert load_meeting(store, meeting.id).place == "Aula"
    assert field(page, "Tempat").value == "Ruang Garuda"
    press(page, "Simpan data rapat")
    assert load_meeting(store, meeting.id).place == "Ruang Garuda"


def test_a_meeting_is_removed(open_meeting, store, agency):
    page = press(say_name(open_meeting("Data rapat")), "Ya, hapus")
    assert find_meetings(store, agency.id, INSTRUMENT.id) == []
    assert "Belum ada rapat." in said(page)


def test_the_view_opens_by_an_ordinary_link_that_embeds(open_meeting, meeting):
    (link,) = open_meeting().get("link_button")
    assert link.proto.url.startswith("?")
    assert {"embed=true", "screen=agreed", f"meeting={meeting.id}"} <= set(
        link.proto.url[1:].split("&")
    )
    assert "F11" in said(open_meeting())


def test_the_wall_goes_on_and_back_and_keeps_its_place_in_the_address(open_meeting):
    page = open_meeting(screen="agreed")
    assert seen(page) == (
        "Ini rapat pertama; belum ada tindak lanjut sebelumnya. "
        "Sementara (setara Baik): predikat hanya ada pada hasil akhir."
    )
    press(page, "Berikutnya")
    assert "Indeks SPBE 3,00 (setara Baik), kurang 0,50 dari 3,50 (Sangat Baik)" in seen(page)
    assert page.query_params["screen"] == "standing"
    press(page, "Sebelumnya")
    assert page.query_params["screen"] == "agreed"
    last = open_meeting(screen="decided")
    assert next(b for b in last.button if b.label == "Berikutnya").disabled


def test_what_fills_more_than_a_screen_goes_on_on_the_next_one(open_meeting, store, meeting):
    for number in range(6):
        add_follow_up(store, FollowUp(meeting.id, f"Butir {number}"), *AUTHOR)
    page = open_meeting(screen="decided-2")
    assert "Butir 5" in seen(page)
    assert "Butir 1" not in seen(page)
    # A screen that is gone by now gives way to the last one of its point.
    assert "Butir 5" in seen(open_meeting(screen="decided-9"))


def test_the_wall_shows_what_others_changed_since(open_meeting, store, meeting, agency):
    page = open_meeting(screen="decided")
    kept = add_follow_up(store, FollowUp(meeting.id, "Susun"), "Budi", NOW)
    page.run()
    check(page)
    assert "Susun: Belum dikerjakan" in seen(page)
    item = load_item(store, kept.item_id)
    save_items(store, [(item, replace(item, state="accepted"))], "Budi", NOW)
    page.run()
    assert "Susun: Diterima" in seen(page)
    assert page.query_params["screen"] == "decided"


def test_overdue_items_stand_by_unit_on_the_wall(open_meeting, store, agency):
    new = Item(agency.id, INSTRUMENT.id, "Susun", "own", 2024, units=("Bappeda",), due=DAY)
    add_items(store, [new], *AUTHOR)
    page = open_meeting(screen="overdue")
    assert seen(page) == (
        "1 dari 1 butir terbuka lewat tenggat, pada 1 OPD; Bappeda: 1 (dari 1 terbuka). "
        "Sementara (setara Baik): predikat hanya ada pada hasil akhir."
    )


def test_a_wall_without_its_meeting_says_where_to_open_it(open_page, agency):
    page = open_page(PAGE, agency=NAME, meeting="99", screen="agreed")
    assert "Rapat ini tidak ada" in said(page)


@pytest.mark.parametrize(
    "screen", ["agreed", "standing", "changes", "weakest", "overdue", "target"]
)
def test_the_wall_speaks_english(open_meeting, screen):
    page = open_meeting(screen=screen, lang="EN")
    assert not INDONESIAN.search(seen(page))


@pytest.mark.parametrize("part", ["Agenda and minutes", "Follow-up", "Attendance", "Details"])
def test_the_page_speaks_english(open_meeting, part):
    page = say_english(open_meeting(part, lang="EN"))
    assert not [label for label in labels(page) if INDONESIAN.search(label)]
    assert "Open the meeting view" in [b.proto.label for b in page.get("link_button")]


def say_english(page):
    next(f for f in page.text_input if f.label == "Your name").set_value("Rina")
    return press(page, "Continue")


def test_minutes_are_offered_as_word_and_pdf(open_meeting):
    offered = open_meeting().get("download_button")
    assert [button.label for button in offered] == ["Notulen (Word)", "Notulen (PDF)"]
