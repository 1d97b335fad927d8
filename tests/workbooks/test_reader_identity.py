"""Instrument, year, stage and agency come from where a file says them, or are asked."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from spbe.workbooks.reading import Answers
from tests.workbooks.books import (
    NEXT,
    NOW,
    OLD,
    csv_source,
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

HEADER = ["No", "Indikator", "Nilai"]
LINES = [HEADER, *rows([3] * 47)]
PROBLEMS = ("agency-unknown", "year-unknown", "stage-unknown")


# --- year


@pytest.mark.parametrize(
    ("lines", "title", "name"),
    [
        ([["No", "Indikator", "Nilai 2024"], *LINES[1:]], "Lembar1", "berkas.xlsx"),
        ([["No", "Indikator", "Tingkat Kematangan Tahun 2024"], *LINES[1:]], "Lembar1", "b.xlsx"),
        (LINES, "2024", "berkas.xlsx"),
        (LINES, "Mandiri 2024", "berkas.xlsx"),
        ([["PENILAIAN MANDIRI SPBE TAHUN 2024"], *LINES], "Lembar1", "berkas.xlsx"),
        ([["Tahun", ":", 2024], *LINES], "Lembar1", "berkas.xlsx"),
        ([["Tahun : 2024"], *LINES], "Lembar1", "berkas.xlsx"),
        ([["Tahun 2024, hasil 2023 sebagai pembanding"], *LINES], "Lembar1", "berkas.xlsx"),
        (LINES, "Lembar1", "SPBE_Samarinda_2024_rev2.xlsx"),
        (LINES, "Lembar1", "nilai spbe 2024 (1).xlsx"),
    ],
)
def test_year_comes_from_header_sheet_letterhead_or_file_name(lines, title, name):
    assert read_one(sheet(lines, title), name=name).assessment.year == 2024


@pytest.mark.parametrize(
    "text",
    [
        "Berdasarkan Peraturan Menteri PANRB Nomor 59 Tahun 2020",
        "Instrumen PermenPANRB 59/2020",
        "sesuai Permenpan RB No. 59 Th. 2020 tentang Pemantauan dan Evaluasi SPBE",
        "Surat Edaran Menteri PANRB Nomor 8 Tahun 2022",
        "SE 8/2022",
        "Perpres 95 Tahun 2018",
        "Peraturan Presiden Nomor 95 Tahun 2018 dan Perpres 132/2022",
        "UU No 25 Tahun 2009",
        "Nomor: B/123/2023",
        "Nomor : 800/15/2024",
        "800/15/2024",
        "555 / 1234 / Diskominfo / 2024",
        "000.5.2/1234/X/2024",
        "Samarinda, 12 Oktober 2024",
        "Dicetak 28/10/2024 20:15",
        "2024-10-28",
        "Tanggal cetak: 28-10-2024",
        "RPJMD 2021-2026",
        "Target Tahun 2025: 3,5",
        "dibandingkan hasil 2023",
        "Kode 20240",
    ],
)
def test_year_never_comes_from_a_citation_a_document_number_or_a_date(text):
    found = read_one([[text], *LINES])
    assert found.assessment.year is None
    assert "year" in open_questions(found)
    assert [(p.severity, p.cell) for p in found.problems if p.kind == "year-unknown"] == [
        ("warning", "C2")
    ]


def test_year_stands_beside_a_citation():
    found = read_one(
        [["EVALUASI SPBE TAHUN 2023 MENURUT PERATURAN MENTERI PANRB NOMOR 59 TAHUN 2020"], *LINES]
    )
    assert found.assessment.year == 2023


def test_sheet_and_letterhead_that_differ_in_the_year_are_a_warning():
    found = read_one(sheet([["Tahun 2023"], *LINES], "2024"))
    assert found.assessment.year == 2024
    assert [say(p) for p in found.problems if p.kind == "years-differ"] == [
        (
            "Nama lembar dan kepala tabel menyebut tahun yang berbeda: 2023, 2024. Dipakai 2024; "
            "periksa apakah benar."
        )
    ]


def test_year_outside_the_instruments_is_a_warning():
    found = read_one(sheet(LINES, "2019"))
    assert found.assessment.year == 2019
    assert [(p.severity, say(p)) for p in found.problems if p.kind.startswith("year")] == [
        (
            "warning",
            (
                "Tahun 2019 di luar masa berlaku PermenPANRB 59/2020 (2021–2025). Periksa "
                "tahun atau instrumennya."
            ),
        )
    ]
    found = read_one(sheet([HEADER, *rows([3] * 20, NEXT)], "2024"))
    assert [say(p) for p in found.problems if p.kind.startswith("year")] == [
        (
            "Tahun 2024 di luar masa berlaku PermenPANRB 8/2026 (2026–sekarang). Periksa "
            "tahun atau instrumennya."
        )
    ]


# --- stage


@pytest.mark.parametrize(
    ("words", "stage"),
    [
        ("Usulan OPD", "proposal"),
        ("Penilaian Mandiri", "self"),
        ("PENILAIAN MANDIRI", "self"),
        ("Hasil Penilaian Mandiri", "self"),
        ("Penilaian Dokumen", "document"),
        ("Hasil Penilaian Dokumen", "document"),
        ("Hasil Penilaian Dokumen (sebelum interviu)", "document"),
        ("Penilaian Interviu", "interview"),
        ("Hasil Interviu", "interview"),
        ("Visitasi", "visit"),
        ("Hasil Akhir", "final"),
        ("Hasil Akhir (setelah reviu)", "final"),
        ("Perkiraan Tim", "estimate"),
        ("Self-assessment", "self"),
        ("Document assessment", "document"),
        ("Interview assessment", "interview"),
        ("Final result (after review)", "final"),
        ("Site visit", "visit"),
        ("Team's estimate", "estimate"),
        ("Units' proposal", "proposal"),
    ],
)
def test_stage_comes_from_its_words_wherever_they_stand(words, stage):
    def stage_of(what, name="berkas.xlsx"):
        return read_one(what, name=name).assessment.stage

    assert stage_of([["No", "Indikator", f"{words} 2024"], *LINES[1:]]) == stage
    assert stage_of(sheet(LINES, words.replace("/", " ")[:31])) == stage
    assert stage_of([[f"{words} SPBE Tahun 2024"], *LINES]) == stage
    assert stage_of([["Tahap", words], *LINES]) == stage
    assert stage_of(LINES, name=f"{words} 2024.xlsx") == stage


@pytest.mark.parametrize(
    "words", ["Nilai Eksternal", "Nilai Asesor", "Eksternal", "Asesor", "Nilai"]
)
def test_stage_is_asked_where_only_external_or_nothing_is_said(words):
    found = read_one([["No", "Indikator", words], *LINES[1:]])
    assert levels_of(found) == [3] * 47
    assert found.assessment.stage is None
    question = next(q for q in found.questions if q.topic == "stage")
    assert [option.value for option in question.options] == [
        "proposal", "self", "document", "interview", "estimate", "visit", "final",
    ]  # fmt: skip
    assert (
        f'Penilaian!C1: tahap penilaian tidak disebut untuk kolom "{words}". Pilih, atau tulis di '
        "judul kolomnya."
    ) in map(say, found.problems)


def test_external_column_is_not_the_self_assessment_of_the_letterhead():
    reading = read_book(
        [["Penilaian Mandiri 2024"], ["No", "Indikator", "Mandiri", "Asesor Eksternal"]]
        + [[*row, 2] for row in rows([3] * 47)]
    )
    assert [found.assessment.stage for found in reading.found] == ["self", None]


def test_internal_assessors_make_the_self_assessment():
    found = read_one([["No", "Indikator", "Nilai Asesor Internal"], *LINES[1:]])
    assert found.assessment.stage == "self"


# --- agency


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("PEMERINTAH PROVINSI KALIMANTAN TIMUR", "Pemerintah Provinsi Kalimantan Timur"),
        ("PEMERINTAH KABUPATEN KUTAI TIMUR", "Pemerintah Kabupaten Kutai Timur"),
        ("Pemerintah Kota Bandar Lampung", "Pemerintah Kota Bandar Lampung"),
        ("Penilaian SPBE Kota Bandar Lampung Tahun 2024", "Kota Bandar Lampung"),
        ("Pemkab Kutai Timur", "Pemerintah Kabupaten Kutai Timur"),
        ("Kab. Aceh Tengah", "Kabupaten Aceh Tengah"),
        ("Provinsi DKI Jakarta", "Provinsi DKI Jakarta"),
        ("Kementerian Perhubungan", "Kementerian Perhubungan"),
        ("Instansi : Badan Siber dan Sandi Negara", "Badan Siber dan Sandi Negara"),
    ],
)
def test_agency_comes_from_the_letterhead(text, agency):
    assert read_one([[text], *LINES]).assessment.agency == agency


def test_agency_comes_from_a_field_a_sheet_or_the_file_name():
    assert read_one([["Instansi", "LKPP"], *LINES]).assessment.agency == "LKPP"
    assert read_one(sheet(LINES, "Kota Denpasar")).assessment.agency == "Kota Denpasar"
    found = read_one(LINES, name="SPBE_Kota_Denpasar_2024.xlsx")
    assert found.assessment.agency == "Kota Denpasar"


def test_government_of_the_letterhead_is_not_the_city_of_its_address():
    found = read_one(
        [["PEMERINTAH PROVINSI KALIMANTAN TIMUR"], ["Jl. Basuki Rahmat 41, Kota Samarinda"], *LINES]
    )
    assert found.assessment.agency == "Pemerintah Provinsi Kalimantan Timur"


def test_unknown_or_doubtful_agency_is_asked():
    for letterhead in ([], ["Perbandingan Kota Metro dan Kota Bandar Lampung"]):
        found = read_one([letterhead, *LINES])
        assert found.assessment.agency is None
        assert "agency" in open_questions(found)
        assert "Instansi tidak disebut dalam berkas. Pilih instansinya." in map(say, found.problems)


# --- instrument


def test_few_rows_of_a_unit_are_decided_by_their_names():
    found = read_one([HEADER, [42, names()["42"], 3], [43, names()["43"], 4]])
    assert found.assessment.instrument_id == NOW
    assert found.assessment.levels == {"I42": 3, "I43": 4}


def test_running_number_of_a_units_rows_gives_way_to_the_names_with_a_warning():
    found = read_one([HEADER, [1, names()["42"], 3], [2, names()["12"], 4], [3, names()["7"], 2]])
    assert found.assessment.levels == {"I7": 2, "I12": 4, "I42": 3}
    assert kinds(found.problems) == [("running-number", "A2")]


def test_numbers_that_fit_several_instruments_are_asked():
    reading = read_book([["No", "Nilai"], [12, 3], [15, 4]])
    assert reading.found == ()
    assert [(p.severity, say(p)) for p in reading.file_problems] == [
        (
            "error",
            (
                'Indikator di lembar "Penilaian" cocok dengan lebih dari satu instrumen: '
                "PermenPANRB 5/2018, PermenPANRB 59/2020, PermenPANRB 8/2026. Pilih instrumennya."
            ),
        )
    ]
    assert [(q.topic, [o.value for o in q.options]) for q in reading.questions] == [
        ("instrument", [OLD, NOW, NEXT])
    ]
    found = read_one([["No", "Nilai"], [12, 3], [15, 4]], Answers(instrument=NOW))
    assert found.assessment.levels == {"I12": 3, "I15": 4}


def test_numbers_alone_decide_where_they_are_exactly_an_instruments():
    assert (
        read_one([["No", "Nilai"], *[[n, 3] for n in range(1, 48)]]).assessment.instrument_id == NOW
    )
    assert (
        read_one([["No", "Nilai"], *[[n, 3] for n in range(1, 21)]]).assessment.instrument_id
        == NEXT
    )
    numbers = [leaf.number for leaf in instruments()[OLD].leaves]
    found = read_one(csv_source([["No", "Nilai"], *[[n, 3] for n in numbers]]))
    assert found.assessment.instrument_id == OLD


def test_sheet_that_fits_several_instruments_follows_the_others_of_its_workbook():
    workbook = sheet([HEADER, *rows([3] * 47)[:10]], "Domain 1")
    fill(workbook.create_sheet(), [["No", "Nilai"], [11, 4], [12, 5]], "Domain 2")
    found = read_one(workbook)
    assert found.assessment.levels == {**{f"I{n}": 3 for n in range(1, 11)}, "I11": 4, "I12": 5}


# --- answers


def test_answers_supply_what_the_file_lacks():
    answers = Answers(agency="Kota Contoh", year=2024, stage="final")
    found = read_one(LINES, answers)
    assert (found.assessment.agency, found.assessment.year, found.assessment.stage) == (
        "Kota Contoh", 2024, "final",
    )  # fmt: skip
    assert found.problems == ()
    assert found.questions == ()


def test_answers_select_among_several():
    lines = [["No", "Indikator", "Mandiri 2023", "Mandiri 2024", "Interviu 2024"]] + [
        [n, name, 2, 3, 4] for n, name, _ in rows([3] * 47)
    ]
    assert levels_of(read_one(lines, Answers(year=2023))) == [2] * 47
    assert levels_of(read_one(lines, Answers(year=2024, stage="self"))) == [3] * 47
    assert levels_of(read_one(lines, Answers(stage="interview"))) == [4] * 47


def test_answer_selects_a_sheet():
    workbook = Workbook()
    fill(workbook.active, LINES, "Versi A")
    fill(workbook.create_sheet(), [HEADER, *rows([5] * 47)], "Versi B")
    found = read_one(workbook, Answers(sheet="versi b"))
    assert (found.sheet, levels_of(found)) == ("Versi B", [5] * 47)
    reading = read_book(workbook, Answers(sheet="Versi C"))
    assert [say(p) for p in reading.problems] == [
        'Tidak ada lembar bernama "Versi C" dalam berkas ini. Lembarnya: Versi A, Versi B.'
    ]


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        (
            Answers(year=2022),
            (
                'Berkas ini menyebut tahun "2024", sedangkan yang diminta "2022". Periksa '
                "pilihan itu atau berkasnya."
            ),
        ),
        (
            Answers(stage="final"),
            (
                'Berkas ini menyebut tahap "Penilaian Mandiri", sedangkan yang diminta '
                '"Hasil Akhir (setelah reviu)". Periksa pilihan itu atau berkasnya.'
            ),
        ),
        (
            Answers(agency="Kota Metro"),
            (
                'Berkas ini menyebut instansi "Kota Bandar Lampung", sedangkan yang diminta "Kota '
                'Metro". Periksa pilihan itu atau berkasnya.'
            ),
        ),
    ],
)
def test_answers_contradict_a_file_only_as_an_error(answers, sentence):
    found = read_one([["Penilaian Mandiri Kota Bandar Lampung Tahun 2024"], *LINES], answers)
    assert [(p.severity, p.kind, say(p)) for p in found.problems] == [
        ("error", "answer-contradicts", sentence)
    ]
    assert not found.is_sound


def test_instrument_that_contradicts_the_names_is_an_error():
    reading = read_book(LINES, Answers(instrument=OLD))
    assert [say(p) for p in reading.problems] == [
        (
            'Indikator di lembar "Penilaian" adalah indikator PermenPANRB 59/2020, sedangkan yang '
            "diminta PermenPANRB 5/2018. Periksa pilihan itu atau berkasnya."
        )
    ]
    reading = read_book(LINES, Answers(instrument="tidak-ada"))
    assert [p.kind for p in reading.problems] == ["instrument-unknown"]


@pytest.mark.parametrize(
    "spelling", ["Pemerintah Kota Bandar Lampung", "Pemkot Bandar Lampung", "Bandar Lampung"]
)
def test_one_spelling_of_an_agency_does_not_contradict_another(spelling):
    found = read_one([["Kota Bandar Lampung"], *LINES], Answers(agency=spelling))
    assert found.assessment.agency == spelling
    assert found.is_sound


def test_a_city_is_not_the_regency_of_the_same_name():
    found = read_one([["Kota Bogor"], *LINES], Answers(agency="Kabupaten Bogor"))
    assert [p.kind for p in found.problems if p.severity == "error"] == ["answer-contradicts"]
