"""The result of Aceh Tengah in Indeks Pemdi 2026: uploaded as it ships, then seen on every page."""

from __future__ import annotations

import pytest

from spbe.catalogue.instruments import DATA_DIRECTORY
from spbe.store.assessments import find_results
from spbe.ui.shell import MENU
from tests.agencies import add_agency
from tests.pages.conftest import said
from tests.pages.steps import press, say_name, upload

FILE = DATA_DIRECTORY / "results" / "pemdi-aceh-tengah-2026-levels.csv"
ACEH = "Pemerintah Kabupaten Aceh Tengah"
NOTE = "diambil dari sumber sekunder yang saling sesuai"


@pytest.fixture
def uploaded(open_page, store):
    add_agency(store, ACEH, "Kabupaten")
    page = open_page("pages/upload.py")
    upload(page, (FILE.name, FILE.read_bytes()))
    asked = {box.label.split()[0]: box for box in page.selectbox if "untuk" in box.label}
    asked["Instansi"].set_value(ACEH)
    asked["Tahap"].set_value("interview")
    press(page, "Terapkan jawaban")
    assert NOTE in said(page)
    say_name(page)
    press(page, "Simpan 1 penilaian")
    return page


def test_the_file_that_ships_becomes_the_index_1_24(uploaded, store):
    (kept,) = [r for r in find_results(store) if r.key.year == 2026]
    assert (kept.content.agency, kept.key.stage) == (ACEH, "interview")
    assert kept.content.levels["I3"] == 126


@pytest.mark.parametrize("file", [entry.file for entry in MENU])
def test_every_page_works_on_it(uploaded, open_page, file):
    page = open_page(file, agency=ACEH, year="2026")
    assert ACEH in said(page)


@pytest.mark.parametrize("file", ["app.py", "pages/domains.py", "pages/trend.py"])
def test_the_source_grade_and_the_name_of_the_index_are_shown(uploaded, open_page, file):
    page = open_page(file, agency=ACEH, year="2026")
    charts = [chart.proto.alt for chart in page.get("plotly_chart")]
    words = "\n".join([said(page), *charts])
    assert NOTE in words
    assert "Indeks Pemdi" in words
    assert "Indeks SPBE" not in words


def test_its_index_is_1_24_and_has_no_rating_before_the_final_result(uploaded, open_page):
    page = open_page(agency=ACEH, year="2026")
    assert "Indeks Pemdi 1,24" in said(page)
    assert "**setara Kurang**" in said(page)


def test_roles_are_named_as_in_that_instrument(uploaded, open_page):
    page = open_page("pages/settings.py", agency=ACEH, year="2026")
    assert "disiapkan Tim Teknis Pemdi, dikirim Koordinator Pemdi." in said(page)
