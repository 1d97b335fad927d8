"""PDFs for the reader's tests, written by hand: words at places, pages without words, locks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from tests.workbooks.books import NOW, instruments

Text: TypeAlias = tuple[float, float, str]
"""Left and top of a text in points, and what it says."""

HEIGHT = 842.0
SIZE = 9.0

WEAK = "Reviu berkala belum tampak pada {name}."
STRONG = "Layanan sudah dipakai oleh semua unit."
ADVICE = "Susun jadwal reviu tahunan untuk Indikator 12 dan 14."


_TURNS = {
    0: ("595 842", ""),
    90: ("842 595", "0 1 -1 0 842 0 cm"),
    180: ("595 842", "-1 0 0 -1 595 842 cm"),
    270: ("842 595", "0 -1 1 0 0 595 cm"),
}
"""Size of a page before it is turned, and what turns its content back."""


def build_pdf(
    pages: Sequence[Sequence[Text]], *, is_locked: bool = False, rotation: int = 0
) -> bytes:
    """Write pages of texts; a page without any holds a grey picture instead."""
    size, turned = _TURNS[rotation]
    count = len(pages)
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(count))
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {count} /Kids [{kids}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, texts in enumerate(pages):
        drawn = "\n".join(_draw(*text) for text in texts) or "0.7 g 50 50 400 700 re f"
        drawn = f"{turned}\n{drawn}"
        parts.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size}] /Rotate {rotation} "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>"
        )
        parts.append(f"<< /Length {len(drawn.encode('cp1252'))} >>\nstream\n{drawn}\nendstream")
    return _assemble(parts, is_locked=is_locked)


def build_packed_pdf(content: bytes) -> bytes:
    """Write one page whose content is packed already."""
    packed = content.decode("latin-1")
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        f"<< /Length {len(content)} /Filter /FlateDecode >>\nstream\n{packed}\nendstream",
    ]
    return _assemble(parts, is_locked=False, encoding="latin-1")


def _draw(left: float, top: float, text: str) -> str:
    said = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F1 {SIZE} Tf {left} {HEIGHT - top - SIZE} Td ({said}) Tj ET"


def _assemble(parts: Sequence[str], *, is_locked: bool, encoding: str = "cp1252") -> bytes:
    data, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{part}\nendobj\n".encode(encoding)
    start = len(data)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    key = "00" * 32
    lock = (
        f"/ID [<{key}> <{key}>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 "
        f"/O <{key}> /U <{key}> >>"
        if is_locked
        else ""
    )
    count = len(parts) + 1
    tail = f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n"
    tail += f"<< /Size {count} /Root 1 0 R {lock} >>\nstartxref\n{start}\n%%EOF\n"
    return data + tail.encode("ascii")


def cover(agency: str = "PEMERINTAH KABUPATEN CONTOH", year: int = 2022) -> list[Text]:
    """The first page."""
    return [
        (40, 100, "LAPORAN HASIL EVALUASI"),
        (40, 120, "Sistem Pemerintahan Berbasis Elektronik"),
        (300, 300, "INDEKS SPBE"),
        (300, 320, f"TAHUN {year}"),
        (300, 400, agency),
    ]


def averages() -> list[Text]:
    """A page of averages of others, which looks like the agency's own figures."""
    headers = [(200, 80, "Nasional"), (300, 80, "Kementerian"), (400, 80, "Kota")]
    rows: list[Text] = []
    for row, node in enumerate(instruments()[NOW].inner_nodes):
        top = 100 + 14 * row
        rows.append((50, top, node.names["id"][:24]))
        rows += [(left, top, "2,22") for left in (205, 310, 400)]
    return [*headers, *rows]


def figures(
    scores: Mapping[str, str],
    agency: str = "PEMERINTAH KABUPATEN CONTOH",
    rating: str = "Baik",
    header: str = "Nilai",
) -> list[Text]:
    """The agency's own figures, by node code, some names over two lines as the ministry does."""
    texts: list[Text] = [
        (40, 55, f"INDEKS SPBE - {agency}"),
        (500, 45, scores.get("SPBE", "")),
        (495, 65, f"({rating})"),
        (200, 100, "Nilai Indeks SPBE, Domain, dan Aspek"),
        (385, 118, "Nama Indeks"),
        (513, 118, header),
    ]
    top = 136.0
    for node in instruments()[NOW].inner_nodes:
        name = node.names["id"]
        name = {"index": "SPBE", "domain": f"Domain {name}"}.get(node.tier, name)
        lines = _wrap(name, 24)
        for number, line in enumerate(lines):
            texts.append((348, top + 12 * number, line))
        if node.code in scores:
            texts.append((515, top + 6 * (len(lines) - 1), scores[node.code]))
        top += 12 * len(lines) + 7
    return texts


def words(*, is_lettered: bool = True) -> list[Text]:
    """Strengths, weaknesses and recommendations, for every aspect."""
    texts: list[Text] = [(220, 40, "Kekuatan dan Kelemahan")]
    top = 60.0
    for letter, node in zip("ABCDEFGH", _aspects(), strict=True):
        named = f"{letter}. {node.names['id']}" if is_lettered else f"Aspek {node.names['id']}"
        texts += [
            (46, top, named),
            (66, top + 13, "Kekuatan"),
            (84, top + 26, STRONG),
            (66, top + 39, "Kelemahan"),
            (84, top + 52, WEAK.format(name=node.names["id"])),
        ]
        top += 80
    return texts


def advice() -> list[Text]:
    """The page of recommendations: two paragraphs, the first over two lines."""
    return [
        (260, 40, "Rekomendasi"),
        (68, 70, "Tim Koordinasi perlu bertemu setiap bulan agar pekerjaan semua unit"),
        (43, 83, "terpantau."),
        (68, 110, ADVICE),
    ]


def levels(
    values: Mapping[str, object],
    *,
    instrument: str = NOW,
    begin: int = 0,
    end: int | None = None,
    is_centred: bool = False,
    headers: Sequence[tuple[float, str]] = ((495, "Nilai Tingkat"),),
    others: Mapping[float, object] | None = None,
) -> list[Text]:
    """A page of the table of levels by leaf code; `others` fills further columns alike."""
    texts: list[Text] = [
        (150, 40, "Perolehan Nilai Tingkat Kematangan Indikator"),
        (60, 80, "No"),
        (260, 80, "Indikator"),
        *((left, 80, header) for left, header in headers),
    ]
    top = 100.0
    for leaf in instruments()[instrument].leaves[begin:end]:
        lines = _wrap(f"Tingkat Kematangan {leaf.names['id']}", 60)
        middle = top + (6 * (len(lines) - 1) if is_centred else 0)
        texts.append((60, middle, leaf.number))
        for number, line in enumerate(lines):
            texts.append((86, top + 11 * number, line))
        if leaf.code in values:
            texts.append((520, middle, str(values[leaf.code])))
        texts += [(left, middle, str(value)) for left, value in (others or {}).items()]
        top += 11 * len(lines) + 3
    return texts


def report(values: Mapping[str, object], scores: Mapping[str, str], **layout: object) -> bytes:
    """A whole report in the order of the ministry's."""
    return build_pdf(
        [
            cover(),
            averages(),
            figures(scores),
            words(),
            advice(),
            levels(values, **layout),  # type: ignore[arg-type]
        ]
    )


def _aspects() -> list:
    return [node for node in instruments()[NOW].inner_nodes if node.tier == "aspect"]


def _wrap(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
