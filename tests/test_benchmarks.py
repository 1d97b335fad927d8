"""The benchmarks measure what they say: right results, ratios from the same run, goals kept."""

from __future__ import annotations

from benchmarks import decks, planning, reading, scoring, workbook
from benchmarks.rows import compare, time_in_turns, to_plain, write_table


def test_a_row_holds_when_its_ratio_does_not_pass_the_goal():
    assert to_plain([compare("a", 2.0, 1.0, 2.0), compare("b", 3.0, 1.0, 2.0)]) == [
        {"name": "a", "measured": 2.0, "floor": 1.0, "ratio": 2.0, "goal": 2.0, "holds": True},
        {"name": "b", "measured": 3.0, "floor": 1.0, "ratio": 3.0, "goal": 2.0, "holds": False},
    ]
    assert compare("without a goal", 3.0, 1.0, None).holds


def test_the_table_marks_what_missed_its_goal():
    table = write_table([compare("cepat", 0.001, 0.001, 2.0), compare("pelan", 0.003, 0.001, 2.0)])
    assert [line.endswith("missed") for line in table.splitlines()] == [False, False, True]


def test_two_functions_take_turns_after_a_warm_up():
    calls = []
    time_in_turns(lambda: calls.append("ours"), lambda: calls.append("floor"), rounds=2)
    assert calls == ["ours", "floor", "floor", "ours", "floor", "ours"]


def test_scoring_is_exact_and_measured_with_and_without_gaps():
    """`measure` itself compares its results with fractions."""
    assert [row.goal for row in scoring.measure(count=2_000)] == [1.1, 7.0]


def test_reading_is_measured_beside_calamine_and_pandas(monkeypatch):
    """`measure` itself compares the index with the levels it wrote."""
    monkeypatch.setattr(reading, "ROUNDS", 8)
    assert [row.goal for row in reading.measure()] == [4.0, 0.25, 6.0]


def test_plans_are_measured_beside_highs_on_the_bare_model():
    """`measure` itself holds that solver, dynamic programme and bare model agree."""
    rows = planning.measure(rounds=1)
    assert [row.goal for row in rows] == [1.5, 10.0, 40.0, 10.0]


def test_decks_are_measured_beside_a_bare_deck_with_the_same_charts():
    """`measure` itself counts the charts."""
    (row,) = decks.measure(rounds=1)
    assert row.goal == 2.0


def test_workbooks_are_measured_beside_their_cells_and_their_values(monkeypatch):
    monkeypatch.setattr(workbook, "ROUNDS", 1)
    assert [row.goal for row in workbook.measure()] == [2.0, None]
