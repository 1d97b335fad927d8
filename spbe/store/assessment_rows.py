"""How assessments and published results lie in rows, and how they are put together again."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    func,
    insert,
    select,
)

from spbe.model.assessment import Assessment, IndicatorNotes, PublishedResult
from spbe.store.records import ResultKey, Revision, StoredResult
from spbe.store.schema import (
    agencies,
    assessments,
    published_results,
    published_scores,
    revision_levels,
    revision_notes,
    revisions,
)

NOTE_FIELDS = tuple(field.name for field in fields(IndicatorNotes))


def matches(table: Table, key: ResultKey) -> ColumnElement[bool]:
    """The condition that a row of `assessments` or `published_results` has this key."""
    return and_(*(table.c[name] == value for name, value in asdict(key).items()))


def newest_ids(condition: ColumnElement[bool]) -> Select[Any]:
    """The ids of the newest revision of every assessment that fulfils a condition."""
    return (
        select(func.max(revisions.c.id))
        .join(assessments, revisions.c.assessment_id == assessments.c.id)
        .where(condition)
        .group_by(assessments.c.id)
    )


def read_revisions(connection: Connection, condition: ColumnElement[bool]) -> list[Revision]:
    """Read the revisions that fulfil a condition, the newest first."""
    query = (
        select(
            revisions,
            assessments.c.agency_id,
            assessments.c.instrument_id,
            assessments.c.year,
            assessments.c.stage,
        )
        .join(assessments, revisions.c.assessment_id == assessments.c.id)
        .where(condition)
        .order_by(revisions.c.id.desc())
    )
    return [
        Revision(
            id=row.id,
            key=ResultKey(row.agency_id, row.instrument_id, row.year, row.stage),
            number=row.number,
            who=row.who,
            at=row.at,
            source_name=row.source_name,
            source_sha256=row.source_sha256,
            note=row.note,
        )
        for row in connection.execute(query)
    ]


def read_newest_revision(connection: Connection, key: ResultKey) -> Revision | None:
    """Read the newest revision of an assessment, None where there is none."""
    found = read_revisions(connection, revisions.c.id.in_(newest_ids(matches(assessments, key))))
    return found[0] if found else None


def read_states(connection: Connection, ids: Select[Any]) -> list[tuple[Revision, Assessment]]:
    """Read the revisions whose ids a query selects, with what was saved in them."""
    levels: dict[int, dict[str, int | None]] = {}
    query = select(revision_levels).where(revision_levels.c.revision_id.in_(ids))
    for row in connection.execute(query):
        levels.setdefault(row.revision_id, {})[row.code] = row.level
    notes: dict[int, dict[str, IndicatorNotes]] = {}
    query = select(revision_notes).where(revision_notes.c.revision_id.in_(ids))
    for row in connection.execute(query):
        texts = {name: getattr(row, name) for name in NOTE_FIELDS}
        notes.setdefault(row.revision_id, {})[row.code] = IndicatorNotes(**texts)
    names = _read_names(connection)
    return [
        (
            revision,
            Assessment(
                instrument_id=revision.key.instrument_id,
                agency=names[revision.key.agency_id],
                year=revision.key.year,
                stage=revision.key.stage,
                levels=levels.get(revision.id, {}),
                notes=notes.get(revision.id, {}),
            ),
        )
        for revision in read_revisions(connection, revisions.c.id.in_(ids))
    ]


def read_published(connection: Connection, condition: ColumnElement[bool]) -> list[StoredResult]:
    """Read the published results that fulfil a condition."""
    rows = connection.execute(select(published_results).where(condition)).all()
    scores: dict[int, dict[str, int]] = {}
    ids = select(published_results.c.id).where(condition)
    for row in connection.execute(
        select(published_scores).where(published_scores.c.result_id.in_(ids))
    ):
        scores.setdefault(row.result_id, {})[row.code] = row.hundredths
    names = _read_names(connection)
    return [
        StoredResult(
            key=ResultKey(row.agency_id, row.instrument_id, row.year, row.stage),
            content=PublishedResult(
                instrument_id=row.instrument_id,
                agency=names[row.agency_id],
                year=row.year,
                stage=row.stage,
                hundredths=scores.get(row.id, {}),
                rating=row.rating,
                source=row.source,
            ),
            revision=None,
        )
        for row in rows
    ]


def write_content(connection: Connection, revision_id: int, content: Assessment) -> None:
    """Write the levels and notes of a new revision; notes that say nothing are left out."""
    levels = [
        {"revision_id": revision_id, "code": code, "level": level}
        for code, level in content.levels.items()
    ]
    notes = [
        {"revision_id": revision_id, "code": code} | asdict(note)
        for code, note in content.notes.items()
        if not note.is_empty()
    ]
    _insert_all(connection, revision_levels, levels)
    _insert_all(connection, revision_notes, notes)


def write_scores(connection: Connection, result_id: int, content: PublishedResult) -> None:
    """Write the printed figures of a published result."""
    scores = [
        {"result_id": result_id, "code": code, "hundredths": hundredths}
        for code, hundredths in content.hundredths.items()
    ]
    _insert_all(connection, published_scores, scores)


def _insert_all(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    # An empty list would insert one row of defaults.
    if rows:
        connection.execute(insert(table), rows)


def _read_names(connection: Connection) -> dict[int, str]:
    return {row.id: row.name for row in connection.execute(select(agencies.c.id, agencies.c.name))}
