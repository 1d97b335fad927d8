"""The figures of the checklist: who holds how much, and whether it is done in time."""

from __future__ import annotations

import datetime
from fractions import Fraction

from spbe.analysis.backlog import UnitBacklog
from spbe.charts.backlog import describe_backlog, plot_backlog, title_backlog
from spbe.charts.burndown import describe_burn_down, plot_burn_down, title_burn_down
from spbe.model.item import Item
from tests.charts.reading import marks_of, notes_of, title_of, words_of

DAY = datetime.timedelta(days=1)
TODAY = datetime.date(2024, 10, 11)
INTERVIEW = datetime.date(2024, 10, 29)


def make_row(unit, items, overdue=0, submitted=0):
    item = Item(1, "permenpanrb-59-2020", "SK", "own", 2024)
    return UnitBacklog(unit, (item,) * items, overdue, submitted, (), Fraction(0), Fraction(0))


def test_title_names_who_holds_most_and_what_is_late(text, english):
    rows = [make_row("Bappeda", 12, overdue=3), make_row("BKD", 4)]
    assert title_backlog(rows, text) == "Terbanyak di Bappeda: 12 butir, 3 lewat tenggat"
    assert title_backlog(rows, english) == "Most at Bappeda: 12 items, 3 overdue"


def test_equal_backlogs_are_told_as_equal(text):
    rows = [make_row(unit, 2) for unit in ("A", "B", "C")]
    assert title_backlog(rows, text) == "3 OPD sama banyak: 2 butir"


def test_parts_of_a_bar_add_up_to_its_items(text):
    figure = plot_backlog([make_row("Bappeda", 12, overdue=3, submitted=4)], text)
    assert [mark.x for mark in marks_of(figure)] == [(3,), (5,), (4,)]
    assert {mark.customdata for mark in marks_of(figure)} == {("Bappeda",)}
    assert "12 butir" in words_of(figure)


def test_many_units_are_counted_below_the_figure(text):
    figure = plot_backlog([make_row(f"OPD {n}", 1) for n in range(40)], text)
    assert any("28 OPD lain ada di tabel." in note for note in notes_of(figure))


def test_names_of_units_are_no_markup(text):
    assert "&lt;b&gt;x&lt;/b&gt;" in words_of(plot_backlog([make_row("<b>x</b>", 1)], text))


def test_no_backlog_is_said(text):
    assert title_of(plot_backlog([], text)) == "Tidak ada butir yang terbuka"
    assert describe_backlog([], text) == "Tidak ada butir yang terbuka."


def test_pace_is_rounded_up_so_that_it_is_enough(text):
    counts = [(TODAY - DAY, 45), (TODAY, 42)]
    assert (
        title_burn_down(counts, INTERVIEW, text) == "42 butir terbuka, H−18: perlu 3 butir per hari"
    )


def test_dashed_line_ends_at_none_on_the_day_of_the_interview(text):
    figure = plot_burn_down([(TODAY - DAY, 45), (TODAY, 42)], INTERVIEW, text)
    line = figure.layout.shapes[0]
    assert (line.x0, line.y0, line.x1, line.y1) == (1, 42, 19, 0)
    assert figure.data[0].y == (45, 42)


def test_an_interview_that_is_over_or_not_known_is_said(text):
    counts = [(TODAY, 42)]
    assert title_burn_down(counts, None, text).endswith("tanggal interviu belum diisi")
    assert title_burn_down(counts, TODAY - DAY, text) == "42 butir terbuka sesudah interviu"
    assert title_burn_down(counts, TODAY, text) == "42 butir terbuka pada hari interviu"
    assert not plot_burn_down(counts, TODAY - DAY, text).layout.shapes


def test_a_single_dot_says_that_it_is_the_first_day(text, english):
    counts = [(TODAY, 42)]
    assert "Baru hari pertama" in str(notes_of(plot_burn_down(counts, INTERVIEW, text)))
    assert describe_burn_down(counts, INTERVIEW, english).endswith("grows from tomorrow on.")
    more = [(TODAY - DAY, 45), *counts]
    assert "Baru hari pertama" not in str(notes_of(plot_burn_down(more, INTERVIEW, text)))


def test_everything_done_and_nothing_yet_are_said(text):
    assert title_burn_down([(TODAY, 0)], INTERVIEW, text) == "Semua butir selesai"
    assert title_of(plot_burn_down([], INTERVIEW, text)) == "Belum ada butir checklist"


def test_description_names_the_beginning_and_the_highest_day(text):
    counts = [(TODAY - 2 * DAY, 3), (TODAY - DAY, 9), (TODAY, 4)]
    said = describe_burn_down(counts, None, text)
    assert "9 Okt 2024: 3 terbuka" in said
    assert "terbanyak 9 pada 10 Okt 2024" in said
