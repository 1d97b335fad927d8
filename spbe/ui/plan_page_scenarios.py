"""Simulasi: scenarios are kept under a name, shared by link, compared and removed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spbe.analysis.simulation import score_levels
from spbe.model.scoring import rate_index, round_half_up
from spbe.store.records import ResultKey, Scenario, StoreError
from spbe.store.scenarios import remove_scenario, save_scenario
from spbe.text.translator import LANGUAGES, Message, Translator, message
from spbe.ui.address import forget_address, write_address
from spbe.ui.canvas import st
from spbe.ui.clock import now
from spbe.ui.formula import format_exact
from spbe.ui.markup import escape_markdown
from spbe.ui.plan_page_question import Question
from spbe.ui.shell import Page
from spbe.ui.tables import show_table

SCENARIO = "scenario"
START_NAMES: Mapping[str, Message] = {
    "now": message("Penilaian ini apa adanya"),
    "plan": message("Rencana termurah"),
}
"""What a simulation may begin with besides scenarios, by its code in the address."""
_FIRST_COLUMN, _OWN_COLUMN = message("Bagian"), message("Penilaian ini")
_RESERVED = (*START_NAMES.values(), _FIRST_COLUMN, _OWN_COLUMN, message("Ilustratif"))
_OUTCOME = "scenario-outcome"
_MOST_COMPARED = 5


def show_keeping(
    page: Page,
    key: ResultKey,
    scenario: Scenario | None,
    scenarios: Sequence[Scenario],
    levels: Mapping[str, int],
) -> None:
    """Draw how to keep what stands in the grid, and what is known of an opened scenario."""
    text = page.text
    outcome = st.session_state.pop(_OUTCOME, None)
    if isinstance(outcome, Message):
        st.warning(escape_markdown(text(outcome)), icon=":material/info:")
    elif outcome is not None:
        st.toast(text("Tersimpan"), icon=":material/check:")
    if scenario is not None:
        st.caption(
            text(
                "Skenario {name} · {who} · {moment}. Bagikan alamat halaman ini untuk membukanya.",
                name=escape_markdown(scenario.name),
                who=escape_markdown(scenario.who),
                moment=text.moment(scenario.at),
            )
        )
    with st.container(horizontal=True):
        with st.popover(text("Simpan skenario"), icon=":material/save:", type="primary"):
            _show_saving(page, key, scenario, scenarios, levels)
        if scenario is not None:
            with st.popover(text("Hapus skenario"), icon=":material/delete:"):
                who = page.known_name
                if who is None:
                    st.caption(text("Isi dulu nama Anda pada “Simpan skenario”."))
                st.markdown(text("Hapus skenario “{name}”?", name=escape_markdown(scenario.name)))
                st.button(
                    text("Ya, hapus"),
                    disabled=who is None,
                    on_click=_remove,
                    args=(page, scenario, who),
                    key=f"scenario-remove-{scenario.id}",
                )


def _show_saving(
    page: Page,
    key: ResultKey,
    scenario: Scenario | None,
    scenarios: Sequence[Scenario],
    levels: Mapping[str, int],
) -> None:
    """Ask for a name; one that is taken is replaced only by a button that says so."""
    text, who = page.text, page.who()
    field = f"scenario-name-{key}-{scenario.id if scenario else ''}"
    # Without `max_chars`: a longer name would be dropped as it is pasted, without a word.
    name = st.text_input(
        text("Nama skenario"),
        scenario.name if scenario else "",
        key=field,
        help=text("Penilaian tidak berubah."),
    )
    taken = next((each for each in scenarios if each.name == " ".join(name.split())), None)
    if taken is not None:
        st.caption(
            text(
                "Nama ini sudah dipakai: {who} · {moment}. Ganti skenario itu, atau tulis nama "
                "lain.",
                who=escape_markdown(taken.who),
                moment=text.moment(taken.at),
            )
        )
    st.button(
        text("Simpan") if taken is None else text("Ganti"),
        disabled=who is None,
        on_click=_save,
        args=(page, key, field, dict(levels), who, taken),
        key="scenario-save" if taken is None else "scenario-replace",
    )


def _is_reserved(name: str) -> bool:
    """Tell whether a name means something else on this page, in any of our languages."""
    reserved = {Translator(language)(word) for language in LANGUAGES for word in _RESERVED}
    return name.strip().casefold() in {word.casefold() for word in reserved}


def _save(
    page: Page,
    key: ResultKey,
    field: str,
    levels: Mapping[str, int],
    who: str,
    seen: Scenario | None,
) -> None:
    # The field itself says the name: it may have been typed just before the button was pressed.
    name = st.session_state[field] or ""
    if _is_reserved(name):
        st.session_state[_OUTCOME] = message(
            "Nama “{name}” sudah dipakai halaman ini untuk hal lain. Pilih nama lain, misalnya "
            "“{name} kedua”.",
            name=name.strip(),
        )
        return
    try:
        kept = save_scenario(page.store, key, name, levels, who, now(), seen)
    except StoreError as refusal:
        st.session_state[_OUTCOME] = refusal.message
    else:
        write_address(SCENARIO, str(kept.id))
        st.session_state[_OUTCOME] = True


def _remove(page: Page, scenario: Scenario, who: str) -> None:
    try:
        remove_scenario(page.store, scenario, who, now())
    except StoreError as refusal:
        st.session_state[_OUTCOME] = refusal.message
    forget_address(SCENARIO)


def show_comparison(page: Page, question: Question, scenarios: Sequence[Scenario]) -> None:
    """Draw kept scenarios side by side with the assessment: index, rating, levels that differ."""
    text, instrument = page.text, question.inquiry.instrument
    if not scenarios:
        return
    title = text("Bandingkan skenario")
    st.markdown(f"**{title}**")
    by_id = {scenario.id: scenario for scenario in scenarios}
    chosen = st.multiselect(
        text("Skenario"),
        list(by_id),
        default=list(by_id)[:_MOST_COMPARED],
        format_func=lambda number: by_id[number].name,
        max_selections=_MOST_COMPARED,
        key=f"scenario-compared-{question.result.key}-{len(by_id)}",
        label_visibility="collapsed",
        placeholder=text("Pilih skenario"),
    )
    present = {
        c: n for c in instrument.leaf_codes if (n := question.assessment.levels[c]) is not None
    }
    first, own, kind = text(_FIRST_COLUMN), text(_OWN_COLUMN), text("Skenario")
    columns = {own: present}
    for number in chosen:
        name = by_id[number].name
        column = f"{name} ({kind})" if _is_reserved(name) else name
        known = {c: n for c, n in by_id[number].levels.items() if c in present}
        columns[column] = {**present, **known}
    rows = _list_scores(page, question, columns, first)
    for leaf in instrument.leaves:
        found = {title: levels[leaf.code] for title, levels in columns.items()}
        if len(set(found.values())) > 1:
            row = {first: f"{leaf.number} {leaf.names[text.language]}"}
            row |= {t: text.level(n, instrument.level_decimals) for t, n in found.items()}
            rows.append(row)
    show_table(page, rows, "scenario-table", title, {})


def _list_scores(
    page: Page, question: Question, columns: Mapping[str, Mapping[str, int]], first: str
) -> list[dict[str, str]]:
    text, instrument = page.text, question.inquiry.instrument
    exact = {
        title: score_levels(instrument, question.assessment, levels).exact[instrument.root.code]
        for title, levels in columns.items()
    }
    aim, year = question.aim, question.result.key.year
    return [
        {first: text("Indeks")}
        | {title: text.score(round_half_up(value)) for title, value in exact.items()},
        {first: text("Indeks tepat")}
        | {title: format_exact(text, value) for title, value in exact.items()},
        {first: text("Setara predikat")}
        | {t: rate_index(instrument, v, year)[0].names[text.language] for t, v in exact.items()},
        {first: text("Target {target}", target=text.score(question.aim_hundredths))}
        | {t: text("tercapai") if v >= aim.exact else text("belum") for t, v in exact.items()},
    ]
