"""Rapat & Laporan: meetings are prepared, held and written down."""

from __future__ import annotations

from tests.pages.conftest import said


def test_a_year_without_a_meeting_says_so(open_page):
    assert "Belum ada rapat untuk 2024." in said(open_page("pages/meeting.py"))


def test_an_empty_store_leads_to_uploading(empty_store, open_page):
    assert "Belum ada data." in said(open_page("pages/meeting.py"))
