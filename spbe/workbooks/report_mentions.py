"""Find the indicators that a paragraph of a report names, by number or by name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from spbe.model.instrument import Instrument
from spbe.workbooks.indicators import shorten
from spbe.workbooks.wording import normalise

_NUMBERS = re.compile(
    r"\bindikator\s+((?:(?:nomor|no\.?|ke-?)\s*)?\d{1,2}(?:-\d)?(?!\s*indikator)"
    r"(?:\s*(?:,|&|dan|serta|s\.?d\.?|sampai(?: dengan)?|–|-)\s*(?:dan\s+)?\d{1,2}(?:-\d)?)*)",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"(\d{1,2})\s*(?:s\.?d\.?|sampai(?: dengan)?|–|-)\s*(\d{1,2})\b(?!-)", re.IGNORECASE
)
_NUMBER = re.compile(r"\d{1,2}(?:-\d)?")
_ITEM = re.compile(r"[,;:.()•]|\b(?:dan|serta|maupun|atau)\b", re.IGNORECASE)
_PLACE = re.compile(r"\b(?:instansi pusat |ippd|pemerintah daerah|pemerintah pusat)\b")


def find_mentions(text: str, instrument: Instrument, aspect: str | None) -> list[str]:
    """Find the leaf codes that a text names, in tree order.

    Numbers count anywhere ("Indikator 3, 6, dan 10"); names only those of the aspect that the
    text stands under, where a list may leave out what they share ("Kebijakan Internal").
    """
    found = _find_numbers(text, instrument)
    if aspect is not None:
        found |= _find_names(text, _name_leaves(instrument, aspect))
    return [code for code in instrument.leaf_codes if code in found]


def _find_numbers(text: str, instrument: Instrument) -> set[str]:
    by_number = {leaf.number: leaf.code for leaf in instrument.leaves}
    numbers: set[str] = set()
    for said in _NUMBERS.findall(text):
        numbers |= set(_NUMBER.findall(said))
        for first, last in _RANGE.findall(said):
            numbers |= {str(number) for number in range(int(first), int(last) + 1)}
    return {by_number[number] for number in numbers if number in by_number}


def _find_names(text: str, names: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Find whole names anywhere, longest first, and then what is left of names in a list."""
    whole = f" {_tidy(text)} "
    items = [_tidy(item) for item in _ITEM.split(text)]
    found = set()
    phrases = [(phrase, code) for code, known in names.items() for phrase in known]
    for phrase, code in sorted(phrases, key=lambda pair: -len(pair[0])):
        is_said = f" {phrase} " in whole
        if is_said and " " in phrase:
            whole = whole.replace(f" {phrase} ", " · ")
            found.add(code)
        elif is_said and any(_is_at_an_end(phrase, item) for item in items):
            found.add(code)
    return found


def _is_at_an_end(word: str, item: str) -> bool:
    """Tell whether a name of one word stands at an end of an item: amid others it is no name."""
    return f"{item} ".startswith(f"{word} ") or f" {item}".endswith(f" {word}")


def _tidy(text: str) -> str:
    return " ".join(_PLACE.sub(" ", shorten(normalise(text))).split())


@lru_cache(maxsize=64)
def _name_leaves(instrument: Instrument, aspect: str) -> Mapping[str, tuple[str, ...]]:
    """Give what each leaf of an aspect may be called: its name, and the name without what most
    begin with or without its first word, as far as that means no other leaf."""
    codes = instrument.leaf_codes_below[aspect]
    full = {code: _tidy(instrument.node_by_code[code].names["id"]) for code in codes}
    shared = _count_shared([name.split() for name in full.values()])
    called = {}
    for code, name in full.items():
        words = name.split()
        shorter = {name, " ".join(words[shared:]), " ".join(words[1:]) if len(words) > 2 else name}
        others = [f" {other} " for of_other, other in full.items() if of_other != code]
        called[code] = tuple(
            phrase
            for phrase in shorter
            if phrase and (phrase == name or not any(f" {phrase} " in other for other in others))
        )
    return called


def _count_shared(names: Sequence[list[str]]) -> int:
    """Count the words with which all names of an aspect begin."""
    return next(
        (count for count, words in enumerate(zip(*names, strict=False)) if len(set(words)) > 1), 0
    )
