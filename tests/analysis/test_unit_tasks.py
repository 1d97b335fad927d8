"""What one unit has to do, and the text that says so in WhatsApp."""

from __future__ import annotations

import datetime
from dataclasses import replace
from fractions import Fraction

import pytest

from spbe.analysis.backlog import compute_backlog
from spbe.analysis.item_steps import compute_item_steps
from spbe.analysis.unit_message import MessageHead, format_unit_message
from spbe.analysis.unit_tasks import find_unit_tasks
from spbe.model.item import Item, Share
from spbe.text.translator import Translator

TODAY = datetime.date(2024, 10, 28)
LEVELS = {"I1": 2, "I2": 3, "I3": 1, "I4": None}
UNIT = "Dinas Kominfo"


def make_item(number, days=None, **changes):
    due = None if days is None else TODAY + datetime.timedelta(days)
    item = Item(1, "tiny", f"Butir {number}", "own", 2024, "I1", 3, units=(UNIT,), due=due)
    return replace(item, id=number, **changes)


@pytest.fixture
def head(tiny):
    return MessageHead("Kota Uji", tiny, 2024, TODAY, TODAY + datetime.timedelta(12))


def write(head, items, language="id"):
    steps = compute_item_steps(head.instrument, LEVELS, items)
    row = next((r for r in compute_backlog(steps, items, TODAY) if r.unit == UNIT), None)
    return format_unit_message(head, find_unit_tasks(items, UNIT, TODAY), row, Translator(language))


def test_each_open_item_of_a_unit_stands_in_one_part():
    items = [
        make_item(1),
        make_item(2, 7),
        make_item(3, 6),
        make_item(4, 0),
        make_item(5, -1),
        make_item(6, -9, state="submitted"),
        make_item(7, state="returned", reason="Kurang"),
        make_item(8, -1, state="accepted"),
        make_item(9, units=("Bappeda",)),
    ]
    tasks = find_unit_tasks(items, UNIT, TODAY)
    parts = (tasks.overdue, tasks.week, tasks.later, tasks.waiting)
    assert [[item.id for item in part] for part in parts] == [[5], [4, 3, 7], [2, 1], [6]]
    assert [item.id for item in tasks.own] == [5, 4, 3, 7, 2, 1]


def test_a_unit_that_did_its_share_waits_for_the_others():
    item = make_item(1, is_for_all_units=True, units=("Bappeda", UNIT))
    shares = {1: (Share(1, "Bappeda"), Share(1, UNIT, is_done=True))}
    assert find_unit_tasks([item], UNIT, TODAY, shares).waiting == (item,)
    assert find_unit_tasks([item], "Bappeda", TODAY, shares).later == (item,)


def test_what_nobody_was_given_is_found_too():
    item = make_item(1, units=())
    assert find_unit_tasks([item, make_item(2)], "", TODAY).later == (item,)


def test_the_text_says_what_is_due_what_it_brings_and_what_was_returned(head):
    items = [
        make_item(1, -3, text="Tetapkan *SK*\n tim"),
        make_item(2, 1, state="returned", reason="Belum ditandatangani"),
        make_item(3, None, code=None, level=None, text="Siapkan ruang"),
        make_item(4, None, level=None, text="Cek"),
        make_item(5, state="submitted"),
    ]
    assert write(head, items) == (
        "*Checklist SPBE 2024 – Dinas Kominfo*\n"
        "Kota Uji, per 28 Okt 2024 (H−12 sebelum interviu)\n"
        "\n"
        "5 butir belum selesai. Bila lengkap: 1 kenaikan tingkat, +0,10 pada indeks. "
        "1 butir lewat tenggat.\n"
        "\n"
        "*Lewat tenggat*\n"
        "1. Indikator 1, tingkat 3: Tetapkan SK tim (tenggat 25 Okt 2024)\n"
        "\n"
        "*Minggu ini*\n"
        "2. Indikator 1, tingkat 3: Butir 2 (tenggat 29 Okt 2024)\n"
        "   Dikembalikan: Belum ditandatangani\n"
        "\n"
        "*Berikutnya*\n"
        "3. Siapkan ruang\n"
        "4. Indikator 1: Cek\n"
        "\n"
        "Menunggu pihak lain: 1 butir."
    )


def test_the_text_speaks_english_too(head):
    said = write(head, [make_item(1, -3)], "en")
    assert said.startswith("*SPBE checklist 2024 – Dinas Kominfo*\nKota Uji, as of 28 Oct 2024")
    assert "1 item is not finished yet. Once complete: 1 level step, +0.10 on the index." in said


def test_a_long_list_is_cut_and_the_rest_counted(head):
    said = write(head, [make_item(n, text="kata " * 60) for n in range(1, 21)])
    assert "12. Indikator 1" in said
    assert "13. " not in said
    assert said.endswith("Dan 8 butir lainnya.")
    assert max(map(len, said.splitlines())) < 200


def test_a_unit_that_has_finished_is_thanked(head):
    past = replace(head, interview=TODAY - datetime.timedelta(1))
    said = write(past, [make_item(1, state="accepted")])
    assert said.endswith("Kota Uji, per 28 Okt 2024\n\nSemua butir selesai. Terima kasih.")


def test_points_of_a_step_stand_once_in_the_text(head):
    items = [make_item(n) for n in range(1, 4)]
    steps = compute_item_steps(head.instrument, LEVELS, items)
    (row,) = compute_backlog(steps, items, TODAY)
    assert row.points == Fraction(1, 10)
    assert "+0,10" in write(head, items)


def test_the_text_says_requirements_in_its_language(head):
    words = {"id": "SK sudah ditetapkan.", "en": "The decree has been set."}
    item = make_item(1, text=words["id"], requirement=1)
    asked = replace(head, wordings={("I1", 3, 1): words})
    assert words["en"] in write(asked, [item], "en")
    assert words["id"] in write(asked, [item])
