"""The list behind a change, and what is said where two results do not compare."""

from __future__ import annotations

from typing import Any

from spbe.analysis.change_words import name_result
from spbe.analysis.decomposition import Contribution, Decomposition
from spbe.analysis.results import ScoredResult
from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.model.instrument import Tier
from spbe.text.terms import TIER_NAMES
from spbe.ui.canvas import st
from spbe.ui.markup import escape_markdown
from spbe.ui.sectors import find_sector_names
from spbe.ui.shell import Page
from spbe.ui.tables import show_table


def show_change_list(page: Page, change: Decomposition, opened: str | None) -> None:
    """List what moved the index, most points first: from, to, points and the assessor's note.

    Indicators where both results have levels, else the finest parts that are known. `opened`
    narrows the list to what lies below one node.
    """
    text = page.text
    tier = _find_finest(change)
    if tier is None:
        return
    parts = change.by_tier[tier]
    if opened is not None and tier == "indicator":
        parts = change.points_below(opened)
    moved = [part for part in parts if part.points]
    if not moved:
        st.info(text("Tidak ada bagian yang berubah."))
        return
    sign = 1 if (change.exact_change or 0) < 0 else -1
    moved.sort(key=lambda part: sign * part.points)
    digits = change.instrument.level_decimals if tier == "indicator" else 2
    title = text("Perubahan per {tier}", tier=text(TIER_NAMES[tier]).lower())
    st.markdown(f"**{title}**")
    show_table(
        page,
        [_make_row(page, change, tier, part) for part in moved],
        f"change-list-{tier}",
        title,
        {text("Dari"): digits, text("Ke"): digits, text("Poin"): 4},
        signed=(text("Poin"),),
        height=420,
    )
    still = len(parts) - len(moved)
    if still:
        st.caption(text("{n} lainnya tidak berubah.", n=still))


def _find_finest(change: Decomposition) -> Tier | None:
    tiers: tuple[Tier, ...] = ("indicator", "aspect", "domain")
    return next((tier for tier in tiers if tier in change.by_tier), None)


def _make_row(
    page: Page, change: Decomposition, tier: Tier, part: Contribution
) -> dict[str, object]:
    text = page.text
    row: dict[str, Any] = {
        text(TIER_NAMES[tier]): _name_part(page, change, part),
        text("Dari"): None if part.before is None else float(part.before),
        text("Ke"): None if part.after is None else float(part.after),
        text("Poin"): float(part.points),
    }
    if tier == "indicator" and isinstance(change.after.content, Assessment):
        notes = change.after.content.notes.get(part.code, IndicatorNotes())
        row |= {text("Catatan asesor"): notes.assessor_note, text("OPD"): notes.unit}
    return row


def _name_part(page: Page, change: Decomposition, part: Contribution) -> str:
    """Name a part with its number; an indicator whose sector changed says from which to which."""
    text = page.text
    if not part.code:
        return text("Pembulatan nilai terbit")
    node = change.instrument.node_by_code[part.code]
    label = node.number if node.tier == "indicator" else node.code
    name = f"{label} {node.names[text.language]}"
    if part.code not in change.changed_sectors:
        return name
    names = find_sector_names(page)
    old, new = (
        names.get((result.agency, result.year), {}).get(part.code, "–")
        for result in (change.before, change.after)
    )
    said = text("sektor berganti: {old} → {new}", old=old, new=new)
    return f"{name} ({said})"


def show_incomparable(page: Page, before: ScoredResult, after: ScoredResult) -> None:
    """Say why two results of different instruments are not split, and show both."""
    text = page.text
    st.info(
        escape_markdown(
            text(
                "{before} dan {after} dinilai dengan instrumen berbeda: susunan, bobot, dan "
                "kriterianya lain, jadi selisih indeksnya tidak berarti naik atau turun dan tidak "
                "dapat dirinci. Keduanya ditampilkan apa adanya.",
                before=name_result(before, text),
                after=name_result(after, text),
            )
        )
    )
    for column, result in zip(st.columns(2), (before, after), strict=True):
        with column, st.container(border=True, height="stretch"):
            _show_alone(page, result)


def _show_alone(page: Page, result: ScoredResult) -> None:
    """Show one result by itself: index, what it amounts to, and the scores right below."""
    text, instrument = page.text, result.instrument
    root = instrument.root.code
    name = instrument.names["index"][text.language]
    st.metric(f"{name} · {name_result(result, text)}", text.score(result.hundredths(root)))
    rating, equivalent = result.scores.rating, result.scores.equivalent
    said = [instrument.regulation_short]
    if rating is not None:
        said.insert(0, f"**{rating.names[text.language]}**")
    elif equivalent is not None:
        words = text("setara {rating}", rating=equivalent.names[text.language])
        said.insert(0, f"**{words}**")
    st.markdown(" · ".join(said))
    lines = [
        f"- {node.code} {escape_markdown(node.names[text.language])}: "
        f"{text.score(result.hundredths(node.code))}"
        for node in instrument.children[root]
        if result.hundredths(node.code) is not None
    ]
    if lines:
        st.markdown("\n".join(lines))
