"""Moments are kept in UTC and read in the time of the place."""

from __future__ import annotations

import datetime
import time

import pytest

from spbe.text.translator import Translator
from spbe.ui.clock import format_moment


@pytest.fixture
def samarinda(monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Makassar")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("samarinda")
def test_a_moment_is_written_in_the_time_of_the_place():
    moment = datetime.datetime(2024, 10, 28, 20, 0, tzinfo=datetime.UTC)
    assert format_moment(Translator("id"), moment) == "29 Okt 2024 04.00"
