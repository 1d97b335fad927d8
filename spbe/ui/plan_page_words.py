"""Words that several parts of Menuju Target say in the same way."""

from __future__ import annotations

from spbe.analysis.likelihood import judge_chance
from spbe.model.instrument import Instrument
from spbe.text.terms import LIKELIHOOD_WORDS
from spbe.text.translator import Translator


def name_indicator(instrument: Instrument, code: str, text: Translator) -> str:
    """Name an indicator by number and name: "45 Layanan Publik Sektor 1"."""
    node = instrument.node_by_code[code]
    return f"{node.number} {node.names[text.language]}"


def say_gap(hundredths: int, text: Translator) -> str:
    """Write a gap; one that only the exact index shows is below a hundredth."""
    return text.score(hundredths) if hundredths > 0 else text("kurang dari 0,01")


def say_chance(chance: float, text: Translator) -> str:
    """Say how likely a target is reached, in words; sums of floats may lie a hair outside 0–1."""
    return text(LIKELIHOOD_WORDS[judge_chance(min(max(chance, 0.0), 1.0))])
