"""A chart that is saved says what it is, where it comes from and of which day."""

from __future__ import annotations

import json

import pytest
import streamlit

from spbe.text.translator import Translator
from spbe.ui.clock import today
from tests.pages.conftest import FINAL, LAMPUNG
from tests.pages.test_illustrative import VIEWS, find_figures


def saves(page) -> list[dict[str, object]]:
    """Tell how the camera of each chart saves it."""
    return [
        json.loads(chart.proto.config)["toImageButtonOptions"] for chart in page.get("plotly_chart")
    ]


@pytest.mark.parametrize(("file", "query"), VIEWS)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_chart_holds_its_title_its_source_and_the_day(open_page, file, query, language):
    text = Translator(language)
    page = open_page(file, agency="Provinsi Contoh", year="2024", lang=language.upper(), **query)
    for figure in find_figures(page):
        written = [note["text"] for note in figure["layout"]["annotations"]]
        assert any(note.startswith("<b>") for note in written), "no title"
        source = next(note for note in written if "Provinsi Contoh, " in note)
        assert source.replace("<br>", " ").startswith(
            text("Sumber: {source}", source="Provinsi Contoh, ")
        )
        assert text.date(today()) in source.replace("<br>", " ")


def test_a_chart_is_saved_under_what_it_shows_of_whom_and_when(open_page):
    page = open_page("pages/trend.py", agency=LAMPUNG, year="2024")
    assert [saved["filename"] for saved in saves(page)] == [
        "tren-indeks-kota-bandar-lampung-2024-akhir",
        "tren-domain-kota-bandar-lampung-2024-akhir",
    ]
    assert {(saved["format"], saved["width"], saved["scale"]) for saved in saves(page)} == {
        ("png", 800, 2)
    }


def test_the_address_says_that_charts_are_saved_as_svg_and_links_keep_it(open_page):
    page = open_page("pages/trend.py", agency=LAMPUNG, year="2024", picture="svg")
    assert {saved["format"] for saved in saves(page)} == {"svg"}
    queries = [link.proto.query_string for link in page.get("page_link")]
    assert queries
    assert all("picture=svg" in query for query in queries)


def test_choosing_svg_stands_in_the_address_and_png_leaves_it_out(open_page):
    page = open_page("pages/trend.py", agency=LAMPUNG, year="2024")
    page.segmented_control(key="picture").set_value("svg").run()
    assert page.query_params["picture"] == "svg"
    page.segmented_control(key="picture").set_value("png").run()
    assert "picture" not in page.query_params


def test_a_final_result_is_not_called_interim_in_its_chart(open_page):
    figures = find_figures(open_page("pages/trend.py", agency=LAMPUNG, year="2024"))
    text = json.dumps(figures, ensure_ascii=False)
    assert f"Sumber: {LAMPUNG}, {FINAL} 2024" in text.replace("<br>", " ")


def test_the_picture_of_domains_is_taken_along_with_title_source_and_day(open_page, monkeypatch):
    files = {}

    def keep(_label, data, file_name, **_more):
        files[file_name] = data

    page = open_page(agency=LAMPUNG, year="2024")
    monkeypatch.setattr(streamlit, "download_button", keep)
    page.session_state["share"] = True
    page.run()
    svg = files["nilai-domain-kota-bandar-lampung-2024-akhir.svg"]()
    assert "Nilai terendah: " in svg
    assert f"Sumber: {LAMPUNG}, {FINAL} 2024" in svg
    assert Translator("id").date(today()) in svg
