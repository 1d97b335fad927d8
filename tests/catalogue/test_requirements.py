"""Requirements are data: what ships is complete, and a faulty file is told everything at once."""

from __future__ import annotations

import csv
import re
from collections import Counter
from itertools import product
from pathlib import Path

import pytest

from spbe.catalogue.instruments import DATA_DIRECTORY, InstrumentError, load_instruments
from spbe.catalogue.requirements import load_requirements
from spbe.model.requirement import LONGEST_REQUIREMENT, Requirement

INSTRUMENTS = load_instruments()
OF_2020 = INSTRUMENTS["permenpanrb-59-2020"]
REQUIREMENTS = load_requirements(OF_2020)
OFFICIAL = DATA_DIRECTORY.parents[1] / "shared/reference/instruments/criteria-59-2020.csv"
"""The ministry's own wording, which lies beside the project where it is at hand."""
HEAD = "indicator,level,number,text_id,text_en,evidence_id,evidence_en,all_units,note_id,note_en\n"


def write(folder: Path, *rows: str) -> Path:
    path = folder / "requirements.csv"
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def runs(sentence: str) -> set[tuple[str, ...]]:
    """Find all runs of nine words."""
    words = re.findall(r"\w+", sentence.lower())
    return {tuple(words[start : start + 9]) for start in range(len(words) - 8)}


def complete(code: str) -> list[str]:
    return [f"{code},{level},1,Teks,Text,Bukti,Evidence,0,," for level in range(2, 6)]


def test_every_level_above_the_lowest_of_all_47_indicators_asks_for_something():
    asked = {(r.code, r.level) for r in REQUIREMENTS}
    assert asked == set(product(OF_2020.leaf_codes, range(2, 6)))


def test_every_text_is_short_and_said_in_both_languages():
    for r in REQUIREMENTS:
        for names in (r.texts, r.evidence, *([r.notes] if r.notes else [])):
            assert set(names) == {"id", "en"}
            assert all(names.values()), r.item_code
        assert all(len(text) <= LONGEST_REQUIREMENT for text in r.texts.values()), r.item_code


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_indicator_asks_the_same_twice(language):
    said = Counter((r.code, r.texts[language].lower()) for r in REQUIREMENTS)
    assert [key for key, count in said.items() if count > 1] == []


def test_items_are_named_as_the_portal_names_them():
    assert [r.item_code for r in REQUIREMENTS[:4]] == [
        "I1-L2-01",
        "I1-L3-01",
        "I1-L4-01",
        "I1-L4-02",
    ]
    assert len({r.item_code for r in REQUIREMENTS}) == len(REQUIREMENTS)


@pytest.mark.parametrize("instrument_id", ["permenpanrb-5-2018", "permenpanrb-8-2026"])
def test_an_instrument_without_the_file_has_no_requirements(instrument_id):
    assert load_requirements(INSTRUMENTS[instrument_id]) == ()


def test_requirements_of_ones_own_instrument_stand_in_its_own_folder(tmp_path, monkeypatch):
    shipped = DATA_DIRECTORY / "instruments" / OF_2020.id
    own = tmp_path / OF_2020.id
    own.mkdir()
    for name in ("instrument.toml", "nodes.csv"):
        (own / name).write_bytes((shipped / name).read_bytes())
    monkeypatch.setenv("SPBE_INSTRUMENTS_DIR", str(tmp_path))
    assert load_requirements(OF_2020) == ()
    write(own, *complete("I7"))
    assert [r.item_code for r in load_requirements(OF_2020)] == [
        f"I7-L{level}-01" for level in range(2, 6)
    ]


def test_rows_come_in_the_order_of_the_instrument(tmp_path):
    write(tmp_path, *reversed([*complete("I1"), *complete("I10")]), "I1,2,2,Lagi,More,B,E,1,Ada,Is")
    found = load_requirements(OF_2020, tmp_path)
    assert [r.item_code for r in found[:3]] == ["I1-L2-01", "I1-L2-02", "I1-L3-01"]
    assert found[1] == Requirement(
        *("I1", 2, 2),
        {"id": "Lagi", "en": "More"},
        {"id": "B", "en": "E"},
        is_for_all_units=True,
        notes={"id": "Ada", "en": "Is"},
    )


def test_all_faulty_rows_are_told_at_once(tmp_path):
    path = write(
        tmp_path,
        "I99,2,1,Teks,Text,Bukti,Evidence,0,,",
        "I1,1,0,Teks,Text,Bukti,Evidence,ya,,",
        f"I1,2,1,{'a' * 161},,Bukti,,0,Catatan,",
    )
    with pytest.raises(InstrumentError) as caught:
        load_requirements(OF_2020, tmp_path)
    assert caught.value.failures == [
        f"{path}:2: permenpanrb-59-2020 has no indicator 'I99'",
        f"{path}:3: level '1' is none of 2, 3, 4, 5",
        f"{path}:3: number '0' is not a whole number above 0",
        f"{path}:3: all_units 'ya' is neither 0 nor 1",
        f"{path}:4: text_en is missing",
        f"{path}:4: evidence_en is missing",
        f"{path}:4: note_en is missing",
        f"{path}:4: text_id has 161 characters, at most 160 fit",
    ]


def test_what_does_not_fit_together_is_told_at_once(tmp_path):
    path = write(
        tmp_path,
        *complete("I1")[:3],
        "I1,2,1,Lagi,Again,Bukti,Evidence,0,,",
        *complete("I2"),
        "I2,2,3,Lagi,Again,Bukti,Evidence,0,,",
    )
    with pytest.raises(InstrumentError) as caught:
        load_requirements(OF_2020, tmp_path)
    assert caught.value.failures == [
        f"{path}:1: I1-L2-01 stands 2 times",
        f"{path}:1: I1: level 5 asks for nothing",
        f"{path}:1: I2-L2-03: a number before it is missing",
    ]


def test_a_missing_column_is_named(tmp_path):
    path = tmp_path / "requirements.csv"
    path.write_text(HEAD.replace("all_units,", ""), encoding="utf-8")
    with pytest.raises(InstrumentError) as caught:
        load_requirements(OF_2020, tmp_path)
    assert caught.value.failures == [f"{path}:1: missing column all_units"]


def test_in_seventeen_indicators_a_level_is_reached_only_when_all_units_do_it():
    assert {r.code for r in REQUIREMENTS if r.is_for_all_units} == {
        f"I{number}" for number in (*range(5, 9), 10, 13, *range(16, 25), 26, 27)
    }


def test_odd_official_wording_is_noted():
    noted = {r.item_code for r in REQUIREMENTS if r.notes}
    assert {"I3-L3-01", "I3-L4-01", "I10-L4-01", "I27-L2-01", "I40-L2-01"} <= noted


@pytest.mark.skipif(not OFFICIAL.is_file(), reason="the official wording does not ship")
def test_no_requirement_copies_more_than_eight_words_of_the_official_wording():
    with OFFICIAL.open(encoding="utf-8", newline="") as file:
        official = {run for row in csv.DictReader(file) for run in runs(row["criterion"])}
    assert official
    ours = {(r.item_code, run) for r in REQUIREMENTS for run in runs(r.texts["id"])}
    assert [(code, run) for code, run in ours if run in official] == []
