"""Where a published agency stands among its kind, as plain values and as text."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spbe.analysis.benchmark import Peer, Standing, compute_standing, find_group
from spbe.jobs.agency_names import simplify_agency_name
from spbe.jobs.comparing import write_hundredths
from spbe.jobs.peers import find_peer_name
from spbe.model.instrument import Instrument
from spbe.text.translator import Translator, message
from spbe.workbooks.reading import Problem

_SUGGESTED = 3


@dataclass(frozen=True, slots=True)
class Place:
    """The published figures of an agency and year with their places among the same kind."""

    peer: Peer
    instrument: Instrument
    standings: Mapping[str, Standing]
    """By node code: the index, and the domains that were published."""
    equals: tuple[str, ...]
    """The other agencies with the same index."""

    @property
    def standing(self) -> Standing:
        return self.standings[self.instrument.root.code]


def find_place(
    peers: Sequence[Peer], instruments: Mapping[str, Instrument], name: str, year: int
) -> tuple[Place | None, list[Problem]]:
    """Find the place of an agency in a year, or say why there is none."""
    known = find_peer_name(peers, name)
    if known is None:
        return None, [_say_unknown(peers, name)]
    found = [p for p in peers if p.agency == known and p.result.year == year]
    peer = next((p for p in found if p.figure(_root(instruments, p)) is not None), None)
    if peer is None:
        years = sorted({p.result.year for p in peers if p.agency == known})
        sentence = message(
            "{agency} tidak mempunyai indeks terbit untuk {year}. Yang terbit: {years}.",
            agency=known,
            year=year,
            years=", ".join(map(str, years)),
        )
        return None, [Problem("error", "year-unknown", sentence, found=str(year))]
    instrument = instruments[peer.result.instrument_id]
    same = [p for p in peers if p.result.instrument_id == instrument.id]
    group = find_group(same, year, kind=peer.kind)
    root = instrument.root.code
    codes = [root, *(node.code for node in instrument.children[root])]
    places = {code: compute_standing(group, known, code) for code in codes}
    equals = sorted(p.agency for p in group if p.figure(root) == peer.figure(root))
    return (
        Place(
            peer,
            instrument,
            {code: place for code, place in places.items() if place is not None},
            tuple(agency for agency in equals if agency != known),
        ),
        [],
    )


def _root(instruments: Mapping[str, Instrument], peer: Peer) -> str:
    return instruments[peer.result.instrument_id].root.code


def _say_unknown(peers: Sequence[Peer], name: str) -> Problem:
    by_name = {simplify_agency_name(peer.agency): peer.agency for peer in peers}
    wanted = simplify_agency_name(name)
    close = [plain for plain in by_name if wanted and wanted in plain]
    close = close or difflib.get_close_matches(wanted, by_name, _SUGGESTED)
    sentence = message('"{name}" tidak ada di antara hasil terbit.', name=name)
    if close:
        sentence = message(
            '"{name}" tidak ada di antara hasil terbit. Mungkin maksudnya: {names}.',
            name=name,
            names="; ".join(by_name[plain] for plain in close[:_SUGGESTED]),
        )
    return Problem("error", "agency-unknown", sentence, found=name)


def build_place(place: Place) -> dict[str, Any]:
    """Give a place as plain values. The percentile is the share with a lower index [0-1]."""
    root = place.instrument.root.code
    own = _build_standing(place.standing)
    index = own.pop("score")
    domains = {c: _build_standing(s) for c, s in place.standings.items() if c != root}
    return {
        "agency": place.peer.agency,
        "year": place.peer.result.year,
        "instrument": place.instrument.id,
        "index": index,
        **own,
        "kind": place.peer.kind,
        "equals": list(place.equals),
        "domains": domains,
        "problems": [],
    }


def _build_standing(standing: Standing) -> dict[str, Any]:
    return {
        "score": write_hundredths(standing.figure),
        "rank": standing.rank,
        "tied": standing.tied,
        "of": standing.of,
        "percentile": round(float(standing.percentile), 4),
        "median": write_hundredths(standing.median),
        "best": write_hundredths(standing.best),
    }


def format_place(place: Place, text: Translator) -> str:
    """Write a place for people: a line for the index, one for each domain."""
    head = f"{place.peer.agency} · {place.peer.result.year} · {place.peer.kind}"
    lines = [head]
    for code, standing in place.standings.items():
        node = place.instrument.node_by_code[code]
        name = (
            node.names[text.language]
            if node.parent is None
            else (f"{code}  {node.names[text.language]}")
        )
        said = text(
            "{score}, peringkat {rank} dari {of}, median {median}, tertinggi {best}",
            score=text.score(standing.figure),
            rank=standing.rank,
            of=standing.of,
            median=text.score(standing.median),
            best=text.score(standing.best),
        )
        lines.append(f"{name}: {said}")
    if place.equals:
        lines.append(text("Nilai sama: {names}.", names=text.list(list(place.equals))))
    percent = text.decimal(place.standing.percentile * 100, 0)
    lines.append(text("Indeks lebih tinggi daripada {percent} % kelompok ini.", percent=percent))
    return "\n".join(lines)
