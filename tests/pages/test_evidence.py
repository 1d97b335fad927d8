"""Bukti Dukung: what the evidence carries, and every edit of it, on a real store."""

from __future__ import annotations

import datetime
import io
import os
import zipfile
from dataclasses import replace

import pytest

from spbe.catalogue.instruments import load_instruments
from spbe.jobs.evidence_bundle import build_evidence_zip, build_index_xlsx, list_entries
from spbe.model.evidence import Document, DocumentUse
from spbe.store.agencies import find_agencies
from spbe.store.document_secrets import Secret, load_secret, save_secret
from spbe.store.document_uses import add_uses, find_uses
from spbe.store.document_versions import add_file, add_link
from spbe.store.documents import (
    add_document,
    find_documents,
    load_document,
    review_document,
    save_document,
)
from spbe.store.files import open_files
from spbe.store.item_shares import find_shares, save_shares
from spbe.store.items import find_items
from spbe.text.translator import Translator
from tests.pages.conftest import LAMPUNG, NOW, links, said

ID = "permenpanrb-59-2020"
PAGE = "pages/evidence.py"
HOSTILE = "=HYPERLINK(1) **tebal** <b>x</b> [a](javascript:1) ../CON:home:"


@pytest.fixture
def agency(store):
    return next(agency for agency in find_agencies(store) if agency.name.endswith(LAMPUNG))


@pytest.fixture
def view(agency):
    return {"agency": agency.name, "year": "2024", "stage": "Hasil Akhir (setelah reviu)"}


def keep(
    store, agency, name="Pergub 12/2023", *, is_accepted=True, year=2024, levels=(2,), code="I1"
):
    new = Document(None, agency.id, name, "12", units=("Diskominfo",))
    document = add_document(store, new, "Sari", NOW)
    document = add_link(store, document, "https://drive.example/1", "Pasal 4", None, "Sari", NOW)
    if is_accepted:
        document = review_document(store, document, True, "", "Budi", NOW)
    uses = [DocumentUse(document.id, ID, year, code, level) for level in levels]
    add_uses(store, uses, "Sari", NOW)
    return document


def name_oneself(page):
    box = next(box for box in page.text_input if box.label in ("Nama Anda", "Your name"))
    box.set_value("Tono")
    next(b for b in page.button if b.label in ("Lanjutkan", "Continue")).click()
    page.run()


def press(page, label):
    next(button for button in page.button if button.label == label).click()
    page.run()
    assert not page.exception


def test_without_evidence_it_says_so_and_every_claim_hangs(open_page, view):
    page = open_page(PAGE, **view)
    assert "Belum ada bukti dukung" in said(page)
    assert "Nilai terdukung bukti 1,00" in said(page)
    assert "belum didukung bukti" in said(page)


def test_without_any_agency_it_leads_to_the_upload(open_page, empty_store):
    page = open_page(PAGE)
    assert "Unggah Excel" in links(page)


def test_an_accepted_document_raises_the_supported_index(open_page, store, agency, view):
    keep(store, agency, levels=(2, 3))
    assert "Nilai terdukung bukti 1,03" in said(open_page(PAGE, **view))


@pytest.mark.parametrize(
    ("part", "language", "sentence"),
    [
        ("Reviu", "ID", "hanya berlaku sampai 31 Jan 2020. Walau diterima"),
        ("Review", "EN", "valid until 31 Jan 2020 only. Even if accepted"),
    ],
)
@pytest.mark.parametrize("state", ["draft", "rejected"])
def test_whoever_reviews_an_expired_document_is_warned(
    open_page, store, agency, view, part, language, sentence, state
):
    document = keep(store, agency, is_accepted=False)
    if state == "rejected":
        document = review_document(store, document, False, "buram", "Budi", NOW)
    view = {**view, "about": part, "lang": language, "document": str(document.id)}
    before = open_page(PAGE, **view)
    save_document(
        store, replace(document, expires=datetime.date(2020, 1, 31)), "Sari", NOW, document
    )
    after = open_page(PAGE, **view)
    told = [[w.value for w in page.warning if sentence in w.value] for page in (before, after)]
    assert [len(warnings) for warnings in told] == [0, 1]


def test_what_all_units_must_do_gets_its_matrix_from_here(open_page, store, agency, view):
    keep(store, agency, code="I5", levels=(2, 3))
    part = {"part": "Per indikator", "for": "I5"}
    page = open_page(PAGE, **view, **part)
    assert "satu dokumen saja tidak cukup" in said(page)
    assert "Terdukung sampai tingkat **2**" in said(page)
    name_oneself(page)
    press(page, "Buat butir untuk semua OPD")
    (item,) = find_items(store, agency.id, ID, 2024)
    assert (item.item_code, item.units) == ("I5-L3-01", ("Diskominfo",))
    assert "Buat butir untuk semua OPD" not in [button.label for button in page.button]
    (share,) = find_shares(store, agency.id, ID)[item.id]
    save_shares(store, [(share, replace(share, is_done=True))], "Ani", NOW)
    assert "Terdukung sampai tingkat **3**" in said(open_page(PAGE, **view, **part))


def test_it_speaks_english(open_page, store, agency, view):
    keep(store, agency, levels=(2, 3))
    for part in ("Documents", "Claims in the air", "By indicator", "Copy from last year"):
        page = open_page(PAGE, **view | {"lang": "EN", "part": part, "stage": "Final result"})
        assert "Index carried by evidence 1.03" in said(page)


@pytest.mark.parametrize("part", ["Daftar dokumen", "Klaim menggantung", "Per indikator"])
def test_hostile_names_are_shown_as_they_are(open_page, store, agency, view, part):
    document = keep(store, agency, HOSTILE)
    page = open_page(PAGE, **view, part=part, document=str(document.id))
    assert not [m for m in page.markdown if "<b>" in m.value and "\\<b" not in m.value]


def test_a_link_opens_a_document_and_each_of_its_parts(open_page, store, agency, view):
    document = keep(store, agency)
    for about in ("Isi dokumen", "Tautan dan berkas", "Dipakai untuk", "Reviu", "Akun uji"):
        page = open_page(PAGE, **view, document=str(document.id), about=about)
        assert "Pergub 12/2023" in said(page)


def test_a_document_is_added_linked_used_and_accepted_on_the_page(open_page, store, agency, view):
    page = open_page(PAGE, **view, document="new")
    name_oneself(page)
    next(box for box in page.text_input if box.label == "Nama dokumen").set_value("SK Tim SPBE")
    press(page, "Simpan")
    (document,) = find_documents(store, agency.id)
    assert page.query_params["document"] == str(document.id)
    next(box for box in page.text_input if box.label == "Tautan").set_value("https://a.example/sk")
    press(page, "Tambahkan tautan")
    page = open_page(PAGE, **view, document=str(document.id), about="Dipakai untuk", indicator="I2")
    name_oneself(page)
    box = next(box for box in page.multiselect if box.label == "Membuktikan")
    box.set_value([box.options[0]])
    press(page, "Hubungkan")
    page = open_page(PAGE, **view, document=str(document.id), about="Reviu")
    name_oneself(page)
    press(page, "Terima")
    (use,) = find_uses(store, agency.id, ID, 2024)
    assert (use.code, use.level) == ("I2", 2)
    kept = load_document(store, document.id)
    assert (kept.state, kept.newest.link) == ("accepted", "https://a.example/sk")
    assert "Nilai terdukung bukti 1,01" in said(open_page(PAGE, **view))


def test_what_was_typed_stays_where_somebody_else_was_quicker(open_page, store, agency, view):
    document = keep(store, agency, is_accepted=False)
    page = open_page(PAGE, **view, document=str(document.id))
    name_oneself(page)
    save_document(store, replace(document, number="13"), "Budi", NOW, document)
    next(box for box in page.text_area if box.label == "Catatan").set_value("tulisan saya")
    press(page, "Simpan")
    assert "Budi sudah mengubah dokumen" in "\n".join(w.value for w in page.warning)
    assert next(box for box in page.text_area if box.label == "Catatan").value == "tulisan saya"
    press(page, "Simpan")
    assert load_document(store, document.id).note == "tulisan saya"


def test_a_rejection_without_a_reason_is_refused(open_page, store, agency, view):
    document = keep(store, agency, is_accepted=False)
    page = open_page(PAGE, **view, document=str(document.id), about="Reviu")
    name_oneself(page)
    press(page, "Tolak")
    assert "Alasan penolakan masih kosong" in "\n".join(w.value for w in page.warning)
    assert load_document(store, document.id).state == "draft"


def test_a_link_that_is_none_is_refused_in_words(open_page, store, agency, view):
    document = keep(store, agency, is_accepted=False)
    page = open_page(PAGE, **view, document=str(document.id), about="Tautan dan berkas")
    name_oneself(page)
    next(box for box in page.text_input if box.label == "Tautan").set_value("javascript:alert(1)")
    press(page, "Tambahkan tautan")
    assert "bukan alamat web" in "\n".join(w.value for w in page.warning).replace("\\", "")


def test_a_test_account_is_masked_and_stands_nowhere_else(open_page, store, agency, view):
    document = keep(store, agency)
    save_secret(store, document, Secret("penguji", "S4ngat-rahasia"), "Sari", NOW)
    page = open_page(PAGE, **view, document=str(document.id), about="Akun uji")
    boxes = [b for b in page.text_input if b.label in ("Nama pengguna", "Kata sandi")]
    assert [box.proto.type for box in boxes] == [1, 1]  # both masked
    name_oneself(page)
    next(b for b in page.text_input if b.label == "Kata sandi").set_value("baru")
    press(page, "Simpan akun uji")
    assert load_secret(store, load_document(store, document.id)) == Secret("penguji", "baru")
    for part in ("Daftar dokumen", "Per indikator"):
        page = open_page(PAGE, **view, part=part)
        assert "penguji" not in said(page) + "".join(code.value for code in page.code)


def test_last_years_evidence_is_previewed_and_copied_without_doubles(
    open_page, store, agency, view
):
    document = keep(store, agency, year=2023, levels=(2, 3))
    add_uses(store, [DocumentUse(document.id, ID, 2024, "I1", 2)], "Sari", NOW)
    page = open_page(PAGE, **view, part="Salin dari tahun lalu")
    name_oneself(page)
    press(page, "Salin 1 kaitan")
    levels = [use.level for use in find_uses(store, agency.id, ID, 2024)]
    assert levels == [2, 3]
    assert "Semua bukti 2023 sudah ada di 2024" in said(page)


def test_the_text_for_the_portal_names_letter_number_page_and_link(open_page, store, agency, view):
    keep(store, agency)
    page = open_page(PAGE, **view, part="Per indikator", **{"for": "I1"})
    assert [code.value for code in page.code] == [
        "a. Pergub 12/2023, Pasal 4: https://drive.example/1"
    ]


def test_ringkasan_says_what_is_supported_once_there_is_evidence(open_page, store, agency, view):
    assert "Nilai terdukung bukti" not in said(open_page(**view))
    keep(store, agency, levels=(2, 3))
    assert "Nilai terdukung bukti: **1,03**" in said(open_page(**view))


def test_files_that_this_database_does_not_name_stay_however_old_they_are(open_page, tmp_path):
    sha256 = open_files().keep(b"%PDF-1 dari basis data lain")
    os.utime(next(tmp_path.rglob(sha256)), (0, 0))
    open_page(PAGE)
    assert open_files().find() == [sha256]


def test_a_zip_has_the_portals_names_an_index_and_what_was_lost(store, agency, tmp_path):
    files, text = open_files(), Translator("id")
    document = add_document(store, Document(None, agency.id, HOSTILE), "Sari", NOW)
    document = add_file(store, files, document, "x.exe", b"%PDF-1", "hlm. 2", "Sari", NOW)
    lost = add_document(store, Document(None, agency.id, "Hilang"), "Sari", NOW)
    lost = add_file(store, files, lost, "y", b"%PDF-2", "", "Sari", NOW)
    next(tmp_path.rglob(lost.newest.sha256)).unlink()
    save_secret(store, document, Secret("penguji", "S4ngat-rahasia"), "Sari", NOW)
    kept = {d.id: d for d in find_documents(store, agency.id)}
    uses = [DocumentUse(number, ID, 2024, "I1", 2) for number in kept]
    entries = list_entries(load_instruments()[ID], kept, uses, ["I1"])
    data = build_evidence_zip(text, "Bukti", entries, files)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        assert archive.read(names[0]) == b"%PDF-1"
        assert "1.b.Hilang.pdf" in archive.read("Tidak terbawa.txt").decode()
    assert names == [
        "1.a.=HYPERLINK(1) -tebal- -b-x-b- [a](javascript-1) ..-CON-home.pdf",
        "Indeks bukti.xlsx",
        "Tidak terbawa.txt",
    ]
    with zipfile.ZipFile(io.BytesIO(build_index_xlsx(text, "Bukti", entries))) as book:
        content = b"".join(book.read(name) for name in book.namelist())
    assert b"<f>" not in content
    assert b"penguji" not in data + content
    assert b"rahasia" not in data + content


def test_the_chance_of_a_claim_stands_beside_the_state_of_its_evidence(open_page, store):
    agency = next(agency for agency in find_agencies(store) if agency.is_illustrative)
    view = {"agency": agency.name, "year": "2024", "stage": "Penilaian Dokumen"}
    query = {"further": "true", "more": "Peluang", "way": "Klarifikasi"}
    grid = open_page("pages/plan.py", **view, **query).data_editor[0].value
    assert set(grid["support"]) == {""}
    keep(store, agency, levels=(2, 3), code="I3")
    grid = open_page("pages/plan.py", **view, **query).data_editor[0].value
    carried = dict(zip(grid["number"], grid["support"], strict=True))
    assert {word.split("/")[0] for word in carried.values()} == {"0", carried["3"].split("/")[0]}
    assert not carried["3"].startswith("0/")


def test_the_backup_says_that_it_holds_test_accounts_and_no_files(open_page):
    page = open_page("pages/settings.py", section="Penyimpanan")
    assert "Cadangan juga memuat akun uji" in said(page)
    assert "Berkas bukti tidak ikut" in said(page)
