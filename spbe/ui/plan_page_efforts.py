"""Lanjutan: what each level step costs, in three classes or numbers of one's own, by Excel too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pandas as pd

from spbe.model.effort import EFFORT_CLASSES, LARGEST_EFFORT, EffortClass, EffortTable
from spbe.model.instrument import Instrument
from spbe.text.translator import Translator
from spbe.ui.canvas import st
from spbe.ui.effort_address import keep_own_efforts, read_own_efforts
from spbe.ui.labels import escape_label
from spbe.ui.markup import escape_markdown
from spbe.ui.shell import Page
from spbe.workbooks.efforts import (
    CLASS_NAMES,
    EXPECTED_NUMBER,
    build_efforts,
    read_effort,
    read_efforts,
)
from spbe.workbooks.reading import Problem, SourceFile

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LARGEST_MB = 5


def show_efforts(page: Page, owner: str, instrument: Instrument) -> None:
    """Draw the classes, the grid of steps, and the way out to Excel and back."""
    text = page.text
    st.caption(
        text(
            "Usaha memakai satuan Anda sendiri, misalnya hari kerja. Kenaikan tingkat yang "
            "dikosongkan memakai “lainnya”."
        )
    )
    _show_classes(page, owner, instrument)
    _show_grid(page, owner, instrument)
    _show_files(page, owner, instrument)


def _show_classes(page: Page, owner: str, instrument: Instrument) -> None:
    text, table = page.text, read_own_efforts(owner, instrument)
    values: dict[str, Fraction] = {name: table.classes[name] for name in EFFORT_CLASSES}
    values["other"] = table.other
    labels = {name: text(CLASS_NAMES[name]) for name in EFFORT_CLASSES} | {"other": text("lainnya")}
    for box, (name, effort) in zip(st.columns(len(values)), values.items(), strict=True):
        key = _name(f"class-{name}", owner)
        st.session_state[key] = float(effort)
        box.number_input(
            escape_label(labels[name]),
            min_value=0.01,
            max_value=float(LARGEST_EFFORT),
            step=1.0,
            format="%g",
            key=key,
            on_change=_take_class,
            args=(owner, instrument, name),
        )


def _take_class(owner: str, instrument: Instrument, name: str) -> None:
    table = read_own_efforts(owner, instrument)
    written = st.session_state[_name(f"class-{name}", owner)]
    effort = read_effort(f"{written:.2f}") if written is not None else None
    if not isinstance(effort, Fraction):
        return
    if name == "other":
        table = replace(table, other=effort)
    else:
        table = replace(table, classes={**table.classes, name: effort})
    keep_own_efforts(table, instrument)


def _show_grid(page: Page, owner: str, instrument: Instrument) -> None:
    """Draw a row per indicator and a column per level reached; typed cells count at once."""
    text = page.text
    key = f"{_name('grid', owner)}-{_round(owner)}-{text.language}"
    base_key = _name("base", owner)
    if key not in st.session_state or base_key not in st.session_state:
        table = read_own_efforts(owner, instrument)
        st.session_state[base_key] = _build_frame(instrument, table, text)
    classes = ", ".join(text(CLASS_NAMES[name]) for name in EFFORT_CLASSES)
    columns: dict[str, Any] = {
        "indicator": st.column_config.TextColumn(text("Indikator"), width="medium", pinned=True)
    }
    for level in _levels(instrument):
        columns[str(level)] = st.column_config.TextColumn(
            text("Tingkat {level}", level=level),
            help=text(
                "Isi {expected}, atau salah satu dari: {classes}.",
                expected=EXPECTED_NUMBER,
                classes=classes,
            ),
        )
    st.data_editor(
        st.session_state[base_key],
        key=key,
        hide_index=True,
        height=300,
        disabled=["indicator"],
        column_config=columns,
        on_change=_take_cells,
        args=(owner, instrument, key),
        alt=text("Usaha per kenaikan tingkat"),
    )
    own = {code for code, _ in read_own_efforts(owner, instrument).steps}
    left = [code for code in instrument.leaf_codes if code not in own]
    if left and own:
        st.caption(
            text.plural(
                "{count} indikator seluruhnya memakai “lainnya”.",
                "{count} indikator seluruhnya memakai “lainnya”.",
                len(left),
            )
        )
    refused = st.session_state.pop(_name("refused", owner), [])
    if refused:
        st.warning(
            escape_markdown(
                text(
                    "Tidak dipakai: {cells}. Isi {expected}, atau salah satu dari: {classes}.",
                    cells=", ".join(f"“{cell[:30]}”" for cell in refused[:5]),
                    expected=EXPECTED_NUMBER,
                    classes=classes,
                )
            )
        )


def _take_cells(owner: str, instrument: Instrument, key: str) -> None:
    """Take over what was typed into the grid since it was first drawn."""
    table = read_own_efforts(owner, instrument)
    steps, refused = dict(table.steps), []
    edited: Mapping[int, Mapping[str, Any]] = st.session_state[key]["edited_rows"]
    for row, cells in edited.items():
        code = instrument.leaf_codes[int(row)]
        for level, written in cells.items():
            said = str(written or "").strip()
            effort = read_effort(said) if said else None
            if not said:
                steps.pop((code, int(level)), None)
            elif effort is None:
                refused.append(said)
            else:
                steps[code, int(level)] = effort
    keep_own_efforts(replace(table, steps=steps), instrument)
    st.session_state[_name("refused", owner)] = refused


def _show_files(page: Page, owner: str, instrument: Instrument) -> None:
    text, table = page.text, read_own_efforts(owner, instrument)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.download_button(
            text("Unduh Excel usaha"),
            lambda: build_efforts(instrument, table, text),
            file_name="usaha.xlsx",
            mime=_XLSX,
            key=_name("download", owner),
            on_click="ignore",
            icon=":material/download:",
        )
        st.button(
            text("Kembali ke 1 per tingkat"),
            on_click=_put_table,
            args=(owner, instrument, EffortTable()),
        )
    uploaded = st.file_uploader(
        text("Pakai Excel usaha"),
        key=f"{_name('file', owner)}-{_round(owner)}",
        type=["xlsx", "xls", "ods", "xlsb", "csv"],
        max_upload_size=_LARGEST_MB,
    )
    if uploaded is not None:
        source = SourceFile(uploaded.name, uploaded.getvalue())
        read, problems = read_efforts(source, instrument)
        if not any(problem.severity == "error" for problem in problems):
            _put_table(owner, instrument, read)
            st.toast(text("Usaha dipakai"), icon=":material/check:")
            st.rerun()
        st.warning(text("Usaha dari berkas ini belum dipakai; perbaiki dulu:"))
        for problem in problems[:10]:
            st.markdown(f"- {escape_markdown(_say(problem, text))}")


def _say(problem: Problem, text: Translator) -> str:
    place = " · ".join(part for part in (problem.sheet, problem.cell) if part)
    said = text(problem.message)
    return f"{place}: {said}" if place else said


def _put_table(owner: str, instrument: Instrument, table: EffortTable) -> None:
    """Put another table in place; grid and uploader begin anew."""
    keep_own_efforts(table, instrument)
    st.session_state[_name("round", owner)] = _round(owner) + 1


def _round(owner: str) -> int:
    number: int = st.session_state.get(_name("round", owner), 0)
    return number


def _build_frame(instrument: Instrument, table: EffortTable, text: Translator) -> pd.DataFrame:
    rows = []
    for leaf in instrument.leaves:
        row: dict[str, str] = {"indicator": f"{leaf.number} {leaf.names[text.language]}"}
        for level in _levels(instrument):
            row[str(level)] = _write(table.steps.get((leaf.code, level)), text)
        rows.append(row)
    return pd.DataFrame(rows)


def _write(step: EffortClass | Fraction | None, text: Translator) -> str:
    if step is None:
        return ""
    return format_effort(step, text) if isinstance(step, Fraction) else text(CLASS_NAMES[step])


def format_effort(effort: Fraction, text: Translator) -> str:
    """Write an effort without decimals where it is whole."""
    return text.decimal(effort, 0 if effort.denominator == 1 else 2)


def _levels(instrument: Instrument) -> range:
    return range(instrument.level_minimum + 1, instrument.level_maximum + 1)


def _name(part: str, owner: str) -> str:
    return f"efforts-{part}-{owner}"
