"""Start the app on this machine: find a free port, say the address, run Streamlit there.

Kept in Python so that `make run` and a Windows laptop without make do the same.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

from spbe.text.translator import Message, message

HOST = "127.0.0.1"
FIRST_PORT = 8501
_PORTS_TRIED = 100
_APP = Path(__file__).parent.parent / "app.py"


class NoFreePortError(Exception):
    """None of the ports tried is free; `text` says so to people."""

    def __init__(self, text: Message) -> None:
        super().__init__(text.template)
        self.text = text


def is_free(port: int) -> bool:
    """Tell whether a server could listen on this port of the machine itself."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name == "posix":  # a port whose last server has just ended counts as free there
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def find_free_port(first: int = FIRST_PORT) -> int:
    """Find the first free port from `first` on. Raises NoFreePortError if there is none."""
    last = min(first + _PORTS_TRIED, 2**16) - 1
    for port in range(first, last + 1):
        if is_free(port):
            return port
    raise NoFreePortError(
        message(
            "Port {first} sampai {last} semuanya sedang dipakai. Tutup salah satu program, atau"
            " pilih port lain dengan --port.",
            first=first,
            last=last,
        )
    )


def describe_address(wanted: int, port: int) -> list[Message]:
    """Say where the app is served, and plainly so where it is not the port that was wanted."""
    sentences = [
        message("Dasbor SPBE: {address}", address=f"http://{HOST}:{port}"),
        message("Berhenti: tekan Ctrl+C."),
    ]
    if port != wanted:
        taken = message(
            "Port {wanted} sedang dipakai, maka dipakai port {port}.", wanted=wanted, port=port
        )
        sentences.insert(0, taken)
    return sentences


def build_command(port: int, app: Path = _APP) -> list[str]:
    """Write the command that serves an app to this machine only, asking and sending nothing."""
    options = {
        "server.address": HOST,
        "server.port": str(port),
        "server.headless": "true",  # no question for an e-mail address, no browser opened unasked
        "server.fileWatcherType": "none",
        "browser.serverAddress": HOST,
        "browser.gatherUsageStats": "false",
    }
    command = [sys.executable, "-m", "streamlit", "run", str(app)]
    return command + [f"--{name}={value}" for name, value in options.items()]


def run_app(port: int) -> int:
    """Serve the app until it is ended; give its exit code, 0 where the user stopped it."""
    command = build_command(port)
    os.chdir(_APP.parent)  # settings and the default store stand there
    if os.name == "posix":
        os.execv(command[0], command)  # noqa: S606  # so that signals reach the server itself
    try:
        return subprocess.call(command)  # noqa: S603  # our own words
    except KeyboardInterrupt:
        return 0
