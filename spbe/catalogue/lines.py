"""Read the rows of our own CSV files with their lines, and note what is wrong in them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from spbe.model.instrument import Instrument, Names
from spbe.text.translator import LANGUAGES


def read_lines(
    path: Path, columns: Sequence[str], failures: list[str]
) -> list[tuple[int, dict[str, str]]]:
    """Read the rows of a CSV file with their lines; what cannot be read at all is a failure."""
    try:
        rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
        missing = [name for name in columns if name not in (rows.fieldnames or ())]
        if missing:
            failures.append(f"{path}:1: missing column {', '.join(missing)}")
            return []
        return [
            (rows.line_num, {name: (row[name] or "").strip() for name in columns}) for row in rows
        ]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        failures.append(f"{path}:1: {error}")
        return []


def check_code(code: str, instrument: Instrument) -> list[str]:
    """Say what is wrong with the code of an indicator; empty where nothing is."""
    if code in instrument.leaf_codes:
        return []
    return [f"{instrument.id} has no indicator {code!r}"]


def check_languages(row: Mapping[str, str], column: str) -> list[str]:
    """Say in which language a text of a row is missing; empty where in none."""
    names = [f"{column}_{language}" for language in LANGUAGES]
    return [f"{name} is missing" for name in names if not row[name]]


def read_names(row: Mapping[str, str], column: str) -> Names:
    """Take a text of a row in every language."""
    return {language: row[f"{column}_{language}"] for language in LANGUAGES}
