"""Apply what the user has said to what was read, and ask for what is still open."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from spbe.model.assessment import STAGES, Assessment
from spbe.model.instrument import Instrument
from spbe.text.terms import STAGE_NAMES
from spbe.text.translator import Message, message
from spbe.workbooks.agencies import is_same_agency
from spbe.workbooks.drafts import Draft
from spbe.workbooks.faults import place, shorten_text
from spbe.workbooks.reading import Answers, Option, Problem, Question, ReadAssessment


def apply_answers(drafts: Sequence[Draft], answers: Answers) -> list[Draft]:
    """Let answers supply what is not known, select among several, and contradict as an error."""
    kept = list(drafts)
    if answers.agency is not None:
        agency = answers.agency
        kept = _apply(
            kept,
            "agency",
            agency,
            agency,
            lambda d: d.agency,
            lambda said: is_same_agency(said, agency),
        )
    if answers.year is not None:
        year = answers.year
        kept = _apply(kept, "year", year, str(year), lambda d: d.year, lambda said: said == year)
    if answers.stage is not None:
        stage = answers.stage
        kept = _apply(
            kept,
            "stage",
            stage,
            STAGE_NAMES.get(stage, stage),
            lambda d: d.stage,
            lambda said: said == stage,
        )
    return kept


_TOPICS = {"agency": message("instansi"), "year": message("tahun"), "stage": message("tahap")}


def _apply(
    drafts: list[Draft],
    topic: str,
    answer: object,
    shown: object,
    said_by: Callable[[Draft], object],
    is_meant: Callable[..., bool],
) -> list[Draft]:
    matching = [d for d in drafts if said_by(d) is not None and is_meant(said_by(d))]
    chosen = matching or [d for d in drafts if said_by(d) is None]
    if chosen:
        for draft in chosen:
            setattr(draft, topic, answer)
            if topic == "stage":
                draft.is_external = False
        return chosen
    for draft in drafts:
        said = said_by(draft)
        words = STAGE_NAMES.get(str(said), said) if topic == "stage" else said
        draft.problems.append(
            Problem(
                "error",
                "answer-contradicts",
                message(
                    'Berkas ini menyebut {topic} "{found}", sedangkan yang diminta "{answer}". '
                    "Periksa pilihan itu atau berkasnya.",
                    topic=_TOPICS[topic],
                    found=words,
                    answer=shown,
                ),
                sheet=draft.sheet or None,
                found=str(said),
            )
        )
    return drafts


def finish(draft: Draft, file: str) -> ReadAssessment:
    """Give what was read its final form, with a warning and a question for all that is open."""
    problems = list(draft.problems)
    questions: list[Question] = []
    sheet = draft.sheet or None
    if draft.agency is None:
        problems.append(
            Problem(
                "warning",
                "agency-unknown",
                message("Instansi tidak disebut dalam berkas. Pilih instansinya."),
                sheet=sheet,
            )
        )
        questions.append(Question("agency", message("Instansi mana yang dinilai?"), sheet=sheet))
    if draft.year is None:
        problems.append(
            Problem(
                "warning",
                "year-unknown",
                _not_said(
                    draft,
                    message("Tahun penilaian tidak disebut dalam berkas. Pilih tahunnya."),
                    message("tahun penilaian"),
                ),
                sheet=sheet,
                cell=draft.header_cell,
            )
        )
        questions.append(
            Question(
                "year",
                message("Tahun berapa penilaian ini?"),
                _year_options(draft.instrument),
                sheet=sheet,
            )
        )
    elif not draft.instrument.is_valid_year(draft.year):
        problems.append(_year_outside(draft))
    if draft.stage is None:
        problems.append(
            Problem(
                "warning",
                "stage-unknown",
                _not_said(
                    draft,
                    message("Tahap penilaian tidak disebut dalam berkas. Pilih tahapnya."),
                    message("tahap penilaian"),
                ),
                sheet=sheet,
                cell=draft.header_cell,
            )
        )
        questions.append(
            Question(
                "stage",
                message("Tahap mana penilaian ini?"),
                tuple(Option(stage, STAGE_NAMES[stage]) for stage in STAGES),
                sheet=sheet,
            )
        )
    codes = [code for code in draft.instrument.leaf_codes if code in draft.levels]
    assessment = Assessment(
        draft.instrument.id,
        draft.agency,
        draft.year,
        draft.stage,
        {code: draft.levels[code] for code in codes},
        {code: draft.notes[code] for code in codes if code in draft.notes},
    )
    cells = {code: draft.cells[code] for code in codes if code in draft.cells}
    return ReadAssessment(assessment, draft.sheet, cells, tuple(problems), tuple(questions), file)


def _not_said(draft: Draft, plain: Message, what: Message) -> Message:
    """Say what the file leaves open, and of which column where it has a header."""
    if not draft.header or draft.header_cell is None:
        return plain
    return message(
        '{place}: {what} tidak disebut untuk kolom "{header}". Pilih, atau tulis di judul '
        "kolomnya.",
        place=place(draft.sheet, draft.header_cell),
        what=what,
        header=shorten_text(draft.header),
    )


def _year_options(instrument: Instrument) -> tuple[Option, ...]:
    if instrument.last_year is None:
        return ()
    years = range(instrument.first_year, instrument.last_year + 1)
    return tuple(Option(str(year), str(year)) for year in reversed(years))


def _year_outside(draft: Draft) -> Problem:
    instrument = draft.instrument
    until: Message | int = (
        instrument.last_year if instrument.last_year is not None else message("sekarang")
    )
    return Problem(
        "warning",
        "year-outside-instrument",
        message(
            "Tahun {year} di luar masa berlaku {regulation} ({first}–{last}). Periksa tahun atau "
            "instrumennya.",
            year=draft.year,
            regulation=instrument.regulation_short,
            first=instrument.first_year,
            last=until,
        ),
        sheet=draft.sheet or None,
        found=str(draft.year),
    )


def ask_for_instrument(
    sheet: str, tied: Sequence[Instrument], instruments: Mapping[str, Instrument]
) -> tuple[Problem, Question]:
    """Ask which instrument a sheet follows, where its rows fit several or none clearly."""
    choices = tied or list(instruments.values())
    names = ", ".join(instrument.regulation_short for instrument in choices)
    problem = Problem(
        "error",
        "instrument-unclear",
        message(
            'Indikator di lembar "{sheet}" cocok dengan lebih dari satu instrumen: {names}. Pilih '
            "instrumennya.",
            sheet=sheet,
            names=names,
        ),
        sheet=sheet or None,
    )
    question = Question(
        "instrument",
        message('Instrumen mana yang dipakai lembar "{sheet}"?', sheet=sheet),
        tuple(Option(i.id, i.regulation_short) for i in choices),
        sheet=sheet or None,
    )
    return problem, question


def ask_for_sheet(drafts: Sequence[Draft]) -> tuple[Problem, Question | None] | None:
    """Ask which sheet counts where several hold the same assessment with different levels.

    Where one sheet holds it twice no answer can choose, so that is an error.
    """
    by_moment: dict[object, list[Draft]] = {}
    for draft in drafts:
        by_moment.setdefault((*draft.moment, draft.agency), []).append(draft)
    for same in by_moment.values():
        sheets = list(dict.fromkeys(draft.sheet for draft in same))
        if len(sheets) > 1:
            problem = Problem(
                "warning",
                "several-sheets",
                message(
                    "Beberapa lembar memuat penilaian yang sama dengan isi berbeda: {sheets}. "
                    "Pilih salah satu.",
                    sheets=", ".join(sheets),
                ),
                found=", ".join(sheets),
            )
            options = tuple(Option(sheet, sheet) for sheet in sheets)
            return problem, Question("sheet", message("Lembar mana yang dipakai?"), options)
        if len(same) > 1:
            return _twice_in_one_sheet(same), None
    return None


def _twice_in_one_sheet(drafts: Sequence[Draft]) -> Problem:
    sheet = drafts[0].sheet
    cells = ", ".join(next(iter(draft.cells.values()), "–") for draft in drafts)
    return Problem(
        "error",
        "several-tables",
        message(
            'Lembar "{sheet}" memuat lebih dari satu penilaian untuk instansi, tahun, dan tahap '
            "yang sama (mulai di {cells}). Tulis tahun dan tahapnya, atau sisakan satu saja.",
            sheet=sheet,
            cells=cells,
        ),
        sheet=sheet or None,
        found=cells,
    )
