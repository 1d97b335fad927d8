"""Every number opens its formula: what was added up, with the real figures, source and revision."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd

from spbe.analysis.explanation import Explanation, explain_score
from spbe.model.assessment import PublishedResult
from spbe.model.scoring import find_rating, round_half_up
from spbe.text.translator import Translator
from spbe.ui.cache import Result
from spbe.ui.canvas import st
from spbe.ui.clock import format_moment
from spbe.ui.markup import escape_markdown
from spbe.ui.shell import Page
from spbe.ui.tables import show_whole_table

_DIGITS = 6
"""Decimals of an exact score that never ends."""


def show_score(page: Page, result: Result, code: str, key: str) -> None:
    """Show the score or level of a node as a button that opens its formula.

    `key` sets apart several buttons for the same node on one page.
    """
    label = format_score(page.text, result, code)
    opened = st.popover(label, type="tertiary", key=f"formula-{key}-{code}", on_change="rerun")
    if opened.open:
        with opened:
            show_formula(page, result, code)


def format_score(text: Translator, result: Result, code: str) -> str:
    """Write what is known of a node: a level, a score, a range, or a dash."""
    scored, instrument = result.scored, result.scored.instrument
    if code not in instrument.children and scored.has_levels:
        return text.level(scored.level_units(code), instrument.level_decimals)
    bounds = scored.bounds(code)
    if bounds is not None:
        return f"{text.score(bounds[0])}–{text.score(bounds[1])}"
    return text.score(scored.hundredths(code))


def show_formula(page: Page, result: Result, code: str) -> None:
    """Draw how the score of a node comes about."""
    text, scored = page.text, result.scored
    node = scored.instrument.node_by_code[code]
    st.markdown(f"**{escape_markdown(node.names[text.language])}**")
    explanation = None
    if code in scored.instrument.children:
        explanation = explain_score(scored, code)
    if explanation is not None:
        _show_sum(page, result, code, explanation)
    elif isinstance(result.stored.content, PublishedResult):
        st.markdown(
            text(
                "Angka terbit; tidak dihitung di sini karena tingkat kematangannya tidak "
                "diterbitkan."
            )
        )
    elif code in scored.instrument.children:
        show_range(text, result, code)
    else:
        _show_level(text, result, code)
    if code == scored.instrument.root.code:
        for sentence in find_rating_sentences(text, result):
            st.markdown(sentence)
    st.caption(format_source(text, result))


def show_range(text: Translator, result: Result, code: str) -> None:
    """Say why a node has no score yet, and between which scores it will lie."""
    scored = result.scored
    below = set(scored.instrument.leaf_codes_below[code])
    missing = [leaf for leaf in scored.scores.missing if leaf in below]
    st.markdown(format_missing(text, len(missing), len(below)))
    bounds = scored.bounds(code)
    if bounds is not None:
        st.markdown(
            text(
                "Kisaran yang mungkin: {lowest}–{highest} (yang kosong semuanya terendah atau "
                "semuanya tertinggi).",
                lowest=text.score(bounds[0]),
                highest=text.score(bounds[1]),
            )
        )


def format_missing(text: Translator, missing: int, total: int) -> str:
    """Say how many levels are missing and what that means for the index."""
    return text.plural(
        "{count} dari {total} indikator belum terisi. Indeks baru dihitung setelah lengkap.",
        "{count} dari {total} indikator belum terisi. Indeks baru dihitung setelah lengkap.",
        missing,
        total=total,
    )


def find_rating_sentences(text: Translator, result: Result) -> list[str]:
    """Say what the reader must know of the rating: interim, or disputed by rounding."""
    scored, scores = result.scored, result.scored.scores
    if scores.equivalent is None:
        return []
    language = text.language
    name = scores.equivalent.names[language]
    sentences = []
    if scored.is_interim:
        sentences.append(
            text("Sementara: predikat hanya ada pada hasil akhir; setara {rating}.", rating=name)
        )
    if not scores.is_rating_disputed:
        return sentences
    instrument, root = scored.instrument, scored.instrument.root.code
    rounded = Fraction(scores.hundredths[root], 100)
    by_rounded = find_rating(instrument, rounded).names[language]
    if root not in scores.exact:
        sentences.append(
            text(
                "Indeks {index} tepat di batas {rating}; nilai tepatnya tidak diterbitkan, jadi "
                "predikatnya belum pasti.",
                index=text.score(scores.hundredths[root]),
                rating=by_rounded,
            )
        )
        return sentences
    rule = instrument.rating_rule(scored.year)
    values = {
        "exact": format_exact(text, scores.exact[root]),
        "by_exact": find_rating(instrument, scores.exact[root]).names[language],
        "rounded": text.score(scores.hundredths[root]),
        "by_rounded": by_rounded,
        "year": scored.year,
    }
    if rule.rule == "exact":
        sentences.append(
            text(
                "Nilai tepat {exact} berarti {by_exact}, nilai terbit {rounded} berarti "
                "{by_rounded}; untuk {year} dipakai nilai tepat.",
                **values,
            )
        )
    else:
        sentences.append(
            text(
                "Nilai tepat {exact} berarti {by_exact}, nilai terbit {rounded} berarti "
                "{by_rounded}; untuk {year} dipakai nilai terbit.",
                **values,
            )
        )
    return sentences


def format_exact(text: Translator, value: Fraction) -> str:
    """Write an exact value with all its decimals, or the first six and "…" where it never ends."""
    for digits in range(2, _DIGITS + 1):
        if (value * 10**digits).denominator == 1:
            return text.decimal(value, digits)
    return text.decimal(Fraction(value * 10**_DIGITS // 1, 10**_DIGITS), _DIGITS) + "…"


def format_source(text: Translator, result: Result) -> str:
    """Say where the figures come from: file and revision, or where they were published."""
    content, revision = result.stored.content, result.stored.revision
    if isinstance(content, PublishedResult):
        return text("Sumber: {source}", source=escape_markdown(content.source or "–"))
    if revision is None:
        return ""
    return text(
        "Sumber: {source} · revisi {number} · {who} · {moment}",
        source=escape_markdown(revision.source_name or revision.note or "–"),
        number=revision.number,
        who=escape_markdown(revision.who),
        moment=format_moment(text, revision.at),
    )


def _show_sum(page: Page, result: Result, code: str, explanation: Explanation) -> None:
    text, instrument = page.text, result.scored.instrument
    st.markdown(
        text(
            "Nilai = Σ(bobot × tingkat kematangan) ÷ Σ bobot = {product} ÷ {weight} = {exact} → "
            "**{score}**",
            product=format_exact(text, explanation.product),
            weight=format_exact(text, explanation.weight),
            exact=format_exact(text, explanation.score),
            score=text.score(round_half_up(explanation.score)),
        )
    )
    names = {term.code: instrument.node_by_code[term.code] for term in explanation.terms}
    last = text("Tingkat") if explanation.terms[0].is_leaf else text("Nilai")
    terms = pd.DataFrame(
        {
            text("Kode"): [
                names[term.code].number if term.is_leaf else term.code for term in explanation.terms
            ],
            text("Nama"): [names[term.code].names[text.language] for term in explanation.terms],
            text("Bobot"): [format_exact(text, term.weight) for term in explanation.terms],
            last: [
                format_exact(text, term.score)
                if not term.is_leaf or instrument.level_decimals
                else text.decimal(term.score, 0)
                for term in explanation.terms
            ],
            text("Bobot × tingkat"): [
                format_exact(text, term.product) for term in explanation.terms
            ],
        }
    )
    title = " ".join((text("Suku-suku penjumlahan"), code))
    show_whole_table(page, terms, f"terms-{code}", title)
    st.caption(
        text(
            "Dihitung langsung dari tingkat kematangan, lalu dibulatkan dua desimal; angka 5 "
            "dibulatkan ke atas. Bobot: {regulation}.",
            regulation=escape_markdown(instrument.regulation_short),
        )
    )


def _show_level(text: Translator, result: Result, code: str) -> None:
    scored, instrument = result.scored, result.scored.instrument
    units = scored.level_units(code)
    if units is None:
        st.markdown(text("Belum dinilai."))
        return
    weight = instrument.node_by_code[code].weight / instrument.root.weight * 100
    level = Fraction(units, instrument.level_scale)
    st.markdown(
        text(
            "Tingkat kematangan {level} × bobot {weight} % = {product}; ÷ 100 = {points} poin "
            "indeks",
            level=text.level(units, instrument.level_decimals),
            weight=format_exact(text, weight),
            product=format_exact(text, weight * level),
            points=format_exact(text, weight * level / 100),
        )
    )
