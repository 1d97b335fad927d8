"""Instruments are data: what ships is sound, and a faulty folder is told everything at once."""

import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from spbe.catalogue.instruments import (
    DATA_DIRECTORY,
    InstrumentError,
    load_instrument,
    load_instruments,
)
from spbe.model.assessment import Assessment
from spbe.model.scoring import score_assessment

INVENTED_HEAD = """
id = "desa-cakap"
regulation = "Peraturan Bupati Nomor 1 Tahun 2030"
regulation_short = "Perbup 1/2030"
years = { first = 2030 }
[names]
index = { id = "Indeks Desa", en = "Village index" }
system = { id = "Desa Cakap", en = "Able village" }
coordinator = { id = "Koordinator Desa", en = "Village coordinator" }
team = { id = "Tim Desa", en = "Village team" }
[levels]
minimum = 0
maximum = 3
decimals = 1
[[ratings]]
code = "belum"
from = "0"
name = { id = "Belum", en = "Not yet" }
[[ratings]]
code = "cakap"
from = "2"
name = { id = "Cakap", en = "Able" }
[[rating_rules]]
rule = "exact"
[source_grades]
structure = "primary"
weights = "primary"
ratings = "primary"
level_names = "unknown"
"""
INVENTED_NODES = """code,parent,tier,weight,name_id,name_en,capability
DESA,,index,1,Indeks Desa,Village index,
I1,DESA,indicator,1/3,Situs desa,Village website,
I2,DESA,indicator,2/3,Layanan surat,Letter service,
"""


@pytest.fixture
def invented(tmp_path: Path) -> Path:
    folder = tmp_path / "desa-cakap"
    folder.mkdir()
    (folder / "instrument.toml").write_text(INVENTED_HEAD, encoding="utf-8")
    (folder / "nodes.csv").write_text(INVENTED_NODES, encoding="utf-8")
    return folder


def failures(folder: Path) -> list[str]:
    with pytest.raises(InstrumentError) as caught:
        load_instrument(folder)
    return [failure.removeprefix(f"{folder}/") for failure in caught.value.failures]


def replace_in(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def test_three_instruments_ship_with_the_structure_of_their_regulations() -> None:
    counts = {
        name: [
            sum(node.tier == tier for node in instrument.nodes)
            for tier in ("domain", "aspect", "indicator")
        ]
        + [len(instrument.leaves)]
        for name, instrument in load_instruments().items()
    }
    assert counts == {
        "permenpanrb-5-2018": [3, 7, 38, 37],
        "permenpanrb-59-2020": [4, 8, 47, 47],
        "permenpanrb-8-2026": [0, 7, 20, 20],
    }


def test_domain_weights_are_those_of_the_regulations() -> None:
    weights = {
        name: [node.weight for node in instrument.nodes if node.tier == "domain"]
        for name, instrument in load_instruments().items()
    }
    assert weights["permenpanrb-59-2020"] == [13, 25, Fraction("16.5"), Fraction("45.5")]
    assert weights["permenpanrb-5-2018"] == [17, 28, 55]


def test_rating_rule_is_rounded_up_to_2023_and_exact_from_2024_or_without_a_year() -> None:
    instrument = load_instruments()["permenpanrb-59-2020"]
    rules = [instrument.rating_rule(year).rule for year in (2021, 2023, 2024, 2025, None)]
    assert rules == ["rounded", "rounded", "exact", "exact", "exact"]
    assert [r.measured_years for r in instrument.rating_rules] == [(2023,), (2024,)]


def test_levels_of_59_2020_have_names_per_capability() -> None:
    instrument = load_instruments()["permenpanrb-59-2020"]
    assert instrument.level_name("I1", 3, "id") == "Terdefinisi"
    assert instrument.level_name("I42", 3, "id") == "Transaksi"
    assert load_instruments()["permenpanrb-8-2026"].level_name("I1", 3, "id") is None


def test_invented_instrument_works_without_python(
    invented: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPBE_INSTRUMENTS_DIR", str(invented.parent))
    instrument = load_instruments()["desa-cakap"]
    assessment = Assessment("desa-cakap", "Desa A", 2031, "final", {"I1": 30, "I2": 15})
    scores = score_assessment(instrument, assessment)
    assert scores.exact == {"DESA": Fraction(2)}
    assert scores.rating is not None
    assert scores.rating.names["en"] == "Able"


def test_all_failures_of_the_tree_are_reported_with_file_and_line(invented: Path) -> None:
    replace_in(
        invented / "nodes.csv",
        ("I1,DESA,indicator,1/3,Situs desa,Village website,", "I1,DESA,indicator,1/3,Situs desa,,"),
        (
            "I2,DESA,indicator,2/3,Layanan surat,Letter service,",
            (
                "I2,DESA,indikator,nol,Layanan surat,Letter service,\n"
                "I2,TIADA,indicator,1,Surat,Letter,\n"
                "I3,I4,indicator,1,Lingkar,Circle,\n"
                "I4,I3,indicator,1,Lingkar,Circle,"
            ),
        ),
    )
    assert failures(invented) == [
        "nodes.csv:3: I1: name_en is missing",
        "nodes.csv:4: I2: tier 'indikator' is none of ('index', 'domain', 'aspect', 'indicator')",
        "nodes.csv:4: I2: weight 'nol' is not above 0",
        "nodes.csv:4: I2: the code stands 2 times",
        "nodes.csv:5: I2: the code stands 2 times",
        "nodes.csv:5: I2: parent TIADA does not exist",
        "nodes.csv:6: I3: its parents lead round in a circle",
        "nodes.csv:7: I4: its parents lead round in a circle",
        "nodes.csv:2: DESA: weight 1, but its children add up to 0.333333",
    ]


def test_weights_that_do_not_add_up_name_the_node(invented: Path) -> None:
    replace_in(invented / "nodes.csv", ("2/3", "1/2"))
    assert failures(invented) == [
        "nodes.csv:2: DESA: weight 1, but its children add up to 0.833333"
    ]


def test_second_root_is_reported(invented: Path) -> None:
    replace_in(invented / "nodes.csv", ("I2,DESA", "I2,"))
    assert "nodes.csv:1: expected one root, found ['DESA', 'I2']" in failures(invented)


def test_bounds_out_of_order_and_missing_names_are_reported_together(invented: Path) -> None:
    replace_in(invented / "instrument.toml", ('from = "2"', 'from = "-1"'))
    replace_in(invented / "instrument.toml", ("maximum = 3", "maximum = 0"))
    assert failures(invented) == [
        "instrument.toml:13: levels.maximum: not above the minimum",
        "instrument.toml:19: ratings: cakap is not above belum",
    ]


def test_missing_english_name_in_the_head_is_reported(invented: Path) -> None:
    replace_in(invented / "instrument.toml", ('{ id = "Cakap", en = "Able" }', '{ id = "Cakap" }'))
    assert failures(invented) == [
        "instrument.toml:19: ratings: expected a name in id and en, found {'id': 'Cakap'}"
    ]


def test_failures_of_head_and_tree_are_reported_together(invented: Path) -> None:
    replace_in(invented / "nodes.csv", ("2/3", "1/2"))
    replace_in(
        invented / "instrument.toml",
        ('id = "desa-cakap"', 'id = "desa"'),
        ("decimals = 1", "decimals = 5"),
        ("years = { first = 2030 }", 'years = { first = "2030" }'),
    )
    assert failures(invented) == [
        "instrument.toml:5: years.first: expected int, found '2030'",
        "instrument.toml:2: id: 'desa' is not the name of its folder",
        "instrument.toml:14: levels.decimals: expected 0, 1 or 2",
        "nodes.csv:2: DESA: weight 1, but its children add up to 0.833333",
    ]


def test_what_does_not_fit_the_tree_is_reported_beside_other_failures_of_the_head(
    invented: Path,
) -> None:
    replace_in(
        invented / "instrument.toml",
        (
            "years = { first = 2030 }",
            'years = { first = 2030, last = 2029 }\nchosen_sectors = ["I9"]',
        ),
        (
            '[[ratings]]\ncode = "belum"',
            '[levels.names.tata]\n0 = "Nol"\n[[ratings]]\ncode = "belum"',
        ),
    )
    assert failures(invented) == [
        "instrument.toml:17: levels.names.tata.0: expected a name in id and en, found 'Nol'",
        "instrument.toml:5: years: the last year lies before the first",
        "instrument.toml:16: levels.names.tata: no indicator has this capability",
        "instrument.toml:6: chosen_sectors: no indicator I9",
    ]


RULES = '[[rating_rules]]\nrule = "exact"\n'


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            RULES,
            '[[rating_rules]]\nrule = "exact"\nlast_year = "2031"\n' + RULES,
            ["23: rating_rules: last_year: expected int, found '2031'"],
        ),
        (
            RULES,
            RULES + 'measured = ["2031"]\n',
            ["23: rating_rules: measured: expected years, found ['2031']"],
        ),
        (
            RULES,
            RULES.replace("exact", "setengah"),
            ['23: rating_rules: expected "rounded" or "exact", found \'setengah\''],
        ),
        (RULES, "", ["1: rating_rules: expected list, found None"]),
        (
            RULES,
            RULES + "last_year = 2031\n",
            ["23: rating_rules: the last rule must have no last_year"],
        ),
        (
            RULES,
            RULES + RULES,
            ["23: rating_rules: only the last rule may have no last_year"],
        ),
        (
            RULES,
            RULES + "last_year = 2032\n" + RULES + "last_year = 2031\n" + RULES,
            ["26: rating_rules: last_year 2031 is not after 2032"],
        ),
        (
            'weights = "primary"',
            'weights = "pasti"',
            [
                (
                    "27: source_grades.weights: expected one of primary, secondary, unknown, "
                    "found 'pasti'"
                )
            ],
        ),
        (
            'weights = "primary"',
            'bobot = "primary"',
            [
                "27: source_grades.bobot: is none of structure, weights, ratings, level_names",
            ],
        ),
        (
            'code = "cakap"',
            'code = "belum"',
            ["15: ratings: belum stands 2 times", "19: ratings: belum stands 2 times"],
        ),
        ("minimum = 0", "minimum = -1", ["12: levels.minimum: is below 0"]),
        ("minimum = 0", "minimum = true", ["12: levels.minimum: expected int, found True"]),
        ('"Perbup 1/2030"', '""', ["4: regulation_short: is empty"]),
        (
            "years = {",
            "chosen_sectors = [45]\nyears = {",
            ["5: chosen_sectors: expected codes of indicators, found [45]"],
        ),
    ],
)
def test_faulty_value_of_the_head_is_reported_with_its_line(
    invented: Path, old: str, new: str, expected: list[str]
) -> None:
    replace_in(invented / "instrument.toml", (old, new))
    assert failures(invented) == [f"instrument.toml:{text}" for text in expected]


def test_a_part_whose_source_is_not_told_is_of_unknown_source(invented: Path) -> None:
    replace_in(invented / "instrument.toml", ('weights = "primary"\n', ""))
    assert load_instrument(invented).source_grades == {
        "structure": "primary",
        "weights": "unknown",
        "ratings": "primary",
        "level_names": "unknown",
    }


def test_tables_of_the_wrong_kind_are_reported_together(invented: Path) -> None:
    text = (invented / "instrument.toml").read_text(encoding="utf-8")
    head, _, rest = text.partition("[names]")
    grades = rest[rest.index("[source_grades]") :]
    (invented / "instrument.toml").write_text(
        head + "names = 1\nlevels = 2\nratings = [1]\nrating_rules = [2]\n" + grades,
        encoding="utf-8",
    )
    assert failures(invented) == [
        "instrument.toml:6: names: expected dict, found 1",
        "instrument.toml:7: levels.minimum: expected int, found None",
        "instrument.toml:7: levels.maximum: expected int, found None",
        "instrument.toml:7: levels.decimals: expected int, found None",
        "instrument.toml:8: ratings: expected a table, found 1",
        "instrument.toml:9: rating_rules: expected a table, found 2",
    ]


def test_folder_name_must_be_the_id(invented: Path) -> None:
    other = invented.parent / "lain"
    shutil.copytree(invented, other)
    assert failures(other) == ["instrument.toml:2: id: 'desa-cakap' is not the name of its folder"]


def test_broken_toml_and_missing_columns_are_reported_together(invented: Path) -> None:
    (invented / "instrument.toml").write_text("id = ", encoding="utf-8")
    (invented / "nodes.csv").write_text("code,parent\n", encoding="utf-8")
    found = failures(invented)
    assert found[0].startswith("instrument.toml:1: Invalid value")
    assert found[1:] == ["nodes.csv:1: missing column tier, weight, name_id, name_en, capability"]


def test_failures_of_all_folders_are_reported_together(invented: Path) -> None:
    second = invented.parent / "kedua"
    second.mkdir()
    (second / "instrument.toml").write_text("", encoding="utf-8")
    replace_in(invented / "nodes.csv", ("2/3", "1/2"))
    with pytest.raises(InstrumentError) as caught:
        load_instruments(invented.parent)
    assert {Path(f.split(":")[0]).parent.name for f in caught.value.failures} == {
        "desa-cakap",
        "kedua",
    }


def test_missing_directory_of_own_instruments_is_reported(tmp_path: Path) -> None:
    with pytest.raises(InstrumentError, match="SPBE_INSTRUMENTS_DIR is not a folder"):
        load_instruments(tmp_path / "tiada")


def test_shipped_folders_are_found_in_the_data_directory() -> None:
    assert {p.name for p in (DATA_DIRECTORY / "instruments").iterdir()} == set(load_instruments())
