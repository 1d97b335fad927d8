"""Load instruments: a folder with `instrument.toml` and `nodes.csv`, checked in full."""

from __future__ import annotations

import os
from pathlib import Path

from spbe.catalogue.instrument_checks import check_head, check_head_with_tree
from spbe.catalogue.instrument_head import HeadReader
from spbe.catalogue.instrument_nodes import NodeReader
from spbe.model.instrument import Instrument

DATA_DIRECTORY = Path(__file__).resolve().parents[2] / "data"


class InstrumentError(Exception):
    """An instrument's folder is faulty; `failures` lists everything wrong as "file:line: text"."""

    def __init__(self, failures: list[str]) -> None:
        super().__init__("\n".join(failures))
        self.failures = failures


def load_instruments(extra_directory: Path | None = None) -> dict[str, Instrument]:
    """Load every instrument that ships with the project, and the user's own beside them.

    The user's own folders stand below `extra_directory`, by default `SPBE_INSTRUMENTS_DIR`; one
    with the id of a shipped instrument replaces it. Sorted by first year. Raises InstrumentError
    with the failures of all folders.
    """
    extra_directory = extra_directory or _own_directory()
    folders = _folders(DATA_DIRECTORY / "instruments")
    if extra_directory is not None:
        if not extra_directory.is_dir():
            raise InstrumentError([f"{extra_directory}:1: SPBE_INSTRUMENTS_DIR is not a folder"])
        folders += _folders(extra_directory)
    failures: list[str] = []
    instruments: dict[str, Instrument] = {}
    for folder in folders:
        try:
            instrument = load_instrument(folder)
        except InstrumentError as error:
            failures += error.failures
        else:
            instruments[instrument.id] = instrument
    if failures:
        raise InstrumentError(failures)
    by_year = sorted(instruments.values(), key=lambda i: (i.first_year, i.id))
    return {instrument.id: instrument for instrument in by_year}


def find_instrument_folder(instrument_id: str) -> Path:
    """Find the folder that an instrument was loaded from, the user's own before the shipped one."""
    own = _own_directory()
    if own is not None and own / instrument_id in _folders(own):
        return own / instrument_id
    return DATA_DIRECTORY / "instruments" / instrument_id


def _own_directory() -> Path | None:
    directory = os.environ.get("SPBE_INSTRUMENTS_DIR")
    return Path(directory) if directory else None


def _folders(directory: Path) -> list[Path]:
    return sorted(path.parent for path in directory.glob("*/instrument.toml"))


def load_instrument(folder: Path) -> Instrument:
    """Load one instrument from its folder. Raises InstrumentError with every failure at once."""
    head = HeadReader(folder / "instrument.toml")
    tree = NodeReader(folder / "nodes.csv")
    if head.is_readable:
        instrument = head.build(tree.nodes)
        check_head(instrument, head, folder.name)
        if not tree.failures:
            check_head_with_tree(instrument, head)
        if not head.failures and not tree.failures:
            return instrument
    raise InstrumentError(head.failures + tree.failures)
