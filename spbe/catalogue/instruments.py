"""Load instruments: a folder with `instrument.toml` and `nodes.csv`, checked in full."""

from __future__ import annotations

import csv
import io
import os
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from spbe.model.instrument import Instrument, Names, Node, Rating, RatingRule

DATA_DIRECTORY = Path(__file__).resolve().parents[2] / "data"
LANGUAGES = ("id", "en")
_TIERS = ("index", "domain", "aspect", "indicator")
_NODE_COLUMNS = ("code", "parent", "tier", "weight", "name_id", "name_en", "capability")


class InstrumentError(Exception):
    """An instrument's folder is faulty; `failures` lists everything wrong as "file:line: text"."""

    def __init__(self, failures: list[str]) -> None:
        super().__init__("\n".join(failures))
        self.failures = failures


def load_instruments(extra_directory: Path | None = None) -> dict[str, Instrument]:
    """Load every instrument that ships with the project, and the user's own beside them.

    The user's own folders stand below `extra_directory`, by default `SPBE_INSTRUMENTS_DIR`; one
    with the id of a shipped instrument replaces it. Sorted by first year. Raises InstrumentError
    with the failures of all folders.
    """
    if extra_directory is None and os.environ.get("SPBE_INSTRUMENTS_DIR"):
        extra_directory = Path(os.environ["SPBE_INSTRUMENTS_DIR"])
    folders = _folders(DATA_DIRECTORY / "instruments")
    if extra_directory is not None:
        if not extra_directory.is_dir():
            raise InstrumentError([f"{extra_directory}:1: SPBE_INSTRUMENTS_DIR is not a folder"])
        folders += _folders(extra_directory)
    failures: list[str] = []
    instruments: dict[str, Instrument] = {}
    for folder in folders:
        try:
            instrument = load_instrument(folder)
        except InstrumentError as error:
            failures += error.failures
        else:
            instruments[instrument.id] = instrument
    if failures:
        raise InstrumentError(failures)
    by_year = sorted(instruments.values(), key=lambda i: (i.first_year, i.id))
    return {instrument.id: instrument for instrument in by_year}


def _folders(directory: Path) -> list[Path]:
    return sorted(path.parent for path in directory.glob("*/instrument.toml"))


def load_instrument(folder: Path) -> Instrument:
    """Load one instrument from its folder. Raises InstrumentError with every failure at once."""
    head = _HeadReader(folder / "instrument.toml")
    rows = _NodeReader(folder / "nodes.csv")
    failures = head.failures + rows.failures
    if not failures:
        instrument = head.build(rows.nodes)
        if instrument is not None:
            _check_consistency(instrument, head, folder.name)
            if not head.failures:
                return instrument
        failures = head.failures
    raise InstrumentError(failures)


class _HeadReader:
    """`instrument.toml`, with a failure for every value that is missing or of the wrong kind."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.failures: list[str] = []
        self.table: dict[str, Any] = {}
        try:
            self.text = path.read_text(encoding="utf-8")
            self.table = tomllib.loads(self.text)
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            self.text = ""
            self.failures.append(f"{path}:1: {error}")

    def fail(self, key: str, text: str) -> None:
        """Note a failure at the line where the last part of `key` is first written."""
        word = key.split(".")[-1]
        lines = self.text.splitlines()
        line = next((n for n, row in enumerate(lines, 1) if row.lstrip("[ ").startswith(word)), 1)
        self.failures.append(f"{self.path}:{line}: {key}: {text}")

    def take(self, key: str, kind: type, default: Any = None) -> Any:
        value: Any = self.table
        for part in key.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        if value is None and default is not None:
            return default
        if not isinstance(value, kind) or isinstance(value, bool):
            self.fail(key, f"expected {kind.__name__}, found {value!r}")
            return kind()
        return value

    def names(self, key: str, value: object) -> Names:
        if not isinstance(value, dict) or not all(value.get(lang) for lang in LANGUAGES):
            self.fail(key, f"expected a name in {' and '.join(LANGUAGES)}, found {value!r}")
            return dict.fromkeys(LANGUAGES, "")
        return {lang: str(value[lang]) for lang in LANGUAGES}

    def build(self, nodes: tuple[Node, ...]) -> Instrument | None:
        years = self.take("years", dict)
        names = self.take("names", dict)
        for role in ("index", "system", "coordinator", "team"):
            if role not in names:
                self.fail("names", f"{role} is missing")
        instrument = Instrument(
            id=self.take("id", str),
            regulation=self.take("regulation", str),
            regulation_short=self.take("regulation_short", str),
            first_year=self.take("years.first", int),
            last_year=self.take("years.last", int) if "last" in years else None,
            names={role: self.names(f"names.{role}", value) for role, value in names.items()},
            level_minimum=self.take("levels.minimum", int),
            level_maximum=self.take("levels.maximum", int),
            level_decimals=self.take("levels.decimals", int),
            level_names=self._level_names(),
            ratings=tuple(self._ratings()),
            rating_rules=tuple(self._rating_rules()),
            source_grades={k: str(v) for k, v in self.take("source_grades", dict).items()},
            chosen_sectors=tuple(map(str, self.take("chosen_sectors", list, default=[]))),
            nodes=nodes,
        )
        return None if self.failures else instrument

    def _level_names(self) -> Mapping[str, Mapping[int, Names]]:
        level_names: dict[str, dict[int, Names]] = {}
        for capability, levels in self.take("levels.names", dict, default={}).items():
            level_names[capability] = {}
            for level, value in levels.items():
                key = f"levels.names.{capability}.{level}"
                if level.isdecimal():
                    level_names[capability][int(level)] = self.names(key, value)
                else:
                    self.fail(key, "expected a whole level")
        return level_names

    def _ratings(self) -> Iterator[Rating]:
        for row in self.take("ratings", list):
            code = str(row.get("code", ""))
            lower = _read_fraction(str(row.get("from")))
            if not code or lower is None:
                self.fail("ratings", f"expected a code and a lower bound, found {row!r}")
                continue
            yield Rating(code, lower, self.names(f"ratings.{code}", row.get("name")))

    def _rating_rules(self) -> Iterator[RatingRule]:
        for row in self.take("rating_rules", list):
            if row.get("rule") not in ("rounded", "exact"):
                self.fail("rating_rules", f'expected "rounded" or "exact", found {row!r}')
                continue
            yield RatingRule(row["rule"], row.get("last_year"), tuple(row.get("measured", ())))


class _NodeReader:
    """`nodes.csv`, with a failure for every row that cannot be a node of one tree."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.failures: list[str] = []
        self.nodes: tuple[Node, ...] = ()
        try:
            rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
            columns = rows.fieldnames or ()
            missing = [name for name in _NODE_COLUMNS if name not in columns]
            if missing:
                self._fail(1, f"missing column {', '.join(missing)}")
                return
            lines = {row.line_num: row for row in _numbered(rows)}
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            self._fail(1, str(error))
            return
        self._read(lines)

    def _fail(self, line: int, text: str) -> None:
        self.failures.append(f"{self.path}:{line}: {text}")

    def _read(self, lines: dict[int, _Row]) -> None:
        nodes: dict[int, Node] = {}
        for line, row in lines.items():
            weight = _read_fraction(row["weight"])
            if not row["code"]:
                self._fail(line, "a node without a code")
            if row["tier"] not in _TIERS:
                self._fail(line, f"{row['code']}: tier {row['tier']!r} is none of {_TIERS}")
            if weight is None or weight <= 0:
                self._fail(line, f"{row['code']}: weight {row['weight']!r} is not above 0")
            for language in LANGUAGES:
                if not row[f"name_{language}"]:
                    self._fail(line, f"{row['code']}: name_{language} is missing")
            nodes[line] = Node(
                code=row["code"],
                parent=row["parent"] or None,
                tier=row["tier"],  # type: ignore[arg-type]  # checked above
                weight=weight or Fraction(0),
                names={language: row[f"name_{language}"] for language in LANGUAGES},
                capability=row["capability"] or None,
                official_name=row.get("official_name") or row["name_id"],
            )
        self._check_tree(nodes)
        self.nodes = _in_tree_order(nodes.values()) if not self.failures else ()

    def _check_tree(self, nodes: dict[int, Node]) -> None:
        counts = Counter(node.code for node in nodes.values())
        by_code = {node.code: node for node in nodes.values()}
        sums: dict[str, Fraction] = {}
        roots = [node for node in nodes.values() if node.parent is None]
        if len(roots) != 1:
            self._fail(1, f"expected one root, found {[node.code for node in roots]}")
        for line, node in nodes.items():
            if counts[node.code] > 1:
                self._fail(line, f"{node.code}: the code stands {counts[node.code]} times")
            if node.parent is not None:
                sums[node.parent] = sums.get(node.parent, Fraction(0)) + node.weight
                if node.parent not in by_code:
                    self._fail(line, f"{node.code}: parent {node.parent} does not exist")
                elif _stands_in_a_circle(node, by_code):
                    self._fail(line, f"{node.code}: its parents lead round in a circle")
        for line, node in nodes.items():
            if node.code in sums and sums[node.code] != node.weight:
                children = _format_weight(sums[node.code])
                own = _format_weight(node.weight)
                self._fail(
                    line, f"{node.code}: weight {own}, but its children add up to {children}"
                )


class _Row(dict[str, str]):
    line_num: int


def _numbered(rows: csv.DictReader[str]) -> Iterator[_Row]:
    for values in rows:
        row = _Row({key: (value or "").strip() for key, value in values.items() if key})
        row.line_num = rows.line_num
        yield row


def _read_fraction(text: str) -> Fraction | None:
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None


def _format_weight(weight: Fraction) -> str:
    return f"{float(weight):g}"


def _stands_in_a_circle(node: Node, by_code: Mapping[str, Node]) -> bool:
    seen = {node.code}
    parent = node.parent
    while parent is not None and parent in by_code:
        if parent in seen:
            return True
        seen.add(parent)
        parent = by_code[parent].parent
    return False


def _in_tree_order(nodes: Iterable[Node]) -> tuple[Node, ...]:
    children: dict[str | None, list[Node]] = {}
    for node in nodes:
        children.setdefault(node.parent, []).append(node)

    def walk(node: Node) -> Iterator[Node]:
        yield node
        for child in children.get(node.code, ()):
            yield from walk(child)

    return tuple(walk(children[None][0]))


def _check_consistency(instrument: Instrument, head: _HeadReader, folder_name: str) -> None:
    """Note what is wrong between the parts of an instrument that is complete by itself."""
    wrong: list[tuple[bool, str, str]] = [
        (instrument.id != folder_name, "id", f"{instrument.id!r} is not the name of its folder"),
        (
            instrument.level_minimum >= instrument.level_maximum,
            "levels.maximum",
            "not above the minimum",
        ),
        (not 0 <= instrument.level_decimals <= 2, "levels.decimals", "expected 0, 1 or 2"),
        (
            instrument.last_year is not None and instrument.last_year < instrument.first_year,
            "years",
            "the last year lies before the first",
        ),
        (not instrument.ratings, "ratings", "there is none"),
        (
            not instrument.rating_rules or instrument.rating_rules[-1].last_year is not None,
            "rating_rules",
            "the last rule must have no last_year",
        ),
    ]
    for lower, upper in zip(instrument.ratings, instrument.ratings[1:], strict=False):
        wrong.append(
            (lower.lower >= upper.lower, "ratings", f"{upper.code} is not above {lower.code}")
        )
    capabilities = {leaf.capability for leaf in instrument.leaves}
    levels = set(range(instrument.level_minimum, instrument.level_maximum + 1))
    for capability, names in instrument.level_names.items():
        key = f"levels.names.{capability}"
        wrong.append((capability not in capabilities, key, "no indicator has this capability"))
        wrong.append((set(names) != levels, key, f"expected a name for each of {sorted(levels)}"))
    wrong += [
        (code not in instrument.leaf_codes, "chosen_sectors", f"no indicator {code}")
        for code in instrument.chosen_sectors
    ]
    for is_wrong, key, text in wrong:
        if is_wrong:
            head.fail(key, text)
