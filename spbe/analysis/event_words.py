"""Say what was changed in the reader's words: "Status: Diajukan", then "Status: Diterima"."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeAlias

from spbe.text.terms import (
    CYCLE_KINDS,
    ITEM_SOURCE_NAMES,
    ITEM_STATE_NAMES,
    STAGE_NAMES,
)
from spbe.text.translator import Message, Translator, message

Values: TypeAlias = Mapping[str, Any]

SUBJECT_NAMES: Mapping[str, Message] = {
    "revision": message("Penilaian"),
    "level": message("Indikator pada penilaian"),
    "published": message("Hasil terbit"),
    "cycle": message("Siklus dan kunci"),
    "sectors": message("Sektor pilihan"),
    "target": message("Target"),
    "scenario": message("Skenario"),
    "agency": message("Instansi"),
    "item": message("Butir checklist"),
    "item_note": message("Catatan butir"),
    "share": message("Bagian OPD pada butir"),
    "document": message("Bukti dukung"),
    "document_use": message("Pemakaian bukti"),
    "assignment": message("Pembagian tugas OPD"),
    "clarification": message("Klarifikasi"),
    "meeting": message("Rapat"),
    "attendance": message("Daftar hadir"),
    "meeting_note": message("Catatan rapat"),
    "follow_up": message("Tindak lanjut rapat"),
    "wordings": message("Rumusan resmi"),
    "account": message("Akun"),
    "samples": message("Data contoh"),
    "restored": message("Pemulihan cadangan"),
}
"""Kinds of things by the subject of an event; another subject is said as it is."""

_FIELD_NAMES: Mapping[str, Message] = {
    "access_checked": message("Akses diperiksa"),
    "account": message("Akun uji coba"),
    "answer": message("Jawaban kita"),
    "application": message("Aplikasi"),
    "assessor_note": message("Catatan asesor"),
    "begins": message("Pukul"),
    "chair": message("Pimpinan rapat"),
    "claimed_level": message("Tingkat yang diklaim"),
    "code": message("Indikator"),
    "comment": message("Komentar sel"),
    "content": message("Isi"),
    "dated": message("Tanggal dokumen"),
    "dates": message("Tanggal tahap"),
    "day": message("Tanggal"),
    "due": message("Tenggat"),
    "effective": message("Berlaku mulai"),
    "evidence": message("Bukti dukung"),
    "evidence_link": message("Tautan bukti"),
    "expires": message("Berlaku sampai"),
    "explanation": message("Penjelasan"),
    "finding": message("Temuan asesor"),
    "fingerprint": message("SHA-256 berkas"),
    "hundredths": message("Nilai"),
    "is_closed": message("Ditutup"),
    "identity": message("Identitas di penyedia"),
    "is_done": message("Selesai"),
    "is_for_all_units": message("Untuk semua OPD"),
    "is_primary": message("Target utama"),
    "is_review": message("Reviu"),
    "issuer": message("Penerbit"),
    "kind": message("Jenis"),
    "lead": message("Pengampu"),
    "leads": message("Pengampu"),
    "level": message("Tingkat"),
    "level_units": message("Tingkat"),
    "levels": message("Tingkat"),
    "link": message("Tautan"),
    "locked": message("Kunci"),
    "name": message("Nama"),
    "note": message("Catatan"),
    "number": message("Nomor"),
    "open_items": message("Butir terbuka"),
    "overdue_items": message("Butir lewat tenggat"),
    "page": message("Halaman"),
    "person": message("Penanggung jawab"),
    "place": message("Tempat"),
    "point": message("Agenda"),
    "present": message("Hadir"),
    "rating": message("Predikat"),
    "reason": message("Alasan"),
    "recommendation": message("Rekomendasi"),
    "region": message("Wilayah"),
    "requirement": message("Syarat"),
    "role": message("Peran"),
    "round": message("Putaran"),
    "scores": message("Nilai"),
    "sector": message("Sektor"),
    "source": message("Sumber"),
    "stage": message("Tahap"),
    "state": message("Status"),
    "supports": message("Pendukung"),
    "text": message("Isi"),
    "unit": message("OPD"),
    "units": message("OPD"),
    "years": message("Tahun"),
}
_STATE_NAMES: Mapping[str, Message] = {
    **ITEM_STATE_NAMES,
    "draft": message("Draf"),
    "review": message("Ditinjau"),
    "rejected": message("Ditolak"),
    "expired": message("Kedaluwarsa"),
}
_KIND_NAMES: Mapping[str, Message] = {
    **CYCLE_KINDS,
    "note": message("Catatan"),
    "answer": message("Tanggapan"),
}
_ACCOUNT_NAMES: Mapping[str, Message] = {
    "given": message("terisi"),
    "none": message("kosong"),
    "changed": message("diganti"),
}
"""What the history keeps of a document's test account: never the account itself."""
_VALUE_NAMES: Mapping[str, Mapping[str, Message]] = {
    "account": _ACCOUNT_NAMES,
    "kind": _KIND_NAMES,
    "source": ITEM_SOURCE_NAMES,
    "state": _STATE_NAMES,
}
"""What a field may hold, by field."""
_DAYS = frozenset({"access_checked", "dated", "dates", "day", "due", "effective", "expires"})
"""Fields that hold days, written out as JSON has no days."""
_HIDDEN = frozenset({"item_id", "part_id", "sha256", "stage"})
_LONGEST = 300
"""Characters of one text that are shown [characters]."""


def name_subject(subject: str, text: Translator) -> str:
    """Name the kind of a thing."""
    name = SUBJECT_NAMES.get(subject)
    return text(name) if name else subject


def name_thing(before: Values | None, after: Values | None, text: Translator) -> str:
    """Tell a thing apart from others of its kind: its stage, its name or its words."""
    values = {**(before or {}), **(after or {})}
    stage = STAGE_NAMES.get(str(values.get("stage")))
    telling = values.get("name") or values.get("text") or ""
    return " · ".join([*([text(stage)] if stage else []), *([str(telling)] if telling else [])])


def describe_change(
    before: Values | None, after: Values | None, text: Translator, decimals: int = 0
) -> tuple[str, str]:
    """Say what something was and what it became, field by field where they differ.

    `decimals` are those of the levels. Where there was nothing before, or is nothing afterwards,
    that side is "–".
    """
    old, new = before or {}, after or {}
    names = [
        name for name in {**old, **new} if old.get(name) != new.get(name) and name not in _HIDDEN
    ]
    sides = []
    for values, is_there in ((old, before is not None), (new, after is not None)):
        said = [
            f"{_name_field(name, text)}: {_say(name, values.get(name), text, decimals)}"
            for name in names
            if values.get(name) not in (None, "", [], {}) or (old and new)
        ]
        sides.append("; ".join(said) if is_there and said else "–")
    return sides[0], sides[1]


def _name_field(name: str, text: Translator) -> str:
    known = _FIELD_NAMES.get(name)
    return text(known) if known else name.replace("_", " ")


def _say(name: str, value: Any, text: Translator, decimals: int) -> str:
    if value in (None, "", [], {}):
        return "–"
    if isinstance(value, bool):
        return text("ya") if value else text("tidak")
    if name == "hundredths":
        return text.score(int(value))
    if name in ("claimed_level", "level_units"):
        return text.level(int(value), decimals)
    if name == "scores":
        return "; ".join(f"{code} {text.score(int(each))}" for code, each in value.items())
    if name == "levels" and isinstance(value, Mapping):
        return ", ".join(f"{c[1:]}: {text.level(int(n), decimals)}" for c, n in value.items())
    if isinstance(value, Mapping):
        parts = [(key, each, name if name in _DAYS else key) for key, each in value.items() if each]
        return "; ".join(_say_part(key, each, kind, text) for key, each, kind in parts)
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    known = _VALUE_NAMES.get(name, {}).get(str(value))
    return text(known) if known else _say_plain(name, value, text)


def _say_part(key: str, value: Any, kind: str, text: Translator) -> str:
    """Say one entry of a value that has several: a stage with its date, a link, a file."""
    name = STAGE_NAMES.get(key) or _FIELD_NAMES.get(key)
    return f"{text(name) if name else key}: {_say_plain(kind, value, text)}"


def _say_plain(name: str, value: Any, text: Translator) -> str:
    if isinstance(value, datetime.date):
        return text.date(value)
    said = str(value)
    if name in _DAYS:
        try:
            return text.date(datetime.date.fromisoformat(said))
        except ValueError:
            pass  # an earlier version of the app may have written otherwise: as it is
    return said if len(said) <= _LONGEST else said[:_LONGEST] + "…"
