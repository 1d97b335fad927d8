"""Edits of a document from the page: what was seen, what is said afterwards, nothing typed lost."""

from __future__ import annotations

from collections.abc import Callable

from spbe.model.evidence import Document
from spbe.store.records import EditConflictError, StoreError
from spbe.text.translator import Message
from spbe.ui.canvas import st
from spbe.ui.markup import escape_markdown
from spbe.ui.shell import Page

_REFUSAL, _ROUND, _SAVED = "evidence-refusal", "evidence-round", "evidence-saved"


def see_document(document: Document) -> Document:
    """Give the document as it was when its form was opened, which is what an edit starts from."""
    seen: Document = st.session_state.setdefault(_name_seen(document), document)
    return seen


def name_form(part: str, document: Document | None) -> str:
    """Name a form; after every save it is another one, filled in with what was saved."""
    number = "new" if document is None else document.id
    return f"{part}-{number}-{st.session_state.get(_ROUND, 0)}"


def try_edit(seen: Document | None, edit: Callable[[], object]) -> bool:
    """Do an edit and tell whether it was done; what stands in its way is said on the next run.

    Where somebody else was quicker, what was typed stays, and the next attempt starts from their
    version, which is shown beside it.
    """
    try:
        edit()
    except StoreError as refusal:
        st.session_state[_REFUSAL] = refusal.message
        if isinstance(refusal, EditConflictError) and isinstance(refusal.current, Document):
            st.session_state[_name_seen(refusal.current)] = refusal.current
        return False
    if seen is not None:
        st.session_state.pop(_name_seen(seen), None)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.session_state[_SAVED] = True
    return True


def show_edit_outcome(page: Page) -> None:
    """Say what became of the last edit."""
    refusal = st.session_state.pop(_REFUSAL, None)
    if isinstance(refusal, Message):
        st.warning(escape_markdown(page.text(refusal)), icon=":material/info:")
    if st.session_state.pop(_SAVED, False):
        st.toast(page.text("Tersimpan"), icon=":material/check:")


def _name_seen(document: Document) -> str:
    return f"evidence-seen-{document.id}"
