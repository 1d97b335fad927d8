"""The command that tells where an agency stands among the published results."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import closing

from spbe.analysis.benchmark import Peer
from spbe.cli.arguments import (
    FORMAT,
    LANGUAGE,
    Command,
    Option,
    Outcome,
    Refusal,
    Values,
    read_whole,
    refuse,
)
from spbe.cli.loading import load_all_instruments
from spbe.jobs.peer_place import build_place, find_place, format_place
from spbe.jobs.peers import load_peers
from spbe.model.instrument import Instrument
from spbe.store.agencies import find_agencies
from spbe.store.assessments import find_results
from spbe.store.database import DEFAULT_PATH, open_store
from spbe.store.records import StoreError
from spbe.text.translator import Translator, message


def peers(values: Values, text: Translator) -> Outcome:
    """Tell the rank of an agency among its kind; years that were added to the store count."""
    year = read_whole(values, "year") or 0
    instruments = load_all_instruments()
    place, problems = find_place(_load(instruments), instruments, values["agency"], year)
    if place is None:
        raise Refusal(*problems)
    return Outcome(build_place(place, text), format_place(place, text))


def _load(instruments: Mapping[str, Instrument]) -> list[Peer]:
    """Load the shipped results and, where there is a store already, those added to it."""
    if not os.environ.get("SPBE_DATABASE_URL") and not DEFAULT_PATH.exists():
        return load_peers(instruments)
    try:
        with closing(open_store()) as store:
            found = load_peers(instruments, find_results(store), find_agencies(store))
    except StoreError as refusal:
        raise refuse("store-unavailable", refusal.message) from None
    return [peer for peer in found if peer.result.instrument_id in instruments]


COMMANDS: Mapping[str, Command] = {
    "peers": Command(
        message("Tunjukkan peringkat instansi di antara hasil terbit sejenis."),
        (
            Option("agency", "NAME", message("Instansi yang dinilai."), is_required=True),
            Option("year", "Y", message("Tahun penilaian."), is_required=True),
            LANGUAGE,
            FORMAT,
        ),
        peers,
    ),
}
