from fractions import Fraction

from spbe.analysis.reproduction import compare_printed
from spbe.catalogue.instruments import load_instruments
from spbe.catalogue.official import load_exact_ties, load_official_cases
from spbe.model.scoring import round_half_up

INSTRUMENTS = load_instruments()


def test_every_printed_figure_of_every_official_result_is_reproduced():
    found = [
        compare_printed(INSTRUMENTS[case.assessment.instrument_id], case.assessment, case.printed)
        for case in load_official_cases(INSTRUMENTS)
    ]
    assert [(r.agency, r.year, r.same, r.total, r.index) for r in found] == [
        ("Kota Bandar Lampung", 2021, 13, 13, 120),
        ("Kota Bandar Lampung", 2022, 13, 13, found[1].index),
        ("Kota Bandar Lampung", 2023, 13, 13, found[2].index),
        ("Kota Bandar Lampung", 2024, 13, 13, 298),
        ("Kota Denpasar", 2018, 11, 11, 264),
        ("Kabupaten Aceh Tengah", 2026, 1, 1, 124),
    ]


def test_a_figure_that_was_printed_differently_is_not_counted_as_the_same():
    case = load_official_cases(INSTRUMENTS)[0]
    wrong = {**case.printed, "D1": case.printed["D1"] + 1}
    found = compare_printed(INSTRUMENTS["permenpanrb-59-2020"], case.assessment, wrong)
    assert (found.same, found.total) == (12, 13)


def test_all_32_exact_ties_are_printed_half_up():
    ties = load_exact_ties()
    assert len(ties) == 32
    assert all((tie.exact * 200) % 2 == 1 for tie in ties)
    assert [tie for tie in ties if round_half_up(tie.exact) != tie.printed] == []
    assert ties[0].exact == Fraction("4.515")


def test_without_an_instrument_its_cases_are_left_out():
    only = {"permenpanrb-5-2018": INSTRUMENTS["permenpanrb-5-2018"]}
    assert [case.assessment.agency for case in load_official_cases(only)] == ["Kota Denpasar"]
