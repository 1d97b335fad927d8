"""Install the dashboard from this folder into a folder of the user, without a network; start it.

mulai.bat and mulai.sh run it with a Python that `--check` accepts. This folder may be read-only, on
a stick or a share.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
import sysconfig
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

FOLDER = Path(__file__).absolute().parent
_NEEDED = 1_200_000_000
"""Bytes that an installation may take, with what pip unpacks meanwhile."""
_WAIT_SECONDS = 1800


def main(arguments: Sequence[str]) -> int:
    """Do all of it and give the exit code of the app; `arguments` go to `python -m spbe serve`."""
    if arguments == ["--check"]:
        return 0 if is_fitting() else 1
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    home = find_home(os.environ)
    check_home(home)
    python = install(home)
    say(f"Data Anda disimpan di: {home / 'data'}", f"Your data are kept in: {home / 'data'}")
    return start(python, home, arguments)


def is_fitting() -> bool:
    """Tell whether the wheels beside this file are made for the Python that runs it."""
    is_system = sysconfig.get_platform() in {"win-amd64", "linux-x86_64"}
    kind, version = platform.libc_ver() if sys.platform == "linux" else ("glibc", "2.28")
    is_modern = kind == "glibc" and tuple(map(int, version.split(".")[:2])) >= (2, 28)
    is_plain = sys.implementation.name == "cpython" and not sysconfig.get_config_var(
        "Py_GIL_DISABLED"
    )
    return is_system and is_modern and is_plain and (3, 11) <= sys.version_info[:2] <= (3, 13)


def find_home(environment: Mapping[str, str]) -> Path:
    """Find the folder of the user: `SPBE_HOME`, else where the system keeps programs' own data."""
    given = environment.get("SPBE_HOME", "").strip()
    if given:
        return Path(given).absolute()
    if os.name == "nt":
        base = environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    else:
        base = environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "dasbor-spbe"


def check_home(home: Path) -> None:
    """Make the folder of the user; stop with a sentence where nothing can be written there."""
    try:
        (home / "data").mkdir(parents=True, exist_ok=True)
        probe = home / f"uji-{os.getpid()}"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise stop(
            f"Folder {home} tidak dapat ditulis ({error.strerror}). Periksa izinnya, atau isi"
            " variabel SPBE_HOME dengan folder lain milik Anda.",
            f"The folder {home} cannot be written to. Check its permissions, or set SPBE_HOME to"
            " another folder of yours.",
        ) from None


def install(home: Path) -> Path:
    """Give the Python of an environment that holds the wheels; make it where it is not there."""
    environment = find_environment(home)
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if is_finished(environment):
        return python
    with closing(wait_for_turn(home)):
        if not is_finished(environment):
            make_environment(environment, python)
    return python


def find_environment(home: Path) -> Path:
    """Name the environment after what is installed in it and the Python below it.

    So a bundle with other libraries makes another one, and an older one is never changed.
    """
    pins = b"".join(
        (FOLDER / name).read_bytes() for name in ("requirements.txt", "constraints.txt")
    )
    kind = hashlib.sha256(pins + sys.base_prefix.encode(errors="surrogatepass")).hexdigest()[:8]
    return home / f"python3.{sys.version_info.minor}-{kind}"


def is_finished(environment: Path) -> bool:
    """Tell whether an installation came to its end."""
    return (environment / "selesai").exists()


def wait_for_turn(home: Path) -> sqlite3.Connection:
    """Let one installation after the other in: an impatient user clicks twice.

    SQLite's lock is the one that both systems have, and that ends with its process.
    """
    for seconds in (0, _WAIT_SECONDS):
        try:
            connection = sqlite3.connect(home / "giliran.sqlite3", timeout=seconds)
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            reason = str(error)
        else:
            return connection
        if "locked" not in reason:
            break
        if not seconds:
            say("Jendela lain sedang memasang; menunggu …", "Another window installs; waiting …")
    raise stop(
        f"Folder {home} tidak dapat dikunci untuk memasang ({reason}). Tutup jendela lain, atau isi"
        " variabel SPBE_HOME dengan folder lain milik Anda.",
        "The folder could not be locked. Close other windows, or set SPBE_HOME to another folder.",
    )


def make_environment(environment: Path, python: Path) -> None:
    """Make a virtual environment and install the wheels; stop with a sentence where that fails."""
    pips = list((FOLDER / "wheels").glob("pip-*.whl"))
    if not pips:
        raise stop(
            f"Folder {FOLDER / 'wheels'} tidak lengkap. Ekstrak ulang ZIP-nya.",
            "The folder of wheels is not complete. Extract the ZIP anew.",
        )
    free = shutil.disk_usage(environment.parent).free
    if free < _NEEDED:
        raise stop(
            f"Ruang di {environment.parent} kurang: tersedia {free // 1_000_000} MB, diperlukan"
            f" {_NEEDED // 1_000_000} MB.",
            f"Not enough room: {free // 1_000_000} MB are free, {_NEEDED // 1_000_000} MB needed.",
        )
    say(
        "Memasang untuk pertama kali, sekitar 1–5 menit, tanpa internet. Jangan tutup jendela ini.",
        "Installing for the first time, some 1–5 minutes, no internet. Leave this window open.",
    )
    shutil.rmtree(environment, ignore_errors=True)
    settings = {name: value for name, value in own_surroundings().items() if name[:4] != "PIP_"}
    settings["PIP_CONFIG_FILE"] = os.devnull
    make = [sys.executable, "-m", "venv", "--without-pip", str(environment)]
    fill = [str(python), str(pips[0] / "pip"), "install", "--quiet", "--no-index"]
    fill += [f"--find-links={FOLDER / 'wheels'}", "--only-binary=:all:", "--no-cache-dir"]
    fill += ["--disable-pip-version-check", "--no-warn-script-location"]
    fill += ["-r", str(FOLDER / "requirements.txt")]
    for command in (make, fill):
        if subprocess.run(command, env=settings, check=False).returncode:
            raise stop(
                f"Pemasangan ke {environment} gagal; sebabnya tertulis di atas. Jalankan lagi; bila"
                " tetap gagal, ekstrak ulang ZIP-nya.",
                "The installation failed for the reason above. Start again; if it still fails,"
                " extract the ZIP anew.",
            )
    (environment / "selesai").touch()
    older = [str(path) for path in environment.parent.glob("python3.*") if path != environment]
    if older:
        names = ", ".join(older)
        say(f"Pemasangan lama boleh dihapus: {names}", f"You may remove the older one: {names}")


def start(python: Path, home: Path, arguments: Sequence[str]) -> int:
    """Serve the app and open the browser where there is a screen; give the exit code."""
    has_screen = os.name == "nt" or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))
    command = [str(python), "-m", "spbe", "serve", f"--open={'yes' if has_screen else 'no'}"]
    command += arguments
    surroundings = {
        "SPBE_DATABASE_URL": f"sqlite:///{(home / 'data' / 'spbe.sqlite3').as_posix()}",
        "SPBE_EVIDENCE_URL": str(home / "data" / "evidence"),
        **own_surroundings(),
    }
    os.chdir(FOLDER)
    if os.name == "posix":
        os.execve(command[0], command, surroundings)  # noqa: S606  # so that signals reach the app itself
    try:
        return subprocess.call(command, env=surroundings)
    except KeyboardInterrupt:
        return 0


def own_surroundings() -> dict[str, str]:
    """Give the variables of this process without those that bend another Python."""
    bending = {"PYTHONHOME", "PYTHONPATH", "PYTHONSAFEPATH", "__PYVENV_LAUNCHER__"}
    return {name: value for name, value in os.environ.items() if name not in bending}


def say(indonesian: str, english: str) -> None:
    """Tell the user in both languages: ours are installed only later."""
    print(f"{indonesian}\n  {english}", flush=True)


def stop(indonesian: str, english: str) -> SystemExit:
    """Tell the user why it ends here, and give what ends it."""
    print(f"{indonesian}\n\n{english}", file=sys.stderr, flush=True)
    return SystemExit(2)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
