"""The letter that asks a unit for what is still missing, with an annex of its items, as Word.

It is always Indonesian: it is an official letter (surat dinas), whoever prints it.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Mm

from spbe.reports.letter_parts import (
    add_fields,
    add_line,
    add_table,
    underline_block,
)
from spbe.reports.papers import Paper
from spbe.reports.word_document import finish_document, set_paper
from spbe.text.file_moments import give_moment
from spbe.text.file_names import make_distinct, make_file_name
from spbe.text.translator import Translator

_SIZE = 11
_SENDER, _ADDRESS = "[NAMA PERANGKAT DAERAH PENGIRIM]", "[Alamat, telepon, laman, pos-el]"
_TEXT = Translator("id")


@dataclass(frozen=True, slots=True)
class LetterItem:
    """A row of the annex."""

    number: str
    """Of the indicator; "–" where it belongs to none."""
    text: str
    level: int | None = None
    due: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """What is asked of one unit."""

    agency: str
    unit: str
    year: int
    day: datetime.date
    """Of the letter."""
    items: Sequence[LetterItem]
    interview: datetime.date | None = None
    is_illustrative: bool = False


def build_letter(letter: Letter, paper: Paper = "A4") -> bytes:
    """Build the letter (docx): head, number left blank, request, signature, annex of the items.

    The same letter gives the same bytes. Raises ValueError for a paper that is not known.
    """
    document = Document()
    set_paper(document, paper, (30, 20, 20, 20), _SIZE, 6)
    _write_head(document, letter)
    _write_body(document, letter)
    _write_signature(document)
    _write_annex(document, letter)
    return finish_document(document, "Surat permintaan data dukung SPBE", letter.day)


def build_letters(letters: Iterable[Letter], paper: Paper = "A4") -> bytes:
    """Build the letters to many units as one ZIP; a unit's name is the name of its file."""
    taken: set[str] = set()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for letter in letters:
            name = make_distinct(make_file_name(f"Surat {letter.unit}", "docx"), taken)
            entry = zipfile.ZipInfo(name, give_moment(letter.day))
            archive.writestr(entry, build_letter(letter, paper), zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _write_head(document: Word, letter: Letter) -> None:
    if letter.is_illustrative:
        add_line(document, "Ilustratif: data contoh, bukan surat resmi.", is_bold=True)
    centre = WD_ALIGN_PARAGRAPH.CENTER
    agency = letter.agency.upper()
    name = agency if agency.startswith("PEMERINTAH") else f"PEMERINTAH {agency}"
    add_line(document, name, centre, is_bold=True, size=14)
    add_line(document, _SENDER, centre, is_bold=True, size=14)
    underline_block(add_line(document, _ADDRESS, centre, size=9))
    place = f"[Tempat], {_TEXT.date(letter.day, 'long')}"
    add_line(document, place, WD_ALIGN_PARAGRAPH.RIGHT)
    add_fields(
        document,
        [
            ("Nomor", ""),
            ("Sifat", "Segera"),
            ("Lampiran", "1 (satu) berkas"),
            ("Hal", f"Permintaan Data Dukung Evaluasi SPBE Tahun {letter.year}"),
        ],
    )
    add_line(document, "Yth.")
    add_line(document, f"Pimpinan {letter.unit}", is_bold=True)
    add_line(document, "di Tempat")


def _write_body(document: Word, letter: Letter) -> None:
    justify = WD_ALIGN_PARAGRAPH.JUSTIFY
    count = _TEXT.number(len(letter.items))
    opening = (
        f"Dalam rangka evaluasi Sistem Pemerintahan Berbasis Elektronik (SPBE) {letter.agency} "
        f"Tahun {letter.year}, masih terdapat {count} butir pada {letter.unit} yang perlu "
        "dilengkapi, sebagaimana tercantum dalam lampiran surat ini."
    )
    add_line(document, opening, justify)
    add_line(document, _say_dates(letter), justify)
    add_line(
        document,
        "Data dukung disampaikan melalui buku OPD (Excel) yang menyertai surat ini: isi status, "
        "tanggapan, dan tautan bukti dukung pada setiap butir, lalu kirim kembali kepada "
        "Koordinator SPBE. Nama pengguna dan kata sandi akun uji coba tidak ditulis di dalamnya.",
        justify,
    )
    add_line(
        document, "Demikian disampaikan, atas perhatian dan kerja samanya diucapkan terima kasih."
    )


def _say_dates(letter: Letter) -> str:
    """Ask for it until the last day that any item names, and say when the interview is."""
    days = sorted(item.due for item in letter.items if item.due is not None)
    until = "sesuai tenggat pada lampiran"
    if days and days[0] == days[-1]:
        until = f"paling lambat tanggal {_TEXT.date(days[0], 'long')}"
    elif days:
        first, last = (_TEXT.date(day, "long") for day in (days[0], days[-1]))
        until = f"sesuai tenggat pada lampiran, mulai {first} sampai dengan {last}"
    said = f"Sehubungan dengan itu, kami mohon Saudara melengkapi butir-butir tersebut {until}."
    if letter.interview is not None:
        day = _TEXT.date(letter.interview, "long")
        said += f" Interviu dengan asesor dijadwalkan pada tanggal {day}."
    return said


def _write_signature(document: Word) -> None:
    for line in ("Koordinator SPBE,", "", "", "", "[Nama lengkap]", "NIP [..................]"):
        paragraph = add_line(document, line)
        paragraph.paragraph_format.left_indent = Mm(90)
        paragraph.paragraph_format.keep_with_next = True


def _write_annex(document: Word, letter: Letter) -> None:
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    add_line(document, "Lampiran", is_bold=True)
    add_fields(document, [("Nomor", ""), ("Tanggal", _TEXT.date(letter.day, "long"))])
    title = f"Butir yang perlu dilengkapi {letter.unit}"
    add_line(document, title, WD_ALIGN_PARAGRAPH.CENTER, is_bold=True)
    rows = [
        (
            str(position),
            item.number,
            item.text,
            "–" if item.level is None else str(item.level),
            "–" if item.due is None else _TEXT.date(item.due),
        )
        for position, item in enumerate(letter.items, 1)
    ]
    head = ("No", "Indikator", "Yang perlu dilengkapi", "Tingkat", "Tenggat")
    add_table(document, head, rows, (10, 20, 85, 18, 27))
