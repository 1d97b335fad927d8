"""The workbook of one unit (OPD): its indicators and items out, to be filled in and sent back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from spbe.model.instrument import Instrument
from spbe.model.item import ItemState, find_next_states
from spbe.model.unit_book import BookIdentity, BookIndicator, BookItem, UnitBook
from spbe.text.file_names import make_distinct, make_file_name
from spbe.text.terms import ITEM_STATE_NAMES
from spbe.text.translator import Message, Translator, message
from spbe.workbooks.template_looks import (
    BOLD,
    PLAIN,
    TITLE,
    dress,
    dress_header,
    fit_height,
    link_address,
    set_page,
    set_widths,
)
from spbe.workbooks.text_cells import write_text
from spbe.workbooks.unit_book_keys import (
    COLUMN,
    FILLED,
    INDICATOR_COLUMNS,
    ITEM_COLUMNS,
    NEW,
    NEW_ROWS,
    write_identity,
    write_indicator_key,
    write_item_key,
)

YES, NO = message("Ya"), message("Belum")
_KEYS, _HEADER, _FIRST = 4, 5, 6
"""Rows: hidden marks of the columns, headers, first row of the table."""
_FILL = PatternFill("solid", fgColor="FFF8E1")
"""Of the cells to fill in."""
_GUIDE = (
    message("Isi hanya sel berwarna kuning. Kolom lain terkunci tanpa kata sandi."),
    message("Lembar Indikator: pilih usulan tingkat dan tulis penjelasannya."),
    message("Lembar Butir: pilih status, tulis tanggapan, dan tempel tautan bukti dukung."),
    message("Butir untuk semua OPD: isi kolom “Bagian OPD ini selesai?”, tautan, dan tanggapan."),
    message("Satu sel memuat satu tautan, diawali https:// atau http://."),
    message("Baris yang tidak diisi tidak mengubah apa pun."),
    message(
        "Butir baru: tulis nomor indikator, isi, dan tingkatnya di baris kuning kosong paling "
        "bawah lembar Butir. Koordinator memutuskan apakah butir itu ditambahkan."
    ),
    message("Jangan tulis nama pengguna dan kata sandi akun uji coba di buku ini."),
    message("Simpan sebagai .xlsx atau .ods, lalu kirim kembali berkas ini kepada koordinator."),
)


def build_unit_book(book: UnitBook, instrument: Instrument, text: Translator) -> bytes:
    """Build the workbook (xlsx) of a unit: indicators, items and a short guide.

    What the unit does not fill in is protected, without a password. Hidden marks name the
    workbook, its columns and its rows, so that `read_unit_book` knows them again.
    """
    workbook = Workbook()
    indicators = workbook.active
    indicators.title = text("Indikator")
    _begin(indicators, book.identity, INDICATOR_COLUMNS, text)
    for row, indicator in enumerate(book.indicators, _FIRST):
        _write_indicator(indicators, row, indicator, instrument, text)
    _offer(indicators, "claim", INDICATOR_COLUMNS, _list_levels(instrument), book.indicators)
    _finish(indicators, INDICATOR_COLUMNS)
    items = workbook.create_sheet(text("Butir"))
    _begin(items, book.identity, ITEM_COLUMNS, text)
    for row, item in enumerate(book.items, _FIRST):
        _write_item(items, row, item, instrument, text)
    _open_new_rows(items, _FIRST + len(book.items))
    _offer_states(items, book.items, text)
    _finish(items, ITEM_COLUMNS)
    _write_guide(workbook.create_sheet(text("Petunjuk")), text)
    if book.items:
        workbook.active = 1
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def build_unit_books(books: Iterable[UnitBook], instrument: Instrument, text: Translator) -> bytes:
    """Build the workbooks of many units as one ZIP; a unit's name is the name of its file."""
    taken: set[str] = set()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for book in books:
            name = make_distinct(make_file_name(book.identity.unit, "xlsx"), taken)
            archive.writestr(name, build_unit_book(book, instrument, text))
    return file.getvalue()


def _begin(
    sheet: Worksheet,
    identity: BookIdentity,
    columns: Mapping[str, tuple[Message, float]],
    text: Translator,
) -> None:
    write_text(sheet.cell(1, 1), text("Checklist SPBE {unit}", unit=identity.unit))
    sheet.cell(1, 1).font = TITLE
    write_text(sheet.cell(2, 1), f"{identity.agency} · {identity.year}")
    sheet.cell(2, 1).font = BOLD
    write_text(sheet.cell(3, 1), text("Isi sel berwarna kuning. Petunjuk ada di lembar terakhir."))
    sheet.cell(3, 1).font = PLAIN
    for column, (role, (title, _)) in enumerate(columns.items(), 1):
        write_text(sheet.cell(_KEYS, column), COLUMN + role)
        write_text(sheet.cell(_HEADER, column), text(title))
        dress_header(sheet.cell(_HEADER, column))
    # Bold letters are wider than those that the heights are reckoned with.
    narrow = [(text(title), width - 4) for title, width in columns.values()]
    fit_height(sheet, _HEADER, narrow)
    write_text(sheet.cell(_KEYS, len(columns) + 1), write_identity(identity))


def _write_indicator(
    sheet: Worksheet, row: int, said: BookIndicator, instrument: Instrument, text: Translator
) -> None:
    node, scale = instrument.node_by_code[said.code], instrument.level_scale
    values: dict[str, str | int | float | None] = {
        "number": node.number,
        "name": node.names[text.language],
        "level": _level(said.level, scale),
        "requirements": "\n".join(said.requirements),
        "claim": _level(said.claim, scale),
        "explanation": said.explanation,
    }
    _write_row(sheet, row, values, INDICATOR_COLUMNS)
    write_text(sheet.cell(row, len(INDICATOR_COLUMNS) + 1), write_indicator_key(said))


def _write_item(
    sheet: Worksheet, row: int, said: BookItem, instrument: Instrument, text: Translator
) -> None:
    item, share = said.item, said.share
    node = instrument.node_by_code.get(item.code or "")
    values: dict[str, Any] = {
        "number": node.number if node else "–",
        "text": item.text,
        "level": item.level,
        "due": item.due,
        "note": said.note,
        "state": text(ITEM_STATE_NAMES[item.state]),
        "done": "" if share is None else text(YES if share.is_done else NO),
        "answer": "" if share is None else share.note,
        "link": "" if share is None else share.link,
    }
    _write_row(sheet, row, values, ITEM_COLUMNS)
    for role in ("done",) if share is None else ("state",):
        _protect(sheet.cell(row, [*ITEM_COLUMNS].index(role) + 1))
    link_address(sheet.cell(row, [*ITEM_COLUMNS].index("link") + 1), values["link"])
    write_text(sheet.cell(row, len(ITEM_COLUMNS) + 1), write_item_key(item, share))


def _open_new_rows(sheet: Worksheet, first: int) -> None:
    """Leave blank rows to suggest items in."""
    for row in range(first, first + NEW_ROWS):
        _write_row(sheet, row, dict.fromkeys(ITEM_COLUMNS, ""), ITEM_COLUMNS)
        for column, role in enumerate(ITEM_COLUMNS, 1):
            if role in FILLED:
                _protect(sheet.cell(row, column))
            elif role in NEW:
                _open(sheet.cell(row, column))


def _write_row(
    sheet: Worksheet,
    row: int,
    values: Mapping[str, Any],
    columns: Mapping[str, tuple[Message, float]],
) -> None:
    for column, role in enumerate(columns, 1):
        cell, value = sheet.cell(row, column), values[role]
        if isinstance(value, str):
            write_text(cell, value)
        elif value is not None:
            cell.value = value
        if role == "due":
            cell.number_format = "dd/mm/yyyy"
        dress(cell)
        if role in FILLED:
            _open(cell)
    said = [(str(values[role] or ""), width) for role, (_, width) in columns.items()]
    fit_height(sheet, row, said)


def _open(cell: Cell) -> None:
    cell.protection, cell.fill = Protection(locked=False), _FILL


def _protect(cell: Cell) -> None:
    cell.protection, cell.fill = Protection(locked=True), PatternFill()


def _level(units: int | None, scale: int) -> int | float | None:
    return units if units is None or scale == 1 else units / scale


def _list_levels(instrument: Instrument) -> DataValidation:
    low, high = instrument.level_minimum, instrument.level_maximum
    if instrument.level_decimals:
        return DataValidation("decimal", operator="between", formula1=low, formula2=high)
    return _list_of([str(level) for level in range(low, high + 1)])


def _offer_states(sheet: Worksheet, items: Sequence[BookItem], text: Translator) -> None:
    """Offer in each row what its item may become, and whether a share is done."""
    done = _list_of([text(YES), text(NO)])
    choices: dict[ItemState, DataValidation] = {}
    letters = {role: get_column_letter(n) for n, role in enumerate(ITEM_COLUMNS, 1)}
    for row, said in enumerate(items, _FIRST):
        if said.share is not None:
            done.add(f"{letters['done']}{row}")
            continue
        state = said.item.state
        if state not in choices:
            following = (state, *find_next_states(state, may_judge=False))
            choices[state] = _list_of([text(ITEM_STATE_NAMES[name]) for name in following])
        choices[state].add(f"{letters['state']}{row}")
    for choice in (done, *choices.values()):
        if choice.sqref:
            sheet.add_data_validation(choice)


def _offer(
    sheet: Worksheet,
    role: str,
    columns: Mapping[str, object],
    choice: DataValidation,
    rows: Sequence[object],
) -> None:
    if rows:
        letter = get_column_letter([*columns].index(role) + 1)
        choice.add(f"{letter}{_FIRST}:{letter}{_FIRST + len(rows) - 1}")
        sheet.add_data_validation(choice)


def _list_of(names: Sequence[str]) -> DataValidation:
    joined = ",".join(names)
    return DataValidation("list", formula1=f'"{joined}"', allow_blank=True)


def _finish(sheet: Worksheet, columns: Mapping[str, tuple[Message, float]]) -> None:
    """Hide the marks, freeze the header, protect what is not filled in, and lay out A4."""
    set_widths(sheet, [width for _, width in columns.values()])
    sheet.row_dimensions[_KEYS].hidden = True
    sheet.column_dimensions[get_column_letter(len(columns) + 1)].hidden = True
    sheet.freeze_panes = sheet.cell(_FIRST, 3)
    last = max(sheet.max_row, _FIRST)
    sheet.auto_filter.ref = f"A{_HEADER}:{get_column_letter(len(columns) + 1)}{last}"
    sheet.print_title_rows = f"{_HEADER}:{_HEADER}"
    set_page(sheet, "landscape", len(columns))
    sheet.protection.sheet = True
    for allowed in ("formatColumns", "formatRows", "autoFilter", "sort", "deleteRows"):
        setattr(sheet.protection, allowed, False)


def _write_guide(sheet: Worksheet, text: Translator) -> None:
    set_widths(sheet, [90])
    for row, sentence in enumerate((message("Cara mengisi"), *_GUIDE), 1):
        cell = sheet.cell(row, 1)
        write_text(cell, text(sentence))
        dress(cell, BOLD if row == 1 else PLAIN)
        fit_height(sheet, row, [(text(sentence), 90)])
    set_page(sheet, "portrait", 1)
    sheet.protection.sheet = True
