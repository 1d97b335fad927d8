"""A tiny instrument whose figures are computed by hand, and official results beside it."""

from __future__ import annotations

import csv
from fractions import Fraction

import pytest

from spbe.analysis.results import ScoredResult, score_result
from spbe.catalogue.instruments import DATA_DIRECTORY, load_instruments
from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.model.instrument import Instrument, Node, Rating, RatingRule


def _node(code: str, parent: str | None, tier: str, weight: int) -> Node:
    names = {"id": f"Nama {code}", "en": f"Name {code}"}
    return Node(code, parent, tier, Fraction(weight), names, None, code)


@pytest.fixture(scope="session")
def tiny() -> Instrument:
    """Two domains: D1 (40 %) with I1 10 and I2 30, D2 (60 %) with I3 20 and I4 40."""
    names = {"id": "Indeks Kecil", "en": "Tiny index"}
    return Instrument(
        id="tiny",
        regulation="Peraturan Kecil",
        regulation_short="Kecil 1",
        first_year=2020,
        last_year=None,
        names={"index": names},
        level_minimum=1,
        level_maximum=5,
        level_decimals=0,
        level_names={},
        ratings=(
            Rating("kurang", Fraction(1), {"id": "Kurang", "en": "Poor"}),
            Rating("baik", Fraction(3), {"id": "Baik", "en": "Good"}),
        ),
        rating_rules=(RatingRule("exact", None, ()),),
        source_grades={},
        chosen_sectors=("I3", "I4"),
        nodes=(
            _node("X", None, "index", 100),
            _node("D1", "X", "domain", 40),
            _node("I1", "D1", "indicator", 10),
            _node("I2", "D1", "indicator", 30),
            _node("D2", "X", "domain", 60),
            _node("I3", "D2", "indicator", 20),
            _node("I4", "D2", "indicator", 40),
        ),
    )


@pytest.fixture(scope="session")
def make(tiny: Instrument):
    """Make a scored result of the tiny instrument from its four levels."""

    def make_result(
        levels: tuple[int | None, ...], year: int = 2024, stage: str = "final", agency: str = "Kota"
    ) -> ScoredResult:
        codes = dict(zip(("I1", "I2", "I3", "I4"), levels, strict=True))
        notes = {"I4": IndicatorNotes(unit="Diskominfo")}
        return score_result(tiny, Assessment("tiny", agency, year, stage, codes, notes))

    return make_result


@pytest.fixture(scope="session")
def instruments() -> dict[str, Instrument]:
    return load_instruments()


@pytest.fixture(scope="session")
def bandar_lampung(instruments: dict[str, Instrument]) -> list[ScoredResult]:
    """The official levels of Kota Bandar Lampung 2021–2024."""
    levels: dict[int, dict[str, int]] = {}
    path = DATA_DIRECTORY / "results/bandar-lampung-levels.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            levels.setdefault(int(row["year"]), {})[f"I{row['indicator']}"] = int(row["level"])
    instrument = instruments["permenpanrb-59-2020"]
    return [
        score_result(
            instrument, Assessment(instrument.id, "Kota Bandar Lampung", y, "final", given)
        )
        for y, given in levels.items()
    ]
