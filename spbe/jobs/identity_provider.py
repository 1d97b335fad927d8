"""The provider of identities (OIDC) that an office has: read its settings, write them for the app.

Streamlit takes them from a file of secrets; whoever sets up the app gives them by environment.
"""

from __future__ import annotations

import json
import secrets
import ssl
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

from spbe.text.translator import Message, message

_ISSUER, _CLIENT = "SPBE_OIDC_ISSUER", "SPBE_OIDC_CLIENT_ID"
_SECRET, _ADDRESS = "SPBE_OIDC_CLIENT_SECRET", "SPBE_ADDRESS"
_METADATA = "/.well-known/openid-configuration"
_PATIENCE, _LONGEST = 5.0, 1_000_000
"""How long a provider may take to describe itself [seconds], and how much it may say [bytes]."""


class ProviderError(Exception):
    """The provider's settings cannot be used; `text` says so to people."""

    def __init__(self, text: Message) -> None:
        super().__init__(text.template)
        self.text = text


@dataclass(frozen=True, slots=True)
class Provider:
    """Where people sign in, and as whom the app asks there."""

    metadata: str
    """The address at which the provider describes itself."""
    client_id: str
    client_secret: str
    address: str
    """The address of the app, to which the provider sends people back."""


def read_provider(environment: Mapping[str, str]) -> Provider | None:
    """Read the provider's settings; None where there are none.

    Raises ProviderError where a part is missing, or an address is none.
    """
    given = {name: environment.get(name, "").strip() for name in (_ISSUER, _CLIENT, _SECRET)}
    if not any(given.values()):
        return None
    given[_ADDRESS] = environment.get(_ADDRESS, "").strip().rstrip("/")
    missing = [name for name, value in given.items() if not value]
    if missing:
        raise ProviderError(
            message(
                "Masuk dengan akun instansi belum lengkap. Isi juga {names}.",
                names=", ".join(missing),
            )
        )
    for name in (_ISSUER, _ADDRESS):
        if not _is_web_address(given[name]):
            raise ProviderError(
                message(
                    "{name} berisi “{given}”. Isi alamat lengkap, misalnya https://spbe.contoh.go.id.",
                    name=name,
                    given=given[name],
                )
            )
    issuer = given[_ISSUER].removesuffix(_METADATA).rstrip("/")
    return Provider(issuer + _METADATA, given[_CLIENT], given[_SECRET], given[_ADDRESS])


def find_fault(metadata: str) -> Message | None:
    """Find the sentence why nobody can sign in with a provider now; None where one can.

    `metadata` is the address at which it describes itself.
    """
    try:
        with urlopen(metadata, timeout=_PATIENCE) as answer:  # noqa: S310  # a web address
            is_described = "authorization_endpoint" in json.loads(answer.read(_LONGEST))
    except (OSError, ValueError, TypeError, HTTPException) as error:
        # Whoever signs people in may trust other certificates than Python does: let them try.
        is_described = isinstance(getattr(error, "reason", None), ssl.SSLError)
    if is_described:
        return None
    return message(
        "Penyedia akun instansi ({host}) tidak menjawab sebagaimana mestinya. Coba lagi sebentar "
        "lagi, atau masuk dengan kata sandi. Bila tetap begitu, beri tahu admin.",
        host=urlsplit(metadata).netloc,
    )


def write_secrets(provider: Provider, path: Path) -> None:
    """Write the file of secrets that Streamlit reads, for the owner of this process alone.

    The secret that signs cookies is made once and stays, so that a restart signs nobody out.
    Raises ProviderError where the file cannot be written.
    """
    values = {
        "redirect_uri": f"{provider.address}/oauth2callback",
        "cookie_secret": _read_cookie_secret(path) or secrets.token_hex(32),
        "client_id": provider.client_id,
        "client_secret": provider.client_secret,
        "server_metadata_url": provider.metadata,
    }
    # A string of JSON is one of TOML too.
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in values.items()]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.chmod(0o600)
        path.write_text("\n".join(["[auth]", *lines, ""]), encoding="utf-8")
    except OSError:
        raise ProviderError(
            message('Berkas "{path}" tidak dapat ditulis. Periksa folder dan izinnya.', path=path)
        ) from None


def _read_cookie_secret(path: Path) -> str | None:
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))["auth"]["cookie_secret"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if isinstance(found, str) else None


def _is_web_address(given: str) -> bool:
    try:
        parts = urlsplit(given)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
