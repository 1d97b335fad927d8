"""The deck for the meeting (PPTX, 16:9): every chart native and editable."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Sequence

from pptx import Presentation
from pptx.presentation import Presentation as PresentationFile

from spbe.analysis.change_words import name_result
from spbe.reports import deck_change, deck_indicators, deck_peers, deck_standing, deck_work
from spbe.reports.contents import ReportContents
from spbe.reports.deck_pages import Deck
from spbe.reports.deck_parts import save_deck
from spbe.reports.deck_shapes import QUIET, Words
from spbe.reports.deck_template import find_look, open_template
from spbe.reports.deck_template_checks import is_damaged
from spbe.reports.deck_theme import build_plain_template
from spbe.reports.letter_parts import clean_text
from spbe.reports.words import list_marks, say_source
from spbe.text.translator import Message, Translator

PAGES: tuple[Callable[[Deck, ReportContents], Message | None], ...] = (
    deck_standing.add_standing,
    deck_change.add_trend,
    deck_change.add_change,
    deck_indicators.add_domains,
    deck_indicators.add_tiles,
    deck_indicators.add_weakest,
    deck_work.add_way,
    deck_work.add_checklist,
    deck_peers.add_peers,
    deck_work.add_actions,
)
"""What follows the first slide, in this order; each says what it has to leave out, or None."""


def build_deck(
    contents: ReportContents,
    text: Translator,
    template: bytes | None = None,
    units: Sequence[str] = (),
) -> bytes:
    """Build the deck of a result.

    `template` (pptx or potx) gives logo, colours and font; its own slides are left out. `units`
    are those that get pages of their own. What the contents do not hold is left out and named on
    the last slide. The same contents, template and day give the same bytes. Raises TemplateError
    for a template that cannot be used.
    """
    file = Presentation(io.BytesIO(build_plain_template())) if template is None else None
    file = file or open_template(template or b"")
    name = name_result(contents.result, text)
    deck = Deck(
        file,
        find_look(file),
        text,
        contents.day,
        list_marks(contents, text),
        f"{contents.agency} · {name}",
        say_source(contents, text),
    )
    _note_properties(file, f"{contents.agency} · {name}")
    system = contents.instrument.names["system"][text.language]
    heading = text("Evaluasi {system} {year}", system=system, year=contents.result.year)
    deck.add_cover(
        contents.agency, [f"{heading} · {name}", text.date(contents.day, "long"), *deck.marks]
    )
    left_out = [said for add in PAGES if (said := add(deck, contents)) is not None]
    for unit in units:
        deck_work.add_unit(deck, contents, unit)
    deck_indicators.add_levels(deck, contents)
    _add_lacks(deck, contents, left_out)
    return save_deck(file, contents.day)


def check_template(template: bytes) -> None:
    """Try a template on two empty slides. Raises TemplateError where it cannot be used."""
    file = open_template(template)
    deck = Deck(file, find_look(file), Translator("id"), datetime.date(2000, 1, 1), ["."], "", "")
    try:
        deck.add_cover("", [""])
        deck.add_page("")
        save_deck(file, deck.day)
    except Exception as error:  # whatever is odd in it, a user can only mend or change it
        raise is_damaged() from error


def _note_properties(file: PresentationFile, title: str) -> None:
    """Say whose deck it is; who made the template is nobody's business."""
    about = file.core_properties
    about.title = clean_text(title)
    for name in ("author", "last_modified_by", "comments", "keywords", "subject", "category"):
        setattr(about, name, "")
    about.revision = 1


def _add_lacks(deck: Deck, contents: ReportContents, left_out: Sequence[Message]) -> None:
    """Name what the data do not hold, so that nobody takes its absence for a result."""
    text = deck.text
    lacks = list(dict.fromkeys([text(said) for said in (*left_out, *contents.lacks)]))
    title = text("Yang tidak ada dalam data, tidak ditampilkan")
    if not lacks:
        title = text("Semua bagian ditampilkan; tidak ada data yang kurang")
    page = deck.add_page(title)
    lines = [Words(f"•  {said}", 16, gap=8) for said in lacks]
    page.add_words(page.area, [*lines, Words(deck.source, 12, QUIET, gap=20)], "Keterangan")
