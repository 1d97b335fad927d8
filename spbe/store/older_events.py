"""What was noted elsewhere before there were events: revisions, and changes of dates and targets.

Seen as events, so that one history tells everything; an agency that is removed leaves them so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, fields, replace

from sqlalchemy import Connection, select

from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.store.assessment_rows import read_states
from spbe.store.database import Store
from spbe.store.events import (
    RESTORED,
    Event,
    Values,
    find_events,
    keep_events,
    trace_origin,
)
from spbe.store.history import is_same, read_changes
from spbe.store.records import Change, Revision
from spbe.store.rights import Action, is_allowed, seen_rows
from spbe.store.schema import agencies, assessments, revisions
from spbe.store.schema_work import events


def find_history(store: Store, agency_id: int | None) -> list[Event]:
    """Find everything that was changed of an agency, the newest first, also once it is gone.

    With whatever concerns all agencies; None is that alone. Nothing of an agency that the person
    at work does not see.
    """
    older: list[Event] = []
    if agency_id is not None:
        with store.read() as connection:
            older = read_older_events(connection, agency_id)
    noted = [*older, *reversed(find_events(store, agency_id))]
    if agency_id is not None and is_allowed(store, Action.VIEW, agency_id):
        noted += reversed(find_events(store, None, subject=RESTORED))
    return sorted(noted, key=lambda event: event.at)[::-1]  # the later of two at one moment first


def find_removed_agencies(store: Store) -> dict[int, str]:
    """Find the agencies that were removed and left a history: name by id, the latest last.

    Whoever may not remove agencies sees none.
    """
    if not is_allowed(store, Action.EDIT_AGENCIES):
        return {}
    query = select(events.c.agency_id, events.c.agency_name).where(
        events.c.subject == "agency",
        events.c.after.is_(None),
        events.c.agency_id.not_in(select(agencies.c.id)),
    )
    with store.read() as connection:
        rows = connection.execute(query.order_by(events.c.id)).all()
    return {row.agency_id: row.agency_name for row in rows}


def read_older_events(connection: Connection, agency_id: int) -> list[Event]:
    """Read revisions, changes of dates, locks, sectors and targets as events, the oldest first."""
    found = [*_read_changes(connection, agency_id), *_read_revisions(connection, agency_id)]
    return [
        replace(event, origin=trace_origin(event))
        for event in sorted(found, key=lambda event: event.at)
    ]


def write_lost_events(connection: Connection, older: Iterable[Event], agency_id: int) -> None:
    """Write what `read_older_events` once gave of an agency and no longer finds."""
    left = {event.origin for event in read_older_events(connection, agency_id)}
    keep_events(connection, [event for event in older if event.origin not in left])


def _read_changes(connection: Connection, agency_id: int) -> Iterator[Event]:
    earlier: list[Change] = []
    for change in read_changes(connection, agency_id):
        before = next(
            (
                each
                for each in reversed(earlier)
                if each.year == change.year and is_same(each.value, change.value)
            ),
            None,
        )
        earlier.append(change)
        after = None if change.is_removed else _describe(change)
        yield Event(
            subject=change.subject,
            subject_id=None,
            agency_id=agency_id,
            year=change.year,
            code=getattr(change.value, "code", None),
            before=None if before is None or before.is_removed else _describe(before),
            after=after,
            who=change.who,
            at=change.at,
        )


def _describe(change: Change) -> Values:
    if isinstance(change.value, str):
        return {"text": change.value}
    values = asdict(change.value)
    return {
        name: values[name] for name in values if name not in ("id", "agency_id", "year", "code")
    }


def _read_revisions(connection: Connection, agency_id: int) -> Iterator[Event]:
    """Read what every revision changed: one event for itself, one for each indicator."""
    ids = (
        select(revisions.c.id)
        .join(assessments, revisions.c.assessment_id == assessments.c.id)
        .where(
            assessments.c.agency_id == agency_id,
            seen_rows(connection, assessments.c.agency_id),
        )
    )
    before: dict[object, Assessment] = {}
    for revision, content in reversed(read_states(connection, ids)):
        earlier = before.get(revision.key)
        before[revision.key] = content
        values = {
            "stage": revision.key.stage,
            "number": revision.number,
            "note": revision.note,
            "source": revision.source_name or "",
        }
        if earlier is None:  # of later ones, each indicator tells what it was before
            values["levels"] = {c: n for c, n in content.levels.items() if n is not None}
        yield _to_event(revision, None, None, values)
        if earlier is None:
            continue
        old, new = _describe_rows(earlier), _describe_rows(content)
        for code in dict.fromkeys((*old, *new)):
            if old.get(code) != new.get(code):
                named = {"stage": revision.key.stage}
                yield _to_event(
                    revision, code, named | old.get(code, {}), named | new.get(code, {})
                )


def _describe_rows(content: Assessment) -> Mapping[str, dict[str, object]]:
    rows = {}
    for code in (*content.levels, *content.notes):
        notes = content.notes.get(code, IndicatorNotes())
        rows[code] = {
            "level_units": content.levels.get(code),
            **{part.name: getattr(notes, part.name) for part in fields(IndicatorNotes)},
        }
    return rows


def _to_event(
    revision: Revision, code: str | None, before: Values | None, after: Values | None
) -> Event:
    key = revision.key
    subject = "revision" if code is None else "level"
    return Event(
        subject,
        revision.id,
        key.agency_id,
        key.year,
        code,
        before,
        after,
        revision.who,
        revision.at,
    )
