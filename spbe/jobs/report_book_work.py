"""Sheets of the report's workbook on work: steps to the target, checklist, units, evidence."""

from __future__ import annotations

from fractions import Fraction

from spbe.analysis.backlog import is_overdue
from spbe.analysis.item_steps import find_step_by_item
from spbe.charts.backlog import title_backlog
from spbe.charts.plan_words import title_plan
from spbe.model.item import Item
from spbe.model.scoring import round_half_up
from spbe.reports.contents import ReportContents, ReportPlan
from spbe.text.terms import DOCUMENT_STATE_NAMES, ITEM_SOURCE_NAMES, ITEM_STATE_NAMES
from spbe.text.translator import Translator
from spbe.workbooks.report_book_content import BookCell, BookChart, BookColumn, BookRow, BookTable


def make_plan(contents: ReportContents, text: Translator) -> BookTable | None:
    """List the steps of both ways to the target; each may be changed and the index follows."""
    ways = [
        (way, name)
        for way, name in (
            (contents.clarify, text("Klarifikasi")),
            (contents.improve, text("Perbaikan")),
        )
        if way is not None and way.plan.steps
    ]
    if not ways:
        return None
    columns = (
        BookColumn(text("Cara"), width=14.0, role="way"),
        BookColumn(text("No"), width=7.0),
        BookColumn(text("Indikator"), width=46.0),
        BookColumn(text("Tingkat sekarang"), "level", 11.0, live="level"),
        BookColumn(text("Menjadi"), "level", 11.0, role="after"),
        BookColumn(text("Poin"), "signed", 11.0, live="step_points"),
        BookColumn(text("Indeks sesudahnya"), "score", 13.0, live="step_index"),
        BookColumn(text("OPD"), width=34.0),
        BookColumn(text("Tenggat"), "date", 13.0),
        BookColumn("", "whole", live="gained", is_hidden=True),
    )
    # First the way that the report's actions follow: by clarification where it is enough.
    if not ways[0][0].plan.is_reached:
        ways.reverse()
    rows = [row for way, name in ways for row in _list_steps(contents, way, name, text)]
    chosen = ways[0][0]
    notes = [
        text("{way}: {finding}.", way=name, finding=title_plan(way.task, way.plan, way.aim, text))
        for way, name in ways
    ]
    notes.append(text("Ubah kolom Menjadi: poin dan indeks sesudahnya dihitung ulang."))
    finding = title_plan(chosen.task, chosen.plan, chosen.aim, text)
    chart = BookChart("column", finding, 2, (5,), most=len(chosen.plan.steps))
    return BookTable(text("Rencana"), finding, columns, rows, notes, chart)


def _list_steps(
    contents: ReportContents, way: ReportPlan, name: str, text: Translator
) -> list[BookRow]:
    instrument, task = contents.instrument, way.task
    days = {action.code: action for action in contents.actions}
    rows, gain = [], 0
    for code, before, after in way.plan.steps:
        node = instrument.node_by_code[code]
        gained = task.weights[code] * (after - before)
        gain += gained
        action, lead = days.get(code), contents.leads.get(code)
        units = action.units if action is not None else lead.leads if lead is not None else ()
        index = Fraction(task.numerator + gain, task.denominator)
        cells: tuple[BookCell, ...] = (
            name,
            node.number,
            node.names[text.language],
            before / instrument.level_scale,
            after / instrument.level_scale,
            float(Fraction(gained, task.denominator)),
            round_half_up(index) / 100,
            "; ".join(units),
            action.due if action is not None else None,
            gained,
        )
        rows.append(BookRow(cells, about=code))
    return rows


def make_checklist(contents: ReportContents, text: Translator) -> BookTable | None:
    """List every item of the year with its units, day and state."""
    checklist = contents.checklist
    if checklist.total is None:
        return None
    step_of = find_step_by_item(checklist.steps)
    columns = (
        BookColumn(text("Kode"), width=12.0),
        BookColumn(text("No"), width=7.0),
        BookColumn(text("Indikator"), width=30.0),
        BookColumn(text("Tingkat"), "whole", 9.0),
        BookColumn(text("Butir"), width=52.0),
        BookColumn(text("OPD"), width=28.0),
        BookColumn(text("Penanggung jawab"), width=18.0),
        BookColumn(text("Tenggat"), "date", 12.0),
        BookColumn(text("Terlambat"), width=10.0),
        BookColumn(text("Status"), width=16.0),
        BookColumn(text("Alasan"), width=24.0),
        BookColumn(text("Asal"), width=16.0),
        BookColumn(text("Poin kenaikan"), "points", 11.0),
    )
    rows = []
    for item in sorted(checklist.items, key=lambda item: _place(contents, item)):
        node = contents.instrument.node_by_code.get(item.code or "")
        step = step_of.get(item.id or 0)
        late = item.is_open and is_overdue(item, contents.day)
        cells: tuple[BookCell, ...] = (
            item.item_code or "",
            node.number if node else "",
            node.names[text.language] if node else "",
            item.level,
            item.text,
            "; ".join(item.units),
            item.person,
            item.due,
            text("Ya") if late else "",
            text(ITEM_STATE_NAMES[item.state]),
            item.reason,
            text(ITEM_SOURCE_NAMES[item.source]),
            None if step is None else float(step.points),
        )
        rows.append(BookRow(cells))
    finding = text(
        "{open} dari {all} butir masih terbuka",
        open=text.number(len(checklist.total.items)),
        all=text.number(len(checklist.items)),
    )
    notes = [
        text(
            "Poin menempel pada kenaikan tingkat, bukan pada butir; satu kenaikan dapat "
            "dikerjakan beberapa OPD, jadi poin antar-OPD tidak dijumlahkan."
        )
    ]
    return BookTable(text("Checklist"), finding, columns, rows, notes)


def _place(contents: ReportContents, item: Item) -> tuple[int, int, int]:
    codes = contents.instrument.leaf_codes
    place = codes.index(item.code) if item.code in codes else len(codes)
    return place, item.level or 0, item.id or 0


def make_units(contents: ReportContents, text: Translator) -> BookTable | None:
    """List what each unit still has to do."""
    backlog = contents.checklist.backlog
    if not backlog:
        return None
    columns = (
        BookColumn(text("OPD"), width=52.0),
        BookColumn(text("Terbuka"), "number", 12.0),
        BookColumn(text("Terlambat"), "number", 12.0),
        BookColumn(text("Diajukan"), "number", 12.0),
        BookColumn(text("Poin"), "points", 12.0),
    )
    rows = [
        BookRow(
            (
                row.unit or text("Belum ada OPD"),
                len(row.items),
                row.overdue,
                row.submitted,
                float(row.points),
            )
        )
        for row in backlog
    ]
    title = title_backlog(backlog, text)
    colors = ("0B5FA5", "B4472B")
    chart = BookChart("bar", title, 0, (1, 2), colors, most=20, is_count=True)
    return BookTable(text("Per OPD"), title, columns, rows, chart=chart)


def make_evidence(contents: ReportContents, text: Translator) -> BookTable | None:
    """List every document of the year with what it stands behind, once for each use."""
    evidence = contents.evidence
    if not evidence.uses or evidence.day is None:
        return None
    documents = {document.id: document for document in evidence.documents}
    columns = (
        BookColumn(text("No"), width=7.0),
        BookColumn(text("Indikator"), width=30.0),
        BookColumn(text("Tingkat"), "whole", 9.0),
        BookColumn(text("Dokumen"), width=38.0),
        BookColumn(text("Nomor"), width=20.0),
        BookColumn(text("Penerbit"), width=20.0),
        BookColumn(text("Tanggal"), "date", 12.0),
        BookColumn(text("Berlaku sampai"), "date", 12.0),
        BookColumn(text("Keadaan"), width=16.0),
        BookColumn(text("OPD"), width=24.0),
        BookColumn(text("Halaman"), width=12.0),
        BookColumn(text("Tautan"), "link", 34.0),
    )
    rows = []
    places = {code: place for place, code in enumerate(contents.instrument.leaf_codes)}
    known = [use for use in evidence.uses if use.code in places and use.document_id in documents]
    for use in sorted(known, key=lambda use: (places[use.code], use.level or 0)):
        document = documents[use.document_id]
        node, newest = contents.instrument.node_by_code[use.code], document.newest
        cells: tuple[BookCell, ...] = (
            node.number,
            node.names[text.language],
            use.level,
            document.name,
            document.number,
            document.issuer,
            document.dated,
            document.expires,
            text(DOCUMENT_STATE_NAMES[document.state_on(evidence.day)]),
            "; ".join(document.units),
            use.page or (newest.page if newest is not None else ""),
            newest.link if newest is not None else "",
        )
        rows.append(BookRow(cells))
    finding = text(
        "{count} dokumen tercatat, menurut keadaan {day}",
        count=text.number(len(documents)),
        day=text.date(evidence.day, "long"),
    )
    if evidence.supported is not None:
        index = text.score(round_half_up(evidence.supported.index))
        finding += "; " + text("nilai terdukung bukti {index}", index=index)
    return BookTable(text("Bukti Dukung"), finding, columns, rows)
