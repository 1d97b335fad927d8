"""Assessments with their revisions, and published results.

Where a key has both, levels say more than printed figures: the assessment is the result, and the
published one is kept beside it.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    func,
    insert,
    select,
    true,
    update,
)

from spbe.model.assessment import STAGES, Assessment, PublishedResult
from spbe.store.agencies import collect_units, load_agency_row
from spbe.store.assessment_rows import (
    matches,
    newest_ids,
    read_newest_revision,
    read_published,
    read_revisions,
    read_states,
    write_content,
)
from spbe.store.checks import check_content, check_stage, check_text, check_year
from spbe.store.database import Store
from spbe.store.draft_rights import check_draft_right
from spbe.store.published_rows import write_published
from spbe.store.records import (
    ConflictError,
    Draft,
    ResultKey,
    Revision,
    StageLockedError,
    StoredResult,
    StoreError,
)
from spbe.store.rights import check_author, seen_rows, sees_published
from spbe.store.schema import agencies, assessments, cycle_stages, published_results, revisions
from spbe.text.translator import message


def find_results(store: Store, agency_id: int | None = None) -> list[StoredResult]:
    """Find the newest state of every result, sorted by agency name, year and stage order.

    Whoever works for one agency sees of the others their published final results.
    """

    def is_wanted(table: Table) -> ColumnElement[bool]:
        wanted = true() if agency_id is None else table.c.agency_id == agency_id
        return wanted & _is_seen(store, table)

    results: dict[ResultKey, StoredResult] = {}
    with store.read() as connection:
        for result in read_published(connection, is_wanted(published_results)):
            results[result.key] = result
        for revision, assessment in read_states(connection, newest_ids(is_wanted(assessments))):
            results[revision.key] = StoredResult(revision.key, assessment, revision)
    return sorted(results.values(), key=lambda r: _sort_key(r.key, r.content.agency or ""))


def find_keys(store: Store, agency_id: int | None = None) -> list[ResultKey]:
    """Find the keys of all results without their content, sorted like `find_results`."""
    names: dict[ResultKey, str] = {}
    with store.read() as connection:
        for table in (assessments, published_results):
            query = select(table, agencies.c.name).join(
                agencies, table.c.agency_id == agencies.c.id
            )
            query = query.where(_is_seen(store, table))
            if agency_id is not None:
                query = query.where(table.c.agency_id == agency_id)
            for row in connection.execute(query):
                key = ResultKey(row.agency_id, row.instrument_id, row.year, row.stage)
                names[key] = row.name
    return sorted(names, key=lambda key: _sort_key(key, names[key]))


def load_result(store: Store, key: ResultKey) -> StoredResult | None:
    """Load the newest state of one result, None where nothing is kept under the key."""
    with store.read() as connection:
        own = matches(assessments, key) & _is_seen(store, assessments)
        for revision, assessment in read_states(connection, newest_ids(own)):
            return StoredResult(key, assessment, revision)
        printed = matches(published_results, key) & _is_seen(store, published_results)
        for result in read_published(connection, printed):
            return result
    return None


def find_revisions(store: Store, key: ResultKey) -> list[Revision]:
    """Find the revisions of an assessment, the newest first; none for a published result."""
    with store.read() as connection:
        own = matches(assessments, key) & _is_seen(store, assessments)
        return read_revisions(connection, own)


def load_revision(store: Store, revision_id: int) -> tuple[Revision, Assessment]:
    """Load one saved state. Raises StoreError where there is none with this id."""
    with store.read() as connection:
        return _load_state(connection, revision_id)


def find_states(store: Store, revision_ids: Sequence[int]) -> list[tuple[Revision, Assessment]]:
    """Find several saved states at once, the newest first; those that are gone are left out."""
    with store.read() as connection:
        return read_states(connection, _seen_ids(connection, revision_ids))


def save_drafts(
    store: Store, drafts: Sequence[Draft], who: str, at: datetime.datetime
) -> list[Revision]:
    """Save all drafts as new revisions, or none of them.

    `at` carries its time zone. The revisions come in the order of the drafts; a published result
    has none. Raises ConflictError where someone saved after a draft's base revision,
    StageLockedError where a stage is locked, StoreError where a draft cannot be kept as it is,
    ValueError where two drafts have one key.
    """
    with store.write() as connection:
        return write_drafts(connection, drafts, who, at)


def restore_revision(
    store: Store,
    revision_id: int,
    base_revision_id: int | None,
    who: str,
    at: datetime.datetime,
) -> Revision:
    """Save an earlier state again, as the newest revision.

    `base_revision_id` is the newest revision that the author saw. Raises like `save_drafts`.
    """
    with store.write() as connection:
        revision, assessment = _load_state(connection, revision_id)
        draft = Draft(
            agency_id=revision.key.agency_id,
            content=assessment,
            base_revision_id=base_revision_id,
            source_name=revision.source_name,
            source_sha256=revision.source_sha256,
            note=f"Dipulihkan dari revisi {revision.number}",
        )
        return write_drafts(connection, [draft], who, at)[0]


def write_drafts(
    connection: Connection,
    drafts: Sequence[Draft],
    who: str,
    at: datetime.datetime,
    is_sample: bool = False,
) -> list[Revision]:
    """Do what `save_drafts` says, inside a write transaction."""
    who = check_author(connection, who, at)
    saved: list[Revision] = []
    _check_no_key_twice(drafts)
    for draft in drafts:
        key = _check_draft(connection, draft)
        if isinstance(draft.content, PublishedResult):
            write_published(connection, key, draft.content, is_sample, (who, at))
        else:
            _write_revision(connection, key, draft.content, draft, (who, at), is_sample)
            saved += read_revisions(
                connection, revisions.c.id.in_(newest_ids(matches(assessments, key)))
            )
    return saved


def _check_no_key_twice(drafts: Sequence[Draft]) -> None:
    """Raise ValueError where two drafts are of one assessment: whoever made them must merge."""
    keys = Counter(
        (type(d.content), d.agency_id, d.content.instrument_id, d.content.year, d.content.stage)
        for d in drafts
    )
    twice = [key[1:] for key, count in keys.items() if count > 1]
    if twice:
        raise ValueError(f"{twice} stands twice among the drafts; merge them first")


def _check_draft(connection: Connection, draft: Draft) -> ResultKey:
    """Return the key of a draft that may be saved; raise what `save_drafts` says."""
    content = draft.content
    check_content(content)
    check_text(draft.note, draft.source_name, draft.source_sha256)
    load_agency_row(connection, draft.agency_id)
    year, stage = check_year(content.year), check_stage(content.stage)
    key = ResultKey(draft.agency_id, content.instrument_id, year, stage)
    check_draft_right(connection, key, content)
    reason = connection.scalar(
        select(cycle_stages.c.lock_reason).where(
            cycle_stages.c.agency_id == key.agency_id,
            cycle_stages.c.year == key.year,
            cycle_stages.c.stage == key.stage,
        )
    )
    if reason is not None:
        raise StageLockedError(key, reason)
    if isinstance(content, Assessment):
        current = read_newest_revision(connection, key)
        if draft.base_revision_id != (current.id if current else None):
            raise ConflictError(key, current)
    return key


def _write_revision(
    connection: Connection,
    key: ResultKey,
    content: Assessment,
    draft: Draft,
    author: tuple[str, datetime.datetime],
    is_sample: bool,
) -> None:
    """Add a revision with the content of a draft that was checked."""
    assessment_id = connection.scalar(select(assessments.c.id).where(matches(assessments, key)))
    if assessment_id is None:
        new = insert(assessments).values(**asdict(key)).returning(assessments.c.id)
        assessment_id = connection.execute(new).scalar_one()
    connection.execute(
        update(assessments).where(assessments.c.id == assessment_id).values(is_sample=is_sample)
    )
    number = connection.scalar(
        select(func.coalesce(func.max(revisions.c.number), 0) + 1).where(
            revisions.c.assessment_id == assessment_id
        )
    )
    who, at = author
    query = insert(revisions).values(
        assessment_id=assessment_id,
        number=number,
        who=who,
        at=at,
        source_name=draft.source_name,
        source_sha256=draft.source_sha256,
        note=draft.note,
    )
    revision_id = connection.execute(query.returning(revisions.c.id)).scalar_one()
    write_content(connection, revision_id, content)
    collect_units(connection, key.agency_id, (notes.unit for notes in content.notes.values()))


def _load_state(connection: Connection, revision_id: int) -> tuple[Revision, Assessment]:
    for state in read_states(connection, _seen_ids(connection, [revision_id])):
        return state
    raise StoreError(
        message("Revisi ini sudah tidak ada di penyimpanan. Muat ulang halaman Riwayat.")
    )


def _seen_ids(connection: Connection, revision_ids: Sequence[int]) -> Select[Any]:
    """Select the ids among these of revisions that the person at work sees."""
    return (
        select(revisions.c.id)
        .join(assessments, assessments.c.id == revisions.c.assessment_id)
        .where(revisions.c.id.in_(revision_ids), seen_rows(connection, assessments.c.agency_id))
    )


def _is_seen(store: Store, table: Table) -> ColumnElement[bool]:
    """Give the condition under which the person at work sees rows of one of our two tables."""
    own = seen_rows(store, table.c.agency_id)
    if table is published_results:
        return own | ((table.c.stage == "final") & sees_published(store))
    return own


def _sort_key(key: ResultKey, agency_name: str) -> tuple[str, int, int, int, str]:
    return (
        agency_name.casefold(),
        key.agency_id,
        key.year,
        STAGES.index(key.stage),
        key.instrument_id,
    )
