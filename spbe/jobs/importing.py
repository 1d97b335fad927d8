"""Import: read files → preview with every problem and the difference → save in one transaction.

Nothing is written before `save_import`, and that writes everything or nothing. A preview is a
value: what a user saw is what is saved, or a ConflictError tells that the store has moved on.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from spbe.jobs.agency_names import find_agency, find_similar_agencies, simplify_agency_name
from spbe.jobs.import_files import ImportFile
from spbe.jobs.import_plan import Choices, ImportKey, ImportPlan, plan_import, save_imports
from spbe.jobs.merging import Part
from spbe.model.assessment import STAGES
from spbe.model.instrument import Instrument
from spbe.store.agencies import find_agencies
from spbe.store.database import Store
from spbe.store.records import Agency, Revision
from spbe.workbooks.reading import Question, ReadAssessment

UPLOAD_NOTE = "Unggah Excel"


@dataclass(frozen=True, slots=True)
class WrittenAgency:
    """An agency's name as files write it, where the store does not know it."""

    name: str
    similar: tuple[Agency, ...]
    """Known agencies whose names come close."""
    agency: Agency | None
    """The one that the user said is meant; None: it will be made."""

    @property
    def plain_name(self) -> str:
        """Its key in `Choices.agencies`."""
        return simplify_agency_name(self.name)


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question of the reader, with the file it is about."""

    file: ImportFile
    question: Question


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything a user needs to see before confirming."""

    files: tuple[ImportFile, ...]
    plans: tuple[ImportPlan, ...]
    faulty: tuple[tuple[ImportFile, ReadAssessment], ...] = ()
    """Assessments with an error: left out until they are mended."""
    questions: tuple[OpenQuestion, ...] = ()
    """What must be answered before the assessment it is about can be planned."""
    written_agencies: tuple[WrittenAgency, ...] = ()

    @property
    def bases(self) -> dict[ImportKey, int | None]:
        """The revisions that this preview stands on, to be given to the later ones."""
        return {plan.key: plan.base_revision_id for plan in self.plans}

    @property
    def ready(self) -> tuple[ImportPlan, ...]:
        return tuple(plan for plan in self.plans if plan.is_ready)

    @property
    def open_conflicts(self) -> int:
        """How many indicators still wait for a choice; nothing is saved before they have it."""
        waiting = (p for p in self.plans if not p.is_locked and not p.is_skipped)
        return sum(len(plan.open_conflicts) for plan in waiting)

    @property
    def can_save(self) -> bool:
        return bool(self.ready) and not self.open_conflicts


def preview_files(
    store: Store,
    instruments: Mapping[str, Instrument],
    files: Sequence[ImportFile],
    choices: Choices | None = None,
    bases: Mapping[ImportKey, int | None] | None = None,
) -> Preview:
    """Work out what saving these files would do; nothing is written.

    `bases` are those of the first preview that the user saw (see `plan_import`). Parts are laid
    over each other in the order of the files' names, so that the same files give the same result
    in whatever order they came.
    """
    choices = choices or Choices()
    agencies = find_agencies(store)
    faulty, questions = [], []
    parts: dict[ImportKey, list[Part]] = {}
    written: dict[str, WrittenAgency] = {}
    for file in sorted(files, key=lambda file: (file.source.name.casefold(), file.sha256)):
        questions += [OpenQuestion(file, question) for question in file.reading.questions]
        for found in file.reading.found:
            questions += [OpenQuestion(file, question) for question in found.questions]
            if not found.is_sound:
                faulty.append((file, found))
                continue
            assessment = found.assessment
            name, year, stage = assessment.agency, assessment.year, assessment.stage
            if found.questions or name is None or year is None or stage is None:
                continue
            agency = find_agency(agencies, name)
            if agency is None:
                plain = simplify_agency_name(name)
                if plain not in written:
                    written[plain] = _ask_agency(agencies, name, choices)
                name, agency = written[plain].name, written[plain].agency
            if agency is not None:
                name = agency.name
            agency_id = agency.id if agency else None
            key = ImportKey(name, agency_id, assessment.instrument_id, year, stage)
            part = Part(
                assessment=replace(assessment, agency=name),
                source=file.source.name,
                sha256=file.sha256,
                sheet=found.sheet,
                cells=found.cells,
            )
            parts.setdefault(key, []).append(part)
    order = sorted(parts, key=lambda k: (k.agency, k.year, STAGES.index(k.stage), k.instrument_id))
    return Preview(
        files=tuple(files),
        plans=tuple(plan_import(store, instruments, k, parts[k], choices, bases) for k in order),
        faulty=tuple(faulty),
        questions=tuple(questions),
        written_agencies=tuple(written.values()),
    )


def _ask_agency(agencies: Sequence[Agency], name: str, choices: Choices) -> WrittenAgency:
    chosen = choices.agencies.get(simplify_agency_name(name))
    agency = next((agency for agency in agencies if agency.id == chosen), None)
    return WrittenAgency(name, tuple(find_similar_agencies(agencies, name)), agency)


def save_import(store: Store, preview: Preview, who: str, at: datetime.datetime) -> list[Revision]:
    """Save whatever of a preview is ready, all in one transaction or nothing.

    Raises ValueError while a conflict is open, ConflictError where someone saved since the preview
    was made, StageLockedError where a stage was locked since.
    """
    if preview.open_conflicts:
        raise ValueError("levels that differ between the files must be chosen first")
    return save_imports(store, preview.ready, who, at, UPLOAD_NOTE)
