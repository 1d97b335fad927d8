"""Numbers and days in words, as official records write them."""

from __future__ import annotations

import datetime

import pytest

from spbe.text.numerals import spell_day, spell_number


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "nol"),
        (11, "sebelas"),
        (12, "dua belas"),
        (20, "dua puluh"),
        (21, "dua puluh satu"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (1000, "seribu"),
        (1999, "seribu sembilan ratus sembilan puluh sembilan"),
        (2024, "dua ribu dua puluh empat"),
        (9010, "sembilan ribu sepuluh"),
    ],
)
def test_numbers_are_spelt(value, words):
    assert spell_number(value) == words


def test_a_day_names_weekday_day_month_and_year():
    said = spell_day(datetime.date(2024, 10, 20))
    assert said == ("hari Minggu tanggal dua puluh bulan Oktober tahun dua ribu dua puluh empat")


def test_numbers_beyond_four_digits_are_refused():
    with pytest.raises(ValueError, match="10000"):
        spell_number(10_000)
