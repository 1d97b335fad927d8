"""The main job in a real browser: files in, a preview, a confirmation, the index on screen."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from benchmarks.live_app import wait_until_drawn
from tests.browser.sheets import AGENCY, LEVELS, write_sheet
from tests.browser.steps import (
    choose,
    download,
    expect_index,
    go_to,
    pick,
    say_name,
    start_empty,
    upload,
)

pytestmark = pytest.mark.browser
DATA = Path(__file__).parents[2] / "data"


def test_first_upload_brings_the_index_to_ringkasan(visit, tmp_path):
    page = visit().open()
    go_to(page, "Unggah Excel")
    upload(page, [write_sheet(tmp_path / "hasil.xlsx")])
    expect(page.get_by_text("Indeks SPBE: 3,42.")).to_be_visible()
    expect(page.get_by_text("1 penilaian tersimpan")).to_have_count(0)
    say_name(page)
    page.get_by_role("button", name="Simpan 1 penilaian").click()
    expect(page.get_by_text("1 penilaian tersimpan.")).to_be_visible()
    page.get_by_text(f"Buka {AGENCY} · 2024 · Hasil Akhir (setelah reviu) di Ringkasan").click()
    expect_index(page, "3,42", "Baik")


def test_nothing_is_kept_before_the_confirmation(visit, tmp_path):
    page = visit().open("upload")
    upload(page, [write_sheet(tmp_path / "hasil.xlsx")])
    other = visit().open()
    other.get_by_role("combobox", name="Instansi").click()
    expect(other.get_by_role("option").first).to_be_visible()
    expect(other.get_by_role("option", name=AGENCY)).to_have_count(0)


def test_three_parts_at_once_with_a_conflict_wait_for_the_coordinator(visit, tmp_path):
    """Two units give different levels for indicator 20; the coordinator takes the second."""
    parts = [
        write_sheet(tmp_path / "diskominfo.xlsx", {n: LEVELS[n] for n in range(1, 21)}),
        write_sheet(
            tmp_path / "inspektorat.xlsx",
            {n: LEVELS[n] for n in range(21, 32)} | {20: 5},
            unit="Inspektorat",
        ),
        write_sheet(
            tmp_path / "bagian-organisasi.xlsx",
            {n: LEVELS[n] for n in range(32, 48)},
            unit="Bagian Organisasi",
        ),
    ]
    page = visit().open("upload")
    upload(page, parts)
    expect(page.get_by_text("3 — Diskominfo (diskominfo.xlsx, Nilai C24)")).to_be_visible()
    say_name(page)
    save = page.get_by_role("button", name="Simpan 1 penilaian")
    expect(save).to_have_count(0)
    page.get_by_text("5 — Inspektorat (inspektorat.xlsx, Nilai C16)").click()
    expect(page.get_by_text("Indeks SPBE: 3,47.")).to_be_visible()
    save.click()
    expect(page.get_by_text("1 penilaian tersimpan.")).to_be_visible()


def test_bad_level_names_its_cell_and_is_mended_in_the_preview(visit, tmp_path):
    page = visit().open("upload")
    upload(page, [write_sheet(tmp_path / "salah.xlsx", {**LEVELS, 9: 6})])
    sentence = "Nilai!C13: 6 di luar tingkat kematangan 1–5. Tulis tingkat yang benar."
    expect(page.get_by_text(sentence)).to_be_attached()
    expect(page.get_by_text("Indeks SPBE: 3,42.")).to_have_count(0)
    cell = "salah.xlsx · Nilai C13 · 9 · Kebijakan Internal Audit TIK — tertulis “6”"
    pick(page, cell, "4 · Terpadu dan Terukur")
    page.get_by_role("button", name="Terapkan perbaikan").click()
    expect(page.get_by_text("Indeks SPBE: 3,42.")).to_be_visible()
    expect(page.get_by_text(sentence)).to_have_count(0)


def test_damaged_file_is_refused_in_one_sentence(visit, tmp_path):
    damaged = tmp_path / "rusak.xlsx"
    damaged.write_bytes(b"PK\x03\x04 bukan lembar kerja")
    page = visit().open("upload")
    upload(page, [damaged])
    sentence = (
        "Berkas ini rusak atau tidak utuh. Buka di Excel, simpan ulang sebagai .xlsx, lalu unggah"
        " lagi."
    )
    expect(page.get_by_text(sentence)).to_be_attached()
    expect(page.get_by_role("textbox", name="Nama Anda")).to_have_count(0)


def test_template_is_downloaded_filled_and_uploaded(visit, tmp_path):
    page = visit().open("upload")
    page.get_by_text("Unduh templat Excel").click()
    wait_until_drawn(page)
    template = download(page, "Unduh templat", tmp_path / "templat.xlsx")
    workbook = load_workbook(template)
    sheet = workbook["Penilaian"]
    sheet["B4"], sheet["B5"] = 2025, "Penilaian Mandiri"
    for row in sheet.iter_rows(min_row=8):
        if row[0].value in LEVELS:
            row[3].value = LEVELS[row[0].value]
    workbook.save(template)
    upload(page, [template])
    expect(page.get_by_text("Indeks SPBE: 3,42.")).to_be_visible()
    say_name(page)
    page.get_by_role("button", name="Simpan 1 penilaian").click()
    page.get_by_text("Buka Provinsi Contoh · 2025 · Penilaian Mandiri di Ringkasan").click()
    expect_index(page, "3,42", "setara Baik")


def test_official_levels_of_bandar_lampung_give_the_published_indices(visit):
    """From an empty store: the shipped workbooks, and each year's index as it was printed."""
    page = visit().open("settings")
    start_empty(page)
    with (DATA / "results/bandar-lampung-published.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["code"] == "SPBE"]
    go_to(page, "Unggah Excel")
    upload(page, sorted((DATA / "samples").glob("*.xls*")))
    page.get_by_role("button", name="Simpan 4 penilaian").click()
    page.get_by_text("Buka Pemerintah Kota Bandar Lampung · 2024 ·").click()
    expect_index(page, "2,98", "Baik")
    for row in rows:
        choose(page, "Tahun", row["year"])
        printed = row["published_value"].replace(".", ",")
        expect(page.get_by_text(printed, exact=True).first).to_be_visible()
