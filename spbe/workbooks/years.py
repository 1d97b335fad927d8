"""Which years a text speaks of: never a citation's, a document number's or a printed date's."""

from __future__ import annotations

import re

_MONTH = (
    r"(?:jan(?:uar[iy])?|feb(?:ruar[iy])?|mar(?:et|ch)?|apr(?:il)?|mei|may|jun[ie]?|jul[iy]?"
    r"|agu(?:stus)?|agt|aug(?:ust)?|sep(?:t(?:ember)?)?|okt(?:ober)?|oct(?:ober)?"
    r"|nov(?:ember)?|des(?:ember)?|dec(?:ember)?)\.?"
)
_REGULATION = (
    r"(?:peraturan|permen\w*|perpres|perda|pergub|perbup|perwali|perwal|keputusan|kepmen\w*"
    r"|keppres|inpres|instruksi|undang|uu|pp|se|surat\s+edaran|surat|sk|pedoman\s+menteri"
    r"|menteri\s+pan\w*)"
)
_NOT_A_YEAR = re.compile(
    rf"""\b(?:nomor|nomer|no)\b[\s.:]{{0,5}}[\w./-]{{0,30}}?\d[\w./-]{{0,30}}\s{{1,5}}(?:tahun|thn|th)\b\.?\s*\d{{4}}
    |\b{_REGULATION}\b[^;\n]{{0,80}}?\b\d{{1,3}}\s*(?:/|tahun|thn|th\.?)\s*\d{{4}}
    |\b(?:nomor|nomer|no)\b[\s.:]{{0,5}}[\w.-]{{1,40}}(?:\s?/\s?[\w.-]{{1,40}}){{1,12}}
    |\b\d{{1,2}}\s*[-/.]?\s*{_MONTH}\s*[-/.]?\s*\d{{2,4}}\b
    |\b{_MONTH}\s+(?:\d{{1,2}}\s*,\s*)?\d{{4}}\b
    |\b\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{4}}\b
    |\b\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}\b
    |\b(?:target|sasaran|dibanding(?:kan)?|sejak|berlaku)\b[^;\n]{{0,30}}?\b20\d\d\b
    |\b(?:19|20)\d\d\s*[-–—]\s*(?:19|20)\d\d\b""",
    re.VERBOSE | re.IGNORECASE,
)
_SLASHED = re.compile(r"[\w.\-]{1,40}(?:\s?/\s?[\w.\-]{1,40}){1,12}")
_YEAR = re.compile(r"(?<![\d.,/])(20\d\d)(?![\d/]|[.,]\d)")
_CALLED_YEAR = re.compile(
    r"(?:tahun(?:\s(?:anggaran|penilaian|evaluasi))?|thn|t\.?\s?a\.?|year)"
    r"\W{0,3}(20\d\d)(?!\d)",
    re.IGNORECASE,
)
_LONGEST_TEXT = 4_000
"""Characters that are looked at: no letterhead is longer."""


def find_years(text: str) -> set[int]:
    """Find the years a text speaks of; where it calls one "tahun", only those."""
    if "20" not in text:
        return set()
    text = _NOT_A_YEAR.sub(" ", text[:_LONGEST_TEXT].replace("_", " "))
    text = _SLASHED.sub(_drop_document_number, text)
    called = {int(year) for year in _CALLED_YEAR.findall(text)}
    return called or {int(year) for year in _YEAR.findall(text)}


def _drop_document_number(found: re.Match[str]) -> str:
    """Blank out "800/15/2024" and "B/123/2023"; keep "2024 / Mandiri" and "Mandiri/2024"."""
    parts = [part.strip() for part in found.group().split("/")]
    is_year = [bool(re.fullmatch(r"20\d\d", part)) for part in parts]
    is_word = [len(part) > 3 and part.isalpha() for part in parts]
    if all(year or word for year, word in zip(is_year, is_word, strict=True)):
        return " ".join(parts)
    return " "
