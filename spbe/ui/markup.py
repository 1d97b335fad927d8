"""Show what users wrote as they wrote it: no markup of theirs comes alive on a page."""

from __future__ import annotations

import re
from urllib.parse import quote

from spbe.text.addresses import is_web_address

_PUNCTUATION = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$:<>&=^\"'/%@])")
_DIRECTIVE = re.compile(r"\\:(?=[a-z])")
_BLANKS = re.compile(r"\s+")
_WORD_JOINER = "\u2060"


def escape_markdown(text: str) -> str:
    """Write a user's text so that Streamlit's markdown shows it letter by letter, on one line.

    CommonMark lets any punctuation be escaped. Streamlit looks for icons and emoji (`:home:`)
    after that, in plain text, so a colon before a letter is followed by an invisible word joiner.
    """
    escaped = _PUNCTUATION.sub(r"\\\1", _BLANKS.sub(" ", text).strip())
    return _DIRECTIVE.sub(rf"\\:{_WORD_JOINER}", escaped)


def escape_lines(text: str) -> str:
    """Write a user's text of several lines for markdown, line by line."""
    return "  \n".join(escape_markdown(line) for line in text.splitlines())


def find_safe_links(text: str) -> list[str]:
    """Find the web addresses among lines of links; whatever is not http or https is left out."""
    return [line.strip() for line in text.splitlines() if is_web_address(line.strip())]


def format_link(address: str, label: str) -> str:
    """Write a link in markdown. The address must come from `find_safe_links`."""
    return f"[{escape_markdown(label)}](<{quote(address, safe=':/?#[]@!$&+,;=%~-._')}>)"
