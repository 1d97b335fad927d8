"""Scenarios: named levels beside an assessment. Nothing here ever touches the assessment."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select

from spbe.store.agencies import load_agency_row
from spbe.store.checks import (
    check_level,
    check_name,
    check_stage,
    check_text,
    check_year,
)
from spbe.store.database import Store
from spbe.store.events import Event, Values, write_event
from spbe.store.records import Author, ResultKey, Scenario, ScenarioConflictError, StoreError
from spbe.store.rights import Action, check_author, check_right, seen_rows
from spbe.store.schema import scenario_levels, scenarios
from spbe.text.translator import message

LONGEST_NAME = 80


def find_scenarios(store: Store, key: ResultKey) -> list[Scenario]:
    """Find the scenarios of one agency, instrument, year and stage, by name."""
    own = seen_rows(store, scenarios.c.agency_id)
    query = select(scenarios).where(*_matches(key), own)
    with store.read() as connection:
        found = [_to_scenario(connection, row) for row in connection.execute(query).all()]
    return sorted(found, key=lambda scenario: scenario.name.casefold())


def save_scenario(
    store: Store,
    key: ResultKey,
    name: str,
    levels: Mapping[str, int],
    who: str,
    at: datetime.datetime,
    seen: Scenario | None = None,
) -> Scenario:
    """Save a scenario under its name; one of the same name is replaced only where that was meant.

    `levels` are level units by leaf code. `seen` is the scenario to be replaced as the author saw
    it, and keeps its id. Raises ScenarioConflictError where the name belongs to a scenario that is
    not the one that was seen; StoreError where the name or the one who saves is empty, the name is
    too long, or a level cannot be kept.
    """
    check_right(store, Action.EDIT_SCENARIOS, key.agency_id)
    who, name = check_author(store, who, at), check_name(name)
    if len(name) > LONGEST_NAME:
        raise StoreError(
            message(
                "Nama skenario terlalu panjang: {n} huruf, paling banyak {most}.",
                n=len(name),
                most=LONGEST_NAME,
            )
        )
    check_year(key.year)
    check_stage(key.stage)
    check_text(*levels)
    for code, level in levels.items():
        check_level(code, level)
    with store.write() as connection:
        load_agency_row(connection, key.agency_id)
        same = scenarios.c.name == name
        row = connection.execute(select(scenarios).where(*_matches(key), same)).first()
        old = None if row is None else _to_scenario(connection, row)
        if old is not None and old != seen:
            raise ScenarioConflictError(old)
        values = {"name": name, "who": who, "at": at}
        if row is None:
            query = insert(scenarios).values(
                agency_id=key.agency_id,
                instrument_id=key.instrument_id,
                year=key.year,
                stage=key.stage,
                **values,
            )
            scenario_id: int = connection.execute(query.returning(scenarios.c.id)).scalar_one()
        else:
            scenario_id = row.id
            mine = scenario_levels.c.scenario_id == scenario_id
            this = scenarios.c.id == scenario_id
            connection.execute(scenarios.update().where(this).values(**values))
            connection.execute(delete(scenario_levels).where(mine))
        rows = [{"scenario_id": scenario_id, "code": c, "level": n} for c, n in levels.items()]
        if rows:
            connection.execute(insert(scenario_levels), rows)
        saved = Scenario(scenario_id, key, name, dict(levels), who, at)
        _note(connection, old, saved, (who, at))
    return saved


def remove_scenario(store: Store, seen: Scenario, who: str, at: datetime.datetime) -> None:
    """Remove a scenario, and note who did.

    Raises ScenarioConflictError where it is no longer the one that was `seen`, StoreError where
    there is none with its id.
    """
    with store.write() as connection:
        row = connection.execute(select(scenarios).where(scenarios.c.id == seen.id)).first()
        current = None if row is None else _to_scenario(connection, row)
        if current is None:
            raise StoreError(message("Skenario ini sudah tidak ada. Muat ulang halamannya."))
        check_right(connection, Action.EDIT_SCENARIOS, current.key.agency_id)
        who = check_author(connection, who, at)
        if current != seen:
            raise ScenarioConflictError(current)
        _note(connection, current, None, (who, at))
        connection.execute(delete(scenarios).where(scenarios.c.id == seen.id))


def _note(
    connection: Connection, before: Scenario | None, after: Scenario | None, author: Author
) -> None:
    about = after or before
    if about is None:
        return
    who, at = author
    event = Event(
        subject="scenario",
        subject_id=about.id,
        agency_id=about.key.agency_id,
        year=about.key.year,
        code=None,
        before=_describe(before),
        after=_describe(after),
        who=who,
        at=at,
    )
    write_event(connection, event)


def _describe(scenario: Scenario | None) -> Values | None:
    if scenario is None:
        return None
    return {"name": scenario.name, "levels": dict(scenario.levels)}


def _matches(key: ResultKey) -> tuple[ColumnElement[bool], ...]:
    return (
        scenarios.c.agency_id == key.agency_id,
        scenarios.c.instrument_id == key.instrument_id,
        scenarios.c.year == key.year,
        scenarios.c.stage == key.stage,
    )


def _to_scenario(connection: Connection, row: Row[tuple[object, ...]]) -> Scenario:
    mine = scenario_levels.c.scenario_id == row.id
    levels = connection.execute(select(scenario_levels).where(mine).order_by("code")).all()
    return Scenario(
        id=row.id,
        key=ResultKey(row.agency_id, row.instrument_id, row.year, row.stage),
        name=row.name,
        levels={level.code: level.level for level in levels},
        who=row.who,
        at=row.at,
    )
