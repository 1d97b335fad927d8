"""How fast a sheet is read, checked and scored, beside the bare library and pandas."""

from __future__ import annotations

import io
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from benchmarks.rows import Row, compare, time_in_turns
from spbe.catalogue.instruments import load_instruments
from spbe.model.instrument import Instrument
from spbe.model.scoring import Scores, score_assessment
from spbe.workbooks.reader import read
from spbe.workbooks.reading import SourceFile

ROUNDS = 200
HEADERS = (
    "No",
    "Indikator",
    "Tingkat Kematangan",
    "Penjelasan",
    "Bukti Dukung",
    "Catatan Asesor",
    "Rekomendasi",
    "OPD",
)


def measure() -> list[Row]:
    """Measure the whole way from bytes to scores; raises AssertionError where a level is lost."""
    instruments = load_instruments()
    instrument = instruments["permenpanrb-59-2020"]
    rows = []
    with TemporaryDirectory() as folder:
        for columns, goal in ((len(HEADERS), 4.0), (3, 6.0)):
            source = SourceFile("nilai-2024.xlsx", _build_sheet(instrument, columns))
            path = Path(folder) / source.name
            path.write_bytes(source.data)
            _check(_read_and_score(source, instruments, instrument), instrument)

            def run(source: SourceFile = source) -> object:
                return _read_and_score(source, instruments, instrument)

            def bare(data: bytes = source.data) -> object:
                workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
                return workbook.get_sheet_by_index(0).to_python()

            def pandas_read(data: bytes = source.data) -> object:
                return pd.read_excel(io.BytesIO(data), engine="openpyxl")

            name = f"sheet of {columns} columns: read, check, score"
            rows.append(compare(f"{name} / bare calamine", *time_in_turns(run, bare, ROUNDS), goal))
            if columns == len(HEADERS):
                times = time_in_turns(run, pandas_read, ROUNDS // 8)
                rows.append(compare(f"{name} / pandas with openpyxl", *times, 0.25))
    return rows


def _read_and_score(
    source: SourceFile, instruments: dict[str, Instrument], instrument: Instrument
) -> Scores:
    [assessment] = read(source, instruments).assessments
    return score_assessment(instrument, assessment)


def _build_sheet(instrument: Instrument, columns: int) -> bytes:
    """Build a complete sheet of one row per indicator, notes in every row."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.append(["Penilaian Mandiri SPBE Pemerintah Kota Contoh Tahun 2024"])
    sheet.append(HEADERS[:columns])
    for number, leaf in enumerate(instrument.leaves, start=1):
        notes = [
            f"Penjelasan indikator {number}: kebijakan sudah ditetapkan dan dijalankan. " * 2,
            f"SK Nomor {number} tentang penerapan SPBE, halaman {number}",
            f"Catatan {number}: lengkapi notula reviu tahunan.",
            f"Rekomendasi {number}: lakukan reviu dan evaluasi berkala.",
            f"Dinas {number % 7 + 1}",
        ]
        sheet.append([number, leaf.names["id"], number % 5 + 1, *notes][:columns])
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _check(scores: Scores, instrument: Instrument) -> None:
    levels = {leaf.code: n % 5 + 1 for n, leaf in enumerate(instrument.leaves, start=1)}
    weights = {leaf.code: leaf.weight for leaf in instrument.leaves}
    total = sum(weights[code] * level for code, level in levels.items())
    assert scores.exact[instrument.root.code] == total / sum(weights.values())
