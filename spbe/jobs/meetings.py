"""Gather what a meeting speaks of, and the figures that it keeps when it is closed."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace

from spbe.analysis.item_words import index_wordings, say_items
from spbe.analysis.meeting import (
    MeetingChanges,
    compute_figures,
    find_agreed,
    find_changes,
    find_last_meeting,
    list_agreed,
)
from spbe.analysis.results import score_result
from spbe.jobs.assignments import find_leads
from spbe.jobs.checklist_history import find_states_until
from spbe.jobs.report_contents import gather_single, gather_stored
from spbe.model.instrument import Instrument
from spbe.model.item import Item
from spbe.model.meeting import Meeting, MeetingFigures
from spbe.reports.contents import ReportContents
from spbe.reports.meeting_agenda import MeetingAgenda
from spbe.reports.meeting_points import write_points
from spbe.reports.meeting_words import list_points
from spbe.store.agencies import load_agency
from spbe.store.assessments import load_result, load_revision
from spbe.store.database import Store
from spbe.store.follow_ups import find_follow_ups
from spbe.store.items import find_items
from spbe.store.meeting_minutes import find_attendance, find_meeting_notes
from spbe.store.meetings import close_meeting, find_meetings
from spbe.store.records import ResultKey, StoreError
from spbe.text.figures import say_score
from spbe.text.translator import LANGUAGES, Translator, message


def gather_agenda(
    store: Store,
    instruments: Mapping[str, Instrument],
    meeting: Meeting,
    at: datetime.datetime,
    today: datetime.date,
    language: str = "id",
) -> MeetingAgenda:
    """Gather the agenda of a meeting from what is kept.

    A closed meeting has its figures, and tells in its points what it told when it was closed.
    Raises StoreError where the result that it is about is not kept.
    """
    instrument = instruments[meeting.instrument_id]
    contents = _gather_contents(store, instruments, meeting, today, language)
    items = find_items(store, meeting.agency_id, instrument.id)
    by_id = {item.id or 0: item for item in items}
    meetings = find_meetings(store, meeting.agency_id, instrument.id)
    last = find_last_meeting(meetings, meeting)
    earlier = meetings[: meetings.index(last) + 1] if last is not None else []
    follow_ups = find_follow_ups(store, meeting.agency_id)
    return MeetingAgenda(
        meeting=meeting,
        contents=contents,
        figures=meeting.figures or _count(store, meeting, contents, at, today),
        last=last,
        agreed=find_agreed(last, earlier, follow_ups, by_id, today),
        changes=_find_changes(store, instrument, meeting, meetings, contents, language, items),
        decided=list_agreed(
            [each for each in follow_ups if each.meeting_id == meeting.id], by_id, today
        ),
        attendance=find_attendance(store, meeting.id or 0),
        notes=find_meeting_notes(store, meeting.id or 0),
    )


def close_agenda(
    store: Store,
    instruments: Mapping[str, Instrument],
    agenda: MeetingAgenda,
    who: str,
    at: datetime.datetime,
    today: datetime.date,
) -> Meeting:
    """Close a meeting with the figures of this moment and what its agenda tells of them.

    Raises StoreError where they are no longer those of the `agenda` that was looked at, and as
    `close_meeting` does.
    """
    gathered = {
        language: gather_agenda(store, instruments, agenda.meeting, at, today, language)
        for language in LANGUAGES
    }
    figures = next(iter(gathered.values())).figures
    if replace(figures, at=agenda.figures.at) != agenda.figures:
        raise StoreError(
            message(
                "Angka berubah sejak layar ini dibuka: indeks kini {index}, {open} butir terbuka. "
                "Rapat belum ditutup. Periksa, lalu tutup lagi.",
                index="–" if figures.index is None else say_score(figures.index),
                open=figures.open_items,
            )
        )
    said = {code: list_points(each, Translator(code)) for code, each in gathered.items()}
    kept = replace(figures, said=write_points(said))
    return close_meeting(store, agenda.meeting, kept, who, at)


def _name_result(meeting: Meeting) -> ResultKey:
    return ResultKey(meeting.agency_id, meeting.instrument_id, meeting.year, meeting.stage)


def _gather_contents(
    store: Store,
    instruments: Mapping[str, Instrument],
    meeting: Meeting,
    today: datetime.date,
    language: str,
) -> ReportContents:
    kept = meeting.figures
    if kept is None or kept.revision_id is None:
        return gather_stored(store, instruments, _name_result(meeting), today, language)
    agency = load_agency(store, meeting.agency_id)
    instrument = instruments[meeting.instrument_id]
    revision, content = load_revision(store, kept.revision_id)
    contents = gather_single(
        instruments,
        score_result(instrument, content, agency.name),
        meeting.day,
        language,
        kept.target,
        revision.source_name or "",
    )
    target = contents.target
    if target is not None and kept.target_name:
        target = replace(target, name=kept.target_name)
    return replace(
        contents,
        is_illustrative=agency.is_illustrative,
        leads=find_leads(store, agency.id, instrument),
        target=target,
    )


def _count(
    store: Store,
    meeting: Meeting,
    contents: ReportContents,
    at: datetime.datetime,
    today: datetime.date,
) -> MeetingFigures:
    stored = load_result(store, _name_result(meeting))
    revision = stored.revision if stored is not None else None
    target = contents.target
    return compute_figures(
        contents.result,
        revision.id if revision is not None else None,
        (target.name, target.hundredths) if target is not None else None,
        contents.checklist.items,
        contents.checklist.backlog,
        at,
        today,
    )


def _find_changes(
    store: Store,
    instrument: Instrument,
    meeting: Meeting,
    meetings: Sequence[Meeting],
    contents: ReportContents,
    language: str,
    items: Sequence[Item],
) -> MeetingChanges | None:
    """Find what changed in the meeting's year since the last one; items are said as people read."""
    since = find_last_meeting(meetings, meeting, is_closed=True)
    if since is None or since.figures is None:
        return None
    before = None
    if since.figures.revision_id is not None:
        _, content = load_revision(store, since.figures.revision_id)
        before = score_result(instrument, content, contents.agency)
    earlier = find_states_until(store, meeting.agency_id, since.figures.at)
    of_year = [item for item in items if meeting.year in item.years]
    said = say_items(of_year, index_wordings(contents.requirements), language)
    return find_changes(since, before, contents.result, earlier, said)
