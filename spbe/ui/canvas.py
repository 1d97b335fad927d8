"""Streamlit as pages draw with it: on screen as it is, on paper as `spbe/ui/paper.py` says.

Pages and their parts take `st` from here, so that a new page prints without a line of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit

from spbe.ui.paper import find_drawing

__all__ = ["st"]

if TYPE_CHECKING:
    import streamlit as st
else:

    class _Canvas:
        """Has the names of Streamlit, and whatever draws them in this run."""

        def __getattr__(self, name: str) -> Any:
            return find_drawing(name, getattr(streamlit, name))

    st = _Canvas()
