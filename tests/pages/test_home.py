import datetime

import pytest

from spbe.catalogue.instruments import load_instruments
from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.store.agencies import find_agencies
from spbe.store.assessments import save_drafts
from spbe.store.cycles import load_cycle, save_cycle
from spbe.store.records import Cycle, Draft
from spbe.ui.clock import today
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

PEMDI = load_instruments()["permenpanrb-8-2026"]
CODES = load_instruments()["permenpanrb-59-2020"].leaf_codes
EXAMPLE = {"agency": "Provinsi Contoh", "year": "2024"}


def metrics(page):
    return {metric.label: metric.value for metric in page.metric}


def test_it_opens_on_the_illustrative_sample_after_the_documents(open_page):
    page = open_page()
    assert "**Provinsi Contoh** · 2024 · Penilaian Dokumen (sementara)" in said(page)
    assert metrics(page) == {
        "Indeks SPBE": "3,28",
        "Menuju target 3,50": "kurang 0,22",
        "Perubahan": "Turun 1,07",
    }
    assert "**setara Baik**" in said(page)
    assert ":green[▲ 0,37] dibanding hasil akhir 2023" in said(page)
    assert "cukup pulihkan 21 % dari yang turun" in said(page)
    assert "setara sedikitnya 8 kenaikan tingkat" in said(page)
    assert "dari Penilaian Mandiri 4,35" in said(page)


def test_the_sample_says_that_it_is_illustrative_and_real_results_do_not(open_page):
    assert "Ilustratif" in said(open_page())
    assert "Ilustratif" not in said(open_page(agency=KALTIM, year="2024", stage=DOCUMENT))


def test_a_final_result_has_a_rating_and_is_not_called_interim(open_page):
    page = open_page(**EXAMPLE, stage=FINAL)
    assert metrics(page)["Indeks SPBE"] == "3,79"
    assert "**Sangat Baik**" in said(page)
    assert "sementara" not in said(page)
    assert metrics(page)["Menuju target 3,50"] == "tercapai, lebih 0,29"


def test_stages_after_the_chosen_one_are_not_known(open_page):
    assert "3,79" not in said(open_page(**EXAMPLE, stage=DOCUMENT))
    page = open_page(**EXAMPLE, stage="Penilaian Mandiri")
    assert metrics(page)["Perubahan"] == "Naik 1,44"
    assert "dari Hasil Akhir (setelah reviu) 2023 2,91" in said(page)


def test_five_indicators_with_the_largest_potential_show_ties_as_ties(open_page):
    page = open_page()
    opening = [label for label in links(page) if label.endswith(" · buka")]
    assert [label.split(" ·")[0] for label in opening] == ["1=", "1=", "1=", "4=", "4="]
    assert opening[0] == "1= · 14 Inovasi Proses Bisnis SPBE · buka"
    assert "●●○○○ → ●●●○○ **+0,03** · potensi +0,08 · Biro Organisasi" in said(page)


def test_a_long_name_of_a_unit_is_shortened_where_it_would_break_the_line(open_page, store):
    unit = "Dinas Komunikasi, Informatika, Statistik dan Persandian"
    levels = dict.fromkeys(CODES, 3) | {"I14": 1}
    save(store, "Kota Panjang", 2024, "document", levels, {"I14": IndicatorNotes(unit=unit)})
    words = said(open_page(agency="Kota Panjang", year="2024"))
    assert "Dinas Komunikasi, …" in words
    assert unit not in words


def test_the_text_to_paste_says_index_distance_and_lowest_domain(open_page):
    page = open_page()
    page.session_state["share"] = True
    page.run()
    check(page)
    assert page.code[0].value == (
        "Provinsi Contoh · 2024 · Penilaian Dokumen (sementara)\n"
        "Ilustratif: angka contoh, bukan hasil resmi.\n"
        "Indeks SPBE: 3,28 setara Baik\n"
        "Tekad tim (paling rendah) 3,50: kurang 0,22\n"
        "Nilai terendah: Manajemen SPBE 2,18"
    )


def test_english_says_the_same_with_a_decimal_point(open_page):
    page = open_page(lang="EN")
    assert metrics(page) == {
        "SPBE index": "3.28",
        "Towards the target of 3.50": "0.22 short",
        "Change": "Down 1.07",
    }
    assert "equivalent to Good" in said(page)
    assert "Document assessment (interim)" in said(page)
    assert "Indeks" not in said(page)


def test_the_language_switch_keeps_the_view(open_page):
    page = open_page(agency=LAMPUNG, year="2022")
    page.segmented_control(key="lang").set_value("en").run()
    check(page)
    assert "**Kota Bandar Lampung** · 2022 · Final result (after review)" in said(page)
    assert page.selectbox(key="year").value == "2022"


def test_an_index_only_result_says_so_and_where_to_go(open_page):
    page = open_page(agency=KALTIM, year="2024", stage=DOCUMENT)
    assert metrics(page)["Indeks SPBE"] == "3,28"
    assert "Hasil ini terbit sebagai indeks saja" in said(page)
    assert "rincian per domain tidak diterbitkan" in said(page)
    assert "Rincian perubahan" in links(page)
    assert "Lima indikator" not in said(page)


def test_a_result_by_domain_has_no_indicators_invented(open_page):
    page = open_page(agency=KALTIM, year="2024", stage=FINAL)
    assert metrics(page)["Indeks SPBE"] == "3,79"
    assert "Nilai terendah: Manajemen SPBE 2,82, kurang 0,68 dari target" in said(page)
    assert "Lima indikator" not in said(page)


def test_an_incomplete_assessment_has_a_range_and_no_index(open_page, store):
    levels = dict.fromkeys(CODES, 3) | {"I1": None, "I47": None}
    save(store, "Kota Baru", 2024, "self", levels)
    page = open_page(agency="Kota Baru", year="2024")
    assert metrics(page)["Indeks SPBE"] == "2,91–3,09"
    assert "2 dari 47 indikator belum terisi. Indeks baru dihitung setelah lengkap." in said(page)
    assert "setara" not in said(page)
    assert "2 indikator yang belum terisi tidak diperingkat" in said(page)


def test_one_button_opens_the_formulas_of_all_cards(open_page):
    page = open_page()
    page.session_state["summary-formula"] = True
    page.run()
    check(page)
    assert "Nilai = Σ(bobot × tingkat kematangan) ÷ Σ bobot" in said(page)
    assert "Selisih = target − indeks = 3,50 − 3,28 = **0,22**" in said(page)
    assert "3,28 − Penilaian Mandiri 2024 4,35 = **−1,07**" in said(page)


def test_a_year_of_another_instrument_is_named_where_no_change_can_be_told(open_page, store):
    save(store, "Kota Beralih", 2025, "final", dict.fromkeys(CODES, 3))
    save_pemdi(store, "Kota Beralih", 300)
    page = open_page(agency="Kota Beralih", year="2026")
    assert metrics(page)["Perubahan"] == "–"
    assert (
        "Hasil 2025 memakai instrumen lain (PermenPANRB 59/2020), jadi kedua indeks tidak dapat "
        "dibandingkan." in said(page)
    )


def test_a_step_of_less_than_a_hundredth_is_not_shown_as_nothing(open_page, store):
    save_pemdi(store, "Kota Beralih", 299)
    page = open_page(agency="Kota Beralih", year="2026")
    assert "2,99 → 3 **< 0,01** · potensi +" in said(page)
    assert "**0,00**" not in said(page)


@pytest.mark.parametrize("file", ["app.py", "pages/domains.py", "pages/trend.py"])
def test_pages_say_that_an_instrument_is_known_from_secondary_sources_only(open_page, store, file):
    save_pemdi(store, "Kota Beralih", 299)
    note = "diambil dari sumber sekunder yang saling sesuai, belum dari peraturannya sendiri"
    assert note in said(open_page(file, agency="Kota Beralih", year="2026"))
    assert note not in said(open_page(file, agency="Provinsi Contoh", year="2024"))


def save_pemdi(store, name, units):
    levels = dict.fromkeys(PEMDI.leaf_codes, units)
    agency = next((a for a in find_agencies(store) if a.name == name), None)
    agency = agency or add_agency(store, name)
    content = Assessment(PEMDI.id, name, 2026, "final", levels)
    save_drafts(store, [Draft(agency.id, content, None, "lembar.xlsx")], "Ani", NOW)


def test_where_exact_and_published_rating_disagree_the_screen_says_so(open_page, store):
    # 3 everywhere is 6000/2000; 2 × 26, 13 × 50, 8 × 30 and 1 × 55 more make 6997/2000 = 3.4985.
    raised = [*CODES[:2], *CODES[10:20], *CODES[10:13], *CODES[20:28], CODES[31]]
    levels = {code: 3 + raised.count(code) for code in CODES}
    save(store, "Kota Batas", 2024, "final", levels)
    page = open_page(agency="Kota Batas", year="2024")
    assert metrics(page)["Indeks SPBE"] == "3,50"
    assert "**Baik**" in said(page)
    assert (
        "Nilai tepat 3,4985 berarti Baik, nilai terbit 3,50 berarti Sangat Baik; untuk 2024 "
        "dipakai nilai tepat." in said(page)
    )


def test_a_first_year_without_target_says_what_is_missing(open_page):
    page = open_page(agency=LAMPUNG, year="2021")
    assert "Belum ada target untuk 2021. Target dicatat dengan nama dan sumbernya." in said(page)
    assert "Belum ada tahap atau tahun sebelumnya untuk dibandingkan." in said(page)
    assert "Catat target" in links(page)


@pytest.mark.parametrize(
    ("language", "no_index", "none_before"),
    [
        (
            "ID",
            "Perubahan dihitung setelah tahap ini memiliki indeks.",
            "Tahap atau tahun sebelumnya ada, tetapi belum memiliki indeks.",
        ),
        (
            "EN",
            "The change is computed once this stage has an index.",
            "There is an earlier stage or year, but it has no index yet.",
        ),
    ],
)
def test_where_no_change_can_be_told_the_true_reason_is_said(
    open_page, store, language, no_index, none_before
):
    agency, one, all_ = add_agency(store, "Kota Dua"), {CODES[0]: 3}, dict.fromkeys(CODES, 3)
    for stage, levels in (("self", one), ("document", all_), ("estimate", one)):
        content = Assessment("permenpanrb-59-2020", agency.name, 2024, stage, levels)
        save_drafts(store, [Draft(agency.id, content, None)], "Ani", NOW)
    view = {"agency": agency.name, "year": "2024", "lang": language}
    assert no_index in said(open_page(**view, stage="Perkiraan Tim"))
    assert none_before in said(open_page(**view, stage=DOCUMENT))


def test_an_empty_store_says_where_to_go(open_page, empty_store):
    page = open_page()
    assert [info.value.split(".")[0] for info in page.info] == ["Belum ada data"]
    assert links(page)[:2] == ["Unggah Excel", "Isi Penilaian"]


def test_an_agency_without_results_says_so(open_page, store):
    from tests.agencies import add_agency

    add_agency(store, "Kota *Kosong*")
    page = open_page(agency="Kota *Kosong*")
    assert "Belum ada penilaian untuk Kota *Kosong*." in said(page)


@pytest.mark.parametrize("days", [1, 12])
def test_the_interview_is_announced_while_it_lies_ahead(open_page, store, days):
    day = today() + datetime.timedelta(days=days)
    agency = next(a for a in _agencies(store) if a.name == "Provinsi Contoh")
    save_cycle(store, Cycle(agency.id, 2024, dates={"interview": day}), "Ani", NOW)
    assert f", H−{days}" in said(open_page())


def test_the_day_itself_and_later_are_not_counted_down(open_page, store):
    agency = next(a for a in _agencies(store) if a.name == "Provinsi Contoh")
    assert load_cycle(store, agency.id, 2024).dates["interview"] < today()
    assert "H−" not in said(open_page())
    save_cycle(store, Cycle(agency.id, 2024, dates={"interview": today()}), "Ani", NOW)
    assert "H−" not in said(open_page())


def test_an_address_that_asks_for_what_is_not_there_falls_back_with_a_note(open_page):
    page = open_page(agency="Nusantara", year="1999", stage="<b>", lang="xx")
    assert said(page).count("tidak ada di sini") == 3
    assert "**Provinsi Contoh** · 2024 · Penilaian Dokumen (sementara)" in said(page)


def test_the_address_may_name_the_stage_in_the_other_language(open_page):
    page = open_page(**EXAMPLE, stage="Self-assessment")
    assert "2024 · Penilaian Mandiri (sementara)" in said(page)
    assert list(page.info) == []


def test_the_last_view_is_opened_next_time(open_page):
    open_page(agency=LAMPUNG, year="2023")
    assert "**Kota Bandar Lampung** · 2023" in said(open_page())


def test_a_name_with_markup_is_shown_as_it_is_written(open_page, store):
    name = "Kota **tebal** [x](http://x.id) :red[merah] <b>"
    save(store, name, 2024, "final", dict.fromkeys(CODES, 3))
    page = open_page(agency=name, year="2024")
    assert name in said(page)
    assert any(r"\*\*tebal\*\*" in markdown.value for markdown in page.markdown)


def test_the_menu_leads_to_every_page_that_exists_and_keeps_the_view(open_page):
    page = open_page(agency=LAMPUNG, year="2022")
    menu = page.sidebar.get("page_link")
    assert [link.proto.label for link in menu] == [
        "Ringkasan",
        "Domain & Indikator",
        "Tren & Tahap",
        "Perbandingan Instansi",
        "Menuju Target",
        "Checklist",
        "Tugas OPD",
        "Bukti Dukung",
        "Interviu",
        "Rapat & Laporan",
        "Unggah Excel",
        "Isi Penilaian",
        "Riwayat",
        "Cara Hitung",
        "Bekal untuk Pemdi",
        "Pengaturan",
    ]
    assert all("year=2022" in link.proto.query_string for link in menu)


def _agencies(store):
    from spbe.store.agencies import find_agencies

    return find_agencies(store)
