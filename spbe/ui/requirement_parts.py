"""What the levels of an indicator ask for, the next one first, and who answers for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from spbe.analysis.requirements import find_requirements
from spbe.model.assignment import Assignment
from spbe.model.instrument import Instrument
from spbe.model.requirement import Requirement
from spbe.store.wordings import Wordings, find_wordings
from spbe.text.translator import Translator
from spbe.ui.cache import load_requirements
from spbe.ui.canvas import st
from spbe.ui.markup import escape_markdown
from spbe.ui.shell import Page


def show_requirements(page: Page, instrument: Instrument, code: str, units: int | None) -> None:
    """Draw what the next level of an indicator asks for, and all levels below a fold.

    Draws nothing where neither requirements nor official wording are known.
    """
    text, wordings = page.text, find_official(page, instrument)
    own = [r for r in load_requirements(instrument) if r.code == code]
    levels = sorted({r.level for r in own} | {level for c, level in wordings if c == code})
    if not levels:
        return
    following = None if units is None else units // instrument.level_scale + 1
    if following in levels:
        st.markdown(text("**Yang diminta tingkat {level}**", level=following))
        _show_level(text, own, wordings, code, following)
    with st.expander(text("Yang diminta semua tingkat")):
        for level in levels:
            st.markdown(f"**{text('Tingkat {level}', level=level)}**")
            _show_level(text, own, wordings, code, level)


def find_official(page: Page, instrument: Instrument) -> Wordings:
    """Find the official wording that was loaded for an instrument."""
    name = ("wordings", instrument.id)
    return page.snapshot.keep(name, lambda: find_wordings(page.store, instrument.id))


def say_between(
    page: Page, instrument: Instrument, code: str, before: int, after: int
) -> list[str]:
    """Say what an indicator needs to rise from one level to another [level units].

    The official wording of a level where it is loaded, else our own requirements.
    """
    own, official = load_requirements(instrument), find_official(page, instrument)
    scale, said = instrument.level_scale, []
    for level in range(before // scale + 1, after // scale + 1):
        asked = [
            r.texts[page.text.language] for r in find_requirements(own, code, level, level - 1)
        ]
        said += [official[code, level]] if (code, level) in official else asked
    return said


def say_units(text: Translator, said: Assignment) -> list[str]:
    """Say who leads and who supports, each as a line of markdown; nothing where nobody does."""
    lines = []
    if said.leads:
        lines.append(text("Pengampu: {units}", units=escape_markdown(name_leads(text, said))))
    if said.supports:
        units = escape_markdown(", ".join(said.supports))
        lines.append(text("Pendukung: {units}", units=units))
    return lines


def name_leads(text: Translator, said: Assignment) -> str:
    """Name the units that lead, and say so where that is only suggested."""
    units = "; ".join(said.leads)
    return text("{units} (usulan)", units=units) if units and said.is_suggested else units


def show_official(page: Page, instrument: Instrument, code: str, levels: Iterable[int]) -> None:
    """Draw the official wording of some levels, where it was loaded."""
    wordings = find_official(page, instrument)
    for level in levels:
        _show_official(page.text, wordings.get((code, level)), level)


def _show_official(text: Translator, official: str | None, level: int | None = None) -> None:
    if official:
        said = [text("Rumusan resmi")]
        said += [] if level is None else [text("Tingkat {level}", level=level)]
        st.markdown(f"> {escape_markdown(official)}  \n> :gray[{' · '.join(said)}]")


def _show_level(
    text: Translator,
    own: Iterable[Requirement],
    wordings: Mapping[tuple[str, int], str],
    code: str,
    level: int,
) -> None:
    _show_official(text, wordings.get((code, level)))
    lines = [_say(text, each) for each in find_requirements(own, code, level, above=level - 1)]
    if lines:
        st.markdown("\n".join(lines))


def _say(text: Translator, requirement: Requirement) -> str:
    language = text.language
    below = [text("bukti: {kind}", kind=requirement.evidence[language])]
    if requirement.is_for_all_units:
        below.append(text("semua OPD"))
    said = f"- {escape_markdown(requirement.texts[language])}  \n"
    said += f"  :gray[{escape_markdown('; '.join(below))}]"
    if requirement.notes:
        said += f"  \n  :gray[{escape_markdown(requirement.notes[language])}]"
    return said
