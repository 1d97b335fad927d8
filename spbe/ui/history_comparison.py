"""Riwayat: one revision in full or beside another, and how it is restored."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from spbe.analysis.difference import compute_difference
from spbe.model.assessment import IndicatorNotes
from spbe.model.instrument import Instrument
from spbe.store.assessments import restore_revision
from spbe.store.cycles import load_cycle
from spbe.store.records import Revision, StoreError
from spbe.text.translator import Message
from spbe.ui.canvas import st
from spbe.ui.clock import format_moment, now
from spbe.ui.difference_parts import (
    TEXT_NAMES,
    format_indicator,
    show_difference,
    summarise_difference,
)
from spbe.ui.history_parts import Version
from spbe.ui.import_parts import describe_lock
from spbe.ui.markup import escape_markdown
from spbe.ui.shell import Page
from spbe.ui.tables import show_frame

_OUTCOME = "history_outcome"


def show_outcome(page: Page) -> None:
    """Say what became of the last restoring."""
    outcome = st.session_state.pop(_OUTCOME, None)
    if isinstance(outcome, Message):
        st.warning(escape_markdown(page.text(outcome)), icon=":material/info:")
    elif outcome is not None:
        st.toast(page.text("Dipulihkan sebagai revisi {n}", n=outcome), icon=":material/check:")


def show_comparison(page: Page, versions: Sequence[Version]) -> None:
    """Draw one version in full, or what differs between it and another; and restore it."""
    instrument = page.instruments[versions[0].revision.key.instrument_id]
    version, other = _choose_versions(page, versions)
    if other is None:
        _show_content(page, instrument, version)
    else:
        _show_change(page, instrument, version, other)
    if version is not versions[0]:
        _show_restore(page, instrument, versions[0], version)


def _choose_versions(page: Page, versions: Sequence[Version]) -> tuple[Version, Version | None]:
    """Ask for the version that is looked at, the newest first, and for one to compare it with."""
    text, key = page.text, versions[0].revision.key
    by_number = {version.revision.number: version for version in versions}
    numbers = list(by_number)

    def name(number: int) -> str:
        revision = by_number[number].revision
        moment = format_moment(text, revision.at)
        return text("Revisi {n} · {who} · {moment}", n=number, who=revision.who, moment=moment)

    left, right = st.columns(2)
    with left:
        box = _settle_by_address("revision", f"shown-{key}", numbers, numbers[0])
        st.selectbox(text("Lihat"), numbers, format_func=name, key=box)
        shown = _follow("revision", box, numbers[0]) or numbers[0]
    others = [number for number in numbers if number != shown]
    with right:
        box = _settle_by_address("other", f"other-{key}", others, None)
        st.selectbox(
            text("Bandingkan dengan"),
            others,
            index=None,
            format_func=name,
            key=box,
            placeholder=text("tidak dibandingkan"),
            disabled=not others,
        )
        other = _follow("other", box, None)
    return by_number[shown], None if other is None else by_number[other]


def _show_change(page: Page, instrument: Instrument, version: Version, other: Version) -> None:
    """Draw what differs between two versions, from the earlier to the later one."""
    text = page.text
    first, second = sorted((other, version), key=lambda each: each.revision.number)
    st.caption(
        text(
            "Dari revisi {first} ke revisi {second}",
            first=first.revision.number,
            second=second.revision.number,
        )
    )
    change = compute_difference(instrument, first.content, second.content)
    st.markdown(escape_markdown(summarise_difference(text, instrument, change)))
    show_difference(
        text,
        instrument,
        change,
        key=f"comparison-{version.revision.number}-{other.revision.number}",
        is_illustrative=page.is_illustrative,
    )


def _settle_by_address(
    parameter: str, key: str, numbers: Sequence[int], fallback: int | None
) -> str:
    """Set a box that is drawn for the first time to what the address says; give its key."""
    kept = st.session_state.get(key)
    if key not in st.session_state or (kept is not None and kept not in numbers):
        asked = st.query_params.get(parameter)
        st.session_state[key] = next((n for n in numbers if str(n) == asked), fallback)
    return key


def _follow(parameter: str, key: str, fallback: int | None) -> int | None:
    """Let the address say what a box shows, as far as it is not the usual; give that."""
    number: int | None = st.session_state[key]
    said = None if number in (None, fallback) else str(number)
    if said is None:
        st.query_params.pop(parameter, None)
    elif st.query_params.get(parameter) != said:
        st.query_params[parameter] = said
    return number


def _show_content(page: Page, instrument: Instrument, version: Version) -> None:
    text = page.text
    levels, notes = version.content.levels, version.content.notes
    decimals = instrument.level_decimals
    rows = []
    above = [node.code for node in instrument.inner_nodes if node.code in notes]
    for code in (*above, *instrument.leaf_codes):
        said = notes.get(code, IndicatorNotes())
        level = levels.get(code)
        if code in above:
            shown = ""
        else:
            shown = text("belum dinilai") if level is None else text.level(level, decimals)
        rows.append(
            {
                text("Indikator"): format_indicator(text, instrument, code),
                text("Tingkat"): shown,
                **{text(title): getattr(said, name) for name, title in TEXT_NAMES.items()},
            }
        )
    contents = pd.DataFrame(rows)
    filled = [column for column in contents if contents[column].astype(bool).any()]
    show_frame(
        text,
        contents[filled],
        key=f"content-{version.revision.id}",
        alt=text("Isi revisi {n}", n=version.revision.number),
        is_illustrative=page.is_illustrative,
    )


def _show_restore(page: Page, instrument: Instrument, newest: Version, version: Version) -> None:
    """Draw what restoring would change, and the button that does it after a confirmation."""
    text, key = page.text, version.revision.key
    reason = load_cycle(page.store, key.agency_id, key.year).locked.get(key.stage)
    number = version.revision.number
    with st.expander(text("Pulihkan revisi {n}", n=number), icon=":material/history:"):
        if reason is not None:
            st.warning(escape_markdown(describe_lock(text, reason)), icon=":material/lock:")
            return
        change = compute_difference(instrument, newest.content, version.content)
        st.markdown(escape_markdown(summarise_difference(text, instrument, change)))
        if change.is_empty:
            return
        st.caption(
            text(
                "Isi revisi {n} disimpan sebagai revisi baru. Revisi yang sekarang tetap ada di "
                "riwayat.",
                n=number,
            )
        )
        who = page.who()
        st.button(
            text("Ya, pulihkan revisi {n}", n=number),
            type="primary",
            disabled=who is None,
            on_click=_restore,
            args=(page, version.revision, newest.revision, who),
        )


def _restore(page: Page, revision: Revision, newest: Revision, who: str) -> None:
    try:
        saved = restore_revision(page.store, revision.id, newest.id, who, now())
    except StoreError as refusal:
        st.session_state[_OUTCOME] = refusal.message
    else:
        st.session_state[_OUTCOME] = saved.number
