"""Find the indicator that a row of a sheet means: by number or code first, then by name."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from spbe.model.instrument import Instrument
from spbe.workbooks.grid import CellValue
from spbe.workbooks.wording import normalise

LONGEST_NAME = 300
"""Characters; what is longer is a sentence and no indicator's name."""
CLOSE = 86.0
"""Similarity [0-100] from which two names mean the same indicator."""
_FEWEST_WORDS = 2
"""Words that a shortened name must have left."""
CLEARLY_CLOSER = 6.0
"""How much closer [0-100] a name must be to one indicator than to the next."""

_ENOUGH_KEYS = 300
"""Rows that decide which instrument a table follows."""

_NUMBER = re.compile(
    r"(?:(?:no(?:mor)?|kode)\.?\s*)?(?:indi[kc]ator|ind|i)?\s*[.\-:]?\s*"
    r"(\d{1,3})(?:\.0+|\s*[-–—._/]\s*(\d))?\s*[.):]?",
    re.IGNORECASE,
)
_NUMBER_BEFORE_NAME = re.compile(
    r"(?:indi[kc]ator|ind\.?|i)?\s*\.?\s*(\d{1,3})(?:\s*[-–]\s*(\d)(?=\W))?\s*[.):\-–—]*\s+(?=\D)(.+)",
    re.IGNORECASE | re.DOTALL,
)
_MONTH_YEAR = re.compile(r"(?:0?1[-\s])?([a-z]{3})[a-z]*[-\s'](?:19|20)?(\d\d)", re.IGNORECASE)
_WRITTEN_NUMBERS = {float(number): str(number) for number in range(1, 100)}
_MONTHS = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "mei": 5, "may": 5, "jun": 6}
_CODE_TAIL = re.compile(r".*[.\-/\s]I(\d{1,2}(?:-\d)?)", re.IGNORECASE)
_ALIAS = re.compile(r"\(([A-Z]{3,})\)")
_DIGIT = re.compile(r"\d")
_FILLER = re.compile(
    r"\binstansi pusat(?: dan| atau)? pemerintah daerah\b|\btingkat kematangan\b"
    r"|\binstansi pemerintah\b|\b(?:spbe|pemdi|indikator|indicator)\b"
)


def read_number(value: CellValue) -> str | None:
    """Read the number of an indicator: 12, "12.", "Indikator 12", "I12", "35-1"; else None.

    "35-1" that a spreadsheet turned into January 1935 is understood; see `is_number_as_date`.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return _WRITTEN_NUMBERS.get(value) or _number_of(value)
    if isinstance(value, str):
        text = value.strip()
        if not text or len(text) > 24:
            return None
        if text.isdecimal():
            return str(int(text)) if len(text) <= 3 else None
        match = _NUMBER.fullmatch(text)
        if match:
            return f"{int(match[1])}-{match[2]}" if match[2] else str(int(match[1]))
        match = _CODE_TAIL.fullmatch(text)
        if match:
            return match[1]
        match = _MONTH_YEAR.fullmatch(text)
        if match and match[1].casefold() in _MONTHS:
            return f"{int(match[2])}-{_MONTHS[match[1].casefold()]}"
        return None
    if isinstance(value, datetime.date) and value.day == 1:
        return f"{value.year % 100}-{value.month}"
    return None


def _number_of(value: float) -> str | None:
    """Read 120 as "120" and 35.1 as "35-1"."""
    if not 0 < value < 1000:
        return None
    whole = int(value)
    if whole == value:
        return str(whole)
    tenths = round(value * 10)
    return f"{whole}-{tenths - whole * 10}" if abs(tenths - value * 10) < 1e-9 else None


def is_number_as_date(value: CellValue) -> bool:
    """Tell whether a number was read out of a date, as spreadsheets make one of "35-1"."""
    if isinstance(value, str):
        match = _MONTH_YEAR.fullmatch(value.strip())
        return match is not None and match[1].casefold() in _MONTHS
    return isinstance(value, datetime.date)


def split_number_from_name(text: str) -> tuple[str | None, str]:
    """Take "12. Peta Rencana" apart; the number is None where the text has none."""
    match = _NUMBER_BEFORE_NAME.fullmatch(text.strip()) if len(text) <= LONGEST_NAME else None
    if not match:
        return None, text
    number = f"{int(match[1])}-{match[2]}" if match[2] else str(int(match[1]))
    return number, match[3]


class Key(NamedTuple):
    """How a row names its indicator: number and name as read, "" where there is none."""

    number: str
    name: str


@dataclass(frozen=True)
class IndicatorIndex:
    """An instrument's indicators by number and by every spelling of their names."""

    instrument: Instrument
    code_by_number: Mapping[str, str]
    code_by_written_name: Mapping[str, str]
    """Leaf codes by the names exactly as the regulation and we write them."""
    written_keys: frozenset[tuple[str, str]]
    """The same names with their leaf's number, as most sheets write both."""
    code_by_name: Mapping[str, str]
    """Leaf codes by normalised name; shortened spellings only where they mean one leaf."""
    weights: Mapping[str, float]
    """Weight of each leaf [percent of the index], for comparison with printed ones."""
    inner_names: frozenset[str]
    """Normalised names of domains, aspects and the index."""
    inner_words: tuple[tuple[str, frozenset[str]], ...]
    """Number and normalised names of each domain and aspect."""
    inner_by_number: Mapping[str, str]
    """Inner indicator nodes ("35") that split into leaves."""
    spellings: tuple[tuple[str, str], ...]
    """Normalised short name and leaf code, for the search by similarity."""

    def find_by_name(self, name: str) -> str | None:
        """Find the one leaf that a name means, exactly or with small drift."""
        words = normalise(name)
        code = self.find_exactly(name)
        if code is not None or len(name) > LONGEST_NAME:
            return code
        if words in self.inner_names:
            return None
        short = shorten(words)
        containing = self._find_containing(short)
        if containing:
            code = containing.pop()
            return None if containing or code.startswith("\0") else code
        return self._find_close(short)

    def find_exactly(self, name: str) -> str | None:
        """Find the leaf whose name this is, apart from case, punctuation and filler words."""
        code = self.code_by_written_name.get(name)
        if code is None and name:
            words = normalise(name)
            code = self.code_by_name.get(words) or self.code_by_name.get(shorten(words))
        return code

    def _find_close(self, short: str) -> str | None:
        if len(short) < 4:
            return None
        best: dict[str, float] = {}
        digits = _DIGIT.findall(short)
        spellings = [s for s in self.spellings if _DIGIT.findall(s[0]) == digits]
        texts = [spelling for spelling, _ in spellings]
        for _, score, position in process.extract(
            short, texts, scorer=fuzz.token_sort_ratio, limit=8, score_cutoff=CLOSE - 20
        ):
            code = spellings[position][1]
            best[code] = max(score, best.get(code, 0.0))
        ranked = sorted(best.items(), key=lambda item: -item[1])
        if not ranked or ranked[0][1] < CLOSE:
            return None
        if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < CLEARLY_CLOSER:
            return None
        code = ranked[0][0]
        return None if code.startswith("\0") else code

    def _find_containing(self, short: str) -> set[str]:
        """Find the nodes whose name has all words of a shorter one ("Manajemen Aset TIK")."""
        words = set(short.split())
        if len(words) < _FEWEST_WORDS:
            return set()
        return {code for spelling, code in self.spellings if words <= set(spelling.split())}

    def closeness(self, code: str, name: str) -> float:
        """Measure how well a name fits a leaf [0-100]; a part of its words fits fully."""
        short = shorten(normalise(name[:LONGEST_NAME]))
        own = [spelling for spelling, leaf in self.spellings if leaf == code]
        words = set(short.split())
        if words and any(words <= set(spelling.split()) for spelling in own):
            return 100.0
        return max((fuzz.token_sort_ratio(short, spelling) for spelling in own), default=0.0)

    def is_inner_name(self, name: str) -> bool:
        return normalise(name) in self.inner_names


def shorten(words: str) -> str:
    """Leave out of a normalised name what documents add or drop at will ("SPBE", …)."""
    return " ".join(_FILLER.sub(" ", words).split())


@lru_cache(maxsize=32)
def index_of(instrument: Instrument) -> IndicatorIndex:
    """Index an instrument once; instruments are compared by identity."""
    written: dict[str, set[str]] = {}
    full: dict[str, set[str]] = {}
    short: dict[str, set[str]] = {}
    spellings: dict[tuple[str, str], None] = {}
    for leaf in instrument.leaves:
        for name in (leaf.official_name, *leaf.names.values()):
            words = normalise(name)
            written.setdefault(name, set()).add(leaf.code)
            full.setdefault(words, set()).add(leaf.code)
            short.setdefault(shorten(words), set()).add(leaf.code)
            spellings[(shorten(words), leaf.code)] = None
            for alias in _ALIAS.findall(name):
                short.setdefault(normalise(alias), set()).add(leaf.code)
    inner_names = set()
    inner_words = []
    inner_by_number = {}
    for node in instrument.inner_nodes:
        for name in (node.official_name, *node.names.values()):
            inner_names.add(normalise(name))
            # An inner name close to the text wins over a leaf's, and is then no leaf.
            spellings[(shorten(normalise(name)), f"\0{node.code}")] = None
        texts = (node.official_name, *node.names.values())
        inner_words.append((node.number, frozenset(map(normalise, texts))))
        if node.tier == "indicator":
            inner_by_number[node.number] = node.code
    code_by_name = {name: next(iter(codes)) for name, codes in short.items() if len(codes) == 1}
    code_by_name |= {name: next(iter(codes)) for name, codes in full.items() if len(codes) == 1}
    code_by_name.pop("", None)
    for name in inner_names:
        if shorten(name) == name:
            continue
        short_inner = shorten(name)
        if short_inner in code_by_name and short_inner not in full:
            del code_by_name[short_inner]
    own = {name: next(iter(codes)) for name, codes in written.items() if len(codes) == 1}
    return IndicatorIndex(
        instrument,
        {leaf.number: leaf.code for leaf in instrument.leaves},
        own,
        frozenset((instrument.node_by_code[code].number, name) for name, code in own.items()),
        code_by_name,
        {
            leaf.code: float(leaf.weight / instrument.root.weight * 100)
            for leaf in instrument.leaves
        },
        frozenset(inner_names),
        tuple(inner_words),
        inner_by_number,
        tuple(spellings),
    )


def find_instruments(
    keys: Sequence[Key], instruments: Iterable[Instrument]
) -> tuple[list[Instrument], bool]:
    """Find the instruments that the rows fit best, and whether names decided it.

    More than one is a tie. Rows that agree in number and name weigh most; without any name that
    fits, the set of numbers decides where it is exactly an instrument's.
    """
    instruments = list(instruments)
    if len(keys) > _ENOUGH_KEYS:
        keys = list(dict.fromkeys(keys))[:_ENOUGH_KEYS]
    named = [key for key in keys if key.name]
    for count in (_count_written, _count_agreeing) if named else ():
        certain = [i for i in instruments if count(named, index_of(i)) >= 0.8 * len(named)]
        if len(certain) == 1:
            return certain, True
    scored: list[tuple[float, Instrument]] = []
    for instrument in instruments:
        index = index_of(instrument)
        scored.append((sum(_fit(key, index) for key in keys), instrument))
    best = max((score for score, _ in scored), default=0.0)
    if best > 0:
        return [instrument for score, instrument in scored if score == best], True
    numbers = {key.number for key in keys if key.number}
    whole = [i for _, i in scored if numbers and numbers == set(index_of(i).code_by_number)]
    if whole:
        return whole, False
    held = {i.id: len(numbers & _all_numbers(i)) for _, i in scored}
    most = max(held.values(), default=0)
    return [i for _, i in scored if most and held[i.id] == most], False


def _all_numbers(instrument: Instrument) -> set[str]:
    index = index_of(instrument)
    return set(index.code_by_number) | set(index.inner_by_number)


def _count_written(keys: Sequence[Key], index: IndicatorIndex) -> int:
    """Count the rows with a number and its very name: the common case, and cheap to see."""
    return sum(map(index.written_keys.__contains__, keys))


def _count_agreeing(keys: Sequence[Key], index: IndicatorIndex) -> int:
    """Count the rows whose number and exact name mean one indicator."""
    return sum(
        1
        for number, name in keys
        if number and index.code_by_number.get(number, "") == index.find_exactly(name)
    )


def _fit(key: Key, index: IndicatorIndex) -> float:
    if not key.name:
        return 0.0
    own = index.code_by_number.get(key.number)
    named = index.find_exactly(key.name)
    if named is not None:
        return 3.0 if named == own else 1.5
    if own is not None and index.closeness(own, key.name) >= CLOSE:
        return 2.5
    return 1.0 if index.find_by_name(key.name) is not None else 0.0
