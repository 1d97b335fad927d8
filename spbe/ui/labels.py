"""Name widgets with words of users: shown letter by letter, and read out without backslashes.

Streamlit shows a label as markdown and hands its source to screen readers, so only what would
really come alive is changed here; `markup.escape_markdown` is for text between widgets.
"""

from __future__ import annotations

import re

_WORD_JOINER = "\u2060"
_INLINE = re.compile(r"([\\`*_\[\]$~<&])")
_AFTER = re.compile(r"(?<=:)(?=[a-z/])|(?<=@)(?=\w)|(?<=www)(?=\.)", re.IGNORECASE)
"""Where an invisible word joiner keeps icons, colours, addresses and mail from being made."""
_BLOCK = re.compile(r"(?=\d+[.)]\s|[-+#>=])")


def escape_label(text: str) -> str:
    """Write a text so that a widget's label shows it as it is, on one line."""
    plain = " ".join(text.split())
    if _BLOCK.match(plain):
        plain = _WORD_JOINER + plain
    return _INLINE.sub(r"\\\1", _AFTER.sub(_WORD_JOINER, plain))
