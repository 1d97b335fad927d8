"""Pengaturan: a year's cycle, with its kind, the dates of its stages and their locks."""

from __future__ import annotations

import datetime
from typing import Literal

from spbe.model.assessment import STAGES
from spbe.store.cycles import load_cycle, save_cycle
from spbe.store.records import Agency, Cycle, CycleConflictError, StoreError
from spbe.text.terms import STAGE_NAMES
from spbe.text.translator import Message, message
from spbe.ui.canvas import st
from spbe.ui.clock import now, today
from spbe.ui.markup import escape_markdown
from spbe.ui.shell import Page

_KINDS: dict[Literal["evaluasi", "pemantauan"], Message] = {
    "evaluasi": message("Evaluasi (semua tahap)"),
    "pemantauan": message("Pemantauan (mandiri dan dokumen saja)"),
}
_LEFT_OUT = ("interview", "visit")
"""Stages that a pemantauan does not have; what the ministry publishes is final all the same."""
_REFUSED = "cycle-refused"


def choose_year(page: Page, key: str) -> int:
    """Ask for a year: those with results, this one and the next."""
    years = {result.key.year for result in page.view.results} | {today().year, today().year + 1}
    in_order = sorted(years, reverse=True)
    now_shown = page.view.year if page.view.year in years else today().year
    return st.selectbox(page.text("Tahun"), in_order, index=in_order.index(now_shown), key=key)


def show_cycle(page: Page, agency: Agency, who: str | None) -> None:
    """Draw the cycle of one year, to be changed and saved."""
    text = page.text
    year = choose_year(page, "cycle-year")
    key, cycle = _begin(load_cycle(page.store, agency.id, year))
    _show_roles(page, year)
    kind = st.segmented_control(
        text("Jenis siklus"),
        list(_KINDS),
        default=cycle.kind,
        format_func=lambda kind: text(_KINDS[kind]),
        key=f"cycle-kind-{key}",
        required=True,
    )
    stages = [s for s in STAGES if kind == "evaluasi" or s not in _LEFT_OUT]
    with st.form(f"cycle-{key}"):
        dates = {stage: day for stage, day in cycle.dates.items() if stage not in stages}
        locked = {stage: why for stage, why in cycle.locked.items() if stage not in stages}
        for stage in stages:
            day, is_locked, reason = _ask_stage(page, cycle, stage, key)
            if day is not None:
                dates[stage] = day
            if is_locked:
                locked[stage] = reason
        st.caption(
            text(
                "Tahap yang terkunci menolak perubahan, dengan alasan yang Anda tulis, misalnya "
                "“sudah dikirim lewat portal 12 Agustus”."
            )
        )
        is_saved = st.form_submit_button(
            text("Simpan siklus"), type="primary", disabled=who is None
        )
    if is_saved and who is not None:
        changed = Cycle(agency.id, year, kind, dates, locked)
        try:
            save_cycle(page.store, changed, who, now(), seen=cycle)
        except CycleConflictError as conflict:
            _begin_again(key, conflict)
        except StoreError as refusal:
            st.warning(escape_markdown(text(refusal.message)))
        else:
            st.session_state[f"cycle-seen-{key}"] = changed
            st.toast(text("Tersimpan"), icon=":material/check:")
    if refused := st.session_state.pop(_REFUSED, None):
        st.warning(escape_markdown(text(refused)))


def _begin(kept: Cycle) -> tuple[str, Cycle]:
    """Give the key of the form and the cycle it was filled with, which others may have changed."""
    place = f"{kept.agency_id}-{kept.year}"
    key = f"{place}-{st.session_state.get(f'cycle-edition-{place}', 0)}"
    seen = f"cycle-seen-{key}"
    if f"cycle-kind-{key}" not in st.session_state or seen not in st.session_state:
        st.session_state[seen] = kept
    return key, st.session_state[seen]


def _begin_again(key: str, conflict: CycleConflictError) -> None:
    """Fill the form anew with what is kept by now, and say why."""
    place, _, edition = key.rpartition("-")
    st.session_state[f"cycle-edition-{place}"] = int(edition) + 1
    st.session_state[_REFUSED] = conflict.message
    st.rerun()


def _ask_stage(
    page: Page, cycle: Cycle, stage: str, form: str
) -> tuple[datetime.date | None, bool, str]:
    text = page.text
    name = text(STAGE_NAMES[stage])
    key = f"{form}-{stage}"
    date_box, lock_box, reason_box = st.columns([2, 1, 4], vertical_alignment="bottom")
    day = date_box.date_input(name, cycle.dates.get(stage), format="DD/MM/YYYY", key=f"date-{key}")
    is_locked = lock_box.checkbox(text("Terkunci"), stage in cycle.locked, key=f"lock-{key}")
    reason = reason_box.text_input(
        text("Alasan kunci {stage}", stage=name),
        cycle.locked.get(stage, ""),
        max_chars=200,
        key=f"reason-{key}",
    )
    return day, is_locked, reason or ""


def _show_roles(page: Page, year: int) -> None:
    """Name the index of the year and who does what, as its instrument calls them."""
    instrument = next((i for i in page.instruments.values() if i.is_valid_year(year)), None)
    if instrument is None:
        return
    names = {role: name[page.text.language] for role, name in instrument.names.items()}
    st.caption(
        escape_markdown(
            page.text(
                "{index} ({regulation}): disiapkan {team}, dikirim {coordinator}.",
                index=names["index"],
                regulation=instrument.regulation_short,
                team=names["team"],
                coordinator=names["coordinator"],
            )
        )
    )
