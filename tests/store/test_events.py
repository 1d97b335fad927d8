import datetime
from dataclasses import replace

from spbe.store.events import Event, find_events, write_event
from tests.agencies import add_agency, remove_agency
from tests.store.conftest import MORNING

MADE = Event(
    "item", 1, None, 2024, "I1", None, {"text": "Tetapkan Pergub", "state": "open"}, "Ani", MORNING
)


def write(store, *found):
    with store.write() as connection:
        for event in found:
            write_event(connection, event)


def test_an_event_says_who_changed_what_and_from_what_to_what(store):
    agency = add_agency(store, "Kota A")
    made = replace(MADE, agency_id=agency.id)
    changed = replace(made, before=made.after, after=made.after | {"state": "work"}, who="Budi")
    write(store, made, changed)
    newest, first = find_events(store, agency.id, subject="item")
    assert (newest.who, newest.before, newest.after) == (
        "Budi",
        {"text": "Tetapkan Pergub", "state": "open"},
        {"text": "Tetapkan Pergub", "state": "work"},
    )
    assert replace(first, id=None) == replace(made, agency_name="Kota A")


def test_days_are_kept_in_writing(store):
    write(store, replace(MADE, after={"due": datetime.date(2024, 10, 1)}))
    assert find_events(store, None)[0].after == {"due": "2024-10-01"}


def test_a_change_of_nothing_is_not_noted(store):
    write(store, replace(MADE, before={"text": "a"}, after={"text": "a"}))
    assert find_events(store, None) == []


def test_an_event_outlives_its_agency(store):
    agency = add_agency(store, "Kota A")
    write(store, replace(MADE, agency_id=agency.id))
    remove_agency(store, agency.id)
    assert {event.agency_name for event in find_events(store, agency.id)} == {"Kota A"}


def test_events_are_narrowed_down_by_year_thing_indicator_person_and_moment(store):
    later = MORNING + datetime.timedelta(days=1)
    write(store, MADE, replace(MADE, subject_id=2, code="I2", year=2025, who="Budi", at=later))
    for narrow in (
        {"year": 2025},
        {"subject_id": 2},
        {"code": "I2"},
        {"who": "Budi"},
        {"most": 1},
    ):
        assert [event.subject_id for event in find_events(store, None, **narrow)] == [2], narrow
    assert [event.subject_id for event in find_events(store, None, until=MORNING)] == [1]
    assert find_events(store, None, subject="document") == []
