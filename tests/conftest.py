"""What every test may rely on: fixed seeds, a store of its own, and no test left out silently."""

from __future__ import annotations

import os
import shutil

import pytest
from hypothesis import HealthCheck, settings

from benchmarks.live_app import find_chromium

settings.register_profile(
    "fixed",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("fixed")

_TOOLS = {
    "browser": ("Chromium", find_chromium),
    "office": ("LibreOffice (soffice)", lambda: shutil.which("soffice")),
    "poppler": ("Poppler (pdftotext)", lambda: shutil.which("pdftotext")),
}


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Say so where a program is missing; where CI is set, fail: nothing is skipped there."""
    for marker, (program, find) in _TOOLS.items():
        if item.get_closest_marker(marker) and not find():
            sentence = f"{program} is needed and was not found; `make test` says how to get it"
            if os.environ.get("CI"):
                pytest.fail(sentence)
            pytest.skip(sentence)


@pytest.fixture(autouse=True)
def _own_surroundings(tmp_path, monkeypatch):
    """Keep tests away from the developer's own store, evidence and instruments."""
    monkeypatch.setenv("SPBE_DATABASE_URL", f"sqlite:///{tmp_path}/spbe.sqlite3")
    monkeypatch.setenv("SPBE_EVIDENCE_URL", str(tmp_path / "evidence"))
    monkeypatch.delenv("SPBE_INSTRUMENTS_DIR", raising=False)
