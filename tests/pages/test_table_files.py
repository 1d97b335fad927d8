"""Every table is taken along as Excel and CSV, with what is shown and nothing that calculates."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
import streamlit

from spbe.store.agencies import find_agencies
from spbe.store.assessments import find_results
from spbe.text.translator import Translator
from spbe.ui.clock import today
from tests.pages.conftest import LAMPUNG

SAMPLE = {"agency": "Provinsi Contoh", "year": "2024"}
VIEWS = [
    ("pages/domains.py", {"tab": "Semua indikator", "look": "Tabel"}),
    ("pages/domains.py", {"tab": "Peringkat"}),
    ("pages/trend.py", {"part": "Antartahap"}),
    ("pages/trend.py", {"part": "Antarinstansi"}),
    ("pages/benchmark.py", {}),
    ("pages/plan.py", {"way": "Perbaikan"}),
    ("pages/plan.py", {"way": "Simulasi"}),
    ("pages/interview.py", {}),
    ("pages/entry.py", {}),
    ("pages/method.py", {}),
    ("pages/settings.py", {"section": "Pembagian tugas OPD"}),
]


@pytest.fixture
def files(monkeypatch):
    """Keep the files that a page offers, built as they are when somebody presses."""
    kept = {}

    def keep(_label, data, file_name, on_click, **_more):
        assert on_click == "ignore"
        kept[file_name] = data

    monkeypatch.setattr(streamlit, "download_button", keep)
    return kept


def read_xlsx(data):
    """Give the lines above the header, and the rows by column."""
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    head = sheet.freeze_panes.removeprefix("A")
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    place = int(head) - 2
    notes = [row[0] for row in rows[:place]]
    return notes, [dict(zip(rows[place], row, strict=True)) for row in rows[place + 1 :]]


def read_csv(data, above, delimiter):
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=delimiter))
    return [dict(zip(rows[above], row, strict=True)) for row in rows[above + 1 :]]


@pytest.mark.parametrize(("file", "query"), VIEWS, ids=str)
@pytest.mark.parametrize("language", ["id", "en"])
def test_each_table_comes_as_both_files_with_the_same_rows(open_page, files, file, query, language):
    page = open_page(file, lang=language.upper(), **SAMPLE, **query)
    names = [name.removesuffix(".xlsx") for name in files if name.endswith(".xlsx")]
    grids = [*page.dataframe, *page.table]
    assert len(names) == len(grids)
    for name in names:
        notes, rows = read_xlsx(files[f"{name}.xlsx"]())
        same = read_csv(files[f"{name}.csv"](), len(notes), ";" if language == "id" else ",")
        assert [list(row) for row in same] == [list(row) for row in rows]
        assert any(Translator(language).date(today()) in note for note in notes)


def test_the_table_of_all_indicators_holds_the_levels_of_the_store(open_page, files, store):
    open_page("pages/domains.py", tab="Semua indikator", look="Tabel", agency=LAMPUNG, year="2024")
    agency = next(a for a in find_agencies(store) if a.name == LAMPUNG)
    (kept,) = [
        result.content
        for result in find_results(store, agency.id)
        if (result.key.year, result.key.stage) == (2024, "final")
    ]
    name = "semua-indikator-kota-bandar-lampung-2024-akhir"
    notes, rows = read_xlsx(files[f"{name}.xlsx"]())
    assert {f"I{row['No']}": row["Akhir 2024"] for row in rows} == dict(kept.levels)
    same = read_csv(files[f"{name}.csv"](), len(notes), ";")
    assert {f"I{row['No']}": int(row["Akhir 2024"]) for row in same} == dict(kept.levels)
