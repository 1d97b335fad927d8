"""What is shown can be taken along: no cell is a formula there, and invented figures say so."""

from __future__ import annotations

import pandas as pd

from spbe.text.translator import Translator
from spbe.ui.tables import make_fit_to_take

ID = Translator("id")
ROWS = pd.DataFrame({"Teks": ['=HYPERLINK("http://x")', "-2+3", "@SUM(A1)", "+0,03", "biasa"]})


def test_text_that_begins_like_a_formula_is_kept_from_being_one():
    ready = make_fit_to_take(ID, ROWS, is_illustrative=False)
    assert list(ready["Teks"]) == [
        '\u2060=HYPERLINK("http://x")',
        "\u2060-2+3",
        "\u2060@SUM(A1)",
        "+0,03",
        "biasa",
    ]


def test_invented_figures_say_so_in_every_row():
    ready = make_fit_to_take(ID, ROWS, is_illustrative=True)
    assert list(ready["Ilustratif"]) == ["angka contoh"] * len(ROWS)


def test_numbers_stay_numbers_and_the_rows_given_stay_as_they_were():
    scores = pd.DataFrame({"Nilai": [3.28, None], "Nama": ["=a", "b"]})
    ready = make_fit_to_take(ID, scores, is_illustrative=True)
    assert list(ready["Nilai"].dropna()) == [3.28]
    assert ready["Nilai"].dtype == "float64"
    assert list(scores.columns) == ["Nilai", "Nama"]
    assert list(scores["Nama"]) == ["=a", "b"]
