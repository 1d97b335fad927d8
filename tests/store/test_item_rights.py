"""Who may do what to items: every role, every function, both ways."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spbe.model.item import Item
from spbe.store.events import find_events
from spbe.store.item_notes import add_note, find_notes
from spbe.store.item_shares import find_shares, save_shares
from spbe.store.items import add_items, carry_items, find_items, load_item, save_items
from spbe.store.person import ADMIN, ASSESSOR, COORDINATOR, MEMBER, ROLES, VIEWER, Person
from spbe.store.records import StoreError
from spbe.store.rights import RightsError
from tests.agencies import add_agency

INSTRUMENT = "permenpanrb-59-2020"
JUDGES = {ADMIN, COORDINATOR, ASSESSOR}
EDITORS = {*JUDGES, MEMBER}
OWN, OTHER = "Diskominfo", "Bappeda"


@pytest.fixture
def as_role(store, agency):
    """Give the store as it is for somebody of the agency; a member belongs to Diskominfo."""

    def give(role, agency_id=None):
        of = agency.id if agency_id is None else agency_id
        return store.act_as(Person(7, "Rina", role, of, frozenset({OWN})))

    return give


@pytest.fixture
def make_item(agency):
    def make(**changes):
        values = {"text": "Tetapkan", "source": "own", "opened_year": 2023, "units": (OWN, OTHER)}
        return Item(**({"agency_id": agency.id, "instrument_id": INSTRUMENT} | values | changes))

    return make


@pytest.fixture
def add(store, make_item, at):
    def add(state="open", **changes):
        (item,) = add_items(store, [make_item(**changes)], "Sari", at)
        if state in ("accepted", "returned"):
            item = save_items(store, [(item, replace(item, state="submitted"))], "Sari", at)[0]
        if state != "open":
            wanted = replace(item, state=state, reason="Kurang")
            item = save_items(store, [(item, wanted)], "Sari", at)[0]
        return item

    return add


def is_refused(work):
    try:
        work()
    except RightsError:
        return True
    return False


def save(store, item, at, **changes):
    return save_items(store, [(item, replace(item, **changes))], "Samaran", at)[0]


@pytest.mark.parametrize("role", [*ROLES, ""])
def test_items_of_ones_units_are_edited_by_editors_alone(as_role, make_item, add, at, role):
    own = as_role(role)
    item = add(is_for_all_units=True)
    works = (
        lambda: save(own, item, at, person="Rini", state="submitted"),
        lambda: add_items(own, [make_item(text="Baru")], "Sari", at),
        lambda: add_note(own, item.id, "answer", "Sudah", "Sari", at),
    )
    expected = role not in EDITORS
    if role == "":
        assert is_refused(works[1])
        for work in (works[0], works[2]):
            with pytest.raises(StoreError, match="sudah tidak ada"):
                work()
    else:
        assert [is_refused(work) for work in works] == [expected] * len(works)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("submitted", "accepted"),
        ("submitted", "returned"),
        ("open", "not_applicable"),
        ("accepted", "work"),
        ("not_applicable", "open"),
    ],
)
def test_judging_and_opening_what_is_closed_is_for_judges(as_role, add, at, role, before, after):
    item, own = add(before), as_role(role)
    assert is_refused(lambda: save(own, item, at, state=after, reason="Alasan")) == (
        role not in JUDGES
    )


@pytest.mark.parametrize("role", ROLES)
def test_whoever_may_edit_may_hand_in_what_was_returned(as_role, add, at, role):
    item, own = add("returned"), as_role(role)
    assert is_refused(lambda: save(own, item, at, state="submitted")) == (role not in EDITORS)


def test_a_member_does_nothing_to_items_of_other_units(as_role, make_item, add, at):
    member, item = as_role(MEMBER), add(units=(OTHER,))
    assert is_refused(lambda: save(member, item, at, person="Rini"))
    assert is_refused(lambda: add_note(member, item.id, "note", "Hei", "Rini", at))
    assert is_refused(lambda: add_items(member, [make_item(text="B", units=(OTHER,))], "R", at))
    assert is_refused(lambda: add_items(member, [make_item(text="C", units=())], "R", at))


def test_a_member_adds_nothing_that_is_judged_already(as_role, make_item, at):
    new = make_item(state="accepted")
    assert is_refused(lambda: add_items(as_role(MEMBER), [new], "Rini", at))


def test_a_member_hands_an_item_on_but_takes_no_other_unit_off(as_role, add, at):
    member, item = as_role(MEMBER), add()
    assert is_refused(lambda: save(member, item, at, units=(OWN,)))
    handed = save(member, item, at, units=(OTHER, "Setda"))
    assert handed.units == (OTHER, "Setda")
    assert is_refused(lambda: save(member, handed, at, person="Rini"))


@pytest.mark.parametrize("role", ROLES)
def test_a_member_saves_the_share_of_their_own_unit_alone(store, agency, as_role, add, at, role):
    item, own = add(is_for_all_units=True), as_role(role)
    shares = {s.unit: s for s in find_shares(store, agency.id, INSTRUMENT)[item.id]}

    def do(unit):
        pair = (shares[unit], replace(shares[unit], is_done=True))
        return lambda: save_shares(own, [pair], "Samaran", at)

    assert is_refused(do(OWN)) == (role not in EDITORS)
    assert is_refused(do(OTHER)) == (role not in JUDGES)


@pytest.mark.parametrize("role", ROLES)
def test_carrying_the_items_of_all_units_is_for_judges(agency, as_role, add, at, role):
    add()
    own = as_role(role)
    refused = is_refused(lambda: carry_items(own, agency.id, INSTRUMENT, 2024, "Sari", at))
    assert refused == (role not in JUDGES)


@pytest.mark.parametrize("role", [*ROLES, ""])
def test_items_are_seen_by_every_role_of_the_agency_and_by_nobody_else(
    store, agency, as_role, add, at, role
):
    item = add(is_for_all_units=True)
    note = add_note(store, item.id, "note", "Lihat", "Sari", at)
    other = add_agency(store, "Kota Lain")
    for own, sees in ((as_role(role), role != ""), (as_role(role, other.id), False)):
        assert find_items(own, agency.id, INSTRUMENT) == [item] * sees
        assert find_notes(own, [item.id]) == [note] * sees
        assert list(find_shares(own, agency.id, INSTRUMENT)) == [item.id] * sees
        if not sees:
            with pytest.raises(StoreError, match="Butir ini sudah tidak ada"):
                load_item(own, item.id)


def test_whoever_signed_in_cannot_sign_as_another(store, agency, as_role, add, at):
    save(as_role(MEMBER), add(), at, person="Rini")
    assert find_events(store, agency.id, subject="item")[0].who == "Rina"


def test_nothing_is_saved_where_one_of_several_may_not_be(store, as_role, add, at):
    own, other = add(text="A"), add(text="B", units=(OTHER,))
    pairs = [(item, replace(item, person="Rini")) for item in (own, other)]
    assert is_refused(lambda: save_items(as_role(MEMBER), pairs, "Rini", at))
    assert load_item(store, own.id) == own


def test_a_viewer_only_looks(as_role, add, at):
    item = add()
    with pytest.raises(RightsError, match="Rina"):
        save(as_role(VIEWER), item, at, person="Rini")


@pytest.mark.parametrize("role", ROLES)
def test_what_was_accepted_is_changed_only_by_those_who_may_accept(as_role, add, at, role):
    item = add("accepted")
    refused = is_refused(lambda: save(as_role(role), item, at, text="Sudah lain"))
    assert refused is (role not in JUDGES)


@pytest.mark.parametrize("role", ROLES)
def test_a_reason_and_whom_an_item_is_for_are_changed_only_by_judges(as_role, add, at, role):
    item, own = add("returned"), as_role(role)
    refused = [
        is_refused(lambda: save(own, item, at, reason="Sudah baik")),
        is_refused(lambda: save(own, load_item(own, item.id), at, is_for_all_units=True)),
    ]
    assert refused == [role not in JUDGES] * 2


@pytest.mark.parametrize("role", ROLES)
def test_a_share_of_what_was_accepted_is_changed_only_by_judges(
    store, agency, as_role, add, at, role
):
    item = add("accepted", is_for_all_units=True)
    share = next(s for s in find_shares(store, agency.id, INSTRUMENT)[item.id] if s.unit == OWN)
    pair = (share, replace(share, is_done=True))
    refused = is_refused(lambda: save_shares(as_role(role), [pair], "Samaran", at))
    assert refused is (role not in JUDGES)
