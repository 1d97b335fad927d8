"""Two people, threads and processes on one store: exactly one wins, and nobody's work is lost."""

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from spbe.store.agencies import find_agencies
from spbe.store.assessments import find_revisions, load_revision, save_drafts
from spbe.store.database import open_store
from spbe.store.records import ConflictError, ResultKey
from spbe.store.settings import load_setting, save_setting

PROJECT = Path(__file__).parents[2]
ROUNDS = 5
AUTHORS = 6

SAVE_IN_A_PROCESS = """
import datetime, sys
from spbe.model.assessment import Assessment
from spbe.store.assessments import save_drafts
from spbe.store.database import open_store
from spbe.store.records import ConflictError, Draft

url, agency_id, base, level = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
store = open_store(url)
content = Assessment("permenpanrb-59-2020", None, 2024, "document", {"I1": level})
print("ready", flush=True)
sys.stdin.readline()
try:
    at = datetime.datetime.now(datetime.UTC)
    saved = save_drafts(store, [Draft(agency_id, content, base)], f"Penulis {level}", at)
    print("saved", saved[0].id)
except ConflictError as conflict:
    print("conflict", conflict.current.id)
"""


@pytest.fixture
def key(agency):
    return ResultKey(agency.id, "permenpanrb-59-2020", 2024, "document")


def save_with_others(url, draft, barrier, at):
    """Save from a store of one's own, at the same moment as the others."""
    store = open_store(url)
    barrier.wait()
    try:
        return save_drafts(store, [draft], "Sari", at)[0]
    except ConflictError as conflict:
        return conflict
    finally:
        store.close()


def test_of_many_threads_that_save_the_same_assessment_exactly_one_wins(
    store, url, key, make_draft, at
):
    base = None
    for number in range(1, ROUNDS + 1):
        barrier = threading.Barrier(AUTHORS)
        drafts = [make_draft(base, levels={"I1": level}) for level in range(AUTHORS)]
        with ThreadPoolExecutor(AUTHORS) as pool:
            outcomes = list(pool.map(lambda d, b=barrier: save_with_others(url, d, b, at), drafts))
        told = [outcome for outcome in outcomes if isinstance(outcome, ConflictError)]
        (won,) = [outcome for outcome in outcomes if not isinstance(outcome, ConflictError)]
        assert len(told) == AUTHORS - 1
        assert {conflict.current for conflict in told} == {won}
        assert find_revisions(store, key)[0] == won
        assert won.number == number
        base = won.id
    assert len(find_revisions(store, key)) == ROUNDS


def test_of_two_processes_that_save_the_same_assessment_the_second_sees_the_difference(
    store, url, agency, key, make_draft, at
):
    (first,) = save_drafts(store, [make_draft(levels={"I1": 1})], "Sari", at)
    authors = [
        subprocess.Popen(
            [sys.executable, "-c", SAVE_IN_A_PROCESS, url, str(agency.id), str(first.id), level],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for level in ("2", "3")
    ]
    for author in authors:
        assert author.stdout.readline() == "ready\n"
    for author in authors:
        author.stdin.write("\n")
        author.stdin.flush()
    said = sorted(author.communicate(timeout=60)[0].split() for author in authors)
    newest = find_revisions(store, key)[0]
    assert said == [["conflict", str(newest.id)], ["saved", str(newest.id)]]
    assert newest.number == 2
    level = load_revision(store, newest.id)[1].levels["I1"]
    assert newest.who == f"Penulis {level}"


def test_different_assessments_are_saved_side_by_side(store, make_draft, at):
    def save(year):
        return save_drafts(store, [make_draft(year=year)], "Sari", at)[0].key.year

    years = range(2001, 2021)
    with ThreadPoolExecutor(AUTHORS) as pool:
        assert list(pool.map(save, years)) == list(years)


def test_settings_are_written_by_many_at_once(store):
    with ThreadPoolExecutor(AUTHORS) as pool:
        list(pool.map(lambda n: save_setting(store, "language", f"{n}"), range(20)))
    assert load_setting(store, "language") in {f"{n}" for n in range(20)}


def test_processes_that_start_a_new_store_at_once_fill_it_once(tmp_path):
    url = f"sqlite:///{tmp_path}/baru.sqlite3"
    code = (
        "import sys; from spbe.jobs.first_start import start_store; print('ready', flush=True); "
        f"sys.stdin.readline(); start_store({url!r}).close()"
    )
    starters = [
        subprocess.Popen(
            [sys.executable, "-c", code],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for starter in starters:
        assert starter.stdout.readline() == "ready\n"
    for starter in starters:
        starter.stdin.write("\n")
        starter.stdin.flush()
    for starter in starters:
        starter.communicate(timeout=60)
        assert starter.returncode == 0
    store = open_store(url)
    assert [agency.name for agency in find_agencies(store)] == [
        "Kota Bandar Lampung",
        "Pemerintah Provinsi Kalimantan Timur",
        "Provinsi Contoh",
    ]
    store.close()
