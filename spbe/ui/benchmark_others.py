"""What the others did and whom to visit: who rose and fell most, and models one rating above."""

from __future__ import annotations

from fractions import Fraction

from spbe.analysis.benchmark import (
    Movement,
    Peer,
    find_extremes,
    find_misprinted,
    find_models,
    rank_movements,
)
from spbe.charts.movements import describe_movements, plot_movements, title_movements
from spbe.charts.peers import shorten_agency
from spbe.model.scoring import score_published
from spbe.ui.benchmark_parts import show_misprints
from spbe.ui.benchmark_state import Comparison
from spbe.ui.canvas import st
from spbe.ui.figures import show_figure
from spbe.ui.markup import escape_markdown
from spbe.ui.shell import Page
from spbe.ui.tables import show_table

_MOVERS = 5
_MODELS = 5


def show_movers(page: Page, comparison: Comparison, code: str, chosen: list[str]) -> None:
    """Draw who rose and who fell most since the year before, and ourselves; list everyone."""
    text, instrument, last = page.text, comparison.instrument, comparison.year - 1
    before = comparison.find_group(code, chosen, last)
    group = comparison.find_group(code, chosen)
    movements = rank_movements(instrument, before, group)
    st.markdown(text("**Perubahan sejak {year}**", year=last))
    show_misprints(page, comparison, find_misprinted([*before, *group]))
    if not movements:
        st.info(text("Belum ada hasil terbit {year} untuk kelompok ini.", year=last))
        return
    extremes = find_extremes(movements, _MOVERS)
    # In their rank, so that we stand between those that rose and those that fell.
    shown = [m for m in movements if m in extremes or m.agency == comparison.name]
    shown = shown or movements[:_MOVERS]
    show_figure(
        page,
        plot_movements(
            shown,
            instrument,
            text,
            page.theme,
            agency=comparison.name,
            title=title_movements(movements, text),
        ),
        f"movers-{code}",
        " ".join((text("Perubahan nilai"), code)),
        describe_movements(shown, instrument, text),
        is_own=False,
    )
    with st.expander(text("Semua perubahan ({n})", n=len(movements))):
        rows = [_row_of_movement(page, comparison, m) for m in movements]
        points = [text("Perubahan"), *(f"Δ {c}" for c in comparison.domain_codes)]
        digits = dict.fromkeys([str(last), str(comparison.year), *points], 2)
        show_table(page, rows, "movers-table", text("Perubahan indeks"), digits, signed=points)


def _row_of_movement(page: Page, comparison: Comparison, movement: Movement) -> dict[str, object]:
    parts = {
        f"Δ {c}": movement.by_code[c] / 100 if c in movement.by_code else None
        for c in comparison.domain_codes
    }
    return {
        page.text("Instansi"): shorten_agency(movement.agency),
        str(comparison.year - 1): movement.before / 100,
        str(comparison.year): movement.after / 100,
        page.text("Perubahan"): movement.change / 100,
        **parts,
    }


def show_models(page: Page, comparison: Comparison, group: list[Peer]) -> None:
    """List agencies one rating above with a similar profile: whom to visit, and what for."""
    text, instrument = page.text, comparison.instrument
    st.markdown(text("**Layak dikunjungi: satu predikat di atas, profil mirip**"))
    with_us = group if comparison.guest is None else [*group, comparison.guest]
    models = find_models(instrument, with_us, comparison.name, _MODELS)
    if not models:
        st.info(
            text(
                "Tidak ada instansi satu predikat di atas dalam kelompok ini, atau nilai domainnya "
                "tidak terbit."
            )
        )
        return
    for model in models:
        rating = score_published(instrument, model.peer.result).equivalent
        head = f"**{escape_markdown(shorten_agency(model.peer.agency))}** " + text.score(
            model.peer.figure(instrument.root.code)
        )
        if rating is not None:
            head += f" {rating.names[text.language]}"
        leads = sorted(model.ahead.items(), key=lambda lead: -lead[1])
        parts = [
            f"{escape_markdown(instrument.node_by_code[c].names[text.language])} "
            f"{text.points(Fraction(lead, 100))}"
            for c, lead in leads
        ]
        lead = text("unggul di {parts}", parts=text.list(parts))
        st.markdown(f"- {head}  \n{lead}")
    st.caption(
        text(
            "Mirip: selisih antardomain paling serupa sesudah kedua profil disejajarkan; diurutkan "
            "dari yang paling mirip."
        )
    )
