"""Kinds of unit find the agency's own units, whatever those are called."""

from __future__ import annotations

import pytest

from spbe.analysis.assignments import match_unit, suggest_assignments
from spbe.catalogue.assignments import load_starting_assignments
from spbe.model.assignment import Assignment


@pytest.fixture(scope="module")
def starting(instruments):
    return load_starting_assignments(instruments["permenpanrb-59-2020"])


@pytest.mark.parametrize(
    ("kind", "unit"),
    [
        ("diskominfo", "Dinas Komunikasi dan Informatika"),
        ("diskominfo", "DISKOMINFOTIK"),
        ("bappeda", "Bappelitbangda"),
        ("bappeda", "Badan Perencanaan Pembangunan Daerah"),
        ("biro-hukum", "Bagian Hukum Setda"),
        ("bkd", "Badan Kepegawaian Daerah"),
        ("bpkad", "Badan Pengelola Keuangan dan Aset Daerah"),
        ("arsip", "Dinas Perpustakaan dan Kearsipan"),
        ("dpmptsp", "Dinas Penanaman Modal dan PTSP"),
    ],
)
def test_a_kind_finds_the_unit_under_the_name_it_has_here(starting, kind, unit):
    others = ["RSUD", "Dinas Sosial", "Satpol PP"]
    assert match_unit(starting.kinds[kind], [*others, unit]) == unit


def test_the_shortest_of_several_fitting_names_is_taken(starting):
    units = ["UPTD Data Diskominfo", "Diskominfo"]
    assert match_unit(starting.kinds["diskominfo"], units) == "Diskominfo"


def test_a_kind_without_a_unit_stands_there_by_its_own_name(starting):
    suggested = suggest_assignments(starting, ["Dinas Komunikasi dan Informatika"])
    assert suggested["I1"] == Assignment(
        ("Dinas Komunikasi dan Informatika",), ("Bappeda", "Biro Hukum"), is_suggested=True
    )


def test_one_unit_of_two_kinds_is_named_once_and_leads(starting):
    suggested = suggest_assignments(starting, ["BKPSDM"])
    assert suggested["I25"] == Assignment(("BKPSDM",), ("Diskominfo",), is_suggested=True)
