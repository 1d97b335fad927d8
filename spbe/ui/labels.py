"""Name widgets with words of users: shown letter by letter, and read out without backslashes.

Streamlit shows a label as markdown and hands its source to screen readers, so only what would
really come alive is changed here; `markup.escape_markdown` is for text between widgets.
"""

from __future__ import annotations

import re

_WORD_JOINER = "\u2060"
_PAIRED = re.compile(r"[`*$~]|(?<!\w)_|_(?!\w)")
"""What makes code, emphasis, formulas and strokes, but only in pairs; never within a word."""
_AFTER = re.compile(
    r"(?<=:)(?=[a-z/])|(?<=@)(?=\w)|(?<=www)(?=\.)|(?<=\])(?=[(\[:])|(?<=<)(?=\S)|(?<=&)(?=#?\w+;)"
    r"|(?<=\\)(?=[!-/:-@\[-`{-~])",
    re.IGNORECASE,
)
"""Where an invisible word joiner keeps icons, colours, addresses, mail, links, tags, entities and
escapes from being made."""
_BLOCK = re.compile(r"(?=\d+[.)]\s|[-+#>=])")


def escape_label(text: str) -> str:
    """Write a text so that a widget's label shows it as it is, on one line."""
    plain = " ".join(text.split())
    if _BLOCK.match(plain):
        plain = _WORD_JOINER + plain
    plain = _AFTER.sub(_WORD_JOINER, plain)
    if len(_PAIRED.findall(plain)) < 2:
        return plain
    return _PAIRED.sub(r"\\\g<0>", plain)
