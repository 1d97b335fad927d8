"""Items as a grid that is edited in place, several at once; nothing is saved by itself."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from spbe.analysis.item_steps import format_step_points
from spbe.model.item import ITEM_STATES, Item, ItemState
from spbe.text.terms import ITEM_STATE_NAMES
from spbe.text.translator import Translator
from spbe.ui.canvas import st
from spbe.ui.checklist_bulk import show_bulk
from spbe.ui.checklist_edits import Edits, load_edits, show_edits
from spbe.ui.checklist_filters import Filter
from spbe.ui.checklist_rights import can_edit, can_edit_some
from spbe.ui.checklist_state import Checklist
from spbe.ui.checklist_words import FIELD_NAMES, format_source, format_years, name_short
from spbe.ui.choices import choose_page
from spbe.ui.shell import Page
from spbe.ui.tables import show_downloads, show_frame

PER_PAGE = 100
_PAGE, _GRID = "rows", "checklist-grid"
_READ_ONLY = ("number", "points", "evidence", "source", "years")


def show_table(page: Page, checklist: Checklist, shown: Sequence[Item], chosen: Filter) -> None:
    """Draw the grid, the form for several at once, and what is not saved yet.

    A grid cannot lock single rows, so items of units that are not one's own stand in a table below.
    """
    edits = load_edits("checklist-edits", checklist.place)
    outcome, grid = st.container(), st.container()
    own, foreign = _part_by_right(page, checklist, shown)
    rows = own[choose_page(_PAGE, len(own), PER_PAGE)]
    if rows:
        with grid:
            picked = _show_grid(page, checklist, rows, edits)
        if can_edit_some(page):
            show_bulk(page, checklist, edits, picked, own)
    if foreign:
        _show_foreign(page, checklist, foreign)
    _show_downloads(page, checklist, shown, chosen)
    with outcome:
        show_edits(page, edits, page.who() if edits.pairs else None)


def _part_by_right(
    page: Page, checklist: Checklist, shown: Sequence[Item]
) -> tuple[Sequence[Item], Sequence[Item]]:
    """Part what a member may change from what others do; nobody else needs that."""
    if not can_edit_some(page) or can_edit(page, checklist):
        return shown, ()
    own = [item for item in shown if can_edit(page, checklist, item.units)]
    mine = {item.id for item in own}
    return own, [item for item in shown if item.id not in mine]


def _show_foreign(page: Page, checklist: Checklist, items: Sequence[Item]) -> None:
    text = page.text
    title = text("Butir OPD lain, hanya untuk dilihat")
    st.markdown(f"**{title}** :gray[{text.number(len(items))}]")
    frame = _build_words(checklist, items, text)
    show_frame(
        text,
        frame,
        "checklist-foreign",
        title,
        is_illustrative=page.is_illustrative,
        height=260 if len(frame) > 7 else "content",
    )


def _show_downloads(
    page: Page, checklist: Checklist, shown: Sequence[Item], chosen: Filter
) -> None:
    """Draw the buttons that give all items that match the filters, on every page of the grid."""
    text = page.text

    name = ("checklist-taken", checklist.key, checklist.today, text.language, chosen)
    frame = page.snapshot.keep(name, lambda: _build_words(checklist, shown, text))
    title = text("Checklist")
    show_downloads(page, frame, "checklist-items", title, {}, is_own=True, facts=())


def _name_columns(text: Translator) -> dict[str, str]:
    named = {name: text(said) for name, said in FIELD_NAMES.items()}
    named |= {"points": text("Poin langkah"), "evidence": text("Bukti")}
    return named | {"source": text("Sumber"), "years": text("Evaluasi")}


def _show_grid(page: Page, checklist: Checklist, rows: Sequence[Item], edits: Edits) -> list[Item]:
    """Draw the rows, note what was typed, and give the items that are ticked."""
    text = page.text
    seen = [edits.find(item)[0] for item in rows]
    name = (checklist.place, text.language, edits.round, tuple((i.id, i.version) for i in seen))
    kept = st.session_state.get(_GRID)
    if kept is None or kept[0] != name:
        number = kept[2] + 1 if kept else 0
        wanted = [edits.find(item)[1] for item in rows]
        kept = st.session_state[_GRID] = (name, _build_frame(checklist, wanted, text), number)
    _, frame, number = kept
    edited = st.data_editor(
        frame,
        key=f"{_GRID}-{number}",
        hide_index=True,
        height=480 if len(frame) > 12 else "content",
        disabled=list(_READ_ONLY) if can_edit_some(page) else True,
        column_config=_configure(checklist, seen, text),
        alt=text("Tabel butir checklist"),
    )
    states = {text(ITEM_STATE_NAMES[state]): state for state in ITEM_STATES}
    picked = []
    for item, row in zip(seen, edited.to_dict("records"), strict=True):
        said = checklist.say(item, text)
        edits.note(item, _read_row(item, row, states, said))
        if row["pick"]:
            picked.append(item)
    return picked


def _build_frame(checklist: Checklist, items: Sequence[Item], text: Translator) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "pick": [False for _ in items],
            "number": [name_short(checklist.instrument, i) for i in items],
            "text": [checklist.say(i, text) for i in items],
            "state": [text(ITEM_STATE_NAMES[i.state]) for i in items],
            "units": [list(i.units) for i in items],
            "person": [i.person for i in items],
            "due": [pd.NaT if i.due is None else pd.Timestamp(i.due) for i in items],
            "reason": [i.reason for i in items],
            "points": [
                format_step_points(checklist.step_of[i.id or 0], text)
                if i.id in checklist.step_of
                else ""
                for i in items
            ],
            "evidence": [checklist.evidence.get(i.id or 0, 0) for i in items],
            "source": [format_source(i, text) for i in items],
            "years": [format_years(i, text) for i in items],
        },
        index=[i.id for i in items],
    )


def _build_words(checklist: Checklist, items: Sequence[Item], text: Translator) -> pd.DataFrame:
    """Lay items out to be read or taken along, under the names of the columns."""
    frame = _build_frame(checklist, items, text).drop(columns="pick")
    frame["units"] = [", ".join(item.units) for item in items]
    frame["due"] = ["" if item.due is None else text.date(item.due) for item in items]
    return frame.rename(columns={**_name_columns(text), "number": text("No")})


def _configure(checklist: Checklist, seen: Sequence[Item], text: Translator) -> dict[str, Any]:
    column, names = st.column_config, _name_columns(text)
    units = sorted({*checklist.units, *(unit for item in seen for unit in item.units)})
    return {
        "pick": column.CheckboxColumn(
            text("Pilih"), width="small", pinned=True, help=text("Untuk mengubah beberapa butir")
        ),
        "number": column.TextColumn(text("No"), width=70, pinned=True),
        "text": column.TextColumn(names["text"], width="large"),
        "state": column.SelectboxColumn(
            names["state"],
            options=[text(ITEM_STATE_NAMES[state]) for state in ITEM_STATES],
            required=True,
            width=130,
        ),
        "units": column.MultiselectColumn(
            names["units"], options=units, accept_new_options=True, width="medium"
        ),
        "person": column.TextColumn(names["person"], width=140),
        "due": column.DateColumn(names["due"], format="DD/MM/YYYY", width=110),
        "reason": column.TextColumn(
            names["reason"],
            width="medium",
            help=text("Perlu diisi untuk Dikembalikan dan Tidak berlaku."),
        ),
        "points": column.TextColumn(names["points"], width=190),
        "evidence": column.NumberColumn(names["evidence"], width="small"),
        "source": column.TextColumn(names["source"], width=140),
        "years": column.TextColumn(names["years"], width=140),
    }


def _read_row(
    item: Item, row: Mapping[str, Any], states: Mapping[str, ItemState], said: str
) -> Item:
    """Read an item as it stands in the grid now; `said` are its words there untouched."""
    units, words = row["units"], _read_words(row["text"])
    return replace(
        item,
        text=item.text if words in ("", said) else words,
        state=states.get(row["state"], item.state),
        units=tuple(sorted(units, key=str.casefold)) if len(units or ()) else (),
        person=_read_words(row["person"]),
        due=_read_day(row["due"]),
        reason=_read_words(row["reason"]),
    )


def _read_words(cell: object) -> str:
    return cell.strip() if isinstance(cell, str) else ""


def _read_day(cell: Any) -> datetime.date | None:
    return None if pd.isna(cell) else pd.Timestamp(cell).date()
