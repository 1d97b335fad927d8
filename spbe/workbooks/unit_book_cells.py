"""Read single cells of a unit's workbook; whatever cannot be read is a problem with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from spbe.model.instrument import Instrument
from spbe.model.item import ITEM_STATES, JUDGED_STATES, ItemState, Share, find_next_states
from spbe.text.addresses import holds_password, is_web_address
from spbe.text.terms import ITEM_STATE_NAMES
from spbe.text.translator import LANGUAGES, Message, Translator, message
from spbe.workbooks.faults import shorten_text
from spbe.workbooks.grid import Grid, address
from spbe.workbooks.levels import LevelFault, describe_expected, read_level
from spbe.workbooks.reading import Problem
from spbe.workbooks.unit_book import NO, YES
from spbe.workbooks.wording import cell_text

_LONGEST_WORDS = 4_000
"""Characters of an answer, as the checklist keeps them."""


@dataclass(frozen=True, slots=True)
class BookRow:
    """A row of a workbook that came back."""

    grid: Grid
    row: int
    columns: Mapping[str, int]
    file: str
    problems: list[Problem]
    """Grows while its cells are read."""

    def address(self, role: str) -> str:
        return address(self.row, self.columns[role])

    def read_text(self, role: str) -> str | None:
        """Read a cell as text; None where it has no value that could be had."""
        place = self.row, self.columns[role]
        value = self.grid.value(*place)
        if value != "":
            return cell_text(value).replace("\r\n", "\n").strip()
        fault = self.grid.fault(*place)
        if fault is None:
            return ""
        sentence = message(
            "Tertulis “{found}” tanpa nilai. Tulis isinya langsung, lalu unggah lagi.",
            found=shorten_text(fault[1]),
        )
        self.refuse(role, "book-no-value", sentence, fault[1])
        return None

    def read_link(self) -> str | None:
        """Read the web address in or behind the cell of the link; "" where there is none."""
        said = self.read_text("link")
        if not said:
            return said
        behind = self.grid.links.get((self.row, self.columns["link"]), "")
        link = said if is_web_address(said) or not is_web_address(behind) else behind
        if not is_web_address(link):
            sentence = message(
                "Tertulis “{found}”, seharusnya satu alamat web yang diawali https:// atau "
                "http://. Salin alamatnya dari peramban.",
                found=shorten_text(said),
            )
            self.refuse("link", "book-link", sentence, said)
            return None
        if holds_password(link):
            sentence = message(
                "Tautan ini memuat nama pengguna atau kata sandi, jadi tidak dipakai. Hapus bagian "
                "sebelum tanda @."
            )
            self.refuse("link", "book-link", sentence, "")
            return None
        return link

    def warn(self, role: str, kind: str, sentence: Message) -> None:
        """Note what of a row is not used."""
        place = self.grid.name, self.address(role)
        self.problems.append(Problem("warning", kind, sentence, self.file, *place))

    def refuse(self, role: str, kind: str, sentence: Message, found: str) -> None:
        """Note what is wrong with a cell."""
        place = self.grid.name, self.address(role)
        self.problems.append(Problem("error", kind, sentence, self.file, *place, found))


def read_words(row: BookRow, role: str) -> str | None:
    """Read an answer or explanation; None where it cannot be kept."""
    said = row.read_text(role)
    if said is None or len(said) <= _LONGEST_WORDS:
        return said
    sentence = message(
        "Teks ini {n} huruf; paling banyak {most}. Ringkas, lalu unggah lagi.",
        n=len(said),
        most=_LONGEST_WORDS,
    )
    row.refuse(role, "book-long", sentence, shorten_text(said))
    return None


def read_filled(row: BookRow, base: ItemState | Share) -> ItemState | Share | None:
    """Read the state that a unit gave an item, or whether its share is done.

    A blank cell leaves it as it was; None where something else stands there.
    """
    if isinstance(base, Share):
        return _read_share(row, base)
    said = row.read_text("state")
    if not said:
        return None if said is None else base
    state = _find_states().get(said.casefold())
    allowed = (base, *find_next_states(base, may_judge=False))
    if state in allowed:
        return state
    expected = _name_all([ITEM_STATE_NAMES[name] for name in allowed])
    if state in JUDGED_STATES:
        sentence = message(
            "Status “{found}” hanya dapat diberikan koordinator atau asesor. Pilih {expected}.",
            found=said,
            expected=expected,
        )
    else:
        sentence = message(
            "Tertulis “{found}”, seharusnya {expected}.",
            found=shorten_text(said),
            expected=expected,
        )
    row.refuse("state", "book-state", sentence, said)
    return None


def read_claim(row: BookRow, instrument: Instrument, code: str, base: int | None) -> int | None:
    """Read a claimed level, in level units; `base` where the cell is blank or is no level."""
    if not row.read_text("claim"):
        return base
    units = read_level(row.grid.value(row.row, row.columns["claim"]), instrument, code)
    if not isinstance(units, LevelFault):
        return units
    sentence = message(
        "Usulan tingkat indikator {number}: tertulis “{found}”, seharusnya {expected}. Perbaiki, "
        "atau kosongkan.",
        number=instrument.node_by_code[code].number,
        found=shorten_text(units.found),
        expected=describe_expected(instrument),
    )
    row.refuse("claim", units.kind, sentence, units.found)
    return base


def _read_share(row: BookRow, base: Share) -> Share | None:
    said = row.read_text("done")
    if not said:
        return None if said is None else base
    for words, is_done in ((YES, True), (NO, False)):
        if said.casefold() in _spellings(words):
            return replace(base, is_done=is_done)
    sentence = message(
        "Tertulis “{found}”, seharusnya {expected}.",
        found=shorten_text(said),
        expected=_name_all([YES, NO]),
    )
    row.refuse("done", "book-done", sentence, said)
    return None


@cache
def _find_states() -> Mapping[str, ItemState]:
    """Give the states by their names in every language, in small letters."""
    return {
        spelling: name for name in ITEM_STATES for spelling in _spellings(ITEM_STATE_NAMES[name])
    }


def _spellings(words: Message) -> set[str]:
    return {Translator(language)(words).casefold() for language in LANGUAGES}


def _name_all(names: list[Message]) -> Message:
    """Name choices one after the other, in the language of whoever reads it."""
    named = names[0]
    for name in names[1:]:
        named = message("{first} atau {other}", first=named, other=name)
    return named
