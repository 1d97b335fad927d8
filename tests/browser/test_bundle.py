"""The bundle for closed networks, built once: it installs and runs where no registry answers."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from email.parser import Parser
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from benchmarks.live_app import find_port, serve
from tests.browser.steps import expect_index

pytestmark = [pytest.mark.browser, pytest.mark.bundle]
PROJECT = Path(__file__).parents[2]
DEAD = "http://127.0.0.1:9/simple"
SYSTEMS = {
    "Windows": {"os_name": "nt", "sys_platform": "win32", "platform_machine": "AMD64"},
    "Linux": {"os_name": "posix", "sys_platform": "linux", "platform_machine": "x86_64"},
}
PLATFORMS = {"Windows": "win_amd64", "Linux": r"manylinux\w+_x86_64[\w.]*"}


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """The bundle as `make bundle` writes it; the wheels are kept beside the environment."""
    folder = tmp_path_factory.mktemp("bundle")
    command = [sys.executable, "-m", "bundle", f"--output={folder}"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    # A registry that does not answer is no fault of ours; pins that contradict each other are.
    if done.returncode == 2 and "did not come" in done.stderr:
        pytest.skip(f"the registry of packages is needed once: {done.stderr.strip()[-300:]}")
    assert done.returncode == 0, done.stderr
    yield next(folder.glob("*.zip"))
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def extracted(archive):
    """The bundle extracted into a folder whose name needs quoting, with its modes."""
    folder = archive.parent / "Unduhan saya & é"
    with ZipFile(archive) as opened:
        for entry in opened.infolist():
            Path(opened.extract(entry, folder)).chmod(entry.external_attr >> 16 & 0o777)
    return next(folder.iterdir())


@pytest.fixture
def home(archive):
    return archive.parent / "rumah saya"


@pytest.fixture
def opener(tmp_path):
    """A folder whose `xdg-open` notes what it is asked to open."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "xdg-open").write_text('#!/bin/sh\necho "$1" >> "${0%/*}/opened"\n')
    (folder / "xdg-open").chmod(0o755)
    return folder


@pytest.fixture
def app(extracted, home, opener, tmp_path, monkeypatch):
    """The address of the app as mulai.sh started it; the first time it installs."""
    for name in [*os.environ]:
        if name.startswith(("PIP_", "SPBE_", "PYTHON")):
            monkeypatch.delenv(name)
    port = find_port()
    command = [str(extracted / "mulai.sh"), "--port", str(port)]
    surroundings = {
        "SPBE_HOME": str(home),
        "PIP_INDEX_URL": DEAD,
        "DISPLAY": ":99",
        "PATH": f"{opener}{os.pathsep}{os.environ['PATH']}",
    }
    with (
        (tmp_path / "log").open("wb") as log,
        serve(command, port, log, tmp_path, seconds=400, **surroundings) as address,
    ):
        yield address
    assert "Traceback" not in (tmp_path / "log").read_text(encoding="utf-8")


def read_wheels(archive: Path) -> dict[str, list[str]]:
    """Give what each wheel in the bundle asks for, by its file name."""
    asked = {}
    with ZipFile(archive) as bundle:
        for name in bundle.namelist():
            if name.endswith(".whl"):
                with bundle.open(name) as data, ZipFile(data) as wheel:
                    (path,) = (p for p in wheel.namelist() if p.endswith(".dist-info/METADATA"))
                    header = Parser().parsestr(wheel.read(path).decode(), headersonly=True)
                asked[Path(name).name] = header.get_all("Requires-Dist", [])
    return asked


@pytest.fixture(scope="module")
def wheels(archive):
    return read_wheels(archive)


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("minor", [11, 12, 13])
def test_every_requirement_has_a_wheel_for_each_system_and_python(wheels, system, minor):
    """Judged by the names of the files and by the markers as they hold there."""
    abi = rf"(cp3{minor}-cp3{minor}|cp3\d+-abi3|py3-none)-{PLATFORMS[system]}"
    fits = re.compile(rf"([\w.]+)-[\w.]+-({abi}|(py2\.)?py3-none-any)\.whl")
    there = {canonicalize_name(m[1]): name for name in wheels if (m := fits.fullmatch(name))}
    markers = {
        **SYSTEMS[system],
        "platform_system": system,
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
        "python_version": f"3.{minor}",
        "python_full_version": f"3.{minor}.4",
    }
    lines = (PROJECT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    wanted = [(Requirement(line), "") for line in lines if line[:1].isalpha()]
    seen = set()
    while wanted:
        requirement, extra = wanted.pop()
        if requirement.marker and not requirement.marker.evaluate({**markers, "extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        assert name in there, f"{requirement} has no wheel"
        for inner in {"", *requirement.extras} - {found for of, found in seen if of == name}:
            seen.add((name, inner))
            wanted += [(Requirement(line), inner) for line in wheels[there[name]]]
    assert len(seen) > 50


def test_wheel_that_fits_several_pythons_lies_in_it_once(wheels):
    assert len([name for name in wheels if name.startswith("streamlit-1")]) == 1
    assert len([name for name in wheels if name.startswith("numpy-")]) == 6


def test_paths_stay_short_enough_for_windows(archive):
    """260 characters are the bound there, and pip writes the longest below the user's folder."""
    home = r"C:\Users\dua-puluh-huruf-pas\AppData\Local\dasbor-spbe"
    user = rf"{home}\python3.13-12345678\Lib\site-packages"
    with ZipFile(archive) as bundle:
        names = [name for name in bundle.namelist() if name.endswith(".whl")]
        paths = []
        for name in names:
            with bundle.open(name) as data, ZipFile(data) as wheel:
                paths += wheel.namelist()
    compiled = len("__pycache__/.cpython-313")
    assert len(user) + 1 + max(map(len, paths)) + compiled < 260
    assert (
        len(r"C:\Users\dua-puluh-huruf-pas\Downloads\dasbor-spbe-0.1.0") + max(map(len, names))
        < 260
    )


def test_app_installs_and_shows_the_first_index_where_no_registry_answers(
    visit, app, extracted, home, opener
):
    expect_index(visit().open(), "3,28", "setara Baik")
    assert (opener / "opened").read_text(encoding="utf-8").split() == [app]
    assert (home / "data" / "spbe.sqlite3").is_file()
    assert not (extracted / "var").exists()


def test_second_start_installs_nothing(visit, tmp_path, home):
    """It runs after the first; alone it would be the first itself."""
    before = {path: path.stat().st_mtime_ns for path in home.glob("python3.*/selesai")}
    expect_index(visit().open(), "3,28", "setara Baik")
    said = (tmp_path / "log").read_text(encoding="utf-8")
    assert f"Data Anda disimpan di: {home / 'data'}" in said
    if before:
        assert "Memasang" not in said
        assert {path: path.stat().st_mtime_ns for path in before} == before
