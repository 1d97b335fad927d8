"""Whom an agency is compared with: the reports' rows under one name, and what users added."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest

from spbe.analysis.benchmark import (
    Standing,
    compute_standing,
    find_group,
    find_misprinted,
    rank_movements,
)
from spbe.catalogue.instruments import load_instruments
from spbe.catalogue.national import load_agency_aliases, load_peer_results
from spbe.jobs.peers import find_peer_name, load_peers
from spbe.model.assessment import Assessment, PublishedResult
from spbe.store.records import Agency, ResultKey, StoredResult

INSTRUMENTS = load_instruments()
SPBE_59 = INSTRUMENTS["permenpanrb-59-2020"]
KALTIM = "Pemerintah Provinsi Kalimantan Timur"


@pytest.fixture(scope="module")
def peers():
    return load_peers(INSTRUMENTS)


def stored(agency_id: int, year: int, index: int, stage: str = "final") -> StoredResult:
    content = PublishedResult(SPBE_59.id, "tulisan lain", year, stage, {"SPBE": index})
    return StoredResult(ResultKey(agency_id, SPBE_59.id, year, stage), content, None)


def test_kalimantan_timur_2024_is_15th_of_38_shared_with_kalimantan_utara(peers):
    provinces = find_group(peers, 2024, kind="Provinsi")
    assert compute_standing(provinces, KALTIM, "SPBE") == Standing(
        figure=379, rank=15, tied=2, of=38, percentile=Fraction(22, 38), median=364, best=473
    )
    same = [peer.agency for peer in provinces if peer.figure("SPBE") == 379]
    assert same == [KALTIM, "Pemerintah Provinsi Kalimantan Utara"]


def test_an_agency_has_one_name_in_both_years(peers):
    names = {peer.agency for peer in peers}
    assert not names & set(load_agency_aliases())
    ntb = "Pemerintah Provinsi Nusa Tenggara Barat"
    assert [peer.result.year for peer in peers if peer.agency == ntb] == [2023, 2024]
    moved = rank_movements(
        SPBE_59, find_group(peers, 2023, "Provinsi"), find_group(peers, 2024, "Provinsi")
    )
    assert len(moved) == 38


def test_no_agency_stands_twice_in_a_year():
    rows = load_peer_results(SPBE_59)
    assert len(rows) == 1236
    assert max(Counter((row.result.agency, row.result.year) for row in rows).values()) == 1


def test_an_added_year_takes_name_kind_and_region_of_the_reports():
    agency = Agency(7, "Provinsi Kalimantan Timur", None, None, False)
    added = load_peers(INSTRUMENTS, [stored(7, 2025, 401)], [agency])
    (peer,) = find_group(added, 2025)
    assert (peer.agency, peer.kind, peer.region) == (KALTIM, "Provinsi", "Kalimantan Timur")
    assert peer.figure("SPBE") == 401


def test_an_added_result_stands_in_for_the_shipped_one():
    agency = Agency(7, KALTIM, "Provinsi", None, False)
    added = load_peers(INSTRUMENTS, [stored(7, 2024, 380)], [agency])
    found = [p.figure("SPBE") for p in find_group(added, 2024, "Provinsi") if p.agency == KALTIM]
    assert found == [380]


def test_an_unknown_agency_is_taken_as_the_store_describes_it():
    agency = Agency(8, "Otorita Baru", "Lainnya", "Kalimantan Timur", False)
    (peer,) = find_group(load_peers(INSTRUMENTS, [stored(8, 2025, 200)], [agency]), 2025)
    assert (peer.agency, peer.kind, peer.region) == ("Otorita Baru", "Lainnya", "Kalimantan Timur")


def test_illustrative_interim_and_own_assessments_are_no_peers(peers):
    agencies = [
        Agency(1, "Provinsi Contoh", "Provinsi", None, True),
        Agency(2, "Kota Y", "Kota", None, False),
    ]
    assessment = Assessment(SPBE_59.id, "Kota Y", 2025, "final", {})
    results = [
        stored(1, 2025, 300),
        stored(2, 2025, 300, "document"),
        StoredResult(ResultKey(2, SPBE_59.id, 2025, "final"), assessment, None),
        stored(9, 2025, 300),
    ]
    assert load_peers(INSTRUMENTS, results, agencies) == peers


def test_an_agency_of_the_store_is_found_among_the_peers(peers):
    assert find_peer_name(peers, "kota bandar lampung") == "Pemerintah Kota Bandar Lampung"
    assert find_peer_name(peers, "Provinsi NTB") == "Pemerintah Provinsi Nusa Tenggara Barat"
    assert find_peer_name(peers, "Provinsi Contoh") is None


def test_without_the_instrument_only_added_results_remain():
    assert load_peers({}) == []


BANYUASIN = "Pemerintah Kab. Banyuasin"


def test_a_misprint_counts_in_no_median_and_not_in_who_moved_most(peers):
    before, after = (find_group(peers, year, "Kabupaten") for year in (2023, 2024))
    (banyuasin,) = [peer for peer in before if peer.agency == BANYUASIN]
    assert (banyuasin.misprints, banyuasin.figure("D4")) == ({"D4": 30}, None)
    assert find_misprinted(peers) == [banyuasin]
    others = [peer for peer in before if peer is not banyuasin]
    agency = others[0].agency
    assert compute_standing(before, agency, "D4") == compute_standing(others, agency, "D4")
    assert compute_standing(before, BANYUASIN, "D4") is None
    moved = rank_movements(SPBE_59, before, after)
    assert BANYUASIN not in {movement.agency for movement in moved}
    assert [movement for movement in moved if movement.change == 166] == []


def test_an_added_result_with_the_same_index_keeps_the_misprint_until_it_is_corrected():
    agency = Agency(7, BANYUASIN, "Kabupaten", None, False)
    for added, misprints in ((105, {"D4": 30}), (246, {})):
        peers = load_peers(INSTRUMENTS, [stored(7, 2023, added)], [agency])
        (peer,) = [p for p in find_group(peers, 2023) if p.agency == BANYUASIN]
        assert peer.misprints == misprints
