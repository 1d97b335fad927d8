"""How analyses make their tables: exact values stay exact and missing ones stay None."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd


def make_frame(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[str], floats: Sequence[str] = ()
) -> pd.DataFrame:
    """Make a DataFrame of `rows` with these columns, also where there is no row.

    Columns are of dtype object, so that whole numbers, Fractions and None stay what they are
    (pandas would turn hundredths beside a None into binary floats). Those named in `floats` are
    float64 with NaN, for drawing only.
    """
    return pd.DataFrame(
        {
            name: pd.Series(
                [row.get(name) for row in rows], dtype="float64" if name in floats else object
            )
            for name in columns
        }
    )


def read_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Give the rows of a frame as dictionaries, values as they were put in."""
    names = [str(name) for name in frame.columns]
    columns = [frame[name].tolist() for name in frame.columns]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]
