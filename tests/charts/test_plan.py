from __future__ import annotations

from fractions import Fraction

import pytest

from spbe.analysis.frontier import FrontierPoint, compute_frontier
from spbe.analysis.plan import Plan
from spbe.analysis.plan_task import Limits, PlanTask
from spbe.charts.frontier import describe_frontier, plot_frontier
from spbe.charts.palette import PALETTES
from spbe.charts.plan import plot_plan
from spbe.charts.plan_words import caption_plan, describe_plan, find_plan_steps
from spbe.model.assessment import Assessment
from tests.charts.reading import marks_of, notes_of, title_of, words_of


@pytest.fixture(scope="module")
def task(make, tiny):
    return PlanTask(tiny, make((2, 2, 3, 2), stage="document").content)


def plan_of(task: PlanTask, *codes: str) -> Plan:
    """Take the first open move of each code, in this order."""
    moves = []
    for code in codes:
        moves.append(next(m for m in task.ladders[code] if m not in moves))
    gain = sum(move.gain for move in moves)
    return Plan("optimal", tuple(moves), len(moves), task.index_after(gain))


def test_each_step_is_a_segment_that_begins_where_the_last_ended(task, text):
    figure = plot_plan(task, plan_of(task, "I2", "I4"), Fraction(29, 10), text)
    assert title_of(figure) == "2,20 → 2,90 dengan 2 indikator; target 2,90 tercapai"
    bar = marks_of(figure)[0]
    assert (bar.customdata, bar.base, bar.x) == (("I2", "I4"), (2.2, 2.5), (0.3, 0.4))
    assert words_of(figure)[:2] == ["<b>2</b><br>+0,30", "<b>4</b><br>+0,40"]
    assert figure.layout.xaxis.range == pytest.approx((2.1965, 2.9035))


def test_two_moves_of_one_indicator_are_one_step(task, text, english):
    plan = plan_of(task, "I4", "I4")
    figure = plot_plan(task, plan, Fraction(3), text)
    assert marks_of(figure)[0].customdata == ("I4",)
    assert marks_of(figure)[0].hovertext == ("4 Nama I4: tingkat 2 → 4, +0,80",)
    assert title_of(plot_plan(task, plan, Fraction(3), english)) == (
        "2.20 → 3.00 with 1 indicator; target 3.00 reached"
    )


def test_target_is_a_dashed_line_and_bounds_are_named(task, text):
    figure = plot_plan(task, plan_of(task, "I4", "I4", "I2"), Fraction(3), text)
    dashed = [s.x0 for s in figure.layout.shapes if s.line.dash == "dash"]
    assert dashed == [3.0]
    assert [s.x0 for s in figure.layout.shapes if s.line.dash == "dot"] == [3.0]
    words = words_of(figure)
    assert "\u00a0Baik 3,00\u00a0\u00a0" in words
    assert words[-3:] == ["<b>kini 2,20</b>", "<b>target 3,00</b>", "<b>tercapai 3,30</b>"]


def test_what_is_still_missing_stays_pale_and_is_said(task, text):
    figure = plot_plan(task, plan_of(task, "I1"), Fraction(3), text)
    assert title_of(figure) == "2,20 → 2,30 dengan 1 indikator; masih kurang 0,70 dari target 3,00"
    pale = figure.layout.shapes[0]
    assert (pale.x0, pale.x1, pale.fillcolor) == (2.2, 3.0, PALETTES["light"].panel)


def test_nothing_to_do_is_one_sentence(task, text):
    figure = plot_plan(task, plan_of(task), Fraction(2), text)
    assert title_of(figure) == "2,20 sudah mencapai target 2,00"
    assert notes_of(figure)[-1].replace("<br>", " ") == (
        "Tidak ada yang perlu dinaikkan untuk target ini."
    )


def test_no_open_step_shows_the_empty_bar(task, text):
    figure = plot_plan(task, plan_of(task), Fraction(3), text)
    assert title_of(figure) == "Tidak ada indikator yang dapat naik: 2,20, target 3,00"
    assert marks_of(figure) == []


def test_numbers_of_narrow_segments_stand_above_the_bar(instruments, text):
    instrument = instruments["permenpanrb-59-2020"]
    levels = dict.fromkeys(instrument.leaf_codes, 2)
    task = PlanTask(instrument, Assessment(instrument.id, "Kota", 2024, "document", levels))
    moves = tuple(moves[0] for moves in task.ladders.values())
    plan = Plan("optimal", moves, 47, task.index_after(sum(m.gain for m in moves)))
    figure = plot_plan(task, plan, Fraction(3), text)
    assert len(marks_of(figure)[0].customdata) == 47
    words = words_of(figure)
    assert not any(word.startswith("<b>1</b>") for word in words)
    assert {"1", "47"} <= set(words)
    assert len({word for word in words if word.isdecimal()}) == 47
    assert len(figure.to_json()) < 25_000


def test_plan_in_words_names_every_step(task, text):
    assert describe_plan(task, plan_of(task, "I2", "I4"), Fraction(29, 10), text) == (
        "2,20 → 2,90 dengan 2 indikator; target 2,90 tercapai; "
        "2 Nama I2: tingkat 2 → 3, +0,30; 4 Nama I4: tingkat 2 → 3, +0,40."
    )


def test_frontier_is_a_line_of_steps_that_can_be_clicked(task, tiny, text):
    points = compute_frontier(task)
    figure = plot_frontier(points, tiny, Fraction(3), text)
    assert title_of(figure) == "Target 3,00 perlu usaha paling sedikit 2"
    (line,) = marks_of(figure)
    assert line.line.shape == "hv"
    assert line.customdata[:3] == (0, 1, 2)
    assert line.y[:3] == (2.2, 2.6, 3.0)
    assert figure.layout.yaxis.range == (0.9, 5)


def test_chosen_plan_is_a_mark_of_its_own(task, tiny, text):
    plan = plan_of(task, "I2", "I4")
    figure = plot_frontier(compute_frontier(task), tiny, Fraction(3), text, plan=plan)
    _, mark = marks_of(figure)
    assert (mark.x, mark.y, mark.customdata) == ((2,), (2.9,), (2,))
    assert "<b>usaha 2: 2,90</b>" in words_of(figure)
    assert "Lingkaran besar: rencana terpilih." in notes_of(figure)[-1]


def test_target_out_of_reach_says_how_far_any_effort_leads(make, tiny, text):
    locks = {"I2": 2, "I3": 3, "I4": 2}
    task = PlanTask(tiny, make((2, 2, 3, 2)).content, Limits(ceilings=locks))
    figure = plot_frontier(compute_frontier(task), tiny, Fraction(3), text)
    assert title_of(figure) == ("Target 3,00 tidak tercapai: paling tinggi 2,50 dengan usaha 3")


def test_frontier_without_a_step_is_one_sentence(tiny, text):
    figure = plot_frontier([FrontierPoint(0, Fraction(5))], tiny, Fraction(3), text)
    assert title_of(figure) == "Tidak ada indikator yang dapat naik"
    assert len(figure.data) == 0


def test_reached_target_takes_no_effort(task, tiny, text):
    figure = plot_frontier(compute_frontier(task), tiny, Fraction(2), text)
    assert title_of(figure) == "Target 2,00 sudah tercapai tanpa usaha lagi"


def test_frontier_in_words_names_the_ratings(task, tiny, text):
    plan = plan_of(task, "I4", "I4")
    assert describe_frontier(compute_frontier(task), tiny, Fraction(3), text, plan) == (
        "Target 3,00 perlu usaha paling sedikit 2; Baik (3,00) dari usaha 2; usaha 11: 5,00; "
        "rencana terpilih: usaha 2: 3,00."
    )


def test_long_frontier_stays_small(tiny, text):
    points = [FrontierPoint(n, 2 + Fraction(n, 500)) for n in range(1000)]
    assert len(plot_frontier(points, tiny, Fraction(3), text).to_json()) < 25_000


def test_efforts_are_drawn_and_said_in_the_users_unit(task, tiny, text):
    points = compute_frontier(task)
    figure = plot_frontier(points, tiny, Fraction(3), text, scale=2)
    assert list(figure.data[0].x) == [point.effort / 2 for point in points]
    least = next(point.effort for point in points if point.reached >= 3)
    said = describe_frontier(points, tiny, Fraction(3), text, scale=2)
    written = text.decimal(Fraction(least, 2), 0 if least % 2 == 0 else 2)
    assert said.startswith(f"Target 3,00 perlu usaha paling sedikit {written};")


def test_an_approximate_frontier_says_so_and_claims_no_least_effort(task, tiny, text, english):
    points = compute_frontier(task)
    figure = plot_frontier(points, tiny, Fraction(3), text, is_exact=False)
    assert title_of(figure) == "Target 3,00 dapat dicapai dengan usaha 2"
    notes = " ".join(notes_of(figure)).replace("<br>", " ")
    assert "Perkiraan: di antara dua titik indeksnya mungkin sudah naik." in notes
    said = describe_frontier(points, tiny, Fraction(3), english, is_exact=False)
    assert said.startswith(
        "The target 3.00 can be reached with an effort of 2; "
        "Approximate: between two points the index may already have risen; "
    )


def test_limits_that_allow_no_plan_are_said(task, tiny, text):
    title = "Tidak ada rencana yang memenuhi semua batas"
    figure = plot_frontier([], tiny, Fraction(3), text)
    assert title_of(figure) == title
    assert notes_of(figure)[-1].replace("<br>", " ") == (
        "Yang harus naik tidak muat dalam batasnya. Longgarkan salah satunya."
    )
    none = Plan("infeasible", (), 0, task.index_after(0))
    assert describe_plan(task, none, Fraction(3), text) == f"{title}: 2,20, target 3,00."
    assert describe_plan(task, none, Fraction(2), text) == f"{title}: 2,20, target 2,00."


def test_points_in_the_bar_have_two_decimals_that_add_up_and_hovering_gives_the_exact_ones(
    instruments, text
):
    instrument = instruments["permenpanrb-59-2020"]
    levels = dict.fromkeys(instrument.leaf_codes, 3)
    task = PlanTask(instrument, Assessment(instrument.id, "Kota", 2024, "document", levels))
    plan = plan_of(task, "I32", "I33", "I1")
    assert [step.shown for step in find_plan_steps(task, plan)] == [3, 3, 1]
    figure = plot_plan(task, plan, task.index_after(0) + Fraction(7, 100), text)
    assert words_of(figure)[:3] == [f"<b>{n}</b><br>+0,0{p}" for n, p in ((32, 3), (33, 3), (1, 1))]
    assert marks_of(figure)[0].hovertext[0].endswith("tingkat 3 → 4, +0,0275")
    gap = task.index_after(0) + Fraction(73, 1000)
    assert title_of(plot_plan(task, plan, gap, text)).startswith("3,00 → 3,07 dengan 3 indikator")


def test_what_the_bar_shows_stands_in_a_caption_of_its_own(task, text):
    plan = plan_of(task, "I2", "I4")
    assert notes_of(plot_plan(task, plan, Fraction(3), text, title="")) == []
    assert caption_plan(task, plan, Fraction(3), text) == (
        "Bagian skala dari 2,20 sampai 3,00; satu ruas satu indikator, dengan nomor dan poin "
        "indeksnya. Garis putus: target."
    )


def test_a_bar_without_a_title_leaves_room_for_the_icon_that_saves_it(task, text):
    plan = plan_of(task, "I2")
    titled, bare = (plot_plan(task, plan, Fraction(3), text, title=t) for t in ("Judul", ""))
    assert (bare.layout.margin.t, titled.layout.margin.t) == (34, 37)


def test_points_add_up_to_the_headline_and_the_caption_says_that_they_are_shared(instruments, text):
    instrument = instruments["permenpanrb-59-2020"]
    levels = dict.fromkeys(instrument.leaf_codes, 3)
    task = PlanTask(instrument, Assessment(instrument.id, "Kota", 2024, "document", levels))
    plan, target = plan_of(task, "I11", "I12", "I13"), Fraction("3.07")
    note = "Poin dibulatkan sehingga jumlahnya pas; poin yang sama dapat tertulis berbeda 0,01."
    assert [step.shown for step in find_plan_steps(task, plan)] == [3, 3, 2]  # of 0.0250 each
    assert [step.shown for step in find_plan_steps(task, plan, 7)] == [3, 2, 2]
    assert words_of(plot_plan(task, plan, target, text, total=7))[:3] == [
        f"<b>{n}</b><br>+0,0{p}" for n, p in ((11, 3), (12, 2), (13, 2))
    ]
    assert caption_plan(task, plan, target, text, 7).endswith(note)
    assert note not in caption_plan(task, plan_of(task, "I42"), target, text)
