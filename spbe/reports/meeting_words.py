"""Say each point of a meeting's agenda: its finding and its rows, for page, wall and minutes."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from spbe.analysis.frames import read_rows
from spbe.analysis.meeting import Agreed
from spbe.analysis.overview import compute_children, rank_children
from spbe.charts.layout import scale_ends
from spbe.charts.ranking import exact_points, title_ranking
from spbe.charts.waterfall import exact_signed
from spbe.model.instrument import Instrument
from spbe.model.meeting import AGENDA_POINTS, AgendaPoint
from spbe.reports.meeting_agenda import MeetingAgenda
from spbe.reports.meeting_points import Point, PointRow, find_kept_point
from spbe.reports.words import say_rating
from spbe.text.terms import ITEM_STATE_NAMES
from spbe.text.translator import Message, Translator, message

POINT_NAMES: Mapping[AgendaPoint, Message] = {
    "agreed": message("Tindak lanjut rapat lalu"),
    "standing": message("Posisi sekarang"),
    "changes": message("Perubahan sejak rapat lalu"),
    "weakest": message("Potensi terbesar"),
    "overdue": message("Lewat tenggat per OPD"),
    "target": message("Menuju target"),
    "decided": message("Tindak lanjut rapat ini"),
}
MOST_WEAKEST = 5
_MOST_CHANGES = 15


def list_points(agenda: MeetingAgenda, text: Translator) -> list[Point]:
    """Say all points of the agenda, in their order."""
    return [say_point(agenda, point, text) for point in AGENDA_POINTS]


def say_point(agenda: MeetingAgenda, point: AgendaPoint, text: Translator) -> Point:
    """Say one point of the agenda; of a closed meeting, as it was told when it was closed."""
    figures = agenda.meeting.figures
    kept = find_kept_point(figures.said, text.language, point) if figures is not None else None
    if kept is not None:
        return kept
    finding, heads, rows = _SAY[point](agenda, text)
    return Point(point, text(POINT_NAMES[point]), finding, heads, tuple(rows))


_Said = tuple[str, tuple[str, str, str], Sequence[PointRow]]


def _say_agreed(agenda: MeetingAgenda, text: Translator) -> _Said:
    heads = _agreed_heads(text)
    if agenda.last is None:
        return text("Ini rapat pertama; belum ada tindak lanjut sebelumnya."), heads, ()
    if not agenda.agreed:
        return text("Tidak ada tindak lanjut dari rapat sebelumnya."), heads, ()
    said = text(
        "{done} dari {total} tindak lanjut selesai, {late} lewat tenggat",
        done=sum(each.is_done for each in agenda.agreed),
        total=len(agenda.agreed),
        late=sum(each.is_overdue for each in agenda.agreed),
    )
    return said, heads, [_say_follow_up(each, agenda, text) for each in agenda.agreed]


def _say_decided(agenda: MeetingAgenda, text: Translator) -> _Said:
    heads = _agreed_heads(text)
    if not agenda.decided:
        return text("Belum ada tindak lanjut yang disepakati pada rapat ini."), heads, ()
    said = text.plural(
        "{count} tindak lanjut disepakati", "{count} tindak lanjut disepakati", len(agenda.decided)
    )
    return said, heads, [_say_follow_up(each, agenda, text) for each in agenda.decided]


def _agreed_heads(text: Translator) -> tuple[str, str, str]:
    return text("Tindak lanjut"), text("Status"), text("Tenggat, OPD, penanggung jawab")


def _say_follow_up(agreed: Agreed, agenda: MeetingAgenda, text: Translator) -> PointRow:
    said = agreed.follow_up
    node = agenda.contents.instrument.node_by_code.get(said.code or "")
    # The day may have been moved in the checklist since.
    due = said.due if agreed.item is None else agreed.item.due
    parts = [text.date(due)] if due is not None else []
    parts += ["; ".join(said.units), said.person]
    parts += [text("Indikator {number}", number=node.number)] if node is not None else []
    state = text("tidak ada lagi")
    if agreed.item is not None:
        state = text(ITEM_STATE_NAMES[agreed.item.state])
    if agreed.is_overdue:
        state = text("{state}, lewat tenggat", state=state)
    if agenda.meeting.is_closed:
        # What became of it moves on after the day that the other points tell of.
        state = text("kini: {state}", state=state)
    note = " · ".join(filter(None, parts))
    return PointRow(said.text, state, note, is_late=agreed.is_overdue)


def _say_standing(agenda: MeetingAgenda, text: Translator) -> _Said:
    contents, kept = agenda.contents, agenda.figures
    name = contents.instrument.names["index"][text.language]
    rating = say_rating(contents, text)
    said = f"{name} {text.score(kept.index)}" + (f" ({rating})" if rating else "")
    if kept.index is not None and kept.target is not None:
        gap = kept.target - kept.index
        goal = text.score(kept.target) + (f" ({kept.target_name})" if kept.target_name else "")
        said += ", " + (
            text("kurang {gap} dari {target}", gap=text.score(gap), target=goal)
            if gap > 0
            else text("target {target} tercapai", target=goal)
        )
    children = compute_children(
        contents.result, before=contents.compared, target=kept.target, language=text.language
    )
    rows = [
        PointRow(
            row["name"],
            text.score(row["score"]),
            _say_branch(row, text),
            _share_of_scale(row["value"], contents.instrument),
        )
        for row in read_rows(rank_children(children))
    ]
    return said, (text("Domain"), text("Nilai"), text("Keterangan")), rows


def _share_of_scale(value: float | None, instrument: Instrument) -> float | None:
    low, high = scale_ends(instrument)
    return None if value is None or math.isnan(value) else (value - low) / (high - low)


def _say_branch(row: Mapping[str, int | None], text: Translator) -> str:
    """Say how far a branch is from the target and how it changed."""
    said = []
    gap, change = row["gap"], row["change"]
    if gap is not None and gap > 0:
        said.append(text("kurang {gap}", gap=text.score(gap)))
    if change:
        size = text.score(abs(change))
        said.append(
            text("naik {size}", size=size) if change > 0 else text("turun {size}", size=size)
        )
    return ", ".join(said)


def _say_changes(agenda: MeetingAgenda, text: Translator) -> _Said:
    heads = text("Yang berubah"), text("Menjadi"), text("Keterangan")
    changes = agenda.changes
    if changes is None:
        return text("Belum ada rapat yang ditutup, jadi belum ada angka pembanding."), heads, ()
    said = text(
        "Sejak {day}: indeks {before} → {after}, {closed} butir ditutup, {new} butir baru",
        day=text.date(changes.since.day),
        before=text.score(changes.index_before),
        after=text.score(changes.index_after),
        closed=len(changes.closed),
        new=len(changes.new),
    )
    instrument = agenda.contents.instrument
    decimals = instrument.level_decimals
    rows = [
        PointRow(
            _name_indicator(agenda, change.code, text),
            f"{text.level(change.before, decimals)} → {text.level(change.after, decimals)}",
            "" if change.points is None else exact_signed(change.points, text),
        )
        for change in changes.levels
    ]
    rows += [
        PointRow(
            move.item.text, text(ITEM_STATE_NAMES[move.item.state]), "; ".join(move.item.units)
        )
        for move in sorted(changes.movements, key=lambda move: move.item.is_open)
        if move.before is not None or not move.item.is_open
    ]
    left = len(rows) - _MOST_CHANGES
    if left > 0:
        rows = [*rows[:_MOST_CHANGES], PointRow(text("… dan {n} lainnya.", n=left), "")]
    return said, heads, rows


def _say_weakest(agenda: MeetingAgenda, text: Translator) -> _Said:
    contents = agenda.contents
    heads = text("Indikator"), text("Potensi"), text("Tingkat, OPD")
    if contents.potentials.empty:
        return text("Tingkat tiap indikator tidak diketahui, hanya nilainya."), heads, ()
    rows = []
    for row in read_rows(contents.potentials)[:MOST_WEAKEST]:
        if not row["potential"]:
            continue
        lead = contents.leads.get(row["code"])
        level = text(
            "tingkat {level}", level=text.level(row["level"], contents.instrument.level_decimals)
        )
        unit = "; ".join(lead.leads) if lead is not None and lead.leads else row["unit"]
        rows.append(
            PointRow(
                f"{row['number']} · {row['name']}",
                exact_points(row["potential"], text),
                " · ".join(filter(None, (level, unit))),
            )
        )
    return title_ranking(contents.potentials, contents.instrument, text), heads, rows


def _say_overdue(agenda: MeetingAgenda, text: Translator) -> _Said:
    kept = agenda.figures
    heads = text("OPD"), text("Lewat tenggat"), text("Butir terbuka")
    late = sorted((unit for unit in kept.units if unit.overdue), key=lambda unit: -unit.overdue)
    if not kept.open_items and not kept.closed_items:
        return text("Checklist tahun ini masih kosong."), heads, ()
    if not late:
        said = text("Tidak ada yang lewat tenggat; {n} butir masih terbuka", n=kept.open_items)
        return said, heads, ()
    said = text(
        "{late} dari {open} butir terbuka lewat tenggat",
        late=kept.overdue_items,
        open=kept.open_items,
    )
    if named := sum(bool(unit.unit) for unit in late):
        said += text(", pada {units} OPD", units=named)
    rows = [
        PointRow(
            unit.unit or text("Belum ada OPD"),
            text.number(unit.overdue),
            text("dari {n} terbuka", n=unit.open),
            is_late=True,
        )
        for unit in late
    ]
    return said, heads, rows


def _say_target(agenda: MeetingAgenda, text: Translator) -> _Said:
    contents = agenda.contents
    heads = text("Langkah"), text("Poin"), text("Tingkat, tenggat, OPD")
    if contents.target is None or contents.distance is None:
        return text("Tidak ada target yang masih dapat dituju."), heads, ()
    name = contents.target.name
    goal = text("Target {index}", index=text.score(contents.target.hundredths))
    said = f"{goal} ({name})" if name else goal
    decimals = contents.instrument.level_decimals
    rows = []
    for action in contents.actions:
        step = f"{text.level(action.before, decimals)} → {text.level(action.after, decimals)}"
        due = "" if action.due is None else text.date(action.due)
        rows.append(
            PointRow(
                _name_indicator(agenda, action.code, text),
                exact_signed(action.points, text),
                " · ".join(filter(None, (step, due, "; ".join(action.units)))),
            )
        )
    gap = contents.distance.shown_gap
    if gap > 0:
        return text("{target}: masih kurang {gap}", target=said, gap=text.score(gap)), heads, rows
    return text("{target}: tercapai", target=said), heads, rows


def _name_indicator(agenda: MeetingAgenda, code: str, text: Translator) -> str:
    node = agenda.contents.instrument.node_by_code[code]
    return f"{node.number} · {node.names[text.language]}"


_SAY: Mapping[AgendaPoint, Callable[[MeetingAgenda, Translator], _Said]] = {
    "agreed": _say_agreed,
    "standing": _say_standing,
    "changes": _say_changes,
    "weakest": _say_weakest,
    "overdue": _say_overdue,
    "target": _say_target,
    "decided": _say_decided,
}
