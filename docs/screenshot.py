"""Take the pictures that README shows, from the samples in a new store: `make screenshot`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.live_app import open_chromium, serve_app, wait_until_drawn, watch_talk

PICTURE = Path(__file__).parent / "images" / "ringkasan.png"
LAPTOP = {"width": 1366, "height": 768}


def take_screenshot(picture: Path) -> None:
    """Write the first screen of Ringkasan, as the app opens for the first time."""
    with (
        tempfile.TemporaryDirectory() as folder,
        (Path(folder) / "log").open("wb") as log,
        serve_app(Path(folder) / "spbe.sqlite3", log) as address,
        open_chromium() as browser,
    ):
        page = browser.new_page(viewport=LAPTOP, locale="id-ID", color_scheme="light")
        watch_talk(page)
        page.goto(address)
        wait_until_drawn(page)
        picture.parent.mkdir(exist_ok=True)
        page.screenshot(path=picture)


if __name__ == "__main__":
    take_screenshot(PICTURE)
