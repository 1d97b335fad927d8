"""The chapters of the whole report: the store's figures, what is left out, and both languages."""

from __future__ import annotations

import datetime

import pytest

from spbe.analysis.results import score_result
from spbe.catalogue.instruments import load_instruments
from spbe.jobs.checklist import find_next_goals, load_basis, make_checklist, preview_checklist
from spbe.jobs.first_start import start_store
from spbe.jobs.report_contents import gather_single, gather_stored
from spbe.model.assessment import Assessment
from spbe.reports.blocks import Sentence, Table
from spbe.reports.chapters import list_chapters
from spbe.store.agencies import find_agencies
from spbe.store.assessments import load_result
from spbe.store.records import ResultKey
from spbe.text.translator import Translator

INSTRUMENTS = load_instruments()
OF_2020, OF_2026 = INSTRUMENTS["permenpanrb-59-2020"], INSTRUMENTS["permenpanrb-8-2026"]
DAY = datetime.date(2024, 10, 20)
AT = datetime.datetime(2024, 10, 1, 2, tzinfo=datetime.UTC)


@pytest.fixture
def store(tmp_path):
    store = start_store(f"sqlite:///{tmp_path}/store.sqlite3")
    yield store
    store.close()


def key_of(store, name, stage="document"):
    agency = next(a for a in find_agencies(store) if name in a.name)
    return ResultKey(agency.id, OF_2020.id, 2024, stage)


def gather_full(store, language="id"):
    key = key_of(store, "Provinsi Contoh")
    content = load_result(store, key).content
    basis = load_basis(store, key.agency_id, OF_2020, content)
    goals = find_next_goals(OF_2020, content)
    make_checklist(store, preview_checklist(store, basis, goals), "Rina", AT)
    return gather_stored(store, INSTRUMENTS, key, DAY, language)


def read(chapters):
    """Read every sentence of every chapter as one text."""
    blocks = [block for chapter in chapters for block in chapter.blocks]
    return "\n".join(
        b.text if isinstance(b, Sentence) else b.title if isinstance(b, Table) else ""
        for b in blocks
    )


def find_tables(chapters, name):
    found = next(chapter for chapter in chapters if chapter.name == name)
    return [block for block in found.blocks if isinstance(block, Table)]


def test_chapters_tell_the_figures_of_the_store(store):
    contents = gather_full(store)
    chapters = list_chapters(contents, Translator("id"))
    said = read(chapters)
    for part in ("Indeks SPBE 3,28 (sementara)", "Target 3,50", "Masih kurang 0,22", "Ilustratif"):
        assert part in said
    (table,) = find_tables(chapters, "indicators")
    own = contents.assessment.levels
    shown = {row[0]: row[3] for row in table.rows}
    assert shown == {leaf.number: str(own[leaf.code]) for leaf in OF_2020.leaves}
    assert table.levels[0, 3] == own[OF_2020.leaf_codes[0]]
    (appendix,) = find_tables(chapters, "appendix")
    assert [column.title for column in appendix.columns][-1] == "Dokumen 2024"


def test_every_row_of_every_table_fits_its_columns(store):
    for language in ("id", "en"):
        for chapter in list_chapters(gather_full(store, language), Translator(language)):
            for block in chapter.blocks:
                if isinstance(block, Table):
                    assert {len(row) for row in block.rows} <= {len(block.columns)}, chapter.name


def test_points_of_a_change_add_up_to_what_its_sentence_says(store):
    tables = find_tables(list_chapters(gather_full(store), Translator("id")), "change")
    for table, change in zip(tables, (37, -107), strict=True):
        of_domains = [row for n, row in enumerate(table.rows) if n in table.strong]
        points = [int(row[2].replace(",", "").replace("−", "-")) for row in of_domains]
        assert sum(points) == change


def test_report_of_a_printed_index_leaves_out_what_needs_levels_and_says_so(store):
    contents = gather_stored(store, INSTRUMENTS, key_of(store, "Kalimantan Timur"), DAY)
    chapters = list_chapters(contents, Translator("id"))
    assert [chapter.name for chapter in chapters] == ["summary", "method", "nodes", "change"]
    assert "Tingkat tiap indikator tidak diketahui" in read(chapters)


def test_incomplete_assessment_shows_ranges_and_no_index():
    levels = dict.fromkeys(OF_2026.leaf_codes[1:], 300)
    content = Assessment(OF_2026.id, "Kota X", 2026, "self", levels)
    contents = gather_single(INSTRUMENTS, score_result(OF_2026, content), DAY)
    chapters = list_chapters(contents, Translator("id"))
    assert "rentang" in read(chapters)
    (table,) = find_tables(chapters, "indicators")
    assert table.rows[0][3] == "–"
    assert (0, 3) not in table.levels


def test_english_report_holds_no_indonesian_heading(store):
    chapters = list_chapters(gather_full(store, "en"), Translator("en"))
    assert [chapter.title for chapter in chapters][:3] == [
        *("Overview", "Method", "Results by domain and aspect"),
    ]
