"""Assessments: kept exactly, revision by revision, all of a batch or nothing."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from sqlalchemy import event

from spbe.model.assessment import Assessment, IndicatorNotes, PublishedResult
from spbe.store.assessments import (
    find_keys,
    find_results,
    find_revisions,
    find_states,
    load_result,
    load_revision,
    restore_revision,
    save_drafts,
)
from spbe.store.cycles import save_cycle
from spbe.store.database import load_version
from spbe.store.records import (
    ConflictError,
    Cycle,
    Draft,
    ResultKey,
    Revision,
    StageLockedError,
    StoredResult,
    StoreError,
)
from tests.agencies import add_agency


@pytest.fixture
def key(agency):
    return ResultKey(agency.id, "permenpanrb-59-2020", 2024, "document")


@pytest.fixture
def published(agency):
    return PublishedResult(
        instrument_id="permenpanrb-59-2020",
        agency=agency.name,
        year=2024,
        stage="document",
        hundredths={"SPBE": 328, "D3": 218},
        rating=None,
        source="setda.example",
    )


def test_a_saved_assessment_is_loaded_as_it_was(store, agency, key, make_draft, at):
    draft = make_draft(note="Unggah Excel", source_name="opd.xlsx", source_sha256="ab" * 32)
    (revision,) = save_drafts(store, [draft], " Sari ", at)
    assert revision == Revision(
        id=revision.id,
        key=key,
        number=1,
        who="Sari",
        at=at,
        source_name="opd.xlsx",
        source_sha256="ab" * 32,
        note="Unggah Excel",
    )
    assert load_result(store, key) == StoredResult(key, draft.content, revision)
    assert load_revision(store, revision.id) == (revision, draft.content)


def test_an_unassessed_level_stays_apart_from_an_absent_one_and_from_zero(
    store, key, make_draft, at
):
    save_drafts(store, [make_draft(levels={"I1": None, "I2": 0}, notes={})], "Sari", at)
    assert load_result(store, key).content.levels == {"I1": None, "I2": 0}


def test_notes_that_say_nothing_are_not_kept(store, key, make_draft, at):
    notes = {"I1": IndicatorNotes(), "I2": IndicatorNotes(comment=" ")}
    save_drafts(store, [make_draft(notes=notes)], "Sari", at)
    assert load_result(store, key).content.notes == {"I2": IndicatorNotes(comment=" ")}


def test_the_moment_is_kept_in_utc_whatever_the_zone_of_the_author(store, make_draft, at):
    wita = at.astimezone(datetime.timezone(datetime.timedelta(hours=8)))
    (revision,) = save_drafts(store, [make_draft()], "Sari", wita)
    assert revision.at == at
    assert revision.at.tzinfo == datetime.UTC


def test_the_assessment_bears_the_name_of_the_agency_it_is_kept_under(
    store, agency, key, make_draft, at
):
    save_drafts(store, [make_draft(agency="PEMKOT UJI")], "Sari", at)
    assert load_result(store, key).content.agency == agency.name


def test_revisions_are_added_and_earlier_ones_stay(store, key, make_draft, at):
    (first,) = save_drafts(store, [make_draft(levels={"I1": 1})], "Sari", at)
    (second,) = save_drafts(store, [make_draft(first.id, levels={"I1": 2})], "Budi", at)
    assert [revision.number for revision in find_revisions(store, key)] == [2, 1]
    assert find_revisions(store, key) == [second, first]
    assert load_revision(store, first.id)[1].levels == {"I1": 1}
    assert load_result(store, key).content.levels == {"I1": 2}


def test_several_states_are_found_at_once_with_as_many_queries_as_one(store, make_draft, at):
    saved: list[Revision] = []
    for level in (1, 2, 3):
        base = saved[-1].id if saved else None
        saved += save_drafts(store, [make_draft(base, levels={"I1": level})], "Sari", at)
    ids = [revision.id for revision in saved]
    asked: list[object] = []

    def count(_connection, statement, *_rest):
        asked.append(statement)

    event.listen(store.engine, "before_execute", count)
    (last,) = find_states(store, ids[2:])
    for_one = len(asked)
    states = find_states(store, [*ids, 999])
    assert len(asked) == 2 * for_one
    assert [revision for revision, _content in states] == saved[::-1]
    assert [content.levels for _revision, content in states] == [{"I1": 3}, {"I1": 2}, {"I1": 1}]
    assert last == states[0] == load_revision(store, ids[2])
    assert find_states(store, []) == []


def test_an_earlier_revision_is_restored_as_a_new_one(store, key, make_draft, at):
    (first,) = save_drafts(
        store, [make_draft(levels={"I1": 1}, source_name="lama.xlsx")], "Sari", at
    )
    (second,) = save_drafts(store, [make_draft(first.id, levels={"I1": 2})], "Budi", at)
    restored = restore_revision(store, first.id, second.id, "Citra", at)
    assert (restored.number, restored.who) == (3, "Citra")
    assert restored.note == "Dipulihkan dari revisi 1"
    assert restored.source_name == "lama.xlsx"
    assert load_result(store, key).content == load_revision(store, first.id)[1]
    assert len(find_revisions(store, key)) == 3


def test_restoring_over_someone_elses_work_is_a_conflict(store, key, make_draft, at):
    (first,) = save_drafts(store, [make_draft()], "Sari", at)
    (second,) = save_drafts(store, [make_draft(first.id)], "Budi", at)
    with pytest.raises(ConflictError) as conflict:
        restore_revision(store, first.id, first.id, "Citra", at)
    assert conflict.value.current == second
    assert find_revisions(store, key) == [second, first]


def test_an_unknown_revision_is_a_sentence(store, at):
    for ask in (
        lambda: load_revision(store, 99),
        lambda: restore_revision(store, 99, None, "Sari", at),
    ):
        with pytest.raises(StoreError, match="Revisi ini sudah tidak ada"):
            ask()


def test_the_second_of_two_authors_is_told_and_nothing_of_theirs_is_written(
    store, key, make_draft, at
):
    (first,) = save_drafts(store, [make_draft(levels={"I1": 1})], "Sari", at)
    (second,) = save_drafts(store, [make_draft(first.id, levels={"I1": 2})], "Budi", at)
    with pytest.raises(ConflictError) as conflict:
        save_drafts(store, [make_draft(first.id, levels={"I1": 3})], "Citra", at)
    assert conflict.value.key == key
    assert conflict.value.current == second
    assert str(conflict.value) == (
        "Budi sudah menyimpan revisi 2 untuk Penilaian Dokumen 2024 sesudah data ini dibuka. "
        "Tidak ada yang disimpan. Bandingkan keduanya, lalu putuskan."
    )
    assert load_revision(store, conflict.value.current.id)[1].levels == {"I1": 2}
    assert load_result(store, key).content.levels == {"I1": 2}


def test_a_draft_made_from_nothing_conflicts_with_what_came_meanwhile(store, make_draft, at):
    (first,) = save_drafts(store, [make_draft()], "Sari", at)
    with pytest.raises(ConflictError) as conflict:
        save_drafts(store, [make_draft()], "Budi", at)
    assert conflict.value.current == first


def test_a_draft_of_an_assessment_that_is_gone_is_a_conflict_without_a_current(
    store, make_draft, at
):
    with pytest.raises(ConflictError) as conflict:
        save_drafts(store, [make_draft(41)], "Sari", at)
    assert conflict.value.current is None
    assert "sudah tidak ada di penyimpanan" in str(conflict.value)


def test_a_locked_stage_refuses_with_the_reason_and_others_do_not(store, agency, make_draft, at):
    save_cycle(store, Cycle(agency.id, 2024, locked={"self": "sudah dikirim 3 Juli"}), "Sari", at)
    with pytest.raises(StageLockedError) as locked:
        save_drafts(store, [make_draft(stage="self")], "Sari", at)
    assert locked.value.reason == "sudah dikirim 3 Juli"
    assert locked.value.key == ResultKey(agency.id, "permenpanrb-59-2020", 2024, "self")
    assert str(locked.value) == (
        "Penilaian Mandiri 2024 dikunci: sudah dikirim 3 Juli. Tidak ada yang disimpan. "
        "Buka kuncinya di Pengaturan bila memang perlu diubah."
    )
    assert (
        len(save_drafts(store, [make_draft(), make_draft(stage="self", year=2023)], "S", at)) == 2
    )


def test_a_locked_stage_refuses_to_restore(store, agency, key, make_draft, at):
    (first,) = save_drafts(store, [make_draft()], "Sari", at)
    save_cycle(store, Cycle(agency.id, 2024, locked={"document": "selesai"}), "Sari", at)
    with pytest.raises(StageLockedError):
        restore_revision(store, first.id, first.id, "Sari", at)
    assert find_revisions(store, key) == [first]


def test_a_locked_stage_refuses_a_published_result(store, agency, published, at):
    save_cycle(store, Cycle(agency.id, 2024, locked={"document": "selesai"}), "Sari", at)
    with pytest.raises(StageLockedError):
        save_drafts(store, [Draft(agency.id, published, None)], "Sari", at)
    assert find_results(store) == []


@pytest.mark.parametrize(
    ("faulty", "sentence"),
    [
        ({"levels": {"I1": 2.5}}, "I1: tingkat 2.5 tidak dapat disimpan"),
        ({"levels": {"I1": True}}, "I1: tingkat True tidak dapat disimpan"),
        ({"levels": {"I1": "3"}}, "I1: tingkat 3 tidak dapat disimpan"),
        ({"levels": {"I1": -1}}, "I1: tingkat -1 tidak dapat disimpan"),
        ({"levels": {"I1": 10**30}}, "I1: tingkat 1000000"),
        ({"levels": {"I1\0": 3}}, "karakter yang tidak dapat disimpan"),
        ({"notes": {"I1": IndicatorNotes(comment="a\0b")}}, 'Teks "ab" memuat karakter'),
        ({"notes": {"I1": IndicatorNotes(unit="\udcff")}}, "karakter yang tidak dapat disimpan"),
        ({"year": None}, "Tahun masih kosong"),
        ({"year": 24}, "Tahun 24 tidak dapat disimpan: isi tahun antara 2000 dan 2199"),
        ({"year": "2024"}, "Tahun 2024 tidak dapat disimpan"),
        ({"stage": None}, "Tahap masih kosong"),
        ({"stage": "akhir"}, 'Tahap "akhir" tidak dikenal'),
        ({"instrument_id": ""}, "Nama masih kosong"),
    ],
)
def test_a_faulty_second_draft_keeps_the_first_from_being_written(
    store, make_draft, at, faulty, sentence
):
    before = load_version(store)
    with pytest.raises(StoreError, match=sentence):
        save_drafts(store, [make_draft(stage="self"), make_draft(**faulty)], "Sari", at)
    assert find_results(store) == []
    assert load_version(store) == before


def test_a_conflict_in_the_second_draft_keeps_the_first_from_being_written(
    store, key, make_draft, at
):
    (first,) = save_drafts(store, [make_draft()], "Sari", at)
    with pytest.raises(ConflictError):
        save_drafts(store, [make_draft(stage="self"), make_draft()], "Budi", at)
    assert find_keys(store) == [key]
    assert find_revisions(store, key) == [first]


def test_two_drafts_of_one_key_are_a_fault_of_the_caller(store, make_draft, at):
    with pytest.raises(ValueError, match="stands twice among the drafts"):
        save_drafts(store, [make_draft(), make_draft()], "Sari", at)
    assert find_results(store) == []


def test_a_draft_of_an_unknown_agency_is_refused(store, make_assessment, at):
    with pytest.raises(StoreError, match="Instansi ini sudah tidak ada"):
        save_drafts(store, [Draft(99, make_assessment(), None)], "Sari", at)


def test_nobody_saves_without_a_name_or_a_time_zone(store, make_draft, at):
    with pytest.raises(StoreError, match="Nama masih kosong"):
        save_drafts(store, [make_draft()], "  ", at)
    with pytest.raises(ValueError, match="time zone"):
        save_drafts(store, [make_draft()], "Sari", at.replace(tzinfo=None))
    assert find_results(store) == []


def test_a_published_result_is_loaded_as_it_was_and_has_no_revision(
    store, agency, key, published, at
):
    assert save_drafts(store, [Draft(agency.id, published, None)], "Sari", at) == []
    assert load_result(store, key) == StoredResult(key, published, None)
    assert find_revisions(store, key) == []


def test_newly_published_figures_take_the_place_of_the_old_ones(store, agency, key, published, at):
    newer = replace(published, hundredths={"SPBE": 329}, rating="baik")
    save_drafts(store, [Draft(agency.id, published, None)], "Sari", at)
    save_drafts(store, [Draft(agency.id, newer, None)], "Sari", at)
    assert load_result(store, key).content == newer


@pytest.mark.parametrize("wrong", [3.28, -1, True, "328"])
def test_a_published_figure_that_is_no_whole_hundredths_is_refused(
    store, agency, published, at, wrong
):
    draft = Draft(agency.id, replace(published, hundredths={"SPBE": wrong}), None)
    with pytest.raises(StoreError, match="tidak dapat disimpan: isi angka dari 0"):
        save_drafts(store, [draft], "Sari", at)


def test_levels_say_more_than_published_figures_of_the_same_key(
    store, agency, key, published, make_draft, at
):
    save_drafts(store, [make_draft(), Draft(agency.id, published, None)], "Sari", at)
    assert isinstance(load_result(store, key).content, Assessment)
    assert [type(result.content) for result in find_results(store)] == [Assessment]
    assert find_keys(store) == [key]


def test_results_come_by_agency_name_then_year_then_order_of_the_stages(
    store, agency, make_draft, make_assessment, published, at
):
    first = add_agency(store, "Kabupaten Awal")
    drafts = [
        make_draft(stage="final"),
        make_draft(stage="self"),
        make_draft(year=2023, stage="final"),
        Draft(agency.id, published, None),
        Draft(first.id, make_assessment(year=2025, stage="proposal"), None),
    ]
    save_drafts(store, drafts, "Sari", at)
    expected = [
        (first.id, 2025, "proposal"),
        (agency.id, 2023, "final"),
        (agency.id, 2024, "self"),
        (agency.id, 2024, "document"),
        (agency.id, 2024, "final"),
    ]
    found = find_results(store)
    assert [(r.key.agency_id, r.key.year, r.key.stage) for r in found] == expected
    assert [r.key for r in found] == find_keys(store)
    assert [r.key for r in find_results(store, agency.id)] == find_keys(store, agency.id)
    assert {r.key.agency_id for r in find_results(store, agency.id)} == {agency.id}
    assert find_results(store, 99) == []


def test_nothing_is_kept_under_an_unknown_key(store, key):
    assert load_result(store, key) is None
    assert find_revisions(store, key) == []
