"""Levels entered by hand pass the checks of a sheet, and only changes count."""

from __future__ import annotations

import pytest

from spbe.catalogue.instruments import load_instruments
from spbe.jobs.entering import EntryFault, EntryRow, compare_entry, read_written_level
from spbe.jobs.merging import Part
from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.text.translator import Translator

INSTRUMENTS = load_instruments()
WHOLE, DECIMAL = INSTRUMENTS["permenpanrb-59-2020"], INSTRUMENTS["permenpanrb-8-2026"]
text = Translator("id")


@pytest.mark.parametrize(
    ("written", "units"), [("3", 3), (" Level 4 ", 4), ("3,0", 3), ("II", 2), ("", None)]
)
def test_levels_are_read_as_people_write_them(written, units):
    assert read_written_level(written, WHOLE, "I1") == units


def test_two_decimals_are_levels_where_the_instrument_has_them():
    assert read_written_level("1,26", DECIMAL, "I1") == 126


def test_too_many_decimals_are_a_sentence():
    assert text(read_written_level("1,265", DECIMAL, "I1")) == (
        "Indikator 1: tertulis “1,265”, seharusnya 1–5 dengan paling banyak 2 desimal. "
        "Perbaiki, atau kosongkan bila belum dinilai."
    )


@pytest.mark.parametrize(("written", "found"), [("6", "6"), ("3,5", "3,5"), ("baik", "baik")])
def test_a_level_that_cannot_be_one_is_a_sentence(written, found):
    said = read_written_level(written, WHOLE, "I1")
    assert text(said) == (
        f"Indikator 1: tertulis “{found}”, seharusnya 1–5 tanpa desimal. Perbaiki, atau "
        "kosongkan bila belum dinilai."
    )


BEFORE = Assessment(
    WHOLE.id, "Kota A", 2024, "self", {"I1": 3, "I2": 2}, {"I1": IndicatorNotes("Ada SOP.")}
)


def test_rows_that_did_not_change_are_not_in_the_part():
    rows = {
        "I1": EntryRow("3", IndicatorNotes("Ada SOP. ")),
        "I2": EntryRow("", IndicatorNotes()),
        "I3": EntryRow("4", IndicatorNotes("Baru")),
    }
    entry = compare_entry(WHOLE, BEFORE, rows)
    changed = Assessment(
        WHOLE.id,
        "Kota A",
        2024,
        "self",
        {"I2": None, "I3": 4},
        {"I3": IndicatorNotes("Baru")},
    )
    assert entry.part == Part(changed, source="", clears_texts=True)
    assert entry.faults == ()


def test_nothing_changed_gives_no_part():
    rows = {"I1": EntryRow("3", IndicatorNotes("Ada SOP.")), "I2": EntryRow("2", IndicatorNotes())}
    assert compare_entry(WHOLE, BEFORE, rows).part is None


def test_a_faulty_level_is_named_and_its_row_left_out():
    entry = compare_entry(WHOLE, BEFORE, {"I2": EntryRow("9", IndicatorNotes())})
    assert entry.part is None
    assert [fault.code for fault in entry.faults] == ["I2"]
    assert isinstance(entry.faults[0], EntryFault)
