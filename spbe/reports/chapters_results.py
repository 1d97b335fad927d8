"""Chapters: scores, levels, strengths and weaknesses, what changed, and every level once more."""

from __future__ import annotations

from collections.abc import Iterable

from spbe.analysis.change_words import find_change_notes, name_result, say_change
from spbe.analysis.decomposition import Decomposition, decompose_change
from spbe.analysis.frames import read_rows
from spbe.analysis.overview import compute_children
from spbe.analysis.results import ScoredResult
from spbe.charts.children import title_domains
from spbe.charts.ranking import exact_points, title_ranking
from spbe.model.instrument import Node
from spbe.reports.blocks import Block, Chapter, Column, Heading, Sentence, Table
from spbe.reports.contents import ReportContents
from spbe.text.terms import STAGE_SHORT_NAMES, TIER_NAMES
from spbe.text.translator import Translator

_MOST_WEAK = 10
_STRONG_LEVEL = 4
"""From this whole level on an indicator counts as a strength: "Terpadu dan Terukur"."""
_MOST_RESULTS = 5
"""Results that stand side by side in the appendix; earlier ones are left out."""


def write_nodes(contents: ReportContents, text: Translator) -> Chapter:
    """Write the scores of domains and aspects beside last year's and the stage before."""
    instrument, result = contents.instrument, contents.result
    others = contents.earlier
    rows: list[tuple[str, ...]] = []
    strong: set[int] = set()
    for node in instrument.inner_nodes:
        if node.parent in (None, instrument.root.code):
            strong.add(len(rows))
        weight = node.weight / instrument.root.weight * 100
        rows.append(
            (
                node.names[text.language],
                text.decimal(weight, 2),
                _say_score(result, node, text),
                *(text.score(other.hundredths(node.code)) for other in others),
            )
        )
    columns = (
        Column(text("Bagian"), 62),
        Column(text("Bobot (%)"), 14, "right"),
        Column(_name_short(result, text), 19, "right"),
        *(Column(_name_short(other, text), 19, "right") for other in others),
    )
    children = compute_children(
        result,
        target=contents.target.hundredths if contents.target else None,
        language=text.language,
    )
    finding = Sentence(title_domains(children, text, contents.target) + ".", "finding")
    table = Table(text("Nilai domain dan aspek"), columns, rows, strong=frozenset(strong))
    return Chapter("nodes", text("Hasil per domain dan aspek"), [finding, table])


def write_indicators(contents: ReportContents, text: Translator) -> Chapter:
    """Write level, weight and potential of every indicator, aspect by aspect."""
    if contents.assessment is None:
        return Chapter("indicators", text("Hasil per indikator"), [])
    instrument, decimals = contents.instrument, contents.instrument.level_decimals
    others = [other for other in contents.earlier if other.has_levels]
    by_code = {row["code"]: row for row in read_rows(contents.potentials)}
    rows: list[tuple[str, ...]] = []
    levels: dict[tuple[int, int], int] = {}
    for place, leaf in enumerate(instrument.leaves):
        units = contents.result.level_units(leaf.code)
        shown = [units, *(other.level_units(leaf.code) for other in others)]
        levels |= _color(place, 3, shown, instrument.level_scale)
        potential = by_code[leaf.code]["potential"]
        rows.append(
            (
                leaf.number,
                leaf.names[text.language],
                text.decimal(leaf.weight / instrument.root.weight * 100, 2),
                *(text.level(each, decimals) for each in shown),
                "–" if potential is None else exact_points(potential, text),
            )
        )
    columns = (
        Column(text("No"), 7, "right"),
        Column(text("Indikator"), 64),
        Column(text("Bobot (%)"), 13, "right"),
        Column(_name_short(contents.result, text), 17, "centre", is_level=True),
        *(Column(_name_short(other, text), 17, "centre", is_level=True) for other in others),
        Column(text("Potensi"), 13, "right"),
    )
    note = text("Potensi = bobot × tingkat yang tersisa, dalam poin indeks.")
    table = Table(text("Tingkat kematangan per indikator"), columns, rows, levels)
    return Chapter("indicators", text("Hasil per indikator"), [table, Sentence(note, "note")])


def write_strengths(contents: ReportContents, text: Translator) -> Chapter:
    """Write what stands high already, and where most is to be gained."""
    name, title = "strengths", text("Kekuatan dan kelemahan")
    if contents.assessment is None:
        return Chapter(name, title, [])
    instrument = contents.instrument
    rows = read_rows(contents.potentials)
    known = [row for row in rows if row["level"] is not None]
    if not known:
        return Chapter(name, title, [])
    bar = _STRONG_LEVEL * instrument.level_scale
    strong = sorted((row for row in known if row["level"] >= bar), key=lambda row: -row["level"])
    weak = [row for row in known if row["potential"]][:_MOST_WEAK]
    said = text.plural(
        "{count} indikator sudah di tingkat {level} atau lebih",
        "{count} indikator sudah di tingkat {level} atau lebih",
        len(strong),
        level=_STRONG_LEVEL,
    )
    blocks: list[Block] = [Heading(text("Kekuatan")), Sentence(said + ".", "finding")]
    if strong:
        blocks.append(_make_level_table(contents, text, text("Kekuatan"), strong))
    blocks.append(Heading(text("Kelemahan")))
    if weak:
        ranking = title_ranking(contents.potentials, instrument, text)
        blocks += [
            Sentence(ranking + ".", "finding"),
            _make_level_table(contents, text, text("Kelemahan"), weak),
        ]
    else:
        blocks.append(Sentence(text("Semua indikator sudah di tingkat tertinggi.")))
    return Chapter(name, title, blocks)


def write_change(contents: ReportContents, text: Translator) -> Chapter:
    """Write what moved the index since last year and since the stage before, adding up exactly."""
    blocks: list[Block] = []
    for before in contents.earlier:
        change = decompose_change(before, contents.result)
        ends = f"{name_result(before, text)} → {name_result(contents.result, text)}"
        blocks += [Heading(ends), Sentence(say_change(change, text) + ".", "finding")]
        blocks += [_make_change_table(change, text)] if change.by_tier else []
        blocks += [Sentence(note, "note") for note in find_change_notes(change, text)]
    return Chapter("change", text("Perubahan"), blocks)


def write_appendix(contents: ReportContents, text: Translator) -> Chapter:
    """Write every level of every result of this instrument that is known, side by side."""
    instrument, decimals = contents.instrument, contents.instrument.level_decimals
    same = [r for r in contents.known if r.instrument.id == instrument.id and r.has_levels]
    results = same[-_MOST_RESULTS:]
    title = text("Lampiran: semua tingkat kematangan")
    if not results:
        return Chapter("appendix", title, [])
    rows: list[tuple[str, ...]] = []
    levels: dict[tuple[int, int], int] = {}
    for place, leaf in enumerate(instrument.leaves):
        shown = [result.level_units(leaf.code) for result in results]
        levels |= _color(place, 2, shown, instrument.level_scale)
        words = [text.level(units, decimals) for units in shown]
        rows.append((leaf.number, leaf.names[text.language], *words))
    columns = (
        Column(text("No"), 7, "right"),
        Column(text("Indikator"), 60),
        *(Column(_name_short(result, text), 14, "centre", is_level=True) for result in results),
    )
    return Chapter("appendix", title, [Table(title, columns, rows, levels)])


def _name_short(result: ScoredResult, text: Translator) -> str:
    return f"{text(STAGE_SHORT_NAMES[result.stage])} {result.year}"


def _say_score(result: ScoredResult, node: Node, text: Translator) -> str:
    bounds = result.bounds(node.code)
    if bounds is not None:
        return f"{text.score(bounds[0])}–{text.score(bounds[1])}"
    return text.score(result.hundredths(node.code))


def _color(
    row: int, first: int, shown: Iterable[int | None], scale: int
) -> dict[tuple[int, int], int]:
    """Give the cells of levels the whole level whose colour they take."""
    return {(row, first + n): units // scale for n, units in enumerate(shown) if units is not None}


def _make_level_table(
    contents: ReportContents, text: Translator, title: str, rows: list[dict[str, object]]
) -> Table:
    instrument = contents.instrument
    assessment = contents.assessment
    notes = assessment.notes if assessment is not None else {}
    written: list[tuple[str, ...]] = []
    levels: dict[tuple[int, int], int] = {}
    for place, row in enumerate(rows):
        code, units = str(row["code"]), contents.result.level_units(str(row["code"]))
        levels |= _color(place, 2, [units], instrument.level_scale)
        said = notes.get(code)
        written.append(
            (
                str(row["number"]),
                str(row["name"]),
                text.level(units, instrument.level_decimals),
                exact_points(row["potential"], text) if row["potential"] else "–",  # type: ignore[arg-type]
                (said.assessor_note if said else "") or "–",
            )
        )
    columns = (
        Column(text("No"), 7, "right"),
        Column(text("Indikator"), 44),
        Column(text("Tingkat"), 12, "centre", is_level=True),
        Column(text("Potensi"), 12, "right"),
        Column(text("Catatan asesor"), 45),
    )
    return Table(title, columns, written, levels)


def _make_change_table(change: Decomposition, text: Translator) -> Table:
    """List the nodes right below the index, and the indicators that moved, with their points."""
    nodes = change.instrument.node_by_code
    rows: list[tuple[str, ...]] = []
    strong: set[int] = set()
    for tier in (change.top_tier, "indicator"):
        if tier not in change.by_tier:
            continue
        parts = change.by_tier[tier]
        for part, points in zip(parts, change.shown_points(tier), strict=True):
            if tier == "indicator" and not part.points:
                continue
            if tier != "indicator":
                strong.add(len(rows))
            name = nodes[part.code].names[text.language] if part.code else text("Lainnya")
            number = f"{nodes[part.code].number} " if tier == "indicator" and part.code else ""
            said = text.score(abs(points))
            sign = "+" if points > 0 else "−" if points < 0 else ""
            rows.append((text(TIER_NAMES[tier]), number + name, sign + said))
    columns = (
        Column(text("Jenjang"), 16),
        Column(text("Bagian"), 64),
        Column(text("Poin"), 14, "right"),
    )
    title = text("Perubahan per bagian")
    return Table(title, columns, rows, strong=frozenset(strong))
