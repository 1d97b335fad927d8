"""What is asked of a plan: which way, towards which target, with what forbidden and demanded."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from streamlit.delta_generator import DeltaGenerator

from spbe.analysis.claims import find_disputed
from spbe.jobs.plan_obstacles import Inquiry
from spbe.jobs.plan_search import Aim, aim_at_index, aim_at_next_rating
from spbe.model.assessment import Assessment
from spbe.store.records import ResultKey
from spbe.text.translator import Message, Translator, message
from spbe.ui.cache import Result
from spbe.ui.canvas import st
from spbe.ui.choices import choose_option, choose_text
from spbe.ui.effort_address import read_own_efforts
from spbe.ui.empty import show_without_levels
from spbe.ui.formula import show_range
from spbe.ui.markup import escape_markdown
from spbe.ui.plan_page_demands import Goal, read_demands
from spbe.ui.shell import Page, show_link
from spbe.ui.state import choose_part
from spbe.ui.target_parts import read_hundredths

Way: TypeAlias = Literal["clarify", "improve", "simulate"]

_WAYS = {
    "clarify": message("Klarifikasi"),
    "improve": message("Perbaikan"),
    "simulate": message("Simulasi"),
}
_NEXT, _OWN = "next", "own"
"""Aims that are no target of the year, as they stand in the address."""


@dataclass(frozen=True, eq=False)
class Question:
    """Everything that a plan on this page depends on."""

    result: Result
    way: Way
    aim: Aim
    aim_name: str
    """The target's name and value as people read it."""
    goal: Goal
    budget: Fraction
    inquiry: Inquiry
    claim: Result | None
    """The self assessment of the same year, wherever it is known."""

    @property
    def assessment(self) -> Assessment:
        return self.inquiry.assessment

    @property
    def aim_hundredths(self) -> int:
        """The bound as it is shown, even where the rounded index need only come close to it."""
        return int(Fraction(self.aim.shown) * 100)

    @property
    def owner(self) -> str:
        return name_owner(self.result.key)

    @property
    def revision(self) -> int | None:
        """Which state of the assessment it is asked of."""
        revision = self.result.stored.revision
        return revision.id if revision is not None else None

    @property
    def name(self) -> tuple[object, ...]:
        """What sets this question apart from every other one in the same store."""
        efforts = self.inquiry.efforts
        return (
            self.result.key,
            self.way,
            self.aim.exact,
            self.goal,
            self.budget,
            self.inquiry.restrictions,
            tuple(efforts.classes.items()),
            tuple(sorted(efforts.steps.items(), key=lambda step: step[0])),
            efforts.other,
        )


def name_owner(key: ResultKey) -> str:
    """Name whose efforts those are that stand in the address."""
    return f"{key.agency_id}-{key.instrument_id}"


def ask_question(page: Page, result: Result) -> Question | None:
    """Ask which way and towards which target, or say what is missing before any plan."""
    row = st.container(horizontal=True, vertical_alignment="center")
    content = result.stored.content
    if not isinstance(content, Assessment):
        show_without_levels(page, result)
        return None
    if not result.scored.scores.is_complete:
        _show_incomplete(page, result)
        return None
    claim = find_claim(page, result)
    with row:
        way = _choose_way(page, result, content, claim)
    if way == "clarify" and not _check_claim(page, result, content, claim):
        return None
    aim = _choose_aim(page, result, row)
    if aim is None:
        return None
    instrument = result.scored.instrument
    year_of_agency = f"{result.key.agency_id}-{result.key.year}"
    demands = read_demands(year_of_agency, instrument, content)
    claimed = claim.stored.content if way == "clarify" and claim is not None else None
    inquiry = Inquiry(
        instrument,
        content,
        claimed if isinstance(claimed, Assessment) else None,
        demands.restrictions,
        read_own_efforts(name_owner(result.key), instrument),
    )
    return Question(result, way, *aim, demands.goal, demands.budget, inquiry, claim)


def _choose_way(page: Page, result: Result, content: Assessment, claim: Result | None) -> Way:
    """Draw the switch; before the interview clarification comes first, where it has a claim."""
    is_disputed = bool(_find_disputed(result, content, claim))
    fallback = "clarify" if is_disputed and result.scored.is_interim else "improve"
    way: Way = choose_part(page.text, "way", _WAYS, fallback)  # type: ignore[assignment]
    return way


def find_claim(page: Page, result: Result) -> Result | None:
    """Find the complete self assessment of the same year that a later stage is compared with."""
    key = result.key
    if key.stage in ("self", "proposal"):
        return None
    wanted = ResultKey(key.agency_id, key.instrument_id, key.year, "self")
    found = next((kept for kept in page.view.results if kept.key == wanted), None)
    if found is None or not isinstance(found.stored.content, Assessment):
        return None
    return found


def _find_disputed(result: Result, content: Assessment, claim: Result | None) -> list[str]:
    claimed = claim.stored.content if claim is not None else None
    if not isinstance(claimed, Assessment):
        return []
    return find_disputed(result.scored.instrument, content, claimed)


def _show_incomplete(page: Page, result: Result) -> None:
    text = page.text
    show_range(text, result, result.scored.instrument.root.code)
    st.info(text("Rencana dan simulasi dibuat setelah semua indikator bernilai."))
    show_link(page, "entry", text("Isi Penilaian"), icon=":material/edit_note:")


def _check_claim(page: Page, result: Result, content: Assessment, claim: Result | None) -> bool:
    """Say what clarification lacks, where it lacks anything."""
    text, key = page.text, result.key
    if key.stage in ("self", "proposal"):
        st.info(
            text(
                "Tahap ini sendiri adalah klaimnya, belum ada yang diturunkan asesor. Pilih tahap "
                "sesudahnya, atau buka Perbaikan."
            )
        )
        return False
    if claim is None:
        st.info(
            text(
                "Klarifikasi membandingkan dengan tingkat pada Penilaian Mandiri {year}, dan itu "
                "belum tersimpan. Unggah lembarnya, atau buka Perbaikan.",
                year=key.year,
            )
        )
        show_link(page, "upload", text("Unggah Excel"), icon=":material/upload_file:")
        return False
    if not _find_disputed(result, content, claim):
        st.info(
            text(
                "Tidak ada indikator di bawah klaim Penilaian Mandiri {year}, jadi tidak ada yang "
                "perlu diklarifikasi.",
                year=key.year,
            )
        )
        return False
    return True


def _choose_aim(page: Page, result: Result, row: DeltaGenerator) -> tuple[Aim, str] | None:
    """Ask for the target: one of the year's, the next rating, or a number of one's own."""
    text, scored = page.text, result.scored
    instrument = scored.instrument
    targets = page.snapshot.targets(result.key.agency_id, result.key.year)
    aims = {f"target-{target.id}": aim_at_index(target.hundredths) for target in targets}
    names = {
        f"target-{target.id}": f"{text.score(target.hundredths)} {target.name}"
        for target in targets
    }
    following = aim_at_next_rating(
        instrument, scored.scores.exact[instrument.root.code], scored.year
    )
    if following is not None and following.rating is not None:
        aims[_NEXT] = following
        names[_NEXT] = text(
            "{bound} predikat berikutnya: {rating}",
            bound=text.decimal(following.rating.lower, 2),
            rating=following.rating.names[text.language],
        )
    chosen = choose_option(
        text,
        "aim",
        text("Target"),
        names | {_OWN: text("Angka sendiri")},
        place=row,
        width=420,
        label_visibility="collapsed",
    )
    if not targets:
        st.caption(text("Belum ada target untuk {year}; catat di Pengaturan.", year=scored.year))
    if chosen != _OWN:
        return aims[chosen], names[chosen]
    low, high = instrument.level_minimum, instrument.level_maximum
    written = choose_text(
        "own-target",
        text("Indeks yang dituju"),
        f"{high}.00",
        lambda written: _tidy(read_hundredths(written, low, high), written, text),
        place=row,
        width=120,
        label_visibility="collapsed",
    )
    read = read_hundredths(written, low, high)
    if isinstance(read, Message):
        st.warning(escape_markdown(text(read)))
        return None
    return aim_at_index(read), text.score(read)


def _tidy(read: int | Message, written: str, text: Translator) -> str:
    """Write a number as the language does; what is none stays as it was written."""
    return written if isinstance(read, Message) else text.score(read)
