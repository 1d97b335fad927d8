"""What tests of decks share: contents of every kind, and readers that are not the writer."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from dataclasses import replace

import openpyxl
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.presentation import Presentation as Deck
from pptx.shapes.base import BaseShape
from pptx.slide import Slide

from spbe.analysis.results import score_result
from spbe.catalogue.instruments import load_instruments
from spbe.jobs.report_contents import gather_single
from spbe.model.assessment import Assessment
from spbe.model.instrument import Instrument
from spbe.reports.contents import ReportContents

INSTRUMENTS = load_instruments()
OF_2020 = INSTRUMENTS["permenpanrb-59-2020"]
PEMDI = INSTRUMENTS["permenpanrb-8-2026"]
DAY = datetime.date(2024, 10, 20)
LONG_UNIT = (
    "Dinas Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk, dan Keluarga "
    "Berencana Kabupaten Kepulauan Siau Tagulandang Biaro"
)


def open_deck(data: bytes) -> Deck:
    return Presentation(io.BytesIO(data))


def titles(deck: Deck) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


def find_slide(deck: Deck, words: str) -> Slide:
    return next(s for s in deck.slides if words in s.shapes.title.text_frame.text)


def find_charts(slide: Slide) -> list:
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def read_workbook(chart) -> list[tuple[object, ...]]:
    data = chart.part.chart_workbook.xlsx_part.blob
    return list(openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True))


def words_of(slide: Slide) -> str:
    """Give every word on a slide but those in charts."""
    said = [s.text_frame.text for s in slide.shapes if s.has_text_frame]
    for shape in slide.shapes:
        if shape.has_table:
            said += [cell.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(said)


def rectangles(slide: Slide) -> Iterator[tuple[str, tuple[int, int, int, int]]]:
    for shape in slide.shapes:
        yield shape.name, (shape.left, shape.top, *_end(shape))


def _end(shape: BaseShape) -> tuple[int, int]:
    height = shape.height
    if shape.shape_type == MSO_SHAPE_TYPE.TABLE:
        height = sum(row.height for row in shape.table.rows)
    return shape.left + shape.width, shape.top + height


def gather(
    instrument: Instrument = OF_2020, stage: str = "final", year: int = 2024, **more: object
) -> ReportContents:
    levels = dict.fromkeys(instrument.leaf_codes, 3 * instrument.level_scale)
    content = Assessment(instrument.id, "Kota X", year, stage, levels)
    contents = gather_single(INSTRUMENTS, score_result(instrument, content), DAY, target=350)
    return replace(contents, **more)
