"""The files of an import, each read once, and completed by what the user says of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from spbe.model.instrument import Instrument
from spbe.workbooks.reader import read
from spbe.workbooks.reading import Answers, ReadAssessment, Reading, SourceFile, Topic

_SUPPLIED: Mapping[Topic, str] = {
    "agency": "agency-unknown",
    "year": "year-unknown",
    "stage": "stage-unknown",
}
"""What the user can add to a reading afterwards, with the warning that it settles."""


@dataclass(frozen=True, slots=True)
class ImportFile:
    """A file of an import, with what was read in it under which answers."""

    source: SourceFile
    sha256: str
    answers: Answers
    raw: Reading
    """What the file itself gave."""
    reading: Reading
    """The same, completed by the answers."""

    @property
    def key(self) -> str:
        return f"{self.source.name}:{self.sha256}"


def file_key(source: SourceFile) -> str:
    """Tell files apart: by name and bytes, since a name may say the year or the agency."""
    return f"{source.name}:{hashlib.sha256(source.data).hexdigest()}"


def collect_sources(sources: Sequence[SourceFile]) -> dict[str, SourceFile]:
    """Give the files by `file_key`; a file that came twice counts once."""
    return {file_key(source): source for source in sources}


def read_files(
    sources: Mapping[str, SourceFile],
    instruments: Mapping[str, Instrument],
    answers: Mapping[str, Answers] | None = None,
    known: Mapping[str, ImportFile] | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> list[ImportFile]:
    """Read every file that was not yet read, or that its answers make a different one.

    Parameters
    ----------
    sources
        By `file_key`.
    answers
        What the user has said so far, by `file_key`. Agency, year and stage are filled in where
        the file does not say them; what it says itself stays.
    known
        What was read before, by `file_key`.
    on_progress
        Called after each file that had to be read, with the number of files done and of all.
    """
    files = []
    for done, (key, source) in enumerate(sources.items(), 1):
        said = (answers or {}).get(key, Answers())
        before = (known or {}).get(key)
        if before is not None and before.answers == said:
            files.append(before)
            continue
        if before is not None and _for_reader(before.answers) == _for_reader(said):
            raw = before.raw
        else:
            raw = read(source, instruments, _for_reader(said))
            if on_progress is not None:
                on_progress(done, len(sources))
        sha256 = key.rpartition(":")[2]
        files.append(ImportFile(source, sha256, said, raw, supply_answers(raw, said)))
    return files


def _for_reader(answers: Answers) -> Answers:
    """Leave out what the reader would take as a choice among the assessments of a file."""
    return replace(answers, agency=None, year=None, stage=None)


def supply_answers(reading: Reading, answers: Answers) -> Reading:
    """Fill in agency, year and stage where a file does not say them."""
    return replace(reading, found=tuple(_supply(found, answers) for found in reading.found))


def _supply(found: ReadAssessment, answers: Answers) -> ReadAssessment:
    assessment, settled = found.assessment, set[str]()
    if assessment.agency is None and answers.agency is not None:
        assessment = replace(assessment, agency=answers.agency)
        settled.add("agency")
    if assessment.year is None and answers.year is not None:
        assessment = replace(assessment, year=answers.year)
        settled.add("year")
    if assessment.stage is None and answers.stage is not None:
        assessment = replace(assessment, stage=answers.stage)
        settled.add("stage")
    kinds = {kind for topic, kind in _SUPPLIED.items() if topic in settled}
    return replace(
        found,
        assessment=assessment,
        problems=tuple(problem for problem in found.problems if problem.kind not in kinds),
        questions=tuple(q for q in found.questions if q.topic not in settled),
    )
