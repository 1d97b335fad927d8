"""What a grid shows, read from its data and the settings of its columns."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

import pandas as pd


def name_columns(rows: Any, column_config: Mapping[Any, Any] | None = None) -> pd.DataFrame:
    """Give the columns that people read, by their labels; those to tick only where one is ticked.

    `column_config` is as Streamlit takes it: a label, settings with a label, or None to hide.
    """
    frame = pd.DataFrame(rows)
    labels: dict[Any, str] = {}
    for column in frame.columns:
        config = (column_config or {}).get(column, column)
        is_unused = frame[column].dtype == bool and not frame[column].any()
        if config is None or is_unused:
            continue
        label = config.get("label") if isinstance(config, Mapping) else config
        labels[column] = str(label or column)
    return frame[list(labels)].rename(columns=labels)


def write_plainly(cell: Any) -> str | int | float | None:
    """Write a cell for a file: names joined by semicolons, a day as 2024-12-31, a tick as "✓"."""
    if isinstance(cell, list | tuple):
        return "; ".join(map(str, cell))
    if cell is None or pd.isna(cell):
        return None
    if isinstance(cell, bool):
        return "✓" if cell else ""
    if isinstance(cell, datetime.date):
        return f"{cell:%Y-%m-%d}"
    plain: str | int | float = cell
    return plain
