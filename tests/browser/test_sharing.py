"""What is sent on: the picture and the one page behind Bagikan, as a browser saves them."""

from __future__ import annotations

import pytest

from tests.browser.steps import download
from tests.reports.pdf_reading import read_info, read_size, read_words

pytestmark = [pytest.mark.browser, pytest.mark.poppler]


def test_the_picture_for_whatsapp_and_the_one_page_stand_behind_bagikan(visit, tmp_path):
    page = visit().open()
    page.get_by_role("button", name="Bagikan").click()
    picture = download(page, "Gambar untuk WhatsApp", tmp_path / "gambar.png")
    assert read_size(picture.read_bytes()) == (1080, 1350)
    data = download(page, "Satu halaman F4 (PDF)", tmp_path / "halaman.pdf").read_bytes()
    assert read_info(data)["Pages"] == "1"
    assert "Provinsi Contoh" in read_words(data)
