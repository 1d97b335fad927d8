"""Open what may be a ZIP: a file of Office, or something else under its name."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def open_zip(data: bytes) -> Iterator[zipfile.ZipFile]:
    """Open a ZIP for reading. Raises zipfile.BadZipFile for whatever cannot be read, only that.

    Besides its own fault zipfile lets others through: a name that is said to be UTF-8 and is not,
    an entry that needs a later version of the format than there is, lies outside the file or is
    locked, and packed bytes that do not unpack.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive
    except (ValueError, OSError, NotImplementedError, RuntimeError, zlib.error, EOFError) as error:
        raise zipfile.BadZipFile(str(error)) from error
