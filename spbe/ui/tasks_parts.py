"""Tugas OPD: one unit's open items in parts, its shares, and what is sent to it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from urllib.parse import urlencode

from spbe.analysis.backlog import UnitBacklog, compute_backlog
from spbe.analysis.unit_message import MessageHead, format_unit_message
from spbe.analysis.unit_tasks import UnitTasks, find_unit_tasks
from spbe.jobs.unit_books import collect_unit_books
from spbe.model.item import Item
from spbe.reports.letter import build_letter
from spbe.reports.papers import PAPERS
from spbe.text.file_names import make_file_name
from spbe.ui.canvas import st
from spbe.ui.checklist_filters import UNIT
from spbe.ui.checklist_list import say_backlog, show_rows
from spbe.ui.checklist_shares import show_unit_shares
from spbe.ui.checklist_state import Checklist
from spbe.ui.choices import choose_option
from spbe.ui.letters import make_letters, show_letter_language
from spbe.ui.one_page_parts import offer_unit_page
from spbe.ui.shell import Page, show_link
from spbe.ui.tables import XLSX
from spbe.workbooks.unit_book import build_unit_book

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MOST = 10
"""Rows of each part that stand on the page; the checklist holds all."""


def choose_unit(page: Page, checklist: Checklist) -> str:
    """Ask for the unit whose page this is; a member begins with their own."""
    names = {unit: unit for unit in find_busy(checklist)}
    own = next((unit for unit in names if unit in page.store.person.units), None)
    return choose_option(page.text, UNIT, page.text("OPD"), names, own, width=420)


def find_busy(checklist: Checklist) -> list[str]:
    """Find the units that stand at an item of this checklist, by name."""
    return sorted({unit for item in checklist.items for unit in item.units}, key=str.casefold)


def show_no_tasks(page: Page) -> None:
    """Say that no unit has anything in the checklist yet, and lead there."""
    text = page.text
    st.info(
        text(
            "Belum ada tugas OPD: checklist masih kosong, atau butirnya belum mempunyai OPD. "
            "Isi OPD pada butir di Checklist."
        )
    )
    show_link(page, "checklist", text("Checklist"), icon=":material/checklist:")


def show_taking(page: Page, checklist: Checklist, unit: str) -> None:
    """Draw what can be taken along: workbook, letter, the text for WhatsApp and a link."""
    text = page.text
    with page.header:
        _show_files(page, checklist, unit)
    shared = page.header.popover(
        text("Bagikan"), icon=":material/share:", on_change="rerun", key="unit-message"
    )
    if shared.open:
        with shared:
            offer_unit_page(page, unit)
            st.caption(text("Salin teks ini, lalu tempel di pesan."))
            st.code(_write_message(page, checklist, unit), language=None, wrap_lines=True)
            st.caption(text("Tautan ke tugas OPD ini, bagi yang dapat membuka alamatnya:"))
            query = urlencode(page.address(opd=unit))
            st.code(f"{st.context.url}?{query}", language=None, wrap_lines=True)


def _show_files(page: Page, checklist: Checklist, unit: str) -> None:
    text, instrument = page.text, checklist.instrument

    def build_book() -> bytes:
        books = collect_unit_books(
            page.store, checklist.agency, instrument, checklist.year, checklist.levels, text
        )
        book = next(book for book in books if book.identity.unit == unit)
        return build_unit_book(book, instrument, text)

    letters = make_letters(page, checklist, unit)
    if not letters:
        return
    st.download_button(
        text("Buku OPD"),
        build_book,
        file_name=make_file_name(unit, "xlsx"),
        mime=XLSX,
        on_click="ignore",
        icon=":material/table_view:",
    )
    with st.popover(text("Surat"), icon=":material/mail:"):
        show_letter_language(page)
        for paper in PAPERS:
            st.download_button(
                text("Surat permintaan ({paper})", paper=paper),
                partial(build_letter, letters[0], paper),
                file_name=make_file_name(f"Surat {unit}", "docx"),
                mime=DOCX,
                key=f"letter-{paper}",
                on_click="ignore",
                icon=":material/download:",
            )


def show_tasks(page: Page, checklist: Checklist, unit: str) -> None:
    """Draw what is late, what is due this week, what comes later and what waits for others."""
    text = page.text
    tasks, backlog = _find(checklist, unit)
    if backlog is None or not (tasks.own or tasks.waiting):
        st.success(text("Semua butir OPD ini selesai."))
        return
    st.markdown(say_backlog(page, backlog))
    _show_part(page, checklist, unit, text("Lewat tenggat"), tasks.overdue, "late")
    _show_part(page, checklist, unit, text("Minggu ini"), tasks.week, "week")
    if not tasks.overdue and not tasks.week:
        st.info(text("Tidak ada yang jatuh tempo minggu ini."))
    show_unit_shares(page, checklist, unit)
    _show_part(page, checklist, unit, text("Menunggu pihak lain"), tasks.waiting, "waiting")
    _show_part(page, checklist, unit, text("Berikutnya"), tasks.later, "later")
    show_link(
        page,
        "checklist",
        text("Semua butir OPD ini di Checklist"),
        icon=":material/checklist:",
        opd=unit,
    )


def _show_part(
    page: Page, checklist: Checklist, unit: str, title: str, items: Sequence[Item], place: str
) -> None:
    if not items:
        return
    with st.container(gap="xxsmall"):
        st.markdown(f"**{title}** :gray[{page.text.number(len(items))}]")
        show_rows(page, checklist, items[:_MOST], place, unit)
        if len(items) > _MOST:
            st.caption(page.text("dan {n} lainnya", n=len(items) - _MOST))


def _find(checklist: Checklist, unit: str) -> tuple[UnitTasks, UnitBacklog | None]:
    tasks = find_unit_tasks(checklist.items, unit, checklist.today, checklist.shares)
    rows = compute_backlog(checklist.steps, checklist.items, checklist.today, checklist.shares)
    return tasks, next((row for row in rows if row.unit == unit), None)


def _write_message(page: Page, checklist: Checklist, unit: str) -> str:
    head = MessageHead(
        checklist.agency.name,
        checklist.instrument,
        checklist.year,
        checklist.today,
        checklist.interview,
        checklist.wordings,
    )
    said = format_unit_message(head, *_find(checklist, unit), page.text)
    if page.is_illustrative:
        said += "\n\n" + page.text("Ilustratif: angka contoh, bukan hasil resmi.")
    return said
