"""Which pictures each chapter of the PDF report shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spbe.analysis.decomposition import decompose_change
from spbe.reports.contents import ReportContents
from spbe.reports.drawings import draw_branches
from spbe.reports.drawings_parts import draw_backlog, draw_potentials, draw_tiles
from spbe.reports.drawings_time import draw_plan, draw_trend, draw_waterfall
from spbe.reports.typesetting import Value
from spbe.text.translator import Translator

Picture = Mapping[str, Value]


def list_pictures(chapter: str, contents: ReportContents, text: Translator) -> list[list[Picture]]:
    """List the pictures of a chapter by its findings: those that stand below the first, the second.

    Where a chapter has no finding the first ones stand on top.
    """
    return [
        [picture for picture in pictures if picture is not None]
        for pictures in _draw(chapter, contents, text)
    ]


def _draw(
    chapter: str, contents: ReportContents, text: Translator
) -> Sequence[Sequence[Picture | None]]:
    match chapter:
        case "summary":
            return [[draw_trend(contents, text)]]
        case "nodes":
            branches = draw_branches(contents, text)
            return [[{"kind": "branches", **branches} if branches["rows"] else None]]
        case "indicators":
            return [[draw_tiles(contents, text)]]
        case "strengths":
            return [[], [draw_potentials(contents, text)]]
        case "change":
            changes = [decompose_change(each, contents.result) for each in contents.earlier]
            return [[draw_waterfall(change, text)] for change in changes]
        case "way":
            ways = [way for way in (contents.clarify, contents.improve) if way is not None]
            return [[draw_plan(way, text)] for way in ways]
        case "checklist":
            return [[draw_backlog(contents, text)]]
    return []
