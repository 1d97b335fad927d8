import pytest

from spbe.catalogue.instruments import load_instruments
from spbe.store.agencies import find_agencies
from spbe.store.cycles import save_sectors
from spbe.store.records import Sector
from tests.pages.conftest import DOCUMENT, FINAL, KALTIM, LAMPUNG, NOW, links, said, save

CODES = load_instruments()["permenpanrb-59-2020"].leaf_codes
TREND = "pages/trend.py"
STAGES, AGENCIES = {"part": "Antartahap"}, {"part": "Antarinstansi"}


def alts(page):
    return [chart.proto.alt for chart in page.get("plotly_chart")]


def test_the_index_over_years_stops_at_the_chosen_stage(open_page):
    page = open_page(TREND)
    table = page.dataframe[0].value
    assert list(table["Indeks"]) == [2.91, 4.35, 3.28]
    assert list(table["Tahap"]) == [
        "Hasil Akhir (setelah reviu)",
        "Penilaian Mandiri",
        "Penilaian Dokumen",
    ]


def test_domains_and_aspects_are_drawn_over_years(open_page):
    assert len(open_page(TREND, agency=LAMPUNG, year="2024").get("plotly_chart")) == 2
    page = open_page(TREND, agency=LAMPUNG, year="2024", tier="Aspek")
    assert len(page.get("plotly_chart")) == 2


def test_one_year_only_says_what_is_missing(open_page):
    page = open_page(TREND, agency=LAMPUNG, year="2021")
    assert "Baru ada satu tahun, jadi belum ada tren." in said(page)
    assert "Unggah Excel" in links(page)


def test_who_lost_how_many_points_from_stage_to_stage(open_page):
    page = open_page(TREND, **STAGES)
    assert page.selectbox(key="before").value == "Penilaian Mandiri 2024"
    table = page.dataframe[0].value
    points = dict(zip(table["Bagian"], table["Poin"], strict=True))
    assert points["D4 Layanan SPBE"] == pytest.approx(-0.425)
    domains = [value for part, value in points.items() if part.startswith("D")]
    assert sum(domains) == pytest.approx(3.28 - 4.35)


def test_a_domain_opens_to_its_indicators_with_the_same_points(open_page):
    page = open_page(TREND, node="D4", **STAGES)
    assert "‹ Semua bagian" in links(page)
    assert "**Layanan SPBE**" in said(page)


def test_index_only_stages_say_what_is_certain(open_page):
    page = open_page(TREND, agency=KALTIM, year="2024", stage=DOCUMENT, **STAGES)
    assert "Yang pasti: indeks 4,35 → 3,28." in said(page)


def test_a_first_stage_says_what_is_missing(open_page):
    page = open_page(TREND, agency=LAMPUNG, year="2021", **STAGES)
    assert "Belum ada tahap atau tahun sebelumnya untuk dibandingkan." in said(page)


def test_several_agencies_stand_side_by_side_and_the_sample_is_marked(open_page):
    page = open_page(TREND, agency=LAMPUNG, year="2024", **AGENCIES)
    table = page.dataframe[0].value
    assert list(table["Instansi"]) == [
        LAMPUNG,
        KALTIM,
        "Provinsi Contoh (Ilustratif)",
    ]
    assert list(table["2024"]) == [2.98, 3.79, 3.79]


def test_a_changed_sector_is_noted(open_page, store):
    agency = next(a for a in find_agencies(store) if a.name == LAMPUNG)
    for year, sector in ((2023, "Kesehatan"), (2024, "Pendidikan")):
        save_sectors(store, [Sector(agency.id, year, "I45", sector, "", "")], "Ani", NOW)
    page = open_page(TREND, agency=LAMPUNG, year="2024")
    assert "45" in alts(page)[0]


def test_a_change_of_instrument_is_a_break_and_domains_are_of_one_instrument(open_page, store):
    from spbe.model.assessment import Assessment
    from spbe.store.assessments import save_drafts
    from spbe.store.records import Draft

    old = load_instruments()["permenpanrb-5-2018"]
    agency = next(a for a in find_agencies(store) if a.name == LAMPUNG)
    content = Assessment(old.id, agency.name, 2020, "final", dict.fromkeys(old.leaf_codes, 2))
    save_drafts(store, [Draft(agency.id, content, None)], "Ani", NOW)
    page = open_page(TREND, agency=LAMPUNG, year="2024")
    assert "Hanya tahun dengan PermenPANRB 59/2020" in said(page)
    assert list(page.dataframe[0].value["Instrumen"][:2]) == [
        "PermenPANRB 5/2018",
        "PermenPANRB 59/2020",
    ]


def test_an_index_only_agency_says_that_domains_are_missing(open_page, store):
    page = open_page(TREND, agency=KALTIM, year="2023", stage=FINAL)
    assert "Baru ada satu tahun" in said(page)
    page = open_page(TREND, agency=KALTIM, year="2024", stage=DOCUMENT, tier="Aspek")
    assert "Domain dan aspek belum dapat ditampilkan" in said(page)


@pytest.mark.parametrize("part", ["Antartahun", "Antartahap", "Antarinstansi"])
def test_an_incomplete_assessment_is_drawn_as_a_range(open_page, store, part):
    save(store, "Kota Baru", 2024, "self", dict.fromkeys(CODES, 3) | {"I1": None})
    open_page(TREND, agency="Kota Baru", year="2024", part=part)


@pytest.mark.parametrize("part", ["Over years", "Over stages", "Agencies"])
def test_english_says_everything_in_english(open_page, part):
    page = open_page(TREND, lang="EN", part=part)
    assert "**Trend & stages** · Provinsi Contoh · 2024 · Document assessment" in said(page)
    assert "Illustrative" in said(page)


@pytest.mark.parametrize("part", ["Antartahun", "Antartahap", "Antarinstansi"])
def test_an_empty_store_says_where_to_go(open_page, empty_store, part):
    assert "Belum ada data." in said(open_page(TREND, part=part))
