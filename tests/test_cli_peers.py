"""`python -m spbe peers`: rank, ties and median among the published results."""

from __future__ import annotations

import datetime
import json

import pytest

from spbe import cli
from spbe.model.assessment import PublishedResult
from spbe.store.assessments import save_drafts
from spbe.store.database import open_store
from spbe.store.records import Draft
from tests.agencies import add_agency

KALTIM = "Pemprov Kalimantan Timur"


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("SPBE_DATABASE_URL", f"sqlite:///{tmp_path / 's.sqlite3'}")

    def call(*arguments: object) -> tuple[int, object]:
        code = cli.main(["peers", *map(str, arguments)])
        said = capsys.readouterr()
        assert said.err == ""
        return code, json.loads(said.out) if "json" in arguments else said.out

    return call


def test_kalimantan_timur_2024_is_15th_of_38_provinces(run):
    code, said = run("--agency", KALTIM, "--year", 2024, "--format", "json")
    assert code == 0
    domains = said.pop("domains")
    assert said == {
        "agency": "Pemerintah Provinsi Kalimantan Timur",
        "year": 2024,
        "instrument": "permenpanrb-59-2020",
        "index": "3.79",
        "rank": 15,
        "tied": 2,
        "of": 38,
        "percentile": 0.5789,
        "median": "3.64",
        "best": "4.73",
        "kind": "Provinsi",
        "equals": ["Pemerintah Provinsi Kalimantan Utara"],
        "problems": [],
    }
    assert domains["D1"] == {
        "score": "3.70",
        "rank": 19,
        "tied": 2,
        "of": 37,
        "percentile": 0.4595,
        "median": "3.70",
        "best": "5.00",
    }


def test_the_text_says_rank_ties_and_domains(run):
    code, said = run("--agency", KALTIM, "--year", 2024, "--lang", "en")
    assert code == 0
    lines = said.splitlines()
    assert lines[0] == "Pemerintah Provinsi Kalimantan Timur · 2024 · Provinsi"
    assert lines[1].endswith(": 3.79, rank 15 of 38, median 3.64, best 4.73")
    assert lines[-2:] == [
        "Same score: Pemerintah Provinsi Kalimantan Utara.",
        "The index is higher than that of 22 of 38 agencies (58 %).",
    ]


def test_a_part_of_one_name_alone_is_taken_and_said_as_a_warning(run):
    code, said = run("--agency", "Kalimantan Timur", "--year", 2024, "--format", "json")
    assert (code, said["index"], said["rank"]) == (0, "3.79", 15)
    assert said["problems"] == [
        {
            "severity": "warning",
            "sheet": None,
            "cell": None,
            "found": "Kalimantan Timur",
            "message": '"Kalimantan Timur" dibaca sebagai Pemerintah Provinsi Kalimantan Timur, '
            "satu-satunya yang namanya memuatnya.",
        }
    ]
    code, said = run("--agency", "Kalimantan Timur", "--year", 2024, "--lang", "en")
    assert said.splitlines()[-1] == (
        'Note: "Kalimantan Timur" is read as Pemerintah Provinsi Kalimantan Timur, the only '
        "one whose name contains it."
    )


def test_a_part_of_several_names_is_a_refusal_in_the_shape_of_this_command(run):
    code, said = run("--agency", "Banyuasin", "--year", 2023, "--format", "json")
    assert (code, list(said)) == (2, ["problems"])
    (problem,) = said["problems"]
    assert problem["message"] == (
        '"Banyuasin" tidak ada di antara hasil terbit. Mungkin maksudnya: '
        "Pemerintah Kab. Musi Banyuasin; Pemerintah Kab. Banyuasin."
    )


def test_a_misspelt_agency_is_a_refusal_that_names_similar_ones(run):
    code, said = run("--agency", "Provinsi Kalimantan Timor", "--year", 2024, "--format", "json")
    (problem,) = said["problems"]
    assert (code, problem["severity"]) == (2, "error")
    assert "Mungkin maksudnya: Pemerintah Provinsi Kalimantan Timur" in problem["message"]


@pytest.mark.parametrize(
    ("written", "agency"),
    [
        ("Pemprov Kaltim", "Kalimantan Timur"),
        ("Pemprov Kalteng", "Kalimantan Tengah"),
        ("Pemprov Jabar", "Jawa Barat"),
        ("Jateng", "Jawa Tengah"),
        ("Prov. Jatim", "Jawa Timur"),
        ("Sulsel", "Sulawesi Selatan"),
        ("Pemprov Sumut", "Sumatera Utara"),
        ("NTB", "Nusa Tenggara Barat"),
        ("Pemprov NTT", "Nusa Tenggara Timur"),
        ("Pemprov DIY", "D.I. Yogyakarta"),
        ("Pemprov DKI Jakarta", "DKI Jakarta"),
        ("Pemprov DKI", "DKI Jakarta"),
        ("Kepri", "Kepulauan Riau"),
        ("Pemprov Babel", "Bangka Belitung"),
    ],
)
def test_common_short_forms_lead_to_the_province(run, written, agency):
    code, said = run("--agency", written, "--year", 2024, "--format", "json")
    assert code == 0, said
    assert said["agency"].replace("Kep. ", "Kepulauan ").endswith(agency)


def test_names_that_have_little_in_common_are_not_suggested(run):
    code, said = run("--agency", "Kota Antah Berantah", "--year", 2024, "--format", "json")
    (problem,) = said["problems"]
    assert (code, problem["message"]) == (
        2,
        '"Kota Antah Berantah" tidak ada di antara hasil terbit.',
    )


def test_a_misprint_is_a_warning_and_its_domain_has_no_place(run):
    arguments = ("--agency", "Pemerintah Kab. Banyuasin", "--year", 2023)
    code, said = run(*arguments, "--format", "json")
    assert (code, said["index"], list(said["domains"])) == (0, "1.05", ["D1", "D2", "D3"])
    (problem,) = said["problems"]
    assert (problem["severity"], problem["found"]) == ("warning", "0.30")
    assert problem["message"] == (
        "Pemerintah Kab. Banyuasin 2023: D4 tercetak 0,30, padahal skalanya 1–5. Salah cetak ini "
        "tidak dipakai, dan indeks 1,05 yang bertumpu padanya tidak ikut dalam perubahan "
        "antartahun."
    )
    code, said = run(*arguments, "--lang", "en")
    assert "D4 is printed as 0.30, though the scale is 1–5." in said.splitlines()[-1]


def test_a_year_without_results_is_a_problem_that_names_the_years(run):
    code, said = run("--agency", KALTIM, "--year", 2025, "--format", "json")
    assert code == 2
    (problem,) = said["problems"]
    assert problem["message"].endswith("untuk 2025. Yang terbit: 2023, 2024.")


def test_a_year_that_was_added_to_the_store_counts(run):
    store = open_store()
    agency = add_agency(store, "Provinsi Kalimantan Timur", "Provinsi")
    result = PublishedResult("permenpanrb-59-2020", agency.name, 2025, "final", {"SPBE": 401})
    at = datetime.datetime(2026, 1, 5, tzinfo=datetime.UTC)
    save_drafts(store, [Draft(agency.id, result, None)], "Ani", at)
    store.close()
    code, said = run("--agency", KALTIM, "--year", 2025, "--format", "json")
    assert code == 0
    assert (said["index"], said["rank"], said["of"], said["domains"]) == ("4.01", 1, 1, {})
