"""Words that several parts of Menuju Target say in the same way."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from spbe.analysis.likelihood import judge_chance
from spbe.model.instrument import Instrument
from spbe.model.scoring import round_half_up
from spbe.text.terms import LIKELIHOOD_WORDS
from spbe.text.translator import Message, Translator, message
from spbe.ui.formula import format_exact

CONFIDENCE_NAMES: Mapping[str, Message] = {
    "sure": message("yakin"),
    "likely": message("cukup yakin"),
    "doubtful": message("ragu"),
}
"""What a team says of its own claims, by the codes of `analysis/chance.py`."""


def name_indicator(instrument: Instrument, code: str, text: Translator) -> str:
    """Name an indicator by number and name: "45 Layanan Publik Sektor 1"."""
    node = instrument.node_by_code[code]
    return f"{node.number} {node.names[text.language]}"


def say_gap(gap: Fraction, text: Translator) -> str:
    """Write an exact gap above 0 with two decimals; one that rounds to nothing in words."""
    hundredths = round_half_up(gap)
    return text.score(hundredths) if hundredths else text("kurang dari 0,01")


def find_gap_note(bound: int, index: Fraction, text: Translator) -> str | None:
    """Say why a gap to a bound [hundredths] is not the difference of what is printed, if so."""
    gap, printed = Fraction(bound, 100) - index, bound - round_half_up(index)
    if gap <= 0 or round_half_up(gap) in (0, printed):
        return None
    return text(
        "Kurangnya tepat {exact}; selisih kedua angka yang dibulatkan {printed}.",
        exact=format_exact(text, gap),
        printed=text.score(printed),
    )


def say_chance(chance: float, text: Translator) -> str:
    """Say how likely a target is reached, in words; sums of floats may lie a hair outside 0–1."""
    return text(LIKELIHOOD_WORDS[judge_chance(min(max(chance, 0.0), 1.0))])
