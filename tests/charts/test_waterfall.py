from __future__ import annotations

from itertools import pairwise

import pytest

from spbe.analysis.decomposition import decompose_change
from spbe.analysis.results import score_result
from spbe.charts.palette import PALETTES
from spbe.charts.waterfall import describe_waterfall, plot_waterfall
from spbe.model.assessment import Assessment, PublishedResult
from tests.charts.reading import marks_of, notes_of, title_of, words_of


@pytest.fixture(scope="module")
def fall(make):
    return decompose_change(make((4, 3, 4, 1), stage="self"), make((3, 3, 2, 1), stage="document"))


@pytest.fixture(scope="module")
def spbe_fall(instruments):
    """All 47 levels fall from 4 to 3, save one."""
    instrument = instruments["permenpanrb-59-2020"]
    codes = instrument.leaf_codes
    return decompose_change(
        *(
            score_result(instrument, Assessment(instrument.id, "Kota", 2024, stage, levels))
            for stage, levels in (
                ("self", dict.fromkeys(codes, 4)),
                ("document", dict.fromkeys(codes, 3) | {"I1": 4}),
            )
        )
    )


def test_bars_run_from_the_first_index_to_the_second(fall, text):
    figure = plot_waterfall(fall, text)
    assert title_of(figure) == "2,50 → 2,00: turun 0,50, terbesar di Nama D2 −0,40"
    bars, _ = marks_of(figure)
    assert (bars.type, bars.orientation, bars.base) == ("waterfall", "h", 1)
    assert bars.measure == ("absolute", "relative", "relative", "total")
    assert bars.x == (1.5, -0.1, -0.4, 0)
    assert bars.customdata == ("X", "D1", "D2", "X")
    palette = PALETTES["light"]
    assert bars.decreasing.marker.color == palette.loss
    assert bars.increasing.marker.color == palette.gain


def test_names_and_signed_points_stand_at_the_bars(fall, text, english):
    assert words_of(plot_waterfall(fall, text)) == [
        "<b>Penilaian Mandiri 2024 (sementara)</b>",
        "D1 Nama D1",
        "D2 Nama D2",
        "<b>Penilaian Dokumen 2024 (sementara)</b>",
        "<b>2,50</b>",
        "<b>−0,10</b>",
        "<b>−0,40</b>",
        "<b>2,00</b>",
    ]
    assert words_of(plot_waterfall(fall, english))[-2:] == ["<b>−0.40</b>", "<b>2.00</b>"]


def test_scale_is_that_of_the_instrument_and_says_where_bars_start(fall, text):
    figure = plot_waterfall(fall, text)
    assert figure.layout.xaxis.range == (1, 5)
    caption = notes_of(figure)[-1].replace("<br>", " ")
    assert caption == (
        "Indeks, skala 1–5; batang mulai dari 1. Batang kosong: sementara, belum hasil akhir."
    )


def test_interim_totals_are_hollow_and_final_ones_full(make, text):
    change = decompose_change(make((3, 3, 3, 3), 2023), make((3, 3, 4, 3), 2024, "document"))
    before, after = [s for s in plot_waterfall(change, text).layout.shapes if s.type == "rect"]
    palette = PALETTES["light"]
    assert (before.fillcolor, before.x1) == (palette.before, 3.0)
    assert (after.fillcolor, after.line.color, after.x1) == (palette.page, palette.now, 3.2)


def test_opened_domain_shows_its_indicators_the_largest_first(make, text):
    change = decompose_change(make((4, 3, 4, 3), 2023), make((3, 1, 4, 3), 2024))
    figure = plot_waterfall(change, text, opened=["D1", "D2"])
    bars, _ = marks_of(figure)
    assert bars.customdata == ("X", "I2", "I1", "X")
    assert bars.x[1:3] == (-0.6, -0.1)
    words = words_of(figure)
    assert words[1:5] == ["<b>D1 Nama D1</b>", "2 Nama I2", "1 Nama I1", "<b>D2 Nama D2</b>"]
    assert "2 indikator tidak berubah." in notes_of(figure)[-1]


def test_indicators_have_two_decimals_that_add_up_and_hovering_gives_the_exact_ones(
    spbe_fall, text
):
    figure = plot_waterfall(spbe_fall, text, opened=["D1", "D4"])
    words = words_of(figure)
    names = [word for word in words if "," not in word or "→" in word]
    values = dict(zip(names, words[len(names) :], strict=True))
    written = [
        float(value[3:-4].replace(",", ".").replace("−", "-"))
        for name, value in values.items()
        if name.split()[0].isdecimal() and int(name.split()[0]) <= 10
    ]
    assert set(written) == {-0.01, -0.02}
    assert round(sum(written), 2) == -0.12
    assert values["<b>D1 Kebijakan Internal SPBE</b>"] == "<b>−0,12</b>"
    bars = marks_of(figure)[0]
    assert any("−0,0275 (4,00 → 3,00)" in hover for hover in bars.hovertext)
    assert sum(bars.x) == pytest.approx(3.013 - 1)
    assert "1 indikator tidak berubah." in notes_of(figure)[-1]


def test_what_did_not_move_is_counted_in_closed_domains_too(make, text):
    change = decompose_change(make((4, 3, 4, 3), 2023), make((3, 3, 4, 3), 2024))
    assert "3 indikator tidak berubah." in notes_of(plot_waterfall(change, text, opened=["D1"]))[-1]
    assert "tidak berubah" not in notes_of(plot_waterfall(change, text))[-1]


def test_shared_points_are_said_to_be_rounded_so_that_they_add_up(spbe_fall, fall, text):
    note = "Poin dibulatkan sehingga jumlahnya pas; poin yang sama dapat tertulis berbeda 0,01."

    def caption(change, opened):
        return notes_of(plot_waterfall(change, text, opened=opened))[-1].replace("<br>", " ")

    assert note in caption(spbe_fall, ["D1"])
    assert note not in caption(fall, ["D1", "D2"])


def test_a_click_anywhere_in_a_row_names_its_node(fall, text):
    figure = plot_waterfall(fall, text, opened=["D2"])
    _, areas = marks_of(figure)
    assert areas.customdata == ("X", "D1", "D2", "I3", "X")
    assert set(areas.x) == {4}
    assert areas.base == 1
    edges = [(y - width / 2, y + width / 2) for y, width in zip(areas.y, areas.width, strict=True)]
    assert edges[0][0] == 0
    assert all(one[1] == pytest.approx(two[0]) for one, two in pairwise(edges))
    assert areas.hovertext[2].startswith("D2 Nama D2: −0,4000")


def test_what_is_tried_out_may_bear_names_of_its_own(fall, text):
    names = ("Kini", "Simulasi")
    words = words_of(plot_waterfall(fall, text, names=names))
    assert [words[0], words[3]] == ["<b>Kini</b>", "<b>Simulasi</b>"]
    assert "Kini: 2,50; " in describe_waterfall(fall, text, (), names)


def test_opened_to_all_indicators_the_figure_stays_small(spbe_fall, text):
    domains = [node.code for node in spbe_fall.instrument.nodes if node.tier == "domain"]
    figure = plot_waterfall(spbe_fall, text, opened=domains)
    assert len(marks_of(figure)[0].customdata) == 48
    assert len(figure.to_json()) < 25_000


def test_instrument_without_domains_opens_at_aspects(instruments, text):
    instrument = instruments["permenpanrb-8-2026"]
    results = [
        score_result(
            instrument,
            Assessment(instrument.id, "Kota", 2026, stage, dict.fromkeys(instrument.leaf_codes, n)),
        )
        for stage, n in (("self", 200), ("document", 150))
    ]
    figure = plot_waterfall(decompose_change(*results), text)
    assert marks_of(figure)[0].customdata[1] == "A1"
    assert title_of(figure).startswith("2,00 → 1,50: turun 0,50, terbesar di ")


def publish(instruments, year, stage="final", **figures):
    instrument = instruments["permenpanrb-59-2020"]
    return score_result(instrument, PublishedResult(instrument.id, "Kota", year, stage, figures))


def test_rounding_of_printed_parts_is_a_bar_of_its_own(instruments, text):
    change = decompose_change(
        publish(instruments, 2023, SPBE=290, D1=300, D2=190, D3=164, D4=390),
        publish(instruments, 2024, SPBE=379, D1=370, D2=350, D3=282, D4=432),
    )
    figure = plot_waterfall(change, text, opened=["D1"])
    assert marks_of(figure)[0].customdata == ("SPBE", "D1", "D2", "D3", "D4", "", "SPBE")
    assert "Pembulatan nilai terbit" in words_of(figure)
    assert "Rincian per indikator perlu level" in notes_of(figure)[-1]


def test_index_only_results_are_one_sentence_of_what_is_missing(instruments, text):
    change = decompose_change(
        publish(instruments, 2024, "self", SPBE=435), publish(instruments, 2024, SPBE=328)
    )
    figure = plot_waterfall(change, text)
    assert title_of(figure) == "4,35 → 3,28: turun 1,07"
    assert len(figure.data) == 0
    assert notes_of(figure)[-1].replace("<br>", " ").startswith("Rincian per domain perlu nilai")


def test_waterfall_in_words_names_every_bar(fall, text):
    assert describe_waterfall(fall, text) == (
        "2,50 → 2,00: turun 0,50, terbesar di Nama D2 −0,40; "
        "Penilaian Mandiri 2024 (sementara): 2,50; D1 Nama D1: −0,10; D2 Nama D2: −0,40; "
        "Penilaian Dokumen 2024 (sementara): 2,00."
    )


def test_waterfall_follows_the_theme(fall, text):
    dark = PALETTES["dark"]
    figure = plot_waterfall(fall, text, "dark")
    assert figure.layout.paper_bgcolor == dark.page
    assert marks_of(figure)[0].decreasing.marker.color == dark.loss
