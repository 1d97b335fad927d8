"""Sort what stands above a table into fields ("Tahun : 2024") and free text."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass

from spbe.workbooks.wording import normalise

_FIELD_LABELS = {
    "agency": {
        "instansi",
        "nama instansi",
        "agency",
        "nama instansi pusat pemerintah daerah",
        "pemerintah daerah",
        "nama pemerintah daerah",
        "institution",
        "nama agency",
        "agency name",
        "instansi pemerintah",
        "nama instansi pemerintah",
    },
    "year": {
        "tahun",
        "year",
        "tahun penilaian",
        "tahun evaluasi",
        "assessment year",
        "tahun anggaran",
    },
    "stage": {
        "tahap",
        "stage",
        "tahapan",
        "tahap penilaian",
        "tahap evaluasi",
        "assessment stage",
        "tahapan penilaian",
        "jenis penilaian",
    },
    "unit": {
        "opd",
        "nama opd",
        "opd pengampu",
        "opd penanggung jawab",
        "skpd",
        "unit",
        "unit kerja",
        "nama unit kerja",
        "unit pengampu",
        "perangkat daerah",
        "nama perangkat daerah",
        "satuan kerja",
    },
    "": {
        "instrumen",
        "instrument",
        "nomor",
        "no",
        "nomor surat",
        "tanggal",
        "date",
        "dicetak",
        "tanggal cetak",
        "dasar",
        "dasar hukum",
        "lampiran",
        "printed",
        "regulation",
        "peraturan",
    },
}
_LABEL_FIELD = {label: field for field, labels in _FIELD_LABELS.items() for label in labels}
_LONGEST_TEXT = 1_000
"""Characters of a cell above the table that are looked at."""
_COLON = re.compile(r"([^:\n]{2,60}?)\s*:\s*(\S.*)", re.DOTALL)


def is_label(text: str, fields: Container[str]) -> bool:
    """Tell whether a text is the label of one of some fields: "OPD :" of "unit"."""
    return _LABEL_FIELD.get(normalise(text), "-") in fields


@dataclass(slots=True)
class Heading:
    """What a letterhead says in fields ("Tahun : 2024") and the free text around them."""

    fields: dict[str, str]
    texts: list[str]


def read_heading(rows: Iterable[list[str]]) -> Heading:
    """Sort the cells above a table into fields and free text. `rows` holds cells left to right."""
    heading = Heading({}, [])
    for cells in rows:
        said = [cell[:_LONGEST_TEXT] for cell in cells if cell.strip(" :\t\n\xa0")]
        if not said:
            continue
        label, value = said[0], said[1] if len(said) == 2 else " ".join(said[1:])
        if value.lstrip().startswith(":"):
            value = value.strip(" :\t\n\xa0")
        if len(said) == 1 and (found := _COLON.fullmatch(said[0])):
            label, value = found[1], found[2]
        field = _LABEL_FIELD.get(normalise(label))
        if field is None:
            heading.texts.append(" ".join(said))
        elif field and value:
            heading.fields.setdefault(field, value)
    return heading
