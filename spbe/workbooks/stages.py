"""Which stage of the cycle a text names, in the words of the field."""

from __future__ import annotations

import re

_STAGE_PHRASES: dict[str, str] = {
    "proposal": r"usulan(?: nilai| tingkat kematangan| level)? (?:opd|unit|perangkat daerah)"
    r"|(?:nilai|tingkat kematangan|level|tk|skor) usulan|unit proposals?"
    r"|units? propos\w+|proposed by (?:the )?units?|proposal|usulan",
    "self": r"mandiri|self|internal assessment|asesor internal|internal assessors?",
    "document": r"(?:penilaian|nilai|evaluasi|hasil|asesmen|level|skor|tk|tahap"
    r"|tingkat kematangan|pemeriksaan|desk|review|reviu)"
    r"(?: (?:penilaian|evaluasi|pemeriksaan|eksternal))? dokumen"
    r"|documents? (?:assessment|review|evaluation|stage)|desk (?:evaluation|review)",
    "interview": r"interviu|interview|interviews|wawancara",
    "visit": r"visitasi|site visits?|visits?",
    "final": r"hasil akhir|penilaian akhir|final",
    "estimate": r"perkiraan|estimasi|prediksi|team s? ?estimates?|level estimate|estimates?",
}
_STAGES = [(stage, re.compile(rf"\b(?:{words})\b")) for stage, words in _STAGE_PHRASES.items()]
_STAGE_WORDS = {
    "usulan", "proposal", "proposals", "proposed", "mandiri", "self", "internal", "dokumen",
    "document", "documents", "desk", "interviu", "interview", "interviews", "wawancara",
    "visitasi", "visit", "visits", "akhir", "final", "perkiraan", "estimasi", "prediksi",
    "estimate", "estimates", "estimated",
}  # fmt: skip
"""A word of every phrase above, so that most texts are passed over at once."""
_OTHER_MOMENT = re.compile(
    r"\b(?:sebelum|menjelang|menuju|before|persiapan|prior to)(?: \w+){0,2}?"
    r" (?:interviu|interview|wawancara|visitasi|visit|reviu|review|hasil akhir|final)\b"
    r"|\b(?:peraturan|indikator|bukan) (?:mandiri|final)\b"
)
_STAGE_ALONE = {
    "dokumen": "document",
    "document": "document",
    "akhir": "final",
    "nilai akhir": "final",
    "skor akhir": "final",
    "level akhir": "final",
    "tingkat kematangan akhir": "final",
}
"""What names a stage only beside other stages: alone it may be evidence or a product."""
_EXTERNAL = re.compile(r"\b(?:eksternal|external|asesor|assessor|assessors|evaluator)\b")


def find_stages(words: str) -> set[str]:
    """Find the stages that a normalised text names."""
    if _STAGE_WORDS.isdisjoint(words.split()):
        return set()
    words = _OTHER_MOMENT.sub(" ", words)
    return {stage for stage, pattern in _STAGES if pattern.search(words)}


def find_stage_beside_others(words: str) -> str | None:
    """Name the stage of a header that is one only because its neighbours are stages."""
    return _STAGE_ALONE.get(words)


def is_external(words: str) -> bool:
    """Tell whether a normalised text speaks of external assessors, which leaves the stage open."""
    return bool(_EXTERNAL.search(words)) and not find_stages(words)
