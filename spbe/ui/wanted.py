"""The page that somebody wanted who had to sign in elsewhere first: they are led back to it.

A provider of identities sends everyone to the home page. What was wanted stands meanwhile in a
cookie of the same browser, for ten minutes and for one time.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

import streamlit as st

from spbe.ui.identities import find_identity
from spbe.ui.serving import read_own_address

_COOKIE, _TAKEN = "spbe_wanted", "wanted-taken"
_LASTS = 600
"""Seconds that signing in elsewhere may take."""
_LONGEST = 3000
"""Letters of a cookie that every browser keeps."""


def note_wanted(but: str) -> None:
    """Let the browser keep what its address asks for, `but` one parameter."""
    url = st.context.url
    # Without a browser, as in a test of a page, there is none.
    page = urlsplit(url).path.rpartition("/")[2] if isinstance(url, str) else ""
    query = {name: st.query_params.get_all(name) for name in st.query_params if name != but}
    asked = f"{page}?{urlencode(query, doseq=True)}" if query else page
    _write(asked if len(asked) <= _LONGEST else page)


def take_wanted(pages: Mapping[str, str]) -> tuple[str, dict[str, list[str]]] | None:
    """Give the file of the page that was wanted and its query, None where nothing was.

    `pages` are the files by what their address ends with; another one is never opened.
    """
    kept = st.context.cookies.get(_COOKIE)
    if not isinstance(kept, str) or not kept:
        return None
    st.session_state[_TAKEN] = True
    page, _, query = unquote(kept).partition("?")
    if page not in pages or find_identity() is None:
        return None
    return pages[page], parse_qs(query)


def forget_wanted() -> None:
    """Take what was wanted away once it was given."""
    if st.session_state.pop(_TAKEN, False):
        _write("")


def _write(asked: str) -> None:
    # Quoted, it holds no letter that could end the cookie or the script.
    lasts = _LASTS if asked else 0
    secure = "; Secure" if read_own_address().startswith("https://") else ""
    value = quote(asked, safe="")
    cookie = f"{_COOKIE}={value}; path=/; max-age={lasts}; SameSite=Lax{secure}"
    st.html(f"<script>document.cookie = '{cookie}'</script>", unsafe_allow_javascript=True)
