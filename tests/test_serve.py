"""Where the app is served: on this machine alone, on the first free port, and it says so."""

import socket

import pytest

from spbe.serve import (
    ListenError,
    NoFreePortError,
    Place,
    build_command,
    describe_address,
    find_free_port,
    is_free,
    read_place,
)
from spbe.text.translator import Translator


@pytest.fixture
def taken():
    """A port that somebody listens on, with a free one after it."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_free_port_is_used_as_it_is(taken):
    port = find_free_port(taken + 1)
    assert find_free_port(port) == port
    assert is_free(port)


def test_taken_port_gives_the_next_free_one(taken):
    assert not is_free(taken)
    assert find_free_port(taken) > taken


def test_no_free_port_is_said_in_one_sentence(monkeypatch):
    monkeypatch.setattr("spbe.serve.is_free", lambda port, host: False)
    with pytest.raises(NoFreePortError) as refusal:
        find_free_port(8501)
    assert Translator("id")(refusal.value.text) == (
        "Port 8501 sampai 8600 semuanya sedang dipakai. Tutup salah satu program, atau pilih port"
        " lain dengan --port."
    )


def test_another_port_is_said_plainly():
    said = [Translator("id")(sentence) for sentence in describe_address(8501, 8502)]
    assert said == [
        "Port 8501 sedang dipakai, maka dipakai port 8502.",
        "Dasbor SPBE: http://127.0.0.1:8502",
        "Berhenti: tekan Ctrl+C.",
    ]
    assert len(describe_address(8501, 8501)) == 2


def test_app_is_served_to_this_machine_alone_and_asks_and_sends_nothing():
    options = build_command(8502)[-6:]
    assert options == [
        "--server.address=127.0.0.1",
        "--server.port=8502",
        "--server.headless=true",
        "--server.fileWatcherType=none",
        "--browser.serverAddress=127.0.0.1",
        "--browser.gatherUsageStats=false",
    ]


def test_browser_is_opened_only_where_that_is_asked_for():
    asked = build_command(8502, opens=True)
    assert "--server.headless=false" in asked
    assert "--logger.hideWelcomeMessage=true" in asked
    assert "--browser.gatherUsageStats=false" in asked


def test_the_settings_of_a_provider_are_handed_over_as_a_file(tmp_path):
    given = [word for word in build_command(8502, secrets=tmp_path / "s.toml") if "secrets" in word]
    assert given == [f"--secrets.files={tmp_path / 's.toml'}"]
    assert [word for word in build_command(8502) if "secrets" in word] == []


@pytest.mark.parametrize(
    ("listen", "place", "is_shared"),
    [
        (None, Place("127.0.0.1", 8501), False),
        ("  ", Place("127.0.0.1", 8501), False),
        ("127.0.0.2:80", Place("127.0.0.2", 80), False),
        ("0.0.0.0", Place("0.0.0.0", 8501), True),
        ("10.1.2.3:8600", Place("10.1.2.3", 8600), True),
        ("[::]:8600", Place("::", 8600), True),
    ],
)
def test_one_switch_serves_others_than_this_machine(listen, place, is_shared):
    assert read_place(listen) == place
    assert place.is_shared is is_shared
    assert build_command(8502, place=place)[-6] == f"--server.address={place.host}"


@pytest.mark.parametrize("listen", ["semua", "10.1.2", "10.1.2.3:0", "10.1.2.3:70000", ":8501"])
def test_what_is_no_address_to_listen_on_is_said_in_one_sentence(listen):
    with pytest.raises(ListenError) as refusal:
        read_place(listen)
    said = Translator("id")(refusal.value.text)
    assert f"SPBE_LISTEN berisi “{listen}”" in said
    assert "0.0.0.0" in said
