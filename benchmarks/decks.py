"""How fast a deck is built, beside a bare one of python-pptx with the same charts."""

from __future__ import annotations

import datetime
import io
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from benchmarks.rows import Row, compare, time_in_turns
from spbe.catalogue.instruments import load_instruments
from spbe.jobs.checklist import find_next_goals, load_basis, make_checklist, preview_checklist
from spbe.jobs.first_start import start_store
from spbe.jobs.report_contents import gather_stored
from spbe.model.assessment import Assessment
from spbe.reports.contents import ReportContents
from spbe.reports.deck import build_deck
from spbe.store.agencies import find_agencies
from spbe.store.assessments import load_result
from spbe.store.database import Store
from spbe.store.records import ResultKey
from spbe.text.translator import Translator

ROUNDS = 20
GOAL = 2.0
_DAY = datetime.date(2024, 10, 20)
_TITLE_ONLY = 5
"""Of the layouts of python-pptx's own template."""


def measure(rounds: int = ROUNDS) -> list[Row]:
    """Measure a deck with everything in it; raises AssertionError where charts are missing."""
    with TemporaryDirectory() as folder:
        store = start_store(f"sqlite:///{Path(folder, 'deck.sqlite3')}")
        try:
            contents = _gather(store)
        finally:
            store.close()
    text = Translator("id")
    deck = Presentation(io.BytesIO(build_deck(contents, text)))
    charts = [s.chart for slide in deck.slides for s in slide.shapes if s.has_chart]
    assert len(charts) == 9
    data = [_take_data(chart) for chart in charts]
    name = f"deck of {len(deck.slides)} slides / bare one with its {len(charts)} charts"
    times = time_in_turns(lambda: build_deck(contents, text), lambda: _build_bare(data), rounds)
    return [compare(name, *times, GOAL)]


def _gather(store: Store) -> ReportContents:
    """Gather the illustrative province with the checklist of its next levels."""
    instruments = load_instruments()
    agency = next(a for a in find_agencies(store) if a.is_illustrative)
    key = ResultKey(agency.id, "permenpanrb-59-2020", 2024, "document")
    kept = load_result(store, key)
    assert kept is not None
    assert isinstance(kept.content, Assessment)
    instrument = instruments[key.instrument_id]
    basis = load_basis(store, agency.id, instrument, kept.content)
    at = datetime.datetime(2024, 10, 1, tzinfo=datetime.UTC)
    goals = find_next_goals(instrument, kept.content)
    make_checklist(store, preview_checklist(store, basis, goals), "Ani", at)
    return gather_stored(store, instruments, key, _DAY)


def _take_data(chart: Any) -> tuple[Any, list[str], list[tuple[str, list[float]]]]:
    """Take kind, names and numbers of a chart; a line over columns counts as columns."""
    series = [(s.name, list(s.values)) for plot in chart.plots for s in plot.series]
    kind = XL_CHART_TYPE.COLUMN_CLUSTERED if len(list(chart.plots)) > 1 else chart.chart_type
    return kind, list(chart.plots[0].categories), series


def _build_bare(charts: list[tuple[Any, list[str], list[tuple[str, list[float]]]]]) -> bytes:
    deck = Presentation()
    for kind, names, series in charts:
        data = CategoryChartData()
        data.categories = names
        for name, values in series:
            data.add_series(name, values)
        slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
        slide.shapes.title.text = "Grafik"
        slide.shapes.add_chart(kind, 0, 0, Inches(9), Inches(5), data)
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()
