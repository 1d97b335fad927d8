"""What every report says of its figures: invented, interim, secondary, and whence."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from spbe.analysis.results import score_result
from spbe.catalogue.instruments import load_instruments
from spbe.jobs.report_contents import gather_single
from spbe.model.assessment import Assessment
from spbe.reports.words import list_marks, say_rating, say_source
from spbe.text.translator import Translator

INSTRUMENTS = load_instruments()
DAY = datetime.date(2024, 10, 20)


def gather(instrument_id="permenpanrb-59-2020", stage="document", level=3, year=2024):
    instrument = INSTRUMENTS[instrument_id]
    levels = dict.fromkeys(instrument.leaf_codes, level)
    content = Assessment(instrument.id, "Kota X", year, stage, levels)
    return gather_single(INSTRUMENTS, score_result(instrument, content), DAY, source="isi.xlsx")


@pytest.mark.parametrize(("language", "word"), [("id", "Sementara"), ("en", "Interim")])
def test_interim_result_is_marked_and_a_final_one_rated(language, word):
    text = Translator(language)
    interim, final = gather(), gather(stage="final")
    assert [mark.split(" ")[0] for mark in list_marks(interim, text)] == [word]
    assert list_marks(final, text) == []
    assert say_rating(final, text) in say_rating(interim, text)


def test_secondary_weights_are_named_wherever_their_figures_stand():
    contents = gather("permenpanrb-8-2026", stage="final", level=300, year=2026)
    marks = list_marks(contents, Translator("id"))
    assert contents.instrument.is_secondary
    assert len(marks) == 1
    assert "sumber sekunder" in marks[0]


def test_source_names_stage_file_regulation_and_day():
    said = say_source(gather(), Translator("id"))
    for part in ("Penilaian Dokumen 2024", "isi.xlsx", "59", "20 Oktober 2024"):
        assert part in said


def test_incomplete_result_has_no_rating():
    contents = gather()
    codes = contents.instrument.leaf_codes
    content = replace(contents.assessment, levels=dict.fromkeys(codes[1:], 3))
    single = gather_single(INSTRUMENTS, score_result(contents.instrument, content), DAY)
    assert say_rating(single, Translator("id")) is None
    assert list_marks(single, Translator("id"))[0].startswith("Sementara:")
