"""Stage beside stage: who lost or gained how many points of the index?"""

from __future__ import annotations

from fractions import Fraction

import streamlit as st

from spbe.analysis.contributions import compute_stage_changes
from spbe.analysis.frames import read_rows
from spbe.analysis.results import (
    ScoredResult,
    find_previous_final,
    find_previous_stage,
    sort_results,
)
from spbe.charts.stage_changes import (
    describe_stage_changes,
    plot_stage_changes,
    title_stage_changes,
)
from spbe.model.instrument import Instrument, Tier
from spbe.text.terms import STAGE_NAMES, STAGE_SHORT_NAMES, TIER_NAMES
from spbe.text.translator import Translator
from spbe.ui.cache import Result
from spbe.ui.figures import mark_figure, show_clickable_figure
from spbe.ui.markup import escape_markdown
from spbe.ui.shell import Page, show_link
from spbe.ui.state import choose_part, open_node, read_node
from spbe.ui.tables import show_table


def show_stages(page: Page, result: Result) -> None:
    """Draw what changed since an earlier result, and all of them side by side."""
    text, scored = page.text, result.scored
    earlier = _find_earlier(page, scored)
    if not earlier:
        st.info(
            text(
                "Belum ada tahap atau tahun sebelumnya untuk dibandingkan. Unggah tahap lain "
                "lebih dulu."
            )
        )
        show_link(page, "upload", text("Unggah Excel"), icon=":material/upload_file:")
        return
    before = _choose_before(text, scored, earlier)
    left, right = st.columns([2, 3])
    with left:
        _show_changes(page, before, scored)
    with right:
        _show_side_by_side(page, [*earlier, scored], before)


def _find_earlier(page: Page, scored: ScoredResult) -> list[ScoredResult]:
    """Find what stands before a result in the same instrument and has an index."""
    root, until = scored.instrument.root.code, (scored.year, scored.stage)
    return [
        result
        for result in sort_results((kept.scored for kept in page.view.results), until)
        if result is not scored
        and result.instrument.id == scored.instrument.id
        and result.hundredths(root) is not None
    ]


def _choose_before(
    text: Translator, scored: ScoredResult, earlier: list[ScoredResult]
) -> ScoredResult:
    names = {format_result(text, result): result for result in reversed(earlier)}
    first = find_previous_stage(earlier, scored) or find_previous_final(earlier, scored)
    default = format_result(text, first or earlier[-1])
    chosen = st.selectbox(
        text("Dibandingkan dengan"),
        list(names),
        index=list(names).index(default),
        key="before",
        width=360,
        bind="query-params",
    )
    return names.get(chosen or "", names[default])


def _show_changes(page: Page, before: ScoredResult, after: ScoredResult) -> None:
    """Draw the points by domain; a click on a bar opens its indicators."""
    text, instrument = page.text, after.instrument
    opened = read_node(instrument)
    names = format_result(text, before), format_result(text, after)
    if opened != instrument.root.code:
        _show_opened(page, before, after, opened)
        return
    tier = _choose_tier(text, instrument)
    changes = compute_stage_changes(before, after, tier, text.language)
    clicked = show_clickable_figure(
        mark_figure(page, plot_stage_changes(changes, *names, text, page.theme)),
        f"changes-{tier}",
        describe_stage_changes(changes, *names, text),
    )
    if changes.empty:
        st.info(
            text(
                "Salah satu hasil terbit sebagai indeks saja, jadi bagian tiap domain tidak "
                "diketahui. Yang pasti: indeks {before} → {after}.",
                before=text.score(before.hundredths(instrument.root.code)),
                after=text.score(after.hundredths(instrument.root.code)),
            )
        )
    if clicked and clicked in instrument.children:
        open_node(clicked)


def _show_opened(page: Page, before: ScoredResult, after: ScoredResult, code: str) -> None:
    """Draw the indicators below one node; the sum is the node's part."""
    text, instrument = page.text, after.instrument
    node = instrument.node_by_code[code]
    name = node.names[text.language]
    with st.container(horizontal=True, vertical_alignment="center"):
        show_link(page, "trend", text("‹ Semua bagian"), part=text("Antartahap"))
        st.markdown(f"**{escape_markdown(name)}**")
    of_tier = read_rows(compute_stage_changes(before, after, node.tier, text.language))
    own = next((row for row in of_tier if row["code"] == code), None)
    changes = compute_stage_changes(before, after, "indicator", text.language)
    changes = changes[changes["code"].isin(instrument.leaf_codes_below[code])]
    names = format_result(text, before), format_result(text, after)
    title = title_stage_changes(changes, *names, text)
    if own is not None:
        points = text.points(Fraction(own["shown_points"], 100))
        title = text("{name} {points} poin, per indikator", name=name, points=points)
    show_clickable_figure(
        mark_figure(page, plot_stage_changes(changes, *names, text, page.theme, title=title)),
        f"changes-below-{code}",
        describe_stage_changes(changes, *names, text),
    )
    if changes.empty:
        st.info(text("Tingkat per indikator tidak ada pada salah satu hasil."))


def _choose_tier(text: Translator, instrument: Instrument) -> Tier:
    tiers = {node.tier: TIER_NAMES[node.tier] for node in instrument.nodes[1:]}
    return choose_part(text, "by", tiers)  # type: ignore[return-value,arg-type]


def _show_side_by_side(page: Page, results: list[ScoredResult], before: ScoredResult) -> None:
    """List all scores of the compared results, one column each, with the change in points."""
    text, scored = page.text, results[-1]
    columns = {f"{text(STAGE_SHORT_NAMES[r.stage])} {r.year}": r for r in results}
    points: dict[str, float] = {}
    tiers: tuple[Tier, ...] = ("domain", "aspect")
    for tier in tiers:
        changes = compute_stage_changes(before, scored, tier, text.language)
        points |= {row["code"]: row["points_value"] for row in read_rows(changes)}
    rows = []
    for node in scored.instrument.inner_nodes:
        scores = {name: r.hundredths(node.code) for name, r in columns.items()}
        rows.append(
            {
                text("Bagian"): f"{'' if node.parent is None else node.code + ' '}"
                f"{node.names[text.language]}",
                **{name: None if s is None else s / 100 for name, s in scores.items()},
                text("Poin"): points.get(node.code),
            }
        )
    digits = dict.fromkeys(columns, 2) | {text("Poin"): 4}
    show_table(page, rows, "stages-table", text("Nilai per tahap"), digits, signed=(text("Poin"),))
    st.caption(
        text(
            "Poin: bagian dari perubahan indeks {before} → {after} (bobot × perubahan nilai).",
            before=format_result(text, before),
            after=format_result(text, scored),
        )
    )


def format_result(text: Translator, result: ScoredResult) -> str:
    """Name a result by stage and year."""
    return f"{text(STAGE_NAMES[result.stage])} {result.year}"
