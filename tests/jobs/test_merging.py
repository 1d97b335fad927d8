"""Parts of several people over one assessment, by hand-made levels."""

from __future__ import annotations

from spbe.jobs.merging import Claim, Conflict, Part, join_texts, merge_parts
from spbe.model.assessment import Assessment, IndicatorNotes


def assessment(levels=None, notes=None) -> Assessment:
    return Assessment("permenpanrb-59-2020", "Kota A", 2024, "self", levels or {}, notes or {})


def part(levels=None, notes=None, source="a.xlsx", **more) -> Part:
    return Part(assessment(levels, notes), source, **more)


KEPT = assessment({"I1": 3, "I2": 2, "I3": 4})


def test_absent_rows_stay_and_present_rows_replace():
    merge = merge_parts([part({"I2": 5})], KEPT, KEPT, {})
    assert merge.assessment.levels == {"I1": 3, "I2": 5, "I3": 4}
    assert merge.conflicts == ()


def test_an_empty_level_in_a_present_row_is_not_assessed():
    merge = merge_parts([part({"I2": None})], KEPT, KEPT, {})
    assert merge.assessment.levels == {"I1": 3, "I2": None, "I3": 4}


def test_empty_levels_can_leave_the_kept_ones_alone():
    merge = merge_parts([part({"I2": None, "I3": 5})], KEPT, KEPT, {}, keeps_blank=True)
    assert merge.assessment.levels == {"I1": 3, "I2": 2, "I3": 5}


def test_a_level_goes_before_another_parts_empty_cell():
    parts = [part({"I1": None, "I2": 4}), part({"I1": 5, "I2": None}, source="b.xlsx")]
    merge = merge_parts(parts, None, None, {})
    assert merge.assessment.levels == {"I1": 5, "I2": 4}
    assert merge.is_decided


def test_equal_levels_are_no_conflict():
    merge = merge_parts([part({"I1": 5}), part({"I1": 5}, source="b.xlsx")], KEPT, KEPT, {})
    assert merge.assessment.levels["I1"] == 5
    assert merge.conflicts == ()


def test_two_units_with_different_levels_wait_for_a_choice_and_keep_what_is_kept():
    first = part({"I1": 4}, {"I1": IndicatorNotes(unit="Dinas A")})
    second = part({"I1": 5}, source="b.xlsx")
    merge = merge_parts([first, second], KEPT, KEPT, {})
    claims = (Claim(4, first, "Dinas A"), Claim(5, second), Claim(3, None))
    assert merge.conflicts == (Conflict("I1", claims, None),)
    assert merge.conflicts[0].levels == (4, 5, 3)
    assert not merge.is_decided
    assert merge.assessment.levels["I1"] == 3


def test_the_chosen_level_decides_a_conflict():
    parts = [part({"I1": 4}), part({"I1": 5}, source="b.xlsx")]
    merge = merge_parts(parts, KEPT, KEPT, {"I1": 5})
    assert merge.is_decided
    assert merge.assessment.levels["I1"] == 5


def test_a_choice_that_nobody_claims_leaves_the_conflict_open():
    parts = [part({"I1": 4}), part({"I1": 5}, source="b.xlsx")]
    assert not merge_parts(parts, KEPT, KEPT, {"I1": 2}).is_decided


def test_notes_of_both_are_kept_and_each_once():
    first = part({"I1": 4}, {"I1": IndicatorNotes("Ada SOP.", unit="Dinas A")})
    second = part({"I1": 4}, {"I1": IndicatorNotes("Ada reviu.", unit="Dinas B")}, "b.xlsx")
    third = part({"I1": 4}, {"I1": IndicatorNotes("Ada SOP.", unit="Dinas A")}, "c.xlsx")
    merge = merge_parts([first, second, third], None, None, {})
    assert merge.assessment.notes["I1"] == IndicatorNotes(
        "Ada SOP.\n\nAda reviu.", unit="Dinas A; Dinas B"
    )


def test_an_empty_text_of_a_sheet_keeps_what_was_there():
    kept = assessment({"I1": 3}, {"I1": IndicatorNotes("Lama", evidence="SK")})
    merge = merge_parts([part({"I1": 3}, {"I1": IndicatorNotes("Baru")})], kept, kept, {})
    assert merge.assessment.notes["I1"] == IndicatorNotes("Baru", evidence="SK")


def test_an_edit_clears_a_text():
    kept = assessment({"I1": 3}, {"I1": IndicatorNotes("Lama", evidence="SK")})
    edit = part({}, {"I1": IndicatorNotes("", evidence="SK")}, source="", clears_texts=True)
    assert merge_parts([edit], kept, kept, {}).assessment.notes["I1"] == IndicatorNotes(
        evidence="SK"
    )


def test_what_someone_else_saved_meanwhile_stays_where_i_changed_nothing():
    theirs = assessment({"I1": 3, "I2": 5, "I3": 4})
    merge = merge_parts([part({"I1": 4})], theirs, KEPT, {})
    assert merge.assessment.levels == {"I1": 4, "I2": 5, "I3": 4}
    assert merge.conflicts == ()


def test_a_level_that_both_changed_is_a_conflict_between_mine_and_theirs():
    theirs = assessment({"I1": 5, "I2": 2, "I3": 4})
    mine = part({"I1": 4}, source="")
    merge = merge_parts([mine], theirs, KEPT, {})
    assert merge.conflicts == (Conflict("I1", (Claim(4, mine), Claim(5, None)), None),)
    assert merge_parts([mine], theirs, KEPT, {"I1": 4}).assessment.levels["I1"] == 4


def test_the_same_change_by_both_is_no_conflict():
    theirs = assessment({"I1": 4})
    assert merge_parts([part({"I1": 4})], theirs, KEPT, {}).conflicts == ()


def test_a_text_that_both_changed_keeps_both():
    base = assessment({"I1": 3}, {"I1": IndicatorNotes("Awal", evidence="SK")})
    theirs = assessment({"I1": 3}, {"I1": IndicatorNotes("Dari Budi", evidence="SK 2")})
    mine = part({}, {"I1": IndicatorNotes("Dari saya", evidence="SK")}, "", clears_texts=True)
    merge = merge_parts([mine], theirs, base, {})
    assert merge.assessment.notes["I1"] == IndicatorNotes("Dari Budi\n\nDari saya", evidence="SK 2")


def test_the_parts_stay_untouched():
    first = part({"I1": 4}, {"I1": IndicatorNotes("A")})
    merge_parts([first], KEPT, KEPT, {})
    assert first == part({"I1": 4}, {"I1": IndicatorNotes("A")})
    assert KEPT.levels == {"I1": 3, "I2": 2, "I3": 4}


def test_a_single_text_is_kept_as_it_is():
    assert join_texts("explanation", "", "a\n\n\n b ") == "a\n\n\n b "
    assert join_texts("evidence_link", "https://a", "https://b\nhttps://a") == (
        "https://a\nhttps://b"
    )
