"""Nilai terdukung bukti: the supported index beside the claim, here and on Ringkasan."""

from __future__ import annotations

from textwrap import shorten

from spbe.analysis.supported import find_old_reviews
from spbe.model.scoring import round_half_up
from spbe.ui import cache
from spbe.ui.cache import Result
from spbe.ui.canvas import st
from spbe.ui.evidence_state import Evidence, load_evidence
from spbe.ui.formula import format_score
from spbe.ui.markup import escape_markdown
from spbe.ui.shell import Page, format_stage, show_link

_SOME, _LONGEST = 4, 60
"""Documents that a warning names, and the letters of each."""


def show_headline(page: Page, evidence: Evidence) -> None:
    """Draw the supported index, the claim beside it, and what hangs in the air."""
    text, supported = page.text, evidence.supported
    index, claim, hanging = st.columns(3, border=True)
    with index:
        st.metric(text("Nilai terdukung bukti"), text.score(round_half_up(supported.index)))
        st.caption(
            text(
                "dari syarat yang semua buktinya diterima dan berlaku per {day}",
                day=text.date(evidence.day),
            )
        )
    with claim:
        if evidence.claim is None:
            st.metric(text("Klaim"), "–")
            st.caption(text("Belum ada tingkat yang diklaim untuk tahun ini."))
        else:
            root = evidence.instrument.root.code
            st.metric(text("Klaim"), format_score(text, evidence.claim, root))
            st.caption(f"{format_stage(text, evidence.claim.key.stage)} {evidence.key.year}")
    with hanging:
        st.metric(text("Klaim menggantung"), text.points(-supported.hanging_points))
        st.caption(_format_hanging(page, evidence))
    _show_cautions(page, evidence)


def show_supported_line(page: Page, result: Result) -> None:
    """Draw one line with the supported index, where any evidence of the year is recorded."""
    evidence = load_evidence(page, result)
    if not evidence.uses:
        return
    text, supported = page.text, evidence.supported
    with st.container(horizontal=True, vertical_alignment="center"):
        index = text.score(round_half_up(supported.index))
        said = text("Nilai terdukung bukti: **{index}**", index=index)
        points = text.points(-supported.hanging_points)
        sum_ = f" ({points})" if supported.hanging else ""
        st.markdown(f"{said} · {_format_hanging(page, evidence)}{sum_}")
        show_link(page, "evidence", text("Bukti Dukung"), icon=":material/arrow_forward:")


def _format_hanging(page: Page, evidence: Evidence) -> str:
    text, count = page.text, len(evidence.supported.hanging)
    if evidence.claim is None:
        return text("Belum ada klaim untuk dibandingkan.")
    if not count:
        return text("Semua klaim didukung bukti yang diterima.")
    return text.plural(
        "{count} klaim belum didukung bukti", "{count} klaim belum didukung bukti", count
    )


def _show_cautions(page: Page, evidence: Evidence) -> None:
    text = page.text
    if not any(support.has_requirements for support in evidence.supports.values()):
        st.caption(
            text(
                "Syarat tiap tingkat belum dikenal untuk instrumen ini. Sebagai gantinya, satu "
                "tingkat terdukung bila ada bukti yang diterima untuk tingkat itu dan semua "
                "tingkat di bawahnya."
            )
        )
    elif any(each.is_for_all_units for each in cache.load_requirements(evidence.instrument)):
        st.caption(
            text(
                "Syarat yang berlaku bagi semua OPD terdukung bila dokumennya diterima dan semua "
                "OPD sudah mengerjakan bagiannya menurut matriks “Semua OPD” di Checklist; satu "
                "dokumen saja tidak cukup, juga bila butirnya belum ada di sana."
            )
        )
    old = find_old_reviews(evidence.documents.values(), evidence.uses, evidence.day)
    if old:
        names = [f"“{shorten(d.name, _LONGEST, placeholder='…')}”" for d in old[:_SOME]]
        st.warning(
            escape_markdown(
                text(
                    "Reviu yang lebih dari 2 tahun tidak lagi mendukung tingkat 4: {names}. "
                    "Lampirkan reviu terbaru.",
                    names=text.list(names),
                )
            ),
            icon=":material/event_busy:",
        )
