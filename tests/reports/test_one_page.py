"""The one page for the regional secretary, read and measured by Poppler."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from spbe.analysis.results import score_result
from spbe.catalogue.instruments import load_instruments
from spbe.jobs.report_contents import gather_single
from spbe.model.assessment import Assessment
from spbe.reports.contents import ReportTarget
from spbe.reports.one_page import build_one_page_pdf, build_one_page_png
from spbe.text.translator import Translator
from tests.reports.pdf_reading import find_right_end, read_info, read_size, read_words

pytestmark = pytest.mark.poppler

INSTRUMENTS = load_instruments()
OF_2020, OF_2026 = INSTRUMENTS["permenpanrb-59-2020"], INSTRUMENTS["permenpanrb-8-2026"]
DAY = datetime.date(2024, 10, 20)
TEXT = Translator("id")
HOSTILE = '#read("/etc/passwd") $x$ \\ \x01 <b> ' + "x" * 5000


def gather_alone(instrument, levels, year):
    content = Assessment(instrument.id, "Kota X", year, "self", levels)
    return gather_single(INSTRUMENTS, score_result(instrument, content), DAY, source="isi.xlsx")


@pytest.mark.parametrize(
    ("paper", "size"), [("A4", "595.276 x 841.89 pts (A4)"), ("F4", "609.449 x 935.433 pts")]
)
def test_it_is_one_page_of_the_paper_in_pdf_a(full_contents, paper, size):
    data = build_one_page_pdf(full_contents, TEXT, paper)
    info = read_info(data)
    assert (info["Pages"], info["Page size"]) == ("1", size)
    assert info["Title"] == "Satu halaman: Provinsi Contoh"
    assert b"<pdfaid:part>2</pdfaid:part>" in data


def test_it_names_index_target_with_source_reasons_and_five_actions_with_unit_and_day(
    full_contents,
):
    said = read_words(build_one_page_pdf(full_contents, TEXT))
    for part in ("3,28", "setara Baik", "Masih kurang 0,22", "Nilai terendah: Manajemen SPBE 2,18"):
        assert part in said
    assert f"(sumber: {full_contents.target.source})" in said
    assert "Dibanding Penilaian Mandiri 2024: 4,35 → 3,28: turun 1,07" in said
    assert len(full_contents.actions) == 5
    assert said.count("28 Okt 2024") == 5
    for action in full_contents.actions:
        node = OF_2020.node_by_code[action.code]
        assert f"{node.number} {node.names['id']}" in said
        assert all(unit in said for unit in action.units)


def test_marks_and_source_stand_on_it(full_contents):
    said = read_words(build_one_page_pdf(full_contents, TEXT))
    for part in (
        *("Ilustratif: angka contoh", "Sementara (setara Baik)"),
        "Sumber: Penilaian Dokumen 2024 (sementara) · PermenPANRB 59/2020 · 20 Oktober 2024",
    ):
        assert part in said


def test_english_page_holds_no_indonesian_words_of_ours(full_contents):
    said = read_words(build_one_page_pdf(full_contents, Translator("en")))
    for part in ("3.28", "equivalent to Good", "Compared with Self-assessment 2024", "28 Oct 2024"):
        assert part in said
    for word in ("Dibanding", "Mengapa", "Tingkat", "Tenggat", "kurang"):
        assert word not in said


def test_picture_has_the_size_of_a_phone_and_speaks_both_languages(full_contents):
    pictures = [build_one_page_png(full_contents, Translator(each)) for each in ("id", "en")]
    assert [read_size(picture) for picture in pictures] == [(1080, 1350)] * 2
    assert pictures[0] != pictures[1]


def test_same_contents_give_the_same_bytes(full_contents):
    assert build_one_page_pdf(full_contents, TEXT) == build_one_page_pdf(full_contents, TEXT)
    assert build_one_page_png(full_contents, TEXT) == build_one_page_png(full_contents, TEXT)


def test_hostile_and_endless_texts_stay_text_on_one_page(full_contents):
    target = ReportTarget(HOSTILE, HOSTILE, 350)
    actions = [replace(action, units=(HOSTILE,) * 3) for action in full_contents.actions]
    # The full_contents hold frames, which `replace` passes on as they are.
    hostile = replace(full_contents, agency=HOSTILE, target=target, actions=actions, source=HOSTILE)
    data = build_one_page_pdf(hostile, TEXT)
    said = read_words(data)
    assert read_info(data)["Pages"] == "1"
    assert '#read("/etc/passwd") $x$ \\ <b>' in said
    assert "root:" not in said
    assert find_right_end(data) <= 595.3 - 17 / 25.4 * 72 + 1
    assert read_size(build_one_page_png(hostile, TEXT)) == (1080, 1350)


def test_longest_names_fit_on_one_page():
    levels = dict.fromkeys(OF_2026.leaf_codes, 100)
    contents = gather_alone(OF_2026, levels, 2026)
    for language in ("id", "en"):
        data = build_one_page_pdf(contents, Translator(language))
        assert read_info(data)["Pages"] == "1"
    said = read_words(build_one_page_pdf(contents, TEXT))
    assert "sumber sekunder" in said
    assert all(OF_2026.node_by_code[a.code].names["id"] in said for a in contents.actions[:5])


def test_incomplete_assessment_shows_a_range_and_why_nothing_is_to_be_done():
    levels = dict.fromkeys(OF_2020.leaf_codes[2:], 3)
    said = read_words(build_one_page_pdf(gather_alone(OF_2020, levels, 2024), TEXT))
    assert "2,95–3,05" in said
    assert "Belum semua indikator bernilai, jadi indeks dan rencana belum ada." in said
    assert "Indeks SPBE 2,95" in said


def test_reached_target_says_so():
    levels = dict.fromkeys(OF_2020.leaf_codes, 5)
    contents = gather_alone(OF_2020, levels, 2024)
    reached = gather_single(INSTRUMENTS, contents.result, DAY, target=350)
    assert "Target sudah tercapai" in read_words(build_one_page_pdf(reached, TEXT))


def test_printed_index_without_parts_still_gives_a_page(printed_contents):
    said = read_words(build_one_page_pdf(printed_contents, TEXT))
    assert "3,28" in said
    assert "Tingkat tiap indikator tidak diketahui" in said


def test_unit_and_day_are_those_of_the_task_that_is_named(full_contents):
    action = full_contents.actions[0]
    item = replace(
        action.items[0] if action.items else full_contents.checklist.items[0],
        text="Butir pertama",
        units=("Dinas Awal",),
        due=datetime.date(2024, 11, 8),
        is_for_all_units=False,
    )
    last = datetime.date(2024, 12, 30)
    named = replace(action, items=(item,), units=("Dinas Awal", "Dinas Akhir"), due=last)
    said = read_words(build_one_page_pdf(replace(full_contents, actions=[named]), TEXT))
    assert "8 Nov 2024" in said
    assert "30 Des 2024" not in said
    assert "Dinas Akhir" not in said

    of_all = replace(item, units=tuple(f"Dinas {n}" for n in range(40)), is_for_all_units=True)
    led = replace(named, items=(of_all,), units=("Diskominfo",))
    said = read_words(build_one_page_pdf(replace(full_contents, actions=[led]), TEXT))
    assert "Diskominfo" in said
    assert "Dinas 1;" not in said
