"""The workbook of 2018: option buttons write 1 to 6, the level is one less."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import Workbook

from spbe.model.assessment import IndicatorNotes
from spbe.workbooks.reading import Answers
from tests.workbooks.books import NOW, OLD, instruments, kinds, read_book, read_one, say

_RESULTS = Path(__file__).parents[2] / "data" / "results"
DOTS = "………………………………………………………"


def load_denpasar() -> Mapping[str, int]:
    """Levels of Kota Denpasar 2018; its row 35 stands for 35-1."""
    with (_RESULTS / "denpasar-2018-levels.csv").open(encoding="utf-8") as file:
        return {
            "35-1" if row["no"] == "35" else row["no"]: int(row["level_external"])
            for row in csv.DictReader(file)
        }


def build_form(
    levels: Mapping[str, int], agency: str = DOTS, index: float | None = None
) -> Workbook:
    """The form as agencies got it, in its order of sheets (20 between 16 and 17)."""
    workbook = Workbook()
    identity = workbook.active
    identity.title = "Identitas"
    identity["B2"], identity["C2"], identity["D2"] = (
        "NAMA INSTANSI PUSAT/PEMERINTAH DAERAH", ":", agency,
    )  # fmt: skip
    identity["B4"], identity["C4"], identity["D4"] = "NAMA PENANGGUNG JAWAB", ":", DOTS
    numbers = [leaf.number for leaf in instruments()[OLD].leaves]
    order = [n for n in numbers if n != "20"]
    order.insert(16, "20")
    for number in order:
        sheet = workbook.create_sheet(f"Indikator {number}")
        sheet.append(
            ["Domain 1", "Kebijakan Internal SPBE", "Aspek 1", "Tata Kelola", "Pilihan Saudara"]
        )
        sheet.append([f"Indikator {number.split('-')[0]}", "Nama", "Pertanyaan", "Apakah ada?"])
        for level in range(6):
            sheet.append([f"Level {level}", "Kriteria"])
        sheet.append(["Penjelasan :"])
        sheet.append(["Data dukung:"])
        sheet["B12"] = "sisa yang tidak dibaca"
        sheet.merge_cells("B9:E9")
        sheet.merge_cells("B10:E10")
    summary = workbook.create_sheet("Rekap")
    summary.sheet_state = "hidden"
    summary["A1"] = "MOHON TIDAK MENGUBAH LEMBAR KERJA INI"
    for cell, title in zip(
        ("A3", "B3", "C3", "E3", "F3", "G3", "K3"),
        ("Domain", "Aspek", "Indikator", "N", "V", "W", "RI"),
        strict=True,
    ):
        summary[cell] = title
    summary["K4"] = index
    for row, number in enumerate(numbers, start=6):
        summary[f"C{row}"] = int(number) if number.isdecimal() else number
        summary[f"D{row}"] = "Nama pendek"
        summary[f"E{row}"] = levels.get(number, 0) + 1
        summary[f"F{row}"] = f"=E{row}-1"
        summary[f"G{row}"] = 0.01
    workbook.create_sheet("Chart")["A1"] = "MOHON TIDAK MENGUBAH LEMBAR KERJA INI"
    return workbook


def test_buttons_of_the_form_are_read_as_one_level_less():
    levels = load_denpasar()
    found = read_one(
        build_form(levels, "Pemerintah Kota Denpasar", index=2.64), name="Denpasar 2018.xlsx"
    )
    assert (found.assessment.instrument_id, found.assessment.agency, found.assessment.year) == (
        OLD, "Pemerintah Kota Denpasar", 2018,
    )  # fmt: skip
    assert {code[1:]: level for code, level in found.assessment.levels.items()} == levels
    assert (found.sheet, found.cells["I1"], found.cells["I35-3"]) == ("Rekap", "E6", "E42")
    assert kinds(found.problems) == []


def test_explanation_and_evidence_stand_in_rows_nine_and_ten():
    form = build_form(load_denpasar())
    form["Indikator 35-2"]["B9"] = "Sudah daring"
    form["Indikator 35-2"]["B10"] = "Tangkapan layar"
    form["Indikator 35-2"]["B10"].hyperlink = "https://contoh.id/layar"
    form["Indikator 20"]["A9"] = "Penjelasan : rencana induk ada"
    found = read_one(form)
    assert found.assessment.notes == {
        "I20": IndicatorNotes(explanation="rencana induk ada"),
        "I35-2": IndicatorNotes(
            explanation="Sudah daring",
            evidence="Tangkapan layar",
            evidence_link="https://contoh.id/layar",
        ),
    }


def test_dotted_line_is_no_agency():
    assert read_one(build_form(load_denpasar())).assessment.agency is None


def test_untouched_form_is_an_error():
    reading = read_book(build_form({}))
    assert [(p.severity, p.kind, p.sheet, say(p)) for p in reading.problems] == [
        (
            "error",
            "untouched",
            "Rekap",
            (
                "Formulir 2018 ini belum diisi: semua pilihan masih seperti semula dan tidak ada "
                "penjelasan. Isi formulirnya, lalu unggah lagi."
            ),
        )
    ]


def test_form_with_explanations_and_level_zero_everywhere_is_read():
    form = build_form({})
    form["Indikator 1"]["B9"] = "Belum ada apa pun"
    assert set(read_one(form).assessment.levels.values()) == {0}


@pytest.mark.parametrize(
    ("value", "kind"),
    [(7, "form-button"), (0, "form-button"), ("x", "form-button"), ("#N/A", "level-error")],
)
def test_bad_button_names_its_cell(value, kind):
    form = build_form(load_denpasar())
    form["Rekap"]["E6"] = value
    found = read_one(form)
    assert kinds(found.problems, "error") == [(kind, "E6")]
    mended = read_one(form, Answers(corrections={("Rekap", "E6"): 3}))
    assert mended.is_sound
    assert mended.assessment.levels["I1"] == 3


def test_index_of_the_form_that_differs_is_a_warning():
    found = read_one(build_form(load_denpasar(), index=3.1))
    assert [say(p) for p in found.problems if p.kind == "form-index-differs"] == [
        (
            "Rekap!K4: indeks formulir 3,1 berbeda dari indeks menurut tingkatnya (2,64). "
            "Yang dipakai tingkatnya; hitung ulang formulirnya di Excel."
        )
    ]


def test_form_with_another_instrument_asked_is_an_error():
    reading = read_book(build_form(load_denpasar()), Answers(instrument=NOW))
    assert [p.kind for p in reading.problems] == ["answer-contradicts"]
