"""Find whom a report compares an agency with."""

from __future__ import annotations

from collections.abc import Mapping

from spbe.analysis.benchmark import Peer, compute_standing, find_group
from spbe.analysis.results import ScoredResult
from spbe.jobs.import_plan import guess_kind
from spbe.jobs.peers import find_peer_name, load_peers
from spbe.model.assessment import PublishedResult
from spbe.model.instrument import Instrument
from spbe.reports.contents import ReportPeers
from spbe.store.agencies import find_agencies
from spbe.store.assessments import find_results
from spbe.store.database import Store
from spbe.store.records import Agency


def find_report_peers(
    store: Store | None,
    instruments: Mapping[str, Instrument],
    agency: Agency | None,
    result: ScoredResult,
) -> ReportPeers | None:
    """Find the agencies of the same kind in the result's year, else in the latest one before.

    Only years of the same instrument compare. None where nothing was published, the kind of agency
    is not known, or the result has no index.
    """
    instrument, root = result.instrument, result.instrument.root.code
    if result.hundredths(root) is None:
        return None
    stored = find_results(store) if store is not None else ()
    agencies = find_agencies(store) if store is not None else ()
    every = load_peers(instruments, stored, agencies)
    peers = [peer for peer in every if peer.result.instrument_id == instrument.id]
    years = {peer.result.year for peer in peers if peer.result.year <= result.year}
    if not years:
        return None
    year = max(years)
    is_invented = agency is not None and agency.is_illustrative
    known = None if is_invented else find_peer_name(peers, result.agency)
    like = next((peer for peer in peers if peer.agency == known), None)
    own = next((p for p in peers if p.agency == known and p.result.year == year), None)
    is_published = own is not None and _is_published(result, own)
    if own is None or not is_published:
        own = _make_guest(result, agency, like)
    group = find_group(peers, year, kind=own.kind) if own.kind else []
    # Beside what it was published with, a result of ours would count twice.
    group = [peer for peer in group if is_published or peer.agency != own.agency]
    if not group:
        return None
    codes = [root, *(node.code for node in instrument.children[root])]
    guest = None if is_published else own
    standings = {code: compute_standing(group, own.agency, code, guest) for code in codes}
    found = {code: standing for code, standing in standings.items() if standing is not None}
    return ReportPeers(year, own.kind, group, own, not is_published, found) if found else None


def _is_published(result: ScoredResult, own: Peer) -> bool:
    """Tell whether a result is the very one that was published; an equal index is no proof."""
    if result.is_interim or result.year != own.result.year:
        return False
    figures = own.result.hundredths.items()
    return all(result.hundredths(code) in (None, figure) for code, figure in figures)


def _make_guest(result: ScoredResult, agency: Agency | None, like: Peer | None) -> Peer:
    codes = [node.code for node in result.instrument.inner_nodes]
    figures = {code: n for code in codes if (n := result.hundredths(code)) is not None}
    name = like.agency if like else result.agency
    kind = like.kind if like else (agency and agency.kind) or guess_kind(name) or ""
    region = like.region if like else (agency and agency.region) or ""
    published = PublishedResult(result.instrument.id, name, result.year, result.stage, figures)
    return Peer(published, kind, region)
