"""Start `confined.py` on a file and take over what it read."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from spbe.workbooks.grid import CellValue, Grid
from spbe.workbooks.limits import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_SHEETS,
    MAX_UNPACKED_BYTES,
    MEBIBYTE,
    CellBudget,
    Deadline,
    RefusedError,
    check_sheet_count,
    is_damaged,
    is_encrypted,
    needs_too_much_memory,
    takes_too_long,
    unpacks_too_big,
)

_ROWS_PER_CHECK = 1_000
_SCRIPT = Path(__file__).with_name("confined.py")
# Beyond the 17 MB that the process begins with; the file itself waits in this one.
_MEMORY = 240 * MEBIBYTE


def read_confined(data: bytes, deadline: Deadline) -> list[Grid]:
    """Read a workbook in a process of its own.

    Returns the worksheets with their values, hidden flags and merged ranges. Raises RefusedError
    where the file is damaged or encrypted, or takes more memory or time than it may.
    """
    limits = {
        "rows": MAX_ROWS,
        "columns": MAX_COLUMNS,
        "cells": MAX_CELLS,
        "sheets": MAX_SHEETS,
        "letters": MAX_UNPACKED_BYTES,
    }
    with confine("workbook", data, limits, deadline) as output:
        return _take_over(output, deadline)


@contextmanager
def confine(
    kind: str, data: bytes, limits: Mapping[str, int], deadline: Deadline
) -> Iterator[TextIO]:
    """Read a "workbook" or a "pdf" in a process of its own and open what it wrote.

    `limits` come on top of those of memory and time. Raises RefusedError where the file is damaged
    or takes more memory or time than it may.
    """
    limits = {"memory": _MEMORY, "seconds": int(deadline.seconds_left) + 1, **limits}
    with tempfile.TemporaryDirectory(prefix="spbe-") as folder:
        source, output = Path(folder, "source"), Path(folder, "output")
        source.write_bytes(data)
        try:
            ended = subprocess.run(  # noqa: S603 - our own script and no shell
                [
                    *(sys.executable, "-P", str(_SCRIPT)),
                    *(kind, str(source), str(output), json.dumps(limits)),
                ],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                timeout=deadline.seconds_left,
                check=False,
            )
        except subprocess.TimeoutExpired as e:
            raise takes_too_long() from e
        if ended.returncode:
            raise _explain(ended.stderr)
        with output.open(encoding="ascii") as lines:
            yield lines


def _explain(stderr: bytes) -> RefusedError:
    """Tell from the last words of the process why it ended.

    Raises RuntimeError where it could not even start: that is no fault of the file.
    """
    if b"ImportError" in stderr or b"ModuleNotFoundError" in stderr:
        raise RuntimeError(stderr.decode("utf-8", "replace"))
    if b"memory allocation" in stderr or b"MemoryError" in stderr or b"capacity overflow" in stderr:
        return needs_too_much_memory()
    return is_damaged()


def _take_over(lines: TextIO, deadline: Deadline) -> list[Grid]:
    grids: list[Grid] = []
    rows: list[list[CellValue]] = []
    budget = CellBudget()
    for line in lines:
        value = json.loads(line, object_hook=_decode)
        if isinstance(value, list):
            rows.append(value)
            if len(rows) % _ROWS_PER_CHECK == 0:
                deadline.check()
            continue
        if "sheet" in value:
            budget.add(value["sheet"], *value["size"])
            rows = []
            grids.append(
                Grid(
                    name=value["sheet"],
                    rows=rows,
                    first_row=value["start"][0],
                    first_column=value["start"][1],
                    is_hidden=value["hidden"],
                    merged=[tuple(span) for span in value["merged"]],
                )
            )
        elif value["end"] == "encrypted":
            raise is_encrypted()
        elif value["end"] == "letters":
            raise unpacks_too_big()
        elif value["end"] == "sheets":
            check_sheet_count(value["count"])
    check_sheet_count(len(grids))
    return grids


def _decode(value: dict[str, Any]) -> Any:
    if len(value) != 1:
        return value
    [(kind, content)] = value.items()
    match kind:
        case "date":
            return datetime.date.fromisoformat(content)
        case "datetime":
            return datetime.datetime.fromisoformat(content)
        case "time":
            return datetime.time.fromisoformat(content)
        case "timedelta":
            return datetime.timedelta(seconds=content)
    return value
