"""The minutes (notulen) of a meeting, as Word for those who must edit them and as PDF/A."""

from __future__ import annotations

from collections.abc import Sequence

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from spbe.analysis.change_words import name_result
from spbe.reports.blocks import Block, Column, Heading, Sentence, Table
from spbe.reports.drawings import list_shared
from spbe.reports.letter_parts import add_fields, add_line, clean_text
from spbe.reports.meeting_agenda import MeetingAgenda
from spbe.reports.meeting_points import Point
from spbe.reports.meeting_words import list_points
from spbe.reports.papers import PAPERS, Paper
from spbe.reports.pdf_report import describe_block
from spbe.reports.typesetting import Value, compile_pdf
from spbe.reports.word_blocks import add_blocks
from spbe.reports.word_document import finish_document
from spbe.reports.word_report import set_page
from spbe.reports.words import list_marks, say_source
from spbe.text.translator import Translator


def build_minutes_docx(agenda: MeetingAgenda, text: Translator, paper: Paper = "A4") -> bytes:
    """Build the minutes (docx): what and when, who came, the agenda with notes, signatures.

    The same agenda gives the same bytes.
    """
    document = Document()
    width = set_page(document, paper)
    contents, title = agenda.contents, _name_minutes(agenda, text)
    document.add_heading(clean_text(title), 1)
    add_line(document, contents.agency, is_bold=True, size=12)
    add_fields(document, _list_fields(agenda, text))
    add_blocks(document, _list_blocks(agenda, text), width)
    for role, name in _list_signers(agenda, text):
        for words in (role, "", "", name or "[..............................]"):
            line = add_line(document, words, WD_ALIGN_PARAGRAPH.CENTER)
            line.paragraph_format.keep_with_next = True
    foot = document.sections[0].footer.paragraphs[0]
    foot.add_run(clean_text(" ".join([*list_marks(contents, text), say_source(contents, text)])))
    return finish_document(document, title, contents.day)


def build_minutes_pdf(agenda: MeetingAgenda, text: Translator, paper: Paper = "A4") -> bytes:
    """Build the minutes as PDF/A, with what the Word version holds; same agenda, same bytes."""
    width, height = PAPERS[paper]
    data: dict[str, Value] = {
        **list_shared(agenda.contents, text, _name_minutes(agenda, text)),
        "paper": {"width": width, "height": height},
        "fields": [list(field) for field in _list_fields(agenda, text)],
        "blocks": [describe_block(block) for block in _list_blocks(agenda, text)],
        "signers": [list(signer) for signer in _list_signers(agenda, text)],
    }
    return compile_pdf("minutes", data, agenda.contents.day)


def _name_minutes(agenda: MeetingAgenda, text: Translator) -> str:
    return text("Notulen: {title}", title=agenda.meeting.title)


def _list_fields(agenda: MeetingAgenda, text: Translator) -> Sequence[tuple[str, str]]:
    meeting = agenda.meeting
    begins = "" if meeting.begins is None else meeting.begins.strftime("%H.%M")
    return (
        (text("Tanggal"), text.date(meeting.day, "full")),
        (text("Pukul"), begins or "–"),
        (text("Tempat"), meeting.place or "–"),
        (text("Pimpinan rapat"), meeting.chair or "–"),
        (text("Hasil"), name_result(agenda.contents.result, text)),
    )


def _list_blocks(agenda: MeetingAgenda, text: Translator) -> list[Block]:
    """List who came, then each point with its finding, its rows and what was said."""
    blocks: list[Block] = []
    if not agenda.meeting.is_closed:
        day = text.date(agenda.contents.day, "long")
        said = text("Rapat belum ditutup; angkanya mengikuti data per {day}.", day=day)
        blocks.append(Sentence(said, "note"))
    blocks.append(Heading(text("Daftar hadir")))
    blocks.append(_list_attendance(agenda, text))
    for number, point in enumerate(list_points(agenda, text), 1):
        blocks += _write_point(number, point, agenda, text)
    return blocks


def _list_attendance(agenda: MeetingAgenda, text: Translator) -> Block:
    if not agenda.attendance:
        return Sentence(text("Daftar hadir belum diisi."))
    columns = (
        Column(text("No"), 8, "right"),
        Column(text("Nama"), 40),
        Column(text("OPD"), 50),
        Column(text("Peran"), 26),
        Column(text("Tanda tangan"), 28),
    )
    rows = [
        (str(number), each.name, each.unit or "–", each.role or "–", "")
        for number, each in enumerate(agenda.attendance, 1)
    ]
    return Table(text("Daftar hadir"), columns, rows)


def _write_point(number: int, point: Point, agenda: MeetingAgenda, text: Translator) -> list[Block]:
    blocks: list[Block] = [Heading(f"{number}. {point.name}"), Sentence(point.finding, "finding")]
    if point.rows:
        words, figure, note = point.heads
        columns = Column(words, 60), Column(figure, 24), Column(note, 50)
        rows = [(row.words, row.figure, row.note) for row in point.rows]
        blocks.append(Table(point.name, columns, rows))
    said = agenda.notes.get(point.point, "")
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    if lines:
        lines[0] = text("Catatan: {words}", words=lines[0])
    return [*blocks, *map(Sentence, lines)]


def _list_signers(agenda: MeetingAgenda, text: Translator) -> Sequence[tuple[str, str]]:
    return (text("Pimpinan rapat"), agenda.meeting.chair), (text("Notulis"), "")
