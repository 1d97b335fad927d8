"""What was found for a question: the plan, its swaps, and what stands in its way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spbe.analysis.plan import Plan
from spbe.analysis.plan_task import PlanTask
from spbe.analysis.swaps import Swap, find_swaps
from spbe.jobs.plan_obstacles import find_demand_obstacles, find_obstacles
from spbe.jobs.plan_search import PlanResult, search_budget, search_level_three, search_plan
from spbe.text.translator import Message
from spbe.ui.plan_page_question import Question
from spbe.ui.shell import Page


@dataclass(frozen=True, eq=False)
class Answer:
    """The plan found, and what stands in its way where it does not reach the target."""

    found: PlanResult
    swaps: Mapping[str, Sequence[Swap]]
    """Per indicator of the plan, what may stand in for its last step."""
    obstacles: Sequence[Message] | None
    """None where what stands in the way could not be found out."""
    closed: Sequence[Message]
    """Indicators that have to rise but may not, and what keeps them."""

    @property
    def task(self) -> PlanTask:
        return self.found.task

    @property
    def plan(self) -> Plan:
        return self.found.plan

    @property
    def is_reached(self) -> bool:
        return self.plan.is_reached


def find_answer(page: Page, question: Question) -> Answer:
    """Search the plan, once for each question in each version of the store."""
    name = ("plan", *question.name)
    return page.snapshot.keep(name, lambda: _find_answer(question))


def _find_answer(question: Question) -> Answer:
    task, aim = question.inquiry.make_task(), question.aim
    if question.goal == "level3":
        found = search_level_three(task)
    elif question.goal == "budget":
        found = search_budget(task, question.budget)
    else:
        found = search_plan(task, aim)
    swaps: dict[str, list[Swap]] = {}
    obstacles: list[Message] | None = None
    if question.goal == "target" and found.plan.status in ("unreachable", "infeasible"):
        obstacles = find_obstacles(question.inquiry, aim.exact)
    elif question.goal == "target" and found.plan.is_reached:
        for swap in find_swaps(task, found.plan):
            swaps.setdefault(swap.instead_of.code, []).append(swap)
    return Answer(found, swaps, obstacles, find_demand_obstacles(question.inquiry))
