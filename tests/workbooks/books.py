"""Workbooks for the reader's tests, built in memory the way people build theirs."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from functools import cache

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from spbe.catalogue.instruments import load_instruments
from spbe.model.instrument import Instrument
from spbe.text.translator import Translator
from spbe.workbooks.reader import read
from spbe.workbooks.reading import Answers, Problem, ReadAssessment, Reading, SourceFile

NO_ANSWERS = Answers()
OLD, NOW, NEXT = "permenpanrb-5-2018", "permenpanrb-59-2020", "permenpanrb-8-2026"


@cache
def instruments() -> Mapping[str, Instrument]:
    return load_instruments()


def names(instrument: str = NOW) -> Mapping[str, str]:
    """Name of each indicator by its number as sheets write it: "12" → "Peta Rencana SPBE"."""
    return {leaf.number: leaf.names["id"] for leaf in instruments()[instrument].leaves}


def rows(levels: Sequence[object], instrument: str = NOW) -> list[list[object]]:
    """Rows "number, name, level", from the first indicator on."""
    return [
        [int(number) if number.isdecimal() else number, name, level]
        for (number, name), level in zip(names(instrument).items(), levels, strict=False)
    ]


def sheet(lines: Sequence[Sequence[object]], title: str = "Penilaian") -> Workbook:
    workbook = Workbook()
    fill(workbook.active, lines, title)
    return workbook


def fill(worksheet: Worksheet, lines: Sequence[Sequence[object]], title: str) -> Worksheet:
    worksheet.title = title
    for line in lines:
        worksheet.append([None if value == "" else value for value in line])
    return worksheet


def source(workbook: Workbook, name: str = "berkas.xlsx") -> SourceFile:
    buffer = io.BytesIO()
    workbook.save(buffer)
    return SourceFile(name, buffer.getvalue())


def csv_source(
    lines: Sequence[Sequence[object]], name: str = "berkas.csv", delimiter: str = ";"
) -> SourceFile:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows(lines)
    return SourceFile(name, buffer.getvalue().encode())


def read_book(
    what: Workbook | SourceFile | Sequence[Sequence[object]],
    answers: Answers = NO_ANSWERS,
    name: str = "berkas.xlsx",
) -> Reading:
    if isinstance(what, Workbook):
        what = source(what, name)
    elif not isinstance(what, SourceFile):
        what = source(sheet(what), name)
    return read(what, instruments(), answers)


def read_one(
    what: Workbook | SourceFile | Sequence[Sequence[object]],
    answers: Answers = NO_ANSWERS,
    name: str = "berkas.xlsx",
) -> ReadAssessment:
    """Read a file that has to give exactly one assessment."""
    reading = read_book(what, answers, name)
    assert len(reading.found) == 1, [say(p) for p in reading.problems]
    return reading.found[0]


def levels_of(found: ReadAssessment) -> list[int | None]:
    return list(found.assessment.levels.values())


def say(problem: Problem, language: str = "id") -> str:
    return Translator(language)(problem.message)


def open_questions(found: ReadAssessment | Reading) -> list[str]:
    return [question.topic for question in found.questions]


def kinds(problems: Sequence[Problem], severity: str | None = None) -> list[tuple[str, str | None]]:
    """Kind and cell of the problems, those about agency, year and stage left out."""
    return [
        (p.kind, p.cell)
        for p in problems
        if severity in (None, p.severity)
        and p.kind not in ("agency-unknown", "year-unknown", "stage-unknown")
    ]
