"""Write a scored file for people: a table per assessment, then every problem."""

from __future__ import annotations

from collections.abc import Iterator

from spbe.jobs.scoring import ScoredAssessment, ScoredFile
from spbe.model.instrument import Node
from spbe.text.terms import STAGE_NAMES
from spbe.text.translator import Translator
from spbe.workbooks.reading import Problem

_NAME_WIDTH = 64


def format_scored_file(file: ScoredFile, text: Translator) -> str:
    """Write all assessments and problems of a file in the language of `text`."""
    blocks = ["\n".join(_format_assessment(each, text)) for each in file.scored]
    if file.problems:
        blocks.append("\n".join(format_problem(problem, text) for problem in file.problems))
    return "\n\n".join(blocks)


def format_problem(problem: Problem, text: Translator) -> str:
    """Write a problem in one line: how serious, where, what and how to mend it."""
    label = text("Perlu diperbaiki") if problem.severity == "error" else text("Perhatian")
    where = "!".join(part for part in (problem.sheet, problem.cell) if part)
    place = f" [{where}]" if where else ""
    return f"{label}{place}: {text(problem.message)}"


def _format_assessment(each: ScoredAssessment, text: Translator) -> Iterator[str]:
    assessment = each.read.assessment
    head = [
        assessment.agency or text("Instansi tidak disebut"),
        text("Tahun tidak disebut") if assessment.year is None else str(assessment.year),
        text(STAGE_NAMES[assessment.stage]) if assessment.stage else text("Tahap tidak disebut"),
        each.instrument.regulation_short,
    ]
    yield " · ".join(head)
    yield from _format_index(each, text)
    yield ""
    depths = {each.instrument.root.code: -1}
    for node in each.instrument.nodes[1:]:
        depths[node.code] = depths[node.parent or ""] + 1
        yield _format_node(each, node, depths[node.code], text)


def _format_index(each: ScoredAssessment, text: Translator) -> Iterator[str]:
    root, scores, language = each.instrument.root, each.scores, text.language
    name = each.instrument.names["index"][language]
    if not scores.is_complete:
        low, high = scores.ranges[root.code]
        total = len(each.instrument.leaves)
        yield text(
            "{name}: belum lengkap, {n} dari {total} indikator terisi; antara {low} dan {high}.",
            name=name,
            n=total - len(scores.missing),
            total=total,
            low=text.score(low),
            high=text.score(high),
        )
        return
    value = text.score(scores.hundredths[root.code])
    if scores.rating:
        yield f"{name}: {value} {scores.rating.names[language]}"
    elif scores.equivalent:
        band, interim = scores.equivalent.names[language], text("sementara")
        yield f"{name}: {value} {interim}, " + text("setara {rating}", rating=band)
    if scores.is_rating_disputed:
        exact = text.decimal(scores.exact[root.code], 4)
        if each.instrument.rating_rule(each.read.assessment.year).rule == "rounded":
            yield text("Predikat dari indeks yang sudah dibulatkan; nilai tepatnya {x}.", x=exact)
        else:
            yield text("Predikat dari indeks sebelum dibulatkan; nilai tepatnya {x}.", x=exact)


def _format_node(each: ScoredAssessment, node: Node, depth: int, text: Translator) -> str:
    instrument, scores = each.instrument, each.scores
    is_leaf = node.code not in instrument.children
    if is_leaf:
        units = each.read.assessment.levels.get(node.code)
        value = text.level(units, instrument.level_decimals)
    elif node.code in scores.ranges:
        low, high = scores.ranges[node.code]
        value = f"{text.score(low)}–{text.score(high)}"
    else:
        value = text.score(scores.hundredths[node.code])
    label = node.number if node.tier == "indicator" else node.code
    name = f"{'  ' * depth}{label}  {node.names[text.language]}"
    if len(name) > _NAME_WIDTH:
        name = name[: _NAME_WIDTH - 1] + "…"
    return f"{name:<{_NAME_WIDTH}} {value:>9}"
