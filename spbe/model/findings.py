"""What the ministry's result report says of an agency in words, and how notes keep it.

A finding becomes a paragraph of the notes of the indicator that it names, else of the aspect that
it stands under, else of the index: so it is shown, edited and kept in the history like any note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.model.instrument import Instrument

FindingKind: TypeAlias = Literal["summary", "strength", "weakness", "recommendation"]

_LABELS: Mapping[FindingKind, str] = {
    "summary": "Ringkasan",
    "strength": "Kekuatan",
    "weakness": "Kelemahan",
    "recommendation": "Rekomendasi",
}
"""How a paragraph of the notes begins; they are the ministry's words, as its text behind them."""
_KINDS: Mapping[str, FindingKind] = {label: kind for kind, label in _LABELS.items()}
_PARAGRAPH = re.compile(
    rf"(?P<label>{'|'.join(_KINDS)}) \(hlm\. (?P<page>\d+)\): (?P<text>.+)", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class ReportFinding:
    """One paragraph of a report."""

    kind: FindingKind
    code: str | None
    """The indicator that it names, else the aspect that it stands under; None for the whole."""
    text: str
    page: int | None
    """Where it stands in the report; None where it came from a sheet."""


def write_findings(
    instrument: Instrument, findings: Iterable[ReportFinding]
) -> dict[str, IndicatorNotes]:
    """Write findings as notes, by code of indicator or node; the index keeps those of the whole.

    Recommendations become the recommendation, everything else the assessor's note.
    """
    notes: dict[str, IndicatorNotes] = {}
    for finding in findings:
        code = finding.code or instrument.root.code
        name = "recommendation" if finding.kind == "recommendation" else "assessor_note"
        before = notes.get(code, IndicatorNotes())
        said = getattr(before, name)
        text = f"{_LABELS[finding.kind]} (hlm. {finding.page}): {finding.text}"
        notes[code] = replace(before, **{name: f"{said}\n\n{text}" if said else text})
    return notes


def leave_out_findings(text: str) -> str:
    """Give what stands in a note beside the paragraphs that a report left there."""
    paragraphs = (paragraph.strip() for paragraph in text.split("\n\n"))
    return "\n\n".join(p for p in paragraphs if p and not _PARAGRAPH.fullmatch(p))


def find_findings(instrument: Instrument, assessment: Assessment) -> list[ReportFinding]:
    """Find what assessors said of an assessment, in tree order, whatever file it came from.

    Paragraphs that a report left say kind and page. Any other recommendation is one without a
    page; any other note of an assessor has no kind and is left out.
    """
    findings = []
    for code in (node.code for node in instrument.nodes if node.code in assessment.notes):
        notes = assessment.notes[code]
        about = None if code == instrument.root.code else code
        for text in (notes.assessor_note, notes.recommendation):
            for paragraph in filter(None, map(str.strip, text.split("\n\n"))):
                found = _PARAGRAPH.fullmatch(paragraph)
                if found:
                    kind, page = _KINDS[found["label"]], int(found["page"])
                    findings.append(ReportFinding(kind, about, found["text"], page))
                elif text is notes.recommendation:
                    findings.append(ReportFinding("recommendation", about, paragraph, None))
    return findings
