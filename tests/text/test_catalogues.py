"""Every sentence that the app says has its English, and both name the same values."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from spbe.text.translator import load_catalogue

PROJECT = Path(__file__).parents[2]
CATALOGUES = sorted((PROJECT / "spbe/text/locales/en").glob("*.po"))
SOURCES = sorted([*PROJECT.glob("spbe/**/*.py"), *PROJECT.glob("pages/*.py"), PROJECT / "app.py"])
KEYWORDS = {"text": None, "message": None, "plural": (1, 2)}

Sentence = str | tuple[str, ...]


def read_catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="en_GB")


def find_sentences() -> dict[Sentence, str]:
    """Find every sentence in the code, with the place where it is first said."""
    sentences: dict[Sentence, str] = {}
    for path in SOURCES:
        with path.open("rb") as file:
            for line, said, *_ in extract("python", file, KEYWORDS, options={}):
                if said and all(said):
                    sentences.setdefault(said, f"{path.relative_to(PROJECT)}:{line}")
    return sentences


def find_translations() -> dict[Sentence, Sentence]:
    return {
        entry.id: entry.string
        for path in CATALOGUES
        for entry in read_catalogue(path)
        if entry.id and "fuzzy" not in entry.flags
    }


def forms(sentence: Sentence) -> tuple[str, ...]:
    return (sentence,) if isinstance(sentence, str) else tuple(sentence)


def placeholders(sentence: Sentence) -> set[str]:
    """Name the values in {braces}, in any form of the sentence."""
    parse = string.Formatter().parse
    return {name for form in forms(sentence) for _, name, _, _ in parse(form) if name is not None}


def find_calls() -> Iterator[tuple[str, str, set[str], set[str]]]:
    """Find each call that says a sentence: place, function, its placeholders, values given."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", None) or getattr(node.func, "id", "")
            said = tuple(a.value for a in node.args if isinstance(a, ast.Constant))
            is_open = any(keyword.arg is None for keyword in node.keywords)
            if name in KEYWORDS and said and isinstance(said[0], str) and not is_open:
                given = {keyword.arg or "" for keyword in node.keywords}
                place = f"{path.relative_to(PROJECT)}:{node.lineno}"
                texts = tuple(form for form in said if isinstance(form, str))
                yield place, name, placeholders(texts), given


def test_every_sentence_has_an_english_translation():
    translated = {said for said, english in find_translations().items() if all(forms(english))}
    missing = {said: place for said, place in find_sentences().items() if said not in translated}
    assert missing == {}


def test_sentence_and_translation_name_the_same_values():
    different = {
        said: english
        for said, english in find_translations().items()
        if placeholders(english) != placeholders(said)
    }
    assert different == {}


def test_no_translation_is_left_without_its_sentence():
    assert set(find_translations()) - set(find_sentences()) == set()


def test_every_call_gives_the_values_its_sentence_names():
    wrong = []
    for place, name, named, given in find_calls():
        if name == "plural":
            given = given | {"count"}
            named = named | {"count"}
        if named != given:
            wrong.append(f"{place}: names {sorted(named)}, gives {sorted(given)}")
    assert wrong == []


def test_no_sentence_is_translated_in_two_ways():
    assert load_catalogue("en")  # raises ValueError at a conflict between catalogues


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.name)
def test_no_sentence_stands_twice_in_a_catalogue(path):
    written = path.read_text(encoding="utf-8").count("\nmsgid ") + 1
    assert written == len(read_catalogue(path)) + 1  # the head is an entry too


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.name)
def test_no_entry_is_fuzzy_or_obsolete(path):
    catalogue = read_catalogue(path)
    assert [entry.id for entry in catalogue if "fuzzy" in entry.flags and entry.id] == []
    assert dict(catalogue.obsolete) == {}


def test_english_ends_a_sentence_as_the_indonesian_does():
    different = {
        said: english
        for said, english in find_translations().items()
        for one, other in zip(forms(said), forms(english), strict=True)
        if one.endswith((".", ":", "?")) != other.endswith((".", ":", "?"))
    }
    assert different == {}


def test_no_user_is_shouted_at_or_told_error():
    sayings = {form for said in find_sentences() for form in forms(said)}
    sayings |= {form for english in find_translations().values() for form in forms(english)}
    assert {said for said in sayings if "!" in said.replace("Rekap!", "")} == set()
    assert {said for said in sayings if "error" in said.lower()} == set()
