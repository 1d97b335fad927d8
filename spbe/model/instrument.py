"""An instrument: the tree of nodes with weights, levels and ratings that a regulation sets."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

Tier: TypeAlias = Literal["index", "domain", "aspect", "indicator"]
Names: TypeAlias = Mapping[str, str]
"""A name by language code, always with "id" and "en"."""


@dataclass(frozen=True, slots=True)
class Node:
    """One row of the tree. `weight` is its share of the index [percent]."""

    code: str
    parent: str | None
    tier: Tier
    weight: Fraction
    names: Names
    capability: str | None
    official_name: str

    @property
    def number(self) -> str:
        """The code without its letter, as sheets write it: "12", "35-1"."""
        return self.code[1:]


SCORING_PARTS = ("structure", "weights")
"""Parts of an instrument that decide the index."""


@dataclass(frozen=True, slots=True)
class Rating:
    """A named band of the index. `lower` is its inclusive lower bound [index scale]."""

    code: str
    lower: Fraction
    names: Names


@dataclass(frozen=True, slots=True)
class RatingRule:
    """Whether the rounded or the exact index is rated, up to `last_year` (None: without end)."""

    rule: Literal["rounded", "exact"]
    last_year: int | None
    measured_years: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Instrument:
    """A regulation's tree with everything that scoring, reading and showing need.

    `nodes` stand in tree order (a parent before its children, the root first). Levels are kept as
    whole numbers of `10 ** -level_decimals` ("level units"): where levels are whole, level 3 is 3;
    where they have two decimals, level 1.26 is 126.
    """

    id: str
    regulation: str
    regulation_short: str
    first_year: int
    last_year: int | None
    names: Mapping[str, Names]
    """Names of "index", "system", "coordinator" and "team" as users say them."""
    level_minimum: int
    level_maximum: int
    level_decimals: int
    level_names: Mapping[str, Mapping[int, Names]]
    """By capability and level; empty where the regulation's names are not known."""
    ratings: tuple[Rating, ...]
    """From the lowest to the highest band."""
    rating_rules: tuple[RatingRule, ...]
    source_grades: Mapping[str, str]
    """By part (structure, weights, ratings, level_names): primary, secondary or unknown."""
    chosen_sectors: tuple[str, ...]
    nodes: tuple[Node, ...]

    def __repr__(self) -> str:
        return f"Instrument({self.id!r})"

    @cached_property
    def node_by_code(self) -> Mapping[str, Node]:
        """All nodes by code, in tree order."""
        return {node.code: node for node in self.nodes}

    @cached_property
    def children(self) -> Mapping[str, tuple[Node, ...]]:
        """The children of each node, in tree order; leaves are absent."""
        children: dict[str, list[Node]] = {}
        for node in self.nodes:
            if node.parent is not None:
                children.setdefault(node.parent, []).append(node)
        return {code: tuple(nodes) for code, nodes in children.items()}

    @property
    def root(self) -> Node:
        """The node of the index itself."""
        return self.nodes[0]

    @cached_property
    def leaves(self) -> tuple[Node, ...]:
        """The indicators that carry a level, in tree order."""
        return tuple(node for node in self.nodes if node.code not in self.children)

    @cached_property
    def leaf_codes(self) -> tuple[str, ...]:
        """The codes of the leaves, in tree order."""
        return tuple(node.code for node in self.leaves)

    @cached_property
    def inner_nodes(self) -> tuple[Node, ...]:
        """The nodes that have a score computed from levels: the root first."""
        return tuple(node for node in self.nodes if node.code in self.children)

    @cached_property
    def leaf_codes_below(self) -> Mapping[str, tuple[str, ...]]:
        """The leaves below each node (a leaf stands below itself), in tree order."""
        below: dict[str, list[str]] = {node.code: [] for node in self.nodes}
        for leaf in self.leaves:
            code: str | None = leaf.code
            while code is not None:
                below[code].append(leaf.code)
                code = self.node_by_code[code].parent
        return {code: tuple(codes) for code, codes in below.items()}

    @property
    def level_scale(self) -> int:
        """Level units per level: 1 where levels are whole, 100 with two decimals."""
        return int(10**self.level_decimals)

    @property
    def lowest_units(self) -> int:
        """The lowest level there is [level units]."""
        return self.level_minimum * self.level_scale

    @property
    def highest_units(self) -> int:
        """The highest level there is [level units]."""
        return self.level_maximum * self.level_scale

    @cached_property
    def whole_weights(self) -> tuple[int, ...]:
        """The leaf weights as the smallest whole numbers in the same proportion.

        For 59/2020 they are 26, 50, 30, 55 and 60 and add up to 2000, so every index of that
        instrument is a whole multiple of 1/2000.
        """
        common = math.lcm(*(leaf.weight.denominator for leaf in self.leaves))
        weights = [int(leaf.weight * common) for leaf in self.leaves]
        divisor = math.gcd(*weights)
        return tuple(weight // divisor for weight in weights)

    @cached_property
    def weight_matrix(self) -> NDArray[np.float64]:
        """Whole numbers, leaves × inner nodes: a leaf's whole weight where it lies below the node.

        float64 so that the product with levels is one BLAS call; exact, since every sum stays far
        below 2**53.
        """
        matrix = np.zeros((len(self.leaves), len(self.inner_nodes)))
        row_by_code = {code: row for row, code in enumerate(self.leaf_codes)}
        for column, node in enumerate(self.inner_nodes):
            for code in self.leaf_codes_below[node.code]:
                matrix[row_by_code[code], column] = self.whole_weights[row_by_code[code]]
        matrix.setflags(write=False)
        return matrix

    @cached_property
    def denominators(self) -> NDArray[np.int64]:
        """Per inner node, what a numerator is divided by to give its score [index scale]."""
        return np.asarray(self.weight_matrix.sum(axis=0) * self.level_scale, np.int64)

    def index_points(self, code: str, units: int) -> Fraction:
        """Compute what a change of a leaf by `units` level units moves the index [index points]."""
        return self.node_by_code[code].weight / self.root.weight * Fraction(units, self.level_scale)

    def is_valid_year(self, year: int) -> bool:
        """Tell whether the regulation rules the assessments of a year."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    @property
    def is_secondary(self) -> bool:
        """Whether structure or weights, which decide the index, come from secondary sources."""
        return any(self.source_grades.get(part) == "secondary" for part in SCORING_PARTS)

    def rating_rule(self, year: int | None) -> RatingRule:
        """Find the rule that rates an index of `year`; without a year, the latest one."""
        if year is not None:
            for rule in self.rating_rules:
                if rule.last_year is None or year <= rule.last_year:
                    return rule
        return self.rating_rules[-1]

    def level_name(self, code: str, level: int, language: str) -> str | None:
        """Name a whole level of an indicator ("Terdefinisi"), None where names are not known."""
        names = self.level_names.get(self.node_by_code[code].capability or "", {}).get(level)
        return names[language] if names else None
