"""Published results: the preview, saving exactly that, and what a store that moved on says."""

from __future__ import annotations

import datetime

import pytest

from spbe.jobs.import_published import preview_published, save_published
from spbe.model.assessment import PublishedResult
from spbe.store.agencies import find_agencies
from spbe.store.assessments import find_results
from spbe.store.cycles import save_cycle
from spbe.store.database import open_store
from spbe.store.records import Cycle, StoreError
from spbe.workbooks.published import PublishedReading
from tests.agencies import add_agency

NOW = datetime.datetime(2026, 1, 5, tzinfo=datetime.UTC)


@pytest.fixture
def store(tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 's.sqlite3'}")
    yield store
    store.close()


def result(agency: str, index: int, year: int = 2025) -> PublishedResult:
    figures = {"SPBE": index}
    return PublishedResult("permenpanrb-59-2020", agency, year, "final", figures, None, "h.xlsx")


def reading(*results: PublishedResult) -> PublishedReading:
    return PublishedReading(results, kinds={"Kota Baru": "Kota"}, regions={"Kota Baru": "Lampung"})


def test_new_agencies_are_made_with_kind_and_region_and_known_ones_are_found(store):
    known = add_agency(store, "Pemerintah Kabupaten Lama", "Kabupaten")
    readings = [reading(result("Kota Baru", 300), result("Pemkab Lama", 310))]
    changes = preview_published(store, readings)
    assert [(c.result.agency, c.agency_id, c.state) for c in changes] == [
        ("Kota Baru", None, "new"),
        ("Pemerintah Kabupaten Lama", known.id, "new"),
    ]
    assert find_results(store) == []
    assert save_published(store, readings, changes, "Ani", NOW) == 2
    made = next(a for a in find_agencies(store) if a.name == "Kota Baru")
    assert (made.kind, made.region) == ("Kota", "Lampung")
    kept = {r.content.agency: r.content.hundredths["SPBE"] for r in find_results(store)}
    assert kept == {"Kota Baru": 300, "Pemerintah Kabupaten Lama": 310}


def test_the_same_again_changes_nothing_and_another_figure_replaces_it(store):
    first = [reading(result("Kota Baru", 300))]
    save_published(store, first, preview_published(store, first), "Ani", NOW)
    assert [c.state for c in preview_published(store, first)] == ["same"]
    second = [reading(result("Kota Baru", 320))]
    (change,) = preview_published(store, second)
    assert (change.state, change.before.hundredths) == ("changed", {"SPBE": 300})
    save_published(store, second, [change], "Ani", NOW)
    assert find_results(store)[0].content.hundredths == {"SPBE": 320}


def test_a_locked_year_is_left_alone(store):
    agency = add_agency(store, "Kota Baru")
    cycle = Cycle(agency.id, 2025, locked={"final": "sudah ditetapkan"})
    save_cycle(store, cycle, "Ani", NOW)
    readings = [reading(result("Kota Baru", 300))]
    changes = preview_published(store, readings)
    assert [change.state for change in changes] == ["locked"]
    assert save_published(store, readings, changes, "Ani", NOW) == 0


def test_a_store_that_moved_on_refuses_the_old_preview(store):
    readings = [reading(result("Kota Baru", 300))]
    changes = preview_published(store, readings)
    add_agency(store, "Kota Baru")
    with pytest.raises(StoreError, match="Penyimpanan berubah sesudah hasil ini ditinjau"):
        save_published(store, readings, changes, "Ani", NOW)
    assert find_results(store) == []
