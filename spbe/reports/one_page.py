"""One page for the regional secretary: index, target, why, and five actions with unit and date."""

from __future__ import annotations

from spbe.analysis.change_words import say_change
from spbe.analysis.decomposition import decompose_change
from spbe.analysis.next_actions import NextAction
from spbe.analysis.overview import compute_children
from spbe.analysis.requirements import find_next_requirements
from spbe.analysis.results import ScoredResult
from spbe.charts.children import title_domains
from spbe.charts.ranking import title_ranking
from spbe.charts.waterfall import exact_signed
from spbe.reports.contents import ReportContents
from spbe.reports.drawings import (
    draw_branches,
    draw_index,
    draw_level,
    draw_scale,
    list_shared,
    shorten,
)
from spbe.reports.papers import PAPERS, Paper
from spbe.reports.typesetting import Value, compile_pdf, compile_png
from spbe.reports.words import say_distance, say_target
from spbe.text.terms import STAGE_NAMES
from spbe.text.translator import Translator

MOST_ACTIONS = 5
PIXELS_PER_INCH = 216
"""Of a picture of 360 × 450 points: 1080 × 1350 pixels, which WhatsApp shows without cropping."""
_LONGEST, _LONGEST_SEEN = 160, 64
"""Letters of a text of users on paper and on a phone; most names are shorter."""


def build_one_page_pdf(contents: ReportContents, text: Translator, paper: Paper = "A4") -> bytes:
    """Build the one page as PDF/A; type shrinks until whatever it holds fits on one page."""
    width, height = PAPERS[paper]
    data = _list_page(contents, text)
    return compile_pdf(
        "one_page", {**data, "paper": {"width": width, "height": height}}, contents.day
    )


def build_one_page_png(contents: ReportContents, text: Translator) -> bytes:
    """Build the one page as a picture for a phone, 1080 × 1350 pixels."""
    data = _list_page(contents, text, is_short=True)
    return compile_png("one_picture", data, PIXELS_PER_INCH)[0]


def _list_page(
    contents: ReportContents, text: Translator, *, is_short: bool = False
) -> dict[str, Value]:
    longest = _LONGEST_SEEN if is_short else _LONGEST
    left = len(contents.actions) - MOST_ACTIONS
    title = text("Satu halaman: {agency}", agency=contents.agency)
    return {
        **list_shared(contents, text, title),
        "index": draw_index(contents, text),
        "scale": draw_scale(contents, text),
        "target": [shorten(said, 3 * longest) for said in _say_target(contents, text)],
        "why": _say_why(contents, text, is_short=is_short),
        "branches": draw_branches(contents, text),
        "actions": [
            _list_action(action, contents, text, longest)
            for action in contents.actions[:MOST_ACTIONS]
        ],
        "words": {
            "why": text("Mengapa"),
            "actions": text("Tindakan berikutnya"),
            "nothing": _say_nothing_to_do(contents, text),
            "more": text("… dan {n} lainnya.", n=left) if left > 0 else "",
            "columns": [
                text("No"),
                text("Indikator"),
                text("Tingkat"),
                text("Poin"),
                text("OPD"),
                text("Tenggat"),
            ],
        },
    }


def _say_target(contents: ReportContents, text: Translator) -> list[str]:
    said = []
    if contents.target is not None:
        said.append(say_target(contents.target, text))
    if contents.distance is not None:
        said.append(say_distance(contents.distance, text))
    return said


def _say_why(contents: ReportContents, text: Translator, *, is_short: bool) -> list[str]:
    """Say what moved the index, which branch is lowest and where most is to be gained.

    A short text leaves out last year beside the stage before, and what is to be gained.
    """
    said: list[str] = []
    for before in reversed(contents.earlier):
        if contents.index is not None and not (said and is_short):
            change = say_change(decompose_change(before, contents.result), text)
            said.append(
                text("Dibanding {result}: {change}.", result=_name(before, text), change=change)
            )
    children = compute_children(
        contents.result,
        target=contents.target.hundredths if contents.target else None,
        language=text.language,
    )
    said.append(title_domains(children, text, contents.target) + ".")
    if len(contents.potentials) and not is_short:
        said.append(title_ranking(contents.potentials, contents.instrument, text) + ".")
    return said


def _name(result: ScoredResult, text: Translator) -> str:
    return f"{text(STAGE_NAMES[result.stage])} {result.year}"


def _list_action(
    action: NextAction, contents: ReportContents, text: Translator, longest: int
) -> dict[str, Value]:
    node = contents.instrument.node_by_code[action.code]
    # What is named is the first item, so the day and the units are its own; of one that all units
    # do, whoever leads the indicator answers.
    first = action.items[0] if action.items else None
    due = action.due if first is None else first.due
    units = action.units if first is None or first.is_for_all_units else first.units
    decimals = contents.instrument.level_decimals
    before, after = (text.level(units, decimals) for units in (action.before, action.after))
    return {
        "number": node.number,
        "name": shorten(node.names[text.language], longest),
        "before": draw_level(action.before, contents.instrument, text),
        "after": draw_level(action.after, contents.instrument, text),
        "points": exact_signed(action.points, text),
        "what": shorten(_say_what(action, contents, text), longest),
        "units": shorten("; ".join(units), longest) or "–",
        "due": "–" if due is None else text.date(due),
        "step": text("tingkat {before} → {after}", before=before, after=after),
        "until": text("tanpa tenggat") if due is None else text.date(due),
    }


def _say_what(action: NextAction, contents: ReportContents, text: Translator) -> str:
    """Say what is to be done first: the item that is due first, else what the next level asks."""
    if action.items:
        return action.items[0].text
    found = find_next_requirements(
        contents.requirements, contents.instrument, action.code, action.before
    )
    return found[0].texts[text.language] if found else ""


def _say_nothing_to_do(contents: ReportContents, text: Translator) -> str:
    """Say why no action is named."""
    if contents.distance is not None and contents.distance.shown_gap <= 0:
        return text("Target sudah tercapai; tidak ada langkah yang diperlukan.")
    return text(contents.lacks[0]) if contents.lacks else ""
