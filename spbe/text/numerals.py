"""Write whole numbers and days in Indonesian words, as official records do."""

from __future__ import annotations

import datetime

_ONES = (
    *("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"),
    *("sepuluh", "sebelas"),
)
_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli"),
    *("Agustus", "September", "Oktober", "November", "Desember"),
)


def spell_number(value: int) -> str:
    """Write a number from 0 to 9999 in words: 2024 → "dua ribu dua puluh empat".

    Raises ValueError for any other.
    """
    if not 0 <= value < 10_000:
        raise ValueError(f"{value} is not from 0 to 9999")
    if value < len(_ONES):
        return _ONES[value]
    if value < 20:
        return f"{_ONES[value - 10]} belas"
    for size, word in ((1000, "ribu"), (100, "ratus"), (10, "puluh")):
        count, rest = divmod(value, size)
        if count:
            # "Se" stands for one: seratus, seribu.
            said = f"se{word}" if count == 1 else f"{_ONES[count]} {word}"
            return f"{said} {spell_number(rest)}" if rest else said
    raise AssertionError(value)


def spell_day(day: datetime.date) -> str:
    """Write a day as records do: "hari Minggu tanggal dua puluh bulan Oktober tahun …"."""
    return (
        f"hari {_DAYS[day.weekday()]} tanggal {spell_number(day.day)} bulan "
        f"{_MONTHS[day.month - 1]} tahun {spell_number(day.year)}"
    )
