"""Official results as golden cases: every file here is read as it was published."""

import csv
from fractions import Fraction
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from spbe.catalogue.instruments import load_instruments
from spbe.model.instrument import Instrument
from spbe.model.scoring import round_half_up

RESULTS = Path(__file__).parents[2] / "data" / "results"


@cache
def read_rows(name: str) -> list[dict[str, str]]:
    with (RESULTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def hundredths(printed: str) -> int:
    """Read a printed score without a float: "3.28" → 328."""
    return int(Fraction(printed) * 100)


@pytest.fixture(scope="session")
def instruments() -> dict[str, Instrument]:
    return load_instruments()


@pytest.fixture(scope="session")
def spbe_59(instruments: dict[str, Instrument]) -> Instrument:
    return instruments["permenpanrb-59-2020"]


class DomainCandidates:
    """Which exact indices the levels 1–5 can give for four printed domains.

    Built from the reachable sums of weight × level, by itself, so that it judges the kernel
    instead of repeating it.
    """

    def __init__(self, instrument: Instrument) -> None:
        weights = dict(zip(instrument.leaf_codes, instrument.whole_weights, strict=True))
        self.total = sum(weights.values())
        self.sums: list[dict[int, list[int]]] = []
        for domain in instrument.children[instrument.root.code]:
            sums = {0}
            leaves = instrument.leaf_codes_below[domain.code]
            for code in leaves:
                sums = {s + weights[code] * level for s in sums for level in range(1, 6)}
            total = sum(weights[code] for code in leaves)
            by_print: dict[int, list[int]] = {}
            for s in sums:
                by_print.setdefault(round_half_up(Fraction(s, total)), []).append(s)
            self.sums.append(by_print)

    def find(self, printed_domains: list[str]) -> set[Fraction]:
        choices = [
            by_print.get(hundredths(printed), [])
            for by_print, printed in zip(self.sums, printed_domains, strict=True)
        ]
        return {Fraction(sum(sums), self.total) for sums in product(*choices)}


@pytest.fixture(scope="session")
def candidates(spbe_59: Instrument) -> DomainCandidates:
    return DomainCandidates(spbe_59)
