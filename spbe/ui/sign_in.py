"""Who is at work: where others reach the app, everyone signs in before anything is shown."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from spbe.store.account_records import SignInError
from spbe.store.database import Store
from spbe.store.person import NOBODY, Person
from spbe.store.records import StoreError
from spbe.store.sign_in import (
    SESSION_LASTS,
    SHORTEST_PASSWORD,
    accept_invitation,
    change_password,
    find_invited,
    load_person,
    sign_in,
    sign_in_with_identity,
    sign_out,
)
from spbe.text.terms import ROLE_NAMES
from spbe.text.translator import Message, Translator
from spbe.ui.clock import now
from spbe.ui.identities import (
    Identity,
    find_identity,
    find_provider_fault,
    is_known_to_provider,
    offers_provider,
)
from spbe.ui.markup import escape_markdown
from spbe.ui.serving import is_shared, read_own_address
from spbe.ui.state import show_language_switch
from spbe.ui.wanted import note_wanted

INVITATION = "undangan"
"""The parameter of an invitation's address."""
_TOKEN, _COOKIE, _LEFT = "session-token", "spbe_session", "session-left"
_IDENTITY = "session-identity"


def enter_store(store: Store, text: Translator) -> Store:
    """Give the store in the hands of whoever is at work; ask them to sign in, and stop there."""
    if not is_shared():
        return store
    identity, refusal = find_identity(), None
    if identity is None:
        person = _find_by_session(store)
    else:
        person, refusal = _find_by_identity(store, identity)
    if person is None:
        _ask(store.act_as(NOBODY), text, refusal)
        st.stop()
    if identity is None:
        _keep_cookie()
    return store.act_as(person)


def show_person(store: Store, text: Translator) -> None:
    """Draw who is at work, with the ways to change the password and to sign out."""
    person = store.person
    if person.is_local:
        return
    with st.popover(escape_markdown(person.name), icon=":material/person:", width="stretch"):
        st.caption(text(ROLE_NAMES[person.role]))
        if st.button(text("Keluar"), icon=":material/logout:", key="sign-out"):
            _leave(store)
        if find_identity() is not None:
            return  # they have no password here
        with st.form("change-password", border=False, clear_on_submit=True):
            present = st.text_input(text("Kata sandi sekarang"), type="password")
            new = _ask_new_password(text)
            if st.form_submit_button(text("Ganti kata sandi")):
                _change(store, text, present, new)


def _find_by_session(store: Store) -> Person | None:
    if st.session_state.pop(_IDENTITY, None):  # who signed in elsewhere has signed out there
        st.session_state.pop(_TOKEN, None)
    token = st.session_state.get(_TOKEN) or _read_cookie()
    person = None if token is None else load_person(store, token, now())
    if person is None:
        st.session_state.pop(_TOKEN, None)
    else:
        st.session_state[_TOKEN] = token
    return person


def _find_by_identity(store: Store, identity: Identity) -> tuple[Person | None, Message | None]:
    """Find whom a proxy or a provider says is at work, or the sentence why that is nobody here.

    They decide anew in every run: another one who signs in there is another one here.
    """
    if st.session_state.get(_IDENTITY) == identity.key:
        person = load_person(store, st.session_state.get(_TOKEN, ""), now())
        if person is not None:
            return person, None
    try:
        token = sign_in_with_identity(store, identity.key, identity.login, now())
    except SignInError as fault:
        return None, fault.message
    st.session_state[_TOKEN], st.session_state[_IDENTITY] = token, identity.key
    return load_person(store, token, now()), None


def _read_cookie() -> str | None:
    cookie = st.context.cookies.get(_COOKIE)
    # Without a browser, as in a test of a page, there is none.
    return cookie if isinstance(cookie, str) and not st.session_state.get(_LEFT) else None


def _keep_cookie() -> None:
    """Let the browser keep the session, so that a reload does not ask again."""
    token = st.session_state.get(_TOKEN)
    if token and st.context.cookies.get(_COOKIE) != token:
        _write_cookie(token, int(SESSION_LASTS.total_seconds()))


def _write_cookie(token: str, seconds: int) -> None:
    # A token is made of letters that need no escaping; Streamlit itself sets no cookie of ours.
    secure = "; Secure" if read_own_address().startswith("https://") else ""
    cookie = f"{_COOKIE}={token}; path=/; max-age={seconds}; SameSite=Strict{secure}"
    st.html(f"<script>document.cookie = '{cookie}'</script>", unsafe_allow_javascript=True)


def _ask(store: Store, text: Translator, refusal: Message | None) -> None:
    token = st.query_params.get(INVITATION)
    if st.session_state.get(_LEFT):
        _write_cookie("", 0)
    _, middle, _ = st.columns([1, 2, 1])
    with middle:
        st.title("SPBE")
        if refusal is not None:
            st.warning(escape_markdown(text(refusal)), icon=":material/info:")
        _offer_provider(text)
        if token:
            _ask_invited(store, text, token)
        else:
            _ask_password(store, text)
        show_language_switch(text)


def _offer_provider(text: Translator) -> None:
    if is_known_to_provider():
        if st.button(text("Keluar dari akun instansi"), icon=":material/logout:"):
            st.logout()
    elif offers_provider():
        note_wanted(but=INVITATION)
        words = text("Masuk dengan akun instansi")
        if st.button(words, icon=":material/badge:", type="primary", width="stretch"):
            fault = find_provider_fault()
            if fault is None:
                st.login()
            else:
                st.warning(escape_markdown(text(fault)), icon=":material/info:")


def _ask_invited(store: Store, text: Translator, token: str) -> None:
    account = find_invited(store, token, now())
    if account is None:
        st.warning(text("Undangan ini sudah dipakai atau lewat masanya. Minta undangan baru."))
        if st.button(text("Masuk dengan kata sandi")):
            del st.query_params[INVITATION]
            st.rerun()
        return
    st.markdown(
        text(
            "Selamat datang, **{name}**. Nama pengguna Anda: **{login}**.",
            name=escape_markdown(account.name),
            login=escape_markdown(account.login),
        )
    )
    with st.form("invited"):
        password = _ask_new_password(text)
        if st.form_submit_button(text("Simpan dan masuk"), type="primary"):
            with _say(text):
                _begin(accept_invitation(store, token, password, now()))


def _ask_password(store: Store, text: Translator) -> None:
    with st.form("sign-in"):
        login = st.text_input(text("Nama pengguna"), max_chars=120)
        password = st.text_input(text("Kata sandi"), type="password", max_chars=200)
        if st.form_submit_button(text("Masuk"), type="primary"):
            with _say(text):
                _begin(sign_in(store, login, password, now()))
    st.caption(text("Belum punya akun, atau lupa kata sandi? Minta undangan kepada admin."))


def _ask_new_password(text: Translator) -> str:
    return st.text_input(
        text("Kata sandi baru (sedikitnya {count} huruf)", count=SHORTEST_PASSWORD),
        type="password",
        max_chars=200,
    )


def _begin(token: str) -> None:
    st.session_state[_TOKEN] = token
    st.session_state.pop(_LEFT, None)
    st.query_params.pop(INVITATION, None)
    st.rerun()


def _leave(store: Store) -> None:
    token = st.session_state.pop(_TOKEN, None)
    if token:
        sign_out(store, token)
    for key in list(st.session_state):
        del st.session_state[key]
    st.session_state[_LEFT] = True
    if is_known_to_provider():
        st.logout()
        st.stop()  # a rerun could drop the way to the provider before the browser is told
    st.rerun()


def _change(store: Store, text: Translator, present: str, new: str) -> None:
    token = st.session_state.get(_TOKEN, "")
    with _say(text):
        st.session_state[_TOKEN] = change_password(store, token, present, new, now())
        st.success(text("Kata sandi diganti. Sesi lain sudah berakhir."))


@contextmanager
def _say(text: Translator) -> Iterator[None]:
    """Say in a sentence why something was refused."""
    try:
        yield
    except StoreError as fault:
        st.warning(escape_markdown(text(fault.message)), icon=":material/info:")
