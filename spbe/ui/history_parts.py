"""Riwayat: every revision of an assessment, to be viewed, compared and restored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from spbe.analysis.difference import compute_difference
from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.model.instrument import Instrument
from spbe.model.scoring import score_assessment
from spbe.store.assessments import find_revisions, find_states, restore_revision
from spbe.store.cycles import load_cycle
from spbe.store.history import find_changes, format_change
from spbe.store.records import ResultKey, Revision, StoreError
from spbe.text.translator import Message, Translator
from spbe.ui.canvas import st
from spbe.ui.clock import format_moment, now
from spbe.ui.difference_parts import (
    TEXT_NAMES,
    format_index,
    format_indicator,
    show_difference,
    summarise_difference,
)
from spbe.ui.empty import show_nothing
from spbe.ui.import_parts import describe_lock
from spbe.ui.markup import escape_markdown
from spbe.ui.shell import Page, show_link
from spbe.ui.tables import show_frame

_SHOWN = 50
_OUTCOME = "history_outcome"


@dataclass(frozen=True, slots=True)
class Version:
    """One saved state with its content."""

    revision: Revision
    content: Assessment


def load_versions(page: Page) -> list[Version]:
    """Load the newest revisions of the assessment in view, or say why there is none."""
    text, key = page.text, page.view.key
    if key is None:
        show_nothing(page)
        return []
    revisions = find_revisions(page.store, key)
    if not revisions:
        st.info(
            text(
                "Yang tersimpan untuk tahap ini hanya angka terbit, tanpa tingkat kematangan, "
                "jadi tidak ada revisinya. Pilih tahap lain, atau unggah lembar penilaiannya di "
                "Unggah Excel."
            )
        )
        show_link(page, "upload", text("Unggah Excel"), icon=":material/upload_file:")
    if len(revisions) > _SHOWN:
        st.caption(text("{n} revisi terbaru ditampilkan.", n=_SHOWN))
    shown = [revision.id for revision in revisions[:_SHOWN]]
    return [Version(*state) for state in find_states(page.store, shown)]


def show_outcome(page: Page) -> None:
    """Say what became of the last restoring."""
    outcome = st.session_state.pop(_OUTCOME, None)
    if isinstance(outcome, Message):
        st.warning(escape_markdown(page.text(outcome)), icon=":material/info:")
    elif outcome is not None:
        st.toast(page.text("Dipulihkan sebagai revisi {n}", n=outcome), icon=":material/check:")


def show_versions(page: Page, versions: Sequence[Version]) -> None:
    """Draw the list: who, when, from what, and what changed since the one before."""
    text, instrument = page.text, page.instruments[versions[0].revision.key.instrument_id]
    rows = []
    for position, version in enumerate(versions):
        before = versions[position + 1].content if position + 1 < len(versions) else None
        revision = version.revision
        rows.append(
            {
                text("Revisi"): revision.number,
                text("Kapan"): format_moment(text, revision.at),
                text("Siapa"): revision.who,
                text("Cara"): format_note(text, revision.note),
                text("Sumber"): revision.source_name or "–",
                text("Indeks"): format_index(
                    text, instrument, score_assessment(instrument, version.content)
                ),
                text("Yang berubah"): _summarise(text, instrument, before, version),
                text("SHA-256 sumber"): revision.source_sha256 or "–",
            }
        )
    show_frame(
        text,
        pd.DataFrame(rows),
        key=f"versions-{page.view.key}",
        alt=text("Daftar revisi, yang terbaru di atas"),
        is_illustrative=page.is_illustrative,
    )


def format_note(text: Translator, note: str) -> str:
    """Say how a revision came about, in the reader's language."""
    opening, _, number = note.rpartition(" ")
    if opening == "Dipulihkan dari revisi" and number.isdecimal():
        return text("Dipulihkan dari revisi {n}", n=int(number))
    known = {
        "Unggah Excel": text("Unggah Excel"),
        "Isi Penilaian": text("Isi Penilaian"),
        "Contoh bawaan": text("Contoh bawaan"),
    }
    return known.get(note, note) or "–"


def _summarise(
    text: Translator, instrument: Instrument, before: Assessment | None, version: Version
) -> str:
    if before is None:
        return text("revisi pertama") if version.revision.number == 1 else "–"
    change = compute_difference(instrument, before, version.content)
    levels = len(change.level_rows)
    texts = sum(len(row.texts) for row in change.text_rows)
    parts = []
    if levels:
        parts.append(text.plural("{count} tingkat", "{count} tingkat", levels))
    if texts:
        parts.append(text.plural("{count} teks", "{count} teks", texts))
    return text.list(parts) or text("tidak ada")


def show_comparison(page: Page, versions: Sequence[Version]) -> None:
    """Draw one version in full, or what differs between it and another; and restore it."""
    text, instrument = page.text, page.instruments[versions[0].revision.key.instrument_id]
    by_number = {version.revision.number: version for version in versions}
    numbers = list(by_number)

    def name(number: int) -> str:
        revision = by_number[number].revision
        moment = format_moment(text, revision.at)
        return text("Revisi {n} · {who} · {moment}", n=number, who=revision.who, moment=moment)

    left, right = st.columns(2)
    key = versions[0].revision.key
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
    version = by_number[shown]
    if other is not None:
        first, second = sorted((by_number[other], version), key=lambda v: v.revision.number)
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
            key=f"comparison-{shown}-{other}",
            is_illustrative=page.is_illustrative,
        )
    else:
        _show_content(page, instrument, version)
    if version is not versions[0]:
        _show_restore(page, instrument, versions[0], version)


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


def show_other_changes(page: Page, key: ResultKey | None) -> None:
    """Draw who changed dates, locks, sectors and targets of the year in view."""
    text = page.text
    if key is None:
        return
    changes = find_changes(page.store, key.agency_id, key.year)
    if not changes:
        return
    subjects = {
        "cycle": text("Siklus dan kunci"),
        "sectors": text("Sektor pilihan"),
        "target": text("Target"),
    }
    with st.expander(text("Perubahan selain tingkat kematangan, {year}", year=key.year)):
        show_frame(
            text,
            pd.DataFrame(
                [
                    {
                        text("Kapan"): format_moment(text, change.at),
                        text("Siapa"): change.who,
                        text("Tentang"): subjects[change.subject],
                        text("Menjadi"): format_change(change, text),
                    }
                    for change in changes[:_SHOWN]
                ]
            ),
            key="other-changes",
            alt=text("Perubahan tanggal, kunci, sektor dan target"),
            is_illustrative=page.is_illustrative,
        )
