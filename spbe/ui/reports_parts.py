"""Laporan: every report of the result in view, made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from spbe.jobs.report_book import build_report_workbook
from spbe.reports.contents import ReportContents
from spbe.reports.one_page import build_one_page_pdf, build_one_page_png
from spbe.reports.papers import PAPERS, Paper
from spbe.reports.pdf_report import build_report_pdf
from spbe.reports.self_assessment_record import build_self_assessment_record, find_self_assessment
from spbe.reports.word_report import build_report_docx
from spbe.reports.words import list_marks, say_source, say_target
from spbe.store.records import ResultKey, Target
from spbe.text.translator import Translator
from spbe.ui.canvas import st
from spbe.ui.choices import choose_option
from spbe.ui.deck_parts import show_deck
from spbe.ui.empty import show_nothing
from spbe.ui.markup import escape_markdown
from spbe.ui.origin import name_file
from spbe.ui.report_contents import gather_view
from spbe.ui.report_preview import show_pdf_preview, show_unit_pages
from spbe.ui.shell import Page
from spbe.ui.tables import XLSX

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF, _PNG = "application/pdf", "image/png"

Build: TypeAlias = Callable[[ReportContents], bytes]


@dataclass(frozen=True, slots=True)
class File:
    """One file of a report: what its button says, its ending and kind, and how it is made."""

    label: str
    ending: str
    kind: str
    build: Build


@dataclass(frozen=True, slots=True)
class Report:
    """One report that the page offers, in the files that it comes in."""

    name: str
    title: str
    said: str
    files: tuple[File, ...]
    lack: str = ""
    """Why there is none; empty where there is."""


def show_reports(page: Page) -> None:
    """Draw what the reports tell of, and one row for each of them."""
    result = page.view.result
    if result is None:
        show_nothing(page)
        return
    contents = gather_view(page, result.key, _choose_target(page, result.key))
    _show_subject(page.text, contents)
    show_deck(page, contents)
    for report in _list_reports(page.text, contents):
        _show_report(page, contents, report)
    show_unit_pages(page, contents)
    show_pdf_preview(page, contents)


def _choose_target(page: Page, key: ResultKey) -> Target | None:
    """Ask which target the reports measure to, where the year has several."""
    targets = page.snapshot.targets(key.agency_id, key.year)
    if len(targets) < 2:
        return None
    names = {str(each.id): f"{page.text.score(each.hundredths)} {each.name}" for each in targets}
    usual = next((str(each.id) for each in targets if each.is_primary), None)
    chosen = choose_option(page.text, "report-target", page.text("Target"), names, usual)
    return next(each for each in targets if str(each.id) == chosen)


def _show_subject(text: Translator, contents: ReportContents) -> None:
    """Say what the reports tell of, to which target they measure, and what they cannot tell."""
    said = [say_source(contents, text), *list_marks(contents, text)]
    if contents.target is not None:
        said.append(say_target(contents.target, text))
    st.caption(escape_markdown(" ".join(said)))
    if contents.lacks:
        lacks = "\n".join(f"- {escape_markdown(text(sentence))}" for sentence in contents.lacks)
        with st.expander(text("Yang tidak ada dalam data"), icon=":material/info:"):
            st.markdown(lacks)


def _show_report(page: Page, contents: ReportContents, report: Report) -> None:
    with st.container(border=True):
        st.markdown(f"**{escape_markdown(report.title)}**")
        st.caption(escape_markdown(report.lack or report.said))
        if report.lack:
            return
        with st.container(horizontal=True):
            for file in report.files:
                st.download_button(
                    file.label,
                    partial(file.build, contents),
                    file_name=f"{name_file(page, f'{report.title} {file.label}')}.{file.ending}",
                    mime=file.kind,
                    key=f"{report.name}-{file.label}",
                    on_click="ignore",
                    icon=":material/download:",
                )


def _list_reports(text: Translator, contents: ReportContents) -> Iterator[Report]:
    yield Report(
        "one-page",
        text("Satu halaman"),
        text(
            "Untuk sekretaris daerah: indeks, target dan sumbernya, sebabnya, dan lima tindakan; "
            "gambarnya pas untuk WhatsApp."
        ),
        (
            *(File(f"PDF {p}", "pdf", PDF, _build_one_page(text, p)) for p in PAPERS),
            File("PNG", "png", _PNG, lambda c: build_one_page_png(c, text)),
        ),
    )
    yield Report(
        "pdf",
        text("Laporan lengkap (PDF)"),
        text("Semua bab dengan grafik, siap cetak; PDF/A untuk arsip."),
        tuple(File(p, "pdf", PDF, _build_pdf(text, p)) for p in PAPERS),
    )
    yield Report(
        "word",
        text("Laporan lengkap (Word)"),
        text("Semua bab dengan tabel asli Word, bagi yang perlu menyuntingnya."),
        tuple(File(p, "docx", DOCX, _build_word(text, p)) for p in PAPERS),
    )
    yield Report(
        "workbook",
        text("Buku kerja (Excel)"),
        text(
            "Semua angka dengan rumus hidup: ubah tingkat, indeks dan predikat mengikuti. Dapat "
            "diunggah kembali."
        ),
        (File("Excel", "xlsx", XLSX, lambda c: build_report_workbook(c, text)),),
    )
    yield Report(
        "record",
        text("Berita Acara Penilaian Mandiri"),
        text("Siap dilengkapi nama dan ditandatangani; selalu dalam bahasa Indonesia."),
        tuple(
            File(p, "docx", DOCX, partial(build_self_assessment_record, paper=p)) for p in PAPERS
        ),
        ""
        if find_self_assessment(contents)
        else text(
            "Belum ada: Penilaian Mandiri tahun ini dengan tingkat tiap indikator diperlukan."
        ),
    )


def _build_one_page(text: Translator, paper: Paper) -> Build:
    return lambda contents: build_one_page_pdf(contents, text, paper)


def _build_pdf(text: Translator, paper: Paper) -> Build:
    return lambda contents: build_report_pdf(contents, text, paper)


def _build_word(text: Translator, paper: Paper) -> Build:
    return lambda contents: build_report_docx(contents, text, paper)
