"""Stores to open pages on, and a way to open them as a browser would."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.proto.LabelVisibility_pb2 import LabelVisibility
from streamlit.testing.v1 import AppTest

from spbe.jobs.first_start import start_store
from spbe.model.assessment import Assessment
from spbe.store.assessments import save_drafts
from spbe.store.database import Store
from spbe.store.records import Draft
from spbe.store.samples import clear_samples
from tests.agencies import BY, add_agency

PROJECT = Path(__file__).parents[2]
NOW = datetime.datetime(2024, 10, 28, 20, 0, tzinfo=datetime.UTC)

KALTIM = "Pemerintah Provinsi Kalimantan Timur"
LAMPUNG = "Kota Bandar Lampung"
DOCUMENT, FINAL = "Penilaian Dokumen", "Hasil Akhir (setelah reviu)"
_VISIBLE = LabelVisibility.LabelVisibilityOptions.VISIBLE

OpenPage = Callable[..., AppTest]


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("samples") / "spbe.sqlite3"
    start_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def store(sample_file, tmp_path):
    """Give a store with the samples, the one that the pages of this test open."""
    shutil.copy(sample_file, tmp_path / "spbe.sqlite3")
    store = start_store()
    yield store
    store.close()
    st.cache_resource.clear()


@pytest.fixture
def empty_store(store) -> Store:
    clear_samples(store, *BY)
    return store


@pytest.fixture
def open_page(store) -> OpenPage:  # the page reads it
    """Open a page with what stands in its address, and let nothing pass that went wrong."""

    def open_(file: str = "app.py", **query: str) -> AppTest:
        page = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=60)
        for name, value in query.items():
            page.query_params[name] = value
        page.run()
        if file != "app.py":
            page.switch_page(file)
            for name, value in query.items():
                page.query_params[name] = value
            page.run()
        check(page)
        return page

    return open_


def check(page: AppTest) -> None:
    assert [f"{e.message}\n{e.stack_trace}" for e in page.exception] == []
    # Streamlit writes "(required)" behind such a label, in English.
    shown = [b for b in page.selectbox if b.proto.label_visibility.value == _VISIBLE]
    assert [box.label for box in shown if box.proto.required] == []


def said(page: AppTest) -> str:
    """Everything that a page says, in one text."""
    parts = [*page.markdown, *page.caption, *page.info, *page.metric]
    words = [f"{p.label} {p.value}" if p.type == "metric" else p.value for p in parts]
    return "\n".join(words).replace("\\", "").replace("\u2060", "")


def links(page: AppTest) -> list[str]:
    return [link.proto.label.replace("\\", "") for link in page.get("page_link")]


def save(
    store: Store, name: str, year: int, stage: str, levels: dict, notes: dict | None = None
) -> None:
    agency = add_agency(store, name)
    content = Assessment("permenpanrb-59-2020", name, year, stage, levels, notes or {})
    save_drafts(store, [Draft(agency.id, content, None, "lembar.xlsx")], "Ani", NOW)
