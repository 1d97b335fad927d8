"""The job behind `python -m spbe score`, with what is in memory."""

from __future__ import annotations

from pathlib import Path

from spbe.catalogue.instruments import load_instruments
from spbe.jobs.score_text import format_scored_file
from spbe.jobs.scoring import ScoredFile, build_result, find_answer_problems, score_source
from spbe.model.assessment import Assessment
from spbe.text.translator import Translator
from spbe.workbooks.reading import Answers, SourceFile
from spbe.workbooks.template import build_template

INSTRUMENTS = load_instruments()
SPBE_2020 = INSTRUMENTS["permenpanrb-59-2020"]


def score(data: bytes, **answers: object) -> ScoredFile:
    return score_source(SourceFile("nilai.xlsx", data), INSTRUMENTS, Answers(**answers))


def filled(*moments: tuple[int | None, str | None]) -> bytes:
    levels = dict.fromkeys(SPBE_2020.leaf_codes, 4)
    columns = [Assessment(SPBE_2020.id, "Kota X", year, stage, levels) for year, stage in moments]
    return build_template(SPBE_2020, "id", assessments=columns)


def test_text_that_was_pasted_is_scored_like_a_file():
    lines = ["No\tIndikator\tNilai"]
    lines += [f"{leaf.number}\t{leaf.names['id']}\t3" for leaf in SPBE_2020.leaves]
    file = score_source(SourceFile.from_text("\n".join(lines)), INSTRUMENTS, Answers(year=2024))
    [found] = build_result(file, Translator("id"))["assessments"]
    assert (found["index"], found["year"], found["stage"]) == ("3.00", 2024, None)


def test_answers_select_among_columns_and_supply_what_is_not_said():
    file = score(filled((2024, "self"), (2024, "document")), stage="document")
    assert [(s.read.assessment.stage, s.scores.rating) for s in file.scored] == [("document", None)]
    file = score(filled((None, "final")), year=2024)
    [scored] = file.scored
    assert (scored.read.assessment.year, scored.scores.rating.code) == (2024, "sangat-baik")
    assert file.problems == ()


def test_a_contradicting_answer_leaves_nothing_and_is_an_error():
    file = score(filled((2024, "self")), year=2023)
    assert (file.scored, file.has_errors) == ((), True)


def test_bad_answers_are_found_before_any_file_is_opened():
    problems = find_answer_problems(INSTRUMENTS, Answers(instrument="x", stage="y"))
    assert [(p.severity, p.found) for p in problems] == [("error", "x"), ("error", "y")]
    assert find_answer_problems(INSTRUMENTS, Answers(instrument=SPBE_2020.id, stage="self")) == []


def test_a_file_with_problems_only_is_written_as_sentences():
    file = score(b"bukan buku kerja")
    assert build_result(file, Translator("id"))["assessments"] == []
    assert format_scored_file(file, Translator("id")).startswith("Perlu diperbaiki")


def test_a_user_s_own_instrument_is_scored_without_new_code(tmp_path: Path):
    folder = tmp_path / "uji-2030"
    folder.mkdir()
    (folder / "instrument.toml").write_text(
        """id = "uji-2030"
regulation = "Peraturan Uji Nomor 1 Tahun 2030"
regulation_short = "Uji 1/2030"
years = { first = 2030 }
[names]
index = { id = "Indeks Uji", en = "Test index" }
system = { id = "Uji", en = "Test" }
coordinator = { id = "Koordinator Uji", en = "Test coordinator" }
team = { id = "Tim Uji", en = "Test team" }
[levels]
minimum = 1
maximum = 3
decimals = 0
[[ratings]]
code = "rendah"
from = "1"
name = { id = "Rendah", en = "Low" }
[[ratings]]
code = "tinggi"
from = "2"
name = { id = "Tinggi", en = "High" }
[[rating_rules]]
rule = "exact"
measured = []
[source_grades]
structure = "unknown"
""",
        encoding="utf-8",
    )
    (folder / "nodes.csv").write_text(
        "code,parent,tier,weight,name_id,name_en,capability\n"
        "UJI,,index,100,Indeks Uji,Test index,\n"
        "A1,UJI,aspect,100,Aspek Uji,Test aspect,\n"
        "I1,A1,indicator,1/3,Kebijakan Kopi,Coffee policy,\n"
        "I2,A1,indicator,299/3,Layanan Teh,Tea service,\n",
        encoding="utf-8",
    )
    instruments = load_instruments(tmp_path)
    own = instruments["uji-2030"]
    built = Assessment(own.id, "Kota X", 2031, "final", {"I1": 3, "I2": 2})
    source = SourceFile("uji.xlsx", build_template(own, "id", assessments=[built]))
    file = score_source(source, instruments, Answers())
    assert [s.read.assessment for s in file.scored] == [built]
    [found] = build_result(file, Translator("en"))["assessments"]
    assert (found["index"], found["rating"], found["scores"]) == ("2.00", "High", {"A1": "2.00"})
