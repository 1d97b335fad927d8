"""Names of stages, cycles and source grades, written once for all rooms.

`docs/architecture.md` ("Words") says what they mean.
"""

from __future__ import annotations

from collections.abc import Mapping

from spbe.text.translator import Message, message

STAGE_NAMES: Mapping[str, Message] = {
    "proposal": message("Usulan OPD"),
    "self": message("Penilaian Mandiri"),
    "document": message("Penilaian Dokumen"),
    "interview": message("Penilaian Interviu"),
    "estimate": message("Perkiraan Tim"),
    "visit": message("Visitasi"),
    "final": message("Hasil Akhir (setelah reviu)"),
}

STAGE_SHORT_NAMES: Mapping[str, Message] = {
    "proposal": message("Usulan"),
    "self": message("Mandiri"),
    "document": message("Dokumen"),
    "interview": message("Interviu"),
    "estimate": message("Perkiraan"),
    "visit": message("Visitasi"),
    "final": message("Akhir"),
}

CYCLE_KINDS: Mapping[str, Message] = {
    "evaluasi": message("Evaluasi"),
    "pemantauan": message("Pemantauan"),
}

TIER_NAMES: Mapping[str, Message] = {
    "index": message("Indeks"),
    "domain": message("Domain"),
    "aspect": message("Aspek"),
    "indicator": message("Indikator"),
}

GRADED_PARTS: Mapping[str, Message] = {
    "structure": message("Struktur"),
    "weights": message("Bobot"),
    "ratings": message("Batas predikat"),
    "level_names": message("Nama tingkat"),
}
"""Parts of an instrument that have a source grade."""

SOURCE_GRADES: Mapping[str, Message] = {
    "primary": message("dibaca dari peraturannya"),
    "secondary": message("dari sumber sekunder yang saling sesuai"),
    "unknown": message("tidak diketahui"),
}

AGENCY_KIND_NAMES: Mapping[str, Message] = {
    "Provinsi": message("provinsi"),
    "Kabupaten": message("kabupaten"),
    "Kota": message("kota"),
    "Kementerian": message("kementerian"),
    "LPNK": message("lembaga pemerintah nonkementerian"),
    "LNS": message("lembaga nonstruktural"),
}
"""What agencies of a kind are called within a sentence."""

LIKELIHOOD_WORDS: Mapping[str, Message] = {
    "impossible": message("tidak tercapai walau semua klaim bertahan"),
    "almost_certainly_not": message("hampir pasti tidak tercapai"),
    "unlikely": message("kecil kemungkinan tercapai"),
    "rather_not": message("lebih mungkin tidak tercapai"),
    "even": message("bisa tercapai, bisa juga tidak"),
    "rather": message("lebih mungkin tercapai daripada tidak"),
    "likely": message("kemungkinan besar tercapai"),
    "almost_certain": message("hampir pasti tercapai"),
    "certain": message("tercapai walau tidak ada klaim yang bertahan"),
}
"""How likely a target is reached ("target 3,50 …"), by the codes of `analysis/likelihood.py`; never
a percentage."""

ASSESSOR_NAMES: Mapping[str, Message] = {
    "strict": message("Asesor ketat"),
    "ordinary": message("Asesor biasa"),
    "lenient": message("Asesor longgar"),
}

ITEM_STATE_NAMES: Mapping[str, Message] = {
    "open": message("Belum dikerjakan"),
    "work": message("Dikerjakan"),
    "submitted": message("Diajukan"),
    "accepted": message("Diterima"),
    "returned": message("Dikembalikan"),
    "not_applicable": message("Tidak berlaku"),
}

ITEM_SOURCE_NAMES: Mapping[str, Message] = {
    "requirement": message("Syarat tingkat"),
    "recommendation": message("Rekomendasi asesor"),
    "meeting": message("Rapat"),
    "own": message("Catatan sendiri"),
}
ROLE_NAMES: Mapping[str, Message] = {
    "admin": message("Admin"),
    "coordinator": message("Koordinator"),
    "member": message("Anggota OPD"),
    "assessor": message("Asesor internal"),
    "viewer": message("Pembaca"),
}
"""What an account may be, by the codes of `store/person.py`."""

DOCUMENT_STATE_NAMES: Mapping[str, Message] = {
    "draft": message("Konsep"),
    "review": message("Menunggu reviu"),
    "accepted": message("Diterima"),
    "rejected": message("Ditolak"),
    "expired": message("Kedaluwarsa"),
}
