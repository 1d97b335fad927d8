"""A real store in a file of its own, and the things that tests keep in it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event
from sqlalchemy.dialects import postgresql

from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.store.database import open_store
from spbe.store.records import Draft
from tests.agencies import add_agency

MORNING = datetime.datetime(2024, 10, 28, 1, 30, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def every_statement_can_be_said_to_postgresql() -> Iterator[None]:
    """Compile whatever these tests let the store execute for PostgreSQL too, or fail."""
    dialect = postgresql.dialect()

    def compile_too(_connection: Connection, statement: Any, *_rest: Any) -> None:
        statement.compile(dialect=dialect)

    event.listen(Engine, "before_execute", compile_too)
    yield
    event.remove(Engine, "before_execute", compile_too)


@pytest.fixture
def at():
    return MORNING


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path}/store.sqlite3"


@pytest.fixture
def store(url):
    store = open_store(url)
    yield store
    store.close()


@pytest.fixture
def agency(store):
    return add_agency(store, "Kota Uji", "Kota", "Lampung")


@pytest.fixture
def make_assessment():
    """Build a small assessment of the agency; what is given replaces what it has."""

    def make(**changes):
        values = {
            "instrument_id": "permenpanrb-59-2020",
            "agency": "Kota Uji",
            "year": 2024,
            "stage": "document",
            "levels": {"I1": 3, "I2": None, "I10": 5},
            "notes": {
                "I1": IndicatorNotes(
                    explanation="Sudah ditetapkan\nsejak 2023",
                    evidence="Pergub 12",
                    evidence_link="https://drive.example/1\nhttps://drive.example/2",
                    assessor_note="Halaman 4 belum terbaca ✓",
                    recommendation="Lampirkan ulang",
                    unit="Diskominfo; Biro Hukum",
                    comment="dicek 12/10",
                )
            },
        }
        return Assessment(**(values | changes))

    return make


@pytest.fixture
def make_draft(agency, make_assessment):
    """Build a draft of a small assessment; `base` is the revision it was made from."""

    def make(base=None, *, note="", source_name=None, source_sha256=None, **changes):
        return Draft(
            agency_id=agency.id,
            content=make_assessment(**changes),
            base_revision_id=base,
            source_name=source_name,
            source_sha256=source_sha256,
            note=note,
        )

    return make
