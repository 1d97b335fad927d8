"""The files of evidence: each kept once under the SHA-256 of its content, wherever that is.

`SPBE_EVIDENCE_URL` is a folder or any address that fsspec knows, such as a bucket of an object
store. No name that a user gave ever becomes part of a path.
"""

from __future__ import annotations

import hashlib
import os
import re
import uuid
from pathlib import Path

from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem
from fsspec.spec import AbstractFileSystem

from spbe.store.database import PROJECT_DIRECTORY
from spbe.store.records import StoreError
from spbe.text.translator import message

DEFAULT_FOLDER = PROJECT_DIRECTORY / "var" / "evidence"
_SHA256 = re.compile(r"[0-9a-f]{64}")
_USER_INFO = re.compile(r"://\S*@")
"""What an address may hold of a name and a password."""
_UNFINISHED = ".unfinished"


class EvidenceFiles:
    """Where files of evidence lie; `open_files` makes it. Safe to share between threads."""

    def __init__(self, system: AbstractFileSystem, root: str) -> None:
        self._system = system
        self._root = root.rstrip("/")

    @property
    def _is_local(self) -> bool:
        return isinstance(self._system, LocalFileSystem)

    def keep(self, data: bytes) -> str:
        """Keep a file and give its SHA-256; when this returns, it is safely there as a whole.

        Raises StoreError where it cannot be written.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        path = self._path(sha256)
        try:
            if self._is_local:
                _write_safely(Path(path), data)
            else:  # an object store shows an object when it is there as a whole
                self._system.makedirs(path.rpartition("/")[0], exist_ok=True)
                self._system.pipe_file(path, data)
        except Exception as error:  # what fsspec's many systems raise has no common parent
            raise _unavailable(error) from error
        return sha256

    def load(self, sha256: str) -> bytes:
        """Load a file. Raises StoreError where it is gone, or no longer what was kept."""
        path = self._path(sha256)
        try:
            data: bytes = self._system.cat_file(path)
        except FileNotFoundError as error:
            raise StoreError(
                message(
                    "Berkas ini tidak ada di tempat penyimpanan bukti. Pulihkan folder bukti dari "
                    "cadangannya, atau unggah berkasnya lagi sebagai versi baru."
                )
            ) from error
        except Exception as error:  # see `keep`
            raise _unavailable(error) from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise StoreError(
                message(
                    "Isi berkas ini tidak lagi sama dengan yang disimpan. Pulihkan folder bukti "
                    "dari cadangannya, atau unggah berkasnya lagi sebagai versi baru."
                )
            )
        return data

    def find(self) -> list[str]:
        """Find the SHA-256 of every file that is kept as a whole.

        Raises StoreError where the place cannot be read.
        """
        try:
            paths = self._system.find(self._root) if self._system.exists(self._root) else []
        except Exception as error:  # see `keep`
            raise _unavailable(error) from error
        return sorted(filter(_SHA256.fullmatch, (path.rpartition("/")[2] for path in paths)))

    def _path(self, sha256: str) -> str:
        if not _SHA256.fullmatch(sha256):
            raise ValueError(f"{sha256!r} is no SHA-256")
        return f"{self._root}/{sha256[:2]}/{sha256}"


def open_files(url: str | None = None) -> EvidenceFiles:
    """Open the place of the files; by default `SPBE_EVIDENCE_URL`, else a folder below `var/`.

    Raises StoreError where the address is none that can be used here.
    """
    url = url or os.environ.get("SPBE_EVIDENCE_URL") or str(DEFAULT_FOLDER)
    try:
        system, root = url_to_fs(url)
    except Exception as error:  # an unknown scheme, a missing library, a faulty option
        raise _unavailable(error) from error
    return EvidenceFiles(system, root)


def _write_safely(path: Path, data: bytes) -> None:
    """Write a file beside its place, down to the disk, and then let it have its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{uuid.uuid4().hex}{_UNFINISHED}")
    try:
        with unfinished.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    for folder in (path.parent, path.parent.parent):
        _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system can do that for folders."""
    if not hasattr(os, "O_DIRECTORY"):  # Windows
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _unavailable(error: Exception) -> StoreError:
    return StoreError(
        message(
            "Tempat penyimpanan bukti tidak dapat dipakai ({reason}). Tidak ada yang disimpan. "
            "Periksa ruang disk, hak tulis, atau alamat di SPBE_EVIDENCE_URL.",
            reason=_USER_INFO.sub("://", str(error))[:200] or type(error).__name__,
        )
    )
