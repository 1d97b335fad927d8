"""What several slides share: colours with a meaning, and how a target is drawn and named."""

from __future__ import annotations

from fractions import Fraction

from spbe.charts.palette import PALETTES
from spbe.charts.trend_words import shorten
from spbe.reports.contents import ReportContents
from spbe.reports.deck_charts import Series
from spbe.reports.deck_shapes import TEXT, Color
from spbe.text.translator import Translator, message

BEFORE = Color(PALETTES["light"].before)
GAIN, LOSS = Color(PALETTES["light"].gain), Color(PALETTES["light"].loss)
HOLLOW = message("Batang kosong: sementara, belum hasil akhir.")
"""Said wherever bars of interim results stand."""
_TARGET_WIDTH = 40
"""Characters of a target's name in a chart."""


def hundredths(value: int | None) -> Fraction | None:
    """Give a figure in hundredths as the number that a chart holds."""
    return None if value is None else Fraction(value, 100)


def target_line(contents: ReportContents, count: int, text: Translator) -> list[Series]:
    """Draw the target across; its name carries the figure, which no label may hide."""
    target = contents.target
    if target is None:
        return []
    name = f"{name_target(contents, text)} · {text.score(target.hundredths)}"
    values = [hundredths(target.hundredths)] * count
    return [Series(name, values, TEXT, is_line=True, is_dashed=True)]


def name_target(contents: ReportContents, text: Translator) -> str:
    """Name the target for a chart; a long name stands in full beside the index and in the notes."""
    name = contents.target.name if contents.target else ""
    if not name:
        return text("Target")
    short = shorten(name, _TARGET_WIDTH)
    is_said = name.casefold().startswith("target")
    return short if is_said else text("Target: {name}", name=short)
