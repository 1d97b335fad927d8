"""Twenty people edit the same few items at once: nobody's edit is lost."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from spbe.model.item import Item
from spbe.store.database import open_store
from spbe.store.events import find_events
from spbe.store.item_notes import add_note, find_notes
from spbe.store.item_records import ItemConflictError, ShareConflictError
from spbe.store.item_shares import find_shares, save_shares
from spbe.store.items import add_items, carry_items, find_items, load_item, save_items

INSTRUMENT = "permenpanrb-59-2020"
EDITORS = 20
EDITS = 3
ITEMS = 4


def make_items(agency, count=ITEMS, **changes):
    return [
        replace(Item(agency.id, INSTRUMENT, f"Butir {n}", "own", 2024), **changes)
        for n in range(count)
    ]


def let_all_begin_at_once(work):
    """Run `work(number)` for each editor, all at the same moment; raises what one of them does."""
    barrier = threading.Barrier(EDITORS)

    def begin(number):
        barrier.wait()
        return work(number)

    with ThreadPoolExecutor(EDITORS) as pool:
        return list(pool.map(begin, range(EDITORS)))


def test_no_edit_of_twenty_editors_is_lost(store, url, agency, at):
    ids = [item.id for item in add_items(store, make_items(agency), "Sari", at)]

    def edit(number):
        """Add marks of one's own to items that others change too, until each is saved."""
        own_store = open_store(url)
        told = 0
        for turn in range(EDITS):
            seen = load_item(own_store, ids[(number + turn) % ITEMS])
            while True:
                wanted = replace(seen, person=f"{seen.person} {number}.{turn}")
                try:
                    save_items(own_store, [(seen, wanted)], f"Penulis {number}", at)
                    break
                except ItemConflictError as conflict:
                    told += 1
                    (seen,) = conflict.current
        own_store.close()
        return told

    let_all_begin_at_once(edit)
    marks = Counter(mark for n in ids for mark in load_item(store, n).person.split())
    assert marks == Counter(f"{n}.{turn}" for n in range(EDITORS) for turn in range(EDITS))
    edits = [event for event in find_events(store, agency.id, subject="item") if event.before]
    assert len(edits) == EDITORS * EDITS
    assert sum(load_item(store, n).version - 1 for n in ids) == EDITORS * EDITS


def test_of_twenty_edits_from_the_same_view_one_wins_and_the_others_see_it(store, agency, at):
    (seen,) = add_items(store, make_items(agency, 1), "Sari", at)

    def edit(number):
        try:
            pairs = [(seen, replace(seen, person=f"Penulis {number}"))]
            return save_items(store, pairs, f"Penulis {number}", at)[0]
        except ItemConflictError as conflict:
            return conflict

    outcomes = let_all_begin_at_once(edit)
    (won,) = [outcome for outcome in outcomes if isinstance(outcome, Item)]
    told = [outcome.current for outcome in outcomes if isinstance(outcome, ItemConflictError)]
    assert told == [(won,)] * (EDITORS - 1)
    assert load_item(store, seen.id) == won


def test_twenty_who_make_the_same_checklist_make_it_once(store, agency, at):
    old = replace(make_items(agency, 1)[0], opened_year=2023)
    add_items(store, [old], "Sari", at)
    new = make_items(agency, 10, code="I1")

    def make(number):
        who = f"Penulis {number}"
        carried = carry_items(store, agency.id, INSTRUMENT, 2024, who, at)
        return len(carried) + len(add_items(store, new, who, at))

    assert sum(let_all_begin_at_once(make)) == 11
    assert len(find_items(store, agency.id, INSTRUMENT, 2024)) == 11


def test_twenty_units_do_their_shares_at_once_and_each_is_kept(store, agency, at):
    units = tuple(f"Dinas {n:02d}" for n in range(EDITORS))
    (item,) = add_items(
        store, make_items(agency, 1, is_for_all_units=True, units=units), "Sari", at
    )
    seen = find_shares(store, agency.id, INSTRUMENT)[item.id]

    def work(number):
        add_note(store, item.id, "note", f"Dari {number}", "Rini", at)
        return save_shares(store, [(seen[number], replace(seen[number], is_done=True))], "Rini", at)

    let_all_begin_at_once(work)
    assert all(share.is_done for share in find_shares(store, agency.id, INSTRUMENT)[item.id])
    assert [note.round for note in find_notes(store, [item.id])] == [*range(1, EDITORS + 1)]


def test_a_share_from_an_old_view_is_never_written_over_a_newer_one(store, agency, at):
    (item,) = add_items(
        store, make_items(agency, 1, is_for_all_units=True, units=("Bappeda",)), "Sari", at
    )
    (seen,) = find_shares(store, agency.id, INSTRUMENT)[item.id]

    def work(number):
        try:
            return save_shares(store, [(seen, replace(seen, note=f"{number}"))], "Rini", at)
        except ShareConflictError as conflict:
            return conflict

    outcomes = let_all_begin_at_once(work)
    won = [outcome for outcome in outcomes if isinstance(outcome, list)]
    assert len(won) == 1
    assert list(find_shares(store, agency.id, INSTRUMENT)[item.id]) == won[0]
