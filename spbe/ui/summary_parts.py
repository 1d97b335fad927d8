"""What stands around cards and charts on Ringkasan: the line on top, and the largest potentials."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import shorten
from typing import Any
from urllib.parse import urlencode

from spbe.analysis.frames import read_rows
from spbe.charts.ranking import format_gain
from spbe.text.translator import Translator
from spbe.ui.canvas import st
from spbe.ui.clock import today
from spbe.ui.formula import format_score
from spbe.ui.markup import escape_markdown
from spbe.ui.one_page_parts import offer_one_page
from spbe.ui.origin import name_file
from spbe.ui.serving import is_shared, read_own_address
from spbe.ui.shell import Page, format_stage, show_link
from spbe.ui.summary import TOP, Summary, find_interview_day
from spbe.ui.summary_charts import build_branches_svg, has_branches
from spbe.ui.summary_formula import show_summary_formula
from spbe.ui.summary_words import format_gap, format_rating

_LONGEST_UNIT = 30
"""Letters of a unit's name that stand beside a step without breaking its line on a laptop."""


def show_top_line(page: Page, summary: Summary) -> None:
    """Add to the line on top: the interview while it lies ahead, the formulas, a text to paste."""
    text = page.text
    coming = find_interview_day(page, summary.result, today())
    with page.header:
        if coming is not None:
            day, days = coming
            said = text.plural(
                "interviu {day}, H−{count}", "interviu {day}, H−{count}", days, day=text.date(day)
            )
            st.markdown(said)
        # One button for the formulas of all cards: a browser pays for each at every change of year.
        opened = st.popover(
            text("Rumus"), icon=":material/function:", on_change="rerun", key="summary-formula"
        )
        if opened.open:
            with opened:
                show_summary_formula(page, summary)
        shared = st.popover(
            text("Bagikan"), icon=":material/share:", on_change="rerun", key="share"
        )
        if shared.open:
            with shared:
                st.caption(text("Salin teks ini, lalu tempel di pesan."))
                st.code(format_share(page, summary), language=None, wrap_lines=True)
                offer_one_page(page)
                if has_branches(summary):
                    st.download_button(
                        text("Gambar domain (SVG)"),
                        lambda: build_branches_svg(page, summary),
                        file_name=".".join((name_file(page, text("Nilai domain")), "svg")),
                        mime="image/svg+xml",
                        key="branches-svg",
                        on_click="ignore",
                        icon=":material/image:",
                    )
                if is_shared():
                    st.caption(text("Tautan ke tampilan ini, bagi yang punya akun:"))
                    link = f"{read_own_address()}/?{urlencode(page.address())}"
                    st.code(link, language=None, wrap_lines=True)


def format_share(page: Page, summary: Summary) -> str:
    """Write the state in a few lines to paste: index, rating, distance, lowest branch."""
    text, scored = page.text, summary.scored
    lines = [f"{scored.agency} · {scored.year} · {format_stage(text, scored.stage)}"]
    if page.is_illustrative:
        lines.append(text("Ilustratif: angka contoh, bukan hasil resmi."))
    name = summary.instrument.names["index"][text.language]
    index = format_score(text, summary.result, summary.instrument.root.code)
    lines.append(f"{name}: {index} {format_rating(text, scored)}".rstrip())
    if summary.target is not None and summary.distance is not None:
        target = f"{summary.target.name} {text.score(summary.target.hundredths)}"
        lines.append(f"{target}: {format_gap(text, summary.distance.shown_gap)}")
    known = [row for row in read_rows(summary.children) if row["score"] is not None]
    if known:
        lowest = min(known, key=lambda row: row["exact"])
        lines.append(
            text(
                "Nilai terendah: {name} {score}",
                name=lowest["name"],
                score=text.score(lowest["score"]),
            )
        )
    return "\n".join(lines)


def show_largest_potentials(page: Page, summary: Summary) -> None:
    """List the indicators with the largest potential; equal ones are marked as equal."""
    text = page.text
    rows = [row for row in read_rows(summary.potentials) if row["potential"]]
    if not rows:
        return
    equal = sum(row["potential"] == rows[:TOP][-1]["potential"] for row in rows[TOP:])
    finding = text("Lima indikator dengan potensi terbesar")
    title = f"**{finding}**"
    if equal:
        more = text.plural(
            "{count} indikator lain sama besar dengan baris terakhir",
            "{count} indikator lain sama besar dengan baris terakhir",
            equal,
        )
        title = f"{title} :gray[· {more}]"
    if left_out := len(summary.scored.scores.missing):
        more = text.plural(
            "{count} indikator yang belum terisi tidak diperingkat",
            "{count} indikator yang belum terisi tidak diperingkat",
            left_out,
        )
        title = f"{title} :gray[· {more}]"
    open_word = text("buka")
    with st.container(gap=None):
        st.markdown(title)
        for row in rows[:TOP]:
            name = f"{format_rank(row)} {row['number']} {escape_markdown(row['name'])}"
            with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
                # As wide as the longest name, so that the steps stand below each other; on a
                # phone they go to the next line.
                show_link(page, "domains", f"{name} · {open_word}", width=440, node=row["code"])
                st.markdown(format_step(text, row, summary.instrument.level_decimals))


def format_rank(row: Mapping[str, Any]) -> str:
    """Write a rank; "=" says that others share it."""
    return f"{row['rank']}{'=' if row['is_tied'] else ''} ·"


def format_step(text: Translator, row: Mapping[str, Any], decimals: int) -> str:
    """Write the next step of an indicator: levels, points, potential and unit, in one line."""
    levels = row["level"], row["next_level"]
    if decimals:
        step = " → ".join(text.level(level, decimals) for level in levels)
    else:
        step = " → ".join(text.dots(level) for level in levels)
    unit = escape_markdown(shorten(str(row["unit"]), _LONGEST_UNIT, placeholder=" …"))
    return text(
        "{step} **{gain}** · potensi {potential}",
        step=step,
        gain=format_gain(text, row["index_gain"]),
        potential=format_gain(text, row["potential"]),
    ) + (f" · {unit}" if unit else "")
