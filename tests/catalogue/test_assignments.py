"""Starting assignments are data: complete for what ships, and faults are told at once."""

from __future__ import annotations

import pytest

from spbe.catalogue.assignments import load_starting_assignments
from spbe.catalogue.instruments import InstrumentError, load_instruments
from spbe.model.assignment import Assignment, StartingAssignments

INSTRUMENTS = load_instruments()
OF_2020 = INSTRUMENTS["permenpanrb-59-2020"]


def test_every_indicator_has_a_kind_of_unit_that_leads_it():
    starting = load_starting_assignments(OF_2020)
    assert tuple(starting.by_code) == OF_2020.leaf_codes
    assert all(said.leads for said in starting.by_code.values())
    assert starting.by_code["I44"] == Assignment(("biro-hukum",), ("diskominfo",))


def test_an_instrument_without_the_file_has_none():
    assert load_starting_assignments(INSTRUMENTS["permenpanrb-8-2026"]) == StartingAssignments()


def test_all_faults_of_both_files_are_told_at_once(tmp_path):
    kinds, path = tmp_path / "unit-kinds.csv", tmp_path / "assignments.csv"
    kinds.write_text("code,name_id,name_en,patterns\na,A,A,a\na,A,,\n", encoding="utf-8")
    path.write_text("indicator,lead,support\nI1,a,b\nI1,a,a\nI99,,\n", encoding="utf-8")
    with pytest.raises(InstrumentError) as caught:
        load_starting_assignments(OF_2020, tmp_path)
    assert caught.value.failures == [
        f"{kinds}:3: name_en is missing",
        f"{kinds}:3: patterns is missing",
        f"{kinds}:3: a stands twice",
        f"{path}:2: there is no kind of unit 'b'",
        f"{path}:3: I1 stands twice",
        f"{path}:3: a stands twice",
        f"{path}:4: permenpanrb-59-2020 has no indicator 'I99'",
        f"{path}:4: lead is missing",
    ]
