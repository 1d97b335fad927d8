from __future__ import annotations

import pytest

from spbe.analysis.benchmark import Peer, rank_movements
from spbe.catalogue.national import load_peer_results
from spbe.charts.movements import describe_movements, plot_movements, title_movements
from spbe.charts.palette import PALETTES
from spbe.charts.peer_profile import describe_profile, plot_profile
from spbe.charts.peers import describe_peers, find_peer, plot_peers, shorten_agency
from spbe.model.assessment import PublishedResult
from tests.charts.reading import marks_of, notes_of, title_of, words_of

OURS = "Pemerintah Provinsi Kami"


def peer(agency, index=None, domains=(), year=2024):
    figures = {f"D{n}": value for n, value in enumerate(domains, 1)}
    if index is not None:
        figures["SPBE"] = index
    result = PublishedResult("permenpanrb-59-2020", agency, year, "final", figures)
    return Peer(result, "Provinsi", "Kalimantan")


GROUP = [
    peer("Pemerintah Provinsi Satu", 420, (500, 400, 300, 450)),
    peer(OURS, 379, (370, 350, 282, 432)),
    peer("Pemerintah Provinsi Dua", 379, (300, 360, 282, 400)),
    peer("Pemerintah Provinsi Tiga", 250, (200, 300, 100, 300)),
    peer("Pemerintah Provinsi Buram"),
]


@pytest.fixture(scope="module")
def spbe_59(instruments):
    return instruments["permenpanrb-59-2020"]


def test_place_ties_and_median_stand_in_the_title(spbe_59, text, english):
    figure = plot_peers(GROUP, OURS, spbe_59, text, group_name="provinsi")
    assert title_of(figure) == (
        "Peringkat 2 dari 4 provinsi (sama dengan 1 lainnya): 3,79, median 3,79"
    )
    figure = plot_peers(GROUP, OURS, spbe_59, english, group_name="provinces")
    assert title_of(figure) == "Rank 2 of 4 provinces (shared with 1 more): 3.79, median 3.79"


def test_all_others_are_one_trace_and_ours_is_named(spbe_59, text):
    others, ours = marks_of(plot_peers(GROUP, OURS, spbe_59, text, group_name="provinsi"))
    assert list(zip(others.customdata, others.x, strict=True)) == [
        ("Provinsi Tiga", 2.5),
        ("Provinsi Dua", 3.79),
        ("Provinsi Satu", 4.2),
    ]
    assert ours.x == (3.79, 3.79)
    assert ours.marker.color == PALETTES["light"].now
    words = words_of(plot_peers(GROUP, OURS, spbe_59, text, group_name="provinsi"))
    assert "<b>Provinsi Kami 3,79</b>" in words
    assert "\u00a0median 3,79\u00a0" in words


def test_close_figures_are_stacked(spbe_59, text):
    group = [peer(f"Kota {n}", 300 + n // 3) for n in range(9)]
    others = marks_of(plot_peers(group, "", spbe_59, text, group_name="kota"))[0]
    assert len(set(others.y)) == 9


def test_unreadable_figures_are_counted_and_not_drawn(spbe_59, text):
    figure = plot_peers(GROUP, OURS, spbe_59, text, group_name="provinsi")
    assert "1 instansi tanpa nilai terbaca tidak" in notes_of(figure)[-1]


def test_agency_outside_the_group_is_said(spbe_59, text):
    figure = plot_peers(GROUP, "Pemerintah Kota X", spbe_59, text, group_name="provinsi")
    assert title_of(figure) == "Kota X tidak ada di antara 4 provinsi"
    assert len(marks_of(figure)) == 1


def test_empty_group_is_one_sentence(spbe_59, text):
    figure = plot_peers([], OURS, spbe_59, text, group_name="provinsi")
    assert title_of(figure) == "Belum ada hasil terbit untuk provinsi"
    assert len(figure.data) == 0


def test_a_clicked_dot_leads_back_to_its_agency():
    assert shorten_agency(OURS) == "Provinsi Kami"
    assert find_peer(GROUP, "Provinsi Kami") is GROUP[1]
    assert find_peer(GROUP, "Provinsi Lain") is None
    odd = peer("Kota & Co", 300)
    assert find_peer([*GROUP, odd], "Kota &amp; Co") is odd


def test_strip_of_all_agencies_stays_below_25_kb(spbe_59, text):
    rows = load_peer_results(spbe_59)
    group = [Peer(r.result, r.kind, r.region or "") for r in rows if r.result.year == 2024]
    figure = plot_peers(group, group[0].agency, spbe_59, text, group_name="instansi")
    assert len(marks_of(figure)[0].customdata) == 614
    assert len(figure.to_json()) < 25_000


def test_names_are_shown_as_they_are(spbe_59, text):
    group = [peer("<b>Kota</b>", 300), peer("Kota & Co", 310)]
    figure = plot_peers(group, "Kota & Co", spbe_59, text, group_name="kota")
    assert marks_of(figure)[0].customdata == ("&lt;b&gt;Kota&lt;/b&gt;",)
    assert "<b>Kota &amp; Co 3,10</b>" in words_of(figure)


def test_very_long_own_name_takes_two_lines(spbe_59, text):
    name = "Kementerian Perencanaan Pembangunan Nasional/Badan Perencanaan Pembangunan Nasional"
    figure = plot_peers([peer(name, 415)], name, spbe_59, text, group_name="kementerian")
    own = next(word for word in words_of(figure) if word.startswith("<b>Kementerian"))
    assert own.count("<br>") == 1
    assert own.endswith("4,15</b>")


def test_strip_in_words_names_ties_and_the_best(text):
    assert describe_peers(GROUP, OURS, "SPBE", "provinsi", text) == (
        "Peringkat 2 dari 4 provinsi (sama dengan 1 lainnya): 3,79, median 3,79; "
        "nilai sama: Provinsi Dua; tertinggi Provinsi Satu 4,20."
    )


def test_domains_stand_between_median_and_best(spbe_59, text):
    figure = plot_profile(GROUP, OURS, spbe_59, text)
    assert title_of(figure) == ("Paling jauh di bawah median: Tata Kelola SPBE, kurang 0,05")
    dots = marks_of(figure)[0]
    assert dots.customdata == ("D1", "D2", "D3", "D4") * 2
    assert dots.x == (5.0, 4.0, 3.0, 4.5, 3.7, 3.5, 2.82, 4.32)
    assert words_of(figure)[-4:] == ["<b>+0,35</b>", "<b>−0,05</b>", "<b>0,00</b>", "<b>+0,16</b>"]


def test_domains_above_and_at_the_median_are_said(spbe_59, text):
    group = [peer("A", 300, (300, 300, 300, 300)), peer("B", 310, (310, 320, 300, 330))]
    figure = plot_profile([*group, peer("C", 290, (290,) * 4)], "A", spbe_59, text)
    assert title_of(figure).startswith("Tidak ada yang di bawah median; tepat di median: ")
    figure = plot_profile([*group, peer("C", 290, (290,) * 4)], "B", spbe_59, text)
    assert title_of(figure) == ("Tidak ada yang di bawah median; tepat di median: Manajemen SPBE")
    figure = plot_profile([group[0], group[0], peer("D", 400, (400,) * 4)], "D", spbe_59, text)
    assert title_of(figure).startswith("Semua di atas median; selisih terkecil di ")


def test_profile_without_domains_is_one_sentence(spbe_59, text):
    figure = plot_profile(GROUP, "Pemerintah Provinsi Buram", spbe_59, text)
    assert title_of(figure) == "Nilai per domain Provinsi Buram tidak terbit"
    assert len(figure.data) == 0


def test_profile_in_words_names_every_domain(spbe_59, text):
    said = describe_profile(GROUP, OURS, spbe_59, text)
    assert "Manajemen SPBE 2,82 (median 2,82, tertinggi 3,00, peringkat 2 dari 4)" in said


def test_movers_are_bars_with_the_domain_behind_them(spbe_59, text):
    before = [peer(OURS, 291, (300, 190, 164, 390), 2023), peer("Kota B", 300, (300,) * 4, 2023)]
    after = [peer(OURS, 379, (370, 350, 282, 432)), peer("Kota B", 290, (300, 300, 260, 300))]
    movements = rank_movements(spbe_59, before, after)
    figure = plot_movements(movements, spbe_59, text, agency=OURS)
    assert (
        title_of(figure) == "Naik terbanyak: Provinsi Kami, +0,88; turun terbanyak: Kota B, −0,10"
    )
    bars = marks_of(figure)[0]
    assert (bars.customdata, bars.x) == (("Provinsi Kami", "Kota B"), (0.88, -0.1))
    palette = PALETTES["light"]
    assert bars.marker.color == (palette.gain, palette.loss)
    words = words_of(figure)
    assert words[0] == "<b>Provinsi Kami</b>"
    assert "2,91 → 3,79, terutama nilai Tata Kelola SPBE +1,60" in words
    assert describe_movements(movements, spbe_59, text) == (
        "Naik terbanyak: Provinsi Kami, +0,88; turun terbanyak: Kota B, −0,10; "
        "Provinsi Kami +0,88 (2,91 → 3,79, terutama nilai Tata Kelola SPBE +1,60); "
        "Kota B −0,10 (3,00 → 2,90, terutama nilai Manajemen SPBE −0,40)."
    )


def test_the_largest_fall_is_named_only_where_some_rose_and_some_fell(spbe_59, text):
    def title(*changes):
        before = [peer(f"Kota {n}", 300, (300,) * 4, 2023) for n in range(len(changes))]
        after = [peer(f"Kota {n}", 300 + c, (300,) * 4) for n, c in enumerate(changes)]
        return title_movements(rank_movements(spbe_59, before, after), text)

    assert title(20, 10) == "Naik terbanyak: Kota 0, +0,20"
    assert title(-20, -10) == "Tidak ada yang naik; perubahan terbaik Kota 1, −0,10"
    assert title(10, -5, -5, -5, -5) == (
        "Naik terbanyak: Kota 0, +0,10; 4 instansi turun sama banyak: −0,05"
    )


def test_movers_without_two_years_are_one_sentence(spbe_59, text):
    figure = plot_movements([], spbe_59, text)
    assert title_of(figure) == "Belum ada dua tahun untuk dibandingkan"
