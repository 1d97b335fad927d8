"""What starts the app: which Python it takes, and what it says where it cannot go on."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys

import pytest

from bundle import mulai
from bundle.archive import PROJECT

STARTERS = PROJECT / "bundle"
LINES = (STARTERS / "mulai.bat").read_text(encoding="ascii").splitlines()


@pytest.fixture
def run(tmp_path):
    """Run mulai.sh in a folder with spaces, with only the programs given on the PATH."""
    folder = tmp_path / "dasbor & saya é"
    folder.mkdir()
    for name in ("mulai.sh", "mulai.py"):
        shutil.copy(STARTERS / name, folder)
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("dirname", "cat"):
        (programs / name).symlink_to(shutil.which(name))

    def run_starter(pythons, **environment):
        for name, program in pythons.items():
            (programs / name).symlink_to(program)
        return subprocess.run(
            ["/bin/sh", str(folder / "mulai.sh")],
            env={"PATH": str(programs), "HOME": str(tmp_path), **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    return run_starter


def test_without_python_it_says_in_both_languages_which_one_and_where_from(run):
    done = run({})
    assert done.returncode == 2
    assert "Python 3.11, 3.12 atau 3.13" in done.stderr
    assert "was not found" in done.stderr
    assert "https://www.python.org/downloads/" in done.stderr


def test_python_that_does_not_fit_is_named(run, tmp_path):
    other = tmp_path / "other"
    other.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.18 || exit 1\n')
    other.chmod(0o755)
    done = run({"python3": other})
    assert done.returncode == 2
    assert "python3: Python 3.9.18." in done.stderr


def test_folder_that_cannot_be_written_is_named_with_the_way_out(run, tmp_path):
    (tmp_path / "berkas").write_text("")
    done = run({"python3": sys.executable}, SPBE_HOME=str(tmp_path / "berkas" / "rumah"))
    assert done.returncode == 2
    assert f"Folder {tmp_path / 'berkas' / 'rumah'} tidak dapat ditulis" in done.stderr
    assert "SPBE_HOME" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_python_of_these_tests_fits():
    assert mulai.is_fitting()


@pytest.mark.parametrize("version", [(3, 10, 13), (3, 14, 0)])
def test_older_and_newer_pythons_do_not_fit(monkeypatch, version):
    monkeypatch.setattr(sys, "version_info", version)
    assert not mulai.is_fitting()


def test_folder_of_the_user_is_the_systems_own_or_the_one_that_is_named(tmp_path):
    assert mulai.find_home({"XDG_DATA_HOME": str(tmp_path)}) == tmp_path / "dasbor-spbe"
    assert mulai.find_home({}) == mulai.Path.home() / ".local/share/dasbor-spbe"
    assert mulai.find_home({"SPBE_HOME": str(tmp_path / "a b")}) == tmp_path / "a b"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of a bundle whose ZIP was extracted halfway, with what it says it needs."""
    folder = tmp_path / "dasbor"
    folder.mkdir()
    for name in ("requirements.txt", "constraints.txt"):
        (folder / name).write_text("pustaka==1.0\n")
    monkeypatch.setattr(mulai, "FOLDER", folder)
    return folder


def test_wheels_that_were_not_extracted_are_said_to_be_missing(folder, tmp_path, capsys):
    with pytest.raises(SystemExit):
        mulai.make_environment(tmp_path / "python3.11-x", tmp_path / "python")
    assert "Ekstrak ulang ZIP-nya" in capsys.readouterr().err


def test_too_little_room_is_said_before_anything_is_installed(
    folder, tmp_path, monkeypatch, capsys
):
    (folder / "wheels").mkdir()
    (folder / "wheels" / "pip-1.0-py3-none-any.whl").write_bytes(b"")
    monkeypatch.setattr(mulai, "_NEEDED", 10**18)
    with pytest.raises(SystemExit):
        mulai.make_environment(tmp_path / "python3.11-x", tmp_path / "python")
    assert "diperlukan 1000000000000 MB" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [folder]


def test_update_with_other_libraries_gets_another_environment(folder, tmp_path):
    before = mulai.find_environment(tmp_path)
    assert mulai.find_environment(tmp_path) == before
    (folder / "constraints.txt").write_text("pustaka==1.1\n")
    after = mulai.find_environment(tmp_path)
    assert after != before
    assert before.name.startswith(f"python3.{sys.version_info.minor}-")
    assert {path.parent for path in (before, after)} == {tmp_path}


def test_second_window_waits_for_the_first(tmp_path):
    first = mulai.wait_for_turn(tmp_path)
    second = sqlite3.connect(tmp_path / "giliran.sqlite3", timeout=0)
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        second.execute("BEGIN EXCLUSIVE")
    first.close()
    second.execute("BEGIN EXCLUSIVE")
    second.close()


def test_place_that_cannot_be_locked_is_said_without_a_traceback(tmp_path, capsys):
    (tmp_path / "giliran.sqlite3").mkdir()
    with pytest.raises(SystemExit):
        mulai.wait_for_turn(tmp_path)
    assert f"Folder {tmp_path} tidak dapat dikunci" in capsys.readouterr().err


def test_settings_that_bend_another_python_are_left_out(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    assert "PYTHONPATH" not in mulai.own_surroundings()
    assert mulai.own_surroundings()["PATH"] == os.environ["PATH"]


# No Windows is at hand: what cmd trips over is held by the words of the script.


def test_bat_quotes_the_folder_wherever_it_stands():
    """Spaces and & in a path end a command where they are not quoted."""
    assert [line for line in LINES if "%~" in line] == ['set "HERE=%~dp0"']
    uses = [line for line in LINES if "%HERE%" in line]
    assert len(uses) == 3
    assert [line for line in uses if '"%HERE%mulai.py"' not in line] == []


def test_bat_never_calls_with_a_path_or_in_a_block():
    """`call` reads its line twice, and a block is read before it runs: both spoil paths."""
    calls = [line for line in LINES if line.startswith("call ")]
    assert calls
    assert [
        line
        for line in calls
        if not re.fullmatch(r"call :try (py\.exe -[\d.]+|python3?\.exe)", line)
    ] == []
    assert [line for line in LINES if not line.startswith(("echo", "rem")) and "(" in line] == []


def test_bat_echoes_nothing_that_cmd_would_take_for_a_command():
    echoes = [re.sub(r'"[^"]*"', "", line) for line in LINES if line.startswith("echo")]
    assert len(echoes) > 10
    assert [line for line in echoes if re.search(r"[&|<>^%!]", line)] == []


def test_bat_jumps_only_to_labels_that_are_there():
    labels = {line[1:] for line in LINES if line.startswith(":")}
    jumps = {
        match[1] or match[2]
        for line in LINES
        if (match := re.search(r"\bgoto (\w+)|^call :(\w+)", line))
    }
    assert jumps == labels == {"try", "missing", "packed"}


def test_bat_tries_each_python_that_there_are_wheels_for_first():
    tried = [line.removeprefix("call :try ") for line in LINES if line.startswith("call ")]
    launched = [f"py.exe -3{minor}" for minor in (".13", ".12", ".11", "")]
    assert tried == [*launched, "python.exe", "python3.exe"]


def test_bat_speaks_utf_8_and_leaves_its_window_open_where_it_failed():
    assert LINES[0] == "@echo off"
    assert "chcp 65001 >nul" in LINES
    assert LINES.count("pause") == 2
    assert 'if not "%CODE%"=="0" pause' in LINES
