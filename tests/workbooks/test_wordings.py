"""The official wording is read from a table, or refused with everything that is wrong."""

from __future__ import annotations

import io

from openpyxl import Workbook

from spbe.catalogue.instruments import load_instruments
from spbe.text.translator import Translator
from spbe.workbooks.reading import SourceFile
from spbe.workbooks.wordings import read_wordings

OF_2020 = load_instruments()["permenpanrb-59-2020"]
HEAD = "indicator_no,level,criterion\n"


def read(text, name="criteria.csv"):
    return read_wordings(SourceFile(name, text.encode()), OF_2020)


def said(problems):
    text = Translator("id")
    return [(problem.cell, text(problem.message)) for problem in problems]


def test_a_table_is_read_by_code_and_level():
    found, problems = read(HEAD + '1,1,"Belum, atau telah ada."\n1,2,Ditetapkan.\n47,5,Optimum.\n')
    assert problems == []
    assert found == {
        ("I1", 1): "Belum, atau telah ada.",
        ("I1", 2): "Ditetapkan.",
        ("I47", 5): "Optimum.",
    }


def test_columns_may_stand_anywhere_in_a_workbook():
    book = Workbook()
    book.active.append(["criterion", "catatan", "level", "indicator_no"])
    book.active.append(["Ditetapkan.", "x", 2, 1])
    file = io.BytesIO()
    book.save(file)
    assert read_wordings(SourceFile("r.xlsx", file.getvalue()), OF_2020) == (
        {("I1", 2): "Ditetapkan."},
        [],
    )


def test_everything_wrong_is_said_with_its_cell():
    found, problems = read(HEAD + "48,2,A\n1,6,B\n1,2,\n2,2,C\n2,2,D\n")
    assert found == {("I2", 2): "C"}
    assert said(problems) == [
        ("A2", '"48" bukan nomor indikator PermenPANRB 59/2020.'),
        ("B3", '"6" bukan tingkat. Isi bilangan bulat 1 sampai 5.'),
        ("C4", "Rumusannya kosong. Isi, atau hapus barisnya."),
        ("B6", "Tingkat ini sudah ada di B5."),
    ]


def test_a_file_without_the_columns_is_refused():
    found, problems = read("a,b\n1,2\n")
    assert found == {}
    [(cell, sentence)] = said(problems)
    assert cell is None
    assert sentence.endswith("harus memuat kolom indicator_no, level, criterion.")


def test_a_table_without_rows_is_refused():
    assert said(read(HEAD)[1]) == [(None, "Tabelnya tidak memuat satu rumusan pun.")]
