"""A server with a store of its own for each test, and a Chromium that tells what it asks for."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from benchmarks.live_app import open_chromium, serve_app, wait_until_drawn, watch_talk

LAPTOP = {"width": 1366, "height": 768}
HERE = {"127.0.0.1"}

expect.set_options(timeout=20_000)


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One Chromium for all browser tests."""
    with open_chromium() as browser:
        yield browser


@pytest.fixture
def app(tmp_path) -> Iterator[str]:
    """The address of a server at its first start."""
    with (tmp_path / "server.log").open("wb") as log, serve_app(tmp_path / "s.db", log) as address:
        yield address
    log_text = (tmp_path / "server.log").read_text(encoding="utf-8", errors="replace")
    assert "Traceback" not in log_text, log_text


class Visitor:
    """Somebody with a browser of their own; notes every request beyond this machine."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context = context
        self.address = address
        self.strange_requests: list[str] = []
        self.faults: list[str] = []
        context.route(lambda url: not self._is_here(url), self._refuse)
        context.set_default_timeout(20_000)

    def open(self, address: str = "") -> Page:
        """Open a page of the app and wait until it is drawn."""
        page = self.context.new_page()
        page.on("request", lambda request: self._note(request.url))
        page.on("websocket", lambda socket: self._note(socket.url))
        page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        watch_talk(page)
        url = address if address.startswith("http") else f"{self.address}/{address}"
        page.goto(url, wait_until="commit")
        wait_until_drawn(page)
        return page

    def _is_here(self, url: str) -> bool:
        parts = urlsplit(url)
        return parts.scheme in {"data", "blob", "about"} or parts.hostname in HERE

    def _note(self, url: str) -> None:
        if not self._is_here(url):
            self.strange_requests.append(url)

    def _refuse(self, route) -> None:
        self._note(route.request.url)
        route.abort()


@pytest.fixture
def visit(chromium, app) -> Iterator[object]:
    """Let somebody visit: `visit()` gives a Visitor; keywords are Playwright's for a context.

    Whatever a test does, no page may ask for anything beyond this machine.
    """
    visitors: list[Visitor] = []

    def visit_app(**options: object) -> Visitor:
        context = chromium.new_context(
            **{"viewport": LAPTOP, "locale": "id-ID", "color_scheme": "light", **options}
        )
        visitors.append(Visitor(context, app))
        return visitors[-1]

    yield visit_app
    for visitor in visitors:
        visitor.context.close()
    assert [url for visitor in visitors for url in visitor.strange_requests] == []
    assert [fault for visitor in visitors for fault in visitor.faults] == []
