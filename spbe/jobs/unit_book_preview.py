"""Many units' workbooks at once: one preview of what they change, then all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from spbe.jobs.assignments import find_leads
from spbe.jobs.unit_book_additions import Additions, BookAddition
from spbe.jobs.unit_book_changes import (
    BookChange,
    ChangeKey,
    Proposal,
    find_change,
    join_explanations,
)
from spbe.jobs.unit_book_new_items import find_new_items
from spbe.jobs.unit_book_refusals import (
    find_moved,
    is_closed,
    is_locked,
    is_not_led,
    is_not_own,
    is_of_others,
    is_other_kind,
)
from spbe.jobs.unit_books import CLAIM_STAGE, is_of
from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.model.instrument import Instrument
from spbe.model.item import NEXT_STATES, Item, Share
from spbe.model.unit_book import FilledBook, FilledItem, FilledNew
from spbe.store.assessments import load_result
from spbe.store.cycles import load_cycle
from spbe.store.database import Store
from spbe.store.item_shares import find_shares
from spbe.store.items import find_items
from spbe.store.records import Agency, ResultKey
from spbe.store.unit_work import NewAnswer, NewLink
from spbe.text.terms import ITEM_STATE_NAMES
from spbe.text.translator import Message
from spbe.workbooks.reading import Problem, SourceFile
from spbe.workbooks.unit_book_reading import read_unit_book


@dataclass(frozen=True, slots=True)
class ReadBook:
    """A file that was uploaded, with what was read in it."""

    name: str
    filled: FilledBook | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class BooksPreview:
    """All that saving would do, and what is wrong with the files."""

    agency: Agency
    instrument: Instrument
    year: int
    books: tuple[ReadBook, ...]
    changes: tuple[BookChange, ...] = ()
    additions: tuple[BookAddition, ...] = ()
    """Answers, links, and items that units suggest and nobody has thought of yet."""
    problems: tuple[Problem, ...] = ()
    claims: Assessment | None = None
    """What is kept of the claims now."""
    claims_revision_id: int | None = None

    @property
    def conflicts(self) -> tuple[BookChange, ...]:
        return tuple(change for change in self.changes if change.is_conflict)

    @property
    def answers(self) -> tuple[NewAnswer, ...]:
        return tuple(each.what for each in self.additions if isinstance(each.what, NewAnswer))

    @property
    def links(self) -> tuple[NewLink, ...]:
        return tuple(each.what for each in self.additions if isinstance(each.what, NewLink))

    @property
    def new(self) -> tuple[Item, ...]:
        return tuple(each.what for each in self.additions if isinstance(each.what, Item))

    @property
    def read_count(self) -> int:
        """How many of the files are workbooks of units."""
        return sum(book.filled is not None for book in self.books)

    @property
    def is_change(self) -> bool:
        """Whether saving would change anything."""
        is_changed = any(change.value != change.now for change in self.changes)
        return is_changed or bool(self.additions)

    @property
    def can_save(self) -> bool:
        return self.is_change and not any(change.is_open for change in self.changes)


def read_books(
    sources: Sequence[SourceFile],
    instruments: Mapping[str, Instrument],
    on_progress: Callable[[int, int], None] | None = None,
) -> list[ReadBook]:
    """Read uploaded files; a foreign one among them is named and hinders none of the others.

    `on_progress` is called after each file with the number of files done and of all.
    """
    books = []
    for done, source in enumerate(sources, 1):
        filled, problems = read_unit_book(source, instruments)
        named = (replace(problem, file=problem.file or source.name) for problem in problems)
        books.append(ReadBook(source.name, filled, tuple(named)))
        if on_progress is not None:
            on_progress(done, len(sources))
    return books


def preview_books(
    store: Store,
    agency: Agency,
    instrument: Instrument,
    year: int,
    books: Sequence[ReadBook],
    choices: Mapping[ChangeKey, Hashable] = MappingProxyType({}),
) -> BooksPreview:
    """Work out what saving these workbooks would change; nothing is written.

    Parameters
    ----------
    books : in any order: the same files give the same preview.
    choices : what the coordinator decided in conflicts, one of `BookChange.options` each.
    """
    return _Preview(store, agency, instrument, year, books, choices).make()


class _Preview:
    """Compares workbooks with what is kept, read once."""

    def __init__(
        self,
        store: Store,
        agency: Agency,
        instrument: Instrument,
        year: int,
        books: Sequence[ReadBook],
        choices: Mapping[ChangeKey, Hashable],
    ) -> None:
        self._store, self._place = store, (agency, instrument, year)
        self._books = tuple(sorted(books, key=lambda book: book.name.casefold()))
        self._choices = choices
        # Of a thousand items a handful are filled in at a time.
        touched = {
            filled.item_id
            for book in books
            if book.filled is not None
            for filled in book.filled.items.values()
            if filled.is_touched
        }
        found = find_items(store, agency.id, instrument.id, year, touched)
        self._items = {item.id: item for item in found}
        shares = find_shares(store, agency.id, instrument.id, year)
        self._shares = {(s.item_id, s.unit): s for own in shares.values() for s in own}
        known = [number for number in self._items if number]
        self._additions = Additions(store, agency, instrument, year, known)
        self._leads = find_leads(store, agency.id, instrument)
        kept = load_result(store, ResultKey(agency.id, instrument.id, year, CLAIM_STAGE))
        content = kept.content if kept else None
        self._claims = content if isinstance(content, Assessment) else None
        self._revision = kept.revision.id if kept and kept.revision else None
        self._lock = load_cycle(store, agency.id, year).locked.get(CLAIM_STAGE)
        self._problems: list[Problem] = []
        self._proposals: dict[ChangeKey, list[Proposal]] = {}
        self._suggested: list[tuple[str, str, FilledNew]] = []

    def make(self) -> BooksPreview:
        agency, instrument, year = self._place
        for book in self._books:
            self._problems += book.problems
            if book.filled is not None and self._is_ours(book.name, book.filled):
                for filled in book.filled.items.values():
                    self._take_item(book.name, book.filled.identity.unit, filled)
                self._take_claims(book.name, book.filled)
                unit = book.filled.identity.unit
                self._suggested += [(book.name, unit, new) for new in book.filled.new]
        changes = tuple(filter(None, map(self._find_change, self._proposals)))
        return BooksPreview(
            agency,
            instrument,
            year,
            self._books,
            changes,
            (*self._additions.find(), *find_new_items(self._store, *self._place, self._suggested)),
            (*self._problems, *self._additions.problems),
            self._claims,
            self._revision,
        )

    def _is_ours(self, file: str, filled: FilledBook) -> bool:
        agency, instrument, year = self._place
        identity = filled.identity
        known = (agency.id, agency.name, instrument.id, year)
        found = (identity.agency_id, identity.agency, identity.instrument_id, identity.year)
        if found == known:
            return True
        sentence = is_of_others(identity, agency.name, year)
        self._problems.append(Problem("error", "book-other", sentence, file))
        return False

    def _take_item(self, file: str, unit: str, filled: FilledItem) -> None:
        if not filled.is_touched:
            return
        item = self._items.get(filled.item_id)
        if item is None or unit.casefold() not in {name.casefold() for name in item.units}:
            self._refuse(file, filled.cell, "book-item", is_not_own(item, unit))
            return
        is_said = filled.filled not in (None, filled.base)
        if is_said and isinstance(filled.base, Share) != item.is_for_all_units:
            self._refuse(file, filled.cell, "book-item", is_other_kind(item))
            return
        self._tell_moved(file, item, filled)
        if isinstance(filled.base, Share):
            key: ChangeKey = ("share", filled.item_id, unit)
            self._propose(key, filled.base, filled.filled, file)
            return
        if filled.filled is not None and filled.filled != filled.base:
            if filled.filled not in (item.state, *NEXT_STATES[item.state]):
                wanted = ITEM_STATE_NAMES[str(filled.filled)]
                self._refuse(file, filled.cell, "book-closed", is_closed(item, wanted))
            else:
                self._propose(("state", filled.item_id, ""), filled.base, filled.filled, file)
        self._additions.take(file, unit, item, filled)

    def _tell_moved(self, file: str, item: Item, filled: FilledItem) -> None:
        """Warn where day or person of an item changed since the workbook was made."""
        plan = filled.plan
        moved = None if plan is None else find_moved(item, plan.due, plan.person)
        if moved is not None:
            cell = filled.cell or None
            self._problems.append(Problem("warning", "book-moved", moved, file, cell=cell))

    def _take_claims(self, file: str, filled: FilledBook) -> None:
        unit = filled.identity.unit
        for code, row in filled.indicators.items():
            said = (row.base_claim, row.base_explanation)
            if (row.claim, row.explanation) == said:
                continue
            if self._lock is not None:
                self._refuse(file, row.cell, "book-locked", is_locked(self._lock))
                return
            if not is_of(unit, self._leads[code]):
                number = self._place[1].node_by_code[code].number
                self._refuse(file, row.cell, "book-indicator", is_not_led(number, unit))
                continue
            self._propose(("claim", code, ""), row.base_claim, row.claim, file)
            self._propose(("explanation", code, ""), row.base_explanation, row.explanation, file)

    def _propose(self, key: ChangeKey, base: Hashable, wanted: Hashable, file: str) -> None:
        said = self._proposals.setdefault(key, [])
        if wanted is not None:
            said.append(Proposal(base, wanted, file))

    def _find_change(self, key: ChangeKey) -> BookChange | None:
        kind, about, unit = key
        said = self._proposals[key]
        if kind in ("state", "share"):
            item = self._items[about]  # type: ignore[index]  # proposed for known items alone
            share = self._shares.get((item.id or 0, unit))
            now: Hashable = item.state if kind == "state" else share
            return find_change(key, now, said, self._choices, item=item)
        code = str(about)
        notes = self._claims.notes if self._claims else {}
        if kind == "explanation":
            now = notes.get(code, IndicatorNotes()).explanation
            return join_explanations(key, now, said, code)
        now = self._claims.levels.get(code) if self._claims else None
        return find_change(key, now, said, self._choices, code=code)

    def _refuse(self, file: str, cell: str, kind: str, sentence: Message) -> None:
        self._problems.append(Problem("error", kind, sentence, file, cell=cell or None))
