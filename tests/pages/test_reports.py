"""Rapat & Laporan, part Laporan: what is offered, of which figures, and why something is not."""

from __future__ import annotations

import pytest

from tests.pages.conftest import said

MEETING = "pages/meeting.py"


@pytest.mark.parametrize(
    ("language", "part", "words", "report"),
    [
        ("id", "Laporan", "Target 3,50", "Laporan lengkap (Word)"),
        ("en", "Reports", "Target 3.50", "Full report (Word)"),
    ],
)
def test_reports_say_what_they_tell_of_and_offer_files(open_page, language, part, words, report):
    page = open_page(MEETING, part=part, lang=language)
    assert not page.exception
    shown = said(page)
    assert words in shown
    assert f"**{report}**" in shown
    assert {button.label for button in page.get("download_button")} >= {"A4", "F4", "PNG", "PDF A4"}
