"""The rules of docs/architecture.md on who may know whom, held by parsing the imports."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

import pytest

PROJECT = Path(__file__).parent.parent

KNOWS = {
    "text": set(),
    "model": set(),
    "catalogue": {"model", "text"},
    "store": {"model", "text"},
    "workbooks": {"model", "text"},
    "analysis": {"model", "text"},
    "charts": {"analysis", "model", "text"},
    "reports": {"charts", "analysis", "model", "text"},
}
"""What each room may import besides itself."""
KNOWS["jobs"] = {*KNOWS}
KNOWS["ui"] = {*KNOWS} - {"ui"}
KNOWS["serve"] = {"text"}
KNOWS["cli"] = KNOWS["ui"] | {"serve"}
KNOWS["__main__"] = {"cli"}
KNOWS["pages"] = KNOWS["ui"] | {"ui"}
KNOWS["app"] = KNOWS["pages"]

HOMES = {
    "streamlit": {"ui", "pages", "app"},
    "plotly": {"charts"},
    "docx": {"reports"},
    "typst": {"reports.typesetting"},
    "pptx": {"reports"},
    "openpyxl": {"workbooks"},
    "python_calamine": {"workbooks"},
    "pypdfium2": {"workbooks"},
    "rapidfuzz": {"workbooks"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "argon2": {"store"},
    "fsspec": {"store"},
    "babel": {"text"},
    "numpy": {"model", "analysis"},
    "highspy": {"analysis.plan"},
    "pandas": {"analysis", "charts", "reports", "ui", "pages", "app"},
}
"""The rooms or single modules where each library lives; one that is not named here may be imported
nowhere."""

PURE_ROOMS = {"model", "analysis"}
IMPURE_MODULES = {
    *("os", "io", "pathlib", "shutil", "tempfile", "glob", "sqlite3", "subprocess", "sys"),
    *("time", "random", "secrets", "socket", "urllib", "http", "locale", "logging"),
}
IMPURE_CALLS = {"open", "now", "today", "utcnow", "getenv", "print", "input"}
READING_CALL = re.compile(r"open|(load|read)_\w+")
"""What reads a file or the store by the promise of its name."""


def find_modules(root: Path) -> dict[str, Path]:
    """Find the application's modules by dotted name: the package, the pages and the home page."""
    paths = [*root.glob("spbe/**/*.py"), *root.glob("pages/*.py"), *root.glob("app.py")]
    modules = {}
    for path in paths:
        parts = path.relative_to(root).with_suffix("").parts
        modules[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return modules


def room_of(module: str) -> str:
    """Name the room of a module: `spbe.store.schema` → store, `pages.trend` → pages."""
    parts = module.split(".")
    return parts[1] if parts[0] == "spbe" and len(parts) > 1 else parts[0]


def find_imports(module: str, path: Path, modules: dict[str, Path]) -> Iterator[tuple[int, str]]:
    """Find what a module imports anywhere in it, inside functions too: line and dotted name."""
    package = module.split(".") if path.name == "__init__.py" else module.split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            origin = ".".join([*base, *([node.module] if node.module else [])])
            for alias in node.names:
                full = f"{origin}.{alias.name}"
                yield node.lineno, full if full in modules else origin
        elif isinstance(node, ast.Call) and _called(node) in {"import_module", "__import__"}:
            yield node.lineno, "an import that only the running program knows"


def find_violations(root: Path) -> list[str]:
    """Find every import that breaks the plan, as "module:line: text"."""
    modules = find_modules(root)
    violations = []
    for module, path in modules.items():
        for line, name in find_imports(module, path, modules):
            wrong = _judge(module, name)
            if wrong:
                violations.append(f"{module}:{line}: {wrong}")
        for line, wrong in _find_impurities(module, path):
            violations.append(f"{module}:{line}: {wrong}")
    return sorted(violations)


def _judge(module: str, name: str) -> str | None:
    room, top = room_of(module), name.split(".")[0]
    if top in {"spbe", "pages", "app"}:
        other = room_of(name)
        if module.startswith("pages.") and name.startswith("pages"):
            return f"a page imports the page {name}"
        is_allowed = other in {room, "spbe"} or other in KNOWS.get(room, set())
        return None if is_allowed else f"{room} may not know {other}"
    if top in sys.stdlib_module_names:
        is_impure = room in PURE_ROOMS and top in IMPURE_MODULES
        return f"{room} is pure and may not import {top}" if is_impure else None
    if top not in HOMES:
        return f"{name} has no home"
    if room in HOMES[top]:
        return None
    place = module.removeprefix("spbe.")
    return None if place in HOMES[top] else f"{top} does not live in {place}"


def _find_impurities(module: str, path: Path) -> Iterator[tuple[int, str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if room_of(module) in PURE_ROOMS:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _called(node) in IMPURE_CALLS:
                yield node.lineno, f"{room_of(module)} is pure and may not call {_called(node)}()"
    if room_of(module) not in {"pages", "app"}:  # a page is run each time, not imported
        for node in _outside_functions(tree):
            if isinstance(node, ast.Call) and READING_CALL.fullmatch(_called(node)):
                yield node.lineno, f"{_called(node)}() reads at import time"
    if room_of(module) != "catalogue":
        for node in ast.walk(tree):
            if _names_data(node):
                yield node.lineno, "only catalogue reads data/"


def _names_data(node: ast.AST) -> TypeGuard[ast.expr | ast.stmt]:
    """Tell whether something names the folder of data, as part of a path or by our name for it."""
    if isinstance(node, ast.ImportFrom):
        is_catalogue = (node.module or "").startswith("spbe.catalogue")
        return is_catalogue and any(alias.name.endswith("_DIRECTORY") for alias in node.names)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        return isinstance(node.right, ast.Constant) and node.right.value == "data"
    return isinstance(node, ast.Constant) and str(node.value).startswith("data/")


def _outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        is_program = isinstance(child, ast.If) and "__name__" in ast.unparse(child.test)
        is_later = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        if is_later and not isinstance(child, ast.Lambda):
            for at_once in (*child.decorator_list, child.args):  # defaults are made at once too
                yield from (at_once, *_outside_functions(at_once))
        if not is_program and not is_later:
            yield child
            yield from _outside_functions(child)


def _called(call: ast.Call) -> str:
    return getattr(call.func, "attr", None) or getattr(call.func, "id", "")


def find_circles(root: Path) -> list[list[str]]:
    """Find modules that import each other in a circle, also through imports inside functions."""
    modules = find_modules(root)
    knows = {
        module: {name for _, name in find_imports(module, path, modules) if name in modules}
        for module, path in modules.items()
    }
    circles: list[list[str]] = []
    finished: set[str] = set()

    def follow(module: str, way: list[str]) -> None:
        if module in way:
            circles.append(way[way.index(module) :])
        elif module not in finished:
            for other in sorted(knows[module] - {module}):
                follow(other, [*way, module])
            finished.add(module)

    for module in sorted(modules):
        follow(module, [])
    return circles


def test_every_import_follows_the_plan():
    assert find_violations(PROJECT) == []


def test_no_modules_import_each_other_in_a_circle():
    assert find_circles(PROJECT) == []


def test_every_room_of_the_package_stands_in_the_plan():
    rooms = {room_of(module) for module in find_modules(PROJECT)} - {"spbe"}
    assert rooms <= set(KNOWS)


@pytest.fixture
def plant(tmp_path):
    def plant_module(name: str, code: str) -> None:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(code, encoding="utf-8")

    for room in KNOWS:
        if room not in {"cli", "serve", "__main__", "pages", "app"}:
            plant_module(f"spbe/{room}/__init__.py", "")
    return plant_module


@pytest.mark.parametrize(
    ("name", "code", "violation"),
    [
        (
            "spbe/model/tree.py",
            "def f():\n    from spbe.store import schema\n",
            "spbe.model.tree:2: model may not know store",
        ),
        (
            "spbe/charts/bars.py",
            "import spbe.ui.shell\n",
            "spbe.charts.bars:1: charts may not know ui",
        ),
        (
            "spbe/store/rows.py",
            "from ..ui import shell\n",
            "spbe.store.rows:1: store may not know ui",
        ),
        ("spbe/cli.py", "import streamlit\n", "spbe.cli:1: streamlit does not live in cli"),
        (
            "spbe/jobs/draw.py",
            "from plotly.graph_objects import Figure\n",
            "spbe.jobs.draw:1: plotly does not live in jobs.draw",
        ),
        ("spbe/ui/ask.py", "import requests\n", "spbe.ui.ask:1: requests has no home"),
        (
            "pages/trend.py",
            "from pages.domains import show\n",
            "pages.trend:1: a page imports the page pages.domains",
        ),
        (
            "spbe/analysis/due.py",
            "import datetime\nTODAY = datetime.date.today()\n",
            "spbe.analysis.due:2: analysis is pure and may not call today()",
        ),
        (
            "spbe/model/files.py",
            "from pathlib import Path\n",
            "spbe.model.files:1: model is pure and may not import pathlib",
        ),
        (
            "spbe/catalogue/trees.py",
            "from pathlib import Path\n\n\nclass Tree:\n    text = Path('x').read_text()\n",
            "spbe.catalogue.trees:5: read_text() reads at import time",
        ),
        (
            "spbe/jobs/late.py",
            "import importlib\n\nimportlib.import_module('spbe.ui')\n",
            "spbe.jobs.late:3: an import that only the running program knows has no home",
        ),
        (
            "spbe/analysis/chance.py",
            "def f():\n    import highspy\n",
            "spbe.analysis.chance:2: highspy does not live in analysis.chance",
        ),
        (
            "spbe/jobs/trees.py",
            "from spbe import catalogue\n\nTREES = catalogue.load_instruments()\n",
            "spbe.jobs.trees:3: load_instruments() reads at import time",
        ),
        (
            "spbe/store/words.py",
            "def f(x=read_words()):\n    return x\n",
            "spbe.store.words:1: read_words() reads at import time",
        ),
        (
            "spbe/jobs/shortcut.py",
            "from spbe.catalogue import DATA_DIRECTORY\n",
            "spbe.jobs.shortcut:1: only catalogue reads data/",
        ),
        (
            "spbe/ui/peek.py",
            "def f(root):\n    return root / 'data' / 'results'\n",
            "spbe.ui.peek:2: only catalogue reads data/",
        ),
    ],
)
def test_planted_violation_is_caught(plant, tmp_path, name, code, violation):
    plant(name, code)
    assert find_violations(tmp_path) == [violation]


def test_allowed_imports_are_not_caught(plant, tmp_path):
    plant("spbe/jobs/start.py", "import json\n\nfrom spbe import model, store, text\n")
    plant("spbe/cli.py", "from spbe.jobs.start import start\n")
    plant("pages/trend.py", "import streamlit as st\n\nfrom spbe.ui.shell import start_page\n")
    plant("spbe/ui/shell.py", "import pandas\n")
    plant("spbe/analysis/plan.py", "import highspy\n\n\ndef f():\n    return load_it()\n")
    plant("spbe/catalogue/trees.py", "def f(root):\n    return (root / 'data').read_text()\n")
    assert find_violations(tmp_path) == []
    assert find_circles(tmp_path) == []


def test_planted_circle_inside_a_function_is_caught(plant, tmp_path):
    plant("spbe/store/one.py", "from spbe.store import two\n")
    plant("spbe/store/two.py", "def f():\n    from spbe.store.one import x\n")
    assert find_circles(tmp_path) == [["spbe.store.one", "spbe.store.two"]]
