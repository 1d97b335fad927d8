"""Read any assessment sheet or report: a file and the instruments in, assessments and problems out.

The kinds of problems, stable for whoever reads them (`Problem.kind`):

- file: `file-missing` and what `files.py` refuses; of a PDF see `result_report.py`
- workbook of a report: `scores-only`
- sheet: `no-table`, `no-rows`, `no-level-column`, `two-level-columns`, `instrument-unclear`,
  `instrument-unknown`, `sheet-unknown`, `untouched`, `hidden-sheet`, `sheet-skipped`,
  `several-sheets`, `several-tables`, `repeated-sheet`, `weights-differ`, `years-differ`,
  `too-many-columns`, `too-many-assessments`, `form-index-differs`
- row: `unknown-indicator`, `duplicate-indicator`, `number-name-contradict`, `name-differs`,
  `number-as-date`, `running-number`, `too-many-problems`
- level: `missing-level` (a warning), `level-out-of-range`, `level-fraction`, `level-text`,
  `level-name-contradicts`, `level-boolean`, `level-date`, `level-percent`, `level-error`,
  `level-formula`, `level-merged`, `form-button`
- answers: `answer-contradicts`, `stage-not-known`, `agency-unknown`, `year-unknown`,
  `stage-unknown`, `year-outside-instrument`
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from spbe.model.instrument import Instrument
from spbe.text.translator import message
from spbe.workbooks.answer_checks import check_answers, is_sheet, take_own_sheets
from spbe.workbooks.answering import apply_answers, ask_for_sheet, finish
from spbe.workbooks.covers import apply_cover, read_cover
from spbe.workbooks.drafts import Draft, join_drafts
from spbe.workbooks.files import load_grids
from spbe.workbooks.form_2018 import FORM_INSTRUMENT, is_form, read_form
from spbe.workbooks.grid import Grid
from spbe.workbooks.illustrative_mark import carry_mark
from spbe.workbooks.pdf_pages import is_pdf
from spbe.workbooks.reading import Answers, Problem, Question, ReadAssessment, Reading, SourceFile
from spbe.workbooks.report_book_mark import find_missing_levels, find_report_sheet
from spbe.workbooks.result_report import read_report
from spbe.workbooks.sheet import SheetResult, read_sheet
from spbe.workbooks.table import find_tables

NO_ANSWERS = Answers()


def read(
    source: SourceFile | Path,
    instruments: Mapping[str, Instrument],
    answers: Answers = NO_ANSWERS,
) -> Reading:
    """Read a file with any layout. Never raises for what a file contains.

    `answers` supply what the file leaves open, select where it holds several assessments, mend
    cells, and are an error where they contradict the file.
    """
    if isinstance(source, Path):
        path = source
        try:
            source = SourceFile.from_path(path)
        except OSError:
            return Reading(file_problems=(_file_missing(path),))
    if is_pdf(source.data):
        problems = check_answers([], instruments, replace(answers, sheet=None))
        if problems:
            return _with_file(Reading(file_problems=tuple(problems)), source.name)
        return _with_file(read_report(source, instruments, answers), source.name)
    grids, problems = load_grids(source)
    if not grids:
        return Reading(file_problems=tuple(problems))
    return carry_mark(grids, read_grids(grids, source.name, instruments, answers))


def read_grids(
    grids: Sequence[Grid],
    file: str,
    instruments: Mapping[str, Instrument],
    answers: Answers = NO_ANSWERS,
) -> Reading:
    """Read the sheets of one file; visible ones first, hidden ones only if none of them fits."""
    if answers.corrections:
        answers = replace(answers, corrections=take_own_sheets(answers.corrections))
    problems = check_answers(grids, instruments, answers)
    if problems:
        return _with_file(Reading(file_problems=tuple(problems)), file)
    if is_form(grids) and FORM_INSTRUMENT in instruments:
        return _with_file(_read_form(grids, file, instruments[FORM_INSTRUMENT], answers), file)
    scores_only = find_missing_levels(grids, file)
    if scores_only is not None:
        return Reading(file_problems=(scores_only,))
    grids = find_report_sheet(grids) or grids
    all_visible = [grid for grid in grids if not grid.is_hidden]
    if answers.sheet is not None:
        grids = [grid for grid in grids if is_sheet(grid, answers.sheet)]
    visible = [grid for grid in grids if not grid.is_hidden]
    hidden = [grid for grid in grids if grid.is_hidden]
    results = _read_sheets(visible, file, instruments, answers)
    if hidden and not any(result.fits for result in results):
        from_hidden = _read_sheets(hidden, file, instruments, answers)
        fitting = [result for result in from_hidden if result.fits]
        if fitting:
            for result in fitting:
                result.warnings.append(_hidden_sheet(result.grid.name))
            results = fitting
    drafts = [draft for result in results for draft in result.drafts]
    used = {id(result.grid) for result in results if result.fits}
    if drafts:
        unused = [grid for grid in all_visible if id(grid) not in used]
        apply_cover(drafts, read_cover(grid for grid in unused if not find_tables(grid)))
    return _with_file(_assemble(results, file, answers), file)


def _read_form(
    grids: Sequence[Grid], file: str, instrument: Instrument, answers: Answers
) -> Reading:
    """Read the form of 2018, whose summary is hidden by design."""
    if answers.instrument not in (None, instrument.id):
        return Reading(file_problems=(_form_contradicts(instrument),))
    draft = read_form(grids, file, instrument, answers)
    if draft is None:
        return Reading(file_problems=(_untouched_form(),))
    return Reading(tuple(finish(d, file) for d in apply_answers([draft], answers)))


def _read_sheets(
    grids: Sequence[Grid], file: str, instruments: Mapping[str, Instrument], answers: Answers
) -> list[SheetResult]:
    """Read sheets one by one; one that fits several instruments follows its neighbours."""
    stem = PurePath(file).stem
    results = [read_sheet(grid, stem, instruments, answers) for grid in grids]
    decided = {draft.instrument.id for result in results for draft in result.drafts}
    if len(decided) != 1:
        return results
    only = next(iter(decided))
    following = replace(answers, instrument=only)
    return [
        read_sheet(result.grid, stem, instruments, following)
        if result.is_tied and any(i.id == only for i in result.tied)
        else result
        for result in results
    ]


def _assemble(results: Sequence[SheetResult], file: str, answers: Answers) -> Reading:
    drafts = [draft for result in results for draft in result.drafts]
    problems: list[Problem] = [p for result in results for p in result.warnings]
    questions: list[Question] = [q for result in results for q in result.questions]
    errors = [p for result in results for p in result.errors]
    if drafts:
        joined = join_drafts(drafts)
        read_codes = {code for draft in joined for code in draft.levels}
        for result in results:
            problems += result.errors_beside(read_codes)
    else:
        joined = []
        problems += _most_telling(errors) or [_no_table()]
    if joined and all(draft.is_blank for draft in joined):
        return Reading(file_problems=(*problems, _untouched(joined[0])))
    joined = apply_answers(joined, answers)
    several = ask_for_sheet(joined) if answers.sheet is None else None
    if several is not None:
        problems.append(several[0])
        if several[1] is not None:
            questions.append(several[1])
    found = _say_once([finish(draft, file) for draft in joined])
    return Reading(found, tuple(problems), tuple(questions))


def _say_once(found: Sequence[ReadAssessment]) -> tuple[ReadAssessment, ...]:
    """Leave out warnings that an assessment before has in the same words; errors all stay."""
    said: set[str] = set()
    told = []
    for read_one in found:
        kept = []
        for problem in read_one.problems:
            words = repr(problem.message)
            if problem.severity == "error" or words not in said:
                kept.append(problem)
            said.add(words)
        told.append(
            read_one
            if len(kept) == len(read_one.problems)
            else replace(read_one, problems=tuple(kept))
        )
    return tuple(told)


def _most_telling(errors: Sequence[Problem]) -> list[Problem]:
    """Leave out that one sheet has no table where another tells what is wrong with its own."""
    telling = [problem for problem in errors if problem.kind != "no-table"]
    return telling or list(errors[:1])


def _with_file(reading: Reading, file: str) -> Reading:
    """Write the file's name into every problem and question."""

    def own(problem: Problem) -> Problem:
        return problem if problem.file else replace(problem, file=file or None)

    def asked(question: Question) -> Question:
        return question if question.file else replace(question, file=file or None)

    def read_from(found: ReadAssessment) -> ReadAssessment:
        if not found.problems and not found.questions:
            return found
        return replace(
            found,
            problems=tuple(map(own, found.problems)),
            questions=tuple(map(asked, found.questions)),
        )

    return Reading(
        tuple(map(read_from, reading.found)),
        tuple(map(own, reading.file_problems)),
        tuple(map(asked, reading.questions)),
    )


def _file_missing(path: Path) -> Problem:
    return Problem(
        "error",
        "file-missing",
        message(
            'Berkas "{name}" tidak ada atau tidak dapat dibuka. Periksa nama dan letaknya.',
            name=str(path),
        ),
        file=path.name,
        found=str(path),
    )


def _no_table() -> Problem:
    return Problem(
        "error",
        "no-table",
        message(
            "Tidak ada tabel indikator dalam berkas ini. Tabelnya memerlukan baris judul dengan "
            "kolom nomor atau nama indikator dan kolom tingkat kematangan."
        ),
    )


def _untouched(draft: Draft) -> Problem:
    return Problem(
        "error",
        "untouched",
        message(
            'Lembar "{sheet}" belum diisi: tidak ada satu pun tingkat kematangan. Isi kolomnya, '
            "lalu unggah lagi.",
            sheet=draft.sheet,
        ),
        sheet=draft.sheet or None,
    )


def _untouched_form() -> Problem:
    return Problem(
        "error",
        "untouched",
        message(
            "Formulir 2018 ini belum diisi: semua pilihan masih seperti semula dan tidak ada "
            "penjelasan. Isi formulirnya, lalu unggah lagi."
        ),
        sheet="Rekap",
    )


def _form_contradicts(instrument: Instrument) -> Problem:
    return Problem(
        "error",
        "answer-contradicts",
        message(
            "Berkas ini formulir tahun 2018 menurut {found}, bukan instrumen yang diminta. Periksa "
            "pilihan itu atau berkasnya.",
            found=instrument.regulation_short,
        ),
        found=instrument.id,
    )


def _hidden_sheet(sheet: str) -> Problem:
    return Problem(
        "warning",
        "hidden-sheet",
        message(
            'Tabelnya terbaca dari lembar tersembunyi "{sheet}", karena tidak ada yang cocok di '
            "lembar yang tampak. Periksa apakah memang lembar itu yang dimaksud.",
            sheet=sheet,
        ),
        sheet=sheet,
    )
