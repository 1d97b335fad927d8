"""The history keeps values and says them in the reader's language."""

from __future__ import annotations

import datetime

import pytest
from sqlalchemy import insert

from spbe.store.cycles import save_cycle, save_sectors
from spbe.store.history import find_changes, format_change
from spbe.store.records import Cycle, Sector, Target
from spbe.store.schema import changes
from spbe.store.targets import remove_target, save_target
from spbe.text.translator import Translator

INTERVIEW = datetime.date(2024, 11, 5)


@pytest.fixture
def said(store, agency):
    """Say the changes of the agency in a language, the newest first."""

    def say(language: str) -> list[str]:
        return [format_change(c, Translator(language)) for c in find_changes(store, agency.id)]

    return say


def test_a_cycle_is_said_in_the_order_of_its_stages_and_in_both_languages(store, agency, at, said):
    cycle = Cycle(
        agency.id,
        2024,
        "pemantauan",
        {"interview": INTERVIEW, "self": datetime.date(2024, 7, 1)},
        {"self": "dikirim 3 Juli"},
    )
    save_cycle(store, cycle, "Sari", at)
    assert said("id") == [
        (
            "Pemantauan; Penilaian Mandiri: 1 Jul 2024; Penilaian Mandiri dikunci: dikirim 3 Juli; "
            "Penilaian Interviu: 5 Nov 2024"
        )
    ]
    assert said("en") == [
        (
            "Monitoring; Self-assessment: 1 Jul 2024; Self-assessment locked: dikirim 3 Juli; "
            "Interview assessment: 5 Nov 2024"
        )
    ]


def test_a_sector_is_said_with_its_indicator_and_says_when_it_was_taken_back(
    store, agency, at, said
):
    save_sectors(store, [Sector(agency.id, 2024, "I45", "Kesehatan", " ", "RSUD")], "Sari", at)
    save_sectors(store, [Sector(agency.id, 2024, "I45", "", "", "")], "Sari", at)
    assert said("id") == ["Indikator 45: pilihan dihapus", "Indikator 45: Kesehatan · – · RSUD"]
    assert said("en") == ["Indicator 45: choice removed", "Indicator 45: Kesehatan · – · RSUD"]


def test_a_target_is_said_with_its_score_as_the_language_writes_it(store, agency, at, said):
    first = Target(None, agency.id, 2024, "Target {A}", "setda.example", 305, True)
    saved = save_target(store, first, "Sari", at)
    save_target(store, Target(None, agency.id, 2024, "B", "Rapat", 350, False), "Sari", at)
    remove_target(store, saved.id, "Budi", at)
    assert said("id") == [
        "Target {A} dihapus",
        "B: 3,50 (Rapat)",
        "Target {A}: 3,05 (setda.example), target utama",
    ]
    assert said("en") == [
        "Target {A} removed",
        "B: 3.50 (Rapat)",
        "Target {A}: 3.05 (setda.example), primary target",
    ]


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("cycle", "evaluasi; self dikunci: terkirim"),
        ("cycle", "[]"),
        ("cycle", "2024"),
        ("cycle", '{"kind": "evaluasi", "dates": {"self": "besok"}, "locked": {}}'),
        ("cycle", '{"kind": "evaluasi", "dates": [], "locked": {}}'),
        ("sectors", '{"code": "I45"}'),
        ("target", '{"id": 1, "name": "A", "source": "B", "hundredths": "x", "is_primary": 1}'),
    ],
)
def test_what_is_no_such_value_is_said_as_it_was_written(store, agency, at, said, subject, text):
    row = {"agency_id": agency.id, "year": 2024, "subject": subject, "text": text}
    with store.write() as connection:
        connection.execute(insert(changes), row | {"who": "Sari", "at": at})
    assert said("id") == [text]
