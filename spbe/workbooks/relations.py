"""What a part of an xlsx or xlsb points at: worksheets, addresses, notes."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spbe.workbooks.archive import Archive
from spbe.workbooks.limits import is_damaged


@dataclass(frozen=True, slots=True)
class Relations:
    """Paths of parts that exist, and addresses; by the ids that the part uses for them."""

    worksheets: Mapping[str, str]
    links: Mapping[str, str]
    comments: Sequence[str]
    threads: Sequence[str]


_NONE = Relations({}, {}, (), ())


def read_relations(archive: Archive, part: str) -> Relations:
    """Read what a part points at, which stands in a part of its own; often there is none.

    Raises RefusedError where that part is broken.
    """
    folder, name = posixpath.split(part)
    listing = archive.find(f"{folder}/_rels/{name}.rels")
    if listing is None:
        return _NONE
    worksheets: dict[str, str] = {}
    links: dict[str, str] = {}
    comments: list[str] = []
    threads: list[str] = []
    for element in archive.read_tree(listing):
        kind = element.get("Type", "").rpartition("/")[2]
        identity, target = element.get("Id", ""), element.get("Target", "")
        if kind == "hyperlink":
            links[identity] = target
            continue
        path = archive.find(posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/"))
        if path is None:
            continue
        if kind == "worksheet":
            worksheets[identity] = path
        elif kind in ("comments", "threadedComment"):
            # Notes belong to one sheet; the same ones for many would multiply without end.
            if path in archive.owned:
                raise is_damaged()
            archive.owned.add(path)
            (comments if kind == "comments" else threads).append(path)
    return Relations(worksheets, links, comments, threads)
