"""Load what each level of an instrument's indicators asks for, in this project's own words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from spbe.catalogue.instruments import InstrumentError, find_instrument_folder
from spbe.catalogue.lines import check_code, check_languages, read_lines, read_names
from spbe.model.instrument import Instrument
from spbe.model.requirement import LONGEST_REQUIREMENT, Requirement
from spbe.text.translator import LANGUAGES

_COLUMNS = (
    *("indicator", "level", "number", "text_id", "text_en", "evidence_id", "evidence_en"),
    *("all_units", "note_id", "note_en"),
)


def load_requirements(
    instrument: Instrument, folder: Path | None = None
) -> tuple[Requirement, ...]:
    """Load the requirements of an instrument from `requirements.csv` in its folder.

    Returns
    -------
    tuple of Requirement, in the order of the indicators, levels and numbers; empty where nobody has
    written any. An indicator that has some has some at every level above the lowest.

    Raises InstrumentError with every failure at once, each with file and line.
    """
    path = (folder or find_instrument_folder(instrument.id)) / "requirements.csv"
    if not path.is_file():
        return ()
    failures: list[str] = []
    rows = read_lines(path, _COLUMNS, failures)
    for line, row in rows:
        failures += [f"{path}:{line}: {text}" for text in _check_row(row, instrument)]
    if not failures:
        requirements = [_build(row) for _, row in rows]
        failures = [f"{path}:1: {text}" for text in _check_set(requirements, instrument)]
    if failures:
        raise InstrumentError(failures)
    place = {code: number for number, code in enumerate(instrument.leaf_codes)}
    return tuple(sorted(requirements, key=lambda r: (place[r.code], r.level, r.number)))


def _build(row: Mapping[str, str]) -> Requirement:
    return Requirement(
        row["indicator"],
        int(row["level"]),
        int(row["number"]),
        read_names(row, "text"),
        read_names(row, "evidence"),
        row["all_units"] == "1",
        read_names(row, "note") if row["note_id"] else None,
    )


def _check_row(row: Mapping[str, str], instrument: Instrument) -> Iterator[str]:
    yield from check_code(row["indicator"], instrument)
    levels = [str(level) for level in _levels_that_ask(instrument)]
    if row["level"] not in levels:
        yield f"level {row['level']!r} is none of {', '.join(levels)}"
    if not (row["number"].isdecimal() and row["number"].isascii() and int(row["number"])):
        yield f"number {row['number']!r} is not a whole number above 0"
    if row["all_units"] not in ("0", "1"):
        yield f"all_units {row['all_units']!r} is neither 0 nor 1"
    for column in ("text", "evidence"):
        yield from check_languages(row, column)
    if row["note_id"] or row["note_en"]:
        yield from check_languages(row, "note")
    for language in LANGUAGES:
        length = len(row[f"text_{language}"])
        if length > LONGEST_REQUIREMENT:
            yield f"text_{language} has {length} characters, at most {LONGEST_REQUIREMENT} fit"


def _check_set(requirements: Sequence[Requirement], instrument: Instrument) -> Iterator[str]:
    counts = Counter(requirement.item_code for requirement in requirements)
    yield from (f"{code} stands {count} times" for code, count in counts.items() if count > 1)
    steps = Counter((requirement.code, requirement.level) for requirement in requirements)
    for code in dict.fromkeys(requirement.code for requirement in requirements):
        for level in _levels_that_ask(instrument):
            if not steps[code, level]:
                yield f"{code}: level {level} asks for nothing"
    for requirement in requirements:
        if requirement.number > steps[requirement.code, requirement.level]:
            yield f"{requirement.item_code}: a number before it is missing"


def _levels_that_ask(instrument: Instrument) -> range:
    return range(instrument.level_minimum + 1, instrument.level_maximum + 1)
