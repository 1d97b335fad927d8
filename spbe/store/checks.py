"""What the store refuses to keep, whoever asks."""

from __future__ import annotations

import datetime

from spbe.model.assessment import STAGES, Assessment, PublishedResult
from spbe.store.records import StoreError
from spbe.store.schema import FIRST_YEAR, LAST_YEAR
from spbe.text.translator import message

_HIGHEST = 1_000_000
"""No level, score or year comes near; databases have a limit of their own far above."""


def check_year(year: object) -> int:
    """Return the year. Raises StoreError where it is none within the calendar of the store."""
    if year is None:
        raise StoreError(message("Tahun masih kosong. Pilih tahunnya, lalu simpan lagi."))
    whole = year if isinstance(year, int) and not isinstance(year, bool) else None
    if whole is None or not FIRST_YEAR <= whole <= LAST_YEAR:
        raise StoreError(
            message(
                "Tahun {year} tidak dapat disimpan: isi tahun antara {first} dan {last}.",
                year=str(year),
                first=FIRST_YEAR,
                last=LAST_YEAR,
            )
        )
    return whole


def check_stage(stage: object) -> str:
    """Return the stage. Raises StoreError where it is none of a cycle."""
    if stage is None:
        raise StoreError(message("Tahap masih kosong. Pilih tahapnya, lalu simpan lagi."))
    if stage not in STAGES:
        raise StoreError(
            message(
                'Tahap "{stage}" tidak dikenal. Pilih salah satu tahap penilaian.',
                stage=str(stage),
            )
        )
    return str(stage)


def check_text(*texts: str | None) -> None:
    """Raise StoreError where a text holds what no database keeps: NUL or half a character."""
    for text in texts:
        if text is not None and ("\0" in text or any("\ud800" <= c <= "\udfff" for c in text)):
            raise StoreError(
                message(
                    'Teks "{text}" memuat karakter yang tidak dapat disimpan. '
                    "Hapus karakter itu, lalu simpan lagi.",
                    text="".join(c for c in text if c.isprintable())[:40],
                )
            )


def check_name(name: str) -> str:
    """Return the name without space around it. Raises StoreError where nothing is left."""
    check_text(name)
    tidy = " ".join(name.split())
    if not tidy:
        raise StoreError(message("Nama masih kosong. Isi namanya, lalu simpan lagi."))
    return tidy


def check_who(who: str, at: datetime.datetime) -> str:
    """Return the name of who saves. Raises StoreError without one, ValueError without a zone."""
    if at.tzinfo is None:
        raise ValueError("`at` needs a time zone")
    return check_name(who)


def check_hundredths(hundredths: object) -> None:
    """Raise StoreError where a score is not a whole number of hundredths from 0 up."""
    if not _is_whole(hundredths) or int(str(hundredths)) < 0:
        raise StoreError(
            message(
                "Nilai {found} tidak dapat disimpan: isi angka dari 0 ke atas dengan dua desimal.",
                found=str(hundredths),
            )
        )


def check_content(content: Assessment | PublishedResult) -> None:
    """Raise StoreError where an assessment or published result cannot be kept as it is."""
    check_year(content.year)
    check_stage(content.stage)
    check_name(content.instrument_id)
    if isinstance(content, PublishedResult):
        check_text(content.source, content.rating, *content.hundredths)
        for hundredths in content.hundredths.values():
            check_hundredths(hundredths)
        return
    check_text(*content.levels, *content.notes)
    for code, level in content.levels.items():
        if level is not None:
            check_level(code, level)
    for notes in content.notes.values():
        check_text(
            notes.explanation,
            notes.evidence,
            notes.evidence_link,
            notes.assessor_note,
            notes.recommendation,
            notes.unit,
            notes.comment,
        )


def check_level(code: str, level: object) -> None:
    """Raise StoreError where the level units of an indicator are no whole number from 0 up."""
    if not _is_whole(level) or int(str(level)) < 0:
        raise StoreError(
            message(
                "{code}: tingkat {found} tidak dapat disimpan. Isi angka bulat, atau "
                "kosongkan bila belum dinilai.",
                code=code,
                found=str(level),
            )
        )


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _HIGHEST
