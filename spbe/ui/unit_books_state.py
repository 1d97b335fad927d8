"""The units' workbooks that were uploaded, and what was decided about them."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

from spbe.jobs.unit_book_changes import ChangeKey
from spbe.jobs.unit_book_preview import BooksPreview, ReadBook
from spbe.jobs.unit_book_saving import save_books
from spbe.store.records import StoreError
from spbe.text.translator import Message, message
from spbe.ui.canvas import st
from spbe.ui.clock import now
from spbe.ui.shell import Page

_STATE = "unit-books"


@dataclass
class BookUpload:
    """Workbooks that are looked at and not saved yet."""

    place: str
    books: list[ReadBook] = field(default_factory=list)
    choices: dict[ChangeKey, Hashable] = field(default_factory=dict)
    round: int = 0
    """Part of the uploader's key: a new one keeps no bytes of the last files."""
    refusal: Message | None = None
    outcome: Message | None = None

    def take(self, books: list[ReadBook]) -> None:
        """Take workbooks that were read, beside those that are here."""
        self.books = [*self.books, *books]
        self.round += 1
        self.refusal = self.outcome = None

    def forget(self) -> None:
        """Leave all of them; nothing was saved."""
        self.books, self.choices, self.refusal = [], {}, None
        self.round += 1

    def save(self, page: Page, preview: BooksPreview, who: str) -> None:
        """Save the preview on screen; where that is refused, the workbooks stay."""
        try:
            save_books(page.store, preview, who, now())
        except StoreError as refusal:
            self.refusal = refusal.message
        else:
            self.forget()
            self.outcome = message("{n} buku OPD tersimpan.", n=preview.read_count)


def load_book_upload(place: str) -> BookUpload:
    """Give the workbooks uploaded for a checklist; those of another one are left."""
    upload: BookUpload | None = st.session_state.get(_STATE)
    if upload is None or upload.place != place:
        upload = st.session_state[_STATE] = BookUpload(place)
    return upload
