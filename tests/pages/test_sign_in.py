"""Served to others, everyone signs in before anything is shown, and sees what their role allows."""

import pytest

from spbe.model.item import Item
from spbe.model.meeting import Meeting
from spbe.store.account_records import Account
from spbe.store.accounts import add_account, find_accounts
from spbe.store.agencies import find_agencies
from spbe.store.items import add_items, find_items
from spbe.store.meetings import add_meeting
from spbe.store.sign_in import accept_invitation, invite, invite_first_admin
from tests.pages.conftest import DOCUMENT, KALTIM, NOW, check, links, said
from tests.pages.steps import edit

CHECKLIST = "pages/checklist.py"
SECRET = "rahasia dapur umum"


@pytest.fixture
def shared(monkeypatch):
    monkeypatch.setenv("SPBE_LISTEN", "0.0.0.0")


@pytest.fixture
def join(store):
    """Make accounts that have a password already."""

    def make(login, role, units=()):
        from spbe.ui.clock import now

        agency = next(a for a in find_agencies(store) if a.name == "Provinsi Contoh")
        account = Account(None, login.title(), login, role, agency.id, units)
        made = add_account(store, account, "Ani", now())
        accept_invitation(store, invite(store, made, "Ani", now()), SECRET, now())

    return make


def enter(page, login, password=SECRET):
    page.text_input[0].set_value(login)
    page.text_input[1].set_value(password)
    page.button[0].click()
    page.run()
    check(page)
    return page


def test_nobody_sees_anything_before_they_sign_in(open_page, shared):
    for file in ("app.py", "pages/checklist.py", "pages/settings.py", "pages/history.py"):
        page = open_page(file)
        assert [box.label for box in page.text_input] == ["Nama pengguna", "Kata sandi"]
        assert links(page) == []
        assert "Contoh" not in said(page)
        assert list(page.selectbox) == []


def test_without_the_switch_nobody_is_asked(open_page):
    page = open_page()
    assert [box.label for box in page.text_input] == []
    assert "Ringkasan" in links(page)


def test_a_server_that_listens_on_the_network_some_other_way_asks_too(open_page, monkeypatch):
    import streamlit as st

    real = st.get_option
    for host in ("0.0.0.0", "10.1.2.3", "", None, "spbe.example"):
        monkeypatch.setattr(st, "get_option", lambda key, host=host: host)
        page = open_page()
        assert [box.label for box in page.text_input] == ["Nama pengguna", "Kata sandi"], host
    monkeypatch.setattr(st, "get_option", real)


def test_the_first_admin_comes_by_a_link_and_then_by_password(open_page, store, shared):
    from spbe.ui.clock import now

    token = invite_first_admin(store, "SPBE", now())
    page = open_page(undangan=token)
    assert "Nama pengguna Anda: **admin**" in said(page)
    page.text_input[0].set_value("pendek")
    page.button[0].click()
    page.run()
    assert "Kata sandi 10–200 huruf" in page.warning[0].value
    page.text_input[0].set_value(SECRET)
    page.button[0].click()
    page.run()
    check(page)
    assert "Pengaturan" in links(page)
    assert "undangan" not in page.query_params
    used = open_page(undangan=token)
    assert "sudah dipakai" in used.warning[0].value
    assert "Pengaturan" in links(enter(open_page(), "admin"))


def test_a_wrong_password_is_said_and_nothing_shown(open_page, shared, join):
    join("dewi", "viewer")
    page = enter(open_page(), "dewi", "salah sekali")
    assert "tidak cocok" in page.warning[0].value
    assert links(page) == []


def test_a_viewer_reads_but_is_offered_nothing_to_change(open_page, shared, join):
    join("dewi", "viewer")
    page = enter(open_page(), "dewi")
    menu = links(page)
    assert "Ganti kata sandi" in [button.label for button in page.button]
    assert "Ringkasan" in menu
    assert [name for name in ("Unggah Excel", "Isi Penilaian", "Pengaturan") if name in menu] == []


def test_a_member_sees_the_tasks_of_their_unit_first(open_page, shared, join):
    join("rina", "member", ("Dinas Kominfo",))
    page = enter(open_page(), "rina")
    menu = [link.proto.label for link in page.sidebar.get("page_link")]
    assert menu == ["Tugas OPD", "Unggah Excel", "Bukti Dukung"]
    assert "**Tugas OPD**" in said(page)


def test_whoever_signs_out_is_asked_again(open_page, shared, join):
    join("budi", "coordinator")
    page = enter(open_page(), "budi")
    next(button for button in page.button if button.label == "Keluar").click()
    page.run()
    check(page)
    assert [box.label for box in page.text_input] == ["Nama pengguna", "Kata sandi"]
    assert links(page) == []


def test_a_proxy_that_shows_its_secret_names_who_is_there(open_page, shared, join, monkeypatch):
    import streamlit as st

    join("sari", "coordinator")
    monkeypatch.setenv("SPBE_PROXY_HEADER", "X-User")
    monkeypatch.setenv("SPBE_PROXY_SECRET", "kunci")
    shown = {"X-User": "sari", "X-Proxy-Secret": "bukan"}
    monkeypatch.setattr(type(st.context), "headers", property(lambda self: shown))
    assert links(open_page()) == []
    shown["X-Proxy-Secret"] = "kunci"
    page = open_page()
    assert "Ringkasan" in links(page)
    assert "Ganti kata sandi" not in [button.label for button in page.button]
    shown["X-User"] = "siapa"
    page = open_page()
    assert links(page) == []
    assert "siapa belum punya akun di sini" in page.warning[0].value
    monkeypatch.setenv("SPBE_PROXY_SECRET", "")
    shown.update({"X-User": "sari", "X-Proxy-Secret": ""})
    assert links(open_page()) == []


@pytest.mark.parametrize("lang", ["id", "en"])
def test_an_account_is_made_in_settings_and_its_link_shown(open_page, store, lang):
    page = open_page(
        "pages/settings.py", section="Akun" if lang == "id" else "Accounts", lang=lang.upper()
    )
    page.text_input[0].set_value("Ani")
    page.button[0].click()
    page.run()
    box = {widget.label: widget for widget in [*page.text_input, *page.selectbox]}
    words = ("Nama", "Nama pengguna", "Peran") if lang == "id" else ("Name", "User name", "Role")
    box[words[0]].set_value("Dewi <b>Sri</b>")
    box[words[1]].set_value("Dewi@Contoh.go.id")
    box[words[2]].set_value("assessor")
    save = "Simpan akun" if lang == "id" else "Save account"
    next(button for button in page.button if button.label == save).click()
    page.run()
    check(page)
    assert [(a.name, a.login, a.role) for a in find_accounts(store)] == [
        ("Dewi <b>Sri</b>", "dewi@contoh.go.id", "assessor")
    ]
    assert any("/?undangan=" in code.value for code in page.code)


def test_a_member_without_unit_is_refused_with_a_sentence(open_page, store):
    page = open_page("pages/settings.py", section="Akun", agency=KALTIM)
    page.text_input[0].set_value("Ani")
    page.button[0].click()
    page.run()
    box = {widget.label: widget for widget in [*page.text_input, *page.selectbox]}
    box["Nama"].set_value("Rina")
    box["Nama pengguna"].set_value("rina")
    box["Peran"].set_value("member")
    page.run()
    next(button for button in page.button if button.label == "Simpan akun").click()
    page.run()
    check(page)
    assert "sedikitnya satu OPD" in page.warning[0].value
    assert find_accounts(store) == []


def test_sharing_gives_a_link_where_others_can_open_it(open_page, shared, join):
    join("budi", "coordinator")
    page = enter(open_page(), "budi")
    page.session_state["share"] = True
    page.run()
    assert any("?agency=Provinsi+Contoh&year=2024" in code.value for code in page.code)


def test_the_sign_in_page_speaks_english_too(open_page, shared):
    page = open_page(lang="EN")
    assert [box.label for box in page.text_input] == ["User name", "Password"]


def go(page, file, **query):
    page.switch_page(file)
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    check(page)
    return page


def buttons(page):
    return {button.label: button for button in page.button}


def test_settings_show_each_role_what_it_may_change(open_page, shared, join):
    join("koko", "coordinator")
    page = go(enter(open_page(), "koko"), "pages/settings.py")
    (parts,) = (group for group in page.get("button_group") if group.label == "Bagian")
    assert parts.options == ["Siklus dan kunci", "Target", "Pembagian tugas OPD"]
    page = go(page, "pages/settings.py", section="Akun")
    assert "Simpan akun" not in buttons(page)


@pytest.mark.parametrize("file", ["pages/settings.py", "pages/upload.py", "pages/entry.py"])
def test_a_page_that_is_not_for_a_role_says_so_and_shows_nothing(open_page, shared, join, file):
    join("vina", "viewer")
    page = go(enter(open_page(), "vina"), file)
    (said_,) = [info.value for info in page.info]
    assert "tidak termasuk tugas Pembaca. Hubungi koordinator" in said_
    assert set(buttons(page)) == {"Keluar", "Ganti kata sandi", "Cetak"}


def test_a_viewer_is_offered_no_form_that_would_be_refused(open_page, shared, join):
    join("vina", "viewer")
    page = go(enter(open_page(), "vina"), "pages/evidence.py")
    assert "Dokumen baru" not in buttons(page)
    page = go(page, "pages/interview.py")
    assert buttons(page)["Simpan klarifikasi"].disabled
    assert all(area.disabled for area in page.text_area)


@pytest.mark.parametrize(
    ("role", "units", "may_add"),
    [("viewer", (), False), ("member", ("Bappeda",), True), ("coordinator", (), True)],
)
def test_the_form_of_a_new_item_is_offered_to_those_who_may_add_one(
    open_page, shared, join, role, units, may_add
):
    join("vina", role, units)
    view = {"agency": "Provinsi Contoh", "year": "2024", "item": "new"}
    page = enter(open_page(CHECKLIST, **view), "vina")
    assert ("Tambahkan ke checklist" in buttons(page)) == may_add
    refused = [info.value for info in page.info if "bukan bagian dari hak akun Anda" in info.value]
    assert len(refused) == (0 if may_add else 1)
    del page.query_params["item"]
    assert ("Butir baru" in buttons(page.run())) == may_add


@pytest.mark.parametrize(("role", "may_edit"), [("viewer", False), ("coordinator", True)])
def test_the_fields_of_an_item_and_of_a_meeting_can_be_typed_in_by_those_who_may_save_them(
    open_page, store, shared, join, role, may_edit
):
    agency = next(a for a in find_agencies(store) if a.name == "Provinsi Contoh")
    place = agency.id, "permenpanrb-59-2020"
    (item,) = add_items(store, [Item(*place, "Tetapkan", "own", 2024, "I1", 5)], "Ani", NOW)
    plan = Meeting(*place, 2024, "final", "Rapat", NOW.date())
    meeting = add_meeting(store, plan, "Ani", NOW)
    join("vina", role)
    view = {"agency": agency.name, "year": "2024"}
    page = enter(open_page(CHECKLIST, **view, item=str(item.id)), "vina")
    assert {is_open(box) for box in fields(page, "Butir", "OPD", "Tenggat", "Tingkat")} == {
        may_edit
    }
    assert ("Tambahkan" in buttons(page)) == may_edit, "the form of a note"
    page = go(page, "pages/meeting.py", meeting=str(meeting.id), **{"meeting-part": "Data rapat"})
    assert {is_open(box) for box in fields(page, "Judul", "Tanggal", "Pukul")} == {may_edit}


def fields(page, *names):
    kinds = ("text_area", "text_input", "date_input", "time_input", "selectbox", "multiselect")
    boxes = {box.label: box for kind in kinds for box in getattr(page.main, kind)}
    return [boxes[name] for name in names]


def is_open(box):
    return not box.disabled


def test_a_coordinator_is_offered_them(open_page, shared, join):
    join("koko", "coordinator")
    page = go(enter(open_page(), "koko"), "pages/evidence.py")
    assert "Dokumen baru" in buttons(page)
    page = go(page, "pages/interview.py")
    assert not buttons(page)["Simpan klarifikasi"].disabled
    assert not any(area.disabled for area in page.text_area)


def test_a_member_edits_the_items_of_their_unit_and_reads_those_of_others(
    open_page, store, shared, join
):
    agency = next(a for a in find_agencies(store) if a.name == "Provinsi Contoh")
    place = agency.id, "permenpanrb-59-2020"
    new = [
        Item(*place, text, "own", 2024, "I1", 5, units=units)
        for text, units in (("Milik kami", ("Bappeda",)), ("Milik lain", ("Inspektorat",)))
    ]
    add_items(store, new, "Ani", NOW)
    join("rina", "member", ("Bappeda",))
    view = {"agency": agency.name, "year": "2024", "stage": DOCUMENT, "view": "Tabel"}
    page = enter(open_page(CHECKLIST, **view), "rina")
    grid, foreign = (frame.value for frame in page.dataframe)
    assert list(grid["text"]) == ["Milik kami"]
    assert list(foreign["Butir"]) == ["Milik lain"]
    edit(page, {0: {"person": "Budi"}})
    next(b for b in page.button if b.label == "Simpan 1 perubahan").click()
    page.run()
    check(page)
    persons = {item.text: item.person for item in find_items(store, *place)}
    assert persons == {"Milik kami": "Budi", "Milik lain": ""}
