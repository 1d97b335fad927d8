"""Report and record as Word, read by LibreOffice: figures of the store, paper, hostile words."""

from __future__ import annotations

import datetime
import io
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Mm

from spbe.analysis.results import score_result
from spbe.catalogue.instruments import load_instruments
from spbe.catalogue.samples import load_samples
from spbe.jobs.report_contents import gather_single
from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.reports.self_assessment_record import build_self_assessment_record, find_self_assessment
from spbe.reports.word_report import build_report_docx
from spbe.text.translator import Translator

INSTRUMENTS = load_instruments()
DAY = datetime.date(2024, 10, 20)
HOSTILE = "Buka <w:p> & =HYPERLINK\x00\x0b\ud800 " + "panjang" * 60


def gather(stage="self", *, notes=None, language="id"):
    sample = next(s for s in load_samples(INSTRUMENTS) if s.is_illustrative)
    content = next(
        r
        for r in sample.results
        if isinstance(r, Assessment) and (r.year, r.stage) == (2024, stage)
    )
    if notes is not None:
        content = replace(content, notes=notes)
    result = score_result(INSTRUMENTS[content.instrument_id], content)
    return gather_single(INSTRUMENTS, result, DAY, language, target=350)


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Print report and record by LibreOffice, once: their text by name."""
    folder = tmp_path_factory.mktemp("word")
    contents = replace(gather(), assessed=DAY)
    files = {
        "laporan": build_report_docx(gather("document"), Translator("id"), "F4"),
        "acara": build_self_assessment_record(contents),
    }
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"),
            *("--convert-to", "pdf", "--outdir", str(folder)),
            *(str(folder / f"{name}.docx") for name in files),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return {name: _read_pdf(folder / f"{name}.pdf") for name in files}


def _read_pdf(path: Path) -> str:
    run = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True)
    return run.stdout.decode()


@pytest.mark.office
def test_libreoffice_prints_the_figures_and_numbers_the_pages_of_the_report(printed):
    said = printed["laporan"]
    for part in ("3,28", "Target 3,50", "Menuju target", "Lampiran: semua tingkat kematangan"):
        assert part in said
    contents_page = said.split("\f")[0]
    assert "Metode" in contents_page
    assert any(
        line.split()[-1].isdigit() for line in contents_page.splitlines() if "Metode" in line
    )


@pytest.mark.office
def test_libreoffice_prints_the_record_with_index_day_and_all_levels(printed):
    said = printed["acara"]
    assert "4,35" in said
    assert "dua puluh bulan Oktober" in " ".join(said.split())
    first, *_, last = INSTRUMENTS["permenpanrb-59-2020"].leaves
    assert first.names["id"].split()[0] in said
    assert any(line.split()[:1] == [last.number] for line in said.splitlines())
    assert all(page.strip() for page in said.split("\f")[:-1])


@pytest.mark.parametrize(("paper", "size"), [("A4", (210, 297)), ("F4", (215, 330))])
def test_paper_is_as_asked(paper, size):
    for data in (
        build_report_docx(gather(), Translator("id"), paper),
        build_self_assessment_record(gather(), paper),
    ):
        section = Document(io.BytesIO(data)).sections[0]
        assert abs(section.page_width - Mm(size[0])) < Mm(1)
        assert abs(section.page_height - Mm(size[1])) < Mm(1)


def test_same_contents_on_the_same_day_are_the_same_bytes():
    for build in (lambda c: build_report_docx(c, Translator("id")), build_self_assessment_record):
        assert build(gather()) == build(gather())


def test_hostile_words_stay_words():
    code = INSTRUMENTS["permenpanrb-59-2020"].leaf_codes[0]
    notes = {code: IndicatorNotes(explanation=HOSTILE, assessor_note=HOSTILE)}
    for data in (
        build_report_docx(gather(notes=notes), Translator("id")),
        build_self_assessment_record(gather(notes=notes)),
    ):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body = archive.read("word/document.xml")
        assert b"&lt;w:p&gt; &amp; =HYPERLINK" in body


def test_english_report_has_tables_with_english_heads():
    document = Document(io.BytesIO(build_report_docx(gather(language="en"), Translator("en"))))
    heads = {cell.text for table in document.tables for cell in table.rows[0].cells}
    assert {"Indicator", "Weight (%)"} <= heads
    assert not {"Indikator", "Bobot (%)"} & heads


def test_record_needs_a_self_assessment():
    contents = gather("document")
    assert find_self_assessment(contents) is None
    with pytest.raises(ValueError, match="no self assessment"):
        build_self_assessment_record(contents)


def test_record_says_that_weights_are_of_secondary_sources():
    instrument = INSTRUMENTS["permenpanrb-8-2026"]
    levels = dict.fromkeys(instrument.leaf_codes, 300)
    content = Assessment(instrument.id, "Kota X", 2026, "self", levels)
    contents = gather_single(INSTRUMENTS, score_result(instrument, content), DAY)
    document = Document(io.BytesIO(build_self_assessment_record(contents)))
    assert "sumber sekunder" in document.paragraphs[0].text


def test_record_names_the_day_of_the_self_assessment_or_leaves_it_open():
    def read(contents):
        document = Document(io.BytesIO(build_self_assessment_record(contents)))
        return "\n".join(paragraph.text for paragraph in document.paragraphs)

    assert "Pada hari [" in read(gather())
    dated = replace(gather(), assessed=datetime.date(2024, 8, 5))
    assert "Pada hari Senin tanggal lima bulan Agustus" in read(dated)
