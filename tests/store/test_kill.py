"""A process is killed at random moments while it writes: what it said is kept, is kept.

`SPBE_KILLS` says how often; the usual few suit every run of the tests.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from spbe.store.assessments import load_revision
from spbe.store.database import open_store
from spbe.store.document_uses import find_uses
from spbe.store.documents import find_documents
from spbe.store.events import find_events
from spbe.store.files import open_files
from spbe.store.item_notes import find_notes
from spbe.store.item_shares import find_shares
from spbe.store.items import find_items
from tests.store.killed_writer import INSTRUMENT, UNITS

KILLS = int(os.environ.get("SPBE_KILLS", "3"))
LONGEST_SECONDS = 0.4
"""A writer lives at most so long after its first change."""
WRITER = Path(__file__).with_name("killed_writer.py")
PROJECT = Path(__file__).parents[2]


def write_until_killed(url, folder, agency_id, seed):
    """Let a process write, kill it at a random moment, and give what it said was kept."""
    command = [sys.executable, str(WRITER), url, str(folder), str(agency_id), str(seed)]
    environment = os.environ | {"PYTHONPATH": str(PROJECT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        lines = [process.stdout.readline()]
        moment = random.Random(seed).uniform(0, LONGEST_SECONDS)
        killer = threading.Timer(moment, process.kill)
        killer.start()
        lines += process.stdout.readlines()
        killer.join()
    assert process.returncode == -signal.SIGKILL, lines[-1]
    # A line that has no end was not said.
    return [json.loads(line) for line in lines if line.endswith("\n")]


def check_said(store, agency_id, said):
    """Check that everything that was said to be kept is there."""
    items = {item.id: item for item in find_items(store, agency_id, INSTRUMENT)}
    shares = find_shares(store, agency_id, INSTRUMENT)
    documents = {document.id: document for document in find_documents(store, agency_id)}
    used = {use.document_id for use in find_uses(store, agency_id)}
    for line in said:
        if line["kind"] == "items":
            people = {items[number].person for number in line["ids"]}
            assert len(line["ids"]) == 5
            assert line["person"] in people or (line["person"] == "" and len(people) == 1)
        elif line["kind"] == "note":
            assert line["text"] in {note.text for note in find_notes(store, [line["id"]])}
        elif line["kind"] == "share":
            done = {share.unit for share in shares[line["id"]] if share.is_done}
            assert line["unit"] in done
        elif line["kind"] == "document":
            newest = documents[line["id"]].newest
            assert line["sha256"] in (None, newest and newest.sha256)
        elif line["kind"] == "use":
            assert line["id"] in used
        else:
            assert set(load_revision(store, line["id"])[1].levels.values()) == {line["level"]}


def check_whole(store, files, agency_id):
    """Check that nothing is there by half: items have years, units and events, files their end."""
    named = {d.newest.sha256 for d in find_documents(store, agency_id) if d.newest}
    kept = files.find()
    assert named <= set(kept)
    # Raises where the content is not what its name says, also of a file that nobody names yet.
    assert all(files.load(sha256).startswith(b"%PDF") for sha256 in kept)
    items = find_items(store, agency_id, INSTRUMENT)
    assert len(items) % 5 == 0
    changes = [event.subject_id for event in find_events(store, agency_id, subject="item")]
    for item in items:
        assert (item.years, item.units) == ((2024,), UNITS)
        assert changes.count(item.id) == item.version
    raw = sqlite3.connect(store.path)
    assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    raw.close()


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_what_was_said_to_be_kept_outlives_a_kill_at_any_moment(store, url, agency, tmp_path):
    store.close()
    folder, said = tmp_path / "evidence", []
    for seed in range(1, KILLS + 1):
        said += write_until_killed(url, folder, agency.id, seed)
        opened = open_store(url)
        check_said(opened, agency.id, said)
        check_whole(opened, open_files(str(folder)), agency.id)
        opened.close()
    assert len(said) >= KILLS
