"""The checklist: items come back as saved, nobody's edit is lost, and nothing is made twice."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from spbe.model.item import Item
from spbe.store.agencies import find_units
from spbe.store.database import load_version
from spbe.store.events import find_events
from spbe.store.item_notes import add_note, find_notes
from spbe.store.item_records import ItemConflictError, ShareConflictError
from spbe.store.item_shares import find_shares, save_shares
from spbe.store.items import add_items, carry_items, find_items, load_item, save_items
from spbe.store.records import StoreError
from tests.agencies import remove_agency

INSTRUMENT = "permenpanrb-59-2020"
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def make_item(agency):
    def make(**changes):
        values = {"text": "Tetapkan peta proses bisnis", "source": "own", "opened_year": 2024}
        return Item(**({"agency_id": agency.id, "instrument_id": INSTRUMENT} | values | changes))

    return make


@pytest.fixture
def add(store, make_item, at):
    """Add one item to the checklist."""

    def add(**changes):
        return add_items(store, [make_item(**changes)], "Sari", at)[0]

    return add


def save(store, seen, at, who="Budi", **changes):
    return save_items(store, [(seen, replace(seen, **changes))], who, at)[0]


def test_an_item_comes_back_as_it_was_added(store, agency, add, make_item, at):
    given = {
        "code": "I1",
        "level": 3,
        "requirement": 2,
        "source": "requirement",
        "units": ("Diskominfo", "Bappeda"),
        "person": "Ibu Rini",
        "due": datetime.date(2024, 10, 31),
    }
    kept = add(**given, text="  Tetapkan  ")
    expected = make_item(**given, text="Tetapkan")
    assert kept == replace(
        expected, id=kept.id, units=("Bappeda", "Diskominfo"), years=(2024,), opened_at=at
    )
    assert find_items(store, agency.id, INSTRUMENT, 2024) == [kept]
    assert load_item(store, kept.id) == kept


def test_units_that_only_items_name_belong_to_the_agency(store, agency, add):
    add(units=("Dinas  Kesehatan", "dinas kesehatan; Bappeda"))
    assert [unit.name for unit in find_units(store, agency.id)] == ["Bappeda", "Dinas Kesehatan"]


def test_items_are_those_of_one_instrument_and_year(store, agency, add):
    kept = add()
    add(instrument_id="permenpanrb-8-2026", opened_year=2026)
    assert find_items(store, agency.id, INSTRUMENT) == [kept]
    assert find_items(store, agency.id, INSTRUMENT, 2023) == []


@pytest.mark.parametrize("more", [0, 700])
def test_items_are_narrowed_down_to_ids_of_whatever_origin(store, agency, add, more):
    wanted, _ = add(text="A"), add(text="B")
    ids = {wanted.id, 0, -1, 10**30, *range(10_000, 10_000 + more)}
    assert find_items(store, agency.id, INSTRUMENT, 2024, ids) == [wanted]
    assert find_items(store, agency.id, INSTRUMENT, 2023, ids) == []
    assert find_items(store, agency.id, INSTRUMENT, 2024, ()) == []


def test_what_is_there_already_is_not_added_again(store, agency, make_item, add, at):
    add(code="I1", level=2, requirement=1, text="Syarat")
    again = [
        make_item(code="I1", level=2, requirement=1, text="Syarat dengan kata lain"),
        make_item(code="I1", level=2, requirement=2),
        make_item(code="I1", level=2, requirement=2),
    ]
    added = add_items(store, again, "Budi", at)
    assert [item.item_code for item in added] == ["I1-L2-02"]
    assert len(find_items(store, agency.id, INSTRUMENT)) == 2


def test_what_was_closed_in_an_earlier_year_comes_up_anew(store, add, at):
    first = add(code="I1", level=2, requirement=1, opened_year=2023)
    save(store, first, at, state="accepted")
    assert add(code="I1", level=2, requirement=1, opened_year=2024).years == (2024,)


def test_what_is_open_since_an_earlier_year_does_not_come_up_anew(store, make_item, add, at):
    add(code="I1", level=2, requirement=1, opened_year=2023)
    assert add_items(store, [make_item(code="I1", level=2, requirement=1)], "Budi", at) == []


def test_nothing_is_added_where_one_cannot_be_kept(store, agency, make_item, at):
    with pytest.raises(StoreError, match="Isi butir masih kosong"):
        add_items(store, [make_item(), make_item(text="  ")], "Sari", at)
    assert find_items(store, agency.id, INSTRUMENT) == []


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"text": "x" * 4001}, "terlalu panjang: 4001 huruf, paling banyak 4000"),
        ({"text": "nol \0"}, "karakter yang tidak dapat disimpan"),
        ({"source": "mimpi"}, 'Asal "mimpi"'),
        ({"state": "selesai"}, 'status "selesai"'),
        ({"level": "dua"}, "tingkat dua tidak dapat disimpan"),
        ({"due": "besok"}, 'Tenggat "besok" bukan tanggal'),
        ({"state": "not_applicable", "reason": " "}, "Status Tidak berlaku memerlukan alasan"),
        ({"opened_year": 1024}, "isi tahun antara 2000 dan 2199"),
    ],
)
def test_bad_items_are_refused_with_a_sentence(add, changes, says):
    with pytest.raises(StoreError, match=says):
        add(**changes)


def test_several_items_are_saved_at_once(store, add, at):
    first, second = add(text="Satu", code="I1"), add(text="Dua", code="I2", units=("Bappeda",))
    due = datetime.date(2024, 11, 1)
    wanted = [replace(item, units=("Diskominfo",), due=due) for item in (first, second)]
    saved = save_items(store, [(first, wanted[0]), (second, wanted[1])], "Budi", at)
    assert saved == [replace(item, version=2) for item in wanted]


def test_an_edit_of_nothing_leaves_no_trace(store, agency, add, at):
    item = add(units=("Bappeda",))
    events = find_events(store, agency.id)
    assert save(store, item, at, units=("BAPPEDA",), reason="tanpa makna") == item
    assert find_events(store, agency.id) == events


def test_an_edit_never_touches_where_an_item_came_from(store, add, at):
    item = add()
    saved = save(store, item, at, opened_year=2020, years=(2020,), source="meeting", text="Baru")
    assert saved == replace(item, text="Baru", version=2)


def test_of_two_edits_of_the_same_item_the_second_is_told_what_is_now(store, add, at):
    first, second = add(text="Satu"), add(text="Dua")
    now = save(store, first, at, person="Rini")
    pairs = [(second, replace(second, person="Budi")), (first, replace(first, person="Budi"))]
    with pytest.raises(ItemConflictError, match="1 butir sudah diubah orang lain") as conflict:
        save_items(store, pairs, "Budi", at)
    assert conflict.value.current == (now,)
    assert load_item(store, second.id) == second


def test_a_conflict_of_many_names_a_few(store, add, at):
    seen = [add(text=f"Butir {n}", code=f"I{n}", level=2, requirement=1) for n in range(1, 6)]
    pairs = [(item, replace(item, person="Budi")) for item in seen]
    save_items(store, pairs, "Budi", at)
    with pytest.raises(ItemConflictError, match=r"I1-L2-01, I2-L2-01, I3-L2-01, dan 2 lainnya"):
        save_items(store, pairs, "Sari", at)


def test_an_item_that_is_gone_is_said_so(store, agency, add, at):
    item = add()
    remove_agency(store, agency.id)
    with pytest.raises(StoreError, match="Butir ini sudah tidak ada"):
        save(store, item, at, text="Baru")
    with pytest.raises(StoreError, match="Butir ini sudah tidak ada"):
        load_item(store, item.id)


def test_closing_notes_when_and_opening_again_forgets_it(store, add, at):
    accepted = save(store, add(), at, state="accepted")
    assert accepted.closed_at == at
    later = save(store, accepted, at + HOUR, person="Rini")
    assert later.closed_at == at
    assert save(store, later, at + HOUR, state="work").closed_at is None


def test_a_step_that_leaves_one_out_is_refused(store, add, at):
    item = add()
    with pytest.raises(StoreError, match="berstatus Belum dikerjakan dan tidak dapat langsung"):
        save(store, item, at, state="returned", reason="Kurang")


def test_a_return_needs_a_reason_and_opens_a_round(store, add, at):
    item = save(store, add(), at, state="submitted")
    with pytest.raises(StoreError, match="Status Dikembalikan memerlukan alasan"):
        save(store, item, at, state="returned")
    returned = save(store, item, at, state="returned", reason="Halaman 4 tidak terbaca")
    answer = add_note(store, item.id, "answer", "Sudah diganti", "Rini", at)
    again = save(store, returned, at, state="submitted")
    save(store, again, at, state="returned", reason="Belum ditandatangani")
    said = [(note.round, note.kind, note.text) for note in find_notes(store, [item.id])]
    assert said == [
        (1, "note", "Halaman 4 tidak terbaca"),
        (1, "answer", "Sudah diganti"),
        (2, "note", "Belum ditandatangani"),
    ]
    assert (answer.who, answer.at) == ("Rini", at)
    assert again.reason == ""


def test_notes_of_several_items_come_at_once(store, add, at):
    first, second = add(text="Satu"), add(text="Dua")
    notes = [add_note(store, item.id, "note", "Lihat", "Sari", at) for item in (second, first)]
    assert find_notes(store, [first.id, second.id]) == [notes[1], notes[0]]
    assert find_notes(store, []) == []


def test_empty_and_strange_notes_are_refused(store, add, at):
    item = add()
    with pytest.raises(StoreError, match="Catatan masih kosong"):
        add_note(store, item.id, "note", " ", "Sari", at)
    with pytest.raises(StoreError, match='Jenis catatan "teriakan"'):
        add_note(store, item.id, "teriakan", "Hei", "Sari", at)
    with pytest.raises(StoreError, match="Butir ini sudah tidak ada"):
        add_note(store, 999, "note", "Hei", "Sari", at)


def test_open_items_are_carried_and_nothing_else_of_them_changes(store, agency, add, at):
    carried = add(text="Terbuka", opened_year=2023)
    closed = save(store, add(text="Selesai", opened_year=2023), at, state="accepted")
    expected = replace(carried, years=(2023, 2024))
    assert carry_items(store, agency.id, INSTRUMENT, 2024, "Sari", at) == [expected]
    assert find_items(store, agency.id, INSTRUMENT, 2024) == [expected]
    assert find_items(store, agency.id, INSTRUMENT, 2023) == [expected, closed]


def test_carrying_twice_carries_once(store, agency, add, at):
    add(opened_year=2022)
    for year in (2023, 2024):
        assert len(carry_items(store, agency.id, INSTRUMENT, year, "Sari", at)) == 1
        assert carry_items(store, agency.id, INSTRUMENT, year, "Sari", at) == []
    assert [item.years for item in find_items(store, agency.id, INSTRUMENT)] == [(2022, 2023, 2024)]


def test_an_item_seen_before_it_was_carried_can_still_be_saved(store, agency, add, at):
    seen = add(opened_year=2023)
    carry_items(store, agency.id, INSTRUMENT, 2024, "Sari", at)
    assert save(store, seen, at, person="Rini").years == (2023, 2024)


def test_every_change_of_an_item_is_noted(store, agency, add, at):
    item = add(code="I1", opened_year=2023, units=("Bappeda",))
    carry_items(store, agency.id, INSTRUMENT, 2024, "Sari", at)
    save(store, load_item(store, item.id), at + HOUR, state="submitted")
    saved, carried, added = find_events(store, agency.id, subject="item", subject_id=item.id)
    assert (saved.before, saved.after) == (
        {"text": item.text, "state": "open"},
        {"text": item.text, "state": "submitted"},
    )
    assert (saved.who, saved.at, saved.year, saved.code) == ("Budi", at + HOUR, 2024, "I1")
    assert (carried.before["years"], carried.after["years"]) == ([2023], [2023, 2024])
    assert added.before is None
    assert (added.after["units"], added.year) == (["Bappeda"], 2023)


def test_units_each_keep_a_share_of_what_all_have_to_do(store, agency, add, at):
    item = add(is_for_all_units=True, units=("Bappeda", "Dinas Sosial"))
    add(text="Bukan untuk semua", units=("Bappeda",))
    shares = find_shares(store, agency.id, INSTRUMENT, 2024)
    assert list(shares) == [item.id]
    first, second = shares[item.id]
    assert [share.unit for share in (first, second)] == ["Bappeda", "Dinas Sosial"]
    done = replace(second, is_done=True, link="https://drive.example/1", note="Hal. 3")
    assert save_shares(store, [(second, done)], "Rini", at) == [done]
    assert find_shares(store, agency.id, INSTRUMENT)[item.id] == (first, done)
    event = find_events(store, agency.id, subject="share")[0]
    assert (event.subject_id, event.after["is_done"]) == (item.id, True)


def test_a_share_that_somebody_changed_since_is_not_overwritten(store, agency, add, at):
    item = add(is_for_all_units=True, units=("Bappeda",))
    (seen,) = find_shares(store, agency.id, INSTRUMENT)[item.id]
    (now,) = save_shares(store, [(seen, replace(seen, note="Satu"))], "Rini", at)
    with pytest.raises(ShareConflictError, match="Isian 1 OPD sudah diubah") as conflict:
        save_shares(store, [(seen, replace(seen, note="Dua"))], "Budi", at)
    assert conflict.value.current == (now,)


def test_a_link_of_a_share_is_a_web_address_and_its_note_not_endless(store, agency, add, at):
    item = add(is_for_all_units=True, units=("Bappeda",))
    (seen,) = find_shares(store, agency.id, INSTRUMENT)[item.id]
    for wanted, sentence in (
        (replace(seen, link="javascript:alert(1)"), "bukan alamat web"),
        (replace(seen, note="x" * 2001), "Catatan terlalu panjang"),
    ):
        with pytest.raises(StoreError, match=sentence):
            save_shares(store, [(seen, wanted)], "Rini", at)
    assert find_shares(store, agency.id, INSTRUMENT)[item.id] == (seen,)


def test_another_unit_beside_it_leaves_a_share_as_it_is(store, agency, add, at):
    item = add(is_for_all_units=True, units=("Bappeda", "Dinas Sosial"))
    (seen, _) = find_shares(store, agency.id, INSTRUMENT)[item.id]
    done = replace(seen, is_done=True)
    save_shares(store, [(seen, done)], "Rini", at)
    save(store, item, at, units=("Bappeda", "Diskominfo"))
    assert find_shares(store, agency.id, INSTRUMENT)[item.id][0] == done


def test_what_a_unit_had_done_stays_in_the_history_when_it_is_taken_off(store, agency, add, at):
    item = add(is_for_all_units=True, units=("Bappeda", "Dinas Sosial"))
    (seen, _) = find_shares(store, agency.id, INSTRUMENT)[item.id]
    save_shares(store, [(seen, replace(seen, link="https://drive.example/1"))], "Rini", at)
    save(store, item, at, units=())
    lost = find_events(store, agency.id, subject="share")[0]
    assert (lost.after, lost.before["link"], lost.who) == (None, "https://drive.example/1", "Budi")
    assert len(find_events(store, agency.id, subject="share")) == 2


def test_a_unit_without_part_in_an_item_has_no_share(store, agency, add, at):
    item = add(is_for_all_units=True, units=("Bappeda",))
    (seen,) = find_shares(store, agency.id, INSTRUMENT)[item.id]
    with pytest.raises(StoreError, match="Diskominfo tidak \\(lagi\\) termasuk OPD"):
        save_shares(store, [(seen, replace(seen, unit="Diskominfo"))], "Rini", at)
    with pytest.raises(StoreError, match="Butir ini sudah tidak ada"):
        save_shares(store, [(replace(seen, item_id=99), replace(seen, item_id=99))], "Rini", at)


def test_reading_leaves_the_version_of_the_store(store, agency, add):
    add()
    version = load_version(store)
    find_items(store, agency.id, INSTRUMENT, 2024)
    find_shares(store, agency.id, INSTRUMENT, 2024)
    assert load_version(store) == version
