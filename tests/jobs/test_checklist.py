"""A checklist made from an assessment and a goal: nothing twice, nothing lost, carried on."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import replace

import pytest

from spbe.analysis.item_history import count_open, find_movements
from spbe.catalogue.instruments import load_instruments
from spbe.catalogue.requirements import load_requirements
from spbe.jobs.checklist import (
    ChecklistBasis,
    draft_items,
    find_level_goals,
    find_next_goals,
    find_plan_goals,
    load_basis,
    make_checklist,
    preview_checklist,
    search_target_goals,
    split_points,
)
from spbe.jobs.checklist_history import find_state_changes
from spbe.jobs.plan_search import aim_at_index, make_task, search_plan
from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.model.assignment import Assignment
from spbe.model.findings import ReportFinding, write_findings
from spbe.model.scoring import score_assessment
from spbe.store.assessments import save_drafts
from spbe.store.assignments import save_assignments
from spbe.store.database import open_store
from spbe.store.items import add_items, find_items, save_items
from spbe.store.records import Draft
from tests.agencies import add_agency

INSTRUMENTS = load_instruments()
OF_2020, OF_2026 = INSTRUMENTS["permenpanrb-59-2020"], INSTRUMENTS["permenpanrb-8-2026"]
ASKED = load_requirements(OF_2020)
AT = datetime.datetime(2024, 10, 1, 2, tzinfo=datetime.UTC)
UNITS = ("Bappeda", "Diskominfo", "Inspektorat")
WIB = datetime.timezone(datetime.timedelta(hours=7))


@pytest.fixture
def store(tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/store.sqlite3")
    yield store
    store.close()


@pytest.fixture
def agency(store):
    return add_agency(store, "Kota Uji")


@pytest.fixture
def make_basis(agency):
    def make(levels=None, notes=None, year=2024, instrument=OF_2020, **changes):
        given = dict.fromkeys(instrument.leaf_codes, 3 * instrument.level_scale) | (levels or {})
        assessment = Assessment(instrument.id, None, year, "document", given, notes or {})
        requirements = load_requirements(instrument)
        return ChecklistBasis(
            agency.id, instrument, assessment, requirements, all_units=UNITS, **changes
        )

    return make


def test_the_next_level_of_each_indicator_becomes_items(make_basis):
    basis = make_basis({"I1": 5, "I2": None, "I3": 1})
    goals = find_next_goals(OF_2020, basis.assessment)
    assert (goals.get("I1"), goals.get("I2"), goals["I3"], goals["I4"]) == (None, None, 2, 4)
    drafts = draft_items(basis, goals)
    expected = [(r.code, r.level, r.number) for r in ASKED if goals.get(r.code) == r.level]
    assert [(item.code, item.level, item.requirement) for item in drafts] == expected
    assert {item.source for item in drafts} == {"requirement"}


def test_every_level_up_to_the_goal_is_asked(make_basis):
    drafts = draft_items(make_basis({"I5": 2}), {"I5": 5})
    assert sorted({item.level for item in drafts}) == [3, 4, 5]
    assert {item.code for item in drafts} == {"I5"}


def test_a_target_is_reached_by_the_steps_of_the_plan(make_basis):
    basis = make_basis()
    goals = search_target_goals(OF_2020, basis.assessment, 350)
    raised = replace(basis.assessment, levels={**basis.assessment.levels, **goals})
    assert score_assessment(OF_2020, raised).exact["SPBE"] >= 3.5
    assert 0 < len(goals) < len(OF_2020.leaf_codes)


def test_a_plan_asks_for_the_whole_level_that_each_of_its_steps_reaches(make_basis):
    """Levels of 8/2026 have two decimals; a plan there goes from whole level to whole level."""
    assessment = make_basis(instrument=OF_2026).assessment
    task = make_task(OF_2026, assessment)
    plan = search_plan(task, aim_at_index(320), alternatives=0).plan
    goals = find_plan_goals(OF_2026, plan)
    assert goals == {code: after // 100 for code, _, after in plan.steps}
    assert set(goals.values()) <= {4, 5}


def test_a_target_out_of_reach_asks_for_the_highest_everywhere(make_basis):
    goals = search_target_goals(OF_2020, make_basis({"I1": 5}).assessment, 500)
    assert goals == dict.fromkeys(OF_2020.leaf_codes[1:], 5)


def test_a_target_that_is_reached_already_asks_for_nothing(make_basis):
    assert search_target_goals(OF_2020, make_basis().assessment, 250) == {}


def test_a_target_needs_a_complete_assessment(make_basis):
    with pytest.raises(ValueError, match="I2"):
        search_target_goals(OF_2020, make_basis({"I2": None}).assessment, 350)


def test_a_scenario_asks_only_where_it_is_higher(make_basis):
    assessment = make_basis({"I5": None}).assessment
    wanted = {"I1": 5, "I2": 3, "I3": 2, "I5": 4, "gone": 4}
    assert find_level_goals(OF_2020, assessment, wanted) == {"I1": 5}


def test_making_it_for_a_target_and_then_for_a_scenario_makes_nothing_twice(store, make_basis):
    basis = make_basis()
    goals = search_target_goals(OF_2020, basis.assessment, 310)
    first, _ = make_checklist(store, preview_checklist(store, basis, goals), "Ani", AT)
    assert "I1" not in goals
    preview = preview_checklist(store, basis, goals | {"I1": 5})
    assert preview.there == tuple(first)
    assert {(item.code, item.level) for item in preview.new} == {("I1", 4), ("I1", 5)}


def test_units_are_those_that_lead_the_indicator(store, agency, make_basis):
    assessment = make_basis(notes={"I1": IndicatorNotes(unit="Biro Hukum; Setda")}).assessment
    save_drafts(store, [Draft(agency.id, assessment, None)], "Sari", AT)
    confirmed = {"I2": Assignment(("Bappeda",), ("Diskominfo",))}
    save_assignments(store, agency.id, OF_2020.id, confirmed, "Sari", AT, {})
    basis = load_basis(store, agency.id, OF_2020, assessment)
    units = {item.code: item.units for item in draft_items(basis, {"I1": 4, "I2": 4})}
    assert units == {"I1": ("Biro Hukum", "Setda"), "I2": ("Bappeda",)}
    assert set(basis.all_units) == {"Bappeda", "Biro Hukum", "Diskominfo", "Setda"}
    assert basis.requirements == ASKED


def test_what_all_units_must_do_belongs_to_all_of_them(make_basis):
    shared = next(r for r in ASKED if r.is_for_all_units)
    basis = make_basis({shared.code: shared.level - 1})
    drafts = {i.requirement: i for i in draft_items(basis, {shared.code: shared.level})}
    assert drafts[shared.number].is_for_all_units
    assert drafts[shared.number].units == UNITS


def test_recommendations_become_items_wherever_they_stand(make_basis):
    notes = {
        "I1": IndicatorNotes(recommendation="1. Lakukan reviu\n2. Tetapkan ulang"),
        "I2": IndicatorNotes(recommendation="Pertahankan", assessor_note="Sudah baik"),
    }
    drafts = draft_items(make_basis({"I2": 5}, notes), {})
    assert [(item.code, item.level, item.text, item.source) for item in drafts] == [
        ("I1", 4, "Lakukan reviu", "recommendation"),
        ("I1", 4, "Tetapkan ulang", "recommendation"),
        ("I2", None, "Pertahankan", "recommendation"),
    ]


def test_what_a_result_report_says_becomes_items_of_what_it_names(make_basis):
    report = [
        ReportFinding("strength", "I1", "Sudah baik.", 6),
        ReportFinding("weakness", "I1", "Reviu belum ada.", 6),
        ReportFinding("weakness", "A6", "Belum ada audit.", 7),
        ReportFinding("recommendation", "I2", "Tetapkan peta rencana.", 8),
        ReportFinding("recommendation", None, "Bentuk tim.", 8),
    ]
    drafts = draft_items(make_basis({"I2": None}, write_findings(OF_2020, report)), {})
    assert [(item.code, item.level, item.text, item.source) for item in drafts] == [
        ("I1", 4, "Reviu belum ada.", "recommendation"),
        ("I2", None, "Tetapkan peta rencana.", "recommendation"),
        (None, None, "Bentuk tim.", "recommendation"),
        (None, None, "Pelaksanaan Audit TIK: Belum ada audit.", "recommendation"),
    ]


def test_strengths_in_a_report_are_no_items_without_requirements_either(make_basis):
    report = [ReportFinding("strength", "I1", "Sudah baik.", 6)]
    basis = make_basis({"I1": 126}, write_findings(OF_2026, report), 2026, OF_2026)
    assert draft_items(basis, find_next_goals(OF_2026, basis.assessment)) == []


def test_without_requirements_the_notes_of_the_assessors_are_the_items(make_basis):
    notes = {"I1": IndicatorNotes(assessor_note="Bukti belum lengkap")}
    basis = make_basis({"I1": 126}, notes, 2026, OF_2026)
    assert basis.requirements == ()
    (item,) = draft_items(basis, find_next_goals(OF_2026, basis.assessment))
    assert (item.code, item.level, item.text) == ("I1", 2, "Bukti belum lengkap")


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("", []),
        ("  \n ", []),
        ("Satu\nkalimat panjang", ["Satu kalimat panjang"]),
        ("- Hanya satu", ["Hanya satu"]),
        ("1. Satu\n2. Dua\nlanjut", ["Satu", "Dua lanjut"]),
        ("Agar:\na) satu\nb) dua", ["Agar: satu", "dua"]),
        ("• Satu\n• Dua\n• Tiga", ["Satu", "Dua", "Tiga"]),
        ("Sejak 2023. Tetapkan SK No. 5", ["Sejak 2023. Tetapkan SK No. 5"]),
    ],
)
def test_a_written_list_is_parted_into_its_points(text, points):
    assert split_points(text) == points


def test_a_checklist_is_made_once_however_often_it_is_made(store, agency, make_basis):
    basis = make_basis()
    goals = find_next_goals(OF_2020, basis.assessment)
    preview = preview_checklist(store, basis, goals)
    added, carried = make_checklist(store, preview, "Sari", AT)
    assert (len(added), carried, preview.there) == (len(preview.new), [], ())
    assert make_checklist(store, preview, "Budi", AT) == ([], [])
    again = preview_checklist(store, basis, goals)
    assert (again.new, len(again.there)) == ((), len(added))
    assert find_items(store, agency.id, OF_2020.id, 2024) == added


def test_notes_with_codes_of_the_portal_become_items_with_these_codes(store, make_basis):
    note = "I1-L2-01: Unggah SK\nI1-L2-02: Unggah notula"
    notes = {"I1": IndicatorNotes(recommendation=note.replace("\n", "\n\n"))}
    basis = make_basis({"I1": 126}, notes, 2026, OF_2026)
    preview = preview_checklist(store, basis, {"I1": 2})
    added, _ = make_checklist(store, preview, "Sari", AT)
    assert [(item.item_code, item.text) for item in added] == [
        ("I1-L2-01", "Unggah SK"),
        ("I1-L2-02", "Unggah notula"),
    ]
    assert preview_checklist(store, basis, {"I1": 2}).new == ()


def test_an_item_of_ones_own_with_the_code_of_the_portal_is_not_made_again(
    store, agency, make_basis
):
    basis = make_basis({"I1": 2})
    own = replace(draft_items(basis, {"I1": 3})[0], source="own", text="Kata sendiri")
    add_items(store, [own], "Sari", AT)
    preview = preview_checklist(store, basis, {"I1": 3})
    assert [item.text for item in preview.there] == ["Kata sendiri"]
    assert own.item_code not in {item.item_code for item in preview.new}


def test_open_items_are_carried_and_only_what_is_missing_is_added(store, agency, make_basis):
    old = make_basis({"I5": 2}, year=2023)
    added, _ = make_checklist(store, preview_checklist(store, old, {"I5": 4}), "Sari", AT)
    done = [item for item in added if item.level == 3]
    save_items(store, [(i, replace(i, state="accepted")) for i in done], "Budi", AT)
    left = [item for item in added if item.level == 4]

    new = make_basis({"I5": 3})
    preview = preview_checklist(store, new, {"I5": 4, "I6": 4})
    assert [item.id for item in preview.carried] == [item.id for item in left]
    assert [item.id for item in preview.there] == [item.id for item in left]
    assert {item.code for item in preview.new} == {"I6"}
    added, carried = make_checklist(store, preview, "Sari", AT)
    assert {item.years for item in carried} == {(2023, 2024)}
    assert Counter(item.id for item in find_items(store, agency.id, OF_2020.id, 2024)) == Counter(
        item.id for item in [*carried, *added]
    )
    assert len(find_items(store, agency.id, OF_2020.id, 2023)) == len(done) + len(left)


def test_what_fell_again_is_asked_again(store, make_basis):
    basis = make_basis({"I5": 2}, year=2023)
    added, _ = make_checklist(store, preview_checklist(store, basis, {"I5": 3}), "Sari", AT)
    save_items(store, [(i, replace(i, state="accepted")) for i in added], "Budi", AT)
    preview = preview_checklist(store, make_basis({"I5": 2}), {"I5": 3})
    assert [item.key for item in preview.new] == [item.key for item in added]


def test_the_open_items_are_counted_day_by_day(store, agency, make_basis):
    basis = make_basis({"I5": 2, "I6": 2})
    preview = preview_checklist(store, basis, {"I5": 3, "I6": 3})
    added, _ = make_checklist(store, preview, "Sari", AT)
    day = datetime.timedelta(days=1)
    (closed,) = save_items(
        store, [(added[0], replace(added[0], state="accepted"))], "Sari", AT + day
    )
    save_items(store, [(closed, replace(closed, state="work"))], "Sari", AT + 3 * day)
    ids = [item.id for item in added]
    changes = find_state_changes(store, agency.id, ids, WIB)
    first = AT.date() - day
    counts = count_open(changes, first, first + 4 * day)
    total = len(added)
    assert [count for _, count in counts] == [0, total, total - 1, total - 1, total]
    assert counts[0][0] == first
    assert count_open(changes, first, first - day) == []


def test_a_moment_late_at_night_belongs_to_the_day_of_this_place(store, agency, make_basis):
    late = datetime.datetime(2024, 10, 1, 20, tzinfo=datetime.UTC)
    preview = preview_checklist(store, make_basis({"I5": 2}), {"I5": 3})
    added, _ = make_checklist(store, preview, "Sari", late)
    days = {c.day for c in find_state_changes(store, agency.id, [i.id for i in added], WIB)}
    assert days == {datetime.date(2024, 10, 2)}


def test_what_moved_since_a_day_is_what_is_new_or_in_another_state(store, agency, make_basis):
    preview = preview_checklist(store, make_basis({"I5": 2, "I6": 2}), {"I5": 3})
    first, *rest = make_checklist(store, preview, "Sari", AT)[0]
    day = datetime.timedelta(days=1)
    save_items(store, [(first, replace(first, state="submitted"))], "Rini", AT + 2 * day)
    later = preview_checklist(store, make_basis({"I5": 2, "I6": 2}), {"I6": 3})
    new, _ = make_checklist(store, later, "Sari", AT + 3 * day)
    items = find_items(store, agency.id, OF_2020.id, 2024)
    changes = find_state_changes(store, agency.id, [item.id for item in items], WIB)
    moved = find_movements(changes, items, AT.date() + day)
    assert [(m.item.id, m.before, m.item.state) for m in moved] == [
        (first.id, "open", "submitted"),
        *((item.id, None, "open") for item in new),
    ]
    assert len(rest) + 1 + len(new) == len(items)
