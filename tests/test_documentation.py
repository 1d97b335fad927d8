"""The documents say what is so: commands, pages, settings, libraries and data are all there."""

from __future__ import annotations

import ast
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from spbe.cli import main
from spbe.cli.analyses import EXIT_CODES
from spbe.cli.commands import COMMANDS
from spbe.model.assessment import STAGES
from spbe.text.terms import STAGE_NAMES
from spbe.text.translator import Translator
from spbe.ui.shell import MENU

PROJECT = Path(__file__).parent.parent
READMES = ("README.md", "README.id.md")
DOCUMENTS = (*READMES, "CHANGELOG.md", "data/README.md", "docs/architecture.md")
SOURCES = sorted([*PROJECT.glob("spbe/**/*.py"), *PROJECT.glob("pages/*.py"), PROJECT / "app.py"])


def read(name: str) -> str:
    return (PROJECT / name).read_text(encoding="utf-8")


def find_project_files() -> list[Path]:
    """List the files that belong to the project: tracked ones and those about to be."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT,
        check=True,
        capture_output=True,
    ).stdout.decode()
    return [PROJECT / name for name in listed.split("\0") if name and (PROJECT / name).is_file()]


def find_anchors(document: str) -> set[str]:
    """Name the anchors of a document's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", read(document), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("readme", READMES)
def test_every_make_command_of_the_readme_stands_in_the_makefile(readme):
    commands = set(re.findall(r"\bmake ([a-z]+)", read(readme)))
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    assert commands
    assert commands <= targets


def find_shown_runs() -> list[tuple[list[str], list[str]]]:
    """Find the runs of our command line that README shows: arguments and the output shown."""
    blocks = re.findall(r"```console\n\$ python -m spbe (.+)\n([^`]+)```", read("README.md"))
    return [(shlex.split(command), output.splitlines()) for command, output in blocks]


@pytest.mark.parametrize(("arguments", "shown"), find_shown_runs(), ids=lambda part: part[-1])
def test_command_line_says_what_the_readme_shows(arguments, shown, capsys, monkeypatch, tmp_path):
    """An ellipsis stands for what is left out, to the end of its line or in whole lines."""
    (tmp_path / "data").symlink_to(PROJECT / "data")
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 0
    said = capsys.readouterr().out.splitlines()
    for line in shown:
        if line != "…":
            beginning = line.removesuffix("…")
            assert any(actual.startswith(beginning) for actual in said), line


def test_readme_names_every_command():
    named = set(re.findall(r"python -m spbe ([a-z]+)", read("README.md") + read("README.id.md")))
    assert named == set(COMMANDS)


@pytest.mark.parametrize("readme", READMES)
def test_readme_says_what_every_exit_code_means(readme):
    documented = {int(code) for code in re.findall(r"^\| (\d) \| \S", read(readme), re.MULTILINE)}
    assert documented == {0, 1, 2, *EXIT_CODES.values()}


def test_readme_holds_the_two_commands_of_the_set_up():
    assert {"run", "test"} <= set(re.findall(r"^\$ make ([a-z]+)", read("README.md"), re.MULTILINE))


@pytest.mark.parametrize("readme", READMES)
def test_readme_names_every_page(readme):
    titles = [Translator("id")(entry.title) for entry in MENU]
    assert [title for title in titles if title not in read(readme)] == []


def test_every_page_stands_in_the_menu():
    files = {f"pages/{path.name}" for path in PROJECT.glob("pages/*.py")}
    assert {entry.file for entry in MENU} == files | {"app.py"}


def test_readme_names_every_environment_variable():
    named = {
        name
        for path in SOURCES
        for name in re.findall(r"[\"'](SPBE_[A-Z_]+)[\"']", path.read_text(encoding="utf-8"))
    }
    assert "SPBE_DATABASE_URL" in named
    assert {name for name in named if f"`{name}`" not in read("README.md")} == set()


@pytest.mark.parametrize("requirements", ["requirements.txt", "requirements-dev.txt"])
def test_every_library_is_pinned_and_has_its_reason_in_the_plan(requirements):
    lines = [line for line in read(requirements).splitlines() if line and line[0] not in "#-"]
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+(\[[\w,]+\])?==[\w.]+", line)] == []
    table = read("docs/architecture.md").partition("## Libraries")[2]
    reasons = set(re.findall(r"[\w.-]+", "".join(re.findall(r"^\|([^|]+)\|", table, re.MULTILINE))))
    assert [line for line in lines if re.split(r"\[|==", line)[0] not in reasons] == []


def test_the_plan_names_every_door_of_the_store_with_its_parameters():
    doors = read("docs/architecture.md").partition("## The doors of the store")[2]
    rows = re.findall(r"^\| `(\w+)\.py` \|(.+)$", doors.partition("\n## ")[0], re.MULTILINE)
    documented = {
        (module, name, tuple(re.findall(r"\w+", parameters)))
        for module, doors_there in rows
        for name, parameters in re.findall(r"(?<![\w.])(\w+)\(([^)]*)\)", doors_there)
    }
    there = set()
    for path in PROJECT.glob("spbe/store/*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                parameters = tuple(argument.arg for argument in node.args.args)
                takes_store = parameters[:1] == ("store",)
                if takes_store or node.name in {"open_store", "format_change", "check_restorable"}:
                    there.add((path.stem, node.name, parameters))
    assert documented == there


def test_the_plan_names_every_stage_as_users_read_it():
    stages = re.findall(r"^\| `(\w+)` \| ([^|]+) \|", read("docs/architecture.md"), re.MULTILINE)
    assert stages == [(code, Translator("id")(STAGE_NAMES[code])) for code in STAGES]


def test_data_readme_names_every_file_with_its_source():
    documented = read("data/README.md")
    shipped = [path.relative_to(PROJECT / "data") for path in find_project_files()
               if path.is_relative_to(PROJECT / "data") and path.name != "README.md"]  # fmt: skip
    names = {
        f"{path.parent.as_posix()}/" if path.parts[0] == "instruments" else path.as_posix()
        for path in shipped
    }
    assert {name for name in names if f"`{name}`" not in documented} == set()
    named = re.findall(r"`((?:instruments|results|samples)/[^`]+)`", documented)
    assert [name for name in named if not (PROJECT / "data" / name).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_of_a_document_leads_somewhere(document):
    for target in re.findall(r"\]\(([^)\s]+)\)", read(document)):
        if target.startswith(("https://", "http://")):
            continue
        name, _, anchor = target.partition("#")
        path = (PROJECT / document).parent / name if name else PROJECT / document
        assert path.exists(), f"{document}: {target}"
        if anchor:
            assert anchor in find_anchors(str(path.relative_to(PROJECT))), f"{document}: {target}"


def test_no_file_names_a_folder_of_the_machine_it_was_written_on():
    strange = re.compile(rb"(?<![\w.])/(?:work|root|home)/\w+")
    found = {
        f"{path.relative_to(PROJECT)}: {match.decode()}"
        for path in find_project_files()
        for match in strange.findall(path.read_bytes())
    }
    assert found == set()


def test_readme_shows_a_screenshot_that_is_there():
    picture = PROJECT / "docs/images/ringkasan.png"
    assert "docs/images/ringkasan.png" in read("README.md")
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_licence_is_apache_2():
    assert read("LICENSE").lstrip().startswith("Apache License")
    assert "Version 2.0, January 2004" in read("LICENSE")
