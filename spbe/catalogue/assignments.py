"""Load which kinds of unit answer for an instrument's indicators, in this project's judgement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from spbe.catalogue.instruments import InstrumentError, find_instrument_folder
from spbe.catalogue.lines import check_code, check_languages, read_lines, read_names
from spbe.model.assignment import Assignment, StartingAssignments, UnitKind
from spbe.model.instrument import Instrument

_KIND_COLUMNS = ("code", "name_id", "name_en", "patterns")
_COLUMNS = ("indicator", "lead", "support")


def load_starting_assignments(
    instrument: Instrument, folder: Path | None = None
) -> StartingAssignments:
    """Load `unit-kinds.csv` and `assignments.csv` from the folder of an instrument.

    Empty where there is none. Raises InstrumentError with every failure of both at once.
    """
    folder = folder or find_instrument_folder(instrument.id)
    kinds_path, path = folder / "unit-kinds.csv", folder / "assignments.csv"
    if not path.is_file():
        return StartingAssignments()
    failures: list[str] = []
    kinds: dict[str, UnitKind] = {}
    for line, row in read_lines(kinds_path, _KIND_COLUMNS, failures):
        wrong = check_languages(row, "name")
        wrong += [f"{name} is missing" for name in ("code", "patterns") if not row[name]]
        wrong += [f"{row['code']} stands twice"] if row["code"] in kinds else []
        failures += [f"{kinds_path}:{line}: {text}" for text in wrong]
        patterns = tuple(tuple(part.casefold().split()) for part in row["patterns"].split(";"))
        kinds[row["code"]] = UnitKind(row["code"], read_names(row, "name"), patterns)
    by_code: dict[str, Assignment] = {}
    for line, row in read_lines(path, _COLUMNS, failures):
        assignment = Assignment(_split(row["lead"]), _split(row["support"]))
        failures += [
            f"{path}:{line}: {text}"
            for text in _check(row["indicator"], assignment, instrument, kinds, by_code)
        ]
        by_code[row["indicator"]] = assignment
    if failures:
        raise InstrumentError(failures)
    return StartingAssignments(kinds, by_code)


def _split(written: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in written.split(";") if part.strip())


def _check(
    code: str,
    assignment: Assignment,
    instrument: Instrument,
    kinds: Mapping[str, UnitKind],
    earlier: Mapping[str, Assignment],
) -> Iterator[str]:
    yield from check_code(code, instrument)
    if code in earlier:
        yield f"{code} stands twice"
    if not assignment.leads:
        yield "lead is missing"
    named = (*assignment.leads, *assignment.supports)
    yield from (f"there is no kind of unit {kind!r}" for kind in named if kind not in kinds)
    yield from (f"{kind} stands twice" for kind in set(named) if named.count(kind) > 1)
