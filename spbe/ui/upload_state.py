"""What an upload holds between two runs of the page: files, answers and choices, never saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from spbe.jobs.import_files import ImportFile, collect_sources
from spbe.jobs.import_plan import Choices, ImportKey, ImportPlan
from spbe.jobs.importing import Preview
from spbe.store.records import Revision
from spbe.text.translator import Message
from spbe.ui.canvas import st
from spbe.workbooks.reading import Answers, SourceFile

HELD_MEGABYTES = 100
"""What one session may hold in memory before it is saved."""
_STATE = "upload_state"


@dataclass
class UploadState:
    """One session's upload. Files stay until they are saved or put aside by the user."""

    sources: dict[str, SourceFile] = field(default_factory=dict)
    answers: dict[str, Answers] = field(default_factory=dict)
    files: dict[str, ImportFile] = field(default_factory=dict)
    choices: Choices = field(default_factory=Choices)
    bases: dict[ImportKey, int | None] = field(default_factory=dict)
    """The revisions behind the first preview, to notice who saved since."""
    round: int = 0
    """Part of the uploader's key: a new one frees the bytes that Streamlit holds."""
    published: dict[str, SourceFile] = field(default_factory=dict)
    """Files of published results: they go a way of their own, for they hold no levels."""
    published_years: dict[str, int] = field(default_factory=dict)
    """The year that the user gave for such a file."""
    published_agencies: dict[str, str] = field(default_factory=dict)
    """The agency that the user gave for such a file, which names none."""
    published_saved: int = 0
    saved: list[Revision] = field(default_factory=list)
    is_toast_due: bool = False
    refusal: Message | None = None
    """Why the last saving did not happen."""

    @property
    def held_bytes(self) -> int:
        held = [*self.sources.values(), *self.published.values()]
        return sum(len(source.data) for source in held)

    def take(
        self, sources: Sequence[SourceFile], published: Sequence[SourceFile] = ()
    ) -> list[SourceFile]:
        """Add files and give back those for which there is no room.

        `published` are those that hold published results.
        """
        refused = []
        for table, taken in ((self.sources, sources), (self.published, published)):
            for source in taken:
                if self.held_bytes + len(source.data) > HELD_MEGABYTES * 2**20:
                    refused.append(source)
                else:
                    table.update(collect_sources([source]))
        self.round += 1
        self.saved = []
        self.published_saved = 0
        self.refusal = None
        return refused

    def put_aside(self, keys: Sequence[str]) -> None:
        """Forget files without saving them."""
        for key in keys:
            for table in (self.sources, self.answers, self.files):
                table.pop(key, None)
        if not self.sources:
            self.choices, self.bases, self.refusal = Choices(), {}, None

    def drop_published(self, saved: int = 0) -> None:
        """Forget the files of published results; `saved` is how many results were saved."""
        self.published, self.published_years, self.published_agencies = {}, {}, {}
        self.published_saved = saved
        self.refusal = None
        self.is_toast_due = bool(saved)

    def choose(self, choices: Choices) -> None:
        self.choices = choices

    def finish(self, preview: Preview, revisions: Sequence[Revision]) -> None:
        """Note that a preview was saved; what still needs something stays as it was decided."""
        unfinished = {question.file.key for question in preview.questions}
        unfinished |= {file.key for file, _ in preview.faulty}
        unfinished |= {file.key for file in preview.files if not file.reading.found}
        waiting = [plan for plan in preview.plans if plan.is_change and not plan.is_ready]
        unfinished |= _find_files(preview, waiting)
        left = {plan.key for plan in waiting}
        saved = {plan.key: plan for plan in preview.plans if plan.key not in left}
        made = {
            plan.key.agency: revision.key.agency_id
            for plan, revision in zip(preview.ready, revisions, strict=True)
        }
        # A file that stays is read again: what was decided against it must not be undone by it.
        again = {
            key.named(made)
            for key, plan in saved.items()
            if (plan.merge.conflicts or key in self.choices.keeps_blank)
            and _find_files(preview, [plan]) & unfinished
        }
        choices = self.choices.after_saving(saved.keys(), made)
        self.choices = replace(choices, skipped=choices.skipped | again)
        waiting_bases = {key: base for key, base in self.bases.items() if key not in saved}
        self.bases = {key.named(made): base for key, base in waiting_bases.items()}
        self.refusal = None
        self.put_aside([key for key in self.sources if key not in unfinished])
        self.saved = list(revisions)
        self.is_toast_due = True


def _find_files(preview: Preview, plans: Sequence[ImportPlan]) -> set[str]:
    """Find the keys of the files that these plans are made of."""
    parts = {(part.source, part.sha256) for plan in plans for part in plan.parts}
    return {file.key for file in preview.files if (file.source.name, file.sha256) in parts}


def load_upload_state() -> UploadState:
    """Give this session's upload."""
    state: UploadState = st.session_state.setdefault(_STATE, UploadState())
    return state
