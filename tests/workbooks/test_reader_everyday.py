"""What a first user's own files held: summaries, covers, units, messages, forms, products."""

from __future__ import annotations

import datetime

import pytest
from openpyxl import Workbook

from spbe.model.assessment import IndicatorNotes
from spbe.workbooks.reading import Answers, SourceFile
from tests.workbooks.books import (
    NEXT,
    NOW,
    fill,
    instruments,
    kinds,
    levels_of,
    names,
    open_questions,
    read_book,
    read_one,
    rows,
    say,
    sheet,
)

LEVELS = [1 + number % 5 for number in range(47)]
HEADER = ["No", "Indikator", "Nilai"]


def inner(tier: str) -> list[str]:
    return [n.names["id"] for n in instruments()[NOW].inner_nodes if n.tier == tier]


def units_of(found) -> set[str]:
    return {notes.unit for notes in found.assessment.notes.values()}


# --- tables of domains and aspects


@pytest.mark.parametrize("tier", ["domain", "aspect"])
@pytest.mark.parametrize("second_header", [HEADER, ["Nomor", "Indikator SPBE", "Level"]])
def test_a_summary_table_above_the_indicators_is_skipped(tier, second_header):
    summary = [[at, name, 3.25] for at, name in enumerate(inner(tier), 1)]
    found = read_one(
        [
            ["Hasil Akhir SPBE Tahun 2023 Pemerintah Kabupaten Sikka"],
            ["No", tier.title().replace("Aspect", "Aspek"), "Nilai"],
            *summary,
            [],
            second_header,
            *rows(LEVELS),
        ]
    )
    assert levels_of(found) == LEVELS
    assert found.problems == ()
    assert (found.assessment.agency, found.assessment.year) == ("Pemerintah Kabupaten Sikka", 2023)


def test_a_sheet_with_nothing_but_a_summary_says_so():
    reading = read_book(
        [["No", "Domain", "Nilai"], *([at, n, 3] for at, n in enumerate(inner("domain"), 1))]
    )
    assert [say(p) for p in reading.problems] == [
        (
            'Lembar "Penilaian" hanya memuat nilai domain atau aspek (mulai di baris 1), bukan '
            "tingkat kematangan tiap indikator. Unggah lembar yang memuat indikatornya."
        )
    ]


def test_numbered_indicators_beside_their_domain_are_no_summary():
    domain = inner("domain")[0]
    lines = [[number, domain, 3] for number in range(1, 11)]
    found = read_one([["No", "Domain", "Nilai"], *lines], Answers(instrument=NOW))
    assert levels_of(found) == [3] * 10


@pytest.mark.parametrize("title", ["Uraian", "Indikator"])
def test_numbered_domain_and_aspect_rows_are_no_indicators(title):
    instrument = instruments()[NOW]
    lines: list[list[object]] = []
    for node in instrument.nodes[1:]:
        if node.tier == "domain":
            lines.append([int(node.number), node.names["id"], 2.3])
            domain = node.number
        elif node.tier == "aspect":
            lines.append([f"{domain}.{node.number}", node.names["id"], 3])
        else:
            at = int(node.number)
            lines.append([at, node.names["id"], LEVELS[at - 1]])
    found = read_one([["No", title, "Nilai"], *lines])
    assert levels_of(found) == LEVELS
    assert kinds(found.problems) == []


# --- messages with links


def message_of(*lines: str) -> SourceFile:
    return SourceFile.from_text("\n".join(["Usulan OPD SPBE 2024 Kota Kediri", *lines]))


def test_links_behind_the_levels_of_a_message_are_kept_as_evidence():
    first, second, third = list(names().values())[:3]
    found = read_one(
        message_of(
            f"1. {first} : 3 (https://drive.google.com/abc)",
            f"2. {second} = level 4, bukti: https://drive.google.com/d_(e)?x=1:2.",
            f"3. {third}: 5",
            "https://drive.google.com/ghi",
            "Indikator 4: 2 (bukti www.kediri.go.id/sk)",
        )
    )
    assert levels_of(found) == [3, 4, 5, 2]
    assert kinds(found.problems) == []
    assert found.assessment.notes == {
        "I1": IndicatorNotes(evidence_link="https://drive.google.com/abc"),
        "I2": IndicatorNotes(evidence_link="https://drive.google.com/d_(e)?x=1:2"),
        "I3": IndicatorNotes(evidence_link="https://drive.google.com/ghi"),
        "I4": IndicatorNotes(evidence_link="www.kediri.go.id/sk"),
    }


# --- units


@pytest.mark.parametrize(
    "line",
    [
        ["OPD: Dinas Kesehatan"],
        ["Perangkat Daerah", ":", "Dinas Kesehatan"],
        ["Unit Kerja", ": Dinas Kesehatan"],
        ["Nama OPD", "Dinas Kesehatan"],
    ],
)
def test_the_unit_in_the_letterhead_is_that_of_all_rows_that_name_none(line):
    found = read_one([line, [*HEADER, "Bukti"], *([*row, "SK"] for row in rows(LEVELS))])
    assert units_of(found) == {"Dinas Kesehatan"}
    assert found.assessment.notes["I1"].evidence == "SK"


def test_a_unit_of_a_row_stays_beside_that_of_the_letterhead():
    lines = [[*row, unit] for row, unit in zip(rows([3, 4]), ("Bappeda", ""), strict=True)]
    found = read_one([["OPD: Dinas Kesehatan"], [*HEADER, "OPD"], *lines])
    assert [n.unit for n in found.assessment.notes.values()] == ["Bappeda", "Dinas Kesehatan"]


@pytest.mark.parametrize(
    ("title", "file", "unit"),
    [
        ("Biro Hukum", "berkas.xlsx", "Biro Hukum"),
        ("OPD Dinas Kesehatan", "berkas.xlsx", "Dinas Kesehatan"),
        ("Lembar1", "OPD Dinas Kesehatan 2024.xlsx", "Dinas Kesehatan"),
        ("Lembar1", "Usulan SPBE_Perangkat Daerah - Bappeda (rev2).xlsx", "Bappeda"),
        ("Lembar1", "Dinas Komunikasi dan Informatika Kota Kediri.xlsx",
         "Dinas Komunikasi dan Informatika"),
    ],
)  # fmt: skip
def test_a_part_takes_its_unit_from_the_name_of_sheet_or_file(title, file, unit):
    found = read_one(sheet([HEADER, *rows([3, 4])], title), name=file)
    assert units_of(found) == {unit}


@pytest.mark.parametrize(
    "file",
    ["OPD 01.xlsx", "Dinas.xlsx", "Bagian 1.xlsx", "Nilai OPD dan Tim.xlsx", "OPD Pengampu.xlsx"],
)
def test_names_of_files_that_name_no_unit_give_none(file):
    assert read_one([HEADER, *rows([3, 4])], name=file).assessment.notes == {}


def test_a_whole_assessment_is_not_of_the_unit_whose_name_the_file_bears():
    found = read_one([HEADER, *rows(LEVELS)], name="Dinas Kominfo 2024.xlsx")
    assert found.assessment.notes == {}


# --- covers


def book_with_cover(*lines: list[object]) -> Workbook:
    workbook = sheet(list(lines), "Sampul")
    instrument = instruments()[NOW]
    for node in instrument.nodes:
        if node.tier == "domain":
            codes = instrument.leaf_codes_below[node.code]
            own = [row for row in rows(LEVELS) if f"I{row[0]}" in codes]
            fill(workbook.create_sheet(), [HEADER, *own], f"Domain {node.number}")
    return workbook


def test_a_cover_speaks_for_all_sheets_of_the_file():
    found = read_one(
        book_with_cover(["PENILAIAN MANDIRI SPBE"], ["PEMERINTAH KABUPATEN KLATEN"], ["TAHUN 2025"])
    )
    assessment = found.assessment
    assert (assessment.agency, assessment.year, assessment.stage) == (
        "Pemerintah Kabupaten Klaten",
        2025,
        "self",
    )
    assert levels_of(found) == LEVELS
    assert (found.problems, found.questions) == ((), ())


def test_a_cover_of_fields_is_read_too():
    found = read_one(
        book_with_cover(["Instansi", "Kota Kediri"], ["Tahun", 2024], ["Tahap", "Hasil Akhir"])
    )
    assessment = found.assessment
    assert (assessment.agency, assessment.year, assessment.stage) == ("Kota Kediri", 2024, "final")


def test_sheets_that_speak_for_themselves_are_not_overruled_by_the_cover():
    workbook = sheet([["Pemerintah Kota Kediri"], ["Hasil Akhir 2024"]], "Sampul")
    lines = [["Penilaian Mandiri 2023 Kota Batu"], HEADER, *rows(LEVELS)]
    fill(workbook.create_sheet(), lines, "Isian")
    assessment = read_one(workbook).assessment
    assert (assessment.agency, assessment.year, assessment.stage) == ("Kota Batu", 2023, "self")


def test_a_guide_without_an_agency_is_no_cover():
    workbook = sheet([["Petunjuk"], ["Sampai tahun 2023 predikat dibulatkan"]], "Petunjuk")
    fill(workbook.create_sheet(), [HEADER, *rows(LEVELS)], "Isian")
    assert open_questions(read_one(workbook)) == ["agency", "year", "stage"]


# --- what is not said


def test_what_is_not_said_names_the_column_it_is_missing_for():
    lines = [[*row, row[2]] for row in rows(LEVELS)]
    reading = read_book([["Pemerintah Kota Bogor"], ["No", "Indikator", "2023", "2024"], *lines])
    assert [(p.kind, p.cell, say(p)) for p in reading.problems] == [
        (
            "stage-unknown",
            cell,
            (
                f'Penilaian!{cell}: tahap penilaian tidak disebut untuk kolom "{year}". Pilih, '
                "atau tulis di judul kolomnya."
            ),
        )
        for cell, year in (("C2", "2023"), ("D2", "2024"))
    ]


def test_a_warning_is_not_said_twice_in_the_same_words():
    lines = [["Kota A", *LEVELS], ["Kota B", *LEVELS]]
    reading = read_book([["Instansi", *range(1, 48)], *lines])
    assert [(p.kind, p.cell) for p in reading.problems] == [
        ("year-unknown", "B2"),
        ("stage-unknown", "B2"),
    ]
    assert [open_questions(found) for found in reading.found] == [["year", "stage"]] * 2


# --- products


WEIGHTS = {leaf.number: float(leaf.weight) for leaf in instruments()[NOW].leaves}


@pytest.mark.parametrize("scale", [0.01, 0.2, 1])
def test_weight_times_level_without_levels_is_one_sentence(scale):
    lines = [[n, name, WEIGHTS[str(n)] * level * scale] for n, name, level in rows(LEVELS)]
    reading = read_book([HEADER, *lines])
    assert reading.found == ()
    assert [say(p) for p in reading.problems] == [
        (
            'Penilaian: kolom C ("Nilai") berisi bobot × tingkat kematangan, bukan tingkatnya. '
            'Tulis tingkat 1–5 dalam kolom berjudul "Tingkat Kematangan".'
        )
    ]


def test_levels_with_decimals_are_no_products():
    leaves = instruments()[NEXT].leaves
    lines = [[int(leaf.number), leaf.names["id"], 2.57] for leaf in leaves]
    assert set(levels_of(read_one([HEADER, *lines]))) == {257}


def test_weights_are_said_as_the_regulation_writes_them():
    lines = [[n, name, level, 2.5] for n, name, level in rows([3, 4, 5])]
    found = read_one([[*HEADER, "Bobot"], *lines])
    assert [say(p) for p in found.problems if p.kind == "weights-differ"] == [
        (
            "Penilaian!D2: bobot 2,50 berbeda dari bobot PermenPANRB 59/2020 untuk indikator 1 "
            "(1,30); 3 baris berbeda. Nilai dihitung dengan bobot peraturan."
        )
    ]


# --- forms


@pytest.mark.parametrize(
    "title", ["Indikator {n} {name}", "{n}. {name}", "Tingkat kematangan [{n}. {name}]"]
)
def test_one_row_of_a_form_is_read_with_its_unit(title):
    heads = [title.format(n=n, name=name) for n, name in names().items()]
    found = read_one(
        [
            ["Timestamp", "Nama OPD", "Tahun", *heads],
            [datetime.datetime(2025, 3, 1, 9, 30), "Diskominfo", 2024, *LEVELS],
        ]
    )
    assert levels_of(found) == LEVELS
    assert found.assessment.year == 2024
    assert units_of(found) == {"Diskominfo"}


def test_a_form_whose_number_and_name_disagree_is_refused():
    heads = [f"Indikator {n} {name}" for n, name in names().items()]
    heads[4] = heads[4].replace("Indikator 5 ", "Indikator 6 ")
    heads[5] = f"Indikator 6 {names()['6']}"
    found = read_one([["Instansi", *heads], ["Kota Kediri", *LEVELS]])
    assert kinds(found.problems, "error") == [("unknown-indicator", "F1")]
