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
from spbe.jobs.score_text import format_problem
from spbe.jobs.scoring import build_problems
from spbe.model.instrument import Instrument
from spbe.text.figures import say_score
from spbe.text.translator import Translator, message
from spbe.workbooks.reading import Problem

SUGGESTED = 3
_SIMILAR = 0.75
"""From this share of common letters on a name is suggested; below it they are other agencies."""


@dataclass(frozen=True, slots=True)
class Place:
    """The published figures of an agency and year with their places among the same kind."""

    peer: Peer
    instrument: Instrument
    standings: Mapping[str, Standing]
    """By node code: the index, and the domains that were published."""
    equals: tuple[str, ...]
    """The other agencies with the same index."""
    problems: tuple[Problem, ...] = ()
    """Warnings about what was asked and what was printed."""

    @property
    def standing(self) -> Standing:
        return self.standings[self.instrument.root.code]


def find_place(
    peers: Sequence[Peer], instruments: Mapping[str, Instrument], name: str, year: int
) -> tuple[Place | None, list[Problem]]:
    """Find the place of an agency in a year, or say why there is none."""
    known, taken = find_peer_name(peers, name), []
    if known is None:
        likely = find_likely_names(peers, name)
        if len(likely) != 1 or likely != _find_holding(peers, name):
            return None, [_say_unknown(name, likely)]
        known = likely[0]
        taken = [_say_taken(name, known)]
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
            (*taken, *find_misprints(peer, instrument)),
        ),
        [],
    )


def _root(instruments: Mapping[str, Instrument], peer: Peer) -> str:
    return instruments[peer.result.instrument_id].root.code


def find_misprints(peer: Peer, instrument: Instrument) -> list[Problem]:
    """Say of each figure that was printed and cannot be what rests on it."""
    root = instrument.root.code
    return [
        Problem(
            "warning",
            "misprint",
            message(
                "{agency} {year}: {code} tercetak {printed}, padahal skalanya {low}–{high}. Salah "
                "cetak ini tidak dipakai, dan indeks {index} yang bertumpu padanya tidak ikut "
                "dalam perubahan antartahun.",
                agency=peer.agency,
                year=peer.result.year,
                code=code,
                printed=say_score(printed),
                low=instrument.level_minimum,
                high=instrument.level_maximum,
                index=say_score(peer.result.hundredths[root]),
            ),
            found=write_hundredths(printed),
            code=code,
        )
        for code, printed in peer.misprints.items()
    ]


def find_likely_names(peers: Sequence[Peer], name: str) -> list[str]:
    """Find what an agency that the peers do not know may be called there, the likeliest first.

    Those whose names hold the one that was given, else those spelled much like it.
    """
    return _find_holding(peers, name) or _find_spelled_alike(peers, name)


def _find_holding(peers: Sequence[Peer], name: str) -> list[str]:
    """Find the agencies whose names hold, in whole words, the one that was given."""
    wanted = f" {simplify_agency_name(name)} "
    by_name = {simplify_agency_name(peer.agency): peer.agency for peer in peers}
    return [
        agency for plain, agency in by_name.items() if wanted.strip() and wanted in f" {plain} "
    ]


def _find_spelled_alike(peers: Sequence[Peer], name: str) -> list[str]:
    by_name = {simplify_agency_name(peer.agency): peer.agency for peer in peers}
    close = difflib.get_close_matches(simplify_agency_name(name), by_name, SUGGESTED, _SIMILAR)
    return [by_name[plain] for plain in close]


def _say_taken(name: str, agency: str) -> Problem:
    sentence = message(
        '"{name}" dibaca sebagai {agency}, satu-satunya yang namanya memuatnya.',
        name=name,
        agency=agency,
    )
    return Problem("warning", "agency-taken", sentence, found=name)


def _say_unknown(name: str, close: Sequence[str]) -> Problem:
    sentence = message('"{name}" tidak ada di antara hasil terbit.', name=name)
    if close:
        sentence = message(
            '"{name}" tidak ada di antara hasil terbit. Mungkin maksudnya: {names}.',
            name=name,
            names="; ".join(close[:SUGGESTED]),
        )
    return Problem("error", "agency-unknown", sentence, found=name)


def build_place(place: Place, text: Translator) -> dict[str, Any]:
    """Give a place as plain values. The percentile is the share with a lower index [0-1].

    What is said of it is in the language of `text`.
    """
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
        "problems": build_problems(place.problems, text),
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


def say_share_below(standing: Standing, text: Translator) -> str:
    """Say how many of the group have a lower index, and which share that is."""
    return text(
        "Indeks lebih tinggi daripada {lower} dari {of} instansi ({percent} %).",
        lower=standing.lower,
        of=standing.of,
        percent=text.decimal(standing.percentile * 100, 0),
    )


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
    lines.append(say_share_below(place.standing, text))
    lines += [format_problem(problem, text) for problem in place.problems]
    return "\n".join(lines)
