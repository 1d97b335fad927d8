"""Rapat & Laporan, part Laporan: what is offered, of which figures, and why something is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spbe.model.assessment import PublishedResult
from spbe.reports.deck_theme import build_plain_template
from spbe.store.agencies import find_agencies
from spbe.store.assessments import save_drafts
from spbe.store.records import Draft
from spbe.store.targets import find_targets, save_target
from tests.agencies import add_agency
from tests.pages.conftest import FINAL, NOW, said

MEETING = "pages/meeting.py"


@pytest.mark.parametrize(
    ("language", "part", "words", "report"),
    [
        ("id", "Laporan", "Target 3,50", "Laporan lengkap (Word)"),
        ("en", "Reports", "Target 3.50", "Full report (Word)"),
    ],
)
def test_reports_say_what_they_tell_of_and_offer_files(open_page, language, part, words, report):
    page = open_page(MEETING, part=part, lang=language)
    assert not page.exception
    shown = said(page)
    assert words in shown
    assert f"**{report}**" in shown
    assert {button.label for button in page.get("download_button")} >= {
        "A4",
        "F4",
        "PNG",
        "PDF A4",
        "Excel",
    }


def test_deck_is_offered_with_pages_of_units_and_a_template(open_page):
    page = open_page(MEETING, part="Laporan")
    assert "**Salindia rapat (PPTX)**" in said(page)
    assert "Unduh salindia" in {button.label for button in page.get("download_button")}
    assert [box.label for box in page.multiselect] == ["Halaman tersendiri untuk OPD"]
    refused = page.get("file_uploader")[0].upload("a.pptx", b"PK\x03\x04 bukan").run()
    assert "Templat ini rusak" in refused.error[0].value
    sound = page.get("file_uploader")[0].upload("a.pptx", build_plain_template()).run()
    assert not sound.error


def test_reports_measure_to_the_target_that_the_address_names(open_page, store):
    agency = next(a for a in find_agencies(store) if a.name == "Provinsi Contoh")
    targets = {t.hundredths: t for t in find_targets(store, agency.id, 2024)}
    assert len(targets) > 1
    other = next(t for t in targets.values() if not t.is_primary)
    page = open_page(MEETING, part="Laporan", **{"report-target": str(other.id)})
    assert f"Target {other.hundredths // 100},{other.hundredths % 100:02d}" in said(page)


def test_reports_name_the_chosen_one_of_two_targets_of_equal_height(open_page, store):
    agency = next(a for a in find_agencies(store) if a.name == "Provinsi Contoh")
    primary = next(t for t in find_targets(store, agency.id, 2024) if t.is_primary)
    new = replace(primary, id=None, name="Janji kinerja", source="PK 2024", is_primary=False)
    equal = save_target(store, new, "Ani", NOW)
    page = open_page(MEETING, part="Laporan", **{"report-target": str(equal.id)})
    words = f"Target 3,50: {equal.name} (sumber: {equal.source})."
    assert words in said(page)
    first = open_page(MEETING, part="Laporan", **{"report-target": str(primary.id)})
    assert words not in said(first)
    assert primary.name in said(first)


@pytest.mark.parametrize(
    ("language", "part", "row"),
    [("id", "Laporan", "Satu halaman tiap OPD"), ("en", "Reports", "One page per unit")],
)
def test_full_report_is_seen_in_the_page_once_it_is_opened(open_page, language, part, row):
    page = open_page(MEETING, part=part, lang=language)
    assert f"**{row}**" in said(page)
    assert len(page.get("bidi_component")) == 0
    opened = open_page(MEETING, part=part, lang=language, preview="true")
    assert len(opened.get("bidi_component")) == 1
    assert [box.value for box in opened.selectbox if box.label in ("Kertas", "Paper")] == ["A4"]


def test_pages_of_units_are_not_offered_where_no_unit_is_known(open_page, store):
    agency = add_agency(store, "Kota Baru", "Kota")
    content = PublishedResult("permenpanrb-8-2026", "Kota Baru", 2026, "final", {"index": 300})
    save_drafts(store, [Draft(agency.id, content, None)], "Ani", NOW)
    page = open_page(MEETING, part="Laporan", agency="Kota Baru", year="2026", stage=FINAL)
    assert "Belum ada OPD yang memegang butir atau memimpin indikator." in said(page)
    assert "Siapkan satu halaman tiap OPD A4" not in {button.label for button in page.button}
