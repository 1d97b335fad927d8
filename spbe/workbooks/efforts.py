"""The efforts of the level steps as a workbook: out for the team to fill in, and back."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from fractions import Fraction

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.datavalidation import DataValidation

from spbe.model.effort import EFFORT_CLASSES, LARGEST_EFFORT, EffortClass, EffortTable
from spbe.model.instrument import Instrument
from spbe.text.translator import LANGUAGES, Message, Translator, message
from spbe.workbooks.faults import shorten_text
from spbe.workbooks.files import load_grids
from spbe.workbooks.grid import CellValue, Grid, address, column_letters
from spbe.workbooks.indicators import index_of
from spbe.workbooks.reading import Problem, SourceFile

CLASS_NAMES: Mapping[EffortClass, Message] = {
    "document": message("dokumen ada"),
    "decree": message("perlu SK/Pergub"),
    "application": message("perlu bangun/ubah aplikasi"),
}
_STEPS, _CLASSES = message("Usaha"), message("Kelas usaha")
EXPECTED_NUMBER = message("bilangan di atas 0 sampai {most}", most=LARGEST_EFFORT)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?", re.ASCII)
_LONGEST = 24
"""Characters of a number: as many as a cell of Excel can show."""
_FIRST_LEVEL_COLUMN = 2


def build_efforts(instrument: Instrument, efforts: EffortTable, text: Translator) -> bytes:
    """Write the efforts as a workbook: one row per indicator, one column per level reached."""
    book = Workbook()
    sheet = book.active
    sheet.title = text(_STEPS)
    levels = range(instrument.level_minimum + 1, instrument.level_maximum + 1)
    head = [text("No"), text("Indikator"), *(text("Tingkat {level}", level=n) for n in levels)]
    sheet.append(head)
    for leaf in instrument.leaves:
        cells = [_write(efforts.steps.get((leaf.code, level)), text) for level in levels]
        sheet.append([leaf.number, leaf.names[text.language], *cells])
    last = column_letters(_FIRST_LEVEL_COLUMN + len(levels) - 1)
    choice = DataValidation(
        type="list",
        formula1=f"'{text(_CLASSES)}'!$A$2:$A${len(EFFORT_CLASSES) + 1}",
        allow_blank=True,
        showErrorMessage=False,
    )
    choice.add(f"C2:{last}{len(instrument.leaves) + 1}")
    sheet.add_data_validation(choice)
    sheet.freeze_panes = "C2"
    sheet.column_dimensions["B"].width = 56
    for n in range(len(levels)):
        sheet.column_dimensions[column_letters(_FIRST_LEVEL_COLUMN + n)].width = 24
    classes = book.create_sheet(text(_CLASSES))
    classes.append([text("Kelas"), text("Usaha")])
    for name in EFFORT_CLASSES:
        classes.append([text(CLASS_NAMES[name]), _number(efforts.classes[name])])
    classes.append([text("lainnya"), _number(efforts.other)])
    classes.column_dimensions["A"].width = 34
    for each in (sheet, classes):
        for cell in each[1]:
            cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _write(step: EffortClass | Fraction | None, text: Translator) -> str | int | float | None:
    if step is None:
        return None
    return _number(step) if isinstance(step, Fraction) else text(CLASS_NAMES[step])


def _number(effort: Fraction) -> int | float:
    return effort.numerator if effort.denominator == 1 else float(effort)


def read_efforts(source: SourceFile, instrument: Instrument) -> tuple[EffortTable, list[Problem]]:
    """Read a workbook of efforts in either language; blank cells are left to the default.

    A cell holds a class by its name or a number above 0. Every cell that holds anything else is a
    problem, and so is an indicator that stands there twice, or a number beside the name of another
    indicator: which of them is meant is not guessed. The efforts of the sound rows are given all
    the same.
    """
    grids, problems = load_grids(source)
    table = EffortTable()
    classes, other = dict(table.classes), table.other
    steps: dict[tuple[str, int], EffortClass | Fraction] = {}
    has_steps = False
    for grid in grids:
        if _is_named(grid, _CLASSES):
            other = _read_classes(grid, classes, other, problems, source.name)
        elif _is_named(grid, _STEPS) or not has_steps:
            columns = _level_columns(grid, instrument)
            if columns:
                has_steps = True
                _read_steps(grid, instrument, columns, steps, problems, source.name)
    if grids and not has_steps:
        sentence = message(
            "Tidak ada tabel usaha: baris pertamanya harus memuat No, Indikator, dan Tingkat 2 "
            "sampai tingkat tertinggi. Unduh templatnya dari Menuju Target."
        )
        problems.append(Problem("error", "no-table", sentence, file=source.name))
    return EffortTable(classes, steps, other), problems


def read_effort(said: str) -> EffortClass | Fraction | None:
    """Read a class by its name in either language, or a number above 0; None where it is neither.

    Numbers are rounded to hundredths.
    """
    wanted = " ".join(said.split()).casefold()
    for language in LANGUAGES:
        for name, known in CLASS_NAMES.items():
            if Translator(language)(known).casefold() == wanted:
                return name
    return _read_number(said)


def _is_named(grid: Grid, name: Message) -> bool:
    return grid.name in {Translator(language)(name) for language in LANGUAGES}


def _level_columns(grid: Grid, instrument: Instrument) -> dict[int, int]:
    """Find the column of each level reached in the first row."""
    columns = {}
    for column in range(
        grid.first_column, grid.first_column + len(grid.rows[0] if grid.rows else ())
    ):
        words = str(grid.value(0, column)).split()
        level = int(words[-1]) if words and words[-1].isdecimal() else None
        if level is not None and instrument.level_minimum < level <= instrument.level_maximum:
            columns[level] = column
    return columns


def _read_steps(
    grid: Grid,
    instrument: Instrument,
    columns: Mapping[int, int],
    steps: dict[tuple[str, int], EffortClass | Fraction],
    problems: list[Problem],
    file: str,
) -> None:
    for row, code in _find_rows(grid, instrument, problems, file):
        for level, column in columns.items():
            said = _plain(grid.value(row, column))
            if not said:
                _check_blank(grid, (row, column), problems, file)
                continue
            effort = read_effort(said)
            if effort is None:
                sentence = message(
                    '"{found}" bukan usaha. Isi {expected}, atau salah satu dari: {names}.',
                    found=said,
                    expected=EXPECTED_NUMBER,
                    names=_list_classes(),
                )
                problems.append(_problem(grid, (row, column), file, said, sentence))
            else:
                steps[code, level] = effort


def _find_rows(
    grid: Grid, instrument: Instrument, problems: list[Problem], file: str
) -> list[tuple[int, str]]:
    """Find the row of each indicator; none for what stands there twice or contradicts itself."""
    codes = {leaf.number: leaf.code for leaf in instrument.leaves}
    index = index_of(instrument)
    rows_by_code: dict[str, list[int]] = {}
    contradicted = set()
    for row in range(1, grid.first_row + len(grid.rows)):
        number = _plain(grid.value(row, 0))
        if not number:
            _check_blank(grid, (row, 0), problems, file)
            continue
        code = codes.get(number.removeprefix("I"))
        if code is None:
            sentence = message(
                '"{found}" bukan nomor indikator {instrument}.',
                found=number,
                instrument=instrument.regulation_short,
            )
            problems.append(_problem(grid, (row, 0), file, number, sentence))
            continue
        name = _plain(grid.value(row, 1))
        named = index.find_by_name(name)
        if named is not None and named != code:
            sentence = message(
                'Nomor {number} di samping nama "{name}", yang bernomor {other}. Samakan nomor dan '
                "namanya; usaha di baris ini tidak dipakai.",
                number=number,
                name=shorten_text(name),
                other=instrument.node_by_code[named].number,
            )
            problems.append(_problem(grid, (row, 0), file, number, sentence))
            contradicted.add(row)
        rows_by_code.setdefault(code, []).append(row)
    for rows in rows_by_code.values():
        for row in rows[1:]:
            number = _plain(grid.value(row, 0))
            sentence = message(
                "Nomor {number} sudah ada di {first}. Sisakan satu baris; usaha keduanya tidak "
                "dipakai.",
                number=number,
                first=address(rows[0], 0),
            )
            problems.append(_problem(grid, (row, 0), file, number, sentence))
    return [
        (rows[0], code)
        for code, rows in rows_by_code.items()
        if len(rows) == 1 and rows[0] not in contradicted
    ]


def _read_classes(
    grid: Grid,
    classes: dict[str, Fraction],
    other: Fraction,
    problems: list[Problem],
    file: str,
) -> Fraction:
    for row in range(1, grid.first_row + len(grid.rows)):
        name, said = _plain(grid.value(row, 0)), _plain(grid.value(row, 1))
        if not name:
            continue
        wanted = _find_class(name)
        if wanted is None:
            sentence = message(
                '"{found}" bukan kelas usaha. Nama kelasnya tetap: {names}, lainnya.',
                found=name,
                names=_list_classes(),
            )
            problems.append(_problem(grid, (row, 0), file, name, sentence))
            continue
        effort = _read_number(said)
        if effort is not None and wanted == "other":
            other = effort
        elif effort is not None:
            classes[wanted] = effort
        elif said or not _check_blank(grid, (row, 1), problems, file):
            sentence = message('"{found}" bukan {expected}.', found=said, expected=EXPECTED_NUMBER)
            problems.append(_problem(grid, (row, 1), file, said, sentence))
    return other


def _find_class(name: str) -> str | None:
    """Find the class that a row is about, "other" for the rest; None where it is about none."""
    names: dict[str, Message] = dict(CLASS_NAMES.items()) | {"other": message("lainnya")}
    for language in LANGUAGES:
        for code, known in names.items():
            if Translator(language)(known).casefold() == " ".join(name.split()).casefold():
                return code
    return None


def _list_classes() -> str:
    return ", ".join(Translator("id")(name) for name in CLASS_NAMES.values())


def _check_blank(grid: Grid, place: tuple[int, int], problems: list[Problem], file: str) -> bool:
    """Note a cell that only looks blank: a formula without a stored value, or an error value."""
    fault = grid.fault(*place)
    if fault is None:
        return False
    sentence = message(
        '"{found}" tidak mempunyai nilai. Buka dan simpan berkasnya di Excel, atau tulis '
        "bilangannya.",
        found=shorten_text(fault[1]),
    )
    problems.append(_problem(grid, place, file, fault[1], sentence))
    return True


def _problem(
    grid: Grid, place: tuple[int, int], file: str, found: str, sentence: Message
) -> Problem:
    return Problem("error", "bad-effort", sentence, file, grid.name, address(*place), found)


def _plain(value: CellValue) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _read_number(said: str) -> Fraction | None:
    if len(said) > _LONGEST or not _NUMBER.fullmatch(said):
        return None
    hundredths = round(Fraction(said.replace(",", ".")) * 100)
    return Fraction(hundredths, 100) if 0 < hundredths <= LARGEST_EFFORT * 100 else None
