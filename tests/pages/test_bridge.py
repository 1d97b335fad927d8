import pytest

from tests.pages.conftest import KALTIM, said
from tests.pages.steps import INDONESIAN, table

BRIDGE = "pages/bridge.py"
FINDING = (
    "**41 dari 47 indikator PermenPANRB 59/2020 punya dokumen yang berbicara untuk 20 dari 20 "
    "indikator PermenPANRB 8/2026.**"
)


def test_it_relates_documents_and_says_why_there_is_no_index(open_page):
    page = open_page(BRIDGE)
    assert FINDING in said(page)
    assert "sengaja tidak menghitung indeks perkiraan, juga tidak rentangnya" in said(page)
    assert (
        "Contoh satu kabupaten: Indeks SPBE 2,59 (PermenPANRB 59/2020), lalu Indeks Pemdi 1,24 "
        "(PermenPANRB 8/2026, Penilaian Interviu)." in said(page)
    )
    assert "sumber sekunder" in said(page)
    assert page.metric == []


def test_each_new_indicator_lists_what_speaks_to_it_and_what_is_new(open_page):
    words = said(open_page(BRIDGE))
    assert "**1 Tata Kelola Pemdi**" in words
    assert "Baru: Penerapan Rencana Aksi Pemerintah Digital pada layanan prioritas" in words
    assert "Peraturan tentang Arsitektur SPBE :gray[(keyakinan tinggi)]" in words


def test_our_levels_stand_beside_and_filter_the_links(open_page):
    every = table(open_page(BRIDGE, by="Menurut indikator SPBE"), "Keyakinan")
    assert len(every) == 69
    assert {row["Tingkat kita"] for row in every} <= {1.0, 2.0, 3.0, 4.0, 5.0}
    low = table(
        open_page(BRIDGE, by="Menurut indikator SPBE", ours="Tingkat kita rendah"), "Keyakinan"
    )
    assert low
    assert max(row["Tingkat kita"] for row in low) <= 2
    high = table(
        open_page(BRIDGE, by="Menurut indikator SPBE", ours="Tingkat kita tinggi"), "Keyakinan"
    )
    assert min(row["Tingkat kita"] for row in high) >= 4


def test_the_table_can_be_downloaded(open_page):
    page = open_page(BRIDGE)
    assert "Unduh Excel" in [button.label for button in page.get("download_button")]


def test_an_agency_without_levels_sees_all_links_and_what_is_missing(open_page):
    page = open_page(BRIDGE, agency=KALTIM, year="2024")
    assert "Tingkat kita belum ada" in said(page)
    assert FINDING in said(page)


@pytest.mark.parametrize("by", ["By Pemdi indicator", "By SPBE indicator"])
def test_english_says_everything_in_english(open_page, by):
    page = open_page(BRIDGE, lang="EN", by=by)
    assert "41 of the 47 indicators of PermenPANRB 59/2020" in said(page)
    assert INDONESIAN.findall(said(page)) == []


def test_an_empty_store_still_relates_the_two_instruments(open_page, empty_store):
    assert FINDING in said(open_page(BRIDGE))


def test_aspects_are_opened_one_by_one_and_the_reasons_stand_behind_a_button(open_page):
    page = open_page(BRIDGE)
    labels = [part.label for part in page.expander]
    assert labels[0] == "A1 Tata Kelola dan Manajemen: 2 indikator, 12 dokumen"
    assert len(labels) == 8
    assert not any(part.proto.expanded for part in page.expander)
    assert "Tanpa indeks perkiraan. Keterkaitannya penilaian kami, bukan ketetapan." in said(page)
