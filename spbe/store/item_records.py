"""Why items and shares were not saved: somebody else was quicker."""

from __future__ import annotations

from collections.abc import Sequence

from spbe.model.item import Item, Share
from spbe.store.records import StoreError
from spbe.text.translator import Message, message


class ItemConflictError(StoreError):
    """Someone changed items between reading and saving; `current` are those items now."""

    def __init__(self, current: Sequence[Item]) -> None:
        super().__init__(
            message(
                "{n} butir sudah diubah orang lain sesudah data ini dibuka ({which}). Tidak ada "
                "yang disimpan. Bandingkan dengan keadaan sekarang, lalu ubah lagi.",
                n=len(current),
                which=_name_some([item.item_code or item.code or item.text for item in current]),
            )
        )
        self.current = tuple(current)


class ShareConflictError(StoreError):
    """Someone changed what units have done between reading and saving; `current` is it now."""

    def __init__(self, current: Sequence[Share]) -> None:
        super().__init__(
            message(
                "Isian {n} OPD sudah diubah orang lain sesudah data ini dibuka ({which}). Tidak "
                "ada yang disimpan. Bandingkan dengan keadaan sekarang, lalu ubah lagi.",
                n=len(current),
                which=_name_some([share.unit for share in current]),
            )
        )
        self.current = tuple(current)


def item_is_gone() -> StoreError:
    """Make the error for an item that is not kept any more."""
    return StoreError(message("Butir ini sudah tidak ada. Muat ulang halaman Checklist."))


def _name_some(names: Sequence[str], most: int = 3) -> Message | str:
    """Name the first ones, and how many more there are."""
    first = ", ".join(name[:60] for name in names[:most])
    if len(names) <= most:
        return first
    return message("{names}, dan {n} lainnya", names=first, n=len(names) - most)
