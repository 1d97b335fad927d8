"""The three cards of Ringkasan: index, way to the target, change."""

from __future__ import annotations

from fractions import Fraction

from spbe.charts.bullet import describe_bullet
from spbe.charts.bullet_image import draw_bullet
from spbe.text.terms import STAGE_NAMES
from spbe.ui.canvas import st
from spbe.ui.formula import find_rating_sentences, format_missing, format_score
from spbe.ui.labels import escape_label
from spbe.ui.markup import escape_markdown
from spbe.ui.shell import Page, show_link
from spbe.ui.summary import Summary, find_other_instrument
from spbe.ui.summary_words import format_change, format_gap, format_origin, format_rating
from spbe.ui.trend_parts import STAGES_PART


def show_cards(page: Page, summary: Summary) -> None:
    """Draw the three cards: index, way to the target, change."""
    index, target, change = st.columns([11, 7, 6], border=True)
    with index:
        _show_index(page, summary)
    with target:
        _show_target(page, summary)
    with change:
        _show_change(page, summary)


def _show_index(page: Page, summary: Summary) -> None:
    text, scored = page.text, summary.scored
    root = summary.instrument.root.code
    name = escape_label(summary.instrument.names["index"][text.language])
    if summary.index is None and scored.bounds(root) is None:
        st.metric(name, "–")
        st.markdown(text("Indeks tidak diterbitkan untuk tahap ini."))
        return
    value = format_score(text, summary.result, root)
    words, bullet = st.columns([1, 2], gap="small")
    with words:
        st.metric(name, value)
        if summary.index is None:
            missing, total = len(scored.scores.missing), len(summary.instrument.leaves)
            st.caption(format_missing(text, missing, total))
        else:
            lines = [f"**{format_rating(text, scored)}**"]
            if summary.last_year is not None:
                lines.append(format_change(text, scored, summary.last_year))
            st.markdown("  \n".join(lines))
    with bullet:
        st.image(
            draw_bullet(scored, text, page.theme, summary.last_year, summary.target),
            alt=describe_bullet(
                scored, text, summary.last_year, [summary.target] if summary.target else []
            ),
        )
    if scored.scores.is_rating_disputed:
        st.caption(find_rating_sentences(text, summary.result)[-1])


def _show_target(page: Page, summary: Summary) -> None:
    text, target, distance = page.text, summary.target, summary.distance
    if target is None:
        st.metric(text("Target"), "–")
        st.markdown(
            text(
                "Belum ada target untuk {year}. Target dicatat dengan nama dan sumbernya.",
                year=summary.scored.year,
            )
        )
        show_link(page, "settings", text("Catat target"), section=text("Target"))
        return
    title = text("Menuju target {target}", target=text.score(target.hundredths))
    if distance is None:
        st.metric(title, "–")
        st.markdown(text("Selisih dihitung setelah indeks ada."))
    else:
        gap = format_gap(text, distance.shown_gap)
        st.metric(title, gap)
        lines = []
        if distance.recover_percent is not None:
            percent = distance.recover_percent
            lines.append(text("cukup pulihkan {percent} % dari yang turun", percent=percent))
        if summary.least_steps:
            lines.append(
                text.plural(
                    "setara sedikitnya {count} kenaikan tingkat",
                    "setara sedikitnya {count} kenaikan tingkat",
                    summary.least_steps,
                )
            )
        st.markdown("  \n".join(lines))
        show_link(
            page, "plan", text("Kenaikan tingkat menuju target"), icon=":material/arrow_forward:"
        )
    st.caption(escape_markdown(target.name), help=format_origin(text, target.source))


def _show_change(page: Page, summary: Summary) -> None:
    text, scored, before = page.text, summary.scored, summary.compared
    earlier = None if before is None else before.hundredths(summary.instrument.root.code)
    if summary.index is None or before is None or earlier is None:
        st.metric(text("Perubahan"), "–")
        st.markdown(_say_no_change(page, summary))
        return
    size = text.score(abs(summary.index - earlier))
    if summary.index < earlier:
        value = text("Turun {size}", size=size)
    elif summary.index > earlier:
        value = text("Naik {size}", size=size)
    else:
        value = text("Tetap")
    st.metric(text("Perubahan"), value)
    year = f" {before.year}" if before.year != scored.year else ""
    stage = f"{text(STAGE_NAMES[before.stage])}{year}"
    lines = [text("dari {stage} {index}", stage=stage, index=text.score(earlier))]
    if summary.largest is not None:
        names, points = summary.largest
        lines.append(
            text(
                "terbesar: {name} {points}",
                name=text.list([escape_markdown(name) for name in names]),
                points=text.points(Fraction(points, 100)),
            )
        )
    else:
        lines.append(text("rincian per domain tidak diterbitkan"))
    st.markdown("  \n".join(lines))
    # Names stand above and not in the link, which would cut them off instead of wrapping them.
    label = text("Rincian perubahan")
    show_link(page, "trend", label, icon=":material/arrow_forward:", part=text(STAGES_PART))


def _say_no_change(page: Page, summary: Summary) -> str:
    """Say why no change can be told."""
    text, scored = page.text, summary.scored
    other = find_other_instrument(summary.known, scored)
    if summary.compared is None and other is not None:
        return text(
            "Hasil {year} memakai instrumen lain ({regulation}), jadi kedua indeks tidak "
            "dapat dibandingkan.",
            year=other.year,
            regulation=escape_markdown(other.instrument.regulation_short),
        )
    if summary.index is None:
        return text("Perubahan dihitung setelah tahap ini memiliki indeks.")
    if any(result is not scored for result in summary.known):
        return text("Tahap atau tahun sebelumnya ada, tetapi belum memiliki indeks.")
    return text("Belum ada tahap atau tahun sebelumnya untuk dibandingkan.")
