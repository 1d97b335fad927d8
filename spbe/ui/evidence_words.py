"""How the states of evidence are called, and a sentence on what carries a level."""

from __future__ import annotations

from collections.abc import Mapping

from spbe.analysis.supported import Standing, Support
from spbe.text.translator import Message, Translator, message

STANDING_NAMES: Mapping[Standing, Message] = {
    "accepted": message("diterima"),
    "some_units": message("belum semua OPD"),
    "old_review": message("reviu lebih dari 2 tahun"),
    "not_yet": message("belum mulai berlaku"),
    "expired": message("kedaluwarsa"),
    "review": message("menunggu reviu"),
    "draft": message("konsep"),
    "rejected": message("ditolak"),
    "missing": message("belum ada"),
}
_SIGNS: Mapping[Standing, str] = {
    "accepted": "✓",
    "some_units": "△",
    "old_review": "△",
    "not_yet": "△",
    "expired": "△",
    "review": "…",
    "draft": "…",
    "rejected": "×",
    "missing": "–",
}


def format_standing(text: Translator, standing: Standing) -> str:
    """Name how a requirement stands, with a sign before it, for colour alone says nothing."""
    return f"{_SIGNS[standing]} {text(STANDING_NAMES[standing])}"


def format_support(text: Translator, support: Support, level: int) -> str:
    """Say how much of what an indicator needs to reach a whole level has accepted evidence."""
    done, asked = support.count(level)
    if support.has_requirements:
        return text("{done} dari {asked} syarat berbukti diterima", done=done, asked=asked)
    return text("{done} dari {asked} tingkat berbukti diterima", done=done, asked=asked)
