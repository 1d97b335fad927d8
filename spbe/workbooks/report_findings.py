"""Read what a result report says in words: strengths, weaknesses and recommendations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from spbe.model.findings import FindingKind, ReportFinding
from spbe.model.instrument import Instrument
from spbe.workbooks.pdf_pages import Line, PdfPage
from spbe.workbooks.report_mentions import find_mentions
from spbe.workbooks.report_scores import find_inner_node
from spbe.workbooks.wording import normalise

_SECTIONS: Mapping[str, FindingKind] = {
    "kekuatan dan kelemahan": "summary",
    "kekuatan kelemahan": "summary",
    "kelebihan dan kekurangan": "summary",
    "keunggulan dan kelemahan": "summary",
    "rekomendasi": "recommendation",
    "rekomendasi perbaikan": "recommendation",
    "saran dan rekomendasi": "recommendation",
    "kesimpulan dan rekomendasi": "recommendation",
}
"""Headings that begin a section, and what a paragraph in it is where nothing else is said."""
_KINDS: Mapping[str, FindingKind] = {
    **dict.fromkeys(("ringkasan", "kesimpulan", "gambaran umum"), "summary"),
    **dict.fromkeys(("kekuatan", "keunggulan", "kelebihan"), "strength"),
    **dict.fromkeys(("kelemahan", "kekurangan"), "weakness"),
    **dict.fromkeys(
        ("rekomendasi", "saran", "saran perbaikan", "rekomendasi perbaikan", "tindak lanjut"),
        "recommendation",
    ),
}
"""Headings of paragraphs within a section."""
_END = re.compile(
    r"nilai tingkat kematangan indikator|^lampiran\b|^daftar (?:pustaka|istilah)"
    r"|^nilai indeks spbe domain dan aspek|^tim (?:asesor|penyusun)"
)
_LETTERED = re.compile(r"(?:[A-Z]|\d{1,2}|[IVX]{1,4})\s*[.)]\s*(.+)")
_BULLET = re.compile(r"\A(?:[•●▪■◦o✓➢-]|[a-z0-9]{1,2}[.)])\s+(?=\S)")
_LABEL = re.compile(r"([^:]{4,24}?)\s*:\s*(.*)", re.DOTALL)
_RUNNING = ("evaluasi", "laporan hasil", "pemantauan", "sistem pemerintahan berbasis")
"""How a title begins that is repeated in capitals at the head or foot of the pages."""
_FEWEST_LETTERS = 12
"""Of a paragraph; what is shorter is a stray mark."""
_HEADING_WORDS = 14
_INDENT = 6.0
"""How far to the right the first line of a paragraph begins [points]."""
_PARAGRAPH_GAP = 0.6
"""Space between two paragraphs, as a share of the line's height."""


@dataclass(slots=True)
class _Paragraph:
    """Lines that belong together, under the headings that stand above them."""

    kind: FindingKind
    aspect: str | None
    page: int
    lines: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        return _BULLET.sub("", " ".join(line.text for line in self.lines).strip(), count=1)


@dataclass(frozen=True, slots=True)
class ReportWords:
    """The findings of a report, and on which pages its sections stand."""

    findings: tuple[ReportFinding, ...]
    pages: Mapping[FindingKind, tuple[int, int]]
    """First and last page by kind of section, `summary` for strengths and weaknesses."""


def read_findings(pages: Iterable[PdfPage], instrument: Instrument) -> ReportWords:
    """Read the findings, each with the indicators it names, its aspect, and its page.

    A paragraph that names several indicators is a finding of each of them.
    """
    reader = _Reader(instrument)
    for page in pages:
        reader.read_page(page)
    findings: list[ReportFinding] = []
    for paragraph in reader.paragraphs:
        text = paragraph.text
        if sum(map(str.isalpha, text)) < _FEWEST_LETTERS:
            continue
        codes: Sequence[str | None] = (
            [] if paragraph.kind == "summary" else find_mentions(text, instrument, paragraph.aspect)
        )
        findings += [
            ReportFinding(paragraph.kind, code, text, paragraph.page)
            for code in codes or [paragraph.aspect]
        ]
    return ReportWords(tuple(findings), reader.pages)


class _Reader:
    """Goes through the lines of a report and gathers paragraphs under their headings."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self.paragraphs: list[_Paragraph] = []
        self.pages: dict[FindingKind, tuple[int, int]] = {}
        self._section: FindingKind | None = None
        self._kind: FindingKind = "summary"
        self._aspect: str | None = None
        self._is_open = False
        """Whether the next line goes on with the last paragraph."""

    def read_page(self, page: PdfPage) -> None:
        """Take the lines of one page, without what stands at its head and foot."""
        for line in _leave_out_margins(page):
            if self._takes_heading(line, page.number) or self._section is None:
                continue
            first, _ = self.pages.get(self._section, (page.number, 0))
            self.pages[self._section] = (first, page.number)
            self._add(line, page.number)

    def _takes_heading(self, line: Line, page: int) -> bool:
        words = normalise(line.text)
        if _END.search(words) and len(words.split()) <= _HEADING_WORDS:
            self._section = None
            return True
        is_marked = bool(_BULLET.match(line.text)) or line.text.rstrip().endswith(":")
        section = None if is_marked and words in _KINDS and self._aspect else _SECTIONS.get(words)
        if section is not None:
            self._section = self._kind = section
            self._aspect, self._is_open = None, False
            self.pages.setdefault(section, (page, page))
            return True
        if self._section is None:
            return False
        return self._takes_aspect(line) or self._takes_kind(line, words, page)

    def _takes_aspect(self, line: Line) -> bool:
        """Take "A. Kebijakan Internal Tata Kelola SPBE" or "Aspek Audit TIK"."""
        text = line.text.strip()
        lettered = _LETTERED.fullmatch(text)
        if lettered is None and not text.casefold().startswith(("aspek ", "domain ")):
            return False
        name = (lettered[1] if lettered else text).rstrip(" :")
        if len(name.split()) > _HEADING_WORDS or name.endswith("."):
            return False
        node = find_inner_node(self.instrument, name)
        if node is None:
            return False
        self._aspect = None if node is self.instrument.root else node.code
        self._kind = self._section or "summary"
        self._is_open = False
        return True

    def _takes_kind(self, line: Line, words: str, page: int) -> bool:
        """Take "Kekuatan", "KELEMAHAN:" or "Rekomendasi: …", whose text may go on behind it."""
        kind, rest = _KINDS.get(words), ""
        if kind is None:
            label = _LABEL.fullmatch(_BULLET.sub("", line.text.strip(), count=1))
            kind = _KINDS.get(normalise(label[1])) if label else None
            rest = label[2] if label else ""
        if kind is None:
            return False
        self._kind, self._is_open = kind, False
        if rest:
            behind = line.words[-len(rest.split()) :]
            self.paragraphs.append(_Paragraph(kind, self._aspect, page, [Line(behind)]))
            self._is_open = True
        return True

    def _add(self, line: Line, page: int) -> None:
        last = self.paragraphs[-1] if self.paragraphs else None
        if last is None or not self._is_open or _begins_paragraph(last, line):
            self.paragraphs.append(_Paragraph(self._kind, self._aspect, page))
        self.paragraphs[-1].lines.append(line)
        self._is_open = True


def _begins_paragraph(last: _Paragraph, line: Line) -> bool:
    """Tell a new paragraph by its bullet, by the space above it, or by its indented first line."""
    if _BULLET.match(line.text):
        return True
    before = last.lines[-1]
    is_indented = line.left > min(one.left for one in last.lines[-2:]) + _INDENT
    if line.top < before.top:  # on the next page
        return is_indented and before.text.rstrip().endswith((".", ";"))
    gap = line.top - before.bottom
    return gap > _PARAGRAPH_GAP * (before.bottom - before.top) or (
        is_indented and len(last.lines) > 1 and line.top > before.bottom - 1
    )


def _leave_out_margins(page: PdfPage) -> Iterator[Line]:
    for position, line in enumerate(page.lines):
        words = normalise(line.text)
        is_edge = position == 0 or position == len(page.lines) - 1
        is_title = line.text.isupper() and words.startswith(_RUNNING)
        if not (is_edge and (is_title or words.removeprefix("halaman ").isdecimal())):
            yield line
