"""Choices on a page that stand in its address, so that a link reopens them in either language.

What stands there are codes, which no language changes, or what the user wrote. The address
decides; a widget that is changed writes it before the page is drawn anew.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from streamlit.delta_generator import DeltaGenerator

from spbe.text.translator import Translator
from spbe.ui.address import forget_address, read_address, write_address
from spbe.ui.canvas import st
from spbe.ui.markup import escape_markdown
from spbe.ui.paper import is_on_paper

_OPEN = "true"
_NUMBER = re.compile(r"-?[0-9]{1,6}([.][0-9]{1,2})?")
"""A number as it stands in the address, in any language."""


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
    st.multiselect(
        label, list(options), key=key, on_change=_follow_several, args=(key, bool(usual)), **look
    )
    return chosen


def choose_number(key: str, label: str, chosen: float | None, **look: Any) -> None:
    """Draw a field for a number; the address says it plainly, and nothing where it is empty.

    `chosen` is what `read_number` read from there, or what is usual.
    """
    st.session_state[key] = chosen
    st.number_input(label, value=None, key=key, on_change=_follow_number, args=(key,), **look)


def read_number(key: str, low: float, high: float) -> Fraction | None:
    """Read a number from the address; None where none within the bounds stands there."""
    said = read_address(key) or [""]
    if not _NUMBER.fullmatch(said[0]):
        return None
    number = Fraction(said[0])
    return number if low <= number <= high else None


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


def choose_day(
    key: str,
    label: str,
    usual: datetime.date | None,
    place: DeltaGenerator | None = None,
    **look: Any,
) -> datetime.date | None:
    """Draw a field for a day and tell the one that is chosen; `usual` where the address says none.

    A day after `max_value`, one of the further options of `st.date_input`, is taken for that one.
    """
    chosen = _read_day(key) or usual
    latest = look.get("max_value")
    if chosen is not None and latest is not None:
        chosen = min(chosen, latest)
    st.session_state[key] = chosen
    (place or st).date_input(
        label, None, format="DD/MM/YYYY", key=key, on_change=_follow_day, args=(key,), **look
    )
    return chosen


def choose_page(key: str, count: int, per_page: int) -> slice:
    """Draw the numbers of pages where rows need several, and tell which rows the chosen one has.

    On paper all rows stand on one.
    """
    if is_on_paper():
        return slice(0, count)
    pages = max(1, -(-count // per_page))
    chosen = min(int(read_number(key, 1, pages) or 1), pages)
    if pages > 1:
        # A key for each page: Streamlit warns where it finds both a state and a default.
        widget = f"{key}-{chosen}-{pages}"
        st.pagination(pages, default=chosen, key=widget, on_change=_follow_page, args=(key, widget))
    return slice((chosen - 1) * per_page, chosen * per_page)


def show_closed(key: str, label: str, **look: Any) -> DeltaGenerator | None:
    """Draw a part that begins closed; None while it is, so that nothing is computed for it."""
    st.session_state[key] = read_address(key) == [_OPEN]
    part = st.expander(label, key=key, on_change=_follow_opening, args=(key,), **look)
    return part if part.open else None


def _follow(key: str) -> None:
    write_address(key, str(st.session_state[key] or ""))


def _follow_several(key: str, has_usual: bool) -> None:
    chosen = st.session_state[key]
    if chosen or has_usual:
        write_address(key, *(chosen or [""]))
    else:
        forget_address(key)


def _follow_number(key: str) -> None:
    number = st.session_state[key]
    if number is None:
        forget_address(key)
    else:
        write_address(key, f"{number:.2f}".rstrip("0").rstrip("."))


def _read_day(key: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat((read_address(key) or [""])[0])
    except ValueError:
        return None


def _follow_day(key: str) -> None:
    day = st.session_state[key]
    if day is None:
        forget_address(key)
    else:
        write_address(key, day.isoformat())


def _follow_page(key: str, widget: str) -> None:
    write_address(key, str(st.session_state[widget]))


def _follow_opening(key: str) -> None:
    write_address(key, _OPEN if st.session_state[key] else "false")
