"""The parts of Ringkasan, in the order of the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, TypeAlias

import streamlit as st

from spbe.analysis.frames import read_rows
from spbe.analysis.results import ScoredResult
from spbe.analysis.trend import compute_ladder, compute_trend
from spbe.charts.bullet import describe_bullet
from spbe.charts.bullet_image import draw_bullet
from spbe.charts.children import describe_children, plot_domains, title_domains
from spbe.charts.trend import describe_trend, plot_trend, title_trend
from spbe.text.terms import STAGE_NAMES
from spbe.text.translator import Translator
from spbe.ui.empty import show_without_levels
from spbe.ui.figures import show_figure
from spbe.ui.formula import (
    find_rating_sentences,
    format_missing,
    format_score,
    format_source,
    show_formula,
)
from spbe.ui.markup import escape_markdown
from spbe.ui.sectors import find_sector_names
from spbe.ui.shell import Page, format_stage, show_link, today
from spbe.ui.summary import TOP, Summary, find_interview_day
from spbe.ui.trend_parts import STAGES_PART

Drawn: TypeAlias = tuple[str, Any, str]
"""A figure with its title and its description."""
_CHART_HEIGHT = 270
"""Pixels; lower than elsewhere, so that the first screen holds everything."""
_NEAR = 0.5
"""Of the scale; points closer to its end have no room for their labels."""
_FEW = 4
"""Branches that fit into that height."""


def show_top_line(page: Page, summary: Summary) -> None:
    """Add to the line on top: the interview while it lies ahead, and a text to paste."""
    text = page.text
    coming = find_interview_day(page, summary.result, today())
    with page.header:
        if coming is not None:
            day, days = coming
            st.markdown(text("interviu {day}, H−{days}", day=text.date(day), days=days))
        shared = st.popover(
            text("Bagikan"), icon=":material/share:", on_change="rerun", key="share"
        )
        if shared.open:
            with shared:
                st.caption(text("Salin teks ini, lalu tempel di pesan."))
                st.code(format_share(page, summary), language=None, wrap_lines=True)


def format_share(page: Page, summary: Summary) -> str:
    """Write the state in a few lines to paste: index, rating, distance, lowest branch."""
    text, scored = page.text, summary.scored
    lines = [f"{scored.agency} · {scored.year} · {format_stage(text, scored.stage)}"]
    if page.is_illustrative:
        lines.append(text("Ilustratif: angka contoh, bukan hasil resmi."))
    name = summary.instrument.names["index"][text.language]
    index = format_score(text, summary.result, summary.instrument.root.code)
    lines.append(f"{name}: {index} {_format_rating(text, scored)}".rstrip())
    if summary.target is not None and summary.distance is not None:
        target = f"{summary.target.name} {text.score(summary.target.hundredths)}"
        lines.append(f"{target}: {_format_gap(text, summary.distance.shown_gap)}")
    known = [row for row in read_rows(summary.children) if row["score"] is not None]
    if known:
        lowest = min(known, key=lambda row: row["exact"])
        lines.append(
            text(
                "Nilai terendah: {name} {score}",
                name=lowest["name"],
                score=text.score(lowest["score"]),
            )
        )
    return "\n".join(lines)


def show_cards(page: Page, summary: Summary) -> None:
    """Draw the three cards: index, way to the target, change."""
    index, target, change = st.columns([11, 7, 6])
    with index, st.container(border=True, height="stretch", gap="xsmall"):
        _show_index(page, summary)
    with target, st.container(border=True, height="stretch", gap="xsmall"):
        _show_target(page, summary)
    with change, st.container(border=True, height="stretch", gap="xsmall"):
        _show_change(page, summary)


def show_charts(page: Page, summary: Summary) -> None:
    """Draw the trend and the branches side by side."""
    left, right = st.columns(2)
    with left, st.container(border=True, height="stretch", gap=None):
        _show_trend(page, summary)
    with right, st.container(border=True, height="stretch", gap=None):
        _show_branches(page, summary)


def _show_trend(page: Page, summary: Summary) -> None:
    title, figure, alt = _keep(page, summary, "trend", _plot_trend)
    st.markdown(f"**{escape_markdown(title)}**")
    show_figure(figure, "summary-trend", alt)


def _plot_trend(page: Page, summary: Summary) -> Drawn:
    text, scored, target = page.text, summary.scored, summary.target
    until = (scored.year, scored.stage)
    points = compute_trend(summary.known, until=until, sectors=find_sector_names(page))
    ladder = compute_ladder(summary.known, scored.year, until)
    targets = [target] if target is not None else []
    figure = plot_trend(
        points, page.instruments, text, page.theme, targets=targets, ladder=ladder, title=""
    )
    low, high = figure.layout.yaxis.range
    if points["value"].min() < low + _NEAR:
        # So low, the label of a point would fall on the years below the axis.
        figure.update_yaxes(range=[low - _NEAR, high])
    return (
        title_trend(points, page.instruments, text, target),
        figure.update_layout(height=_CHART_HEIGHT),
        describe_trend(points, page.instruments, text, targets=targets, ladder=ladder),
    )


def _show_branches(page: Page, summary: Summary) -> None:
    rows = read_rows(summary.children)
    if not any(row["score"] is not None or row["lowest"] is not None for row in rows):
        show_without_levels(page, summary.result)
        return
    title, figure, alt = _keep(page, summary, "branches", _plot_branches)
    st.markdown(f"**{escape_markdown(title)}**")
    show_figure(figure, "summary-domains", alt)


def _plot_branches(page: Page, summary: Summary) -> Drawn:
    text, children, target = page.text, summary.children, summary.target
    figure = plot_domains(
        children,
        summary.instrument,
        text,
        page.theme,
        target=target,
        before_year=summary.last_year.year if summary.last_year else None,
        with_title=False,
    )
    if len(children) <= _FEW:
        figure.update_layout(height=_CHART_HEIGHT)
    return (
        title_domains(children, text, target),
        figure,
        describe_children(children, text, target),
    )


def _keep(page: Page, summary: Summary, name: str, draw: Callable[[Page, Summary], Drawn]) -> Drawn:
    """Draw once for each result, language and theme."""
    key = (name, summary.result.key, page.text.language, page.theme)
    return page.snapshot.keep(key, lambda: draw(page, summary))


def show_largest_potentials(page: Page, summary: Summary) -> None:
    """List the indicators with the largest potential; equal ones are marked as equal."""
    text = page.text
    rows = [row for row in read_rows(summary.potentials) if row["potential"]]
    if not rows:
        return
    equal = sum(row["potential"] == rows[:TOP][-1]["potential"] for row in rows[TOP:])
    finding = text("Lima indikator dengan potensi terbesar")
    title = f"**{finding}**"
    if equal:
        more = text.plural(
            "{count} indikator lain sama besar dengan baris terakhir",
            "{count} indikator lain sama besar dengan baris terakhir",
            equal,
        )
        title = f"{title} :gray[· {more}]"
    open_word = text("buka")
    with st.container(gap=None):
        st.markdown(title)
        for row in rows[:TOP]:
            # Two elements a row and no more: a browser pays for each at every change of year.
            name, rest = st.columns(2, vertical_alignment="center", gap="xxsmall")
            with name:
                label = f"{format_rank(row)} {row['number']} {escape_markdown(row['name'])}"
                show_link(page, "domains", f"{label} · {open_word}", node=row["code"])
            rest.markdown(format_step(text, row, summary.instrument.level_decimals))


def format_rank(row: Mapping[str, Any]) -> str:
    """Write a rank; "=" says that others share it."""
    return f"{row['rank']}{'=' if row['is_tied'] else ''} ·"


def format_step(text: Translator, row: Mapping[str, Any], decimals: int) -> str:
    """Write the next step of an indicator: levels, points, potential and unit."""
    levels = row["level"], row["next_level"]
    if decimals:
        step = " → ".join(text.level(level, decimals) for level in levels)
    else:
        step = " → ".join(text.dots(level) for level in levels)
    unit = escape_markdown(str(row["unit"]))
    return text(
        "{step} **{gain}** · potensi {potential}",
        step=step,
        gain=text.points(row["index_gain"]),
        potential=text.points(row["potential"]),
    ) + (f" · {unit}" if unit else "")


def _show_index(page: Page, summary: Summary) -> None:
    text, scored = page.text, summary.scored
    root = summary.instrument.root.code
    name = summary.instrument.names["index"][text.language]
    if summary.index is None and scored.bounds(root) is None:
        _show_head(page, name, "–")
        st.markdown(text("Indeks tidak diterbitkan untuk tahap ini."))
        return
    value = format_score(text, summary.result, root)
    words, bullet = st.columns([1, 2], gap="small")
    with words:
        _show_head(
            page, name, value, "summary-index", lambda: show_formula(text, summary.result, root)
        )
        if summary.index is None:
            missing, total = len(scored.scores.missing), len(summary.instrument.leaves)
            st.caption(format_missing(text, missing, total))
        else:
            lines = [f"**{_format_rating(text, scored)}**"]
            if summary.last_year is not None:
                lines.append(_format_change(text, scored, summary.last_year))
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
        _show_head(page, text("Target"), "–")
        st.markdown(
            text(
                "Belum ada target untuk {year}. Target dicatat dengan nama dan sumbernya.",
                year=summary.scored.year,
            )
        )
        show_link(page, "settings", text("Catat target"))
        return
    title = text("Menuju target {target}", target=text.score(target.hundredths))
    if distance is None:
        _show_head(page, title, "–")
        st.markdown(text("Selisih dihitung setelah indeks ada."))
    else:
        gap = _format_gap(text, distance.shown_gap)
        _show_head(page, title, gap, "summary-target", lambda: _show_gap_formula(page, summary))
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
        show_link(page, "plan", text("Langkah menuju target"), icon=":material/arrow_forward:")
    st.caption(escape_markdown(target.name), help=_format_origin(text, target.source))


def _show_change(page: Page, summary: Summary) -> None:
    text, scored, before = page.text, summary.scored, summary.compared
    earlier = None if before is None else before.hundredths(summary.instrument.root.code)
    if summary.index is None or before is None or earlier is None:
        _show_head(page, text("Perubahan"), "–")
        st.markdown(text("Belum ada tahap atau tahun sebelumnya untuk dibandingkan."))
        return
    size = text.score(abs(summary.index - earlier))
    if summary.index < earlier:
        value = text("Turun {size}", size=size)
    elif summary.index > earlier:
        value = text("Naik {size}", size=size)
    else:
        value = text("Tetap")
    _show_head(
        page,
        text("Perubahan"),
        value,
        "summary-change",
        lambda: _show_change_formula(page, summary, before),
    )
    year = f" {before.year}" if before.year != scored.year else ""
    stage = f"{text(STAGE_NAMES[before.stage])}{year}"
    st.markdown(text("dari {stage} {index}", stage=stage, index=text.score(earlier)))
    if summary.largest is not None:
        name, points = summary.largest
        label = text(
            "terbesar: {name} {points} →",
            name=escape_markdown(name),
            points=text.points(Fraction(points, 100)),
        )
    else:
        label = text("rincian per domain tidak diterbitkan →")
    show_link(page, "trend", label, part=text(STAGES_PART))


def _show_head(
    page: Page, title: str, value: str, key: str = "", draw: Callable[[], None] | None = None
) -> None:
    """Show a card's title and figure, with the button that opens its formula at the right."""
    with st.container(horizontal=True, vertical_alignment="top"):
        st.metric(title, value, width="stretch")
        if draw is None:
            return
        opened = st.popover(
            "ƒ(x)", help=page.text("Rumus"), type="tertiary", key=key, on_change="rerun"
        )
    if opened.open:
        with opened:
            draw()


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
    st.caption(f"{escape_markdown(target.name)} · {_format_origin(text, target.source)}")
    for other in summary.other_targets:
        st.caption(
            f"{escape_markdown(other.name)} {text.score(other.hundredths)}: "
            f"{_format_gap(text, other.hundredths - distance.current)} · "
            f"{_format_origin(text, other.source)}"
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


def _format_rating(text: Translator, scored: ScoredResult) -> str:
    """Write the rating of a final result, or what an interim one equals."""
    scores = scored.scores
    if scores.rating is not None:
        return scores.rating.names[text.language]
    if scores.equivalent is None:
        return ""
    return text("setara {rating}", rating=scores.equivalent.names[text.language])


def _format_gap(text: Translator, gap: int) -> str:
    if gap > 0:
        return text("kurang {gap}", gap=text.score(gap))
    if gap == 0:
        return text("tercapai tepat")
    return text("tercapai, lebih {gap}", gap=text.score(-gap))


def _format_change(text: Translator, scored: ScoredResult, before: ScoredResult) -> str:
    root = scored.instrument.root.code
    now, earlier = scored.hundredths(root), before.hundredths(root)
    if now is None or earlier is None:
        return ""
    size = text.score(abs(now - earlier))
    if now > earlier:
        said = f":green[▲ {size}]"
    elif now < earlier:
        said = f":red[▼ {size}]"
    else:
        said = text("tetap")
    return text("{change} dibanding hasil akhir {year}", change=said, year=before.year)


def _format_origin(text: Translator, source: str) -> str:
    return text("sumber: {source}", source=escape_markdown(source))
