"""Complete, and the level did not rise: what the assessor has to be asked."""

from __future__ import annotations

from collections.abc import Sequence

from spbe.analysis.item_steps import find_stuck, format_step_levels
from spbe.model.item import Item
from spbe.ui.canvas import st
from spbe.ui.checklist_filters import Filter
from spbe.ui.checklist_state import Checklist
from spbe.ui.checklist_words import name_indicator
from spbe.ui.clock import format_moment
from spbe.ui.shell import Page, show_link
from spbe.ui.tables import show_table


def show_stuck(page: Page, checklist: Checklist, shown: Sequence[Item], _chosen: Filter) -> None:
    """List the indicators whose items are all accepted while the level stayed below."""
    text, ids = page.text, {item.id for item in shown}
    stuck = [
        found
        for found in find_stuck(checklist.steps)
        if any(item.id in ids for item in found.step.items)
    ]
    if not stuck:
        st.info(
            text("Tidak ada indikator yang semua butirnya diterima tetapi tingkatnya belum naik.")
        )
        return
    st.markdown(
        text(
            "Semua butirnya diterima, tetapi tingkat dari asesor belum naik. Tanyakan alasannya "
            "saat klarifikasi."
        )
    )
    points = text("Poin langkah")
    show_table(
        page,
        [
            {
                text("Indikator"): name_indicator(checklist.instrument, found.step.code, text),
                text("Tingkat"): format_step_levels(checklist.instrument, found.step, text),
                points: float(found.step.points),
                text("Butir diterima"): len(found.step.items),
                text("Lengkap sejak"): format_moment(text, found.completed_at)
                if found.completed_at
                else "–",
            }
            for found in stuck
        ],
        "stuck-table",
        text("Lengkap, tetapi tingkat tidak naik"),
        {points: 2},
        signed=(points,),
    )
    show_link(page, "interview", text("Siapkan di Interviu"), icon=":material/record_voice_over:")
