"""Load what carries over from one instrument to the next, and what is new there.

It is a judgement of this project, made from names and criteria, so every link says how sure it is.
It relates indicators and documents only: no level and no index is ever converted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from spbe.catalogue.instruments import DATA_DIRECTORY, InstrumentError
from spbe.catalogue.lines import check_code, check_languages, read_lines, read_names
from spbe.model.instrument import Instrument, Names

Confidence: TypeAlias = Literal["high", "medium", "low"]

_LINK_COLUMNS = ("from_code", "to_code", "confidence", "documents_id", "documents_en")
_NOVELTY_COLUMNS = ("code", "new_id", "new_en")


@dataclass(frozen=True, slots=True)
class InheritanceLink:
    """Documents of an old indicator that speak to a new one."""

    old_code: str
    new_code: str
    confidence: Confidence
    documents: Names


@dataclass(frozen=True, slots=True)
class Inheritance:
    """What the indicators of an old instrument bring to those of a new one, many to many."""

    old_id: str
    new_id: str
    links: tuple[InheritanceLink, ...]
    """In the order of the new indicators, as written within each."""
    novelties: Mapping[str, Names]
    """What is new, by code of the new indicator."""

    def find_links_to(self, new_code: str) -> list[InheritanceLink]:
        """Find what speaks to a new indicator, the surest first."""
        return _by_confidence(link for link in self.links if link.new_code == new_code)


def find_inheritance_files(new_id: str, old_id: str, folder: Path | None = None) -> list[Path]:
    """Find the two files that relate two instruments; empty where nobody has written them.

    They stand in the folder of the new instrument, by default the one that ships.
    """
    folder = folder if folder is not None else DATA_DIRECTORY / "instruments" / new_id
    paths = [folder / f"inherited-from-{old_id}.csv", folder / f"new-since-{old_id}.csv"]
    return paths if all(path.is_file() for path in paths) else []


def load_inheritance(
    old: Instrument, new: Instrument, folder: Path | None = None
) -> Inheritance | None:
    """Load what carries over from `old` to `new`; None where the two are not related by data.

    Raises InstrumentError with every failure of both files: an indicator that does not exist, a
    pair or code that stands twice, a confidence that is none, a text missing in one language.
    """
    paths = find_inheritance_files(new.id, old.id, folder)
    if not paths:
        return None
    failures: list[str] = []
    links = _read_links(paths[0], old, new, failures)
    novelties = _read_novelties(paths[1], new, failures)
    if failures:
        raise InstrumentError(failures)
    place = {code: number for number, code in enumerate(new.leaf_codes)}
    links.sort(key=lambda link: place[link.new_code])
    return Inheritance(old.id, new.id, tuple(links), novelties)


def _read_links(
    path: Path, old: Instrument, new: Instrument, failures: list[str]
) -> list[InheritanceLink]:
    links = []
    seen: dict[tuple[str, str], int] = {}
    for line, row in read_lines(path, _LINK_COLUMNS, failures):
        pair = row["from_code"], row["to_code"]
        wrong = check_code(pair[0], old) + check_code(pair[1], new)
        if row["confidence"] not in get_args(Confidence):
            expected = ", ".join(get_args(Confidence))
            wrong.append(f"confidence {row['confidence']!r} is none of {expected}")
        wrong += check_languages(row, "documents")
        if pair in seen:
            wrong.append(f"{pair[0]} and {pair[1]} already stand in line {seen[pair]}")
        seen.setdefault(pair, line)
        failures += [f"{path}:{line}: {text}" for text in wrong]
        links.append(
            InheritanceLink(
                *pair,
                row["confidence"],  # type: ignore[arg-type]  # checked above
                read_names(row, "documents"),
            )
        )
    return links


def _read_novelties(path: Path, new: Instrument, failures: list[str]) -> dict[str, Names]:
    novelties: dict[str, Names] = {}
    for line, row in read_lines(path, _NOVELTY_COLUMNS, failures):
        wrong = check_code(row["code"], new) + check_languages(row, "new")
        if row["code"] in novelties:
            wrong.append(f"{row['code']} stands twice")
        failures += [f"{path}:{line}: {text}" for text in wrong]
        novelties[row["code"]] = read_names(row, "new")
    return novelties


def _by_confidence(links: Iterable[InheritanceLink]) -> list[InheritanceLink]:
    order = get_args(Confidence)
    return sorted(links, key=lambda link: order.index(link.confidence))
