"""Load the samples that a new store begins with: two real agencies and an illustrative one."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace

from spbe.catalogue.instruments import DATA_DIRECTORY
from spbe.catalogue.published import (
    NATIONAL_INSTRUMENT,
    RESULTS_DIRECTORY,
    load_national_results,
    load_official_levels,
    read_hundredths,
    read_rows,
)
from spbe.model.assessment import Assessment, IndicatorNotes, PublishedResult
from spbe.model.instrument import Instrument

SAMPLES_DIRECTORY = DATA_DIRECTORY / "samples"
ILLUSTRATIVE_AGENCY = "Provinsi Contoh"
"""Its levels are invented; every screen and export of it says so."""

_BANDAR_LAMPUNG = "Kota Bandar Lampung"
_KALIMANTAN_TIMUR = "Pemerintah Provinsi Kalimantan Timur"
_STAGE_BY_WORD = {"self-assessment": "self", "interim": "document"}


@dataclass(frozen=True, slots=True)
class SampleCycle:
    """One year's cycle of a sample; `dates` by stage, where known."""

    year: int
    kind: str
    dates: Mapping[str, datetime.date]


@dataclass(frozen=True, slots=True)
class SampleSector:
    """What a sample chose for an indicator with a sector of its own choice."""

    year: int
    code: str
    sector: str
    application: str
    unit: str


@dataclass(frozen=True, slots=True)
class SampleTarget:
    """An aim of a sample, with name and source."""

    year: int
    name: str
    source: str
    hundredths: int
    is_primary: bool


@dataclass(frozen=True, slots=True)
class Sample:
    """An agency with everything that the store keeps of it."""

    name: str
    kind: str
    region: str | None
    is_illustrative: bool
    results: tuple[Assessment | PublishedResult, ...]
    cycles: tuple[SampleCycle, ...]
    sectors: tuple[SampleSector, ...]
    targets: tuple[SampleTarget, ...]


def load_samples(instruments: Mapping[str, Instrument]) -> list[Sample]:
    """Load the samples: Kota Bandar Lampung, Provinsi Kalimantan Timur and Provinsi Contoh.

    The levels of Kalimantan Timur are not published: it has printed figures only. Provinsi Contoh
    has invented levels that give exactly the same figures.
    """
    instrument = instruments[NATIONAL_INSTRUMENT]
    levels = load_official_levels("bandar-lampung-levels.csv", instrument, _BANDAR_LAMPUNG)
    return [
        _build(_BANDAR_LAMPUNG, "Kota", "Lampung", tuple(levels)),
        _build(
            _KALIMANTAN_TIMUR, "Provinsi", "Kalimantan Timur", _load_kalimantan_timur(instrument)
        ),
        _build(ILLUSTRATIVE_AGENCY, "Provinsi", None, _load_illustrative(instrument)),
    ]


def _build(
    name: str,
    kind: str,
    region: str | None,
    results: tuple[Assessment | PublishedResult, ...],
) -> Sample:
    is_illustrative = name == ILLUSTRATIVE_AGENCY
    return Sample(
        name=name,
        kind=kind,
        region=region,
        is_illustrative=is_illustrative,
        results=results,
        cycles=_load_cycles(name),
        sectors=_load_sectors() if is_illustrative else (),
        targets=_load_targets(name),
    )


def _load_kalimantan_timur(instrument: Instrument) -> tuple[PublishedResult, ...]:
    """What is published: final figures by domain, and interim ones as index only."""
    finals = [
        national.result
        for national in load_national_results(instrument)
        if national.result.agency == _KALIMANTAN_TIMUR
    ]
    interim = []
    for row in read_rows(RESULTS_DIRECTORY / "kaltim-series.csv"):
        stage = _STAGE_BY_WORD.get(row["stage"].split(" ")[0])
        if stage is not None:
            interim.append(
                PublishedResult(
                    instrument_id=instrument.id,
                    agency=_KALIMANTAN_TIMUR,
                    year=int(row["year"]),
                    stage=stage,
                    hundredths={instrument.root.code: read_hundredths(row["index"])},
                    source=row["source"],
                )
            )
    return (*finals, *interim)


def _load_illustrative(instrument: Instrument) -> tuple[Assessment, ...]:
    code_by_number = {leaf.number: leaf.code for leaf in instrument.leaves}
    levels: dict[tuple[int, str], dict[str, int | None]] = {}
    for row in read_rows(SAMPLES_DIRECTORY / "provinsi-contoh-levels.csv"):
        of_stage = levels.setdefault((int(row["year"]), row["stage"]), {})
        of_stage[code_by_number[row["indicator"]]] = int(row["level"])
    notes = {
        code_by_number[row["indicator"]]: IndicatorNotes(
            explanation=row["explanation"],
            evidence=row["evidence"],
            assessor_note=row["assessor_note"],
            recommendation=row["recommendation"],
            unit=row["unit"],
        )
        for row in read_rows(SAMPLES_DIRECTORY / "provinsi-contoh-notes.csv")
    }
    return tuple(
        Assessment(
            instrument_id=instrument.id,
            agency=ILLUSTRATIVE_AGENCY,
            year=year,
            stage=stage,
            levels=levels[year, stage],
            notes={code: _notes_at(note, year, stage) for code, note in notes.items()},
        )
        for year, stage in sorted(levels)
    )


def _notes_at(notes: IndicatorNotes, year: int, stage: str) -> IndicatorNotes:
    """Keep what is known at a stage: the notes were written in the course of 2024."""
    if year < 2024:
        return IndicatorNotes(unit=notes.unit)
    if stage == "self":
        return replace(notes, assessor_note="", recommendation="")
    return notes


def _load_cycles(agency: str) -> tuple[SampleCycle, ...]:
    dates: dict[tuple[int, str], dict[str, datetime.date]] = {}
    for row in read_rows(SAMPLES_DIRECTORY / "cycles.csv"):
        if row["agency"] == agency:
            of_cycle = dates.setdefault((int(row["year"]), row["kind"]), {})
            if row["stage"]:
                of_cycle[row["stage"]] = datetime.date.fromisoformat(row["date"])
    return tuple(SampleCycle(year, kind, known) for (year, kind), known in dates.items())


def _load_sectors() -> tuple[SampleSector, ...]:
    return tuple(
        SampleSector(
            year=int(row["year"]),
            code=f"I{row['indicator']}",
            sector=row["sector"],
            application=row["application"],
            unit=row["unit"],
        )
        for row in read_rows(SAMPLES_DIRECTORY / "provinsi-contoh-sectors.csv")
    )


def _load_targets(agency: str) -> tuple[SampleTarget, ...]:
    return tuple(
        SampleTarget(
            year=int(row["year"]),
            name=row["name"],
            source=row["source"],
            hundredths=read_hundredths(row["value"]),
            is_primary=row["primary"] == "yes",
        )
        for row in read_rows(SAMPLES_DIRECTORY / "targets.csv")
        if row["agency"] == agency
    )
