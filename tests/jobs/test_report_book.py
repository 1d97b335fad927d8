"""The workbook of a report: its formulas give our figures, before and after levels change."""

from __future__ import annotations

import dataclasses
import datetime
import io
import random
import shutil
import subprocess
import zipfile
from fractions import Fraction

import openpyxl
import pytest

from spbe.analysis.results import score_result
from spbe.catalogue.instruments import load_instruments
from spbe.jobs.checklist import find_next_goals, load_basis, make_checklist, preview_checklist
from spbe.jobs.first_start import start_store
from spbe.jobs.import_files import collect_sources, read_files
from spbe.jobs.importing import preview_files
from spbe.jobs.report_book import build_report_workbook, make_report_book
from spbe.jobs.report_contents import gather_single, gather_stored
from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.model.evidence import Document, DocumentUse
from spbe.model.instrument import Instrument
from spbe.model.scoring import score_assessment
from spbe.store.agencies import find_agencies
from spbe.store.assessments import load_result
from spbe.store.document_secrets import Secret, save_secret
from spbe.store.document_uses import add_uses
from spbe.store.document_versions import add_link
from spbe.store.documents import add_document
from spbe.store.records import ResultKey
from spbe.text.translator import Translator
from spbe.workbooks.reader import read
from spbe.workbooks.reading import SourceFile

INSTRUMENTS = load_instruments()
OF_2020 = INSTRUMENTS["permenpanrb-59-2020"]
OF_2018 = INSTRUMENTS["permenpanrb-5-2018"]
PEMDI = INSTRUMENTS["permenpanrb-8-2026"]
DAY = datetime.date(2024, 10, 20)
AT = datetime.datetime(2024, 10, 1, 2, tzinfo=datetime.UTC)
ID, EN = Translator("id"), Translator("en")
LINK = "https://contoh.go.id/sk.pdf"
HALF = ("4.515", "1.7995", "3.4985", "4.195")
"""Indices at half a hundredth or right below the bound of a rating."""


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Give the samples with a checklist, a document and its test account."""
    folder = tmp_path_factory.mktemp("store")
    store = start_store(f"sqlite:///{folder}/store.sqlite3")
    key = key_of(store)
    content = load_result(store, key).content
    basis = load_basis(store, key.agency_id, OF_2020, content)
    goals = find_next_goals(OF_2020, content)
    make_checklist(store, preview_checklist(store, basis, goals), "Rina", AT)
    document = add_document(store, Document(None, key.agency_id, "SK Tim"), "Rina", AT)
    document = add_link(store, document, LINK, "hlm. 3", None, "Rina", AT)
    use = DocumentUse(document.id or 0, OF_2020.id, key.year, "I10", 3)
    add_uses(store, [use], "Rina", AT)
    save_secret(store, document, Secret("ani", "sandi-uji-42"), "Rina", AT)
    yield store
    store.close()


def key_of(store, stage="document", year=2024, name="Provinsi Contoh"):
    agency = next(a for a in find_agencies(store) if name in a.name)
    return ResultKey(agency.id, OF_2020.id, year, stage)


def levels_near(instrument: Instrument, index: Fraction) -> dict[str, int | None]:
    """Find levels that give exactly this index, the heaviest indicators first."""
    total = sum(instrument.whole_weights) * instrument.level_scale
    levels = dict.fromkeys(instrument.leaf_codes, instrument.lowest_units)
    weights = dict(zip(instrument.leaf_codes, instrument.whole_weights, strict=True))
    reachable: dict[int, dict[str, int]] = {0: {}}
    for code, weight in weights.items():
        for reached, raised in list(reachable.items()):
            for steps in range(1, instrument.level_maximum - instrument.level_minimum + 1):
                reachable.setdefault(reached + steps * weight, {**raised, code: steps})
    left = index * total - sum(weights.values()) * instrument.lowest_units
    assert left.denominator == 1
    return levels | {c: levels[c] + steps for c, steps in reachable[int(left)].items()}


def drawn(instrument: Instrument, seed: int, missing: int = 0) -> dict[str, int | None]:
    dice = random.Random(seed)
    levels: dict[str, int | None] = {
        code: dice.randint(instrument.lowest_units, instrument.highest_units)
        for code in instrument.leaf_codes
    }
    return levels | dict.fromkeys(dice.sample(instrument.leaf_codes, missing))


def book_of(instrument, levels, year, stage, text=ID):
    content = Assessment(instrument.id, "Kota X", year, stage, levels)
    contents = gather_single(INSTRUMENTS, score_result(instrument, content), DAY)
    return build_report_workbook(contents, text)


def open_book(data: bytes, *, values: bool):
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def find_header(sheet) -> tuple[int, list[object]]:
    row = next(r for r in range(1, 30) if sheet.cell(r, 2).value in ("Indikator", "Indicator"))
    return row, [cell.value for cell in sheet[row]]


def change_levels(data: bytes, instrument: Instrument, levels) -> bytes:
    """Write other levels into the sheet of indicators, as a user does, and save."""
    workbook = open_book(data, values=False)
    sheet = workbook["Indikator"]
    header, titles = find_header(sheet)
    column = titles.index("Tingkat Kematangan") + 1
    for row, code in enumerate(instrument.leaf_codes, header + 1):
        units = levels[code]
        sheet.cell(row, column).value = None if units is None else units / instrument.level_scale
    saved = io.BytesIO()
    workbook.save(saved)
    return saved.getvalue()


def recalculate(folder, books: dict[str, bytes]) -> dict[str, bytes]:
    """Let LibreOffice open, recalculate and save workbooks, all in one run."""
    for name, data in books.items():
        (folder / f"{name}.xlsx").write_bytes(data)
    subprocess.run(
        [
            shutil.which("soffice"),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", "--convert-to", "xlsx", "--outdir", "out"),
            *(f"{name}.xlsx" for name in books),
        ],
        cwd=folder,
        check=True,
        capture_output=True,
        timeout=180,
    )
    return {name: (folder / "out" / f"{name}.xlsx").read_bytes() for name in books}


def list_formulas(data: bytes) -> dict[tuple[str, str], object]:
    """List what stands beside every formula of a workbook, by sheet and cell."""
    formulas, values = open_book(data, values=False), open_book(data, values=True)
    return {
        (sheet.title, cell.coordinate): values[sheet.title][cell.coordinate].value
        for sheet in formulas
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


@pytest.fixture(scope="module")
def books(store):
    """Give workbooks as they are built: of the store, halfway, drawn, incomplete, changed."""
    found = {
        "toko": build_report_workbook(gather_stored(store, INSTRUMENTS, key_of(store), DAY), ID),
        "english": build_report_workbook(
            gather_stored(store, INSTRUMENTS, key_of(store, "final", 2023), DAY, "en"), EN
        ),
        "terbit": build_report_workbook(
            gather_stored(store, INSTRUMENTS, key_of(store, "final", name="Kalimantan Timur"), DAY),
            ID,
        ),
    }
    for place, index in enumerate(HALF):
        levels = levels_near(OF_2020, Fraction(index))
        found[f"half{place}"] = book_of(OF_2020, levels, 2023 + place % 2, "final")
    for instrument, year in ((OF_2018, 2018), (OF_2020, 2022), (PEMDI, 2026)):
        stage = "self"
        found[f"drawn{year}"] = book_of(instrument, drawn(instrument, 3), year, stage)
    found["lacking2022"] = book_of(OF_2020, drawn(OF_2020, 4, 2), 2022, "self")
    return found


@pytest.fixture(scope="module")
def changed() -> dict[str, tuple[Instrument, int, str, dict[str, int | None]]]:
    """Give levels that a user may write over others, by name."""
    return {
        "tie": (OF_2020, 2024, "final", levels_near(OF_2020, Fraction("3.4985"))),
        "printed": (OF_2020, 2023, "final", levels_near(OF_2020, Fraction("3.4985"))),
        "decimal": (PEMDI, 2026, "document", drawn(PEMDI, 9)),
        "blank": (OF_2020, 2024, "document", drawn(OF_2020, 9, 3)),
    }


@pytest.fixture(scope="module")
def saved(books, changed, tmp_path_factory):
    """Give all of them as LibreOffice recalculates them."""
    others = {
        name: change_levels(
            book_of(instrument, drawn(instrument, 1), year, stage), instrument, levels
        )
        for name, (instrument, year, stage, levels) in changed.items()
    }
    return recalculate(tmp_path_factory.mktemp("office"), books | others)


@pytest.mark.office
def test_libreoffice_calculates_every_formula_to_our_figures(books, saved):
    for name, data in books.items():
        ours = list_formulas(data)
        theirs = open_book(saved[name], values=True)
        assert len(ours) > 20 or name == "terbit"
        for (sheet, cell), value in ours.items():
            found = theirs[sheet][cell].value
            place = name, sheet, cell
            if isinstance(value, int | float):
                assert found == pytest.approx(value, abs=1e-12), place
            else:
                assert (found or "") == (value or ""), place


@pytest.mark.office
def test_changed_levels_give_the_scores_and_rating_that_we_give(changed, saved):
    for name, (instrument, year, stage, levels) in changed.items():
        content = Assessment(instrument.id, "Kota X", year, stage, levels)
        scores = score_assessment(instrument, content)
        book = open_book(saved[name], values=True)
        sheet = book["Domain & Aspek"]
        shown = {row[0].value: row[4].value for row in sheet.iter_rows(min_row=4)}
        for node in instrument.inner_nodes:
            expected = scores.hundredths.get(node.code)
            assert shown[node.code] == ("belum lengkap" if expected is None else expected / 100), (
                name,
                node.code,
            )
        first = {r[0].value: r[1].value for r in book["Ringkasan"].iter_rows(max_row=15)}
        assert first["Indeks"] == shown[instrument.root.code]
        rating = scores.rating or scores.equivalent
        said = rating and rating.names["id"]
        expected = {"tie": said, "printed": said, "decimal": f"setara {said}"}
        assert first["Predikat"] == expected.get(name, "44 dari 47 terisi")


@pytest.mark.office
def test_workbook_that_libreoffice_saved_is_uploaded_again_with_its_changed_levels(changed, saved):
    for name, (_, year, stage, levels) in changed.items():
        [found] = read(SourceFile("x.xlsx", saved[name]), INSTRUMENTS).assessments
        assert (found.levels, found.year, found.stage) == (levels, year, stage), name


def test_upload_of_a_changed_workbook_shows_that_change_alone(books, store):
    content = load_result(store, key_of(store)).content
    levels = dict(content.levels) | {"I12": 5}
    source = SourceFile("laporan.xlsx", change_levels(books["toko"], OF_2020, levels))
    files = read_files(collect_sources([source]), INSTRUMENTS, None)
    [plan] = preview_files(store, INSTRUMENTS, files).plans
    assert [(row.code, row.level.after) for row in plan.difference.rows] == [("I12", 5)]
    untouched = SourceFile("laporan.xlsx", books["toko"])
    files = read_files(collect_sources([untouched]), INSTRUMENTS, None)
    [same] = preview_files(store, INSTRUMENTS, files).plans
    assert same.difference.is_empty


def test_notes_of_aspects_stand_beside_their_scores():
    notes = {"A3": IndicatorNotes(assessor_note="=Lengkapi", recommendation="Susun pedoman")}
    content = Assessment(OF_2020.id, "Kota X", 2024, "final", drawn(OF_2020, 5), notes)
    contents = gather_single(INSTRUMENTS, score_result(OF_2020, content), DAY)
    sheet = open_book(build_report_workbook(contents, ID), values=False)["Domain & Aspek"]
    said = {row[0].value: row[9] for row in sheet.iter_rows(min_row=4)}
    assert (said["A3"].value, said["A3"].data_type) == ("=Lengkapi\nSusun pedoman", "s")
    assert not sheet.column_dimensions["J"].hidden


def test_a_missing_level_is_never_a_number(books):
    book = open_book(books["lacking2022"], values=True)
    first = {row[0].value: row[1].value for row in book["Ringkasan"].iter_rows(max_row=15)}
    assert (first["Indeks"], first["Predikat"]) == ("belum lengkap", "45 dari 47 terisi")
    header, titles = find_header(book["Indikator"])
    level, potential = (titles.index(name) + 1 for name in ("Tingkat Kematangan", "Potensi"))
    rows = range(header + 1, header + 48)
    blank = [row for row in rows if book["Indikator"].cell(row, level).value is None]
    assert len(blank) == 2
    assert {book["Indikator"].cell(row, potential).value or "" for row in blank} == {""}


def test_every_sheet_bears_the_marks_and_prints_on_a4_landscape(books):
    for name, words in (("toko", "Ilustratif"), ("toko", "Sementara"), ("drawn2026", "sekunder")):
        for sheet in open_book(books[name], values=True):
            said = " ".join(str(c.value) for row in sheet.iter_rows() for c in row)
            assert words in said, (name, sheet.title)
            assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert sheet.print_area


def test_workbook_holds_what_the_store_holds_with_charts_filters_and_colours(books, store):
    contents = gather_stored(store, INSTRUMENTS, key_of(store), DAY)
    book = open_book(books["toko"], values=False)
    names = {"Ringkasan", "Indikator", "Domain & Aspek", "Tren", "Tahapan", "Potensi", "Rencana"}
    names |= {"Checklist", "Per OPD", "Bukti Dukung", "Pembanding", "Semua Tingkat"}
    assert set(book.sheetnames) == names | {"Metode & Sumber"}
    for name in ("Ringkasan", "Domain & Aspek", "Tren", "Tahapan", "Potensi", "Per OPD"):
        assert book[name]._charts, name
    for name in names - {"Ringkasan"}:
        assert book[name].auto_filter.ref, name
        assert book[name].freeze_panes, name
    indicators = book["Indikator"]
    [rules] = indicators.conditional_formatting
    assert len(rules.rules) == 5
    assert indicators.data_validations.dataValidation
    items = [row[4].value for row in book["Checklist"].iter_rows()]
    assert all(item.text in items for item in contents.checklist.items)


def test_links_can_be_clicked_and_no_secret_is_written(books):
    sheet = open_book(books["toko"], values=False)["Bukti Dukung"]
    links = {cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert links == {LINK}
    with zipfile.ZipFile(io.BytesIO(books["toko"])) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"sandi-uji-42" not in whole


def test_same_contents_and_day_give_the_same_bytes_and_another_day_others(store):
    contents = gather_stored(store, INSTRUMENTS, key_of(store), DAY)
    first = build_report_workbook(contents, ID)
    assert build_report_workbook(contents, ID) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time[:3] for entry in archive.infolist()} == {(2024, 10, 20)}
        assert archive.read("docProps/core.xml").count(b"2024-10-20T00:00:00Z") == 2
    later = dataclasses.replace(contents, day=datetime.date(2024, 10, 21))
    assert build_report_workbook(later, ID) != first


def test_steps_of_the_plan_and_the_changes_add_up_to_the_index(store):
    contents = gather_stored(store, INSTRUMENTS, key_of(store), DAY)
    tables = {table.name: table for table in make_report_book(contents, ID).tables}
    ways = [[row.cells[6] for row in tables["Rencana"].rows if row.cells[0] == way]
            for way in ("Klarifikasi", "Perbaikan")]  # fmt: skip
    assert [way[-1] for way in ways] == [3.5, 3.5]
    stages = tables["Tahapan"].rows
    moved = sum(row.cells[3] or 0 for row in stages)
    assert stages[0].cells[4] + moved == pytest.approx(stages[-1].cells[4], abs=1e-12)


def test_longest_names_stay_within_what_excel_holds():
    for instrument in INSTRUMENTS.values():
        year = instrument.first_year
        content = Assessment(instrument.id, "Dinas " * 60, year, "self", drawn(instrument, 2))
        contents = gather_single(INSTRUMENTS, score_result(instrument, content), DAY)
        for text in (ID, EN):
            book = open_book(build_report_workbook(contents, text), values=False)
            assert all(len(sheet.title) <= 31 for sheet in book)
            formulas = [
                c.value for s in book for r in s.iter_rows() for c in r if c.data_type == "f"
            ]
            assert max(map(len, formulas)) < 8192
