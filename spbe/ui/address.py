"""The address: what it says under a key, whose that is, and how a page was left."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

LANGUAGE, AGENCY, YEAR, STAGE, NODE = "lang", "agency", "year", "stage", "node"
PICTURE = "picture"
PAPER = "cetak"
"""Whether the page is drawn for paper; no link leads on with it."""
KEPT = (AGENCY, YEAR, STAGE, LANGUAGE, PICTURE)
"""What every address says, on every page; the last one only where it is not the usual."""
_APART = (*KEPT, PAPER)
_PAGE, _LEFT = "page-in-view", "pages-as-left"
"""Which page and view the address is about; and what else the address said there, by both."""
_LONGEST_ID = 15
"""Digits that every database takes as a whole number."""


def read_address(key: str) -> list[str] | None:
    """Give what the address says under a key, once or several times; None where it says nothing."""
    return st.query_params.get_all(key) if key in st.query_params else None


def write_address(key: str, *values: str) -> None:
    """Let the address say these values under a key; the next run is drawn by them."""
    if read_address(key) != list(values):
        st.query_params[key] = list(values)
        note_page()


def forget_address(key: str) -> None:
    """Let the address say nothing under a key."""
    if st.query_params.pop(key, None) is not None:
        note_page()


def settle_owner(kind: str, owner: str, keys: Sequence[str], *, is_lasting: bool = False) -> None:
    """Let the address say under these keys only what belongs to `owner`: an agency and its year.

    Where another one came into view in this session, what was left there is put aside, and what
    was said of the new one before comes back. A link that opens a session is taken as it is. What
    is lasting also comes back where the address says nothing of it.
    """
    kept: dict[str, dict[str, list[str]]] = st.session_state.setdefault(f"{kind}-by-owner", {})
    last = st.session_state.get(f"{kind}-owner", owner)
    for key in keys:
        if last == owner and not (is_lasting and read_address(key) is None):
            continue
        values = kept.get(owner, {}).get(key)
        if values is None:
            forget_address(key)
        else:
            write_address(key, *values)
    st.session_state[f"{kind}-owner"] = owner
    said = {key: read_address(key) for key in keys}
    kept[owner] = {key: values for key, values in said.items() if values is not None}


def enter_page(page: str) -> None:
    """Note which page, of which view, the address is about, so that links lead back to it."""
    st.session_state[_PAGE] = page
    note_page()


def find_left_page(page: str) -> dict[str, list[str]]:
    """Tell what the address said on a page beyond the view when it was left; {} if never."""
    left: dict[str, dict[str, list[str]]] = st.session_state.get(_LEFT, {})
    return left.get(page, {})


def note_page() -> None:
    """Note what the address says now, wherever it was written."""
    page = st.session_state.get(_PAGE)
    if page is not None:
        said = {key: st.query_params.get_all(key) for key in st.query_params if key not in _APART}
        st.session_state.setdefault(_LEFT, {})[page] = said


def is_id(said: str) -> bool:
    """Tell whether a word of the address can be the id of something kept."""
    return said.isdecimal() and len(said) <= _LONGEST_ID
