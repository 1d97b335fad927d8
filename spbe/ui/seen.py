"""What a form was filled with: the record as its user saw it, while others may have changed it."""

from __future__ import annotations

from typing import Any

from spbe.ui.canvas import st


def settle_seen(field: str, kept: Any) -> Any:
    """Give the record that a form began with.

    `field` is the key of one of its fields: while it is on the page, the form stays as it was
    filled; where it is drawn for the first time, it is filled with what is `kept`.
    """
    name = f"seen-{field}"
    if field not in st.session_state or name not in st.session_state:
        st.session_state[name] = kept
    return st.session_state[name]


def note_seen(field: str, now_kept: Any) -> None:
    """Note that the user of a form has seen what is kept now, and saves over it knowingly."""
    st.session_state[f"seen-{field}"] = now_kept
