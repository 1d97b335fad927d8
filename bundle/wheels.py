"""Which wheels a target needs: from the pinned requirements, through what each wheel asks for.

pip judges markers by the interpreter that it runs in and so would leave out what only Windows
needs. Here every version is pinned, so the tree is followed with the markers of the target, and pip
only downloads.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from email.parser import HeaderParser
from pathlib import Path
from zipfile import ZipFile

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

from bundle.targets import Target

PIP = Requirement("pip")
"""Comes along, for a Python may have an old one or none."""


class BundleError(Exception):
    """Why the bundle cannot be built, in a sentence."""


def read_requirements(path: Path) -> list[Requirement]:
    """Read the lines of a file of requirements or constraints that name a library."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if line.strip() and line[0] not in "#-"]


def read_pins(requirements: Sequence[Requirement]) -> dict[str, str]:
    """Give the version that each library is pinned to, by its canonical name."""
    return {
        canonicalize_name(requirement.name): str(requirement.specifier).removeprefix("==")
        for requirement in requirements
        if str(requirement.specifier).startswith("==")
    }


def collect_wheels(
    roots: Sequence[Requirement], pins: Mapping[str, str], target: Target, folder: Path
) -> list[Path]:
    """Give the wheels that a target needs for `roots`; those that `folder` lacks are downloaded.

    Raises BundleError where a library is not pinned, is pinned to what another one refuses, or has
    no wheel for the target.
    """
    wheels: dict[str, Path] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    wanted = list(roots)
    while wanted:
        _check_pins(wanted, pins, target)
        names = sorted({canonicalize_name(requirement.name) for requirement in wanted})
        versions = [(name, pins[name]) for name in names]
        missing = [pair for pair in versions if find_wheel(*pair, target, folder) is None]
        if missing:
            _download(missing, target, folder)
        following: list[Requirement] = []
        for requirement in wanted:
            name, extras = canonicalize_name(requirement.name), frozenset(requirement.extras)
            if (name, extras) in seen:
                continue
            seen.add((name, extras))
            wheel = find_wheel(name, pins[name], target, folder)
            if wheel is None:
                raise BundleError(f"No wheel of {name} {pins[name]} fits {target}.")
            wheels[name] = wheel
            following += find_asked(wheel, extras, target)
        wanted = following
    return [wheels[name] for name in sorted(wheels)]


def find_wheel(name: str, version: str, target: Target, folder: Path) -> Path | None:
    """Find the wheel in a folder that fits a target best, None where none does."""
    ranks = {tag: rank for rank, tag in enumerate(target.find_tags())}
    fitting = []
    for path in sorted(folder.glob("*.whl")):
        its_name, its_version, _, tags = parse_wheel_filename(path.name)
        if its_name == name and str(its_version) == version and not tags.isdisjoint(ranks):
            fitting.append((min(ranks[tag] for tag in tags if tag in ranks), path))
    return min(fitting)[1] if fitting else None


def find_asked(wheel: Path, extras: frozenset[str], target: Target) -> Iterator[Requirement]:
    """Find what a wheel asks for on a target, with the extras of it that are wanted."""
    with ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        header = HeaderParser().parsestr(archive.read(name).decode())
    for line in header.get_all("Requires-Dist", []):
        requirement = Requirement(line)
        surroundings = [{**target.find_markers(), "extra": extra} for extra in ("", *extras)]
        if requirement.marker is None or any(map(requirement.marker.evaluate, surroundings)):
            yield requirement


def _check_pins(
    requirements: Sequence[Requirement], pins: Mapping[str, str], target: Target
) -> None:
    for requirement in requirements:
        version = pins.get(canonicalize_name(requirement.name))
        if version is None:
            raise BundleError(
                f"{target} also needs {requirement}: pin its version in constraints.txt."
            )
        if not requirement.specifier.contains(version, prereleases=True):
            raise BundleError(f"{requirement} is asked for, but pinned is {version}.")


def _download(versions: Sequence[tuple[str, str]], target: Target, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command += ["--no-deps", "--only-binary=:all:", f"--dest={folder}"]
    command += ["--implementation=cp", f"--python-version={target.python}"]
    command += [f"--platform={platform}" for platform in target.platforms]
    command += [f"{name}=={version}" for name, version in versions]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        names = ", ".join(name for name, _ in versions)
        raise BundleError(f"Wheels for {target} ({names}) did not come:\n{done.stderr.strip()}")
