"""The second sheet of a template: how to fill it in, what the levels are called, how it scores."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl.worksheet.worksheet import Worksheet

from spbe.model.instrument import Instrument
from spbe.text.terms import SOURCE_GRADES
from spbe.text.translator import Message, Translator, message
from spbe.workbooks.template_looks import BOLD, LEFT, PLAIN, fit_height, set_page, set_widths
from spbe.workbooks.text_cells import write_text

_WIDTH = 80.0

_CAPABILITIES = {
    "process": message("Nama tingkat kematangan kapabilitas proses"),
    "service": message("Nama tingkat kematangan kapabilitas layanan"),
}

_PARTS = {
    "structure": message("Struktur"),
    "weights": message("Bobot"),
    "ratings": message("Batas predikat"),
    "level_names": message("Nama tingkat"),
}


def write_guide(sheet: Worksheet, instrument: Instrument, text: Translator) -> None:
    """Write the guide, one sentence per row."""
    set_widths(sheet, [_WIDTH])
    row = 1
    for title, sentences in _chapters(instrument, text):
        for offset, sentence in enumerate([title, *sentences]):
            cell = sheet.cell(row + offset, 1)
            write_text(cell, sentence)
            cell.font, cell.alignment = (PLAIN if offset else BOLD), LEFT
            fit_height(sheet, row + offset, [(sentence, _WIDTH)])
        row += len(sentences) + 2
    set_page(sheet, "portrait", 1)


def _chapters(instrument: Instrument, text: Translator) -> Iterator[tuple[str, list[str]]]:
    low, high = instrument.level_minimum, instrument.level_maximum
    yield (
        text("Cara mengisi"),
        [
            text(
                "Pilih tingkat kematangan {low} sampai {high} di setiap baris indikator.",
                low=low,
                high=high,
            ),
            text("Biarkan kosong bila belum dinilai; kosong tidak dihitung sebagai nol."),
            text("Nilai domain, aspek, dan indeks dihitung sendiri oleh lembar ini."),
            text("Setelah terisi, unggah berkas ini di halaman Unggah Excel."),
        ],
    )
    for capability, names in instrument.level_names.items():
        title = _CAPABILITIES.get(capability, message("Nama tingkat kematangan"))
        yield text(title), [f"{n}: {name[text.language]}" for n, name in sorted(names.items())]
    yield text("Cara menghitung"), list(_method(instrument, text))
    yield (
        text("Sumber: {regulation}", regulation=instrument.regulation),
        [
            text(
                "{part}: {grade}.",
                part=text(_PARTS[part]) if part in _PARTS else part,
                grade=text(SOURCE_GRADES[grade]) if grade in SOURCE_GRADES else grade,
            )
            for part, grade in instrument.source_grades.items()
        ],
    )


def _method(instrument: Instrument, text: Translator) -> Iterator[str]:
    yield text(
        "Nilai adalah rata-rata tingkat kematangan menurut bobot, dibulatkan ke dua desimal "
        "(angka 5 dibulatkan ke atas)."
    )
    yield text("Predikat hanya untuk hasil akhir; sebelum itu indeks disebut setara predikat.")
    bands = [
        f"{rating.names[text.language]} ≥ {text.decimal(rating.lower, 2)}"
        for rating in instrument.ratings[:0:-1]
    ]
    lowest = text("selebihnya {rating}", rating=instrument.ratings[0].names[text.language])
    yield text("Predikat: {bands}.", bands="; ".join([*bands, lowest]))
    for rule in instrument.rating_rules:
        yield text(_rule_sentence(rule.rule == "rounded", rule.last_year))


def _rule_sentence(is_rounded: bool, last_year: int | None) -> Message:
    if last_year is None:
        if is_rounded:
            return message("Selain itu predikat ditentukan dari indeks yang sudah dibulatkan.")
        return message("Selain itu predikat ditentukan dari indeks sebelum dibulatkan.")
    if is_rounded:
        return message(
            "Sampai tahun {year} predikat ditentukan dari indeks yang sudah dibulatkan.",
            year=last_year,
        )
    return message(
        "Sampai tahun {year} predikat ditentukan dari indeks sebelum dibulatkan.", year=last_year
    )
