import pytest

from tests.pages.conftest import said

METHOD = "pages/method.py"


def test_it_says_the_formula_and_what_a_missing_level_is(open_page):
    words = said(open_page(METHOD))
    assert "**Nilai = Σ (bobot × tingkat kematangan) ÷ Σ bobot**" in words
    assert "Tingkat yang belum diisi bukan 0 dan bukan 1" in words
    assert "**angka 5 dibulatkan ke atas**" in words


def test_it_says_which_rating_rules_were_measured_and_which_are_assumed(open_page):
    rules = open_page(METHOD).table[0].value
    assert [list(row) for row in rules.values] == [
        ["PermenPANRB 5/2018", "2018–2020", "nilai terbit (dibulatkan)", "diasumsikan"],
        [
            "PermenPANRB 59/2020",
            "2021–2023",
            "nilai terbit (dibulatkan)",
            "diukur pada 2023; tahun lain diasumsikan",
        ],
        [
            "PermenPANRB 59/2020",
            "2024–2025",
            "nilai tepat",
            "diukur pada 2024; tahun lain diasumsikan",
        ],
        ["PermenPANRB 8/2026", "2026–", "nilai tepat", "diasumsikan"],
    ]


def test_it_computes_an_example_from_the_chosen_result(open_page):
    words = said(open_page(METHOD))
    assert "Contoh dengan angka Provinsi Contoh 2024" in words
    assert "= 328,00 ÷ 100,00 = 3,28 → **3,28**" in words


def test_it_reproduces_the_official_results(open_page):
    words = said(open_page(METHOD, topic="Hasil resmi"))
    assert "Kota Bandar Lampung: 52 dari 52 angka sama" in words
    assert "Kota Denpasar: 11 dari 11 angka sama" in words
    assert "Kabupaten Aceh Tengah: 1 dari 1 angka sama" in words
    assert "32 dari 32 terbit dengan angka 5 dibulatkan ke atas" in words


@pytest.mark.parametrize(
    ("regulation", "sentence"),
    [
        ("PermenPANRB 5/2018", "Batas predikat: dari sumber sekunder yang saling sesuai"),
        ("PermenPANRB 59/2020", "Batas predikat: dibaca dari peraturannya"),
        ("PermenPANRB 8/2026", "Struktur: dari sumber sekunder yang saling sesuai"),
    ],
)
def test_every_instrument_shows_its_weights_and_how_good_its_sources_are(
    open_page, regulation, sentence
):
    page = open_page(METHOD, topic="Instrumen dan bobot")
    page.selectbox(key="instrument").select(regulation).run()
    assert sentence in said(page)
    weights = page.dataframe[0].value
    assert weights["Bobot (%)"][0] == 100


def test_an_empty_store_still_explains_the_method(open_page, empty_store):
    assert "**Nilai = Σ" in said(open_page(METHOD))


@pytest.mark.parametrize(
    "topic", ["Formula and rules", "Instruments and weights", "Official results"]
)
def test_english_says_everything_in_english(open_page, topic):
    words = said(open_page(METHOD, lang="EN", topic=topic))
    assert "**Method**" in words
    assert "bobot" not in words.lower()
