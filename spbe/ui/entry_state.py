"""What the grid of Isi Penilaian holds between two runs, never saved by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace

import pandas as pd

from spbe.jobs.entering import EntryRow
from spbe.jobs.import_plan import Choices, ImportKey
from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.model.instrument import Instrument
from spbe.store.records import Revision
from spbe.text.translator import Message, Translator
from spbe.ui.canvas import st

_STATE = "entry_state"
TEXT_FIELDS = tuple(f.name for f in fields(IndicatorNotes) if f.name != "comment")
"""The texts that stand in the grid; comments of cells stay as they are."""


@dataclass
class EntryState:
    """One grid: the version it began with, and what stands in it now."""

    key: ImportKey
    before: Assessment
    """The version that was kept when the grid was opened; without levels if there was none."""
    base_revision_id: int | None
    rows: Mapping[str, EntryRow]
    round: int = 0
    """Part of the grid's key: a new one begins anew from `rows`."""
    frame: pd.DataFrame | None = None
    """What the grid was drawn from: constant, for its own output as its input loses edits."""
    choices: Choices = field(default_factory=Choices)
    refusal: Message | None = None
    saved: Revision | None = None
    is_toast_due: bool = False

    def put_rows(self, rows: Mapping[str, EntryRow]) -> None:
        """Let the grid begin anew from other rows; what it is compared with stays."""
        self.rows, self.frame, self.round = rows, None, self.round + 1

    def choose(self, choices: Choices) -> None:
        self.choices = choices


def open_entry(
    key: ImportKey,
    instrument: Instrument,
    kept: tuple[Assessment, int | None] | None,
) -> EntryState:
    """Give the grid for `key`, a new one where another stood there before.

    `kept` is the newest version with its revision. A grid in which nothing was typed follows it;
    one with edits keeps the version it began with, so that both can be compared.
    """
    state: EntryState | None = st.session_state.get(_STATE)
    if state is None or state.key != key:
        return restart_entry(key, instrument, kept)
    is_newest = state.base_revision_id == (kept[1] if kept else None)
    if is_newest or state.rows != _read_assessment(instrument, state.before):
        return state
    return restart_entry(key, instrument, kept)


def restart_entry(
    key: ImportKey,
    instrument: Instrument,
    kept: tuple[Assessment, int | None] | None,
    begin_with: Assessment | None = None,
) -> EntryState:
    """Begin a grid anew, forgetting what stood in it; `begin_with` fills it instead of `kept`."""
    last: EntryState | None = st.session_state.get(_STATE)
    before, revision_id = kept or (
        Assessment(key.instrument_id, key.agency, key.year, key.stage, {}),
        None,
    )
    shown = begin_with or before
    state = EntryState(
        key=key,
        before=before,
        base_revision_id=revision_id,
        rows=_read_assessment(instrument, shown),
        round=last.round + 1 if last else 0,
    )
    st.session_state[_STATE] = state
    return state


def _read_assessment(instrument: Instrument, assessment: Assessment) -> dict[str, EntryRow]:
    text = Translator("id")
    return {
        code: EntryRow(
            level=""
            if assessment.levels.get(code) is None
            else text.level(assessment.levels[code], instrument.level_decimals),
            notes=assessment.notes.get(code, IndicatorNotes()),
        )
        for code in instrument.leaf_codes
    }


def build_frame(state: EntryState, instrument: Instrument, language: str) -> pd.DataFrame:
    """Lay the rows out as the grid shows them, one row per indicator, indexed by code."""
    return pd.DataFrame(
        [
            {
                "indicator": f"{leaf.number} · {leaf.names[language]}",
                "level": state.rows[leaf.code].level,
                **{name: getattr(state.rows[leaf.code].notes, name) for name in TEXT_FIELDS},
            }
            for leaf in instrument.leaves
        ],
        index=list(instrument.leaf_codes),
        dtype=str,
    )


def read_frame(state: EntryState, frame: pd.DataFrame) -> dict[str, EntryRow]:
    """Read back what stands in the grid; an emptied cell is an empty text."""
    rows = {}
    for code, values in frame.to_dict(orient="index").items():
        said = {name: value if isinstance(value, str) else "" for name, value in values.items()}
        notes = replace(state.rows[str(code)].notes, **{n: said[n] for n in TEXT_FIELDS})
        rows[str(code)] = EntryRow(said["level"], notes)
    return rows
