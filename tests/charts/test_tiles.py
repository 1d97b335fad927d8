from __future__ import annotations

import pytest

from spbe.analysis.gaps import compute_potentials
from spbe.analysis.trend import compute_level_table
from spbe.charts.palette import LEVEL_ZERO, PALETTES, RAMP, band_color, level_colors
from spbe.charts.tiles import (
    describe_level_grid,
    describe_tile_map,
    plot_level_grid,
    plot_tile_map,
)
from spbe.model.assessment import Assessment
from tests.charts.reading import marks_of, notes_of, title_of, words_of


def test_every_indicator_is_a_tile_with_its_level(bandar_lampung, text):
    result = bandar_lampung[-1]
    potentials = compute_potentials(result.instrument, result.content)
    tiles = marks_of(plot_tile_map(potentials, result.instrument, text))[0]
    assert tiles.customdata == result.instrument.leaf_codes
    assert tiles.text == tuple(str(result.content.levels[code]) for code in tiles.customdata)
    assert tiles.type == "scatter"
    assert tiles.marker.symbol == "square"


def test_title_counts_what_is_below_the_middle(bandar_lampung, text, english):
    result = bandar_lampung[-1]
    below = sum(level < 3 for level in result.content.levels.values())
    potentials = compute_potentials(result.instrument, result.content)
    figure = plot_tile_map(potentials, result.instrument, text)
    assert title_of(figure) == f"{below} dari 47 indikator di bawah tingkat kematangan 3"
    figure = plot_tile_map(potentials, result.instrument, english)
    assert title_of(figure) == f"{below} of 47 indicators are below level 3"


def test_aspects_are_named_with_their_numbers(bandar_lampung, text):
    result = bandar_lampung[-1]
    potentials = compute_potentials(result.instrument, result.content)
    words = words_of(plot_tile_map(potentials, result.instrument, text))
    assert "Perencanaan Strategis SPBE · 11–14" in words


def test_missing_level_is_an_empty_frame(make, tiny, text):
    potentials = compute_potentials(tiny, make((3, None, 2, 2)).content)
    figure = plot_tile_map(potentials, tiny, text, selected="I4")
    tiles = marks_of(figure)[0]
    assert tiles.text == ("3", "–", "2", "2")
    assert tiles.marker.color[1] == "rgba(0,0,0,0)"
    assert tiles.marker.line.width == (1, 1, 1, 4)
    assert title_of(figure) == "2 dari 4 indikator di bawah tingkat kematangan 3, 1 belum dinilai"


def test_decimal_levels_are_written_as_they_are(instruments, text):
    instrument = instruments["permenpanrb-8-2026"]
    levels = dict.fromkeys(instrument.leaf_codes, 200) | {"I1": 126}
    potentials = compute_potentials(
        instrument, Assessment(instrument.id, "X", 2026, "self", levels)
    )
    tiles = marks_of(plot_tile_map(potentials, instrument, text))[0]
    assert tiles.text[:2] == ("1,26", "2")
    assert tiles.marker.color[:2] == (RAMP[0], RAMP[1])


def test_empty_tables_are_one_sentence(make, tiny, text):
    nothing = compute_potentials(tiny, make((3, 3, 3, 3)).content).iloc[:0]
    assert notes_of(plot_tile_map(nothing, tiny, text, title="")) == [
        "Belum ada indikator untuk ditampilkan."
    ]
    figure = plot_level_grid(compute_level_table([]), tiny, text)
    assert title_of(figure) == "Belum ada tingkat kematangan untuk ditampilkan"


def test_grid_has_a_column_per_result_and_counts_the_moves(make, tiny, text):
    levels = compute_level_table([make((3, 3, 2, 2), 2023), make((4, None, 2, 1), 2024, "self")])
    figure = plot_level_grid(levels, tiny, text)
    assert title_of(figure) == "1 indikator naik dan 1 turun dari Akhir 2023 ke Mandiri 2024"
    squares = marks_of(figure)[0]
    assert squares.x == (0, 0, 0, 0, 1, 1, 1, 1)
    assert squares.text == ("3", "3", "2", "2", "4", "–", "2", "1")
    assert figure.layout.xaxis.ticktext == ("Akhir<br>2023", "Mandiri<br>2024")


def test_grid_of_final_results_names_only_years(make, tiny, text):
    levels = compute_level_table([make((3,) * 4, 2023), make((4,) * 4, 2024)])
    assert plot_level_grid(levels, tiny, text).layout.xaxis.ticktext == ("2023", "2024")


def test_descriptions_name_the_indicators(make, tiny, text):
    potentials = compute_potentials(tiny, make((3, 3, 2, 2)).content)
    assert describe_tile_map(potentials, tiny, text) == (
        "2 dari 4 indikator di bawah tingkat kematangan 3; tingkat 2: indikator 3, 4; "
        "tingkat 3: indikator 1, 2."
    )
    levels = compute_level_table([make((3, 3, 2, 2))])
    assert describe_level_grid(levels, tiny, text) == (
        "Tingkat kematangan, Hasil Akhir (setelah reviu) 2024; "
        "1 Nama I1: 3; 2 Nama I2: 3; 3 Nama I3: 2; 4 Nama I4: 2."
    )


def test_ramp_runs_from_level_zero_to_five():
    assert [level_colors(level)[0] for level in range(6)] == [LEVEL_ZERO, *RAMP]
    assert [band_color(place, 5) for place in range(5)] == list(RAMP)
    assert band_color(0, 1) == RAMP[-1]


def _contrast(one: str, other: str) -> float:
    def luminance(color: str) -> float:
        parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("level", range(6))
def test_level_can_be_read_on_its_tile(level):
    # WCAG 2.2 AA asks 4.5, and 3 for large text; levels are written large.
    assert _contrast(*level_colors(level)) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_can_be_read_on_the_page(theme):
    palette = PALETTES[theme]
    for color in (palette.text, palette.quiet, palette.now, palette.loss, palette.gain):
        assert _contrast(color, palette.page) >= 4.5
