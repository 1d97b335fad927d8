"""The door to Typst: PDF/A with our fonts alone, the same bytes each time, text never obeyed."""

from __future__ import annotations

import datetime
import re

import pytest

from spbe.reports import typesetting
from spbe.reports.glyphs import FONTS, make_printable, read_characters
from spbe.reports.typesetting import compile_pdf, compile_png
from tests.reports.pdf_reading import find_right_end, read_info, read_size, read_words, run_poppler

pytestmark = pytest.mark.poppler

DAY = datetime.date(2024, 10, 20)
LAYOUT = """
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title, date: auto)
#set page(width: 100mm, height: 50mm, margin: 5mm)
#set text(font: "Source Sans 3", lang: "id")
*#data.title*
#for said in data.said [ #said #parbreak() ]
"""


@pytest.fixture(autouse=True)
def layout(tmp_path, monkeypatch):
    (tmp_path / "small.typ").write_text(LAYOUT, encoding="utf-8")
    monkeypatch.setattr(typesetting, "LAYOUTS", tmp_path)


def build(*said, day=DAY):
    return compile_pdf("small", {"title": "Indeks 3,28", "said": list(said)}, day)


def test_pdf_says_that_it_is_pdf_a_and_of_which_day():
    data = build("satu")
    assert b"<pdfaid:part>2</pdfaid:part>" in data
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in data
    assert read_info(data)["CreationDate"].startswith("2024-10-20T00:00:00")


def test_only_our_fonts_are_in_it_and_all_are_embedded():
    rows = run_poppler("pdffonts", build("satu"), "-").splitlines()[2:]
    assert rows
    for row in rows:
        assert "SourceSans3" in row
        assert re.search(r"yes yes yes +\d+", row)


def test_same_input_and_day_give_the_same_bytes():
    assert build("satu") == build("satu")
    assert build("satu") != build("satu", day=datetime.date(2024, 10, 21))
    data = {"title": "Indeks", "said": ["satu"]}
    assert compile_png("small", data, 72) == compile_png("small", data, 72)


def test_a_picture_is_made_of_each_page_in_the_size_asked_for():
    pictures = compile_png("small", {"title": "x", "said": ["a"] * 40}, 254)
    assert len(pictures) > 1
    assert {read_size(picture) for picture in pictures} == {(1000, 500)}


@pytest.mark.parametrize(
    "said",
    ['#read("/etc/passwd")', "$x^2$ *tebal* _miring_ `kode`", "\\ \\# @rujukan <label>", "= Judul"],
)
def test_markup_in_a_text_is_printed_as_it_is(said):
    assert said in read_words(build(said))


def test_what_the_fonts_have_no_glyph_for_becomes_a_box_and_control_characters_go():
    assert make_printable("你 ✅ a\x00b\x1bc \ud800 \u202ed") == "□ □ abc  d"
    assert make_printable("satu\r\ndua\ttiga") == "satu\ndua tiga"
    assert make_printable("Ardhi\u0301") == "Ardhí"
    assert "□ □ abc" in read_words(build("你 ✅ a\x00b\x1bc"))


def test_a_word_of_five_thousand_letters_stays_on_the_page():
    data = build("x" * 5000)
    assert read_words(data).count("x") == 5000
    assert find_right_end(data) <= 95 / 25.4 * 72
    assert make_printable("mempertanggungjawabkan") == "mempertanggungjawabkan"


def test_both_fonts_have_the_same_glyphs_and_every_letter_that_we_write():
    upright, italic = (
        read_characters((FONTS / name).read_bytes())
        for name in ("SourceSans3.ttf", "SourceSans3-Italic.ttf")
    )
    assert upright == italic
    assert {ord(letter) for letter in "Aaé0●○▲▼→−≥–·•…“”□Σ×÷"} <= upright


def test_a_file_without_glyphs_is_refused():
    with pytest.raises(ValueError, match="cmap"):
        read_characters(b"\x00\x01\x00\x00\x00\x00" + bytes(20))
