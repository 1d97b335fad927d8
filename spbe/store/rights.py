"""Who may do what. Every function of the store that writes or reads asks here.

The person at work travels with the store (`Store.act_as`) and with the connections it gives.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, Connection, false, true

from spbe.store.checks import check_who
from spbe.store.database import Store, find_person
from spbe.store.person import ADMIN, ASSESSOR, COORDINATOR, MEMBER, VIEWER, Person
from spbe.store.records import StoreError
from spbe.text.terms import ROLE_NAMES
from spbe.text.translator import Message, message


class Action(Enum):
    """What a role may do or not."""

    VIEW = "view"
    SAVE_CLAIMS = "save_claims"
    """Levels and notes of the stage `proposal`."""
    SAVE_SELF = "save_self"
    """Levels and notes of the stage `self`."""
    SAVE_ASSESSMENT = "save_assessment"
    """Levels and notes of all other stages, and published results."""
    EDIT_SCENARIOS = "edit_scenarios"
    EDIT_ITEMS = "edit_items"
    ACCEPT_ITEMS = "accept_items"
    """Also to return them, and to say that one does not apply."""
    EDIT_EVIDENCE = "edit_evidence"
    REVIEW_EVIDENCE = "review_evidence"
    SEE_SECRETS = "see_secrets"
    """User names and passwords of test accounts."""
    EDIT_CLARIFICATIONS = "edit_clarifications"
    RECORD_INTERVIEW = "record_interview"
    CONFIRM_ASSIGNMENTS = "confirm_assignments"
    EDIT_TARGETS = "edit_targets"
    EDIT_CYCLE = "edit_cycle"
    """Dates, locks and the chosen sectors of a year."""
    EDIT_MEETINGS = "edit_meetings"
    """Meetings with their attendance, minutes and follow-ups."""
    EDIT_AGENCIES = "edit_agencies"
    EDIT_SETTINGS = "edit_settings"
    """Small settings and the official wording, which all agencies share."""
    MANAGE_ACCOUNTS = "manage_accounts"
    BACKUP = "backup"
    """Copies and samples of the whole store, and files that nobody needs any more."""


_LEADERS = (ADMIN, COORDINATOR)

RIGHTS: Mapping[Action, tuple[str, ...]] = {
    Action.VIEW: (*_LEADERS, MEMBER, ASSESSOR, VIEWER),
    Action.SAVE_CLAIMS: (*_LEADERS, MEMBER),
    Action.SAVE_SELF: (*_LEADERS, ASSESSOR),
    Action.SAVE_ASSESSMENT: _LEADERS,
    Action.EDIT_SCENARIOS: (*_LEADERS, ASSESSOR),
    Action.EDIT_ITEMS: (*_LEADERS, MEMBER, ASSESSOR),
    Action.ACCEPT_ITEMS: (*_LEADERS, ASSESSOR),
    Action.EDIT_EVIDENCE: (*_LEADERS, MEMBER),
    Action.REVIEW_EVIDENCE: (*_LEADERS, ASSESSOR),
    Action.SEE_SECRETS: (*_LEADERS, MEMBER, ASSESSOR),
    Action.EDIT_CLARIFICATIONS: (*_LEADERS, MEMBER, ASSESSOR),
    Action.RECORD_INTERVIEW: _LEADERS,
    Action.CONFIRM_ASSIGNMENTS: _LEADERS,
    Action.EDIT_TARGETS: _LEADERS,
    Action.EDIT_CYCLE: _LEADERS,
    Action.EDIT_MEETINGS: _LEADERS,
    Action.EDIT_AGENCIES: (ADMIN,),
    Action.EDIT_SETTINGS: (ADMIN,),
    Action.MANAGE_ACCOUNTS: (ADMIN,),
    Action.BACKUP: (ADMIN,),
}
"""The roles that have a right. What a member does needs a unit of theirs, save for `VIEW`."""

_DEEDS: Mapping[Action, Message] = {
    Action.VIEW: message("melihat data ini"),
    Action.SAVE_CLAIMS: message("menyimpan usulan OPD"),
    Action.SAVE_SELF: message("menyimpan penilaian mandiri"),
    Action.SAVE_ASSESSMENT: message("menyimpan penilaian pada tahap ini"),
    Action.EDIT_SCENARIOS: message("menyimpan skenario"),
    Action.EDIT_ITEMS: message("mengubah butir checklist ini"),
    Action.ACCEPT_ITEMS: message("menerima atau mengembalikan butir checklist"),
    Action.EDIT_EVIDENCE: message("mengubah bukti dukung ini"),
    Action.REVIEW_EVIDENCE: message("menerima atau menolak bukti dukung"),
    Action.SEE_SECRETS: message("melihat akun uji coba"),
    Action.EDIT_CLARIFICATIONS: message("mengubah klarifikasi ini"),
    Action.RECORD_INTERVIEW: message("mencatat hasil interviu"),
    Action.CONFIRM_ASSIGNMENTS: message("menetapkan pembagian tugas OPD"),
    Action.EDIT_TARGETS: message("mengubah target"),
    Action.EDIT_CYCLE: message("mengubah siklus, kunci dan pilihan sektor"),
    Action.EDIT_MEETINGS: message("mengubah rapat dan notulennya"),
    Action.EDIT_AGENCIES: message("menambah, mengubah atau menghapus instansi"),
    Action.EDIT_SETTINGS: message("mengubah pengaturan bersama"),
    Action.MANAGE_ACCOUNTS: message("mengelola akun"),
    Action.BACKUP: message("mencadangkan, memulihkan atau mengosongkan penyimpanan"),
}


class RightsError(StoreError):
    """The person at work may not do this; nothing was changed."""


def check_right(
    store: Store | Connection,
    action: Action,
    agency_id: int | None = None,
    units: Iterable[str] | None = None,
) -> None:
    """Raise RightsError where the person at work may not do something.

    `agency_id` is the agency it is about, None where it is about all of the store; `units` are the
    names of the units that the thing to be changed belongs to. A member needs one of their own
    among them, so without `units` a member may only look.
    """
    person = _who(store)
    if person.role not in RIGHTS[action]:
        raise RightsError(_refuse_role(person, action))
    if person.agency_id is not None and agency_id != person.agency_id:
        raise RightsError(
            message(
                "{who} bekerja untuk satu instansi saja dan tidak berhak {deed} di luar instansi "
                "itu. Tidak ada yang diubah. Minta admin yang mengelola semua instansi.",
                who=person.name,
                deed=_DEEDS[action],
            )
        )
    if person.role == MEMBER and action is not Action.VIEW and not _shares(person, units or ()):
        raise RightsError(
            message(
                "{who} hanya dapat {deed} bila termasuk tugas OPD-nya ({units}). Tidak ada yang "
                "diubah. Minta koordinator membagikannya.",
                who=person.name,
                deed=_DEEDS[action],
                units=", ".join(sorted(person.units)) or "–",
            )
        )


def is_allowed(
    store: Store | Connection,
    action: Action,
    agency_id: int | None = None,
    units: Iterable[str] | None = None,
) -> bool:
    """Tell whether `check_right` would let the person at work do something."""
    try:
        check_right(store, action, agency_id, units)
    except RightsError:
        return False
    return True


def is_role_allowed(store: Store | Connection, action: Action) -> bool:
    """Tell whether the role of the person at work has a right at all, wherever it may be."""
    return _who(store).role in RIGHTS[action]


def check_units_kept(
    store: Store | Connection, before: Collection[str], after: Collection[str]
) -> None:
    """Raise RightsError where a member takes a unit that is not theirs off a thing."""
    person = _who(store)
    if person.role != MEMBER:
        return
    kept, own = {_plain(unit) for unit in after}, {_plain(unit) for unit in person.units}
    lost = [unit for unit in before if _plain(unit) not in kept | own]
    if lost:
        raise RightsError(
            message(
                "{who} tidak dapat melepas {units} dari tugas ini: OPD lain hanya dapat dilepas "
                "oleh koordinator. Tidak ada yang diubah.",
                who=person.name,
                units=", ".join(lost),
            )
        )


def seen_rows(store: Store | Connection, agency_id: ColumnElement[Any]) -> ColumnElement[bool]:
    """Give the condition under which the person at work sees rows of an agency.

    `agency_id` is the column of the agency: all rows of one's own, none of others.
    `sees_published` says whether to add published final results.
    """
    person = _who(store)
    if person.role not in RIGHTS[Action.VIEW]:
        return false()
    return true() if person.agency_id is None else agency_id == person.agency_id


def sees_published(store: Store | Connection) -> ColumnElement[bool]:
    """Give the condition under which the person at work sees published final results at all."""
    return true() if is_role_allowed(store, Action.VIEW) else false()


def check_author(store: Store | Connection, who: str, at: datetime.datetime) -> str:
    """Return the name to sign with: the account's, whatever `who` says, else `who`.

    Raises as `checks.check_who` does.
    """
    return check_who(sign(store, who), at)


def sign(store: Store | Connection, who: str) -> str:
    """Give the name under which something is kept: whoever signed in cannot be another."""
    return who if _who(store).is_local else _who(store).name


def _who(store: Store | Connection) -> Person:
    if isinstance(store, Connection):
        return find_person(store)
    if store.person.session is None:
        return store.person
    with store.read() as connection:
        return find_person(connection)


def _shares(person: Person, units: Iterable[str]) -> bool:
    return not {_plain(unit) for unit in person.units}.isdisjoint(map(_plain, units))


def _plain(unit: str) -> str:
    """Make two spellings of one unit the same."""
    return " ".join(unit.split()).casefold()


def _refuse_role(person: Person, action: Action) -> Message:
    if person.role not in ROLE_NAMES:
        return message("Masuk dulu dengan akun Anda. Tidak ada yang diubah.")
    values = {"who": person.name, "role": ROLE_NAMES[person.role], "deed": _DEEDS[action]}
    if RIGHTS[action] == (ADMIN,):
        return message(
            "{who} ({role}) tidak berhak {deed}. Tidak ada yang diubah. Minta admin.", **values
        )
    return message(
        "{who} ({role}) tidak berhak {deed}. Tidak ada yang diubah. Minta koordinator atau admin.",
        **values,
    )
