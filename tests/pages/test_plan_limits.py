"""Menuju Target: limits that contradict each other, what keeps a demand, and rules under limits."""

from __future__ import annotations

import pytest

from tests.pages.conftest import DOCUMENT, said
from tests.pages.steps import after, select, table

PAGE = "pages/plan.py"
SAMPLE = {"agency": "Provinsi Contoh", "year": "2024", "stage": DOCUMENT, "way": "Perbaikan"}


@pytest.fixture
def open_limits(open_page):
    return lambda **query: open_page(
        PAGE, **{**SAMPLE, "further": "true", "more": "Batas dan tujuan", **query}
    )


def number(page, label):
    return next(field for field in page.number_input if field.label == label)


def pick(page, label):
    return next(field for field in page.multiselect if field.label == label)


def show(page, part):
    group = next(g for g in page.button_group if g.key == "more")
    return after(page, group.set_value(part))


def alts(page):
    return [chart.proto.alt for chart in page.get("plotly_chart")]


def test_demands_that_do_not_fit_the_limits_are_no_plan_anywhere(open_limits):
    page = open_limits()
    select(page, "Yang dicari", "budget")
    after(page, number(page, "Usaha yang tersedia").set_value(1))
    after(page, pick(page, "Harus naik, sedikitnya satu tingkat").set_value(["I9", "I14"]))
    assert "##### Tidak ada rencana yang memenuhi semua batas" in said(page)
    assert "Yang harus naik tidak muat dalam batasnya. Longgarkan salah satunya." in said(page)
    assert "terbukti" not in said(page)


def test_what_keeps_a_demand_from_rising_is_said(open_limits):
    page = open_limits(way="Klarifikasi")
    after(page, pick(page, "Harus naik, sedikitnya satu tingkat").set_value(["I7", "I10"]))
    assert (
        "Harus naik tetapi tidak dapat naik di sini: 7 (batas klarifikasi: paling tinggi sampai "
        "yang diklaim) dan 10." in said(page)
    )


def test_a_budget_says_that_nothing_higher_is_possible(open_limits):
    page = open_limits()
    select(page, "Yang dicari", "budget")
    after(page, number(page, "Usaha yang tersedia").set_value(2))
    assert ":green-badge[terbukti tertinggi]" in said(page)


def test_level_three_keeps_the_largest_jump(open_limits):
    page = open_limits()
    select(page, "Yang dicari", "level3")
    after(page, number(page, "Lompatan terbesar (tingkat)").set_value(1))
    rows = table(page, "Tingkat berikutnya")
    assert rows
    assert {row["Ke"] - row["Dari"] for row in rows} == {1}


def test_swaps_are_shown_under_limits_on_units_too(open_limits):
    page = open_limits()
    after(page, number(page, "OPD terbanyak").set_value(9))
    assert "Dengan batas yang dipasang di Lanjutan." in said(page)
    assert any(row["Dapat ditukar dengan"] for row in table(page, "Dapat ditukar dengan"))


def test_the_frontier_under_limits_agrees_with_the_plan(open_limits):
    page = open_limits()
    after(page, number(page, "OPD terbanyak").set_value(4))
    facts = next(line for line in said(page).splitlines() if "usaha **" in line)
    effort = facts.split("usaha **")[1].split("**")[0]
    show(page, "frontier")
    (frontier,) = [alt for alt in alts(page) if "rencana terpilih" in alt]
    assert frontier.startswith(
        (
            f"Target 3,50 perlu usaha paling sedikit {effort};",
            f"Target 3,50 dapat dicapai dengan usaha {effort};",
        )
    )


def test_the_safe_plan_for_improvement_says_what_it_takes_as_certain(open_limits):
    assumption = "Anggapan: kenaikan pada indikator yang tidak diturunkan asesor pasti berhasil"
    page = open_limits(more="Peluang")
    select(page, "Klaim yang belum dinilai", "likely")
    assert assumption in said(page)
    page = open_limits(more="Peluang", way="Klarifikasi")
    select(page, "Klaim yang belum dinilai", "likely")
    assert assumption not in said(page)
