"""Pengaturan: cycle and locks, targets, agencies and units, and the copy of the whole store."""

from __future__ import annotations

import datetime

import pytest

from spbe.catalogue.instruments import load_instruments
from spbe.store.agencies import find_agencies
from spbe.store.backup import build_backup
from spbe.store.cycles import load_cycle, save_cycle
from spbe.store.records import Cycle
from spbe.store.targets import find_targets
from spbe.ui.target_parts import find_scale
from tests.agencies import add_agency
from tests.pages.conftest import LAMPUNG, NOW, check, said
from tests.pages.steps import after, labels, press, say_name, select, table, warnings

CYCLE, TARGET, AGENCIES, STORE = (
    "Siklus dan kunci",
    "Target",
    "Instansi dan OPD",
    "Penyimpanan",
)


@pytest.fixture
def lampung(store):
    return next(agency for agency in find_agencies(store) if agency.name == LAMPUNG)


@pytest.fixture
def open_section(open_page):
    def open_(section: str, **query: str):
        view = {"agency": LAMPUNG, "year": "2024", "section": section, **query}
        return open_page("pages/settings.py", **view)

    return open_


def field(page, label):
    return next(f for f in page.text_input if f.label == label)


def test_dates_and_locks_of_a_year_are_saved(open_section, store, lampung):
    page = open_section(CYCLE)
    say_name(page)
    next(d for d in page.date_input if d.label == "Penilaian Interviu").set_value(
        datetime.date(2024, 10, 29)
    )
    next(c for c in page.checkbox if c.key.endswith("-self")).check()
    field(page, "Alasan kunci Penilaian Mandiri").set_value("sudah dikirim")
    press(page, "Simpan siklus")
    cycle = load_cycle(store, lampung.id, 2024)
    assert cycle.dates["interview"] == datetime.date(2024, 10, 29)
    assert cycle.locked == {"self": "sudah dikirim"}


def test_a_lock_without_a_reason_is_refused(open_section, store, lampung):
    page = open_section(CYCLE)
    say_name(page)
    next(c for c in page.checkbox if c.key.endswith("-self")).check()
    press(page, "Simpan siklus")
    assert len(warnings(page)) == 1
    assert load_cycle(store, lampung.id, 2024).locked == {}


def test_a_lock_set_meanwhile_by_another_is_not_undone_by_an_older_form(
    open_section, store, lampung
):
    page = open_section(CYCLE)
    say_name(page)
    locked = Cycle(lampung.id, 2024, locked={"self": "dikirim"})
    kept = load_cycle(store, lampung.id, 2024)
    save_cycle(store, locked, "Budi", NOW, seen=kept)
    interview = datetime.date(2024, 10, 29)
    next(d for d in page.date_input if d.label == "Penilaian Interviu").set_value(interview)
    press(page, "Simpan siklus")
    assert [w.partition(".")[0] for w in warnings(page)] == [
        "Budi sudah mengubah siklus 2024 sesudah data ini dibuka"
    ]
    assert load_cycle(store, lampung.id, 2024) == locked
    assert field(page, "Alasan kunci Penilaian Mandiri").value == "dikirim"
    next(d for d in page.date_input if d.label == "Penilaian Interviu").set_value(interview)
    press(page, "Simpan siklus")
    assert load_cycle(store, lampung.id, 2024) == Cycle(
        lampung.id, 2024, dates={"interview": interview}, locked=locked.locked
    )


def test_a_monitoring_has_no_interview_and_keeps_its_date(open_section, store, lampung):
    page = open_section(CYCLE)
    page.button_group[1].set_value("pemantauan").run()
    check(page)
    assert "Penilaian Interviu" not in [d.label for d in page.date_input]
    say_name(page)
    press(page, "Simpan siklus")
    assert load_cycle(store, lampung.id, 2024).kind == "pemantauan"


def test_a_target_has_a_name_a_source_and_one_is_primary(open_section, store, lampung):
    page = open_section(TARGET)
    say_name(page)
    field(page, "Nama target").set_value("RPJMD")
    field(page, "Nilai").set_value("3,5")
    field(page, "Sumber target").set_value("Perda 5/2024")
    press(page, "Simpan target")
    [target] = find_targets(store, lampung.id, 2024)
    assert (target.name, target.hundredths, target.source, target.is_primary) == (
        "RPJMD",
        350,
        "Perda 5/2024",
        True,
    )
    assert table(page, "Utama")[0]["Nilai"] == "3,50"


@pytest.mark.parametrize("value", ["7", "3,555", "tiga", ""])
def test_a_target_outside_the_scale_is_refused(open_section, store, lampung, value):
    page = open_section(TARGET)
    say_name(page)
    field(page, "Nama target").set_value("RPJMD")
    field(page, "Nilai").set_value(value)
    field(page, "Sumber target").set_value("Perda 5/2024")
    press(page, "Simpan target")
    assert warnings(page) == [
        (
            f"Nilai target: tertulis “{value}”, seharusnya 1 sampai 5 dengan paling banyak dua "
            "desimal, misalnya 3,50."
        )
    ]
    assert find_targets(store, lampung.id, 2024) == []


def test_a_target_is_changed_and_removed(open_page, store):
    page = open_page("pages/settings.py", agency="Provinsi Contoh", year="2024", section=TARGET)
    say_name(page)
    agency = next(a for a in find_agencies(store) if a.name == "Provinsi Contoh")
    first, second = find_targets(store, agency.id, 2024)
    select(page, "Ubah atau tambah", second.id)
    field(page, "Nilai").set_value("3.25")
    press(page, "Simpan target")
    assert find_targets(store, agency.id, 2024)[1].hundredths == 325
    select(page, "Ubah atau tambah", first.id)
    press(page, "Ya, hapus")
    assert [t.name for t in find_targets(store, agency.id, 2024)] == [second.name]


def test_an_agency_is_added_once(open_section, store):
    page = say_name(open_section(AGENCIES))
    field(page, "Nama instansi").set_value("Kabupaten Paser")
    press(page, "Tambah instansi")
    agency = next(a for a in find_agencies(store) if a.name == "Kabupaten Paser")
    assert agency.kind == "Kabupaten"
    field(page, "Nama instansi").set_value("Pemkab Paser")
    press(page, "Tambah instansi")
    assert "“Pemkab Paser” sudah ada sebagai “Kabupaten Paser”." in said(page)


def test_an_agency_is_removed_only_after_its_name_is_written(open_section, store):
    page = say_name(open_section(AGENCIES))
    button = next(b for b in page.button if b.label == "Ya, hapus instansi")
    assert button.disabled
    after(page, field(page, "Tulis nama instansinya untuk melanjutkan").set_value(LAMPUNG))
    press(page, "Ya, hapus instansi")
    assert LAMPUNG not in [agency.name for agency in find_agencies(store)]


def test_units_come_from_the_sheets(open_section):
    page = open_section(AGENCIES, agency="Provinsi Contoh")
    assert "Diskominfo" in [row["OPD"] for row in table(page, "OPD")]


def test_the_whole_store_is_restored_after_a_warning(open_section, store):
    data = build_backup(store)
    page = say_name(open_section(AGENCIES))
    field(page, "Nama instansi").set_value("Kabupaten Paser")
    press(page, "Tambah instansi")
    page.button_group[0].set_value("store")
    after(page, None)
    after(page, page.file_uploader[0].set_value(("cadangan.sqlite3", data, "")))
    assert warnings(page) == [
        (
            "Semua yang tersimpan saat ini (4 instansi beserta penilaian dan revisinya) diganti "
            "dengan isi cadangan ini. Keadaan sekarang lebih dulu disimpan sebagai berkas di "
            "sebelah penyimpanan."
        )
    ]
    press(page, "Ganti semuanya dengan cadangan ini")
    assert "Cadangan dipulihkan. Keadaan sebelumnya ada di " in said(page)
    assert "Kabupaten Paser" not in [agency.name for agency in find_agencies(store)]


def test_a_file_that_is_no_copy_changes_nothing(open_section, store):
    page = open_section(STORE)
    before = find_agencies(store)
    after(page, page.file_uploader[0].set_value(("x.sqlite3", b"bukan", "")))
    assert [w.partition(".")[0] for w in warnings(page)] == [
        "Berkas ini bukan cadangan aplikasi ini"
    ]
    assert "Ganti semuanya dengan cadangan ini" not in labels(page)
    assert find_agencies(store) == before


def test_starting_empty_removes_the_samples(open_section, store):
    page = say_name(open_section(STORE))
    press(page, "Ya, hapus data contoh")
    assert find_agencies(store) == []
    assert "Data contoh dihapus. Mulai dengan mengunggah lembar penilaian Anda." in said(page)


@pytest.mark.parametrize(("year", "scale"), [(2020, (0, 5)), (2024, (1, 5)), (1999, (0, 5))])
def test_a_target_is_held_to_the_scale_of_its_own_year(year, scale):
    """PermenPANRB 5/2018 counts from 0; a year that no regulation rules takes any."""
    assert find_scale(list(load_instruments().values()), year) == scale


def test_an_empty_store_leads_to_adding_an_agency(empty_store, open_page):
    page = open_page("pages/settings.py")
    assert "Belum ada instansi. Tambahkan di bagian “Instansi dan OPD”." in said(page)


def test_it_speaks_english(open_section):
    page = open_section("Agencies and units", lang="en")
    assert "Add agency" in labels(page)


def test_kind_and_region_of_an_agency_are_told_later(open_section, store):
    add_agency(store, "Kota Bontang")
    page = say_name(open_section(AGENCIES, agency="Kota Bontang"))
    kind = next(b for b in page.selectbox if b.key and b.key.startswith("details-kind"))
    region = next(b for b in page.selectbox if b.key and b.key.startswith("details-region"))
    assert (kind.value, region.value) == (None, None)
    assert "Kalimantan Timur" in region.options
    kind.set_value("Kota")
    region.set_value("Kalimantan Timur")
    press(page, "Simpan jenis dan wilayah")
    agency = next(a for a in find_agencies(store) if a.name == "Kota Bontang")
    assert (agency.kind, agency.region) == ("Kota", "Kalimantan Timur")
    assert "Jenis dan wilayah Kota Bontang tersimpan." in said(page)
