"""Read `nodes.csv`: the tree of an instrument with its weights."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path

from spbe.catalogue.instrument_head import read_fraction
from spbe.model.instrument import Node
from spbe.text.translator import LANGUAGES

_TIERS = ("index", "domain", "aspect", "indicator")
_NODE_COLUMNS = ("code", "parent", "tier", "weight", "name_id", "name_en", "capability")


class NodeReader:
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
            weight = read_fraction(row["weight"])
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
