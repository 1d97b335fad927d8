"""Every address says the whole view, so that whoever is sent it sees the same."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Page, expect

from benchmarks.live_app import wait_until_drawn
from spbe.ui.shell import MENU
from tests.browser.steps import choose, go_to

pytestmark = pytest.mark.browser

CONTOH = {
    "agency": "Provinsi Contoh",
    "year": "2024",
    "stage": "Penilaian Dokumen",
    "lang": "ID",
}
LAMPUNG = CONTOH | {
    "agency": "Kota Bandar Lampung",
    "year": "2022",
    "stage": "Hasil Akhir (setelah reviu)",
}


def test_address_is_complete_on_every_page_of_the_menu(visit):
    page = visit().open()
    assert said(page) == CONTOH
    for entry in MENU[1:]:
        go_to(page, entry.title.template)
        assert (entry.name, said(page)) == (entry.name, CONTOH)


@pytest.mark.parametrize(
    ("link", "more"),
    [
        (" · buka", {"node": "I14"}),
        ("Rincian perubahan", {"part": "Antartahap"}),
        ("Domain & Indikator", {}),
    ],
)
def test_first_link_of_a_visit_reopens_the_view_after_others_looked_elsewhere(visit, link, more):
    page = visit().open()
    page.get_by_role("link", name=link).first.click()
    wait_until_drawn(page, after_press=True)
    assert said(page) == CONTOH | more
    elsewhere = visit().open()
    choose(elsewhere, "Instansi", "Kota Bandar Lampung")
    assert filters(visit().open())[0] == "Kota Bandar Lampung"
    other = visit().open(page.url)
    assert filters(other) == ["Provinsi Contoh", "2024", "Penilaian Dokumen"]
    assert said(other) == CONTOH | more


@pytest.mark.parametrize(
    ("address", "asked", "language"),
    [
        ("lang=EN&stage=Penilaian+Dokumen", "Document assessment", "EN"),
        ("lang=ID&stage=Document+assessment", "Penilaian Dokumen", "ID"),
    ],
)
def test_stage_of_an_address_is_understood_in_either_language(visit, address, asked, language):
    page = visit().open(f"?agency=Provinsi+Contoh&year=2024&{address}")
    assert said(page) == CONTOH | {"stage": asked, "lang": language}


@pytest.mark.parametrize(
    ("wrong", "view"),
    [
        ({"year": "1999"}, LAMPUNG | {"year": "2024"}),
        ({"stage": "Tahap Lain"}, LAMPUNG),
        ({"agency": "Kota Lain"}, CONTOH | {"stage": "Hasil Akhir (setelah reviu)"}),
    ],
)
def test_address_with_one_wrong_word_keeps_the_others_and_says_so(visit, wrong, view):
    asked = LAMPUNG | wrong
    page = visit().open(f"?{urlencode(asked)}")
    assert said(page) == view
    expect(page.get_by_text(f"“{next(iter(wrong.values()))}” tidak ada di sini")).to_be_visible()


def test_back_returns_to_the_view_before_with_its_filters(visit):
    page = visit().open()
    choose(page, "Instansi", "Kota Bandar Lampung")
    choose(page, "Tahun", "2022")
    go_to(page, "Domain & Indikator")
    page.get_by_role("radio", name="Peringkat").click()
    wait_until_drawn(page, after_press=True)
    assert said(page) == LAMPUNG | {"tab": "Peringkat"}
    page.go_back()
    expect(page.get_by_role("radio", name="Rincian")).to_be_checked()
    assert said(page) == LAMPUNG
    page.go_back()
    expect(page.get_by_text("Nilai terendah: ")).to_be_visible()
    assert filters(page) == list(LAMPUNG.values())[:3]
    page.go_back()
    expect(page.get_by_role("combobox", name="Tahun")).not_to_have_value("2022")
    page.go_back()
    expect(page.get_by_role("combobox", name="Instansi")).to_have_value("Provinsi Contoh")
    wait_until_drawn(page)
    assert said(page) == CONTOH


def said(page: Page) -> dict[str, str]:
    """Give what the address says, by parameter."""
    found = parse_qs(urlsplit(page.url).query, strict_parsing=True)
    assert all(len(values) == 1 for values in found.values())
    return {key: values[0] for key, values in found.items()}


def filters(page: Page) -> list[str]:
    names = ("Instansi", "Tahun", "Tahap")
    return [page.get_by_role("combobox", name=name, exact=True).input_value() for name in names]
