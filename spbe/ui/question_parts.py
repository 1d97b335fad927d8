"""Ask what files leave open, and mend faulty cells, without touching the files themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from spbe.jobs.entering import read_written_level
from spbe.jobs.importing import OpenQuestion, Preview
from spbe.model.instrument import Instrument
from spbe.store.schema import FIRST_YEAR, LAST_YEAR
from spbe.text.terms import STAGE_NAMES
from spbe.text.translator import Message, Translator, message
from spbe.ui.canvas import st
from spbe.ui.difference_parts import format_indicator
from spbe.ui.labels import escape_label
from spbe.ui.markup import escape_markdown
from spbe.ui.problem_parts import describe_place
from spbe.ui.shell import Page
from spbe.ui.upload_state import UploadState
from spbe.workbooks.reading import Answers, Problem, ReadAssessment

TOPIC_NAMES: dict[str, Message] = {
    "sheet": message("Lembar"),
    "column": message("Kolom tingkat kematangan"),
    "instrument": message("Instrumen"),
    "agency": message("Instansi"),
    "year": message("Tahun"),
    "stage": message("Tahap"),
}
_SHOWN_FAULTS = 60
_NOT_ASSESSED = "not-assessed"
_NUMBER = re.compile(r"-?\d+\.\d+")


def show_questions(page: Page, upload: UploadState, preview: Preview) -> None:
    """Draw what the files leave open; one answer may serve all files that ask the same."""
    if not preview.questions:
        return
    text = page.text
    with st.container(border=True):
        st.markdown("**" + text("Yang belum disebut dalam berkas") + "**")
        groups = _group(preview.questions, together=True)
        if len(groups) < len(preview.questions):
            together = not st.toggle(text("Jawab per berkas"), key="upload-per-file")
            groups = _group(preview.questions, together=together)
        with st.form("upload-questions", border=False):
            asked = [(group, _ask(page, group)) for group in groups]
            if st.form_submit_button(text("Terapkan jawaban"), type="primary"):
                for group, value in asked:
                    for question in group if value not in (None, "") else ():
                        _note_answer(upload, question, value)
                st.rerun()


def _group(questions: Sequence[OpenQuestion], *, together: bool) -> list[list[OpenQuestion]]:
    groups: dict[object, list[OpenQuestion]] = {}
    for open_question in questions:
        question = open_question.question
        same: tuple[object, ...] = (question.topic, tuple(o.value for o in question.options))
        if not together:
            same = (*same, open_question.file.key)
        if question.topic in ("column", "sheet"):
            same = (*same, open_question.file.key, question.sheet)
        groups.setdefault(same, []).append(open_question)
    return list(groups.values())


def _ask(page: Page, group: Sequence[OpenQuestion]) -> object:
    """Draw one question and give its answer, None while there is none."""
    text, question = page.text, group[0].question
    files = list(dict.fromkeys(q.file.source.name for q in group))
    about = (
        files[0] if len(files) == 1 else text.plural("{count} berkas", "{count} berkas", len(files))
    )
    if question.sheet and len(group) == 1:
        about = describe_place(about, question.sheet)
    topic = text(TOPIC_NAMES[question.topic])
    label = escape_label(text("{topic} untuk {files}", topic=topic, files=about))
    choices = ",".join(option.value for option in question.options)
    key = f"question-{question.topic}-{group[0].file.key}-{question.sheet}-{len(group)}-{choices}"
    help_text = escape_markdown(text(question.message))
    labels: dict[str, str] = {
        option.value: option.label if isinstance(option.label, str) else text(option.label)
        for option in question.options
    }
    if not labels:
        if question.topic == "year":
            open_ended = [i.first_year for i in page.instruments.values() if i.last_year is None]
            first = min(open_ended, default=FIRST_YEAR)
            return st.number_input(
                label, first, LAST_YEAR, value=None, step=1, key=key, help=help_text
            )
        if question.topic == "agency":
            return st.selectbox(
                label,
                [agency.name for agency in page.snapshot.agencies()],
                index=None,
                key=key,
                accept_new_options=True,
                placeholder=text("Pilih, atau ketik nama instansi baru"),
                help=help_text,
            )
        labels = _usual_options(page, question.topic)
    return st.selectbox(
        label,
        list(labels),
        index=None,
        format_func=lambda value: labels.get(value, value),
        key=key,
        placeholder=text("Pilih"),
        help=help_text,
    )


def _usual_options(page: Page, topic: str) -> dict[str, str]:
    if topic == "stage":
        return {stage: page.text(name) for stage, name in STAGE_NAMES.items()}
    if topic == "instrument":
        return {i.id: i.regulation for i in page.instruments.values()}
    return {}


def _note_answer(upload: UploadState, asked: OpenQuestion, value: object) -> None:
    said = upload.answers.get(asked.file.key, Answers())
    topic = asked.question.topic
    if topic == "column":
        said = replace(said, columns={**said.columns, asked.question.sheet or "": str(value)})
    elif topic == "year":
        said = replace(said, year=int(str(value)))
    elif topic == "stage":
        said = replace(said, stage=str(value))
    elif topic == "agency":
        said = replace(said, agency=str(value))
    elif topic == "instrument":
        said = replace(said, instrument=str(value))
    else:
        said = replace(said, sheet=str(value))
    upload.answers[asked.file.key] = said


def find_mendable(preview: Preview) -> list[tuple[str, ReadAssessment, Problem]]:
    """List the faults in level cells with the key of their file: those a user can mend here."""
    return [
        (file.key, found, problem)
        for file, found in preview.faulty
        for problem in found.problems
        if problem.severity == "error" and problem.cell and problem.cell in found.cells.values()
    ]


def show_corrections(page: Page, upload: UploadState, preview: Preview) -> None:
    """Draw one field per faulty level cell, and what was mended so far."""
    faults = find_mendable(preview)
    _show_mended(page, upload, preview)
    if not faults:
        return
    text = page.text
    with st.container(border=True):
        st.markdown("**" + text("Perbaiki sel di sini") + "**")
        st.caption(
            text(
                "Berkas Anda tidak berubah. Pilih tingkat yang benar atau tandai belum dinilai; "
                "sel yang dibiarkan kosong tetap menunggu."
            )
        )
        shown = faults[:_SHOWN_FAULTS]
        with st.form("upload-corrections", border=False):
            answers = [_ask_level(page, *fault) for fault in shown]
            with st.container(horizontal=True):
                is_applied = st.form_submit_button(text("Terapkan perbaikan"), type="primary")
                is_all_blank = st.form_submit_button(
                    text("Tandai semua belum dinilai"),
                    help=text("Untuk sel yang belum diberi tingkat di atas."),
                )
        if len(faults) > len(shown):
            rest = len(faults) - len(shown)
            st.caption(
                text.plural("{count} sel lagi setelah ini", "{count} sel lagi setelah ini", rest)
            )
        if is_applied or is_all_blank:
            upload.refusal = None
            for (key, found, problem), answer in zip(shown, answers, strict=True):
                if answer is not None or is_all_blank:
                    _correct(upload, page, key, found, problem, answer)
            st.rerun()


def _ask_level(page: Page, key: str, found: ReadAssessment, problem: Problem) -> str | None:
    text = page.text
    instrument = page.instruments[found.assessment.instrument_id]
    code = problem.code or next(c for c, cell in found.cells.items() if cell == problem.cell)
    label = text(
        "{place} · {indicator}",
        place=describe_place(found.file or key.rpartition(":")[0], found.sheet, problem.cell or ""),
        indicator=format_indicator(text, instrument, code),
    )
    if problem.found:
        label += " — " + text("tertulis “{found}”", found=_say_number(text, problem.found))
    options = {_NOT_ASSESSED: text("belum dinilai")} | find_level_options(page, instrument, code)
    return st.selectbox(
        escape_label(label),
        list(options),
        index=None,
        format_func=lambda value: options.get(value, value),
        key=f"mend-{key}-{found.sheet}-{problem.cell}",
        accept_new_options=bool(instrument.level_decimals),
        placeholder=text("Pilih tingkat"),
    )


def find_level_options(page: Page, instrument: Instrument, code: str) -> dict[str, str]:
    """Give the whole levels of an indicator with their names: "3" → "3 · Terdefinisi"."""
    options = {}
    for level in range(instrument.level_minimum, instrument.level_maximum + 1):
        name = instrument.level_name(code, level, page.text.language)
        options[str(level)] = f"{level} · {name}" if name else str(level)
    return options


def _correct(
    upload: UploadState,
    page: Page,
    key: str,
    found: ReadAssessment,
    problem: Problem,
    answer: str | None,
) -> None:
    instrument = page.instruments[found.assessment.instrument_id]
    written = "" if answer in (None, _NOT_ASSESSED) else str(answer)
    units = read_written_level(written, instrument, problem.code or "")
    if isinstance(units, Message):
        upload.refusal = units
        return
    said = upload.answers.get(key, Answers())
    corrections = {**said.corrections, (found.sheet, problem.cell or ""): units}
    upload.answers[key] = replace(said, corrections=corrections)


def _say_number(text: Translator, found: str) -> str:
    """Write a number of a cell as the language writes it; whatever else stays as it stands."""
    is_number = text.language == "id" and _NUMBER.fullmatch(found)
    return found.replace(".", ",") if is_number else found


def _show_mended(page: Page, upload: UploadState, preview: Preview) -> None:
    text = page.text
    decimals = {
        (file.key, found.sheet): page.instruments[found.assessment.instrument_id].level_decimals
        for file in preview.files
        for found in file.reading.found
    }
    mended = [
        text(
            "{place} → {level}",
            place=describe_place(upload.sources[key].name, sheet, cell),
            level=text("belum dinilai")
            if units is None
            else text("tingkat {level}", level=text.level(units, decimals.get((key, sheet), 0))),
        )
        for key, said in upload.answers.items()
        for (sheet, cell), units in said.corrections.items()
    ]
    if not mended:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            escape_markdown(text("Diperbaiki di sini: {cells}", cells=text.list(mended))),
            width="stretch",
        )
        st.button(text("Batalkan perbaikan"), on_click=_undo, args=(upload,), type="tertiary")


def _undo(upload: UploadState) -> None:
    upload.answers = {k: replace(said, corrections={}) for k, said in upload.answers.items()}
