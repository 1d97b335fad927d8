"""Evidence as the ministry's portal takes it: text to paste, files under its names, an index."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spbe.model.evidence import Document, DocumentUse, DocumentVersion
from spbe.model.instrument import Instrument
from spbe.store.files import EvidenceFiles
from spbe.store.records import StoreError
from spbe.text.file_names import make_distinct, make_file_name
from spbe.text.translator import Translator
from spbe.workbooks.tables import build_table_xlsx

MAXIMUM_BYTES = 500 * 1024**2
"""Of the files in one ZIP: it is made in memory."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document behind an indicator, under the letter it has there."""

    code: str
    number: str
    """Of the indicator."""
    letter: str
    document: Document
    pages: str
    """Where to read: of the uses, else of the version."""
    file_name: str
    """In the ZIP; empty for a link."""

    @property
    def size(self) -> int:
        """Of the file [bytes]."""
        newest = self.document.newest
        return 0 if newest is None or newest.size is None else newest.size


def list_entries(
    instrument: Instrument,
    documents: Mapping[int, Document],
    uses: Iterable[DocumentUse],
    codes: Sequence[str],
) -> list[Entry]:
    """List the documents behind indicators, each once per indicator, in tree order.

    Those that were rejected, or have no content yet, are left out. Documents of an indicator stand
    in the order in which they were first used there and have letters a, b, …, z, aa.
    """
    by_code: dict[str, dict[int, list[str]]] = {code: {} for code in codes}
    for use in uses:
        document = documents.get(use.document_id)
        if document is None or document.state == "rejected" or document.newest is None:
            continue
        if use.code in by_code:
            by_code[use.code].setdefault(use.document_id, []).append(use.page)
    taken: set[str] = set()
    return [
        _make_entry(instrument, code, place, documents[document_id], pages, taken)
        for code, found in by_code.items()
        for place, (document_id, pages) in enumerate(found.items())
    ]


def format_portal_text(text: Translator, entries: Iterable[Entry]) -> str:
    """Write the documents of an indicator as lines to paste into the ministry's portal."""
    lines = []
    for entry in entries:
        document, version = entry.document, _newest(entry)
        parts = [document.name]
        if document.number and document.number not in document.name:
            parts.append(text("nomor {number}", number=document.number))
        if document.dated is not None:
            parts.append(text("tanggal {day}", day=text.date(document.dated, "long")))
        parts += [part for part in (document.issuer, entry.pages) if part]
        lines.append(f"{entry.letter}. {', '.join(parts)}: {version.link or entry.file_name}")
    return "\n".join(lines)


def build_index_xlsx(text: Translator, title: str, entries: Sequence[Entry]) -> bytes:
    """Write what stands behind the indicators as an Excel table; test accounts never do."""
    columns = [
        *(text("Indikator"), text("Huruf"), text("Dokumen"), text("Nomor"), text("Tanggal")),
        *(text("Unit penerbit"), text("OPD"), text("Halaman"), text("Keadaan")),
        *(text("Berkas"), text("Tautan")),
    ]
    rows = [
        [
            *(entry.number, entry.letter, entry.document.name, entry.document.number),
            text.date(entry.document.dated) if entry.document.dated else None,
            entry.document.issuer,
            "; ".join(entry.document.units),
            entry.pages,
            text("diterima") if entry.document.state == "accepted" else text("belum diterima"),
            *(entry.file_name, _newest(entry).link),
        ]
        for entry in entries
    ]
    return build_table_xlsx(title, [title], columns, rows)


def build_evidence_zip(
    text: Translator, title: str, entries: Sequence[Entry], files: EvidenceFiles
) -> bytes:
    """Put the files of the entries into a ZIP under the portal's names, with the index beside them.

    A file that cannot be had is named, with why, in a text of its own.
    """
    bundle = io.BytesIO()
    with zipfile.ZipFile(bundle, "w", zipfile.ZIP_STORED) as archive:
        lost = list(_write_files(text, archive, entries, files))
        index = build_index_xlsx(text, title, entries)
        archive.writestr(make_file_name(text("Indeks bukti"), "xlsx"), index)
        if lost:
            archive.writestr(make_file_name(text("Tidak terbawa"), "txt"), "\r\n".join(lost))
    return bundle.getvalue()


def _write_files(
    text: Translator, archive: zipfile.ZipFile, entries: Sequence[Entry], files: EvidenceFiles
) -> Iterator[str]:
    """Write the files and give a line for each that could not be had."""
    for entry in entries:
        sha256 = _newest(entry).sha256
        if sha256 is None:
            continue
        try:
            archive.writestr(entry.file_name, files.load(sha256))
        except StoreError as fault:
            yield f"{entry.file_name}: {text(fault.message)}"


def _make_entry(
    instrument: Instrument,
    code: str,
    place: int,
    document: Document,
    pages: Sequence[str],
    taken: set[str],
) -> Entry:
    number, letter = instrument.node_by_code[code].number, _make_letter(place)
    version = document.newest
    assert version is not None  # noqa: S101  # those without content were left out
    name = ""
    if version.sha256 is not None:
        extension = version.file_name.rpartition(".")[2]
        name = make_file_name(f"{number}.{letter}.{document.name}", extension)
        name = make_distinct(name, taken)
    said = "; ".join(dict.fromkeys(page for page in pages if page)) or version.page
    return Entry(code, number, letter, document, said, name)


def _newest(entry: Entry) -> DocumentVersion:
    assert entry.document.newest is not None  # noqa: S101  # see `_make_entry`
    return entry.document.newest


def _make_letter(place: int) -> str:
    """Name a place from 0 on: a, b, …, z, aa, ab."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
