"""Bukti Dukung in a real browser: a file goes in, is shown, and comes back under the right name."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from benchmarks.live_app import wait_until_drawn
from tests.browser.steps import say_name

pytestmark = pytest.mark.browser

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj "
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/MediaBox[0 0 300 144]/Parent 2 0 R/Contents 4 0 R/Resources"
    b"<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj "
    b"4 0 obj<</Length 44>>stream\nBT /F1 24 Tf 20 80 Td (Halo bukti) Tj ET\nendstream endobj\n"
    b"trailer<</Root 1 0 R>>"
)


def test_a_pdf_is_uploaded_shown_and_taken_back_as_an_attachment(visit, tmp_path):
    odd = tmp_path / "laporan <akhir>.exe"
    odd.write_bytes(PDF)
    page = visit().open("evidence")
    page.get_by_role("button", name="Dokumen baru").click()
    say_name(page)
    page.get_by_role("textbox", name="Nama dokumen").fill("Laporan evaluasi SPBE")
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.get_by_text("Berkas baru", exact=True).click()
    wait_until_drawn(page, after_press=True)
    page.locator("input[type=file]").last.set_input_files(odd)
    expect(page.get_by_text(odd.name)).to_be_visible()
    page.get_by_role("button", name="Simpan berkas").click()
    page.get_by_text("Berkas: laporan -akhir-.exe.pdf").click()
    expect(page.locator(".react-pdf__Page canvas").first).to_be_visible()
    with page.expect_download() as given:
        page.get_by_role("button", name="Unduh berkas").click()
    assert given.value.suggested_filename == "laporan -akhir-.exe.pdf"
    given.value.save_as(tmp_path / "kembali.pdf")
    assert (tmp_path / "kembali.pdf").read_bytes() == PDF


def test_a_file_of_another_kind_is_refused_in_words(visit, tmp_path):
    picture = tmp_path / "gambar.pdf"
    picture.write_text("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")
    page = visit().open("evidence?document=new")
    say_name(page)
    page.get_by_role("textbox", name="Nama dokumen").fill("Gambar")
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.get_by_text("Berkas baru", exact=True).click()
    wait_until_drawn(page, after_press=True)
    page.locator("input[type=file]").last.set_input_files(picture)
    expect(page.get_by_text(picture.name)).to_be_visible()
    page.get_by_role("button", name="Simpan berkas").click()
    expect(page.get_by_text("Isi berkas ini bukan PDF, Word, Excel atau gambar")).to_be_visible()
