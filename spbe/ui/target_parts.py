"""Pengaturan: named targets with their sources, one of them the primary one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

import pandas as pd

from spbe.model.instrument import Instrument
from spbe.store.records import Agency, EditConflictError, StoreError, Target
from spbe.store.targets import find_targets, remove_target, save_target
from spbe.text.translator import Message, message
from spbe.ui.canvas import st
from spbe.ui.clock import now
from spbe.ui.cycle_parts import choose_year
from spbe.ui.markup import escape_markdown
from spbe.ui.seen import note_seen, settle_seen
from spbe.ui.shell import Page
from spbe.ui.tables import show_frame

_INDEX = re.compile(r"\d{1,2}(?:[.,]\d{1,2})?")
_REFUSAL = "target_refusal"


def read_hundredths(written: str, low: int, high: int) -> int | Message:
    """Read an index as people write it ("3,5") in hundredths, or say what is expected."""
    match = _INDEX.fullmatch(written.strip())
    if match:
        hundredths = int(Fraction(match[0].replace(",", ".")) * 100)
        if low * 100 <= hundredths <= high * 100:
            return hundredths
    return message(
        "Nilai target: tertulis “{found}”, seharusnya {low} sampai {high} dengan paling banyak dua "
        "desimal, misalnya 3,50.",
        found=written.strip()[:20],
        low=low,
        high=high,
    )


def find_scale(instruments: Sequence[Instrument], year: int) -> tuple[int, int]:
    """Find the ends of the scale of a year, by the regulation that rules it; else of any."""
    ruling = [i for i in instruments if i.is_valid_year(year)] or instruments
    return min(i.level_minimum for i in ruling), max(i.level_maximum for i in ruling)


def show_targets(page: Page, agency: Agency, who: str | None) -> None:
    """Draw the targets of one year, and a form to add, change or remove one."""
    text = page.text
    year = choose_year(page, "target-year")
    targets = find_targets(page.store, agency.id, year)
    refusal = st.session_state.pop(_REFUSAL, None)
    if refusal is not None:
        st.warning(escape_markdown(text(refusal)))
    if targets:
        show_frame(
            text,
            pd.DataFrame(
                [
                    {
                        text("Target"): target.name,
                        text("Nilai"): text.score(target.hundredths),
                        text("Sumber"): target.source,
                        text("Utama"): text("utama") if target.is_primary else "",
                    }
                    for target in targets
                ]
            ),
            key=f"targets-{agency.id}-{year}",
            alt=text("Target tahun ini"),
            is_illustrative=agency.is_illustrative,
        )
    else:
        st.info(text("Belum ada target untuk {year}. Tambahkan di bawah.", year=year))
    names: dict[int | None, str] = {target.id: target.name for target in targets}
    names[None] = text("Target baru")
    wanted = st.selectbox(
        text("Ubah atau tambah"),
        [None, *(target.id for target in targets)],
        format_func=lambda target_id: names.get(target_id, ""),
        key=f"target-{agency.id}-{year}",
    )
    chosen = next((target for target in targets if target.id == wanted), None)
    _show_form(page, agency, year, chosen, who)
    if chosen is not None:
        with st.popover(text("Hapus target ini"), icon=":material/delete:"):
            st.markdown(escape_markdown(text("Hapus target “{name}”?", name=chosen.name)))
            st.button(
                text("Ya, hapus"),
                disabled=who is None,
                on_click=_remove,
                args=(page, chosen, who),
                key=f"remove-target-{chosen.id}",
            )


def _show_form(
    page: Page, agency: Agency, year: int, chosen: Target | None, who: str | None
) -> None:
    text = page.text
    low, high = find_scale(list(page.instruments.values()), year)
    key = f"{agency.id}-{year}-{chosen.id if chosen else 'new'}"
    seen: Target | None = settle_seen(f"name-{key}", chosen)
    with st.form(f"target-form-{key}", clear_on_submit=chosen is None):
        name_box, value_box = st.columns([4, 1])
        name = name_box.text_input(
            text("Nama target"), chosen.name if chosen else "", max_chars=120, key=f"name-{key}"
        )
        value = value_box.text_input(
            text("Nilai"), text.score(chosen.hundredths) if chosen else "", key=f"value-{key}"
        )
        source = st.text_input(
            text("Sumber target"),
            chosen.source if chosen else "",
            max_chars=300,
            key=f"source-{key}",
            help=text("Dokumen, keputusan atau rapat yang menetapkannya."),
        )
        is_primary = st.checkbox(
            text("Target utama, yang dipakai di Ringkasan"),
            chosen.is_primary if chosen else False,
            key=f"primary-{key}",
        )
        is_saved = st.form_submit_button(
            text("Simpan target"), type="primary", disabled=who is None
        )
    if not is_saved or who is None:
        return
    hundredths = read_hundredths(value or "", low, high)
    if isinstance(hundredths, Message):
        st.session_state[_REFUSAL] = hundredths
    else:
        target = Target(
            chosen.id if chosen else None,
            agency.id,
            year,
            name or "",
            source or "",
            hundredths,
            is_primary,
        )
        try:
            saved = save_target(page.store, target, who, now(), seen)
        except EditConflictError as conflict:
            note_seen(f"name-{key}", conflict.current)
            st.session_state[_REFUSAL] = conflict.message
        except StoreError as refusal:
            st.session_state[_REFUSAL] = refusal.message
        else:
            note_seen(f"name-{key}", saved if chosen else None)
            st.toast(text("Tersimpan"), icon=":material/check:")
    st.rerun()


def _remove(page: Page, target: Target, who: str) -> None:
    try:
        remove_target(page.store, int(target.id or 0), who, now(), target)
    except StoreError as refusal:
        st.session_state[_REFUSAL] = refusal.message
