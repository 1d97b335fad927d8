"""Every page as people see it: by a shared link, in the dark, on a phone, and in both languages."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from benchmarks.live_app import wait_until_drawn
from spbe.text.translator import LANGUAGES, Translator
from spbe.ui.shell import MENU
from tests.browser.steps import choose, expect_index, go_to

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}
ADDRESSES = ["" if entry.name == "home" else entry.name for entry in MENU]


def test_app_opens_on_the_work_of_provinsi_contoh(visit):
    page = visit().open()
    expect_index(page, "3,28", "setara Baik")
    expect(page.get_by_text("Ilustratif", exact=True).first).to_be_visible()
    expect(page.get_by_text("Penilaian Dokumen (sementara)").first).to_be_visible()


def test_shared_link_reopens_the_same_view_for_somebody_else(visit):
    page = visit().open()
    choose(page, "Instansi", "Kota Bandar Lampung")
    choose(page, "Tahun", "2022")
    expect_index(page, "1,50", "Kurang")
    go_to(page, "Domain & Indikator")
    link = page.url
    other = visit().open(link)
    expect(other.get_by_role("combobox", name="Instansi")).to_have_value("Kota Bandar Lampung")
    expect(other.get_by_role("combobox", name="Tahun")).to_have_value("2022")
    go_to(other, "Ringkasan")
    expect_index(other, "1,50", "Kurang")


def test_no_page_asks_for_anything_beyond_the_machine(visit):
    visitor = visit()
    for language in LANGUAGES:
        text = Translator(language)
        for entry, address in zip(MENU, ADDRESSES, strict=True):
            page = visitor.open(f"{address}?lang={language.upper()}")
            expect(page).to_have_title(f"{text(entry.title)} · SPBE")
            page.close()
    assert visitor.strange_requests == []


def test_every_page_is_reached_from_the_menu_in_english(visit):
    page = visit().open("?lang=EN")
    text = Translator("en")
    for entry in MENU[1:]:
        go_to(page, text(entry.title))
        expect(page).to_have_title(f"{text(entry.title)} · SPBE")


def test_dark_theme_turns_page_and_charts_dark(visit):
    page = visit(color_scheme="dark").open()
    assert background(page, "body, [data-testid=stApp]") == "rgb(15, 23, 32)"
    texts = page.locator(".js-plotly-plot text").all()
    assert texts
    for text in texts:
        colour = text.evaluate("text => getComputedStyle(text).fill")
        assert brightness(colour) > 90, f"{text.text_content()!r} is {colour} on the dark page"


@pytest.mark.parametrize("address", ADDRESSES)
def test_phone_never_scrolls_sideways(visit, address):
    page = visit(viewport=PHONE, has_touch=True, is_mobile=True).open(address)
    wait_until_drawn(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    beyond = page.evaluate(
        """width => [...document.querySelectorAll('[data-testid=stMain] *')]
          .filter(part => part.scrollWidth > part.clientWidth + 1
            && part.getBoundingClientRect().right > width + 1
            && getComputedStyle(part).overflowX === 'visible')
          .map(part => part.outerHTML.slice(0, 120))""",
        PHONE["width"],
    )
    assert beyond == []


def background(page: Page, query: str) -> str:
    return str(page.locator(query).last.evaluate("part => getComputedStyle(part).backgroundColor"))


def brightness(colour: str) -> float:
    """Give the mean of red, green and blue of "rgb(…)" [0–255]."""
    parts = [float(part) for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
    return sum(parts) / 3
