"""A change of the index in words: one sentence, and the notes that belong to it."""

from __future__ import annotations

from fractions import Fraction

from spbe.analysis.decomposition import Decomposition, Lack
from spbe.analysis.results import ScoredResult
from spbe.text.terms import STAGE_NAMES, TIER_NAMES
from spbe.text.translator import Translator

_MOST_MISSING = 10


def say_change(change: Decomposition, text: Translator) -> str:
    """Say a change: "4,35 → 3,28: turun 1,07, terbesar di Layanan SPBE −0,56".

    An interim result against the final one of an earlier year says so.
    """
    summary = change.summary
    if summary is None:
        return text("Perubahan indeks tidak dapat dihitung")
    ends = f"{text.score(summary.before)} → {text.score(summary.after)}"
    size = text.score(abs(summary.change))
    if summary.change > 0:
        said = text("{ends}: naik {size}", ends=ends, size=size)
    elif summary.change < 0:
        said = text("{ends}: turun {size}", ends=ends, size=size)
    else:
        said = text("{ends}: tetap", ends=ends)
    if summary.final_year is not None:
        said += " " + text("(sementara dibanding hasil akhir {year})", year=summary.final_year)
    if summary.largest:
        nodes = change.instrument.node_by_code
        parts = [
            f"{nodes[code].names[text.language]} {text.points(Fraction(points, 100))}"
            for code, points in summary.largest
        ]
        said += text(", terbesar di {parts}", parts=text.list(parts))
    return said


def find_change_notes(change: Decomposition, text: Translator) -> list[str]:
    """List what has to be said beside a change: print, sectors, and what more would need."""
    notes = []
    summary = change.summary
    if summary is not None and summary.change != summary.shown_change:
        notes.append(
            text(
                "Selisih tepatnya {exact}, dibulatkan {change}; selisih kedua indeks yang "
                "dibulatkan {shown}.",
                exact=text.points(change.exact_change or 0, 4),
                change=text.score(abs(summary.change)),
                shown=text.score(abs(summary.shown_change)),
            )
        )
    if change.changed_sectors:
        numbers = text.list(
            [change.instrument.node_by_code[c].number for c in change.changed_sectors]
        )
        notes.append(
            text(
                "{year}: sektor pada indikator {numbers} berganti; nilainya tidak sepenuhnya "
                "sebanding dengan {before}.",
                year=change.after.year,
                numbers=numbers,
                before=change.before.year,
            )
        )
    return notes + find_lack_notes(change, text)


def find_lack_notes(change: Decomposition, text: Translator) -> list[str]:
    """List what is missing for a finer split, in one sentence per kind; empty if nothing is."""
    sides = (("before", change.before), ("after", change.after))

    def names(lack: Lack) -> str:
        return text.list(
            [name_result(r, text) for side, r in sides if lack in change.lacks[side]]  # type: ignore[index]
        )

    if whom := names("index"):
        said = [text("Belum ada indeks: {results}.", results=whom)]
        return said + [note for _, result in sides if (note := _say_missing(result, text))]
    if whom := names("parts"):
        tier = text(TIER_NAMES[change.top_tier]).lower()
        return [
            text(
                "Rincian per {tier} perlu nilai tiap {tier}, per indikator perlu tingkat "
                "kematangannya; yang terbit hanya indeks: {results}.",
                tier=tier,
                results=whom,
            )
        ]
    if whom := names("levels"):
        return [
            text("Rincian per indikator perlu level, yang tidak terbit: {results}.", results=whom)
        ]
    return []


def _say_missing(result: ScoredResult, text: Translator) -> str | None:
    """Name the indicators whose levels an assessment still lacks."""
    missing = result.scores.missing
    if not missing or not result.has_levels:
        return None
    numbers = [result.instrument.node_by_code[code].number for code in missing]
    if len(numbers) > _MOST_MISSING:
        numbers = [*numbers[:_MOST_MISSING], text("{n} lainnya", n=len(missing) - _MOST_MISSING)]
    return text("Belum terisi: indikator {numbers}.", numbers=text.list(numbers))


def name_result(result: ScoredResult, text: Translator) -> str:
    """Name a result by stage and year: "Penilaian Dokumen 2024 (sementara)"."""
    words = f"{text(STAGE_NAMES[result.stage])} {result.year}"
    return f"{words} {text('(sementara)')}" if result.is_interim else words
