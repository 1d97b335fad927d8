"""The container of old Office files (Compound File Binary, [MS-CFB]): its streams by name."""

from __future__ import annotations

import struct

from spbe.workbooks.limits import is_damaged

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_SECTOR = 0xFFFFFFFA  # from here on numbers are marks: end of chain, free, …
_ENTRY = 128


class OleFile:
    """The streams of a compound file.

    Raises RefusedError where the container is damaged; chains that run in circles are.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._read_directory()
        except (struct.error, IndexError, ValueError) as e:
            raise is_damaged() from e

    def _read_directory(self) -> None:
        shift, mini_shift = struct.unpack_from("<HH", self._data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise is_damaged()
        self._size, self._mini_size = 1 << shift, 1 << mini_shift
        first_directory, self._cutoff, first_mini = struct.unpack_from("<I4xII", self._data, 48)
        self._fat = self._read_fat()
        self._mini_fat = self._numbers(self._chain(first_mini))
        directory = self._chain(first_directory)
        self._streams: dict[str, tuple[int, int]] = {}
        root = (0, 0)
        for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", directory, at + 64)
            start, size = struct.unpack_from("<II", directory, at + 116)
            if kind == 5:
                root = (start, size)
            elif kind == 2:
                name = directory[at : at + max(min(length, 64) - 2, 0)]
                self._streams[name.decode("utf-16-le", "replace")] = (start, size)
        self._mini_stream = self._chain(root[0])

    def _read_fat(self) -> list[int]:
        """Read the table that tells for each sector which one follows."""
        sectors = list(struct.unpack_from("<109I", self._data, 76))
        following, count = struct.unpack_from("<II", self._data, 68)
        for _ in range(min(count, len(self._data) // self._size)):
            if following >= _LAST_SECTOR:
                break
            numbers = self._numbers(self._sector(following))
            sectors.extend(numbers[:-1])
            following = numbers[-1]
        fat: list[int] = []
        for sector in sectors:
            if sector < _LAST_SECTOR:
                fat.extend(self._numbers(self._sector(sector)))
            if len(fat) * self._size > 2 * len(self._data) + 128 * self._size:
                break
        return fat

    def _sector(self, number: int) -> bytes:
        begin = (number + 1) * self._size
        return self._data[begin : begin + self._size]

    def _chain(self, sector: int) -> bytes:
        pieces = []
        left = len(self._fat)
        while sector < _LAST_SECTOR:
            if left == 0:
                raise ValueError("circle")
            left -= 1
            pieces.append(self._sector(sector))
            sector = self._fat[sector]
        return b"".join(pieces)

    @staticmethod
    def _numbers(data: bytes) -> list[int]:
        return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))

    @property
    def names(self) -> frozenset[str]:
        """Names of the streams, wherever in the container they stand."""
        return frozenset(self._streams)

    def read(self, name: str) -> bytes:
        """Read a stream. Raises RefusedError where it is absent or broken."""
        try:
            start, size = self._streams[name]
            if size >= self._cutoff:
                return self._chain(start)[:size]
            pieces = []
            left = len(self._mini_fat)
            while start < _LAST_SECTOR and left:
                left -= 1
                begin = start * self._mini_size
                pieces.append(self._mini_stream[begin : begin + self._mini_size])
                start = self._mini_fat[start]
            return b"".join(pieces)[:size]
        except (KeyError, IndexError, ValueError) as e:
            raise is_damaged() from e
