"""Tayangan Rapat: opened by an ordinary link, moved by keys, following others by itself."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from benchmarks.live_app import wait_until_drawn
from tests.browser.steps import say_name

pytestmark = pytest.mark.browser
PAGE = "meeting?agency=Provinsi+Contoh&year=2024"


def screen(page):
    """What the wall shows, in its words for those who do not see it."""
    return page.get_by_role("img").last


def test_the_wall_embeds_moves_by_keys_and_follows_another_session(visit):
    page = visit().open(PAGE)
    page.get_by_role("button", name="Siapkan rapat").click()
    say_name(page)
    page.get_by_role("button", name="Buat rapat").click()
    link = page.get_by_role("link", name="Buka Tayangan Rapat")
    expect(link).to_be_visible()
    wait_until_drawn(page)
    with page.context.expect_page() as opened:
        link.click()
    wall = opened.value
    expect(screen(wall)).to_have_attribute("alt", re.compile("rapat pertama"))
    assert "embed=true" in wall.url
    expect(wall.get_by_role("link", name="Ringkasan")).not_to_be_in_viewport()
    wall.keyboard.press("PageDown")
    expect(screen(wall)).to_have_attribute("alt", re.compile("^Indeks SPBE"))
    expect(wall).to_have_url(re.compile("screen=standing"))
    wall.keyboard.press("PageUp")
    expect(screen(wall)).to_have_attribute("alt", re.compile("rapat pertama"))
    while wall.get_by_role("button", name="Berikutnya").is_enabled():
        seen = screen(wall).get_attribute("alt") or ""
        wall.keyboard.press("PageDown")
        expect(screen(wall)).not_to_have_attribute("alt", seen)
    expect(screen(wall)).to_have_attribute("alt", re.compile("Belum ada tindak lanjut"))
    expect(wall).to_have_url(re.compile("screen=decided"))
    page.get_by_text("Tindak lanjut", exact=True).first.click()
    box = page.get_by_role("textbox", name="Apa yang disepakati")
    box.fill("Susun peta rencana")
    box.press("Enter")
    expect(page.get_by_text("1 tindak lanjut disepakati")).to_be_visible()
    expect(screen(wall)).to_have_attribute("alt", re.compile("Susun peta rencana"), timeout=6_000)
    assert "screen=decided" in wall.url
    for size in ({"width": 1366, "height": 768}, {"width": 1920, "height": 1080}):
        wall.set_viewport_size(size)
        main = wall.get_by_test_id("stMain")
        expect(wall.get_by_role("button", name="Sebelumnya")).to_be_in_viewport()
        assert main.evaluate("e => e.scrollHeight <= e.clientHeight")
