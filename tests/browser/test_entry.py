"""Isi Penilaian in a real browser: a level typed into the grid, seen, saved, and found again."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import expect_index, go_to, say_name, type_in_cell

pytestmark = pytest.mark.browser


def type_level(page: Page, before: str, level: str) -> None:
    """Type the level of the first indicator into the grid, as people do: click, move, type."""
    grid = page.get_by_role("region", name="Tabel isian semua indikator")
    chosen = grid.locator("[aria-selected=true]")
    grid.click(position={"x": 60, "y": 52})  # the first name, below the header
    expect(chosen).to_have_text("1 · Kebijakan Internal Arsitektur SPBE")
    page.keyboard.press("ArrowRight")
    expect(chosen).to_have_text(before)
    type_in_cell(page, level)


def test_level_typed_into_the_grid_is_shown_saved_and_kept(visit):
    """Indicator 1 of the illustrative sample from 4 to 5: 1,30 % of one level, +0,013."""
    page = visit().open("entry")
    expect(page.get_by_text("Belum ada yang diubah.")).to_be_visible()
    type_level(page, "4", "5")
    sentence = "Indeks SPBE: 3,28 → 3,29. Perubahan tepatnya +0,0130 poin indeks."
    expect(page.get_by_text(sentence)).to_be_visible()
    say_name(page)
    page.get_by_role("button", name="Simpan penilaian").click()
    expect(page.get_by_text("Tersimpan", exact=True).first).to_be_visible()
    go_to(page, "Riwayat")
    expect(page.get_by_text("Rina").first).to_be_attached()
    go_to(page, "Ringkasan")
    expect_index(page, "3,29", "setara Baik")


def test_level_outside_the_scale_is_refused_with_its_indicator(visit):
    page = visit().open("entry")
    type_level(page, "4", "7")
    sentence = (
        "Indikator 1: tertulis “7”, seharusnya 1–5 tanpa desimal. Perbaiki, atau kosongkan bila "
        "belum dinilai."
    )
    expect(page.get_by_text(sentence)).to_be_visible()
    say_name(page)
    expect(page.get_by_role("button", name="Simpan penilaian")).to_be_disabled()
