"""Nothing in the app alters what happened: it is only ever added to."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

STORE = Path(__file__).parents[2] / "spbe" / "store"
HISTORY = {"events", "changes", "revisions", "revision_levels", "revision_notes"}
MODULES = sorted(STORE.glob("*.py"))


def find_alterations(source: str) -> list[str]:
    """Find every update or deletion of a table of the history, however it is written."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Name) and called.id in ("update", "delete"):
            found += [ast.unparse(argument).rpartition(".")[2] for argument in node.args]
        elif isinstance(called, ast.Attribute) and called.attr in ("update", "delete"):
            found.append(ast.unparse(called.value).rpartition(".")[2])
    return [name for name in found if name in HISTORY]


@pytest.mark.parametrize("module", MODULES, ids=[path.stem for path in MODULES])
def test_no_function_of_the_store_updates_or_deletes_what_happened(module):
    assert find_alterations(module.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    ["delete(events)", "update(schema.changes)", "events.update()", "sa.revisions.delete()"],
)
def test_an_alteration_would_be_found(source):
    assert find_alterations(source) != []
