"""What is open, what is late, what it brings and how long there is: the top of the checklist."""

from __future__ import annotations

from fractions import Fraction

from spbe.analysis.backlog import compute_total
from spbe.model.scoring import round_half_up
from spbe.ui.canvas import st
from spbe.ui.checklist_rights import can_add
from spbe.ui.checklist_state import NEW, Checklist, open_item
from spbe.ui.shell import Page


def show_headline(page: Page, checklist: Checklist) -> None:
    """Draw the figures that answer how far the checklist is."""
    text = page.text
    if not checklist.items:
        st.info(
            text(
                "Checklist {year} masih kosong. Buat dari penilaian yang sedang dibuka, atau "
                "tambahkan kekurangan yang sudah diketahui dengan “Butir baru”.",
                year=str(checklist.year),
            )
        )
        return
    total = compute_total(checklist.steps, checklist.items, checklist.today)
    with st.container(horizontal=True, gap="large"):
        st.metric(
            text("Butir terbuka"),
            text("{n} dari {total}", n=len(total.items), total=len(checklist.items)),
            width="content",
        )
        st.metric(text("Lewat tenggat"), text.number(total.overdue), width="content")
        st.metric(text("Menunggu pemeriksaan"), text.number(total.submitted), width="content")
        st.metric(
            text("Bila semua langkah lengkap"),
            _say_gain(page, checklist, total.points),
            help=text(
                "{n} langkah tingkat, masing-masing dihitung sekali walau butirnya banyak.",
                n=len(total.steps),
            ),
            width="content",
        )
        if checklist.interview is not None:
            day = text.date(checklist.interview)
            days = (checklist.interview - checklist.today).days
            st.metric(
                text("Interviu"),
                text("{day} · H−{days}", day=day, days=days) if days >= 0 else day,
                width="content",
            )


def _say_gain(page: Page, checklist: Checklist, points: Fraction) -> str:
    """Say what all open steps bring, and where they lead from the index in view."""
    result, text = page.view.result, page.text
    said = text.points(points)
    if result is None:
        return said
    exact = result.scored.exact(checklist.instrument.root.code)
    if exact is None or not points:
        return said
    now, then = (text.score(round_half_up(value)) for value in (exact, exact + points))
    return f"{said} · {now} → {then}"


def show_tools(page: Page, checklist: Checklist) -> None:
    """Draw what is done to the checklist as a whole, on the line on top."""
    if not can_add(page, checklist):
        return
    with page.header:
        st.button(page.text("Butir baru"), icon=":material/add:", on_click=open_item, args=(NEW,))
