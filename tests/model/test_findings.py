"""What a report says in words goes into notes and comes out of them again."""

from __future__ import annotations

from spbe.catalogue.instruments import load_instruments
from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.model.findings import ReportFinding, find_findings, write_findings

INSTRUMENT = load_instruments()["permenpanrb-59-2020"]


def assessment(notes):
    return Assessment(INSTRUMENT.id, "Kota A", 2023, "final", {}, notes)


def test_findings_come_out_of_the_notes_that_keep_them():
    findings = [
        ReportFinding("recommendation", None, "Bentuk tim.", 8),
        ReportFinding("strength", "A5", "Sudah ada pedoman.", 6),
        ReportFinding("weakness", "A5", "Belum ada reviu:\nsama sekali.", 7),
        ReportFinding("weakness", "I21", "Risiko belum dinilai (hlm. 3): lihat lampiran.", 7),
    ]
    notes = write_findings(INSTRUMENT, findings)
    assert set(notes) == {"SPBE", "A5", "I21"}
    assert find_findings(INSTRUMENT, assessment(notes)) == findings


def test_recommendations_of_a_sheet_are_findings_without_a_page():
    notes = {"I3": IndicatorNotes(assessor_note="Bukti kurang.", recommendation="Lengkapi.")}
    assert find_findings(INSTRUMENT, assessment(notes)) == [
        ReportFinding("recommendation", "I3", "Lengkapi.", None)
    ]


def test_notes_of_a_code_that_the_instrument_lacks_are_left_out():
    notes = {"I99": IndicatorNotes(recommendation="Lengkapi.")}
    assert find_findings(INSTRUMENT, assessment(notes)) == []
