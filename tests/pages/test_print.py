"""The print view (`?cetak=1`): every page in one column, whole tables, and nothing to press."""

from __future__ import annotations

import datetime

import pytest

from spbe.model.meeting import Meeting
from spbe.store.agencies import find_agencies
from spbe.store.meetings import add_meeting
from spbe.ui.shell import MENU
from tests.pages.conftest import NOW, said

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
    ("pages/meeting.py", {"part": "Laporan"}),
    ("pages/meeting.py", {"meeting": "new"}),
    ("pages/settings.py", {"section": "Target"}),
    ("pages/settings.py", {"section": "Pembagian tugas OPD"}),
]
VIEW = {"agency": "Provinsi Contoh", "year": "2024"}
VIEWS = [(entry.file, {}) for entry in MENU] + FURTHER_PARTS
TO_PRESS = (
    "page_link",
    "download_button",
    "button_group",
    "selectbox",
    "multiselect",
    "text_input",
    "text_area",
    "number_input",
    "date_input",
    "time_input",
    "link_button",
    "bidi_component",  # the frame of a PDF
    "checkbox",
    "radio",
    "file_uploader",
    "popover",
    "pagination",
    "dataframe",
    "expandable",
)


@pytest.fixture
def meeting(store):
    agency = next(each for each in find_agencies(store) if each.name == VIEW["agency"])
    day, begins = datetime.date(2024, 11, 4), datetime.time(9, 5)
    plan = Meeting(
        agency.id, "permenpanrb-59-2020", 2024, "self", "Rapat persiapan", day, begins, "Aula"
    )
    return add_meeting(store, plan, "Sari", NOW)


@pytest.mark.parametrize(("file", "query"), VIEWS, ids=str)
@pytest.mark.parametrize("language", ["ID", "EN"])
def test_a_page_on_paper_has_no_menu_and_nothing_to_press(open_page, file, query, language):
    page = open_page(file, **VIEW, lang=language, cetak="1", **query)
    check_paper(page, language)


@pytest.mark.parametrize(
    "query",
    [
        *({"meeting-part": part} for part in ("Tindak lanjut", "Daftar hadir", "Data rapat")),
        {"meeting-part": "Agenda dan notulen"},
    ],
    ids=str,
)
@pytest.mark.parametrize("language", ["ID", "EN"])
def test_a_meeting_on_paper_has_nothing_to_press(open_page, meeting, query, language):
    opened = {"meeting": str(meeting.id), **query}
    page = open_page("pages/meeting.py", **VIEW, lang=language, cetak="1", **opened)
    check_paper(page, language)
    assert "Rapat persiapan" in said(page)


def test_what_was_typed_stands_on_paper_in_words(open_page, meeting):
    opened = {"meeting": str(meeting.id), "meeting-part": "Data rapat"}
    page = open_page("pages/meeting.py", **VIEW, cetak="1", **opened)
    for line in ("Tanggal: 04/11/2024", "Pukul: 09.05", "Tempat: Aula"):
        assert line in said(page)


def check_paper(page, language):
    assert page.sidebar.children == {}
    assert {kind: len(page.get(kind)) for kind in TO_PRESS if len(page.get(kind))} == {}
    assert [button.key for button in page.button] == ["screen"], "the way back"
    assert ("Dicetak " if language == "ID" else "Printed ") in said(page)


@pytest.mark.parametrize("file", [entry.file for entry in MENU])
def test_a_page_without_data_prints_too(empty_store, open_page, file):
    assert open_page(file, cetak="1").sidebar.children == {}


def test_the_button_below_the_filters_opens_the_print_view_and_the_title_leads_back(open_page):
    page = open_page("pages/trend.py", agency="Provinsi Contoh", year="2024", part="Antartahap")
    page.button(key="print").click().run()
    assert page.query_params["cetak"] == "1"
    assert page.query_params["part"] == "Antartahap"
    assert page.sidebar.children == {}
    page.button(key="screen").click().run()
    assert "cetak" not in page.query_params
    assert page.query_params["part"] == "Antartahap"
    assert len(page.sidebar.children) > 0


def test_the_tables_of_a_page_are_whole_on_paper(open_page):
    page = open_page(
        "pages/domains.py",
        tab="Semua indikator",
        look="Tabel",
        agency="Kota Bandar Lampung",
        year="2024",
        cetak="1",
    )
    rows = [number for table in page.table for number in table.value["No"]]
    assert rows == [str(number) for number in range(1, 48)]
