"""Every function of the store that writes, tried by everyone: allowed it works, refused nothing
is changed. A test holds that none is missing."""

from __future__ import annotations

import ast
import datetime
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from spbe.model.assessment import Assessment, IndicatorNotes, PublishedResult
from spbe.model.assignment import Assignment
from spbe.model.evidence import Document, DocumentUse
from spbe.model.item import Item, Share
from spbe.model.meeting import Attendee, FollowUp, Meeting, MeetingFigures, Minutes
from spbe.store.account_records import Account
from spbe.store.accounts import add_account, save_account
from spbe.store.agencies import save_agency_details
from spbe.store.assessments import find_results, find_revisions, restore_revision, save_drafts
from spbe.store.assignments import save_assignments
from spbe.store.backup import build_backup, restore_backup
from spbe.store.clarifications import remove_clarification, save_clarification
from spbe.store.cycles import load_cycle, save_cycle, save_sectors
from spbe.store.database import Store, open_store
from spbe.store.document_secrets import Secret, save_secret
from spbe.store.document_uses import add_uses, remove_uses
from spbe.store.document_versions import add_file, add_link, note_access
from spbe.store.documents import (
    add_document,
    remove_document,
    review_document,
    save_document,
    submit_document,
)
from spbe.store.events import find_events
from spbe.store.files import open_files
from spbe.store.follow_ups import add_follow_up, remove_follow_up, save_follow_up
from spbe.store.history import find_changes
from spbe.store.item_notes import add_note
from spbe.store.item_shares import find_shares, save_shares
from spbe.store.items import add_items, carry_items, save_items
from spbe.store.meeting_minutes import save_attendance, save_meeting_note
from spbe.store.meetings import (
    add_meeting,
    close_meeting,
    remove_meeting,
    reopen_meeting,
    save_meeting,
)
from spbe.store.older_events import find_history
from spbe.store.person import ADMIN, ASSESSOR, COORDINATOR, MEMBER, NOBODY, VIEWER, Person
from spbe.store.readings import save_readings
from spbe.store.records import (
    Agency,
    Clarification,
    Cycle,
    Draft,
    ResultKey,
    Revision,
    Scenario,
    Sector,
    StoreError,
    Target,
)
from spbe.store.rights import Action, RightsError
from spbe.store.samples import clear_samples, fill_samples
from spbe.store.scenarios import find_scenarios, remove_scenario, save_scenario
from spbe.store.schema import metadata, settings
from spbe.store.settings import save_setting
from spbe.store.sign_in import invite
from spbe.store.targets import find_targets, remove_target, save_target
from spbe.store.unit_work import UnitWork, save_unit_work
from spbe.store.wordings import save_wordings
from tests.agencies import add_agency, remove_agency
from tests.store.conftest import MORNING
from tests.store.test_rights import EXPECTED

INSTRUMENT, UNIT, CODE = "permenpanrb-59-2020", "Diskominfo", "I1"
WHO = ("Samaran", MORNING)
DAY = datetime.date(2024, 11, 4)
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@dataclass(frozen=True)
class Kept:
    """What stands in the store that everyone tries to change."""

    agency: int
    other: int
    item: Item
    document: Document
    use: DocumentUse
    clarification: Clarification
    target: Target
    scenario: Scenario
    account: Account
    claims: Revision
    meeting: Meeting
    follow_up: FollowUp
    backup: bytes

    @property
    def key(self) -> ResultKey:
        return ResultKey(self.agency, INSTRUMENT, 2024, "estimate")

    @property
    def seen_agency(self) -> Agency:
        return Agency(self.agency, "Kota Uji", None, None, False)

    def draft(self, stage: str, level: int, base: int | None = None, unit: str = UNIT) -> Draft:
        notes = {CODE: IndicatorNotes(unit=unit)} if unit else {}
        content = Assessment(INSTRUMENT, "Kota Uji", 2024, stage, {CODE: level}, notes)
        return Draft(self.agency, content, base)


def fill(store: Store) -> Kept:
    agency, other = add_agency(store, "Kota Uji").id, add_agency(store, "Kota Lain").id
    save_assignments(store, agency, INSTRUMENT, {CODE: Assignment((UNIT,), ())}, *WHO, {})
    new = Item(agency, INSTRUMENT, "Susun", "own", 2023, CODE, is_for_all_units=True, units=(UNIT,))
    (item,) = add_items(store, [new], *WHO)
    added = add_document(store, Document(None, agency, "Pergub", units=(UNIT,)), *WHO)
    document = add_link(store, added, "https://drive.example/1", "", None, *WHO)
    use = DocumentUse(document.id or 0, INSTRUMENT, 2024, CODE)
    add_uses(store, [use], *WHO)
    mark = Clarification(agency, INSTRUMENT, 2024, CODE, "", "Sudah", "", None, "")
    target = save_target(store, Target(None, agency, 2024, "Aim", "RPJMD", 350, True), *WHO)
    key = ResultKey(agency, INSTRUMENT, 2024, "document")
    scenario = save_scenario(store, key, "Uji", {CODE: 4}, *WHO)
    account = add_account(store, Account(None, "Budi", "budi", VIEWER, agency), *WHO)
    add_account(store, Account(None, "Admin", "admin", ADMIN, None), *WHO)
    content = Assessment(INSTRUMENT, "Kota Uji", 2024, "proposal", {CODE: 2})
    (claims,) = save_drafts(store, [Draft(agency, content, None)], *WHO)
    clarification = save_clarification(store, mark, *WHO)
    plan = Meeting(agency, INSTRUMENT, 2024, "document", "Rapat", DAY)
    meeting = add_meeting(store, plan, *WHO)
    follow_up = add_follow_up(store, FollowUp(meeting.id or 0, "Kirim", (UNIT,)), *WHO)
    backup = build_backup(store)
    return Kept(agency, other, item, document, use, clarification, target, scenario, account,
                claims, meeting, follow_up, backup)  # fmt: skip


@dataclass(frozen=True)
class Case:
    action: Action
    work: Callable[[Store, Kept], object]
    is_of_all: bool = False
    """Whether it is about all of the store, and so only for those who work for all agencies."""
    is_for_one_unit: bool = True
    """Whether it is about a thing of the member's unit."""


def _sector(agency: int) -> Sector:
    return Sector(agency, 2024, "I45", "Kesehatan", "SIMRS", UNIT)


def _published(kept: Kept) -> Draft:
    result = PublishedResult(INSTRUMENT, "Kota Uji", 2023, "final", {"SPBE": 291}, None, "Kepmen")
    return Draft(kept.agency, result, None)


def _save_share(store: Store, kept: Kept) -> object:
    seen = Share(kept.item.id or 0, UNIT)
    return save_shares(store, [(seen, replace(seen, is_done=True))], *WHO)


def _close(store: Store, kept: Kept) -> Meeting:
    return close_meeting(store, kept.meeting, MeetingFigures(MORNING, None, 328, None), *WHO)


A = Action
CASES: Mapping[str, tuple[Case, ...]] = {
    "add_agency": (Case(A.EDIT_AGENCIES, lambda s, k: add_agency(s, "Baru"), is_of_all=True),),
    "save_agency_details": (
        Case(
            A.EDIT_AGENCIES,
            lambda s, k: save_agency_details(
                s,
                k.agency,
                "Kota",
                "Lampung",
                *WHO,
                k.seen_agency,
            ),
        ),
    ),
    "remove_agency": (Case(A.EDIT_AGENCIES, lambda s, k: remove_agency(s, k.agency)),),
    "save_drafts": (
        Case(
            A.SAVE_CLAIMS,
            lambda s, k: save_drafts(s, [k.draft("proposal", 3, k.claims.id)], *WHO),
        ),
        Case(A.SAVE_SELF, lambda s, k: save_drafts(s, [k.draft("self", 3)], *WHO)),
        *(
            Case(A.SAVE_ASSESSMENT, lambda s, k, at=at: save_drafts(s, [k.draft(at, 3)], *WHO))
            for at in ("document", "interview", "estimate", "visit", "final")
        ),
        Case(A.SAVE_ASSESSMENT, lambda s, k: save_drafts(s, [_published(k)], *WHO)),
    ),
    "restore_revision": (
        Case(
            A.SAVE_CLAIMS,
            lambda s, k: restore_revision(s, k.claims.id, k.claims.id, *WHO),
            is_for_one_unit=False,
        ),
    ),
    "save_assignments": (
        Case(
            A.CONFIRM_ASSIGNMENTS,
            lambda s, k: save_assignments(
                s, k.agency, INSTRUMENT, {}, *WHO, {CODE: Assignment((UNIT,), ())}
            ),
        ),
    ),
    "restore_backup": (
        Case(A.BACKUP, lambda s, k: restore_backup(s, k.backup, *WHO), is_of_all=True),
    ),
    "save_clarification": (
        Case(
            A.EDIT_CLARIFICATIONS,
            lambda s, k: save_clarification(
                s, replace(k.clarification, answer="Baru"), *WHO, k.clarification
            ),
        ),
    ),
    "remove_clarification": (
        Case(A.EDIT_CLARIFICATIONS, lambda s, k: remove_clarification(s, k.clarification, *WHO)),
    ),
    "save_cycle": (Case(A.EDIT_CYCLE, lambda s, k: save_cycle(s, Cycle(k.agency, 2025), *WHO)),),
    "save_sectors": (Case(A.EDIT_CYCLE, lambda s, k: save_sectors(s, [_sector(k.agency)], *WHO)),),
    "save_secret": (
        Case(A.EDIT_EVIDENCE, lambda s, k: save_secret(s, k.document, Secret("a", "b"), *WHO)),
    ),
    "add_uses": (
        Case(A.EDIT_EVIDENCE, lambda s, k: add_uses(s, [replace(k.use, year=2025)], *WHO)),
    ),
    "remove_uses": (Case(A.EDIT_EVIDENCE, lambda s, k: remove_uses(s, [k.use], *WHO)),),
    "add_link": (
        Case(
            A.EDIT_EVIDENCE,
            lambda s, k: add_link(s, k.document, "https://drive.example/2", "", None, *WHO),
        ),
    ),
    "add_file": (
        Case(
            A.EDIT_EVIDENCE,
            lambda s, k: add_file(s, open_files(), k.document, "a.pdf", PDF, "", *WHO),
        ),
    ),
    "note_access": (
        Case(A.EDIT_EVIDENCE, lambda s, k: note_access(s, k.document, MORNING.date(), *WHO)),
    ),
    "add_document": (
        Case(
            A.EDIT_EVIDENCE,
            lambda s, k: add_document(s, Document(None, k.agency, "B", units=(UNIT,)), *WHO),
        ),
    ),
    "save_document": (
        Case(
            A.EDIT_EVIDENCE,
            lambda s, k: save_document(s, replace(k.document, name="B"), *WHO, k.document),
        ),
    ),
    "submit_document": (Case(A.EDIT_EVIDENCE, lambda s, k: submit_document(s, k.document, *WHO)),),
    "review_document": (
        Case(A.REVIEW_EVIDENCE, lambda s, k: review_document(s, k.document, True, "", *WHO)),
    ),
    "remove_document": (Case(A.EDIT_EVIDENCE, lambda s, k: remove_document(s, k.document, *WHO)),),
    "add_note": (
        Case(A.EDIT_ITEMS, lambda s, k: add_note(s, k.item.id or 0, "answer", "Sudah", *WHO)),
    ),
    "save_shares": (Case(A.EDIT_ITEMS, _save_share),),
    "add_items": (
        Case(A.EDIT_ITEMS, lambda s, k: add_items(s, [replace(k.item, id=None, text="B")], *WHO)),
    ),
    "save_items": (
        Case(
            A.EDIT_ITEMS,
            lambda s, k: save_items(s, [(k.item, replace(k.item, person="Rini"))], *WHO),
        ),
    ),
    "carry_items": (
        Case(
            A.EDIT_ITEMS,
            lambda s, k: carry_items(s, k.agency, INSTRUMENT, 2024, *WHO),
            is_for_one_unit=False,
        ),
    ),
    "save_readings": (
        Case(A.RECORD_INTERVIEW, lambda s, k: save_readings(s, k.key, {CODE: 3}, *WHO, {})),
    ),
    "fill_samples": (Case(A.BACKUP, lambda s, k: fill_samples(s, list, *WHO), is_of_all=True),),
    "clear_samples": (Case(A.BACKUP, lambda s, k: clear_samples(s, *WHO), is_of_all=True),),
    "save_scenario": (
        Case(
            A.EDIT_SCENARIOS,
            lambda s, k: save_scenario(s, k.scenario.key, "Baru", {CODE: 5}, *WHO),
        ),
    ),
    "remove_scenario": (Case(A.EDIT_SCENARIOS, lambda s, k: remove_scenario(s, k.scenario, *WHO)),),
    "save_setting": (
        Case(A.EDIT_SETTINGS, lambda s, k: save_setting(s, "a", "b"), is_of_all=True),
    ),
    "save_target": (
        Case(
            A.EDIT_TARGETS,
            lambda s, k: save_target(s, replace(k.target, hundredths=400), *WHO, k.target),
        ),
    ),
    "remove_target": (Case(A.EDIT_TARGETS, lambda s, k: remove_target(s, k.target.id or 0, *WHO)),),
    "save_unit_work": (
        Case(
            A.EDIT_ITEMS,
            lambda s, k: save_unit_work(
                s,
                UnitWork(k.agency, 2024, [(k.item, replace(k.item, person="Rini"))]),
                *WHO,
            ),
        ),
    ),
    "save_wordings": (
        Case(
            A.EDIT_SETTINGS,
            lambda s, k: save_wordings(s, INSTRUMENT, {(CODE, 2): "Kata"}, *WHO, {}),
            is_of_all=True,
        ),
    ),
    "add_meeting": (
        Case(A.EDIT_MEETINGS, lambda s, k: add_meeting(s, replace(k.meeting, id=None), *WHO)),
    ),
    "save_meeting": (
        Case(
            A.EDIT_MEETINGS,
            lambda s, k: save_meeting(s, replace(k.meeting, place="Aula"), *WHO, k.meeting),
        ),
    ),
    "close_meeting": (Case(A.EDIT_MEETINGS, _close),),
    "reopen_meeting": (Case(A.EDIT_MEETINGS, lambda s, k: reopen_meeting(s, k.meeting, *WHO)),),
    "remove_meeting": (
        Case(
            A.EDIT_MEETINGS,
            lambda s, k: remove_meeting(s, k.meeting, Minutes(follow_ups=(k.follow_up,)), *WHO),
        ),
    ),
    "save_attendance": (
        Case(
            A.EDIT_MEETINGS,
            lambda s, k: save_attendance(s, k.meeting.id or 0, [Attendee("Budi")], *WHO, []),
        ),
    ),
    "save_meeting_note": (
        Case(
            A.EDIT_MEETINGS,
            lambda s, k: save_meeting_note(s, k.meeting.id or 0, "target", "Kata", *WHO, ""),
        ),
    ),
    "add_follow_up": (
        Case(
            A.EDIT_MEETINGS,
            lambda s, k: add_follow_up(s, replace(k.follow_up, text="Baru"), *WHO),
        ),
    ),
    "save_follow_up": (
        Case(
            A.EDIT_MEETINGS,
            lambda s, k: save_follow_up(s, replace(k.follow_up, text="Baru"), *WHO, k.follow_up),
        ),
    ),
    "remove_follow_up": (
        Case(A.EDIT_MEETINGS, lambda s, k: remove_follow_up(s, k.follow_up, *WHO)),
    ),
    "add_account": (
        Case(
            A.MANAGE_ACCOUNTS,
            lambda s, k: add_account(s, Account(None, "C", "c", VIEWER, k.agency), *WHO),
        ),
    ),
    "save_account": (
        Case(
            A.MANAGE_ACCOUNTS,
            lambda s, k: save_account(s, replace(k.account, name="C"), *WHO, k.account),
        ),
    ),
    "invite": (Case(A.MANAGE_ACCOUNTS, lambda s, k: invite(s, k.account, "x", MORNING)),),
}
BEFORE_SIGN_IN = {
    *("invite_first_admin", "accept_invitation", "sign_in", "sign_in_with_identity"),
    *("sign_out", "change_password"),
}
"""They make somebody the person at work, or are theirs alone; test_accounts.py tries them."""


def find_writing_functions() -> set[str]:
    found = set()
    for path in Path("spbe/store").resolve().glob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            is_door = isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
            if is_door and "store.write(" in ast.unparse(node):
                found.add(node.name)
    return found


def test_no_writing_function_is_missing_from_the_table():
    assert find_writing_functions() == {*CASES, *BEFORE_SIGN_IN}


@pytest.fixture(scope="module")
def world(tmp_path_factory) -> tuple[Path, Kept]:
    path = tmp_path_factory.mktemp("world") / "store.sqlite3"
    store = open_store(f"sqlite:///{path}")
    kept = fill(store)
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    return path, kept


@pytest.fixture
def copy(world, tmp_path, monkeypatch):
    """Give a fresh copy of the store, as often as it is asked for."""
    monkeypatch.setenv("SPBE_EVIDENCE_URL", str(tmp_path / "evidence"))
    stores: list[Store] = []

    def make() -> Store:
        path = tmp_path / f"{len(stores)}.sqlite3"
        shutil.copy(world[0], path)
        stores.append(open_store(f"sqlite:///{path}"))
        return stores[-1]

    yield make
    for store in stores:
        store.close()


def dump(store: Store) -> dict[str, list[Any]]:
    """Give all that is kept, but for the version that every transaction counts up."""
    with store.read() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(select(table))))
            for table in metadata.sorted_tables
            if table is not settings
        }


PEOPLE = (ADMIN, COORDINATOR, MEMBER, ASSESSOR, VIEWER)
TABLE = [
    pytest.param(case, id=f"{name}-{case.action.value}-{number}")
    for name, cases in CASES.items()
    for number, case in enumerate(cases)
]


def may(case: Case, role: str) -> bool:
    if role == MEMBER and not case.is_for_one_unit:
        return False
    return role in EXPECTED[case.action]


@pytest.mark.parametrize("case", TABLE)
def test_whoever_may_not_is_refused_and_nothing_is_changed(case, world, copy):
    kept, store = world[1], copy()
    before = dump(store)
    units = frozenset({UNIT})
    refused = [NOBODY, Person(9, "Jauh", ADMIN, kept.other)]
    refused += [Person(9, "Rina", role, kept.agency, units) for role in PEOPLE
                if case.is_of_all or not may(case, role)]  # fmt: skip
    refused += [Person(9, "Rina", role, None, units) for role in PEOPLE if not may(case, role)]
    for person in refused:
        with pytest.raises(StoreError):
            case.work(store.act_as(person), kept)
        assert dump(store) == before, person
    assert not (Path(store.path.parent) / "evidence").exists()


def count_signed(store, kept):
    return sum(event.who == WHO[0] for event in find_history(store, kept.agency))


@pytest.mark.parametrize("case", TABLE)
def test_whoever_may_is_served_and_stands_in_the_history_by_their_own_name(case, world, copy):
    kept, units = world[1], frozenset({UNIT})
    allowed = [Person(9, "Rina", ADMIN)]
    allowed += [
        Person(9, "Rina", role, kept.agency, units)
        for role in PEOPLE
        if may(case, role) and not case.is_of_all
    ]
    signed = count_signed(copy(), kept)
    for person in allowed:
        store = copy()
        case.work(store.act_as(person), kept)
        assert count_signed(store, kept) <= signed
        revisions = find_revisions(store, replace(kept.key, stage="proposal"))
        assert {r.who for r in revisions if r.id > kept.claims.id} <= {"Rina"}
        # The oldest is the target that stood there before.
        assert {change.who for change in find_changes(store, kept.agency)[:-1]} <= {"Rina"}


def test_a_member_claims_only_for_indicators_of_their_unit(world, copy):
    kept = world[1]
    member = copy().act_as(Person(9, "Rina", MEMBER, kept.agency, frozenset({"Bappeda"})))
    with pytest.raises(RightsError, match="termasuk tugas OPD-nya"):
        save_drafts(member, [kept.draft("proposal", 3, kept.claims.id)], *WHO)


def test_a_member_takes_no_other_unit_off_a_row(world, copy):
    kept, store = world[1], copy()
    both = kept.draft("proposal", 3, kept.claims.id, unit="Diskominfo; Bappeda")
    (shared,) = save_drafts(store, [both], *WHO)
    member = store.act_as(Person(9, "Rina", MEMBER, kept.agency, frozenset({UNIT})))
    with pytest.raises(RightsError, match="tidak dapat melepas Bappeda"):
        save_drafts(member, [kept.draft("proposal", 4, shared.id)], *WHO)
    raised = replace(both.content, levels={CODE: 4})
    assert save_drafts(member, [replace(both, base_revision_id=shared.id, content=raised)], *WHO)


def test_of_other_agencies_only_published_final_results_are_seen(world, copy):
    kept, store = world[1], copy()
    save_drafts(store, [_published(kept), kept.draft("final", 3)], *WHO)
    save_cycle(store, Cycle(kept.agency, 2024, locked={"self": "Terkirim"}), *WHO)
    stranger = store.act_as(Person(9, "Jauh", ADMIN, kept.other))
    assert [r.key.stage for r in find_results(stranger)] == ["final"]
    assert isinstance(find_results(stranger)[0].content, PublishedResult)
    assert find_targets(stranger, kept.agency) == []
    assert find_scenarios(stranger, kept.scenario.key) == []
    assert find_shares(stranger, kept.agency, INSTRUMENT) == {}
    assert find_history(stranger, kept.agency) == []
    assert find_events(stranger, kept.agency) == find_changes(stranger, kept.agency) == []
    assert load_cycle(stranger, kept.agency, 2024) == Cycle(kept.agency, 2024)
    assert find_results(store.act_as(NOBODY)) == []
