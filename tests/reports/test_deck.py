"""The deck: what it says, what is in its charts, and that nothing overlaps or runs off."""

from __future__ import annotations

import datetime
import html
import io
import itertools
import re
import subprocess
import zipfile
from collections import Counter
from dataclasses import replace

import pytest

from spbe.analysis.backlog import compute_backlog, compute_total
from spbe.analysis.results import score_result
from spbe.charts.bullet import title_bullet
from spbe.charts.palette import level_colors
from spbe.jobs.checklist import find_next_goals, load_basis, make_checklist, preview_checklist
from spbe.jobs.first_start import start_store
from spbe.jobs.report_contents import gather_single, gather_stored
from spbe.model.assessment import Assessment, PublishedResult
from spbe.model.item import Item
from spbe.reports.contents import ReportChecklist, ReportTarget
from spbe.reports.deck import build_deck
from spbe.reports.words import list_marks
from spbe.store.agencies import find_agencies
from spbe.store.assessments import load_result
from spbe.store.records import ResultKey
from spbe.text.translator import Translator
from tests.reports.decks import (
    DAY,
    INSTRUMENTS,
    LONG_UNIT,
    OF_2020,
    PEMDI,
    find_charts,
    find_slide,
    gather,
    open_deck,
    read_workbook,
    rectangles,
    titles,
    words_of,
)

TEXT = Translator("id")
AT = datetime.datetime(2024, 10, 1, 2, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    store = start_store(f"sqlite:///{tmp_path_factory.mktemp('deck')}/store.sqlite3")
    agency = next(a for a in find_agencies(store) if a.name == "Provinsi Contoh")
    key = ResultKey(agency.id, OF_2020.id, 2024, "document")
    content = load_result(store, key).content
    goals = find_next_goals(OF_2020, content)
    basis = load_basis(store, agency.id, OF_2020, content)
    make_checklist(store, preview_checklist(store, basis, goals), "Rina", AT)
    yield store, key
    store.close()


@pytest.fixture(scope="module")
def contents(store):
    return gather_stored(store[0], INSTRUMENTS, store[1], DAY)


@pytest.fixture(scope="module")
def data(contents):
    return build_deck(contents, TEXT, units=[contents.checklist.backlog[0].unit])


@pytest.fixture(scope="module")
def deck(data):
    return open_deck(data)


def with_items(contents, count=40, unit=LONG_UNIT, text="Lengkapi " + "bukti dukung " * 30):
    leaves = contents.instrument.leaf_codes
    items = [
        Item(1, contents.instrument.id, f"{text} {n}", "own", 2024, leaves[n % 7], 4,
             units=(f"{unit} {n % 14}",), due=DAY + datetime.timedelta(n - 5), id=n)
        for n in range(count)
    ]  # fmt: skip
    return replace(
        contents,
        checklist=ReportChecklist(
            items, {}, (), compute_backlog((), items, DAY), compute_total((), items, DAY)
        ),
    )


def test_deck_is_wide_and_its_titles_say_the_findings(deck, contents):
    assert deck.slide_width * 9 == deck.slide_height * 16
    said = titles(deck)
    assert said[0] == "Provinsi Contoh"
    assert said[1] == title_bullet(contents.result, TEXT)
    findings = (
        "Sementara naik 0,37",
        "turun 1,07",
        "Nilai terendah: Manajemen SPBE",
        "11 dari 47 indikator",
        "berpotensi sama terbesar",
        "target 3,50 tercapai",
        "Terbanyak di Diskominfo",
        "Seandainya ikut, peringkat",
        "Lampiran",
    )
    for finding in findings:
        assert any(finding in title for title in said), finding


def test_every_chart_is_native_and_its_workbook_holds_the_same_numbers(deck):
    charts = [chart for slide in deck.slides for chart in find_charts(slide)]
    assert len(charts) == 9
    for chart in charts:
        head, *rows = read_workbook(chart)
        plotted = [s for plot in chart.plots for s in plot.series]
        assert sorted(s.name for s in plotted) == sorted(head[1:])
        for series in plotted:
            column = head.index(series.name)
            assert [row[column] for row in rows] == list(series.values)
        assert [row[0] for row in rows] == list(chart.plots[0].categories)


def test_charts_hold_the_numbers_of_the_store(deck, contents):
    (standing,) = find_charts(find_slide(deck, "Indeks SPBE 3,28"))
    assert list(standing.plots[0].series[0].values) == [2.91, 4.35, 3.28, 3.5]
    (domains,) = find_charts(find_slide(deck, "Nilai terendah"))
    now = domains.plots[0].series[1]
    codes = [node.code for node in OF_2020.children[OF_2020.root.code]]
    assert list(now.values) == [contents.result.hundredths(code) / 100 for code in codes]
    (waterfall,) = find_charts(find_slide(deck, "turun 1,07"))
    ends, up, down = list(waterfall.plots[0].series)[1:]
    change = sum(n or 0 for n in up.values) - sum(n or 0 for n in down.values)
    assert ends.values[0] + change == pytest.approx(ends.values[-1])
    (weak,) = find_charts(find_slide(deck, "berpotensi sama terbesar"))
    sums = [a + (b or 0) for a, b in zip(*(s.values for s in weak.plots[0].series), strict=True)]
    assert sums == pytest.approx([float(p) for p in contents.potentials["potential"][:10]])
    (backlog,) = find_charts(find_slide(deck, "Terbanyak di Diskominfo"))
    counts = [
        sum(n or 0 for n in row)
        for row in zip(*(s.values for s in backlog.plots[0].series), strict=True)
    ]
    assert counts == [len(row.items) for row in contents.checklist.backlog[:12]]
    (peers,) = find_charts(find_slide(deck, "Seandainya ikut"))
    others, own = (list(series.values) for series in peers.plots[0].series)
    assert sum(n is not None for n in others) == len(contents.peers.group)
    assert [n for n in own if n] == [3.28]


def test_tiles_hold_every_level_in_its_colour(deck, contents):
    slide = find_slide(deck, "11 dari 47 indikator")
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    tiles = {}
    for row in table.rows:
        for cell in list(row.cells)[1:]:
            if cell.text:
                number, level = cell.text.split("\n")
                tiles[number] = (level, f"#{cell.fill.fore_color.rgb}")
    assert tiles == {
        leaf.number: (str(units := contents.result.level_units(leaf.code)), level_colors(units)[0])
        for leaf in OF_2020.leaves
    }


def test_appendix_lists_every_indicator_with_its_levels_so_far(deck, contents):
    rows = {}
    for slide in deck.slides:
        if "Lampiran" in slide.shapes.title.text_frame.text:
            for shape in slide.shapes:
                if shape.has_table:
                    for row in list(shape.table.rows)[1:]:
                        number, name, *levels = [cell.text for cell in row.cells]
                        rows[number] = (name, levels)
    assert list(rows) == [leaf.number for leaf in OF_2020.leaves]
    results = [r for r in contents.known if r.has_levels]
    for leaf in OF_2020.leaves:
        levels = [str(r.level_units(leaf.code)) for r in results]
        assert rows[leaf.number] == (leaf.names["id"], levels)


def test_every_slide_with_figures_carries_the_marks_and_the_notes_the_source(deck, contents):
    marks = list_marks(contents, TEXT)
    assert len(marks) == 2
    for slide in deck.slides:
        assert all(mark in words_of(slide) for mark in marks)
        notes = slide.notes_slide.notes_text_frame.text
        assert "Sumber: Penilaian Dokumen 2024" in notes
        assert slide.shapes.title.text_frame.text in notes


def test_secondary_source_is_named_on_every_slide():
    contents = gather(PEMDI, year=2026)
    deck = open_deck(build_deck(contents, TEXT))
    assert all("sumber sekunder" in words_of(slide) for slide in deck.slides)


def test_pages_of_a_unit_stand_there_only_where_asked_for(contents, deck):
    unit = contents.checklist.backlog[0].unit
    pages = [title for title in titles(deck) if title.startswith(f"{unit}:")]
    assert pages
    assert not [t for t in titles(open_deck(build_deck(contents, TEXT))) if t.startswith(unit)]
    free = open_deck(build_deck(contents, TEXT, units=["Dinas Lain"]))
    assert "Dinas Lain: tidak ada butir yang terbuka" in titles(free)


def test_english_deck_speaks_english(store):
    contents = gather_stored(store[0], INSTRUMENTS, store[1], DAY, "en")
    deck = open_deck(build_deck(contents, Translator("en")))
    said = "\n".join(words_of(slide) for slide in deck.slides)
    assert "Lowest score: SPBE management 2.18" in said
    for word in ("kurang", "Tingkat", "Penilaian"):
        assert word not in said


def test_same_contents_and_day_give_the_same_bytes(contents, data):
    again = build_deck(contents, TEXT, units=[contents.checklist.backlog[0].unit])
    assert again == data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time[:3] for entry in archive.infolist()} == {(2024, 10, 20)}
        assert b"2024-10-20T00:00:00Z" in archive.read("docProps/core.xml")


@pytest.mark.parametrize("kind", ["published", "incomplete", "one_year", "all_reached"])
def test_what_is_lacking_is_left_out_and_named(kind):
    levels = dict.fromkeys(OF_2020.leaf_codes, 5 if kind == "all_reached" else 3)
    if kind == "incomplete":
        levels[OF_2020.leaf_codes[0]] = None
    content = Assessment(OF_2020.id, "Kota X", 2024, "final", levels)
    if kind == "published":
        content = PublishedResult(OF_2020.id, "Kota X", 2024, "final", {"INDEX": 300, "D1": 310})
        content = replace(content, hundredths={OF_2020.root.code: 300, "D1": 310})
    contents = gather_single(INSTRUMENTS, score_result(OF_2020, content), DAY)
    deck = open_deck(build_deck(contents, TEXT))
    last = words_of(deck.slides[-1])
    for lack in contents.lacks:
        assert TEXT(lack) in last
    assert "Baru ada satu tahun" in last
    if kind == "published":
        assert not any(shape.has_table and len(shape.table.rows) > 3 and "Lampiran" in title
                       for slide, title in zip(deck.slides, titles(deck), strict=True)
                       for shape in slide.shapes)  # fmt: skip


def test_users_words_stay_words_and_break_nothing():
    name = '=HYPERLINK("http://x")\x0b<b>&\x00 Kota'
    contents = with_items(gather(agency=name), unit="+Dinas\x01 & <i>", text="@ubah\x02")
    deck = open_deck(build_deck(contents, TEXT, units=["+Dinas\x01 & <i> 1"]))
    assert '=HYPERLINK("http://x") <b>&' in titles(deck)[0]
    (chart,) = find_charts(find_slide(deck, "OPD sama banyak"))
    cells = read_workbook(chart)
    assert all(str(row[0]).startswith("+Dinas  & <i>") for row in cells[1:])


def check_layout(deck):
    """Hold that every shape is on its slide and none stands on another."""
    for number, slide in enumerate(deck.slides, 1):
        shapes = list(rectangles(slide))
        for name, (left, top, right, bottom) in shapes:
            assert min(left, top) >= 0, (number, name)
            assert right <= deck.slide_width + 1, (number, name)
            assert bottom <= deck.slide_height + 1, (number, name)
        for (one, a), (other, b) in itertools.combinations(shapes, 2):
            apart = a[2] <= b[0] + 9 or b[2] <= a[0] + 9 or a[3] <= b[1] + 9 or b[3] <= a[1] + 9
            assert apart, (number, one, other)


@pytest.fixture(scope="module")
def longest():
    """The longest names there are: Pemdi's indicators, a long agency, long units, much to do."""
    contents = gather(PEMDI, stage="document", year=2026)
    agency = "Pemerintah Kabupaten Kepulauan Siau Tagulandang Biaro dan Kepulauan Sekitarnya"
    target = ReportTarget(
        "Target Indikator Kinerja Utama Rencana Pembangunan Jangka Menengah Daerah 2025–2029",
        "Peraturan Daerah Nomor 5 Tahun 2025, tabel 8.3, halaman 412",
        350,
    )
    contents = with_items(replace(contents, agency=agency, target=target))
    unit = contents.checklist.backlog[0].unit
    return build_deck(contents, TEXT, units=[unit])


def test_nothing_overlaps_or_runs_off_a_slide(deck, longest):
    check_layout(deck)
    check_layout(open_deck(longest))


@pytest.mark.office
def test_libreoffice_draws_every_word_within_its_shape(tmp_path, data, longest):
    (tmp_path / "deck.pptx").write_bytes(data)
    (tmp_path / "longest.pptx").write_bytes(longest)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    names = ["deck.pptx", "longest.pptx"]
    run(tmp_path, "soffice", profile, "--headless", "--convert-to", "pdf", *names)
    for name, file in (("deck", data), ("longest", longest)):
        deck = open_deck(file)
        pages = read_words(run(tmp_path, "pdftotext", "-bbox", f"{name}.pdf", "-"))
        assert len(pages) == len(deck.slides)
        for number, (slide, (width, words)) in enumerate(zip(deck.slides, pages, strict=True), 1):
            scale = width / deck.slide_width
            for shape in slide.shapes:
                assert find_strays(shape, words, scale) == {}, (number, shape.name)
    run(tmp_path, "pdftoppm", "-r", "40", "-png", "deck.pdf", "page")
    assert len(list(tmp_path.glob("page-*.png"))) == len(open_deck(data).slides)


def run(folder, *command):
    return subprocess.run(
        command, cwd=folder, check=True, capture_output=True, text=True, timeout=180
    ).stdout


def read_words(xml):
    """Read what pdftotext found: the width of each page, and its words with their rectangles."""
    word = r'xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>'
    pages = []
    for page in xml.split("<page ")[1:]:
        found = [(*map(float, m[:4]), html.unescape(m[4])) for m in re.findall(word, page)]
        pages.append((float(re.search(r'width="(.+?)"', page)[1]), found))
    return pages


def find_strays(shape, words, scale):
    """Count the words of a shape that are not drawn within it."""
    texts = [shape.text_frame.text] if shape.has_text_frame else []
    if shape.has_table:
        texts = [cell.text for row in shape.table.rows for cell in row.cells]
    left, top = (n * scale - 2 for n in (shape.left, shape.top))
    right, bottom = (n * scale + 2 for n in (shape.left + shape.width, shape.top + shape.height))
    inside = Counter(
        word for x, y, end, foot, word in words
        if left <= x and end <= right and top <= (y + foot) / 2 <= bottom
    )  # fmt: skip
    wanted = Counter(word for text in texts for word in text.split() if word != "‹#›")
    return dict(wanted - inside)


def test_a_late_unit_is_among_those_shown_and_the_rest_are_counted():
    contents = gather()
    code = contents.instrument.leaf_codes[0]
    names = [f"Dinas {n}" for n in range(14) for _ in range(2)] + ["Dinas Terlambat"]
    items = [
        Item(1, contents.instrument.id, f"Butir {n}", "own", 2024, code, 5, units=(name,), id=n)
        for n, name in enumerate(names, 1)
    ]
    items[-1] = replace(items[-1], due=contents.day - datetime.timedelta(1))
    backlog = compute_backlog([], items, contents.day)
    checklist = ReportChecklist(items, {}, [], backlog, compute_total([], items, contents.day))
    deck = open_deck(build_deck(replace(contents, checklist=checklist), TEXT))
    charts = [
        list(shape.chart.plots[0].categories)
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_chart
    ]
    assert any("Dinas Terlambat" in names and len(names) == 12 for names in charts)
    said = "\n".join(s.text_frame.text for d in deck.slides for s in d.shapes if s.has_text_frame)
    assert "3 OPD lain tidak tampil." in said
