"""What saving would do to one assessment, worked out beforehand; and saving exactly that."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from spbe.analysis.difference import Difference, compute_difference
from spbe.jobs.merging import Conflict, Merge, Part, merge_parts
from spbe.model.assessment import Assessment, PublishedResult
from spbe.model.instrument import Instrument
from spbe.store.agencies import insert_agency
from spbe.store.assessments import load_result, load_revision, write_drafts
from spbe.store.cycles import load_cycle
from spbe.store.database import Store
from spbe.store.records import Draft, ResultKey, Revision, StoreError

AGENCY_KINDS = ("Provinsi", "Kabupaten", "Kota", "Kementerian", "Lembaga")


@dataclass(frozen=True, slots=True)
class ImportKey:
    """What a plan is about. `agency_id` is None for an agency that is still to be made."""

    agency: str
    agency_id: int | None
    instrument_id: str
    year: int
    stage: str

    @property
    def result_key(self) -> ResultKey | None:
        if self.agency_id is None:
            return None
        return ResultKey(self.agency_id, self.instrument_id, self.year, self.stage)

    def named(self, agency_ids: Mapping[str, int]) -> ImportKey:
        """Give the key once its agency is made; `agency_ids` by name."""
        if self.agency_id is not None:
            return self
        return replace(self, agency_id=agency_ids.get(self.agency))


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user decided in the preview."""

    levels: Mapping[tuple[ImportKey, str], int | None] = field(default_factory=dict)
    """Level units chosen for an indicator on which sources differ; None is "not assessed"."""
    agencies: Mapping[str, int | None] = field(default_factory=dict)
    """Which agency a written name means, by simplified name; None: make a new one."""
    keeps_blank: frozenset[ImportKey] = frozenset()
    """Where blank cells shall leave the kept levels alone instead of making them missing."""
    skipped: frozenset[ImportKey] = frozenset()
    """What shall not be saved this time."""

    def after_saving(
        self, saved: Set[ImportKey], agency_ids: Mapping[str, int] = MappingProxyType({})
    ) -> Choices:
        """Forget what was decided about what is saved now, and keep the rest.

        `agency_ids` are those of the agencies that were made in saving, by name.
        """
        levels = {
            (of.named(agency_ids), code): units
            for (of, code), units in self.levels.items()
            if of not in saved
        }
        return replace(
            self,
            levels=levels,
            keeps_blank=frozenset(key.named(agency_ids) for key in self.keeps_blank - saved),
            skipped=frozenset(key.named(agency_ids) for key in self.skipped - saved),
        )


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What saving would do to one assessment."""

    key: ImportKey
    parts: tuple[Part, ...]
    merge: Merge
    difference: Difference
    base_revision_id: int | None
    """The newest revision when the plan was made; None where nothing is kept yet."""
    changed_by: Revision | None = None
    """The newest revision, if someone else saved it since the author first looked."""
    published: PublishedResult | None = None
    """What was printed for the same year and stage, where only that is kept so far."""
    lock_reason: str | None = None
    is_skipped: bool = False

    @property
    def is_new(self) -> bool:
        return self.base_revision_id is None

    @property
    def is_change(self) -> bool:
        """Whether saving may add a revision; while a conflict is open it may."""
        return self.is_new or not self.difference.is_empty or bool(self.open_conflicts)

    @property
    def is_locked(self) -> bool:
        return self.lock_reason is not None

    @property
    def open_conflicts(self) -> tuple[Conflict, ...]:
        return tuple(conflict for conflict in self.merge.conflicts if conflict.chosen is None)

    @property
    def is_ready(self) -> bool:
        """Whether it can be saved: it changes something, all is decided and nothing forbids it."""
        is_allowed = not self.is_locked and not self.is_skipped
        return self.is_change and self.merge.is_decided and is_allowed


def plan_import(
    store: Store,
    instruments: Mapping[str, Instrument],
    key: ImportKey,
    parts: Sequence[Part],
    choices: Choices | None = None,
    bases: Mapping[ImportKey, int | None] | None = None,
) -> ImportPlan:
    """Lay parts over what the store keeps under `key`; nothing is written.

    `bases` holds the revision that the author first saw, by key. Where the store has moved on
    since, the plan says who saved, and levels that both changed become conflicts.
    """
    choices = choices or Choices()
    current: Assessment | None = None
    published: PublishedResult | None = None
    newest: Revision | None = None
    lock_reason: str | None = None
    if key.result_key is not None:
        kept = load_result(store, key.result_key)
        content = kept.content if kept else None
        if isinstance(content, PublishedResult):
            published = content
        elif kept is not None:
            current, newest = content, kept.revision
        lock_reason = load_cycle(store, key.result_key.agency_id, key.year).locked.get(key.stage)
    newest_id = newest.id if newest else None
    base_id = (bases or {}).get(key, newest_id)
    base = current if base_id == newest_id else _load_base(store, key, base_id)
    levels = {code: units for (of, code), units in choices.levels.items() if of == key}
    merge = merge_parts(parts, current, base, levels, keeps_blank=key in choices.keeps_blank)
    return ImportPlan(
        key=key,
        parts=tuple(parts),
        merge=merge,
        difference=compute_difference(instruments[key.instrument_id], current, merge.assessment),
        base_revision_id=newest_id,
        changed_by=newest if base_id != newest_id else None,
        published=published,
        lock_reason=lock_reason,
        is_skipped=key in choices.skipped,
    )


def _load_base(store: Store, key: ImportKey, revision_id: int | None) -> Assessment | None:
    """Load what the author first saw; None where the whole store was replaced since."""
    if revision_id is None:
        return None
    try:
        revision, assessment = load_revision(store, revision_id)
    except StoreError:
        return None
    return assessment if revision.key == key.result_key else None


def save_imports(
    store: Store, plans: Sequence[ImportPlan], who: str, at: datetime.datetime, note: str
) -> list[Revision]:
    """Save plans just as they were shown, all in one transaction or none of them.

    Agencies that do not exist yet are made in it. Raises ConflictError where someone saved since
    a plan was made, StageLockedError where a stage was locked since, StoreError where something
    cannot be kept, ValueError where a plan is not ready.
    """
    if not all(plan.is_ready for plan in plans):
        raise ValueError("a plan that is not ready cannot be saved")
    agency_ids: dict[str, int] = {}
    with store.write() as connection:
        for plan in plans:
            name = plan.key.agency
            if plan.key.agency_id is None and name not in agency_ids:
                kind = guess_kind(name)
                agency = insert_agency(connection, name, kind, None, False, (who, at))
                agency_ids[name] = agency.id
        drafts = [_draft(plan, agency_ids, note) for plan in plans]
        return write_drafts(connection, drafts, who, at)


def guess_kind(agency: str) -> str | None:
    """Tell the kind of an agency from its name ("Kota Bontang"), None where it does not say."""
    words = agency.casefold().split()
    return next((kind for kind in AGENCY_KINDS if kind.casefold() in words), None)


def _draft(plan: ImportPlan, agency_ids: Mapping[str, int], note: str) -> Draft:
    agency_id = plan.key.agency_id
    sources = {part.source: part.sha256 for part in plan.parts if part.sha256 is not None}
    return Draft(
        agency_id=agency_ids[plan.key.agency] if agency_id is None else agency_id,
        content=replace(plan.merge.assessment, agency=plan.key.agency),
        base_revision_id=plan.base_revision_id,
        source_name="; ".join(sources) or None,
        source_sha256="; ".join(sources.values()) or None,
        note=note,
    )
