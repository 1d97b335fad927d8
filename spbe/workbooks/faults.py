"""Write down what is wrong with a cell or a sheet, with its place."""

from __future__ import annotations

from spbe.text.translator import Message, message
from spbe.workbooks.reading import Problem, Severity

MOST_PROBLEMS = 1_000
"""Problems of one table that are told one by one; what lies beyond is said in one sentence."""
_LONGEST_QUOTE = 100


def place(sheet: str, cell: str) -> str:
    """Name a cell as spreadsheets do: "Penilaian!F23"; without a sheet's name just "F23"."""
    return f"{sheet}!{cell}" if sheet else cell


def shorten_text(text: str) -> str:
    """Cut a cell's text to what fits into a sentence."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"


def say_number(value: float) -> Message | str:
    """Write a number of a cell with the reader's decimal sign: 3.5 → "3,5"."""
    whole, _, decimals = f"{value:.10g}".partition(".")
    return message("{whole},{decimals}", whole=whole, decimals=decimals) if decimals else whole


def cell_problem(
    severity: Severity,
    kind: str,
    sheet: str,
    cell: str,
    sentence: Message,
    found: str | None = None,
    code: str | None = None,
) -> Problem:
    """Note a problem of one cell; its sentence names the place itself."""
    return Problem(severity, kind, sentence, sheet=sheet or None, cell=cell, found=found, code=code)


def too_many_problems(sheet: str, cell: str) -> Problem:
    """Say that more is wrong from a cell on than is told one by one."""
    return cell_problem(
        "error",
        "too-many-problems",
        sheet,
        cell,
        message(
            "{place}: mulai dari sini masih ada baris lain yang bermasalah. Perbaiki dahulu baris "
            "di atasnya, lalu unggah lagi.",
            place=place(sheet, cell),
        ),
    )
