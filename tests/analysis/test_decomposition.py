"""Why an index changed: parts that add up exactly, and the sentence that says it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spbe.analysis.change_words import find_change_notes, say_change
from spbe.analysis.decomposition import (
    ChangeSummary,
    Contribution,
    decompose_change,
    share_hundredths,
)
from spbe.analysis.results import ScoredResult, score_result
from spbe.catalogue.instruments import load_instruments
from spbe.catalogue.samples import load_samples
from spbe.model.assessment import Assessment, PublishedResult
from spbe.text.translator import Translator

INSTRUMENTS = load_instruments()
INDONESIAN, ENGLISH = Translator("id"), Translator("en")


@pytest.fixture(scope="module")
def samples() -> dict[str, dict[tuple[int, str], ScoredResult]]:
    """The results of each sample agency by year and stage."""
    return {
        sample.name: {
            (r.year, r.stage): score_result(INSTRUMENTS[r.instrument_id], r) for r in sample.results
        }
        for sample in load_samples(INSTRUMENTS)
    }


@pytest.fixture(scope="module")
def contoh(samples):
    return samples["Provinsi Contoh"]


@pytest.fixture(scope="module")
def kaltim(samples):
    return samples["Pemerintah Provinsi Kalimantan Timur"]


def publish(year: int, stage: str = "final", **figures: int) -> ScoredResult:
    instrument = INSTRUMENTS["permenpanrb-59-2020"]
    return score_result(instrument, PublishedResult(instrument.id, "Kota", year, stage, figures))


@st.composite
def pairs(draw):
    """Two complete assessments of any instrument, decimals and half weights included."""
    instrument = INSTRUMENTS[draw(st.sampled_from(sorted(INSTRUMENTS)))]
    level = st.integers(instrument.lowest_units, instrument.highest_units)
    count = len(instrument.leaf_codes)
    both = [draw(st.lists(level, min_size=count, max_size=count)) for _ in range(2)]
    year = instrument.first_year
    return [
        score_result(
            instrument,
            Assessment(
                instrument.id,
                "Kota",
                year,
                stage,
                dict(zip(instrument.leaf_codes, levels, strict=True)),
            ),
        )
        for stage, levels in zip(("self", "document"), both, strict=True)
    ]


@given(pairs())
@settings(max_examples=60, derandomize=True, deadline=None)
def test_parts_of_every_tier_add_up_exactly_and_as_shown(pair):
    change = decompose_change(*pair)
    root = change.instrument.root.code
    exact = change.after.scores.exact[root] - change.before.scores.exact[root]
    assert change.exact_change == exact
    for tier, parts in change.by_tier.items():
        assert sum(part.points for part in parts) == exact
        assert "" not in [part.code for part in parts]
        assert sum(change.shown_points(tier)) == change.summary.change
    for part in change.by_tier[change.top_tier]:
        assert sum(leaf.points for leaf in change.points_below(part.code)) == part.points


def test_each_leaf_carries_its_levels_and_points(make):
    change = decompose_change(
        make((4, 3, 4, 1), stage="self"), make((3, 3, 2, 2), stage="document")
    )
    assert change.by_tier["indicator"] == (
        Contribution("I1", Fraction(4), Fraction(3), Fraction(-1, 10)),
        Contribution("I2", Fraction(3), Fraction(3), Fraction(0)),
        Contribution("I3", Fraction(4), Fraction(2), Fraction(-2, 5)),
        Contribution("I4", Fraction(1), Fraction(2), Fraction(2, 5)),
    )
    assert change.by_tier["domain"][0].points == Fraction(-1, 10)
    assert change.shown_points("domain") == (-10, 0)


def test_self_assessment_against_documents_is_one_sentence(contoh):
    change = decompose_change(contoh[2024, "self"], contoh[2024, "document"])
    assert change.summary == ChangeSummary(435, 328, -107, -107, (("D4", -43),), None)
    assert change.exact_change == Fraction("-1.07")
    assert say_change(change, INDONESIAN) == (
        "4,35 → 3,28: turun 1,07, terbesar di Layanan SPBE −0,43"
    )
    assert find_change_notes(change, INDONESIAN) == []


def test_interim_against_last_final_says_so(contoh):
    change = decompose_change(contoh[2023, "final"], contoh[2024, "document"])
    assert say_change(change, INDONESIAN) == (
        "2,91 → 3,28: naik 0,37 (sementara dibanding hasil akhir 2023), "
        "terbesar di Tata Kelola SPBE +0,22"
    )
    assert say_change(change, ENGLISH) == (
        "2.91 → 3.28: up 0.37 (interim against the final result of 2023), "
        "most in SPBE governance +0.22"
    )


def test_equal_parts_are_named_as_equal(make):
    change = decompose_change(make((1, 2, 1, 1), 2023), make((5, 2, 3, 1), 2024))
    assert say_change(change, INDONESIAN) == (
        "1,30 → 2,10: naik 0,80, terbesar di Nama D1 +0,40 dan Nama D2 +0,40"
    )


def test_moves_that_cancel_out_are_not_hidden(make):
    change = decompose_change(make((5, 2, 1, 1), 2023), make((1, 2, 3, 1), 2024))
    assert say_change(change, INDONESIAN) == (
        "1,70 → 1,70: tetap, terbesar di Nama D1 −0,40 dan Nama D2 +0,40"
    )


def test_difference_from_print_is_told():
    instrument = INSTRUMENTS["permenpanrb-59-2020"]
    low = dict.fromkeys(instrument.leaf_codes, 2)
    before, after = (
        score_result(instrument, Assessment(instrument.id, "Kota", 2024, stage, low | raised))
        for stage, raised in (("self", {"I1": 3}), ("document", {"I1": 3, "I2": 3}))
    )
    change = decompose_change(before, after)
    assert change.exact_change == Fraction("0.013")
    assert say_change(change, INDONESIAN).startswith("2,01 → 2,03: naik 0,01, ")
    assert find_change_notes(change, INDONESIAN) == [
        ("Selisih tepatnya +0,0130, dibulatkan 0,01; selisih kedua indeks yang dibulatkan 0,02.")
    ]


def test_what_rounding_leaves_over_is_a_part_of_its_own():
    change = decompose_change(
        publish(2023, SPBE=291, D1=300, D2=190, D3=164, D4=390),
        publish(2024, SPBE=379, D1=370, D2=350, D3=282, D4=432),
    )
    assert [part.code for part in change.by_tier["domain"]] == ["D1", "D2", "D3", "D4", ""]
    assert sum(part.points for part in change.by_tier["domain"]) == Fraction("0.88")
    assert sum(change.shown_points("domain")) == 88
    assert "indicator" not in change.by_tier


def test_index_only_results_give_the_difference_and_what_is_missing(kaltim):
    change = decompose_change(kaltim[2024, "self"], kaltim[2024, "document"])
    assert change.by_tier == {}
    assert change.lacks == {"before": ("parts", "levels"), "after": ("parts", "levels")}
    assert say_change(change, INDONESIAN) == "4,35 → 3,28: turun 1,07"
    assert find_change_notes(change, INDONESIAN) == [
        (
            "Rincian per domain perlu nilai tiap domain, per indikator perlu tingkat "
            "kematangannya; yang terbit hanya indeks: "
            "Penilaian Mandiri 2024 (sementara) dan Penilaian Dokumen 2024 (sementara)."
        )
    ]


def test_published_domains_lack_only_levels(kaltim):
    change = decompose_change(kaltim[2023, "final"], kaltim[2024, "final"])
    assert change.lacks == {"before": ("levels",), "after": ("levels",)}
    assert find_change_notes(change, INDONESIAN) == [
        (
            "Rincian per indikator perlu level, yang tidak terbit: "
            "Hasil Akhir (setelah reviu) 2023 dan Hasil Akhir (setelah reviu) 2024."
        )
    ]


def test_incomplete_assessment_has_no_change(make):
    change = decompose_change(make((3, None, 3, 3), 2023), make((3, 3, 3, 3)))
    assert (change.exact_change, change.summary, change.by_tier) == (None, None, {})
    assert say_change(change, INDONESIAN) == "Perubahan indeks tidak dapat dihitung"
    assert find_change_notes(change, INDONESIAN) == [
        "Belum ada indeks: Hasil Akhir (setelah reviu) 2023.",
        "Belum terisi: indikator 2.",
    ]


def test_changed_sectors_are_named(make):
    sectors = {("Kota", 2023): {"I3": "Kesehatan"}, ("Kota", 2024): {"I3": "Pendidikan"}}
    change = decompose_change(make((3,) * 4, 2023), make((3,) * 4, 2024), sectors)
    assert change.changed_sectors == ("I3",)
    assert find_change_notes(change, INDONESIAN) == [
        "2024: sektor pada indikator 3 berganti; nilainya tidak sepenuhnya sebanding dengan 2023."
    ]


def test_results_of_different_instruments_do_not_compare(make):
    with pytest.raises(ValueError, match="permenpanrb-59-2020 does not compare with tiny"):
        decompose_change(publish(2023, SPBE=291), make((3,) * 4, 2024))


@settings(derandomize=True, max_examples=200)
@given(st.lists(st.fractions(-1, 1, max_denominator=2000), min_size=1, max_size=12), st.booleans())
def test_shown_parts_add_up_and_stay_within_a_hundredth(parts, is_up):
    # The difference of two rounded indices is the exact one, rounded up or down.
    exact = sum(parts) * 100
    total = -(-exact // 1) if is_up else exact // 1
    shown = share_hundredths(parts, int(total))
    assert sum(shown) == total
    assert all(abs(value - part * 100) <= 1 for part, value in zip(parts, shown, strict=True))
    assert all(part or not value for part, value in zip(parts, shown, strict=True))


def test_a_sum_that_no_part_can_take_up_is_refused():
    with pytest.raises(ValueError, match="no part can take up 1 hundredths"):
        share_hundredths([Fraction(0)], 1)
