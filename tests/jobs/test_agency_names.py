"""One agency, many spellings."""

from __future__ import annotations

import pytest

from spbe.jobs.agency_names import find_agency, find_similar_agencies, simplify_agency_name
from spbe.store.records import Agency


def agency(number: int, name: str) -> Agency:
    return Agency(number, name, None, None, is_illustrative=False)


AGENCIES = [
    agency(1, "Pemerintah Provinsi Kalimantan Timur"),
    agency(2, "Kota Bandar Lampung"),
    agency(3, "Kabupaten Lampung Tengah"),
    agency(4, "Daerah Istimewa Yogyakarta"),
]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("Provinsi Kalimantan Timur", 1),
        ("PEMPROV. KALIMANTAN  TIMUR", 1),
        ("Pemerintah Daerah Provinsi Kalimantan Timur", 1),
        ("Pemkot Bandar Lampung", 2),
        ("Pemerintah Kota Bandar Lampung", 2),
        ("Kab. Lampung Tengah", 3),
        ("Pemerintah Daerah Istimewa Yogyakarta", 4),
        ("Pemerintah Provinsi Daerah Istimewa Yogyakarta", 4),
        ("D.I. Yogyakarta", 4),
        ("DIY", 4),
        ("Pemprov Kaltim", 1),
    ],
)
def test_one_agency_has_many_spellings(written, number):
    assert find_agency(AGENCIES, written) == AGENCIES[number - 1]


@pytest.mark.parametrize("written", ["Kota Lampung Tengah", "Lampung", "Kota Metro", ""])
def test_another_name_is_another_agency(written):
    assert find_agency(AGENCIES, written) is None


def test_regency_and_city_of_one_name_stay_apart():
    assert simplify_agency_name("Kab. Bogor") != simplify_agency_name("Kota Bogor")


def test_a_misspelt_name_leads_to_the_known_one():
    assert find_similar_agencies(AGENCIES, "Kota Bandar Lampong") == [AGENCIES[1]]
    assert find_similar_agencies(AGENCIES, "Kementerian Agama") == []
