"""Chapters: the summary, and how the figures come about."""

from __future__ import annotations

from fractions import Fraction

from spbe.analysis.change_words import say_change
from spbe.analysis.decomposition import decompose_change
from spbe.analysis.overview import compute_children
from spbe.charts.bullet import title_bullet
from spbe.charts.children import title_domains
from spbe.charts.ranking import title_ranking
from spbe.charts.waterfall import exact_signed
from spbe.reports.blocks import Block, Chapter, Column, Heading, Sentence, Table
from spbe.reports.contents import ReportContents
from spbe.reports.words import list_marks, say_distance, say_source, say_target
from spbe.text.terms import GRADED_PARTS, SOURCE_GRADES
from spbe.text.translator import Translator

_MOST_ACTIONS = 10


def write_summary(contents: ReportContents, text: Translator) -> Chapter:
    """Write where we stand, how far the target is, what changed and what comes next."""
    blocks: list[Block] = [Sentence(title_bullet(contents.result, text) + ".", "finding")]
    blocks += [Sentence(mark, "note") for mark in list_marks(contents, text)]
    if contents.target is not None:
        blocks.append(Sentence(say_target(contents.target, text)))
        if contents.distance is not None:
            blocks.append(Sentence(say_distance(contents.distance, text)))
    children = compute_children(
        contents.result,
        target=contents.target.hundredths if contents.target else None,
        language=text.language,
    )
    blocks.append(Sentence(title_domains(children, text, contents.target) + "."))
    if contents.compared is not None:
        change = decompose_change(contents.compared, contents.result)
        blocks.append(Sentence(say_change(change, text) + "."))
    if len(contents.potentials):
        ranking = title_ranking(contents.potentials, contents.instrument, text)
        blocks.append(Sentence(ranking + "."))
    if contents.actions:
        blocks += [Heading(text("Tindakan berikutnya")), make_action_table(contents, text)]
    return Chapter("summary", text("Ringkasan"), blocks)


def make_action_table(
    contents: ReportContents, text: Translator, most: int = _MOST_ACTIONS
) -> Table:
    """List what to do next: indicator, levels, points, units and day."""
    nodes, decimals = contents.instrument.node_by_code, contents.instrument.level_decimals
    rows = [
        (
            nodes[action.code].number,
            nodes[action.code].names[text.language],
            f"{text.level(action.before, decimals)} → {text.level(action.after, decimals)}",
            exact_signed(action.points, text),
            "; ".join(action.units) or "–",
            "–" if action.due is None else text.date(action.due),
        )
        for action in contents.actions[:most]
    ]
    columns = (
        Column(text("No"), 6, "right"),
        Column(text("Indikator"), 43),
        Column(text("Tingkat"), 12, "centre"),
        Column(text("Poin"), 13, "right"),
        Column(text("OPD"), 30),
        Column(text("Tenggat"), 16),
    )
    return Table(text("Tindakan berikutnya"), columns, rows)


def write_method(contents: ReportContents, text: Translator) -> Chapter:
    """Write how the figures come about, where they come from, and what is not known."""
    instrument = contents.instrument
    rule = instrument.rating_rule(contents.result.year)
    blocks: list[Block] = [
        Sentence(say_source(contents, text)),
        Sentence(
            text(
                "Penilaian mengikuti {regulation}: {count} indikator dengan tingkat kematangan "
                "{low}–{high}.",
                regulation=instrument.regulation,
                count=len(instrument.leaf_codes),
                low=instrument.level_minimum,
                high=instrument.level_maximum,
            )
        ),
        Sentence(text("Nilai = Σ (bobot × tingkat kematangan) ÷ Σ bobot."), "finding"),
        Sentence(
            text(
                "Nilai domain, aspek, dan indeks dihitung langsung dari tingkat kematangan "
                "indikator di bawahnya, tidak dari nilai yang sudah dibulatkan."
            )
        ),
        Sentence(
            text(
                "Hasil ditulis dua desimal, angka 5 dibulatkan ke atas, dari nilai tepat. Tingkat "
                "yang belum diisi bukan 0 dan bukan 1."
            )
        ),
        Sentence(
            text(
                "Predikat diberikan pada nilai terbit (dibulatkan); hanya hasil akhir berpredikat."
            )
            if rule.rule == "rounded"
            else text("Predikat diberikan pada nilai tepat; hanya hasil akhir berpredikat.")
        ),
        Heading(text("Predikat")),
        _make_rating_table(contents, text),
        Heading(text("Sumber")),
        _make_source_table(contents, text),
    ]
    blocks += [Sentence(mark, "note") for mark in list_marks(contents, text)]
    if contents.lacks:
        blocks.append(Heading(text("Yang tidak ada dalam data")))
        blocks += [Sentence(text(sentence)) for sentence in contents.lacks]
    return Chapter("method", text("Metode"), blocks)


def _make_rating_table(contents: ReportContents, text: Translator) -> Table:
    ratings = contents.instrument.ratings
    rows = []
    for rating, above in zip(ratings, [*ratings[1:], None], strict=True):
        low = text.decimal(rating.lower, 2)
        until = (
            text("sampai {high}", high=text.decimal(Fraction(contents.instrument.level_maximum), 2))
            if above is None
            else text("sampai di bawah {high}", high=text.decimal(above.lower, 2))
        )
        rows.append((rating.names[text.language], f"{low} {until}"))
    columns = (Column(text("Predikat"), 30), Column(text("Indeks"), 60))
    return Table(text("Predikat"), columns, rows)


def _make_source_table(contents: ReportContents, text: Translator) -> Table:
    rows = [
        (text(GRADED_PARTS[part]), text(SOURCE_GRADES[grade]))
        for part, grade in contents.instrument.source_grades.items()
        if part in GRADED_PARTS and grade in SOURCE_GRADES
    ]
    columns = (Column(text("Bagian"), 30), Column(text("Sumber"), 60))
    return Table(text("Sumber"), columns, rows)
