"""What a user does on the pages, in the words that stand there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page, expect

from benchmarks.live_app import wait_until_drawn


def go_to(page: Page, title: str) -> None:
    """Open a page from the menu."""
    page.get_by_role("link", name=title, exact=True).click()
    wait_until_drawn(page, after_press=True)


def upload(page: Page, files: Sequence[Path]) -> None:
    """Give files to Unggah Excel."""
    page.locator("input[type=file]").first.set_input_files(files)
    count = len(files)
    expect(page.get_by_role("heading", name=f"{count} berkas ditinjau")).to_be_visible()
    wait_until_drawn(page)


def download(page: Page, button: str, target: Path) -> Path:
    """Press a button that gives a file, and keep it at `target`."""
    with page.expect_download() as given:
        page.get_by_role("button", name=button).click()
    given.value.save_as(target)
    return target


def say_name(page: Page, name: str = "Rina") -> None:
    """Answer who is at work, as is asked once per session."""
    box = page.get_by_role("textbox", name="Nama Anda")
    box.fill(name)
    page.get_by_role("button", name="Lanjutkan").click()
    expect(box).to_have_count(0)


def pick(page: Page, label: str, option: str) -> None:
    """Pick an option of a select box; of two with one name it is the filter."""
    page.get_by_role("combobox", name=label, exact=True).first.click()
    page.get_by_role("option", name=option, exact=True).click()


def choose(page: Page, label: str, option: str) -> None:
    """Pick an option and wait until the page has followed."""
    pick(page, label, option)
    wait_until_drawn(page, after_press=True)


def type_in_cell(page: Page, words: str) -> None:
    """Type words into the chosen cell of a grid, or its open editor, and finish with Enter."""
    editor = page.locator("textarea:focus")
    page.keyboard.type(words)
    expect(editor).to_have_value(words)
    # The grid ends each key in a timer of its own. On a busy machine that of the last letter may
    # come after Enter and close the editor without what was typed; timers come one by one.
    page.evaluate("() => new Promise((done) => setTimeout(done))")
    page.keyboard.press("Enter")
    expect(editor).to_have_count(0)


def expect_index(page: Page, index: str, rating: str) -> None:
    """Expect Ringkasan to show an index with its rating, or with what it equals for now."""
    expect(page.get_by_text(index, exact=True).first).to_be_visible()
    expect(page.get_by_text(rating).first).to_be_visible()
    wait_until_drawn(page)


def start_empty(page: Page) -> None:
    """Remove the samples, in Pengaturan."""
    page.get_by_text("Penyimpanan", exact=True).click()
    say_name(page)
    page.get_by_role("button", name="Mulai kosong").click()
    page.get_by_role("button", name="Ya, hapus data contoh").click()
    expect(page.get_by_text("Data contoh dihapus. Mulai dengan mengunggah")).to_be_visible()
