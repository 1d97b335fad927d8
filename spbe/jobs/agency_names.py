"""Tell whether two written names mean one agency: "Pemprov X" and "Pemerintah Provinsi X" do."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from spbe.store.records import Agency

_SHORT_FORMS = {
    "pemprov": "provinsi",
    "prov": "provinsi",
    "province": "provinsi",
    "pemkab": "kabupaten",
    "kab": "kabupaten",
    "regency": "kabupaten",
    "pemkot": "kota",
    "dki": "daerah khusus ibukota",
    "diy": "daerah istimewa yogyakarta",
    "kemen": "kementerian",
    "babel": "kepulauan bangka belitung",
    "jabar": "jawa barat",
    "jateng": "jawa tengah",
    "jatim": "jawa timur",
    "kalbar": "kalimantan barat",
    "kalsel": "kalimantan selatan",
    "kaltara": "kalimantan utara",
    "kalteng": "kalimantan tengah",
    "kaltim": "kalimantan timur",
    "kep": "kepulauan",
    "kepri": "kepulauan riau",
    "malut": "maluku utara",
    "ntb": "nusa tenggara barat",
    "ntt": "nusa tenggara timur",
    "sulbar": "sulawesi barat",
    "sulsel": "sulawesi selatan",
    "sulteng": "sulawesi tengah",
    "sultra": "sulawesi tenggara",
    "sulut": "sulawesi utara",
    "sumbar": "sumatera barat",
    "sumsel": "sumatera selatan",
    "sumut": "sumatera utara",
}
_SAID_BEFORE_THE_NAME = re.compile(
    r"((pemerintah|pemda) )?"
    r"(daerah (?!istimewa|khusus)|provinsi (?=daerah (istimewa|khusus)))?"
)
_SIMILAR = 0.8
"""From this share of common letters on, an unknown name is probably a known one misspelt."""


def simplify_agency_name(name: str) -> str:
    """Reduce a name to what tells agencies apart, for comparing only.

    Case, punctuation and the words for "government" are dropped and short forms written out;
    "Kota X" and "Kabupaten X" stay different.
    """
    plain = re.sub(r"\bd\.?\s?i\.?\s+(?=yogyakarta)", "daerah istimewa ", name.casefold())
    words = re.sub(r"[\W_]+", " ", plain).split()
    text = " ".join(_SHORT_FORMS.get(word, word) for word in words)
    opening = _SAID_BEFORE_THE_NAME.match(text)
    return text[opening.end() :] if opening else text


def find_agency(agencies: Sequence[Agency], name: str) -> Agency | None:
    """Find the agency that a written name means, None where none does."""
    wanted = simplify_agency_name(name)
    return next((a for a in agencies if simplify_agency_name(a.name) == wanted), None)


def find_similar_agencies(agencies: Sequence[Agency], name: str) -> list[Agency]:
    """Find agencies whose names are close to a written one, the closest first."""
    by_name = {simplify_agency_name(agency.name): agency for agency in agencies}
    close = difflib.get_close_matches(simplify_agency_name(name), by_name, cutoff=_SIMILAR)
    return [by_name[match] for match in close]
