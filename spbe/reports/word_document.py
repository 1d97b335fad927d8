"""A Word document of ours: its paper and type, and its bytes once it is written."""

from __future__ import annotations

import datetime
import io

from docx.document import Document as Word
from docx.shared import Mm, Pt

from spbe.reports.letter_parts import clean_text
from spbe.reports.papers import PAPERS, Paper
from spbe.text.file_moments import fix_moments

FONT = "Arial"


def set_paper(
    document: Word, paper: Paper, margins: tuple[int, int, int, int], size: float, space: float
) -> int:
    """Give a document its paper and type; returns the width that is left for words [mm].

    `margins` are left, right, top and bottom [mm], `size` is that of letters and `space` what
    stands below a paragraph [points]. Raises ValueError for a paper that is not known.
    """
    if paper not in PAPERS:
        raise ValueError(f"unknown paper {paper!r}")
    left, right, top, bottom = margins
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(length) for length in PAPERS[paper])
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(size)
    style.paragraph_format.space_after = Pt(space)
    return PAPERS[paper][0] - left - right


def finish_document(document: Word, title: str, day: datetime.date) -> bytes:
    """Give the bytes of a document, which are the same for the same words on the same day."""
    about = document.core_properties
    about.author, about.title, about.comments = "", clean_text(title), ""
    file = io.BytesIO()
    document.save(file)
    return fix_moments(file.getvalue(), day)
