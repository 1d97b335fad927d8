"""The screen for a projector: all of it stands within the picture, whatever the names are."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from spbe.charts.palette import PALETTES
from spbe.charts.screen import ROWS, ScreenRow, describe_screen, draw_screen

LONG = "Dinas Kependudukan, Pencatatan Sipil, Pemberdayaan Perempuan dan Perlindungan Anak "
WIDTH, HEIGHT = 1280, 590


def draw(finding, rows, theme="light"):
    return ElementTree.fromstring(draw_screen("Posisi", finding, rows, "Ilustratif", theme))


def lines(picture):
    return ["".join(each.itertext()).strip() for each in picture.iter() if "text" in each.tag]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("share", [None, 0.4])
@pytest.mark.parametrize("words", [LONG * 9, LONG.upper() * 9, "W" * 400, "<b>&'\""])
def test_nothing_leaves_the_picture_or_its_row(words, share, theme):
    picture = draw(words, [ScreenRow(words, "3,28", words, share)] * ROWS, theme)
    heights = [float(each.get("y")) for each in picture.iter() if each.get("font-size")]
    assert max(heights) < HEIGHT
    for each in picture.iter():
        if each.get("font-size"):
            wide = len("".join(each.itertext())) * float(each.get("font-size")) * 0.3
            assert wide <= WIDTH
    separators = [float(e.get("y")) for e in picture.iter() if e.get("height") == "1"]
    assert len(separators) == ROWS
    for top, following in pairwise(separators):
        own = [y for y in heights if top < y < following]
        assert max(own) < following - 2


def test_what_is_too_long_ends_in_an_ellipsis():
    said = lines(draw("Indeks 3,28", [ScreenRow(LONG * 5, "3,28")]))
    assert any(line.endswith("…") for line in said)
    assert "3,28" in said


def test_words_of_users_are_words_and_no_markup():
    said = lines(draw("<script>", [ScreenRow("a & b", "<i>")]))
    assert {"<script>", "a & b", "<i>"} <= set(said)


def test_a_long_state_stands_in_two_lines():
    row = ScreenRow("Susun", "Belum dikerjakan, lewat tenggat")
    assert {"Belum dikerjakan, lewat", "tenggat"} & set(lines(draw("A", [row])))


def test_the_bar_is_as_long_as_its_share():
    picture = draw("A", [ScreenRow("Domain", "3,00", "", 0.5)])
    behind, bar = [float(e.get("width")) for e in picture.iter() if e.get("height") == "11"]
    assert bar == pytest.approx(behind / 2)


def test_the_picture_is_told_in_words():
    rows = [ScreenRow("Susun", "Diterima", "Bappeda"), ScreenRow("Kirim", "")]
    assert describe_screen("2 tindak lanjut", rows, "") == (
        "2 tindak lanjut; Susun: Diterima (Bappeda); Kirim"
    )
    assert not re.search("[<>]", describe_screen("A", rows, ""))


def test_all_marks_of_an_invented_interim_result_of_secondary_weights_are_read():
    marks = (
        "Angka per 4 November 2024. Ilustratif: angka contoh, bukan hasil resmi. Sementara (setara "
        "Baik): predikat hanya ada pada hasil akhir. Struktur dan bobot PermenPANRB 8/2026 diambil "
        "dari sumber sekunder yang saling sesuai, belum dari peraturannya sendiri."
    )
    picture = ElementTree.fromstring(draw_screen("Posisi", "A", [], marks))
    assert " ".join(lines(picture)).endswith(marks)
    assert describe_screen("A", [], marks).endswith(marks)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_is_late_has_the_colour_of_loss(theme):
    def color(row):
        picture = draw("A", [row], theme)
        return next(e.get("fill") for e in picture.iter() if "".join(e.itertext()).strip() == "3")

    palette = PALETTES[theme]
    assert color(ScreenRow("Dinas", "3", is_late=True)) == palette.loss
    assert color(ScreenRow("Dinas", "3")) == palette.now
