"""What stands in the way of a target, and of what has to rise."""

from __future__ import annotations

from fractions import Fraction

from spbe.catalogue.instruments import load_instruments
from spbe.jobs.plan_obstacles import (
    Inquiry,
    Restrictions,
    find_closed_demands,
    find_demand_obstacles,
    find_obstacles,
)
from spbe.jobs.plan_search import aim_at_index, search_plan
from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.text.translator import Translator

SPBE = load_instruments()["permenpanrb-59-2020"]
TEXT = Translator("id")


def assess(level=3, notes=None, **levels):
    codes = dict.fromkeys(SPBE.leaf_codes, level)
    return Assessment(SPBE.id, "Kota Uji", 2024, "document", {**codes, **levels}, notes or {})


def inquire(claimed=None, content=None, **restrictions):
    return Inquiry(SPBE, content or assess(), claimed, Restrictions(**restrictions))


def say(found):
    return [TEXT(each) for each in found]


def test_nothing_of_the_users_stands_in_the_way_of_what_no_plan_reaches():
    almost = assess(level=5, I1=4)
    inquiry = inquire(content=almost, locked=("I1",))
    assert say(find_obstacles(inquiry, Fraction(5))) == ["indikator yang dikunci: 1"]
    assert find_obstacles(inquire(), Fraction(6)) == []


def test_a_limit_that_alone_is_in_the_way_is_named_alone():
    inquiry = inquire(locked=("I1",), largest_jump=1)
    assert say(find_obstacles(inquiry, Fraction(9, 2))) == ["lompatan terbesar 1 tingkat"]


def test_the_lock_that_stands_in_the_way_is_named_and_no_other():
    content = assess(level=5, I1=4, I2=4, I3=5)
    inquiry = inquire(content=content, locked=("I3", "I1", "I40"))
    assert say(find_obstacles(inquiry, Fraction(5))) == ["indikator yang dikunci: 1"]


def test_locks_each_of_which_would_do_are_named_as_such():
    content = assess(level=5, I42=4, I43=4)
    inquiry = inquire(content=content, locked=("I42", "I43", "I1"))
    present = inquiry.make_task().index_after(0)
    assert say(find_obstacles(inquiry, present + Fraction(3, 100))) == [
        "salah satu dari indikator yang dikunci: 42, 43"
    ]


def test_only_the_locks_that_are_needed_together_are_named():
    content = assess(level=5, I42=4, I43=4)
    inquiry = inquire(content=content, locked=("I1", "I42", "I43", "I2"))
    assert say(find_obstacles(inquiry, Fraction(5))) == ["indikator yang dikunci: 42, 43"]


def test_limits_that_only_together_are_in_the_way_are_all_named():
    codes = tuple(code for code in SPBE.leaf_codes if code != "I42")
    inquiry = inquire(locked=codes, claimed=assess(I42=4))
    found = say(find_obstacles(inquiry, Fraction(9, 2)))
    assert [words.split(":")[0] for words in found] == [
        "indikator yang dikunci",
        "batas klarifikasi",
    ]


def test_limits_on_units_are_asked_of_the_solver():
    notes = {code: IndicatorNotes(unit=f"OPD {n % 3}") for n, code in enumerate(SPBE.leaf_codes)}
    inquiry = inquire(content=assess(notes=notes), most_units=1, most_steps_per_unit=50)
    assert say(find_obstacles(inquiry, Fraction(4))) == ["paling banyak 1 OPD"]
    tight = inquire(content=assess(notes=notes), most_steps_per_unit=2)
    assert say(find_obstacles(tight, Fraction(4))) == ["paling banyak 2 kenaikan tingkat per OPD"]


def test_a_demand_that_takes_the_room_of_others_is_named():
    notes = {code: IndicatorNotes(unit="A" if code == "I1" else "B") for code in SPBE.leaf_codes}
    inquiry = inquire(content=assess(notes=notes), forced=(("I1", 4),), most_units=1)
    assert say(find_obstacles(inquiry, Fraction(4))) == [
        "indikator yang harus naik: 1",
        "paling banyak 1 OPD",
    ]


def test_demands_that_contradict_a_limit_are_named_with_it():
    notes = {code: IndicatorNotes(unit=code) for code in SPBE.leaf_codes}
    forced = (("I42", 4), ("I43", 4))
    inquiry = inquire(content=assess(notes=notes), forced=forced, most_units=1)
    assert say(find_obstacles(inquiry, Fraction(303, 100))) == [
        "salah satu dari indikator yang harus naik: 42, 43",
        "paling banyak 1 OPD",
    ]


def test_a_demand_that_is_not_open_is_found():
    restrictions = Restrictions(locked=("I2",), forced=(("I2", 4), ("I1", 4)))
    task = Inquiry(SPBE, assess(), None, restrictions).make_task()
    assert find_closed_demands(task, restrictions) == ["I2"]
    result = search_plan(task, aim_at_index(300), alternatives=0)
    assert [code for code, _, _ in result.plan.steps] == ["I1"]


def test_what_closes_a_demand_is_said():
    forced = (("I1", 5), ("I2", 4), ("I3", 4))
    inquiry = inquire(locked=("I2",), forced=forced, largest_jump=1)
    assert say(find_demand_obstacles(inquiry)) == ["1 (lompatan terbesar 1 tingkat)", "2 (dikunci)"]
    clarify = inquire(claimed=assess(I42=4), forced=(("I1", 4), ("I42", 4)))
    assert say(find_demand_obstacles(clarify)) == [
        "1 (batas klarifikasi: paling tinggi sampai yang diklaim)"
    ]
    both = inquire(locked=("I1",), forced=(("I1", 5),), largest_jump=1)
    assert say(find_demand_obstacles(both)) == ["1"]


def test_no_restriction_is_empty():
    assert Restrictions().is_empty
    assert not Restrictions(largest_jump=1).is_empty
