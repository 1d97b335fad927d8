"""Tayangan Rapat: one point of the agenda per screen, in large type, for a projector.

It follows what others change within seconds, and keeps its place, which stands in the address.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spbe.analysis.change_words import name_result
from spbe.charts.screen import ROWS, ScreenRow, describe_screen, draw_screen
from spbe.model.meeting import AgendaPoint, Meeting
from spbe.reports.meeting_agenda import MeetingAgenda
from spbe.reports.meeting_points import Point
from spbe.reports.meeting_words import list_points
from spbe.reports.words import list_marks
from spbe.store.records import StoreError
from spbe.ui.address import read_address, write_address
from spbe.ui.canvas import st
from spbe.ui.markup import escape_markdown
from spbe.ui.meeting_state import SCREEN, find_open_meeting, load_agenda, look_again
from spbe.ui.shell import Page

_SECONDS = 4
"""Between two looks at what others changed."""


def is_on_wall() -> bool:
    """Tell whether the address asks for the view for a projector."""
    return read_address(SCREEN) is not None


def show_wall(page: Page) -> None:
    """Draw the screen of the meeting that the address names."""
    st.set_page_config(initial_sidebar_state="collapsed")
    _follow(page)


@st.fragment(run_every=_SECONDS)
def _follow(page: Page) -> None:
    page = look_again(page)
    text, meeting = page.text, find_open_meeting(page)
    if meeting is None:
        st.info(text("Rapat ini tidak ada. Buka tayangannya dari Rapat & Laporan."))
        return
    try:
        agenda = load_agenda(page, meeting)
    except StoreError as refusal:
        st.info(escape_markdown(text(refusal.message)))
        return
    screens = _make_screens(list_points(agenda, text))
    place = _find_place(screens)
    _show_screen(page, agenda, screens[place])
    _show_keys(page, meeting, screens, place)


def _make_screens(points: Sequence[Point]) -> list[tuple[str, Point]]:
    """Part the points into screens that need no scrolling, each with its name in the address."""
    screens: list[tuple[str, Point]] = []
    for point in points:
        parts = [point.rows[n : n + ROWS] for n in range(0, len(point.rows), ROWS)] or [()]
        for number, rows in enumerate(parts, 1):
            code = point.point if number == 1 else f"{point.point}-{number}"
            name = point.name if len(parts) == 1 else f"{point.name} ({number}/{len(parts)})"
            screens.append((code, replace(point, name=name, rows=tuple(rows))))
    return screens


def _find_place(screens: Sequence[tuple[str, Point]]) -> int:
    """Find the screen that the address names; where it is gone, the last one of its point."""
    asked = (read_address(SCREEN) or [""])[0]
    codes = [code for code, _ in screens]
    if asked in codes:
        return codes.index(asked)
    same: list[AgendaPoint] = [point.point for _, point in screens]
    return max((n for n, point in enumerate(same) if point == asked.partition("-")[0]), default=0)


def _show_screen(page: Page, agenda: MeetingAgenda, screen: tuple[str, Point]) -> None:
    text, meeting, (_, point) = page.text, agenda.meeting, screen
    rows = [
        ScreenRow(row.words, row.figure, row.note, row.share, row.is_late) for row in point.rows
    ]
    result = name_result(agenda.contents.result, text)
    name = " · ".join([point.name, agenda.contents.agency, result])
    marks = [*list_marks(agenda.contents, text)]
    if meeting.figures is not None:
        marks.insert(0, text("Angka per {day}.", day=text.date(meeting.day, "long")))
    said = " ".join(marks)
    st.image(
        draw_screen(name, point.finding, rows, said, page.theme),
        alt=describe_screen(point.finding, rows, said),
        width="stretch",
    )


def _show_keys(
    page: Page, meeting: Meeting, screens: Sequence[tuple[str, Point]], place: int
) -> None:
    """Draw the keys of a presenter's remote: back and on."""
    text = page.text
    codes = [code for code, _ in screens]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            text("Sebelumnya"),
            shortcut="PageUp",
            key="wall-before",
            disabled=place == 0,
            on_click=write_address,
            args=(SCREEN, codes[max(place - 1, 0)]),
        )
        st.button(
            text("Berikutnya"),
            shortcut="PageDown",
            key="wall-after",
            disabled=place == len(codes) - 1,
            on_click=write_address,
            args=(SCREEN, codes[min(place + 1, len(codes) - 1)]),
        )
        where = text("{n} dari {total}", n=place + 1, total=len(codes))
        st.markdown(f"{where} · {escape_markdown(meeting.title)}")
