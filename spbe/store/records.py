"""What the store gives and takes: plain values without a connection behind them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from spbe.model.assessment import Assessment, PublishedResult
from spbe.text.terms import STAGE_NAMES
from spbe.text.translator import Message, Translator, message

Author: TypeAlias = tuple[str, datetime.datetime]
"""Who does something, and when (with time zone)."""


@dataclass(frozen=True, slots=True)
class Agency:
    """An institution that is assessed."""

    id: int
    name: str
    kind: str | None
    """Provinsi, Kabupaten, Kota, Kementerian, …"""
    region: str | None
    is_illustrative: bool
    """Whether its figures are invented: every screen and export says so."""


@dataclass(frozen=True, slots=True, order=True)
class ResultKey:
    """What identifies an assessment or published result."""

    agency_id: int
    instrument_id: str
    year: int
    stage: str


@dataclass(frozen=True, slots=True)
class Revision:
    """One saved state of an assessment. Revisions are only ever added."""

    id: int
    key: ResultKey
    number: int
    """Counts from 1 within its assessment."""
    who: str
    at: datetime.datetime
    """UTC, with time zone."""
    source_name: str | None
    source_sha256: str | None
    note: str
    """Why it was made: "Unggah Excel", "Dipulihkan dari revisi 2", …"""


@dataclass(frozen=True, slots=True)
class StoredResult:
    """The newest state of an assessment or published result."""

    key: ResultKey
    content: Assessment | PublishedResult
    revision: Revision | None
    """None for a published result."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Something to save: complete content, and the revision it was made from."""

    agency_id: int
    content: Assessment | PublishedResult
    base_revision_id: int | None
    """The newest revision that the author saw; None where there was none."""
    source_name: str | None = None
    source_sha256: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cycle:
    """One year's evaluation of an agency."""

    agency_id: int
    year: int
    kind: Literal["evaluasi", "pemantauan"] = "evaluasi"
    dates: Mapping[str, datetime.date] = field(default_factory=dict)
    """Date of each stage, by stage; absent where not known."""
    locked: Mapping[str, str] = field(default_factory=dict)
    """Reason of the lock, by locked stage."""


@dataclass(frozen=True, slots=True)
class Target:
    """An aim for the index of an agency and year, always with its name and source."""

    id: int | None
    agency_id: int
    year: int
    name: str
    source: str
    hundredths: int
    is_primary: bool


@dataclass(frozen=True, slots=True)
class Sector:
    """What an agency chose for an indicator with a sector of its own choice, in a year."""

    agency_id: int
    year: int
    code: str
    sector: str
    application: str
    unit: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit (OPD) of an agency."""

    id: int
    agency_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Change:
    """What someone did beside the levels: dates, locks, sectors, targets."""

    id: int
    agency_id: int
    year: int
    subject: Literal["cycle", "sectors", "target"]
    value: Cycle | Sector | Target | str
    """What it was set to; `history.format_change` says it. Words where an earlier version of the
    app kept words."""
    who: str
    at: datetime.datetime
    """UTC, with time zone."""
    is_removed: bool = False
    """Whether `value` is what it was before it was removed."""


@dataclass(frozen=True, slots=True)
class Clarification:
    """What the team prepares on one indicator for the interview. Empty texts: nothing said yet."""

    agency_id: int
    instrument_id: str
    year: int
    code: str
    finding: str = ""
    """What the assessors found."""
    answer: str = ""
    evidence: str = ""
    """Which document shows it, and on which page."""
    claimed_level: int | None = None
    """Level units; None where no level is claimed yet."""
    person: str = ""
    """Who answers at the interview."""
    version: int = 0
    """Counts up with every change; 0 until it is saved."""


@dataclass(frozen=True, slots=True)
class AgencyContent:
    """An agency with all that is to be kept of it, before it has an id (ids inside are ignored)."""

    name: str
    kind: str | None
    region: str | None
    is_illustrative: bool
    results: tuple[Assessment | PublishedResult, ...] = ()
    cycles: tuple[Cycle, ...] = ()
    sectors: tuple[Sector, ...] = ()
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class Scenario:
    """Levels that somebody tries out beside an assessment, which stays as it is.

    `levels` holds level units by leaf code. `id` is None until it is saved.
    """

    id: int | None
    key: ResultKey
    name: str
    levels: Mapping[str, int]
    who: str
    at: datetime.datetime


class StoreError(Exception):
    """The store did not do what was asked, and nothing was changed; `message` says why."""

    def __init__(self, reason: Message) -> None:
        super().__init__(Translator("id")(reason))
        self.message = reason


class StageLockedError(StoreError):
    """The stage of a draft is locked, with the reason that was given for the lock."""

    def __init__(self, key: ResultKey, reason: str) -> None:
        super().__init__(
            message(
                "{stage} {year} dikunci: {reason}. Tidak ada yang disimpan. "
                "Buka kuncinya di Pengaturan bila memang perlu diubah.",
                stage=STAGE_NAMES.get(key.stage, key.stage),
                year=key.year,
                reason=reason.rstrip("."),
            )
        )
        self.key = key
        self.reason = reason


class ConflictError(StoreError):
    """Someone saved between reading and saving; `current` is the newest revision now."""

    def __init__(self, key: ResultKey, current: Revision | None) -> None:
        stage = STAGE_NAMES.get(key.stage, key.stage)
        if current is None:
            reason = message(
                "{stage} {year} sudah tidak ada di penyimpanan. Tidak ada yang disimpan. "
                "Muat ulang halaman, lalu simpan lagi sebagai penilaian baru.",
                stage=stage,
                year=key.year,
            )
        else:
            reason = message(
                "{who} sudah menyimpan revisi {number} untuk {stage} {year} sesudah data ini "
                "dibuka. Tidak ada yang disimpan. Bandingkan keduanya, lalu putuskan.",
                who=current.who,
                number=current.number,
                stage=stage,
                year=key.year,
            )
        super().__init__(reason)
        self.key = key
        self.current = current


class CycleConflictError(StoreError):
    """Someone changed a cycle between reading and saving; `current` is the cycle now."""

    def __init__(self, current: Cycle, who: str | None) -> None:
        super().__init__(
            message(
                "{who} sudah mengubah siklus {year} sesudah data ini dibuka. Tidak ada yang "
                "disimpan. Periksa tanggal dan kunci yang sekarang, lalu ubah lagi.",
                who=who or message("Orang lain"),
                year=current.year,
            )
        )
        self.current = current


class ScenarioConflictError(StoreError):
    """The name belongs to a scenario that the author did not mean; `current` is that one."""

    def __init__(self, current: Scenario) -> None:
        super().__init__(
            message(
                "Skenario “{name}” sudah ada, disimpan oleh {who}. Tidak ada yang disimpan. "
                "Pilih Ganti bila memang itu yang dimaksud, atau pakai nama lain.",
                name=current.name,
                who=current.who,
            )
        )
        self.current = current


class EditConflictError(StoreError):
    """Someone changed a thing between reading and saving; `current` is how it is now.

    `current` is None where the thing is gone. `what` names it, in the middle of a sentence.
    """

    def __init__(self, what: Message, current: object, who: str | None) -> None:
        super().__init__(
            message(
                "{who} sudah mengubah {what} sesudah data ini dibuka. Tidak ada yang disimpan. "
                "Periksa isinya yang sekarang, lalu simpan lagi.",
                who=who or message("Orang lain"),
                what=what,
            )
        )
        self.current = current
        self.who = who


class BackupError(StoreError):
    """A file is no backup that this app can restore; what is kept stays as it is."""
