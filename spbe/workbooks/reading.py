"""What comes out of reading a file: assessments, problems and questions to the user."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from spbe.model.assessment import Assessment
from spbe.model.findings import ReportFinding
from spbe.text.translator import Message

Severity: TypeAlias = Literal["error", "warning"]
Topic: TypeAlias = Literal["sheet", "column", "instrument", "agency", "year", "stage"]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as it arrived: the name the user gave it, and its bytes."""

    name: str
    data: bytes

    @classmethod
    def from_path(cls, path: Path) -> SourceFile:
        """Take a file from disk. Raises OSError where it cannot be read."""
        return cls(path.name, path.read_bytes())

    @classmethod
    def from_text(cls, text: str, name: str = "") -> SourceFile:
        """Take text that was pasted from a sheet, a portal page or a message."""
        return cls(name, text.encode("utf-8"))


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong or uncertain: where, what was found, what is expected, how to mend it."""

    severity: Severity
    kind: str
    """A stable name for the sort of problem: "level-out-of-range", "no-table", …"""
    message: Message
    """A full sentence that also says what is expected and how to mend it."""
    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    found: str | None = None
    code: str | None = None
    """The indicator it is about, where known."""


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer: its value for `Answers` and the words to show."""

    value: str
    label: Message | str


@dataclass(frozen=True, slots=True)
class Question:
    """Something the file leaves open. `options` is empty where any text will do."""

    topic: Topic
    message: Message
    options: tuple[Option, ...] = ()
    file: str | None = None
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """What the user has said about a file; the reader takes it as given and reads again."""

    sheet: str | None = None
    instrument: str | None = None
    agency: str | None = None
    year: int | None = None
    stage: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    """Letters of the level column, by sheet name."""
    corrections: Mapping[tuple[str, str], int | None] = field(default_factory=dict)
    """Level units for a cell, by (sheet, cell address); None is "not assessed"."""


@dataclass(frozen=True, slots=True)
class ReadAssessment:
    """One assessment found in a file, with where its levels stand and what is wrong with it."""

    assessment: Assessment
    sheet: str
    cells: Mapping[str, str] = field(default_factory=dict)
    """Address of the level cell, by leaf code (also of faulty and blank ones)."""
    problems: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()
    file: str = ""
    findings: tuple[ReportFinding, ...] = ()
    """What a result report says in words; the notes of the assessment hold it too."""
    printed: Mapping[str, int] = field(default_factory=dict)
    """Figures printed in a result report, by node code [hundredths]."""
    is_illustrative: bool = False
    """Whether the file says of itself that its figures are invented."""

    @property
    def is_sound(self) -> bool:
        return all(problem.severity != "error" for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Reading:
    """All of what one file gave."""

    found: tuple[ReadAssessment, ...] = ()
    file_problems: tuple[Problem, ...] = ()
    """Problems of the whole file or of a sheet that gave no assessment."""
    questions: tuple[Question, ...] = ()
    """Questions without whose answer nothing could be read."""

    @property
    def assessments(self) -> tuple[Assessment, ...]:
        """The sound ones; one with an error is left out until it is mended."""
        return tuple(read.assessment for read in self.found if read.is_sound)

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.file_problems + tuple(p for read in self.found for p in read.problems)
