"""Read the workbook that agencies filled in in 2018: option buttons, one sheet per indicator.

The buttons of `Indikator 1` … `Indikator 35-3` write 1 to 6 into column E of the hidden sheet
`Rekap`; the level is one less. Explanation and evidence stand in rows 9 and 10 of each sheet; what
stands below is left over. `Rekap!K4` is the form's own index.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from spbe.model.assessment import IndicatorNotes
from spbe.model.instrument import Instrument
from spbe.model.scoring import round_half_up
from spbe.text.translator import message
from spbe.workbooks.agencies import find_agency
from spbe.workbooks.columns import Column
from spbe.workbooks.drafts import Draft
from spbe.workbooks.faults import cell_problem, place, say_number
from spbe.workbooks.grid import Grid, address
from spbe.workbooks.indicators import index_of, read_number
from spbe.workbooks.level_cells import say_fault
from spbe.workbooks.levels import describe_expected
from spbe.workbooks.merged import MergedCells
from spbe.workbooks.notes import NoteReader
from spbe.workbooks.reading import Answers, Problem
from spbe.workbooks.rows import MatchedRow
from spbe.workbooks.stages import find_stages
from spbe.workbooks.wording import cell_text, is_blank, normalise
from spbe.workbooks.years import find_years

FORM_INSTRUMENT = "permenpanrb-5-2018"
_NUMBER_COLUMN, _BUTTON_COLUMN = 2, 4
_INDEX_CELL = (3, 10)
_INDICATOR_SHEET = re.compile(r"indikator\s+(\d{1,2}(?:-\d)?)", re.IGNORECASE)
_FEWEST_SHEETS = 10
_NOTE_ROWS = {"penjelasan": (8, "explanation"), "data dukung": (9, "evidence")}


def is_form(grids: Sequence[Grid]) -> bool:
    """Tell whether these are the sheets of the form."""
    return _find_summary(grids) is not None and len(_indicator_sheets(grids)) >= _FEWEST_SHEETS


def read_form(
    grids: Sequence[Grid], file: str, instrument: Instrument, answers: Answers
) -> Draft | None:
    """Read the form as one assessment; None where no button was pressed and nothing written."""
    summary = _find_summary(grids)
    if summary is None:
        return None
    stem = PurePath(file).stem
    years, stages = find_years(stem), find_stages(normalise(stem))
    draft = Draft(
        instrument,
        _read_agency(grids) or find_agency([stem]),
        next(iter(years)) if len(years) == 1 else None,
        next(iter(stages)) if len(stages) == 1 else None,
        summary.name,
    )
    buttons = _read_buttons(summary, draft, answers)
    _read_notes(grids, draft)
    is_pressed = any(button != 1 for button in buttons) or bool(draft.problems)
    corrected = any(sheet == summary.name for sheet, _ in answers.corrections)
    if not draft.notes and not is_pressed and not corrected:
        return None
    _check_index(summary, draft)
    return draft


def _find_summary(grids: Sequence[Grid]) -> Grid | None:
    return next((grid for grid in grids if grid.name.strip().casefold() == "rekap"), None)


def _indicator_sheets(grids: Sequence[Grid]) -> Mapping[str, Grid]:
    sheets = {}
    for grid in grids:
        match = _INDICATOR_SHEET.fullmatch(grid.name.strip())
        if match:
            sheets[match[1]] = grid
    return sheets


def _read_agency(grids: Sequence[Grid]) -> str | None:
    """Read the agency on the sheet `Identitas`; its dotted line is no name."""
    identity = next((g for g in grids if g.name.strip().casefold() == "identitas"), None)
    if identity is None:
        return None
    for row in range(identity.first_row, identity.first_row + len(identity.rows)):
        cells = [cell_text(v) for v in identity.rows[row - identity.first_row]]
        if not any(normalise(text).startswith("nama instansi") for text in cells):
            continue
        for text in reversed(cells):
            name = text.strip(" .…:_\xa0")
            if name and not normalise(text).startswith("nama instansi"):
                return name
    return None


def _read_buttons(summary: Grid, draft: Draft, answers: Answers) -> list[int]:
    """Read column E row by row; give the buttons that were readable."""
    by_number = index_of(draft.instrument).code_by_number
    corrections = {
        cell: units for (sheet, cell), units in answers.corrections.items() if sheet == summary.name
    }
    buttons = []
    for row in range(summary.first_row, summary.first_row + len(summary.rows)):
        code = by_number.get(read_number(summary.value(row, _NUMBER_COLUMN)) or "")
        if code is None or code in draft.levels:
            continue
        cell = address(row, _BUTTON_COLUMN)
        draft.cells[code] = cell
        draft.levels[code] = None
        if cell in corrections:
            draft.levels[code] = corrections[cell]
            continue
        value = summary.value(row, _BUTTON_COLUMN)
        button = _whole(value)
        highest = draft.instrument.level_maximum - draft.instrument.level_minimum + 1
        if button is not None and 1 <= button <= highest:
            draft.levels[code] = draft.instrument.level_minimum + button - 1
            buttons.append(button)
        else:
            draft.problems.append(_button_problem(summary, row, code, draft.instrument))
    return buttons


def _whole(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float) and value == int(value):
        return int(value)
    if isinstance(value, str) and value.strip().isdecimal() and len(value.strip()) < 4:
        return int(value)
    return None


def _button_problem(summary: Grid, row: int, code: str, instrument: Instrument) -> Problem:
    cell = address(row, _BUTTON_COLUMN)
    where = place(summary.name, cell)
    value = summary.value(row, _BUTTON_COLUMN)
    number = instrument.node_by_code[code].number
    if is_blank(value):
        fault = summary.fault(row, _BUTTON_COLUMN)
        if fault is not None:
            sentence = say_fault(fault[0], where, fault[1], describe_expected(instrument))
            return cell_problem(
                "error", f"level-{fault[0]}", summary.name, cell, sentence, fault[1], code
            )
        sentence = message(
            "{place}: indikator {number} belum dinilai. Isi tingkat kematangannya bila sudah ada.",
            place=where,
            number=number,
        )
        return cell_problem("warning", "missing-level", summary.name, cell, sentence, code=code)
    sentence = message(
        '{place}: "{found}" bukan pilihan 1–6 dari formulir 2018 (pilihan 1 adalah tingkat 0). '
        'Pilih lagi tingkatnya di lembar "Indikator {number}".',
        place=where,
        found=cell_text(value),
        number=number,
    )
    return cell_problem(
        "error", "form-button", summary.name, cell, sentence, cell_text(value), code
    )


def _read_notes(grids: Sequence[Grid], draft: Draft) -> None:
    by_number = index_of(draft.instrument).code_by_number
    for number, grid in _indicator_sheets(grids).items():
        code = by_number.get(number)
        if code is None or code not in draft.levels:
            continue
        texts: dict[str, str] = {}
        for label, (row, field) in _NOTE_ROWS.items():
            columns = [Column(c, field, "") for c in range(1, 5)]  # type: ignore[arg-type]
            if row - grid.first_row not in range(len(grid.rows)):
                continue
            reader = NoteReader(grid, columns, MergedCells(), ())
            said = reader.read(MatchedRow(row, code, 0))
            own = cell_text(grid.value(row, 0)).strip()
            if normalise(own).startswith(label) and ":" in own:
                written = own.split(":", 1)[1].strip()
                said = _with_text(said, field, written) if written else said
            if said is not None:
                texts |= {f: t for f in IndicatorNotes.__slots__ if (t := getattr(said, f))}
        if texts:
            draft.notes[code] = IndicatorNotes(**texts)


def _with_text(notes: IndicatorNotes | None, field: str, text: str) -> IndicatorNotes:
    """Put a text that was written behind its label before what stands in the cells beside it."""
    notes = notes or IndicatorNotes()
    rest = getattr(notes, field)
    return replace(notes, **{field: f"{text}\n{rest}" if rest else text})


def _check_index(summary: Grid, draft: Draft) -> None:
    """Warn where the form's own index is not the one that its levels give."""
    shown = summary.value(*_INDEX_CELL)
    levels = draft.levels
    if isinstance(shown, bool) or not isinstance(shown, int | float):
        return
    if any(levels.get(code) is None for code in draft.instrument.leaf_codes):
        return
    index = sum(leaf.weight * (levels[leaf.code] or 0) for leaf in draft.instrument.leaves)
    index = index / draft.instrument.root.weight
    if abs(float(index) - shown) < 0.005:
        return
    cell = address(*_INDEX_CELL)
    draft.problems.append(
        cell_problem(
            "warning",
            "form-index-differs",
            summary.name,
            cell,
            message(
                "{place}: indeks formulir {found} berbeda dari indeks menurut tingkatnya "
                "({index}). Yang dipakai tingkatnya; hitung ulang formulirnya di Excel.",
                place=place(summary.name, cell),
                found=say_number(round(shown, 4)),
                index=say_number(round_half_up(index) / 100),
            ),
            found=f"{shown:.4g}",
        )
    )
