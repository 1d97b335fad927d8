"""Carry what a row says beside its level: explanation, evidence with its address, notes, unit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields

from spbe.model.assessment import IndicatorNotes
from spbe.workbooks.columns import Column
from spbe.workbooks.grid import Grid
from spbe.workbooks.merged import MergedCells
from spbe.workbooks.rows import MatchedRow
from spbe.workbooks.wording import cell_text

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)
_POSITIONS = {part.name: position for position, part in enumerate(fields(IndicatorNotes))}
_EVIDENCE, _EVIDENCE_LINK = _POSITIONS["evidence"], _POSITIONS["evidence_link"]
_CARRIED = ("assessor_note", "recommendation", "unit")
"""What one merged cell may say for several indicators at once."""


class NoteReader:
    """Reads the notes of one level column's rows. `columns` are its note columns, by index."""

    def __init__(
        self,
        grid: Grid,
        columns: Sequence[Column],
        merged: MergedCells,
        foreign_columns: Sequence[int],
    ) -> None:
        self.grid = grid
        self.columns = columns
        self.merged = merged
        self.foreign_columns = frozenset(foreign_columns)
        """Level columns of other assessments, whose comments are theirs."""
        rounds = [c for c in columns if c.role == "assessor_note"]
        self.titles: Mapping[int, str] = (
            {c.index: " ".join(c.header.split()) for c in rounds} if len(rounds) > 1 else {}
        )
        roles = [c.role for c in columns]
        self.plain_columns = [(_POSITIONS[c.role], c.index - grid.first_column) for c in columns]
        self.is_plain = len(set(roles)) == len(roles) and not (
            grid.links or grid.comments or merged.origin
        )
        self.has_link_column = any(c.role == "evidence_link" for c in columns)

    def read(self, matched: MatchedRow) -> IndicatorNotes | None:
        """Read the notes of an indicator's rows; None where nothing is said."""
        if self.is_plain and not matched.more_rows:
            return self._read_plain(matched.row)
        grid = self.grid
        said: dict[str, list[str]] = {}
        for row in (matched.row, *(matched.more_rows or ())):
            cells = grid.rows[row - grid.first_row]
            width = len(cells)
            for column in self.columns:
                offset = column.index - grid.first_column
                text = cell_text(cells[offset]) if offset < width and cells[offset] != "" else ""
                if not text:
                    text = self._merged_text(row, column, is_first=row == matched.row)
                if text and column.role != "evidence_link":
                    title = self.titles.get(column.index)
                    said.setdefault(column.role, []).append(f"{title}: {text}" if title else text)
                if column.role == "evidence_link" or (
                    column.role == "evidence" and (text or grid.links)
                ):
                    for link in self._links(row, column, text):
                        links = said.setdefault("evidence_link", [])
                        if link not in links:
                            links.append(link)
            if grid.comments:
                for comment in self._comments(row):
                    said.setdefault("comment", []).append(comment)
        if not said:
            return None
        return IndicatorNotes(
            **{role: ("; " if role == "unit" else "\n").join(t) for role, t in said.items()}
        )

    def _read_plain(self, row: int) -> IndicatorNotes | None:
        """Read a row where each field has one column, and no link, comment or merge stands."""
        cells = self.grid.rows[row - self.grid.first_row]
        width = len(cells)
        texts = [""] * len(_POSITIONS)
        for position, offset in self.plain_columns:
            value = cells[offset] if offset < width else ""
            if type(value) is str and not value.isspace():
                texts[position] = value
            elif value != "":
                texts[position] = cell_text(value)
        if texts[_EVIDENCE] and (links := self._links_in(texts[_EVIDENCE])):
            texts[_EVIDENCE_LINK] = "\n".join(links)
        return IndicatorNotes(*texts) if any(texts) else None

    def _merged_text(self, row: int, column: Column, is_first: bool) -> str:
        if not is_first or column.role not in _CARRIED or not self.merged.origin:
            return ""
        origin = self.merged.origin.get((row, column.index))
        return cell_text(self.grid.value(*origin)) if origin is not None else ""

    def _links(self, row: int, column: Column, text: str) -> list[str]:
        """Give the addresses of an evidence or link cell: behind it, or written in it."""
        behind = self.grid.links.get((row, column.index))
        if column.role == "evidence_link":
            is_address = bool(_ADDRESS.search(text)) or behind is None
            return [text] if text and is_address else [behind] if behind else []
        if behind:
            return [behind]
        return self._links_in(text)

    def _links_in(self, text: str) -> list[str]:
        """Give the addresses written in a text, where they have no column of their own."""
        if self.has_link_column or ("://" not in text and "." not in text):
            return []
        return [found.rstrip(".,;)") for found in _ADDRESS.findall(text)]

    def _comments(self, row: int) -> list[str]:
        first, width = self.grid.first_column, len(self.grid.rows[row - self.grid.first_row])
        return [
            self.grid.comments[row, column]
            for column in range(first, first + width)
            if column not in self.foreign_columns and self.grid.comments.get((row, column))
        ]
