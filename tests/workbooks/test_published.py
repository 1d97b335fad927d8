"""Published results as files hold them: any usual columns, and the ministry's own JSON."""

from __future__ import annotations

import io
import json

import openpyxl
import pytest

from spbe.catalogue.instruments import DATA_DIRECTORY, load_instruments
from spbe.model.assessment import PublishedResult
from spbe.text.translator import Translator
from spbe.workbooks.published import is_published, read_published
from spbe.workbooks.reading import SourceFile
from spbe.workbooks.template import build_template

INSTRUMENTS = load_instruments()
SPBE_59 = "permenpanrb-59-2020"
TEXT = Translator("id")
AS_WRITTEN = "Periksa keduanya; angkanya disimpan seperti tertulis."


def book(*rows: tuple[object, ...], name: str = "hasil.xlsx") -> SourceFile:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    file = io.BytesIO()
    workbook.save(file)
    return SourceFile(name, file.getvalue())


def interface(document: object, name: str = "spbe.json") -> SourceFile:
    return SourceFile(name, json.dumps(document).encode())


def said(reading) -> list[str]:
    return [TEXT(problem.message) for problem in reading.problems]


def test_usual_columns_in_any_order_become_results():
    source = book(
        ("Hasil Evaluasi SPBE",),
        ("No", "Nama Instansi", "Predikat", "Indeks SPBE", "Tahun", "Domain 1", "D2", "Kategori"),
        (1, "Kota Contoh", "Baik", 2.98, 2024, 2.9, "2,40", "Kota"),
        ("Kabupaten",),
        (2, "Kab. Lain", "Cukup", "2,10", "2024", None, "-", "Kabupaten"),
    )
    assert is_published(source, INSTRUMENTS)
    reading = read_published(source, INSTRUMENTS)
    assert reading.problems == ()
    first = {"SPBE": 298, "D1": 290, "D2": 240}
    assert reading.results == (
        PublishedResult(SPBE_59, "Kota Contoh", 2024, "final", first, "baik", "hasil.xlsx"),
        PublishedResult(SPBE_59, "Kab. Lain", 2024, "final", {"SPBE": 210}, "cukup", "hasil.xlsx"),
    )
    assert reading.kinds == {"Kota Contoh": "Kota", "Kab. Lain": "Kabupaten"}


def test_domains_may_be_written_by_name_and_years_side_by_side():
    source = book(
        ("Instansi", "Kebijakan Internal SPBE 2023", "Indeks 2023", "Indeks 2024"),
        ("Kota Contoh", 2.5, 2.6, 2.75),
    )
    results = read_published(source, INSTRUMENTS).results
    assert [(r.year, dict(r.hundredths)) for r in results] == [
        (2023, {"D1": 250, "SPBE": 260}),
        (2024, {"SPBE": 275}),
    ]


def test_the_interface_is_rounded_half_up_on_the_exact_decimal():
    source = interface(
        {
            "status": "ok",
            "data": [
                {
                    "instansi": "Kota Contoh",
                    "tahun": 2024,
                    "indeks": "2.9850000000",
                    "nilai": {"D2001": 2.0049999999, "D2004": "3.0050000000", "A2008": 1.005},
                }
            ],
        }
    )
    assert is_published(source, INSTRUMENTS)
    (result,) = read_published(source, INSTRUMENTS).results
    assert dict(result.hundredths) == {"SPBE": 299, "D1": 200, "D4": 301, "A8": 101}


def test_a_year_above_or_given_completes_the_rows():
    rows = (("Instansi", "Indeks"), ("Kota Contoh", 2.5))
    above = book(("Laporan evaluasi tahun 2024",), *rows)
    assert read_published(above, INSTRUMENTS).results[0].year == 2024
    open_ = read_published(book(*rows), INSTRUMENTS)
    assert open_.needs_year
    assert open_.results == ()
    assert said(open_) == ["Kota Contoh: tahunnya tidak ada. Sebutkan tahunnya."]
    assert read_published(book(*rows), INSTRUMENTS, 2023).results[0].year == 2023


def test_what_cannot_be_used_is_named_with_its_cell():
    reading = read_published(
        book(
            ("Instansi", "Tahun", "Indeks", "D1", "Predikat"),
            ("Kota A", 2024, 2.5, 0.3, "Lumayan"),
            ("Kota B", 2024, "7,1", 2, None),
            ("Kota A", 2024, 2.6, 2, None),
            ("Kota C", 1999, 2.6, 2, None),
            ("Kota D", 2024, "1e999999", 2, None),
        ),
        INSTRUMENTS,
    )
    assert [(r.agency, dict(r.hundredths)) for r in reading.results] == [("Kota A", {"SPBE": 250})]
    assert [(p.kind, p.severity, p.cell) for p in reading.problems] == [
        ("score-out-of-range", "warning", "D2"),
        ("rating-unknown", "warning", "E2"),
        ("score-out-of-range", "warning", "C3"),
        ("no-index", "error", "C3"),
        ("duplicate-agency", "error", "A4"),
        ("year-outside-instrument", "error", "B5"),
        ("score-out-of-range", "warning", "C6"),
        ("no-index", "error", "C6"),
    ]
    assert said(reading)[0] == 'Kota A: "0.3" bukan nilai 1–5; sel ini tidak dipakai.'


@pytest.mark.parametrize(
    "data", [b"{", b"[" * 100_000, b'{"a": 1}', b"[]", b'[{"indeks": NaN}]', b"\xff\xfe["]
)
def test_a_strange_document_is_a_problem_and_never_raises(data):
    reading = read_published(SourceFile("x.json", data), INSTRUMENTS)
    assert reading.results == ()
    assert reading.problems


def test_an_assessment_sheet_is_no_table_of_results():
    source = book(
        ("Instansi", "Kota Contoh", "Indeks", 2.5),
        ("No", "Indikator", "Tingkat Kematangan"),
        (1, "Kebijakan Internal Arsitektur SPBE", 3),
    )
    levels = book(("No", "Instansi", "Indikator", "Indeks", "Level"), (1, "Kota", "Audit", 1, 2))
    assert not is_published(levels, INSTRUMENTS)
    assert not is_published(source, INSTRUMENTS)
    for path in (DATA_DIRECTORY / "samples").glob("*.xls*"):
        assert not is_published(SourceFile.from_path(path), INSTRUMENTS)
    blank = SourceFile("t.xlsx", build_template(INSTRUMENTS[SPBE_59], "id", None, [(2024, "self")]))
    assert not is_published(blank, INSTRUMENTS)


def test_an_index_outside_what_its_printed_domains_allow_is_a_warning_with_its_cell():
    header = ("Instansi", "Tahun", "Indeks", "D1", "D2", "D3", "D4")
    reading = read_published(
        book(
            header,
            ("Kota A", 2024, 4.9, 2, 2, 2, 2),
            ("Kota B", 2024, 2.01, 2, 2, 2, 2),
            ("Kota C", 2024, 4.9, 2, None, None, None),
        ),
        INSTRUMENTS,
    )
    assert [(p.kind, p.severity, p.cell, p.found) for p in reading.problems] == [
        ("index-does-not-fit", "warning", "C2", "4.9"),
        ("index-does-not-fit", "warning", "C4", "4.9"),
    ]
    does_not_fit = "indeks 4,90 tidak cocok dengan nilai di bawahnya, yang hanya memungkinkan"
    assert said(reading) == [
        f"Kota A: {does_not_fit} 1,99 sampai 2,01. {AS_WRITTEN}",
        f"Kota C: {does_not_fit} 1,13 sampai 4,61. {AS_WRITTEN}",
    ]
    assert [r.hundredths["SPBE"] for r in reading.results] == [490, 201, 490]


def test_a_rating_that_does_not_fit_the_index_is_a_warning_with_its_cell():
    reading = read_published(
        book(
            ("Instansi", "Tahun", "Indeks", "Predikat"),
            ("Kota A", 2024, 3.3, "Kurang"),
            ("Kota B", 2024, 3.5, "Baik"),
            ("Kota C", 2023, 3.5, "Baik"),
        ),
        INSTRUMENTS,
    )
    assert [(p.kind, p.severity, p.cell, p.found) for p in reading.problems] == [
        ("rating-does-not-fit", "warning", "D2", "Kurang"),
        ("rating-does-not-fit", "warning", "D4", "Baik"),
    ]
    assert said(reading)[0] == (
        f"Kota A: predikat Kurang tidak cocok dengan indeks 3,30, yang termasuk Baik. {AS_WRITTEN}"
    )
    assert Translator("en")(reading.problems[0].message) == (
        "Kota A: the rating Poor does not fit the index 3.30, which lies in Good. Check both; the "
        "figures are saved as written."
    )


def test_of_the_national_reports_only_the_misprint_is_doubted():
    path = DATA_DIRECTORY / "results" / "national.csv"
    reading = read_published(SourceFile.from_path(path), INSTRUMENTS)
    assert len(reading.results) == 1236
    first, second = said(reading)
    assert first == 'Pemerintah Kab. Banyuasin: "0.30" bukan nilai 1–5; sel ini tidak dipakai.'
    assert second == (
        "Pemerintah Kab. Banyuasin: indeks 1,05 tidak cocok dengan nilai di bawahnya, yang hanya "
        f"memungkinkan 1,37 sampai 3,19. {AS_WRITTEN}"
    )


def test_a_name_of_400_characters_is_a_problem():
    reading = read_published(
        book(("Instansi", "Tahun", "Indeks"), ("K" * 400, 2024, 3), ("Kota B", 2024, 3)),
        INSTRUMENTS,
    )
    assert [r.agency for r in reading.results] == ["Kota B"]
    assert [(p.kind, p.severity, p.cell) for p in reading.problems] == [
        ("agency-too-long", "error", "A2")
    ]
    (sentence,) = said(reading)
    assert sentence.startswith(f'Nama instansi "{"K" * 100}…" lebih dari 200 huruf.')


def test_cells_are_quoted_as_they_stand():
    reading = read_published(
        book(("Instansi", "Tahun", "Indeks"), ("Kota A", 2024, 9), ("Kota B", 2024, -1)),
        INSTRUMENTS,
    )
    assert [(p.cell, p.found) for p in reading.problems] == [
        ("C2", "9"),
        ("C2", "9"),
        ("C3", "-1"),
        ("C3", "-1"),
    ]
    assert said(reading)[0] == 'Kota A: "9" bukan nilai 1–5; sel ini tidak dipakai.'


def test_a_single_result_without_agency_and_year_asks_for_both():
    source = interface({"D2001": "2.9", "A2001": "2.9", "indeks": "2.9849999"})
    open_ = read_published(source, INSTRUMENTS)
    assert (open_.results, open_.needs_agency, open_.needs_year) == ((), True, True)
    assert said(open_) == [
        "#1: nama instansi tidak ada. Sebutkan instansinya.",
        "#1: tahunnya tidak ada. Sebutkan tahunnya.",
    ]
    told = read_published(source, INSTRUMENTS, 2024, "Kota Contoh")
    assert (told.needs_agency, told.needs_year, told.problems) == (False, False, ())
    (result,) = told.results
    assert (result.agency, result.year) == ("Kota Contoh", 2024)
    assert dict(result.hundredths) == {"D1": 290, "A1": 290, "SPBE": 298}


def test_a_given_agency_is_never_that_of_several_rows_nor_of_one_that_names_its_own():
    two = interface([{"indeks": "2.5", "tahun": 2024}, {"indeks": "2.6", "tahun": 2024}])
    reading = read_published(two, INSTRUMENTS, None, "Kota Contoh")
    assert (reading.results, reading.needs_agency) == ((), False)
    named = interface({"instansi": "Kota Lain", "indeks": "2.5", "tahun": 2024})
    assert read_published(named, INSTRUMENTS, None, "Kota Contoh").results[0].agency == "Kota Lain"
