"""Start the app on this machine: find a free port, say the address, run Streamlit there.

Kept in Python so that `make run` and a Windows laptop without make do the same.
"""

from __future__ import annotations

import ipaddress
import os
import re
import socket
import subprocess
import sys
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Place:
    """Where the app listens."""

    host: str = HOST
    port: int = FIRST_PORT

    @property
    def is_shared(self) -> bool:
        """Whether others than this machine reach it."""
        return not ipaddress.ip_address(self.host).is_loopback

    @property
    def seen_host(self) -> str:
        """What stands in the address that people open."""
        every = ipaddress.ip_address(self.host).is_unspecified
        host = socket.gethostname() if every else self.host
        return f"[{host}]" if ":" in host else host


THIS_MACHINE = Place()


class ListenError(Exception):
    """`SPBE_LISTEN` is no address to listen on; `text` says so to people."""

    def __init__(self, text: Message) -> None:
        super().__init__(text.template)
        self.text = text


def read_place(listen: str | None) -> Place:
    """Read where to listen: `SPBE_LISTEN` as "10.1.2.3", "0.0.0.0:8501" or "[::]:8501".

    Nothing is this machine alone. Raises ListenError where it is neither.
    """
    given = (listen or "").strip()
    if not given:
        return Place()
    found = re.fullmatch(r"(?:\[([0-9a-fA-F:]+)\]|([0-9.]+))(?::([0-9]{1,5}))?", given)
    try:
        if found is None:
            raise ValueError(given)
        host = str(ipaddress.ip_address(found[1] or found[2]))
        port = int(found[3] or FIRST_PORT)
        if not 1 <= port < 2**16:
            raise ValueError(given)
    except ValueError:
        raise ListenError(
            message(
                "SPBE_LISTEN berisi “{given}”. Isi alamat IP server ini, misalnya 0.0.0.0 atau "
                "10.1.2.3:8501, atau kosongkan untuk dipakai di komputer ini saja.",
                given=given,
            )
        ) from None
    return Place(host, port)


def is_free(port: int, host: str = HOST) -> bool:
    """Tell whether a server could listen on this port of an address of this machine."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if os.name == "posix":  # a port whose last server has just ended counts as free there
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def find_free_port(first: int = FIRST_PORT, host: str = HOST) -> int:
    """Find the first free port from `first` on. Raises NoFreePortError if there is none."""
    last = min(first + _PORTS_TRIED, 2**16) - 1
    for port in range(first, last + 1):
        if is_free(port, host):
            return port
    raise NoFreePortError(
        message(
            "Port {first} sampai {last} semuanya sedang dipakai. Tutup salah satu program, atau"
            " pilih port lain dengan --port.",
            first=first,
            last=last,
        )
    )


def describe_address(wanted: int, port: int, host: str = HOST) -> list[Message]:
    """Say where the app is served, and plainly so where it is not the port that was wanted."""
    sentences = [
        message("Dasbor SPBE: {address}", address=f"http://{host}:{port}"),
        message("Berhenti: tekan Ctrl+C."),
    ]
    if port != wanted:
        taken = message(
            "Port {wanted} sedang dipakai, maka dipakai port {port}.", wanted=wanted, port=port
        )
        sentences.insert(0, taken)
    return sentences


def build_command(
    port: int,
    app: Path = _APP,
    place: Place = THIS_MACHINE,
    secrets: Path | None = None,
    *,
    opens: bool = False,
) -> list[str]:
    """Write the command that serves an app, asking and sending nothing.

    To this machine only, unless another place is given. `secrets` is the file with the settings of
    a provider of identities; `opens` says whether the browser is opened once the app answers.
    """
    options = {} if secrets is None else {"secrets.files": str(secrets)}
    if opens:  # what else Streamlit tells a user who is there, about itself, is no help here
        options["logger.hideWelcomeMessage"] = "true"
    options |= {
        "server.address": place.host,
        "server.port": str(port),
        "server.headless": str(not opens).lower(),  # no browser is opened unasked
        "server.fileWatcherType": "none",
        "browser.serverAddress": place.seen_host,
        "browser.gatherUsageStats": "false",
    }
    command = [sys.executable, "-m", "streamlit", "run", str(app)]
    return command + [f"--{name}={value}" for name, value in options.items()]


def run_app(port: int, place: Place, secrets: Path | None = None, *, opens: bool = False) -> int:
    """Serve the app until it is ended; give its exit code, 0 where the user stopped it."""
    command = build_command(port, place=place, secrets=secrets, opens=opens)
    os.chdir(_APP.parent)  # settings and the default store stand there
    if os.name == "posix":
        os.execv(command[0], command)  # noqa: S606  # so that signals reach the server itself
    try:
        return subprocess.call(command)  # noqa: S603  # our own words
    except KeyboardInterrupt:
        return 0
