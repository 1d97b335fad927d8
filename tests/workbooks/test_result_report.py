"""The ministry's result report as PDF: what it holds is read, and what it lacks is said."""

from __future__ import annotations

import csv
import html
import subprocess
import zlib
from pathlib import Path

import pytest

from spbe.model.assessment import Assessment
from spbe.model.findings import ReportFinding, find_findings
from spbe.model.scoring import score_assessment
from spbe.workbooks import pdf_pages
from spbe.workbooks.reader import read
from spbe.workbooks.reading import Answers, SourceFile
from tests.workbooks import pdfs
from tests.workbooks.books import NEXT, NOW, OLD, instruments, say
from tests.workbooks.pdfs import ADVICE, STRONG, build_packed_pdf, build_pdf

PROJECT = Path(__file__).parents[2]
FORMS = PROJECT.parent / "shared" / "reference" / "forms"
INSTRUMENT = instruments()[NOW]
LEVELS = {code: 1 + position % 5 for position, code in enumerate(INSTRUMENT.leaf_codes)}
CONTOH = "Pemerintah Kabupaten Contoh"


def print_scores(levels):
    """Write every score as a report prints it."""
    scores = score_assessment(INSTRUMENT, Assessment(NOW, None, 2022, "final", levels))
    return {code: f"{h // 100},{h % 100:02d}" for code, h in scores.hundredths.items()}


SCORES = print_scores(LEVELS)


def read_pdf(data, name="laporan.pdf", answers=Answers()):  # noqa: B008 - frozen
    return read(SourceFile(name, data), instruments(), answers)


def read_one(data, **rest):
    reading = read_pdf(data, **rest)
    assert reading.file_problems == ()
    [found] = reading.found
    return found


def refuse(data, language="id"):
    """Read a PDF that is refused: the kind and the sentence."""
    reading = read_pdf(data)
    [problem] = reading.problems
    assert (reading.found, problem.severity, problem.file) == ((), "error", "laporan.pdf")
    return problem.kind, say(problem, language)


def sentences(found):
    return [(problem.kind, say(problem)) for problem in found.problems]


# --- the two reports of the ministry that we have; their wording is not ours to copy


def read_real(year):
    path = FORMS / f"result-report-{year}.pdf"
    if not path.exists():
        pytest.skip(f"{path.name} does not come with the project")
    return read_one(path.read_bytes(), name=path.name)


def read_published(name, year, code, value):
    with (PROJECT / "data" / "results" / name).open(encoding="utf-8", newline="") as file:
        return {row[code]: row[value] for row in csv.DictReader(file) if row["year"] == str(year)}


@pytest.mark.parametrize("year", [2021, 2023])
def test_a_real_report_gives_its_47_levels_and_13_figures(year):
    found = read_real(year)
    content = found.assessment
    assert (content.agency, content.year, content.stage, content.instrument_id) == (
        "Pemerintah Kota Bandar Lampung",
        year,
        "final",
        NOW,
    )
    published = read_published("bandar-lampung-levels.csv", year, "indicator", "level")
    assert content.levels == {f"I{number}": int(level) for number, level in published.items()}
    printed = read_published("bandar-lampung-published.csv", year, "code", "published_value")
    del printed["predicate"]
    assert found.printed == {c: int(v.replace(".", "")) for c, v in printed.items()}
    assert found.problems == ()
    assert found.questions == ()


@pytest.mark.parametrize(("year", "pages", "advice"), [(2021, {5, 6, 7}, 5), (2023, {6, 7}, 1)])
def test_a_real_report_gives_strengths_and_weaknesses_of_every_aspect(year, pages, advice):
    found = read_real(year)
    about = [f for f in found.findings if f.code is not None]
    for aspect in _aspects():
        own = {aspect.code, *INSTRUMENT.leaf_codes_below[aspect.code]}
        kinds = {finding.kind for finding in about if finding.code in own}
        assert kinds == {"summary", "strength", "weakness"}
    assert {finding.page for finding in about} == pages
    assert sum(f.kind == "recommendation" and f.code is None for f in found.findings) == advice


@pytest.mark.parametrize(
    ("year", "strong", "weak"),
    [
        (
            2021,
            set(),
            set(range(1, 48)) - {36, 41, 42},
        ),
        (
            2023,
            {32, 33, 34, 35, 36, 37, 40, 42, 44},
            {*range(1, 10), *range(11, 17), 18, 19, *range(21, 32), 39, 45, 46, 47},
        ),
    ],
)
def test_a_real_reports_findings_know_the_indicators_that_they_name(year, strong, weak):
    findings = read_real(year).findings
    named = {
        kind: {f.code for f in findings if f.kind == kind} for kind in ("strength", "weakness")
    }
    leaves = set(INSTRUMENT.leaf_codes)
    assert named["strength"] & leaves == {f"I{number}" for number in strong}
    assert named["weakness"] & leaves == {f"I{number}" for number in weak}


# --- other reports


@pytest.mark.parametrize("is_centred", [False, True])
def test_a_report_of_another_agency_and_year_is_read(is_centred):
    found = read_one(pdfs.report(LEVELS, SCORES, is_centred=is_centred))
    content = found.assessment
    assert (content.agency, content.year, content.stage) == (CONTOH, 2022, "final")
    assert content.levels == LEVELS
    assert found.printed == {code: int(v.replace(",", "")) for code, v in SCORES.items()}
    assert found.cells["I12"] == "hlm. 6 no. 12"
    assert sentences(found) == [
        (
            "rating-differs",
            (
                "Predikat tercetak Baik di halaman 3, sedangkan indeksnya termasuk "
                f"{rate(LEVELS)}. Periksa keduanya; yang disimpan adalah tingkat kematangannya."
            ),
        )
    ] * (rate(LEVELS) != "Baik")


def rate(levels):
    content = Assessment(NOW, None, 2022, "final", levels)
    return score_assessment(INSTRUMENT, content).rating.names["id"]


def test_words_become_findings_and_notes_of_what_they_are_about():
    found = read_one(pdfs.report(LEVELS, SCORES))
    findings, notes = found.findings, found.assessment.notes
    assert ReportFinding("strength", "A6", STRONG, 4) in findings
    assert ReportFinding("recommendation", "I12", ADVICE, 5) in findings
    assert ReportFinding("recommendation", "I14", ADVICE, 5) in findings
    whole = "Tim Koordinasi perlu bertemu setiap bulan agar pekerjaan semua unit terpantau."
    assert ReportFinding("recommendation", None, whole, 5) in findings
    assert notes["SPBE"].recommendation == f"Rekomendasi (hlm. 5): {whole}"
    assert notes["I12"].recommendation == f"Rekomendasi (hlm. 5): {ADVICE}"
    assert notes["A6"].assessor_note.startswith(f"Kekuatan (hlm. 4): {STRONG}\n\nKelemahan (hlm.")
    assert find_findings(INSTRUMENT, found.assessment) == sorted(findings, key=_in_tree)


def _in_tree(finding):
    order = [node.code for node in INSTRUMENT.nodes]
    kind = finding.kind == "recommendation"
    return order.index(finding.code or "SPBE"), kind


def test_aspects_may_be_headed_by_the_word_aspect():
    pages = [pdfs.cover(), pdfs.words(is_lettered=False), pdfs.levels(LEVELS)]
    findings = read_one(build_pdf(pages)).findings
    assert {f.code for f in findings if f.kind == "strength"} == {f"A{n}" for n in range(1, 9)}


def test_a_paragraph_goes_on_over_a_page_with_its_title_and_number():
    first = [
        (40, 20, "EVALUASI SPBE TAHUN 2022"),
        (260, 40, "Rekomendasi"),
        (68, 70, "Susun jadwal bersama semua unit sampai pekan"),
        (300, 800, "7"),
    ]
    second = [(40, 20, "EVALUASI SPBE TAHUN 2022"), (43, 40, "evaluasi berikutnya tiba.")]
    found = read_one(build_pdf([first, second, pdfs.levels(LEVELS)]))
    whole = "Susun jadwal bersama semua unit sampai pekan evaluasi berikutnya tiba."
    assert found.findings == (ReportFinding("recommendation", None, whole, 1),)


def test_the_table_may_go_on_over_pages():
    pages = [pdfs.cover(), pdfs.levels(LEVELS, end=45), pdfs.levels(LEVELS, begin=45)]
    found = read_one(build_pdf(pages))
    assert found.assessment.levels == LEVELS
    assert found.cells["I47"] == "hlm. 3 no. 47"


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_page_that_was_turned_is_read_as_it_is_shown(rotation):
    pages = [pdfs.cover(), pdfs.levels(LEVELS)]
    found = read_one(build_pdf(pages, rotation=rotation))
    assert (found.assessment.agency, found.assessment.levels) == (CONTOH, LEVELS)


@pytest.mark.parametrize("left", [60, 86])
def test_rows_of_aspects_in_the_table_are_no_indicators(left):
    begins = {INSTRUMENT.leaf_codes_below[node.code][0]: node for node in _aspects()}
    texts, moved = [], 0
    for text in pdfs.levels(LEVELS, end=30):
        leaf = next((n for n in INSTRUMENT.leaves if (60, n.number) == (text[0], text[2])), None)
        aspect = begins.get(leaf.code) if leaf else None
        if aspect is not None:
            top = text[1] + moved
            texts += [(left, top, aspect.number), (100, top, aspect.names["id"])]
            texts.append((515, top, SCORES[aspect.code]))
            moved += 14
        texts.append((text[0], text[1] + moved, text[2]))
    rest = pdfs.levels(LEVELS, begin=30)
    found = read_one(build_pdf([pdfs.cover(), texts, rest]))
    assert found.assessment.levels == LEVELS
    assert found.is_sound


def _aspects():
    return [node for node in INSTRUMENT.inner_nodes if node.tier == "aspect"]


def test_two_tables_beside_each_other_are_both_read():
    left = [(x * 0.45, y, text) for x, y, text in _short_names(pdfs.levels(LEVELS, end=24))]
    right = [(300 + x * 0.45, y, t) for x, y, t in _short_names(pdfs.levels(LEVELS, begin=24))]
    found = read_one(build_pdf([pdfs.cover(), [*left, *right]]))
    assert found.assessment.levels == LEVELS


def _short_names(texts):
    """Leave what fits half a page: the first line of each name, cut."""
    return [(x, y, text.removeprefix("Tingkat Kematangan ")[:28]) for x, y, text in texts]


@pytest.mark.parametrize(("instrument", "year"), [(OLD, 2019), (NEXT, 2026)])
def test_a_report_of_another_instrument_is_read(instrument, year):
    known = instruments()[instrument]
    units = {
        c: known.lowest_units + 7 * n % 40 * known.level_scale // 10
        for n, c in enumerate(known.leaf_codes)
    }
    written = {
        code: f"{units[code] // 100},{units[code] % 100:02d}"
        if known.level_decimals
        else units[code]
        for code in known.leaf_codes
    }
    pages = [pdfs.cover(year=year), pdfs.levels(written, instrument=instrument)]
    found = read_one(build_pdf(pages))
    content = found.assessment
    assert (content.instrument_id, content.year, content.stage) == (instrument, year, "final")
    assert content.levels == units
    assert found.is_sound


def test_of_levels_of_several_years_those_of_the_report_are_read():
    headers = [(440, "2021"), (515, "2022"), (555, "2023")]
    page = pdfs.levels(LEVELS, headers=headers, others={445: 1, 560: 5})
    found = read_one(build_pdf([pdfs.cover(), page]))
    assert found.assessment.levels == LEVELS
    assert "doubtful-column" not in {problem.kind for problem in found.problems}


def test_a_column_of_targets_is_not_read_as_levels():
    page = pdfs.levels(LEVELS, headers=[(440, "Target"), (510, "Capaian")], others={445: 3})
    assert read_one(build_pdf([pdfs.cover(), page])).assessment.levels == LEVELS


def test_the_rightmost_column_is_read_with_a_warning_where_nothing_tells_them_apart():
    page = pdfs.levels(LEVELS, headers=[(440, "Tingkat"), (510, "Tingkat")], others={445: 3})
    found = read_one(build_pdf([pdfs.cover(), page]))
    assert found.assessment.levels == LEVELS
    assert (
        "doubtful-column",
        (
            "Tabel tingkat kematangan di halaman 2 memiliki beberapa kolom angka. Yang dibaca "
            'kolom paling kanan, "Tingkat"; periksa apakah memang kolom itu yang dimaksud.'
        ),
    ) in sentences(found)


def test_a_ministry_is_named_as_its_report_heads_its_figures():
    name = "BADAN PUSAT STATISTIK"
    pages = [pdfs.cover("Deputi"), pdfs.figures(SCORES, agency=name), pdfs.levels(LEVELS)]
    assert read_one(build_pdf(pages)).assessment.agency == "Badan Pusat Statistik"


def test_what_a_report_does_not_say_is_asked_for():
    found = read_one(build_pdf([[(40, 40, "INDEKS SPBE")], pdfs.levels(LEVELS)]))
    assert [question.topic for question in found.questions] == ["agency", "year", "stage"]
    answers = Answers(agency="Kota Bontang", year=2022, stage="final")
    answered = read_one(
        build_pdf([[(40, 40, "INDEKS SPBE")], pdfs.levels(LEVELS)]), answers=answers
    ).assessment
    assert (answered.agency, answered.year, answered.stage) == ("Kota Bontang", 2022, "final")


def test_an_answer_that_contradicts_the_report_is_an_error():
    found = read_one(pdfs.report(LEVELS, SCORES), answers=Answers(stage="self"))
    assert not found.is_sound
    assert "answer-contradicts" in {problem.kind for problem in found.problems}


# --- what is missing or does not agree


def test_a_level_that_is_not_there_is_said_with_its_indicator_and_page():
    values = {code: level for code, level in LEVELS.items() if code != "I12"}
    page = pdfs.levels(values, end=40)
    found = read_one(build_pdf([pdfs.cover(), page]))
    missing = [p for p in found.problems if p.kind == "missing-level"]
    assert [problem.code for problem in missing] == ["I12", *(f"I{n}" for n in range(41, 48))]
    assert say(missing[0]) == (
        "hlm. 2 no. 12: indikator 12 belum dinilai. Isi tingkat kematangannya bila sudah ada."
    )
    assert say(missing[1]) == (
        "Tingkat kematangan indikator 41 · Layanan Kinerja Pegawai tidak ditemukan; dicari di "
        "tabel pada halaman 2. Isi tingkatnya di Isi Penilaian bila laporannya memuatnya."
    )
    assert say(missing[1], "en") == (
        "The maturity level of indicator 41 · Employee performance service was not found; looked "
        "for in the table on page 2. Type it in Isi Penilaian if the report has it."
    )
    assert found.assessment.levels["I12"] is None


def test_a_level_out_of_range_waits_for_a_correction():
    data = pdfs.report({**LEVELS, "I3": 7}, SCORES)
    found = read_one(data)
    assert (
        "level-out-of-range",
        "hlm. 6 no. 3: 7 di luar tingkat kematangan 1–5. Tulis tingkat yang benar.",
    ) in sentences(found)
    assert not found.is_sound
    mended = read_one(data, answers=Answers(corrections={("", "hlm. 6 no. 3"): LEVELS["I3"]}))
    assert mended.is_sound
    assert mended.assessment.levels == LEVELS


def test_figures_that_do_not_come_from_the_levels_are_warned_about():
    found = read_one(pdfs.report(LEVELS, {**SCORES, "D2": "1,23", "A4": "4,99"}))
    differing = [p for p in found.problems if p.kind == "index-differs"]
    assert [problem.code for problem in differing] == ["D2", "A4"]
    assert say(differing[0]) == (
        f"Tata Kelola SPBE tercetak 1,23 di halaman 3, sedangkan dari tingkat kematangan di "
        f"halaman 6 terhitung {SCORES['D2']}. Periksa keduanya; yang disimpan adalah tingkat "
        "kematangannya."
    )
    assert found.is_sound


def test_figures_above_missing_levels_are_held_against_their_range():
    values = {code: level for code, level in LEVELS.items() if code != "I1"}
    found = read_one(pdfs.report(values, {**SCORES, "D1": "4,99"}))
    differing = [p for p in found.problems if p.kind == "index-differs"]
    assert [problem.code for problem in differing] == ["D1"]


def test_figures_that_are_not_there_are_named():
    scores = {code: score for code, score in SCORES.items() if code != "A6"}
    found = read_one(pdfs.report(LEVELS, scores))
    assert (
        "score-missing",
        (
            "Nilai Pelaksanaan Audit TIK tidak ditemukan; dicari di halaman 3. Nilainya dihitung "
            "dari tingkat kematangan."
        ),
    ) in sentences(found)


def test_parts_that_are_not_there_are_named_with_the_pages():
    found = read_one(build_pdf([pdfs.cover(), pdfs.averages(), pdfs.levels(LEVELS), []]))
    assert sentences(found) == [
        (
            "score-missing",
            (
                "Tabel nilai indeks, domain, dan aspek tidak ditemukan; dicari di halaman 1–4. "
                "Nilainya dihitung dari tingkat kematangan."
            ),
        ),
        (
            "finding-missing",
            "Bagian Kekuatan dan Kelemahan tidak ditemukan; dicari di halaman 1–4.",
        ),
        ("finding-missing", "Rekomendasi tidak ditemukan; dicari di halaman 1–4."),
        ("pages-without-text", "Isi halaman 4 berupa gambar tanpa teks, jadi tidak terbaca."),
    ]
    assert found.assessment.levels == LEVELS


def test_an_aspect_without_strength_or_weakness_is_named():
    texts = pdfs.words()
    until = next(top for _, top, text in texts if text.startswith("H. "))
    page = [text for text in texts if text[1] < until]
    found = read_one(build_pdf([pdfs.cover(), page, pdfs.levels(LEVELS)]))
    assert (
        "finding-missing",
        (
            "Kekuatan dan kelemahan aspek Layanan Publik Berbasis Elektronik tidak ditemukan; "
            "dicari di halaman 2."
        ),
    ) in sentences(found)


def test_two_tables_with_other_levels_are_refused():
    pages = [pdfs.cover(), pdfs.levels(LEVELS), pdfs.levels(dict.fromkeys(LEVELS, 3))]
    found = read_one(build_pdf(pages))
    assert {p.kind for p in found.problems if p.severity == "error"} == {"duplicate-indicator"}
    again = read_one(build_pdf([pdfs.cover(), pdfs.levels(LEVELS), pdfs.levels(LEVELS)]))
    assert again.is_sound


# --- what is no report


def test_a_report_without_its_table_of_levels_is_refused():
    kind, sentence = refuse(build_pdf([pdfs.cover(), pdfs.averages(), pdfs.figures(SCORES)]))
    assert kind == "no-level-table"
    assert sentence == (
        "Tabel tingkat kematangan tiap indikator tidak ditemukan dalam laporan ini; dicari di "
        "halaman 1–3. Unggah laporan yang lengkap, atau ketik tingkatnya di Isi Penilaian."
    )


def test_a_pdf_of_something_else_is_refused():
    letter = [(60, 60 + 14 * n, f"{n}. Undangan rapat koordinasi bulan Mei") for n in range(1, 9)]
    assert refuse(build_pdf([letter])) == (
        "not-a-report",
        (
            "PDF ini bukan laporan hasil evaluasi: tidak ada judul evaluasi dan tidak ada tabel "
            "tingkat kematangan di halaman 1. Unggah laporan hasil evaluasi dari kementerian, atau "
            "lembar penilaian sebagai Excel."
        ),
    )


def test_a_scanned_report_is_refused_with_a_way_out():
    assert refuse(build_pdf([[], [], []])) == (
        "pdf-without-text",
        (
            "PDF ini hasil pindai atau gambar: 3 halamannya tidak memuat teks yang dapat dibaca. "
            "Unggah PDF asli dari kementerian, jalankan pengenalan teks (OCR) lebih dahulu, atau "
            "ketik tingkatnya di Isi Penilaian."
        ),
    )
    assert "is a scan or a picture" in refuse(build_pdf([[]]), "en")[1]


def test_an_encrypted_pdf_is_refused():
    assert refuse(build_pdf([pdfs.cover()], is_locked=True)) == (
        "file-encrypted",
        (
            "PDF ini terkunci kata sandi. Buka dengan kata sandinya, cetak ke PDF baru, lalu "
            "unggah yang baru itu."
        ),
    )


def test_a_pdf_of_5000_pages_is_refused():
    assert refuse(build_pdf([[(50, 50, "Halaman")]] * 5_000)) == (
        "too-many-pages",
        (
            "PDF ini memuat 5.000 halaman; batasnya 200 halaman. Simpan halaman laporannya saja ke "
            "PDF baru, lalu unggah lagi."
        ),
    )


DAMAGED = (
    "file-damaged",
    (
        "PDF ini rusak atau tidak utuh. Unduh lagi dari asalnya, atau buka dan simpan ulang "
        "sebagai PDF, lalu unggah lagi."
    ),
)


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7\n", b"%PDF", b"%PDF-1.4\n" + b"\0\xff" * 5_000],
    ids=["only the mark", "not even that", "noise"],
)
def test_a_damaged_pdf_is_refused(data):
    assert refuse(data) == DAMAGED


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_report_is_refused_or_said_to_lack_parts(part):
    data = pdfs.report(LEVELS, SCORES)
    reading = read_pdf(data[: int(len(data) * part)])
    assert reading.problems
    assert all(problem.kind in TRUNCATED for problem in reading.problems)


TRUNCATED = {
    *("file-damaged", "pdf-without-text", "no-level-table", "not-a-report"),
    *("missing-level", "score-missing", "finding-missing", "pages-without-text", "rating-differs"),
}


def test_a_pdf_with_too_many_words_is_refused(monkeypatch):
    monkeypatch.setattr(pdf_pages, "MAX_LETTERS", 100)
    kind, sentence = refuse(build_pdf([pdfs.cover(), pdfs.words()]))
    assert kind == "too-much-memory"
    assert sentence == (
        "PDF ini memuat terlalu banyak isi untuk sebuah laporan hasil evaluasi. Simpan halaman "
        "laporannya saja ke PDF baru, lalu unggah lagi."
    )


def test_a_page_of_nothing_but_numbers_is_refused_at_once():
    page = [(5 + 11 * column, 5 + 9 * row, "1 a") for row in range(90) for column in range(50)]
    assert refuse(build_pdf([page]))[0] == "too-much-memory"


def test_a_page_that_unpacks_to_hundreds_of_megabytes_is_refused():
    packed = zlib.compress(b" " * 400 * 2**20, 1)
    assert refuse(build_packed_pdf(packed))[0] in REFUSED


REFUSED = {"too-much-memory", "too-slow", "file-damaged", "pdf-without-text"}


def test_a_pdf_is_told_by_its_content_and_not_by_its_name():
    found = read_one(pdfs.report(LEVELS, SCORES), name="laporan.xlsx")
    assert found.assessment.levels == LEVELS


@pytest.mark.office
def test_a_report_from_a_word_processor_is_read(tmp_path):
    source = tmp_path / "laporan.html"
    source.write_text(_write_html(), encoding="utf-8")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", source.name],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=180,
    )
    found = read_one((tmp_path / "laporan.pdf").read_bytes())
    assert (found.assessment.agency, found.assessment.year) == (CONTOH, 2022)
    assert found.assessment.levels == LEVELS
    assert found.printed == {code: int(v.replace(",", "")) for code, v in SCORES.items()}
    assert {finding.code for finding in found.findings} == {"A1", "A2", "I12", "I14"}


def _write_html():
    """Write a report as an office program lays it out: tables with wrapped names, own fonts."""
    figures = "".join(
        f"<tr><td>{html.escape(_call(node))}</td><td>{SCORES[node.code]}</td></tr>"
        for node in INSTRUMENT.inner_nodes
    )
    rows = "".join(
        f"<tr><td>{leaf.number}.</td><td>{html.escape(leaf.official_name)}</td>"
        f"<td>{LEVELS[leaf.code]}</td></tr>"
        for leaf in INSTRUMENT.leaves
    )
    return f"""<html><body style="font-family: 'Liberation Serif'">
<p>&nbsp;</p><h3>LAPORAN HASIL EVALUASI</h3><h3>INDEKS SPBE TAHUN 2022</h3>
<h3>PEMERINTAH KABUPATEN CONTOH</h3>
<table border=1><tr><th>Nama Indeks</th><th>Nilai</th></tr>{figures}</table>
<h2>KEKUATAN DAN KELEMAHAN</h2>
<h3>A. Kebijakan Internal Tata Kelola SPBE</h3>
<p>Kekuatan:</p><ul><li>{STRONG}</li></ul><p>Kelemahan:</p><ul><li>Reviu belum ada.</li></ul>
<h3>B. Perencanaan Strategis SPBE</h3><p>Kekuatan:</p><ul><li>{STRONG}</li></ul>
<h2>REKOMENDASI</h2><p>{ADVICE}</p>
<h2>Perolehan Nilai Tingkat Kematangan Indikator</h2>
<table border=1><tr><th>No</th><th>Indikator</th><th>Tingkat Kematangan</th></tr>{rows}</table>
</body></html>"""


def _call(node):
    name = node.names["id"]
    return {"index": "SPBE", "domain": f"Domain {name}"}.get(node.tier, name)
