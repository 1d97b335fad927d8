"""Akun in Pengaturan: who may sign in, with which role, and the links that invite them."""

from __future__ import annotations

from dataclasses import replace

from streamlit.delta_generator import DeltaGenerator

from spbe.store.account_records import Account
from spbe.store.accounts import add_account, find_accounts, save_account
from spbe.store.agencies import find_agencies, find_units
from spbe.store.person import COORDINATOR, MEMBER, ROLES
from spbe.store.records import StoreError
from spbe.store.sign_in import INVITATION_LASTS, invite
from spbe.text.terms import ROLE_NAMES
from spbe.ui.canvas import st
from spbe.ui.clock import now
from spbe.ui.identities import offers_provider
from spbe.ui.markup import escape_markdown
from spbe.ui.serving import is_shared, read_own_address
from spbe.ui.shell import Page
from spbe.ui.sign_in import INVITATION
from spbe.ui.tables import show_table

_CHOSEN, _NEXT, _LINK, _FORM = "account", "account-next", "account-link", "account-form"
_NEW = 0
_EVERY = 0


def show_accounts(page: Page, who: str | None) -> None:
    """Draw the accounts, the form of the one that is chosen, and its invitation."""
    text = page.text
    if not is_shared():
        st.info(
            text(
                "Aplikasi ini hanya dibuka di komputer ini, jadi belum perlu akun. Untuk melayani "
                "OPD, jalankan dengan SPBE_LISTEN; akun yang disiapkan di sini lalu berlaku."
            )
        )
    found = find_accounts(page.store)
    _show_table(page, found)
    by_id = {account.id or _NEW: account for account in found}
    if st.session_state.get(_NEXT) in by_id:
        st.session_state[_CHOSEN] = st.session_state.pop(_NEXT)
    chosen = st.selectbox(
        text("Akun"),
        [_NEW, *by_id],
        format_func=lambda number: by_id[number].name if number else text("Akun baru"),
        key=_CHOSEN,
    )
    seen = by_id.get(chosen or _NEW)
    if who is not None:
        _show_form(page, seen, who)
        if seen is not None:
            _show_invitation(page, seen, who)


def _show_table(page: Page, found: list[Account]) -> None:
    text = page.text
    if not found:
        st.caption(text("Belum ada akun."))
        return
    names = {agency.id: agency.name for agency in find_agencies(page.store)}
    rows = [
        {
            text("Nama"): account.name,
            text("Nama pengguna"): account.login,
            text("Peran"): text(ROLE_NAMES[account.role]),
            text("Instansi"): names.get(account.agency_id or _EVERY, text("Semua instansi")),
            "OPD": "; ".join(account.units),
            text("Keadaan"): _describe_state(page, account),
        }
        for account in found
    ]
    show_table(page, rows, "accounts", text("Akun"), {}, is_own=False)


def _describe_state(page: Page, account: Account) -> str:
    if account.is_disabled:
        return page.text("Nonaktif")
    return page.text("Aktif") if account.has_password else page.text("Menunggu undangan")


def _show_form(page: Page, seen: Account | None, who: str) -> None:
    """Ask what an account is. Agency and role decide which units there are, so it is no form."""
    text = page.text
    start = seen or Account(None, "", "", COORDINATOR, _find_own(page))
    key = f"{_FORM}-{start.id}-{start.version}"
    with st.container(border=True):
        left, right = st.columns(2)
        name = left.text_input(text("Nama"), start.name, max_chars=120, key=f"{key}-name")
        login = right.text_input(
            text("Nama pengguna"),
            start.login,
            max_chars=120,
            key=f"{key}-login",
            help=text("Alamat surel atau nama singkat; dipakai untuk masuk."),
        )
        role = left.selectbox(
            text("Peran"),
            ROLES,
            index=ROLES.index(start.role),
            format_func=lambda code: text(ROLE_NAMES[code]),
            key=f"{key}-role",
        )
        agency_id = _ask_agency(page, right, start, key)
        units = _ask_units(page, start, agency_id, key) if role == MEMBER else ()
        identity = _ask_identity(page, start, key)
        is_disabled = seen is not None and st.checkbox(
            text("Nonaktif"), start.is_disabled, key=f"{key}-disabled"
        )
        wanted = replace(
            start,
            name=name,
            login=login,
            role=role or start.role,
            agency_id=agency_id,
            units=units,
            is_disabled=is_disabled,
            identity=identity,
        )
        if st.button(text("Simpan akun"), type="primary", key=f"{key}-save"):
            _save(page, wanted, seen, who)


def _ask_identity(page: Page, start: Account, key: str) -> str | None:
    """Ask who this is at the office's provider, where there is one or somebody was tied already."""
    if not offers_provider() and start.identity is None:
        return None
    return st.text_input(
        page.text("Identitas di penyedia (boleh kosong)"),
        start.identity or "",
        max_chars=400,
        key=f"{key}-identity",
        help=page.text(
            "Terisi sendiri ketika pemiliknya masuk dengan alamat surel yang dikonfirmasi "
            "penyedia. Bila tidak dikonfirmasi, tempel identitas yang disebut di halaman "
            "masuknya, misalnya https://masuk.contoh.go.id|77. Kosongkan untuk melepasnya."
        ),
    )


def _find_own(page: Page) -> int | None:
    own = page.store.person.agency_id
    if own is not None or page.view.agency is None:
        return own
    return page.view.agency.id


def _ask_agency(page: Page, place: DeltaGenerator, start: Account, key: str) -> int | None:
    names = {agency.id: agency.name for agency in find_agencies(page.store)}
    own = page.store.person.agency_id
    options = [_EVERY, *names] if own is None else [own]
    chosen = place.selectbox(
        page.text("Instansi"),
        options,
        index=options.index(start.agency_id or _EVERY) if own is None else 0,
        format_func=lambda number: names.get(number, page.text("Semua instansi")),
        key=f"{key}-agency",
    )
    return chosen or None


def _ask_units(page: Page, start: Account, agency_id: int | None, key: str) -> tuple[str, ...]:
    known = [] if agency_id is None else [u.name for u in find_units(page.store, agency_id)]
    chosen = st.multiselect(
        "OPD",
        known,
        [unit for unit in start.units if unit in known],
        key=f"{key}-units-{agency_id}",
        placeholder=page.text("Pilih OPD"),
        accept_new_options=agency_id is not None,
    )
    return tuple(chosen)


def _save(page: Page, wanted: Account, seen: Account | None, who: str) -> None:
    try:
        if seen is None:
            saved = add_account(page.store, wanted, who, now())
            st.session_state[_LINK] = (saved.id, invite(page.store, saved, who, now()))
            st.session_state[_NEXT] = saved.id
        else:
            saved = save_account(page.store, wanted, who, now(), seen)
    except StoreError as fault:
        st.warning(escape_markdown(page.text(fault.message)), icon=":material/info:")
        return
    st.toast(page.text("Akun {name} disimpan.", name=escape_markdown(saved.name)))
    st.rerun()


def _show_invitation(page: Page, seen: Account, who: str) -> None:
    text = page.text
    if not seen.is_disabled and st.button(
        text("Buat tautan undangan"),
        key="account-invite",
        help=text("Juga bila kata sandi terlupa: yang lama berlaku sampai yang baru dipilih."),
    ):
        try:
            st.session_state[_LINK] = (seen.id, invite(page.store, seen, who, now()))
        except StoreError as fault:
            st.warning(escape_markdown(text(fault.message)), icon=":material/info:")
    number, token = st.session_state.get(_LINK, (None, ""))
    if number == seen.id:
        st.caption(
            text(
                "Kirim tautan ini kepada {name}. Berlaku {days} hari, untuk satu kali.",
                name=escape_markdown(seen.name),
                days=INVITATION_LASTS.days,
            )
        )
        st.code(f"{read_own_address()}/?{INVITATION}={token}", language=None, wrap_lines=True)
