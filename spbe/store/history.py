"""Who changed what beside the levels: dates, locks, sectors and targets. Only ever added to.

What something was set to is kept as data (JSON), so that everyone reads it in their own language.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Literal

from sqlalchemy import Connection, Row, insert, select

from spbe.store.database import Store
from spbe.store.records import Change, Cycle, Sector, Target
from spbe.store.rights import seen_rows, sign
from spbe.store.schema import changes
from spbe.text.terms import CYCLE_KINDS, STAGE_NAMES
from spbe.text.translator import Translator

Subject = Literal["cycle", "sectors", "target"]

_SUBJECTS: Mapping[type[Cycle | Sector | Target], Subject] = {
    Cycle: "cycle",
    Sector: "sectors",
    Target: "target",
}


def find_changes(store: Store, agency_id: int, year: int | None = None) -> list[Change]:
    """Find the changes of an agency, of one year or all, the newest first."""
    own = seen_rows(store, changes.c.agency_id)
    query = select(changes).where(changes.c.agency_id == agency_id, own)
    if year is not None:
        query = query.where(changes.c.year == year)
    with store.read() as connection:
        rows = connection.execute(query.order_by(changes.c.id.desc())).all()
    return [_to_change(row) for row in rows]


def format_change(change: Change, text: Translator) -> str:
    """Say what something was set to: "Evaluasi; Penilaian Interviu: 5 Nov 2024"."""
    match change.value:
        case Cycle() as cycle:
            return _format_cycle(cycle, text)
        case Sector() as sector:
            return _format_sector(sector, text)
        case Target() as target:
            return _format_target(target, change.is_removed, text)
        case words:
            return words


def write_change(
    connection: Connection,
    value: Cycle | Sector | Target,
    author: tuple[str, datetime.datetime],
    *,
    is_removed: bool = False,
) -> None:
    """Note inside the transaction that makes it to what something is set, or that it is removed."""
    who, at = author
    parts = asdict(value) | ({"is_removed": True} if is_removed else {})
    query = insert(changes).values(
        agency_id=parts.pop("agency_id"),
        year=parts.pop("year"),
        subject=_SUBJECTS[type(value)],
        text=json.dumps(parts, ensure_ascii=False, default=datetime.date.isoformat),
        who=sign(connection, who),
        at=at,
    )
    connection.execute(query)


def read_last_author(connection: Connection, value: Cycle | Sector | Target) -> str | None:
    """Read who was the last to change a cycle, a sector or a target, None where nobody did."""
    query = select(changes).where(
        changes.c.agency_id == value.agency_id,
        changes.c.year == value.year,
        changes.c.subject == _SUBJECTS[type(value)],
    )
    found = (_to_change(row) for row in connection.execute(query.order_by(changes.c.id.desc())))
    return next((change.who for change in found if is_same(change.value, value)), None)


def is_same(one: Cycle | Sector | Target | str, other: Cycle | Sector | Target | str) -> bool:
    """Tell whether two changes of one agency and year are about one thing."""
    match one, other:
        case Target(), Target():
            return one.id == other.id
        case Sector(), Sector():
            return one.code == other.code
        case Cycle(), Cycle():
            return True
        case _:
            return False


def read_changes(connection: Connection, agency_id: int) -> list[Change]:
    """Read all changes of an agency, the oldest first."""
    own = seen_rows(connection, changes.c.agency_id)
    query = select(changes).where(changes.c.agency_id == agency_id, own).order_by(changes.c.id)
    return [_to_change(row) for row in connection.execute(query)]


def _to_change(row: Row[tuple[object, ...]]) -> Change:
    is_removed = False
    value: Cycle | Sector | Target | str
    try:
        parts = json.loads(row.text)
        value = _to_value(row.subject, row.agency_id, row.year, parts)
        is_removed = parts.get("is_removed") is True
    except (ValueError, KeyError, TypeError, AttributeError):
        value = row.text  # words, as earlier versions of the app wrote them
    return Change(
        row.id, row.agency_id, row.year, row.subject, value, row.who, row.at, is_removed=is_removed
    )


def _to_value(
    subject: str, agency_id: int, year: int, parts: Mapping[str, Any]
) -> Cycle | Sector | Target:
    """Put a value together from its parts; raises where they are of another kind."""
    if subject == "cycle":
        days = {stage: datetime.date.fromisoformat(day) for stage, day in parts["dates"].items()}
        locked = {stage: str(reason) for stage, reason in parts["locked"].items()}
        return Cycle(agency_id, year, parts["kind"], days, locked)
    if subject == "sectors":
        names = (str(parts[name]) for name in ("code", "sector", "application", "unit"))
        return Sector(agency_id, year, *names)
    return Target(
        id=parts["id"],
        agency_id=agency_id,
        year=year,
        name=str(parts["name"]),
        source=str(parts["source"]),
        hundredths=int(parts["hundredths"]),
        is_primary=bool(parts["is_primary"]),
    )


def _format_cycle(cycle: Cycle, text: Translator) -> str:
    kind = CYCLE_KINDS.get(cycle.kind)
    said = [text(kind) if kind else str(cycle.kind)]
    for stage, name in STAGE_NAMES.items():
        if stage in cycle.dates:
            said.append(f"{text(name)}: {text.date(cycle.dates[stage])}")
        if stage in cycle.locked:
            said.append(text("{stage} dikunci: {reason}", stage=name, reason=cycle.locked[stage]))
    return "; ".join(said)


def _format_sector(sector: Sector, text: Translator) -> str:
    number = sector.code[1:]
    parts = (sector.sector, sector.application, sector.unit)
    if not any(parts):
        return text("Indikator {number}: pilihan dihapus", number=number)
    choice = " · ".join(part or "–" for part in parts)
    return text("Indikator {number}: {choice}", number=number, choice=choice)


def _format_target(target: Target, is_removed: bool, text: Translator) -> str:
    if is_removed:
        return text("{name} dihapus", name=target.name)
    values = {"name": target.name, "score": text.score(target.hundredths), "source": target.source}
    if target.is_primary:
        return text("{name}: {score} ({source}), target utama", **values)
    return text("{name}: {score} ({source})", **values)
