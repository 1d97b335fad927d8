"""Choices on a page that stand in its address, so that a link reopens them in either language.

What stands there are codes, which no language changes, or what the user wrote. The address
decides; a widget that is changed writes it before the page is drawn anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from spbe.text.translator import Translator
from spbe.ui.markup import escape_markdown
from spbe.ui.state import read_address, write_address

_OPEN = "true"


def choose_option(
    text: Translator,
    key: str,
    label: str,
    options: Mapping[str, str],
    fallback: str | None = None,
    place: DeltaGenerator | None = None,
    **look: Any,
) -> str:
    """Draw a select box and tell the code that is chosen.

    `options` are the words by code; `fallback` is chosen where the address names none, else the
    first. What it names and cannot have is said. `look` are further options of `st.selectbox`.
    """
    said = read_address(key)
    asked = said[0] if said else None
    usual = fallback if fallback in options else next(iter(options))
    chosen = asked if asked in options else usual
    if asked is not None and chosen != asked:
        st.info(
            escape_markdown(
                text(
                    "{label} “{asked}” tidak ada di sini; yang ditampilkan: {shown}.",
                    label=label,
                    asked=asked[:60],
                    shown=options[str(chosen)],
                )
            )
        )
        write_address(key, str(chosen))
    st.session_state[key] = chosen
    (place or st).selectbox(
        label,
        list(options),
        format_func=lambda code: options.get(code, code),
        key=key,
        on_change=_follow,
        args=(key,),
        **look,
    )
    return str(chosen)


def choose_several(
    key: str, label: str, options: Sequence[str], usual: Sequence[str] = (), **look: Any
) -> list[str]:
    """Draw a box of names, none to many, and tell those that are chosen.

    `usual` are chosen where the address says nothing; names that are not there are left out.
    """
    asked = read_address(key)
    wanted = usual if asked is None else asked
    chosen = [name for name in dict.fromkeys(wanted) if name in options]
    st.session_state[key] = chosen
    st.multiselect(label, list(options), key=key, on_change=_follow_several, args=(key,), **look)
    return chosen


def choose_text(
    key: str,
    label: str,
    usual: str,
    tidy: Callable[[str], str],
    place: DeltaGenerator | None = None,
    **look: Any,
) -> str:
    """Draw a line to write in and tell what stands there; `tidy` writes it as people read it."""
    asked = read_address(key)
    written = asked[0] if asked else usual
    st.session_state[key] = tidy(written)
    (place or st).text_input(label, key=key, on_change=_follow, args=(key,), **look)
    return written


def show_closed(key: str, label: str, **look: Any) -> DeltaGenerator | None:
    """Draw a part that begins closed; None while it is, so that nothing is computed for it."""
    st.session_state[key] = read_address(key) == [_OPEN]
    part = st.expander(label, key=key, on_change=_follow_opening, args=(key,), **look)
    return part if part.open else None


def _follow(key: str) -> None:
    write_address(key, str(st.session_state[key] or ""))


def _follow_several(key: str) -> None:
    write_address(key, *(st.session_state[key] or [""]))


def _follow_opening(key: str) -> None:
    write_address(key, _OPEN if st.session_state[key] else "false")
