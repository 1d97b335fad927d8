"""What is kept between runs: the store, the instruments, and what was read from the store.

Whatever is read is kept under the version of the store, which changes with every write, so
nothing old is ever shown. The values are frozen and shared by all sessions.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import streamlit as st

from spbe.analysis.reproduction import Reproduction, compare_printed
from spbe.analysis.results import ScoredResult, score_result
from spbe.catalogue.instruments import load_instruments as load_instruments_from_data
from spbe.catalogue.official import load_exact_ties, load_official_cases
from spbe.catalogue.requirements import load_requirements as load_requirements_from_data
from spbe.jobs.assignments import find_leads
from spbe.jobs.first_start import default_view, start_store
from spbe.model.assignment import Assignment
from spbe.model.instrument import Instrument
from spbe.model.requirement import Requirement
from spbe.model.scoring import round_half_up
from spbe.store.agencies import find_agencies, find_listed_agencies
from spbe.store.assessments import find_results
from spbe.store.cycles import find_sectors, load_cycle
from spbe.store.database import Store, load_version
from spbe.store.files import EvidenceFiles
from spbe.store.files import open_files as open_files_at
from spbe.store.records import Agency, Cycle, ResultKey, Sector, StoredResult, Target
from spbe.store.targets import find_targets

T = TypeVar("T")
_MANY, _SOME = 256, 32


def open_store() -> Store:
    """Open the store that the environment names; the first start fills it with the samples."""
    return _open_store(os.environ.get("SPBE_DATABASE_URL"))


@st.cache_resource(max_entries=1, show_spinner=False, on_release=lambda store: store.close())
def _open_store(url: str | None) -> Store:
    return start_store(url)


def open_files() -> EvidenceFiles:
    """Open the place of the files of evidence."""
    return _open_files(os.environ.get("SPBE_EVIDENCE_URL"))


@st.cache_resource(max_entries=1, show_spinner=False)
def _open_files(url: str | None) -> EvidenceFiles:
    # Nothing is cleaned away here: another store may have its evidence in the same folder.
    return open_files_at(url)


def load_instruments() -> dict[str, Instrument]:
    """Load the instruments, once for as long as the server runs; sorted by first year."""
    return _load_instruments(os.environ.get("SPBE_INSTRUMENTS_DIR"))


@st.cache_resource(max_entries=1, show_spinner=False)
def _load_instruments(extra_directory: str | None) -> dict[str, Instrument]:  # noqa: ARG001
    return load_instruments_from_data()


def load_requirements(instrument: Instrument) -> tuple[Requirement, ...]:
    """Load what the levels of an instrument ask for, once for as long as the server runs."""
    return _load_requirements(instrument.id, instrument)


@st.cache_resource(max_entries=_SOME, show_spinner=False)
def _load_requirements(
    instrument_id: str,  # noqa: ARG001
    _instrument: Instrument,
) -> tuple[Requirement, ...]:
    return load_requirements_from_data(_instrument)


@dataclass(frozen=True, slots=True)
class Result:
    """What is kept of one agency, year and stage, with its scores."""

    stored: StoredResult
    scored: ScoredResult

    @property
    def key(self) -> ResultKey:
        return self.stored.key


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The store in one version: what is read here belongs together."""

    store: Store
    version: str

    @property
    def _name(self) -> tuple[str, str]:
        # Who may see other things shares nothing.
        person = self.store.person
        return (f"{self.store!r} {person.role} {person.agency_id}", self.version)

    def agencies(self) -> list[Agency]:
        """Give all agencies, by name."""
        return _load_agencies(self._name, self.store)

    def listed_agencies(self) -> frozenset[int]:
        """Give the ids of agencies of which only published final results are kept."""
        return self.keep(("listed-agencies",), lambda: find_listed_agencies(self.store))

    def results(self, agency_id: int) -> list[Result]:
        """Give all results of an agency whose instrument is known, by year and stage."""
        return _load_results(self._name, self.store, agency_id)

    def cycle(self, agency_id: int, year: int) -> Cycle:
        return _load_cycle(self._name, self.store, agency_id, year)

    def targets(self, agency_id: int, year: int) -> list[Target]:
        return _load_targets(self._name, self.store, agency_id, year)

    def sectors(self, agency_id: int) -> list[Sector]:
        return _load_sectors(self._name, self.store, agency_id)

    def leads(self, agency_id: int, instrument: Instrument) -> Mapping[str, Assignment]:
        """Give who answers for each indicator of an agency, by code."""
        name = ("leads", agency_id, instrument.id)
        return self.keep(name, lambda: find_leads(self.store, agency_id, instrument))

    def keep(self, name: tuple[Hashable, ...], make: Callable[[], T]) -> T:
        """Make something from this version of the store, once.

        `name` must hold everything else that decides the result: which result, language, theme.
        What is made is shared by all sessions, so nobody may change it.
        """
        made: T = _keep(self._name, name, make)
        return made

    def default(self) -> ResultKey | None:
        """Tell what a session opens with whose address says nothing; never kept."""
        return default_view(self.store)


def take_snapshot(store: Store) -> Snapshot:
    return Snapshot(store, load_version(store))


@st.cache_resource(max_entries=_MANY, show_spinner=False)
def _keep(version: tuple[str, str], name: tuple[Hashable, ...], _make: Callable[[], Any]) -> Any:  # noqa: ARG001
    return _make()


@st.cache_resource(max_entries=_SOME, show_spinner=False)
def _load_agencies(name: tuple[str, str], _store: Store) -> list[Agency]:  # noqa: ARG001
    return find_agencies(_store)


@st.cache_resource(max_entries=_SOME, show_spinner=False)
def _load_results(name: tuple[str, str], _store: Store, agency_id: int) -> list[Result]:  # noqa: ARG001
    instruments = load_instruments()
    return [
        Result(stored, score_result(instruments[stored.key.instrument_id], stored.content))
        for stored in find_results(_store, agency_id)
        if stored.key.instrument_id in instruments
    ]


@st.cache_resource(max_entries=_MANY, show_spinner=False)
def _load_cycle(name: tuple[str, str], _store: Store, agency_id: int, year: int) -> Cycle:  # noqa: ARG001
    return load_cycle(_store, agency_id, year)


@st.cache_resource(max_entries=_MANY, show_spinner=False)
def _load_targets(
    name: tuple[str, str],  # noqa: ARG001
    _store: Store,
    agency_id: int,
    year: int,
) -> list[Target]:
    return find_targets(_store, agency_id, year)


@st.cache_resource(max_entries=_SOME, show_spinner=False)
def _load_sectors(name: tuple[str, str], _store: Store, agency_id: int) -> list[Sector]:  # noqa: ARG001
    return find_sectors(_store, agency_id)


@dataclass(frozen=True, slots=True)
class Reproductions:
    """What comes out when the official results are computed again."""

    cases: tuple[Reproduction, ...]
    ties_half_up: int
    ties: int


def load_reproductions(instruments: Mapping[str, Instrument]) -> Reproductions:
    """Compute the official results again, once for as long as the server runs."""
    return _load_reproductions(tuple(instruments), instruments)


@st.cache_resource(max_entries=1, show_spinner=False)
def _load_reproductions(
    ids: tuple[str, ...],  # noqa: ARG001
    _instruments: Mapping[str, Instrument],
) -> Reproductions:
    ties = load_exact_ties()
    return Reproductions(
        cases=tuple(
            compare_printed(_instruments[c.assessment.instrument_id], c.assessment, c.printed)
            for c in load_official_cases(_instruments)
        ),
        ties_half_up=sum(round_half_up(tie.exact) == tie.printed for tie in ties),
        ties=len(ties),
    )
