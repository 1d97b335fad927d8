"""Files → preview → save, with real workbooks and a real store."""

from __future__ import annotations

import datetime
from dataclasses import replace
from fractions import Fraction

import pytest

from spbe.catalogue.instruments import load_instruments
from spbe.jobs.entering import ENTRY_NOTE, EntryRow, compare_entry
from spbe.jobs.import_files import collect_sources, file_key, read_files
from spbe.jobs.import_plan import Choices, ImportKey, plan_import, save_imports
from spbe.jobs.importing import UPLOAD_NOTE, preview_files, save_import
from spbe.model.assessment import Assessment, IndicatorNotes, PublishedResult
from spbe.store.agencies import find_agencies
from spbe.store.assessments import find_revisions, load_result, save_drafts
from spbe.store.cycles import save_cycle
from spbe.store.database import open_store
from spbe.store.records import ConflictError, Cycle, Draft, ResultKey, StageLockedError
from spbe.workbooks.reading import Answers, SourceFile
from spbe.workbooks.template import build_template
from tests.agencies import add_agency

INSTRUMENTS = load_instruments()
INSTRUMENT = INSTRUMENTS["permenpanrb-59-2020"]
NOW = datetime.datetime(2024, 10, 28, 9, tzinfo=datetime.UTC)
THREES = dict.fromkeys(INSTRUMENT.leaf_codes, 3)
KEY = ("permenpanrb-59-2020", 2024, "self")


@pytest.fixture
def store(tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/store.sqlite3")
    yield store
    store.close()


@pytest.fixture
def agency(store):
    return add_agency(store, "Kota A", "Kota")


def sheet(levels, name="a.xlsx", notes=None, agency="Kota A", year=2024, stage="self"):
    """Build a workbook as a team would send it."""
    assessment = Assessment(INSTRUMENT.id, agency, year, stage, levels, notes or {})
    return SourceFile(
        name, build_template(INSTRUMENT, "id", agency=agency, assessments=[assessment])
    )


def units(unit, *codes):
    return {code: IndicatorNotes(unit=unit) for code in codes}


def csv_sheet(rows, head="Kota A;;\nPenilaian Mandiri 2024;;\n", name="a.csv"):
    table = "No;Indikator;Tingkat Kematangan\n"
    for number, level in rows.items():
        table += f"{number};{INSTRUMENT.node_by_code[f'I{number}'].names['id']};{level}\n"
    return SourceFile(name, (head + table).encode())


def preview(store, *sources, answers=None, **more):
    files = read_files(collect_sources(sources), INSTRUMENTS, answers)
    return preview_files(store, INSTRUMENTS, files, **more)


def save(store, *sources, who="Ani", **more):
    return save_import(store, preview(store, *sources, **more), who, NOW)


def kept_levels(store, agency):
    return load_result(store, ResultKey(agency.id, *KEY)).content.levels


def test_nothing_is_written_by_a_preview(store, agency):
    preview(store, sheet(THREES), sheet(THREES, agency="Kota Baru", name="b.xlsx"))
    assert find_agencies(store) == [agency]
    assert load_result(store, ResultKey(agency.id, *KEY)) is None


def test_saved_levels_come_with_name_and_sha256_of_their_file(store, agency):
    source = sheet(THREES)
    [revision] = save(store, source)
    assert revision.source_name == "a.xlsx"
    assert revision.source_sha256 == file_key(source).rpartition(":")[2]
    assert (revision.who, revision.at, revision.note) == ("Ani", NOW, UPLOAD_NOTE)
    assert kept_levels(store, agency) == THREES


def test_the_same_file_again_has_nothing_to_change(store, agency):
    save(store, sheet(THREES))
    [plan] = preview(store, sheet(THREES)).plans
    assert (plan.is_change, plan.is_ready) == (False, False)
    assert plan.difference.is_empty


def test_the_difference_says_what_each_indicator_does_to_the_index(store, agency):
    save(store, sheet(THREES))
    [plan] = preview(store, sheet({**THREES, "I1": 5, "I42": 2})).plans
    changes = [
        (r.code, r.level.before, r.level.after, r.level.points) for r in plan.difference.rows
    ]
    assert changes == [
        ("I1", 3, 5, Fraction(26, 1000)),
        ("I42", 3, 2, Fraction(-30, 1000)),
    ]
    assert plan.difference.index_points == Fraction(-4, 1000)
    assert plan.difference.before.hundredths["SPBE"] == 300
    assert plan.difference.after.hundredths["SPBE"] == 300


def test_a_part_changes_only_its_rows(store, agency):
    save(store, sheet(THREES))
    save(store, sheet({"I5": 4, "I6": 5}))
    assert kept_levels(store, agency) == {**THREES, "I5": 4, "I6": 5}


def test_three_parts_at_once_are_one_assessment(store, agency):
    codes = INSTRUMENT.leaf_codes
    parts = [
        sheet(dict.fromkeys(codes[:20], 3), "dinas-a.xlsx"),
        sheet(dict.fromkeys(codes[20:40], 4), "dinas-b.xlsx"),
        sheet(dict.fromkeys(codes[40:], 5), "dinas-c.xlsx"),
    ]
    [revision] = save(store, *parts)
    assert revision.source_name == "dinas-a.xlsx; dinas-b.xlsx; dinas-c.xlsx"
    levels = [*[3] * 20, *[4] * 20, *[5] * 7]
    assert kept_levels(store, agency) == dict(zip(codes, levels, strict=True))


def test_the_order_of_files_does_not_matter(store, agency):
    first = sheet({"I1": 3}, "a.xlsx", {"I1": IndicatorNotes("Dari A")})
    second = sheet({"I1": 3}, "b.xlsx", {"I1": IndicatorNotes("Dari B")})
    [one], [other] = preview(store, first, second).plans, preview(store, second, first).plans
    assert one.merge.assessment == other.merge.assessment
    assert one.merge.assessment.notes["I1"].explanation == "Dari A\n\nDari B"


def test_different_levels_of_two_units_block_everything_until_chosen(store, agency):
    first = sheet({"I1": 3, "I2": 3}, "a.xlsx", units("Dinas A", "I1"))
    second = sheet({"I1": 4}, "b.xlsx", units("Dinas B", "I1"))
    other = sheet(THREES, "c.xlsx", year=2023)
    shown = preview(store, first, second, other)
    conflicted = shown.plans[1]
    claims = [(c.units, c.part.source, c.unit) for c in conflicted.open_conflicts[0].claims]
    assert claims == [(3, "a.xlsx", "Dinas A"), (4, "b.xlsx", "Dinas B")]
    assert (shown.open_conflicts, shown.can_save) == (1, False)
    with pytest.raises(ValueError, match="must be chosen first"):
        save_import(store, shown, "Ani", NOW)
    assert load_result(store, ResultKey(agency.id, INSTRUMENT.id, 2023, "self")) is None

    choices = Choices(levels={(conflicted.key, "I1"): 4})
    revisions = save(store, first, second, other, choices=choices)
    assert len(revisions) == 2
    assert kept_levels(store, agency) == {"I1": 4, "I2": 3}
    notes = load_result(store, ResultKey(agency.id, *KEY)).content.notes["I1"]
    assert notes.unit == "Dinas A; Dinas B"


def test_a_conflict_in_what_is_skipped_does_not_block(store, agency):
    parts = [sheet({"I1": 3}, "a.xlsx"), sheet({"I1": 4}, "b.xlsx")]
    other = sheet(THREES, "c.xlsx", year=2023)
    key = ImportKey("Kota A", agency.id, *KEY)
    revisions = save(store, *parts, other, choices=Choices(skipped=frozenset({key})))
    assert [revision.key.year for revision in revisions] == [2023]


def test_an_unknown_agency_is_made_with_its_assessment(store):
    shown = preview(store, sheet(THREES, agency="Kota Baru"))
    assert [written.name for written in shown.written_agencies] == ["Kota Baru"]
    assert shown.plans[0].key.agency_id is None
    save_import(store, shown, "Ani", NOW)
    assert [(a.name, a.kind) for a in find_agencies(store)] == [("Kota Baru", "Kota")]


def test_an_agency_in_another_spelling_is_the_known_one(store, agency):
    [plan] = preview(store, sheet(THREES, agency="Pemerintah Kota A")).plans
    assert plan.key == ImportKey("Kota A", agency.id, *KEY)


def test_a_misspelt_agency_can_be_pointed_to_the_known_one(store):
    known = add_agency(store, "Kota Bontang")
    source = sheet(THREES, agency="Kota Bontangg")
    shown = preview(store, source)
    assert shown.written_agencies[0].similar == (known,)
    choices = Choices(agencies={shown.written_agencies[0].plain_name: known.id})
    save(store, source, choices=choices)
    assert find_agencies(store) == [known]


def test_a_new_agency_is_not_left_behind_when_saving_fails(store, agency):
    save(store, sheet(THREES))
    shown = preview(store, sheet({"I1": 4}), sheet(THREES, "b.xlsx", agency="Kota Baru"))
    save(store, sheet({"I2": 5}), who="Budi")
    with pytest.raises(ConflictError):
        save_import(store, shown, "Ani", NOW)
    assert find_agencies(store) == [agency]
    assert kept_levels(store, agency) == {**THREES, "I2": 5}


def test_what_is_missing_in_a_file_is_asked_and_answered(store, agency):
    source = csv_sheet(dict.fromkeys(range(1, 48), 3), head="")
    shown = preview(store, source)
    assert {q.question.topic for q in shown.questions} == {"agency", "year", "stage"}
    assert shown.plans == ()
    answers = {file_key(source): Answers(agency="Kota A", year=2024, stage="self")}
    [plan] = preview(store, source, answers=answers).plans
    assert plan.key == ImportKey("Kota A", agency.id, *KEY)


def test_files_are_read_again_only_when_their_answers_change():
    sources = collect_sources([csv_sheet({1: 3}, name="a.csv"), csv_sheet({2: 3}, name="b.csv")])
    first, second = sources
    files = {file.key: file for file in read_files(sources, INSTRUMENTS)}
    progress = []
    answers = {second: Answers(corrections={("b", "C4"): 5})}
    again = read_files(sources, INSTRUMENTS, answers, files, lambda *now: progress.append(now))
    assert again[0] is files[first]
    assert again[1].raw is not files[second].raw
    assert progress == [(2, 2)]


def test_agency_year_and_stage_are_filled_in_without_reading_again():
    source = csv_sheet({1: 3}, head="")
    sources = collect_sources([source])
    [before] = read_files(sources, INSTRUMENTS)
    answers = {before.key: Answers(agency="Kota A", year=2024, stage="self")}
    [after] = read_files(sources, INSTRUMENTS, answers, {before.key: before})
    assert after.raw is before.raw
    [found] = after.reading.found
    assert (found.assessment.agency, found.assessment.year, found.assessment.stage) == (
        "Kota A",
        2024,
        "self",
    )
    assert (found.problems, found.questions) == ((), ())


def test_an_answer_leaves_alone_what_the_file_says_itself(store, agency):
    """Two columns, one with its stage and one without: the answer is for the second only."""
    table = "Kota A;;;\nNo;Indikator;Tingkat Kematangan 2023 Hasil Akhir;Tingkat Kematangan 2024\n"
    rows = "1;Kebijakan Internal Arsitektur SPBE;3;4\n2;Kebijakan Internal Peta Rencana SPBE;3;5\n"
    source = SourceFile("dua.csv", (table + rows).encode())
    answers = {file_key(source): Answers(stage="final")}
    shown = preview(store, source, answers=answers)
    assert [(plan.key.year, plan.key.stage) for plan in shown.plans] == [
        (2023, "final"),
        (2024, "final"),
    ]


def test_the_same_file_twice_counts_once():
    assert list(collect_sources([csv_sheet({1: 3}), csv_sheet({1: 3})])) == [
        file_key(csv_sheet({1: 3}))
    ]


def test_a_faulty_cell_leaves_its_assessment_out_and_sound_ones_stay(store, agency):
    bad = csv_sheet({1: 6, 2: 3}, name="salah.csv")
    shown = preview(store, bad, sheet(THREES, "b.xlsx"))
    assert [(file.source.name, found.cells["I1"]) for file, found in shown.faulty] == [
        ("salah.csv", "C4")
    ]
    assert [part.source for part in shown.plans[0].parts] == ["b.xlsx"]


def test_a_faulty_cell_is_mended_or_marked_not_assessed_in_the_preview(store, agency):
    bad = csv_sheet({1: 6, 2: "baik", 3: 4})
    [(_, found)] = preview(store, bad).faulty
    corrections = {(found.sheet, "C4"): 5, (found.sheet, "C5"): None}
    answers = {file_key(bad): Answers(corrections=corrections)}
    save(store, bad, answers=answers)
    assert kept_levels(store, agency) == {"I1": 5, "I2": None, "I3": 4}


def test_a_damaged_file_takes_nothing_away_from_the_others(store, agency):
    damaged = SourceFile("rusak.xlsx", b"PK\x03\x04 bukan buku kerja")
    shown = preview(store, damaged, sheet(THREES))
    assert len(shown.files[0].reading.problems) == 1
    assert [plan.is_ready for plan in shown.plans] == [True]


def test_blank_cells_make_levels_missing_unless_they_shall_stay(store, agency):
    save(store, sheet(THREES))
    source = sheet({**dict.fromkeys(INSTRUMENT.leaf_codes), "I1": 4})
    [plan] = preview(store, source).plans
    assert plan.difference.emptied == INSTRUMENT.leaf_codes[1:]
    choices = Choices(keeps_blank=frozenset({plan.key}))
    save(store, source, choices=choices)
    assert kept_levels(store, agency) == {**THREES, "I1": 4}


def test_a_locked_stage_refuses_in_the_preview_with_its_reason(store, agency):
    lock = Cycle(agency.id, 2024, locked={"self": "dikirim 12 Agustus"})
    save_cycle(store, lock, "Ani", NOW)
    shown = preview(store, sheet(THREES))
    assert shown.plans[0].lock_reason == "dikirim 12 Agustus"
    assert not shown.can_save


def test_a_stage_locked_after_the_preview_refuses_too(store, agency):
    shown = preview(store, sheet(THREES))
    save_cycle(store, Cycle(agency.id, 2024, locked={"self": "dikirim"}), "Budi", NOW)
    with pytest.raises(StageLockedError):
        save_import(store, shown, "Ani", NOW)
    assert load_result(store, ResultKey(agency.id, *KEY)) is None


def test_levels_beside_printed_figures_say_what_was_printed(store, agency):
    printed = PublishedResult(INSTRUMENT.id, "Kota A", 2024, "self", {"SPBE": 310})
    save_drafts(store, [Draft(agency.id, printed, None)], "Ani", NOW)
    [plan] = preview(store, sheet(THREES)).plans
    assert plan.published == replace(printed, agency="Kota A")
    assert plan.is_ready


def test_the_second_of_two_people_is_told_and_neither_loses_work(store, agency):
    """Ani looks; Budi saves I1 = 5 and I2 = 4; Ani wants I1 = 4 and I3 = 2."""
    save(store, sheet(THREES))
    mine = sheet({"I1": 4, "I3": 2}, notes={"I1": IndicatorNotes("Dari Ani")})
    seen = preview(store, mine)
    budi = sheet({"I1": 5, "I2": 4}, "budi.xlsx", {"I1": IndicatorNotes("Dari Budi")})
    [theirs] = save(store, budi, who="Budi")
    with pytest.raises(ConflictError) as told:
        save_import(store, seen, "Ani", NOW)
    assert told.value.current == theirs

    again = preview(store, mine, bases=seen.bases)
    [plan] = again.plans
    assert plan.changed_by == theirs
    assert [(c.code, c.levels) for c in plan.open_conflicts] == [("I1", (4, 5))]
    save(store, mine, bases=seen.bases, choices=Choices(levels={(plan.key, "I1"): 4}))
    assert kept_levels(store, agency) == {**THREES, "I1": 4, "I2": 4, "I3": 2}
    notes = load_result(store, ResultKey(agency.id, *KEY)).content.notes["I1"]
    assert notes.explanation == "Dari Budi\n\nDari Ani"
    assert len(find_revisions(store, ResultKey(agency.id, *KEY))) == 3


def test_after_the_whole_store_was_replaced_every_difference_is_a_choice(store, agency):
    save(store, sheet(THREES))
    key = ImportKey("Kota A", agency.id, *KEY)
    [plan] = preview(store, sheet({"I1": 4, "I2": 3}), bases={key: 999}).plans
    assert [(c.code, c.levels) for c in plan.open_conflicts] == [("I1", (4, 3))]


def test_an_edit_in_the_grid_is_saved_as_a_revision_of_its_own(store, agency):
    save(store, sheet(THREES))
    kept = load_result(store, ResultKey(agency.id, *KEY))
    rows = {code: EntryRow(str(level), IndicatorNotes()) for code, level in THREES.items()}
    rows["I7"] = EntryRow("5", IndicatorNotes("Diisi di tabel"))
    entry = compare_entry(INSTRUMENT, kept.content, rows)
    key = ImportKey("Kota A", agency.id, *KEY)
    plan = plan_import(store, INSTRUMENTS, key, [entry.part], None, {key: kept.revision.id})
    [revision] = save_imports(store, [plan], "Ani", NOW, ENTRY_NOTE)
    assert (revision.number, revision.source_name, revision.note) == (2, None, ENTRY_NOTE)
    assert kept_levels(store, agency) == {**THREES, "I7": 5}


def test_a_plan_that_is_not_ready_cannot_be_saved(store, agency):
    save(store, sheet(THREES))
    [plan] = preview(store, sheet(THREES)).plans
    with pytest.raises(ValueError, match="not ready"):
        save_imports(store, [plan], "Ani", NOW, UPLOAD_NOTE)
