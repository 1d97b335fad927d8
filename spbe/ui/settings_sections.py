"""The sections of Pengaturan: what each shows, and which right it is for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from spbe.store.records import Agency
from spbe.store.rights import Action, is_allowed
from spbe.text.translator import Message, message
from spbe.ui.account_parts import show_accounts
from spbe.ui.agency_parts import (
    show_add_agency,
    show_agency_details,
    show_remove_agency,
    show_units,
)
from spbe.ui.assignment_parts import show_assignments
from spbe.ui.canvas import st
from spbe.ui.cycle_parts import show_cycle
from spbe.ui.shell import Page
from spbe.ui.store_parts import show_backup, show_start_empty
from spbe.ui.target_parts import show_targets
from spbe.ui.wording_parts import show_wordings


@dataclass(frozen=True, slots=True)
class Section:
    """A part of Pengaturan."""

    title: Message
    needs: Action
    show: Callable[[Page], None]
    is_of_all: bool = False
    """Whether it is about all agencies, so that the right must be for all of them."""


def find_sections(page: Page) -> dict[str, Section]:
    """Find the sections that the person at work may use, by code."""
    agency = page.view.agency
    own = None if agency is None else agency.id
    return {
        code: section
        for code, section in _SECTIONS.items()
        if is_allowed(page.store, section.needs, None if section.is_of_all else own)
    }


def _of_agency(show: Callable[[Page, Agency, str | None], None]) -> Callable[[Page], None]:
    """Make a section of one that needs an agency; without one it says where they are added."""

    def show_section(page: Page) -> None:
        who, agency = page.who(), page.view.agency
        if agency is None:
            st.info(page.text("Belum ada instansi. Tambahkan di bagian “Instansi dan OPD”."))
        else:
            show(page, agency, who)

    return show_section


def _show_agencies(page: Page) -> None:
    who, agency = page.who(), page.view.agency
    show_add_agency(page, who)
    if agency is not None:
        show_agency_details(page, agency, who)
        show_units(page, agency)
        show_remove_agency(page, agency, who)


def _show_store(page: Page) -> None:
    who = page.who()
    show_backup(page, who)
    show_start_empty(page, who)


_SECTIONS = {
    "cycle": Section(message("Siklus dan kunci"), Action.EDIT_CYCLE, _of_agency(show_cycle)),
    "targets": Section(message("Target"), Action.EDIT_TARGETS, _of_agency(show_targets)),
    "assignments": Section(
        message("Pembagian tugas OPD"), Action.CONFIRM_ASSIGNMENTS, _of_agency(show_assignments)
    ),
    "agencies": Section(message("Instansi dan OPD"), Action.EDIT_AGENCIES, _show_agencies),
    "wordings": Section(
        message("Rumusan resmi"),
        Action.EDIT_SETTINGS,
        lambda page: show_wordings(page, page.who()),
        is_of_all=True,
    ),
    "accounts": Section(
        message("Akun"), Action.MANAGE_ACCOUNTS, lambda page: show_accounts(page, page.who())
    ),
    "store": Section(message("Penyimpanan"), Action.BACKUP, _show_store, is_of_all=True),
}
