"""From the index to domain, aspect and indicator, and back by clicking."""

from __future__ import annotations

from fractions import Fraction

from spbe.analysis.frames import read_rows
from spbe.analysis.overview import compute_children
from spbe.analysis.results import ScoredResult, find_previous_final
from spbe.charts.children import describe_children, plot_node_children
from spbe.model.assessment import Assessment
from spbe.model.instrument import Instrument
from spbe.text.terms import TIER_NAMES
from spbe.text.translator import Translator
from spbe.ui.cache import Result
from spbe.ui.canvas import st
from spbe.ui.empty import show_without_levels
from spbe.ui.figures import show_clickable_figure
from spbe.ui.formula import format_exact, format_score, show_range, show_score
from spbe.ui.indicator_parts import show_indicator, show_texts
from spbe.ui.markup import escape_markdown
from spbe.ui.shell import Page, show_link
from spbe.ui.state import open_node, read_node
from spbe.ui.summary import find_known


def show_branch(page: Page, result: Result) -> None:
    """Draw the node that the address opens: its path, its score, and what stands below it."""
    instrument = result.scored.instrument
    code = read_node(instrument)
    _show_path(page, instrument, code)
    if code not in instrument.children:
        show_indicator(page, result, code)
        return
    known = find_known(page, result.scored)
    last_year = find_previous_final(known, result.scored)
    _show_head(page, result, code, last_year)
    target = next(iter(page.snapshot.targets(result.key.agency_id, result.key.year)), None)
    children = compute_children(
        result.scored,
        code,
        before=last_year,
        target=target.hundredths if target else None,
        language=page.text.language,
    )
    if not any(format_score(page.text, result, child) != "–" for child in children["code"]):
        show_without_levels(page, result)
        return
    left, right = st.columns(2)
    with left:
        clicked = show_clickable_figure(
            page,
            plot_node_children(
                children,
                instrument,
                page.text,
                page.theme,
                target=target,
                before_year=last_year.year if last_year else None,
            ),
            f"branch-{code}",
            " ".join((page.text("Rincian"), code)),
            describe_children(children, page.text, target),
        )
    with right:
        _show_children(page, result, children)
    _show_words(page, result, code)
    if clicked is not None:
        open_node(clicked)


def _show_words(page: Page, result: Result, code: str) -> None:
    """Draw what assessors wrote of an aspect, a domain or the whole, as a result report says it."""
    content = result.stored.content
    notes = content.notes.get(code) if isinstance(content, Assessment) else None
    if notes is not None and not notes.is_empty():
        with st.expander(
            page.text("Catatan asesor dan rekomendasi"), icon=":material/rate_review:"
        ):
            show_texts(page.text, notes)


def _show_path(page: Page, instrument: Instrument, code: str) -> None:
    """Draw the way from the index to a node; each step leads back to it."""
    path = [instrument.node_by_code[code]]
    while path[0].parent is not None:
        path.insert(0, instrument.node_by_code[path[0].parent])
    with st.container(horizontal=True, gap="xxsmall", vertical_alignment="center"):
        for node in path[:-1]:
            name = escape_markdown(node.names[page.text.language])
            show_link(page, "domains", f"{name} ›", node=node.code)
        st.markdown(f"**{escape_markdown(path[-1].names[page.text.language])}**")


def _show_head(page: Page, result: Result, code: str, before: ScoredResult | None) -> None:
    """Say what the node is: tier, weight, score, and the change since last year."""
    text, instrument = page.text, result.scored.instrument
    node = instrument.node_by_code[code]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(text("Nilai {tier}", tier=text(TIER_NAMES[node.tier]).lower()))
        show_score(page, result, code, "head")
        weight = node.weight / instrument.root.weight * 100
        st.markdown(text("bobot {weight} %", weight=format_exact(text, weight)))
        now = result.scored.hundredths(code)
        earlier = before.hundredths(code) if before is not None else None
        if before is not None and now is not None and earlier is not None:
            st.markdown(
                text(
                    "{change} dibanding hasil akhir {year}",
                    change=format_points(text, Fraction(now - earlier, 100)),
                    year=before.year,
                )
            )
    if result.scored.bounds(code) is not None:
        show_range(text, result, code)


def format_points(text: Translator, points: Fraction) -> str:
    """Write signed points in the colour of gain or loss."""
    said = text.points(points)
    return f":green[{said}]" if points > 0 else f":red[{said}]" if points < 0 else said


def _show_children(page: Page, result: Result, children: object) -> None:
    """List the nodes below, each to be opened, and each figure with its formula."""
    text = page.text
    st.caption(text("Pilih nama untuk membuka, pilih angka untuk melihat rumusnya."))
    for row in read_rows(children):  # type: ignore[arg-type]
        name, score, weight = st.columns([6, 2, 2], vertical_alignment="center", gap="small")
        number = row["code"][1:] if row["is_leaf"] else row["code"]
        with name:
            label = f"{number} {escape_markdown(row['name'])}"
            show_link(page, "domains", label, node=row["code"])
        with score:
            show_score(page, result, row["code"], "child")
        weight.markdown(
            f":gray[{text('bobot {weight} %', weight=format_exact(text, row['weight']))}]"
        )
