"""Whatever stands in a sheet, the reader answers; what it reads does not hang on the order."""

from __future__ import annotations

import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from spbe.workbooks.grid import Grid
from spbe.workbooks.reader import read_grids
from spbe.workbooks.reading import Answers
from tests.workbooks.books import NOW, instruments, names, say

HEADERS = [
    "No", "Indikator", "Nilai", "Tingkat Kematangan", "Bobot", "2023", "2024", "Mandiri",
    "Interviu", "Penjelasan", "Bukti Dukung", "Tautan", "Catatan Asesor", "Rekomendasi", "OPD",
    "Tahun", "Tahap", "Instansi", "Nilai x Bobot", "Eksternal", "Rekap", "Indikator 12", "35-1",
    "Level 3", "III", "Domain 1", "Jumlah", "Tahun 2024", "Kota Contoh",
]  # fmt: skip
WORDS = st.sampled_from([*HEADERS, *names().values()])
CELLS = st.one_of(
    WORDS,
    st.just(""),
    st.integers(-2, 60),
    st.floats(allow_nan=True, allow_infinity=True),
    st.booleans(),
    st.text(max_size=12),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)
RANGES = st.tuples(st.integers(0, 8), st.integers(0, 6), st.integers(0, 9), st.integers(0, 8))


@st.composite
def grids(draw):
    position = st.tuples(st.integers(0, 14), st.integers(0, 9))
    return Grid(
        name=draw(st.sampled_from(["Penilaian", "Rekap", "2024", "Indikator 1", ""])),
        rows=draw(st.lists(st.lists(CELLS, max_size=7), max_size=12)),
        first_row=draw(st.integers(0, 3)),
        first_column=draw(st.integers(0, 3)),
        is_hidden=draw(st.booleans()),
        merged=draw(st.lists(RANGES, max_size=3)),
        links=draw(st.dictionaries(position, st.text(max_size=5), max_size=3)),
        comments=draw(st.dictionaries(position, st.text(max_size=5), max_size=3)),
        find_fault=lambda row, column: ("error", "#N/A") if (row + column) % 7 == 0 else None,
    )


ANSWERS = st.builds(
    Answers,
    sheet=st.sampled_from([None, None, "Penilaian"]),
    instrument=st.sampled_from([None, NOW, "lain"]),
    agency=st.sampled_from([None, "Kota Contoh"]),
    year=st.sampled_from([None, 2024]),
    stage=st.sampled_from([None, "self", "lain"]),
    columns=st.dictionaries(
        st.just("Penilaian"), st.sampled_from(["C", "ZZ", "1", ""]), max_size=1
    ),
    corrections=st.dictionaries(
        st.tuples(st.just("Penilaian"), st.sampled_from(["C2", "A3", "x"])),
        st.sampled_from([None, 3, 9]),
    ),
)


@settings(max_examples=250)
@given(st.lists(grids(), max_size=3), ANSWERS)
def test_reading_never_raises_and_every_problem_is_a_sentence(sheets, answers):
    reading = read_grids(sheets, "berkas.xlsx", instruments(), answers)
    assert reading.found or reading.problems
    for problem in reading.problems:
        assert say(problem)[-1] in ".!"
    for found in reading.found:
        instrument = instruments()[found.assessment.instrument_id]
        for code, units in found.assessment.levels.items():
            assert code in instrument.leaf_codes
            assert units is None or instrument.lowest_units <= units <= instrument.highest_units
            assert code in found.cells


def _table(width: int):
    """A header and rows of real indicators with faulty cells among them."""
    body = st.lists(
        st.tuples(
            st.sampled_from(list(names().items())), st.lists(CELLS, min_size=width, max_size=width)
        ),
        min_size=1,
        max_size=12,
        unique_by=lambda row: row[0][0],
    )
    header = st.lists(st.sampled_from(HEADERS), min_size=width, max_size=width)
    return st.tuples(header, body)


@settings(max_examples=200)
@given(_table(3))
def test_tables_with_any_values_never_raise(table):
    header, body = table
    lines = [["No", "Indikator", *header]]
    lines += [[number, name, *cells] for (number, name), cells in body]
    reading = read_grids([Grid("Penilaian", lines)], "berkas.xlsx", instruments())
    assert reading.found or reading.problems


@given(
    st.permutations(range(4)),
    st.permutations(list(names().items())[:20]),
    st.lists(st.sampled_from([1, 2, 3, 4, 5, None]), min_size=20, max_size=20),
)
def test_order_of_rows_and_columns_changes_nothing(columns, order, levels):
    level_of = dict(zip(list(names())[:20], levels, strict=True))

    def read(pairs, order_of_columns):
        lines = [["No", "Indikator", "Nilai", "OPD"]]
        lines += [[float(n), name, level_of[n] or "", f"OPD {n}"] for n, name in pairs]
        grid = Grid("Penilaian", [[line[c] for c in order_of_columns] for line in lines])
        reading = read_grids([grid], "berkas.xlsx", instruments())
        return [found.assessment for found in reading.found]

    assert read(order, columns) == read(list(names().items())[:20], range(4))


@given(st.datetimes(min_value=datetime.datetime(1900, 1, 1)))
def test_a_date_is_never_a_level(moment):
    lines = [["No", "Indikator", "Nilai"], [1.0, names()["1"], moment]]
    reading = read_grids([Grid("Penilaian", lines)], "berkas.xlsx", instruments())
    assert [p.kind for p in reading.problems if p.severity == "error"] == ["level-date"]
