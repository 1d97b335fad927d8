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
    return _say_decimals(f"{value:.10g}")


def say_weight(value: float) -> Message | str:
    """Write a weight with the two decimals of the regulations, or more: 1.3 → "1,30"."""
    text = f"{value:.10g}"
    return say_number(value) if len(text.partition(".")[2]) > 2 else _say_decimals(f"{value:.2f}")


def _say_decimals(text: str) -> Message | str:
    whole, _, decimals = text.partition(".")
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
