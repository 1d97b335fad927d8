"""Efforts out to a workbook and back, and every cell that holds something else."""

from __future__ import annotations

import io
from fractions import Fraction

import openpyxl
import pytest

from spbe.catalogue.instruments import load_instruments
from spbe.model.effort import EffortTable
from spbe.text.translator import LANGUAGES, Translator
from spbe.workbooks.efforts import build_efforts, read_effort, read_efforts
from spbe.workbooks.reading import SourceFile

INSTRUMENTS = load_instruments()
SPBE = INSTRUMENTS["permenpanrb-59-2020"]
ID = Translator("id")
TABLE = EffortTable(
    {"document": Fraction(1, 2), "decree": Fraction(4), "application": Fraction(20)},
    {("I1", 5): "decree", ("I17", 4): "application", ("I42", 3): Fraction(7, 4)},
    Fraction(2),
)  # fmt: skip


def book(**cells):
    """Build the workbook of the default efforts and write into cells of its first sheet."""
    workbook = openpyxl.load_workbook(io.BytesIO(build_efforts(SPBE, EffortTable(), ID)))
    for address, value in cells.items():
        workbook.worksheets[0][address] = value
    return workbook


def read(workbook, instrument=SPBE):
    file = io.BytesIO()
    workbook.save(file)
    return read_efforts(SourceFile("usaha.xlsx", file.getvalue()), instrument)


def say(problems):
    return [(p.sheet, p.cell, ID(p.message)) for p in problems]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("instrument", INSTRUMENTS.values(), ids=INSTRUMENTS)
def test_efforts_come_back_as_they_went_out(instrument, language):
    codes = instrument.leaf_codes
    top = instrument.level_maximum
    steps = {
        (codes[0], top): "decree",
        (codes[-1], top - 1): Fraction(7, 4),
        (codes[5], 2): "document",
    }
    table = EffortTable(TABLE.classes, steps, TABLE.other)
    data = build_efforts(instrument, table, Translator(language))
    assert read_efforts(SourceFile("usaha.xlsx", data), instrument) == (table, [])


def test_the_sheet_has_a_row_per_indicator_and_a_column_per_level_reached():
    sheet = book().worksheets[0]
    assert [cell.value for cell in sheet[1]] == [
        "No", "Indikator", "Tingkat 2", "Tingkat 3", "Tingkat 4", "Tingkat 5",
    ]  # fmt: skip
    assert sheet.max_row == 48


def test_blank_cells_cost_what_other_steps_cost():
    table, problems = read(book(C2=None))
    assert (table.steps, problems) == ({}, [])
    assert table.effort("I1", 2) == 1


@pytest.mark.parametrize(
    ("written", "effort"),
    [
        (3, Fraction(3)),
        (0.5, Fraction(1, 2)),
        ("2,5", Fraction(5, 2)),
        ("Perlu  SK/Pergub", "decree"),
        ("document exists", "document"),
        (1 / 3, Fraction(33, 100)),
    ],
)
def test_a_cell_holds_a_number_or_a_class_in_either_language(written, effort):
    table, problems = read(book(D3=written))
    assert (table.steps, problems) == ({("I2", 3): effort}, [])


@pytest.mark.parametrize("written", [0, -1, "mahal", "1e9", 10_001, "1e999999999", "0,001", "٣"])
def test_anything_else_is_a_problem_that_names_the_cell(written):
    table, problems = read(book(D3=written, E3=2))
    assert table.steps == {("I2", 4): Fraction(2)}
    [(sheet, cell, sentence)] = say(problems)
    assert (sheet, cell) == ("Usaha", "D3")
    assert sentence == (
        f'"{written}" bukan usaha. Isi bilangan di atas 0 sampai 10000, atau salah satu dari: '
        "dokumen ada, perlu SK/Pergub, perlu bangun/ubah aplikasi."
    )


def test_a_row_of_no_indicator_is_a_problem():
    _, problems = read(book(A49=48, C49=2))
    assert say(problems) == [("Usaha", "A49", '"48" bukan nomor indikator PermenPANRB 59/2020.')]


def test_a_class_that_is_no_number_is_a_problem_and_keeps_its_default():
    workbook = book()
    workbook["Kelas usaha"]["B3"] = "lama"
    table, problems = read(workbook)
    assert table.classes == EffortTable().classes
    assert say(problems) == [("Kelas usaha", "B3", '"lama" bukan bilangan di atas 0 sampai 10000.')]


def test_a_formula_without_a_stored_value_is_a_problem_that_names_the_cell():
    workbook = book(D3="=1+1", E3=2, A5="=4")
    workbook["Kelas usaha"]["B3"] = "=2*2"
    table, problems = read(workbook)
    assert (table.steps, table.classes) == ({("I2", 4): Fraction(2)}, EffortTable().classes)
    end = "tidak mempunyai nilai. Buka dan simpan berkasnya di Excel, atau tulis bilangannya."
    assert sorted(say(problems)) == [
        ("Kelas usaha", "B3", f'"=2*2" {end}'),
        ("Usaha", "A5", f'"=4" {end}'),
        ("Usaha", "D3", f'"=1+1" {end}'),
    ]


def test_a_renamed_class_is_named_beside_the_cell_that_uses_it():
    workbook = book(D3="perlu Perbup")
    workbook["Kelas usaha"]["A3"] = "perlu Perbup"
    table, problems = read(workbook)
    assert (table.steps, table.classes) == ({}, EffortTable().classes)
    assert [(sheet, cell) for sheet, cell, _ in say(problems)] == [
        ("Usaha", "D3"),
        ("Kelas usaha", "A3"),
    ]
    assert say(problems)[1][2] == (
        '"perlu Perbup" bukan kelas usaha. Nama kelasnya tetap: dokumen ada, perlu SK/Pergub, '
        "perlu bangun/ubah aplikasi, lainnya."
    )


def test_a_workbook_without_the_table_says_what_is_expected():
    workbook = openpyxl.Workbook()
    workbook.active.append(["Nama", "Alamat"])
    _, problems = read(workbook)
    [(_, _, sentence)] = say(problems)
    assert sentence.startswith("Tidak ada tabel usaha: baris pertamanya harus memuat No, Indikator")


def test_a_file_that_is_no_workbook_is_a_problem_not_a_fault():
    table, problems = read_efforts(SourceFile("usaha.xlsx", b"PK\x03\x04 rusak"), SPBE)
    assert table == EffortTable()
    assert any(problem.severity == "error" for problem in problems)


@pytest.mark.parametrize("said", ["", " ", "-", "=1+1", "1/2", "inf", "nan", "9" * 30])
def test_what_is_no_effort_is_none(said):
    assert read_effort(said) is None


def test_an_indicator_that_stands_twice_is_a_problem_and_neither_row_counts():
    name = SPBE.node_by_code["I7"].names["id"]
    table, problems = read(book(A49=7, B49=name, C8=3, C49=5, C9=2))
    assert table.steps == {("I8", 2): Fraction(2)}
    assert say(problems) == [
        (
            "Usaha",
            "A49",
            "Nomor 7 sudah ada di A8. Sisakan satu baris; usaha keduanya tidak dipakai.",
        )
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_beside_the_name_of_another_indicator_is_a_problem(language):
    five, seven = (SPBE.node_by_code[code].names[language] for code in ("I5", "I7"))
    table, problems = read(book(B6=seven, C6=5, B8=five, C8=7, C9=2))
    assert table.steps == {("I8", 2): Fraction(2)}
    end = "Samakan nomor dan namanya; usaha di baris ini tidak dipakai."
    assert say(problems) == [
        ("Usaha", "A6", f'Nomor 5 di samping nama "{seven}", yang bernomor 7. {end}'),
        ("Usaha", "A8", f'Nomor 7 di samping nama "{five}", yang bernomor 5. {end}'),
    ]


def test_a_name_that_means_no_other_indicator_leaves_the_number_to_count():
    table, problems = read(book(B6="kata kami sendiri", C6=5))
    assert (table.steps, problems) == ({("I5", 2): Fraction(5)}, [])
