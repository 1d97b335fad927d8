"""Stage beside stage: why did the index change since an earlier result?"""

from __future__ import annotations

from spbe.analysis.change_words import say_change
from spbe.analysis.decomposition import Decomposition, decompose_change
from spbe.analysis.results import (
    ScoredResult,
    find_previous_final,
    find_previous_stage,
    sort_results,
)
from spbe.charts.waterfall import describe_waterfall, plot_waterfall
from spbe.text.terms import STAGE_NAMES, STAGE_SHORT_NAMES
from spbe.text.translator import Translator
from spbe.ui.address import write_address
from spbe.ui.cache import Result
from spbe.ui.canvas import st
from spbe.ui.change_parts import show_change_list, show_incomparable
from spbe.ui.choices import choose_option
from spbe.ui.figures import show_clickable_figure
from spbe.ui.labels import escape_label
from spbe.ui.markup import escape_markdown
from spbe.ui.sectors import find_sector_names
from spbe.ui.shell import Page, show_link
from spbe.ui.state import open_node, read_node
from spbe.ui.tables import show_table

_BEFORE = "before"


def show_stages(page: Page, result: Result) -> None:
    """Draw why the index changed since an earlier result, and all of them side by side."""
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
    if before.instrument.id != scored.instrument.id:
        show_incomparable(page, before, scored)
        return
    same = [kept for kept in earlier if kept.instrument.id == scored.instrument.id]
    _show_other_sentences(page, before, scored, same)
    change = decompose_change(before, scored, find_sector_names(page))
    opened = _find_opened(change)
    left, right = st.columns([2, 3])
    with left:
        _show_waterfall(page, change, opened)
    with right:
        show_change_list(page, change, opened)
    with st.expander(text("Nilai semua tahap berdampingan")):
        _show_side_by_side(page, [*same, scored], change)


def _find_earlier(page: Page, scored: ScoredResult) -> list[ScoredResult]:
    """Find what stands before a result and has an index, in whatever instrument."""
    until = (scored.year, scored.stage)
    return [
        result
        for result in sort_results((kept.scored for kept in page.view.results), until)
        if result is not scored and result.hundredths(result.instrument.root.code) is not None
    ]


def _choose_before(
    text: Translator, scored: ScoredResult, earlier: list[ScoredResult]
) -> ScoredResult:
    by_code = {_code_before(result, scored): result for result in reversed(earlier)}
    usual = _find_usual(earlier, scored)
    chosen = choose_option(
        text,
        _BEFORE,
        text("Dibandingkan dengan"),
        {code: _name_before(text, result, scored) for code, result in by_code.items()},
        fallback=_code_before(usual[0] if usual else earlier[-1], scored),
        width=360,
    )
    return by_code[chosen]


def _find_usual(earlier: list[ScoredResult], scored: ScoredResult) -> list[ScoredResult]:
    """Find what one asks for first: the stage before and the final result of the year before."""
    usual = find_previous_stage(earlier, scored), find_previous_final(earlier, scored)
    return [result for result in usual if result is not None]


def _show_other_sentences(
    page: Page, before: ScoredResult, scored: ScoredResult, earlier: list[ScoredResult]
) -> None:
    """Say the usual comparison that is not drawn in one sentence too; a click draws it."""
    for other in _find_usual(earlier, scored):
        if other is before:
            continue
        change = decompose_change(other, scored, find_sector_names(page))
        name = _name_before(page.text, other, scored)
        st.button(
            escape_label(f"{name}: {say_change(change, page.text)}"),
            key=f"compare-{other.year}-{other.stage}",
            type="tertiary",
            icon=":material/swap_vert:",
            on_click=write_address,
            args=(_BEFORE, _code_before(other, scored)),
        )


def _find_opened(change: Decomposition) -> str | None:
    """Tell which node right below the index the address opens, None where it opens none."""
    nodes = change.instrument.node_by_code
    code: str | None = read_node(change.instrument)
    while code is not None and nodes[code].tier != change.top_tier:
        code = nodes[code].parent
    return code


def _show_waterfall(page: Page, change: Decomposition, opened: str | None) -> None:
    """Draw the points by domain; a click on a row opens its indicators, another closes them."""
    text, instrument = page.text, change.instrument
    shown = [opened] if opened is not None else []
    if opened is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            before = _code_before(change.before, change.after)
            show_link(page, "trend", text("‹ Semua bagian"), part=text("Antartahap"), before=before)
            name = instrument.node_by_code[opened].names[text.language]
            st.markdown(f"**{escape_markdown(name)}**")
            if change.by_tier and not change.points_below(opened):
                st.caption(text("Tingkat per indikator tidak ada pada salah satu hasil."))
    clicked = show_clickable_figure(
        page,
        plot_waterfall(change, text, page.theme, opened=shown),
        f"changes-{opened or change.top_tier}",
        " ".join((text("Perubahan"), opened or "")),
        describe_waterfall(change, text, shown),
    )
    if clicked and clicked in _codes_of_top(change):
        open_node(instrument.root.code if clicked == opened else clicked)
    if "indicator" in change.by_tier:
        st.caption(text("Klik baris untuk membuka indikatornya, sekali lagi untuk menutupnya."))


def _codes_of_top(change: Decomposition) -> set[str]:
    root = change.instrument.root.code
    return {node.code for node in change.instrument.children[root]}


def _show_side_by_side(page: Page, results: list[ScoredResult], change: Decomposition) -> None:
    """List all scores of the compared results, one column each, with the change in points."""
    text, scored = page.text, change.after
    columns = {f"{text(STAGE_SHORT_NAMES[r.stage])} {r.year}": r for r in results}
    points = {
        part.code: float(part.points)
        for tier, parts in change.by_tier.items()
        if tier != "indicator"
        for part in parts
    }
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
            before=format_result(text, change.before),
            after=format_result(text, scored),
        )
    )


def format_result(text: Translator, result: ScoredResult) -> str:
    """Name a result by stage and year."""
    return f"{text(STAGE_NAMES[result.stage])} {result.year}"


def _code_before(result: ScoredResult, scored: ScoredResult) -> str:
    """Give the code of what is compared with, as it stands in the address: "2024-self"."""
    code = f"{result.year}-{result.stage}"
    same = result.instrument.id == scored.instrument.id
    return code if same else f"{code}-{result.instrument.id}"


def _name_before(text: Translator, result: ScoredResult, scored: ScoredResult) -> str:
    """Name what is compared with; one of another instrument says which."""
    name = format_result(text, result)
    if result.instrument.id == scored.instrument.id:
        return name
    return f"{name} · {result.instrument.regulation_short}"
