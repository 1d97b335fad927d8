"""Figures within a sentence that is made far from its reader, whose language is not known yet."""

from __future__ import annotations

from spbe.text.translator import Message, message


def say_score(hundredths: int) -> Message:
    """Say a score or index of 0 or more: "3,28", in English "3.28"."""
    whole, rest = divmod(hundredths, 100)
    return message("{whole},{decimals}", whole=whole, decimals=f"{rest:02d}")
