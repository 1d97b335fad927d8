"""Tell what a column or key of a table of published results holds, under any usual name."""

from __future__ import annotations

import re
from collections.abc import Mapping

from spbe.model.instrument import Instrument

_ROLES: Mapping[str, tuple[str, ...]] = {
    "agency": (
        "instansi",
        "nama instansi",
        "instansi pemerintah",
        "nama instansi pemerintah",
        "nama pemerintah daerah",
        "pemerintah daerah",
        "nama pemda",
        "pemda",
        "k l d",
        "k l pd",
        "kldi",
        "nama k l d",
        "nama",
        "nama lembaga",
        "agency",
        "name",
        "agency name",
        "institution",
    ),
    "year": ("tahun", "tahun evaluasi", "tahun penilaian", "thn", "year"),
    "index": (
        "indeks",
        "indeks spbe",
        "nilai indeks",
        "nilai indeks spbe",
        "nilai spbe",
        "indeks pemdi",
        "nilai indeks pemdi",
        "index",
        "spbe index",
        "pemdi index",
        "indeks akhir",
        "nilai akhir",
    ),
    "rating": ("predikat", "predikat spbe", "rating", "predicate"),
    "kind": ("jenis", "jenis instansi", "kategori", "kategori instansi", "category", "kind"),
    "region": ("wilayah", "region", "provinsi", "daerah"),
    "number": ("no", "nomor", "no urut"),
    "indicator": ("indikator", "nama indikator", "indicator", "tingkat kematangan", "level"),
}
_BY_NAME = {name: role for role, names in _ROLES.items() for name in names}
_INTERFACE = re.compile(r"([da])200([1-8])", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:nilai )?(d|domain|a|aspek|aspect) ?([1-9])(?:\b.*)?")
_LONGEST = 120


def read_column(header: str, instruments: Mapping[str, Instrument] | None = None) -> str | None:
    """Tell the role of a header: a role, the code of a domain or aspect, None for anything else.

    `D2001` and `A2001` are the keys of the ministry's interface. `instruments` let a domain be
    written by its name.
    """
    plain = " ".join(re.sub(r"[\W_]+", " ", header[:_LONGEST].casefold()).split())
    plain = re.sub(r" (?:20\d\d|hasil akhir)$", "", plain)  # the year is told by `find_year`
    if found := _INTERFACE.fullmatch(plain):
        return f"{found[1].upper()}{found[2]}"
    if plain in _BY_NAME:
        return _BY_NAME[plain]
    if found := _NUMBERED.fullmatch(plain):
        return f"{found[1][0].upper()}{found[2]}"
    bare = plain.removeprefix("nilai ").removeprefix("domain ").removeprefix("aspek ")
    for instrument in (instruments or {}).values():
        for node in instrument.inner_nodes[1:]:
            names = {
                " ".join(re.sub(r"[\W_]+", " ", n.casefold()).split()) for n in node.names.values()
            }
            if bare in names:
                return node.code
    return None


def find_year(header: str) -> int | None:
    """Tell the year at the end of a header ("Indeks 2024"), None where it has none."""
    found = re.search(r"\b(20\d\d)\W*$", header[:_LONGEST])
    return int(found[1]) if found else None
