"""Ranks, medians and models among published results."""

from fractions import Fraction

from spbe.analysis.benchmark import (
    Peer,
    Standing,
    compute_median,
    compute_standing,
    find_extremes,
    find_group,
    find_models,
    rank_movements,
)
from spbe.catalogue.instruments import load_instruments
from spbe.model.assessment import PublishedResult

SPBE_59 = load_instruments()["permenpanrb-59-2020"]


def peer(agency: str, index: int | None, year: int = 2024, domains: tuple[int, ...] = ()) -> Peer:
    figures = {f"D{n}": value for n, value in enumerate(domains, 1)}
    if index is not None:
        figures["SPBE"] = index
    result = PublishedResult(SPBE_59.id, agency, year, "final", figures)
    return Peer(result, "Provinsi", "Kalimantan")


GROUP = [peer("A", 420), peer("B", 379), peer("C", 379), peer("D", 250), peer("E", None)]


def test_ties_share_a_rank_and_an_unreadable_figure_does_not_count() -> None:
    standing = compute_standing(GROUP, "C", "SPBE")
    assert standing is not None
    assert (standing.rank, standing.tied, standing.of) == (2, 2, 4)
    assert (standing.percentile, standing.median, standing.best) == (Fraction(1, 4), 379, 420)
    assert compute_standing(GROUP, "E", "SPBE") is None


def test_median_between_two_figures_is_rounded_half_up() -> None:
    assert compute_median([300, 301]) == 301
    assert compute_median([301, 100, 300]) == 300


def test_group_is_narrowed_by_kind_region_and_choice() -> None:
    peers = [*GROUP, peer("A", 300, 2023)]
    assert [p.agency for p in find_group(peers, 2024, agencies=["A", "D"])] == ["A", "D"]
    assert find_group(peers, 2024, kind="Kota") == []
    assert len(find_group(peers, 2023, region="Kalimantan")) == 1


def test_largest_rise_stands_first_with_the_domain_behind_it() -> None:
    before = [peer("A", 300, 2023, (300, 300, 300, 300)), peer("B", 350, 2023, (1, 1, 1, 1))]
    after = [peer("A", 350, 2024, (300, 310, 480, 340)), peer("B", 340, 2024, (1, 1, 1, 1))]
    movements = rank_movements(SPBE_59, before, after)
    assert [(m.agency, m.change, m.strongest) for m in movements] == [
        ("A", 50, "D3"),
        ("B", -10, "D1"),
    ]


def test_the_largest_rises_and_the_largest_falls_are_found_in_their_rank() -> None:
    before = [peer(name, 300, 2023) for name in "ABCDEFG"]
    changes = (40, 30, 20, 10, 0, -10, -50)
    after = [peer(name, 300 + c, 2024) for name, c in zip("ABCDEFG", changes, strict=True)]
    movements = rank_movements(SPBE_59, before, after)
    assert [m.agency for m in find_extremes(movements, 2)] == ["A", "B", "F", "G"]
    assert [m.agency for m in find_extremes(movements, 9)] == ["A", "B", "C", "D", "F", "G"]


def test_models_are_ranked_before_anything_is_rounded() -> None:
    group = [
        peer("Kami", 280, 2024, (280, 280, 280, 280)),
        peer("Beda", 360, 2024, (361, 360, 360, 360)),
        peer("Jauh", 360, 2024, (360, 361, 361, 362)),
        peer("Lurus", 360, 2024, (360, 360, 360, 360)),
        peer("Adil", 360, 2024, (360, 361, 362, 362)),
    ]
    models = find_models(SPBE_59, group, "Kami")
    assert [(m.peer.agency, m.distance) for m in models] == [
        ("Lurus", 0),
        ("Beda", Fraction(3, 2)),
        ("Jauh", 2),
        ("Adil", 3),
    ]


def test_models_of_the_same_rounded_distance_stand_by_the_exact_one() -> None:
    group = [
        peer("Kami", 280, 2024, (280, 280, 280, 280)),
        peer("Aaa", 360, 2024, (360, 361, 361, 362)),
        peer("Zzz", 360, 2024, (361, 360, 360, 360)),
    ]
    assert [m.peer.agency for m in find_models(SPBE_59, group, "Kami")] == ["Zzz", "Aaa"]


def test_models_are_one_rating_above_with_the_most_similar_profile() -> None:
    group = [
        peer("Kami", 280, domains=(300, 280, 200, 320)),
        peer("Mirip", 360, domains=(380, 360, 280, 400)),
        peer("Lain", 360, domains=(200, 480, 480, 300)),
        peer("Jauh di atas", 430, domains=(430, 430, 430, 430)),
    ]
    models = find_models(SPBE_59, group, "Kami")
    assert [m.peer.agency for m in models] == ["Mirip", "Lain"]
    assert models[0].distance == 0
    assert models[0].ahead == {"D1": 80, "D2": 80, "D3": 80, "D4": 80}


def test_a_guest_is_placed_as_if_it_took_part_while_the_median_stays_the_groups():
    group = [peer("A", 300), peer("B", 400), peer("C", 320)]
    guest = peer("D", 320)
    assert compute_standing(group, "D", "SPBE") is None
    assert compute_standing(group, "D", "SPBE", guest) == Standing(
        figure=320, rank=2, tied=2, of=4, percentile=Fraction(1, 4), median=320, best=400
    )
    assert compute_standing([], "D", "SPBE", guest) is None
