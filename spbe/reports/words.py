"""Sentences that every report says: which result it tells of, what its figures are, and whence."""

from __future__ import annotations

from spbe.analysis.change_words import name_result
from spbe.analysis.overview import Distance
from spbe.charts.layout import say_illustrative
from spbe.model.instrument import Instrument
from spbe.reports.contents import ReportContents, ReportTarget
from spbe.text.translator import Translator


def list_marks(contents: ReportContents, text: Translator) -> list[str]:
    """List what must stand wherever figures of this result stand: invented, interim, secondary."""
    marks = []
    if contents.is_illustrative:
        marks.append(say_illustrative(text))
    if contents.is_interim:
        marks.append(say_interim(contents, text))
    if contents.instrument.is_secondary:
        marks.append(say_secondary(contents.instrument, text))
    return marks


def say_secondary(instrument: Instrument, text: Translator) -> str:
    """Say that what decides the index was not read in the regulation itself."""
    return text(
        "Struktur dan bobot {regulation} diambil dari sumber sekunder yang saling sesuai, belum "
        "dari peraturannya sendiri.",
        regulation=instrument.regulation_short,
    )


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


def say_target(target: ReportTarget, text: Translator) -> str:
    """Say what is aimed at and where that is written."""
    index = text.score(target.hundredths)
    if not target.name:
        return text("Target {index}.", index=index)
    if not target.source:
        return text("Target {index}: {name}.", index=index, name=target.name)
    return text(
        "Target {index}: {name} (sumber: {source}).",
        index=index,
        name=target.name,
        source=target.source,
    )


def say_distance(distance: Distance, text: Translator) -> str:
    """Say how far the target is, and how much of what was lost has to come back for it."""
    if distance.shown_gap <= 0:
        if distance.shown_gap == 0:
            return text("Target tercapai tepat.")
        return text("Target tercapai, lebih {gap}.", gap=text.score(-distance.shown_gap))
    said = text("Masih kurang {gap} dari target.", gap=text.score(distance.shown_gap))
    if distance.recover_percent is not None and distance.shown_lost is not None:
        said += " " + text(
            "Itu {percent}% dari {lost} yang turun sejak tahap sebelumnya.",
            percent=distance.recover_percent,
            lost=text.score(distance.shown_lost),
        )
    return said
