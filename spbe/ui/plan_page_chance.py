"""Lanjutan → Peluang: where the index probably falls after the interview, and a plan that holds.

Chances are said in words and as a range, never as one percentage; whatever is assumed stands
beside the result and can be changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from spbe.analysis.chance import (
    ASSESSORS,
    CONFIDENCE,
    AssessorKind,
    Claim,
    compute_outlook,
)
from spbe.analysis.claims import compute_lost_units, find_disputed
from spbe.charts.outlook import describe_outlook, plot_outlook
from spbe.model.assessment import Assessment
from spbe.store.records import Target
from spbe.text.terms import ASSESSOR_NAMES
from spbe.text.translator import message
from spbe.ui.address import forget_address, read_address, settle_owner, write_address
from spbe.ui.canvas import st
from spbe.ui.choices import choose_number, choose_option, read_number
from spbe.ui.evidence_state import find_support_words
from spbe.ui.figures import show_figure
from spbe.ui.plan_page_influences import show_influences
from spbe.ui.plan_page_question import Question
from spbe.ui.plan_page_safe import WISH, show_safe_plan
from spbe.ui.plan_page_words import CONFIDENCE_NAMES
from spbe.ui.shell import Page
from spbe.ui.tables import show_downloads

_UNSAID = message("belum dipilih")
_CLAIMS, _REST = "claims", "rest"
_PARTS = {kind.name: f"{kind.name}-part" for kind in ASSESSORS}
_SHIFTS = {kind.name: f"{kind.name}-shift" for kind in ASSESSORS}
_HELD = {confidence: f"{confidence}-held" for confidence in CONFIDENCE}
_KEYS = (_CLAIMS, _REST, WISH, *_PARTS.values(), *_SHIFTS.values(), *_HELD.values())
"""What stands in the address: what is said of the claims, and what is assumed."""


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
    settle_owner("chance", str(question.result.key), _KEYS)
    if question.inquiry.instrument.level_decimals:
        st.caption(text("Klaim dihitung penuh: bertahan di tingkat klaim, atau gugur sama sekali."))
    left, right = st.columns([2, 3])
    with left:
        confidence = _ask_confidence(page, question, claim, disputed)
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
    show_influences(page, question, claims, confidence, assumptions.assessors)
    show_safe_plan(page, question, claims, assumptions.assessors)


def _ask_confidence(
    page: Page, question: Question, claim: Assessment, disputed: Sequence[str]
) -> dict[str, str]:
    """Ask of each disputed indicator how sure the team is; what is said stands in the address.

    Gives what was said, of one claim or of all the rest; a claim of which nothing was said is
    absent.
    """
    text, instrument = page.text, question.inquiry.instrument
    kept = dict(said.rpartition(":")[::2] for said in read_address(_CLAIMS) or ())
    names = {confidence: text(name) for confidence, name in CONFIDENCE_NAMES.items()}
    support = find_support_words(page, question.result, claim, disputed)
    # The rows are the disputed indicators of this state, so a grid of other rows is another one.
    rows = "-".join([*disputed, *(support or ())])
    key = f"chance-grid-{question.result.key}-{rows}-{text.language}"
    base_key = f"{key}-base"
    if key not in st.session_state or base_key not in st.session_state:
        st.session_state[base_key] = pd.DataFrame(
            {
                "number": [instrument.node_by_code[code].number for code in disputed],
                "indicator": [
                    instrument.node_by_code[code].names[text.language] for code in disputed
                ],
                "confidence": [names.get(kept.get(c, ""), text(_UNSAID)) for c in disputed],
                "support": support or "",
            }
        )
    columns = {
        "number": st.column_config.TextColumn(text("No"), pinned=True, width="small"),
        "indicator": st.column_config.TextColumn(text("Klaim")),
        "support": st.column_config.TextColumn(
            text("Bukti"),
            width="small",
            help=text("Syarat sampai klaim yang buktinya diterima"),
        ),
        "confidence": st.column_config.SelectboxColumn(
            text("Akan bertahan?"), options=[text(_UNSAID), *names.values()], required=True
        ),
    }
    title = text("Keyakinan per klaim")
    edited = st.data_editor(
        st.session_state[base_key],
        key=key,
        hide_index=True,
        height=420,
        disabled=["number", "indicator", "support"],
        column_order=["number", "confidence", *(["support"] if support else []), "indicator"],
        column_config=columns,
        alt=title,
    )
    show_downloads(page, edited, "chance-claims", title, column_config=columns)
    said = {name: confidence for confidence, name in names.items()}
    words = zip(disputed, edited["confidence"], strict=True)
    judged = {code: said[word] for code, word in words if word in said}
    if judged:
        write_address(_CLAIMS, *(f"{code}:{confidence}" for code, confidence in judged.items()))
    else:
        forget_address(_CLAIMS)
    rest = choose_option(text, _REST, text("Klaim yang belum dinilai"), {"": text(_UNSAID)} | names)
    return {code: judged.get(code, rest) for code in disputed if judged.get(code, rest)}


def _ask_assumptions(page: Page) -> _Assumptions | None:
    """Ask how often which assessors come, how strict they are, and how often claims hold."""
    text = page.text
    st.caption(
        text(
            "Anggapan: asesor yang sama menilai semua indikator, jadi hasilnya naik atau turun "
            "bersama. Porsi dan ketatnya dapat diubah; 0 berarti asesor biasa."
        )
    )
    parts: dict[str, float] = {}
    strengths: dict[str, float] = {}
    for box, kind in zip(st.columns(len(ASSESSORS)), ASSESSORS, strict=True):
        name = text(ASSESSOR_NAMES[kind.name])
        with box:
            parts[kind.name] = _ask_number(
                _PARTS[kind.name], text("{kind}: porsi", kind=name), int(kind.weight * 4), 0, 100
            )
            strengths[kind.name] = _ask_number(
                _SHIFTS[kind.name],
                text("{kind}: kelonggaran", kind=name),
                kind.strength,
                -4.0,
                4.0,
                step=0.5,
                help=text(
                    "Menggeser log-peluang setiap klaim: di bawah 0 ketat, di atas 0 longgar."
                ),
            )
    held: dict[str, float] = {}
    for box, (confidence, chance) in zip(st.columns(3), CONFIDENCE.items(), strict=True):
        with box:
            held[confidence] = _ask_number(
                _HELD[confidence],
                text(
                    "Dari 10 klaim “{confidence}”, bertahan",
                    confidence=text(CONFIDENCE_NAMES[confidence]),
                ),
                round(chance * 10, 1),
                0.0,
                10.0,
                step=0.5,
                format="%g",
            )
    total = sum(parts.values())
    if not total:
        st.warning(text("Porsi asesor semuanya 0. Isi sedikitnya satu."))
        return None
    return _Assumptions(
        tuple(AssessorKind(name, part / total, strengths[name]) for name, part in parts.items()),
        {confidence: claims / 10 for confidence, claims in held.items()},
    )


def _ask_number(key: str, label: str, usual: float, low: float, high: float, **look: Any) -> float:
    """Draw a field for an assumption and give what the address says of it, else the usual one."""
    said = read_number(key, low, high)
    number = usual if said is None else type(usual)(said)
    choose_number(key, label, number, min_value=low, max_value=high, **look)
    return number


def _make_claims(
    question: Question,
    claimed: Assessment,
    confidence: Mapping[str, str],
    assumptions: _Assumptions,
) -> list[Claim]:
    task = question.inquiry.make_task()
    claims = []
    for code, said in confidence.items():
        gain = task.weights[code] * compute_lost_units(question.assessment, claimed, code)
        claims.append(Claim(code, gain, assumptions.held[said]))
    return claims


def _show_outlook(
    page: Page, question: Question, claims: Sequence[Claim], assumptions: _Assumptions
) -> None:
    text, task = page.text, question.inquiry.make_task()
    outlook = compute_outlook(task.numerator, task.denominator, claims, assumptions.assessors)
    key = question.result.key
    target = Target(
        None, key.agency_id, key.year, text("Target"), "", question.aim_hundredths, True
    )
    show_figure(
        page,
        plot_outlook(
            outlook,
            task.instrument,
            text,
            page.theme,
            targets=[target],
            needed=question.aim.exact,
        ),
        "plan-outlook",
        text("Peluang"),
        describe_outlook(outlook, target, text, question.aim.exact),
    )
