"""Everything wrong is told at once: where, what was found, what is expected, how to mend it."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from spbe.workbooks.reader import read
from spbe.workbooks.reading import Answers, Problem, SourceFile
from tests.workbooks.books import (
    NEXT,
    NOW,
    csv_source,
    fill,
    instruments,
    kinds,
    levels_of,
    names,
    read_book,
    read_one,
    rows,
    say,
    sheet,
)

HEADER = ["No", "Indikator", "Nilai"]
GOOD = [3] * 47


def errors(found) -> list[Problem]:
    return [problem for problem in found.problems if problem.severity == "error"]


def only_error(lines, answers=Answers()) -> Problem:  # noqa: B008 - a value without state
    """The one error of a sheet, whose assessment is then left out."""
    reading = read_book(lines, answers)
    (problem,) = errors(reading)
    assert reading.assessments == ()
    assert problem.file == "berkas.xlsx"
    return problem


@pytest.mark.parametrize(
    ("value", "kind", "found", "sentence"),
    [
        (6, "level-out-of-range", "6",
         "Penilaian!C13: 6 di luar tingkat kematangan 1–5. Tulis tingkat yang benar."),
        (0, "level-out-of-range", "0",
         "Penilaian!C13: 0 di luar tingkat kematangan 1–5. Tulis tingkat yang benar."),
        ("Level 7", "level-out-of-range", "Level 7",
         "Penilaian!C13: Level 7 di luar tingkat kematangan 1–5. Tulis tingkat yang benar."),
        (3.5, "level-fraction", "3.5",
         "Penilaian!C13: 3,5 bukan tingkat bulat. Tulis tingkat kematangan 1–5 tanpa desimal."),
        ("3,5", "level-fraction", "3,5",
         "Penilaian!C13: 3,5 bukan tingkat bulat. Tulis tingkat kematangan 1–5 tanpa desimal."),
        ("empat", "level-text", "empat",
         ('Penilaian!C13: "empat" bukan tingkat kematangan 1–5. Tulis angkanya, atau '
         "kosongkan bila belum dinilai.")),
        ("3-4", "level-text", "3-4",
         ('Penilaian!C13: "3-4" bukan tingkat kematangan 1–5. Tulis angkanya, atau kosongkan bila '
         "belum dinilai.")),
        ("-", "level-text", "-",
         ('Penilaian!C13: "-" bukan tingkat kematangan 1–5. Tulis angkanya, atau kosongkan bila '
         "belum dinilai.")),
        ("3 (Terkelola)", "level-name-contradicts", "3 (Terkelola)",
         ('Penilaian!C13: angka dan nama tingkat dalam "3 (Terkelola)" tidak cocok. Tulis tingkat '
         "kematangan 1–5 saja.")),
        (True, "level-boolean", "TRUE",
         ('Penilaian!C13: "TRUE" bukan tingkat kematangan 1–5. Tulis angkanya, atau kosongkan bila '
         "belum dinilai.")),
        (datetime.date(2024, 3, 4), "level-date", "2024-03-04",
         ("Penilaian!C13: sel berisi tanggal (2024-03-04), bukan tingkat kematangan. Ubah format "
         "selnya menjadi angka, lalu tulis tingkat 1–5.")),
        ("#N/A", "level-error", "#N/A",
         "Penilaian!C13: sel berisi kesalahan rumus #N/A. Tulis tingkat kematangan 1–5."),
        ("=B1", "level-formula", "=B1",
         ("Penilaian!C13: rumus =B1 tidak menyimpan hasil. Buka berkas di Excel dan simpan lagi, "
         "atau tulis tingkat kematangan 1–5.")),
    ],
)  # fmt: skip
def test_bad_level_names_sheet_cell_what_was_found_and_how_to_mend(value, kind, found, sentence):
    problem = only_error([HEADER, *rows([*GOOD[:11], value, *GOOD[12:]])])
    assert (problem.kind, problem.sheet, problem.cell, problem.found, problem.code) == (
        kind, "Penilaian", "C13", found, "I12",
    )  # fmt: skip
    assert say(problem) == sentence


def test_8_2026_takes_at_most_two_decimals():
    problem = only_error([HEADER, *rows([1.234, *[2] * 19], NEXT)])
    assert say(problem) == (
        "Penilaian!C2: 1,234 memiliki lebih dari 2 desimal. Tulis tingkat kematangan 1–5 dengan "
        "paling banyak 2 desimal."
    )
    assert kinds(read_book([HEADER, *rows(["1,234", *[2] * 19], NEXT)]).problems) == [
        ("level-fraction", "C2")
    ]


def test_noise_of_a_formula_is_no_fraction():
    assert levels_of(read_one([HEADER, *rows([2.9999999999999996, *GOOD[1:]])])) == GOOD


def test_missing_level_is_a_warning_that_names_the_cell():
    found = read_one([HEADER, *rows([*GOOD[:11], None, *GOOD[12:]])])
    assert found.is_sound
    assert found.assessment.levels["I12"] is None
    assert found.cells["I12"] == "C13"
    assert [(p.severity, p.cell, p.code, say(p)) for p in found.problems if p.code] == [
        (
            "warning", "C13", "I12",
            "Penilaian!C13: indikator 12 belum dinilai. Isi tingkat kematangannya bila sudah ada.",
        )
    ]  # fmt: skip


def test_absent_rows_are_absent_and_not_missing():
    found = read_one([HEADER, *rows(GOOD)[4:6]])
    assert found.assessment.levels == {"I5": 3, "I6": 3}


def test_all_problems_are_told_at_once():
    found = read_one(
        [
            HEADER,
            *rows([6, 3.5, "empat", True, None, "#N/A"]),
            [48, "Lain", 3],
            [2, names()["2"], 3],
        ]
    )
    assert kinds(found.problems) == [
        ("unknown-indicator", "A8"),
        ("level-out-of-range", "C2"),
        ("level-fraction", "C3"),
        ("level-text", "C4"),
        ("level-boolean", "C5"),
        ("missing-level", "C6"),
        ("level-error", "C7"),
        ("duplicate-indicator", "A9"),
    ]


def test_assessment_with_an_error_is_left_out_and_sound_ones_stay():
    reading = read_book(
        [["No", "Indikator", "2023", "2024"]]
        + [[*row, 9 if row[0] == 1 else 4] for row in rows(GOOD)]
    )
    assert [a.year for a in reading.assessments] == [2023]
    assert [(f.assessment.year, f.is_sound) for f in reading.found] == [(2023, True), (2024, False)]


@pytest.mark.parametrize("level", [3, 4])
def test_duplicate_is_an_error_at_the_number_of_the_later_row_even_with_equal_levels(level):
    problem = only_error([HEADER, *rows(GOOD), [12, names()["12"], level]])
    assert (problem.kind, problem.cell, problem.code) == ("duplicate-indicator", "A49", "I12")
    assert say(problem) == (
        "Penilaian!A49: indikator 12 sudah ada di C13. Hapus salah satu barisnya."
    )


def test_duplicate_without_number_is_an_error_at_the_name():
    lines = [["Indikator", "Nilai"]] + [[name, level] for _, name, level in rows(GOOD)]
    problem = only_error([*lines, [names()["12"], 3]])
    assert (problem.kind, problem.cell) == ("duplicate-indicator", "A49")


def test_unknown_number_is_an_error():
    problem = only_error([HEADER, *rows(GOOD), [48, "Layanan Baru", 3]])
    assert (problem.kind, problem.cell, problem.found) == ("unknown-indicator", "A49", "48")
    assert say(problem) == (
        'Penilaian!A49: "48" bukan indikator PermenPANRB 59/2020 (1–47). Perbaiki nomor atau '
        "namanya, atau hapus barisnya."
    )


def test_unknown_name_with_a_level_is_an_error():
    problem = only_error([HEADER, *rows(GOOD), ["", "Layanan Kapal Terbang", 3]])
    assert (problem.kind, problem.cell) == ("unknown-indicator", "B49")


def test_number_and_name_that_contradict_are_an_error():
    lines = rows(GOOD)
    lines[19][1] = names()["30"]
    problem = only_error([HEADER, *lines[:29], *lines[30:]])
    assert (problem.kind, problem.cell) == ("number-name-contradict", "A21")
    assert say(problem) == (
        'Penilaian!A21: nomor 20 adalah "Kolaborasi Penerapan SPBE", tetapi namanya "Pelaksanaan '
        'Audit Aplikasi SPBE" adalah indikator 30. Perbaiki nomor atau namanya.'
    )


def test_name_unlike_its_numbers_is_a_warning():
    lines = rows(GOOD)
    lines[19][1] = "Ketersediaan Wifi Gratis"
    found = read_one([HEADER, *lines])
    assert levels_of(found) == GOOD
    assert kinds(found.problems) == [("name-differs", "A21")]


def test_no_table_is_told_in_one_sentence():
    problem = only_error([["Rapat"], ["Hadir", "12 orang"]])
    assert (problem.kind, problem.sheet, problem.cell) == ("no-table", "Penilaian", None)
    assert say(problem) == (
        'Tidak ada tabel indikator di lembar "Penilaian". Tabelnya memerlukan baris judul dengan '
        "kolom nomor atau nama indikator dan kolom tingkat kematangan."
    )


def test_sheet_with_only_headers_is_told():
    problem = only_error([HEADER])
    assert say(problem) == (
        'Lembar "Penilaian" hanya berisi judul kolom: tidak ada baris indikator di bawah baris 1. '
        "Isi tabelnya, lalu unggah lagi."
    )


def test_table_without_level_column_is_told():
    problem = only_error([["No", "Indikator", "Penjelasan"], *rows(["teks"] * 47)])
    assert say(problem) == (
        'Penilaian: tidak ada kolom tingkat kematangan di antara "No", "Indikator", "Penjelasan". '
        'Beri judul "Tingkat Kematangan" pada kolomnya.'
    )


def test_untouched_table_is_an_error():
    problem = only_error([HEADER, *rows([None] * 47)])
    assert problem.kind == "untouched"
    assert say(problem) == (
        'Lembar "Penilaian" belum diisi: tidak ada satu pun tingkat kematangan. Isi kolomnya, lalu '
        "unggah lagi."
    )


def test_table_with_notes_and_no_level_is_not_untouched():
    found = read_one([["No", "Indikator", "Nilai", "Bukti Dukung"], [1, names()["1"], "", "SK"]])
    assert found.assessment.levels == {"I1": None}


def test_level_merged_over_two_indicators_is_an_error():
    workbook = sheet([HEADER, *rows(GOOD)])
    workbook.active.merge_cells("C2:C3")
    problem = only_error(workbook)
    assert say(problem) == (
        "Penilaian!C3: sel ini digabung dengan C2, jadi tingkatnya tidak jelas. Tulis tingkat "
        "kematangan di tiap baris."
    )


def test_sheet_that_could_not_be_read_beside_a_sound_one_is_not_passed_over():
    workbook = sheet([HEADER, *rows(GOOD)[:10]], "Domain 1")
    fill(workbook.create_sheet(), [["No", "Indikator", "Isian"], *rows(GOOD)[10:20]], "Domain 2")
    reading = read_book(workbook)
    assert [(p.kind, p.sheet) for p in errors(reading)] == [("no-level-column", "Domain 2")]


def test_missing_file_is_a_problem():
    reading = read(Path("/tidak/ada.xlsx"), instruments())
    assert [(p.kind, p.file, say(p)) for p in reading.problems] == [
        (
            "file-missing",
            "ada.xlsx",
            (
                'Berkas "/tidak/ada.xlsx" tidak ada atau tidak dapat dibuka. Periksa nama dan '
                "letaknya."
            ),
        )
    ]


def test_refused_file_keeps_its_reason():
    reading = read(SourceFile("kosong.xlsx", b""), instruments())
    assert len(reading.problems) == 1
    assert reading.problems[0].severity == "error"


# --- mending in the preview


def test_correction_mends_a_cell_or_marks_it_not_assessed():
    lines = [HEADER, *rows([6, "empat", None, *GOOD[3:]])]
    answers = Answers(
        corrections={("Penilaian", "C2"): 5, ("Penilaian", "C3"): None, ("Penilaian", "C4"): 2}
    )
    found = read_one(lines, answers)
    assert found.is_sound
    assert levels_of(found) == [5, None, 2, *GOOD[3:]]
    assert kinds(found.problems) == [("missing-level", "C3")]


def test_correction_out_of_range_is_an_error():
    lines = [HEADER, *rows([6, *GOOD[1:]])]
    found = read_one(lines, Answers(corrections={("Penilaian", "C2"): 9}))
    assert kinds(found.problems) == [("level-out-of-range", "C2")]


def test_correction_leaves_out_a_duplicate_or_unknown_row():
    lines = [HEADER, *rows(GOOD), [12, names()["12"], 4], [48, "Lain", 4]]
    answers = Answers(corrections={("Penilaian", "A49"): None, ("Penilaian", "A50"): None})
    found = read_one(lines, answers)
    assert levels_of(found) == GOOD
    assert found.is_sound


def test_correction_finds_cells_of_joined_sheets():
    workbook = sheet([HEADER, *rows(GOOD)[:10]], "Domain 1")
    fill(workbook.create_sheet(), [HEADER, *rows([*GOOD[:10], 9, 3])[10:]], "Domain 2")
    found = read_one(workbook)
    assert [(p.sheet, p.cell) for p in errors(found)] == [("Domain 2", "C2")]
    assert found.cells["I11"] == "Domain 2!C2"
    for key in (("Domain 2", "C2"), ("Domain 1", "Domain 2!C2")):
        assert levels_of(read_one(workbook, Answers(corrections={key: 4})))[10] == 4


def test_problems_of_csv_name_the_cell_too():
    reading = read_book(csv_source([HEADER, *rows([9])], "nilai.csv"))
    assert [say(p) for p in errors(reading)] == [
        "nilai!C2: 9 di luar tingkat kematangan 1–5. Tulis tingkat yang benar."
    ]
    assert reading.found[0].assessment.instrument_id == NOW
