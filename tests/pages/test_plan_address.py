"""Menuju Target: efforts, what is said of claims and what is assumed stand in the address."""

from __future__ import annotations

from fractions import Fraction

from spbe.catalogue.instruments import load_instruments
from spbe.model.assessment import Assessment
from spbe.model.effort import EffortTable
from spbe.store.assessments import save_drafts
from spbe.store.records import Draft
from spbe.text.translator import Translator
from spbe.workbooks.efforts import build_efforts
from tests.agencies import add_agency
from tests.pages.conftest import DOCUMENT, NOW, check, said
from tests.pages.steps import after, press, select

PAGE = "pages/plan.py"
SAMPLE = {"agency": "Provinsi Contoh", "year": "2024", "stage": DOCUMENT, "further": "true"}
SPBE = load_instruments()["permenpanrb-59-2020"]
EFFORTS = {**SAMPLE, "way": "Perbaikan", "more": "Usaha"}
CHANCE = {**SAMPLE, "more": "Peluang"}


def number(page, label):
    return next(field for field in page.number_input if field.label == label)


def address(page, key):
    said = page.query_params.get(key)
    return [said] if isinstance(said, str) else said


def alts(page):
    return [chart.proto.alt for chart in page.get("plotly_chart")]


def judge_first(page, word):
    key = page.data_editor[0].key
    rows = {0: {"confidence": word}}
    page.session_state[key] = {"edited_rows": rows, "added_rows": [], "deleted_rows": []}
    check(page.run())


# Efforts


def test_a_link_brings_efforts_back(open_page):
    page = open_page(PAGE, **EFFORTS)
    assert address(page, "effort") is None
    after(page, number(page, "lainnya").set_value(2.5))
    after(page, number(page, "perlu SK/Pergub").set_value(4.0))
    assert address(page, "effort") == ["decree_4", "other_2.5"]
    again = open_page(PAGE, **EFFORTS, effort=["decree_4", "other_2.5"])
    assert (number(again, "lainnya").value, number(again, "perlu SK/Pergub").value) == (2.5, 4.0)
    assert "usaha **20**" in said(again)


def test_steps_from_excel_stand_in_the_address_and_come_back_from_it(open_page):
    steps = {("I42", 5): "application", ("I42", 4): Fraction(15, 2), ("I1", 2): "document"}
    table = EffortTable(steps=steps)
    page = open_page(PAGE, **EFFORTS)
    data = build_efforts(SPBE, table, Translator("id"))
    after(page, page.file_uploader[0].set_value([("usaha.xlsx", data, "")]))
    written = ["I1_2-document", "I42_4-7.5_5-application"]
    assert address(page, "effort") == written
    again = open_page(PAGE, **EFFORTS, effort=written)
    cells = again.data_editor[0].value
    shown = cells[cells.indicator.str.startswith("42 ")].iloc[0]
    assert list(shown[["2", "3", "4", "5"]]) == ["", "", "7,50", "perlu bangun/ubah aplikasi"]


def test_efforts_of_an_address_that_cannot_be_count_for_nothing(open_page):
    wrong = ["other_0", "other_1e3", "decree_99999", "I99_3-decree", "I42_9-decree_4-x", "__", ""]
    page = open_page(PAGE, **EFFORTS, effort=wrong)
    assert (number(page, "lainnya").value, number(page, "perlu SK/Pergub").value) == (1.0, 3.0)
    assert "usaha **8**" in said(page)


def test_efforts_come_back_where_a_link_of_the_menu_says_nothing_of_them(open_page):
    page = open_page(PAGE, **EFFORTS)
    after(page, number(page, "lainnya").set_value(2.0))
    del page.query_params["effort"]
    check(page.run())
    assert "usaha **16**" in said(page)
    press(page, "Kembali ke 1 per tingkat")
    assert address(page, "effort") == ["usual"]
    assert "usaha **8**" in said(page)


# Peluang


def test_a_link_brings_back_what_was_said_of_claims_and_what_was_assumed(open_page):
    page = open_page(PAGE, **CHANCE)
    judge_first(page, "yakin")
    select(page, "Klaim yang belum dinilai", "doubtful")
    select(page, "Target harus", "rather")
    after(page, number(page, "Asesor ketat: porsi").set_value(3))
    after(page, number(page, "Asesor ketat: kelonggaran").set_value(-2.5))
    after(page, number(page, "Dari 10 klaim “ragu”, bertahan").set_value(4.5))
    more = {
        key: address(page, key)
        for key in ("claims", "rest", "wish", "strict-part", "strict-shift", "doubtful-held")
    }
    (claim,) = more.pop("claims")
    assert claim.endswith(":sure")
    assert more == {
        "rest": ["doubtful"],
        "wish": ["rather"],
        "strict-part": ["3"],
        "strict-shift": ["-2.5"],
        "doubtful-held": ["4.5"],
    }
    again = open_page(PAGE, **CHANCE, claims=claim, **{key: each for key, (each,) in more.items()})
    assert list(again.data_editor[0].value["confidence"][:2]) == ["yakin", "belum dipilih"]
    assert number(again, "Asesor ketat: kelonggaran").value == -2.5
    assert alts(again) == alts(page)


def test_claims_and_assumptions_of_an_address_that_cannot_be_count_for_nothing(open_page):
    wrong = {"claims": ["I1", "I1:hope", "I99:sure", ":"], "strict-part": "101"}
    page = open_page(PAGE, **CHANCE, **wrong, **{"strict-shift": "-9", "sure-held": "abc"})
    assert set(page.data_editor[0].value["confidence"]) == {"belum dipilih"}
    assert number(page, "Asesor ketat: porsi").value == 1
    assert number(page, "Asesor ketat: kelonggaran").value == -1.0
    assert number(page, "Dari 10 klaim “yakin”, bertahan").value == 9.0


def test_what_is_said_of_one_agency_is_not_said_of_another(open_page, store):
    agency = add_agency(store, "Kota Lain")
    for stage, level in (("self", 4), ("document", 3)):
        levels = dict.fromkeys(SPBE.leaf_codes, level)
        content = Assessment(SPBE.id, agency.name, 2024, stage, levels)
        save_drafts(store, [Draft(agency.id, content, None)], "Ani", NOW)
    page = open_page(PAGE, **CHANCE)
    select(page, "Klaim yang belum dinilai", "likely")
    after(page, page.selectbox(key="agency").set_value("Kota Lain"))
    assert address(page, "rest") in (None, [""])
    assert "47 dari 47 klaim belum dinilai." in said(page)
    after(page, page.selectbox(key="agency").set_value("Provinsi Contoh"))
    assert address(page, "rest") == ["likely"]
