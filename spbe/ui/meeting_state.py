"""Rapat: which meeting is open, and everything that it speaks of."""

from __future__ import annotations

from dataclasses import replace

from spbe.jobs.meetings import gather_agenda
from spbe.model.meeting import Meeting
from spbe.reports.meeting_agenda import MeetingAgenda
from spbe.store.meetings import find_meetings
from spbe.store.records import Agency
from spbe.store.rights import Action, is_allowed
from spbe.text.translator import Translator
from spbe.ui import cache
from spbe.ui.address import forget_address, is_id, read_address, write_address
from spbe.ui.clock import now, today
from spbe.ui.shell import Page
from spbe.ui.sign_in import enter_store

MEETING = "meeting"
"""The meeting that is open, in the address: its id, or `NEW`."""
PART = "meeting-part"
"""The part of the open meeting, in the address; without it the agenda."""
SCREEN = "screen"
"""What the wall shows, in the address."""
NEW = "new"


def list_meetings(page: Page, agency: Agency) -> list[Meeting]:
    """List the meetings about an agency of all years and instruments, the earliest first."""
    name = ("meetings", agency.id)
    found = page.snapshot.keep(
        name,
        lambda: [
            each
            for instrument_id in page.instruments
            for each in find_meetings(page.store, agency.id, instrument_id)
        ],
    )
    return sorted(found, key=lambda each: (each.day, each.id or 0))


def find_open_meeting(page: Page) -> Meeting | None:
    """Find the meeting that the address opens, among those of the agency in view."""
    said = (read_address(MEETING) or [""])[0]
    agency = page.view.agency
    if agency is None or not is_id(said):
        return None
    return next((each for each in list_meetings(page, agency) if each.id == int(said)), None)


def open_meeting(meeting_id: str) -> None:
    """Open a meeting, or the form of a new one; to be called before the page is drawn."""
    write_address(MEETING, meeting_id)


def leave_meeting() -> None:
    """Go back to the list."""
    forget_address(MEETING)
    forget_address(PART)


def load_agenda(page: Page, meeting: Meeting) -> MeetingAgenda:
    """Load what a meeting speaks of, once in each version of the store.

    Raises StoreError where the result that it is about is not kept.
    """
    day, language = today(), page.text.language
    return page.snapshot.keep(
        ("agenda", meeting.id, day, language),
        lambda: gather_agenda(page.store, page.instruments, meeting, now(), day, language),
    )


def look_again(page: Page) -> Page:
    """Give the page as the store is by now, for what follows others by itself."""
    # Hours may pass here: whoever was signed out or disabled meanwhile sees and does no more.
    store = enter_store(cache.open_store(), page.text)
    return replace(page, snapshot=cache.take_snapshot(store))


def may_edit(page: Page, agency_id: int) -> bool:
    """Tell whether the person at work may write down what happens at meetings of an agency."""
    return is_allowed(page.store, Action.EDIT_MEETINGS, agency_id)


def format_when(meeting: Meeting, text: Translator) -> str:
    """Say day and hour of a meeting: "Senin, 04 November 2024 pukul 09.30"."""
    day = text.date(meeting.day, "full")
    if meeting.begins is None:
        return day
    return text("{day} pukul {time}", day=day, time=meeting.begins.strftime("%H.%M"))
