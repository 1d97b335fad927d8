"""Measure everything, print a table, write `benchmarks/latest.json`: `make bench`.

A missed goal is shown, not failed: how fast a machine is depends on what else it does. The exit
code is 1 where something could not be measured. Names of parts (`scoring`, `reading`, `unit_books`,
`workbook`, `planning`, `decks`, `printing`, `browser`) as arguments measure only those.
"""

from __future__ import annotations

import importlib
import json
import sys
import traceback
from pathlib import Path

from benchmarks.rows import Row, to_plain, write_table

PARTS = (
    "scoring",
    "reading",
    "unit_books",
    "workbook",
    "planning",
    "decks",
    "printing",
    "browser",
)
LATEST = Path(__file__).parent / "latest.json"


def main(wanted: list[str]) -> int:
    rows: list[Row] = []
    failed = []
    for part in wanted or PARTS:
        print(f"Measuring {part}", file=sys.stderr, flush=True)
        try:
            rows += importlib.import_module(f"benchmarks.{part}").measure()
        except Exception:
            traceback.print_exc()
            failed.append(part)
    print(write_table(rows))
    LATEST.write_text(json.dumps(to_plain(rows), indent=2) + "\n", encoding="utf-8")
    missed = [row.name for row in rows if not row.holds]
    print(f"\n{len(rows)} figures, {len(missed)} missed their goal. Written to {LATEST.name}.")
    if failed:
        print(f"Not measured: {', '.join(failed)}.", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
