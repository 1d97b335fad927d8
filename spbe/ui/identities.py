"""Whom others than the app itself say is there: a trusted proxy, or a provider of identities."""

from __future__ import annotations

import hmac
import os
from dataclasses import dataclass

import streamlit as st

from spbe.jobs.identity_provider import find_fault
from spbe.store.sign_in import SESSION_LASTS
from spbe.text.translator import Message
from spbe.ui.clock import now

_TRUST = "SPBE_OIDC_TRUST_ADDRESSES"
"""Set to 1 where the provider says of no address whether it is confirmed, and all of them are."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody who signed in elsewhere."""

    key: str
    """Names them for good, whatever their address becomes."""
    login: str | None
    """Their address where it is confirmed."""


def find_identity() -> Identity | None:
    """Find whom a trusted proxy or the provider says is there; None where neither says it."""
    return _read_proxy() or _read_provider()


def offers_provider() -> bool:
    """Tell whether one can sign in with a provider of identities."""
    return st.secrets.load_if_toml_exists() and "auth" in st.secrets


def find_provider_fault() -> Message | None:
    """Find the sentence why nobody can sign in with the provider now; None where one can."""
    return find_fault(str(st.secrets["auth"]["server_metadata_url"]))


def is_known_to_provider() -> bool:
    """Tell whether the provider signed somebody in who has not signed out since."""
    return bool(st.user.get("is_logged_in"))


def _read_proxy() -> Identity | None:
    """Read whom a trusted proxy names: it shows its secret, so nobody else can name anyone."""
    header, secret = os.environ.get("SPBE_PROXY_HEADER"), os.environ.get("SPBE_PROXY_SECRET")
    if not header or not secret:
        return None
    shown = st.context.headers.get("X-Proxy-Secret") or ""
    if not hmac.compare_digest(shown.encode(), secret.encode()):
        return None
    named = (st.context.headers.get(header) or "").strip()
    return Identity(f"proxy|{named}", named) if named else None


def _read_provider() -> Identity | None:
    """Read whom the provider named, for as long as a session lasts.

    Streamlit's cookie would keep its word for 30 days.
    """
    if not is_known_to_provider():
        return None
    issuer, subject, issued = st.user.get("iss"), st.user.get("sub"), st.user.get("iat")
    if not issuer or not subject or not isinstance(issued, int | float):
        return None
    if now().timestamp() - issued >= SESSION_LASTS.total_seconds():
        return None
    email = st.user.get("email") if _is_confirmed(st.user.get("email_verified")) else None
    return Identity(f"{issuer}|{subject}", str(email) if email else None)


def _is_confirmed(told: object) -> bool:
    """Tell whether the provider's address of somebody is theirs.

    Some providers never say; whoever set up the app may vouch for those. What is said to be
    unconfirmed could be anybody's.
    """
    return told is True or (told is None and os.environ.get(_TRUST, "").strip() == "1")
