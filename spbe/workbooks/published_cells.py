"""What a cell of a table of published results says: a name, a year, a score, a rating."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from fractions import Fraction

from spbe.model.instrument import Instrument, Rating
from spbe.model.scoring import round_half_up
from spbe.workbooks.years import find_years

LONGEST_NAME = 200
_LONGEST_FIGURE = 40
_BLANK = ("", "-", "–", "n/a", "null")


def read_text(value: object) -> str:
    """Write a cell on one line, as it stands in the sheet: 9 and not 9.0."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    plain = "".join(c if c.isprintable() else " " for c in str(value))
    return " ".join(plain.split())


def is_blank(value: object) -> bool:
    """Tell whether a cell says nothing, or that there is nothing."""
    return read_text(value).casefold() in _BLANK


def read_figure(value: object, instrument: Instrument) -> int | None:
    """Read a score as hundredths, half up on the exact decimal; None where it is none."""
    text = read_text(value).replace(",", ".")
    if isinstance(value, bool) or not text or len(text) > _LONGEST_FIGURE:
        return None
    try:
        exact = Decimal(text)
    except InvalidOperation:
        return None
    # Compared before it becomes a fraction: 1e999999 would fill the memory.
    if not exact.is_finite() or not instrument.level_minimum <= exact <= instrument.level_maximum:
        return None
    return round_half_up(Fraction(exact))


def read_year(value: object) -> int | None:
    """Read the one year that a cell speaks of."""
    text = read_text(value).removesuffix(".0")
    if len(text) == 4 and text.isascii() and text.isdecimal():
        return int(text)
    years = find_years(text)
    return next(iter(years)) if len(years) == 1 else None


def read_rating(value: object, instrument: Instrument) -> Rating | None:
    """Read a rating by its name in either language; None where the instrument has none such."""
    said = read_text(value).casefold()
    for rating in instrument.ratings:
        if said in {rating.code, *(name.casefold() for name in rating.names.values())}:
            return rating
    return None
