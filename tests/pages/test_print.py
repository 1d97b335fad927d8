"""The print view (`?cetak=1`): every page in one column, whole tables, and nothing to press."""

from __future__ import annotations

import pytest

from spbe.ui.shell import MENU
from tests.pages.conftest import said

FURTHER_PARTS = [
    ("pages/domains.py", {"tab": "Semua indikator", "look": "Tabel"}),
    ("pages/domains.py", {"tab": "Peringkat"}),
    ("pages/domains.py", {"node": "I1"}),
    ("pages/trend.py", {"part": "Antartahap"}),
    ("pages/trend.py", {"part": "Antarinstansi"}),
    ("pages/plan.py", {"way": "Perbaikan"}),
    ("pages/plan.py", {"way": "Simulasi"}),
    ("pages/plan.py", {"further": "true", "more": "Usaha"}),
    ("pages/history.py", {"part": "Semua perubahan"}),
    ("pages/interview.py", {"view": "Lembar latihan"}),
    ("pages/settings.py", {"section": "Target"}),
    ("pages/settings.py", {"section": "Pembagian tugas OPD"}),
]
VIEWS = [(entry.file, {}) for entry in MENU] + FURTHER_PARTS
TO_PRESS = (
    "button",
    "download_button",
    "button_group",
    "selectbox",
    "multiselect",
    "text_input",
    "text_area",
    "number_input",
    "date_input",
    "checkbox",
    "radio",
    "file_uploader",
    "popover",
    "pagination",
    "dataframe",
    "expandable",
)


@pytest.mark.parametrize(("file", "query"), VIEWS, ids=str)
@pytest.mark.parametrize("language", ["ID", "EN"])
def test_a_page_on_paper_has_no_menu_and_nothing_to_press(open_page, file, query, language):
    page = open_page(file, agency="Provinsi Contoh", year="2024", lang=language, cetak="1", **query)
    assert page.sidebar.children == {}
    assert {kind: len(page.get(kind)) for kind in TO_PRESS if len(page.get(kind))} == {}
    assert len(page.get("page_link")) == 1, "the way back"
    assert ("Dicetak " if language == "ID" else "Printed ") in said(page)


@pytest.mark.parametrize("file", [entry.file for entry in MENU])
def test_a_page_without_data_prints_too(empty_store, open_page, file):
    assert open_page(file, cetak="1").sidebar.children == {}
