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
