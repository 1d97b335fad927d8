"""Show what a new version of an assessment changes: index, levels and texts, before and after."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from spbe.analysis.difference import Difference, IndicatorDifference, NodeDifference
from spbe.model.instrument import Instrument
from spbe.model.scoring import Scores
from spbe.text.translator import Message, Translator, message
from spbe.ui.canvas import st
from spbe.ui.tables import show_frame

TEXT_NAMES: dict[str, Message] = {
    "explanation": message("Penjelasan"),
    "evidence": message("Bukti dukung"),
    "evidence_link": message("Tautan bukti"),
    "assessor_note": message("Catatan asesor"),
    "recommendation": message("Rekomendasi"),
    "unit": message("OPD"),
    "comment": message("Komentar sel"),
}
"""By field of `IndicatorNotes`."""


def format_index(text: Translator, instrument: Instrument, scores: Scores | None) -> str:
    """Write the index of a version: a score, a range while levels are missing, "–" for nothing."""
    if scores is None:
        return "–"
    root = instrument.root.code
    if root in scores.hundredths:
        return text.score(scores.hundredths[root])
    lowest, highest = scores.ranges[root]
    return text("{low} sampai {high}", low=text.score(lowest), high=text.score(highest))


def format_indicator(text: Translator, instrument: Instrument, code: str) -> str:
    """Name an indicator with its number: "12 · Peta Rencana SPBE"; an aspect by its name alone."""
    node = instrument.node_by_code.get(code)
    if node is None:
        return code
    name = node.names[text.language]
    return f"{node.number} · {name}" if node.tier == "indicator" else name


def summarise_difference(text: Translator, instrument: Instrument, change: Difference) -> str:
    """Say in a sentence or two what happens to the index and how many indicators change."""
    after = format_index(text, instrument, change.after)
    index = instrument.names["index"][text.language]
    if change.is_empty:
        return text("Tidak ada yang berubah.")
    if change.before is None:
        sentence = text("{index}: {after}.", index=index, after=after)
    else:
        before = format_index(text, instrument, change.before)
        sentence = text("{index}: {before} → {after}.", index=index, before=before, after=after)
    if change.index_points:
        points = text.points(change.index_points, 4)
        sentence += " " + text("Perubahan tepatnya {points} poin indeks.", points=points)
    missing = len(change.after.missing)
    if missing:
        sentence += " " + text.plural(
            "{count} indikator belum dinilai; indeks baru dihitung setelah lengkap.",
            "{count} indikator belum dinilai; indeks baru dihitung setelah lengkap.",
            missing,
        )
    return sentence


def show_difference(
    text: Translator,
    instrument: Instrument,
    change: Difference,
    key: str,
    *,
    is_illustrative: bool,
) -> None:
    """Draw the changed levels with what each does to the index, and the changed texts."""
    levels = change.level_rows
    if levels:
        show_frame(
            text,
            _level_table(text, instrument, levels),
            key=f"{key}-levels",
            column_config={
                text("Indikator"): st.column_config.TextColumn(width="large"),
                text("Sebelum"): st.column_config.TextColumn(alignment="center"),
                text("Sesudah"): st.column_config.TextColumn(alignment="center"),
                text("Poin indeks"): st.column_config.TextColumn(alignment="right"),
            },
            alt=text("Tingkat kematangan yang berubah, sebelum dan sesudah"),
            is_illustrative=is_illustrative,
        )
    texts = change.text_rows
    if texts:
        st.caption(text("Teks yang berubah"))
        show_frame(
            text,
            _text_table(text, instrument, texts),
            key=f"{key}-texts",
            alt=text("Teks yang berubah, sebelum dan sesudah"),
            is_illustrative=is_illustrative,
        )


def _level_table(
    text: Translator, instrument: Instrument, rows: tuple[IndicatorDifference, ...]
) -> pd.DataFrame:
    decimals = instrument.level_decimals
    levels = [row.level for row in rows]
    unrated = text("belum dinilai")
    return pd.DataFrame(
        {
            text("Indikator"): [format_indicator(text, instrument, v.code) for v in levels],
            text("Sebelum"): [
                unrated if v.before is None else text.level(v.before, decimals) for v in levels
            ],
            text("Sesudah"): [
                unrated if v.after is None else text.level(v.after, decimals) for v in levels
            ],
            text("Poin indeks"): [
                "–" if v.points is None else text.points(v.points, 4) for v in levels
            ],
        }
    )


def _text_table(
    text: Translator,
    instrument: Instrument,
    rows: Sequence[IndicatorDifference | NodeDifference],
) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                text("Indikator"): format_indicator(text, instrument, row.code),
                text("Bagian"): text(TEXT_NAMES[change.name]),
                text("Sebelum"): change.before,
                text("Sesudah"): change.after,
            }
            for row in rows
            for change in row.texts
        ]
    )
