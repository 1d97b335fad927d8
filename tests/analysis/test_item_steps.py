"""Points belong to the level step: no sum of items counts one twice."""

from __future__ import annotations

import datetime
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spbe.analysis.backlog import compute_backlog, compute_total, find_busy_units, is_overdue
from spbe.analysis.item_matrix import compute_matrix, format_count
from spbe.analysis.item_steps import (
    compute_item_steps,
    find_open_steps,
    find_stuck,
    format_step_levels,
    format_step_points,
    sum_points,
)
from spbe.catalogue.instruments import load_instruments
from spbe.model.assessment import Assessment
from spbe.model.item import ITEM_STATES, Item, Share
from spbe.model.scoring import score_assessment
from spbe.text.translator import Translator

TODAY = datetime.date(2024, 10, 28)
NOON = datetime.datetime(2024, 10, 28, 5, tzinfo=datetime.UTC)
INSTRUMENTS = load_instruments()
UNITS = ("Bappeda", "Diskominfo", "Inspektorat")
LEVELS = {"I1": 2, "I2": 3, "I3": 1, "I4": None}


def make_item(number, code="I1", level=3, **changes):
    values = {"text": f"Butir {number}", "source": "own", "opened_year": 2024, "id": number}
    return Item(
        **({"agency_id": 1, "instrument_id": "tiny"} | values | changes), code=code, level=level
    )


def test_items_of_one_level_share_the_points_of_its_step(tiny):
    items = [make_item(n) for n in (1, 2, 3)]
    (step,) = compute_item_steps(tiny, LEVELS, items)
    assert (step.code, step.before, step.after, step.points) == ("I1", 2, 3, Fraction(1, 10))
    assert format_step_points(step, Translator("id")) == "+0,10 bila 3 butir lengkap"
    assert format_step_points(step, Translator("en")) == "+0.10 once 3 items are complete"
    assert format_step_levels(tiny, step, Translator("id")) == "2 → 3"


def test_what_is_closed_is_no_longer_asked_for(tiny):
    items = [make_item(1), make_item(2, state="accepted"), make_item(3, state="not_applicable")]
    (step,) = compute_item_steps(tiny, LEVELS, items)
    assert format_step_points(step, Translator("id")) == "+0,10 bila 1 butir lengkap"
    assert format_step_points(step, Translator("en")) == "+0.10 once 1 item is complete"
    (done,) = compute_item_steps(tiny, LEVELS, items[1:])
    assert format_step_points(done, Translator("id")) == "+0,10: semua butir lengkap"
    assert find_open_steps([step, done]) == [step]


def test_a_step_begins_where_the_one_below_it_ends(tiny):
    items = [make_item(1, level=5), make_item(2, level=3), make_item(3, level=3)]
    steps = compute_item_steps(tiny, LEVELS, items)
    assert [(s.before, s.after, s.points) for s in steps] == [
        (2, 3, Fraction(1, 10)),
        (3, 5, Fraction(2, 10)),
    ]


def test_a_level_with_decimals_rises_to_the_whole_level():
    instrument = INSTRUMENTS["permenpanrb-8-2026"]
    item = make_item(1, "I19", 2, instrument_id=instrument.id)
    (step,) = compute_item_steps(instrument, {"I19": 126}, [item])
    assert step.points == Fraction(10, 100) * Fraction(74, 100)
    assert format_step_levels(instrument, step, Translator("id")) == "1,26 → 2"


@pytest.mark.parametrize(
    "item",
    [
        make_item(1, level=2),
        make_item(1, level=6),
        make_item(1, level=None),
        make_item(1, "I4", 3),
        make_item(1, "I99", 3),
        make_item(1, None, None),
    ],
)
def test_an_item_above_no_known_level_brings_no_points(tiny, item):
    assert compute_item_steps(tiny, LEVELS, [item]) == []
    (row,) = compute_backlog([], [item], TODAY)
    assert (row.items, row.steps, row.points) == ((item,), (), 0)


def test_complete_items_at_a_level_that_did_not_rise_are_questions(tiny):
    items = [
        make_item(1, "I1", 3, state="accepted", closed_at=NOON),
        make_item(2, "I1", 3, state="not_applicable", closed_at=NOON - datetime.timedelta(1)),
        make_item(3, "I1", 4),
        make_item(4, "I2", 4, state="accepted"),
        make_item(5, "I2", 4, state="submitted"),
        make_item(6, "I3", 2, state="not_applicable"),
        make_item(7, "I3", 3, state="accepted"),
    ]
    (stuck,) = find_stuck(compute_item_steps(tiny, LEVELS, items))
    assert (stuck.step.code, stuck.step.after, stuck.completed_at) == ("I1", 3, NOON)
    risen = LEVELS | {"I1": 3}
    assert find_stuck(compute_item_steps(tiny, risen, items)) == []


def test_a_step_that_two_units_share_stands_with_each_and_counts_once_in_all(tiny):
    items = [
        make_item(1, units=("Bappeda", "Diskominfo")),
        make_item(2, units=("Diskominfo",)),
        make_item(3, "I2", 4, units=("Diskominfo",)),
        make_item(4, "I3", 2),
    ]
    steps = compute_item_steps(tiny, LEVELS, items)
    rows = {row.unit: row for row in compute_backlog(steps, items, TODAY)}
    assert list(rows) == ["Diskominfo", "Bappeda", ""]
    assert (rows["Bappeda"].points, rows["Bappeda"].shared_points) == (Fraction(1, 10),) * 2
    assert rows["Diskominfo"].points == Fraction(4, 10)
    assert rows["Diskominfo"].shared_points == Fraction(1, 10)
    assert [len(row.items) for row in rows.values()] == [3, 1, 1]
    assert [len(row.steps) for row in rows.values()] == [2, 1, 1]
    total = compute_total(steps, items, TODAY)
    assert (len(total.items), len(total.steps), total.points) == (4, 3, Fraction(6, 10))


def test_what_waits_for_a_judgement_is_not_overdue(tiny):
    yesterday, tomorrow = TODAY - datetime.timedelta(1), TODAY + datetime.timedelta(1)
    items = [
        make_item(1, due=tomorrow),
        make_item(2, due=TODAY),
        make_item(3, due=yesterday),
        make_item(4, due=yesterday, state="submitted"),
        make_item(5, due=yesterday, state="accepted"),
        make_item(6),
    ]
    assert [item.id for item in items if is_overdue(item, TODAY)] == [3]
    row = compute_total(compute_item_steps(tiny, LEVELS, items), items, TODAY)
    assert (row.overdue, row.submitted) == (1, 1)
    assert [item.id for item in row.items] == [3, 4, 2, 1, 6]


def test_a_unit_that_did_its_share_has_the_item_no_more(tiny):
    item = make_item(1, is_for_all_units=True, units=UNITS)
    shares = {1: tuple(Share(1, unit, is_done=unit != "Diskominfo") for unit in UNITS)}
    assert find_busy_units(item, shares) == ("Diskominfo",)
    (row,) = compute_backlog(compute_item_steps(tiny, LEVELS, [item]), [item], TODAY, shares)
    assert (row.unit, row.points, row.shared_points) == ("Diskominfo", Fraction(1, 10), 0)
    matrix = compute_matrix([item, make_item(2)], shares)
    assert (matrix.items, matrix.units) == ((item,), UNITS)
    assert format_count(matrix.count(item), Translator("id")) == "2 dari 3 OPD"
    assert format_count(matrix.count(item), Translator("en")) == "2 of 3 units"


def test_once_all_did_their_share_the_item_waits_with_all_of_them():
    item = make_item(1, is_for_all_units=True, units=UNITS)
    shares = {1: tuple(Share(1, unit, is_done=True) for unit in UNITS)}
    assert find_busy_units(item, shares) == UNITS
    assert find_busy_units(replace(item, state="accepted"), shares) == ()


@st.composite
def checklists(draw):
    """Draw an instrument, complete levels, and items of any kind."""
    instrument = INSTRUMENTS[draw(st.sampled_from(sorted(INSTRUMENTS)))]
    units = st.integers(instrument.lowest_units, instrument.highest_units)
    levels = {code: draw(units) for code in instrument.leaf_codes}
    made = st.builds(
        make_item,
        st.just(0),
        st.sampled_from(instrument.leaf_codes),
        st.integers(1, 5),
        state=st.sampled_from(ITEM_STATES),
        units=st.lists(st.sampled_from(UNITS), unique=True).map(tuple),
    )
    items = draw(st.lists(made, max_size=40))
    return instrument, levels, [replace(item, id=n) for n, item in enumerate(items, 1)]


def index_of(instrument, levels):
    assessment = Assessment(instrument.id, None, 2024, "self", levels)
    return score_assessment(instrument, assessment).exact[instrument.root.code]


def raise_levels(instrument, levels, items):
    """Raise each indicator to the highest level that its items belong to."""
    scale, raised = instrument.level_scale, dict(levels)
    for item in items:
        raised[item.code] = max(raised[item.code], item.level * scale)
    return raised


@settings(deadline=None)
@given(checklists())
def test_all_steps_together_bring_what_the_index_gains(drawn):
    instrument, levels, items = drawn
    steps = compute_item_steps(instrument, levels, items)
    gained = index_of(instrument, raise_levels(instrument, levels, items))
    assert sum_points(steps) == gained - index_of(instrument, levels)


@settings(deadline=None)
@given(checklists())
def test_what_is_still_to_be_done_brings_the_rest(drawn):
    """Steps that are complete are counted as reached; what is open lies above or below them."""
    instrument, levels, items = drawn
    steps = compute_item_steps(instrument, levels, items)
    total = compute_total(steps, items, TODAY)
    expected = Fraction(0)
    for step in steps:
        if any(
            item.is_open for item in items if (item.code, item.level) == place(instrument, step)
        ):
            low, high = levels | {step.code: step.before}, levels | {step.code: step.after}
            expected += index_of(instrument, high) - index_of(instrument, low)
    assert total.points == expected
    assert len(total.items) == sum(item.is_open for item in items)


def place(instrument, step):
    return step.code, step.after // instrument.level_scale


@settings(deadline=None)
@given(checklists())
def test_more_items_and_more_units_for_a_step_bring_no_more_points(drawn):
    instrument, levels, items = drawn
    doubled = [*items, *(replace(item, id=item.id + 100, units=UNITS) for item in items)]
    before = compute_item_steps(instrument, levels, items)
    after = compute_item_steps(instrument, levels, doubled)
    assert sum_points(after) == sum_points(before)
    assert compute_total(after, doubled, TODAY).points == compute_total(before, items, TODAY).points


@settings(deadline=None)
@given(checklists())
def test_a_unit_counts_each_of_its_steps_once(drawn):
    instrument, levels, items = drawn
    steps = compute_item_steps(instrument, levels, items)
    total = compute_total(steps, items, TODAY)
    for row in compute_backlog(steps, items, TODAY):
        own = [item for item in items if item.is_open and row.unit in (item.units or ("",))]
        places = {(item.code, item.level) for item in own}
        held = [step for step in steps if place(instrument, step) in places]
        assert row.points == sum(step.points for step in held)
        assert len(row.items) == len(own)
        assert row.shared_points <= row.points <= total.points
