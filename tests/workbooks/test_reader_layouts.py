"""Any layout is read: what teams do with a table of 47 indicators."""

from __future__ import annotations

import datetime

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from spbe.model.assessment import IndicatorNotes
from spbe.workbooks.reading import SourceFile
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
    read_book,
    read_one,
    rows,
    say,
    sheet,
)

LEVELS = [1 + number % 5 for number in range(47)]
HEADER = ["No", "Indikator", "Tingkat Kematangan"]


def test_complete_sheet_gives_every_level_and_its_cell():
    found = read_one([HEADER, *rows(LEVELS)])
    assert levels_of(found) == LEVELS
    assert found.cells["I1"] == "C2"
    assert found.cells["I47"] == "C48"
    assert found.is_sound


def test_header_stands_under_a_letterhead_of_many_rows():
    letterhead = [[f"Baris kop {number}"] for number in range(35)]
    found = read_one([*letterhead, [], HEADER, *rows(LEVELS)])
    assert levels_of(found) == LEVELS
    assert found.cells["I1"] == "C38"


def test_header_below_the_fortieth_row_is_not_looked_for():
    reading = read_book([*[["x"] for _ in range(60)], HEADER, ["a", "b", "c"]])
    assert kinds(reading.file_problems) == [("no-table", None)]


def test_columns_stand_in_any_order():
    found = read_one(
        [["OPD", "Nilai", "Bukti Dukung", "Indikator", "No"]]
        + [["Diskominfo", level, "SK", name, number] for number, name, level in rows(LEVELS)]
    )
    assert levels_of(found) == LEVELS
    assert found.assessment.notes["I5"] == IndicatorNotes(evidence="SK", unit="Diskominfo")


@pytest.mark.parametrize(
    "header",
    [
        "Nilai", "Skor", "Tingkat Kematangan", "TK", "Level", "Capaian", "NILAI INDIKATOR",
        "Tingkat Kematangan (1-5)", "Capaian Level", "Maturity Level", "Score", "Level Kematangan",
        "Nilai TK", "Hasil Penilaian",
    ],
)  # fmt: skip
def test_level_column_is_known_under_any_usual_name(header):
    assert levels_of(read_one([["No", "Indikator", header], *rows(LEVELS)])) == LEVELS


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Penjelasan", "explanation"),
        ("Keterangan", "explanation"),
        ("Explanation", "explanation"),
        ("Data Dukung", "evidence"),
        ("Bukti Dukung", "evidence"),
        ("Evidence", "evidence"),
        ("Link Bukti Dukung", "evidence_link"),
        ("Catatan Asesor", "assessor_note"),
        ("Assessor's note", "assessor_note"),
        ("Rekomendasi", "recommendation"),
        ("Recommendation", "recommendation"),
        ("OPD", "unit"),
        ("PIC", "unit"),
        ("Penanggung Jawab", "unit"),
        ("OPD Pengampu", "unit"),
        ("Perangkat Daerah", "unit"),
        ("Unit", "unit"),
    ],
)
def test_note_columns_are_known_under_any_usual_name(header, field):
    lines = [[*HEADER, header]] + [[*row, f"teks {row[0]}"] for row in rows(LEVELS)]
    found = read_one(lines)
    assert found.assessment.notes["I12"] == IndicatorNotes(**{field: "teks 12"})


@pytest.mark.parametrize(
    "write",
    [int, str, float, "{}.".format, "Indikator {}".format, "I{}".format, "{}.0".format,
     "Indikator-{}".format, "No. {}".format, "D2.A2.I{}".format],
)  # fmt: skip
def test_indicator_is_known_by_its_number_or_code(write):
    found = read_one(
        [["No", "Nilai"]] + [[write(number), level] for number, _, level in rows(LEVELS)]
    )
    assert levels_of(found) == LEVELS
    assert found.assessment.instrument_id == NOW


@pytest.mark.parametrize(
    "drift",
    [
        str.upper,
        lambda name: f"Tingkat Kematangan {name} Instansi Pusat/Pemerintah Daerah",
        lambda name: name.replace(" SPBE", ""),
        lambda name: f"  {name} ",
        lambda name: name.replace("Manajemen", "Managemen").replace("Layanan", "Layana"),
    ],
)
def test_indicator_is_known_by_its_name_with_small_drift(drift):
    found = read_one(
        [["Indikator", "Nilai"]] + [[drift(name), level] for _, name, level in rows(LEVELS)]
    )
    assert levels_of(found) == LEVELS


def test_number_and_name_may_share_one_cell():
    found = read_one(
        [["Indikator", "Nilai"]]
        + [[f"{number}. {name}", level] for number, name, level in rows(LEVELS)]
    )
    assert levels_of(found) == LEVELS


def test_domain_aspect_subtotal_blank_and_note_rows_are_skipped():
    instrument = instruments()[NOW]
    lines: list[list[object]] = [HEADER]
    level = dict(zip(instrument.leaf_codes, LEVELS, strict=True))
    for node in instrument.nodes[1:]:
        if node.code in level:
            lines.append([int(node.number), node.names["id"], level[node.code]])
        elif node.tier == "domain":
            lines += [
                [],
                [node.number, node.names["id"], 3],
                [f"Domain {node.number}", node.names["id"], 2.5],
            ]
        else:
            lines += [
                [f"A{node.number}", node.names["id"], 3],
                ["", f"Aspek {node.number}: {node.names['id']}", 3],
            ]
    lines += [
        ["", "Jumlah", 4],
        ["", "Rata-rata", 3],
        ["Indeks SPBE", "", 2.98],
        [],
        ["Catatan: draf"],
    ]
    found = read_one(lines)
    assert levels_of(found) == LEVELS
    assert kinds(found.problems) == []


def test_line_that_numbers_the_columns_is_no_indicator():
    found = read_one([HEADER, ["(1)", "(2)", "(3)"], *rows(LEVELS)])
    assert levels_of(found) == LEVELS
    found = read_one([HEADER, [1, 2, 3], *rows(LEVELS)])
    assert levels_of(found) == LEVELS
    assert kinds(found.problems) == []


def test_indicator_merged_over_rows_of_evidence_joins_their_texts():
    workbook = sheet(
        [
            ["No", "Indikator", "Nilai", "Bukti Dukung"],
            [12, names()["12"], 3, "Pergub 1"],
            ["", "", "", "SK Tim"],
            ["", "", "", "Notulen"],
            [13, names()["13"], 4, "DPA"],
        ]
    )
    for column in "ABC":
        workbook.active.merge_cells(f"{column}2:{column}4")
    found = read_one(workbook)
    assert found.assessment.levels == {"I12": 3, "I13": 4}
    assert found.assessment.notes["I12"].evidence == "Pergub 1\nSK Tim\nNotulen"
    assert found.assessment.notes["I13"].evidence == "DPA"


def test_rows_of_evidence_are_joined_without_merged_cells_too():
    found = read_one(
        csv_source(
            [
                ["No", "Indikator", "Nilai", "Bukti Dukung"],
                [12, names()["12"], 3, "Pergub 1"],
                ["", "", "", "SK Tim"],
                [13, names()["13"], 4, "DPA"],
            ]
        )
    )
    assert found.assessment.notes["I12"].evidence == "Pergub 1\nSK Tim"


def test_unit_merged_over_indicators_belongs_to_each():
    workbook = sheet(
        [["No", "Indikator", "Nilai", "OPD"]]
        + [[*row, "Diskominfo" if row[0] == 1 else ""] for row in rows(LEVELS[:3])]
    )
    workbook.active.merge_cells("D2:D4")
    found = read_one(workbook)
    assert [notes.unit for notes in found.assessment.notes.values()] == ["Diskominfo"] * 3


def test_one_sheet_per_domain_is_one_assessment():
    workbook = Workbook()
    workbook.remove(workbook.active)
    parts = {"Domain 1": (0, 10), "Domain 2": (10, 20), "Domain 3": (20, 31), "Domain 4": (31, 47)}
    for title, (first, last) in parts.items():
        fill(workbook.create_sheet(), [HEADER, *rows(LEVELS)[first:last]], title)
    found = read_one(workbook)
    assert levels_of(found) == LEVELS
    assert found.cells["I1"] == "C2"
    assert found.cells["I11"] == "Domain 2!C2"


def test_blank_sheet_of_one_domain_is_not_assessed_rather_than_absent():
    workbook = sheet([HEADER, *rows(LEVELS[:10])], "Domain 1")
    blank = [[number, name, None] for number, name, _ in rows(LEVELS)[10:20]]
    fill(workbook.create_sheet(), [HEADER, *blank], "Domain 2")
    found = read_one(workbook)
    assert levels_of(found) == LEVELS[:10] + [None] * 10
    assert kinds(found.problems) == [("missing-level", f"C{row}") for row in range(2, 12)]


def test_sheet_that_repeats_the_same_levels_is_left_out_with_a_warning():
    workbook = sheet([HEADER, *rows(LEVELS)], "Nilai")
    fill(workbook.create_sheet(), [HEADER, *rows(LEVELS)], "Cetak")
    found = read_one(workbook)
    assert levels_of(found) == LEVELS
    assert [say(p) for p in found.problems if p.kind == "repeated-sheet"] == [
        (
            'Lembar "Cetak" mengulang tingkat yang sama dengan lembar "Nilai", jadi '
            "dilewati. Hapus salah satu bila tidak diperlukan."
        )
    ]


def test_sheets_with_different_levels_are_both_shown_and_asked():
    workbook = sheet([HEADER, *rows(LEVELS)], "Versi A")
    fill(workbook.create_sheet(), [HEADER, *rows([5, *LEVELS[1:]])], "Versi B")
    reading = read_book(workbook)
    assert [found.sheet for found in reading.found] == ["Versi A", "Versi B"]
    assert [(q.topic, [o.value for o in q.options]) for q in reading.questions] == [
        ("sheet", ["Versi A", "Versi B"])
    ]
    assert [say(p) for p in reading.file_problems] == [
        (
            "Beberapa lembar memuat penilaian yang sama dengan isi berbeda: Versi A, Versi "
            "B. Pilih salah satu."
        )
    ]


def test_hidden_rows_are_read():
    workbook = sheet([HEADER, *rows(LEVELS)])
    workbook.active.row_dimensions[5].hidden = True
    assert levels_of(read_one(workbook)) == LEVELS


def test_hidden_sheet_is_ignored_where_a_visible_one_fits():
    workbook = sheet([HEADER, *rows(LEVELS)])
    fill(workbook.create_sheet(), [HEADER, *rows([5] * 47)], "Lama").sheet_state = "hidden"
    reading = read_book(workbook)
    assert [levels_of(found) for found in reading.found] == [LEVELS]
    assert kinds(reading.problems) == []


def test_hidden_sheet_is_read_with_a_warning_where_nothing_visible_fits():
    workbook = sheet([["Sampul"]], "Sampul")
    fill(workbook.create_sheet(), [HEADER, *rows(LEVELS)], "Data").sheet_state = "hidden"
    reading = read_book(workbook)
    assert [levels_of(found) for found in reading.found] == [LEVELS]
    assert [say(p) for p in reading.file_problems] == [
        (
            'Tabelnya terbaca dari lembar tersembunyi "Data", karena tidak ada yang cocok '
            "di lembar yang tampak. Periksa apakah memang lembar itu yang dimaksud."
        )
    ]


def test_several_years_side_by_side_are_several_assessments():
    later = LEVELS[::-1]
    reading = read_book(
        [["No", "Indikator", "Nilai 2023", "Nilai 2024"]]
        + [[*row, level] for row, level in zip(rows(LEVELS), later, strict=True)]
    )
    assert [(f.assessment.year, levels_of(f)) for f in reading.found] == [
        (2023, LEVELS),
        (2024, later),
    ]


def test_a_wholly_blank_year_is_none():
    reading = read_book(
        [["No", "Indikator", "2023", "2024", "2025"]]
        + [[*row, row[2], None] for row in rows(LEVELS)]
    )
    assert [found.assessment.year for found in reading.found] == [2023, 2024]


def test_merged_years_over_stages_are_read_with_their_own_notes():
    workbook = sheet(
        [
            ["No", "Indikator", "2023", "", "", "2024", "", ""],
            ["", "", "Mandiri", "Interviu", "Catatan", "Mandiri", "Interviu", "Catatan"],
            *[[n, name, 1, 2, "lama", 3, 4, "baru"] for n, name, _ in rows(LEVELS)],
        ]
    )
    for merged in ("A1:A2", "B1:B2", "C1:E1", "F1:H1"):
        workbook.active.merge_cells(merged)
    reading = read_book(workbook)
    assert [
        (f.assessment.year, f.assessment.stage, set(levels_of(f)), f.assessment.notes["I1"])
        for f in reading.found
    ] == [
        (2023, "self", {1}, IndicatorNotes(assessor_note="lama")),
        (2023, "interview", {2}, IndicatorNotes(assessor_note="lama")),
        (2024, "self", {3}, IndicatorNotes(assessor_note="baru")),
        (2024, "interview", {4}, IndicatorNotes(assessor_note="baru")),
    ]


def test_years_over_stages_are_read_from_csv_without_merged_cells():
    reading = read_book(
        csv_source(
            [
                ["No", "Indikator", "2023", "", "2024", ""],
                ["", "", "Mandiri", "Eksternal", "Mandiri", "Eksternal"],
                *[[n, name, 1, 2, 3, 4] for n, name, _ in rows(LEVELS)],
            ]
        )
    )
    assert [(f.assessment.year, f.assessment.stage, set(levels_of(f))) for f in reading.found] == [
        (2023, "self", {1}),
        (2023, None, {2}),
        (2024, "self", {3}),
        (2024, None, {4}),
    ]


def test_years_may_stand_above_the_row_that_names_the_columns():
    reading = read_book(
        [
            ["", "", "Tahun 2023", "Tahun 2024"],
            ["No", "Indikator", "Nilai", "Nilai"],
            *[[n, name, 2, 3] for n, name, _ in rows(LEVELS)],
        ]
    )
    assert [(f.assessment.year, set(levels_of(f))) for f in reading.found] == [
        (2023, {2}),
        (2024, {3}),
    ]


def test_dokumen_beside_other_stages_is_a_stage_and_alone_it_is_evidence():
    reading = read_book(
        [["No", "Indikator", "Mandiri", "Dokumen", "Interviu", "Akhir"]]
        + [[n, name, 1, 2, 3, 4] for n, name, _ in rows(LEVELS)]
    )
    assert [found.assessment.stage for found in reading.found] == [
        "self", "document", "interview", "final",
    ]  # fmt: skip
    found = read_one(
        [["No", "Indikator", "Nilai", "Dokumen"]] + [[*row, "SK"] for row in rows(LEVELS)]
    )
    assert found.assessment.notes["I1"] == IndicatorNotes(evidence="SK")


def test_rows_of_several_years_under_each_other_are_split_by_their_column():
    reading = read_book(
        [["Tahun", "Instansi", "No", "Nilai"]]
        + [[2023, "Kota Contoh", n, 2] for n in range(1, 48)]
        + [[2024, "Kota Contoh", n, 3] for n in range(1, 48)]
    )
    assert [
        (f.assessment.agency, f.assessment.year, set(levels_of(f)), f.cells["I1"])
        for f in reading.found
    ] == [("Kota Contoh", 2023, {2}, "D2"), ("Kota Contoh", 2024, {3}, "D49")]


def test_tables_under_each_other_with_their_own_headers_are_read_apart():
    reading = read_book(
        [
            ["Penilaian Mandiri Tahun 2023"], HEADER, *rows([2] * 47), [],
            ["Penilaian Mandiri Tahun 2024"], HEADER, *rows([3] * 47),
        ]
    )  # fmt: skip
    assert [(f.assessment.year, f.assessment.stage, set(levels_of(f))) for f in reading.found] == [
        (2023, "self", {2}),
        (2024, "self", {3}),
    ]


def test_header_repeated_on_every_page_does_not_split_the_assessment():
    found = read_one([HEADER, *rows(LEVELS)[:20], HEADER, *rows(LEVELS)[20:]])
    assert levels_of(found) == LEVELS


@pytest.mark.parametrize(
    "write", [int, "I{}".format, "Indikator {}".format, lambda n: names()[str(n)]]
)
def test_one_row_per_assessment_with_a_column_per_indicator(write):
    reading = read_book(
        [
            ["REKAP NILAI"],
            ["No", "Instansi", "Tahun", "Tahap", *[write(n) for n in range(1, 48)], "Indeks"],
            [1, "Kota Contoh", 2023, "Penilaian Mandiri", *[2] * 47, 2.0],
            [2, "Kota Contoh", 2024, "Hasil Akhir", *LEVELS, 2.9],
            ["", "Bobot", "", "", *[float(leaf.weight) for leaf in instruments()[NOW].leaves]],
        ]
    )
    assert [
        (f.assessment.agency, f.assessment.year, f.assessment.stage, levels_of(f))
        for f in reading.found
    ] == [("Kota Contoh", 2023, "self", [2] * 47), ("Kota Contoh", 2024, "final", LEVELS)]
    assert reading.found[1].cells["I1"] == "E4"
    assert reading.problems == ()


def test_wide_sheet_names_its_bad_cells():
    found = read_one([["Tahun", *range(1, 49)], [2024, 6, "", *[3] * 45, 3]])
    assert kinds(found.problems) == [
        ("unknown-indicator", "AW1"),
        ("level-out-of-range", "B2"),
        ("missing-level", "C2"),
    ]


@pytest.mark.parametrize(
    "write",
    [
        int, float, str, "{},0".format, "{}.0".format, "Level {}".format, "Tingkat {}".format,
        "level {}".format, " {} ".format, "Tingkat Kematangan {}".format, "TK {}".format,
        lambda level: ["I", "II", "III", "IV", "V"][level - 1],
        lambda level: f"Level {['I', 'II', 'III', 'IV', 'V'][level - 1]}",
        "{} (sementara)".format, "{} - sementara".format,
        lambda level: f"{level} ({instruments()[NOW].level_name('I1', level, 'id')})",
    ],
)  # fmt: skip
def test_levels_are_read_in_any_spelling(write):
    lines = rows([write(level) for level in LEVELS[:10]])
    assert levels_of(read_one([HEADER, *lines])) == LEVELS[:10]


def test_levels_of_8_2026_have_up_to_two_decimals():
    written = [1.26, "1,26", "1.3", 2, "2,50", 4.75, "Level 3,5"] + [1] * 13
    found = read_one([HEADER, *rows(written, NEXT)])
    assert levels_of(found) == [126, 126, 130, 200, 250, 475, 350] + [100] * 13
    assert found.is_sound


def test_index_column_of_level_times_weight_over_five_is_never_the_level():
    weights = [float(leaf.weight) for leaf in instruments()[NOW].leaves]
    found = read_one(
        [["No", "Indikator", "INDEX", "Bobot", "Nilai"]]
        + [
            [number, name, weight * level / 5, weight, level]
            for (number, name, level), weight in zip(rows(LEVELS), weights, strict=True)
        ]
    )
    assert levels_of(found) == LEVELS
    assert kinds(found.problems) == []


@pytest.mark.parametrize("scale", [1, 0.01, 0.2])
@pytest.mark.parametrize("header", ["Nilai", "Nilai Akhir", "Skor", "Hasil", "Nilai x Bobot"])
def test_product_column_is_never_the_level_whatever_its_header(header, scale):
    weights = [float(leaf.weight) for leaf in instruments()[NOW].leaves]
    found = read_one(
        [["No", "Indikator", header, "TK"]]
        + [
            [number, name, weight * level * scale, level]
            for (number, name, level), weight in zip(rows(LEVELS), weights, strict=True)
        ]
    )
    assert levels_of(found) == LEVELS


ROMAN = ("I", "II", "III", "IV", "V")


@pytest.mark.parametrize("header", ["Skor", "Nilai Akhir"])
@pytest.mark.parametrize(
    "write", ["Level {}".format, "{} (sudah)".format, dict(enumerate(ROMAN, 1)).__getitem__]
)
def test_product_column_is_never_the_level_where_levels_are_words(write, header):
    weights = [float(leaf.weight) for leaf in instruments()[NOW].leaves]
    found = read_one(
        [["No", "Indikator", "Bobot", "Capaian", header]]
        + [
            [number, name, weight, write(level), round(weight * level / 100, 4)]
            for (number, name, level), weight in zip(rows(LEVELS), weights, strict=True)
        ]
    )
    assert levels_of(found) == LEVELS
    assert kinds(found.problems) == []


@pytest.mark.parametrize("header", ["Nilai", "Skor"])
def test_weights_under_a_level_header_are_never_the_level(header):
    weights = [float(leaf.weight) for leaf in instruments()[NOW].leaves]
    lines = [
        [number, name, weight, level]
        for (number, name, level), weight in zip(rows(LEVELS), weights, strict=True)
    ]
    assert levels_of(read_one([["No", "Indikator", header, "TK"], *lines])) == LEVELS
    reading = read_book([["No", "Indikator", header], *[line[:3] for line in lines]])
    assert kinds(reading.problems) == [("no-level-column", "A1")]


def test_target_and_rating_columns_are_never_the_level():
    found = read_one(
        [["No", "Indikator", "Target Level", "Level", "Predikat", "Selisih"]]
        + [[n, name, 5, level, "Baik", 5 - level] for n, name, level in rows(LEVELS)]
    )
    assert levels_of(found) == LEVELS


def test_weights_that_differ_from_the_regulation_are_a_warning():
    weights = [
        3.5 if n > 41 else float(instruments()[NOW].leaves[n - 1].weight) for n in range(1, 48)
    ]
    found = read_one(
        [["No", "Indikator", "Bobot", "Nilai"]]
        + [[n, name, weights[int(n) - 1], level] for n, name, level in rows(LEVELS)]
    )
    assert levels_of(found) == LEVELS
    assert [(p.severity, say(p)) for p in found.problems if p.kind == "weights-differ"] == [
        (
            "warning",
            (
                "Penilaian!C43: bobot 3,50 berbeda dari bobot PermenPANRB 59/2020 untuk "
                "indikator 42 (3,00); 6 baris berbeda. Nilai dihitung dengan bobot peraturan."
            ),
        )
    ]


def test_two_candidate_columns_are_asked_and_the_answer_is_taken():
    from spbe.workbooks.reading import Answers

    lines = [["No", "Indikator", "Nilai", "Skor"]] + [[*row, 2] for row in rows(LEVELS)]
    reading = read_book(lines)
    assert reading.found == ()
    assert [say(p) for p in reading.file_problems] == [
        (
            'Penilaian: lebih dari satu kolom dapat memuat tingkat kematangan: C ("Nilai"), D '
            '("Skor"). Pilih satu kolom, atau hapus yang bukan.'
        )
    ]
    assert [(q.topic, q.sheet, [o.value for o in q.options]) for q in reading.questions] == [
        ("column", "Penilaian", ["C", "D"])
    ]
    found = read_one(lines, Answers(columns={"Penilaian": "D"}))
    assert set(levels_of(found)) == {2}


def test_explanation_evidence_links_comments_notes_recommendation_and_unit_are_carried():
    workbook = sheet(
        [
            ["No", "Indikator", "Nilai", "Penjelasan", "Bukti Dukung",
             "Catatan Pemeriksaan 12 Okt 2024", "Tanggapan", "Rekomendasi", "OPD"],
            [1, names()["1"], 3, "Sudah ada", "Pergub 5/2023", "Kurang lengkap", "Sudah dilengkapi",
             "Reviu tahunan", "Diskominfo"],
            [2, names()["2"], 4, "", "https://contoh.id/a dan https://contoh.id/b", "", "", "", ""],
        ]
    )  # fmt: skip
    workbook.active["E2"].hyperlink = "https://drive.contoh.id/berkas?id=1"
    workbook.active["C2"].comment = Comment("cek lagi", "Budi")
    found = read_one(workbook)
    assert found.assessment.year is None  # a date of a round is no year
    assert found.assessment.notes == {
        "I1": IndicatorNotes(
            explanation="Sudah ada",
            evidence="Pergub 5/2023",
            evidence_link="https://drive.contoh.id/berkas?id=1",
            assessor_note="Catatan Pemeriksaan 12 Okt 2024: Kurang lengkap\n"
            "Tanggapan: Sudah dilengkapi",
            recommendation="Reviu tahunan",
            unit="Diskominfo",
            comment="cek lagi",
        ),
        "I2": IndicatorNotes(
            evidence="https://contoh.id/a dan https://contoh.id/b",
            evidence_link="https://contoh.id/a\nhttps://contoh.id/b",
        ),
    }


def test_comment_on_another_years_level_stays_with_that_year():
    workbook = sheet([["No", "Indikator", "2023", "2024"], [1, names()["1"], 3, 4]])
    workbook.active["C2"].comment = Comment("dari 2023", "Budi")
    reading = read_book(workbook)
    assert [dict(f.assessment.notes) for f in reading.found] == [
        {"I1": IndicatorNotes(comment="dari 2023")},
        {},
    ]


def test_5_2018_splits_indicator_35_and_survives_dates():
    lines = rows([3] * 37, OLD)
    for line in lines:
        if str(line[0]).startswith("35-"):
            line[0] = datetime.date(1935, int(str(line[0])[-1]), 1)
    found = read_one([HEADER, *lines])
    assert found.assessment.instrument_id == OLD
    assert levels_of(found) == [3] * 37
    assert next(say(p) for p in found.problems if p.kind == "number-as-date") == (
        "Penilaian!A36: nomor indikator telah berubah menjadi tanggal (1935-01-01); dibaca sebagai "
        "35-1. Tulis nomornya sebagai teks."
    )


def test_row_35_beside_35_2_is_the_first_of_the_three():
    lines = rows([3] * 34 + [1, 2, 4], OLD)
    lines[34][0] = 35
    assert levels_of(read_one([HEADER, *lines]))[34:] == [1, 2, 4]


def test_code_of_the_sum_above_a_part_is_not_the_first_of_the_three():
    lines = [["I35", "Layanan Publik Instansi Pemerintah", 4], ["35-2", "Layanan Publik 2", 4]]
    assert read_one([HEADER, *lines]).assessment.levels == {"I35-2": 4}


def test_row_35_above_its_three_parts_is_their_sum():
    lines = rows([3] * 34 + [1, 2, 4], OLD)
    lines.insert(34, [35, "Layanan Publik Instansi Pemerintah", 2.33])
    assert levels_of(read_one([HEADER, *lines])) == [3] * 34 + [1, 2, 4]


@pytest.mark.parametrize("instrument", [OLD, NOW, NEXT])
def test_instrument_is_known_by_numbers_and_names(instrument):
    count = len(instruments()[instrument].leaves)
    found = read_one([HEADER, *rows([3] * count, instrument)])
    assert found.assessment.instrument_id == instrument


def test_rows_without_header_are_read_by_their_content():
    text = "\n".join(f"{n}\t{name}\t{level}" for n, name, level in rows(LEVELS))
    found = read_one(SourceFile.from_text(text))
    assert levels_of(found) == LEVELS


def test_rows_copied_with_several_number_columns_are_asked():
    text = "\n".join(f"{n}\t{name}\t{level}\t2" for n, name, level in rows(LEVELS))
    reading = read_book(SourceFile.from_text(text))
    assert [q.topic for q in reading.questions] == ["column"]


def test_lines_of_a_message_are_read():
    text = "\n".join(f"{n}. {name}: {level}" for n, name, level in rows(LEVELS[:5]))
    found = read_one(SourceFile.from_text(f"Yth. Bapak/Ibu, nilai kami:\n{text}\nTerima kasih"))
    assert levels_of(found) == LEVELS[:5]
