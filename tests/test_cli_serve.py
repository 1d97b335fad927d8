"""What `serve` says before the server runs: how the first admin gets in, and what is not set up."""

import re

import pytest

from spbe.cli.arguments import Refusal
from spbe.cli.commands import serve
from spbe.text.translator import Translator

TEXT = Translator("id")
LINK = re.compile(r"\S+/\?undangan=\S+")


@pytest.fixture(autouse=True)
def unset(monkeypatch):
    for name in ("LISTEN", "ADDRESS", "OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"):
        monkeypatch.delenv(f"SPBE_{name}", raising=False)


@pytest.mark.parametrize("listen", ["", "  "])
def test_one_user_of_this_machine_needs_no_invitation(monkeypatch, listen):
    monkeypatch.setenv("SPBE_LISTEN", listen)
    assert LINK.search(serve({}, TEXT).text) is None


def test_behind_a_proxy_of_this_machine_the_first_admin_gets_a_link_too(monkeypatch):
    monkeypatch.setenv("SPBE_LISTEN", "127.0.0.1")
    assert LINK.search(serve({}, TEXT).text)[0].startswith("http://127.0.0.1:")


def test_the_link_begins_with_the_address_that_people_open(monkeypatch):
    monkeypatch.setenv("SPBE_LISTEN", "127.0.0.1")
    monkeypatch.setenv("SPBE_ADDRESS", "https://spbe.contoh.go.id/")
    link = LINK.search(serve({}, TEXT).text)[0]
    assert link.startswith("https://spbe.contoh.go.id/?undangan=")


def test_half_a_provider_is_refused_with_what_is_missing(monkeypatch):
    monkeypatch.setenv("SPBE_LISTEN", "127.0.0.1")
    monkeypatch.setenv("SPBE_OIDC_ISSUER", "https://masuk.contoh.go.id")
    with pytest.raises(Refusal) as refusal:
        serve({}, TEXT)
    said = " ".join(TEXT(problem.message) for problem in refusal.value.problems)
    assert "SPBE_OIDC_CLIENT_ID, SPBE_OIDC_CLIENT_SECRET, SPBE_ADDRESS" in said
