"""Which agency a text names, and whether two names mean one agency."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from spbe.workbooks.wording import normalise

_KINDS = {
    "pemerintah provinsi": "Pemerintah Provinsi",
    "pemprov": "Pemerintah Provinsi",
    "pemerintah kabupaten": "Pemerintah Kabupaten",
    "pemkab": "Pemerintah Kabupaten",
    "pemerintah kab": "Pemerintah Kabupaten",
    "pemerintah kota": "Pemerintah Kota",
    "pemkot": "Pemerintah Kota",
    "pemerintah prov": "Pemerintah Provinsi",
    "pemerintah daerah kabupaten": "Pemerintah Kabupaten",
    "pemerintah daerah kota": "Pemerintah Kota",
    "pemerintah daerah provinsi": "Pemerintah Provinsi",
    "pemerintah aceh": "Pemerintah Aceh",
    "provinsi": "Provinsi",
    "prov": "Provinsi",
    "kabupaten": "Kabupaten",
    "kab": "Kabupaten",
    "kota": "Kota",
    "kementerian": "Kementerian",
}
_AGENCY = re.compile(
    r"\b(?P<kind>pemerintah(?:\s+daerah)?\s+(?:provinsi|prov|kabupaten|kab|kota)"
    r"|pemprov|pemkab|pemkot|provinsi|prov|kabupaten|kab|kota|kementerian)\b\.?\s+"
    r"(?=(?P<name>[A-Za-z'’][A-Za-z'’.\-]*(?:\s+[A-Za-z'’&][A-Za-z'’.\-]*){0,5}))",
    re.IGNORECASE,
)
_NAME_ENDS = {
    "tahun",
    "penilaian",
    "mandiri",
    "spbe",
    "pemdi",
    "evaluasi",
    "indeks",
    "hasil",
    "tahap",
    "interviu",
    "dokumen",
    "final",
    "opd",
    "dinas",
    "badan",
    "sekretariat",
    "nilai",
    "tim",
    "nomor",
    "no",
    "tanggal",
    "ta",
    "instrumen",
    "rekap",
    "rekapitulasi",
    "lembar",
    "level",
    "jalan",
    "jl",
    "telp",
    "provinsi",
    "kabupaten",
    "kota",
    "pemerintah",
    "usulan",
    "eksternal",
    "asesor",
    "kode",
    "visitasi",
    "akhir",
    "sistem",
    "versi",
    "revisi",
    "draft",
    "untuk",
    "yang",
    "pada",
    "per",
    "di",
    "laporan",
    "data",
    "perkiraan",
    "self",
    "assessment",
    "bagian",
    "thn",
    "dari",
    "oleh",
    "kepada",
}
_ABBREVIATIONS = {"DKI", "DI", "RI", "PANRB", "PAN", "RB", "DIY"}
_JOINING = {"dan", "serta", "vs", "atau", "dengan", "and"}
"""What joins two agencies, but stands inside the name of a ministry."""
_ASSESSING_MINISTRY = re.compile(r"kementerian (?:pan ?rb|panrb|pendayagunaan aparatur)")
"""The ministry that assesses is named on many sheets of others."""
_PLACEHOLDERS = {"atau", "dan", "lain", "setempat", "nama"}


def find_agency(texts: Iterable[str]) -> str | None:
    """Find the one agency that texts name; None where there is none or several.

    "Pemerintah Kota …" says more than a city in an address, so it is heard first; the ministry that
    assesses is heard last.
    """
    governments: dict[str, str] = {}
    places: dict[str, str] = {}
    assessors: dict[str, str] = {}
    for text in texts:
        for found in _AGENCY.finditer(text.replace("_", " ")):
            kind = _KINDS[" ".join(found["kind"].casefold().split())]
            name = _take_name(found["name"], is_ministry=kind == "Kementerian")
            if not name:
                continue
            agency = f"{kind} {name}"
            words = normalise(agency)
            if _ASSESSING_MINISTRY.match(words):
                group = assessors
            else:
                is_government = kind.startswith(("Pemerintah", "Kementerian"))
                group = governments if is_government else places
            group.setdefault(words, agency)
    for group in (governments, places, assessors):
        if group:
            return next(iter(group.values())) if len(group) == 1 else None
    return None


def _take_name(text: str, is_ministry: bool) -> str:
    words: list[str] = []
    for word in text.split():
        bare = word.strip(".-'’").casefold()
        if not is_ministry and bare in _JOINING:
            break
        if bare in _NAME_ENDS or (not words and bare in _PLACEHOLDERS) or not bare:
            break
        words.append(word)
        if word.endswith(".") and len(bare) > 2:
            break
    name = " ".join(words).strip(" .-'’")
    return _title(name) if name.isupper() or name.islower() else name


def _title(name: str) -> str:
    words = name.upper().split()
    return " ".join(word if word in _ABBREVIATIONS else word.capitalize() for word in words)


def is_same_agency(one: str, other: str) -> bool:
    """Tell whether two names mean one agency: "Kab. Kutai Timur", "Pemkab Kutai Timur".

    A name without its kind ("Kutai Timur") fits any kind; a city and its regency differ.
    """
    kind, name = _agency_key(one)
    other_kind, other_name = _agency_key(other)
    return name == other_name and (kind == other_kind or not kind or not other_kind)


@lru_cache(maxsize=4096)
def _agency_key(agency: str) -> tuple[str, str]:
    """Split an agency's name into its kind, in one spelling, and the rest."""
    words = [_SPELLED_OUT.get(word, word) for word in normalise(agency).split()]
    words = [word for word in words if word not in ("pemerintah", "daerah")]
    if words and words[0] in ("provinsi", "kabupaten", "kota"):
        return words[0], " ".join(words[1:])
    return "", " ".join(words)


_SPELLED_OUT = {
    "pemprov": "provinsi",
    "pemkab": "kabupaten",
    "pemkot": "kota",
    "prov": "provinsi",
    "kab": "kabupaten",
}
