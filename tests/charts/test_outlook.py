from __future__ import annotations

from fractions import Fraction

import pytest

from spbe.analysis.chance import AssessorKind, Claim, compute_outlook
from spbe.charts.outlook import describe_outlook, plot_outlook
from spbe.charts.palette import PALETTES
from tests.charts.reading import marks_of, notes_of, title_of, words_of


@pytest.fixture(scope="module")
def outlook():
    claims = [Claim(f"I{n}", 5, 0.5) for n in range(20)]
    return compute_outlook(300, 100, claims)


def test_title_is_a_sentence_in_words(instruments, text, english, aim):
    instrument = instruments["permenpanrb-59-2020"]
    outlook = compute_outlook(300, 100, [Claim(f"I{n}", 5, 0.52) for n in range(20)])
    assert 0.55 < outlook.chance_of(Fraction(7, 2)) < 0.67
    figure = plot_outlook(outlook, instrument, text, targets=[aim])
    assert title_of(figure) == (
        "Kemungkinan besar 3,25–3,80; target 3,50 lebih mungkin tercapai daripada tidak"
    )
    assert title_of(plot_outlook(outlook, instrument, english, targets=[aim])) == (
        "Very probably 3.25–3.80; target 3.50 is more likely reached than missed"
    )


def test_under_the_rounded_rule_the_exact_index_that_is_enough_is_judged(instruments, text, aim):
    instrument = instruments["permenpanrb-59-2020"]
    outlook = compute_outlook(6000, 2000, [Claim("I1", 997, 0.9)])  # 3,4985 where it holds
    never, likely = "tidak tercapai walau semua klaim bertahan", "kemungkinan besar tercapai"
    needed = Fraction("3.495")
    assert title_of(plot_outlook(outlook, instrument, text, targets=[aim])).endswith(never)
    figure = plot_outlook(outlook, instrument, text, targets=[aim], needed=needed)
    assert title_of(figure).endswith(f"target 3,50 {likely}")
    assert title_of(figure) in describe_outlook(outlook, aim, text, needed)


def test_no_percentage_is_written_anywhere(outlook, instruments, text, aim):
    instrument = instruments["permenpanrb-59-2020"]
    figure = plot_outlook(outlook, instrument, text, targets=[aim])
    hover = [words for trace in marks_of(figure) for words in trace.hovertext]
    said = [*words_of(figure), *notes_of(figure), *hover, describe_outlook(outlook, aim, text)]
    assert not any("%" in words or "persen" in words for words in said)


def test_three_kinds_and_all_together_are_rows(outlook, instruments, text):
    figure = plot_outlook(outlook, instruments["permenpanrb-59-2020"], text)
    bars, middles = marks_of(figure)
    assert bars.customdata == middles.customdata == ("strict", "ordinary", "lenient", "")
    assert list(middles.x) == [*sorted(middles.x[:3]), 3.5]
    assert words_of(figure)[:4] == [
        "Asesor ketat",
        "Asesor biasa",
        "Asesor longgar",
        "<b>Semua digabung</b>",
    ]
    palette = PALETTES["light"]
    assert bars.marker.color == (palette.before,) * 3 + (palette.now,)


def test_bands_bounds_target_and_present_index_are_drawn(outlook, instruments, text, aim):
    figure = plot_outlook(outlook, instruments["permenpanrb-59-2020"], text, targets=[aim])
    shapes = figure.layout.shapes
    assert [s.x0 for s in shapes if s.type == "rect"] == [1, 1.8, 2.6, 3.5, 4.2]
    assert [s.x0 for s in shapes if s.line.dash == "dot"] == [1.8, 2.6, 3.5, 4.2]
    assert [s.x0 for s in shapes if s.line.dash == "dash"] == [3.5]
    words = words_of(figure)
    assert {"Kini 3,00", "Sasaran tim 3,50", "Sangat<br>Baik"} <= set(words)
    assert figure.layout.xaxis.range == (1, 5)


def test_without_claims_there_is_one_figure_and_no_range(instruments, text, aim):
    outlook = compute_outlook(350, 100, [])
    figure = plot_outlook(outlook, instruments["permenpanrb-59-2020"], text, targets=[aim])
    assert title_of(figure) == (
        "Kemungkinan besar 3,50; target 3,50 tercapai walau tidak ada klaim yang bertahan"
    )


def test_kinds_of_ones_own_keep_their_name_as_it_is(instruments, text):
    kinds = (AssessorKind("<b>Tim A</b>", 1.0, 0.0),)
    outlook = compute_outlook(300, 100, [Claim("I1", 10, 0.5)], kinds)
    figure = plot_outlook(outlook, instruments["permenpanrb-59-2020"], text)
    assert words_of(figure)[0] == "&lt;b&gt;Tim A&lt;/b&gt;"


def test_outlook_in_words_names_every_row(text):
    outlook = compute_outlook(300, 100, [Claim("I1", 10, 1.0)])
    assert describe_outlook(outlook, None, text) == (
        "Kemungkinan besar 3,10; Asesor ketat: 3,10, tengah 3,10; Asesor biasa: 3,10, "
        "tengah 3,10; Asesor longgar: 3,10, tengah 3,10; Semua digabung: 3,10, tengah 3,10."
    )


def test_scale_from_zero_names_every_band(instruments, text):
    instrument = instruments["permenpanrb-5-2018"]
    outlook = compute_outlook(30, 10, [Claim("I1", 1, 0.5)])
    figure = plot_outlook(outlook, instrument, text, title="")
    assert figure.layout.xaxis.range == (0, 5)
    bands = [(s.x0, s.x1) for s in figure.layout.shapes if s.type == "rect"]
    assert len(bands) == len(instrument.ratings)
    assert bands[-1] == (float(instrument.ratings[-1].lower), 5.0)
    assert Fraction(instrument.ratings[0].lower) <= 1
