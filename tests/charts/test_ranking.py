from __future__ import annotations

from spbe.analysis.change import compute_level_changes
from spbe.analysis.gaps import compute_potentials, rank_potentials
from spbe.analysis.trend import compute_level_table
from spbe.charts.layout import configure_figure
from spbe.charts.ranking import describe_ranking, plot_ranking
from spbe.charts.tiles import plot_level_grid, plot_tile_map
from tests.charts.reading import marks_of, title_of, words_of


def test_ties_stand_in_title_and_rows(make, tiny, text):
    ranked = rank_potentials(compute_potentials(tiny, make((3, 3, 2, 5)).content))
    figure = plot_ranking(ranked, tiny, text)
    assert title_of(figure) == "2 indikator berpotensi sama terbesar: 0,60 poin"
    words = words_of(figure)
    assert words.index("3 Nama I3") < words.index("2 Nama I2") < words.index("1 Nama I1")
    assert "peringkat 1 (sama) · potensi 0,60" in words
    assert "peringkat 4 · potensi 0,00 · Diskominfo" in words


def test_dots_run_from_now_to_the_next_level(make, tiny, text):
    ranked = rank_potentials(compute_potentials(tiny, make((3, 3, 2, 5)).content))
    dots = marks_of(plot_ranking(ranked, tiny, text))[0]
    assert list(zip(dots.customdata, dots.x, strict=True)) == [
        ("I3", 3.0),
        ("I3", 2.0),
        ("I2", 4.0),
        ("I2", 3.0),
        ("I1", 4.0),
        ("I1", 3.0),
        ("I4", 5.0),
    ]


def test_points_of_the_next_step_stand_at_the_right(make, tiny, text, english):
    ranked = rank_potentials(compute_potentials(tiny, make((3, 3, 2, 5)).content))
    gains = ["<b>+0,20</b>", "<b>+0,30</b>", "<b>+0,10</b>", "<b>0,00</b>"]
    assert words_of(plot_ranking(ranked, tiny, text))[-4:] == gains
    assert words_of(plot_ranking(ranked, tiny, english))[-1] == "<b>0.00</b>"


def test_loss_is_drawn_from_before_to_now(make, tiny, text):
    before, after = make((4, 3, 4, 1), stage="self"), make((3, 3, 2, 2), stage="document")
    changes = compute_level_changes(tiny, before.content, after.content)
    ranked = rank_potentials(compute_potentials(tiny, after.content), "loss", changes)
    figure = plot_ranking(ranked.head(1), tiny, text, order="loss")
    assert title_of(figure) == "Turun paling besar: 3 Nama I3, 0,40 poin"
    assert marks_of(figure)[0].x == (4.0, 2.0)
    assert "peringkat 1 · tingkat 4 → 2" in words_of(figure)
    assert "<b>−0,40</b>" in words_of(figure)


def test_no_loss_is_said(make, tiny, text):
    same = make((3, 3, 2, 2))
    changes = compute_level_changes(tiny, same.content, same.content)
    ranked = rank_potentials(compute_potentials(tiny, same.content), "loss", changes)
    figure = plot_ranking(ranked, tiny, text, order="loss")
    assert title_of(figure) == "Tidak ada indikator yang turun"


def test_lowest_levels_are_shown_as_equal(make, tiny, text):
    ranked = rank_potentials(compute_potentials(tiny, make((2, 2, 3, 4)).content), "level")
    figure = plot_ranking(ranked, tiny, text, order="level")
    assert title_of(figure) == "2 indikator terendah sama: tingkat kematangan 2"


def test_indicator_without_a_level_is_named(make, tiny, text):
    ranked = rank_potentials(compute_potentials(tiny, make((None, 3, 2, 2)).content))
    words = words_of(plot_ranking(ranked, tiny, text))
    assert "belum dinilai" in words
    assert words[-1] == "<b>–</b>"


def test_ranking_description_names_each_row(make, tiny, text):
    ranked = rank_potentials(compute_potentials(tiny, make((3, 3, 2, 5)).content)).head(1)
    assert describe_ranking(ranked, tiny, text) == (
        "Potensi terbesar: 3 Nama I3, 0,60 poin; 3 Nama I3: peringkat 1 (sama) · potensi 0,60."
    )


def test_figures_stay_small(bandar_lampung, text):
    instrument = bandar_lampung[0].instrument
    potentials = compute_potentials(instrument, bandar_lampung[-1].content)
    figures = [
        plot_level_grid(compute_level_table(bandar_lampung), instrument, text),
        plot_tile_map(potentials, instrument, text),
        plot_ranking(rank_potentials(potentials).head(10), instrument, text),
    ]
    assert all(len(figure.to_json()) < 25_000 for figure in figures)


def test_figures_send_nothing_and_save_as_what_is_chosen():
    config = configure_figure("tren-indeks", "svg")
    assert config["displaylogo"] is False
    assert config["showSendToCloud"] is False
    saved = config["toImageButtonOptions"]
    assert (saved["format"], saved["filename"], saved["width"]) == ("svg", "tren-indeks", 800)
