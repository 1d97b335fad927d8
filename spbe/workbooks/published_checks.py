"""Do the figures of one published row agree? Index, domains and rating, all of them rounded."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from spbe.model.instrument import Instrument, Rating
from spbe.model.scoring import rate_index
from spbe.text.figures import say_score
from spbe.text.translator import Message, message

_HALF = Fraction(1, 200)
"""How far an exact score may lie from its two printed decimals [index scale]."""


def check_index(instrument: Instrument, agency: str, figures: Mapping[str, int]) -> Message | None:
    """Say where a printed index lies outside what the printed scores below it allow.

    A score that was not printed may be anything from the lowest to the highest level; without any
    there is nothing to say.
    """
    root = instrument.root
    children = instrument.children[root.code]
    if not any(node.code in figures for node in children):
        return None
    lowest = highest = Fraction(0)
    for node in children:
        share = node.weight / root.weight
        ends = (Fraction(instrument.level_minimum), Fraction(instrument.level_maximum))
        if node.code in figures:
            score = Fraction(figures[node.code], 100)
            ends = (max(ends[0], score - _HALF), min(ends[1], score + _HALF))
        lowest, highest = lowest + share * ends[0], highest + share * ends[1]
    index = Fraction(figures[root.code], 100)
    if lowest <= index + _HALF and index - _HALF <= highest:
        return None
    # The narrowest range of printed indices that holds all that could be.
    low, high = -((_HALF - lowest) * 100 // 1), (highest + _HALF) * 100 // 1
    return message(
        "{agency}: indeks {index} tidak cocok dengan nilai di bawahnya, yang hanya memungkinkan "
        "{low} sampai {high}. Periksa keduanya; angkanya disimpan seperti tertulis.",
        agency=agency,
        index=say_score(figures[root.code]),
        low=say_score(int(low)),
        high=say_score(int(high)),
    )


def check_rating(
    instrument: Instrument, agency: str, year: int, index: int, rating: Rating
) -> Message | None:
    """Say where a printed rating is none that the printed index [hundredths] can have.

    Where the exact index is rated, one that is printed at a bound may lie just below it.
    """
    printed = Fraction(index, 100)
    possible = [rate_index(instrument, exact, year)[0] for exact in (printed - _HALF, printed)]
    if rating in possible:
        return None
    return message(
        "{agency}: predikat {rating} tidak cocok dengan indeks {index}, yang termasuk {expected}. "
        "Periksa keduanya; angkanya disimpan seperti tertulis.",
        agency=agency,
        rating=rating.names,
        index=say_score(index),
        expected=possible[-1].names,
    )
