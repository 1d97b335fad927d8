"""Perbandingan Instansi, Bekal untuk Pemdi and the waterfall of Tren & Tahap, by mouse and link."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import expect

from benchmarks.live_app import wait_until_drawn
from tests.browser.steps import choose, go_to

pytestmark = pytest.mark.browser
KALTIM = {
    "agency": "Pemerintah Provinsi Kalimantan Timur",
    "year": "2024",
    "stage": "Hasil Akhir (setelah reviu)",
}
BALI = "Pemerintah Provinsi Bali"


def test_chosen_peers_and_year_are_reopened_by_their_link_and_in_english(visit):
    page = visit().open(f"benchmark?{urlencode(KALTIM)}")
    choose(page, "Hasil terbit", "2023 · Indeks SPBE")
    page.get_by_role("radio", name="Pilihan sendiri").click()
    wait_until_drawn(page, after_press=True)
    box = page.get_by_role("combobox", name="Dibandingkan dengan")
    box.click()
    box.fill("Provinsi Bali")
    page.get_by_role("option", name=BALI).click()
    wait_until_drawn(page, after_press=True)
    page.keyboard.press("Escape")
    drawn = page.get_by_role("figure", name="dari 2 instansi pilihan")
    expect(drawn.first).to_be_attached()
    said = parse_qs(urlsplit(page.url).query)
    assert (said["chosen"], said["published"]) == ([BALI], ["2023-permenpanrb-59-2020"])
    other = visit().open(page.url)
    expect(other.get_by_role("figure", name="dari 2 instansi pilihan").first).to_be_attached()
    other.get_by_role("radio", name="EN", exact=True).click()
    wait_until_drawn(other, after_press=True)
    expect(other.get_by_role("combobox", name="Published results")).to_have_value(
        "2023 · SPBE index"
    )
    expect(other.get_by_role("figure", name="of 2 chosen agencies").first).to_be_attached()


def test_bridge_opens_from_the_menu_and_lists_by_either_instrument(visit):
    page = visit().open()
    go_to(page, "Bekal untuk Pemdi")
    expect(page.get_by_text("41 dari 47 indikator PermenPANRB 59/2020")).to_be_visible()
    page.get_by_role("button", name="Mengapa, dan dari mana").click()
    expect(page.get_by_text("lalu Indeks Pemdi 1,24")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_text("A3 Data: 4 indikator").click()
    expect(page.get_by_text("Baru: ").nth(4)).to_be_visible()
    page.get_by_role("radio", name="Menurut indikator SPBE").click()
    wait_until_drawn(page, after_press=True)
    table = page.get_by_role("region", name="Bekal untuk Pemdi")
    expect(table).to_contain_text("Indikator SPBE")
    other = visit().open(page.url)
    expect(other.get_by_role("radio", name="Menurut indikator SPBE")).to_be_checked()


def test_bar_of_the_waterfall_opens_its_indicators_and_the_link_keeps_them(visit):
    page = visit().open("trend?part=Antartahap")
    bars = page.locator(".js-plotly-plot .points .point path")
    expect(bars.first).to_be_visible()
    count = bars.count()
    # The last domain: the first and the last bar are the index. Plotly listens above its bars.
    box = bars.nth(count - 2).bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    wait_until_drawn(page, after_press=True)
    expect(page.get_by_role("link", name="‹ Semua bagian")).to_be_visible()
    [node] = parse_qs(urlsplit(page.url).query)["node"]
    assert node in {"D1", "D2", "D3", "D4"}
    other = visit().open(page.url)
    expect(other.get_by_role("link", name="‹ Semua bagian")).to_be_visible()
    assert other.locator(".js-plotly-plot .points .point path").count() > count
