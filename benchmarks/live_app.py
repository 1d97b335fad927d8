"""The app as users meet it: a server of its own and a real Chromium that looks at it.

Benchmarks, browser tests and the script that takes the screenshot share this.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from playwright.sync_api import Browser, Page, sync_playwright

PROJECT = Path(__file__).parent.parent
_CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
_CHROME_ON_MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
_START_SECONDS = 60.0
_HEALTH = "_stcore/health"

_CHROMIUM_OPTIONS = (
    "--no-sandbox",  # Chromium refuses to run as root with it
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
)


def find_chromium() -> str | None:
    """Find the system's Chromium: the one that CHROMIUM names, else one of the usual."""
    if os.environ.get("CHROMIUM"):
        return os.environ["CHROMIUM"]
    found = next(filter(None, map(shutil.which, _CHROMIUM_NAMES)), None)
    return found or (str(_CHROME_ON_MAC) if _CHROME_ON_MAC.exists() else None)


@contextlib.contextmanager
def open_chromium() -> Iterator[Browser]:
    """Open Chromium without a window. Raises FileNotFoundError where there is none."""
    chromium = find_chromium()
    if chromium is None:
        raise FileNotFoundError("no Chromium was found; `make test` says how to get it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(_CHROMIUM_OPTIONS))
        try:
            yield browser
        finally:
            browser.close()


def find_port() -> int:
    """Ask the system for a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def serve(
    command: Sequence[str],
    port: int,
    log: IO[bytes],
    directory: Path = PROJECT,
    health: str = _HEALTH,
    seconds: float = _START_SECONDS,
    **environment: str,
) -> Iterator[str]:
    """Run a server until the block ends and give its address, once it answers at `health`.

    `environment` is laid over the environment of this process. Raises RuntimeError where the
    server ends or does not answer within `seconds`.
    """
    process = subprocess.Popen(
        command,
        cwd=directory,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,  # so that it can be ended with whatever it started itself
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_until_healthy(f"{address}/{health}", process, seconds)
        yield address
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def serve_app(
    database: Path, log: IO[bytes], port: int | None = None, **environment: str
) -> contextlib.AbstractContextManager[str]:
    """Serve the app with a store of its own at `database`, made at first start."""
    port = port or find_port()
    command = [sys.executable, "-m", "spbe", "serve", "--port", str(port)]
    url = f"sqlite:///{database}"
    surroundings = {"SPBE_DATABASE_URL": url, **environment}
    return serve(command, port, log, PROJECT, _HEALTH, _START_SECONDS, **surroundings)


def _wait_until_healthy(address: str, process: subprocess.Popen[bytes], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    pause = threading.Event()
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with exit code {process.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            pause.wait(0.02)
    raise RuntimeError(f"the server did not answer within {seconds:.0f} s")


_NOTE_TALK = """
window.talk = { pressed: 0, sent: 0, received: 0, changed: 0 };
// What stands inside a grid's canvas is its copy for screen readers, written after it is drawn.
const isSeen = ({ target }) => !(target.closest ? target : target.parentElement)?.closest('canvas');
new MutationObserver((changes) => {
  if (changes.some(isSeen)) talk.changed = performance.now();
}).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
addEventListener('pointerdown', () => { talk.pressed = performance.now(); }, true);
window.WebSocket = class extends WebSocket {
  constructor(...words) {
    super(...words);
    this.addEventListener('message', () => { talk.received = performance.now(); });
  }
  send(words) { talk.sent = performance.now(); super.send(words); }
};
"""

_WAIT_UNTIL_DRAWN = """
({ afterPress, figures, calm, limit }) => new Promise((resolve, reject) => {
  const start = afterPress ? talk.pressed : 0;
  const find = (query) => [...document.querySelectorAll(query)];
  const isDrawn = (plot) => plot.querySelector('.main-svg') && plot.calcdata?.length;
  const findMissing = () => {
    const app = document.querySelector('[data-testid="stApp"]')?.dataset;
    const plots = find('.js-plotly-plot');
    if (app?.testScriptState !== 'notRunning') return 'the script runs';
    if (app.testConnectionState !== 'CONNECTED') return 'there is no connection';
    if (talk.sent < start || talk.received < talk.sent) return 'the server has not answered';
    if (find('[data-testid="stSkeleton"], [data-stale="true"]').length) return 'parts are old';
    if (find('[data-testid="stPlotlyChart"]').length !== plots.length) return 'a chart is missing';
    if (plots.length < figures || !plots.every(isDrawn)) return 'a chart is not drawn';
    return null;
  };
  const began = performance.now();
  let missing = 0;
  const look = () => {
    const now = performance.now();
    const lack = findMissing();
    if (lack) missing = now;
    const done = Math.max(missing, talk.received, talk.changed);
    if (now - done >= calm) return resolve(done - start);
    if (now - began > limit) return reject(new Error(`too late: ${lack ?? 'it still changes'}`));
    requestAnimationFrame(look);
  };
  look();
})
"""


def watch_talk(page: Page) -> None:
    """Let a page note when it speaks with its server and changes; call this before it is opened."""
    page.add_init_script(_NOTE_TALK)


def wait_until_drawn(
    page: Page, figures: int = 0, after_press: bool = False, calm: float = 300
) -> float:
    """Wait until the script has ended and at least `figures` charts are drawn and stay so.

    Gives the milliseconds from the opening of the page, or with `after_press` from the last press
    of the mouse, to the moment from which nothing changed any more for `calm` milliseconds.
    The page must be watched (`watch_talk`).
    """
    options = {"afterPress": after_press, "figures": figures, "calm": calm, "limit": 30_000}
    return float(page.evaluate(_WAIT_UNTIL_DRAWN, options))
