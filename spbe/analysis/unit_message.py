"""A short text for one unit, to be pasted into WhatsApp."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from textwrap import shorten

from spbe.analysis.backlog import UnitBacklog
from spbe.analysis.item_words import Wordings, say_item
from spbe.analysis.unit_tasks import UnitTasks
from spbe.model.instrument import Instrument
from spbe.model.item import Item
from spbe.text.translator import Translator

_MOST_ITEMS = 12
"""More than that nobody reads on a phone; the rest is counted."""
_LONGEST_TEXT = 140


@dataclass(frozen=True, slots=True)
class MessageHead:
    """What the text is about and when it was written."""

    agency: str
    instrument: Instrument
    year: int
    today: datetime.date
    interview: datetime.date | None = None
    wordings: Wordings = field(default_factory=dict)
    """The words of the requirements that items are made from."""


def format_unit_message(
    head: MessageHead, tasks: UnitTasks, backlog: UnitBacklog | None, text: Translator
) -> str:
    """Write what a unit still has to do, in the markup of WhatsApp.

    Parameters
    ----------
    backlog : what `compute_backlog` says of the unit; None where nothing is open.

    Returns
    -------
    str, paragraphs parted by a blank line: at most a dozen items, the most urgent first, and how
    many more there are. Signs of the markup within texts of people are left out.
    """
    paragraphs = [_say_head(head, tasks.unit, text)]
    if backlog is None or not (tasks.own or tasks.waiting):
        paragraphs.append(text("Semua butir selesai. Terima kasih."))
        return "\n\n".join(paragraphs)
    paragraphs.append(_say_sum(tasks, backlog, text))
    number = 0
    parts = (
        (text("Lewat tenggat"), tasks.overdue),
        (text("Minggu ini"), tasks.week),
        (text("Berikutnya"), tasks.later),
    )
    for title, own in parts:
        shown = own[: _MOST_ITEMS - number]
        if shown:
            lines = _list_items(head, shown, number + 1, text)
            paragraphs.append("\n".join([f"*{title}*", *lines]))
            number += len(shown)
    if left := len(tasks.own) - number:
        paragraphs.append(text("Dan {n} butir lainnya.", n=left))
    if tasks.waiting:
        waiting = text.plural(
            "Menunggu pihak lain: {count} butir.",
            "Menunggu pihak lain: {count} butir.",
            len(tasks.waiting),
        )
        paragraphs.append(waiting)
    return "\n\n".join(paragraphs)


def _say_head(head: MessageHead, unit: str, text: Translator) -> str:
    name = _plain(unit) or text("Belum ada OPD")
    title = text("Checklist SPBE {year} – {unit}", year=head.year, unit=name)
    day = text("{agency}, per {day}", agency=_plain(head.agency), day=text.date(head.today))
    days = (head.interview - head.today).days if head.interview is not None else None
    if days is not None and days >= 0:
        day += " " + text("(H−{days} sebelum interviu)", days=days)
    return f"*{title}*\n{day}"


def _say_sum(tasks: UnitTasks, backlog: UnitBacklog, text: Translator) -> str:
    lines = [
        text.plural(
            "{count} butir belum selesai.", "{count} butir belum selesai.", len(backlog.items)
        )
    ]
    if backlog.steps:
        steps = text.plural(
            "{count} kenaikan tingkat", "{count} kenaikan tingkat", len(backlog.steps)
        )
        lines.append(
            text(
                "Bila lengkap: {steps}, {points} pada indeks.",
                steps=steps,
                points=text.points(backlog.points),
            )
        )
    if tasks.overdue:
        late = text.plural(
            "{count} butir lewat tenggat.", "{count} butir lewat tenggat.", len(tasks.overdue)
        )
        lines.append(late)
    return " ".join(lines)


def _list_items(
    head: MessageHead, items: Sequence[Item], first: int, text: Translator
) -> Iterable[str]:
    for number, item in enumerate(items, first):
        node = head.instrument.node_by_code.get(item.code or "")
        place = ""
        if node is not None and item.level is not None:
            place = text(
                "Indikator {number}, tingkat {level}", number=node.number, level=item.level
            )
        elif node is not None:
            place = text("Indikator {number}", number=node.number)
        words = _plain(say_item(item, head.wordings, text.language))
        line = f"{number}. " + ": ".join(filter(None, (place, words)))
        if item.due is not None:
            line += " " + text("(tenggat {day})", day=text.date(item.due))
        if item.state == "returned":
            line += "\n   " + text("Dikembalikan: {reason}", reason=_plain(item.reason))
        yield line


def _plain(written: str) -> str:
    """Make one short line of a text, without what WhatsApp takes for bold, italics or code."""
    return shorten(written.translate(str.maketrans("*~`", "   ")), _LONGEST_TEXT, placeholder=" …")
