"""Checklist in a real browser: made in one step, edited in the grid, and moved on the board."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from benchmarks.live_app import wait_until_drawn
from tests.browser.steps import say_name, type_in_cell

pytestmark = pytest.mark.browser


def open_part(page: Page, title: str) -> None:
    page.get_by_role("radio", name=title, exact=True).click()
    wait_until_drawn(page, after_press=True)


def type_person(page: Page, name: str) -> None:
    """Type who is in charge of the first item into the grid, as people do."""
    grid = page.get_by_role("region", name="Tabel butir checklist")
    grid.click(position={"x": 110, "y": 52})  # the first number, below the header
    chosen = grid.locator("[aria-selected=true]")
    expect(chosen).to_have_count(1)
    for _ in range(4):  # over text, state and units
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("textarea:focus")).to_have_value("")
    type_in_cell(page, name)


def test_checklist_is_made_edited_in_the_grid_and_moved_on_the_board(visit):
    page = visit().open("checklist")
    expect(page.get_by_text("Checklist 2024 masih kosong.")).to_be_visible()
    say_name(page)
    page.get_by_role("button", name="Buat checklist").click()
    expect(page.get_by_text("butir ditambahkan, 0 dibawa")).to_be_visible()
    wait_until_drawn(page)

    open_part(page, "Tabel")
    type_person(page, "Budi")
    page.get_by_role("button", name="Simpan 1 perubahan").click()
    expect(page.get_by_text("Tersimpan", exact=True).first).to_be_visible()
    expect(page.get_by_role("button", name="Simpan 1 perubahan")).to_have_count(0)

    open_part(page, "Papan")
    page.get_by_role("button", name="Tindakan").first.click()
    page.get_by_text("→ Dikerjakan").click()
    wait_until_drawn(page, after_press=True)
    expect(page.get_by_text("Dikerjakan 1", exact=True)).to_be_visible()
    page.get_by_role("button", name="Tindakan").first.click()
    page.get_by_text("→ Tidak berlaku").click()
    question = page.get_by_role("dialog", name="Tidak berlaku")
    question.get_by_role("textbox", name="Alasan").fill("Bukan kewenangan kami")
    question.get_by_role("button", name="Simpan").click()
    expect(question).to_have_count(0)
    expect(page.get_by_text("Tidak berlaku 1", exact=True)).to_be_visible()
