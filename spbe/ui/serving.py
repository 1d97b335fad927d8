"""Whether the app is served to others than this machine, and at which address they reach it."""

from __future__ import annotations

import ipaddress
import os

import streamlit as st

_SHARING = ("SPBE_LISTEN", "SPBE_PROXY_HEADER", "SPBE_OIDC_ISSUER")
"""What says that others come: by the network, through a proxy, or from a provider of identities."""


def is_shared() -> bool:
    """Tell whether others can reach this server, so that everyone has to sign in.

    Decided by what the server really listens on, too: whoever starts it in another way than by
    `SPBE_LISTEN` does not open the store to the network by that.
    """
    is_asked = any(os.environ.get(name, "").strip() for name in _SHARING)
    return is_asked or not _is_loopback(st.get_option("server.address"))


def read_own_address() -> str:
    """Give the address under which this browser reached the app, without page and view."""
    url = st.context.url
    # Without a browser, as in a test of a page, there is none.
    scheme, _, rest = (url if isinstance(url, str) else "").partition("://")
    host = rest.partition("/")[0]
    return f"{scheme}://{host}" if host else ""


def _is_loopback(host: object) -> bool:
    """Tell whether a server there is reached from this machine alone; no address means all."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False
