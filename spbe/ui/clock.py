"""Read the clock, and write moments as people here read them."""

from __future__ import annotations

import datetime

from spbe.text.translator import Translator


def now() -> datetime.datetime:
    """Read the clock, with its time zone."""
    return datetime.datetime.now(datetime.UTC)


def today() -> datetime.date:
    """Read the day here; analysis and charts are told it."""
    return datetime.datetime.now().astimezone().date()


def format_moment(text: Translator, moment: datetime.datetime) -> str:
    """Write a moment in the time of this place; the store keeps UTC."""
    return text.moment(moment.astimezone())
