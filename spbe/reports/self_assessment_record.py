"""Berita Acara Penilaian Mandiri: the record that the internal assessors sign, as Word.

It is always Indonesian: it is an official record, whoever prints it.
"""

from __future__ import annotations

from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH

from spbe.analysis.results import ScoredResult
from spbe.charts.layout import say_illustrative
from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.reports.blocks import Column, Table
from spbe.reports.contents import ReportContents
from spbe.reports.letter_parts import add_fields, add_line, clean_text
from spbe.reports.papers import Paper
from spbe.reports.word_blocks import add_block_table
from spbe.reports.word_document import finish_document, set_paper
from spbe.reports.words import say_secondary
from spbe.text.numerals import spell_day
from spbe.text.translator import Translator

_TEXT = Translator("id")
_OPEN_DAY = "hari [..........] tanggal [..........] bulan [..........] tahun [..........]"
_ASSESSORS = 4
"""Lines for members of the team to sign on."""


def find_self_assessment(contents: ReportContents) -> ScoredResult | None:
    """Find the self assessment of the year: the result itself, or what it is compared with."""
    if contents.result.stage == "self":
        return contents.result
    return contents.claim


def build_self_assessment_record(contents: ReportContents, paper: Paper = "A4") -> bytes:
    """Build the record (docx): who met, the index with its domains and aspects, all levels.

    Names, place and number are left open, and the day where the year's dates do not say it. The
    same contents on the same day give the same bytes. Raises ValueError for a paper that is not
    known, and where there is no self assessment.
    """
    result = find_self_assessment(contents)
    if result is None:
        raise ValueError("no self assessment")
    document = Document()
    width = set_paper(document, paper, (25, 20, 20, 15), 11, 6)
    _write_opening(document, contents, result)
    add_block_table(document, _make_score_table(result), width)
    _write_closing(document, result)
    _write_annex(document, result, width)
    return finish_document(document, "Berita Acara Penilaian Mandiri SPBE", contents.day)


def _write_opening(document: Word, contents: ReportContents, result: ScoredResult) -> None:
    centre, justify = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
    if contents.is_illustrative:
        add_line(document, say_illustrative(_TEXT), is_bold=True)
    if result.instrument.is_secondary:
        add_line(document, say_secondary(result.instrument, _TEXT), is_bold=True)
    for words in (
        "BERITA ACARA",
        "PENILAIAN MANDIRI SISTEM PEMERINTAHAN BERBASIS ELEKTRONIK (SPBE)",
        contents.agency.upper(),
        f"TAHUN {result.year}",
    ):
        add_line(document, words, centre, is_bold=True, size=12)
    add_line(document, "Nomor: [..............................]", centre)
    # The day on which this file is made says nothing of when the team met.
    day = spell_day(contents.assessed) if contents.assessed is not None else _OPEN_DAY
    add_line(
        document,
        f"Pada {day}, bertempat di [..............................], Tim "
        f"Asesor Internal SPBE {contents.agency} telah melaksanakan penilaian mandiri atas "
        f"penerapan SPBE Tahun {result.year} berdasarkan {result.instrument.regulation}, "
        "dengan hasil sebagai berikut:",
        justify,
    )


def _make_score_table(result: ScoredResult) -> Table:
    instrument = result.instrument
    rows: list[tuple[str, ...]] = []
    strong: set[int] = set()
    for node in instrument.inner_nodes:
        if node.parent in (None, instrument.root.code):
            strong.add(len(rows))
        bounds = result.bounds(node.code)
        score = _TEXT.score(result.hundredths(node.code))
        if bounds is not None:
            score = f"{_TEXT.score(bounds[0])}–{_TEXT.score(bounds[1])}"
        weight = node.weight / instrument.root.weight * 100
        rows.append((node.names["id"], _TEXT.decimal(weight, 2), score))
    columns = (
        Column("Uraian", 60),
        Column("Bobot (%)", 16, "right"),
        Column("Nilai", 16, "right"),
    )
    return Table("Hasil penilaian mandiri", columns, rows, strong=frozenset(strong))


def _write_closing(document: Word, result: ScoredResult) -> None:
    justify = WD_ALIGN_PARAGRAPH.JUSTIFY
    missing = len(result.scores.missing)
    said = (
        "Nilai di atas adalah hasil penilaian mandiri dan bersifat sementara; predikat ditetapkan "
        "setelah penilaian oleh asesor eksternal dan reviu."
    )
    if missing:
        said += (
            f" {missing} indikator belum bernilai, sehingga indeks belum ada dan ditulis sebagai "
            "kisaran."
        )
    add_line(document, said, justify)
    add_line(
        document,
        "Rincian tingkat kematangan setiap indikator tercantum dalam lampiran yang merupakan "
        "bagian tidak terpisahkan dari Berita Acara ini.",
        justify,
    )
    add_line(
        document,
        "Demikian Berita Acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana "
        "mestinya.",
        justify,
    )
    add_line(document, "Tim Asesor Internal SPBE:", is_bold=True)
    head = ("No", "Nama", "Jabatan dalam tim", "Tanda tangan")
    columns = tuple(
        Column(title, width) for title, width in zip(head, (8, 42, 34, 34), strict=True)
    )
    blank = [(f"{n}\n", "", "Ketua" if n == 1 else "Anggota", "") for n in range(1, _ASSESSORS + 1)]
    add_block_table(document, Table("Penanda tangan", columns, blank), 165)
    for line in (
        "Mengetahui,",
        "Koordinator SPBE,",
        "",
        "",
        "[Nama lengkap]",
        "NIP [..................]",
    ):
        add_line(document, line).paragraph_format.keep_with_next = True


def _write_annex(document: Word, result: ScoredResult, width: int) -> None:
    heading = add_line(document, "Lampiran Berita Acara", is_bold=True)
    heading.paragraph_format.page_break_before = True
    add_fields(document, [("Nomor", ""), ("Tahun", str(result.year))])
    instrument, content = result.instrument, result.content
    notes = content.notes if isinstance(content, Assessment) else {}
    rows: list[tuple[str, ...]] = []
    levels: dict[tuple[int, int], int] = {}
    for place, leaf in enumerate(instrument.leaves):
        units = result.level_units(leaf.code)
        if units is not None:
            levels[place, 2] = units // instrument.level_scale
        said = notes.get(leaf.code, IndicatorNotes())
        support = "\n".join(part for part in (said.evidence, said.evidence_link) if part)
        rows.append(
            (
                leaf.number,
                leaf.names["id"],
                _TEXT.level(units, instrument.level_decimals),
                clean_text(said.explanation) or "–",
                clean_text(support) or "–",
            )
        )
    columns = (
        Column("No", 8, "right"),
        Column("Indikator", 40),
        Column("Tingkat", 13, "centre", is_level=True),
        Column("Penjelasan", 44),
        Column("Bukti dukung", 36),
    )
    add_block_table(document, Table("Tingkat kematangan", columns, rows, levels), width)
