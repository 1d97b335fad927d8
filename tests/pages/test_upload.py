"""Unggah Excel: files in, a preview with every problem and the difference, then saved."""

from __future__ import annotations

import pytest

from spbe.catalogue.instruments import load_instruments
from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.model.findings import find_findings
from spbe.store.agencies import find_agencies
from spbe.store.assessments import find_keys, find_results, load_result
from spbe.store.cycles import save_cycle
from spbe.store.records import Cycle, ResultKey, Target
from spbe.store.targets import save_target
from spbe.workbooks.template import build_template
from tests.pages.conftest import LAMPUNG, NOW, said
from tests.pages.steps import after, labels, press, say_name, select, table, upload, warnings
from tests.workbooks import pdfs

INSTRUMENT = load_instruments()["permenpanrb-59-2020"]
THREES = dict.fromkeys(INSTRUMENT.leaf_codes, 3)
SAVE_ONE = "Simpan 1 penilaian"


def sheet(levels, agency="Kota Bontang", year=2024, stage="self", unit=""):
    notes = {code: IndicatorNotes(unit=unit) for code in levels} if unit else {}
    assessment = Assessment(INSTRUMENT.id, agency, year, stage, levels, notes)
    return build_template(INSTRUMENT, "id", agency=agency, assessments=[assessment])


@pytest.fixture
def page(open_page):
    return open_page("pages/upload.py")


def test_it_begins_with_the_uploader_and_the_template(page):
    assert page.file_uploader[0].accept_multiple_files
    assert [expander.label for expander in page.expander] == ["Unduh templat Excel"]
    assert [button.label for button in page.get("download_button")]


def test_a_sheet_is_shown_before_it_is_saved_and_leads_to_its_result(page, store):
    upload(page, ("a.xlsx", sheet(THREES)))
    assert [agency.name for agency in find_agencies(store)] == [
        "Kota Bandar Lampung",
        "Pemerintah Provinsi Kalimantan Timur",
        "Provinsi Contoh",
    ]
    assert "Indeks SPBE: 3,00." in said(page)
    say_name(page)
    press(page, SAVE_ONE)
    assert [toast.value for toast in page.toast] == ["Tersimpan"]
    assert "**1 penilaian tersimpan.**" in said(page)
    assert "**Unggah Excel** · Kota Bontang · 2024 · Penilaian Mandiri" in said(page)
    links = [link.proto.label for link in page.get("page_link")]
    assert "Buka Kota Bontang · 2024 · Penilaian Mandiri di Ringkasan" in links
    assert page.file_uploader[0].value == []
    agency = find_agencies(store)[1]
    assert agency.name == "Kota Bontang"
    key = ResultKey(agency.id, INSTRUMENT.id, 2024, "self")
    assert load_result(store, key).content.levels == THREES


def test_three_parts_with_a_conflict_wait_for_the_choice(page, store):
    codes = INSTRUMENT.leaf_codes
    upload(
        page,
        ("a.xlsx", sheet(dict.fromkeys(codes[:20], 3), unit="Dinas A")),
        ("b.xlsx", sheet(dict.fromkeys(codes[19:40], 4), unit="Dinas B")),
        ("c.xlsx", sheet(dict.fromkeys(codes[40:], 5), unit="Dinas C")),
    )
    assert "**1 indikator berbeda antarsumber.**" in said(page)
    assert "1 indikator menunggu pilihan Anda. Sebelum itu tidak ada yang disimpan." in said(page)
    say_name(page)
    assert SAVE_ONE not in labels(page)
    choice = page.radio[0]
    assert choice.label == "20 · Kolaborasi Penerapan SPBE"
    assert [option[: option.rindex(" D")] for option in choice.options] == [
        "3 — Dinas A (a.xlsx, Penilaian",
        "4 — Dinas B (b.xlsx, Penilaian",
    ]
    after(page, choice.set_value("4"))
    press(page, SAVE_ONE)
    [key] = [k for k in find_keys(store) if k.stage == "self" and k.agency_id > 3]
    content = load_result(store, key).content
    assert content.levels["I20"] == 4
    assert content.notes["I20"].unit == "Dinas A; Dinas B"


def test_all_conflicts_can_be_taken_from_one_source(page):
    upload(
        page,
        ("a.xlsx", sheet({"I1": 3, "I2": 3})),
        ("b.xlsx", sheet({"I1": 4, "I2": 5})),
    )
    select(page, "Untuk semuanya ambil dari", "b.xlsx · Penilaian")
    press(page, "Terapkan")
    assert [radio.value for radio in page.radio] == ["4", "5"]


def test_a_bad_file_is_named_and_the_others_stay(page, store):
    upload(page, ("rusak.xlsx", b"PK\x03\x04 bukan"), ("a.xlsx", sheet(THREES)))
    [problem] = [row for row in table(page, "Keterangan") if row["Berkas"] == "rusak.xlsx"]
    assert problem["Keadaan"] == "Harus diperbaiki"
    say_name(page)
    press(page, SAVE_ONE)
    assert [row["Berkas"] for row in table(page, "Isi")] == ["rusak.xlsx"]
    press(page, "Batalkan semua")
    assert table(page, "Isi") == []


CSV = "Kota Bontang;;\nPenilaian Mandiri 2024;;\nNo;Indikator;Tingkat Kematangan\n"


def test_a_faulty_cell_is_mended_on_the_page(page, store):
    rows = "1;Kebijakan Internal Arsitektur SPBE;6\n2;Kebijakan Internal Peta Rencana SPBE;x\n"
    upload(page, ("salah.csv", (CSV + rows).encode()))
    assert [(r["Sel"], r["Ditemukan"]) for r in table(page, "Keterangan")] == [
        ("C4", "6"),
        ("C5", "x"),
    ]
    next(b for b in page.selectbox if "C4" in b.label).set_value("5")
    press(page, "Tandai semua belum dinilai")
    assert (
        "Diperbaiki di sini: salah.csv · C4 → tingkat 5 dan salah.csv · C5 → belum dinilai"
        in said(page)
    )
    say_name(page)
    press(page, SAVE_ONE)
    key = find_keys(store, find_agencies(store)[1].id)[0]
    assert load_result(store, key).content.levels == {"I1": 5, "I2": None}


def test_a_decimal_level_is_quoted_with_the_comma_of_the_language(page):
    upload(page, ("salah.csv", (CSV + "1;Kebijakan Internal Arsitektur SPBE;2.8\n").encode()))
    assert "tertulis “2,8”" in next(b.label for b in page.selectbox if "C4" in b.label)


def test_the_line_on_top_does_not_name_the_agency_in_view_while_files_are_looked_at(page):
    assert "**Unggah Excel** · Provinsi Contoh" in said(page)
    upload(page, ("a.xlsx", sheet(THREES)))
    assert "**Unggah Excel**" in said(page).splitlines()
    assert "Provinsi Contoh · 2024" not in said(page)


def test_corrections_can_be_undone(page):
    upload(page, ("salah.csv", (CSV + "1;Kebijakan Internal Arsitektur SPBE;6\n").encode()))
    next(b for b in page.selectbox if "C4" in b.label).set_value("5")
    press(page, "Terapkan perbaikan")
    assert table(page, "Keterangan") == []
    press(page, "Batalkan perbaikan")
    assert [row["Sel"] for row in table(page, "Keterangan")] == ["C4"]


def test_what_files_do_not_say_is_asked_once_for_all_of_them(page):
    head = "No;Indikator;Tingkat Kematangan\n"
    upload(
        page,
        ("satu.csv", (head + "1;Kebijakan Internal Arsitektur SPBE;3\n").encode()),
        ("dua.csv", (head + "2;Kebijakan Internal Peta Rencana SPBE;4\n").encode()),
    )
    asked = [b.label for b in page.selectbox if "untuk" in b.label]
    assert asked == ["Instansi untuk 2 berkas", "Tahun untuk 2 berkas", "Tahap untuk 2 berkas"]
    boxes = [b for b in page.selectbox if "untuk" in b.label]
    boxes[0].set_value(LAMPUNG)
    boxes[1].set_value("2024")
    boxes[2].set_value("self")
    press(page, "Terapkan jawaban")
    assert [row["Isi"] for row in table(page, "Isi")] == [
        "Kota Bandar Lampung 2024 Mandiri (1 indikator)",
        "Kota Bandar Lampung 2024 Mandiri (1 indikator)",
    ]


def test_one_of_two_level_columns_is_chosen(page, store):
    head = CSV.replace("Tingkat Kematangan", "Nilai;Skor")
    upload(page, ("dua.csv", (head + "1;Kebijakan Internal Arsitektur SPBE;3;4\n").encode()))
    box = next(b for b in page.selectbox if "Kolom tingkat kematangan" in b.label)
    assert SAVE_ONE not in labels(page)
    box.select_index(1)
    press(page, "Terapkan jawaban")
    say_name(page)
    press(page, SAVE_ONE)
    [key] = find_keys(store, find_agencies(store)[1].id)
    assert load_result(store, key).content.levels == {"I1": 4}


def test_pasted_text_is_read_like_a_file(open_page):
    page = open_page("pages/upload.py", input="Tempel dari Excel atau pesan")
    page.text_area[0].set_value(CSV.replace(";", "\t") + "1\tKebijakan\t3\n")
    press(page, "Baca teks ini")
    assert [row["Berkas"] for row in table(page, "Isi")] == ["Teks tempelan 1"]


def test_a_locked_stage_says_why_before_anything_is_saved(page, store):
    agency = next(a for a in find_agencies(store) if a.name == LAMPUNG)
    lock = Cycle(agency.id, 2024, locked={"self": "sudah dikirim"})
    save_cycle(store, lock, "Ani", NOW)
    upload(page, ("a.xlsx", sheet(THREES, LAMPUNG)))
    assert warnings(page) == [
        (
            "Tahap ini terkunci: sudah dikirim. Tidak ada yang disimpan; kuncinya dapat dibuka di "
            "Pengaturan."
        )
    ]
    assert SAVE_ONE not in labels(page)


def test_the_same_levels_again_have_nothing_to_save(page):
    upload(page, ("a.xlsx", sheet(THREES)))
    say_name(page)
    press(page, SAVE_ONE)
    upload(page, ("b.xlsx", sheet(THREES)))
    assert "Tidak ada yang perlu disimpan." in said(page)
    assert SAVE_ONE not in labels(page)


def test_someone_who_saved_in_between_is_named_and_nothing_is_lost(open_page, store):
    mine, theirs = open_page("pages/upload.py"), open_page("pages/upload.py")
    upload(mine, ("awal.xlsx", sheet(THREES)))
    say_name(mine)
    press(mine, SAVE_ONE)
    upload(mine, ("ani.xlsx", sheet({"I1": 4, "I3": 2})))
    upload(theirs, ("budi.xlsx", sheet({"I1": 5, "I2": 4})))
    say_name(theirs, "Budi")
    press(theirs, SAVE_ONE)
    press(mine, SAVE_ONE)
    assert warnings(mine)[0].startswith("Budi sudah menyimpan revisi 2 untuk Penilaian Mandiri")
    assert warnings(mine)[1].startswith("Budi menyimpan revisi 2 pada ")
    after(mine, mine.radio[0].set_value("4"))
    press(mine, SAVE_ONE)
    [key] = find_keys(store, find_agencies(store)[1].id)
    assert load_result(store, key).content.levels == {**THREES, "I1": 4, "I2": 4, "I3": 2}


def find_included(page):
    return [box for box in page.checkbox if box.label == "Ikut disimpan"]


def included(page):
    return [box.value for box in find_included(page)]


def test_what_was_left_out_stays_left_out_after_the_rest_is_saved(page, store):
    """2023 waits, of an agency that the saving of 2024 makes."""
    upload(
        page,
        ("a.xlsx", sheet(THREES, year=2023)),
        ("b.xlsx", sheet(THREES)),
        ("c.xlsx", sheet(THREES, year=2022)),
    )
    for place in (0, 1):
        after(page, find_included(page)[place].uncheck())
    say_name(page)
    press(page, SAVE_ONE)
    assert [row["Berkas"] for row in table(page, "Isi")] == ["a.xlsx", "c.xlsx"]
    assert included(page) == [False, False]
    assert SAVE_ONE not in labels(page)
    assert [key.year for key in find_keys(store, find_agencies(store)[1].id)] == [2024]


def test_a_choice_is_not_undone_by_the_file_that_stays(page, store):
    """The level chosen against a.csv is saved; a.csv stays for its other year, not for this."""
    head = "No;Indikator;Mandiri 2023;Mandiri 2024\n"
    both = "Kota Bontang\n" + head + "1;Kebijakan Internal Arsitektur SPBE;3;3\n"
    upload(page, ("a.csv", both.encode()), ("b.xlsx", sheet({"I1": 4})))
    after(page, page.radio[0].set_value("4"))
    after(page, find_included(page)[0].uncheck())
    say_name(page)
    press(page, SAVE_ONE)
    assert [row["Berkas"] for row in table(page, "Isi")] == ["a.csv"]
    assert included(page) == [False, False]
    [key] = find_keys(store, find_agencies(store)[1].id)
    assert load_result(store, key).content.levels == {"I1": 4}


def test_who_saved_in_between_is_still_named_for_the_files_that_wait(open_page, store):
    mine, theirs = open_page("pages/upload.py"), open_page("pages/upload.py")
    upload(mine, ("awal.xlsx", sheet(THREES)))
    say_name(mine)
    press(mine, SAVE_ONE)
    upload(mine, ("a.xlsx", sheet({"I1": 4})), ("b.xlsx", sheet(THREES, year=2023)))
    upload(theirs, ("budi.xlsx", sheet({"I1": 5})))
    say_name(theirs, "Budi")
    press(theirs, SAVE_ONE)
    after(mine, next(box for box in mine.checkbox if "2024" in box.key).uncheck())
    press(mine, SAVE_ONE)
    assert [row["Berkas"] for row in table(mine, "Isi")] == ["a.xlsx"]
    assert warnings(mine)[0].startswith("Budi menyimpan revisi 2 pada ")


def test_hostile_names_stay_words(page):
    name = "**a** [x](http://y.z) :red[b] <b>.csv"
    upload(page, (name, (CSV + "1;Kebijakan Internal Arsitektur SPBE;6\n").encode()))
    label = next(b.label for b in page.selectbox if "C4" in b.label)
    assert label.startswith("\\*\\*a\\*\\* [x]\u2060(http:\u2060//y.z) :\u2060red[b] <\u2060b>.csv")


def test_it_speaks_english(open_page):
    page = open_page("pages/upload.py", lang="en")
    upload(page, ("a.xlsx", sheet(THREES)))
    say = next(field for field in page.text_input if field.label == "Your name")
    say.set_value("Rina")
    press(page, "Continue")
    press(page, "Save 1 assessment")
    assert "**1 assessment saved.**" in said(page)


def test_an_empty_store_takes_its_first_sheet(empty_store, open_page):
    page = open_page("pages/upload.py")
    upload(page, ("a.xlsx", sheet(THREES)))
    say_name(page)
    press(page, SAVE_ONE)
    assert "**1 penilaian tersimpan.**" in said(page)


def test_published_results_are_recognised_previewed_and_compared(page, store):
    rows = (
        "Instansi;Tahun;Indeks;Predikat\nKota Bandar Lampung;2025;3,10;Baik\nKota Lain;2025;3,20;"
    )
    upload(page, ("hasil-2025.csv", rows.encode()))
    assert "1 berkas hasil terbit ditinjau" in [head.value for head in page.subheader]
    preview = table(page, "Indeks sebelum")
    assert [(row["Instansi"], row["Keadaan"], row["Indeks"]) for row in preview] == [
        ("Kota Bandar Lampung", "Baru", 3.1),
        ("Kota Lain", "Baru", 3.2),
    ]
    assert "instansi yang ditambahkan: 1" in said(page)
    say_name(page)
    press(page, "Simpan 2 hasil terbit")
    assert "**2 hasil terbit tersimpan.**" in said(page)
    kept = [r.content for r in find_results(store) if r.key.year == 2025]
    assert {r.agency: r.hundredths["SPBE"] for r in kept} == {
        "Kota Bandar Lampung": 310,
        "Kota Lain": 320,
    }


def test_published_results_without_a_year_ask_for_it(page):
    upload(page, ("hasil.json", b'[{"instansi": "Kota Lain", "indeks": "2.9850000000"}]'))
    assert "Tidak ada yang perlu disimpan." in said(page)
    after(page, page.number_input[0].set_value(2024))
    assert [row["Indeks"] for row in table(page, "Indeks sebelum")] == [2.99]


def test_published_results_with_problems_say_that_the_other_rows_can_be_saved(page):
    rows = "Instansi;Tahun;Indeks\nKota A;2025;9\nKota B;2025;3,2\n"
    upload(page, ("hasil.csv", rows.encode()))
    assert "1 masalah perlu diperbaiki; baris lainnya dapat disimpan" in [
        part.label for part in page.expander
    ]
    found = [(row["Sel"], row["Ditemukan"]) for row in table(page, "Ditemukan")]
    assert found == [("C2", "9"), ("C2", "9")]
    say_name(page)
    assert "Simpan 1 hasil terbit" in labels(page)


def test_the_bare_json_of_the_ministry_asks_for_its_agency_and_year(page, store):
    bare = b'{"D2001": 2.9, "A2001": 2.9, "indeks": "2.9850000000"}'
    upload(page, ("spbe.json", bare))
    assert "Tidak ada yang perlu disimpan." in said(page)
    select(page, "Instansi yang hasilnya ada di spbe.json", LAMPUNG)
    after(page, page.number_input[0].set_value(2025))
    preview = table(page, "Indeks sebelum")
    assert [(row["Instansi"], row["Tahun"], row["Indeks"]) for row in preview] == [
        (LAMPUNG, "2025", 2.99)
    ]
    say_name(page)
    press(page, "Simpan 1 hasil terbit")
    kept = [r.content for r in find_results(store) if r.key.year == 2025]
    assert [(r.agency, r.hundredths) for r in kept] == [
        (LAMPUNG, {"D1": 290, "A1": 290, "SPBE": 299})
    ]


def test_a_list_of_results_does_not_crowd_the_filter_of_agencies(page, store, open_page):
    def offered(page):
        return next(b.options for b in page.selectbox if b.key == "agency")

    before = offered(page)
    rows = ["Instansi;Tahun;Indeks", *(f"Kota {n:02};2024;3,20" for n in range(11))]
    upload(page, ("hasil-2024.csv", "\n".join(rows).encode()))
    say_name(page)
    press(page, "Simpan 11 hasil terbit")
    note = "11 instansi yang hanya mempunyai hasil terbit ada di Perbandingan Instansi."
    assert (offered(page), note in said(page)) == (before, True)
    opened = open_page(agency="Kota 05")
    assert sorted(offered(opened)) == sorted([*before, "Kota 05"])
    five = next(a for a in find_agencies(store) if a.name == "Kota 05")
    save_target(store, Target(None, five.id, 2024, "RPJMD", "Bappeda", 350, True), "Ani", NOW)
    assert "Kota 05" in offered(open_page(agency=LAMPUNG))
    assert len(offered(open_page(agency=LAMPUNG))) == len(before) + 11


def test_a_few_published_results_put_their_agencies_into_the_filter(page):
    upload(page, ("hasil.csv", b"Instansi;Tahun;Indeks\nKota Lain;2024;3,20"))
    say_name(page)
    press(page, "Simpan 1 hasil terbit")
    assert "Kota Lain" in next(b.options for b in page.selectbox if b.key == "agency")


# --- the ministry's result report


def report(levels):
    scores = dict.fromkeys((node.code for node in INSTRUMENT.inner_nodes), "3,00")
    return pdfs.report(levels, scores)


def test_a_result_report_is_previewed_and_saved_with_its_words(page, store, open_page):
    upload(page, ("laporan.pdf", report(THREES)))
    [row] = table(page, "Isi")
    assert row["Isi"] == (
        "Pemerintah Kabupaten Contoh 2022 Akhir (47 indikator, 13 nilai tercetak, dan 11 "
        "catatan asesor)"
    )
    assert "Indeks SPBE: 3,00." in said(page)
    say_name(page)
    press(page, SAVE_ONE)
    [key] = [k for k in find_keys(store) if k.year == 2022 and k.agency_id > 3]
    saved = load_result(store, key)
    assert (saved.content.levels, saved.revision.source_name) == (THREES, "laporan.pdf")
    kinds = {f.kind for f in find_findings(INSTRUMENT, saved.content)}
    assert kinds == {"strength", "weakness", "recommendation"}
    view = {"agency": "Pemerintah Kabupaten Contoh", "year": "2022", "stage": "final"}
    aspect = said(open_page("pages/domains.py", node="A6", **view))
    assert f"Kekuatan (hlm. 4): {pdfs.STRONG}" in aspect
    indicator = said(open_page("pages/domains.py", node="I12", **view))
    assert f"Rekomendasi (hlm. 5): {pdfs.ADVICE}" in indicator


def test_riwayat_and_isi_penilaian_say_that_values_come_from_a_report(page, open_page):
    upload(page, ("laporan.pdf", report(THREES)))
    say_name(page)
    press(page, SAVE_ONE)
    view = {"agency": "Pemerintah Kabupaten Contoh", "year": "2022", "stage": "final"}
    history = open_page("pages/history.py", **view)
    assert [row["Sumber"] for row in table(history, "Sumber")] == ["laporan.pdf"]
    assert "Sumber: laporan.pdf · revisi 1 · Rina" in said(open_page("pages/entry.py", **view))
    english = said(open_page("pages/entry.py", lang="en", **view))
    assert "Source: laporan.pdf · revision 1 · Rina" in english


def test_the_same_result_report_again_changes_nothing(page):
    upload(page, ("laporan.pdf", report(THREES)))
    say_name(page)
    press(page, SAVE_ONE)
    upload(page, ("laporan.pdf", report(THREES)))
    assert "Tidak ada yang berubah." in said(page)


def test_a_result_report_is_previewed_in_english(open_page):
    page = open_page("pages/upload.py", lang="en")
    upload(page, ("laporan.pdf", report({**THREES, "I1": 4})))
    [row] = table(page, "Content")
    assert row["Content"].endswith("(47 indicators, 13 printed scores and 11 assessors' notes)")
    problems = [
        row["Explanation of the finding"] for row in table(page, "Explanation of the finding")
    ]
    assert any(
        sentence.startswith("SPBE index is printed as 3.00 on page 3") for sentence in problems
    )
