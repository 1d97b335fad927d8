"""Make file names out of what people wrote: readable, and safe on Windows and in a ZIP."""

from __future__ import annotations

import re
import unicodedata

_FORBIDDEN = re.compile(r'[\\/:*?"<>|]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_LONGEST = 100
"""Characters before the ending, so that a path in Windows' Downloads still fits."""


def make_file_name(words: str, extension: str) -> str:
    """Make a name with this extension ("pdf") out of any words.

    No folder, drive, control or direction character of theirs stays, no name that Windows keeps for
    itself, and no other extension of the same kind of file. Empty words become "dokumen".
    """
    plain = "".join(
        " " if unicodedata.category(c)[0] in "CZ" else c
        for c in unicodedata.normalize("NFC", words)
    )
    plain = " ".join(_FORBIDDEN.sub("-", plain).split())
    plain = plain.removesuffix(f".{extension}")[:_LONGEST].strip(" .-")
    if not plain or _RESERVED.fullmatch(plain):
        plain = f"dokumen {plain}".strip()
    return f"{plain}.{extension}"


def make_distinct(name: str, taken: set[str]) -> str:
    """Give a name that is not taken yet, whatever its capitals, and take it: "a (2).pdf"."""
    stem, dot, extension = name.rpartition(".")
    distinct, count = name, 1
    while distinct.casefold() in taken:
        count += 1
        distinct = f"{stem} ({count}){dot}{extension}"
    taken.add(distinct.casefold())
    return distinct
