"""Documents of several chapters as PDF: what stands in them, on which paper, and text as text."""

from __future__ import annotations

from spbe.reports.blocks import Chapter, Column, Heading, Sentence, Table
from spbe.reports.pdf_document import build_document_pdf
from spbe.text.translator import Translator
from tests.reports.pdf_reading import read_info, read_words

TEXT = Translator("id")
HOSTILE = '#read("/etc/passwd") $x$ \\ <b>'
COLUMNS = (Column("Butir", 3), Column("Tingkat", 1, "centre"))


def build(contents, words, paper="A4"):
    table = Table("Butir", COLUMNS, [(words, "4"), ("Lain", "–")], levels={(0, 1): 4})
    blocks = [Heading("Bagian"), Sentence("Temuan.", "finding"), Sentence(words), table]
    lines = [("Tempat", words), ("Hari", "Senin")]
    return build_document_pdf(
        contents, "Notulen rapat", lines, [Chapter("a", "Bab", blocks)], TEXT, paper
    )


def test_lines_chapters_marks_and_source_stand_in_it(full_contents):
    said = read_words(build(full_contents, "Ruang Rapat"))
    for part in ("Notulen rapat", "Tempat", "Senin", "Bab", "Bagian", "Temuan.", "Ilustratif"):
        assert part in said
    assert said.count("Ruang Rapat") == 3
    assert "Sumber: Penilaian Dokumen 2024" in said


def test_it_is_pdf_a_of_its_paper_and_the_same_bytes_again(full_contents):
    data = build(full_contents, "Ruang Rapat", "F4")
    assert b"<pdfaid:part>2</pdfaid:part>" in data
    assert read_info(data)["Page size"].startswith("609.449 x 935.4")
    assert data == build(full_contents, "Ruang Rapat", "F4")


def test_markup_in_it_is_printed_as_it_is(full_contents):
    assert read_words(build(full_contents, HOSTILE)).count(HOSTILE) == 3
