"""The samples: official figures where there are some, and invented ones that equal them."""

from __future__ import annotations

import csv
import datetime

import pytest

from spbe.catalogue.instruments import load_instruments
from spbe.catalogue.published import (
    load_national_results,
    load_official_levels,
    read_hundredths,
)
from spbe.catalogue.samples import SAMPLES_DIRECTORY, load_samples
from spbe.model.assessment import Assessment, PublishedResult
from spbe.model.scoring import score_assessment, score_published

NODES = ("SPBE", "D1", "D2", "D3", "D4")


@pytest.fixture(scope="module")
def instrument():
    return load_instruments()["permenpanrb-59-2020"]


@pytest.fixture(scope="module")
def samples():
    return {sample.name: sample for sample in load_samples(load_instruments())}


@pytest.fixture(scope="module")
def illustrative(samples):
    results = samples["Provinsi Contoh"].results
    return {(result.year, result.stage): result for result in results}


def read_figures(instrument, result):
    score = score_assessment if isinstance(result, Assessment) else score_published
    scores = score(instrument, result)
    rating = scores.rating.code if scores.rating else None
    return tuple(scores.hundredths.get(code) for code in NODES), rating


def test_there_are_two_real_samples_and_an_illustrative_one(samples):
    described = [(s.name, s.kind, s.region, s.is_illustrative) for s in samples.values()]
    assert described == [
        ("Kota Bandar Lampung", "Kota", "Lampung", False),
        ("Pemerintah Provinsi Kalimantan Timur", "Provinsi", "Kalimantan Timur", False),
        ("Provinsi Contoh", "Provinsi", None, True),
    ]


def test_bandar_lampung_has_its_official_levels(instrument, samples):
    results = samples["Kota Bandar Lampung"].results
    assert {result.year: read_figures(instrument, result) for result in results} == {
        2021: ((120, 100, 100, 100, 144), "kurang"),
        2022: ((150, 200, 100, 100, 182), "kurang"),
        2023: ((215, 140, 170, 100, 304), "cukup"),
        2024: ((298, 290, 240, 255, 348), "baik"),
    }
    assert all(len(result.levels) == 47 and result.stage == "final" for result in results)


def test_kalimantan_timur_has_printed_figures_and_never_a_level(instrument, samples):
    results = samples["Pemerintah Provinsi Kalimantan Timur"].results
    assert all(isinstance(result, PublishedResult) and result.source for result in results)
    assert {(r.year, r.stage): read_figures(instrument, r) for r in results} == {
        (2023, "final"): ((291, 300, 190, 164, 390), "baik"),
        (2024, "final"): ((379, 370, 350, 282, 432), "sangat-baik"),
        (2024, "self"): ((435, None, None, None, None), None),
        (2024, "document"): ((328, None, None, None, None), None),
    }


def test_the_illustrative_levels_give_exactly_the_figures_of_kalimantan_timur(
    instrument, samples, illustrative
):
    figures = {key: read_figures(instrument, result) for key, result in illustrative.items()}
    assert figures == {
        (2023, "final"): ((291, 300, 190, 164, 390), "baik"),
        (2024, "self"): ((435, 400, 410, 373, 481), None),
        (2024, "document"): ((328, 350, 280, 218, 388), None),
        (2024, "final"): ((379, 370, 350, 282, 432), "sangat-baik"),
    }
    for result in samples["Pemerintah Provinsi Kalimantan Timur"].results:
        printed, _ = read_figures(instrument, result)
        invented, _ = figures[result.year, result.stage]
        assert [i for i, p in zip(invented, printed, strict=True) if p is not None] == [
            p for p in printed if p is not None
        ]


def test_the_illustrative_levels_tell_the_story_of_an_interview(instrument, illustrative):
    claimed, read, ended = (illustrative[2024, s] for s in ("self", "document", "final"))
    assert all(read.levels[code] <= claimed.levels[code] for code in instrument.leaf_codes)
    lost = {
        domain: sum(
            instrument.index_points(code, claimed.levels[code] - read.levels[code])
            for code in instrument.leaf_codes_below[domain]
        )
        for domain in ("D1", "D2", "D3", "D4")
    }
    assert float(sum(lost.values())) == 1.07
    assert max(lost, key=lost.__getitem__) == "D4"
    down = [code for code in instrument.leaf_codes if ended.levels[code] < read.levels[code]]
    assert down == ["I30", "I44"]


def test_notes_say_why_an_indicator_was_marked_down_and_only_there(instrument, illustrative):
    claimed, read = illustrative[2024, "self"], illustrative[2024, "document"]
    assert set(read.notes) == set(instrument.leaf_codes)
    for code in instrument.leaf_codes:
        is_lower = read.levels[code] < claimed.levels[code]
        assert bool(read.notes[code].assessor_note) is is_lower
        assert bool(read.notes[code].recommendation) is is_lower
        assert claimed.notes[code].assessor_note == ""
        assert read.notes[code].unit
        assert read.notes[code].explanation
        assert "contoh" in read.notes[code].evidence
    of_2023 = illustrative[2023, "final"].notes
    assert {notes.explanation + notes.evidence for notes in of_2023.values()} == {""}


def test_targets_have_name_and_source_and_one_primary(samples):
    for name in ("Pemerintah Provinsi Kalimantan Timur", "Provinsi Contoh"):
        targets = samples[name].targets
        assert [(t.year, t.hundredths, t.is_primary) for t in targets] == [
            (2024, 300, False),
            (2024, 350, True),
        ]
        assert all(target.name and target.source for target in targets)
    assert samples["Kota Bandar Lampung"].targets == ()


def test_cycles_have_the_dates_that_are_known(samples):
    of_2024 = next(c for c in samples["Provinsi Contoh"].cycles if c.year == 2024)
    assert of_2024.dates == {
        "document": datetime.date(2024, 10, 28),
        "interview": datetime.date(2024, 10, 29),
    }
    kinds = {c.year: c.kind for c in samples["Kota Bandar Lampung"].cycles}
    assert kinds == {2021: "evaluasi", 2022: "pemantauan", 2023: "evaluasi", 2024: "evaluasi"}


def test_chosen_sectors_are_those_of_the_instrument(instrument, samples):
    sectors = samples["Provinsi Contoh"].sectors
    assert [(s.year, s.code) for s in sectors] == [
        (year, code) for year in (2023, 2024) for code in instrument.chosen_sectors
    ]
    assert all(s.sector and s.application and s.unit for s in sectors)


def test_every_sample_agency_in_the_files_is_one_of_the_samples(samples):
    for name in ("cycles.csv", "targets.csv"):
        with (SAMPLES_DIRECTORY / name).open(encoding="utf-8", newline="") as file:
            assert {row["agency"] for row in csv.DictReader(file)} <= set(samples)


def test_the_national_reports_hold_every_agency(instrument):
    results = load_national_results(instrument)
    per_year = {y: sum(r.result.year == y for r in results) for y in (2023, 2024)}
    assert per_year == {2023: 621, 2024: 615}
    assert all(r.result.rating is not None for r in results)
    unreadable = [r.result for r in results if set(r.result.hundredths) != set(NODES)]
    assert [(r.year, set(NODES) - set(r.hundredths)) for r in unreadable] == [
        (2023, {"D4"}),
        *[(2024, {"D1"})] * 3,
    ]


def test_the_misprints_are_the_printed_figures_that_no_levels_can_give(instrument):
    results = load_national_results(instrument)
    assert [(r.result.agency, r.result.year, r.misprints) for r in results if r.misprints] == [
        ("Pemerintah Kab. Banyuasin", 2023, {"D4": 30})
    ]
    low, high = instrument.level_minimum * 100, instrument.level_maximum * 100
    assert all(low <= n <= high for r in results for n in r.result.hundredths.values())
    assert not any(low <= n <= high for r in results for n in r.misprints.values())


def test_official_levels_of_an_unknown_indicator_are_refused(instrument):
    with pytest.raises(KeyError):
        load_official_levels("denpasar-2018-levels.csv", instrument, "Kota Denpasar")


@pytest.mark.parametrize(("printed", "hundredths"), [("2.91", 291), ("3", 300), ("3.5", 350)])
def test_printed_figures_become_whole_hundredths(printed, hundredths):
    assert read_hundredths(printed) == hundredths


def test_a_printed_figure_with_more_decimals_is_refused():
    with pytest.raises(ValueError, match="more than two decimals"):
        read_hundredths("2.915")
