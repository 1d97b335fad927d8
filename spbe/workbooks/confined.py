"""Read a workbook in a process of its own, with limits, that can be ended.

Run as a script by `confinement.py` and deliberately free of this package, so that it starts
quickly and little memory stands beside the limit. Usage:
`python -P confined.py INPUT OUTPUT LIMITS`, the last as JSON. OUTPUT holds one JSON value a
line: an object begins a sheet, a list is one of its rows, the object with "end" is the last.
"""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TextIO

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum


def limit_resources(memory: int, seconds: int) -> None:
    """Bound the memory beyond what is used now [bytes] and the time, where the system can."""
    if sys.platform == "win32":
        return
    import resource

    with suppress(OSError, ValueError):  # some systems know a limit and refuse to set it
        used = Path("/proc/self/statm").read_text().split()[0]
        memory += int(used) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def write_workbook(source: Path, output: TextIO, limits: Mapping[str, int]) -> None:
    """Write every worksheet, or only how large it is where that is too large."""

    def write(value: object) -> None:
        output.write(json.dumps(value, default=encode, separators=(",", ":")) + "\n")

    try:
        workbook = CalamineWorkbook.from_path(source)
    except PasswordError:
        write({"end": "encrypted"})
        return
    metadata = workbook.sheets_metadata
    if len(metadata) > limits["sheets"]:
        write({"end": "sheets", "count": len(metadata)})
        return
    letters = 0
    cells = 0
    for position, about in enumerate(metadata):
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_index(position)
        rows, columns = (n + 1 for n in sheet.end or (-1, -1))
        write(
            {
                "sheet": about.name,
                "hidden": about.visible is not SheetVisibleEnum.Visible,
                "size": [rows, columns],
                "start": sheet.start or (0, 0),
                "merged": [(*first, *last) for first, last in sheet.merged_cell_ranges or ()],
            }
        )
        cells += rows * columns
        if rows > limits["rows"] or columns > limits["columns"] or cells > limits["cells"]:
            break  # the reader says which limit it was
        if sheet.start is None:
            continue
        for row in sheet.to_python():
            letters += sum(len(value) for value in row if isinstance(value, str))
            if letters > limits["letters"]:
                write({"end": "letters"})
                return
            write(row)
    write({"end": "read"})


def encode(value: Any) -> dict[str, Any]:
    """Give dates and times a form that JSON knows."""
    if isinstance(value, datetime.timedelta):
        return {"timedelta": value.total_seconds()}
    return {type(value).__name__: value.isoformat()}


if __name__ == "__main__":
    limits = json.loads(sys.argv[3])
    limit_resources(limits["memory"], limits["seconds"])
    with Path(sys.argv[2]).open("w", encoding="ascii") as output:
        write_workbook(Path(sys.argv[1]), output, limits)
