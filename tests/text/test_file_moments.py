"""The same document on the same day is the same bytes, workbooks within it included."""

from __future__ import annotations

import datetime
import io
import zipfile

import openpyxl
from docx import Document

from spbe.text.file_moments import fix_moments

DAY = datetime.date(2024, 10, 20)


def make_document(embedded: bytes = b"") -> bytes:
    document, file = Document(), io.BytesIO()
    document.add_paragraph("Rapat")
    document.core_properties.created = datetime.datetime.now(datetime.UTC)
    document.save(file)
    if embedded:
        with zipfile.ZipFile(file, "a") as archive:
            archive.writestr("word/embeddings/buku.xlsx", embedded)
    return file.getvalue()


def make_workbook() -> bytes:
    file = io.BytesIO()
    openpyxl.Workbook().save(file)
    return file.getvalue()


def read_moments(data: bytes) -> set[tuple[int, ...]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {entry.date_time for entry in archive.infolist()}


def test_every_moment_of_a_document_and_of_what_it_holds_is_the_day():
    fixed = fix_moments(make_document(make_workbook()), DAY)
    assert read_moments(fixed) == {(2024, 10, 20, 0, 0, 0)}
    about = Document(io.BytesIO(fixed)).core_properties
    assert about.created.date() == DAY
    with zipfile.ZipFile(io.BytesIO(fixed)) as archive:
        inner = archive.read("word/embeddings/buku.xlsx")
    assert read_moments(inner) == {(2024, 10, 20, 0, 0, 0)}
    properties = openpyxl.load_workbook(io.BytesIO(inner)).properties
    assert properties.created.date() == properties.modified.date() == DAY


def test_a_day_before_1980_is_written_as_the_first_that_a_zip_can_hold():
    assert read_moments(fix_moments(make_workbook(), datetime.date(1970, 1, 1))) == {
        (1980, 1, 1, 0, 0, 0)
    }


def test_a_day_after_2107_is_written_as_the_last_that_a_zip_can_hold():
    assert read_moments(fix_moments(make_workbook(), datetime.date(2200, 1, 1))) == {
        (2107, 12, 31, 0, 0, 0)
    }
