"""Show what saving would do, let the user decide where sources differ, and save it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeAlias

from spbe.jobs.import_plan import Choices, ImportKey, ImportPlan
from spbe.jobs.merging import Claim, Conflict
from spbe.model.instrument import Instrument
from spbe.text.translator import Translator
from spbe.ui.canvas import st
from spbe.ui.clock import format_moment
from spbe.ui.difference_parts import (
    format_index,
    format_indicator,
    show_difference,
    summarise_difference,
)
from spbe.ui.labels import escape_label
from spbe.ui.markup import escape_markdown
from spbe.ui.pick_parts import show_pick
from spbe.ui.problem_parts import describe_place
from spbe.ui.shell import Page, format_stage
from spbe.ui.source_note import show_source_note

Choose: TypeAlias = Callable[[Choices], None]
_OPEN_IMPORTS = 3
"""Up to this many assessments their differences stand open."""


def show_imports(page: Page, plans: Sequence[ImportPlan], choices: Choices, choose: Choose) -> None:
    """Draw every plan: state, what happens to the index, what to decide, and the difference."""
    for plan in plans:
        with st.container(border=True):
            _show_import(page, plan, choices, choose, among=len(plans))


def _show_import(
    page: Page, plan: ImportPlan, choices: Choices, choose: Choose, among: int
) -> None:
    text, key = page.text, plan.key
    instrument = page.instruments[key.instrument_id]
    agencies = page.snapshot.agencies()
    is_illustrative = any(a.id == key.agency_id and a.is_illustrative for a in agencies)
    name = escape_markdown(f"{key.agency} · {key.year} · {format_stage(text, key.stage)}")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{name}**", width="stretch")
        if is_illustrative:
            st.badge(text("Ilustratif"), color="orange")
        _show_state(text, plan)
        if (among > 1 or plan.is_skipped) and plan.is_change and not plan.is_locked:
            st.session_state[f"include-{key}"] = not plan.is_skipped
            st.checkbox(
                text("Ikut disimpan"),
                key=f"include-{key}",
                on_change=_toggle_skip,
                args=(key, choices, choose),
            )
    for warning in _find_warnings(text, instrument, plan):
        st.warning(escape_markdown(warning), icon=":material/info:")
    _show_conflicts(page, plan, choices, choose)
    if plan.difference.emptied or key in choices.keeps_blank:
        st.session_state[f"keep-{key}"] = key in choices.keeps_blank
        st.checkbox(
            text("Biarkan tingkat yang tersimpan bila selnya kosong"),
            key=f"keep-{key}",
            on_change=_toggle_blank,
            args=(key, choices, choose),
        )
    st.markdown(escape_markdown(summarise_difference(text, instrument, plan.difference)))
    show_source_note(page, instrument)
    if not plan.difference.is_empty:
        count = len(plan.difference.rows)
        title = text("Perbedaan per indikator ({n})", n=count)
        if plan.is_new:
            title = text("Isi per indikator ({n})", n=count)
        with st.expander(title, expanded=among <= _OPEN_IMPORTS and not plan.is_new):
            show_difference(
                text,
                instrument,
                plan.difference,
                key=f"difference-{key}",
                is_illustrative=is_illustrative,
            )


def _show_state(text: Translator, plan: ImportPlan) -> None:
    if plan.is_locked:
        st.badge(text("Terkunci"), color="orange", icon=":material/lock:")
    elif not plan.is_change:
        st.badge(text("Sama dengan yang tersimpan"), color="gray")
    elif plan.open_conflicts:
        st.badge(text("Perlu keputusan"), color="orange", icon=":material/alt_route:")
    elif plan.is_new:
        st.badge(text("Baru"), color="blue")
    else:
        st.badge(text("Berubah"), color="blue")


def _find_warnings(text: Translator, instrument: Instrument, plan: ImportPlan) -> list[str]:
    warnings = []
    if plan.lock_reason is not None:
        warnings.append(describe_lock(text, plan.lock_reason))
    if plan.changed_by is not None:
        warnings.append(
            text(
                "{who} menyimpan revisi {number} pada {moment}, sesudah Anda mulai. Isi keduanya "
                "digabung; bila berbeda, Anda yang memilih.",
                who=plan.changed_by.who,
                number=plan.changed_by.number,
                moment=format_moment(text, plan.changed_by.at),
            )
        )
    if plan.published is not None:
        printed = plan.published.hundredths.get(instrument.root.code)
        computed = format_index(text, instrument, plan.difference.after)
        warnings.append(
            text(
                "Yang tersimpan baru angka terbit ({printed}) tanpa tingkat kematangan. Dari "
                "tingkat kematangan ini: {computed}.",
                printed=text.score(printed),
                computed=computed,
            )
        )
    if plan.difference.emptied:
        count = len(plan.difference.emptied)
        warnings.append(
            text.plural(
                "{count} indikator yang sudah bertingkat akan menjadi belum dinilai.",
                "{count} indikator yang sudah bertingkat akan menjadi belum dinilai.",
                count,
            )
        )
    return warnings


def describe_lock(text: Translator, reason: str) -> str:
    """Say that a stage takes no changes, why, and where it is opened again."""
    return text(
        "Tahap ini terkunci: {reason}. Tidak ada yang disimpan; kuncinya dapat dibuka di "
        "Pengaturan.",
        reason=reason.rstrip(". "),
    )


def _toggle_skip(key: ImportKey, choices: Choices, choose: Choose) -> None:
    choose(replace(choices, skipped=choices.skipped ^ {key}))


def _toggle_blank(key: ImportKey, choices: Choices, choose: Choose) -> None:
    choose(replace(choices, keeps_blank=choices.keeps_blank ^ {key}))


def _show_conflicts(page: Page, plan: ImportPlan, choices: Choices, choose: Choose) -> None:
    """Draw each indicator on which sources differ, with everyone's level, to be chosen."""
    conflicts = plan.merge.conflicts
    if not conflicts or plan.is_skipped:
        return
    text, instrument = page.text, page.instruments[plan.key.instrument_id]
    with st.container(border=True):
        st.markdown(
            text.plural(
                "**{count} indikator berbeda antarsumber.** Pilih tingkat yang berlaku; "
                "penjelasan dan bukti dari semua sumber tetap disimpan.",
                "**{count} indikator berbeda antarsumber.** Pilih tingkat yang berlaku; "
                "penjelasan dan bukti dari semua sumber tetap disimpan.",
                len(conflicts),
            )
        )
        if len(conflicts) > 1:
            _show_choose_all(text, plan, choices, choose)
        for conflict in conflicts:
            options = {
                _level_key(units): _describe_claims(text, instrument, conflict, units)
                for units in conflict.levels
            }
            keys = list(options)
            chosen = conflict.chosen
            widget = f"conflict-{plan.key}-{conflict.code}"
            st.session_state[widget] = None if chosen is None else _level_key(chosen.units)
            st.radio(
                escape_label(format_indicator(text, instrument, conflict.code)),
                keys,
                index=None,
                format_func=options.__getitem__,
                key=widget,
                on_change=_choose_level,
                args=(plan.key, conflict, choices, choose, widget),
            )


def _level_key(units: int | None) -> str:
    return "-" if units is None else str(units)


def _describe_claims(
    text: Translator, instrument: Instrument, conflict: Conflict, units: int | None
) -> str:
    level = text("belum dinilai") if units is None else text.level(units, instrument.level_decimals)
    sources = [
        _describe_source(text, c, conflict.code) for c in conflict.claims if c.units == units
    ]
    return escape_label(f"{level} — {text.list(list(dict.fromkeys(sources)))}")


def _describe_source(text: Translator, claim: Claim, code: str) -> str:
    if claim.part is None:
        return text("yang tersimpan saat ini")
    if not claim.part.source:
        return text("isian Anda")
    part = claim.part
    where = describe_place(part.source, part.sheet, part.cells.get(code, ""), joint=", ")
    return f"{claim.unit} ({where})" if claim.unit else where


def _choose_level(
    key: ImportKey, conflict: Conflict, choices: Choices, choose: Choose, widget: str
) -> None:
    said = st.session_state[widget]
    units = next((u for u in conflict.levels if _level_key(u) == said), None)
    choose(replace(choices, levels={**choices.levels, (key, conflict.code): units}))


def _show_choose_all(text: Translator, plan: ImportPlan, choices: Choices, choose: Choose) -> None:
    """Offer to take one source's levels for all conflicts in which it has a say."""
    claims = [claim for conflict in plan.merge.conflicts for claim in conflict.claims]
    sources = {_source_name(text, claim): claim.part for claim in claims}
    show_pick(
        text("Untuk semuanya ambil dari"),
        list(sources),
        text("Terapkan"),
        partial(_choose_source, text, plan, choices, choose),
        key=f"all-{plan.key}",
        placeholder=text("Pilih sumber"),
    )


def _source_name(text: Translator, claim: Claim) -> str:
    if claim.part is None:
        return text("yang tersimpan saat ini")
    return describe_place(claim.part.source, claim.part.sheet) or text("isian Anda")


def _choose_source(
    text: Translator, plan: ImportPlan, choices: Choices, choose: Choose, wanted: str
) -> None:
    levels = dict(choices.levels)
    for conflict in plan.merge.conflicts:
        for claim in conflict.claims:
            if _source_name(text, claim) == wanted:
                levels[plan.key, conflict.code] = claim.units
    choose(replace(choices, levels=levels))
