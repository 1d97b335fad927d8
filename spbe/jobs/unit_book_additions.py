"""What units' workbooks add to the checklist, and which files speak of one and the same item."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, TypeAlias

from spbe.jobs.unit_book_refusals import is_said_otherwise
from spbe.model.instrument import Instrument
from spbe.model.item import Item
from spbe.model.unit_book import FilledItem
from spbe.store.database import Store
from spbe.store.document_uses import find_uses
from spbe.store.documents import find_documents
from spbe.store.item_notes import find_notes
from spbe.store.records import Agency
from spbe.store.unit_work import NewAnswer, NewLink
from spbe.workbooks.reading import Problem

AdditionKind: TypeAlias = Literal["answer", "link"]


@dataclass(frozen=True, slots=True)
class BookAddition:
    """An answer, a link or an item that workbooks add."""

    what: NewAnswer | NewLink | Item
    files: tuple[str, ...]
    """Those that say it."""
    others: tuple[str, ...] = ()
    """Those that answer the same item in other words, or give another link."""


class Additions:
    """Collects answers and links of workbooks, as far as they are not kept yet."""

    def __init__(
        self,
        store: Store,
        agency: Agency,
        instrument: Instrument,
        year: int,
        item_ids: Collection[int],
    ) -> None:
        self._said = {(note.item_id, note.text) for note in find_notes(store, list(item_ids))}
        documents = find_documents(store, agency.id)
        self._documents = {d.newest.link: d.id for d in documents if d.newest and d.newest.link}
        uses = find_uses(store, agency.id, instrument.id, year)
        self._used = {(use.document_id, use.item_id) for use in uses}
        self._found: dict[
            tuple[AdditionKind, int, str], tuple[NewAnswer | NewLink, dict[str, None]]
        ] = {}
        self._of_unit: dict[tuple[AdditionKind, int, str], dict[str, str]] = {}
        self.problems: list[Problem] = []
        """Where two files of one unit differ."""

    def take(self, file: str, unit: str, item: Item, filled: FilledItem) -> None:
        """Take what the row of an item says in a file."""
        answer = NewAnswer(item, f"{unit}: {filled.answer}")
        if filled.answer and (filled.item_id, answer.text) not in self._said:
            self._note("answer", answer, answer.text, file, unit, filled)
        document_id = self._documents.get(filled.link)
        is_there = document_id is not None and (
            item.code is None or (document_id, filled.item_id) in self._used
        )
        if filled.link and not is_there:
            link = NewLink(item, unit, filled.link, document_id)
            self._note("link", link, link.link, file, unit, filled)

    def find(self) -> tuple[BookAddition, ...]:
        """Find all answers, then all links, each in the order of the files."""
        by_item: dict[tuple[AdditionKind, int], dict[str, None]] = {}
        for (kind, about, _), (_, files) in self._found.items():
            by_item.setdefault((kind, about), {}).update(files)
        return tuple(
            BookAddition(
                what, tuple(files), tuple(f for f in by_item[kind, about] if f not in files)
            )
            for wanted in ("answer", "link")
            for (kind, about, _), (what, files) in self._found.items()
            if kind == wanted
        )

    def _note(
        self,
        kind: AdditionKind,
        what: NewAnswer | NewLink,
        said: str,
        file: str,
        unit: str,
        filled: FilledItem,
    ) -> None:
        _, files = self._found.setdefault((kind, filled.item_id, said), (what, {}))
        files[file] = None
        own = self._of_unit.setdefault((kind, filled.item_id, unit.casefold()), {})
        other = next((name for words, name in own.items() if words != said), None)
        own.setdefault(said, file)
        if other is not None:
            sentence = is_said_otherwise(kind == "link", what.item, unit, other)
            cell = filled.cell or None
            self.problems.append(Problem("warning", "book-twice", sentence, file, cell=cell))
