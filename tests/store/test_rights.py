"""Who may do what: roles, agencies and units, asked before anything is written or read."""

import pytest

from spbe.store.person import ADMIN, ASSESSOR, COORDINATOR, MEMBER, NOBODY, VIEWER, Person
from spbe.store.rights import (
    Action,
    RightsError,
    check_right,
    check_units_kept,
    is_allowed,
    sign,
)
from spbe.text.translator import Translator

A, C, M, S, V = ADMIN, COORDINATOR, MEMBER, ASSESSOR, VIEWER

EXPECTED = {
    Action.VIEW: {A, C, M, S, V},
    Action.SAVE_CLAIMS: {A, C, M},
    Action.SAVE_SELF: {A, C, S},
    Action.SAVE_ASSESSMENT: {A, C},
    Action.EDIT_SCENARIOS: {A, C, S},
    Action.EDIT_ITEMS: {A, C, M, S},
    Action.ACCEPT_ITEMS: {A, C, S},
    Action.EDIT_EVIDENCE: {A, C, M},
    Action.REVIEW_EVIDENCE: {A, C, S},
    Action.SEE_SECRETS: {A, C, M, S},
    Action.EDIT_CLARIFICATIONS: {A, C, M, S},
    Action.RECORD_INTERVIEW: {A, C},
    Action.CONFIRM_ASSIGNMENTS: {A, C},
    Action.EDIT_TARGETS: {A, C},
    Action.EDIT_CYCLE: {A, C},
    Action.EDIT_MEETINGS: {A, C},
    Action.EDIT_AGENCIES: {A},
    Action.EDIT_SETTINGS: {A},
    Action.MANAGE_ACCOUNTS: {A},
    Action.BACKUP: {A},
}
"""Written out a second time: a change of the matrix has to be meant."""
UNIT = frozenset({"Diskominfo"})


def as_role(store, role, agency_id=None, units=UNIT):
    return store.act_as(Person(7, "Rina Wijaya", role, agency_id, units))


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("role", [A, C, M, S, V, ""])
def test_role_may_do_what_the_matrix_says_and_nothing_else(store, role, action):
    allowed = is_allowed(as_role(store, role, 1), action, 1, ["Bappeda", " diskominfo "])
    assert allowed == (role in EXPECTED[action])


@pytest.mark.parametrize("action", Action)
def test_local_user_may_do_everything_and_whoever_did_not_sign_in_nothing(store, action):
    assert is_allowed(store, action)
    assert not is_allowed(store.act_as(NOBODY), action, 1, UNIT)


@pytest.mark.parametrize("action", Action)
def test_admin_of_one_agency_may_do_nothing_elsewhere_or_everywhere(store, action):
    admin = as_role(store, A, 1)
    assert is_allowed(admin, action, 1)
    assert not is_allowed(admin, action, 2)
    assert not is_allowed(admin, action)


@pytest.mark.parametrize("action", [a for a in Action if M in EXPECTED[a] and a != Action.VIEW])
def test_member_may_do_nothing_without_a_unit_of_their_own(store, action):
    member = as_role(store, M, 1)
    assert not is_allowed(member, action, 1)
    assert not is_allowed(member, action, 1, ["Bappeda"])
    assert not is_allowed(as_role(store, M, 1, frozenset()), action, 1, [""])


def test_member_may_hand_a_thing_on_but_not_take_another_unit_off(store):
    member = as_role(store, M, 1)
    check_units_kept(member, ["Diskominfo", "Bappeda"], ["bappeda", "Biro Hukum"])
    with pytest.raises(RightsError) as refusal:
        check_units_kept(member, ["Diskominfo", "Bappeda"], ["Diskominfo"])
    assert "Rina Wijaya tidak dapat melepas Bappeda" in str(refusal.value)
    check_units_kept(as_role(store, C, 1), ["Bappeda"], [])


def test_refusal_says_who_what_and_whom_to_ask_in_both_languages(store):
    with pytest.raises(RightsError) as refusal:
        check_right(as_role(store, V), Action.EDIT_TARGETS, 1)
    assert str(refusal.value) == (
        "Rina Wijaya (Pembaca) tidak berhak mengubah target. Tidak ada yang diubah. Minta "
        "koordinator atau admin."
    )
    assert Translator("en")(refusal.value.message) == (
        "Rina Wijaya (Viewer) may not change targets. Nothing was changed. Ask the coordinator or "
        "an admin."
    )
    with pytest.raises(RightsError, match=r"termasuk tugas OPD-nya \(Diskominfo\)"):
        check_right(as_role(store, M, 1), Action.EDIT_ITEMS, 1, ["Bappeda"])


def test_connections_know_who_is_at_work_and_under_which_name(store):
    rina = as_role(store, C, 1)
    with rina.write() as connection:
        assert sign(connection, "Orang lain") == "Rina Wijaya"
        assert not is_allowed(connection, Action.BACKUP)
    with rina.read() as connection:
        assert sign(connection, "Orang lain") == "Rina Wijaya"
    with store.write() as connection:
        assert sign(connection, "Ani") == "Ani"
