"""What every report tells of one result: gathered once, laid out by deck, PDF, Word and workbook.

A report adds nothing to these figures and computes none of its own; what is not known is None or
empty, and `lacks` says so for the page of method.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from spbe.analysis.backlog import Shares, UnitBacklog
from spbe.analysis.benchmark import Peer, Standing
from spbe.analysis.item_steps import ItemStep
from spbe.analysis.next_actions import NextAction
from spbe.analysis.overview import Distance
from spbe.analysis.plan import Plan
from spbe.analysis.plan_task import PlanTask
from spbe.analysis.results import ScoredResult
from spbe.analysis.supported import SupportedIndex
from spbe.model.assessment import Assessment
from spbe.model.assignment import Assignment
from spbe.model.evidence import Document, DocumentUse
from spbe.model.instrument import Instrument
from spbe.model.item import Item
from spbe.model.requirement import Requirement
from spbe.text.translator import Message


@dataclass(frozen=True, slots=True)
class ReportTarget:
    """The index that the report measures the distance to."""

    name: str
    source: str
    """Where it is written, as users said; for the next rating's bound the regulation."""
    hundredths: int
    is_primary: bool = True


@dataclass(frozen=True, slots=True)
class ReportPlan:
    """The cheapest way to the target, or as far as it goes."""

    task: PlanTask
    plan: Plan
    aim: Fraction
    """The exact index that is aimed at."""
    must_do: tuple[str, ...]
    """Leaf codes that are part of every cheapest plan; empty where it is not known."""


@dataclass(frozen=True, slots=True)
class ReportChecklist:
    """The checklist of the year as of the report's day; empty sequences where there is none."""

    items: Sequence[Item] = ()
    shares: Shares | None = None
    steps: Sequence[ItemStep] = ()
    backlog: Sequence[UnitBacklog] = ()
    """One per unit that has something open, the largest first as on screen."""
    total: UnitBacklog | None = None
    """Of all units, each step once; None without items."""


@dataclass(frozen=True, slots=True)
class ReportEvidence:
    """What is recorded of the evidence of the year."""

    documents: Sequence[Document] = ()
    """Those that stand behind something in this year."""
    uses: Sequence[DocumentUse] = ()
    supported: SupportedIndex | None = None
    """None where no evidence is recorded."""
    day: datetime.date | None = None
    """The day as of which evidence counts."""


@dataclass(frozen=True, slots=True)
class ReportPeers:
    """The published results of a year that the agency is compared with."""

    year: int
    kind: str
    """Kind of agency of the group, as the national reports say."""
    group: Sequence[Peer]
    own: Peer
    """The agency's own figures, in the group or beside it."""
    is_guest: bool
    """Whether they are not among the published ones: interim, illustrative or of another year."""
    standings: Mapping[str, Standing]
    """By node code: the index, and the domains that are known."""


@dataclass(frozen=True, eq=False)
class ReportContents:
    """Everything that a report may say of one agency, year and stage."""

    agency: str
    result: ScoredResult
    day: datetime.date
    """Of the report."""
    is_illustrative: bool
    known: Sequence[ScoredResult]
    """Results of the agency up to this one, official stages only, by year and stage."""
    last_year: ScoredResult | None
    """The final result of the year before, where it compares."""
    compared: ScoredResult | None
    """What the change is measured against: the stage before, else last year."""
    claim: ScoredResult | None
    """The self assessment of the same year, where there is one besides this result."""
    target: ReportTarget | None
    distance: Distance | None
    potentials: pd.DataFrame
    """As `analysis.gaps.compute_potentials` gives them, ranked; empty without levels."""
    leads: Mapping[str, Assignment]
    """Who answers, by leaf code."""
    requirements: Sequence[Requirement]
    clarify: ReportPlan | None
    """Which claims have to come back at the interview; None where nothing was claimed higher."""
    improve: ReportPlan | None
    """Which levels have to rise; None without target or levels, or where it is reached."""
    recovery: Fraction | None
    """The exact index where every claim came back; None where nothing was claimed higher."""
    actions: Sequence[NextAction]
    """What to do next, the most valuable first."""
    checklist: ReportChecklist
    evidence: ReportEvidence
    peers: ReportPeers | None
    interview: datetime.date | None
    assessed: datetime.date | None
    """The day of the self assessment, as the dates of the year say."""
    source: str
    """Where the figures come from, as users named it; empty where nothing was said."""
    lacks: Sequence[Message]
    """What the data do not hold, one sentence each."""

    @property
    def instrument(self) -> Instrument:
        return self.result.instrument

    @property
    def assessment(self) -> Assessment | None:
        """The levels with their notes; None where only scores were published."""
        content = self.result.content
        return content if isinstance(content, Assessment) else None

    @property
    def index(self) -> int | None:
        """Hundredths."""
        return self.result.hundredths(self.instrument.root.code)

    @property
    def is_interim(self) -> bool:
        return self.result.is_interim

    @property
    def earlier(self) -> list[ScoredResult]:
        """What the result stands beside: last year and the stage before, each once."""
        both = [self.last_year, self.compared]
        if self.last_year is self.compared:
            both.pop()
        return [result for result in both if result is not None]
