"""Show every problem that reading found: where, what was found, and how to mend it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from spbe.text.translator import Translator
from spbe.ui.canvas import st
from spbe.ui.shell import Page
from spbe.ui.tables import show_frame
from spbe.workbooks.reading import Problem
from spbe.workbooks.tables import build_table_csv

_TWO_LINES = 60
"""Height of a row in which a sentence may go on below [pixels]."""


def show_problems(page: Page, problems: Sequence[Problem], headline: str | None = None) -> None:
    """Draw the problems, those that must be mended first, with a file of them to take away.

    `headline` is said instead of the usual one, which asks to mend them before anything is saved.
    """
    text = page.text
    if not problems:
        return
    errors = sum(problem.severity == "error" for problem in problems)
    headline = headline or _headline(text, errors, len(problems))
    with st.expander(headline, expanded=bool(errors), icon=":material/rule:"):
        table = _problem_table(text, problems)
        decimal = "," if text.language == "id" else "."
        show_frame(
            text,
            table,
            key="problems",
            row_height=_TWO_LINES,
            column_config={text("Keterangan"): st.column_config.TextColumn(width="large")},
            alt=text("Daftar hal yang ditemukan dalam berkas"),
        )
        st.download_button(
            text("Unduh daftar ini"),
            lambda: build_table_csv([], list(table.columns), table.to_numpy().tolist(), decimal),
            file_name="masalah-berkas.csv",
            mime="text/csv",
            on_click="ignore",
            icon=":material/download:",
        )


def _headline(text: Translator, errors: int, problems: int) -> str:
    if not errors:
        return text.plural("{count} peringatan", "{count} peringatan", problems)
    return text.plural(
        "{count} masalah perlu diperbaiki sebelum penilaiannya disimpan",
        "{count} masalah perlu diperbaiki sebelum penilaiannya disimpan",
        errors,
    )


def describe_place(file: str, sheet: str, cell: str = "", joint: str = " · ") -> str:
    """Name a place in a file; a sheet that only repeats the file's name is left out."""
    own_sheet = "" if file.startswith(sheet) else sheet
    return joint.join(part for part in (file, f"{own_sheet} {cell}".strip()) if part)


def _problem_table(text: Translator, problems: Sequence[Problem]) -> pd.DataFrame:
    severity = {"error": text("Harus diperbaiki"), "warning": text("Peringatan")}
    in_order = sorted(problems, key=lambda problem: problem.severity != "error")
    return pd.DataFrame(
        [
            {
                text("Keadaan"): severity[problem.severity],
                text("Keterangan"): text(problem.message),
                text("Berkas"): problem.file or "",
                text("Lembar"): problem.sheet or "",
                text("Sel"): problem.cell or "",
                text("Ditemukan"): problem.found or "",
            }
            for problem in in_order
        ],
        dtype=str,
    )
