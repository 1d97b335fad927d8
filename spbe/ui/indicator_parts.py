"""One indicator in full: level, history, what it is worth, and what was written about it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pandas as pd

from spbe.analysis.frames import read_rows
from spbe.analysis.gaps import compute_potentials
from spbe.analysis.results import ScoredResult, sort_results
from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.text.terms import STAGE_SHORT_NAMES
from spbe.text.translator import Message, Translator, message
from spbe.ui.cache import Result
from spbe.ui.canvas import st
from spbe.ui.empty import show_without_levels
from spbe.ui.formula import format_exact, show_score
from spbe.ui.markup import escape_lines, escape_markdown, find_safe_links, format_link
from spbe.ui.requirement_parts import say_units, show_requirements
from spbe.ui.shell import Page
from spbe.ui.tables import show_whole_table

_TEXTS: tuple[tuple[str, Message], ...] = (
    ("explanation", message("Penjelasan")),
    ("evidence", message("Bukti dukung")),
    ("assessor_note", message("Catatan asesor")),
    ("recommendation", message("Rekomendasi")),
    ("comment", message("Komentar sel")),
)
"""What is shown of the notes, in this order; the unit stands with the facts."""


def show_indicator(page: Page, result: Result, code: str) -> None:
    """Draw everything that is known of one indicator."""
    content = result.stored.content
    if not isinstance(content, Assessment):
        show_without_levels(page, result)
        return
    left, right = st.columns([2, 3])
    notes = content.notes.get(code, IndicatorNotes())
    with left, st.container(border=True):
        _show_level(page, result, code)
        _show_facts(page, result, content, code)
    with left:
        _show_history(page, result, code)
    instrument, units = result.scored.instrument, result.scored.level_units(code)
    with right, st.container(border=True):
        show_requirements(page, instrument, code, units)
        _show_notes(page, notes)


def find_level_results(page: Page, scored: ScoredResult) -> list[ScoredResult]:
    """Find what has levels of the same instrument, up to the stage that is looked at."""
    until = (scored.year, scored.stage)
    return [
        result
        for result in sort_results((kept.scored for kept in page.view.results), until)
        if result.has_levels and result.instrument.id == scored.instrument.id
    ]


def _show_level(page: Page, result: Result, code: str) -> None:
    text, instrument = page.text, result.scored.instrument
    units = result.scored.level_units(code)
    if units is None:
        st.markdown(text("**Belum dinilai.** Selama belum dinilai, indeks tidak dihitung."))
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if instrument.level_decimals == 0:
            st.markdown(f"#### {text.dots(units, instrument.level_maximum)}", anchors=False)
        st.markdown(text("tingkat kematangan"))
        show_score(page, result, code, "level")
        name = instrument.level_name(code, units, text.language)
        if instrument.level_decimals == 0 and name:
            st.markdown(f"({escape_markdown(name)})")


def _show_facts(page: Page, result: Result, content: Assessment, code: str) -> None:
    """List weight, next step, potential, unit and sector."""
    text, instrument = page.text, result.scored.instrument
    potentials = read_rows(compute_potentials(instrument, content, text.language))
    row = next(row for row in potentials if row["code"] == code)
    lines = [text("Bobot: {weight} %", weight=format_exact(text, row["weight"]))]
    if row["next_level"] is not None:
        following = text.level(row["next_level"], instrument.level_decimals)
        lines.append(
            text(
                "Naik ke tingkat {level}: **{points}** poin indeks",
                level=following,
                points=format_signed(page, row["index_gain"]),
            )
        )
        lines.append(
            text(
                "Potensi sampai tingkat tertinggi: **{points}** poin indeks",
                points=format_signed(page, row["potential"]),
            )
        )
    elif row["level"] is not None:
        lines.append(text("Sudah di tingkat tertinggi."))
    leads = page.snapshot.leads(result.key.agency_id, instrument)[code]
    lines += say_units(text, leads) or [text("OPD belum dicatat.")]
    for sector in page.snapshot.sectors(result.key.agency_id):
        if (sector.year, sector.code) == (result.key.year, code):
            parts = (sector.sector, sector.application, sector.unit)
            said = " · ".join(escape_markdown(part) for part in parts if part)
            lines.append(
                text("Sektor yang dipilih {year}: {sector}", year=sector.year, sector=said)
            )
    st.markdown("\n".join(f"- {line}" for line in lines))


def format_signed(page: Page, points: Fraction) -> str:
    """Write signed index points with as many decimals as they have, at least two."""
    sign = "+" if points > 0 else ""
    return sign + format_exact(page.text, points)


def _show_history(page: Page, result: Result, code: str) -> None:
    """List the level over the years and stages known by then."""
    text, instrument = page.text, result.scored.instrument
    rows = []
    for scored in find_level_results(page, result.scored):
        units = scored.level_units(code)
        is_whole = units is not None and instrument.level_decimals == 0
        name = instrument.level_name(code, units, text.language) if is_whole and units else None
        level = text.level(units, instrument.level_decimals)
        if is_whole:
            level = f"{text.dots(units, instrument.level_maximum)} {level}"
        stage = text(STAGE_SHORT_NAMES[scored.stage])
        rows.append(
            {
                text("Tahap"): f"{scored.year} {stage}",
                text("Tingkat"): f"{level} {name or ''}".rstrip(),
            }
        )
    title = text("Riwayat tingkat")
    st.markdown(f"**{title}**")
    show_whole_table(page, pd.DataFrame(rows), "level-history", title)


def _show_notes(page: Page, notes: IndicatorNotes) -> None:
    """Show what was written, as it was written; only web addresses become links."""
    text = page.text
    if replace(notes, unit="").is_empty():
        st.markdown(text("Belum ada penjelasan, bukti dukung, atau catatan untuk indikator ini."))
    show_texts(text, notes)
    if notes.evidence_link:
        safe = find_safe_links(notes.evidence_link)
        lines = [
            format_link(line, line) if line in safe else escape_markdown(line)
            for line in (part.strip() for part in notes.evidence_link.splitlines())
            if line
        ]
        heading = text("Tautan bukti")
        st.markdown(f"**{heading}**  \n" + "  \n".join(lines))


def show_texts(text: Translator, notes: IndicatorNotes) -> None:
    """Draw the texts that were written of an indicator, an aspect, a domain or the index."""
    written = [(label, getattr(notes, name)) for name, label in _TEXTS if getattr(notes, name)]
    for label, words in written:
        st.markdown(f"**{text(label)}**  \n{escape_lines(words)}")
