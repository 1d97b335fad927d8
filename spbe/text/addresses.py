"""Tell web addresses from other text; whatever else a link might start is none."""

from __future__ import annotations

from urllib.parse import urlsplit


def is_web_address(text: str) -> bool:
    """Tell whether a text is one http or https address and nothing else."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    is_one_word = not any(character.isspace() or ord(character) < 32 for character in text)
    return parts.scheme.lower() in ("http", "https") and bool(parts.netloc) and is_one_word


def holds_password(address: str) -> bool:
    """Tell whether a web address carries a user name or password ("https://ani:1@…")."""
    return "@" in urlsplit(address).netloc
