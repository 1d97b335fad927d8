"""The minutes of a meeting, read back from Word and from the PDF by other programs."""

from __future__ import annotations

import datetime
import io
from dataclasses import replace

import pytest
from docx import Document

from spbe.analysis.meeting import Agreed, compute_figures
from spbe.model.item import Item
from spbe.model.meeting import Attendee, FollowUp, Meeting
from spbe.reports.meeting_agenda import MeetingAgenda
from spbe.reports.minutes import build_minutes_docx, build_minutes_pdf
from spbe.text.translator import Translator
from tests.reports.pdf_reading import run_poppler

TEXT = Translator("id")
LONG = "Dinas Kependudukan, Pencatatan Sipil, Pemberdayaan Perempuan dan Perlindungan Anak"
HOSTILE = '#read("/etc/passwd") $x$ =1+1 \x01 <b>&'
MOMENT = datetime.datetime(2024, 10, 20, 2, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def agenda(full_contents):
    meeting = Meeting(
        1, full_contents.instrument.id, 2024, "document", "Rapat persiapan", MOMENT.date(),
        datetime.time(9, 30), "Aula", "Sekretaris Daerah", id=1,
    )  # fmt: skip
    items = full_contents.checklist.items
    figures = compute_figures(
        full_contents.result, None, ("RPJMD", 350), items, full_contents.checklist.backlog,
        MOMENT, MOMENT.date(),
    )  # fmt: skip
    due = MOMENT.date()
    item = Item(1, meeting.instrument_id, "Susun", "meeting", 2024, "I12", due=due, id=7)
    decided = Agreed(
        FollowUp(1, f"Susun peta rencana {HOSTILE}", (LONG,), "Rina", due, "I12", 7, 1),
        item, is_overdue=False,
    )  # fmt: skip
    return MeetingAgenda(
        meeting=meeting,
        contents=full_contents,
        figures=figures,
        last=None,
        agreed=(),
        changes=None,
        decided=(decided,),
        attendance=(Attendee("Rina", LONG, "Notulis"), Attendee(HOSTILE)),
        notes={"weakest": f"Fokus pada peta rencana.\n{HOSTILE}"},
    )


@pytest.fixture(scope="module")
def pdf_words(agenda):
    said = run_poppler("pdftotext", build_minutes_pdf(agenda, TEXT), "-layout", "-", "-")
    return " ".join(said.split())


def read_word(data):
    document = Document(io.BytesIO(data))
    cells = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    foot = document.sections[0].footer.paragraphs[0].text
    return [p.text for p in document.paragraphs], cells, foot


def test_word_holds_who_came_what_was_said_and_what_was_agreed(agenda):
    lines, cells, foot = read_word(build_minutes_docx(agenda, TEXT))
    assert lines[0] == "Notulen: Rapat persiapan"
    assert ["Pukul", ":", "09.30"] in cells
    assert ["1", "Rina", LONG, "Notulis", ""] in cells
    assert "Catatan: Fokus pada peta rencana." in lines
    row = next(row for row in cells if row[0].startswith("Susun peta rencana"))
    assert row[1:] == ["Belum dikerjakan", f"20 Okt 2024 · {LONG} · Rina · Indikator 12"]
    assert "7. Tindak lanjut rapat ini" in lines
    assert "Sekretaris Daerah" in lines
    assert "Sumber:" in foot


def test_pdf_holds_the_same_as_word(agenda, pdf_words):
    for words in (
        "Notulen: Rapat persiapan",
        "Minggu, 20 Oktober 2024",
        "Sekretaris Daerah",
        "Catatan: Fokus pada peta rencana.",
        "7. Tindak lanjut rapat ini",
        "1 tindak lanjut disepakati",
    ):
        assert words in pdf_words


def test_words_of_users_are_words_in_both(agenda, pdf_words):
    assert '#read("/etc/passwd") $x$ =1+1' in pdf_words
    lines, _, _ = read_word(build_minutes_docx(agenda, TEXT))
    assert any('#read("/etc/passwd") $x$ =1+1' in line for line in lines)


def test_the_same_agenda_gives_the_same_bytes(agenda):
    assert build_minutes_docx(agenda, TEXT) == build_minutes_docx(agenda, TEXT)
    assert build_minutes_pdf(agenda, TEXT) == build_minutes_pdf(agenda, TEXT)


def test_an_open_meeting_says_that_its_figures_still_move(agenda, pdf_words):
    assert "Rapat belum ditutup; angkanya mengikuti data per" in pdf_words
    closed = replace(agenda, meeting=replace(agenda.meeting, figures=agenda.figures))
    lines, _, _ = read_word(build_minutes_docx(closed, TEXT))
    assert not any("belum ditutup" in line for line in lines)


def test_minutes_without_anybody_say_so_in_both_languages(agenda):
    empty = replace(agenda, attendance=(), notes={}, decided=())
    assert "Daftar hadir belum diisi." in read_word(build_minutes_docx(empty, TEXT))[0]
    english = Translator("en")
    assert read_word(build_minutes_docx(empty, english))[0][0] == "Minutes: Rapat persiapan"
    assert build_minutes_pdf(empty, english, "F4").startswith(b"%PDF")
