"""What was changed, in the reader's words."""

from __future__ import annotations

import pytest

from spbe.analysis.event_words import describe_change, name_subject, name_thing
from spbe.text.translator import Translator

ID, EN = Translator("id"), Translator("en")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            {"text": "Tetapkan Pergub", "state": "open", "units": []},
            {"text": "Tetapkan Pergub", "state": "submitted", "units": ["Biro Hukum", "RSUD"]},
            ("Status: Belum dikerjakan; OPD: –", "Status: Diajukan; OPD: Biro Hukum, RSUD"),
        ),
        ({"due": None}, {"due": "2024-11-05"}, ("Tenggat: –", "Tenggat: 5 Nov 2024")),
        (
            {"claimed_level": 3},
            {"claimed_level": 4},
            ("Tingkat yang diklaim: 3", "Tingkat yang diklaim: 4"),
        ),
        (
            {"dates": {}},
            {"dates": {"self": "2024-10-28"}},
            ("Tanggal tahap: –", "Tanggal tahap: Penilaian Mandiri: 28 Okt 2024"),
        ),
        (
            {"number": "1", "note": "a", "locked": {}, "content": {}},
            {
                "number": "20241105",
                "note": "2024-11-05",
                "locked": {"self": "20241105"},
                "content": {"link": "2024-11-05", "access_checked": "2024-11-05"},
            },
            (
                "Nomor: 1; Catatan: a; Kunci: –; Isi: –",
                (
                    "Nomor: 20241105; Catatan: 2024-11-05; Kunci: Penilaian Mandiri: 20241105; "
                    "Isi: Tautan: 2024-11-05; Akses diperiksa: 5 Nov 2024"
                ),
            ),
        ),
        ({"hundredths": 300}, {"hundredths": 350}, ("Nilai: 3,00", "Nilai: 3,50")),
        (
            None,
            {"name": "Kota A", "kind": "Kota", "region": None},
            ("–", "Nama: Kota A; Jenis: Kota"),
        ),
        ({"name": "Kota A"}, None, ("Nama: Kota A", "–")),
        (
            {"locked": {}},
            {"locked": {"self": "dikirim"}},
            ("Kunci: –", "Kunci: Penilaian Mandiri: dikirim"),
        ),
        ({"is_done": False}, {"is_done": True}, ("Selesai: tidak", "Selesai: ya")),
        ({"scores": {"D1": 300}}, {"scores": {"D1": 328}}, ("Nilai: D1 3,00", "Nilai: D1 3,28")),
    ],
)
def test_a_change_says_field_by_field_what_it_was_and_what_it_became(before, after, said):
    assert describe_change(before, after, ID) == said


def test_it_is_said_in_english_too():
    said = describe_change({"state": "open"}, {"state": "accepted"}, EN)
    assert said == ("State: Open", "State: Accepted")
    assert name_subject("clarification", EN) == "Clarification"


@pytest.mark.parametrize(
    ("kept", "indonesian", "english"),
    [
        ("none", "kosong", "blank"),
        ("given", "terisi", "filled in"),
        ("changed", "diganti", "changed"),
    ],
)
def test_what_became_of_a_test_account_is_said_in_words(kept, indonesian, english):
    _, said = describe_change({"account": ""}, {"account": kept}, ID)
    assert said == f"Akun uji coba: {indonesian}"
    _, said = describe_change({"account": ""}, {"account": kept}, EN)
    assert said == f"Test account: {english}"


def test_a_level_with_decimals_is_said_as_one():
    assert describe_change({"level_units": 126}, {"level_units": 200}, ID, 2) == (
        "Tingkat: 1,26",
        "Tingkat: 2",
    )


def test_a_thing_is_told_apart_by_its_stage_name_or_words():
    assert name_thing({"stage": "self"}, {"stage": "self"}, ID) == "Penilaian Mandiri"
    assert name_thing(None, {"name": "RPJMD"}, ID) == "RPJMD"


def test_what_is_not_known_is_said_as_it_is():
    assert name_subject("unheard_of", ID) == "unheard_of"
    assert describe_change({"odd_thing": 1}, {"odd_thing": 2}, ID) == (
        "odd thing: 1",
        "odd thing: 2",
    )
