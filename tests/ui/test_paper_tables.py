"""A table on paper has every row and every word, is no wider than A4, and is cut between rows."""

from __future__ import annotations

import pandas as pd

from spbe.ui.paper_tables import cut_rows, fold_columns

LONG = "Kebijakan internal ditetapkan dan dikomunikasikan ke semua perangkat daerah. " * 4


def test_a_table_that_fits_stays_as_it_is():
    words = pd.DataFrame({"No": ["1"], "Indikator": ["Arsitektur SPBE"]})
    assert fold_columns(words).equals(words)


def test_the_longest_columns_of_a_wide_table_stand_below_each_other_with_their_names():
    short = {f"K{n}": ["123456"] for n in range(6)}
    words = pd.DataFrame({**short, "Diminta": [LONG], "Catatan": [LONG], "OPD": ["Dinas"]})
    folded = fold_columns(words)
    assert list(folded.columns) == [*short, "OPD", "Diminta · Catatan"]
    assert folded.iloc[0, -1] == f"**Diminta:** {LONG}  \n**Catatan:** {LONG}"


def test_what_is_empty_is_not_named_in_a_folded_cell():
    words = pd.DataFrame(
        {"No": ["1", "2"], "C": ["satu", "dua"], "A": [LONG, "–"], "B": [LONG * 2, LONG]}
    )
    assert "**A:**" not in fold_columns(words).iloc[1, -1]


def test_a_long_table_is_cut_into_parts_that_hold_every_row_in_order():
    words = pd.DataFrame({"No": [str(n) for n in range(200)], "Nama": ["Layanan"] * 200})
    parts = list(cut_rows(words))
    assert len(parts) > 5
    assert pd.concat(parts).equals(words)


def test_a_row_that_is_longer_than_a_part_stands_alone():
    words = pd.DataFrame({"A": ["satu", LONG * 40, "dua"]})
    assert [len(part) for part in cut_rows(words)] == [1, 1, 1]


def test_an_empty_table_has_one_part():
    assert [len(part) for part in cut_rows(pd.DataFrame({"A": []}))] == [0]
