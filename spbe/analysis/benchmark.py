"""Where an agency stands among the others: ranks, distributions, movers and models to visit.

Everything is decided on printed hundredths, as the published tables are: two agencies that are
printed alike share a rank.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from spbe.model.assessment import PublishedResult
from spbe.model.instrument import Instrument
from spbe.model.scoring import round_half_up, score_published


@dataclass(frozen=True, slots=True)
class Peer:
    """A published final result with the kind and region of its agency."""

    result: PublishedResult
    kind: str
    region: str
    misprints: Mapping[str, int] = field(default_factory=dict)
    """Printed hundredths that no levels can give, by node code. They count in nothing; the index
    beside them rests on them and stays as printed."""

    @property
    def agency(self) -> str:
        return self.result.agency

    def figure(self, code: str) -> int | None:
        """Give the printed score of a node [hundredths], None where it cannot be read or be."""
        return self.result.hundredths.get(code)


@dataclass(frozen=True, slots=True)
class Standing:
    """The place of one figure among all of a group; figures are printed hundredths."""

    figure: int
    rank: int
    """1 + the number strictly higher in print."""
    tied: int
    """How many share the rank, oneself included."""
    of: int
    percentile: Fraction
    """Share of the group with a lower figure [0-1]."""
    median: int
    best: int

    @property
    def lower(self) -> int:
        """How many of the group have a lower figure."""
        return int(self.percentile * self.of)


def find_group(
    peers: Iterable[Peer],
    year: int,
    kind: str | None = None,
    region: str | None = None,
    agencies: Sequence[str] = (),
) -> list[Peer]:
    """Find the peers of a year, narrowed to a kind, a region or chosen agencies."""
    return [
        peer
        for peer in peers
        if peer.result.year == year
        and (kind is None or peer.kind == kind)
        and (region is None or peer.region == region)
        and (not agencies or peer.agency in agencies)
    ]


def compute_standing(
    group: Sequence[Peer], agency: str, code: str, guest: Peer | None = None
) -> Standing | None:
    """Compute the place of an agency for one node; None where its figure is not published.

    A `guest` is no part of the group: its place is told as if it took part, while median and best
    stay those of the group. None where the group is empty or the guest has no figure.
    """
    figures = {p.agency: f for p in group if (f := p.figure(code)) is not None}
    own = figures.get(agency) if guest is None else guest.figure(code)
    if own is None or not figures:
        return None
    values = list(figures.values())
    more = 0 if guest is None else 1
    return Standing(
        figure=own,
        rank=1 + sum(value > own for value in values),
        tied=values.count(own) + more,
        of=len(values) + more,
        percentile=Fraction(sum(value < own for value in values), len(values) + more),
        median=compute_median(values),
        best=max(values),
    )


def compute_median(values: Sequence[int]) -> int:
    """Compute the median of hundredths; between two it is their mean, rounded half up."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return round_half_up(Fraction(ordered[middle - 1] + ordered[middle], 200))


@dataclass(frozen=True, slots=True)
class Movement:
    """How far an agency's index and domains moved between two years [hundredths]."""

    agency: str
    before: int
    after: int
    by_code: Mapping[str, int]

    @property
    def change(self) -> int:
        return self.after - self.before

    @property
    def strongest(self) -> str | None:
        """The domain that moved most in the direction of the index."""
        sign = 1 if self.change >= 0 else -1
        return max(self.by_code, key=lambda code: sign * self.by_code[code], default=None)


def rank_movements(
    instrument: Instrument, before: Sequence[Peer], after: Sequence[Peer]
) -> list[Movement]:
    """Rank the agencies of both years by how far their index rose, the largest rise first.

    Left out is who has a misprint in either year (`find_misprinted`): the index rests on it, so
    how far it moved is not known.
    """
    root = instrument.root.code
    codes = [node.code for node in instrument.children[root]]
    earlier = {peer.agency: peer for peer in before}
    movements = []
    for peer in after:
        old = earlier.get(peer.agency)
        if old is None or old.misprints or peer.misprints:
            continue
        was, now = old.figure(root), peer.figure(root)
        if was is None or now is None:
            continue
        by_code = {
            code: new_figure - old_figure
            for code in codes
            if (new_figure := peer.figure(code)) is not None
            and (old_figure := old.figure(code)) is not None
        }
        movements.append(Movement(peer.agency, was, now, by_code))
    return sorted(movements, key=lambda m: (-m.change, m.agency))


def find_misprinted(peers: Iterable[Peer]) -> list[Peer]:
    """Find whom the published results give a figure that cannot be."""
    return [peer for peer in peers if peer.misprints]


def find_extremes(movements: Sequence[Movement], count: int) -> list[Movement]:
    """Find those that rose most and those that fell most, at most `count` of each.

    `movements` are ranked, and so is what is found; who stayed is in neither.
    """
    risen = [m for m in movements if m.change > 0]
    fallen = [m for m in movements if m.change < 0]
    return risen[:count] + fallen[-count:]


@dataclass(frozen=True, slots=True)
class Model:
    """An agency one rating above whose profile is alike: whom to visit, and for which domain."""

    peer: Peer
    distance: Fraction
    """Sum over the domains of how far they differ after both profiles are centred [hundredths]."""
    ahead: Mapping[str, int]
    """Lead per domain [hundredths]; only domains where it is ahead."""


def find_models(
    instrument: Instrument, group: Sequence[Peer], agency: str, count: int = 5
) -> list[Model]:
    """Find agencies of the group one rating above with the most similar shape of domains."""
    codes = [node.code for node in instrument.children[instrument.root.code]]
    own = next((peer for peer in group if peer.agency == agency), None)
    own_profile = _profile(own, codes) if own is not None else None
    if own is None or own_profile is None:
        return []
    bands = [rating.code for rating in instrument.ratings]
    own_band = _band(instrument, own, bands)
    if own_band is None:
        return []
    models = []
    for peer in group:
        profile = _profile(peer, codes)
        if profile is None or _band(instrument, peer, bands) != own_band + 1:
            continue
        leads = {code: profile[code] - own_profile[code] for code in codes}
        mean = Fraction(sum(leads.values()), len(leads))
        distance = sum((abs(lead - mean) for lead in leads.values()), Fraction(0))
        models.append(Model(peer, distance, {c: lead for c, lead in leads.items() if lead > 0}))
    return sorted(models, key=lambda m: (m.distance, m.peer.agency))[:count]


def _profile(peer: Peer, codes: Sequence[str]) -> dict[str, int] | None:
    """Give the figures of all these nodes, None where one is not readable."""
    figures = {code: figure for code in codes if (figure := peer.figure(code)) is not None}
    return figures if len(figures) == len(codes) else None


def _band(instrument: Instrument, peer: Peer, bands: Sequence[str]) -> int | None:
    equivalent = score_published(instrument, peer.result).equivalent
    return bands.index(equivalent.code) if equivalent else None
