"""Write printed figures, inside a transaction."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import Connection, delete, insert

from spbe.model.assessment import PublishedResult
from spbe.store.assessment_rows import matches, read_published, write_scores
from spbe.store.events import Event, write_event
from spbe.store.records import Author, ResultKey
from spbe.store.schema import published_results


def write_published(
    connection: Connection,
    key: ResultKey,
    content: PublishedResult,
    is_sample: bool,
    author: Author,
) -> None:
    """Put printed figures in place of what was printed before, and note who did."""
    earlier = read_published(connection, matches(published_results, key))
    before = [
        _describe(kept.content) for kept in earlier if isinstance(kept.content, PublishedResult)
    ]
    connection.execute(delete(published_results).where(matches(published_results, key)))
    query = insert(published_results).values(
        **asdict(key), rating=content.rating, source=content.source, is_sample=is_sample
    )
    result_id = connection.execute(query.returning(published_results.c.id)).scalar_one()
    write_scores(connection, result_id, content)
    event = Event(
        subject="published",
        subject_id=result_id,
        agency_id=key.agency_id,
        year=key.year,
        code=None,
        before=before[0] if before else None,
        after=_describe(content),
        who=author[0],
        at=author[1],
    )
    if not is_sample:
        write_event(connection, event)


def _describe(content: PublishedResult) -> dict[str, object]:
    return {
        "stage": content.stage,
        "scores": dict(content.hundredths),
        "rating": content.rating,
        "source": content.source,
    }
