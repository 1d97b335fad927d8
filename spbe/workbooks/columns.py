"""Which column of a sheet is what, by the words of its header."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

from spbe.workbooks.stages import find_stage_beside_others, find_stages, is_external
from spbe.workbooks.wording import normalise
from spbe.workbooks.years import find_years

Role: TypeAlias = Literal[
    "number",
    "name",
    "level",
    "weight",
    "explanation",
    "evidence",
    "evidence_link",
    "assessor_note",
    "recommendation",
    "unit",
    "year",
    "stage",
    "agency",
    "other",
]
"""`other` is a header we know and do not read: a product, a target, a domain, a rating."""

LONGEST_HEADER = 90
"""Characters; what is longer is a sentence and not a header."""

_NUMBER_HEADERS = {
    "no", "nomor", "nomer", "number", "num", "kode", "code", "id", "ind", "no urut", "nomor urut",
    "nr", "no ind",
}  # fmt: skip
_NUMBER_WORDS = {"no", "nomor", "nomer", "kode", "code", "number", "id", "num"}
_NAME_WORDS = {"indikator", "indicator", "indicators"}
_LEVEL_WORDS = {
    "nilai", "skor", "score", "scores", "tk", "level", "levels", "capaian", "kematangan",
    "tingkat", "maturity", "value", "hasil", "penilaian", "evaluasi", "asesmen", "assessment",
    "result",
}  # fmt: skip
_PRODUCT_WORDS = {
    "indeks", "index", "tertimbang", "terbobot", "weighted", "kontribusi", "contribution", "poin",
    "points", "jumlah", "total", "perkalian", "rata",
}  # fmt: skip
_WEIGHT_WORDS = {"bobot", "weight", "weights", "weighting"}
_AIM_WORDS = {
    "target", "sasaran", "harapan", "selisih", "gap", "gain", "kenaikan", "potensi", "deviasi",
    "delta", "maksimal", "maksimum", "max", "maks", "minimal", "minimum", "status", "tanggal",
    "date", "predikat", "kategori", "kriteria", "rating", "category", "pertanyaan", "question",
    "prioritas", "tren", "trend",
}  # fmt: skip
_RECOMMENDATION_WORDS = {"rekomendasi", "recommendation", "recommendations", "saran"}
_ASSESSOR_WORDS = {
    "catatan", "tanggapan", "komentar", "comment", "comments", "note", "notes", "temuan",
    "masukan", "feedback", "remarks", "response", "responses",
}  # fmt: skip
_ROUND_WORDS = {"pemeriksaan", "klarifikasi", "clarification", "reviu", "review"}
_LINK_WORDS = {"link", "links", "tautan", "url"}
_EVIDENCE_WORDS = {"bukti", "eviden", "evidence", "evidences", "evidens"}
_EVIDENCE_PHRASES = ("data dukung", "data pendukung", "dokumen pendukung", "dokumen dukung",
                     "supporting document", "supporting data")  # fmt: skip
_EXPLANATION_WORDS = {
    "penjelasan", "keterangan", "deskripsi", "justifikasi", "analisis", "analisa", "explanation",
    "description", "narasi", "jawaban", "kondisi", "alasan", "rationale", "uraian",
}  # fmt: skip
_UNIT_WORDS = {
    "opd", "pic", "pengampu", "skpd", "unit", "units", "satker", "responsible", "owner",
    "penanggungjawab", "dinas", "pelaksana", "koordinator",
}  # fmt: skip
_UNIT_PHRASES = ("penanggung jawab", "perangkat daerah", "unit kerja", "satuan kerja")
_GROUP_WORDS = {"domain", "aspek", "aspect", "domains", "aspects"}
_YEAR_HEADERS = {"tahun", "year", "thn", "tahun penilaian", "tahun evaluasi"}
_STAGE_HEADERS = {"tahap", "tahapan", "stage", "tahap penilaian", "tahapan penilaian"}
_AGENCY_HEADERS = {
    "instansi", "nama instansi", "agency", "pemerintah daerah", "pemda", "kabupaten kota",
    "nama pemerintah daerah", "institution", "daerah", "nama daerah",
}  # fmt: skip


@dataclass(slots=True)
class Column:
    """One column of a table: what it holds and what its header says of year and stage."""

    index: int
    role: Role
    header: str
    year: int | None = None
    stage: str | None = None
    is_external: bool = False


def build_column(
    index: int, headers: tuple[str, ...], beside_stages: bool = False
) -> Column | None:
    """Understand the header cells above one column, from top to bottom; None if no role fits.

    The lowest cell that has a role decides it; year and stage come from the lowest that names one.
    """
    role: Role | None = None
    column = Column(index, "other", " · ".join(headers))
    for header in headers:
        sense = read_header(header, beside_stages)
        column.year = sense.year or column.year
        if sense.stage:
            column.stage, column.is_external = sense.stage, False
        elif sense.is_external and column.stage is None:
            column.is_external = True
        if sense.role is not None and not (sense.role == "level" and role is not None):
            role = sense.role
    if role is None:
        return None
    column.role = role
    return column


@dataclass(frozen=True, slots=True)
class HeaderSense:
    """What one header cell says."""

    role: Role | None
    year: int | None = None
    stage: str | None = None
    is_external: bool = False


_NOTHING = HeaderSense(None)


@lru_cache(maxsize=1024)
def read_header(header: str, beside_stages: bool = False) -> HeaderSense:
    """Understand one header cell. `beside_stages`: other headers of the table name stages."""
    if not header or len(header) > LONGEST_HEADER:
        return _NOTHING
    text = normalise(header)
    if not text:
        return HeaderSense("number") if header.strip() == "#" else _NOTHING
    years = find_years(header)
    year = next(iter(years)) if len(years) == 1 else None
    stages = find_stages(text)
    stage = next(iter(stages)) if len(stages) == 1 else None
    if stage is None and beside_stages:
        bare = text.replace(str(year), "").strip() if year else text
        stage = find_stage_beside_others(bare)
        if stage is not None:
            return HeaderSense("level", year, stage)
    external = is_external(text)
    role = _find_role(text, header, has_moment=bool(year or stage or external))
    return HeaderSense(role, year, stage, external)


def _find_role(text: str, header: str, has_moment: bool) -> Role | None:
    words = set(text.split())
    has_level = bool(words & _LEVEL_WORDS)
    if text in _NUMBER_HEADERS:
        return "number"
    if text in _YEAR_HEADERS:
        return "year"
    if text in _STAGE_HEADERS:
        return "stage"
    if text in _AGENCY_HEADERS:
        return "agency"
    if words & _WEIGHT_WORDS:
        is_product = has_level or words & _PRODUCT_WORDS or "x" in words
        return "other" if is_product else "weight"
    if words & _NAME_WORDS and any(word.isdecimal() for word in words):
        return None  # "Indikator 12" is an indicator, not a header of indicators
    if words & _NAME_WORDS and not has_level and not words & _AIM_WORDS:
        return "number" if words & _NUMBER_WORDS else "name"
    if words & _LINK_WORDS:
        return "evidence_link"
    if words & _RECOMMENDATION_WORDS or "tindak lanjut" in text or "rencana aksi" in text:
        return "recommendation"
    if words & _ASSESSOR_WORDS or (words & _ROUND_WORDS and not has_level and not has_moment):
        return "assessor_note"
    if words & _EVIDENCE_WORDS or any(phrase in text for phrase in _EVIDENCE_PHRASES):
        return "evidence"
    if words & _EXPLANATION_WORDS and not (words & _NAME_WORDS):
        return "explanation"
    if words & _PRODUCT_WORDS or words & _AIM_WORDS or "%" in header:
        return "other"
    if not has_level and not has_moment:
        if text in {"dokumen", "documents", "document"}:
            return "evidence"
        if words & _GROUP_WORDS:
            return "other"
    is_unit = words & _UNIT_WORDS or any(phrase in text for phrase in _UNIT_PHRASES)
    if is_unit and not has_level and not has_moment:
        return "unit"
    if has_level or has_moment:
        return "other" if words & _GROUP_WORDS and not words & _NAME_WORDS else "level"
    return None
