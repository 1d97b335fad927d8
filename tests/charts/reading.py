"""Read figures as people do: their title, words, marks and captions."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go


def title_of(figure: go.Figure) -> str:
    return str(figure.layout.meta["title"])


def notes_of(figure: go.Figure) -> list[str]:
    """Everything written in annotations: title, caption and notes in the plot."""
    return [note.text for note in figure.layout.annotations]


def words_of(figure: go.Figure) -> list[str]:
    """Everything written at points."""
    return [word for trace in figure.data for word in trace.text or () if word]


def marks_of(figure: go.Figure) -> list[Any]:
    """The traces that can be clicked."""
    return [trace for trace in figure.data if trace.customdata is not None]
