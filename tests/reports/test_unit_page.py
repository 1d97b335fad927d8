"""Page and picture of one unit, and those of all units in a ZIP."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest

from spbe.model.assignment import Assignment
from spbe.reports.unit_page import (
    build_unit_page_pdf,
    build_unit_page_png,
    build_unit_pages,
    list_page_units,
)
from spbe.text.translator import Translator
from tests.reports.pdf_reading import find_right_end, read_info, read_size, read_words

pytestmark = pytest.mark.poppler

TEXT = Translator("id")
UNIT = "RSUD"
HOSTILE = '#read("/etc/passwd") $x$ \\ \x01 <b> ' + "x" * 5000


@pytest.fixture(scope="module")
def backlog(full_contents):
    return next(row for row in full_contents.checklist.backlog if row.unit == UNIT)


def test_page_of_a_unit_tells_its_items_days_steps_points_and_what_it_leads(full_contents, backlog):
    said = read_words(build_unit_page_pdf(full_contents, UNIT, TEXT))
    nodes = full_contents.instrument.node_by_code
    for figure in (f" {len(backlog.items)} ", " 0 ", f" {TEXT.points(backlog.points)} "):
        assert figure in said
    assert f"dari {len(backlog.steps)} kenaikan tingkat" in said
    for item in backlog.items:
        assert item.text in said
    assert said.count("28 Okt 2024") == len(backlog.items)
    for step in backlog.steps:
        assert nodes[step.code].names["id"] in said
    led = [code for code, lead in full_contents.leads.items() if UNIT in lead.leads]
    assert led
    for code in led:
        assert f"{nodes[code].number} {nodes[code].names['id']}" in said
    for part in ("Ilustratif", "Sementara (setara Baik)", "Sumber: "):
        assert part in said


def test_only_the_most_urgent_items_stand_on_it_and_the_others_are_counted(full_contents):
    unit = full_contents.checklist.backlog[0].unit
    data = build_unit_page_pdf(full_contents, unit, TEXT)
    left = len(full_contents.checklist.backlog[0].items) - 16
    assert left > 0
    assert f"Dan {left} butir lainnya." in read_words(data)
    assert read_info(data)["Pages"] == "1"


def test_english_page_speaks_english(full_contents):
    said = read_words(build_unit_page_pdf(full_contents, UNIT, Translator("en")))
    for part in ("What is to be done", "28 Oct 2024", "Indicators led", "Illustrative"):
        assert part in said
    for word in ("lewat tenggat", "Yang harus", "butir"):
        assert word not in said


def test_unit_without_items_is_thanked(full_contents):
    leads = {"I1": Assignment(leads=("Dinas Baru",))}
    said = read_words(build_unit_page_pdf(replace(full_contents, leads=leads), "Dinas Baru", TEXT))
    assert "Semua butir selesai. Terima kasih." in said
    assert "1 Kebijakan Internal Arsitektur SPBE" in said


def test_hostile_and_endless_names_stay_text_on_one_page(full_contents):
    leads = {code: Assignment(leads=(HOSTILE,)) for code in full_contents.instrument.leaf_codes}
    items = [
        replace(item, text=HOSTILE, units=(HOSTILE,), state="returned", reason=HOSTILE)
        for item in full_contents.checklist.items
    ]
    checklist = replace(full_contents.checklist, items=items, backlog=())
    hostile = replace(full_contents, leads=leads, checklist=checklist, agency=HOSTILE)
    data = build_unit_page_pdf(hostile, HOSTILE, TEXT)
    said = read_words(data)
    assert read_info(data)["Pages"] == "1"
    assert '#read("/etc/passwd") $x$ \\ <b>' in said
    assert "root:" not in said
    assert find_right_end(data) <= 595.3 - 17 / 25.4 * 72 + 1
    assert read_size(build_unit_page_png(hostile, HOSTILE, TEXT)) == (1080, 1350)


def test_all_units_at_once_are_the_same_bytes_as_one_by_one_and_say_how_far_they_are(
    full_contents,
):
    told = []
    packed = build_unit_pages(full_contents, TEXT, "F4", lambda *done: told.append(done))
    units = list_page_units(full_contents)
    assert told == [(place, len(units)) for place in range(1, len(units) + 1)]
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.namelist() == [f"{u}.{kind}" for u in units for kind in ("pdf", "png")]
        assert {entry.date_time for entry in archive.infolist()} == {(2024, 10, 20, 0, 0, 0)}
        page, picture = archive.read(f"{UNIT}.pdf"), archive.read(f"{UNIT}.png")
    assert page == build_unit_page_pdf(full_contents, UNIT, TEXT, "F4")
    assert picture == build_unit_page_png(full_contents, UNIT, TEXT)
    assert read_info(page)["Page size"] == "609.449 x 935.433 pts"
    assert read_size(picture) == (1080, 1350)


def test_units_are_those_with_items_or_an_indicator_to_lead(full_contents):
    units = list_page_units(full_contents)
    assert {row.unit for row in full_contents.checklist.backlog if row.unit} <= set(units)
    assert "" not in units
