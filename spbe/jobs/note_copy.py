"""Copy what was written a year ago into the blank cells of a grid; nothing is written over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from spbe.jobs.entering import EntryRow
from spbe.model.assessment import STAGES, Assessment
from spbe.store.records import ResultKey, StoredResult

COPIED_FIELDS = ("explanation", "evidence", "evidence_link", "unit")
"""What an assessor said of a year is not true of the next one, so it is not copied."""


def find_earlier(results: Iterable[StoredResult], key: ResultKey) -> Assessment | None:
    """Find what notes may be copied from: the year before, of the same stage, else the newest.

    None where no earlier year of the same instrument has notes.
    """
    found = [
        (result.key.year, result.key.stage == key.stage, STAGES.index(result.key.stage), content)
        for result in results
        if isinstance(content := result.content, Assessment)
        and result.key.instrument_id == key.instrument_id
        and result.key.year < key.year
        and any(getattr(notes, name) for notes in content.notes.values() for name in COPIED_FIELDS)
    ]
    return max(found, key=lambda each: each[:3])[3] if found else None


def copy_notes(
    rows: Mapping[str, EntryRow], earlier: Assessment
) -> tuple[dict[str, EntryRow], int]:
    """Fill the blank texts of a grid from an earlier assessment.

    Returns
    -------
    The rows by code, and how many cells were filled.
    """
    copied, filled = {}, 0
    for code, row in rows.items():
        old = earlier.notes.get(code)
        new = {
            name: getattr(old, name)
            for name in COPIED_FIELDS
            if old is not None and getattr(old, name) and not getattr(row.notes, name).strip()
        }
        filled += len(new)
        copied[code] = replace(row, notes=replace(row.notes, **new)) if new else row
    return copied, filled
