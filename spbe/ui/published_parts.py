"""Published results on Unggah Excel: what was read, what saving would change, and the button."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from spbe.jobs.import_published import PublishedChange, preview_published, save_published
from spbe.model.assessment import PublishedResult
from spbe.store.records import StoreError
from spbe.text.translator import Message, Translator, message
from spbe.ui.canvas import st
from spbe.ui.clock import now
from spbe.ui.labels import escape_label
from spbe.ui.problem_parts import show_problems
from spbe.ui.shell import Page
from spbe.ui.source_note import show_source_note
from spbe.ui.tables import show_table
from spbe.ui.upload_state import UploadState
from spbe.workbooks.published import PublishedReading, read_published
from spbe.workbooks.reading import Problem

_STATES: Mapping[str, Message] = {
    "new": message("Baru"),
    "changed": message("Berubah"),
    "same": message("Sama dengan yang tersimpan"),
    "locked": message("Terkunci"),
    "levels": message("Sudah ada penilaian lengkap"),
}


def show_published(page: Page, upload: UploadState) -> None:
    """Draw files of published results with every problem and difference, and save them."""
    text = page.text
    st.subheader(
        text.plural(
            "{count} berkas hasil terbit ditinjau",
            "{count} berkas hasil terbit ditinjau",
            len(upload.published),
        )
    )
    readings = _read(page, upload)
    changes = preview_published(page.store, readings)
    problems = [problem for reading in readings for problem in reading.problems]
    show_problems(page, problems, _headline(text, problems) if changes else None)
    if changes:
        _show_changes(page, changes)
    ready = [change for change in changes if change.is_ready]
    if not ready:
        st.info(text("Tidak ada yang perlu disimpan."))
    who = page.who() if ready else None
    with st.container(horizontal=True):
        if who is not None:
            st.button(
                text.plural(
                    "Simpan {count} hasil terbit", "Simpan {count} hasil terbit", len(ready)
                ),
                type="primary",
                icon=":material/save:",
                on_click=_save,
                args=(page, upload, readings, changes, who),
            )
        st.button(text("Singkirkan hasil terbit"), on_click=upload.drop_published)


def _read(page: Page, upload: UploadState) -> list[PublishedReading]:
    """Read each file; where one does not say its year or its only agency, ask for it."""
    readings = []
    for key, source in upload.published.items():
        year, agency = upload.published_years.get(key), upload.published_agencies.get(key)
        reading = read_published(source, page.instruments, year, agency)
        if reading.needs_agency or key in upload.published_agencies:
            _ask_agency(page, upload, key, source.name)
        if reading.needs_year or key in upload.published_years:
            said = st.number_input(
                escape_label(page.text("Tahun hasil terbit di {file}", file=source.name)),
                min_value=min(i.first_year for i in page.instruments.values()),
                max_value=2100,
                value=year,
                step=1,
                key=f"published-year-{key}",
                width=320,
            )
            if said is not None and said != year:
                upload.published_years[key] = int(said)
                st.rerun()
        readings.append(reading)
    return readings


def _ask_agency(page: Page, upload: UploadState, key: str, file: str) -> None:
    """Ask whose result it is: an agency that is known, or the name of another."""
    given = upload.published_agencies.get(key)
    names = [agency.name for agency in page.snapshot.agencies() if not agency.is_illustrative]
    if given is not None and given not in names:
        names.append(given)
    said = st.selectbox(
        escape_label(page.text("Instansi yang hasilnya ada di {file}", file=file)),
        names,
        index=None if given is None else names.index(given),
        placeholder=page.text("Pilih instansi, atau ketik namanya"),
        accept_new_options=True,
        format_func=str,
        key=f"published-agency-{key}",
        width=480,
    )
    if said and said != given:
        upload.published_agencies[key] = said
        st.rerun()


def _headline(text: Translator, problems: Sequence[Problem]) -> str | None:
    """Say that what is sound can be saved, however much else cannot be used."""
    faults = sum(problem.severity == "error" for problem in problems)
    if not faults:
        return None
    return text.plural(
        "{count} masalah perlu diperbaiki; baris lainnya dapat disimpan",
        "{count} masalah perlu diperbaiki; baris lainnya dapat disimpan",
        faults,
    )


def _show_changes(page: Page, changes: Sequence[PublishedChange]) -> None:
    text = page.text
    counts = Counter(change.state for change in changes)
    said = [f"{text(_STATES[state])}: {count}" for state, count in counts.items()]
    new = sum(change.agency_id is None for change in changes)
    if new:
        said.append(text("instansi yang ditambahkan: {n}", n=new))
    st.markdown(" · ".join(said))
    for instrument_id in sorted({change.result.instrument_id for change in changes}):
        show_source_note(page, page.instruments[instrument_id])
    rows = [_make_row(page, change) for change in changes]
    codes = {c for change in changes for c in change.result.hundredths}
    figures = [text("Indeks sebelum"), text("Indeks"), text("Selisih"), *sorted(codes)]
    title = text("Hasil terbit yang ditinjau")
    digits = dict.fromkeys(figures, 2)
    show_table(page, rows, "published-changes", title, digits, signed=(text("Selisih"),))


def _make_row(page: Page, change: PublishedChange) -> dict[str, object]:
    text, result = page.text, change.result
    instrument = page.instruments[result.instrument_id]
    root = instrument.root.code
    index = result.hundredths[root]
    before = change.before.hundredths.get(root) if change.before else None
    rating = next((r for r in instrument.ratings if r.code == result.rating), None)
    inner = [node.code for node in instrument.inner_nodes[1:]]
    return {
        text("Instansi"): result.agency,
        text("Tahun"): str(result.year),
        text("Keadaan"): text(_STATES[change.state]),
        text("Indeks sebelum"): None if before is None else before / 100,
        text("Indeks"): index / 100,
        text("Selisih"): None if before is None else float(Fraction(index - before, 100)),
        text("Predikat"): rating.names[text.language] if rating else "",
        **{code: _figure(result, code) for code in inner if code in result.hundredths},
    }


def _figure(result: PublishedResult, code: str) -> float:
    return result.hundredths[code] / 100


def _save(
    page: Page,
    upload: UploadState,
    readings: Sequence[PublishedReading],
    changes: Sequence[PublishedChange],
    who: str,
) -> None:
    """Save the preview that was on screen when the button was clicked."""
    try:
        saved = save_published(page.store, readings, changes, who, now())
    except StoreError as refusal:
        upload.refusal = refusal.message
    else:
        upload.drop_published(saved)
