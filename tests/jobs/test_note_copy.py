"""Last year's notes fill what is blank, and nothing else."""

from __future__ import annotations

from spbe.jobs.entering import EntryRow
from spbe.jobs.note_copy import copy_notes, find_earlier
from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.store.records import ResultKey, StoredResult

OF_2020 = "permenpanrb-59-2020"
KEY = ResultKey(1, OF_2020, 2024, "self")


def keep(year, stage="self", instrument_id=OF_2020, **notes):
    notes = {code: IndicatorNotes(explanation=said) for code, said in notes.items()}
    content = Assessment(instrument_id, "Kota", year, stage, {}, notes)
    return StoredResult(ResultKey(1, instrument_id, year, stage), content, None)


def test_the_same_stage_of_the_year_before_is_taken():
    same = keep(2023, I1="a")
    others = [keep(2023, "document", I1="b"), keep(2022, I1="c"), keep(2024, "proposal", I1="d")]
    assert find_earlier([*others, same], KEY) == same.content


def test_without_that_stage_the_newest_is_taken():
    newest = keep(2023, "final", I1="b")
    assert find_earlier([keep(2023, "document", I1="a"), newest, keep(2022, I1="c")], KEY) == (
        newest.content
    )


def test_years_without_notes_and_other_instruments_are_passed_over():
    assert find_earlier([keep(2023), keep(2020, instrument_id="x", I1="a")], KEY) is None


def test_only_blank_cells_are_filled_and_counted():
    earlier = Assessment(
        OF_2020,
        *("Kota", 2023, "self", {}),
        {
            "I1": IndicatorNotes(
                explanation="lama",
                evidence="bukti",
                evidence_link="https://a.id",
                unit="Bappeda",
                assessor_note="catatan",
                recommendation="saran",
            ),
            "I2": IndicatorNotes(explanation="lama"),
        },
    )
    rows = {
        "I1": EntryRow("3", IndicatorNotes(explanation="baru", evidence=" ")),
        "I2": EntryRow("", IndicatorNotes(explanation="baru")),
        "I3": EntryRow("", IndicatorNotes()),
    }
    copied, filled = copy_notes(rows, earlier)
    assert filled == 3
    assert copied["I1"].level == "3"
    said = copied["I1"].notes
    assert (said.explanation, said.evidence, said.unit) == ("baru", "bukti", "Bappeda")
    assert (said.evidence_link, said.assessor_note, said.recommendation) == ("https://a.id", "", "")
    assert {code: copied[code] for code in ("I2", "I3")} == {c: rows[c] for c in ("I2", "I3")}
