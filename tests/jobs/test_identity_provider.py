"""The settings of a provider of identities: complete or refused, and kept for the owner alone."""

import http.server
import os
import threading
import tomllib

import pytest

from spbe.jobs.identity_provider import ProviderError, find_fault, read_provider, write_secrets
from spbe.text.translator import Translator

GIVEN = {
    "SPBE_OIDC_ISSUER": "https://masuk.contoh.go.id/realms/pemda/",
    "SPBE_OIDC_CLIENT_ID": "spbe",
    "SPBE_OIDC_CLIENT_SECRET": 'kunci "rahasia" \\ é',
    "SPBE_ADDRESS": "https://spbe.contoh.go.id/",
}
METADATA = "https://masuk.contoh.go.id/realms/pemda/.well-known/openid-configuration"


def refusal_of(environment):
    with pytest.raises(ProviderError) as refusal:
        read_provider(environment)
    return Translator("id")(refusal.value.text)


@pytest.mark.parametrize("others", [{}, {"SPBE_ADDRESS": "https://spbe.contoh.go.id"}])
def test_without_settings_there_is_no_provider(others):
    assert read_provider(others) is None


@pytest.mark.parametrize("issuer", [GIVEN["SPBE_OIDC_ISSUER"], METADATA])
def test_the_issuer_is_named_by_itself_or_by_its_metadata(issuer):
    provider = read_provider({**GIVEN, "SPBE_OIDC_ISSUER": issuer})
    assert provider.metadata == METADATA
    assert provider.address == "https://spbe.contoh.go.id"


@pytest.mark.parametrize("name", GIVEN)
def test_a_missing_setting_is_named(name):
    said = refusal_of({**GIVEN, name: " "})
    assert said == f"Masuk dengan akun instansi belum lengkap. Isi juga {name}."


@pytest.mark.parametrize("name", ["SPBE_OIDC_ISSUER", "SPBE_ADDRESS"])
@pytest.mark.parametrize("given", ["contoh.go.id", "ftp://contoh", "https://", "https://[1"])
def test_what_is_no_web_address_is_said(name, given):
    assert refusal_of({**GIVEN, name: given}).startswith(f"{name} berisi “{given.rstrip('/')}")


def test_streamlit_reads_what_is_written_and_nobody_else_does(tmp_path):
    path = tmp_path / "var" / "sign-in.toml"
    write_secrets(read_provider(GIVEN), path)
    told = tomllib.loads(path.read_text(encoding="utf-8"))["auth"]
    secret = told.pop("cookie_secret")
    assert told == {
        "redirect_uri": "https://spbe.contoh.go.id/oauth2callback",
        "client_id": "spbe",
        "client_secret": GIVEN["SPBE_OIDC_CLIENT_SECRET"],
        "server_metadata_url": METADATA,
    }
    assert len(secret) == 64
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600


def test_a_restart_signs_nobody_out(tmp_path):
    path = tmp_path / "sign-in.toml"
    write_secrets(read_provider(GIVEN), path)
    first = tomllib.loads(path.read_text(encoding="utf-8"))["auth"]
    write_secrets(read_provider({**GIVEN, "SPBE_OIDC_CLIENT_ID": "lain"}), path)
    second = tomllib.loads(path.read_text(encoding="utf-8"))["auth"]
    assert second == {**first, "client_id": "lain"}


@pytest.mark.parametrize("broken", ["[auth", "auth = 1", "[auth]\ncookie_secret = 5", "\x00"])
def test_a_broken_file_is_written_anew(tmp_path, broken):
    path = tmp_path / "sign-in.toml"
    path.write_text(broken, encoding="utf-8")
    write_secrets(read_provider(GIVEN), path)
    assert len(tomllib.loads(path.read_text(encoding="utf-8"))["auth"]["cookie_secret"]) == 64


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "var").write_text("", encoding="utf-8")
    with pytest.raises(ProviderError) as refusal:
        write_secrets(read_provider(GIVEN), tmp_path / "var" / "sign-in.toml")
    assert "tidak dapat ditulis" in Translator("id")(refusal.value.text)


@pytest.fixture
def answer_with():
    """Serve one answer at an address of this machine."""
    servers = []

    def serve(status, body):
        class Answer(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(status)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/.well-known/openid-configuration"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


def test_a_provider_that_describes_itself_is_without_fault(answer_with):
    assert find_fault(answer_with(200, b'{"authorization_endpoint": "https://x/masuk"}')) is None


@pytest.mark.parametrize(
    ("status", "body"), [(200, b"<html>"), (200, b"{}"), (200, b"5"), (200, b""), (503, b"{}")]
)
def test_a_provider_that_answers_otherwise_is_told(answer_with, status, body):
    fault = find_fault(answer_with(status, body))
    assert "tidak menjawab sebagaimana mestinya" in Translator("id")(fault)


def test_a_provider_that_is_not_there_is_told_by_its_name(answer_with):
    address = answer_with(200, b"{}")
    gone = address.replace("127.0.0.1", "127.0.0.2")
    assert "Penyedia akun instansi (127.0.0.2:" in Translator("id")(find_fault(gone))
