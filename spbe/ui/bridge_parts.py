"""Bekal untuk Pemdi: what the indicators of now bring to the next instrument, and what is new.

Indicators and documents are related, never levels: no index is converted, and the page says why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spbe.analysis.level_bands import LevelBand, find_band_bounds, is_in_band
from spbe.analysis.results import ScoredResult, sort_results
from spbe.catalogue.inheritance import Inheritance, InheritanceLink, load_inheritance
from spbe.catalogue.instrument_changes import InstrumentChange, load_instrument_changes
from spbe.model.assessment import OFFICIAL_STAGES
from spbe.model.instrument import Instrument, Node
from spbe.text.terms import STAGE_NAMES
from spbe.text.translator import Message, message
from spbe.ui.canvas import st
from spbe.ui.labels import escape_label
from spbe.ui.markup import escape_markdown
from spbe.ui.shell import Page, show_link
from spbe.ui.source_note import show_source_note
from spbe.ui.stage_parts import format_result
from spbe.ui.state import choose_part
from spbe.ui.tables import show_table

PARTS = {
    "new": message("Menurut indikator Pemdi"),
    "old": message("Menurut indikator SPBE"),
}
LEVELS = {
    "any": message("Semua tingkat"),
    "high": message("Tingkat kita tinggi"),
    "low": message("Tingkat kita rendah"),
}
_CONFIDENCE: Mapping[str, Message] = {
    "high": message("keyakinan tinggi"),
    "medium": message("keyakinan sedang"),
    "low": message("keyakinan rendah"),
}


@dataclass(frozen=True, slots=True)
class Bridge:
    """What carries over between two instruments, with our own levels of the old one."""

    old: Instrument
    new: Instrument
    inheritance: Inheritance
    own: ScoredResult | None
    """The newest result of ours with levels of the old instrument."""
    example: InstrumentChange | None
    """How the index of one agency changed between the two."""

    def level(self, link: InheritanceLink) -> int | None:
        return self.own.level_units(link.old_code) if self.own else None

    def find_links(self, levels: LevelBand, new_code: str | None = None) -> list[InheritanceLink]:
        """Find the links whose level of ours is as high or low as asked; all, or to one leaf."""
        links = self.inheritance.links
        if new_code is not None:
            links = tuple(self.inheritance.find_links_to(new_code))
        return [link for link in links if is_in_band(self.old, self.level(link), levels)]


def find_bridge(page: Page) -> Bridge | None:
    """Find the newest instrument that something carries over to; None where there is none."""
    pairs = page.snapshot.keep(("inheritance",), lambda: _load_pairs(page.instruments))
    if not pairs:
        return None
    inheritance = pairs[-1]
    old, new = page.instruments[inheritance.old_id], page.instruments[inheritance.new_id]
    own = [
        kept.scored
        for kept in page.view.results
        if kept.scored.instrument.id == old.id
        and kept.scored.has_levels
        and kept.scored.stage in OFFICIAL_STAGES
    ]
    until = (page.view.year or 0, page.view.stage or "final")
    known = sort_results(own, until)
    changes = page.snapshot.keep(("instrument changes",), load_instrument_changes)
    example = next((c for c in changes if (c.old_id, c.new_id) == (old.id, new.id)), None)
    return Bridge(old, new, inheritance, known[-1] if known else None, example)


def _load_pairs(instruments: Mapping[str, Instrument]) -> tuple[Inheritance, ...]:
    ordered = sorted(instruments.values(), key=lambda instrument: instrument.first_year)
    found = [load_inheritance(old, new) for new in ordered for old in ordered if old is not new]
    return tuple(inheritance for inheritance in found if inheritance is not None)


def show_no_bridge(page: Page) -> None:
    """Say that no instrument follows that anything is known of."""
    st.info(page.text("Belum ada instrumen berikutnya yang keterkaitannya dicatat."))


def show_findings(page: Page, bridge: Bridge) -> None:
    """Say how much carries over, why there is no number, and how sure all of it is."""
    text, inheritance = page.text, bridge.inheritance
    speaking = {link.old_code for link in inheritance.links}
    reached = {link.new_code for link in inheritance.links}
    st.markdown(
        text(
            "**{n} dari {old} indikator {old_regulation} punya dokumen yang berbicara untuk "
            "{reached} dari {new} indikator {new_regulation}.** Setiap indikator baru tetap "
            "meminta hal yang belum pernah dinilai.",
            n=len(speaking),
            old=len(bridge.old.leaves),
            old_regulation=bridge.old.regulation_short,
            reached=len(reached),
            new=len(bridge.new.leaves),
            new_regulation=bridge.new.regulation_short,
        )
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        said = [text("Tanpa indeks perkiraan. Keterkaitannya penilaian kami, bukan ketetapan.")]
        if bridge.new.is_secondary:
            said.append(text("Struktur dan bobotnya dari sumber sekunder."))
        st.caption(" ".join(said), width="content")
        with st.popover(text("Mengapa, dan dari mana"), type="tertiary"):
            _show_reasons(page, bridge)


def _show_reasons(page: Page, bridge: Bridge) -> None:
    """Say why there is no number, what happened to one agency, and how sure all of it is."""
    text = page.text
    st.markdown(
        text(
            "Halaman ini sengaja tidak menghitung indeks perkiraan, juga tidak rentangnya: "
            "susunan, bobot, dan kriterianya lain. Angka apa pun di sini akan dibaca sebagai "
            "ramalan."
        )
    )
    if bridge.example is not None:
        st.markdown(
            escape_markdown(
                text(
                    "Contoh satu kabupaten: {old_index} {old} ({old_name}), lalu {new_index} {new} "
                    "({new_name}, {stage}).",
                    old_index=bridge.old.names["index"][text.language],
                    old=text.score(bridge.example.old_index),
                    old_name=bridge.old.regulation_short,
                    new_index=bridge.new.names["index"][text.language],
                    new=text.score(bridge.example.new_index),
                    new_name=bridge.new.regulation_short,
                    stage=text(STAGE_NAMES[bridge.example.new_stage]),
                )
            )
        )
    st.markdown(
        text(
            "Keterkaitan ini penilaian kami dari nama dan kriteria indikator, bukan ketetapan "
            "kementerian; keyakinannya ditulis di tiap baris."
        )
    )
    show_source_note(page, bridge.new)


def choose_levels(page: Page, bridge: Bridge) -> LevelBand:
    """Ask which of our levels shall be shown; all, where we have none of the old instrument."""
    text = page.text
    if bridge.own is None:
        st.caption(
            text(
                "Tingkat kita belum ada: belum ada penilaian {regulation} dengan tingkat "
                "kematangan.",
                regulation=bridge.old.regulation_short,
            )
        )
        show_link(page, "upload", text("Unggah Excel"), icon=":material/upload_file:")
        return "any"
    levels: LevelBand = choose_part(text, "ours", LEVELS)  # type: ignore[assignment]
    low, high = find_band_bounds(bridge.old)
    name = format_result(text, bridge.own)
    st.caption(
        text(
            "Tingkat kita: {result}. Tinggi: {high} ke atas; rendah: {low} ke bawah.",
            result=name,
            high=text.level(high, bridge.old.level_decimals),
            low=text.level(low, bridge.old.level_decimals),
        )
    )
    return levels


def show_by_new(page: Page, bridge: Bridge, levels: LevelBand) -> None:
    """Draw the new indicators by aspect, each aspect to be opened: what speaks to it, what is new.

    Where only some of our levels are asked for, what has none of them is left out.
    """
    text, new = page.text, bridge.new
    by_parent: dict[str, list[tuple[Node, list[InheritanceLink]]]] = {}
    for leaf in new.leaves:
        links = bridge.find_links(levels, leaf.code)
        if links or levels == "any":
            by_parent.setdefault(leaf.parent or "", []).append((leaf, links))
    if not by_parent:
        st.info(text("Tidak ada baris yang cocok dengan filter."))
    for code, entries in by_parent.items():
        above = new.node_by_code[code or new.root.code]
        label = text(
            "{aspect}: {n} indikator, {documents} dokumen",
            aspect=f"{above.code} {above.names[text.language]}",
            n=len(entries),
            documents=sum(len(links) for _, links in entries),
        )
        with st.expander(escape_label(label)):
            for leaf, links in entries:
                _show_new(page, bridge, leaf, links)


def _show_new(page: Page, bridge: Bridge, leaf: Node, links: Sequence[InheritanceLink]) -> None:
    with st.container(border=True, gap="xsmall"):
        left, right = st.columns([2, 3])
        left.markdown(_describe_new(page, bridge, leaf))
        lines = [_describe_link(page, bridge, link) for link in links]
        nothing = page.text("Belum ada dokumen lama yang berbicara ke sini.")
        right.markdown("\n".join(lines) or nothing)


def _describe_new(page: Page, bridge: Bridge, leaf: Node) -> str:
    name = escape_markdown(leaf.names[page.text.language])
    said = f"**{leaf.number} {name}**"
    novelty = bridge.inheritance.novelties.get(leaf.code)
    if novelty is not None:
        said += "  \n" + page.text(
            "Baru: {what}", what=escape_markdown(novelty[page.text.language])
        )
    return said


def _describe_link(page: Page, bridge: Bridge, link: InheritanceLink) -> str:
    text = page.text
    node = bridge.old.node_by_code[link.old_code]
    units = bridge.level(link)
    level = f"{text.dots(units, bridge.old.level_maximum)} " if units is not None else ""
    documents = escape_markdown(link.documents[text.language])
    name = escape_markdown(node.names[text.language])
    return (
        f"- {level}{node.number} {name}: {documents} :gray[({text(_CONFIDENCE[link.confidence])})]"
    )


def show_table_of_links(page: Page, bridge: Bridge, levels: LevelBand, by: str) -> None:
    """List every link with both indicators, our level and the documents, to be downloaded."""
    text = page.text
    links = bridge.find_links(levels)
    if by == "old":
        place = {code: number for number, code in enumerate(bridge.old.leaf_codes)}
        links.sort(key=lambda link: place[link.old_code])
    title = text("Bekal untuk Pemdi")
    level = text("Tingkat kita")
    show_table(
        page,
        [_make_row(page, bridge, link, level) for link in links],
        f"bridge-{by}",
        title,
        {level: bridge.old.level_decimals},
    )
    if by == "old" and levels == "any":
        _show_unused(page, bridge, links)


def _make_row(page: Page, bridge: Bridge, link: InheritanceLink, level: str) -> dict[str, object]:
    text, language = page.text, page.text.language
    old, new = bridge.old.node_by_code[link.old_code], bridge.new.node_by_code[link.new_code]
    units = bridge.level(link)
    novelty = bridge.inheritance.novelties.get(link.new_code)
    return {
        text("Indikator SPBE"): f"{old.number} {old.names[language]}",
        level: None if units is None else units / bridge.old.level_scale,
        text("Dokumen yang ada"): link.documents[language],
        text("Indikator Pemdi"): f"{new.number} {new.names[language]}",
        text("Keyakinan"): text(_CONFIDENCE[link.confidence]),
        text("Yang baru"): novelty[language] if novelty else "",
    }


def _show_unused(page: Page, bridge: Bridge, links: Sequence[InheritanceLink]) -> None:
    text = page.text
    speaking = {link.old_code for link in links}
    unused = [leaf for leaf in bridge.old.leaves if leaf.code not in speaking]
    if unused:
        names = text.list([f"{leaf.number} {leaf.names[text.language]}" for leaf in unused])
        st.caption(escape_markdown(text("Tanpa kaitan langsung: {names}.", names=names)))
