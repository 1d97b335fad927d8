"""Menuju Target in a real browser: a link, limits, efforts by Excel, and the simulation's grid."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from benchmarks.live_app import wait_until_drawn
from tests.browser.steps import choose, download, go_to, say_name, type_in_cell

pytestmark = pytest.mark.browser
CONTOH = {"agency": "Provinsi Contoh", "year": "2024", "stage": "Penilaian Dokumen"}


def address(**more: str) -> str:
    return f"plan?{urlencode(CONTOH | more)}"


def say(page: Page, words: str) -> None:
    """Expect words on the page, wherever letters in bold or a badge interrupt them."""
    expect(page.get_by_test_id("stMain")).to_contain_text(words)


def press(page: Page, role: str, name: str) -> None:
    page.get_by_role(role, name=name, exact=True).click()
    wait_until_drawn(page, after_press=True)


def type_level(page: Page, level: str) -> None:
    """Type the level of the first indicator into the simulation, as people do."""
    grid = page.get_by_role("region", name="Simulasi tingkat per indikator")
    chosen = grid.locator("[aria-selected=true]")
    grid.click(position={"x": 30, "y": 52})  # the first number, below the header
    expect(chosen).to_have_text("1")
    page.keyboard.press("ArrowRight")
    expect(chosen).to_have_text("4")
    type_in_cell(page, level)


def test_locked_indicator_leaves_the_plan_that_a_link_opened(visit):
    page = visit().open(address(way="Perbaikan", further="true"))
    say(page, "Naik 0,22 untuk 3,50: cukup 8 kenaikan tingkat")
    steps = page.get_by_role("listitem")
    expect(steps.filter(has_text="45 Layanan Publik Sektor 1")).to_have_count(1)
    locked = page.get_by_role("combobox", name="Dikunci, tidak boleh naik")
    locked.click()
    locked.fill("45 Layanan")
    page.get_by_role("option", name="45 Layanan Publik Sektor 1").click()
    wait_until_drawn(page, after_press=True)
    page.keyboard.press("Escape")  # while its list is open the rest of the page is hidden
    say(page, "Dengan batas yang dipasang di Lanjutan.")
    expect(steps.filter(has_text="45 Layanan Publik Sektor 1 ·")).to_have_count(0)
    expect(steps).not_to_have_count(0)
    planned = steps.all_inner_texts()
    again = visit().open(page.url)
    say(again, "Dengan batas yang dipasang di Lanjutan.")
    expect(again.get_by_role("listitem")).to_have_text(planned)
    assert parse_qs(urlsplit(page.url).query)["lock"] == ["I45"]


def test_efforts_are_typed_taken_along_changed_in_excel_and_brought_back(visit, tmp_path):
    page = visit().open(address(way="Perbaikan", further="true", more="Usaha"))
    say(page, "usaha 8")
    page.get_by_label("lainnya").fill("2")
    page.get_by_label("lainnya").press("Enter")
    say(page, "usaha 16")
    wait_until_drawn(page)
    file = download(page, "Unduh Excel usaha", tmp_path / "usaha.xlsx")
    workbook = load_workbook(file)
    sheet = workbook.worksheets[0]
    for row in sheet.iter_rows(min_row=2, max_row=48, min_col=3):
        for cell in row:
            cell.value = 3
    workbook.save(file)
    page.locator("input[type=file]").set_input_files(file)
    say(page, "usaha 24")
    expect(page.get_by_label("lainnya")).to_have_value("2")


def test_level_typed_into_the_simulation_moves_index_gap_and_rating(visit):
    """Indicator 1 of the illustrative sample from 4 to 5: 1,30 % of one level, +0,013."""
    page = visit().open(address(way="Simulasi"))
    say(page, "kurang 0,22")
    type_level(page, "5")
    metric = page.get_by_test_id("stMetric").first
    expect(metric).to_contain_text("3,29")
    expect(metric).to_contain_text("+0,01")
    say(page, "Predikat berikutnya Sangat Baik (3,50): kurang 0,21.")
    say(page, "1 indikator naik, 0 turun dibanding penilaian.")


def test_kept_scenario_is_reopened_by_its_link_by_others_and_in_english(visit):
    page = visit().open(address(way="Simulasi", lang="ID"))
    type_level(page, "5")
    expect(page.get_by_test_id("stMetric").first).to_contain_text("3,29")
    wait_until_drawn(page)
    page.get_by_role("button", name="Simpan skenario").click()
    say_name(page)
    wait_until_drawn(page)
    page.get_by_role("textbox", name="Nama skenario").fill("Kebijakan arsitektur")
    page.get_by_role("textbox", name="Nama skenario").press("Enter")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_text("Skenario Kebijakan arsitektur · Rina")).to_be_visible()
    link = page.url
    other = visit().open(link)
    expect(other.get_by_test_id("stMetric").first).to_contain_text("3,29")
    say(other, "Skenario Kebijakan arsitektur · Rina")
    press(other, "radio", "EN")
    expect(other.get_by_test_id("stMetric").first).to_contain_text("3.29")
    expect(other.get_by_role("combobox", name="From")).to_have_value("Kebijakan arsitektur")
    english = visit().open(other.url)
    expect(english.get_by_test_id("stMetric").first).to_contain_text("3.29")


def test_target_of_ones_own_stays_in_the_address_and_in_either_language(visit):
    page = visit().open(address(way="Perbaikan"))
    choose(page, "Target", "Angka sendiri")
    page.get_by_label("Indeks yang dituju").fill("3,6")
    page.get_by_label("Indeks yang dituju").press("Enter")
    say(page, "Naik 0,32 untuk 3,60")
    said = parse_qs(urlsplit(page.url).query)
    assert (said["aim"], said["own-target"]) == (["own"], ["3,6"])
    press(page, "radio", "EN")
    say(page, "Up 0.32 for 3.60")
    other = visit().open(page.url)
    say(other, "Up 0.32 for 3.60")
    expect(other.get_by_label("Index aimed at")).to_have_value("3.60")


def test_levels_that_were_typed_survive_a_reload_and_the_grid_keeps_its_place(visit):
    page = visit().open(address(way="Simulasi"))
    grid = page.get_by_role("region", name="Simulasi tingkat per indikator")
    before = grid.bounding_box()
    type_level(page, "5")
    expect(page.get_by_test_id("stMetric").first).to_contain_text("3,29")
    wait_until_drawn(page)
    assert grid.bounding_box() == before
    page.reload()
    expect(page.get_by_test_id("stMetric").first).to_contain_text("3,29")
    say(page, "1 indikator naik, 0 turun dibanding penilaian.")


def test_menu_leads_back_to_the_plan_as_it_was_left(visit):
    page = visit().open(address(way="Perbaikan", further="true", jump="1"))
    say(page, "Dengan batas yang dipasang di Lanjutan.")
    go_to(page, "Ringkasan")
    go_to(page, "Menuju Target")
    say(page, "Dengan batas yang dipasang di Lanjutan.")
    expect(page.get_by_role("radio", name="Perbaikan")).to_be_checked()


def test_icon_that_saves_the_bar_leaves_its_words_free_on_a_phone(visit):
    page = visit(viewport={"width": 390, "height": 844}, has_touch=True).open(address())
    words = page.locator(".textpoint text").filter(has_text="Sangat Baik").first.bounding_box()
    icon = page.locator(".modebar-btn").first.bounding_box()
    assert icon["y"] + icon["height"] <= words["y"]
    right = page.locator(".js-plotly-plot").first.bounding_box()
    assert words["x"] + words["width"] <= right["x"] + right["width"]


def test_whole_row_of_the_waterfall_opens_its_indicators_and_closes_them(visit):
    page = visit().open(f"trend?{urlencode(CONTOH | {'part': 'Antartahap'})}")
    name = page.locator(".textpoint text").filter(has_text="D4 Layanan SPBE").first

    def click_beside_the_bar():
        box = name.bounding_box()
        page.mouse.click(box["x"] + box["width"] + 40, box["y"] + box["height"] / 2)
        wait_until_drawn(page, after_press=True)

    click_beside_the_bar()
    opened = page.locator(".textpoint text").filter(has_text="45 Layanan Publik Sektor 1")
    expect(opened).to_have_count(1)
    assert parse_qs(urlsplit(page.url).query)["node"] == ["D4"]
    click_beside_the_bar()
    expect(opened).to_have_count(0)
