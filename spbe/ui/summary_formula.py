"""How the figures of Ringkasan's cards come about, all behind one button."""

from __future__ import annotations

from fractions import Fraction

from spbe.analysis.results import ScoredResult
from spbe.text.terms import STAGE_NAMES
from spbe.ui.canvas import st
from spbe.ui.formula import format_source, show_formula
from spbe.ui.markup import escape_markdown
from spbe.ui.shell import Page
from spbe.ui.summary import Summary
from spbe.ui.summary_words import format_gap, format_origin


def show_summary_formula(page: Page, summary: Summary) -> None:
    """Draw the formulas of index, distance and change; those that have a figure."""
    text = page.text
    show_formula(page, summary.result, summary.instrument.root.code)
    if summary.target is not None and summary.distance is not None:
        target = text.score(summary.target.hundredths)
        st.markdown("**" + text("Menuju target {target}", target=target) + "**")
        _show_gap_formula(page, summary)
    if summary.compared is not None and summary.index is not None:
        _show_change_formula(page, summary, summary.compared)


def _show_gap_formula(page: Page, summary: Summary) -> None:
    text, target, distance = page.text, summary.target, summary.distance
    if target is None or distance is None:
        return
    st.markdown(
        text(
            "Selisih = target − indeks = {target} − {index} = **{gap}**",
            target=text.score(target.hundredths),
            index=text.score(distance.current),
            gap=text.decimal(Fraction(distance.shown_gap, 100), 2),
        )
    )
    if distance.recover_percent is not None and distance.shown_lost is not None:
        st.markdown(
            text(
                "Bagian yang harus pulih = selisih ÷ yang turun = {gap} ÷ {lost}, dibulatkan ke "
                "atas = **{percent} %**",
                gap=text.score(distance.shown_gap),
                lost=text.score(distance.shown_lost),
                percent=distance.recover_percent,
            )
        )
    if summary.least_steps:
        st.markdown(
            text(
                "Sedikitnya {steps} kenaikan satu tingkat, bila yang dinaikkan yang berbobot "
                "terbesar.",
                steps=summary.least_steps,
            )
        )
    st.caption(f"{escape_markdown(target.name)} · {format_origin(text, target.source)}")
    for other in summary.other_targets:
        st.caption(
            f"{escape_markdown(other.name)} {text.score(other.hundredths)}: "
            f"{format_gap(text, other.hundredths - distance.current)} · "
            f"{format_origin(text, other.source)}"
        )
    st.caption(format_source(text, summary.result))


def _show_change_formula(page: Page, summary: Summary, before: ScoredResult) -> None:
    text, root = page.text, summary.instrument.root.code
    earlier, now = before.hundredths(root), summary.index
    if earlier is None or now is None:
        return
    st.markdown(
        text(
            "{after} {now} − {before} {earlier} = **{change}**",
            after=f"{text(STAGE_NAMES[summary.scored.stage])} {summary.scored.year}",
            now=text.score(now),
            before=f"{text(STAGE_NAMES[before.stage])} {before.year}",
            earlier=text.score(earlier),
            change=text.points(Fraction(now - earlier, 100)),
        )
    )
    st.caption(format_source(text, summary.result))
