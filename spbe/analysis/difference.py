"""What a new version of an assessment changes: levels, texts and the index, exactly."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from fractions import Fraction

from spbe.analysis.change import LevelChange, compute_level_changes
from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.model.instrument import Instrument
from spbe.model.scoring import Scores, score_assessment


@dataclass(frozen=True, slots=True)
class TextChange:
    """One text of an indicator before and after; `name` is its field in `IndicatorNotes`."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class IndicatorDifference:
    """What changes in one indicator."""

    level: LevelChange
    texts: tuple[TextChange, ...]

    @property
    def code(self) -> str:
        return self.level.code


@dataclass(frozen=True, slots=True)
class NodeDifference:
    """What changes in the texts of the index, a domain or an aspect."""

    code: str
    texts: tuple[TextChange, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What changes between two versions, and what that does to the index."""

    rows: tuple[IndicatorDifference, ...]
    """The indicators that change, in tree order."""
    before: Scores | None
    """None where there was nothing before."""
    after: Scores
    index_points: Fraction | None
    """Exact change of the index [index points]; None where either version has no index."""
    nodes: tuple[NodeDifference, ...] = ()
    """The index, domains and aspects whose texts change, in tree order."""

    @property
    def is_empty(self) -> bool:
        return not self.rows and not self.nodes

    @property
    def level_rows(self) -> tuple[IndicatorDifference, ...]:
        return tuple(row for row in self.rows if row.level.is_change)

    @property
    def text_rows(self) -> tuple[NodeDifference | IndicatorDifference, ...]:
        """What has texts that change: nodes above first, then indicators."""
        return (*self.nodes, *(row for row in self.rows if row.texts))

    @property
    def emptied(self) -> tuple[str, ...]:
        """Codes that had a level and would be "not assessed" afterwards."""
        changes = (row.level for row in self.rows)
        return tuple(c.code for c in changes if c.before is not None and c.after is None)


def compute_difference(
    instrument: Instrument, before: Assessment | None, after: Assessment
) -> Difference:
    """Compare two versions of one assessment, leaf by leaf, in tree order.

    Where both are complete, the points of the rows add up exactly to `index_points`. Raises
    ValueError where either belongs to another instrument.
    """
    old = before if before is not None else replace(after, levels={}, notes={})
    rows = []
    for change in compute_level_changes(instrument, old, after):
        texts = compare_texts(old, after, change.code)
        if change.is_change or texts:
            rows.append(IndicatorDifference(change, texts))
    scores_before = None if before is None else score_assessment(instrument, before)
    scores_after = score_assessment(instrument, after)
    points = None
    if scores_before is not None and scores_before.is_complete and scores_after.is_complete:
        root = instrument.root.code
        points = scores_after.exact[root] - scores_before.exact[root]
    inner = ((node.code, compare_texts(old, after, node.code)) for node in instrument.inner_nodes)
    nodes = tuple(NodeDifference(code, texts) for code, texts in inner if texts)
    return Difference(tuple(rows), scores_before, scores_after, points, nodes)


def compare_texts(before: Assessment, after: Assessment, code: str) -> tuple[TextChange, ...]:
    """Compare the texts of one indicator or node above it, field by field."""
    old = before.notes.get(code, IndicatorNotes())
    new = after.notes.get(code, IndicatorNotes())
    pairs = ((f.name, getattr(old, f.name), getattr(new, f.name)) for f in fields(IndicatorNotes))
    return tuple(TextChange(*pair) for pair in pairs if pair[1] != pair[2])
