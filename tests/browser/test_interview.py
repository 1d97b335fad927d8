"""Interviu, live: keys read outcomes, and another screen follows by itself."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from benchmarks.live_app import wait_until_drawn
from tests.browser.steps import say_name

pytestmark = pytest.mark.browser
LIVE = "interview?agency=Provinsi+Contoh&year=2024&part=Tayangan+interviu"


def test_keys_move_on_and_read_and_another_screen_follows(visit):
    page = visit().open(LIVE)
    say_name(page)
    wait_until_drawn(page)
    other = visit().open(LIVE)
    # Three figures stand above the name of the indicator.
    first = page.get_by_role("heading", level=1).nth(3).inner_text()
    page.keyboard.press("PageDown")
    expect(page.get_by_role("heading", level=1).nth(3)).not_to_have_text(first)
    page.keyboard.press("PageUp")
    expect(page.get_by_role("heading", level=1).nth(3)).to_have_text(first)
    expect(other.get_by_text("belum dibaca").first).to_be_visible()
    page.keyboard.press("4")
    expect(page.get_by_text("terbaca 4").first).to_be_visible()
    expect(other.get_by_text("terbaca 4").first).to_be_visible()
    expect(other.get_by_role("heading", level=1).nth(3)).to_have_text(first)
    page.keyboard.press("Backspace")
    expect(other.get_by_text("belum dibaca").first).to_be_visible()
