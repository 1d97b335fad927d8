"""How items of the checklist are said: their state, their day, and what differs between two."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from textwrap import shorten

from spbe.analysis.backlog import is_overdue
from spbe.model.instrument import Instrument, Node
from spbe.model.item import Item
from spbe.text.terms import ITEM_SOURCE_NAMES, ITEM_STATE_NAMES
from spbe.text.translator import Message, Translator, message
from spbe.ui.markup import escape_markdown

_BADGES: Mapping[str, tuple[str, str]] = {
    "open": ("gray", "radio_button_unchecked"),
    "work": ("blue", "pending"),
    "submitted": ("blue", "outgoing_mail"),
    "accepted": ("green", "check_circle"),
    "returned": ("red", "undo"),
    "not_applicable": ("gray", "do_not_disturb_on"),
}
"""Colour and sign of each state; the word always stands beside them."""

FIELD_NAMES: Mapping[str, Message] = {
    "text": message("Butir"),
    "code": message("Indikator"),
    "level": message("Tingkat"),
    "units": message("OPD"),
    "person": message("Penanggung jawab"),
    "due": message("Tenggat"),
    "state": message("Status"),
    "reason": message("Alasan"),
}
"""What can be edited of an item, by the name of its field."""

EDITED = tuple(FIELD_NAMES)
_LONGEST_UNITS = 48


def format_state(item: Item, text: Translator) -> str:
    """Write the state as a badge of its colour, with its sign and word."""
    color, sign = _BADGES[item.state]
    return f":{color}-badge[:material/{sign}: {text(ITEM_STATE_NAMES[item.state])}]"


def format_due(item: Item, today: datetime.date, text: Translator) -> str:
    """Write until when, in red where that day is over: "lewat 3 hari · 5 Nov 2024"."""
    if item.due is None:
        return text("tanpa tenggat")
    day = text.date(item.due)
    if not is_overdue(item, today):
        return text("sampai {day}", day=day) if item.is_open else day
    late = (today - item.due).days
    said = text.plural("lewat {count} hari · {day}", "lewat {count} hari · {day}", late, day=day)
    return f":red[**{said}**]"


def format_units(item: Item, text: Translator) -> str:
    """Name who has to do it, shortened to what fits on a line."""
    if not item.units:
        return text("belum ada OPD")
    if item.is_for_all_units and len(item.units) > 1:
        return text("{n} OPD bersama", n=len(item.units))
    return shorten(", ".join(item.units), _LONGEST_UNITS, placeholder=" …")


def format_years(item: Item, text: Translator) -> str:
    """Say since when an item is known: "sejak 2023, dibawa ke 2024"."""
    carried = [str(year) for year in item.years if year != item.opened_year]
    if not carried:
        return text("dibuka {year}", year=str(item.opened_year))
    return text(
        "dibuka {year}, dibawa ke {years}", year=str(item.opened_year), years=text.list(carried)
    )


def format_source(item: Item, text: Translator) -> str:
    return text(ITEM_SOURCE_NAMES[item.source])


def format_field(item: Item, field: str, text: Translator) -> str:
    """Write one field of an item as people read it; "–" where it is empty."""
    value = getattr(item, field)
    if field == "state":
        return text(ITEM_STATE_NAMES[item.state])
    if isinstance(value, datetime.date):
        return text.date(value)
    if isinstance(value, tuple):
        return ", ".join(value) or "–"
    return "–" if value in (None, "") else str(value)


def find_differences(before: Item, after: Item, text: Translator) -> list[tuple[str, str, str]]:
    """Find the fields in which two states of an item differ: name, before, after."""
    return [
        (text(name), format_field(before, field, text), format_field(after, field, text))
        for field, name in FIELD_NAMES.items()
        if getattr(before, field) != getattr(after, field)
    ]


def name_number(node: Node) -> str:
    """Write the number of an indicator, or the code of a part above it: "12", "D1"."""
    return node.number if node.tier == "indicator" else node.code


def name_indicator(instrument: Instrument, code: str | None, text: Translator) -> str:
    """Name the indicator of an item: "12 · Audit TIK"."""
    node = instrument.node_by_code.get(code or "")
    if node is None:
        return code or text("Tanpa indikator")
    return f"{name_number(node)} · {node.names[text.language]}"


def format_row(
    item: Item, today: datetime.date, text: Translator, evidence: int = 0, unit: str = ""
) -> str:
    """Write what stands behind an item's text in a list, for markdown.

    `evidence` counts its documents; an item of `unit` alone does not name it again.
    """
    parts = [] if item.units == (unit,) else [escape_markdown(format_units(item, text))]
    if item.person:
        parts.append(escape_markdown(shorten(item.person, 30, placeholder=" …")))
    parts.append(format_due(item, today, text))
    if evidence:
        parts.append(text.plural("{count} bukti", "{count} bukti", evidence))
    return f"{format_state(item, text)} {' · '.join(parts)}"


def name_short(instrument: Instrument, item: Item) -> str:
    """Write number and level of an item: "12 · L3"."""
    node = instrument.node_by_code.get(item.code or "")
    number = name_number(node) if node else item.code
    level = None if item.level is None else f"L{item.level}"
    return " · ".join(part for part in (number, level) if part)
