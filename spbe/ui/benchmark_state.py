"""Where do we stand among the others? What Perbandingan Instansi compares, before it is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spbe.analysis.benchmark import Peer, find_group
from spbe.analysis.results import ScoredResult, sort_results
from spbe.jobs.import_plan import guess_kind
from spbe.jobs.peers import find_peer_name, load_peers
from spbe.model.assessment import OFFICIAL_STAGES, PublishedResult
from spbe.model.instrument import Instrument
from spbe.store.assessments import find_results
from spbe.text.terms import AGENCY_KIND_NAMES
from spbe.text.translator import Message, Translator, message
from spbe.ui.choices import choose_option, choose_several
from spbe.ui.shell import Page
from spbe.ui.state import choose_part

GROUPS: Mapping[str, Message] = {
    "kind": message("Sejenis"),
    "region": message("Sewilayah"),
    "all": message("Semua instansi"),
    "chosen": message("Pilihan sendiri"),
}
MOST_CHOSEN = 40


@dataclass(frozen=True, slots=True)
class Comparison:
    """The published results of one year, and our own figure among or beside them."""

    instrument: Instrument
    year: int
    peers: tuple[Peer, ...]
    """Of all years of the instrument."""
    name: str
    """Ours, as the published results call us, else as the store does."""
    own: Peer | None
    """Our figures; None where there are none for this instrument."""
    guest: Peer | None
    """The same where they are not among the published results of the year."""
    source: ScoredResult | None
    """The result of our own that the guest's figures come from."""

    @property
    def kind(self) -> str:
        return self.own.kind if self.own else ""

    @property
    def region(self) -> str:
        return self.own.region if self.own else ""

    @property
    def domain_codes(self) -> list[str]:
        """The codes of what stands right below the index."""
        return [node.code for node in self.instrument.children[self.instrument.root.code]]

    def find_group(self, code: str, chosen: Sequence[str], year: int | None = None) -> list[Peer]:
        """Find the group of a year, this one by default; empty where we have no such group."""
        year = self.year if year is None else year
        if code == "kind":
            return find_group(self.peers, year, kind=self.kind) if self.kind else []
        if code == "region":
            return find_group(self.peers, year, region=self.region) if self.region else []
        if code == "chosen":
            if not chosen:
                return []
            return find_group(self.peers, year, agencies=[*chosen, self.name])
        return find_group(self.peers, year)


def find_peers(page: Page) -> tuple[Peer, ...]:
    """Find every published result, of all years and instruments."""
    return page.snapshot.keep(("peers",), lambda: tuple(_load_peers(page)))


def choose_comparison(page: Page) -> Comparison | None:
    """Ask for the year that is compared; None where no results were published at all."""
    peers = find_peers(page)
    view, text = page.view, page.text
    editions = {(peer.result.year, peer.result.instrument_id): None for peer in peers}
    ordered = sorted(editions, reverse=True)
    if not ordered or view.instrument is None:
        return None
    wanted = (view.year or 0, view.instrument.id)
    if wanted not in ordered:
        same = [edition for edition in ordered if edition[1] == view.instrument.id]
        wanted = (same or ordered)[0]
    by_code = {_code_edition(edition): edition for edition in ordered}
    chosen = choose_option(
        text,
        "published",
        text("Hasil terbit"),
        {code: _name_edition(page, edition) for code, edition in by_code.items()},
        fallback=_code_edition(wanted),
        width=240,
    )
    year, instrument_id = by_code[chosen]
    of_instrument = tuple(p for p in peers if p.result.instrument_id == instrument_id)
    return _compare(page, page.instruments[instrument_id], year, of_instrument)


def choose_group(page: Page, comparison: Comparison) -> tuple[str, list[str]]:
    """Ask with whom: the group, and the agencies where they are chosen one by one."""
    code = choose_part(page.text, "group", GROUPS)
    chosen: list[str] = []
    if code == "chosen":
        others = [p.agency for p in find_group(comparison.peers, comparison.year)]
        chosen = choose_several(
            "chosen",
            page.text("Dibandingkan dengan"),
            [name for name in others if name != comparison.name],
            max_selections=MOST_CHOSEN,
            placeholder=page.text("Pilih instansi"),
        )
    return code, chosen


def name_group(text: Translator, comparison: Comparison, code: str) -> str:
    """Name a group within a sentence: "provinsi", "instansi di wilayah Lampung"."""
    if code == "kind" and comparison.kind:
        word = AGENCY_KIND_NAMES.get(comparison.kind)
        return comparison.kind.lower() if word is None else text(word)
    if code == "region" and comparison.region:
        return text("instansi di wilayah {region}", region=comparison.region)
    return text("instansi pilihan") if code == "chosen" else text("instansi di Indonesia")


def _code_edition(edition: tuple[int, str]) -> str:
    """Give the code of an edition, as it stands in the address: "2024-permenpanrb-59-2020"."""
    return f"{edition[0]}-{edition[1]}"


def _name_edition(page: Page, edition: tuple[int, str]) -> str:
    year, instrument_id = edition
    return f"{year} · {page.instruments[instrument_id].names['index'][page.text.language]}"


def _load_peers(page: Page) -> list[Peer]:
    peers = load_peers(page.instruments, find_results(page.store), page.snapshot.agencies())
    return [peer for peer in peers if peer.result.instrument_id in page.instruments]


def _compare(
    page: Page, instrument: Instrument, year: int, peers: tuple[Peer, ...]
) -> Comparison | None:
    agency = page.view.agency
    if agency is None:
        return None
    known = None if agency.is_illustrative else find_peer_name(peers, agency.name)
    own = next((p for p in peers if p.agency == known and p.result.year == year), None)
    if own is not None:
        return Comparison(instrument, year, peers, own.agency, own, None, None)
    name = known or agency.name
    source = _find_own(page, instrument, year)
    if source is None:
        return Comparison(instrument, year, peers, name, None, None, None)
    like = next((peer for peer in peers if peer.agency == known), None)
    codes = [node.code for node in instrument.inner_nodes]
    figures = {c: figure for c in codes if (figure := source.hundredths(c)) is not None}
    guest = Peer(
        PublishedResult(instrument.id, name, source.year, source.stage, figures),
        kind=like.kind if like else agency.kind or guess_kind(agency.name) or "",
        region=like.region if like else agency.region or "",
    )
    return Comparison(instrument, year, peers, name, guest, guest, source)


def _find_own(page: Page, instrument: Instrument, year: int) -> ScoredResult | None:
    """Find our own result to compare: the one in view, else the latest official one of the year."""
    root = instrument.root.code
    shown = page.view.result
    results = [
        kept.scored
        for kept in page.view.results
        if kept.scored.instrument.id == instrument.id and kept.scored.hundredths(root) is not None
    ]
    in_view = [r for r in results if shown is not None and r is shown.scored]
    of_year = [r for r in sort_results(results) if r.year == year and r.stage in OFFICIAL_STAGES]
    if in_view and in_view[0].year == year:
        return in_view[0]
    return of_year[-1] if of_year else next(iter(in_view), None)
