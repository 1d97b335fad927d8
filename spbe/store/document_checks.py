"""What the store refuses to keep of a document, each time with how to mend it."""

from __future__ import annotations

from dataclasses import replace

from spbe.model.evidence import Document, DocumentUse
from spbe.store.checks import check_name, check_text, check_year
from spbe.store.item_checks import tidy_units
from spbe.store.records import StoreError
from spbe.text.addresses import holds_password, is_web_address
from spbe.text.translator import message

LONGEST_NAME, LONGEST_LINE, LONGEST_NOTE, LONGEST_LINK = 200, 200, 2_000, 2_000
_LABELS = {
    "name": message("Nama dokumen"),
    "number": message("Nomor dokumen"),
    "issuer": message("Unit penerbit"),
    "note": message("Catatan"),
    "page": message("Halaman atau pasal"),
    "reason": message("Alasan"),
    "link": message("Tautan"),
}


def check_document(document: Document) -> Document:
    """Return the document with its texts tidied. Raises StoreError where it cannot be kept."""
    tidy = replace(
        document,
        name=check_length("name", check_name(document.name), LONGEST_NAME),
        number=check_length("number", document.number, LONGEST_LINE),
        issuer=check_length("issuer", document.issuer, LONGEST_LINE),
        note=check_length("note", document.note, LONGEST_NOTE, is_one_line=False),
        units=tidy_units(tuple(check_name(unit) for unit in document.units)),
    )
    for day in (tidy.dated, tidy.effective, tidy.expires):
        if day is not None:
            check_year(day.year)
    if tidy.effective and tidy.expires and tidy.expires < tidy.effective:
        raise StoreError(
            message(
                "Dokumen ini berakhir ({expires}) sebelum mulai berlaku ({effective}). Periksa "
                "kedua tanggalnya, lalu simpan lagi.",
                expires=tidy.expires.isoformat(),
                effective=tidy.effective.isoformat(),
            )
        )
    if tidy.dated and tidy.expires and tidy.expires < tidy.dated:
        raise StoreError(
            message(
                "Dokumen ini berakhir ({expires}) sebelum tanggal dokumennya ({dated}). Periksa "
                "kedua tanggalnya, lalu simpan lagi.",
                expires=tidy.expires.isoformat(),
                dated=tidy.dated.isoformat(),
            )
        )
    return tidy


def check_length(name: str, text: str, most: int, *, is_one_line: bool = True) -> str:
    """Return a text without space around it. Raises StoreError where it is too long."""
    check_text(text)
    tidy = " ".join(text.split()) if is_one_line else text.strip()
    if len(tidy) > most:
        raise StoreError(
            message(
                "{label} terlalu panjang: {n} huruf, paling banyak {most}.",
                label=_LABELS[name],
                n=len(tidy),
                most=most,
            )
        )
    return tidy


def check_link(link: str) -> str:
    """Return a web address. Raises StoreError where it is none, or carries a password."""
    tidy = check_length("link", link, LONGEST_LINK)
    if not is_web_address(tidy):
        raise StoreError(
            message(
                "Tautan “{found}” bukan alamat web. Salin alamat lengkapnya dari peramban, diawali "
                "https:// atau http://, lalu simpan lagi.",
                found=tidy[:60],
            )
        )
    if holds_password(tidy):
        raise StoreError(
            message(
                "Tautan ini memuat nama pengguna atau kata sandi. Hapus bagian sebelum tanda @, "
                "lalu catat akunnya di bagian Akun uji."
            )
        )
    return tidy


def check_use(use: DocumentUse) -> None:
    """Raise StoreError where a use names no indicator, or a requirement without its level."""
    check_year(use.year)
    check_name(use.instrument_id)
    check_name(use.code)
    check_length("page", use.page, LONGEST_LINE)
    if use.requirement is not None and use.level is None:
        raise StoreError(message("Syarat ke-{n} tidak menyebut tingkatnya.", n=use.requirement))
