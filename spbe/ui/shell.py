"""What every page begins with: page settings, menu, filters, language switch and header."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Literal

from streamlit.delta_generator import DeltaGenerator

from spbe.catalogue.instruments import InstrumentError
from spbe.charts.palette import Theme
from spbe.jobs.first_start import save_last_view
from spbe.model.instrument import Instrument
from spbe.store.database import Store
from spbe.store.person import MEMBER
from spbe.store.records import StoreError
from spbe.store.rights import Action, is_role_allowed
from spbe.text.terms import ROLE_NAMES, STAGE_NAMES
from spbe.text.translator import Message, Translator, message
from spbe.ui import address, cache, state
from spbe.ui.canvas import st
from spbe.ui.clock import today
from spbe.ui.markup import escape_markdown
from spbe.ui.paper import Hidden, is_on_paper, lead_back
from spbe.ui.picture_choice import choose_picture_format
from spbe.ui.sign_in import enter_store, show_person
from spbe.ui.wanted import forget_wanted, take_wanted

_WHO, _LAST_VIEW, _OPENED, _PAPER = "who", "last-view", "opened", "on-paper"


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One line of the menu. `file` is relative to `app.py`."""

    name: str
    file: str
    title: Message
    is_further: bool = False
    """Whether it stands below "Lainnya"."""
    is_kept: bool = False
    """Whether links lead back to it as it was left, where agency and year are the same."""


MENU = (
    MenuEntry("home", "app.py", message("Ringkasan")),
    MenuEntry("domains", "pages/domains.py", message("Domain & Indikator")),
    MenuEntry("trend", "pages/trend.py", message("Tren & Tahap")),
    MenuEntry("benchmark", "pages/benchmark.py", message("Perbandingan Instansi")),
    MenuEntry("plan", "pages/plan.py", message("Menuju Target"), is_kept=True),
    MenuEntry("checklist", "pages/checklist.py", message("Checklist")),
    MenuEntry("tasks", "pages/tasks.py", message("Tugas OPD")),
    MenuEntry("evidence", "pages/evidence.py", message("Bukti Dukung")),
    MenuEntry("interview", "pages/interview.py", message("Interviu"), is_kept=True),
    MenuEntry("meeting", "pages/meeting.py", message("Rapat & Laporan")),
    MenuEntry("upload", "pages/upload.py", message("Unggah Excel")),
    MenuEntry("entry", "pages/entry.py", message("Isi Penilaian"), is_further=True),
    MenuEntry("history", "pages/history.py", message("Riwayat"), is_further=True),
    MenuEntry("method", "pages/method.py", message("Cara Hitung"), is_further=True),
    MenuEntry("bridge", "pages/bridge.py", message("Bekal untuk Pemdi"), is_further=True),
    MenuEntry("settings", "pages/settings.py", message("Pengaturan"), is_further=True),
)

_FILES = {PurePath(entry.file).stem: entry.file for entry in MENU if entry.name != "home"}
"""The files of pages by the end of their address."""
MEMBER_MENU = ("tasks", "upload", "evidence")
"""What a member of a unit sees, their tasks first; the rest stays open by address."""
_NEEDS = {
    "upload": (Action.SAVE_CLAIMS, Action.SAVE_SELF),
    "entry": (Action.SAVE_CLAIMS, Action.SAVE_SELF),
    "settings": (Action.EDIT_TARGETS,),
}
"""Of what one must be allowed where a page is for that alone."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page works with."""

    name: str
    text: Translator
    snapshot: cache.Snapshot
    instruments: Mapping[str, Instrument]
    view: state.View
    header: DeltaGenerator
    """The line on top; what is written into it stands at its right end."""
    asked: set[str] = field(default_factory=set, compare=False)
    """What this run of the page has asked for already."""

    @property
    def store(self) -> Store:
        return self.snapshot.store

    @property
    def is_illustrative(self) -> bool:
        return self.view.agency is not None and self.view.agency.is_illustrative

    @property
    def theme(self) -> Theme:
        """The theme that the browser shows, for figures."""
        return "dark" if st.context.theme.type == "dark" else "light"

    def address(self, **more: str | None) -> dict[str, str]:
        """Give the query parameters that reopen this view, for `st.page_link` and links."""
        kept = {key: st.query_params.get(key) for key in address.KEPT}
        return {key: value for key, value in {**kept, **more}.items() if value}

    @property
    def known_name(self) -> str | None:
        """The name of who is at work here, None where it was not asked yet."""
        person = self.store.person
        name: str | None = st.session_state.get(_WHO) if person.is_local else person.name
        return name

    def who(self) -> str | None:
        """Tell who is at work here; where it is not known yet, ask once and give None."""
        # A place of its own, asked or not: what follows keeps its place when the answer is given.
        place = st.container()
        if self.known_name or _WHO in self.asked or is_on_paper():
            return self.known_name
        self.asked.add(_WHO)
        with place, st.form("ask_who", border=True):
            answer = st.text_input(
                self.text("Nama Anda"),
                max_chars=80,
                help=self.text("Dicatat pada setiap revisi; ditanyakan sekali per sesi."),
            )
            if st.form_submit_button(self.text("Lanjutkan")) and answer.strip():
                st.session_state[_WHO] = answer.strip()
                st.rerun()
        return None


def start_page(name: str, *, names_view: bool = True) -> Page:
    """Begin a page: settings, menu, filters, language switch and the line on top.

    `name` is the page's in `MENU`. Every page calls this first. Where the page is about something
    else than what the filters say, `names_view` is False and the line on top is silent about it.
    """
    text = Translator(state.read_language())
    entry = next(entry for entry in MENU if entry.name == name)
    is_paper, was_paper = is_on_paper(), st.session_state.get(_PAPER, False)
    st.session_state[_PAPER] = is_paper
    st.set_page_config(
        page_title=f"{text(entry.title)} · SPBE",
        layout="centered" if is_paper else "wide",
        # The menu goes where it was shown before, and comes back once.
        initial_sidebar_state="collapsed" if is_paper else "auto" if was_paper else None,
    )
    with _say_faults(text):
        instruments = cache.load_instruments()
        store = enter_store(cache.open_store(), text)
        _open_first_page(store, entry)
        snapshot = cache.take_snapshot(store)
        with Hidden() if is_paper else st.sidebar:
            show_person(store, text)
            menu = st.container(gap="xxsmall")
            view = state.show_filters(text, snapshot, instruments)
            state.show_language_switch(text)
            choose_picture_format(text)
            _show_print_button(text)
    if view.key is not None and view.key != st.session_state.get(_LAST_VIEW):
        st.session_state[_LAST_VIEW] = view.key
        with suppress(StoreError):  # a store that only reads, or is being restored, still shows
            save_last_view(snapshot.store, view.key)
    address.enter_page(_name_page(name, view))
    header = st.container(horizontal=True, vertical_alignment="center")
    page = Page(name, text, snapshot, instruments, view, header)
    if is_paper:
        _show_paper_line(text, text(entry.title))
    else:
        with menu:
            _show_menu(page)
    with header:
        _show_header(page, entry, names_view=names_view)
    if not _is_of_use(store, entry):
        said = text(
            "{page} tidak termasuk tugas {role}. Hubungi koordinator bila Anda memerlukannya.",
            page=entry.title,
            role=ROLE_NAMES[store.person.role],
        )
        st.info(said)
        st.stop()
    if view.notes:
        st.info(escape_markdown(" ".join(text(note) for note in view.notes)))
    return page


@contextmanager
def _say_faults(text: Translator) -> Iterator[None]:
    """Say what keeps the app from opening, and stop the page there."""
    try:
        yield
    except StoreError as fault:
        st.warning(escape_markdown(text(fault.message)), icon=":material/info:")
        st.stop()
    except InstrumentError as fault:
        failures = "\n".join(f"- {escape_markdown(failure)}" for failure in fault.failures)
        st.warning(
            text("Berkas instrumen belum dapat dipakai. Perbaiki ini, lalu muat ulang halaman:")
            + f"\n\n{failures}",
            icon=":material/info:",
        )
        st.stop()


def show_link(
    page: Page,
    name: str,
    label: str,
    icon: str | None = None,
    width: int | Literal["content"] = "content",
    **more: str,
) -> None:
    """Link to a page of the menu with the view as it is; `more` are further query parameters."""
    entry = next(entry for entry in MENU if entry.name == name)
    query = _make_query(page, entry, **more)
    st.page_link(entry.file, label=label, icon=icon, width=width, query_params=query)


def _find_menu(store: Store) -> list[MenuEntry]:
    """Find the pages that are of use to whoever is at work."""
    if store.person.role == MEMBER:
        return [entry for name in MEMBER_MENU for entry in MENU if entry.name == name]
    return [entry for entry in MENU if _is_of_use(store, entry)]


def _is_of_use(store: Store, entry: MenuEntry) -> bool:
    """Tell whether the person at work may do anything of what a page is for."""
    needs = _NEEDS.get(entry.name)
    return needs is None or any(is_role_allowed(store, action) for action in needs)


def _open_first_page(store: Store, entry: MenuEntry) -> None:
    """Lead from the home page, once a session, to what was wanted or a member has to do."""
    is_first = not st.session_state.get(_OPENED)
    st.session_state[_OPENED] = True
    forget_wanted()
    wanted = take_wanted(_FILES) if is_first and entry.name == "home" else None
    if wanted is not None:
        st.switch_page(wanted[0], query_params=wanted[1])
    if is_first and store.person.role == MEMBER and entry.name == "home":
        st.switch_page("pages/tasks.py", query_params=dict(st.query_params))


def _show_menu(page: Page) -> None:
    shown = _find_menu(page.store)
    for place, entry in enumerate(shown):
        if entry.is_further and not shown[place - 1].is_further:
            st.caption(page.text("Lainnya"))
        query = _make_query(page, entry)
        st.page_link(entry.file, label=page.text(entry.title), query_params=query)


def _make_query(page: Page, entry: MenuEntry, **more: str) -> dict[str, str | list[str]]:
    """Give the query parameters of a link: the view, `more`, and what a page was left with."""
    left = address.find_left_page(_name_page(entry.name, page.view)) if entry.is_kept else {}
    return {**left, **page.address(**more)}


def _name_page(name: str, view: state.View) -> str:
    """Name a page together with the agency and year it is about."""
    return f"{name}-{view.agency.id if view.agency else ''}-{view.year or ''}"


def _show_paper_line(text: Translator, title: str) -> None:
    """Say when a page was printed, and lead back to the screen."""
    with st.container(horizontal=True, vertical_alignment="center"):
        lead_back(title, text("Kembali ke tampilan layar"))
        st.caption(text("Dicetak {day}", day=text.date(today(), "long")))


def _show_print_button(text: Translator) -> None:
    # No link: it would lead to the page as it was when the menu was drawn.
    st.button(
        text("Cetak"),
        icon=":material/print:",
        type="tertiary",
        key="print",
        help=text("Membuka halaman ini untuk kertas A4; lalu tekan Ctrl+P."),
        on_click=address.write_address,
        args=(address.PAPER, "1"),
    )


def _show_header(page: Page, entry: MenuEntry, *, names_view: bool) -> None:
    view, text = page.view, page.text
    if not names_view:
        st.markdown(f"**{text(entry.title)}**", width="stretch")
        return
    parts = [] if entry.name == "home" else [f"**{text(entry.title)}**"]
    if view.agency is not None:
        name = escape_markdown(view.agency.name)
        parts.append(f"**{name}**" if entry.name == "home" else name)
    if view.year is not None and view.stage is not None:
        parts += [str(view.year), format_stage(text, view.stage)]
    st.markdown(" · ".join(parts) or f"**{text(entry.title)}**", width="stretch")
    if page.is_illustrative:
        st.badge(text("Ilustratif"), color="orange", help=text("Angka contoh, bukan hasil resmi."))


def format_stage(text: Translator, stage: str) -> str:
    """Name a stage; whatever is not final is interim and says so."""
    said = text(STAGE_NAMES[stage])
    return said if stage == "final" else text("{stage} (sementara)", stage=said)
