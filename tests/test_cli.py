"""`python -m spbe …`: exact JSON, exit codes, and a problem for whatever is wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from spbe import cli
from spbe.catalogue.instruments import DATA_DIRECTORY, load_instruments
from spbe.model.assessment import Assessment
from spbe.workbooks.template import build_template
from tests.workbooks import pdfs

PROJECT = Path(__file__).parent.parent
SAMPLES = DATA_DIRECTORY / "samples"
RECAP = str(SAMPLES / "bandar-lampung-2021-2024-rekap.xlsx")
PER_DOMAIN = str(SAMPLES / "bandar-lampung-2024-per-domain.xlsx")
INSTRUMENTS = load_instruments()
SPBE_2020 = INSTRUMENTS["permenpanrb-59-2020"]


@pytest.fixture
def run(capsys):
    """Run the command line in this process: exit code, what it said, as JSON where asked."""

    def call(*arguments: object) -> tuple[int, object]:
        code = cli.main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        assert said.err == ""
        return code, json.loads(said.out) if "json" in map(str, arguments) else said.out

    return call


@pytest.fixture
def sheet(tmp_path):
    """Write a workbook with one sheet of rows."""

    def write(*rows: tuple[object, ...], name: str = "nilai.xlsx", title: str = "Nilai") -> Path:
        workbook = openpyxl.Workbook()
        workbook.active.title = title
        for row in rows:
            workbook.active.append(row)
        workbook.save(tmp_path / name)
        return tmp_path / name

    return write


def indicator_rows(levels: dict[int, object] | None = None) -> list[tuple[object, ...]]:
    """Give a complete table, level 3 everywhere but where `levels` says otherwise."""
    changed = levels or {}
    head = ("No", "Indikator", "Tingkat Kematangan")
    rows = [
        (n, leaf.names["id"], changed.get(n, 3)) for n, leaf in enumerate(SPBE_2020.leaves, start=1)
    ]
    return [head, *rows]


def kinds(result: dict) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(p["severity"], p["sheet"], p["cell"], p["found"]) for p in result["problems"]]


def test_a_complete_final_result_has_index_rating_scores_and_levels(run):
    code, result = run("score", PER_DOMAIN, "--format", "json")
    assert code == 0
    [assessment] = result["assessments"]
    levels = assessment.pop("levels")
    assert assessment == {
        "instrument": "permenpanrb-59-2020",
        "agency": "Pemerintah Kota Bandar Lampung",
        "year": 2024,
        "stage": "final",
        "index": "2.98",
        "rating": "Baik",
        "equivalent": "Baik",
        "complete": True,
        "scores": {
            "D1": "2.90",
            "A1": "2.90",
            "D2": "2.40",
            "A2": "1.50",
            "A3": "2.75",
            "A4": "3.50",
            "D3": "2.55",
            "A5": "2.50",
            "A6": "2.67",
            "D4": "3.48",
            "A7": "3.90",
            "A8": "2.83",
        },
    }
    assert list(levels) == list(SPBE_2020.leaf_codes)
    assert (levels["I1"], levels["I20"], levels["I47"]) == (3, 4, 2)
    assert result["problems"] == []


def test_an_incomplete_result_has_a_range_instead_of_an_index(run, sheet):
    path = sheet(
        ("Pemerintah Kota Contoh",),
        ("Hasil Akhir 2024",),
        *indicator_rows({20: None, 45: None}),
    )
    code, result = run("score", path, "--format", "json")
    assert code == 0
    [assessment] = result["assessments"]
    levels = assessment.pop("levels")
    assert (levels["I19"], levels["I20"], levels["I45"]) == (3, None, None)
    assert assessment == {
        "instrument": "permenpanrb-59-2020",
        "agency": "Pemerintah Kota Contoh",
        "year": 2024,
        "stage": "final",
        "index": None,
        "rating": None,
        "equivalent": None,
        "range": ["2.89", "3.11"],
        "complete": False,
        "scores": {
            "D1": "3.00",
            "A1": "3.00",
            "D2": None,
            "A2": "3.00",
            "A3": "3.00",
            "A4": None,
            "D3": "3.00",
            "A5": "3.00",
            "A6": "3.00",
            "D4": None,
            "A7": "3.00",
            "A8": None,
        },
    }
    assert kinds(result) == [("warning", "Nilai", "C23", None), ("warning", "Nilai", "C48", None)]


def test_an_interim_result_has_an_equivalent_band_and_no_rating(run, sheet):
    path = sheet(("Penilaian Mandiri Tahun 2024",), *indicator_rows())
    code, result = run("score", path, "--agency", "Kota Contoh", "--format", "json")
    assert code == 0
    [assessment] = result["assessments"]
    assert (assessment["stage"], assessment["index"]) == ("self", "3.00")
    assert (assessment["rating"], assessment["equivalent"]) == (None, "Baik")
    assert result["problems"] == []


def test_what_the_file_does_not_say_is_null_with_a_warning(run, sheet):
    code, result = run("score", sheet(*indicator_rows()), "--format", "json")
    assert code == 0
    [assessment] = result["assessments"]
    assert (assessment["agency"], assessment["year"], assessment["stage"]) == (None, None, None)
    assert [problem["severity"] for problem in result["problems"]] == ["warning"] * 3
    assert (assessment["index"], assessment["rating"]) == ("3.00", None)


def test_options_supply_what_the_file_lacks(run, sheet):
    options = ("--agency", "Kota Contoh", "--year", 2024, "--stage", "final")
    code, result = run("score", sheet(*indicator_rows()), *options, "--format", "json")
    assert (code, result["problems"]) == (0, [])
    [assessment] = result["assessments"]
    found = [assessment[name] for name in ("agency", "year", "stage", "rating")]
    assert found == ["Kota Contoh", 2024, "final", "Baik"]


def test_an_option_selects_where_the_file_holds_several(run):
    code, result = run("score", RECAP, "--year", 2022, "--format", "json")
    assert (code, result["problems"]) == (0, [])
    assert [(a["year"], a["index"]) for a in result["assessments"]] == [(2022, "1.50")]


@pytest.mark.parametrize(
    ("option", "value", "found"),
    [
        ("--year", "2020", "2024"),
        ("--stage", "self", "final"),
        ("--agency", "Kota Metro", "Pemerintah Kota Bandar Lampung"),
        ("--instrument", "permenpanrb-8-2026", "permenpanrb-59-2020"),
    ],
)
def test_an_option_that_contradicts_the_file_is_an_error(run, option, value, found):
    code, result = run("score", PER_DOMAIN, option, value, "--format", "json")
    assert code == 2
    assert result["assessments"] == []
    assert {p["found"] for p in result["problems"] if p["severity"] == "error"} == {found}


def test_an_agency_may_be_written_in_another_usual_way(run):
    code, result = run("score", PER_DOMAIN, "--agency", "Pemkot Bandar Lampung", "--format", "json")
    assert (code, len(result["assessments"])) == (0, 1)


def test_a_sheet_is_chosen_by_name(run):
    code, result = run("score", PER_DOMAIN, "--sheet", "Domain 1", "--format", "json")
    assert code == 0
    [assessment] = result["assessments"]
    assert assessment["scores"]["D1"] == "2.90"
    assert assessment["complete"] is False


def test_an_unknown_sheet_is_an_error_that_lists_the_sheets(run):
    code, result = run("score", PER_DOMAIN, "--sheet", "Nilai", "--format", "json")
    assert (code, result["assessments"]) == (2, [])
    [problem] = result["problems"]
    assert problem["found"] == "Nilai"
    assert "Domain 1, Domain 2, Domain 3, Domain 4" in problem["message"]


def test_an_assessment_with_an_error_is_left_out_and_the_sound_one_stays(run, sheet):
    rows = [
        ("No", "Indikator", "Nilai 2023", "Nilai 2024"),
        *((n, leaf.names["id"], 3, 6 if n == 13 else 4)
          for n, leaf in enumerate(SPBE_2020.leaves, start=1)),
    ]  # fmt: skip
    path = sheet(("Pemerintah Kota Contoh - Hasil Akhir",), *rows)
    code, result = run("score", path, "--format", "json")
    assert code == 2
    assert [(a["year"], a["index"]) for a in result["assessments"]] == [(2023, "3.00")]
    assert kinds(result) == [("error", "Nilai", "D15", "6")]
    assert set(result["problems"][0]) == {"severity", "sheet", "cell", "found", "message"}


def test_decimal_levels_are_numbers(run, tmp_path):
    pemdi = INSTRUMENTS["permenpanrb-8-2026"]
    levels = {code: 100 + n for n, code in enumerate(pemdi.leaf_codes)}
    assessment = Assessment(pemdi.id, "Kota Contoh", 2026, "final", {**levels, "I3": 126})
    path = tmp_path / "pemdi.xlsx"
    path.write_bytes(build_template(pemdi, "id", assessments=[assessment]))
    code, result = run("score", path, "--format", "json")
    assert code == 0
    [found] = result["assessments"]
    assert (found["levels"]["I1"], found["levels"]["I2"], found["levels"]["I3"]) == (1, 1.01, 1.26)
    assert list(found["scores"]) == ["A1", "A2", "A3", "A4", "A5", "A6", "A7"]


def test_the_2018_instrument_has_a_score_for_indicator_35(run, tmp_path):
    spbe_2018 = INSTRUMENTS["permenpanrb-5-2018"]
    levels = {**dict.fromkeys(spbe_2018.leaf_codes, 2), "I35-3": 0}
    path = tmp_path / "2018.xlsx"
    assessment = Assessment(spbe_2018.id, "Kota Contoh", 2018, "final", levels)
    path.write_bytes(build_template(spbe_2018, "id", assessments=[assessment]))
    _, result = run("score", path, "--format", "json")
    [found] = result["assessments"]
    assert (found["scores"]["I35"], found["levels"]["I35-3"]) == ("1.33", 0)


def test_a_missing_file_is_a_problem_of_the_whole_file(run, tmp_path):
    code, result = run("score", tmp_path / "tiada.xlsx", "--format", "json")
    assert (code, result["assessments"]) == (2, [])
    [problem] = result["problems"]
    assert (problem["severity"], problem["sheet"], problem["cell"]) == ("error", None, None)
    assert problem["message"] == (
        f'Berkas "{tmp_path / "tiada.xlsx"}" tidak ada. Periksa nama dan foldernya.'
    )


def test_a_folder_is_not_a_file(run, tmp_path):
    code, result = run("score", tmp_path, "--format", "json")
    assert code == 2
    assert result["problems"][0]["message"] == (
        f'"{tmp_path}" bukan berkas. Sebutkan satu berkas lembar kerja.'
    )


def test_an_empty_and_a_huge_file_are_refused_before_they_are_read(run, tmp_path):
    (tmp_path / "kosong.xlsx").touch()
    with (tmp_path / "besar.xlsx").open("wb") as file:
        file.truncate(21 * 1024 * 1024)
    for name, word in (("kosong.xlsx", "kosong"), ("besar.xlsx", "21 MB")):
        code, result = run("score", tmp_path / name, "--format", "json")
        assert code == 2
        assert word in result["problems"][0]["message"]


KNOWN_OPTIONS = "FILE, --sheet, --instrument, --agency, --year, --stage, --lang, --format"
KNOWN_STAGES = "proposal, self, document, interview, estimate, visit, final"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--year", "dua"], 'Pilihan --year berisi "dua", seharusnya: bilangan bulat.'),
        (["--lang", "fr"], 'Pilihan --lang berisi "fr", seharusnya: id, en.'),
        (["--stage", "akhir"], f'Pilihan --stage berisi "akhir", seharusnya: {KNOWN_STAGES}.'),
        (
            ["--instrument", "x"],
            f'Pilihan --instrument berisi "x", seharusnya: {", ".join(INSTRUMENTS)}.',
        ),
        (["--tahun", "2024"], f'"--tahun" tidak dikenal. Yang ada: {KNOWN_OPTIONS}.'),
        (["--year"], "--year harus disebut sekali dengan satu isi."),
        (["--year", "2023", "--year", "2024"], "--year harus disebut sekali dengan satu isi."),
    ],
)
def test_a_bad_option_is_a_problem(run, arguments, sentence):
    code, result = run("score", PER_DOMAIN, *arguments, "--format", "json")
    assert (code, result["assessments"]) == (2, [])
    assert result["problems"][0]["message"] == sentence
    assert result["problems"][0]["severity"] == "error"


def test_a_bad_option_and_a_missing_file_are_told_at_once(run, tmp_path):
    code, result = run("score", tmp_path / "x.xlsx", "--stage", "akhir", "--format", "json")
    assert (code, len(result["problems"])) == (2, 2)


def test_no_file_and_an_unknown_command_are_problems(run):
    code, result = run("score", "--format", "json")
    assert code == 2
    assert (
        result["problems"][0]["message"]
        == "FILE belum disebut: Lembar kerja atau laporan hasil evaluasi (PDF) yang dibaca."
    )
    code, result = run("skor", "--format", "json")
    assert code == 2
    assert result["problems"][0]["message"] == (
        'Perintah "skor" tidak dikenal. Yang ada: score, template, compare, plan, peers, report, '
        "serve."
    )


def test_messages_and_ratings_follow_the_language(run, tmp_path):
    code, result = run("score", PER_DOMAIN, "--lang", "en", "--format", "json")
    assert (code, result["assessments"][0]["rating"]) == (0, "Good")
    code, result = run("score", tmp_path / "x.xlsx", "--lang", "en", "--format", "json")
    assert result["problems"][0]["message"] == (
        f'There is no file "{tmp_path / "x.xlsx"}". Check its name and folder.'
    )


def test_the_text_is_a_table_with_decimal_commas(run):
    code, said = run("score", PER_DOMAIN)
    lines = said.splitlines()
    assert code == 0
    assert lines[:4] == [
        "Pemerintah Kota Bandar Lampung · 2024 · Hasil Akhir (setelah reviu) · PermenPANRB 59/2020",
        "Indeks SPBE: 2,98 Baik",
        "",
        f"{'D1  Kebijakan Internal SPBE':<64} {'2,90':>9}",
    ]
    assert lines[5] == f"{'    1  Kebijakan Internal Arsitektur SPBE':<64} {'3':>9}"
    assert len(lines) == 3 + 12 + 47


def test_the_text_of_an_interim_and_an_incomplete_result(run, sheet):
    path = sheet(("Penilaian Mandiri Tahun 2024",), *indicator_rows())
    _, said = run("score", path, "--agency", "Kota Contoh", "--lang", "en")
    assert said.splitlines()[1] == "SPBE index: 3.00 interim, equivalent to Good"
    path = sheet(("Penilaian Mandiri Tahun 2024",), *indicator_rows({20: None}))
    _, said = run("score", path, "--agency", "Kota Contoh")
    lines = said.splitlines()
    assert lines[1] == (
        "Indeks SPBE: belum lengkap, 46 dari 47 indikator terisi; antara 2,95 dan 3,05."
    )
    assert lines[-1].startswith("Perhatian [Nilai!C22]: ")


def test_the_text_says_where_exact_and_rounded_index_disagree(run, tmp_path):
    """3.4990 is printed as 3.50 and rated by what it is: Baik."""
    levels = dict.fromkeys(SPBE_2020.leaf_codes, 3)
    raised = (*range(1, 4), *range(21, 25), *range(32, 40), *range(42, 48))
    levels |= dict.fromkeys([f"I{number}" for number in raised], 4)
    path = tmp_path / "batas.xlsx"
    path.write_bytes(
        build_template(
            SPBE_2020,
            "id",
            assessments=[Assessment(SPBE_2020.id, "Kota Contoh", 2024, "final", levels)],
        )
    )
    _, said = run("score", path)
    assert said.splitlines()[1:3] == [
        "Indeks SPBE: 3,50 Baik",
        "Predikat dari indeks sebelum dibulatkan; nilai tepatnya 3,4990.",
    ]


def test_a_template_is_written_and_read_back(run, tmp_path):
    path = tmp_path / "templat.xlsx"
    options = ("--instrument", SPBE_2020.id, "--year", 2024, "--stage", "self")
    code, said = run("template", *options, "--agency", "Kota Contoh", "-o", path)
    assert (code, said) == (0, f"Templat tersimpan: {path}\n")
    code, result = run("score", path, "--format", "json")
    assert (code, result["assessments"]) == (2, [])


def test_a_template_never_overwrites_a_file(run, tmp_path):
    path = tmp_path / "terisi.xlsx"
    path.write_bytes(b"kerja semalam")
    options = ("--instrument", SPBE_2020.id, "--year", 2024, "--stage", "self")
    code, result = run("template", *options, "-o", path, "--format", "json")
    assert code == 2
    assert path.read_bytes() == b"kerja semalam"
    assert result["problems"][0]["message"] == (
        f'Berkas "{path}" sudah ada dan tidak ditimpa. Sebutkan nama lain dengan --output.'
    )


def test_a_template_needs_a_year_of_its_instrument(run, tmp_path):
    options = ("--instrument", SPBE_2020.id, "--year", 2018, "--stage", "self")
    code, result = run("template", *options, "-o", tmp_path / "t.xlsx", "--format", "json")
    assert code == 2
    assert result["problems"][0]["message"] == (
        'Pilihan --year berisi "2018", seharusnya: 2021–2025.'
    )
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_instruments_with_faults_is_told_with_file_and_line(run, tmp_path, monkeypatch):
    (tmp_path / "milik-kami").mkdir()
    (tmp_path / "milik-kami" / "instrument.toml").write_text("id = ", encoding="utf-8")
    monkeypatch.setenv("SPBE_INSTRUMENTS_DIR", str(tmp_path))
    code, result = run("score", PER_DOMAIN, "--format", "json")
    assert (code, result["assessments"]) == (2, [])
    assert "instrument.toml:1" in result["problems"][0]["message"]


def test_no_arguments_and_help_say_what_there_is(run):
    for arguments in ([], ["--help"], ["-h"]):
        code, said = run(*arguments)
        assert code == 0
        assert [line.split()[0] for line in said.splitlines() if line.startswith("  ")] == [
            "score",
            "template",
            "compare",
            "plan",
            "peers",
            "report",
            "serve",
        ]
    code, said = run("score", "--help", "--lang", "en")
    assert code == 0
    assert said.startswith("Usage: python -m spbe score FILE [--sheet S] [--instrument ID] ")


def test_a_fault_of_ours_is_one_sentence_and_exit_code_1(capsys, monkeypatch):
    def fail(*_: object) -> None:
        raise RuntimeError("uji")

    monkeypatch.setattr("spbe.cli.commands.score_file", fail)
    monkeypatch.delenv("SPBE_DEBUG", raising=False)
    assert cli.main(["score", PER_DOMAIN]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (
        "Ini kesalahan program, bukan kesalahan berkas Anda (RuntimeError: uji). Jalankan lagi "
        "dengan SPBE_DEBUG=1 untuk rinciannya.\n"
    )
    monkeypatch.setenv("SPBE_DEBUG", "1")
    with pytest.raises(RuntimeError, match="uji"):
        cli.main(["score", PER_DOMAIN])


def test_the_process_writes_utf_8_whatever_the_code_page(tmp_path, sheet):
    path = sheet(("Penilaian Mandiri Tahun 2024",), *indicator_rows(), name="ñ–ü.xlsx")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "spbe",
            "score",
            str(path),
            "--agency",
            "Kota É",
            "--format",
            "json",
        ],
        cwd=PROJECT,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode("utf-8"))["assessments"][0]["agency"] == "Kota É"
    assert "Kota É".encode() in done.stdout


def test_the_process_ends_with_2_and_still_writes_json(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "spbe", "score", str(tmp_path / "x"), "--format", "json"],
        cwd=PROJECT,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (2, b"")
    assert json.loads(done.stdout)["assessments"] == []


def test_a_result_report_as_pdf_is_scored_like_a_sheet(run, tmp_path):
    threes = dict.fromkeys(SPBE_2020.leaf_codes, 3)
    scores = dict.fromkeys((node.code for node in SPBE_2020.inner_nodes), "3,00")
    path = tmp_path / "laporan.pdf"
    path.write_bytes(pdfs.report({**threes, "I1": 4}, scores))
    code, result = run("score", path, "--format", "json")
    assert code == 0
    [scored] = result["assessments"]
    assert (scored["agency"], scored["year"], scored["stage"], scored["index"]) == (
        "Pemerintah Kabupaten Contoh",
        2022,
        "final",
        "3.01",
    )
    assert result["problems"][0]["message"].startswith("Indeks SPBE tercetak 3,00 di halaman 3")
