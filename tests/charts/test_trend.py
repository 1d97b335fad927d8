from __future__ import annotations

import pytest

from spbe.analysis.results import score_result
from spbe.analysis.trend import compute_ladder, compute_trend
from spbe.charts.node_trends import plot_node_trends
from spbe.charts.palette import PALETTES
from spbe.charts.trend import describe_trend, plot_trend
from spbe.model.assessment import Assessment
from tests.charts.reading import marks_of, notes_of, title_of, words_of


@pytest.fixture(scope="module")
def known(instruments, tiny):
    return {**instruments, "tiny": tiny}


def test_title_says_change_and_gap(make, known, text, aim):
    points = compute_trend([make((3, 3, 3, 3), 2023), make((4, 3, 3, 3), 2024)])
    figure = plot_trend(points, known, text, targets=[aim])
    assert title_of(figure) == "Naik 0,10 dibanding 2023, kurang 0,40 dari target 3,50"


def test_interim_point_is_hollow_and_named(make, known, text):
    points = compute_trend([make((3, 3, 3, 3), 2023), make((2, 3, 3, 3), 2024, "document")])
    figure = plot_trend(points, known, text)
    assert title_of(figure) == "Sementara turun 0,10 dibanding 2023"
    palette = PALETTES["light"]
    assert marks_of(figure)[0].marker.color == (palette.now, palette.page)
    assert "Penanda kosong: sementara, belum hasil akhir." in notes_of(figure)[-1]


def test_a_number_between_two_targets_stays_clear_of_their_lines(make, known, text, aim, national):
    points = compute_trend([make((3, 3, 3, 3), 2023), make((4, 3, 3, 3), 2024)])
    figure = plot_trend(points, known, text, targets=[aim, national])
    lines = [shape for shape in figure.layout.shapes if shape.line.dash == "dash"]
    assert [line.layer for line in lines] == ["between"] * 2  # behind the numbers
    [marks] = marks_of(figure)
    assert PALETTES["light"].page in marks.textfont.shadow


def test_line_never_crosses_a_change_of_instrument(bandar_lampung, known, text):
    old = known["permenpanrb-5-2018"]
    levels = dict.fromkeys(old.leaf_codes, 2)
    results = [
        *(
            score_result(old, Assessment(old.id, "Kota Bandar Lampung", year, "final", levels))
            for year in (2019, 2020)
        ),
        *bandar_lampung,
    ]
    figure = plot_trend(compute_trend(results), known, text)
    years = [[data[1] for data in trace.customdata] for trace in marks_of(figure)]
    assert years == [[2019, 2020], [2021, 2022, 2023, 2024]]
    assert figure.layout.yaxis.range == (0, 5)
    assert any(note == "instrumen<br>berganti" for note in notes_of(figure))
    assert "2021: instrumen berganti dari PermenPANRB 5/2018 ke" in notes_of(figure)[1]


def test_scale_and_bounds_are_those_of_the_instrument(bandar_lampung, known, text):
    figure = plot_trend(compute_trend(bandar_lampung), known, text)
    assert figure.layout.yaxis.range == (1, 5)
    bounds = [shape.y0 for shape in figure.layout.shapes if shape.line.dash == "dot"]
    assert bounds == [1.8, 2.6, 3.5, 4.2]
    assert {"Kurang", "Cukup", "Baik", "Sangat Baik", "Memuaskan"} <= set(words_of(figure))


def test_stages_of_the_last_year_stand_as_a_ladder(make, known, text):
    results = [
        make((3, 3, 3, 3), 2023),
        make((4, 4, 4, 4), 2024, "self"),
        make((2, 3, 3, 3), 2024, "document"),
    ]
    ladder = compute_ladder(results, 2024)
    figure = plot_trend(compute_trend(results), known, text, ladder=ladder)
    assert figure.layout.xaxis.ticktext == ("2023", "Mandiri<br>2024", "Dokumen<br>2024")
    steps, line = marks_of(figure)
    assert (steps.y, steps.line.shape) == ((4.0, 2.9), "hvh")
    assert line.x[-1] == steps.x[-1]


def test_incomplete_year_is_a_dotted_bar_over_its_range(make, known, text):
    points = compute_trend([make((3, 3, 3, 3), 2023), make((3, None, 3, 3), 2024)])
    figure = plot_trend(points, known, text)
    assert title_of(figure) == "Indeks Kecil 2024 belum lengkap: rentang 2,40–3,60"
    bar = figure.layout.shapes[-1]
    assert (bar.y0, bar.y1, bar.line.dash) == (2.4, 3.6, "dot")
    assert "rentang<br>2,40–3,60" in words_of(figure)
    assert marks_of(figure)[0].y == (3.0, None)


def test_changed_sectors_are_noted(make, known, text):
    sectors = {("Kota", 2023): {"I3": "Kesehatan"}, ("Kota", 2024): {"I3": "Pendidikan"}}
    points = compute_trend([make((3,) * 4, 2023), make((3,) * 4, 2024)], sectors=sectors)
    caption = notes_of(plot_trend(points, known, text))[-1].replace("<br>", " ")
    assert caption == (
        "Indeks, skala 1–5. 2024: sektor pada indikator 3 berganti; nilainya tidak sepenuhnya "
        "sebanding dengan 2023."
    )


def test_our_agency_stands_out_among_several(make, known, text):
    results = [make((4,) * 4, 2024, agency="Lain"), make((2,) * 4, 2023), make((3,) * 4, 2024)]
    figure = plot_trend(compute_trend(results), known, text, own="Kota")
    assert title_of(figure) == "Tertinggi di antara 2 instansi pada 2024: Lain 4,00"
    equal = [make((3,) * 4, 2024, agency="Lain", stage="document"), *results[1:]]
    both = title_of(plot_trend(compute_trend(equal), known, text))
    assert both == "Tertinggi di antara 2 instansi pada 2024: Lain dan Kota 3,00 (sementara)"
    alone = [make((5,) * 4, 2025, agency="Lain"), *results]
    assert title_of(plot_trend(compute_trend(alone), known, text)) == title_of(figure)
    colors = {trace.customdata[0][0]: trace.line.color for trace in marks_of(figure)}
    assert colors == {"Lain": PALETTES["light"].before, "Kota": PALETTES["light"].now}
    assert {"Kota 3,00", "Lain 4,00"} <= set(words_of(figure))


def test_one_year_is_a_point_with_its_index(make, known, text):
    figure = plot_trend(compute_trend([make((3,) * 4)]), known, text)
    assert title_of(figure) == "Indeks Kecil 2024: 3,00"
    assert marks_of(figure)[0].y == (3.0,)


def test_no_results_are_one_sentence(known, text):
    figure = plot_trend(compute_trend([]), known, text)
    assert len(figure.data) == 0
    assert title_of(figure) == "Belum ada hasil untuk ditampilkan"


def test_shortened_target_stands_in_full_below(make, known, text, aim, national):
    figure = plot_trend(compute_trend([make((3,) * 4)]), known, text, targets=[aim, national])
    assert {"Sasaran tim 3,50", "Target nasional … 3,00"} <= set(words_of(figure))
    caption = notes_of(figure)[-1].replace("<br>", " ")
    assert "Sasaran tim 3,50 dan Target nasional menurut pemberitaan 3,00" in caption


def test_description_holds_every_figure(make, known, text, aim):
    points = compute_trend([make((3, 3, 3, 3), 2023), make((2, 3, 3, 3), 2024, "document")])
    assert describe_trend(points, known, text, targets=[aim]) == (
        "Sementara turun 0,10 dibanding 2023, kurang 0,60 dari target 3,50; "
        "2023 Hasil Akhir (setelah reviu): 3,00; 2024 Penilaian Dokumen (sementara): 2,90; "
        "Sasaran tim: 3,50. Penanda kosong: sementara, belum hasil akhir."
    )


def test_small_lines_of_domains_share_one_scale(bandar_lampung, instruments, text):
    points = compute_trend(bandar_lampung, ["D1", "D2", "D3", "D4"])
    figure = plot_node_trends(points, instruments["permenpanrb-59-2020"], text)
    assert title_of(figure) == "Perubahan terbesar 2024: Manajemen SPBE +1,55"
    line = marks_of(figure)[0]
    assert [code for code in line.customdata if code] == ["D1"] * 4 + ["D2"] * 4 + ["D3"] * 4 + [
        "D4"
    ] * 4
    assert line.text[:4] == ("1,00", "2,00", "1,40", "2,90")
    # D1 falls from 2.00 to 1.40: 0.6 of 4 levels, in a line 72 pixels high.
    assert line.y[2] - line.y[1] == pytest.approx(0.6 / 4 * 72)
