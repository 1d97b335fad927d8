"""Served to others: in by invitation, by password or by the office's own provider, and out."""

import contextlib
import json
import re
import sys

import pytest
from playwright.sync_api import expect

from benchmarks.live_app import PROJECT, find_port, serve, serve_app, wait_until_drawn, watch_talk
from spbe.jobs.first_start import start_store
from spbe.store.account_records import Account
from spbe.store.accounts import add_account
from spbe.store.agencies import find_agencies
from spbe.store.sign_in import invite
from spbe.ui.clock import now

pytestmark = pytest.mark.browser

SECRET = "rahasia dapur umum"
DEWI, ORANG = "dewi@contoh.go.id", "orang@lain.go.id"
PEOPLE = [
    {"sub": "dewi", "email": DEWI, "email_verified": True},
    {"sub": "orang", "email": ORANG, "email_verified": True},
    {"sub": "palsu", "email": DEWI, "email_verified": False},
]


@contextlib.contextmanager
def serve_others(directory, port=None, **settings):
    """Serve the store of a directory to others; nothing may go wrong in the server's log."""
    path = directory / "server.log"
    with path.open("wb") as log, serve_app(directory / "s.db", log, port, **settings) as address:
        yield address
    text = path.read_text(encoding="utf-8", errors="replace")
    assert "Traceback" not in text, text


@pytest.fixture
def store(tmp_path):
    store = start_store(f"sqlite:///{tmp_path}/s.db")
    yield store
    store.close()


@pytest.fixture
def app(store, tmp_path):
    """The address of a server for others, behind a proxy of this machine."""
    with serve_others(tmp_path, SPBE_LISTEN="127.0.0.1") as address:
        yield address


@pytest.fixture
def provider(tmp_path):
    """The address of a provider of identities that knows three people."""
    port = find_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    for person in PEOPLE:
        command += ["--user-claims", json.dumps(person)]
    with (
        (tmp_path / "provider.log").open("wb") as log,
        serve(command, port, log, health=".well-known/openid-configuration") as address,
    ):
        yield address


@pytest.fixture
def app_with_provider(store, provider, tmp_path):
    """The address of a server that lets people in whom the provider knows."""
    port = find_port()
    settings = {
        "SPBE_LISTEN": "127.0.0.1",
        "SPBE_ADDRESS": f"http://127.0.0.1:{port}",
        "SPBE_OIDC_ISSUER": provider,
        "SPBE_OIDC_CLIENT_ID": "spbe",
        "SPBE_OIDC_CLIENT_SECRET": "kunci",
    }
    with serve_others(tmp_path, port, **settings) as address:
        yield address
    (PROJECT / "var" / f"sign-in-{port}.toml").unlink()


@pytest.fixture
def open_browser(chromium):
    """Open browsers that share nothing; the provider's own pages ask the internet in vain."""
    with contextlib.ExitStack() as opened:

        def open_(address):
            context = chromium.new_context(locale="id-ID", viewport={"width": 1366, "height": 768})
            opened.callback(context.close)
            context.route(re.compile(r"^https://"), lambda route: route.abort())
            context.set_default_timeout(20_000)
            page = context.new_page()
            watch_talk(page)
            page.goto(address, wait_until="commit")
            wait_until_drawn(page)
            return page

        yield open_


def add(store, login, role, units=()):
    agency = next(a for a in find_agencies(store) if a.name == "Provinsi Contoh")
    account = Account(None, login.partition("@")[0].title(), login, role, agency.id, units)
    return add_account(store, account, "Ani", now())


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def expect_password_asked(page):
    expect(button(page, "Masuk")).to_be_visible()
    expect(page.get_by_label("Nama pengguna")).to_be_visible()
    expect(page.get_by_role("link", name="Ringkasan")).to_have_count(0)
    expect(page.get_by_text("Provinsi Contoh")).to_have_count(0)


def sign_out(page, name):
    button(page, re.compile(name)).click()
    page.get_by_role("button", name="Keluar").click()


def sign_in_there(page, subject):
    button(page, re.compile("Masuk dengan akun instansi")).click()
    page.get_by_role("button", name=subject, exact=True).first.click()


def test_an_invitation_a_password_and_a_reload_that_asks_no_more(app, store, open_browser):
    token = invite(store, add(store, "rina", "member", ("Dinas Kominfo",)), "Ani", now())
    page = open_browser(f"{app}/?undangan={token}")
    expect(page.get_by_text("Nama pengguna Anda: rina")).to_be_visible()
    page.get_by_label("Kata sandi baru").fill(SECRET)
    button(page, "Simpan dan masuk").click()

    expect(page.get_by_text("Tugas OPD").first).to_be_visible()
    expect(button(page, re.compile("Rina"))).to_be_visible()
    expect(page.get_by_role("link", name="Pengaturan")).to_have_count(0)
    assert "undangan" not in page.url

    page.reload(wait_until="commit")
    wait_until_drawn(page)
    expect(button(page, re.compile("Rina"))).to_be_visible()

    expect_password_asked(open_browser(app))

    sign_out(page, "Rina")
    expect_password_asked(page)
    page.goto(app, wait_until="commit")
    wait_until_drawn(page)
    expect_password_asked(page)

    page.get_by_label("Nama pengguna").fill("rina")
    page.get_by_label("Kata sandi").fill(SECRET)
    button(page, "Masuk").click()
    expect(button(page, re.compile("Rina"))).to_be_visible()


def test_the_office_account_lets_in_whom_an_admin_added_and_signs_out_there_too(
    app_with_provider, store, open_browser
):
    add(store, DEWI, "coordinator")
    page = open_browser(app_with_provider)
    expect_password_asked(page)
    sign_in_there(page, "dewi")
    expect(page.get_by_role("link", name="Ringkasan").first).to_be_visible()
    expect(button(page, re.compile("Dewi"))).to_be_visible()

    page.reload(wait_until="commit")
    wait_until_drawn(page)
    expect(button(page, re.compile("Dewi"))).to_be_visible()

    sign_out(page, "Dewi")
    page.get_by_role("button", name="End session").click()  # stands at the provider's alone
    expect_password_asked(page)
    expect(button(page, re.compile("Masuk dengan akun instansi"))).to_be_visible()


@pytest.mark.parametrize(
    ("subject", "named"), [("orang", ORANG), ("palsu", "palsu")], ids=["unknown", "unconfirmed"]
)
def test_whoever_has_no_account_here_is_named_and_sees_nothing(
    app_with_provider, store, open_browser, subject, named
):
    add(store, DEWI, "coordinator")
    page = open_browser(app_with_provider)
    sign_in_there(page, subject)
    refusal = page.get_by_text(re.compile(f"{re.escape(named)} belum punya akun di sini"))
    expect(refusal).to_be_visible()
    expect_password_asked(page)
    page.reload(wait_until="commit")
    wait_until_drawn(page)
    expect(refusal).to_be_visible()
    expect(button(page, re.compile("Keluar dari akun instansi"))).to_be_visible()


def test_whoever_followed_a_link_comes_back_to_it_from_the_office_account(
    app_with_provider, store, open_browser
):
    add(store, DEWI, "coordinator")
    page = open_browser(f"{app_with_provider}/checklist?view=Beban+OPD")
    sign_in_there(page, "dewi")
    expect(button(page, re.compile("Dewi"))).to_be_visible()
    expect(page).to_have_url(re.compile("/checklist[?].*view=Beban"))
    wait_until_drawn(page)
    # What was wanted is taken away at the end of the run that gave it.
    page.wait_for_function("!document.cookie.includes('spbe_wanted')")
    page.goto(app_with_provider, wait_until="commit")
    wait_until_drawn(page)
    expect(page).not_to_have_url(re.compile("/checklist"))


def test_an_office_account_that_cannot_be_asked_is_said_in_a_sentence(
    store, open_browser, tmp_path
):
    port = find_port()
    settings = {
        "SPBE_LISTEN": "127.0.0.1",
        "SPBE_ADDRESS": f"http://127.0.0.1:{port}",
        "SPBE_OIDC_ISSUER": f"http://127.0.0.1:{find_port()}",
        "SPBE_OIDC_CLIENT_ID": "spbe",
        "SPBE_OIDC_CLIENT_SECRET": "kunci",
    }
    with serve_others(tmp_path, port, **settings) as address:
        page = open_browser(address)
        button(page, re.compile("Masuk dengan akun instansi")).click()
        expect(page.get_by_text(re.compile("tidak menjawab sebagaimana mestinya"))).to_be_visible()
        expect_password_asked(page)
    (PROJECT / "var" / f"sign-in-{port}.toml").unlink()
