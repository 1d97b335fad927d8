"""Read the ministry's result report: 13 figures, 47 levels, strengths, weaknesses, recommendations.

The levels are what is kept. The printed figures are checked against them, and what the report says
in words becomes notes (see `model/findings.py`). Kinds of problems beside those of `reader.py`:
`pdf-without-text`, `too-many-pages`, `not-a-report`, `no-level-table`, `doubtful-column`,
`pages-without-text`, and those of `report_checks.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from spbe.model.findings import write_findings
from spbe.model.instrument import Instrument
from spbe.text.translator import message
from spbe.workbooks.answering import apply_answers, ask_for_instrument, finish
from spbe.workbooks.drafts import Draft
from spbe.workbooks.faults import shorten_text
from spbe.workbooks.grid import Grid
from spbe.workbooks.indicators import Key, find_instruments, index_of
from spbe.workbooks.level_cells import LevelCells
from spbe.workbooks.limits import Deadline, RefusedError
from spbe.workbooks.merged import MergedCells
from spbe.workbooks.pdf_pages import PdfPage, explain_refusal, load_pages, watch
from spbe.workbooks.reading import Answers, Problem, ReadAssessment, Reading, SourceFile
from spbe.workbooks.report_checks import check_findings, check_scores, say_pages
from spbe.workbooks.report_findings import read_findings
from spbe.workbooks.report_identity import (
    find_report_agency,
    find_report_stage,
    find_report_year,
    is_report,
)
from spbe.workbooks.report_levels import LevelRow, LevelTable, find_level_table
from spbe.workbooks.report_scores import find_printed_scores
from spbe.workbooks.years import find_years


def read_report(
    source: SourceFile, instruments: Mapping[str, Instrument], answers: Answers
) -> Reading:
    """Read a PDF as a result report. Never raises for what it contains."""
    deadline = Deadline()
    try:
        pages = load_pages(source.data, deadline)
        return _read_pages(pages, source.name, instruments, answers, deadline)
    except RefusedError as refused:
        problem = Problem("error", refused.kind, explain_refusal(refused))
        return Reading(file_problems=(problem,))


def _read_pages(
    pages: Sequence[PdfPage],
    file: str,
    instruments: Mapping[str, Instrument],
    answers: Answers,
    deadline: Deadline,
) -> Reading:
    year = answers.year or _find_year(pages, file)
    table = find_level_table(watch(pages, deadline), year)
    if not table.rows:
        return Reading(file_problems=(_no_levels(pages),))
    instrument = _find_instrument(table, year, instruments, answers)
    if isinstance(instrument, Reading):
        return instrument
    draft = Draft(instrument, find_report_agency(pages), year, find_report_stage(pages), sheet="")
    _read_levels(table, draft, answers)
    [draft] = apply_answers([draft], answers)
    found = finish(draft, file)
    return Reading((_add_words(found, pages, instrument, table, deadline),))


def _find_year(pages: Sequence[PdfPage], file: str) -> int | None:
    years = find_years(PurePath(file).stem)
    return find_report_year(pages) or (years.pop() if len(years) == 1 else None)


def _find_instrument(
    table: LevelTable,
    year: int | None,
    instruments: Mapping[str, Instrument],
    answers: Answers,
) -> Instrument | Reading:
    """Find the instrument that the table follows, or ask for it."""
    if answers.instrument is not None:
        return instruments[answers.instrument]
    keys = [Key(row.number, row.name) for row in table.rows]
    fitting, _ = find_instruments(keys, instruments.values())
    if len(fitting) > 1 and year is not None:
        fitting = [i for i in fitting if i.is_valid_year(year)] or fitting
    if len(fitting) == 1:
        return fitting[0]
    problem, question = ask_for_instrument("", fitting, instruments)
    return Reading(file_problems=(problem,), questions=(question,))


def _read_levels(table: LevelTable, draft: Draft, answers: Answers) -> None:
    """Read every row's level, and say which indicators have none."""
    instrument = draft.instrument
    index = index_of(instrument)
    grid = Grid("", [[row.level] for row in table.rows])
    cells = LevelCells(grid, instrument, MergedCells(), answers)
    first: dict[str, LevelRow] = {}
    for position, row in enumerate(table.rows):
        if index.find_exactly(row.name) is None and index.is_inner_name(row.name):
            continue  # an aspect or domain that has a number too
        code = index.code_by_number.get(row.number)
        if code is None:
            draft.problems.append(_unknown_number(row, instrument))
        elif code not in first:
            first[code] = row
            cells.read_cell(code, position, 0, f"hlm. {row.page} no. {row.number}", draft)
            draft.problems += _check_name(row, code, instrument)
        elif row.level != first[code].level:
            draft.problems.append(_twice(row, first[code], code))
    for leaf in instrument.leaves:
        if leaf.code not in first:
            draft.levels[leaf.code] = None
            sentence = message(
                "Tingkat kematangan indikator {number} · {name} tidak ditemukan; dicari di tabel "
                "pada {pages}. Isi tingkatnya di Isi Penilaian bila laporannya memuatnya.",
                number=leaf.number,
                name=leaf.names,
                pages=say_pages(table.pages),
            )
            draft.problems.append(Problem("warning", "missing-level", sentence, code=leaf.code))
    if table.doubtful is not None:
        draft.problems.append(_doubtful(*table.doubtful))


def _add_words(
    found: ReadAssessment,
    pages: Sequence[PdfPage],
    instrument: Instrument,
    table: LevelTable,
    deadline: Deadline,
) -> ReadAssessment:
    """Add what the report says in words, and what its printed figures say against the levels."""
    assessment = found.assessment
    words = read_findings(watch(pages, deadline), instrument)
    scores = find_printed_scores(watch(pages, deadline), instrument, assessment.year)
    problems = [
        *check_scores(instrument, assessment, scores, table.pages, len(pages)),
        *check_findings(instrument, words, len(pages)),
    ]
    blank = [page.number for page in pages if not page.words]
    if blank and problems:
        problems.append(_without_text(blank))
    return replace(
        found,
        assessment=replace(assessment, notes=write_findings(instrument, words.findings)),
        problems=(*found.problems, *problems),
        findings=words.findings,
        printed=scores.hundredths,
    )


def _no_levels(pages: Sequence[PdfPage]) -> Problem:
    numbers = say_pages([page.number for page in pages])
    if is_report(pages):
        return Problem(
            "error",
            "no-level-table",
            message(
                "Tabel tingkat kematangan tiap indikator tidak ditemukan dalam laporan ini; dicari "
                "di {pages}. Unggah laporan yang lengkap, atau ketik tingkatnya di Isi Penilaian.",
                pages=numbers,
            ),
        )
    return Problem(
        "error",
        "not-a-report",
        message(
            "PDF ini bukan laporan hasil evaluasi: tidak ada judul evaluasi dan tidak ada tabel "
            "tingkat kematangan di {pages}. Unggah laporan hasil evaluasi dari kementerian, atau "
            "lembar penilaian sebagai Excel.",
            pages=numbers,
        ),
    )


def _unknown_number(row: LevelRow, instrument: Instrument) -> Problem:
    return Problem(
        "warning",
        "unknown-indicator",
        message(
            "Halaman {page}: nomor {number} tidak ada dalam {regulation}, jadi barisnya dilewati.",
            page=row.page,
            number=row.number,
            regulation=instrument.regulation_short,
        ),
        found=row.number,
    )


def _check_name(row: LevelRow, code: str, instrument: Instrument) -> list[Problem]:
    """Warn where a row's name is that of another indicator; the number counts."""
    named = index_of(instrument).find_exactly(row.name)
    if named in (None, code):
        return []
    sentence = message(
        'Halaman {page}: nomor {number} bernama "{name}", sedangkan nama itu milik indikator '
        "{other}. Tingkatnya dicatat pada nomornya; periksa barisnya.",
        page=row.page,
        number=row.number,
        name=shorten_text(row.name),
        other=instrument.node_by_code[str(named)].number,
    )
    return [Problem("warning", "number-name-contradict", sentence, found=row.name, code=code)]


def _twice(row: LevelRow, first: LevelRow, code: str) -> Problem:
    return Problem(
        "error",
        "duplicate-indicator",
        message(
            "Indikator {number} bertingkat {first} di halaman {page} dan {second} di halaman "
            "{other}. Unggah laporan yang memuat satu tabel tingkat kematangan saja.",
            number=row.number,
            first=first.level or "–",
            page=first.page,
            second=row.level or "–",
            other=row.page,
        ),
        found=row.level,
        code=code,
    )


def _doubtful(page: int, header: str) -> Problem:
    return Problem(
        "warning",
        "doubtful-column",
        message(
            "Tabel tingkat kematangan di halaman {page} memiliki beberapa kolom angka. Yang dibaca "
            'kolom paling kanan, "{header}"; periksa apakah memang kolom itu yang dimaksud.',
            page=page,
            header=shorten_text(header) or "–",
        ),
        found=header or None,
    )


def _without_text(numbers: Sequence[int]) -> Problem:
    return Problem(
        "warning",
        "pages-without-text",
        message(
            "Isi {pages} berupa gambar tanpa teks, jadi tidak terbaca.", pages=say_pages(numbers)
        ),
    )
