from __future__ import annotations

import pytest

from spbe.analysis.results import score_result
from spbe.charts.bullet import describe_bullet, plot_bullet
from spbe.charts.palette import PALETTES
from spbe.model.assessment import PublishedResult
from tests.charts.conftest import Aim
from tests.charts.reading import notes_of, title_of, words_of


def mark_of(figure):
    return next(trace for trace in figure.data if trace.mode == "markers")


def test_final_result_has_a_rating_and_a_solid_mark(make, text):
    figure = plot_bullet(make((3, 3, 4, 3)), text)
    assert title_of(figure) == "Indeks Kecil 3,20, predikat Baik"
    assert mark_of(figure).x == (3.2,)
    assert mark_of(figure).marker.color == PALETTES["light"].now


def test_interim_result_has_no_rating_and_a_hollow_mark(make, text):
    figure = plot_bullet(make((3, 3, 4, 3), stage="document"), text, "dark")
    assert title_of(figure) == "Indeks Kecil 3,20 (sementara), setara Baik"
    assert mark_of(figure).marker.color == PALETTES["dark"].page
    assert mark_of(figure).marker.line.color == PALETTES["dark"].now


def test_scale_is_the_instruments_with_its_rating_bounds(instruments, text):
    old = instruments["permenpanrb-5-2018"]
    result = score_result(old, PublishedResult(old.id, "Denpasar", 2018, "final", {"SPBE": 264}))
    figure = plot_bullet(result, text)
    assert figure.layout.xaxis.range == (0, 5)
    assert figure.layout.xaxis.ticktext == ("0", "1,8", "2,6", "3,5", "4,2", "5")
    assert notes_of(figure)[-1] == "Indeks, skala 0–5; batang mulai dari 0."


def test_last_year_and_targets_are_named(make, text, aim, national):
    figure = plot_bullet(
        make((3, 3, 4, 3)), text, before=make((2, 2, 2, 2), 2023), targets=[aim, national]
    )
    assert {"2023: 2,00", "Sasaran tim 3,50", "Target nasional … 3,00"} <= set(words_of(figure))
    dashed = [shape.x0 for shape in figure.layout.shapes if shape.line.dash == "dash"]
    assert dashed == [3.0, 3.5]


def test_earlier_result_of_another_instrument_is_not_drawn(make, text, bandar_lampung):
    figure = plot_bullet(make((3, 3, 4, 3)), text, before=bandar_lampung[0])
    assert figure == plot_bullet(make((3, 3, 4, 3)), text)


def test_incomplete_result_is_a_range_and_says_so(make, text):
    figure = plot_bullet(make((3, None, 4, 3)), text)
    assert (
        title_of(figure)
        == "Indeks Kecil belum ada: rentang 2,60–3,80 sampai semua indikator terisi"
    )
    bar = figure.layout.shapes[-1]
    assert (bar.x0, bar.x1) == (2.6, 3.8)
    assert not any(trace.mode == "markers" for trace in figure.data)


def test_result_without_an_index_is_one_sentence(instruments, text):
    new = instruments["permenpanrb-59-2020"]
    result = score_result(new, PublishedResult(new.id, "Kaltim", 2021, "final", {}))
    figure = plot_bullet(result, text)
    assert len(figure.data) == 0
    assert notes_of(figure) == ["Indeks SPBE tidak tersedia"]


def test_english_has_its_own_words_and_decimal_point(make, english):
    figure = plot_bullet(make((3, 3, 4, 3), stage="document"), english)
    assert title_of(figure) == "Tiny index 3.20 (interim), equivalent to Good"
    assert figure.layout.separators == ".,"


def test_name_of_a_target_is_shown_as_it_is_written(make, text):
    figure = plot_bullet(make((3, 3, 4, 3)), text, targets=[Aim("<b>&x", 350)])
    assert "&lt;b&gt;&amp;x 3,50" in words_of(figure)


def test_description_says_what_is_drawn(make, text, aim):
    said = describe_bullet(make((3, 3, 4, 3)), text, before=make((2, 2, 2, 2), 2023), targets=[aim])
    assert said == (
        "Indeks Kecil 3,20, predikat Baik; Hasil Akhir (setelah reviu) 2024; "
        "Hasil Akhir (setelah reviu) 2023: 2,00; Sasaran tim: 3,50."
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_page_and_text_follow_the_theme(make, text, theme):
    figure = plot_bullet(make((3, 3, 4, 3)), text, theme)
    assert figure.layout.paper_bgcolor == PALETTES[theme].page
    assert figure.layout.font.color == PALETTES[theme].text
