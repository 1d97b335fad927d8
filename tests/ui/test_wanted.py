"""The page that was wanted before somebody signed in elsewhere."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import streamlit as st

from spbe.ui import wanted
from spbe.ui.clock import now
from tests.ui.test_identities import TOLD

FILES = {"checklist": "pages/checklist.py"}


class Address(dict):
    def get_all(self, name):
        return [self[name]]


@pytest.fixture
def browser(monkeypatch):
    """Stand in for a browser: its address, its cookie, what it is told, and who is there."""
    here = SimpleNamespace(url="http://spbe.example/checklist", cookies={}, headers={})
    told, query = [], Address()
    monkeypatch.setattr(st, "context", here)
    monkeypatch.setattr(st, "query_params", query)
    monkeypatch.setattr(st, "session_state", {})
    monkeypatch.setattr(st, "html", lambda body, **_: told.append(body))
    monkeypatch.setattr(st, "user", {**TOLD, "iat": now().timestamp()})
    here.told, here.query = told, query
    return here


def keep(browser):
    """Keep the cookie as a browser does."""
    cookie = browser.told[-1].partition("'")[2].partition("; ")[0]
    name, _, value = cookie.partition("=")
    browser.cookies = {name: value}
    return cookie


def test_what_an_address_asks_for_comes_back_once(browser):
    browser.query.update({"agency": "Kota 'A'; B&C", "undangan": "token"})
    wanted.note_wanted("undangan")
    cookie = keep(browser)
    assert not {"'", ";", "&", " "} & {*cookie}
    assert "token" not in cookie
    assert wanted.take_wanted(FILES) == ("pages/checklist.py", {"agency": ["Kota 'A'; B&C"]})
    wanted.forget_wanted()
    assert "max-age=0" in browser.told[-1]
    wanted.forget_wanted()
    assert len(browser.told) == 2


@pytest.mark.parametrize("value", ["", "https%3A%2F%2Fevil.example", "..%2Fapp", "secret%3Fa%3D1"])
def test_what_is_no_page_of_ours_leads_nowhere(browser, value):
    browser.cookies = {"spbe_wanted": value}
    assert wanted.take_wanted(FILES) is None


def test_whoever_signed_in_here_is_led_nowhere(browser, monkeypatch):
    browser.cookies = {"spbe_wanted": "checklist"}
    monkeypatch.setattr(st, "user", {})
    assert wanted.take_wanted(FILES) is None
