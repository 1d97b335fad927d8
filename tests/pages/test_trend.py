import pytest

from spbe.catalogue.instruments import load_instruments
from spbe.model.assessment import Assessment
from spbe.store.agencies import find_agencies
from spbe.store.assessments import save_drafts
from spbe.store.cycles import save_sectors
from spbe.store.records import Draft, Sector
from tests.agencies import add_agency
from tests.pages.conftest import (
    DOCUMENT,
    FINAL,
    KALTIM,
    LAMPUNG,
    NOW,
    check,
    links,
    said,
    save,
)

CODES = load_instruments()["permenpanrb-59-2020"].leaf_codes
TREND = "pages/trend.py"
STAGES, AGENCIES = {"part": "Antartahap"}, {"part": "Antarinstansi"}


def alts(page):
    return [chart.proto.alt for chart in page.get("plotly_chart")]


def open_points(page):
    page.session_state["trend-points"] = True
    return page.run()


def test_the_index_over_years_stops_at_the_chosen_stage(open_page):
    page = open_page(TREND)
    assert len(page.dataframe) == 0
    open_points(page)
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


def test_the_fall_from_the_self_assessment_is_split_exactly(open_page):
    page = open_page(TREND, **STAGES)
    assert page.selectbox(key="before").value == "2024-self"
    (drawn,) = alts(page)
    assert drawn.startswith("4,35 → 3,28: turun 1,07, terbesar di ")
    rows = page.dataframe[0].value
    assert sum(rows["Poin"]) == pytest.approx(3.28 - 4.35)
    assert list(rows["Poin"]) == sorted(rows["Poin"])
    assert set(rows.columns) == {
        *("Indikator", "Dari", "Ke", "Poin", "Catatan asesor", "OPD", "Ilustratif")
    }


def test_the_rise_since_the_last_final_result_is_said_too_and_a_click_draws_it(open_page):
    page = open_page(TREND, **STAGES)
    (other,) = [b for b in page.button if "2,91" in b.label]
    assert other.label.startswith("Hasil Akhir (setelah reviu) 2023: 2,91 → 3,28: naik 0,37")
    assert "(sementara dibanding hasil akhir 2023)" in other.label
    other.click().run()
    check(page)
    assert page.selectbox(key="before").value == "2023-final"
    assert alts(page)[0].startswith("2,91 → 3,28: naik 0,37 (sementara dibanding hasil akhir 2023)")


@pytest.mark.parametrize(("language", "part"), [("ID", "Antartahap"), ("EN", "Over stages")])
def test_what_is_compared_is_named_alike_in_either_language(open_page, language, part):
    page = open_page(TREND, part=part, before="2023-final", lang=language)
    assert page.selectbox(key="before").value == "2023-final"
    assert alts(page)[0].replace(".", ",").startswith("2,91 → 3,28")


def test_the_agencies_of_an_address_are_compared_none_where_none_were_chosen(open_page):
    page = open_page(TREND, agency=LAMPUNG, year="2024", agencies=KALTIM, **AGENCIES)
    assert list(page.dataframe[0].value["Instansi"]) == [LAMPUNG, KALTIM]
    page = open_page(TREND, agency=LAMPUNG, year="2024", agencies="", **AGENCIES)
    assert list(page.dataframe[0].value["Instansi"]) == [LAMPUNG]


def test_a_domain_opens_to_its_indicators_with_the_same_points(open_page):
    page = open_page(TREND, node="D4", **STAGES)
    assert "‹ Semua bagian" in links(page)
    assert "**Layanan SPBE**" in said(page)
    numbers = [int(name.split()[0]) for name in page.dataframe[0].value["Indikator"]]
    assert min(numbers) >= 32
    assert sum(page.dataframe[0].value["Poin"]) == pytest.approx(-0.425)


def test_index_only_stages_give_the_difference_and_what_is_missing(open_page):
    page = open_page(TREND, agency=KALTIM, year="2024", stage=DOCUMENT, **STAGES)
    (drawn,) = alts(page)
    assert drawn.startswith("4,35 → 3,28: turun 1,07.")
    assert "yang terbit hanya indeks: Penilaian Mandiri 2024 (sementara)" in drawn


def test_results_of_different_instruments_stand_side_by_side_with_the_reason(open_page, store):
    agency = next(a for a in find_agencies(store) if a.name == LAMPUNG)
    new = load_instruments()["permenpanrb-8-2026"]
    content = Assessment(new.id, agency.name, 2026, "interview", dict.fromkeys(new.leaf_codes, 124))
    save_drafts(store, [Draft(agency.id, content, None)], "Ani", NOW)
    page = open_page(TREND, agency=LAMPUNG, year="2026", **STAGES)
    final = "Hasil Akhir (setelah reviu) 2024"
    before = page.selectbox(key="before")
    assert before.value == "2024-final-permenpanrb-59-2020"
    assert before.options[0] == f"{final} · PermenPANRB 59/2020"
    assert f"{final} dan Penilaian Interviu 2026 (sementara) dinilai dengan instrumen" in said(page)
    shown = {metric.label: metric.value for metric in page.metric}
    assert shown == {
        f"Indeks SPBE · {final}": "2,98",
        "Indeks Pemdi · Penilaian Interviu 2026 (sementara)": "1,24",
    }
    assert alts(page) == []
    assert "sumber sekunder" in said(page)


def test_an_indicator_whose_sector_changed_says_from_which_to_which(open_page, store):
    agency = next(a for a in find_agencies(store) if a.name == LAMPUNG)
    for year, sector in ((2023, "Kesehatan"), (2024, "Pendidikan")):
        save_sectors(store, [Sector(agency.id, year, "I45", sector, "", "")], "Ani", NOW)
    page = open_page(TREND, agency=LAMPUNG, year="2024", **STAGES)
    assert "2024: sektor pada indikator 45 berganti" in alts(page)[0]
    names = list(page.dataframe[0].value["Indikator"])
    marked = [name for name in names if "sektor berganti: Kesehatan → Pendidikan" in name]
    assert [name.split()[0] for name in marked] == ["45"]


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
    old = load_instruments()["permenpanrb-5-2018"]
    agency = next(a for a in find_agencies(store) if a.name == LAMPUNG)
    content = Assessment(old.id, agency.name, 2020, "final", dict.fromkeys(old.leaf_codes, 2))
    save_drafts(store, [Draft(agency.id, content, None)], "Ani", NOW)
    page = open_page(TREND, agency=LAMPUNG, year="2024")
    assert "Hanya tahun dengan PermenPANRB 59/2020" in said(page)
    assert list(open_points(page).dataframe[0].value["Instrumen"][:2]) == [
        "PermenPANRB 5/2018",
        "PermenPANRB 59/2020",
    ]


def test_an_index_only_agency_says_that_domains_are_missing(open_page, store):
    page = open_page(TREND, agency=KALTIM, year="2023", stage=FINAL)
    assert "Baru ada satu tahun" in said(page)
    page = open_page(TREND, agency=KALTIM, year="2024", stage=DOCUMENT, tier="Aspek")
    assert "Domain dan aspek belum dapat ditampilkan" in said(page)


@pytest.mark.parametrize("part", ["Antartahun", "Antarinstansi"])
def test_an_incomplete_assessment_is_drawn_as_a_range(open_page, store, part):
    save(store, "Kota Baru", 2024, "self", dict.fromkeys(CODES, 3) | {"I1": None})
    drawn = alts(open_page(TREND, agency="Kota Baru", year="2024", part=part))[0]
    assert drawn.startswith("Indeks SPBE 2024 belum lengkap: rentang 2,97–3,03; ")
    assert "2024 Penilaian Mandiri (sementara): rentang 2,97–3,03" in drawn
    assert "Batang putus: rentang, karena belum semua indikator dinilai." in drawn


def test_an_incomplete_assessment_alone_has_no_stage_to_be_compared_with(open_page, store):
    save(store, "Kota Baru", 2024, "self", dict.fromkeys(CODES, 3) | {"I1": None})
    page = open_page(TREND, agency="Kota Baru", year="2024", **STAGES)
    assert alts(page) == []
    assert "Belum ada tahap atau tahun sebelumnya untuk dibandingkan." in said(page)


@pytest.mark.parametrize("part", ["Over years", "Over stages", "Agencies"])
def test_english_says_everything_in_english(open_page, part):
    page = open_page(TREND, lang="EN", part=part)
    assert "**Trend & stages** · Provinsi Contoh · 2024 · Document assessment" in said(page)
    assert "Illustrative" in said(page)


@pytest.mark.parametrize("part", ["Antartahun", "Antartahap", "Antarinstansi"])
def test_an_empty_store_says_where_to_go(open_page, empty_store, part):
    assert "Belum ada data." in said(open_page(TREND, part=part))


def test_the_hint_to_open_and_close_rows_stays(open_page):
    hint = "Klik baris untuk membuka indikatornya, sekali lagi untuk menutupnya."
    assert hint in said(open_page(TREND, **STAGES))
    assert hint in said(open_page(TREND, node="D4", **STAGES))


def test_an_incomplete_assessment_names_what_is_missing(open_page, store):
    agency = add_agency(store, "Kota Bolong")
    for stage, gap in (("self", {}), ("document", {"I5": None, "I6": None})):
        levels = dict.fromkeys(CODES, 3) | gap
        content = Assessment("permenpanrb-59-2020", agency.name, 2024, stage, levels)
        save_drafts(store, [Draft(agency.id, content, None)], "Ani", NOW)
    page = open_page(TREND, agency="Kota Bolong", year="2024", stage=DOCUMENT, **STAGES)
    (drawn,) = alts(page)
    assert "Belum ada indeks: Penilaian Dokumen 2024 (sementara). " in drawn
    assert "Belum terisi: indikator 5 dan 6." in drawn
