"""The one door to Typst: a layout of ours and plain values become a PDF or pictures.

Offline and the same everywhere: only the fonts of this package, no packages, no system fonts, no
clock. Users' text goes in as values and never as markup, so nothing in it can be obeyed.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

import typst

from spbe.reports.glyphs import FONTS, make_printable

LAYOUTS = Path(__file__).parent / "layouts"
Value: TypeAlias = "str | int | float | bool | Mapping[str, Value] | Sequence[Value] | None"
"""What a layout can be given."""
_STANDARD: Literal["a-2b"] = "a-2b"


def compile_pdf(layout: str, data: Mapping[str, Value], day: datetime.date) -> bytes:
    """Compile a layout, by the name of its file in `layouts/`, into a PDF/A-2b of a day.

    The layout reads `data` as `json(bytes(sys.inputs.data))`. Same layout, data and day, same
    bytes. Raises typst.TypstError only where the layout itself is at fault.
    """
    moment = datetime.datetime.combine(day, datetime.time(), datetime.UTC)
    made = _compiler(layout).compile(
        format="pdf", sys_inputs=_write(data), pdf_standards=_STANDARD, timestamp=moment
    )
    return _list(made)[0]


def compile_png(layout: str, data: Mapping[str, Value], pixels_per_inch: float) -> list[bytes]:
    """Compile a layout into pictures, one PNG a page; otherwise as `compile_pdf`."""
    made = _compiler(layout).compile(
        format="png", sys_inputs=_write(data), ppi=pixels_per_inch, timestamp=0
    )
    return _list(made)


def _compiler(layout: str) -> typst.Compiler:
    return typst.Compiler(
        str(LAYOUTS / f"{layout}.typ"),
        root=str(LAYOUTS),
        font_paths=_load_fonts(),
        ignore_system_fonts=True,
    )


@cache
def _load_fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )


def _write(data: Mapping[str, Value]) -> dict[str, str]:
    return {"data": json.dumps(_clean(data), ensure_ascii=False, allow_nan=False)}


def _clean(value: Value) -> Value:
    """Make every text within a value printable."""
    if isinstance(value, str):
        return make_printable(value)
    if isinstance(value, Mapping):
        return {name: _clean(each) for name, each in value.items()}
    if isinstance(value, Sequence):
        return [_clean(each) for each in value]
    return value


def _list(made: bytes | list[bytes] | None) -> list[bytes]:
    return made if isinstance(made, list) else [made or b""]
