"""The command that makes reports: deck, PDF, workbook and Word of one assessment."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping
from contextlib import closing
from fractions import Fraction
from pathlib import Path

from spbe.analysis.results import score_result
from spbe.cli.arguments import (
    FORMAT,
    LANGUAGE,
    Command,
    Option,
    Outcome,
    Refusal,
    Values,
    read_whole,
    refuse,
)
from spbe.cli.loading import load_all_instruments
from spbe.jobs.agency_names import simplify_agency_name
from spbe.jobs.first_start import start_store
from spbe.jobs.report_contents import gather_single, gather_stored
from spbe.jobs.report_files import REPORT_FILES, UNIT_FILES, write_whole
from spbe.jobs.scoring import describe_option
from spbe.jobs.single_result import take_single
from spbe.model.assessment import STAGES
from spbe.model.instrument import Instrument
from spbe.reports.contents import ReportContents
from spbe.reports.unit_page import list_page_units
from spbe.store.agencies import find_agencies
from spbe.store.assessments import find_keys
from spbe.store.database import Store
from spbe.store.records import Agency, ResultKey, StoreError
from spbe.text.file_moments import FIRST_DAY, LAST_DAY, fit_day
from spbe.text.translator import Translator, message
from spbe.workbooks.reading import Answers

_CHOOSING = ("agency", "year", "stage")


def report(values: Values, text: Translator) -> Outcome:
    """Make the files that were asked for, of a file's assessment or of one that is kept."""
    wanted = {kind: Path(values[kind]) for kind in REPORT_FILES if kind in values}
    if not wanted:
        options = ", ".join(f"--{kind}" for kind in REPORT_FILES)
        sentence = message(
            "Sebutkan sekurangnya satu berkas yang dibuat: {options}.", options=options
        )
        raise refuse("no-output", sentence)
    whole = [f"--{kind}" for kind in wanted if kind not in UNIT_FILES]
    if "unit" in values and whole:
        sentence = message(
            "--unit berlaku untuk --pptx dan --pdf saja; {options} selalu tentang semua OPD.",
            options=", ".join(whole),
        )
        raise refuse("unit-not-possible", sentence, values["unit"])
    _check_paths(wanted, values)
    day, target = _read_day(values.get("date")), _read_target(values.get("target"))
    contents = _gather(values, text, day, target)
    unit = _find_unit(contents, values.get("unit"))
    for kind, path in wanted.items():
        _write(path, REPORT_FILES[kind](contents, text, unit))
    said = [text("Tersimpan: {path}", path=path) for path in wanted.values()]
    said += [text(sentence) for sentence in contents.lacks]
    result = {
        "files": {kind: str(path) for kind, path in wanted.items()},
        "lacks": [text(sentence) for sentence in contents.lacks],
        "problems": [],
    }
    return Outcome(result, "\n".join(said))


def _check_paths(wanted: Mapping[str, Path], values: Values) -> None:
    """Refuse to write two files to one place, or over the sheet that is read."""
    taken = [path.resolve() for path in wanted.values()]
    if "file" in values:
        taken.append(Path(values["file"].partition("#")[0]).resolve())
    twice = next((path for path in taken if taken.count(path) > 1), None)
    if twice is not None:
        sentence = message(
            'Berkas "{path}" disebut lebih dari sekali. Sebutkan nama lain bagi setiap berkas.',
            path=twice.name,
        )
        raise refuse("same-file", sentence, str(twice))


def _gather(
    values: Values, text: Translator, day: datetime.date, target: int | None
) -> ReportContents:
    instruments = load_all_instruments()
    if "file" in values:
        answers = Answers(
            agency=values.get("agency"),
            year=read_whole(values, "year"),
            stage=values.get("stage"),
        )
        single, problems = take_single(values["file"], instruments, answers, _CHOOSING)
        if single is None:
            raise Refusal(*problems)
        assessment = single.read.assessment
        if assessment.year is None or assessment.stage is None:
            sentence = message(
                "Berkas ini tidak menyebut tahun atau tahapnya. Tambahkan --year dan --stage."
            )
            raise refuse("incomplete-choice", sentence)
        result = score_result(single.instrument, assessment)
        name = Path(values["file"].partition("#")[0]).name
        is_illustrative = single.read.is_illustrative
        return gather_single(instruments, result, day, text.language, target, name, is_illustrative)
    missing = [f"--{name}" for name in _CHOOSING if name not in values]
    if missing:
        sentence = message(
            "Sebutkan berkas, atau penilaian yang tersimpan dengan --agency, --year, dan --stage. "
            "Belum disebut: {options}.",
            options=", ".join(missing),
        )
        raise refuse("nothing-chosen", sentence)
    try:
        with closing(start_store(os.environ.get("SPBE_DATABASE_URL"))) as store:
            key = _find_key(store, instruments, values)
            return gather_stored(store, instruments, key, day, text.language, target)
    except StoreError as refusal:
        raise refuse("store-unavailable", refusal.message) from None


def _find_key(store: Store, instruments: Mapping[str, Instrument], values: Values) -> ResultKey:
    """Find which kept assessment is meant; of two instruments in one year the newer one."""
    agency = _find_agency(store, values["agency"])
    year, stage = read_whole(values, "year"), values["stage"]
    keys = [k for k in find_keys(store, agency.id) if k.instrument_id in instruments]
    fitting = [k for k in keys if (k.year, k.stage) == (year, stage)]
    if not fitting:
        kept = ", ".join(f"{k.year} {k.stage}" for k in keys) or "–"
        sentence = message(
            "{agency} tidak mempunyai penilaian {year} tahap {stage}. Yang tersimpan: {kept}.",
            agency=agency.name,
            year=year,
            stage=stage,
            kept=kept,
        )
        raise refuse("not-kept", sentence, f"{year} {stage}")
    return max(fitting, key=lambda k: instruments[k.instrument_id].first_year)


def _find_agency(store: Store, name: str) -> Agency:
    agencies, wanted = find_agencies(store), simplify_agency_name(name)
    exact = [a for a in agencies if simplify_agency_name(a.name) == wanted]
    holding = [a for a in agencies if wanted and wanted in simplify_agency_name(a.name)]
    found = exact or holding
    if len(found) != 1:
        names = ", ".join(a.name for a in found or agencies) or "–"
        sentence = message(
            'Instansi "{name}" tidak ditemukan dengan pasti. Yang ada: {names}.',
            name=name,
            names=names,
        )
        raise refuse("agency-unknown", sentence, name)
    return found[0]


def _find_unit(contents: ReportContents, name: str | None) -> str | None:
    if name is None:
        return None
    units = list_page_units(contents)
    for unit in units:
        if unit.casefold() == name.strip().casefold():
            return unit
    sentence = message(
        'OPD "{name}" tidak dikenal di penilaian ini. Yang ada: {units}.',
        name=name,
        units=", ".join(units) or "–",
    )
    raise refuse("unit-unknown", sentence, name)


def _read_day(value: str | None) -> datetime.date:
    if value is None:
        return datetime.datetime.now().astimezone().date()
    try:
        day = datetime.date.fromisoformat(value)
    except ValueError:
        raise Refusal(describe_option("date", value, message("tanggal YYYY-MM-DD"))) from None
    if fit_day(day) != day:
        raise Refusal(describe_option("date", value, f"{FIRST_DAY.year}–{LAST_DAY.year}"))
    return day


def _read_target(value: str | None) -> int | None:
    """Read a target like "3,5" into hundredths."""
    if value is None:
        return None
    expected = message("angka sampai 5 dengan paling banyak dua desimal, misalnya 3,5")
    try:
        hundredths = Fraction(value.replace(",", ".")) * 100 if len(value) <= 6 else None
    except (ValueError, ZeroDivisionError):
        hundredths = None
    if hundredths is None or hundredths.denominator != 1 or not 0 < hundredths <= 500:
        raise Refusal(describe_option("target", value[:40], expected))
    return int(hundredths)


def _write(path: Path, data: bytes) -> None:
    try:
        write_whole(path, data)
    except OSError:
        sentence = message(
            'Berkas "{path}" tidak dapat ditulis. Periksa folder dan izinnya.', path=path
        )
        raise refuse("file-unwritable", sentence, str(path)) from None


_OUTPUTS = {
    "pptx": Option("pptx", "P", message("Tulis bahan paparan (PowerPoint) ke berkas ini.")),
    "pdf": Option("pdf", "P", message("Tulis laporan PDF ke berkas ini.")),
    "xlsx": Option("xlsx", "P", message("Tulis buku kerja Excel ke berkas ini.")),
    "docx": Option("docx", "P", message("Tulis laporan Word ke berkas ini.")),
}

COMMANDS: Mapping[str, Command] = {
    "report": Command(
        message("Buat laporan sebuah penilaian: paparan, PDF, buku kerja, Word."),
        (
            Option(
                "file",
                "FILE",
                message("Lembar penilaian; bila tidak disebut, yang tersimpan."),
                is_positional=True,
            ),
            Option("agency", "A", message("Instansi yang dinilai.")),
            Option("year", "Y", message("Tahun penilaian.")),
            Option("stage", "S", message("Tahap: {stages}.", stages=", ".join(STAGES))),
            *(option for kind, option in _OUTPUTS.items() if kind in REPORT_FILES),
            Option("target", "T", message("Target indeks; bawaan target tahun itu.")),
            Option("date", "YYYY-MM-DD", message("Tanggal laporan; bawaan hari ini.")),
            Option("unit", "U", message("Hanya tentang OPD ini.")),
            LANGUAGE,
            FORMAT,
        ),
        report,
    ),
}
