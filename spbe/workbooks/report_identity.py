"""Find whose result a report is, of which year and of which stage."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from spbe.workbooks.agencies import find_agency
from spbe.workbooks.pdf_pages import Line, PdfPage
from spbe.workbooks.stages import find_stages
from spbe.workbooks.wording import normalise
from spbe.workbooks.years import find_years

_TITLE = re.compile(
    r"laporan hasil (?:evaluasi|pemantauan|penilaian)|indeks (?:spbe|pemdi)\b"
    r"|(?:evaluasi|pemantauan)(?: dan evaluasi)?(?: (?:sistem pemerintahan|spbe|pemdi|indeks)|$)"
    r"|sistem pemerintahan berbasis elektronik tahun|pemerintah digital tahun|^tahun 20\d\d$"
)
_REPORT = re.compile(r"laporan hasil (?:evaluasi|pemantauan)|\blhe\b")
_HEADS_RESULT = re.compile(r"INDEKS\s+(?:SPBE|PEMDI)\s*[–—:-]\s*(.{3,})", re.IGNORECASE)
_ABBREVIATIONS = {"RI", "DKI", "DI", "TNI", "POLRI", "BKKBN"}
_COVERS = 2
"""Pages that may be the cover: the first may be a picture."""
_LONGEST_TITLE = 12
"""Words that the line of a title has at most; longer ones are sentences."""


def find_report_agency(pages: Sequence[PdfPage]) -> str | None:
    """Find the agency: what heads its figures ("INDEKS SPBE – …"), else what the cover names."""
    for page in pages:
        for position, line in enumerate(page.lines):
            found = _HEADS_RESULT.fullmatch(line.text.strip())
            if found and not find_years(found[1]):
                name = " ".join([found[1], *_read_on(page.lines, position)])
                return find_agency([name]) or _write_name(name)
    named = (find_agency(_join_titles(page.lines)) for page in pages[:_COVERS])
    return next(filter(None, named), None)


def _read_on(lines: Sequence[Line], position: int) -> Iterator[str]:
    """Give the rest of a name that goes on in the next line, in capitals like its beginning."""
    line = lines[position]
    for below in lines[position + 1 :]:
        if line.text.isupper() and _goes_on(line, below) and below.left < line.right:
            yield below.text
            return


def _goes_on(line: Line, below: Line) -> bool:
    """Tell whether a title goes on: close below, and in capitals or not like what is above."""
    is_next = 0 < below.top - line.top < 2 * (line.bottom - line.top)
    return is_next and below.text.isupper() == line.text.isupper()


def _join_titles(lines: Sequence[Line]) -> list[str]:
    """Join the lines of a cover to titles, since a long name takes two."""
    titles: list[str] = []
    for position, line in enumerate(lines):
        if position and _goes_on(lines[position - 1], line):
            titles[-1] += f" {line.text}"
        else:
            titles.append(line.text)
    return titles


def _write_name(name: str) -> str:
    """Write a name in capitals as names are written: "BADAN PUSAT STATISTIK"."""
    if not name.isupper():
        return name
    small = {"DAN", "DI", "UNTUK"} - _ABBREVIATIONS
    return " ".join(
        word if word in _ABBREVIATIONS else word.lower() if word in small else word.capitalize()
        for word in name.split()
    )


def find_report_year(pages: Sequence[PdfPage]) -> int | None:
    """Find the year that the titles name; None where they name none, or several alike."""
    named = Counter(year for line in _find_titles(pages) for year in find_years(line.text))
    ranked = named.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def find_report_stage(pages: Sequence[PdfPage]) -> str | None:
    """Find the stage that the titles name; what the ministry publishes as its report is final."""
    stages: set[str] = set()
    for line in _find_titles(pages):
        stages |= find_stages(normalise(line.text))
    if stages:
        return stages.pop() if len(stages) == 1 else None
    texts = (normalise(" ".join(line.text for line in page.lines)) for page in pages)
    return "final" if any(_REPORT.search(text) for text in texts) else None


def is_report(pages: Iterable[PdfPage]) -> bool:
    """Tell whether anything in a document bears the title of an evaluation."""
    return any(True for _ in _find_titles(pages))


def _find_titles(pages: Iterable[PdfPage]) -> Iterator[Line]:
    for page in pages:
        for line in page.lines:
            words = normalise(line.text)
            if len(words.split()) <= _LONGEST_TITLE and _TITLE.search(words):
                yield line
