"""How fast the pages are in a real Chromium, beside an app of one chart and one selectbox.

A load counts from the opening of the address to the moment from which nothing changes any more
and all figures are drawn; a change of year from the press on it. Floor and app take turns.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO

from playwright.sync_api import Browser, BrowserContext, Page

from benchmarks.live_app import (
    find_port,
    open_chromium,
    serve,
    serve_app,
    wait_until_drawn,
    watch_talk,
)
from benchmarks.much_work import fill_store
from benchmarks.rows import Row, compare
from spbe.serve import build_command

ROUNDS = 8
"""Even, so that both directions of a change of year count alike."""
STARTS = 3
FLOOR_APP = Path(__file__).parent / "floor_app.py"
PAGES = ("", "domains", "trend", "upload", "entry", "history", "method", "settings")
WORK_PAGES = ("", "checklist", "tasks", "evidence", "interview")
MUCH = ", 5,000 items and 20,000 uses"
YEARS = ("2023", "2024")
"""The years of Provinsi Contoh, with which the app opens."""
FIRST_INDEX = "3,28"


def measure() -> list[Row]:
    """Measure loads and changes of year of every page, and the way from start to first index."""
    with (
        tempfile.TemporaryDirectory() as folder,
        (Path(folder) / "log").open("wb") as log,
        open_chromium() as browser,
    ):
        store = Path(folder) / "spbe.sqlite3"
        with _serve_floor(log) as floor, serve_app(store, log) as app:
            rows = [_compare_loads(browser, app, floor, name) for name in PAGES]
            rows += [_compare_changes(browser, app, floor, name) for name in PAGES]
        much = Path(folder) / "much.sqlite3"
        fill_store(much)
        with _serve_floor(log) as floor, serve_app(much, log) as app:
            for name in WORK_PAGES:
                rows.append(_compare_loads(browser, app, floor, name, MUCH))
                rows.append(_compare_changes(browser, app, floor, name, MUCH))
        rows.append(_compare_starts(browser, Path(folder), log))
    return rows


def _compare_loads(browser: Browser, app: str, floor: str, name: str, with_what: str = "") -> Row:
    with _visit(browser) as ours, _visit(browser) as theirs:
        load, least = _take_turns(
            lambda: _time_load(ours, f"{app}/{name}"), lambda: _time_load(theirs, floor)
        )
    return compare(f"load of {_title(name)}{with_what}", load, least, 1.4 if name else 1.25)


def _compare_changes(browser: Browser, app: str, floor: str, name: str, with_what: str = "") -> Row:
    with _visit(browser) as ours, _visit(browser) as theirs:
        page, floor_page = _open(ours, f"{app}/{name}"), _open(theirs, floor)
        change, least = _take_turns(lambda: _change(page), lambda: _change(floor_page))
    return compare(
        f"change of year on {_title(name)}{with_what}", change, least, 2.5 if name else 1.8
    )


def _compare_starts(browser: Browser, folder: Path, log: IO[bytes]) -> Row:
    """Time from the command to the first index on screen, with a new store each time."""
    ours, theirs = [], []
    for number in range(STARTS):
        port = find_port()
        command = ["make", "run", f"VENV={sys.prefix}", f"PORT={port}"]
        store = f"sqlite:///{folder}/start-{number}.sqlite3"
        start = time.perf_counter()
        with serve(command, port, log, SPBE_DATABASE_URL=store) as app, _visit(browser) as visit:
            _open(visit, app).get_by_text(FIRST_INDEX).first.wait_for()
            ours.append(time.perf_counter() - start)
        start = time.perf_counter()
        with _serve_floor(log) as floor, _visit(browser) as visit:
            _open(visit, floor)
            theirs.append(time.perf_counter() - start)
    name = "from make run to the first index"
    return compare(name, statistics.median(ours), statistics.median(theirs), None)


def _take_turns(ours: Callable[[], float], theirs: Callable[[], float]) -> tuple[float, float]:
    """Let app and floor take turns; the first turn warms up. Gives their medians [seconds]."""
    turns = [(theirs(), ours()) for _ in range(ROUNDS + 1)][1:]
    return (
        statistics.median(mine for _, mine in turns) / 1000,
        statistics.median(least for least, _ in turns) / 1000,
    )


@contextmanager
def _visit(browser: Browser) -> Iterator[BrowserContext]:
    """Open a browser profile of its own, with the size of a laptop's screen."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    try:
        yield context
    finally:
        context.close()


def _open(context: BrowserContext, address: str) -> Page:
    """Open an address and wait until it is drawn."""
    page, _ = _load(context, address)
    return page


def _load(context: BrowserContext, address: str) -> tuple[Page, float]:
    """Open an address and give the page with the milliseconds until it was drawn."""
    page = context.new_page()
    watch_talk(page)
    page.goto(address, wait_until="commit")
    return page, wait_until_drawn(page)


def _time_load(context: BrowserContext, address: str) -> float:
    page, taken = _load(context, address)
    page.close()
    return taken


def _change(page: Page) -> float:
    """Change to the other year and give the milliseconds until all is drawn."""
    box = page.get_by_role("combobox", name="Tahun").first  # the filter, not a field of the page
    now = box.input_value()
    box.click()
    other = next(year for year in YEARS if year != now)
    page.get_by_role("option", name=other, exact=True).click()
    return wait_until_drawn(page, after_press=True)


def _serve_floor(log: IO[bytes]) -> AbstractContextManager[str]:
    """Serve the floor as Streamlit comes, without the one setting by which the app is faster."""
    port = find_port()
    command = [*build_command(port, FLOOR_APP), "--runner.postScriptGC=true"]
    return serve(command, port, log)


def _title(name: str) -> str:
    return name or "Ringkasan"
