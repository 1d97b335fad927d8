"""Traps seen in real sheets: what looks like a level, a year or an indicator and is none."""

from __future__ import annotations

import time

import pytest

from spbe.model.assessment import IndicatorNotes
from spbe.workbooks.grid import Grid
from spbe.workbooks.reader import read_grids
from spbe.workbooks.reading import Answers
from tests.workbooks.books import (
    NEXT,
    OLD,
    instruments,
    kinds,
    levels_of,
    names,
    read_book,
    read_one,
    rows,
    say,
)

LEVELS = [1 + number % 5 for number in range(47)]
HEADER = ["No", "Indikator", "Nilai"]


def test_numbers_that_begin_anew_in_each_domain_give_way_to_the_names():
    lines, counted = [], 0
    for number, (_, name, level) in enumerate(rows(LEVELS)):
        counted = 1 if number in (0, 10, 20, 31) else counted + 1
        lines.append([counted, name, level])
    found = read_one([HEADER, *lines])
    assert levels_of(found) == LEVELS
    assert kinds(found.problems) == [("running-number", "A2")]


def test_outline_numbers_give_way_to_the_names():
    lines = [
        [f"{1 + at // 10}.{at % 10 + 1}", name, level]
        for at, (_, name, level) in enumerate(rows(LEVELS))
    ]
    found = read_one([HEADER, *lines])
    assert levels_of(found) == LEVELS
    assert kinds(found.problems) == []


def test_aspect_with_the_name_of_its_indicator_is_not_the_indicator():
    instrument = instruments()[NEXT]
    for has_number in (True, False):
        lines: list[list[object]] = []
        for node in instrument.nodes[1:]:
            is_leaf = node.code in instrument.leaf_codes
            number = (int(node.number) if is_leaf else node.code) if has_number else ""
            lines.append([number, node.names["id"], 2.5 if is_leaf else ""])
        found = read_one([HEADER, *lines])
        assert set(levels_of(found)) == {250}, has_number
        assert kinds(found.problems) == []


def test_domains_numbered_like_indicators_are_skipped():
    found = read_one(
        [HEADER, [1, "Kebijakan Internal SPBE", 3], *rows(LEVELS)[:10], [2, "Tata Kelola SPBE", 2],
         *rows(LEVELS)[10:]]
    )  # fmt: skip
    assert levels_of(found) == LEVELS
    assert kinds(found.problems) == []


def test_short_names_below_a_domains_heading_fit_their_numbers():
    lines = [
        [n, name.removeprefix("Kebijakan Internal "), level] for n, name, level in rows(LEVELS)
    ]
    assert levels_of(read_one([HEADER, *lines])) == LEVELS


def test_short_name_that_is_another_indicators_is_an_error_without_that_one():
    lines = [["No Indikator", *HEADER[1:]], [1, "Arsitektur SPBE", 3], [2, names()["2"], 3]]
    found = read_one(lines)
    assert kinds(found.problems) == [("number-name-contradict", "A2")]


def test_legend_below_the_table_is_no_duplicate():
    legend = [["Keterangan:"], [1, "Rintisan"], [2, "Terkelola"], [3, "Terdefinisi"]]
    found = read_one([HEADER, *rows(LEVELS), [], *legend])
    assert levels_of(found) == LEVELS
    assert kinds(found.problems) == []


def test_signatures_below_the_table_are_no_indicators():
    tail = [[], ["", "", "Samarinda, 12 Oktober 2024"], ["", "", "Sekretaris Daerah"],
            ["", "", "NIP 19700101 199003 1 001"]]  # fmt: skip
    found = read_one([HEADER, *rows(LEVELS), *tail])
    assert levels_of(found) == LEVELS
    assert kinds(found.problems) == []
    assert found.assessment.year is None


def test_two_halves_beside_each_other_are_one_assessment():
    left, right = rows(LEVELS)[:24], [*rows(LEVELS)[24:], ["", "", ""]]
    lines = [[*a, "", *b] for a, b in zip(left, right, strict=True)]
    found = read_one([[*HEADER, "", *HEADER], *lines])
    assert levels_of(found) == LEVELS
    assert (found.cells["I1"], found.cells["I25"]) == ("C2", "G2")


def test_sentences_under_a_header_like_hasil_interviu_are_notes():
    found = read_one(
        [[*HEADER, "Hasil Interviu"]]
        + [[*row, "Asesor meminta bukti reviu tahun terakhir"] for row in rows(LEVELS)]
    )
    assert levels_of(found) == LEVELS
    assert found.assessment.notes["I1"] == IndicatorNotes(
        assessor_note="Asesor meminta bukti reviu tahun terakhir"
    )


def test_column_of_wrong_words_is_an_assessment_with_errors_and_not_passed_over():
    reading = read_book(
        [["No", "Indikator", "2023", "2024"]] + [[*row, "empat"] for row in rows(LEVELS)]
    )
    assert [(f.assessment.year, f.is_sound) for f in reading.found] == [(2023, True), (2024, False)]


def test_rating_words_beside_the_levels_are_no_levels():
    found = read_one([[*HEADER, "Hasil"]] + [[*row, "Baik"] for row in rows(LEVELS)])
    assert levels_of(found) == LEVELS


def test_one_sheet_with_the_same_assessment_twice_is_an_error():
    reading = read_book([HEADER, *rows([2] * 47), [], HEADER, *rows([3] * 47)])
    assert [say(p) for p in reading.file_problems] == [
        (
            'Lembar "Penilaian" memuat lebih dari satu penilaian untuk instansi, tahun, dan '
            "tahap yang sama (mulai di C2, C51). Tulis tahun dan tahapnya, atau sisakan satu saja."
        )
    ]


def test_level_with_its_name_before_it_is_read():
    found = read_one([HEADER, *rows(["Terdefinisi (3)", "Optimum (5)", "Terkelola (3)"])])
    assert levels_of(found) == [3, 5, None]
    assert kinds(found.problems) == [("level-name-contradicts", "C4")]


def test_columns_named_below_one_header_of_levels_are_all_seen():
    reading = read_book(
        [["No", "Indikator", "Tingkat Kematangan", ""], ["", "", "Sebelum", "Sesudah"]]
        + [[*row, 2] for row in rows(LEVELS)]
    )
    assert [(q.topic, [o.value for o in q.options]) for q in reading.questions] == [
        ("column", ["C", "D"])
    ]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Kebijakan Internal terkait Arsitektur SPBE", "I1"),
        ("Manajemen Aset TIK", "I24"),
        ("Audit Infrastruktur SPBE", "I29"),
        ("Layanan Pengadaan Barang/Jasa", "I35"),
        ("Pengawasan Internal", "I39"),
        ("Layanan Kinerja Pegawai (SKP)", "I41"),
        ("JDIH", "I44"),
        ("Layanan Publik Sektor 2", "I46"),
    ],
)
def test_names_of_other_documents_are_known(name, code):
    found = read_one([["Indikator", "Nilai"], [name, 3], [names()["12"], 4]])
    assert found.assessment.levels == {code: 3, "I12": 4}


@pytest.mark.parametrize(
    "name", ["Audit TIK", "Manajemen Data", "Layanan", "Layanan Publik Sektor"]
)
def test_name_that_may_mean_several_indicators_is_not_guessed(name):
    found = read_one([["Indikator", "Nilai"], [name, 3], [names()["12"], 4], [names()["13"], 4]])
    assert found.assessment.levels == {"I12": 4, "I13": 4}
    assert kinds(found.problems) == [("unknown-indicator", "A2")]


def test_a_units_levels_that_happen_to_equal_the_weights_are_levels():
    found = read_one([HEADER, *rows([5] * 5, NEXT)])
    assert levels_of(found) == [500] * 5
    reading = read_book(
        [["No", "Indikator", "2026", "2027"]] + [[*r, 4] for r in rows([5, 5], NEXT)]
    )
    assert [(f.assessment.year, set(levels_of(f))) for f in reading.found] == [
        (2026, {500}),
        (2027, {400}),
    ]


def test_number_written_as_a_word_is_no_date():
    found = read_one(
        [HEADER, *[[f"Indikator {n}", name, level] for n, name, level in rows(LEVELS)]]
    )
    assert kinds(found.problems) == []


def test_35_alone_has_to_be_split():
    lines = rows([3] * 34, OLD)
    found = read_one([HEADER, *lines, [35, "Layanan Publik Instansi Pemerintah", 3]])
    assert [say(p) for p in found.problems if p.kind == "unknown-indicator"] == [
        (
            "Penilaian!A36: indikator 35 terbagi atas 35-1, 35-2, 35-3. Tulis satu baris "
            "untuk tiap bagian."
        )
    ]


def test_unknown_stage_in_an_answer_is_told():
    reading = read_book([HEADER, *rows(LEVELS)], Answers(stage="akhir"))
    assert [p.kind for p in reading.problems] == ["stage-not-known"]


EXHAUSTING = {
    "names": [HEADER, *[["", f"Layanan {'x' * (n % 50)}{n}", 3] for n in range(60_000)]],
    "split": [HEADER, *[["35", "Layanan Publik Instansi Pemerintah", 3] for _ in range(60_000)]],
    "twins": [HEADER, *[[1, names()["11"], 3] for _ in range(60_000)]],
    "headers": [HEADER] * 60_000,
    "wide": [["Tahun", *range(1, 48)], *[["", *LEVELS] for _ in range(20_000)]],
    "columns": [["No", "Indikator", *["Nilai"] * 900], *[[*r, *[3] * 899] for r in rows(LEVELS)]],
    "years": [["No", "Tahun", "Nilai"], *[[1 + n % 47, 2000 + n % 100, 3] for n in range(60_000)]],
    **{
        name: [[text], [f"Instansi: {text}", text], HEADER, [text, text, text], *rows(LEVELS)]
        for name, text in {
            "digits": "no 1" + "1" * 32_000,
            "blanks": "i" + " " * 32_000 + "x",
            "slashes": "a/" * 16_000,
            "cities": "kota " * 6_000,
        }.items()
    },
}


@pytest.mark.parametrize("lines", EXHAUSTING.values(), ids=EXHAUSTING)
def test_sheets_made_to_exhaust_the_reader_are_answered_in_time(lines):
    grid = Grid("Penilaian", lines, merged=[(0, 0, 99_999, 999)] * 500)
    start = time.process_time()
    reading = read_grids([grid], "berkas.xlsx", instruments())
    assert time.process_time() - start < 8
    assert reading.found or reading.problems
