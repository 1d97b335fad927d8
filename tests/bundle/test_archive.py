"""What lies in the bundle: the app and what starts it, in the form that each system reads."""

import datetime
import hashlib
import re
from pathlib import PurePosixPath
from zipfile import ZipFile

import pytest

from bundle.archive import PROJECT, load_contents, load_time, write_archive

TIME = datetime.datetime(2026, 11, 24, 21, 30, 16, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def contents():
    return load_contents()


def test_app_its_data_and_its_settings_are_there(contents):
    assert {
        *("app.py", "pages/plan.py", "spbe/serve.py", "spbe/text/locales/en/serve.po"),
        *("spbe/store/migrations/versions/0001_first_tables.py", ".streamlit/config.toml"),
        *("data/instruments/permenpanrb-59-2020/nodes.csv", "data/results/national.csv"),
        *("requirements.txt", "constraints.txt", "README.id.md", "LICENSE"),
        *("mulai.bat", "mulai.sh", "mulai.py"),
    } <= set(contents)


def test_tests_data_of_users_and_secrets_are_not_there(contents):
    strange = re.compile(
        r"(^|/)(tests|benchmarks|var|\.venv|\.git|\.ci|__pycache__)/|\.sqlite|secret"
    )
    allowed = {"spbe/store/document_secrets.py"}
    assert {name for name in contents if strange.search(name)} - allowed == set()


def test_every_file_is_tracked_or_made_here(contents):
    assert [name for name in contents if not (PROJECT / name).is_file()] == [
        "mulai.bat",
        "mulai.sh",
        "mulai.py",
    ]


@pytest.mark.parametrize("readme", ["README.md", "README.id.md"])
def test_links_of_the_readme_lead_into_the_bundle(contents, readme):
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", contents[readme].decode())
    targets = [link.rstrip("/") for link in links if not link.startswith("http")]
    folders = {str(parent) for name in contents for parent in PurePosixPath(name).parents}
    assert len(targets) > 3
    assert [target for target in targets if target not in folders | set(contents)] == []


def test_cmd_gets_crlf_in_ascii_and_sh_gets_lf(contents):
    lines = contents["mulai.bat"].split(b"\r\n")
    assert len(lines) > 40
    assert [line for line in lines if b"\n" in line or b"\r" in line] == []
    assert contents["mulai.bat"].isascii()
    assert b"\r" not in contents["mulai.sh"] + contents["mulai.py"]


def write(path, tmp_path):
    wheel = tmp_path / "kecil-1.0-py3-none-any.whl"
    wheel.write_bytes(b"wheel")
    files = {"app.py": b"print()\n" * 99, "mulai.sh": b"#!/bin/sh\n"}
    write_archive(path, files, [wheel], TIME)
    return path


def test_archive_holds_one_folder_with_wheels_and_a_script_that_runs(tmp_path):
    with ZipFile(write(tmp_path / "out" / "dasbor-1.0.zip", tmp_path)) as archive:
        entries = {entry.filename: entry for entry in archive.infolist()}
    folder = "dasbor-1.0"
    assert list(entries) == [
        f"{folder}/app.py",
        f"{folder}/mulai.sh",
        f"{folder}/wheels/kecil-1.0-py3-none-any.whl",
    ]
    assert entries[f"{folder}/mulai.sh"].external_attr >> 16 == 0o100755
    assert entries[f"{folder}/app.py"].external_attr >> 16 == 0o100644
    assert {entry.date_time for entry in entries.values()} == {(2026, 11, 24, 21, 30, 16)}
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["dasbor-1.0.zip"]


def test_same_input_gives_the_same_bytes(tmp_path):
    first, second = (write(tmp_path / name / "d.zip", tmp_path) for name in ("one", "two"))
    assert (
        hashlib.sha256(first.read_bytes()).digest() == hashlib.sha256(second.read_bytes()).digest()
    )


def test_files_are_dated_by_the_last_commit():
    """Python takes a compiled file for current by date and size: an update must look newer."""
    assert load_time() == load_time()
    assert load_time().year >= 2025
