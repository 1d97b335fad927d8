"""How is it computed, by which rules, from which sources, and does it match what was printed?"""

from __future__ import annotations

import pandas as pd

from spbe.model.instrument import Instrument, Node, RatingRule
from spbe.text.terms import GRADED_PARTS, SOURCE_GRADES
from spbe.text.translator import Translator, message
from spbe.ui.cache import load_reproductions
from spbe.ui.canvas import st
from spbe.ui.formula import format_exact, show_formula
from spbe.ui.markup import escape_markdown
from spbe.ui.shell import Page
from spbe.ui.tables import show_table, show_whole_table

PARTS = {
    "rules": message("Rumus dan aturan"),
    "instruments": message("Instrumen dan bobot"),
    "official": message("Hasil resmi"),
}


def show_rules(page: Page) -> None:
    """Say how a score, an index and a rating come about."""
    text = page.text
    left, right = st.columns([3, 2])
    with left:
        st.markdown(text("**Nilai = Σ (bobot × tingkat kematangan) ÷ Σ bobot**"))
        rules = [
            text(
                "Nilai domain, aspek, dan indeks dihitung langsung dari tingkat kematangan "
                "indikator di bawahnya, tidak dari nilai yang sudah dibulatkan."
            ),
            text(
                "Hasil ditulis dua desimal, **angka 5 dibulatkan ke atas**, dari nilai tepat: "
                "3,275 menjadi 3,28."
            ),
            text(
                "Tingkat yang belum diisi bukan 0 dan bukan 1, dan bobotnya tidak dibagikan ke "
                "indikator lain. Penilaian yang belum lengkap tidak punya indeks, hanya kisaran: "
                "yang kosong semuanya terendah sampai semuanya tertinggi."
            ),
            text(
                "**Predikat** hanya ada pada hasil akhir. Sebelumnya angka disebut sementara dan "
                "paling jauh disebut “setara”."
            ),
            text(
                "**Potensi** = bobot × tingkat yang tersisa; **kenaikan berikut** = bobot × satu "
                "tingkat. Yang sama besar ditandai sama."
            ),
            text("Indeks dari instrumen yang berbeda tidak dibandingkan; garis tren terputus."),
        ]
        st.markdown("\n".join(f"- {rule}" for rule in rules))
        _show_rating_rules(page)
    with right:
        result = page.view.result
        if result is not None:
            agency = escape_markdown(result.scored.agency)
            title = text("Contoh dengan angka {agency} {year}", agency=agency, year=result.key.year)
            st.caption(title)
            with st.container(border=True):
                show_formula(page, result, result.scored.instrument.root.code)


def _show_rating_rules(page: Page) -> None:
    """List which index is rated in which year, and whether that was measured."""
    text = page.text
    title = text("Indeks mana yang diberi predikat")
    st.markdown(f"**{title}**")
    st.markdown(
        text(
            "Tidak ada peraturan yang menyebut apakah nilai tepat atau nilai terbit yang diberi "
            "predikat. Aturan di bawah ini diukur dari hasil terbit pada tahun yang disebut, dan "
            "diasumsikan untuk tahun lainnya. Bila keduanya berbeda predikat, layar menyebutkannya."
        )
    )
    rows = [
        row for instrument in page.instruments.values() for row in _list_rules(text, instrument)
    ]
    show_whole_table(page, pd.DataFrame(rows), "rating-rules", title, is_own=False)


def _list_rules(text: Translator, instrument: Instrument) -> list[dict[str, str]]:
    rows, first = [], instrument.first_year
    for rule in instrument.rating_rules:
        ends = [year for year in (rule.last_year, instrument.last_year) if year is not None]
        last = min(ends, default=None)
        if last is not None and last < first:
            continue
        rows.append(
            {
                text("Instrumen"): instrument.regulation_short,
                text("Tahun"): str(first) if last == first else f"{first}–{last or ''}",
                text("Aturan"): _name_rule(text, rule),
                text("Dasar"): _name_ground(text, rule),
            }
        )
        first = (last or first) + 1
    return rows


def _name_rule(text: Translator, rule: RatingRule) -> str:
    return text("nilai terbit (dibulatkan)") if rule.rule == "rounded" else text("nilai tepat")


def _name_ground(text: Translator, rule: RatingRule) -> str:
    if not rule.measured_years:
        return text("diasumsikan")
    years = text.list([str(year) for year in rule.measured_years])
    return text("diukur pada {years}; tahun lain diasumsikan", years=years)


def show_instruments(page: Page) -> None:
    """Show one instrument: regulation, sources, ratings, and every node with its weight."""
    text = page.text
    by_name = {i.regulation_short: i for i in page.instruments.values()}
    names = list(by_name)
    own = page.view.instrument.regulation_short if page.view.instrument else names[-1]
    chosen = st.selectbox(
        text("Instrumen"), names, index=names.index(own), key="instrument", width=360
    )
    instrument = by_name[chosen or own]
    language = text.language
    last = instrument.last_year or ""
    st.markdown(
        f"**{escape_markdown(instrument.names['index'][language])}** · "
        f"{escape_markdown(instrument.regulation)} · "
        f"{instrument.first_year}–{last}"
    )
    left, right = st.columns([2, 3])
    with left:
        grades = [
            f"- {text(GRADED_PARTS[part])}: {text(SOURCE_GRADES[grade])}"
            for part, grade in instrument.source_grades.items()
            if part in GRADED_PARTS and grade in SOURCE_GRADES
        ]
        title = text("Sumber")
        st.markdown("\n".join([f"**{title}**", "", *grades]))
        if "secondary" in instrument.source_grades.values():
            st.caption(
                text(
                    "Yang dari sumber sekunder dapat berubah setelah peraturannya sendiri terbaca."
                )
            )
        _show_ratings(page, instrument)
    with right:
        rows = [
            {
                text("Kode"): node.code,
                text("Nama"): node.names[language],
                text("Bobot (%)"): float(node.weight / instrument.root.weight * 100),
                **_exact_weight(text, instrument, node),
            }
            for node in instrument.nodes
        ]
        show_table(page, rows, "weights", text("Bobot"), {text("Bobot (%)"): 2}, is_own=False)


def _exact_weight(text: Translator, instrument: Instrument, node: Node) -> dict[str, str]:
    """Add the exact weight where two decimals do not say it."""
    shares = [leaf.weight / instrument.root.weight * 10_000 for leaf in instrument.leaves]
    if all(share.denominator == 1 for share in shares):
        return {}
    share = node.weight / instrument.root.weight * 100
    return {text("Bobot tepat"): f"{share.numerator}/{share.denominator}"}


def _show_ratings(page: Page, instrument: Instrument) -> None:
    text = page.text
    bands = [
        {
            text("Predikat"): rating.names[text.language],
            text("Mulai dari"): format_exact(text, rating.lower),
        }
        for rating in reversed(instrument.ratings)
    ]
    show_whole_table(page, pd.DataFrame(bands), "ratings", text("Predikat"), is_own=False)
    levels = instrument.level_minimum, instrument.level_maximum
    st.caption(
        text(
            "Tingkat kematangan {lowest}–{highest}, {decimals} desimal.",
            lowest=levels[0],
            highest=levels[1],
            decimals=instrument.level_decimals,
        )
    )


def show_official(page: Page) -> None:
    """Compute the official results again, here and now, and count what comes out the same."""
    text = page.text
    found = load_reproductions(page.instruments)
    st.markdown(
        text(
            "Dihitung ulang sekarang dari tingkat kematangan resmi, lalu dibandingkan dengan angka "
            "yang terbit."
        )
    )
    rows = [
        {
            text("Instansi"): case.agency,
            text("Tahun"): str(case.year),
            text("Instrumen"): case.instrument.regulation_short,
            text("Indeks terbit"): case.index / 100,
            text("Angka yang sama"): text("{same} dari {total}", same=case.same, total=case.total),
        }
        for case in found.cases
    ]
    show_table(
        page, rows, "official", text("Hasil resmi"), {text("Indeks terbit"): 2}, is_own=False
    )
    totals: dict[str, tuple[int, int]] = {}
    for case in found.cases:
        same, total = totals.get(case.agency, (0, 0))
        totals[case.agency] = (same + case.same, total + case.total)
    lines = [
        text("{agency}: {same} dari {total} angka sama", agency=agency, same=same, total=total)
        for agency, (same, total) in totals.items()
    ]
    lines.append(
        text(
            "Indeks yang tepat di tengah dua angka (hasil nasional 2023 dan 2024): {same} dari "
            "{total} terbit dengan angka 5 dibulatkan ke atas",
            same=found.ties_half_up,
            total=found.ties,
        )
    )
    st.markdown("\n".join(f"- {line}" for line in lines))
