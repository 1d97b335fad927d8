"""Pictures of many parts as plain values: all indicators at once, and bars by name."""

from __future__ import annotations

from spbe.analysis.frames import read_rows
from spbe.charts.backlog import format_backlog
from spbe.charts.ranking import exact_points
from spbe.charts.tiles import title_tile_map
from spbe.model.instrument import Node
from spbe.reports.contents import ReportContents
from spbe.reports.drawings import draw_level, shorten
from spbe.reports.typesetting import Value
from spbe.text.translator import Translator

_MOST_INDICATORS, _MOST_UNITS = 10, 12
_LONGEST = 70
"""Letters of a name beside its bar."""


def draw_tiles(contents: ReportContents, text: Translator) -> dict[str, Value] | None:
    """List the levels of all indicators in the order of the instrument, grouped by aspect."""
    if contents.assessment is None:
        return None
    instrument = contents.instrument
    groups: dict[str, list[Node]] = {}
    for leaf in instrument.leaves:
        groups.setdefault(leaf.parent or "", []).append(leaf)
    return {
        "kind": "tiles",
        "title": title_tile_map(contents.potentials, instrument, text),
        "groups": [
            {
                "name": instrument.node_by_code[parent].names[text.language],
                "tiles": [
                    {
                        "number": leaf.number,
                        "level": draw_level(
                            contents.result.level_units(leaf.code), instrument, text
                        ),
                    }
                    for leaf in leaves
                ],
            }
            for parent, leaves in groups.items()
        ],
    }


def draw_potentials(contents: ReportContents, text: Translator) -> dict[str, Value] | None:
    """Give the indicators with the largest potential as bars; None where nothing is left."""
    rows = [row for row in read_rows(contents.potentials) if row["potential"]][:_MOST_INDICATORS]
    if not rows:
        return None
    largest = rows[0]["potential"]
    bars: list[Value] = [
        {
            "name": f"{row['number']} {row['name']}",
            "shown": exact_points(row["potential"], text),
            "parts": [{"share": float(row["potential"] / largest), "color": "now"}],
        }
        for row in rows
    ]
    notes = text("Potensi = bobot × tingkat yang tersisa, dalam poin indeks.")
    return {"kind": "bars", "rows": bars, "notes": notes}


def draw_backlog(contents: ReportContents, text: Translator) -> dict[str, Value] | None:
    """Give the open items of each unit as bars, late ones first, waiting ones last."""
    rows = contents.checklist.backlog[:_MOST_UNITS]
    if not rows:
        return None
    most = max(len(row.items) for row in rows)
    bars: list[Value] = [
        {
            "name": shorten(row.unit, _LONGEST) or text("Belum ada OPD"),
            "shown": format_backlog(row, text),
            "parts": [
                {"share": count / most, "color": color}
                for count, color in (
                    (row.overdue, "loss"),
                    (len(row.items) - row.overdue - row.submitted, "now"),
                    (row.submitted, "before"),
                )
            ],
        }
        for row in rows
    ]
    said = [text("Panjang: butir terbuka. Merah: lewat tenggat. Abu-abu: menunggu pemeriksaan.")]
    if left := len(contents.checklist.backlog) - len(rows):
        said.append(text("{n} OPD lain ada di tabel.", n=left))
    return {"kind": "bars", "rows": bars, "notes": " ".join(said)}
