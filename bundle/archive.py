"""What goes into the ZIP and how: the same commit and wheels give the same bytes."""

from __future__ import annotations

import datetime
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

PROJECT = Path(__file__).resolve().parents[1]
_KEPT = (
    *("app.py", "pages", "spbe", "data", ".streamlit", "requirements.txt", "constraints.txt"),
    *(
        "README.md",
        "README.id.md",
        "CHANGELOG.md",
        "LICENSE",
        "docs/architecture.md",
        "docs/images",
    ),
)
"""What the app needs to run, and what its documents lead to."""
_STARTERS = ("mulai.bat", "mulai.sh", "mulai.py")
_LINE_ENDS = {".bat": b"\r\n", ".sh": b"\n", ".py": b"\n"}


def load_contents() -> dict[str, bytes]:
    """Read the app and its starters by their paths in the bundle: tracked files, as they are now.

    cmd loses its labels in a file with other line ends than CRLF, and sh stumbles over those.
    """
    contents = {name: (PROJECT / name).read_bytes() for name in sorted(_find_tracked(_KEPT))}
    for name in _STARTERS:
        data = (PROJECT / "bundle" / name).read_bytes()
        contents[name] = b"".join(
            line + _LINE_ENDS[Path(name).suffix] for line in data.splitlines()
        )
    return contents


def load_time() -> datetime.datetime:
    """Give the time of the last commit: what all files in the bundle are dated."""
    said = _ask_git("log", "-1", "--format=%ct")
    return datetime.datetime.fromtimestamp(int(said), datetime.UTC)


def write_archive(
    path: Path, contents: Mapping[str, bytes], wheels: Iterable[Path], time: datetime.datetime
) -> None:
    """Write the ZIP with one folder in it, named like the file; wheels are compressed already."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    with ZipFile(unfinished, "w") as archive:
        for name, data in contents.items():
            _add(archive, f"{path.stem}/{name}", data, time, ZIP_DEFLATED)
        for wheel in sorted(wheels, key=lambda wheel: wheel.name):
            _add(archive, f"{path.stem}/wheels/{wheel.name}", wheel.read_bytes(), time, ZIP_STORED)
    unfinished.replace(path)


def _add(archive: ZipFile, name: str, data: bytes, time: datetime.datetime, method: int) -> None:
    entry = ZipInfo(name, time.timetuple()[:6])
    entry.create_system = 3  # Unix, whichever system builds it: so that mulai.sh can be run
    entry.external_attr = (0o100755 if name.endswith("/mulai.sh") else 0o100644) << 16
    archive.writestr(entry, data, method)


def _find_tracked(names: Iterable[str]) -> list[str]:
    return [name for name in _ask_git("ls-files", "-z", "--", *names).split("\0") if name]


def _ask_git(*arguments: str) -> str:
    command = ["git", *arguments]
    return subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True).stdout
