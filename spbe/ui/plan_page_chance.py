"""Lanjutan → Peluang: where the index probably falls after the interview, and a plan that holds.

Chances are said in words and as a range, never as one percentage; whatever is assumed stands
beside the result and can be changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd
import streamlit as st

from spbe.analysis.chance import (
    ASSESSORS,
    CONFIDENCE,
    AssessorKind,
    Claim,
    compute_outlook,
    rank_influences,
)
from spbe.analysis.claims import compute_lost_units, find_disputed
from spbe.analysis.plan_task import PlanTask
from spbe.charts.outlook import describe_outlook, plot_outlook
from spbe.model.assessment import Assessment
from spbe.store.records import Target
from spbe.text.terms import ASSESSOR_NAMES
from spbe.text.translator import Message, message
from spbe.ui.figures import mark_figure, show_figure
from spbe.ui.plan_page_question import Question
from spbe.ui.plan_page_safe import show_safe_plan
from spbe.ui.plan_page_words import name_indicator, say_chance
from spbe.ui.shell import Page
from spbe.ui.tables import show_table

_CONFIDENCE_NAMES: Mapping[str, Message] = {
    "sure": message("yakin"),
    "likely": message("cukup yakin"),
    "doubtful": message("ragu"),
}
_UNSAID = message("belum dipilih")


@dataclass(frozen=True, slots=True)
class _Assumptions:
    assessors: tuple[AssessorKind, ...]
    held: Mapping[str, float]
    """Chance that a claim holds with ordinary assessors, by confidence [0-1]."""


def show_chance(page: Page, question: Question) -> None:
    """Draw the outlook with its assumptions, what decides it, and the safe plan."""
    text = page.text
    claim = question.claim.stored.content if question.claim is not None else None
    if question.result.key.stage == "final":
        st.info(text("Hasil ini sudah final: tidak ada klaim yang masih dapat dipulihkan."))
        return
    if not isinstance(claim, Assessment):
        st.info(
            text(
                "Peluang dihitung dari klaim yang diturunkan asesor: perlu Penilaian Mandiri "
                "{year} dengan tingkat per indikator.",
                year=question.result.key.year,
            )
        )
        return
    disputed = find_disputed(question.inquiry.instrument, question.assessment, claim)
    if not disputed:
        st.info(text("Tidak ada indikator di bawah klaimnya, jadi tidak ada yang dipertaruhkan."))
        return
    if question.inquiry.instrument.level_decimals:
        st.caption(text("Klaim dihitung penuh: bertahan di tingkat klaim, atau gugur sama sekali."))
    left, right = st.columns([2, 3])
    with left:
        confidence = _ask_confidence(page, question, disputed)
    with right:
        picture = st.container()
        assumptions = _ask_assumptions(page)
    if assumptions is None:
        return
    unsaid = len(disputed) - len(confidence)
    if unsaid:
        # Nothing is judged before the user has said something of every claim.
        picture.info(
            text(
                "{n} dari {total} klaim belum dinilai. Nilai satu per satu, atau pilih satu "
                "anggapan untuk yang belum dinilai; sesudah itu peluangnya ditampilkan.",
                n=unsaid,
                total=len(disputed),
            )
        )
        return
    claims = _make_claims(question, claim, confidence, assumptions)
    with picture:
        _show_outlook(page, question, claims, assumptions)
    _show_influences(page, question, claims, assumptions)
    show_safe_plan(page, question, claims, assumptions.assessors)


def _ask_confidence(page: Page, question: Question, disputed: Sequence[str]) -> dict[str, str]:
    """Ask of each disputed indicator how sure the team is; kept for the session.

    Gives what was said, of one claim or of all the rest; a claim of which nothing was said is
    absent.
    """
    text, instrument = page.text, question.inquiry.instrument
    kept_key = f"chance-confidence-{question.result.key}"
    kept: dict[str, str] = st.session_state.setdefault(kept_key, {})
    names = {confidence: text(name) for confidence, name in _CONFIDENCE_NAMES.items()}
    # The rows are the disputed indicators of this state, so a grid of other rows is another one.
    key = f"chance-grid-{question.result.key}-{'-'.join(disputed)}-{text.language}"
    base_key = f"{key}-base"
    if key not in st.session_state or base_key not in st.session_state:
        st.session_state[base_key] = pd.DataFrame(
            {
                "number": [instrument.node_by_code[code].number for code in disputed],
                "indicator": [
                    instrument.node_by_code[code].names[text.language] for code in disputed
                ],
                "confidence": [names.get(kept.get(c, ""), text(_UNSAID)) for c in disputed],
            }
        )
    edited = st.data_editor(
        st.session_state[base_key],
        key=key,
        hide_index=True,
        height=420,
        disabled=["number", "indicator"],
        column_order=["number", "confidence", "indicator"],
        column_config={
            "number": st.column_config.TextColumn(text("No"), pinned=True, width="small"),
            "indicator": st.column_config.TextColumn(text("Klaim")),
            "confidence": st.column_config.SelectboxColumn(
                text("Akan bertahan?"), options=[text(_UNSAID), *names.values()], required=True
            ),
        },
        alt=text("Keyakinan per klaim"),
    )
    said = {name: confidence for confidence, name in names.items()}
    kept.update(
        {c: said.get(word, "") for c, word in zip(disputed, edited["confidence"], strict=True)}
    )
    rest = st.selectbox(
        text("Klaim yang belum dinilai"),
        list(names),
        index=None,
        format_func=lambda confidence: names.get(confidence, confidence),
        placeholder=text("pilih satu anggapan"),
        key=f"chance-rest-{question.result.key}",
        persist_state="page",
    )
    judged = {code: kept[code] or rest or "" for code in disputed}
    return {code: confidence for code, confidence in judged.items() if confidence}


def _ask_assumptions(page: Page) -> _Assumptions | None:
    """Ask how often which assessors come, how strict they are, and how often claims hold."""
    text = page.text
    st.caption(
        text(
            "Anggapan: asesor yang sama menilai semua indikator, jadi hasilnya naik atau turun "
            "bersama. Porsi dan ketatnya dapat diubah; 0 berarti asesor biasa."
        )
    )
    parts, strengths = {}, {}
    for box, kind in zip(st.columns(len(ASSESSORS)), ASSESSORS, strict=True):
        name = text(ASSESSOR_NAMES[kind.name])
        parts[kind.name] = box.number_input(
            text("{kind}: porsi", kind=name),
            min_value=0,
            max_value=100,
            value=int(kind.weight * 4),
            key=f"chance-part-{kind.name}",
            persist_state="page",
        )
        strengths[kind.name] = box.number_input(
            text("{kind}: kelonggaran", kind=name),
            min_value=-4.0,
            max_value=4.0,
            value=kind.strength,
            step=0.5,
            key=f"chance-strength-{kind.name}",
            help=text("Menggeser log-peluang setiap klaim: di bawah 0 ketat, di atas 0 longgar."),
            persist_state="page",
        )
    held = {}
    for box, (confidence, chance) in zip(st.columns(3), CONFIDENCE.items(), strict=True):
        held[confidence] = box.number_input(
            text(
                "Dari 10 klaim “{confidence}”, bertahan",
                confidence=text(_CONFIDENCE_NAMES[confidence]),
            ),
            min_value=0.0,
            max_value=10.0,
            value=round(chance * 10, 1),
            step=0.5,
            format="%g",
            key=f"chance-held-{confidence}",
            persist_state="page",
        )
    total = sum(part or 0 for part in parts.values())
    if not total:
        st.warning(text("Porsi asesor semuanya 0. Isi sedikitnya satu."))
        return None
    return _Assumptions(
        tuple(
            AssessorKind(name, (part or 0) / total, strengths[name] or 0.0)
            for name, part in parts.items()
        ),
        {confidence: (chance or 0.0) / 10 for confidence, chance in held.items()},
    )


def _make_claims(
    question: Question,
    claimed: Assessment,
    confidence: Mapping[str, str],
    assumptions: _Assumptions,
) -> list[Claim]:
    task = _plain_task(question)
    claims = []
    for code, said in confidence.items():
        gain = task.weights[code] * compute_lost_units(question.assessment, claimed, code)
        claims.append(Claim(code, gain, assumptions.held[said]))
    return claims


def _plain_task(question: Question) -> PlanTask:
    return question.inquiry.make_task()


def _show_outlook(
    page: Page, question: Question, claims: Sequence[Claim], assumptions: _Assumptions
) -> None:
    text, task = page.text, _plain_task(question)
    outlook = compute_outlook(task.numerator, task.denominator, claims, assumptions.assessors)
    key = question.result.key
    target = Target(
        None, key.agency_id, key.year, text("Target"), "", question.aim_hundredths, True
    )
    show_figure(
        mark_figure(
            page,
            plot_outlook(
                outlook,
                task.instrument,
                text,
                page.theme,
                targets=[target],
                needed=question.aim.exact,
            ),
        ),
        "plan-outlook",
        describe_outlook(outlook, target, text, question.aim.exact),
    )


def _show_influences(
    page: Page, question: Question, claims: Sequence[Claim], assumptions: _Assumptions
) -> None:
    """List the claims that the target hangs on most, in words."""
    text, task = page.text, _plain_task(question)
    heading = text("Indikator yang paling menentukan")
    influences = rank_influences(
        task.numerator, task.denominator, claims, question.aim.exact, assumptions.assessors
    )
    gains = {claim.code: Fraction(claim.gain, task.denominator) for claim in claims}
    rows: list[dict[str, Any]] = [
        {
            text("Urutan"): place,
            text("Indikator"): name_indicator(task.instrument, influence.code, text),
            text("Poin bila pulih"): float(gains[influence.code]),
            text("Bila bertahan, target"): say_chance(influence.if_holds, text),
            text("Bila gugur, target"): say_chance(influence.if_falls, text),
        }
        for place, influence in enumerate(influences, 1)
        if influence.difference > 0
    ]
    st.markdown(f"**{heading}**")
    if not rows:
        st.caption(text("Tidak ada satu pun yang mengubah tercapai atau tidaknya target."))
        return
    st.caption(text("Yang teratas paling mengubah peluang target; kata yang sama berarti sedikit."))
    digits = {text("Poin bila pulih"): 4}
    show_table(
        page, rows, "plan-influences", text("Yang menentukan"), digits, tuple(digits), height=260
    )
