"""Do the parts of a result report agree, and is every part there? All of it is a warning.

Kinds of problems: `index-differs`, `rating-differs`, `score-missing`, `finding-missing`.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from spbe.model.assessment import Assessment
from spbe.model.instrument import Instrument, Node
from spbe.model.scoring import Scores, find_rating, score_assessment
from spbe.text.figures import say_score
from spbe.text.translator import Message, message
from spbe.workbooks.reading import Problem
from spbe.workbooks.report_findings import ReportWords
from spbe.workbooks.report_scores import PrintedScores


def say_pages(numbers: Sequence[int]) -> Message:
    """Name pages: "halaman 9", "halaman 10–11", "halaman 2, 5"."""
    first, last = min(numbers), max(numbers)
    if first == last:
        return message("halaman {page}", page=first)
    if len(numbers) == last - first + 1:
        return message("halaman {first}–{last}", first=first, last=last)
    return message("halaman {pages}", pages=", ".join(map(str, numbers)))


def check_scores(
    instrument: Instrument,
    assessment: Assessment,
    printed: PrintedScores,
    level_pages: Sequence[int],
    pages: int,
) -> list[Problem]:
    """Compare every printed figure with the exact one, and note which ones are not there.

    A figure above missing levels is compared with the range that they leave.
    """
    if printed.page is None:
        return [
            _warn(
                "score-missing",
                message(
                    "Tabel nilai indeks, domain, dan aspek tidak ditemukan; dicari di {pages}. "
                    "Nilainya dihitung dari tingkat kematangan.",
                    pages=say_pages(range(1, pages + 1)),
                ),
            )
        ]
    problems = []
    scores = score_assessment(instrument, assessment)
    for node in instrument.inner_nodes:
        if node.code not in printed.hundredths:
            sentence = message(
                "Nilai {name} tidak ditemukan; dicari di halaman {page}. Nilainya dihitung dari "
                "tingkat kematangan.",
                name=node.names,
                page=printed.page,
            )
            problems.append(_warn("score-missing", sentence, node))
        elif not _agrees(scores, node, printed.hundredths[node.code]):
            sentence = message(
                "{name} tercetak {printed} di halaman {page}, sedangkan dari tingkat kematangan di "
                "{levels} terhitung {computed}. Periksa keduanya; yang disimpan adalah tingkat "
                "kematangannya.",
                name=node.names,
                printed=say_score(printed.hundredths[node.code]),
                page=printed.page,
                levels=say_pages(level_pages),
                computed=_say_computed(scores, node),
            )
            problems.append(_warn("index-differs", sentence, node))
    return problems + _check_rating(instrument, scores, printed)


def _agrees(scores: Scores, node: Node, printed: int) -> bool:
    if node.code in scores.hundredths:
        return scores.hundredths[node.code] == printed
    lowest, highest = scores.ranges[node.code]
    return lowest <= printed <= highest


def _say_computed(scores: Scores, node: Node) -> Message | str:
    if node.code in scores.hundredths:
        return say_score(scores.hundredths[node.code])
    lowest, highest = scores.ranges[node.code]
    return message("{low} sampai {high}", low=say_score(lowest), high=say_score(highest))


def _check_rating(instrument: Instrument, scores: Scores, printed: PrintedScores) -> list[Problem]:
    """Compare the printed rating with that of the exact index, by the rule of its year."""
    index = printed.hundredths.get(instrument.root.code)
    expected = scores.equivalent or (
        find_rating(instrument, Fraction(index, 100)) if index is not None else None
    )
    if printed.rating is None or expected in (None, printed.rating):
        return []
    sentence = message(
        "Predikat tercetak {rating} di halaman {page}, sedangkan indeksnya termasuk {expected}. "
        "Periksa keduanya; yang disimpan adalah tingkat kematangannya.",
        rating=printed.rating.names,
        page=printed.page,
        expected=expected.names,
    )
    return [_warn("rating-differs", sentence)]


def check_findings(instrument: Instrument, words: ReportWords, pages: int) -> list[Problem]:
    """Note which aspects have neither strength nor weakness, and whether recommendations miss."""
    everywhere = say_pages(range(1, pages + 1))
    problems = []
    if "summary" not in words.pages:
        sentence = message(
            "Bagian Kekuatan dan Kelemahan tidak ditemukan; dicari di {pages}.", pages=everywhere
        )
        problems.append(_warn("finding-missing", sentence))
    else:
        said = {f.code for f in words.findings if f.kind in ("strength", "weakness")}
        where = say_pages(range(words.pages["summary"][0], words.pages["summary"][1] + 1))
        for aspect in (node for node in instrument.inner_nodes if node.tier == "aspect"):
            if said.isdisjoint({aspect.code, *instrument.leaf_codes_below[aspect.code]}):
                sentence = message(
                    "Kekuatan dan kelemahan aspek {name} tidak ditemukan; dicari di {pages}.",
                    name=aspect.names,
                    pages=where,
                )
                problems.append(_warn("finding-missing", sentence, aspect))
    if not any(finding.kind == "recommendation" for finding in words.findings):
        sentence = message("Rekomendasi tidak ditemukan; dicari di {pages}.", pages=everywhere)
        problems.append(_warn("finding-missing", sentence))
    return problems


def _warn(kind: str, sentence: Message, node: Node | None = None) -> Problem:
    return Problem("warning", kind, sentence, code=node.code if node else None)
