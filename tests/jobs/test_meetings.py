"""The agenda of a meeting, made from what is kept; a closed meeting stays as its day was."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from spbe.catalogue.instruments import load_instruments
from spbe.catalogue.requirements import load_requirements
from spbe.jobs.meetings import close_agenda, gather_agenda
from spbe.model.assessment import Assessment, PublishedResult
from spbe.model.item import Item
from spbe.model.meeting import AGENDA_POINTS, FollowUp, Meeting
from spbe.reports.meeting_words import list_points, say_point
from spbe.store.assessments import save_drafts
from spbe.store.database import open_store
from spbe.store.follow_ups import add_follow_up
from spbe.store.items import add_items, load_item, save_items
from spbe.store.meetings import add_meeting, load_meeting
from spbe.store.records import Draft, StoreError, Target
from spbe.store.targets import save_target
from spbe.text.translator import Translator
from tests.agencies import add_agency

INSTRUMENTS = load_instruments()
OF_2020 = INSTRUMENTS["permenpanrb-59-2020"]
NAME, DAY = "Kota Uji", datetime.date(2024, 11, 4)
NINE = datetime.datetime(2024, 11, 4, 2, tzinfo=datetime.UTC)
NOON, NEXT_WEEK = NINE + datetime.timedelta(hours=3), NINE + datetime.timedelta(7)
TEXT = Translator("id")
LONG = "Dinas Komunikasi, Informatika, Statistik dan Persandian"


@pytest.fixture
def store(tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/s.sqlite3")
    yield store
    store.close()


@pytest.fixture
def agency(store):
    return add_agency(store, NAME)


def assess(store, agency, base=None, at=NINE, **levels):
    threes = dict.fromkeys(OF_2020.leaf_codes, 3)
    content = Assessment(OF_2020.id, NAME, 2024, "document", {**threes, **levels})
    return save_drafts(store, [Draft(agency.id, content, base)], "Ani", at)[0]


@pytest.fixture
def revision(store, agency):
    """All levels are 3, so the index is 3,00; the target is 3,50."""
    save_target(store, Target(None, agency.id, 2024, "RPJMD", "Perda", 350, True), "Ani", NINE)
    return assess(store, agency)


@pytest.fixture
def meeting(store, agency, revision):
    return add_meeting(
        store, Meeting(agency.id, OF_2020.id, 2024, "document", "Rapat 1", DAY), "Ani", NINE
    )


@pytest.fixture
def later(store, meeting):
    day = DAY + datetime.timedelta(7)
    return add_meeting(store, replace(meeting, id=None, title="Rapat 2", day=day), "Ani", NINE)


def gather(store, meeting, at=NOON):
    return gather_agenda(store, INSTRUMENTS, meeting, at, at.date())


def close(store, meeting, at=NOON):
    agenda = gather(store, meeting, at)
    return close_agenda(store, INSTRUMENTS, agenda, "Ani", at, at.date())


def agree(store, meeting, text, due=None, at=NINE):
    follow_up = FollowUp(meeting.id, text, (LONG,), "Rina", due, "I12")
    return add_follow_up(store, follow_up, "Ani", at)


def finding(store, meeting, point, at=NOON):
    return say_point(gather(store, meeting, at), point, TEXT).finding


def rows(store, meeting, point, at=NOON):
    said = say_point(gather(store, meeting, at), point, TEXT).rows
    return [(row.words, row.figure, row.note) for row in said]


def test_the_first_meeting_has_all_points_and_nothing_to_look_back_at(store, meeting):
    points = list_points(gather(store, meeting), TEXT)
    assert tuple(each.point for each in points) == AGENDA_POINTS
    assert points[0].finding == "Ini rapat pertama; belum ada tindak lanjut sebelumnya."
    assert points[1].finding == "Indeks SPBE 3,00 (setara Baik), kurang 0,50 dari 3,50 (RPJMD)"
    assert points[2].finding.startswith("Belum ada rapat yang ditutup")
    assert [row.figure for row in points[1].rows] == ["3,00"] * 4
    assert len(points[3].rows) == 5
    assert points[5].finding == "Target 3,50 (RPJMD): masih kurang 0,50"
    assert points[5].rows != ()
    assert points[6].finding.startswith("Belum ada tindak lanjut")


def test_the_figures_of_the_day_are_whole_numbers_beside_their_revision(store, meeting, revision):
    late = datetime.date(2024, 11, 3)
    agree(store, meeting, "Susun", late)
    agree(store, meeting, "Kirim")
    kept = gather(store, meeting).figures
    assert kept.index_numerator == 3 * int(OF_2020.denominators[0])
    assert (kept.revision_id, kept.index, kept.target_name, kept.target) == (
        revision.id, 300, "RPJMD", 350,
    )  # fmt: skip
    assert (kept.open_items, kept.overdue_items, kept.closed_items) == (2, 1, 0)
    assert [(unit.unit, unit.open, unit.overdue) for unit in kept.units] == [(LONG, 2, 1)]


def test_a_closed_meeting_tells_what_was_so_on_its_day(store, agency, revision, meeting):
    agree(store, meeting, "Susun", datetime.date(2024, 11, 3))
    closed = close(store, meeting)
    assess(store, agency, revision.id, NEXT_WEEK, I12=5)
    item = load_item(store, gather(store, closed).decided[0].follow_up.item_id)
    save_items(store, [(item, replace(item, state="accepted"))], "Ani", NEXT_WEEK)
    assert "Indeks SPBE 3,00" in finding(store, closed, "standing", NEXT_WEEK)
    assert rows(store, closed, "overdue", NEXT_WEEK) == [(LONG, "1", "dari 1 terbuka")]
    assert "tingkat 3" in str(rows(store, closed, "weakest", NEXT_WEEK))
    assert "kurang 0,50" in finding(store, closed, "target", NEXT_WEEK)
    # What became of it is told as it is now.
    assert rows(store, closed, "decided", NEXT_WEEK)[0][1] == "kini: Diterima"


def test_the_next_meeting_opens_with_what_was_agreed_and_what_became_of_it(store, meeting, later):
    late = datetime.date(2024, 11, 10)
    done = agree(store, meeting, "Kirim daftar")
    agree(store, meeting, "Susun peta rencana", late)
    item = load_item(store, done.item_id)
    save_items(store, [(item, replace(item, state="accepted"))], "Ani", NOON)
    said = finding(store, later, "agreed", NEXT_WEEK)
    assert said == "1 dari 2 tindak lanjut selesai, 1 lewat tenggat"
    assert rows(store, later, "agreed", NEXT_WEEK) == [
        (
            "Susun peta rencana",
            "Belum dikerjakan, lewat tenggat",
            f"10 Nov 2024 · {LONG} · Rina · Indikator 12",
        ),
        ("Kirim daftar", "Diterima", f"{LONG} · Rina · Indikator 12"),
    ]


def test_what_is_still_open_follows_from_meeting_to_meeting(store, meeting, later):
    third = add_meeting(
        store, replace(later, id=None, day=DAY + datetime.timedelta(14)), "Ani", NINE
    )
    done = agree(store, meeting, "Kirim daftar")
    agree(store, meeting, "Susun")
    item = load_item(store, done.item_id)
    save_items(store, [(item, replace(item, state="accepted"))], "Ani", NOON)
    assert [row[0] for row in rows(store, third, "agreed")] == ["Susun"]


def test_what_changed_is_counted_from_the_moment_the_last_meeting_was_closed(
    store, agency, revision, meeting, later
):
    followed = agree(store, meeting, "Susun")
    close(store, meeting)
    assess(store, agency, revision.id, NEXT_WEEK, I12=5, I1=2)
    item = load_item(store, followed.item_id)
    save_items(store, [(item, replace(item, state="accepted"))], "Ani", NEXT_WEEK)
    new = Item(agency.id, OF_2020.id, "Baru", "own", 2024)
    add_items(store, [new], "Ani", NEXT_WEEK)
    said = finding(store, later, "changes", NEXT_WEEK)
    after = gather(store, later, NEXT_WEEK).figures.index
    assert said == (
        f"Sejak 4 Nov 2024: indeks 3,00 → {TEXT.score(after)}, 1 butir ditutup, 1 butir baru"
    )
    found = rows(store, later, "changes", NEXT_WEEK)
    assert [(row[0][:4], row[1]) for row in found] == [
        ("12 ·", "3 → 5"), ("1 · ", "3 → 2"), ("Susu", "Diterima"),
    ]  # fmt: skip
    assert gather(store, later, NEXT_WEEK).changes.since.title == "Rapat 1"


def test_a_closed_meeting_knows_no_change_that_came_after_it(store, agency, meeting, later):
    close(store, meeting)
    closed = close(store, later, NEXT_WEEK)
    new = Item(agency.id, OF_2020.id, "Sesudahnya", "own", 2024)
    add_items(store, [new], "Ani", NEXT_WEEK + datetime.timedelta(1))
    assert "0 butir baru" in finding(store, closed, "changes", NEXT_WEEK + datetime.timedelta(2))


def test_a_published_result_has_an_agenda_without_indicators(store, agency):
    content = PublishedResult(OF_2020.id, NAME, 2023, "final", {"SPBE": 291}, None, "Kepmen")
    save_drafts(store, [Draft(agency.id, content, None)], "Ani", NINE)
    meeting = add_meeting(
        store, Meeting(agency.id, OF_2020.id, 2023, "final", "Rapat", DAY), "Ani", NINE
    )
    assert "Indeks SPBE 2,91" in finding(store, meeting, "standing")
    assert "hanya nilainya" in finding(store, meeting, "weakest")
    closed = close(store, meeting)
    assert (closed.figures.index, closed.figures.index_numerator) == (291, None)
    assert "Indeks SPBE 2,91" in finding(store, closed, "standing")


def test_a_meeting_about_a_result_that_is_not_kept_says_so(store, agency, meeting):
    other = add_meeting(store, replace(meeting, id=None, stage="interview"), "Ani", NINE)
    with pytest.raises(StoreError, match="Penilaian ini tidak tersimpan"):
        gather(store, other)


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_point_is_said_in_both_languages(store, meeting, later, language):
    agree(store, meeting, "Susun")
    close(store, meeting)
    agenda = gather_agenda(store, INSTRUMENTS, later, NEXT_WEEK, NEXT_WEEK.date(), language)
    said = [point.finding for point in list_points(agenda, Translator(language))]
    assert all(said)
    assert ("Indeks SPBE" in said[1]) == (language == "id")


@pytest.mark.parametrize("language", ["id", "en"])
def test_closing_changes_nothing_that_a_meeting_tells(store, agency, revision, meeting, language):
    """Claims, checklist and target are told of, and change afterwards."""
    fives = dict.fromkeys(OF_2020.leaf_codes, 5)
    claim = Assessment(OF_2020.id, NAME, 2024, "self", fives)
    save_drafts(store, [Draft(agency.id, claim, None)], "Ani", NINE)
    agree(store, meeting, "Susun", datetime.date(2024, 11, 3))

    def tell(of, at):
        agenda = gather_agenda(store, INSTRUMENTS, of, at, at.date(), language)
        return list_points(agenda, Translator(language))[1:6]

    before = tell(meeting, NOON)
    closed = close(store, meeting)
    assess(store, agency, revision.id, NEXT_WEEK, I12=5)
    item = load_item(store, gather(store, closed).decided[0].follow_up.item_id)
    save_items(store, [(item, replace(item, state="accepted"))], "Ani", NEXT_WEEK)
    assert tell(closed, NEXT_WEEK) == before


def test_figures_that_nobody_saw_are_not_kept(store, agency, revision, meeting):
    seen = gather(store, meeting)
    assess(store, agency, revision.id, NOON, I12=5)
    with pytest.raises(StoreError, match="Angka berubah"):
        close_agenda(store, INSTRUMENTS, seen, "Ani", NOON, NOON.date())
    assert not load_meeting(store, meeting.id).is_closed


def test_changes_tell_of_the_meetings_year_in_the_readers_language(store, agency, meeting, later):
    asked = load_requirements(OF_2020)[0]
    made = Item(
        *(agency.id, OF_2020.id, asked.texts["id"], "requirement", 2024),
        code=asked.code, level=asked.level, requirement=asked.number,
    )  # fmt: skip
    other = Item(agency.id, OF_2020.id, "Tahun lain", "own", 2023)
    kept = add_items(store, [made, other], "Ani", NINE)
    close(store, meeting)
    done = [(item, replace(item, state="accepted")) for item in kept]
    save_items(store, done, "Ani", NEXT_WEEK)
    agenda = gather_agenda(store, INSTRUMENTS, later, NEXT_WEEK, NEXT_WEEK.date(), "en")
    point = say_point(agenda, "changes", Translator("en"))
    assert [row.words for row in point.rows] == [asked.texts["en"]]
