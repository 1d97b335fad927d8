"""Our place among the others: the strip, the domains, every rank, and the list behind them."""

from __future__ import annotations

from spbe.analysis.benchmark import Peer, compute_standing, find_misprinted
from spbe.analysis.change_words import name_result
from spbe.charts.peer_profile import describe_profile, plot_profile
from spbe.charts.peers import describe_peers, find_peer, plot_peers, shorten_agency
from spbe.jobs.peer_place import (
    SUGGESTED,
    find_likely_names,
    find_misprints,
    say_share_below,
)
from spbe.jobs.peers import find_peer_name
from spbe.text.translator import Translator
from spbe.ui.benchmark_state import GROUPS, Comparison, name_group
from spbe.ui.canvas import st
from spbe.ui.figures import show_clickable_figure, show_figure
from spbe.ui.markup import escape_markdown
from spbe.ui.shell import Page, show_link
from spbe.ui.tables import show_table

_FEW = 5


def show_no_peers(page: Page) -> None:
    """Say that there is nobody to compare with."""
    st.info(page.text("Belum ada hasil terbit instansi lain. Unggah hasil terbit lebih dulu."))
    show_link(page, "upload", page.text("Unggah Excel"), icon=":material/upload_file:")


def show_basis(page: Page, comparison: Comparison) -> None:
    """Say whose figures are compared with what wherever they are not both published ones."""
    text, view = page.text, page.view
    said = []
    if view.instrument is not None and view.instrument.id != comparison.instrument.id:
        said.append(
            text(
                "{regulation}: belum ada hasil terbit instansi lain. Yang ditampilkan {index} "
                "{year}; kedua indeks tidak dapat dibandingkan.",
                regulation=view.instrument.regulation_short,
                index=comparison.instrument.names["index"][text.language],
                year=comparison.year,
            )
        )
    if comparison.own is None:
        said.append(
            text(
                "{agency} tidak ada di antara hasil terbit {year} dan belum mempunyai indeks "
                "sendiri dengan instrumen ini.",
                agency=comparison.name,
                year=comparison.year,
            )
        )
    elif comparison.source is not None:
        said.append(
            text(
                "{agency} tidak ada di antara hasil terbit {year}. Yang dibandingkan angkanya "
                "sendiri, {result}; peringkatnya seandainya ikut.",
                agency=comparison.name,
                year=comparison.year,
                result=name_result(comparison.source, text),
            )
        )
    elif view.stage != "final" or view.year != comparison.year:
        said.append(
            text("Yang dibandingkan hasil akhir yang terbit untuk {year}.", year=comparison.year)
        )
    likely = _find_likely_names(page, comparison)
    if likely:
        said.append(
            text(
                "Mungkin di sana bernama {names}; bila sama, pakai nama itu saat mengunggah.",
                names="; ".join(likely),
            )
        )
    if said:
        st.caption(escape_markdown(" ".join(said)))
    if comparison.own is not None:
        show_misprints(page, comparison, [comparison.own])


def _find_likely_names(page: Page, comparison: Comparison) -> list[str]:
    """Find what we may be called among the published results that do not know our name."""
    agency = page.view.agency
    if agency is None or agency.is_illustrative:
        return []
    if find_peer_name(comparison.peers, agency.name) is not None:
        return []
    return find_likely_names(comparison.peers, agency.name)[:SUGGESTED]


def show_place(page: Page, comparison: Comparison, code: str, group: list[Peer]) -> None:
    """Draw the group as a strip with our mark, and our domains beside median and best."""
    text, instrument, guest = page.text, comparison.instrument, comparison.guest
    if not group:
        st.info(_say_no_group(page, comparison, code))
        if code == "region" and not comparison.region:
            section = text("Instansi dan OPD")
            show_link(page, "settings", text("Pengaturan"), section=section)
        return
    name, root = name_group(text, comparison, code), instrument.root.code
    left, right = st.columns([3, 2])
    with left:
        clicked = show_clickable_figure(
            page,
            plot_peers(
                group,
                comparison.name,
                instrument,
                text,
                page.theme,
                group_name=name,
                guest=guest,
            ),
            f"peers-{code}",
            " ".join((text("Sebaran instansi"), code)),
            describe_peers(group, comparison.name, root, name, text, guest),
        )
        peer = find_peer(group, clicked) if clicked else None
        if peer is not None:
            st.caption(escape_markdown(_describe_peer(page, comparison, peer)))
        elif comparison.own is not None:
            _show_equals(page, comparison, group)
    with right:
        if not any(comparison.own and comparison.own.figure(c) for c in comparison.domain_codes):
            st.info(text("Perbandingan per domain perlu nilai domain yang terbit."))
            return
        show_figure(
            page,
            plot_profile(group, comparison.name, instrument, text, page.theme, guest=guest),
            "profile",
            text("Profil dan median"),
            describe_profile(group, comparison.name, instrument, text, guest),
        )


def _show_equals(page: Page, comparison: Comparison, group: list[Peer]) -> None:
    """Name who shares our rank, and say the share of the group below us."""
    text, root = page.text, comparison.instrument.root.code
    standing = compute_standing(group, comparison.name, root, comparison.guest)
    if standing is None:
        return
    said = [say_share_below(standing, text)]
    same = [shorten_agency(p.agency) for p in group if p.figure(root) == standing.figure]
    others = sorted(name for name in same if name != shorten_agency(comparison.name))
    if others and len(others) <= _FEW:
        said.append(text("Nilai sama: {names}.", names=text.list(others)))
    st.caption(escape_markdown(" ".join(said)))


def show_misprints(page: Page, comparison: Comparison, peers: list[Peer]) -> None:
    """Say which printed figures cannot be, and that they are left out."""
    said = [
        page.text(problem.message)
        for peer in peers
        for problem in find_misprints(peer, comparison.instrument)
    ]
    if said:
        st.caption(escape_markdown(" ".join(said)))


def _write_figure(text: Translator, peer: Peer, code: str) -> str:
    """Write a printed figure; one that cannot be stands there as printed, and is marked."""
    if code in peer.misprints:
        return text("{printed} (salah cetak)", printed=text.score(peer.misprints[code]))
    return text.score(peer.figure(code))


def _describe_peer(page: Page, comparison: Comparison, peer: Peer) -> str:
    text, instrument = page.text, comparison.instrument
    figures = [
        f"{node.code} {_write_figure(text, peer, node.code)}"
        for node in instrument.children[instrument.root.code]
    ]
    index = text.score(peer.figure(instrument.root.code))
    return f"{shorten_agency(peer.agency)}: {index} · {' · '.join(figures)}"


def _say_no_group(page: Page, comparison: Comparison, code: str) -> str:
    if code == "chosen":
        return page.text("Pilih instansi yang ingin dibandingkan.")
    if code == "region" and not comparison.region:
        return page.text(
            "Wilayah instansi ini belum dicatat; isi di Pengaturan, bagian “Instansi dan OPD”."
        )
    return page.text("Belum ada hasil terbit instansi lain untuk pilihan ini.")


def show_standings(page: Page, comparison: Comparison, chosen: list[str]) -> None:
    """List our place in every group at once."""
    text, root = page.text, comparison.instrument.root.code
    rows = []
    for code in GROUPS:
        group = comparison.find_group(code, chosen)
        standing = compute_standing(group, comparison.name, root, comparison.guest)
        if standing is None:
            continue
        rows.append(
            {
                text("Kelompok"): name_group(text, comparison, code),
                text("Peringkat"): standing.rank,
                text("Sama"): standing.tied - 1,
                text("Dari banyaknya"): standing.of,
                text("Persentil"): float(standing.percentile * 100),
                text("Median"): standing.median / 100,
                text("Tertinggi"): standing.best / 100,
            }
        )
    if not rows:
        return
    title = text("Peringkat di tiap kelompok")
    st.markdown(f"**{title}**")
    digits = dict.fromkeys(
        (text("Peringkat"), text("Sama"), text("Dari banyaknya"), text("Persentil")), 0
    ) | {text("Median"): 2, text("Tertinggi"): 2}
    show_table(page, rows, "standings", title, digits)
    st.caption(
        text(
            "Peringkat: 1 + banyaknya instansi dengan indeks terbit lebih tinggi. Persentil: "
            "bagian kelompok dengan indeks lebih rendah [%]."
        )
    )


def show_list(page: Page, comparison: Comparison, group: list[Peer]) -> None:
    """List the whole group in the order of the index, to be downloaded."""
    text, instrument = page.text, comparison.instrument
    root = instrument.root.code
    known = sorted(
        (p for p in group if p.figure(root) is not None),
        key=lambda p: (-(p.figure(root) or 0), p.agency),
    )
    with st.expander(text("Semua instansi dalam kelompok ({n})", n=len(known))):
        rows = []
        for peer in known:
            standing = compute_standing(group, peer.agency, root)
            scores = {c: peer.figure(c) for c in comparison.domain_codes}
            rows.append(
                {
                    text("Peringkat"): standing.rank if standing else None,
                    text("Instansi"): shorten_agency(peer.agency),
                    text("Jenis"): peer.kind,
                    text("Wilayah"): peer.region,
                    text("Indeks"): (peer.figure(root) or 0) / 100,
                    **{c: None if s is None else s / 100 for c, s in scores.items()},
                }
            )
        digits = {text("Peringkat"): 0} | dict.fromkeys(
            [text("Indeks"), *comparison.domain_codes], 2
        )
        show_table(page, rows, "peers-table", text("Hasil terbit"), digits)
        show_misprints(page, comparison, find_misprinted(known))
        sources = sorted({peer.result.source for peer in known if peer.result.source})
        if sources:
            st.caption(
                escape_markdown(text("Sumber: {sources}.", sources="; ".join(sources[:_FEW])))
            )
