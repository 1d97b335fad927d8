"""README's first command in a clean copy of the project; the second is what runs these tests.

The environment is made here and the app is run, each for itself: installing needs a network.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.live_app import serve, wait_until_drawn, watch_talk
from spbe.serve import find_free_port
from tests.browser.steps import expect_index

pytestmark = pytest.mark.browser
PROJECT = Path(__file__).parents[2]


def copy_project(target: Path) -> Path:
    """Copy what belongs to the project, and nothing that was made beside it."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=PROJECT, check=True, capture_output=True).stdout.decode()
    for name in filter(None, listed.split("\0")):
        if (PROJECT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PROJECT / name, target / name)
    return target


@pytest.fixture
def taken():
    """A port that somebody listens on."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_clean_copy_makes_an_environment_of_its_own(tmp_path):
    """The first step of every command; it needs no network either."""
    copy = copy_project(tmp_path / "salinan")
    subprocess.run(["bash", ".ci/environment", ".venv"], cwd=copy, check=True)
    python = copy / ".venv/bin/python"
    ask = "import pip, sys; print(sys.prefix, sys.version_info >= (3, 11))"
    answer = subprocess.run([python, "-c", ask], check=True, capture_output=True, text=True).stdout
    assert answer.split() == [str(copy / ".venv"), "True"]


def test_make_run_in_a_clean_copy_serves_the_samples_on_the_next_free_port(
    chromium, tmp_path, monkeypatch, taken
):
    """The copy borrows this environment, so that the test needs no network."""
    monkeypatch.delenv("SPBE_DATABASE_URL")
    copy = copy_project(tmp_path / "salinan")
    port = find_free_port(taken)
    command = ["make", "run", f"VENV={sys.prefix}", f"PORT={taken}"]
    with (tmp_path / "log").open("wb") as log, serve(command, port, log, copy) as address:
        page = chromium.new_page()
        watch_talk(page)
        page.goto(address)
        wait_until_drawn(page)
        expect_index(page, "3,28", "setara Baik")
        page.close()
    said = (tmp_path / "log").read_text(encoding="utf-8")
    assert f"Port {taken} sedang dipakai, maka dipakai port {port}." in said
    assert f"Dasbor SPBE: http://127.0.0.1:{port}" in said
    assert "mail" not in said.lower()
    assert (copy / "var/spbe.sqlite3").is_file()
