"""`python -m spbe report`: files of an assessment, refusals in clear sentences, same bytes."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from docx import Document

from spbe import cli
from spbe.catalogue.instruments import load_instruments
from spbe.jobs.report_files import REPORT_FILES
from spbe.model.assessment import Assessment
from spbe.workbooks.reader import read
from spbe.workbooks.template import build_template

PROJECT = Path(__file__).parent.parent
SHEET = PROJECT / "data/samples/bandar-lampung-2024-per-domain.xlsx"
MAGIC = {"docx": b"PK", "pptx": b"PK", "xlsx": b"PK", "pdf": b"%PDF"}
OF_SAMPLE = ("--agency", "Provinsi Contoh", "--year", "2024", "--stage", "document")


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("SPBE_DATABASE_URL", f"sqlite:///{tmp_path / 's.sqlite3'}")

    def call(*arguments: object) -> tuple[int, dict]:
        code = cli.main(["report", *map(str, arguments), "--format", "json"])
        said = capsys.readouterr()
        assert said.err == ""
        return code, json.loads(said.out)

    return call


def ask_all(folder: Path) -> list[object]:
    return [part for kind in REPORT_FILES for part in (f"--{kind}", folder / f"laporan.{kind}")]


def test_every_kind_of_file_is_made_and_is_the_same_bytes_again(run, tmp_path):
    made = []
    for name in ("a", "b"):
        folder = tmp_path / name
        folder.mkdir()
        code, said = run(*OF_SAMPLE, *ask_all(folder), "--date", "2024-10-20")
        assert (code, set(said["files"])) == (0, set(REPORT_FILES))
        made.append({kind: (folder / f"laporan.{kind}").read_bytes() for kind in REPORT_FILES})
        assert [path.suffix for path in folder.iterdir() if path.name.startswith(".")] == []
    for kind in REPORT_FILES:
        assert made[0][kind].startswith(MAGIC[kind])
        assert made[0][kind] == made[1][kind], kind


def test_a_file_alone_is_reported_and_says_what_it_lacks(run, tmp_path):
    path = tmp_path / "l.docx"
    code, said = run(SHEET, "--docx", path, "--lang", "en", "--target", "3.5")
    assert code == 0
    assert path.stat().st_size > 10_000
    assert "This year's checklist is still empty." in said["lacks"]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        ([SHEET], "--docx"),
        (["--docx", "x.docx"], "--agency"),
        ([*OF_SAMPLE[:-1], "visit", "--docx", "x.docx"], "2024 document"),
        (["--agency", "Atlantis", *OF_SAMPLE[2:], "--docx", "x.docx"], "Provinsi Contoh"),
        ([*OF_SAMPLE, "--docx", "x.docx", "--target", "tinggi"], "3,5"),
        ([*OF_SAMPLE, "--docx", "x.docx", "--date", "20/10/2024"], "YYYY-MM-DD"),
        ([*OF_SAMPLE, "--docx", "x.docx", "--date", "2200-01-01"], "2107"),
        ([*OF_SAMPLE, "--pdf", "x.docx", "--unit", "Dinas Sihir"], "Diskominfo"),
        ([*OF_SAMPLE, "--docx", "x.docx", "--unit", "Diskominfo"], "semua OPD"),
        ([*OF_SAMPLE, "--docx", "x.docx", "--pdf", "./x.docx"], "lebih dari sekali"),
        ([*OF_SAMPLE, "--docx", "x.docx", "--target", "9"], "sampai 5"),
        ([*OF_SAMPLE, "--docx", "/tidak/ada/x.docx"], "tidak dapat ditulis"),
    ],
)
def test_what_cannot_be_done_is_refused_with_what_would_do(
    run, monkeypatch, tmp_path, arguments, word
):
    monkeypatch.chdir(tmp_path)
    code, said = run(*arguments)
    assert code == 2
    assert word in " ".join(problem["message"] for problem in said["problems"])
    assert not (tmp_path / "x.docx").exists()


@pytest.mark.parametrize("language", ["id", "en"])
def test_invented_figures_stay_marked_from_file_to_file_whatever_the_agency(
    run, tmp_path, language
):
    instruments = load_instruments()
    instrument = instruments["permenpanrb-59-2020"]
    levels = dict.fromkeys(instrument.leaf_codes, 3)
    own = Assessment(instrument.id, "Kota Khayalan", 2024, "final", levels)
    for is_invented in (True, False):
        sheet, book, again = (tmp_path / f"{name}{is_invented}.xlsx" for name in "abc")
        sheet.write_bytes(
            build_template(instrument, language, assessments=[own], is_illustrative=is_invented)
        )
        assert run(sheet, "--xlsx", book, "--lang", language)[0] == 0
        assert run(book, "--xlsx", again, "--docx", tmp_path / "d.docx")[0] == 0
        for path in (sheet, book, again):
            found = read(path, instruments).found
            assert [each.is_illustrative for each in found] == [is_invented], path.name
        words = [paragraph.text for paragraph in Document(str(tmp_path / "d.docx")).paragraphs]
        assert any("Ilustratif" in line for line in words) == is_invented


def test_a_file_that_stood_there_is_replaced_whole(run, tmp_path):
    path = tmp_path / "lama.docx"
    path.write_text("catatan lama")
    code, _ = run(*OF_SAMPLE, "--docx", path)
    assert code == 0
    assert path.read_bytes().startswith(b"PK")
    assert {each.name for each in tmp_path.iterdir()} >= {"lama.docx"}
    assert not [each for each in tmp_path.iterdir() if each.name.startswith(".spbe-")]


@pytest.mark.office
def test_one_unit_has_a_deck_and_a_page_of_its_own(run, tmp_path):
    whole, own = tmp_path / "semua.pptx", tmp_path / "satu.pptx"
    assert run(*OF_SAMPLE, "--pptx", whole)[0] == 0
    code, _ = run(*OF_SAMPLE, "--pptx", own, "--pdf", tmp_path / "satu.pdf", "--unit", "diskominfo")
    assert code == 0
    assert own.read_bytes() != whole.read_bytes()
    told = subprocess.run(
        ["pdftotext", tmp_path / "satu.pdf", "-"], check=True, capture_output=True, text=True
    )
    assert told.stdout.count("\f") == 1
    assert "Diskominfo" in told.stdout


def test_the_sheet_that_is_read_is_never_written_over(run, tmp_path):
    own = tmp_path / "milik.xlsx"
    own.write_bytes(SHEET.read_bytes())
    code, said = run(own, "--xlsx", own)
    assert code == 2
    assert "lebih dari sekali" in said["problems"][0]["message"]
    assert own.read_bytes() == SHEET.read_bytes()
