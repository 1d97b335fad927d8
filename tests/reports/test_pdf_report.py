"""The whole report as PDF, read by Poppler: its figures, pages, fonts and pictures."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

import pytest

from spbe.analysis.results import score_result
from spbe.catalogue.instruments import load_instruments
from spbe.jobs.report_contents import gather_single
from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.reports.chapters import list_chapters
from spbe.reports.pdf_report import build_report_pdf
from spbe.reports.pictures import list_pictures
from spbe.text.translator import Translator
from tests.reports.pdf_reading import find_right_end, read_info, read_words, run_poppler

pytestmark = pytest.mark.poppler

INSTRUMENTS = load_instruments()
OF_2020, OF_2026 = INSTRUMENTS["permenpanrb-59-2020"], INSTRUMENTS["permenpanrb-8-2026"]
DAY = datetime.date(2024, 10, 20)
TEXT = Translator("id")
HOSTILE = '#read("/etc/passwd") $x$ \\ \x01 <b> ' + "x" * 5000


@pytest.fixture(scope="module")
def report(full_contents):
    return build_report_pdf(full_contents, TEXT)


@pytest.fixture(scope="module")
def pages(report):
    """The words of each page as they stand there."""
    return run_poppler("pdftotext", report, "-layout", "-", "-").split("\f")[:-1]


def gather_alone(instrument, levels, year, notes=None):
    content = Assessment(instrument.id, "Kota X", year, "self", levels, notes=notes or {})
    return gather_single(INSTRUMENTS, score_result(instrument, content), DAY, source="isi.xlsx")


def test_report_is_pdf_a_with_every_font_embedded(report):
    assert b"<pdfaid:part>2</pdfaid:part>" in report
    rows = run_poppler("pdffonts", report, "-").splitlines()[2:]
    assert rows
    for row in rows:
        assert "SourceSans3" in row
        assert re.search(r" yes yes yes +\d+", row)
    info = read_info(report)
    assert info["Title"] == "Laporan Penilaian SPBE 2024"
    assert info["CreationDate"].startswith("2024-10-20T00:00:00")


@pytest.mark.parametrize(("paper", "size"), [("A4", "595.276 x 841.89"), ("F4", "609.449 x 935.4")])
def test_every_page_has_the_size_of_its_paper(full_contents, paper, size):
    said = run_poppler("pdfinfo", build_report_pdf(full_contents, TEXT, paper), "-l", "99", "-")
    sizes = re.findall(r"Page +\d+ size: +(.*)", said)
    assert len(sizes) > 5
    assert all(each.startswith(size) for each in sizes)


def test_table_of_contents_names_the_page_on_which_each_chapter_begins(full_contents, pages):
    for number, chapter in enumerate(list_chapters(full_contents, TEXT), 1):
        entry = rf"^\s*{number}\s+{re.escape(chapter.title)}[ ·]+(\d+)\s*$"
        (page,) = re.findall(entry, pages[0], re.MULTILINE)
        heading = rf"^\s*{number}\s+{re.escape(chapter.title)}\s*$"
        assert re.search(heading, pages[int(page) - 1], re.MULTILINE), chapter.title


def test_levels_scores_and_points_are_those_of_the_store(full_contents, pages):
    said = "\n".join(pages)
    result, levels = full_contents.result, full_contents.assessment.levels
    appendix = said[said.rindex("Lampiran: semua tingkat kematangan") :]
    for leaf in OF_2020.leaves:
        row = re.search(rf"^ *{leaf.number} .*?((?: +\d)+)$", appendix, re.MULTILINE)
        assert row is not None, leaf.number
        assert int(row.group(1).split()[-1]) == levels[leaf.code]
    for node in OF_2020.inner_nodes:
        shown = TEXT.score(result.hundredths(node.code))
        row = rf"{re.escape(node.names['id'])} +[\d,]+ +{shown}"
        assert re.search(row, said), node.code
    assert f"{TEXT.points(full_contents.checklist.total.points)} poin" in " ".join(said.split())


def test_marks_and_source_stand_on_every_page(pages):
    for page in pages:
        said = " ".join(page.split())
        assert "Ilustratif: angka contoh, bukan hasil resmi. Sementara (setara Baik)" in said
        assert "Sumber: Penilaian Dokumen 2024 (sementara) · PermenPANRB 59/2020" in said


def test_charts_are_vectors_and_not_pictures(report):
    assert run_poppler("pdfimages", report, "-list", "-").splitlines()[2:] == []


def test_every_chapter_that_has_a_picture_on_screen_has_it_here(full_contents):
    kinds = {
        chapter.name: [
            picture["kind"]
            for below in list_pictures(chapter.name, full_contents, TEXT)
            for picture in below
        ]
        for chapter in list_chapters(full_contents, TEXT)
    }
    assert {name: drawn for name, drawn in kinds.items() if drawn} == {
        "summary": ["trend"],
        "nodes": ["branches"],
        "indicators": ["tiles"],
        "strengths": ["bars"],
        "change": ["waterfall", "waterfall"],
        "way": ["plan", "plan"],
        "checklist": ["bars"],
    }


def test_parts_of_a_waterfall_meet_both_indices(full_contents):
    for (chart,), before in zip(
        list_pictures("change", full_contents, TEXT), full_contents.earlier, strict=True
    ):
        first, *parts, last = chart["rows"]
        root = OF_2020.root.code
        assert first["to"] == float(before.exact(root))
        assert last["to"] == float(full_contents.result.exact(root))
        level = first["to"]
        for part in parts:
            start, end = part["from"], part["to"]
            assert level == pytest.approx(start if part["color"] == "gain" else end)
            level = end if part["color"] == "gain" else start
        assert level == pytest.approx(last["to"])


def test_english_report_holds_no_indonesian_words_of_ours(full_contents):
    said = read_words(build_report_pdf(full_contents, Translator("en")))
    for part in ("Contents", "Overview", "3.28", "Interim (equivalent to Good)"):
        assert part in said
    for word in ("Daftar isi", "Ringkasan", "Potensi", "kurang 0"):
        assert word not in said


def test_same_contents_give_the_same_bytes(full_contents, report):
    assert build_report_pdf(full_contents, TEXT) == report
    later = replace(full_contents, day=datetime.date(2024, 10, 21))
    assert build_report_pdf(later, TEXT) != report


def test_hostile_and_endless_texts_stay_text_within_the_page():
    levels = dict.fromkeys(OF_2020.leaf_codes, 2)
    note = IndicatorNotes(assessor_note=HOSTILE, recommendation=HOSTILE)
    contents = gather_alone(OF_2020, levels, 2024, {"I1": note, "I47": note})
    data = build_report_pdf(replace(contents, agency=HOSTILE, source=HOSTILE), TEXT)
    said = read_words(data)
    assert '#read("/etc/passwd") $x$ \\ <b>' in said
    assert "root:" not in said
    assert said.count("x") > 20_000
    assert find_right_end(data) <= 595.3 - 18 / 25.4 * 72 + 1


def test_longest_names_and_decimal_levels_stay_within_the_page():
    levels = {code: 100 + 7 * n for n, code in enumerate(OF_2026.leaf_codes)}
    contents = gather_alone(OF_2026, levels, 2026)
    for language in ("id", "en"):
        data = build_report_pdf(contents, Translator(language), "F4")
        assert find_right_end(data) <= 609.5 - 18 / 25.4 * 72 + 1
    assert "sumber sekunder" in read_words(build_report_pdf(contents, TEXT))


def test_incomplete_assessment_is_reported_as_ranges():
    said = read_words(build_report_pdf(gather_alone(OF_2020, {"I1": 3}, 2024), TEXT))
    assert "Belum semua indikator bernilai" in said
    assert "rentang" in said


def test_printed_index_alone_gives_a_report_without_what_needs_levels(printed_contents):
    said = read_words(build_report_pdf(printed_contents, TEXT))
    assert "3,28" in said
    assert "Lampiran" not in said
