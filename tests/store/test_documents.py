"""Evidence: documents with versions, uses, reviews and test accounts."""

from __future__ import annotations

import datetime
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from spbe.model.evidence import Document, DocumentUse
from spbe.store.agencies import find_units
from spbe.store.backup import build_backup, check_restorable
from spbe.store.document_secrets import Secret, load_secret, save_secret
from spbe.store.document_uses import add_uses, find_uses, remove_uses
from spbe.store.document_versions import add_file, add_link, find_versions, note_access
from spbe.store.documents import (
    add_document,
    find_documents,
    load_document,
    remove_document,
    review_document,
    save_document,
    submit_document,
)
from spbe.store.events import find_events
from spbe.store.files import open_files
from spbe.store.person import ASSESSOR, COORDINATOR, MEMBER, VIEWER, Person
from spbe.store.records import EditConflictError, StoreError
from spbe.store.rights import RightsError
from tests.agencies import add_agency, remove_agency

PDF = b"%PDF-1.7 isi"
LINK = "https://drive.example/pergub-12"
DAY = datetime.date(2024, 10, 28)
INSTRUMENT = "permenpanrb-59-2020"


@pytest.fixture
def document(store, agency, at):
    new = Document(None, agency.id, " Pergub  12/2023 ", "12/2023", units=("Biro Hukum",))
    return add_document(store, new, "Sari", at)


@pytest.fixture
def linked(store, document, at):
    return add_link(store, document, LINK, "Pasal 12", None, "Sari", at)


@pytest.fixture
def files():
    return open_files()


def test_a_document_comes_back_as_it_was_saved(store, agency, document):
    assert (document.name, document.units, document.state) == (
        "Pergub 12/2023",
        ("Biro Hukum",),
        "draft",
    )
    assert find_documents(store, agency.id) == [document] == [load_document(store, document.id)]
    assert [unit.name for unit in find_units(store, agency.id)] == ["Biro Hukum"]


def test_dates_note_and_units_are_saved_in_place_of_what_was_seen(store, document, at):
    wanted = replace(
        document,
        expires=DAY,
        note="dicek\nulang",
        units=("Biro Hukum", "Diskominfo"),
        state="draft",
    )
    saved = save_document(store, wanted, "Budi", at, document)
    assert saved == replace(wanted, edition=document.edition + 1)


def test_saving_what_is_there_already_changes_nothing(store, document, at):
    assert save_document(store, document, "Budi", at, document) == document


def test_what_somebody_else_changed_since_is_never_written_over(store, document, linked, at):
    late = [
        lambda: save_document(store, replace(document, note="x"), "Budi", at, document),
        lambda: add_link(store, document, LINK, "", None, "Budi", at),
        lambda: submit_document(store, document, "Budi", at),
        lambda: review_document(store, document, True, "", "Budi", at),
        lambda: remove_document(store, document, "Budi", at),
        lambda: note_access(store, document, DAY, "Budi", at),
        lambda: save_secret(store, document, Secret("uji", "rahasia"), "Budi", at),
    ]
    for change in late:
        with pytest.raises(EditConflictError, match="Sari sudah mengubah dokumen") as conflict:
            change()
        assert conflict.value.current == linked
    assert load_document(store, document.id) == linked


def test_a_document_that_is_gone_is_said_to_be_gone(store, document, at):
    remove_document(store, document, "Sari", at)
    with pytest.raises(EditConflictError) as conflict:
        save_document(store, document, "Budi", at, document)
    assert conflict.value.current is None
    with pytest.raises(StoreError, match="sudah tidak ada"):
        load_document(store, document.id)


def test_it_goes_from_draft_to_review_to_rejected_and_accepted(store, linked, at):
    waiting = submit_document(store, linked, "Sari", at)
    rejected = review_document(store, waiting, False, "Belum ditandatangani", "Budi", at)
    accepted = review_document(store, rejected, True, "", "Budi", at)
    states = [(d.state, d.reason) for d in (waiting, rejected, accepted)]
    assert states == [("review", ""), ("rejected", "Belum ditandatangani"), ("accepted", "")]


def test_a_rejection_needs_a_reason_and_a_review_something_to_look_at(store, document, at):
    with pytest.raises(StoreError, match="belum punya tautan atau berkas"):
        submit_document(store, document, "Sari", at)
    with pytest.raises(StoreError, match="belum dapat direviu"):
        review_document(store, document, True, "", "Budi", at)
    linked = add_link(store, document, LINK, "", None, "Sari", at)
    with pytest.raises(StoreError, match="Alasan penolakan masih kosong"):
        review_document(store, linked, False, "  ", "Budi", at)


def test_a_new_version_of_what_was_accepted_is_reviewed_again(store, linked, at):
    accepted = review_document(store, linked, True, "", "Budi", at)
    renewed = add_link(store, accepted, LINK + "-baru", "", DAY, "Sari", at)
    assert (renewed.state, renewed.newest.number) == ("review", 2)
    versions = find_versions(store, renewed.id)
    assert [(v.number, v.link) for v in versions] == [(2, LINK + "-baru"), (1, LINK)]
    assert renewed.newest.access_checked == DAY


def test_access_is_noted_on_the_newest_link(store, linked, at):
    assert note_access(store, linked, DAY, "Sari", at).newest.access_checked == DAY


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        ("javascript:alert(1)", "bukan alamat web"),
        ("file:///etc/passwd", "bukan alamat web"),
        ("drive.example/1", "bukan alamat web"),
        ("https://a.example https://b.example", "bukan alamat web"),
        ("https://ani:rahasia@drive.example", "memuat nama pengguna atau kata sandi"),
        ("https://a.example/" + "x" * 2000, "terlalu panjang"),
    ],
)
def test_only_web_addresses_without_passwords_are_links(store, document, at, link, sentence):
    with pytest.raises(StoreError, match=sentence):
        add_link(store, document, link, "", None, "Sari", at)
    assert find_versions(store, document.id) == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": "  "}, "Nama masih kosong"),
        ({"name": "x" * 201}, "Nama dokumen terlalu panjang: 201 huruf"),
        ({"note": "a\0"}, "karakter yang tidak dapat disimpan"),
        ({"effective": DAY, "expires": DAY.replace(year=2023)}, "sebelum mulai berlaku"),
        ({"dated": DAY, "expires": DAY.replace(year=2023)}, "sebelum tanggal dokumennya"),
        ({"dated": DAY.replace(year=1900)}, "Tahun 1900 tidak dapat disimpan"),
        ({"agency_id": 99}, "Instansi ini sudah tidak ada"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(store, agency, at, changes, sentence):
    with pytest.raises(StoreError, match=sentence):
        add_document(store, replace(Document(None, agency.id, "A"), **changes), "Sari", at)
    assert find_documents(store, agency.id) == []


def test_a_file_is_kept_once_and_its_name_is_only_shown(store, document, files, at):
    name = "../../etc/pass\x00wd\u202efdp.exe"
    saved = add_file(store, files, document, name, PDF, "hlm. 4", "Sari", at)
    again = add_file(store, files, saved, "b.pdf", PDF, "", "Sari", at)
    assert saved.newest.file_name == "etc-pass wd fdp.exe.pdf"
    assert saved.newest.sha256 == again.newest.sha256
    assert files.find() == [saved.newest.sha256]
    assert files.load(saved.newest.sha256) == PDF


def test_one_document_stands_behind_many_indicators_and_years(store, agency, document, at):
    uses = [
        DocumentUse(document.id, INSTRUMENT, 2024, "I1", 2, 1, page="Pasal 3"),
        DocumentUse(document.id, INSTRUMENT, 2024, "I2", 3),
        DocumentUse(document.id, INSTRUMENT, 2023, "I1"),
    ]
    assert add_uses(store, uses, "Sari", at) == uses
    assert add_uses(store, [replace(uses[0], page="lain"), *uses], "Budi", at) == []
    assert find_uses(store, agency.id) == uses
    assert find_uses(store, agency.id, INSTRUMENT, 2024) == uses[:2]
    assert remove_uses(store, uses[1:2], "Sari", at) == uses[1:2]
    assert remove_uses(store, uses[1:2], "Sari", at) == []
    assert find_uses(store, agency.id, INSTRUMENT, 2024) == uses[:1]


def test_uses_are_added_all_or_none(store, agency, document, at):
    good = DocumentUse(document.id, INSTRUMENT, 2024, "I1")
    for bad, sentence in (
        (replace(good, document_id=99), "Salah satu dokumen sudah tidak ada"),
        (replace(good, requirement=1), "tidak menyebut tingkatnya"),
        (replace(good, item_id=7), "Butir checklist ini sudah tidak ada"),
        (replace(good, year=1), "Tahun 1 tidak dapat disimpan"),
    ):
        with pytest.raises(StoreError, match=sentence):
            add_uses(store, [good, bad], "Sari", at)
    assert find_uses(store, agency.id) == []


def test_every_change_is_in_the_history_with_before_and_after(store, agency, linked, at):
    review_document(store, linked, False, "buram", "Budi", at)
    newest = find_events(store, agency.id, subject="document", subject_id=linked.id)[0]
    assert (newest.who, newest.before, newest.after) == (
        "Budi",
        {"name": "Pergub 12/2023", "state": "draft", "reason": ""},
        {"name": "Pergub 12/2023", "state": "rejected", "reason": "buram"},
    )
    add_uses(store, [DocumentUse(linked.id, INSTRUMENT, 2024, "I1", 2, 1)], "Sari", at)
    used = find_events(store, agency.id, year=2024, code="I1")[0]
    assert (used.before, used.after["name"], used.after["level"]) == (None, "Pergub 12/2023", 2)


def test_a_test_account_is_kept_apart_and_reaches_neither_history_nor_objects(
    store, agency, linked, at
):
    secret = Secret("penguji", "S4ngat-rahasia")
    save_secret(store, linked, secret, "Sari", at)
    assert load_secret(store, linked) == secret
    with pytest.raises(EditConflictError):
        save_secret(store, linked, Secret("penguji", "yang lain"), "Budi", at)
    for changed in (Secret("penguji", "baru-rahasia"), Secret()):
        save_secret(store, load_document(store, linked.id), changed, "Sari", at)
    assert load_secret(store, linked) == Secret()
    told = [event.after for event in find_events(store, agency.id, subject_id=linked.id)[:3]]
    assert [after["account"] for after in told] == ["none", "changed", "given"]
    seen = repr([secret, f"{secret}", find_events(store, agency.id), load_document(store, 1)])
    assert not [word for word in ("penguji", "rahasia") if word in seen]


def test_an_account_that_is_too_long_is_refused_without_repeating_it(store, linked, at):
    with pytest.raises(StoreError, match="terlalu panjang") as refusal:
        save_secret(store, linked, Secret("a", "rahasia" * 40), "Sari", at)
    assert "rahasia" not in str(refusal.value)


def test_documents_go_with_their_agency_and_their_history_stays(store, agency, linked, at):
    remove_agency(store, agency.id)
    assert find_documents(store, agency.id) == []
    assert len(find_events(store, agency.id, subject="document")) == 2


def test_another_agency_has_documents_of_its_own(store, agency, linked, at):
    other = add_agency(store, "Kota Lain")
    assert (find_documents(store, other.id), find_uses(store, other.id)) == ([], [])


def test_a_backup_takes_documents_along(store, linked):
    check_restorable(build_backup(store))


def test_a_document_expires_after_its_last_day_and_a_review_after_two_years():
    document = Document(1, 1, "Reviu", state="accepted", is_review=True, dated=DAY, expires=None)
    two_years = DAY.replace(year=2026)
    next_day = two_years + datetime.timedelta(days=1)
    assert [document.carries(4, day) for day in (two_years, next_day)] == [True, False]
    assert document.carries(3, next_day)
    dated = replace(document, expires=two_years, effective=DAY)
    assert [dated.state_on(day) for day in (two_years, next_day)] == ["accepted", "expired"]
    assert [dated.carries(2, day) for day in (DAY.replace(day=1), DAY)] == [False, True]
    assert replace(dated, state="rejected").state_on(next_day) == "rejected"


def act_as(store, role, *units):
    return store.act_as(Person(7, "Rina", role, None, frozenset(units)))


def test_a_member_edits_only_documents_of_their_own_units(store, agency, document, at):
    stranger, owner = act_as(store, MEMBER, "Bappeda"), act_as(store, MEMBER, "biro hukum")
    with pytest.raises(RightsError, match="hanya dapat mengubah bukti dukung ini bila"):
        save_document(stranger, replace(document, note="x"), "Rina", at, document)
    with pytest.raises(RightsError):
        add_document(stranger, replace(document, id=None), "Rina", at)
    with pytest.raises(RightsError, match="bila termasuk tugas"):
        save_document(
            stranger, replace(document, units=("Biro Hukum", "Bappeda")), "Rina", at, document
        )
    saved = save_document(owner, replace(document, note="x"), "Orang lain", at, document)
    assert saved.note == "x"
    assert find_events(store, agency.id)[0].who == "Rina"


def test_what_was_accepted_is_no_longer_a_members_to_change(store, agency, linked, files, at):
    accepted = review_document(store, linked, True, "", "Budi", at)
    owner = act_as(store, MEMBER, "Biro Hukum")
    use = DocumentUse(accepted.id, INSTRUMENT, 2024, "I1", 2)
    for change in (
        lambda: save_document(owner, replace(accepted, note="x"), "Rina", at, accepted),
        lambda: add_link(owner, accepted, LINK, "", None, "Rina", at),
        lambda: add_file(owner, files, accepted, "a", PDF, "", "Rina", at),
        lambda: remove_uses(owner, [use], "Rina", at),
        lambda: save_secret(owner, accepted, Secret("a", "b"), "Rina", at),
        lambda: remove_document(owner, accepted, "Rina", at),
    ):
        with pytest.raises(RightsError, match="sudah diterima, jadi hanya dapat diubah"):
            change()
    assert remove_uses(act_as(store, COORDINATOR), [use], "Rina", at) == []


def test_an_accepted_document_may_stand_behind_more_for_its_own_units(store, linked, at):
    accepted = review_document(store, linked, True, "", "Budi", at)
    use = DocumentUse(accepted.id, INSTRUMENT, 2024, "I1", 2)
    with pytest.raises(RightsError):
        add_uses(act_as(store, MEMBER, "Bappeda"), [use], "Rina", at)
    assert add_uses(act_as(store, MEMBER, "Biro Hukum"), [use], "Rina", at) == [use]
    assert load_document(store, accepted.id) == accepted


def test_units_written_in_one_text_are_several(store, agency, at):
    new = Document(None, agency.id, "SK", units=("Dinas B;  dinas a", "Dinas A"))
    assert add_document(store, new, "Sari", at).units == ("Dinas B", "dinas a")


def test_only_those_who_review_accept_or_reject(store, linked, at):
    for role in (MEMBER, VIEWER):
        with pytest.raises(RightsError, match="menerima atau menolak bukti dukung"):
            review_document(act_as(store, role, "Biro Hukum"), linked, True, "", "Rina", at)
    assert review_document(act_as(store, ASSESSOR), linked, True, "", "R", at).state == "accepted"


def test_a_test_account_is_seen_only_by_those_who_need_it(store, linked, at):
    save_secret(store, linked, Secret("a", "b"), "Sari", at)
    for store_ in (act_as(store, VIEWER), act_as(store, MEMBER, "Bappeda")):
        with pytest.raises(RightsError):
            load_secret(store_, linked)
    assert load_secret(act_as(store, MEMBER, "Biro Hukum"), linked) == Secret("a", "b")


def test_whoever_works_for_another_agency_sees_and_changes_nothing(store, agency, linked, at):
    other = store.act_as(Person(7, "Rina", COORDINATOR, agency.id + 1))
    add_uses(store, [DocumentUse(linked.id, INSTRUMENT, 2024, "I1", 2)], "Sari", at)
    found = (find_documents(other, agency.id), find_uses(other, agency.id))
    assert (*found, find_versions(other, linked.id)) == ([], [], [])
    for change in (
        lambda: load_document(other, linked.id),
        lambda: load_secret(other, linked),
        lambda: submit_document(other, linked, "Rina", at),
    ):
        with pytest.raises(RightsError):
            change()


def test_of_many_who_edit_one_document_at_once_nobody_is_written_over(store, agency, document, at):
    def change(number):
        while True:
            seen = load_document(store, document.id)
            try:
                wanted = replace(seen, note=f"{seen.note} {number}".strip())
                return save_document(store, wanted, f"Penulis {number}", at, seen)
            except EditConflictError:
                continue

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(change, range(20)))
    last = load_document(store, document.id)
    assert sorted(map(int, last.note.split())) == list(range(20))
    assert last.edition == document.edition + 20
    assert len(find_events(store, agency.id, subject="document", subject_id=document.id)) == 21
