"""Chapters: the way to the target, the checklist, the evidence, and what is recommended."""

from __future__ import annotations

from spbe.analysis.backlog import is_overdue
from spbe.analysis.requirements import find_next_requirements
from spbe.charts.backlog import title_backlog
from spbe.charts.plan_words import find_plan_steps, title_plan
from spbe.charts.waterfall import exact_signed
from spbe.model.scoring import round_half_up
from spbe.reports.blocks import Block, Chapter, Column, Heading, Sentence, Table
from spbe.reports.contents import ReportContents, ReportPlan
from spbe.text.translator import Translator

_MOST_HANGING = 15
_MOST_RECOMMENDED = 15


def write_way(contents: ReportContents, text: Translator) -> Chapter:
    """Write which claims have to come back and which levels have to rise for the target."""
    blocks: list[Block] = []
    for way, title in (
        (contents.clarify, text("Dengan klarifikasi saat interviu")),
        (contents.improve, text("Dengan perbaikan")),
    ):
        if way is not None:
            blocks += [Heading(title), *_write_plan(contents, way, text)]
    if contents.recovery is not None:
        index = text.score(round_half_up(contents.recovery))
        blocks.append(
            Sentence(text("Bila semua klaim pulih penuh, indeksnya {index}.", index=index))
        )
    if not blocks and contents.distance is not None and contents.distance.shown_gap <= 0:
        blocks.append(Sentence(text("Target sudah tercapai; tidak ada langkah yang diperlukan.")))
    return Chapter("way", text("Menuju target"), blocks)


def _write_plan(contents: ReportContents, way: ReportPlan, text: Translator) -> list[Block]:
    blocks: list[Block] = [Sentence(title_plan(way.task, way.plan, way.aim, text) + ".", "finding")]
    if way.plan.status == "optimal" and way.plan.moves:
        blocks.append(
            Sentence(
                text("Terbukti paling ringan: tidak ada pilihan lain dengan langkah lebih sedikit.")
            )
        )
    steps = find_plan_steps(way.task, way.plan)
    nodes, decimals = contents.instrument.node_by_code, contents.instrument.level_decimals
    rows = []
    for step in steps:
        lead = contents.leads.get(step.code)
        rows.append(
            (
                step.number,
                nodes[step.code].names[text.language],
                f"{text.level(step.before, decimals)} → {text.level(step.after, decimals)}",
                exact_signed(step.points, text),
                "; ".join(lead.leads) if lead is not None and lead.leads else "–",
            )
        )
    if not rows:
        return blocks
    columns = (
        Column(text("No"), 7, "right"),
        Column(text("Indikator"), 46),
        Column(text("Tingkat"), 14, "centre"),
        Column(text("Poin"), 13, "right"),
        Column(text("OPD"), 34),
    )
    return [*blocks, Table(text("Langkah"), columns, rows)]


def write_checklist(contents: ReportContents, text: Translator) -> Chapter:
    """Write how many items are open, which unit holds them, and what is overdue."""
    checklist, title = contents.checklist, text("Checklist")
    if checklist.total is None:
        return Chapter("checklist", title, [])
    total = checklist.total
    late = sum(is_overdue(item, contents.day) for item in total.items)
    said = text(
        "{open} dari {all} butir masih terbuka, {late} lewat tenggat. Tingkat yang menunggu: "
        "{points} poin.",
        open=text.number(len(total.items)),
        all=text.number(len(checklist.items)),
        late=text.number(late),
        points=text.points(total.points),
    )
    blocks: list[Block] = [Sentence(said, "finding")]
    if checklist.backlog:
        rows = [
            (
                row.unit or text("Belum ada OPD"),
                text.number(len(row.items)),
                text.number(row.overdue),
                text.number(row.submitted),
                text.points(row.points),
            )
            for row in checklist.backlog
        ]
        columns = (
            Column(text("OPD"), 52),
            Column(text("Terbuka"), 14, "right"),
            Column(text("Terlambat"), 16, "right"),
            Column(text("Diajukan"), 14, "right"),
            Column(text("Poin"), 12, "right"),
        )
        blocks += [
            Sentence(title_backlog(checklist.backlog, text) + "."),
            Table(text("Butir terbuka per OPD"), columns, rows),
            Sentence(
                text(
                    "Poin menempel pada kenaikan tingkat, bukan pada butir; satu kenaikan dapat "
                    "dikerjakan beberapa OPD, jadi poin antar-OPD tidak dijumlahkan."
                ),
                "note",
            ),
        ]
    return Chapter("checklist", title, blocks)


def write_evidence(contents: ReportContents, text: Translator) -> Chapter:
    """Write which index the accepted evidence carries, and which claims hang in the air."""
    evidence, title = contents.evidence, text("Bukti dukung")
    supported = evidence.supported
    if supported is None or evidence.day is None:
        return Chapter("evidence", title, [])
    said = text(
        "Nilai terdukung bukti {index} per {day}, dari {count} dokumen yang tercatat.",
        index=text.score(round_half_up(supported.index)),
        day=text.date(evidence.day, "long"),
        count=text.number(len(evidence.documents)),
    )
    blocks: list[Block] = [Sentence(said, "finding")]
    if supported.hanging:
        nodes, decimals = contents.instrument.node_by_code, contents.instrument.level_decimals
        rows = [
            (
                nodes[claim.code].number,
                nodes[claim.code].names[text.language],
                text.level(claim.claimed, decimals),
                text.level(claim.supported, decimals),
                text.points(-claim.points),
            )
            for claim in supported.hanging[:_MOST_HANGING]
        ]
        columns = (
            Column(text("No"), 7, "right"),
            Column(text("Indikator"), 56),
            Column(text("Klaim"), 12, "centre"),
            Column(text("Terdukung"), 15, "centre"),
            Column(text("Poin"), 12, "right"),
        )
        blocks += [
            Heading(text("Klaim yang belum didukung bukti")),
            Table(text("Klaim yang belum didukung bukti"), columns, rows),
        ]
        left = len(supported.hanging) - len(rows)
        if left:
            blocks.append(Sentence(text("… dan {n} lainnya.", n=left), "note"))
    return Chapter("evidence", title, blocks)


def write_recommendations(contents: ReportContents, text: Translator) -> Chapter:
    """Write what assessors recommended, and what the next level of the first actions asks for."""
    blocks = _write_assessor_words(contents, text)
    codes = [action.code for action in contents.actions]
    if not codes:
        codes = [str(code) for code in contents.potentials.get("code", ())]
    asked: list[Block] = []
    for code in codes[:_MOST_RECOMMENDED]:
        units = contents.result.level_units(code)
        found = find_next_requirements(contents.requirements, contents.instrument, code, units)
        if found and units is not None:
            node = contents.instrument.node_by_code[code]
            asked.append(Heading(f"{node.number} {node.names[text.language]}"))
            asked += [Sentence(f"• {each.texts[text.language]}") for each in found]
    if asked:
        opening = text("Yang diminta tingkat berikutnya, menurut urutan tindakan di atas:")
        blocks += [Sentence(opening, "finding"), *asked]
    return Chapter("recommendations", text("Rekomendasi"), blocks)


def _write_assessor_words(contents: ReportContents, text: Translator) -> list[Block]:
    notes = contents.assessment.notes if contents.assessment is not None else {}
    rows = [
        (
            leaf.number,
            leaf.names[text.language],
            note.assessor_note or "–",
            note.recommendation or "–",
        )
        for leaf in contents.instrument.leaves
        if (note := notes.get(leaf.code)) is not None
        and (note.assessor_note or note.recommendation)
    ]
    if not rows:
        return []
    columns = (
        Column(text("No"), 7, "right"),
        Column(text("Indikator"), 34),
        Column(text("Catatan asesor"), 42),
        Column(text("Rekomendasi"), 42),
    )
    title = text("Catatan dan rekomendasi asesor")
    return [Heading(title), Table(title, columns, rows)]
