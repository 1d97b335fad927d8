"""Make the checklist of a year from an assessment and a goal: preview first, nothing twice."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from spbe.analysis.plan import Plan
from spbe.analysis.requirements import find_requirements
from spbe.catalogue.requirements import load_requirements
from spbe.jobs.assignments import find_leads
from spbe.jobs.plan_search import aim_at_index, make_task, search_plan
from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.model.findings import find_findings, leave_out_findings
from spbe.model.instrument import Instrument
from spbe.model.item import Item, take_item_code
from spbe.model.requirement import Requirement
from spbe.store.agencies import find_units
from spbe.store.database import Store
from spbe.store.item_checks import LONGEST_TEXT
from spbe.store.items import add_items, carry_items, find_items

_POINT = re.compile(r"^\s*(?:\d{1,2}[.)]|[a-z][.)]|[-•–*])\s+", re.MULTILINE)
"""How the points of a written list begin."""


@dataclass(frozen=True, eq=False)
class ChecklistBasis:
    """What a checklist is made from."""

    agency_id: int
    instrument: Instrument
    assessment: Assessment
    """Its year is the year of the checklist."""
    requirements: Sequence[Requirement] = ()
    """Empty where nobody has written any: then the notes of the assessors stand for them."""
    units: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The units that lead each indicator, by its code."""
    all_units: tuple[str, ...] = ()
    """Every unit of the agency, for what all of them have to do."""

    @property
    def year(self) -> int:
        """The year of the checklist. Raises ValueError where the assessment has none."""
        if self.assessment.year is None:
            raise ValueError("the assessment has no year")
        return self.assessment.year


@dataclass(frozen=True, slots=True)
class ChecklistPreview:
    """What making a checklist would do; `make_checklist` does it."""

    agency_id: int
    instrument_id: str
    year: int
    new: tuple[Item, ...]
    there: tuple[Item, ...]
    """Items kept already that ask for the same: they stay as they are."""
    carried: tuple[Item, ...]
    """Open ones of earlier years, which will stand in this year too."""


def load_basis(
    store: Store, agency_id: int, instrument: Instrument, assessment: Assessment
) -> ChecklistBasis:
    """Load what a checklist of an agency is made from: requirements, who leads, all units."""
    leads = find_leads(store, agency_id, instrument)
    return ChecklistBasis(
        agency_id,
        instrument,
        assessment,
        load_requirements(instrument),
        {code: assignment.leads for code, assignment in leads.items()},
        tuple(unit.name for unit in find_units(store, agency_id)),
    )


def find_next_goals(instrument: Instrument, assessment: Assessment) -> dict[str, int]:
    """Aim one level higher everywhere: the whole level by leaf code, where there is one above."""
    scale = instrument.level_scale
    return {
        code: units // scale + 1
        for code in instrument.leaf_codes
        if (units := assessment.levels.get(code)) is not None and units < instrument.highest_units
    }


def find_plan_goals(instrument: Instrument, plan: Plan) -> dict[str, int]:
    """Aim where a plan leads: the whole level that each of its indicators reaches."""
    return {code: after // instrument.level_scale for code, _, after in plan.steps}


def find_level_goals(
    instrument: Instrument, assessment: Assessment, levels: Mapping[str, int]
) -> dict[str, int]:
    """Aim at the levels of a scenario [level units by leaf code] where they are higher."""
    return {
        code: units // instrument.level_scale
        for code, units in levels.items()
        if (now := assessment.levels.get(code)) is not None and units > now
    }


def search_target_goals(
    instrument: Instrument, assessment: Assessment, hundredths: int
) -> dict[str, int]:
    """Aim at an index by the cheapest plan to it, or by the highest where none reaches it.

    Raises ValueError where a level is missing: only a complete assessment can be planned from.
    """
    task = make_task(instrument, assessment)
    result = search_plan(task, aim_at_index(hundredths), alternatives=0)
    return find_plan_goals(instrument, result.plan)


def draft_items(basis: ChecklistBasis, goals: Mapping[str, int]) -> list[Item]:
    """Draft every item between the present levels and the goals, in tree order.

    Parameters
    ----------
    goals : whole level by leaf code; indicators that are absent get what their assessors
        recommended, and nothing else.

    Returns
    -------
    list of Item, not kept yet: requirements of each level above the present one up to the goal,
    then weaknesses and recommendations. Without requirements the assessors' notes on the indicators
    with a goal are items too. At the end stands what belongs to no indicator: what a report says
    of an aspect or of everything.
    """
    findings = _group_findings(basis)
    drafts: list[Item] = []
    for code in basis.instrument.leaf_codes:
        points, level = findings.get(code, []), None
        units = basis.assessment.levels.get(code)
        if units is not None:
            reached = units // basis.instrument.level_scale
            level = reached + 1 if reached < basis.instrument.level_maximum else None
            asked = find_requirements(basis.requirements, code, goals.get(code, 0), above=reached)
            place, leads = (basis.agency_id, basis.instrument.id, basis.year), basis.units
            drafts += [
                draft_requirement(*place, each, leads.get(code, ()), basis.all_units)
                for each in asked
            ]
        if code in goals and not basis.requirements:
            note = basis.assessment.notes.get(code, IndicatorNotes()).assessor_note
            points = [*points, *split_points(leave_out_findings(note))]
        drafts += [_draft_advice(basis, text, code, level) for text in dict.fromkeys(points)]
    return [*drafts, *_draft_general(basis, findings)]


def preview_checklist(
    store: Store, basis: ChecklistBasis, goals: Mapping[str, int]
) -> ChecklistPreview:
    """Say what making the checklist would add, what is there already and what is carried."""
    instrument_id, year = basis.instrument.id, basis.year
    kept = find_items(store, basis.agency_id, instrument_id)
    return compare_items(basis, draft_items(basis, goals), kept, year)


def compare_items(
    basis: ChecklistBasis, drafts: Iterable[Item], kept: Sequence[Item], year: int
) -> ChecklistPreview:
    """Part drafts into what is new and what is there already, open or in the same year."""
    standing = {item.key: item for item in kept if item.is_open or year in item.years}
    new = {item.key: item for item in drafts}
    return ChecklistPreview(
        basis.agency_id,
        basis.instrument.id,
        year,
        new=tuple(item for key, item in new.items() if key not in standing),
        there=tuple(standing[key] for key in new if key in standing),
        carried=tuple(
            item
            for item in kept
            if item.is_open and item.opened_year < year and year not in item.years
        ),
    )


def make_checklist(
    store: Store, preview: ChecklistPreview, who: str, at: datetime.datetime
) -> tuple[list[Item], list[Item]]:
    """Carry the open items into the year and add the new ones; returns (added, carried).

    What somebody else added since the preview is not added again. Done twice it does nothing more.
    Raises StoreError where the agency is gone.
    """
    place = preview.agency_id, preview.instrument_id
    carried = carry_items(store, *place, preview.year, who, at)
    return add_items(store, preview.new, who, at), carried


def split_points(text: str) -> list[str]:
    """Part a written list ("1. … 2. …", bullets) into its points; other text stays one.

    Words before the first point stay with it.
    """
    starts = [match.start() for match in _POINT.finditer(text)]
    parts = (text[a:b] for a, b in pairwise([0, *starts[1:], len(text)]))
    return [tidy for part in parts if (tidy := " ".join(_POINT.sub("", part, count=1).split()))]


def draft_requirement(
    agency_id: int,
    instrument_id: str,
    year: int,
    requirement: Requirement,
    leads: tuple[str, ...],
    all_units: tuple[str, ...],
) -> Item:
    """Draft the item of a requirement: for all units where it asks that, else for those that lead.

    Without units that are known it is an item like any other.
    """
    is_for_all = requirement.is_for_all_units and bool(all_units)
    return Item(
        agency_id=agency_id,
        instrument_id=instrument_id,
        text=requirement.texts["id"],
        source="requirement",
        opened_year=year,
        code=requirement.code,
        level=requirement.level,
        requirement=requirement.number,
        is_for_all_units=is_for_all,
        units=all_units if is_for_all else leads,
    )


def _group_findings(basis: ChecklistBasis) -> dict[str | None, list[str]]:
    """Give the points of all weaknesses and recommendations by code of indicator or node."""
    points: dict[str | None, list[str]] = {}
    for finding in find_findings(basis.instrument, basis.assessment):
        if finding.kind in ("weakness", "recommendation"):
            points.setdefault(finding.code, []).extend(split_points(finding.text))
    return points


def _draft_advice(basis: ChecklistBasis, text: str, code: str | None, level: int | None) -> Item:
    draft = Item(
        agency_id=basis.agency_id,
        instrument_id=basis.instrument.id,
        text=text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…",
        source="recommendation",
        opened_year=basis.year,
        code=code,
        level=level,
        units=() if code is None else basis.units.get(code, ()),
    )
    return take_item_code(draft)


def _draft_general(
    basis: ChecklistBasis, findings: Mapping[str | None, Sequence[str]]
) -> Iterator[Item]:
    """Draft what is said of nodes above the indicators, with the name of the aspect or domain."""
    for node in basis.instrument.inner_nodes:
        is_root = node is basis.instrument.root
        for text in dict.fromkeys(findings.get(None if is_root else node.code, ())):
            named = text if is_root else f"{node.names['id']}: {text}"
            yield _draft_advice(basis, named, None, None)
