"""Sentences that every report says: which result it tells of, what its figures are, and whence."""

from __future__ import annotations

from spbe.analysis.change_words import name_result
from spbe.charts.layout import say_illustrative
from spbe.reports.contents import ReportContents
from spbe.text.translator import Translator


def list_marks(contents: ReportContents, text: Translator) -> list[str]:
    """List what must stand wherever figures of this result stand: invented, interim, secondary."""
    marks = []
    if contents.is_illustrative:
        marks.append(say_illustrative(text))
    if contents.is_interim:
        marks.append(say_interim(contents, text))
    if contents.instrument.is_secondary:
        marks.append(
            text(
                "Struktur dan bobot {regulation} diambil dari sumber sekunder yang saling sesuai, "
                "belum dari peraturannya sendiri.",
                regulation=contents.instrument.regulation_short,
            )
        )
    return marks


def say_rating(contents: ReportContents, text: Translator) -> str | None:
    """Say the rating of a final result, "setara …" of an interim one, None without an index."""
    scores = contents.result.scores
    if scores.rating is not None and not contents.is_interim:
        return scores.rating.names[text.language]
    if scores.equivalent is None:
        return None
    return text("setara {rating}", rating=scores.equivalent.names[text.language])


def say_interim(contents: ReportContents, text: Translator) -> str:
    """Say that a result is not final: "Sementara (setara Baik): predikat hanya ada …"."""
    rating = say_rating(contents, text)
    if rating is None:
        return text("Sementara: predikat hanya ada pada hasil akhir.")
    return text("Sementara ({rating}): predikat hanya ada pada hasil akhir.", rating=rating)


def say_source(contents: ReportContents, text: Translator) -> str:
    """Say which result it is, from which file, by which regulation, and of which day."""
    said = [name_result(contents.result, text)]
    if contents.source:
        said.append(contents.source)
    said += [contents.instrument.regulation_short, text.date(contents.day, "long")]
    return text("Sumber: {sources}", sources=" · ".join(said))
