"""Riwayat: every revision of an assessment, to be viewed, compared and restored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from spbe.analysis.difference import compute_difference
from spbe.model.assessment import Assessment
from spbe.model.instrument import Instrument
from spbe.model.scoring import score_assessment
from spbe.store.assessments import find_revisions, find_states
from spbe.store.history import find_changes, format_change
from spbe.store.records import ResultKey, Revision
from spbe.text.translator import Translator
from spbe.ui.canvas import st
from spbe.ui.clock import format_moment
from spbe.ui.difference_parts import (
    format_index,
)
from spbe.ui.empty import show_nothing
from spbe.ui.shell import Page, show_link
from spbe.ui.tables import show_frame

_SHOWN = 50


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
