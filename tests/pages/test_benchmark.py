import pytest

from spbe.catalogue.instruments import load_instruments
from spbe.model.assessment import Assessment, PublishedResult
from spbe.store.agencies import find_agencies
from spbe.store.assessments import save_drafts
from spbe.store.records import Draft
from tests.agencies import add_agency
from tests.pages.conftest import DOCUMENT, KALTIM, LAMPUNG, NOW, links, said
from tests.pages.steps import INDONESIAN, table

PEERS = "pages/benchmark.py"


def alts(page):
    return [chart.proto.alt for chart in page.get("plotly_chart")]


def test_kalimantan_timur_2024_is_15th_of_38_provinces_shared_with_kalimantan_utara(open_page):
    page = open_page(PEERS, agency=KALTIM, year="2024")
    assert alts(page)[0] == (
        "Peringkat 15 dari 38 provinsi (sama dengan 1 lainnya): 3,79, median 3,64; "
        "nilai sama: Provinsi Kalimantan Utara; tertinggi Provinsi Jawa Barat 4,73."
    )
    assert "lebih tinggi daripada 22 dari 38 instansi (58 %). Nilai sama: Provinsi Kal" in said(
        page
    )
    assert alts(page)[1].startswith("Tidak ada yang di bawah median")


def test_every_group_has_its_own_rank(open_page):
    page = open_page(PEERS, agency=KALTIM, year="2024")
    rows = table(page, "Kelompok")
    assert [(row["Kelompok"], row["Peringkat"], row["Dari banyaknya"]) for row in rows] == [
        ("provinsi", 15, 38),
        ("instansi di wilayah Kalimantan Timur", 3, 11),
        ("instansi di Indonesia", 147, 615),
    ]


def test_the_region_and_chosen_agencies_are_groups_too(open_page):
    page = open_page(PEERS, agency=KALTIM, year="2024", group="Sewilayah")
    assert alts(page)[0].startswith("Peringkat 3 dari 11 instansi di wilayah Kalimantan Timur")
    page = open_page(PEERS, agency=KALTIM, year="2024", group="Pilihan sendiri")
    assert "Pilih instansi yang ingin dibandingkan." in said(page)
    page.multiselect(key="chosen").set_value(["Pemerintah Provinsi Bali"]).run()
    assert alts(page)[0].startswith("Peringkat 2 dari 2 instansi pilihan: 3,79")


@pytest.mark.parametrize(("language", "group"), [("ID", "Pilihan sendiri"), ("EN", "My choice")])
def test_the_address_names_year_and_peers_alike_in_either_language(open_page, language, group):
    page = open_page(
        PEERS,
        agency=KALTIM,
        year="2024",
        group=group,
        published="2023-permenpanrb-59-2020",
        chosen="Pemerintah Provinsi Bali",
        lang=language,
    )
    assert page.selectbox(key="published").value == "2023-permenpanrb-59-2020"
    assert page.multiselect(key="chosen").value == ["Pemerintah Provinsi Bali"]
    assert alts(page)[0].startswith(("Peringkat 2 dari 2", "Rank 2 of 2"))


def test_who_moved_most_since_last_year_and_where(open_page):
    page = open_page(PEERS, agency=KALTIM, year="2024")
    moved = alts(page)[2]
    assert "Provinsi Kep. Bangka Belitung +0,97 (3,14 → 4,11, terutama nilai Layanan" in moved
    assert "Provinsi Kalimantan Timur +0,88 (2,91 → 3,79, terutama nilai Tata Kelola" in moved
    assert len(table(page, "Δ D1")) == 38


def test_models_to_visit_are_one_rating_above(open_page):
    page = open_page(PEERS, agency=KALTIM, year="2024")
    assert "**Provinsi DKI Jakarta** 4,46 Memuaskan" in said(page)
    assert "unggul di Tata Kelola SPBE +0,90" in said(page)


def test_an_agency_that_is_not_published_is_compared_as_if_it_took_part(open_page):
    page = open_page(PEERS)
    assert "Provinsi Contoh tidak ada di antara hasil terbit 2024." in said(page)
    assert "Penilaian Dokumen 2024 (sementara); peringkatnya seandainya ikut." in said(page)
    assert alts(page)[0].startswith("Seandainya ikut, peringkat 24 dari 39 provinsi: 3,28, median")
    # One denominator: rank, share and domains are all told as if it took part.
    assert "lebih tinggi daripada 15 dari 39 instansi (38 %)" in said(page)
    assert "peringkat 25 dari 39" in alts(page)[1]
    assert "peringkat 21 dari 38" in alts(page)[1]  # D1 of one province is unreadable in print
    assert "median 3,64" in alts(page)[0]


def test_an_agency_that_is_spelt_otherwise_is_told_what_it_may_be_called(open_page, store):
    name = "Pemerintah Kabupaten Kepulauan Siau Tagulandang Biaro"
    agency = add_agency(store, name, "Kabupaten")
    codes = load_instruments()["permenpanrb-59-2020"].leaf_codes
    content = Assessment("permenpanrb-59-2020", name, 2024, "document", dict.fromkeys(codes, 3))
    save_drafts(store, [Draft(agency.id, content, None)], "Ani", NOW)
    words = said(open_page(PEERS, agency=name))
    assert f"{name} tidak ada di antara hasil terbit 2024." in words
    assert (
        "Mungkin di sana bernama Pemerintah Kab. Siau Tagulandang Biaro; bila sama, pakai nama "
        "itu saat mengunggah." in words
    )
    words = said(open_page(PEERS, agency="Provinsi Contoh"))  # illustrative: it is nobody there
    assert "Mungkin di sana bernama" not in words


def test_a_stage_before_the_published_result_says_what_is_compared(open_page):
    page = open_page(PEERS, agency=KALTIM, year="2024", stage=DOCUMENT)
    assert "Yang dibandingkan hasil akhir yang terbit untuk 2024." in said(page)


def test_the_next_instrument_has_nobody_to_compare_with_yet(open_page, store):
    new = load_instruments()["permenpanrb-8-2026"]
    agency = add_agency(store, "Pemerintah Kabupaten Aceh Tengah", "Kabupaten")
    levels = dict.fromkeys(new.leaf_codes, 124)
    content = Assessment(new.id, agency.name, 2026, "interview", levels)
    save_drafts(store, [Draft(agency.id, content, None)], "Ani", NOW)
    page = open_page(PEERS, agency=agency.name)
    assert "PermenPANRB 8/2026: belum ada hasil terbit instansi lain." in said(page)
    assert alts(page)[0].startswith("Peringkat ")
    assert "2,48" in alts(page)[0]


def test_an_added_year_is_compared(open_page, store):
    agency = next(a for a in find_agencies(store) if a.name == LAMPUNG)
    result = PublishedResult("permenpanrb-59-2020", LAMPUNG, 2025, "final", {"SPBE": 333})
    save_drafts(store, [Draft(agency.id, result, None)], "Ani", NOW)
    page = open_page(PEERS, agency=LAMPUNG, year="2025")
    assert alts(page)[0].startswith("Peringkat 1 dari 1 kota: 3,33")


@pytest.mark.parametrize("group", ["Same kind", "Same region", "All agencies", "My choice"])
def test_english_says_everything_in_english(open_page, group):
    page = open_page(PEERS, agency=KALTIM, year="2024", lang="EN", group=group)
    assert "**Agencies compared** · " in said(page)
    spoken = "\n".join([said(page), *alts(page), *(e.label for e in page.expander)])
    assert INDONESIAN.findall(spoken) == []


def test_an_empty_store_says_where_to_go(open_page, empty_store):
    page = open_page(PEERS)
    assert "Belum ada data." in said(page)
    assert "Unggah Excel" in links(page)


def test_a_misprint_is_marked_and_left_out_of_who_moved_most(open_page):
    page = open_page(PEERS, agency=KALTIM, year="2024", group="Semua instansi")
    words = said(page)
    assert "Pemerintah Kab. Banyuasin 2023: D4 tercetak 0,30, padahal skalanya 1–5." in words
    moved = next(t.value for t in page.dataframe if "Δ D4" in t.value.columns)
    assert "Kab. Banyuasin" not in set(moved["Instansi"])
    assert "Kab. Musi Banyuasin" in set(moved["Instansi"])


def test_a_choice_of_nobody_asks_for_agencies_and_says_nothing_else_of_them(open_page):
    words = said(open_page(PEERS, agency=KALTIM, year="2024", group="Pilihan sendiri"))
    assert "Pilih instansi yang ingin dibandingkan." in words
    assert "Tidak ada instansi satu predikat di atas" not in words
    assert "Perubahan sejak" not in words


def test_a_region_that_is_not_known_leads_to_where_it_is_told(open_page):
    page = open_page(PEERS, group="Sewilayah")
    assert "isi di Pengaturan, bagian “Instansi dan OPD”." in said(page)
    links_there = [each for each in page.get("page_link") if each.proto.label == "Pengaturan"]
    link = next(each for each in links_there if "section" in each.proto.query_string)
    assert "section=Instansi+dan+OPD" in link.proto.query_string
