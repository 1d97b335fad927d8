"""Gather what a report tells of one result, from the store or from a file."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from spbe.analysis.backlog import compute_backlog, compute_total
from spbe.analysis.claims import find_disputed
from spbe.analysis.gaps import rank_result_potentials
from spbe.analysis.item_steps import compute_item_steps
from spbe.analysis.item_words import index_wordings, say_items
from spbe.analysis.next_actions import NextAction, find_next_actions
from spbe.analysis.overview import compute_distance
from spbe.analysis.results import (
    ScoredResult,
    find_known_results,
    find_previous_final,
    find_previous_stage,
    score_result,
)
from spbe.analysis.supported import compute_supported_index, find_evidence_day
from spbe.catalogue.requirements import load_requirements
from spbe.catalogue.samples import ILLUSTRATIVE_AGENCY
from spbe.jobs.assignments import find_leads, read_leads
from spbe.jobs.evidence_support import load_supports
from spbe.jobs.plan_search import (
    Aim,
    aim_at_index,
    aim_at_next_rating,
    find_full_recovery,
    make_task,
    search_plan,
)
from spbe.jobs.report_peers import find_report_peers
from spbe.model.assessment import Assessment
from spbe.model.assignment import Assignment
from spbe.model.instrument import Instrument
from spbe.reports.contents import (
    ReportChecklist,
    ReportContents,
    ReportEvidence,
    ReportPlan,
    ReportTarget,
)
from spbe.store.agencies import load_agency
from spbe.store.assessments import find_results
from spbe.store.cycles import load_cycle
from spbe.store.database import Store
from spbe.store.document_uses import find_uses
from spbe.store.documents import find_documents
from spbe.store.item_shares import find_shares
from spbe.store.items import find_items
from spbe.store.records import ResultKey, StoreError, Target
from spbe.store.targets import find_targets
from spbe.text.translator import Message, message


def gather_stored(
    store: Store,
    instruments: Mapping[str, Instrument],
    key: ResultKey,
    day: datetime.date,
    language: str = "id",
    target: Target | int | None = None,
) -> ReportContents:
    """Gather what is kept of one result, as of a day.

    `target`, a kept one or an index [hundredths], stands in for the primary target of the year;
    without either the bound of the next rating is the target. Raises StoreError where the result
    is not kept.
    """
    agency = load_agency(store, key.agency_id)
    stored = find_results(store, key.agency_id)
    kept = {each.key: each for each in stored if each.key.instrument_id in instruments}
    if key not in kept:
        raise StoreError(message("Penilaian ini tidak tersimpan."))
    scored = {
        each: score_result(instruments[each.instrument_id], one.content, agency.name)
        for each, one in kept.items()
    }
    result, instrument = scored[key], instruments[key.instrument_id]
    revision = kept[key].revision
    dates = load_cycle(store, key.agency_id, key.year).dates
    return _gather(
        agency=agency.name,
        result=result,
        results=list(scored.values()),
        claim=scored.get(replace(key, stage="self")),
        day=day,
        language=language,
        is_illustrative=agency.is_illustrative,
        target=_find_target(find_targets(store, key.agency_id, key.year), target),
        leads=find_leads(store, key.agency_id, instrument),
        checklist=_load_checklist(store, key, result, day, language),
        evidence=_load_evidence(store, key, result, scored.get(replace(key, stage="self")), day),
        peers=find_report_peers(store, instruments, agency, result),
        interview=dates.get("interview"),
        assessed=dates.get("self"),
        source=(revision.source_name or "") if revision is not None else "",
    )


def gather_single(
    instruments: Mapping[str, Instrument],
    result: ScoredResult,
    day: datetime.date,
    language: str = "id",
    target: int | None = None,
    source: str = "",
    is_illustrative: bool = False,
) -> ReportContents:
    """Gather what one assessment alone tells, as a file holds it; what else there is it lacks.

    It is marked as invented where the file says so, and where it is of the sample's province.
    """
    return _gather(
        agency=result.agency,
        result=result,
        results=[result],
        claim=None,
        day=day,
        language=language,
        is_illustrative=is_illustrative or result.agency == ILLUSTRATIVE_AGENCY,
        target=None if target is None else _name_own_target(target),
        leads=read_leads(result.content) if isinstance(result.content, Assessment) else {},
        checklist=ReportChecklist(),
        evidence=ReportEvidence(),
        peers=find_report_peers(None, instruments, None, result),
        interview=None,
        assessed=None,
        source=source,
    )


def _find_target(kept: Sequence[Target], wanted: Target | int | None) -> ReportTarget | None:
    """Find what the distance is measured to: what was asked for, else the year's primary target."""
    if isinstance(wanted, Target):
        kept, wanted = [wanted], wanted.hundredths
    fitting = [t for t in kept if t.hundredths == wanted or (wanted is None and t.is_primary)]
    if fitting:
        found = fitting[0]
        return ReportTarget(found.name, found.source, found.hundredths, found.is_primary)
    return None if wanted is None else _name_own_target(wanted)


def _name_own_target(hundredths: int) -> ReportTarget:
    return ReportTarget("", "", hundredths, is_primary=False)


def _gather(
    *,
    result: ScoredResult,
    results: Sequence[ScoredResult],
    claim: ScoredResult | None,
    language: str,
    target: ReportTarget | None,
    checklist: ReportChecklist,
    leads: Mapping[str, Assignment],
    **others: object,
) -> ReportContents:
    """Work out everything that rests on the result itself."""
    known = find_known_results(results, result)
    last_year = find_previous_final(known, result)
    compared = find_previous_stage(known, result) or last_year
    index = result.exact(result.instrument.root.code)
    aim = None
    if target is not None:
        aim = aim_at_index(target.hundredths)
    elif index is not None:
        aim = aim_at_next_rating(result.instrument, index, result.year)
        target = _name_next_rating(result.instrument, aim, language)
    claim = claim if claim is not None and _may_compare(claim, result) else None
    clarify, improve, recovery = _search_ways(result, claim, aim)
    return ReportContents(
        result=result,
        known=known,
        last_year=last_year,
        compared=compared,
        claim=claim,
        target=target,
        distance=compute_distance(result, target.hundredths, compared) if target else None,
        potentials=rank_result_potentials(result, language),
        leads=leads,
        requirements=load_requirements(result.instrument),
        clarify=clarify,
        improve=improve,
        recovery=recovery,
        actions=_find_actions(clarify, improve, checklist, leads),
        checklist=checklist,
        lacks=_find_lacks(result, target, claim, checklist, others),
        **others,  # type: ignore[arg-type]
    )


def _name_next_rating(
    instrument: Instrument, aim: Aim | None, language: str
) -> ReportTarget | None:
    if aim is None or aim.rating is None:
        return None
    bound = int(Fraction(aim.shown) * 100)
    return ReportTarget(
        aim.rating.names[language], instrument.regulation_short, bound, is_primary=False
    )


def _may_compare(claim: ScoredResult, result: ScoredResult) -> bool:
    return (
        claim is not result and result.stage != "proposal" and isinstance(claim.content, Assessment)
    )


def _search_ways(
    result: ScoredResult, claim: ScoredResult | None, aim: Aim | None
) -> tuple[ReportPlan | None, ReportPlan | None, Fraction | None]:
    """Search what has to come back and what has to rise to reach the aim."""
    content, instrument = result.content, result.instrument
    if aim is None or not isinstance(content, Assessment) or not result.scores.is_complete:
        return None, None, None
    clarify, recovery = None, None
    claimed = claim.content if claim is not None else None
    # After the final result nobody is asked any more.
    claimed = claimed if result.is_interim else None
    if isinstance(claimed, Assessment) and find_disputed(instrument, content, claimed):
        task = make_task(instrument, content, claimed=claimed)
        recovery = find_full_recovery(task, claimed)
        clarify = _search(result, aim, claimed)
    index = result.exact(instrument.root.code)
    improve = None if index is None or index >= aim.exact else _search(result, aim, None)
    return clarify, improve, recovery


def _search(result: ScoredResult, aim: Aim, claimed: Assessment | None) -> ReportPlan:
    assert isinstance(result.content, Assessment)  # noqa: S101  # the caller looked
    task = make_task(result.instrument, result.content, claimed=claimed)
    found = search_plan(task, aim, alternatives=0)
    must_do = dict.fromkeys(move.code for move in found.must_do or ())
    return ReportPlan(task, found.plan, aim.exact, tuple(must_do))


def _find_actions(
    clarify: ReportPlan | None,
    improve: ReportPlan | None,
    checklist: ReportChecklist,
    leads: Mapping[str, Assignment],
) -> list[NextAction]:
    """Take the way by clarification where it reaches the target, else the way by improvement."""
    way = clarify if clarify is not None and clarify.plan.is_reached else improve
    if way is None:
        return []
    return find_next_actions(way.task, way.plan, checklist.items, leads)


def _load_checklist(
    store: Store, key: ResultKey, result: ScoredResult, day: datetime.date, language: str
) -> ReportChecklist:
    found = find_items(store, key.agency_id, key.instrument_id, key.year)
    items = say_items(found, index_wordings(load_requirements(result.instrument)), language)
    if not items:
        return ReportChecklist()
    levels = result.content.levels if isinstance(result.content, Assessment) else {}
    shares = find_shares(store, key.agency_id, key.instrument_id, key.year)
    steps = compute_item_steps(result.instrument, levels, items)
    return ReportChecklist(
        items,
        shares,
        steps,
        compute_backlog(steps, items, day, shares),
        compute_total(steps, items, day),
    )


def _load_evidence(
    store: Store,
    key: ResultKey,
    result: ScoredResult,
    claim: ScoredResult | None,
    day: datetime.date,
) -> ReportEvidence:
    uses = find_uses(store, key.agency_id, key.instrument_id, key.year)
    if not uses:
        return ReportEvidence()
    used = {use.document_id for use in uses}
    documents = [each for each in find_documents(store, key.agency_id) if each.id in used]
    until = find_evidence_day(key.year, day)
    instrument = result.instrument
    place = key.agency_id, instrument, key.year
    supports = load_supports(store, *place, documents, uses, until)
    claimed = (claim or result).content
    supported = compute_supported_index(
        instrument, supports, claimed if isinstance(claimed, Assessment) else None
    )
    return ReportEvidence(documents, uses, supported, until)


def _find_lacks(
    result: ScoredResult,
    target: ReportTarget | None,
    claim: ScoredResult | None,
    checklist: ReportChecklist,
    others: Mapping[str, object],
) -> list[Message]:
    """Say what the data do not hold, so that nobody takes its absence for a result."""
    evidence, content = others["evidence"], result.content
    is_first = result.stage in ("proposal", "self")
    has_levels = isinstance(content, Assessment)
    said = (
        (not has_levels, message("Tingkat tiap indikator tidak diketahui, hanya nilainya.")),
        (
            has_levels and not result.scores.is_complete,
            message("Belum semua indikator bernilai, jadi indeks dan rencana belum ada."),
        ),
        (target is None, message("Tidak ada target yang masih dapat dituju.")),
        (
            claim is None and not is_first,
            message("Penilaian mandiri tahun ini tidak tersimpan, jadi klaim tidak dibandingkan."),
        ),
        (not checklist.items, message("Checklist tahun ini masih kosong.")),
        (
            isinstance(evidence, ReportEvidence) and not evidence.uses,
            message("Bukti dukung tahun ini belum dicatat."),
        ),
        (others["peers"] is None, message("Tidak ada hasil terbit untuk dibandingkan.")),
        (others["interview"] is None, message("Tanggal interviu belum dicatat.")),
    )
    return [sentence for is_lacking, sentence in said if is_lacking]
