"""The letter of request says who, what and until when, on the paper that was asked for."""

from __future__ import annotations

import datetime
import io
import zipfile
from dataclasses import replace

import pytest
from docx import Document

from spbe.reports.letter import Letter, LetterItem, build_letter, build_letters

LETTER = Letter(
    agency="Provinsi Contoh",
    unit="Dinas Kesehatan",
    year=2024,
    day=datetime.date(2024, 10, 28),
    items=(
        LetterItem("12", "Tetapkan SK tim", 3, datetime.date(2024, 11, 1)),
        LetterItem("–", "=1+1 \x0b catatan"),
    ),
    interview=datetime.date(2024, 11, 5),
)


def read(data: bytes):
    return Document(io.BytesIO(data))


def say(document) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


@pytest.mark.parametrize(("paper", "size"), [("A4", (210, 297)), ("F4", (215, 330))])
def test_letter_is_on_the_paper_asked_for(paper, size):
    section = read(build_letter(LETTER, paper)).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == size


def test_letter_says_who_what_and_until_when():
    document = read(build_letter(LETTER))
    said = say(document)
    for words in (
        "PEMERINTAH PROVINSI CONTOH",
        "28 Oktober 2024",
        "Pimpinan Dinas Kesehatan",
        "2 butir",
        "paling lambat tanggal 1 November 2024",
        "5 November 2024",
        "Koordinator SPBE,",
    ):
        assert words in said
    fields = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert fields[0] == ["Nomor", ":", ""]
    assert fields[3][2] == "Permintaan Data Dukung Evaluasi SPBE Tahun 2024"


def test_annex_lists_the_items_with_level_and_due_date():
    table = read(build_letter(LETTER)).tables[-1]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[1:] == [
        ["1", "12", "Tetapkan SK tim", "3", "1 Nov 2024"],
        ["2", "–", "=1+1   catatan", "–", "–"],
    ]


def test_items_due_on_several_days_are_asked_for_in_that_span():
    items = (*LETTER.items, LetterItem("1", "Reviu", 4, datetime.date(2024, 11, 20)))
    said = say(read(build_letter(replace(LETTER, items=items))))
    assert "mulai 1 November 2024 sampai dengan 20 November 2024" in said


def test_same_letter_is_the_same_bytes():
    assert build_letter(LETTER) == build_letter(LETTER)
    assert build_letters([LETTER]) == build_letters([LETTER])


def test_illustrative_letter_says_so():
    assert "Ilustratif" in say(read(build_letter(replace(LETTER, is_illustrative=True))))
    assert "Ilustratif" not in say(read(build_letter(LETTER)))


def test_letters_to_many_units_have_names_of_their_own():
    letters = [replace(LETTER, unit=unit) for unit in ("Dinas A/B", "Dinas A:B")]
    with zipfile.ZipFile(io.BytesIO(build_letters(letters, "F4"))) as archive:
        assert archive.namelist() == ["Surat Dinas A-B.docx", "Surat Dinas A-B (2).docx"]


def test_unknown_paper_is_refused():
    with pytest.raises(ValueError, match="A3"):
        build_letter(LETTER, "A3")
