"""Read `instrument.toml`: everything that an instrument says beside its tree."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from spbe.model.instrument import Instrument, Names, Node, Rating, RatingRule
from spbe.text.terms import SOURCE_GRADES
from spbe.text.translator import LANGUAGES

_ROLES = ("index", "system", "coordinator", "team")
_GRADED_PARTS = ("structure", "weights", "ratings", "level_names")


class HeadReader:
    """`instrument.toml`, with a failure for every value that is missing or of the wrong kind."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.failures: list[str] = []
        self.is_readable = False
        self._failed: set[str] = set()
        self._lines: list[str] = []
        self._table: dict[str, Any] = {}
        try:
            text = path.read_text(encoding="utf-8")
            self._table = tomllib.loads(text)
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            self.failures.append(f"{path}:1: {error}")
        else:
            self.is_readable = True
            self._lines = [line.strip() for line in text.splitlines()]

    def fail(self, key: str, text: str, place: int = 0) -> None:
        """Note a failure of a value, at its line; `place` counts the tables of an array."""
        self._failed.add(key)
        self.failures.append(f"{self.path}:{self._find_line(key, place)}: {key}: {text}")

    def has_failed(self, *keys: str) -> bool:
        """Tell whether one of these values, or a part of it, is already known to be wrong."""
        return any(f == key or f.startswith(f"{key}.") for f in self._failed for key in keys)

    def build(self, nodes: tuple[Node, ...]) -> Instrument:
        """Put the instrument together; where values failed, empty ones stand in their place."""
        years = self._take("years", dict)
        last_year = self._take("years.last", int) if "last" in years else None
        return Instrument(
            id=self._take("id", str),
            regulation=self._take("regulation", str),
            regulation_short=self._take("regulation_short", str),
            first_year=0 if self.has_failed("years") else self._take("years.first", int),
            last_year=last_year,
            names=self._role_names(),
            level_minimum=self._take("levels.minimum", int),
            level_maximum=self._take("levels.maximum", int),
            level_decimals=self._take("levels.decimals", int),
            level_names=self._level_names(),
            ratings=tuple(self._ratings()),
            rating_rules=tuple(self._rating_rules()),
            source_grades=self._source_grades(),
            chosen_sectors=self._chosen_sectors(),
            nodes=nodes,
        )

    def _find_line(self, key: str, place: int) -> int:
        """Find the line of a key; that of its section where it is missing there; else 1."""
        parts = key.split(".")
        for count in range(len(parts), 0, -1):
            section = ".".join(parts[:count])
            headers = (f"[{section}]", f"[[{section}]]")
            starts = [n for n, line in enumerate(self._lines, 1) if line.startswith(headers)]
            if len(starts) > place:
                start = starts[place]
                return start if count == len(parts) else self._find_key(parts[count], start)
        return self._find_key(parts[0], 0) or 1

    def _find_key(self, word: str, start: int) -> int:
        """Find the line of a key in the section that begins after `start`; else `start`."""
        for number, line in enumerate(self._lines[start:], start + 1):
            if line.startswith("["):
                break
            if line.partition("=")[0].strip(" \"'") == word:
                return number
        return start

    def _take(self, key: str, kind: type, default: Any = None) -> Any:
        value: Any = self._table
        for part in key.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        if value is None and default is not None:
            return default
        if not _is_of(value, kind):
            self.fail(key, f"expected {kind.__name__}, found {value!r}")
            return kind()
        if kind is str and not value.strip():
            self.fail(key, "is empty")
        return value

    def _take_tables(self, key: str) -> Iterator[tuple[int, dict[str, Any]]]:
        """Take the tables of an array with their places."""
        for place, row in enumerate(self._take(key, list)):
            if isinstance(row, dict):
                yield place, row
            else:
                self.fail(key, f"expected a table, found {row!r}", place)

    def _names(self, key: str, value: object, place: int = 0) -> Names:
        names = value if isinstance(value, dict) else {}
        if all(_is_text(names.get(language)) for language in LANGUAGES):
            return {language: names[language] for language in LANGUAGES}
        self.fail(key, f"expected a name in {' and '.join(LANGUAGES)}, found {value!r}", place)
        return dict.fromkeys(LANGUAGES, "")

    def _role_names(self) -> Mapping[str, Names]:
        names = self._take("names", dict)
        if self.has_failed("names"):
            return {}
        return {role: self._names(f"names.{role}", names.get(role)) for role in _ROLES}

    def _level_names(self) -> Mapping[str, Mapping[int, Names]]:
        level_names: dict[str, dict[int, Names]] = {}
        for capability in self._take("levels.names", dict, default={}):
            section = f"levels.names.{capability}"
            names = level_names.setdefault(capability, {})
            for level, value in self._take(section, dict).items():
                if level.isdecimal():
                    names[int(level)] = self._names(f"{section}.{level}", value)
                else:
                    self.fail(f"{section}.{level}", "expected a whole level")
        return level_names

    def _ratings(self) -> Iterator[Rating]:
        for place, row in self._take_tables("ratings"):
            code, lower = row.get("code"), read_fraction(str(row.get("from")))
            if not _is_text(code) or lower is None:
                self.fail("ratings", f"expected a code and a lower bound, found {row!r}", place)
            else:
                yield Rating(str(code), lower, self._names("ratings", row.get("name"), place))

    def _rating_rules(self) -> Iterator[RatingRule]:
        for place, row in self._take_tables("rating_rules"):
            rule, last_year, measured = row.get("rule"), row.get("last_year"), row.get("measured")
            if rule not in ("rounded", "exact"):
                self.fail("rating_rules", f'expected "rounded" or "exact", found {rule!r}', place)
            elif last_year is not None and not _is_of(last_year, int):
                self.fail("rating_rules", f"last_year: expected int, found {last_year!r}", place)
            elif measured is not None and not _are_years(measured):
                self.fail("rating_rules", f"measured: expected years, found {measured!r}", place)
            else:
                yield RatingRule(rule, last_year, tuple(measured or ()))

    def _source_grades(self) -> Mapping[str, str]:
        """Take the grades; where nothing is said of a part, nothing is known of it."""
        grades = self._take("source_grades", dict)
        for part, grade in grades.items():
            key = f"source_grades.{part}"
            if part not in _GRADED_PARTS:
                self.fail(key, f"is none of {', '.join(_GRADED_PARTS)}")
            elif not isinstance(grade, str) or grade not in SOURCE_GRADES:
                self.fail(key, f"expected one of {', '.join(SOURCE_GRADES)}, found {grade!r}")
        return {part: str(grades.get(part, "unknown")) for part in _GRADED_PARTS}

    def _chosen_sectors(self) -> tuple[str, ...]:
        codes = self._take("chosen_sectors", list, default=[])
        wrong = [code for code in codes if not isinstance(code, str)]
        if wrong:
            self.fail("chosen_sectors", f"expected codes of indicators, found {wrong!r}")
        return tuple(code for code in codes if isinstance(code, str))


def read_fraction(text: str) -> Fraction | None:
    """Turn "1.30" or "1/3" into an exact number, None where it is none."""
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None


def _is_of(value: object, kind: type) -> bool:
    return isinstance(value, kind) and not isinstance(value, bool)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _are_years(value: object) -> bool:
    return isinstance(value, list) and all(_is_of(year, int) for year in value)
