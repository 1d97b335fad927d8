"""The official results that the scores reproduce, figure by figure."""

from fractions import Fraction

import pytest

from spbe.model.assessment import Assessment
from spbe.model.instrument import Instrument
from spbe.model.scoring import rate_index, round_half_up, score_assessment
from tests.published.conftest import DomainCandidates, hundredths, read_rows

BANDAR_LAMPUNG = read_rows("bandar-lampung-published.csv")
DOMAINS = ("D1", "D2", "D3", "D4")


def bandar_lampung(year: str) -> Assessment:
    levels = {
        f"I{row['indicator']}": int(row["level"])
        for row in read_rows("bandar-lampung-levels.csv")
        if row["year"] == year
    }
    return Assessment("permenpanrb-59-2020", "Kota Bandar Lampung", int(year), "final", levels)


@pytest.mark.parametrize(
    ("year", "code", "printed"),
    [
        (row["year"], row["code"], row["published_value"])
        for row in BANDAR_LAMPUNG
        if row["code"] != "predicate"
    ],
)
def test_bandar_lampung_figure_is_the_published_one(
    spbe_59: Instrument, year: str, code: str, printed: str
) -> None:
    scores = score_assessment(spbe_59, bandar_lampung(year))
    assert scores.hundredths[code] == hundredths(printed)


def test_bandar_lampung_has_52_published_figures() -> None:
    assert sum(row["code"] != "predicate" for row in BANDAR_LAMPUNG) == 52


@pytest.mark.parametrize("year", ["2021", "2022", "2023", "2024"])
def test_bandar_lampung_rating_is_the_published_one(spbe_59: Instrument, year: str) -> None:
    printed = next(
        r["published_value"]
        for r in BANDAR_LAMPUNG
        if r["year"] == year and r["code"] == "predicate"
    )
    rating = score_assessment(spbe_59, bandar_lampung(year)).rating
    assert rating is not None
    assert rating.names["id"] == printed


def test_regulation_table_10_gives_aspect_2_as_3_00(spbe_59: Instrument) -> None:
    levels = {"I11": 3, "I12": 4, "I13": 3, "I14": 2}
    scores = score_assessment(spbe_59, Assessment(spbe_59.id, None, None, None, levels))
    assert scores.exact["A2"] == 3
    assert "SPBE" not in scores.exact


def test_regulation_table_11_gives_domain_2_as_3_40(spbe_59: Instrument) -> None:
    aspects = {"A2": 3, "A3": 4, "A4": 3}
    levels = {c: level for a, level in aspects.items() for c in spbe_59.leaf_codes_below[a]}
    scores = score_assessment(spbe_59, Assessment(spbe_59.id, None, None, None, levels))
    assert scores.exact["D2"] == Fraction("3.40")


def test_regulation_table_12_gives_the_index_as_3_28(spbe_59: Instrument) -> None:
    values = {"D1": "3.70", "D2": "3.40", "D3": "3.00", "D4": "3.20"}
    products = [spbe_59.node_by_code[code].weight * Fraction(v) for code, v in values.items()]
    assert [str(float(p)) for p in products] == ["48.1", "85.0", "49.5", "145.6"]
    index = sum(products, Fraction(0)) / spbe_59.root.weight
    assert (index, round_half_up(index)) == (Fraction("3.282"), 328)


def test_regulation_examples_are_the_printed_ones() -> None:
    printed = [r["published_result"] for r in read_rows("worked-examples-59-2020.csv")]
    assert [value for value in printed if value] == ["3.00", "3.40", "3.28"]


@pytest.mark.parametrize("row", read_rows("half-up-ties.csv"), ids=lambda r: r["agency"])
def test_exact_tie_is_rounded_as_the_ministry_printed_it(
    candidates: DomainCandidates, row: dict[str, str]
) -> None:
    exact = Fraction(row["exact_index"])
    assert exact in candidates.find([row[domain] for domain in DOMAINS])
    assert exact * 1000 % 10 == 5
    assert round_half_up(exact) == hundredths(row["published"])


def test_there_are_32_exact_ties_of_which_other_roundings_get_12() -> None:
    rows = read_rows("half-up-ties.csv")
    assert len(rows) == 32
    assert sum(f"{float(r['exact_index']):.2f}" == r["published"] for r in rows) == 12
    assert sum(r["half_even"] == r["published"] for r in rows) == 12


@pytest.mark.parametrize(
    "row", read_rows("rating-boundary-cases.csv"), ids=lambda r: f"{r['year']}-{r['agency']}"
)
def test_printed_rating_is_one_that_the_exact_candidates_give(
    spbe_59: Instrument, candidates: DomainCandidates, row: dict[str, str]
) -> None:
    exact = {Fraction(value) for value in row["exact_candidates"].split()}
    possible = candidates.find([row[domain] for domain in DOMAINS])
    assert exact == {x for x in possible if round_half_up(x) == hundredths(row["index"])}
    ratings = {rate_index(spbe_59, index, int(row["year"]))[0].names["id"] for index in exact}
    assert row["published_predicate"] in ratings


def test_2023_rated_the_rounded_index_and_2024_the_exact_one(spbe_59: Instrument) -> None:
    boven_digoel, pacitan = Fraction("1.7995"), Fraction("3.4985")
    rating_2023, is_disputed_2023 = rate_index(spbe_59, boven_digoel, 2023)
    rating_2024, is_disputed_2024 = rate_index(spbe_59, pacitan, 2024)
    assert (rating_2023.names["id"], is_disputed_2023) == ("Cukup", True)
    assert (rating_2024.names["id"], is_disputed_2024) == ("Baik", True)


DENPASAR_CODES = {"35": "I35-1"}
"""In the published file the row "35" beside "35-2" is the first of the three parts."""


@pytest.mark.parametrize("row", read_rows("denpasar-2018-published.csv"), ids=lambda r: r["code"])
def test_denpasar_2018_figure_is_the_published_one(
    instruments: dict[str, Instrument], row: dict[str, str]
) -> None:
    instrument = instruments["permenpanrb-5-2018"]
    levels = {
        DENPASAR_CODES.get(r["no"], f"I{r['no']}"): int(r["level_external"])
        for r in read_rows("denpasar-2018-levels.csv")
    }
    assessment = Assessment(instrument.id, "Kota Denpasar", 2018, "final", levels)
    scores = score_assessment(instrument, assessment)
    assert scores.hundredths[row["code"]] == hundredths(row["published_value"])


def test_denpasar_2018_has_11_published_figures() -> None:
    assert len(read_rows("denpasar-2018-published.csv")) == 11


def test_aceh_tengah_2026_index_is_1_24(instruments: dict[str, Instrument]) -> None:
    instrument = instruments["permenpanrb-8-2026"]
    levels = {
        f"I{row['indicator_no']}": int(Fraction(row["score"]) * instrument.level_scale)
        for row in read_rows("pemdi-aceh-tengah-2026-levels.csv")
    }
    assessment = Assessment(instrument.id, "Kabupaten Aceh Tengah", 2026, "interview", levels)
    scores = score_assessment(instrument, assessment)
    assert scores.hundredths["PEMDI"] == 124
    assert scores.rating is None
    assert scores.equivalent is not None
    assert scores.equivalent.names["id"] == "Kurang"


NATIONAL = [
    row for row in read_rows("national.csv") if row["index"] and all(row[d] for d in DOMAINS)
]


def test_1233_national_rows_are_readable() -> None:
    assert len(NATIONAL) == 1233


def test_every_national_index_lies_within_what_its_printed_domains_allow(
    spbe_59: Instrument,
) -> None:
    half = Fraction(1, 2)
    weights = [spbe_59.node_by_code[domain].weight / spbe_59.root.weight for domain in DOMAINS]
    outside = []
    for row in NATIONAL:
        printed = hundredths(row["index"])
        domains = [hundredths(row[domain]) for domain in DOMAINS]
        lowest = sum(w * (d - half) for w, d in zip(weights, domains, strict=True))
        highest = sum(w * (d + half) for w, d in zip(weights, domains, strict=True))
        if not (lowest <= printed + half and printed - half <= highest):
            outside.append(row["agency"])
    assert outside == []


def test_levels_exist_for_every_national_row_but_the_misprint_of_banyuasin(
    candidates: DomainCandidates,
) -> None:
    unreachable = [
        (row["year"], row["agency"])
        for row in NATIONAL
        if hundredths(row["index"])
        not in {round_half_up(x) for x in candidates.find([row[d] for d in DOMAINS])}
    ]
    assert unreachable == [("2023", "Pemerintah Kab. Banyuasin")]
