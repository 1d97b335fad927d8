from __future__ import annotations

from spbe.analysis.overview import compute_children
from spbe.analysis.results import score_result
from spbe.charts.children import describe_children, plot_node_children
from spbe.model.assessment import PublishedResult
from tests.charts.reading import marks_of, notes_of, title_of, words_of


def test_worst_domain_is_in_the_title_and_the_order_stays(make, tiny, text, aim):
    children = compute_children(make((3, 3, 2, 2)), target=350)
    figure = plot_node_children(children, tiny, text, target=aim)
    assert title_of(figure) == "Nilai terendah: Nama D2 2,00, kurang 1,50 dari target"
    assert marks_of(figure)[0].customdata == ("D1", "D2")
    assert {"<b>2,00</b> kurang 1,50", "<b>3,00</b> kurang 0,50"} <= set(words_of(figure))


def test_bars_start_at_the_lowest_value_and_say_so(make, tiny, text):
    figure = plot_node_children(compute_children(make((3, 3, 2, 2))), tiny, text)
    bars = marks_of(figure)[0]
    assert (bars.base, bars.x) == ((1.0, 1.0), (2.0, 1.0))
    assert figure.layout.xaxis.range == (1, 5)
    assert notes_of(figure)[-1] == "Nilai, skala 1–5; batang mulai dari 1."


def test_bar_at_the_lowest_value_can_still_be_seen(make, tiny, text):
    figure = plot_node_children(compute_children(make((1, 1, 2, 2))), tiny, text)
    assert marks_of(figure)[0].x == (0.03, 1.0)


def test_last_year_is_a_tick(make, tiny, text):
    children = compute_children(make((3, 3, 2, 2)), before=make((2, 3, 4, 1), 2023))
    figure = plot_node_children(children, tiny, text, before_year=2023)
    ticks = [shape.x0 for shape in figure.layout.shapes if shape.line.width == 3]
    assert ticks == [2.75, 2.0]
    assert "Garis abu-abu: hasil akhir 2023." in notes_of(figure)[-1]


def test_equal_scores_are_shown_as_equal(make, tiny, text, english):
    children = compute_children(make((2, 2, 2, 2)))
    assert title_of(plot_node_children(children, tiny, text)) == "Semua bernilai sama: 2,00"
    assert title_of(plot_node_children(children, tiny, english)) == "All have the same score: 2.00"


def test_incomplete_domains_are_ranges(make, tiny, text):
    figure = plot_node_children(compute_children(make((None, 3, 2, 2))), tiny, text)
    assert title_of(figure) == "1 dari 2 bagian belum lengkap, tampil sebagai rentang"
    bars = marks_of(figure)[0]
    assert (bars.base, bars.x) == ((2.5, 1.0), (1.0, 1.0))
    assert "rentang 2,50–3,50" in words_of(figure)


def test_indicators_show_levels_as_dots(make, tiny, text):
    figure = plot_node_children(compute_children(make((3, None, 2, 2)), "D1"), tiny, text)
    assert title_of(figure) == "Tingkat kematangan terendah: Nama I1, 3"
    assert marks_of(figure)[0].customdata == ("I1", "I2")
    assert {"1 Nama I1", "●●●○○ <b>3</b>", "belum dinilai"} <= set(words_of(figure))


def test_index_only_result_says_that_parts_are_missing(instruments, text):
    instrument = instruments["permenpanrb-59-2020"]
    result = score_result(
        instrument, PublishedResult(instrument.id, "Kaltim", 2024, "self", {"SPBE": 435})
    )
    figure = plot_node_children(compute_children(result), instrument, text)
    assert len(figure.data) == 0
    assert notes_of(figure) == [
        "<b>Nilai per bagian belum tersedia</b>",
        "Hasil ini tidak memuat nilai per bagian.",
    ]


def test_long_names_are_broken_and_no_line_is_longer_than_a_phone(bandar_lampung, text):
    instrument = bandar_lampung[-1].instrument
    figure = plot_node_children(compute_children(bandar_lampung[-1], "D4"), instrument, text)
    assert "A7 Layanan Administrasi<br>Pemerintahan Berbasis Elektronik" in words_of(figure)
    lines = [line for word in words_of(figure) for line in word.split("<br>")]
    assert max(len(line) for line in lines) <= 38


def test_description_names_every_child(make, text, aim):
    children = compute_children(make((3, 3, 2, 2)), target=350)
    assert describe_children(children, text, aim) == (
        "Nilai terendah: Nama D2 2,00, kurang 1,50 dari target; Nama D1: 3,00; Nama D2: 2,00."
    )
