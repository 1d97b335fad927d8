"""Make the checklist in one step: choose the goal, see what would be added, then add it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypeAlias

from spbe.jobs.checklist import (
    ChecklistPreview,
    find_level_goals,
    find_next_goals,
    load_basis,
    make_checklist,
    preview_checklist,
    search_target_goals,
)
from spbe.model.assessment import Assessment
from spbe.model.item import Item
from spbe.store.records import StoreError
from spbe.store.scenarios import find_scenarios
from spbe.text.translator import Message, message
from spbe.ui.address import forget_address
from spbe.ui.assignment_parts import show_assignment_pointer
from spbe.ui.canvas import st
from spbe.ui.checklist_rights import can_edit
from spbe.ui.checklist_state import Checklist
from spbe.ui.checklist_words import format_source, name_short
from spbe.ui.choices import choose_option, show_closed
from spbe.ui.clock import now
from spbe.ui.markup import escape_markdown
from spbe.ui.shell import Page
from spbe.ui.tables import show_table

Goals: TypeAlias = Mapping[str, int]
"""Whole levels by indicator."""
_OPEN, _GOAL, _OUTCOME = "make", "make-goal", "checklist-making-outcome"


def show_making(page: Page, checklist: Checklist) -> None:
    """Draw the making of the checklist: open where nothing is there yet, else closed."""
    outcome: Message | None = st.session_state.pop(_OUTCOME, None)
    if outcome is not None:
        st.success(escape_markdown(page.text(outcome)), icon=":material/check:")
    if not can_edit(page, checklist):
        return
    show_assignment_pointer(page, checklist.key.agency_id, checklist.instrument)
    if not checklist.items:
        _show_question(page, checklist)
        return
    part = show_closed(_OPEN, page.text("Buat atau lengkapi dari penilaian"))
    if part is not None:
        with part:
            _show_question(page, checklist)


def _show_question(page: Page, checklist: Checklist) -> None:
    text, result = page.text, page.view.result
    if result is None or not isinstance(result.stored.content, Assessment):
        st.info(
            text(
                "Hasil yang sedang dibuka tidak memuat tingkat per indikator, jadi butir tidak "
                "dapat dibuat darinya. Pilih tahap lain, atau tambahkan butir sendiri."
            )
        )
        return
    assessment = result.stored.content
    names, find = _name_goals(page, checklist, assessment)
    goal = choose_option(text, _GOAL, text("Sampai tingkat mana?"), names, width=460)

    def make() -> ChecklistPreview:
        agency_id = checklist.agency.id
        basis = load_basis(page.store, agency_id, checklist.instrument, assessment)
        return preview_checklist(page.store, basis, find[goal]())

    preview = page.snapshot.keep(("checklist-preview", result.key, goal), make)
    _show_preview(page, checklist, preview)


def _name_goals(
    page: Page, checklist: Checklist, assessment: Assessment
) -> tuple[dict[str, str], dict[str, Callable[[], Goals]]]:
    """Name what can be aimed at, and how the levels of each are found."""
    text, instrument = page.text, checklist.instrument
    names = {"next": text("Satu tingkat lebih tinggi di setiap indikator")}
    find: dict[str, Callable[[], Goals]] = {
        "next": partial(find_next_goals, instrument, assessment)
    }
    if any(assessment.levels.get(code) is None for code in instrument.leaf_codes):
        return names, find  # only a complete assessment can be planned from
    for target in page.snapshot.targets(checklist.agency.id, checklist.year):
        code, index = f"target-{target.id}", text.score(target.hundredths)
        names[code] = text("Rencana termurah ke {name} ({index})", name=target.name, index=index)
        find[code] = partial(search_target_goals, instrument, assessment, target.hundredths)
    for scenario in find_scenarios(page.store, checklist.key):
        code = f"scenario-{scenario.id}"
        names[code] = text("Skenario {name}", name=scenario.name)
        find[code] = partial(find_level_goals, instrument, assessment, scenario.levels)
    return names, find


def _show_preview(page: Page, checklist: Checklist, preview: ChecklistPreview) -> None:
    text = page.text
    new, carried = len(preview.new), len(preview.carried)
    parts = [text.plural("{count} butir baru", "{count} butir baru", new)]
    if preview.there:
        parts.append(text("{n} sudah ada dan tetap", n=len(preview.there)))
    if carried:
        parts.append(text("{n} butir terbuka dibawa dari tahun sebelumnya", n=carried))
    st.markdown(f"**{' · '.join(parts)}**")
    if not new and not carried:
        st.caption(text("Tidak ada yang perlu ditambahkan."))
        return
    who = page.who()
    st.button(
        text("Buat checklist") if not checklist.items else text("Tambahkan ke checklist"),
        type="primary",
        icon=":material/playlist_add:",
        disabled=who is None,
        on_click=_make,
        args=(page, preview, who),
    )
    rows = [(text("ditambahkan"), item) for item in preview.new]
    rows += [
        (text("dibawa dari {year}", year=str(item.opened_year)), item) for item in preview.carried
    ]
    _show_rows(page, checklist, rows)


def _show_rows(page: Page, checklist: Checklist, rows: Sequence[tuple[str, Item]]) -> None:
    text = page.text
    show_table(
        page,
        [
            {
                text("No"): name_short(checklist.instrument, item),
                text("Butir"): checklist.say(item, text),
                text("OPD"): ", ".join(item.units) or "–",
                text("Sumber"): format_source(item, text),
                text("Yang terjadi"): what,
            }
            for what, item in rows
        ],
        "making-table",
        text("Butir yang akan ditambahkan"),
        {},
        height=320,
    )


def _make(page: Page, preview: ChecklistPreview, who: str) -> None:
    """Do what the preview on screen said."""
    try:
        added, carried = make_checklist(page.store, preview, who, now())
    except StoreError as refusal:
        st.session_state[_OUTCOME] = refusal.message
        return
    forget_address(_OPEN)
    st.session_state[_OUTCOME] = message(
        "{added} butir ditambahkan, {carried} dibawa dari tahun sebelumnya.",
        added=len(added),
        carried=len(carried),
    )
