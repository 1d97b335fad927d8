"""Charts are saved through the camera, and pages are printed, as people do it in a browser."""

from __future__ import annotations

import re
import struct
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from benchmarks.live_app import wait_until_drawn
from spbe.text.translator import Translator
from spbe.ui.clock import today
from tests.reports.pdf_reading import find_right_end, read_words, run_poppler

pytestmark = pytest.mark.browser
ID = Translator("id")
SOURCE = "Sumber: Kota Bandar Lampung, Hasil Akhir (setelah reviu) 2024"
VIEW = "agency=Kota+Bandar+Lampung&year=2024"
A4_WIDTH, MARGIN = 595.92, 12
_LEFT = 50
"""Points."""


def save_first_chart(page: Page, folder: Path) -> Path:
    page.locator(".js-plotly-plot").first.hover()
    with page.expect_download() as given:
        page.locator(".modebar-btn").first.click()
    target = folder / given.value.suggested_filename
    given.value.save_as(target)
    return target


def test_a_chart_is_saved_as_png_and_after_a_choice_as_svg_with_title_source_and_day(
    visit, tmp_path
):
    page = visit().open(f"trend?{VIEW}")
    png = save_first_chart(page, tmp_path)
    assert png.name == "tren-indeks-kota-bandar-lampung-2024-akhir.png"
    data = png.read_bytes()
    width, height = struct.unpack(">II", data[16:24])
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert width == 1600
    assert height > 600

    page.get_by_text("SVG", exact=True).click()
    wait_until_drawn(page, after_press=True)
    assert "picture=svg" in page.url
    svg = save_first_chart(page, tmp_path)
    assert svg.suffix == ".svg"
    words = " ".join(ET.fromstring(svg.read_text(encoding="utf-8")).itertext())
    assert "dibanding 2023" in words
    assert SOURCE in words
    assert ID.date(today()) in words


def print_page(page: Page) -> bytes:
    return page.pdf(format="A4")


def read_first_column(pdf: bytes) -> list[str]:
    """Give the words that begin at the left edge of the page."""
    found = run_poppler("pdftotext", pdf, "-bbox", "-", "-")
    placed = re.findall(r'<word xMin="([\d.]+)"[^>]*>([^<]*)<', found)
    return [word for left, word in placed if float(left) < _LEFT]


def test_a_page_prints_on_a4_with_every_row_and_nothing_beyond_the_right_edge(visit):
    page = visit().open(f"domains?{VIEW}&tab=Semua+indikator&look=Tabel")
    page.get_by_role("button", name="Cetak").click()
    wait_until_drawn(page, after_press=True)
    assert "cetak=1" in page.url
    pdf = print_page(page)
    numbers = [word for word in read_first_column(pdf) if word.isdecimal()]
    assert numbers == [str(number) for number in range(1, 48)]
    assert "Unggah Excel" not in read_words(pdf)
    assert find_right_end(pdf) < A4_WIDTH - MARGIN

    page.get_by_role("button", name="Domain & Indikator").click()
    expect(page.get_by_role("link", name="Unggah Excel")).to_be_in_viewport()
    assert "cetak" not in page.url


def test_the_longest_page_prints_whole_in_parts_that_fit(visit):
    page = visit().open("plan?cetak=1&agency=Provinsi+Contoh&year=2024&stage=Penilaian+Dokumen")
    pdf = print_page(page)
    words = read_words(pdf)
    (count,) = re.findall(r"tabel dan unduhan \((\d+)\)", words)
    assert words.count("Tingkat berikutnya:") == int(count)
    assert "Sumber: Provinsi Contoh" in words
    assert find_right_end(pdf) < A4_WIDTH - MARGIN
