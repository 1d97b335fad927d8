import io

import pytest
import streamlit
from openpyxl import load_workbook

from spbe.catalogue.instruments import load_instruments
from spbe.model.assessment import IndicatorNotes
from spbe.text.translator import Translator
from spbe.ui import tables as shown
from spbe.ui.clock import today
from tests.pages.conftest import DOCUMENT, FINAL, KALTIM, LAMPUNG, check, links, said, save

CODES = load_instruments()["permenpanrb-59-2020"].leaf_codes
DOMAINS = "pages/domains.py"
TABLE = {"tab": "Semua indikator", "look": "Tabel"}
ALL, RANKING = {"tab": "Semua indikator"}, {"tab": "Peringkat"}


def tables(page):
    return [table.value for table in page.dataframe]


def popovers(page):
    return [block.proto.popover.label for block in page.get("popover")]


def test_it_opens_with_the_index_and_its_domains(open_page):
    page = open_page(DOMAINS)
    assert "**Domain & Indikator** · Provinsi Contoh · 2024 · Penilaian Dokumen" in said(page)
    assert "D3 Manajemen SPBE" in links(page)
    assert len(page.get("plotly_chart")) == 1
    assert "bobot 16,50 %" in said(page)
    assert "Ilustratif" in said(page)


def test_a_domain_leads_to_its_aspects_and_back_to_the_index(open_page):
    page = open_page(DOMAINS, node="D2")
    assert {"Indeks SPBE ›", "A2 Perencanaan Strategis SPBE", "A4 Penyelenggara SPBE"} <= set(
        links(page)
    )
    assert "Nilai domain" in said(page)


def test_an_aspect_leads_to_its_indicators(open_page):
    page = open_page(DOMAINS, node="A2")
    assert "12 Peta Rencana SPBE" in links(page)
    assert "Tata Kelola SPBE ›" in links(page)


def test_an_unknown_node_falls_back_to_the_index(open_page):
    assert "D1 Kebijakan Internal SPBE" in links(open_page(DOMAINS, node="D9<b>"))


def test_a_number_opens_its_formula_with_the_real_figures(open_page):
    page = open_page(DOMAINS, node="D3")
    page.session_state["formula-head-D3"] = True
    page.run()
    check(page)
    assert (
        "Nilai = Σ(bobot × tingkat kematangan) ÷ Σ bobot = 36,00 ÷ 16,50 = 2,181818… → **2,18**"
        in said(page)
    )
    terms = page.table[0].value
    assert list(terms["Bobot × tingkat"]) == ["27,00", "9,00"]
    assert "revisi 1" in said(page)


def test_a_published_number_is_not_explained_but_sourced(open_page):
    page = open_page(DOMAINS, agency=KALTIM, year="2024", stage=FINAL)
    page.session_state["formula-head-SPBE"] = True
    page.run()
    check(page)
    assert "Angka terbit; tidak dihitung di sini" in said(page)
    assert "Sumber: " in said(page)


def test_one_indicator_in_full(open_page, store):
    notes = IndicatorNotes(
        explanation="Sudah ada *peta rencana*\nbaris kedua",
        evidence="Perwali 5",
        evidence_link="https://drive.example.id/a b\njavascript:alert(1)\nhttps://ok.id/x(1)",
        assessor_note="Belum direviu",
        recommendation="Reviu tiap tahun",
        unit="Diskominfo",
    )
    save(store, "Kota Baru", 2024, "self", dict.fromkeys(CODES, 3), {"I12": notes})
    page = open_page(DOMAINS, agency="Kota Baru", year="2024", node="I12")
    words = said(page)
    assert "●●●○○" in words
    assert "(Terdefinisi)" in words
    assert "Bobot: 2,50 %" in words
    assert "Naik ke tingkat 4: **+0,025** poin indeks" in words
    assert "Pengampu: Diskominfo" in words
    assert "Sudah ada *peta rencana*  \nbaris kedua" in words
    assert {"Perwali 5", "Belum direviu", "Reviu tiap tahun"} <= set(words.splitlines())
    assert "(<https://ok.id/x%281%29>)" in words
    assert "javascript:alert(1)" in words
    assert "(<javascript" not in words
    assert list(page.table[0].value["Tingkat"]) == ["●●●○○ 3 Terdefinisi"]


def test_an_indicator_shows_its_levels_over_years_and_stages(open_page):
    page = open_page(DOMAINS, node="I12")
    history = page.table[0].value
    assert list(history["Tahap"]) == ["2023 Akhir", "2024 Mandiri", "2024 Dokumen"]


def test_a_missing_level_is_named_and_its_node_has_a_range(open_page, store):
    levels = dict.fromkeys(CODES, 3) | {"I1": None, "I47": None}
    save(store, "Kota Baru", 2024, "self", levels)
    page = open_page(DOMAINS, agency="Kota Baru", year="2024")
    assert "2 dari 47 indikator belum terisi." in said(page)
    assert "Kisaran yang mungkin: 2,91–3,09" in said(page)
    page = open_page(DOMAINS, agency="Kota Baru", year="2024", node="I1")
    assert "**Belum dinilai.**" in said(page)


def test_all_indicators_stand_in_one_table_over_years(open_page):
    table = tables(open_page(DOMAINS, agency=LAMPUNG, year="2024", **TABLE))[0]
    assert len(table) == 47
    assert list(table.columns[4:8]) == ["Akhir 2021", "Akhir 2022", "Akhir 2023", "Akhir 2024"]


def test_all_indicators_stand_in_one_table_over_stages(open_page):
    table = tables(open_page(DOMAINS, over="Antartahap", **TABLE))[0]
    assert list(table.columns[4:6]) == ["Mandiri 2024", "Dokumen 2024"]


def test_the_table_can_be_filtered_by_aspect_and_level(open_page):
    page = open_page(DOMAINS, agency=LAMPUNG, year="2024", **TABLE)
    page.multiselect(key="aspects").set_value(["A1"]).run()
    check(page)
    assert list(tables(page)[0]["No"]) == list(range(1, 11))
    page.multiselect(key="levels").set_value([3]).run()
    check(page)
    assert set(tables(page)[0]["Akhir 2024"]) == {3.0}
    page.multiselect(key="levels").set_value([1]).run()
    check(page)
    assert "Tidak ada baris yang cocok dengan filter." in said(page)


def test_a_table_is_downloaded_with_a_note_that_the_sample_is_illustrative(open_page, monkeypatch):
    notes, names, first = [], [], []
    monkeypatch.setattr(shown, "build_table_csv", lambda *a: notes.append(a[0]) or b"")

    def built(_label, data, file_name, **_more):
        names.append(file_name)
        if file_name.endswith(".xlsx"):
            sheet = load_workbook(io.BytesIO(data())).active
            first.extend(cell.value for cell in sheet["A"][3:6])
        if file_name.endswith(".csv"):
            data()

    monkeypatch.setattr(streamlit, "download_button", built)
    open_page(DOMAINS, **TABLE)
    name = "semua-indikator-provinsi-contoh-2024-dokumen"
    assert names == [f"{name}.xlsx", f"{name}.csv"]
    assert first == ["No", 1, 2]
    day = Translator("id").date(today())
    assert notes == [
        [
            "Semua indikator · Provinsi Contoh · 2024 · Penilaian Dokumen (sementara)",
            f"Sumber: Provinsi Contoh, Penilaian Dokumen (sementara) 2024 · {day}",
            "Ilustratif: angka contoh, bukan hasil resmi.",
        ]
    ]


@pytest.mark.parametrize(
    ("order", "first"),
    [("Potensi", ("1=", 14)), ("Tingkat kematangan", ("1=", 27)), ("Penurunan", None)],
)
def test_the_ranking_shows_ties_as_ties(open_page, order, first):
    table = tables(open_page(DOMAINS, order=order, **RANKING))[0]
    assert len(table) == 47
    if first:
        assert (table["Urutan"][0], table["No"][0]) == first


def test_the_loss_is_measured_against_the_stage_before(open_page):
    page = open_page(DOMAINS, order="Penurunan", **RANKING)
    assert page.selectbox(key="against").value == "Penilaian Mandiri 2024"
    table = tables(page)[0]
    assert abs(table["Perubahan"].sum() - (3.28 - 4.35)) < 0.01
    assert table["Perubahan"][0] == table["Perubahan"].min()


def test_a_first_result_has_no_loss_and_says_why(open_page):
    page = open_page(DOMAINS, agency=LAMPUNG, year="2021", order="Penurunan", **RANKING)
    assert "Penurunan perlu tahap atau tahun sebelumnya" in said(page)


@pytest.mark.parametrize("tab", ["Rincian", "Semua indikator", "Peringkat"])
def test_an_index_only_result_says_what_is_missing(open_page, tab):
    page = open_page(DOMAINS, agency=KALTIM, year="2024", stage=DOCUMENT, tab=tab)
    assert "Hasil ini terbit sebagai indeks saja" in said(page)
    assert "Unggah Excel" in links(page)


@pytest.mark.parametrize("tab", ["Details", "All indicators", "Ranking"])
def test_english_says_everything_in_english(open_page, tab):
    page = open_page(DOMAINS, lang="EN", tab=tab)
    assert "**Domains & indicators** · Provinsi Contoh · 2024 · Document assessment" in said(page)
    assert "bobot" not in said(page)


@pytest.mark.parametrize("tab", ["Rincian", "Semua indikator", "Peringkat"])
def test_an_empty_store_says_where_to_go(open_page, empty_store, tab):
    assert "Belum ada data." in said(open_page(DOMAINS, tab=tab))
