"""Pick one of several, then press: what is picked does nothing before."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spbe.ui.canvas import st


def show_pick(
    label: str,
    options: Sequence[str],
    button: str,
    do: Callable[[str], None],
    *,
    key: str,
    placeholder: str,
    hint: str | None = None,
) -> None:
    """Draw a select box and the button beside it, which does `do` with what was picked."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        picked = st.selectbox(label, options, index=None, key=key, placeholder=placeholder)
        st.button(
            button,
            key=f"{key}-do",
            disabled=picked is None,
            on_click=do,
            args=(picked,),
            help=hint,
        )
