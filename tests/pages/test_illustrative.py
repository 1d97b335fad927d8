"""Invented figures say so wherever they can be taken along: pictures and tables."""

from __future__ import annotations

import json

import pytest

from tests.pages.conftest import LAMPUNG

NOTE = "Ilustratif: angka contoh, bukan hasil resmi."
VIEWS = [
    ("app.py", {}),
    ("pages/domains.py", {}),
    ("pages/domains.py", {"tab": "Semua indikator"}),
    ("pages/domains.py", {"tab": "Peringkat"}),
    ("pages/trend.py", {}),
    ("pages/trend.py", {"part": "Antartahap"}),
    ("pages/trend.py", {"part": "Antartahap", "node": "D1"}),
    ("pages/plan.py", {}),
    ("pages/plan.py", {"way": "Perbaikan"}),
]


def find_figures(page):
    return [json.loads(chart.proto.spec) for chart in page.get("plotly_chart")]


def has_note(figure) -> bool:
    return any(NOTE in note["text"] for note in figure["layout"]["annotations"])


@pytest.mark.parametrize(("file", "query"), VIEWS)
def test_every_picture_of_the_illustrative_agency_says_so(open_page, file, query):
    page = open_page(file, agency="Provinsi Contoh", year="2024", **query)
    figures = find_figures(page)
    assert figures
    assert [has_note(figure) for figure in figures] == [True] * len(figures)


def test_pictures_of_other_agencies_do_not(open_page):
    figures = find_figures(open_page(agency=LAMPUNG, year="2024"))
    assert [has_note(figure) for figure in figures] == [False] * len(figures)


@pytest.mark.parametrize(
    ("file", "query"),
    [
        ("pages/domains.py", {"tab": "Semua indikator", "look": "Tabel"}),
        ("pages/trend.py", {}),
        ("pages/history.py", {}),
        ("pages/settings.py", {"section": "Target"}),
    ],
)
def test_every_table_of_the_illustrative_agency_says_so(open_page, file, query):
    page = open_page(file, agency="Provinsi Contoh", year="2024", **query)
    page.session_state["trend-points"] = True  # the one table that waits to be opened
    page.run()
    assert page.dataframe
    for shown in page.dataframe:
        assert set(shown.value["Ilustratif"]) == {"angka contoh"}
