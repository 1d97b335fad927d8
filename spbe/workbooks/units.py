"""Which unit (OPD) a sheet belongs to, by the name of the sheet or file."""

from __future__ import annotations

import re

_LABELLED = re.compile(
    r"\b(?:opd|skpd|perangkat daerah|unit kerja|satuan kerja)\b[\s:.=\-–—]*(?P<name>[A-Za-z].*)",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"(?:dinas|badan|biro|bagian|inspektorat|sekretariat|kecamatan|satpol|rsud|bappe\w+"
    r"|bapenda|bpkad|bkd|bkpsdm|bkpp|bpbd|bkad|dis(?:kominfo|duk|dik|nak|hub|por|par|per)\w*)\b.*",
    re.IGNORECASE,
)
_END = re.compile(
    r"\s*(?:[(\[,;]|\s[-–—]\s|\d|\b(?:spbe|pemdi|tahun|thn|ta|usulan|penilaian|mandiri|evaluasi|nilai|final"
    r"|rev(?:isi)?|versi|draft?|pemerintah|pemprov|pemkab|pemkot|kabupaten|kab|provinsi|prov|kota"
    r"|tingkat|hasil|lembar|isian)\b).*",
    re.IGNORECASE | re.DOTALL,
)
_FEWEST_LETTERS = 3
_KINDS = {"dinas", "badan", "biro", "bagian", "sekretariat", "kecamatan"}
"""Kinds of units, which alone name none."""
_NO_NAMES = {"dan", "atau", "per", "yang", "lain", "terkait", "pengampu", "penanggung", "pelaksana"}
"""What follows "OPD" without naming one."""


def find_unit(text: str) -> str:
    """Find the unit that a sheet's or file's name names: "OPD Dinas Kesehatan", "Biro Hukum".

    A label may stand anywhere, a bare unit only at the beginning; "" where there is none.
    """
    text = " ".join(text.replace("_", " ").split())
    found = _LABELLED.search(text)
    name = found["name"] if found else text if _UNIT.match(text) else ""
    name = _END.sub("", name, count=1).strip(" .:-–—")
    is_name = len(name) >= _FEWEST_LETTERS and name.split()[0].casefold() not in _NO_NAMES
    return "" if not is_name or name.casefold() in _KINDS else name
