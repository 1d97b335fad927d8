"""Accounts: who may make which, invitations, passwords, locks and sessions."""

import datetime
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace

import pytest

from spbe.store.account_records import LOCK_LASTS, MOST_FAILURES, Account, SignInError
from spbe.store.accounts import add_account, find_accounts, save_account
from spbe.store.events import find_events
from spbe.store.person import ADMIN, COORDINATOR, MEMBER, NOBODY, VIEWER, Person
from spbe.store.records import EditConflictError, StoreError, Target
from spbe.store.rights import RightsError
from spbe.store.sign_in import (
    INVITATION_LASTS,
    SESSION_LASTS,
    accept_invitation,
    change_password,
    find_invited,
    invite,
    invite_first_admin,
    load_person,
    sign_in,
    sign_in_with_identity,
    sign_out,
)
from spbe.store.targets import find_targets, save_target
from tests.agencies import add_agency
from tests.store.conftest import MORNING

SECRET = "rahasia dapur umum"
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def agency(store):
    return add_agency(store, "Provinsi A")


@pytest.fixture
def admin(store):
    """The first admin of all, with a password."""
    token = accept_invitation(store, invite_first_admin(store, "spbe", MORNING), SECRET, MORNING)
    return load_person(store, token, MORNING)


def make(store, agency, role=MEMBER, login="rina", **more):
    account = Account(None, "Rina", login, role, agency and agency.id, ("Diskominfo",), **more)
    return add_account(store, account, "Ani", MORNING)


def test_an_invitation_lets_its_owner_choose_a_password_once(store, agency):
    account = make(store, agency)
    token = invite(store, account, "Ani", MORNING)
    assert find_invited(store, token, MORNING) == account
    session = accept_invitation(store, token, SECRET, MORNING)
    assert load_person(store, session, MORNING) == Person(
        account.id, "Rina", MEMBER, agency.id, frozenset({"Diskominfo"})
    )
    assert find_invited(store, token, MORNING) is None
    with pytest.raises(SignInError, match="sudah dipakai"):
        accept_invitation(store, token, SECRET, MORNING)


def test_an_invitation_expires_and_a_newer_one_takes_its_place(store, agency):
    account = make(store, agency)
    first, second = (invite(store, account, "Ani", MORNING) for _ in range(2))
    assert find_invited(store, first, MORNING) is None
    assert find_invited(store, second, MORNING + INVITATION_LASTS - MINUTE) == account
    with pytest.raises(SignInError, match="lewat masanya"):
        accept_invitation(store, second, SECRET, MORNING + INVITATION_LASTS)


def test_two_who_take_one_invitation_at_once_do_not_both_get_in(store, agency):
    token = invite(store, make(store, agency), "Ani", MORNING)

    def take(number):
        try:
            return accept_invitation(store, token, f"{SECRET} {number}", MORNING)
        except SignInError:
            return None

    with ThreadPoolExecutor(4) as pool:
        assert sum(session is not None for session in pool.map(take, range(4))) == 1


def test_the_first_admin_is_invited_until_somebody_is_one(store):
    token = invite_first_admin(store, "spbe", MORNING)
    again = invite_first_admin(store, "spbe", MORNING)
    assert find_invited(store, token, MORNING) is None
    assert load_person(store, accept_invitation(store, again, SECRET, MORNING), MORNING).role == (
        ADMIN
    )
    assert invite_first_admin(store, "spbe", MORNING) is None


@pytest.mark.parametrize("login", ["rina", " RINA "])
def test_the_right_password_signs_in(store, agency, login):
    accept_invitation(store, invite(store, make(store, agency), "Ani", MORNING), SECRET, MORNING)
    session = sign_in(store, login, SECRET, MORNING)
    assert load_person(store, session, MORNING).name == "Rina"
    assert load_person(store, session, MORNING + SESSION_LASTS) is None
    sign_out(store, session)
    assert load_person(store, session, MORNING) is None


def test_unknown_name_wrong_password_and_disabled_account_are_told_in_one_sentence(store, admin):
    made = make(store.act_as(admin), None, VIEWER, "budi")
    accept_invitation(store, invite(store.act_as(admin), made, "Ani", MORNING), SECRET, MORNING)
    now = next(account for account in find_accounts(store) if account.login == "budi")
    save_account(store.act_as(admin), replace(now, is_disabled=True), "x", MORNING, now)
    said = set()
    for login, password in (("siapa", SECRET), ("admin", "salah sekali"), ("budi", SECRET)):
        with pytest.raises(SignInError) as refusal:
            sign_in(store, login, password, MORNING)
        said.add(str(refusal.value))
    assert len(said) == 1


def test_five_failures_lock_the_account_for_a_while(store, admin):
    for _ in range(MOST_FAILURES):
        with pytest.raises(SignInError, match="tidak cocok"):
            sign_in(store, "admin", "salah sekali", MORNING)
    with pytest.raises(SignInError, match="tunggu 15 menit"):
        sign_in(store, "admin", SECRET, MORNING + LOCK_LASTS - MINUTE)
    assert sign_in(store, "admin", SECRET, MORNING + LOCK_LASTS)


@pytest.mark.parametrize("password", ["pendek", "x" * 201, "\ud800" * 12])
def test_a_password_that_is_too_short_too_long_or_odd_is_refused(store, admin, password):
    session = sign_in(store, "admin", SECRET, MORNING)
    with pytest.raises(SignInError, match="Kata sandi"):
        change_password(store, session, SECRET, password, MORNING)


def test_a_new_password_ends_every_other_session(store, admin):
    old, mine = (sign_in(store, "admin", SECRET, MORNING) for _ in range(2))
    with pytest.raises(SignInError, match="sekarang tidak cocok"):
        change_password(store, mine, "bukan itu ya", "kata sandi baru", MORNING)
    new = change_password(store, mine, SECRET, "kata sandi baru", MORNING)
    assert [load_person(store, token, MORNING) is None for token in (old, mine, new)] == [
        True,
        True,
        False,
    ]
    assert sign_in(store, "admin", "kata sandi baru", MORNING)


def test_disabling_an_account_ends_its_sessions_and_invitations(store, admin, agency):
    made = make(store, agency)
    session = accept_invitation(store, invite(store, made, "Ani", MORNING), SECRET, MORNING)
    now = next(account for account in find_accounts(store) if account.login == "rina")
    token = invite(store, now, "Ani", MORNING)
    save_account(store, replace(now, is_disabled=True), "Ani", MORNING, now)
    assert load_person(store, session, MORNING) is None
    assert find_invited(store, token, MORNING) is None


def test_neither_passwords_nor_tokens_are_kept_readable(store, admin, agency):
    token = invite(store, make(store, agency), "Ani", MORNING)
    session = sign_in(store, "admin", SECRET, MORNING)
    with closing(sqlite3.connect(store.path)) as connection:
        dump = "\n".join(connection.iterdump())
    assert [word for word in (SECRET, token, session) if word in dump] == []
    assert "$argon2id$" in dump
    assert "$argon2" not in repr(find_events(store, None))


def test_units_written_in_one_text_are_several(store, agency):
    new = Account(None, "Rina", "rina@contoh.id", MEMBER, agency.id, ("Dinas B; Dinas A",))
    assert set(add_account(store, new, "Ani", MORNING).units) == {"Dinas A", "Dinas B"}


def test_the_last_admin_of_all_stays_one(store, admin):
    mine = find_accounts(store)[0]
    with pytest.raises(StoreError, match="admin terakhir"):
        save_account(store, replace(mine, is_disabled=True), "x", MORNING, mine)
    with pytest.raises(StoreError, match="admin terakhir"):
        save_account(store, replace(mine, role=VIEWER), "x", MORNING, mine)
    assert find_accounts(store) == [mine]


def test_an_admin_of_one_agency_manages_its_accounts_and_no_others(store, admin, agency):
    other = add_agency(store, "Provinsi B")
    bound = store.act_as(Person(9, "Dewi", ADMIN, agency.id))
    mine, foreign = make(bound, agency), make(store, other, login="lain")
    assert find_accounts(bound) == [mine]
    for account in (
        Account(None, "X", "x", VIEWER, other.id),
        Account(None, "X", "x", ADMIN, None),
    ):
        with pytest.raises(RightsError):
            add_account(bound, account, "Dewi", MORNING)
    for wanted, seen in (
        (replace(mine, agency_id=None, role=ADMIN, units=()), mine),
        (replace(foreign, agency_id=agency.id), foreign),
    ):
        with pytest.raises(RightsError):
            save_account(bound, wanted, "Dewi", MORNING, seen)
    with pytest.raises(RightsError):
        invite(bound, foreign, "Ani", MORNING)
    with pytest.raises(RightsError):
        invite(bound, replace(foreign, agency_id=agency.id), "Ani", MORNING)
    assert len(find_accounts(store)) == 3


@pytest.mark.parametrize("person", [NOBODY, Person(1, "K", COORDINATOR), Person(1, "V", VIEWER)])
def test_nobody_but_an_admin_sees_or_makes_accounts(store, admin, person):
    assert find_accounts(store.act_as(person)) == []
    with pytest.raises(RightsError):
        make(store.act_as(person), None, VIEWER)


def test_an_account_is_not_written_over_what_was_not_seen(store, agency):
    seen = make(store, agency)
    save_account(store, replace(seen, name="Rina W."), "Ani", MORNING, seen)
    with pytest.raises(EditConflictError):
        save_account(store, replace(seen, name="R. Wijaya"), "Budi", MORNING, seen)


@pytest.mark.parametrize(
    ("account", "sentence"),
    [
        (Account(None, "", "x", VIEWER), "Nama masih kosong"),
        (Account(None, "A", " ", VIEWER), "Nama masih kosong"),
        (Account(None, "A", "RINA", VIEWER), "sudah dipakai"),
        (Account(None, "A", "x", "raja"), "tidak dikenal"),
        (Account(None, "A", "x", MEMBER), "perlu instansi"),
        (Account(None, "A" * 121, "x", VIEWER), "terlalu panjang"),
    ],
)
def test_what_cannot_be_an_account_is_refused_with_a_sentence(store, agency, account, sentence):
    make(store, agency)
    with pytest.raises(StoreError, match=sentence):
        add_account(store, account, "Ani", MORNING)
    assert len(find_accounts(store)) == 1


def test_every_change_of_an_account_is_in_the_history(store, agency):
    seen = make(store, agency)
    save_account(store, replace(seen, role=VIEWER), "Budi", MORNING, seen)
    newest, first = find_events(store, agency.id, subject="account")
    assert (first.before, first.after["login"], first.who) == (None, "rina", "Ani")
    assert (newest.before["role"], newest.after["role"], newest.who) == (MEMBER, VIEWER, "Budi")


def test_an_identity_signs_in_the_account_of_its_address_and_stays_with_it(store, agency):
    make(store, agency, login="rina@contoh.go.id")
    first = sign_in_with_identity(store, "https://id|7", "Rina@contoh.go.id", MORNING)
    assert load_person(store, first, MORNING).name == "Rina"
    assert sign_in_with_identity(store, "https://id|7", None, MORNING)
    with pytest.raises(SignInError, match="belum punya akun"):
        sign_in_with_identity(store, "https://id|8", "rina@contoh.go.id", MORNING)
    with pytest.raises(SignInError, match="siapa@x belum punya akun"):
        sign_in_with_identity(store, "https://id|9", "siapa@x", MORNING)


def test_an_admin_ties_an_identity_to_an_account_and_unties_it(store, agency):
    made = make(store, agency, login="rina")
    with pytest.raises(SignInError, match=r"https://id\|7 belum punya akun di sini, dan penyedia"):
        sign_in_with_identity(store, "https://id|7", None, MORNING)
    tied = save_account(store, replace(made, identity=" https://id|7 "), "Ani", MORNING, made)
    token = sign_in_with_identity(store, "https://id|7", None, MORNING)
    assert load_person(store, token, MORNING).name == made.name
    other = replace(made, id=None, login="dua", identity="https://id|7")
    with pytest.raises(StoreError, match=f"sudah dipasangkan dengan akun {made.name}"):
        add_account(store, other, "Ani", MORNING)
    save_account(store, replace(tied, identity=None), "Budi", MORNING, tied)
    assert load_person(store, token, MORNING) is None
    with pytest.raises(SignInError):
        sign_in_with_identity(store, "https://id|7", None, MORNING)
    untied, was_tied, *_ = find_events(store, agency.id, subject="account")
    assert (was_tied.who, was_tied.after["identity"]) == ("Ani", "https://id|7")
    assert (untied.who, untied.after["identity"]) == ("Budi", None)


def test_whoever_is_tied_by_a_confirmed_address_stands_in_the_history(store, agency):
    make(store, agency, login="rina@contoh.go.id")
    sign_in_with_identity(store, "https://id|7", "rina@contoh.go.id", MORNING)
    [tied, *_] = find_events(store, agency.id, subject="account")
    assert (tied.who, tied.after["identity"]) == ("Rina", "https://id|7")


def test_whoever_was_disabled_or_signed_out_does_nothing_more_with_an_open_page(store, agency):
    made = make(store, agency, COORDINATOR)
    token = accept_invitation(store, invite(store, made, "Ani", MORNING), SECRET, MORNING)
    page = store.act_as(load_person(store, token, MORNING))
    aim = Target(None, agency.id, 2024, "Aim", "Source", 350, True)
    save_target(page, aim, "x", MORNING)
    now = find_accounts(store)[0]
    viewer = save_account(store, replace(now, role=VIEWER), "Ani", MORNING, now)
    with pytest.raises(RightsError):
        save_target(page, replace(aim, name="Another"), "x", MORNING)
    assert len(find_targets(page, agency.id)) == 1
    save_account(store, replace(viewer, is_disabled=True), "Ani", MORNING, viewer)
    assert find_targets(page, agency.id) == []
    with pytest.raises(RightsError):
        save_target(page, replace(aim, name="Another"), "x", MORNING)


def test_accounts_are_in_the_history_of_those_who_manage_them_alone(store, agency):
    made = make(store, agency)
    invite(store, made, "Ani", MORNING)
    assert [event.after.get("is_invited") for event in find_events(store, agency.id)][:1] == [True]
    viewer = store.act_as(Person(7, "V", VIEWER, agency.id))
    assert find_events(viewer, agency.id, subject="account") == []
