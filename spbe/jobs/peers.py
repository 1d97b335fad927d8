"""Gather whom an agency is compared with: the national reports and what users added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from spbe.analysis.benchmark import Peer
from spbe.catalogue.national import load_agency_aliases, load_peer_results
from spbe.catalogue.published import NATIONAL_INSTRUMENT, NationalResult
from spbe.jobs.agency_names import simplify_agency_name
from spbe.model.assessment import PublishedResult
from spbe.model.instrument import Instrument
from spbe.store.records import Agency, StoredResult


def load_peers(
    instruments: Mapping[str, Instrument],
    stored: Iterable[StoredResult] = (),
    agencies: Iterable[Agency] = (),
) -> list[Peer]:
    """Load the published final results of all agencies, in the order of the reports.

    `stored` and `agencies` are what the store keeps: a published final result that users added
    stands in for the shipped one of the same agency, year and instrument; what is illustrative,
    interim or no published result is left out. An added agency that the reports know keeps their
    name, kind and region.
    """
    instrument = instruments.get(NATIONAL_INSTRUMENT)
    shipped = load_peer_results(instrument) if instrument is not None else []
    peers = {_key(row.result): _take(row) for row in shipped}
    known = {simplify_agency_name(peer.agency): peer for peer in peers.values()}
    for old, new in load_agency_aliases().items():
        if peer := known.get(simplify_agency_name(new)):
            known[simplify_agency_name(old)] = peer
    by_id = {agency.id: agency for agency in agencies}
    for result in stored:
        agency = by_id.get(result.key.agency_id)
        content = result.content
        if agency is None or agency.is_illustrative or not isinstance(content, PublishedResult):
            continue
        if content.stage != "final":
            continue
        peer = _make_peer(content, agency, known.get(simplify_agency_name(agency.name)))
        key = _key(peer.result)
        peers[key] = _complete(peer, peers.get(key), instruments)
    return list(peers.values())


def find_peer_name(peers: Sequence[Peer], name: str) -> str | None:
    """Find how the peers call an agency: "Kabupaten X" is "Pemerintah Kab. X" there."""
    aliases = {simplify_agency_name(old): new for old, new in load_agency_aliases().items()}
    wanted = simplify_agency_name(aliases.get(simplify_agency_name(name), name))
    return next(
        (peer.agency for peer in peers if simplify_agency_name(peer.agency) == wanted), None
    )


def _take(row: NationalResult) -> Peer:
    return Peer(row.result, row.kind, row.region or "", row.misprints)


def _make_peer(content: PublishedResult, agency: Agency, known: Peer | None) -> Peer:
    result = replace(content, agency=known.agency if known else agency.name)
    kind = known.kind if known else agency.kind or ""
    region = known.region if known else agency.region or ""
    return Peer(result, kind, region)


def _complete(added: Peer, shipped: Peer | None, instruments: Mapping[str, Instrument]) -> Peer:
    """Keep the printed domains, and what is misprinted, where the index that was added is the
    same."""
    instrument = instruments.get(added.result.instrument_id)
    if shipped is None or instrument is None:
        return added
    root = instrument.root.code
    if added.figure(root) != shipped.figure(root):
        return added
    figures = {**shipped.result.hundredths, **added.result.hundredths}
    misprints = {c: printed for c, printed in shipped.misprints.items() if c not in figures}
    return replace(added, result=replace(added.result, hundredths=figures), misprints=misprints)


def _key(result: PublishedResult) -> tuple[str, str, int]:
    return result.instrument_id, result.agency, result.year
