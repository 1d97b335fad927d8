"""Klaim menggantung: the claims that accepted evidence does not carry, by points."""

from __future__ import annotations

from typing import Any

from spbe.analysis.supported import STANDINGS, Hanging
from spbe.ui.canvas import st
from spbe.ui.evidence_state import Evidence
from spbe.ui.evidence_words import STANDING_NAMES, format_support
from spbe.ui.shell import Page
from spbe.ui.tables import as_number, show_table


def show_hanging(page: Page, evidence: Evidence) -> None:
    """Draw the list of hanging claims; the sum of its points is what the headline says."""
    text, hanging = page.text, evidence.supported.hanging
    if evidence.claim is None:
        st.info(text("Belum ada klaim untuk dibandingkan."))
        return
    if not hanging:
        st.success(text("Semua klaim didukung bukti yang diterima."))
        return
    points = text("Poin")
    levels = dict.fromkeys((text("Klaim"), text("Terdukung")), evidence.instrument.level_decimals)
    show_table(
        page,
        [_describe(page, evidence, claim) for claim in hanging],
        "hanging",
        text("Klaim menggantung"),
        {**levels, points: 4},
        signed=(points,),
        widths={text("No"): 48, text("Indikator"): 300, text("Yang belum"): 320},
    )


def _describe(page: Page, evidence: Evidence, claim: Hanging) -> dict[str, Any]:
    text, instrument = page.text, evidence.instrument
    node, scale = instrument.node_by_code[claim.code], instrument.level_scale
    support = evidence.supports[claim.code]
    wanted = claim.claimed // scale
    return {
        text("No"): as_number(node.number),
        text("Indikator"): node.names[text.language],
        text("Klaim"): claim.claimed / scale,
        text("Terdukung"): claim.supported / scale,
        text("Poin"): -float(claim.points),
        text("Bukti"): format_support(text, support, wanted),
        text("Yang belum"): _say_open(page, evidence, claim, wanted),
    }


def _say_open(page: Page, evidence: Evidence, claim: Hanging, wanted: int) -> str:
    """Say how many of the requirements stand how, the nearest to being carried first."""
    support = evidence.supports[claim.code]
    standings = [support.standings[need] for need in support.find_open(wanted)]
    said = [
        f"{standings.count(standing)} {page.text(STANDING_NAMES[standing])}"
        for standing in STANDINGS
        if standing in standings
    ]
    return "; ".join(said)
