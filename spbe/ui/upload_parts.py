"""Take files in, read them and say what each one holds: the first steps of Unggah Excel."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from spbe.jobs.import_files import ImportFile, read_files
from spbe.jobs.importing import Preview, preview_files
from spbe.text.terms import STAGE_SHORT_NAMES
from spbe.text.translator import Translator, message
from spbe.ui.canvas import st
from spbe.ui.labels import escape_label
from spbe.ui.markup import escape_markdown
from spbe.ui.opening import show_result_link
from spbe.ui.shell import Page, show_link
from spbe.ui.state import choose_part
from spbe.ui.tables import show_frame
from spbe.ui.upload_state import HELD_MEGABYTES, UploadState
from spbe.workbooks.published import is_published
from spbe.workbooks.reading import Problem, ReadAssessment, SourceFile

FILE_MEGABYTES = 20
_SHOWN_LINKS = 8
_INPUTS = {
    "files": message("Unggah berkas"),
    "paste": message("Tempel dari Excel atau pesan"),
}


def show_sources(page: Page, upload: UploadState) -> None:
    """Draw the uploader and the field for pasted text; what comes in is read at once."""
    text = page.text
    if choose_part(text, "input", _INPUTS) == "files":
        uploaded = st.file_uploader(
            text("Pilih satu atau banyak berkas sekaligus, misalnya bagian dari setiap OPD"),
            accept_multiple_files=True,
            max_upload_size=FILE_MEGABYTES,
            key=f"uploader-{upload.round}",
            help=text(
                "Excel (xlsx, xlsm, xlsb, xls), ods, CSV, TSV, tabel HTML, atau laporan hasil "
                "evaluasi (PDF), paling besar {size} MB per berkas. Tabel hasil terbit banyak "
                "instansi dan JSON dari kementerian dikenali sendiri. Tidak ada yang disimpan "
                "sebelum Anda mengonfirmasi.",
                size=FILE_MEGABYTES,
            ),
        )
        if uploaded:
            _take(page, upload, [SourceFile(file.name, file.getvalue()) for file in uploaded])
        return
    with st.form(f"paste-{upload.round}", border=False):
        pasted = st.text_area(
            text("Tempel baris tabel beserta judul kolomnya"),
            height=160,
            placeholder="No\tIndikator\tNilai\n1\t…\t3",
        )
        if st.form_submit_button(text("Baca teks ini")) and pasted.strip():
            name = text("Teks tempelan {n}", n=upload.round + 1)
            _take(page, upload, [SourceFile.from_text(pasted, name)])


def _take(page: Page, upload: UploadState, sources: list[SourceFile]) -> None:
    published = [s for s in sources if is_published(s, page.instruments)]
    refused = upload.take([s for s in sources if s not in published], published)
    if refused:
        upload.refusal = message(
            "{files} belum dimuat: berkas yang sedang ditinjau sudah mencapai {size} MB. Simpan "
            "atau keluarkan dulu sebagian, lalu unggah lagi.",
            files=page.text.list([source.name for source in refused]),
            size=HELD_MEGABYTES,
        )
    st.rerun()


def read_upload(page: Page, upload: UploadState) -> Preview:
    """Read whatever is new or newly answered, and work out what saving would do."""
    bar = st.empty()

    def say(done: int, total: int) -> None:
        if total > 1:
            sentence = page.text("Membaca berkas {done} dari {total}", done=done, total=total)
            bar.progress(done / total, sentence)

    files = read_files(upload.sources, page.instruments, upload.answers, upload.files, say)
    bar.empty()
    upload.files = {file.key: file for file in files}
    preview = preview_files(page.store, page.instruments, files, upload.choices, upload.bases)
    for key, revision_id in preview.bases.items():
        upload.bases.setdefault(key, revision_id)
    return preview


def show_files(page: Page, upload: UploadState, preview: Preview) -> None:
    """Draw the list of files with what each holds; some or all can be put aside."""
    text = page.text
    st.subheader(
        text.plural("{count} berkas ditinjau", "{count} berkas ditinjau", len(preview.files))
    )
    table = pd.DataFrame(
        [
            {
                text("Berkas"): file.source.name,
                text("Isi"): _describe_content(text, file),
                text("Keadaan"): _describe_state(text, file),
            }
            for file in preview.files
        ]
    )
    picked = show_frame(
        text,
        table,
        key=f"files-{len(preview.files)}-{upload.round}",
        on_select="rerun",
        selection_mode="multi-row",
        alt=text("Berkas yang sedang ditinjau"),
    ).selection.rows
    keys = [preview.files[row].key for row in picked if row < len(preview.files)]
    with st.container(horizontal=True):
        st.button(
            text("Keluarkan yang dipilih"),
            disabled=not keys,
            on_click=upload.put_aside,
            args=(keys,),
            help=text("Pilih baris pada daftar di atas. Yang sudah disimpan tidak berubah."),
        )
        st.button(
            text("Batalkan semua"),
            on_click=upload.put_aside,
            args=([file.key for file in preview.files],),
        )


def _describe_content(text: Translator, file: ImportFile) -> str:
    found = [_describe(text, read) for read in file.reading.found]
    return "; ".join(found) or text("tidak ada penilaian yang terbaca")


def _describe(text: Translator, read: ReadAssessment) -> str:
    assessment = read.assessment
    year = text("tahun?") if assessment.year is None else str(assessment.year)
    stage = text("tahap?")
    if assessment.stage is not None:
        stage = text(STAGE_SHORT_NAMES[assessment.stage])
    agency = assessment.agency or text("instansi?")
    held = [text.plural("{count} indikator", "{count} indikator", len(assessment.levels))]
    if read.printed:
        figures = len(read.printed)
        held.append(text.plural("{count} nilai tercetak", "{count} nilai tercetak", figures))
    if read.findings:
        words = len({finding.text for finding in read.findings})
        held.append(text.plural("{count} catatan asesor", "{count} catatan asesor", words))
    return f"{agency} {year} {stage} ({text.list(held)})"


def _describe_state(text: Translator, file: ImportFile) -> str:
    reading = file.reading
    errors = sum(problem.severity == "error" for problem in reading.problems)
    if errors:
        return text.plural(
            "{count} masalah perlu diperbaiki", "{count} masalah perlu diperbaiki", errors
        )
    if reading.questions or any(found.questions for found in reading.found):
        return text("menunggu jawaban")
    if not reading.found:
        return text("tidak dapat dipakai")
    warnings = len(reading.problems)
    if warnings:
        return text.plural("{count} peringatan", "{count} peringatan", warnings)
    return text("siap")


def show_outcome(page: Page, upload: UploadState) -> None:
    """Say what became of the last click: saved with the way to the result, or refused and why."""
    text = page.text
    if upload.refusal is not None:
        st.warning(escape_markdown(text(upload.refusal)), icon=":material/info:")
    if upload.is_toast_due:
        upload.is_toast_due = False
        st.toast(text("Tersimpan"), icon=":material/check:")
    if upload.published_saved:
        with st.container(border=True):
            st.markdown(
                text.plural(
                    "**{count} hasil terbit tersimpan.**",
                    "**{count} hasil terbit tersimpan.**",
                    upload.published_saved,
                )
            )
            show_link(page, "benchmark", text("Buka Perbandingan Instansi"))
    if not upload.saved:
        return
    with st.container(border=True):
        st.markdown(
            text.plural(
                "**{count} penilaian tersimpan.** Setiap revisi dapat dilihat lagi di Riwayat.",
                "**{count} penilaian tersimpan.** Setiap revisi dapat dilihat lagi di Riwayat.",
                len(upload.saved),
            )
        )
        for revision in upload.saved[:_SHOWN_LINKS]:
            show_result_link(page, revision.key)


def find_problems(preview: Preview) -> list[Problem]:
    """List the problems of all files, each with the name of its file."""
    return [
        replace(problem, file=file.source.name)
        for file in preview.files
        for problem in file.reading.problems
    ]


def show_written_agencies(page: Page, upload: UploadState, preview: Preview) -> None:
    """Ask of every agency that the store does not know whether it is new or a known one."""
    text = page.text
    known = {agency.id: agency.name for agency in page.snapshot.agencies()}
    for written in preview.written_agencies:
        similar = [agency.id for agency in written.similar]
        others = [agency_id for agency_id in known if agency_id not in similar]
        options: list[int | None] = [None, *similar, *others]
        labels: dict[int | None, str] = dict(known.items())
        labels[None] = text("instansi baru: {name}", name=written.name)
        with st.container(border=True):
            chosen = st.selectbox(
                escape_label(
                    text("“{name}” belum ada di penyimpanan. Simpan sebagai", name=written.name)
                ),
                options,
                index=options.index(written.agency.id if written.agency else None),
                format_func=labels.__getitem__,
                key=f"agency-{written.plain_name}",
            )
            if similar and chosen is None:
                names = text.list([agency.name for agency in written.similar])
                st.caption(escape_markdown(text("Mungkin maksudnya {names}.", names=names)))
        now = written.agency.id if written.agency else None
        if chosen != now:
            agencies = {**upload.choices.agencies, written.plain_name: chosen}
            upload.choose(replace(upload.choices, agencies=agencies))
            st.rerun()
