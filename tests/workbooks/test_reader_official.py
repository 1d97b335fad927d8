"""Official levels come back whole from the sheets that teams make of them."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest
from openpyxl import Workbook

from spbe.workbooks.reader import read
from spbe.workbooks.reading import SourceFile
from spbe.workbooks.template import build_template
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
    sheet,
)

_RESULTS = Path(__file__).parents[2] / "data" / "results"


def load_rows(name: str) -> list[dict[str, str]]:
    with (_RESULTS / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def bandar_lampung() -> dict[int, list[int]]:
    levels: dict[int, list[int]] = {}
    for row in load_rows("bandar-lampung-levels.csv"):
        levels.setdefault(int(row["year"]), []).append(int(row["level"]))
    return levels


def test_bandar_lampung_in_one_messy_sheet_of_four_years():
    levels = bandar_lampung()
    instrument = instruments()[NOW]
    lines: list[list[object]] = [
        ["PEMERINTAH KOTA BANDAR LAMPUNG"],
        ["DINAS KOMUNIKASI DAN INFORMATIKA"],
        ["Nomor: 800/15/III.20/2025"],
        ["Hasil Akhir Evaluasi SPBE menurut PermenPANRB Nomor 59 Tahun 2020"],
        [],
        ["No", "Indikator", "Bobot", "Tingkat Kematangan", "", "", "", "OPD", "INDEX"],
        ["", "", "", *levels, "", ""],
    ]
    spelled = ["{}", "Level {}", "{},0", "Tingkat {}"]
    position = {code: number for number, code in enumerate(instrument.leaf_codes)}
    for node in instrument.nodes[1:]:
        if node.code not in position:
            lines.append(
                ["", f"{node.tier.title()} {node.number} {node.names['id']}", "", 2, 2, 2, 3]
            )
            continue
        at = position[node.code]
        values = [how.format(levels[year][at]) for how, year in zip(spelled, levels, strict=True)]
        weight = float(node.weight)
        lines.append(
            [
                f"{node.number}.",
                node.names["id"].upper(),
                weight,
                *values,
                "Diskominfo",
                weight * 3 / 5,
            ]
        )
    lines.append(["", "Indeks SPBE", 100, 1.2, 1.9, 2.1, 2.98])
    workbook = sheet(lines)
    workbook.active.merge_cells("D6:G6")
    reading = read_book(workbook)
    assert {f.assessment.year: levels_of(f) for f in reading.found} == levels
    assert {(f.assessment.agency, f.assessment.stage) for f in reading.found} == {
        ("Pemerintah Kota Bandar Lampung", "final")
    }
    assert kinds(reading.problems) == []


def test_bandar_lampung_with_a_workbook_per_year_and_a_sheet_per_domain():
    instrument = instruments()[NOW]
    for year, levels in bandar_lampung().items():
        by_code = dict(zip(instrument.leaf_codes, levels, strict=True))
        workbook = Workbook()
        workbook.remove(workbook.active)
        for domain in instrument.children[instrument.root.code]:
            codes = instrument.leaf_codes_below[domain.code]
            lines = [[domain.names["id"]], [], ["Nama Indikator", "Capaian", "PIC"]]
            lines += [[instrument.node_by_code[c].names["id"], by_code[c], "OPD"] for c in codes]
            fill(workbook.create_sheet(), lines, domain.code)
        found = read_one(workbook, name=f"SPBE {year} Kota Bandar Lampung.xlsx")
        assert levels_of(found) == levels
        assert (found.assessment.agency, found.assessment.year) == ("Kota Bandar Lampung", year)


def test_bandar_lampung_with_one_row_per_year():
    levels = bandar_lampung()
    reading = read_book(
        csv_source(
            [["Tahun", *[f"I{n}" for n in range(1, 48)]], *[[y, *ls] for y, ls in levels.items()]]
        )
    )
    assert {f.assessment.year: levels_of(f) for f in reading.found} == levels


def test_the_files_of_official_levels_are_themselves_readable():
    reading = read(_RESULTS / "bandar-lampung-levels.csv", instruments())
    assert {f.assessment.year: levels_of(f) for f in reading.found} == bandar_lampung()
    reading = read(_RESULTS / "denpasar-2018-levels.csv", instruments())
    assert [(f.assessment.instrument_id, f.assessment.stage) for f in reading.found] == [
        (OLD, None),
        (OLD, "self"),
    ]
    external = [int(row["level_external"]) for row in load_rows("denpasar-2018-levels.csv")]
    assert levels_of(reading.found[0]) == external


def test_denpasar_2018_as_a_sheet():
    rows = load_rows("denpasar-2018-levels.csv")
    lines = [["No", "Indikator", "Nilai Mandiri", "Nilai Eksternal"]]
    lines += [
        [r["no"], r["indicator"], int(r["level_self"]), int(r["level_external"])] for r in rows
    ]
    reading = read_book(lines, name="Kota Denpasar 2018.xlsx")
    assert [(f.assessment.stage, levels_of(f)) for f in reading.found] == [
        ("self", [int(r["level_self"]) for r in rows]),
        (None, [int(r["level_external"]) for r in rows]),
    ]
    assert {f.assessment.instrument_id for f in reading.found} == {OLD}


def test_aceh_tengah_2026_as_a_sheet():
    rows = load_rows("pemdi-aceh-tengah-2026-levels.csv")
    lines = [
        ["Hasil Interviu Pemdi Kabupaten Aceh Tengah Tahun 2026"],
        ["No", "Indikator", "Bobot", "Nilai"],
    ]
    lines += [
        [
            r["indicator_no"],
            names(NEXT)[r["indicator_no"]],
            r["indicator_weight"],
            r["score"].replace(".", ","),
        ]
        for r in rows
    ]
    found = read_one(csv_source(lines))
    assert found.assessment.instrument_id == NEXT
    assert levels_of(found) == [round(float(r["score"]) * 100) for r in rows]
    assert (found.assessment.agency, found.assessment.year, found.assessment.stage) == (
        "Kabupaten Aceh Tengah", 2026, "interview",
    )  # fmt: skip
    assert kinds(found.problems) == []


@pytest.mark.parametrize("instrument", [OLD, NOW, NEXT])
@pytest.mark.parametrize("language", ["id", "en"])
def test_own_template_is_known_and_untouched(instrument, language):
    data = build_template(instruments()[instrument], language, "Kota Contoh", [(2024, "final")])
    reading = read(SourceFile("templat.xlsx", data), instruments())
    assert [problem.kind for problem in reading.problems] == ["untouched"]


@pytest.mark.parametrize("instrument", [OLD, NOW, NEXT])
def test_order_of_rows_and_columns_does_not_matter(instrument):
    shuffle = random.Random(7).shuffle
    leaves = instruments()[instrument].leaves
    scale = instruments()[instrument].level_scale
    levels = {leaf.code: (1 + at % 5) * scale for at, leaf in enumerate(leaves)}
    header = ["No", "Indikator", "Nilai", "Bobot", "Bukti Dukung", "OPD"]
    lines = [
        [
            leaf.number,
            leaf.names["id"],
            levels[leaf.code] // scale,
            float(leaf.weight),
            leaf.code,
            "X",
        ]
        for leaf in leaves
    ]
    expected = read_one([header, *lines]).assessment
    assert expected.levels == levels
    for _ in range(5):
        order = list(range(len(header)))
        shuffle(order)
        shuffle(lines)
        table = [[line[at] for at in order] for line in [header, *lines]]
        assert read_one(table).assessment == expected
