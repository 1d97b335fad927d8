"""Checklist: every view of its items, editing several at once, conflicts, notes, and Tugas OPD."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from spbe.catalogue.instruments import load_instruments
from spbe.catalogue.requirements import load_requirements
from spbe.jobs.checklist import draft_requirement, search_target_goals
from spbe.model.evidence import Document, DocumentUse
from spbe.model.item import Item
from spbe.store.agencies import find_agencies
from spbe.store.assessments import load_result
from spbe.store.document_uses import add_uses
from spbe.store.documents import add_document
from spbe.store.item_shares import find_shares
from spbe.store.items import add_items, find_items, save_items
from spbe.store.records import ResultKey, Target
from spbe.store.scenarios import save_scenario
from spbe.store.targets import save_target
from tests.pages.conftest import DOCUMENT, NOW, check, links, said, save
from tests.pages.steps import after, edit, labels, press, say_name, select, table, warnings

PAGE, TASKS = "pages/checklist.py", "pages/tasks.py"
SAMPLE = {"agency": "Provinsi Contoh", "year": "2024", "stage": DOCUMENT}
SPBE = "permenpanrb-59-2020"
INSTRUMENT = load_instruments()[SPBE]
TODAY = datetime.datetime.now().astimezone().date()
LATE, SOON = TODAY - datetime.timedelta(days=3), TODAY + datetime.timedelta(days=2)
FORMULA = '=HYPERLINK("x") <b>SK</b>'


def make(agency_id, text, code="I1", level=5, **more):
    return Item(agency_id, SPBE, text, "own", 2024, code=code, level=level, **more)


@pytest.fixture
def agency(store):
    return next(a for a in find_agencies(store) if a.name == "Provinsi Contoh")


@pytest.fixture
def items(store, agency):
    """Two items of one step, one late, one that nobody has, and one for both units."""
    new = [
        make(agency.id, "Tetapkan SK arsitektur", units=("Bappeda",), due=LATE),
        make(agency.id, "Reviu arsitektur", units=("Bappeda", "Diskominfo"), due=SOON),
        make(agency.id, FORMULA, code=None, level=None),
        make(
            agency.id,
            "Setiap OPD memetakan proses",
            code="I11",
            level=4,
            is_for_all_units=True,
            units=("Bappeda", "Diskominfo"),
        ),
    ]
    return add_items(store, new, "Ani", NOW)


@pytest.fixture
def open_checklist(open_page):
    def open_(file: str = PAGE, **query: str):
        return open_page(file, **{**SAMPLE, **query})

    return open_


def sample(store, agency):
    """The assessment of the illustrative agency that the pages of this test show."""
    result = load_result(store, ResultKey(agency.id, SPBE, 2024, "document"))
    return result.content


def current(store, agency):
    return {item.text: item for item in find_items(store, agency.id, SPBE, 2024)}


def test_items_stand_under_their_indicator_with_the_points_of_the_step(open_checklist, items):
    page = open_checklist()
    assert "Butir terbuka 4 dari 4" in said(page)
    assert "Lewat tenggat 1" in said(page)
    assert "4 → 5 **+0,01 bila 2 butir lengkap**" in said(page)
    assert "lewat 3 hari" in said(page)
    assert any("Tetapkan SK arsitektur" in label for label in labels(page))


def test_a_text_of_markup_is_shown_as_it_was_written(open_checklist, items):
    shown = [label for label in labels(open_checklist()) if "HYPERLINK" in label]
    assert "<b>SK</b>" in shown[0].replace("\u2060", "")


@pytest.mark.parametrize("view", ["Tabel", "Papan", "Per OPD", "Beban OPD", "Semua OPD"])
@pytest.mark.parametrize("language", ["ID", "EN"])
def test_every_view_opens_in_both_languages(open_checklist, items, view, language):
    page = open_checklist(view=view, lang=language)
    assert warnings(page) == []
    assert ("Butir terbuka 4 dari 4" if language == "ID" else "Open items 4 of 4") in said(page)


@pytest.mark.parametrize("file", [PAGE, TASKS])
def test_without_items_the_page_says_how_to_begin(open_checklist, file):
    assert "masih kosong" in said(open_checklist(file))


@pytest.mark.parametrize("file", [PAGE, TASKS])
def test_without_data_the_page_leads_to_the_upload(empty_store, open_page, file):
    assert "Unggah Excel" in links(open_page(file))


def test_edits_in_the_grid_are_saved_together(open_checklist, store, agency, items):
    page = open_checklist(view="Tabel")
    edit(page, {0: {"person": "Budi"}, 1: {"state": "Diajukan", "due": "2030-01-31"}})
    assert "Simpan 2 perubahan" in labels(page)
    say_name(page)
    press(page, "Simpan 2 perubahan")
    kept = current(store, agency)
    assert kept["Tetapkan SK arsitektur"].person == "Budi"
    assert kept["Reviu arsitektur"].state == "submitted"
    assert kept["Reviu arsitektur"].due == datetime.date(2030, 1, 31)
    assert kept["Tetapkan SK arsitektur"].due == LATE


def test_an_untouched_grid_changes_nothing(open_checklist, items):
    page = open_checklist(view="Tabel")
    assert not [label for label in labels(page) if label.startswith("Simpan")]


def test_edits_in_the_grid_outlive_a_filter(open_checklist, items):
    page = open_checklist(view="Tabel")
    edit(page, {0: {"person": "Budi"}})
    select(page, "OPD", "none")
    assert "Simpan 1 perubahan" in labels(page)


def test_what_somebody_else_saved_meanwhile_stands_beside_what_was_typed(
    open_checklist, store, agency, items
):
    page = open_checklist(view="Tabel")
    edit(page, {0: {"person": "Budi"}})
    save_items(store, [(items[0], replace(items[0], person="Citra", state="work"))], "Ani", NOW)
    say_name(page)
    press(page, "Simpan 1 perubahan")
    assert "Citra" in said(page)
    assert "Budi" in said(page)
    assert current(store, agency)["Tetapkan SK arsitektur"].person == "Citra"
    press(page, "Pakai isian saya")
    press(page, "Simpan 1 perubahan")
    kept = current(store, agency)["Tetapkan SK arsitektur"]
    assert (kept.person, kept.state) == ("Budi", "work")


def test_a_state_that_needs_a_reason_is_refused_without_one(open_checklist, items):
    page = open_checklist(view="Tabel")
    edit(page, {0: {"state": "Tidak berlaku"}})
    say_name(page)
    press(page, "Simpan 1 perubahan")
    assert any("memerlukan alasan" in warning for warning in warnings(page))
    assert "Simpan 1 perubahan" in labels(page)


def test_several_ticked_items_change_at_once(open_checklist, store, agency, items):
    page = open_checklist(view="Tabel")
    edit(page, {0: {"pick": True}, 1: {"pick": True}})
    field = next(f for f in page.text_input if f.label == "Penanggung jawab")
    field.set_value("Budi")
    press(page, "Terapkan ke tabel")
    say_name(page)
    press(page, "Simpan 2 perubahan")
    people = [item.person for item in current(store, agency).values()]
    assert people == ["Budi", "Budi", "", ""]


def test_an_item_is_edited_and_its_history_says_so(open_checklist, store, agency, items):
    page = open_checklist(item=str(items[0].id))
    say_name(page)
    next(f for f in page.text_input if f.label == "Penanggung jawab").set_value("Budi")
    press(page, "Simpan butir")
    assert current(store, agency)["Tetapkan SK arsitektur"].person == "Budi"
    page.query_params["item-history"] = "true"
    page.run()
    check(page)
    assert table(page, "Perubahan")[0]["Perubahan"].endswith("– → Budi")


def test_a_note_opens_a_round_and_an_answer_closes_it(open_checklist, items):
    page = open_checklist(item=str(items[0].id))
    say_name(page)
    next(f for f in page.text_area if f.label.startswith("Isi catatan")).set_value("SK *belum*")
    press(page, "Tambahkan")
    assert "Putaran 1" in said(page)
    assert "SK *belum*" in said(page)


def test_an_item_of_ones_own_is_added(open_checklist, store, agency):
    page = open_checklist(item="new")
    say_name(page)
    next(f for f in page.text_area if f.label == "Butir").set_value("Buat SOP")
    press(page, "Tambahkan ke checklist")
    assert "Buat SOP" in current(store, agency)
    assert "Simpan butir" in labels(page)


def test_an_item_that_is_gone_is_said(open_checklist):
    assert "Butir ini sudah tidak ada" in said(open_checklist(item="987"))


def test_the_backlog_names_who_holds_most(open_checklist, items):
    page = open_checklist(view="Beban OPD")
    assert table(page, "Butir terbuka")[0] == {
        **table(page, "Butir terbuka")[0],
        "OPD": "Bappeda",
        "Butir terbuka": 3.0,
        "Lewat tenggat": 1.0,
    }
    alts = [chart.proto.alt for chart in page.get("plotly_chart")]
    assert alts[0].startswith("Terbanyak di Bappeda: 3 butir, 1 lewat tenggat")


def test_ticks_of_the_matrix_are_saved(open_checklist, store, agency, items):
    page = open_checklist(view="Semua OPD")
    assert table(page, "Selesai")[0]["Selesai"] == "0 dari 2 OPD"
    edit(page, {0: {str(items[3].id): True}})
    say_name(page)
    press(page, "Simpan 1 perubahan")
    shares = find_shares(store, agency.id, SPBE, 2024)[items[3].id]
    assert [(share.unit, share.is_done) for share in shares] == [
        ("Bappeda", True),
        ("Diskominfo", False),
    ]


def test_what_is_complete_while_the_level_stayed_is_asked_of_the_assessor(
    open_checklist, store, items
):
    pairs = [(item, replace(item, state="accepted")) for item in items[:2]]
    save_items(store, pairs, "Rina", NOW)
    page = open_checklist(view="Lengkap, tingkat tetap")
    rows = table(page, "Lengkap sejak")
    assert [row["Tingkat"] for row in rows] == ["4 → 5"]


def test_a_unit_sees_what_is_late_and_due_this_week(open_checklist, items):
    page = open_checklist(TASKS, opd="Bappeda")
    words = said(page)
    assert words.index("Lewat tenggat") < words.index("Minggu ini")
    assert "3 butir · :red[**1 lewat tenggat**]" in words
    assert any("Tetapkan SK arsitektur" in label for label in labels(page))


def test_a_unit_says_what_it_did_of_an_item_for_all(open_checklist, store, agency, items):
    page = open_checklist(TASKS, opd="Diskominfo")
    edit(page, {0: {"is_done": True, "link": "https://drive.example/x"}})
    say_name(page)
    press(page, "Simpan 1 perubahan")
    shares = find_shares(store, agency.id, SPBE, 2024)[items[3].id]
    assert [share.link for share in shares if share.is_done] == ["https://drive.example/x"]


def test_a_page_of_the_list_holds_at_most_25_items(open_checklist, store, agency):
    add_items(store, [make(agency.id, f"Butir {n}") for n in range(60)], "Ani", NOW)
    page = open_checklist(page="3")
    assert sum("L5 · Butir" in label for label in labels(page)) == 10


def test_the_checklist_is_made_from_the_assessment_in_one_step(open_checklist, store, agency):
    page = open_checklist()
    said_before = next(line for line in said(page).splitlines() if "butir baru" in line)
    say_name(page)
    press(page, "Buat checklist")
    kept = find_items(store, agency.id, SPBE, 2024)
    assert said_before == f"**{len(kept)} butir baru**"
    assert len(kept) > 40


def goals_offered(page):
    return next(box for box in page.selectbox if box.key == "make-goal").options


def asked(store, agency):
    """The levels that requirements in the checklist belong to, by indicator."""
    levels: dict[str, set[int]] = {}
    for item in find_items(store, agency.id, SPBE, 2024):
        if item.source == "requirement":
            levels.setdefault(item.code, set()).add(item.level)
    return levels


def test_the_checklist_is_made_from_the_plan_to_a_target(open_checklist, store, agency):
    content = sample(store, agency)
    new = Target(None, agency.id, 2024, "Target *uji*", "RPJMD", 345, False)
    goal = {"make-goal": f"target-{save_target(store, new, 'Ani', NOW, None).id}"}
    page = open_checklist(**goal)
    assert "Rencana termurah ke Target *uji* (3,45)" in goals_offered(page)
    assert "The cheapest plan to Target *uji* (3.45)" in goals_offered(
        open_checklist(lang="EN", **goal)
    )
    say_name(page)
    press(page, "Buat checklist")
    goals = search_target_goals(INSTRUMENT, content, 345)
    assert asked(store, agency) == {
        code: set(range(content.levels[code] + 1, level + 1)) for code, level in goals.items()
    }


def test_the_checklist_is_made_from_a_scenario(open_checklist, store, agency):
    content = sample(store, agency)
    key = ResultKey(agency.id, SPBE, 2024, "document")
    wanted = {"I17": 5, "I3": content.levels["I3"], "I4": content.levels["I4"] - 1}
    scenario = save_scenario(store, key, "Satu", wanted, "Ani", NOW)
    page = open_checklist(**{"make-goal": f"scenario-{scenario.id}"})
    assert "Skenario Satu" in goals_offered(page)
    say_name(page)
    press(page, "Buat checklist")
    assert asked(store, agency) == {"I17": set(range(content.levels["I17"] + 1, 6))}


def test_a_goal_that_is_gone_is_said_and_the_next_level_stands_for_it(open_checklist, agency):
    page = open_checklist(**{"make-goal": "scenario-9999"})
    assert "“scenario-9999” tidak ada di sini" in said(page)


def test_an_incomplete_assessment_offers_the_next_level_alone(open_page, store):
    levels = dict.fromkeys(INSTRUMENT.leaf_codes, 3) | {"I9": None}
    save(store, "Kota Setengah", 2024, "document", levels)
    page = open_page(PAGE, agency="Kota Setengah", year="2024", stage=DOCUMENT)
    [name] = goals_offered(page)
    assert name == "Satu tingkat lebih tinggi di setiap indikator"


def test_making_it_again_adds_nothing(open_checklist, store, agency):
    page = open_checklist(make="true")
    say_name(page)
    press(page, "Buat checklist")
    before = find_items(store, agency.id, SPBE, 2024)
    page = open_checklist(make="true")
    assert "Tidak ada yang perlu ditambahkan." in said(page)
    assert find_items(store, agency.id, SPBE, 2024) == before


def test_open_items_of_an_earlier_year_are_carried(open_checklist, store, agency):
    old = Item(agency.id, SPBE, "Dari tahun lalu", "meeting", 2023, code="I1", level=5)
    add_items(store, [old], "Ani", NOW)
    page = open_checklist()
    assert "1 butir terbuka dibawa dari tahun sebelumnya" in said(page)
    say_name(page)
    press(page, "Buat checklist")
    assert current(store, agency)["Dari tahun lalu"].years == (2023, 2024)


def test_what_moved_since_a_day_is_counted(open_checklist, store, items):
    save_items(store, [(items[0], replace(items[0], state="work"))], "Rina", NOW)
    page = open_checklist(view="Beban OPD", since="2024-10-01")
    assert "4 butir baru" in said(page)
    assert table(page, "Sebelum")[0]["Sekarang"] == "Dikerjakan"


def test_documents_behind_an_item_are_counted(open_checklist, store, items):
    document = add_document(store, Document(None, items[0].agency_id, "SK"), "Ani", NOW)
    use = DocumentUse(document.id or 0, SPBE, 2024, "I1", 5, item_id=items[0].id)
    add_uses(store, [use], "Ani", NOW)
    assert "1 bukti" in said(open_checklist())


def test_the_form_of_an_item_keeps_what_was_typed_beside_what_somebody_else_saved(
    open_checklist, store, agency, items
):
    page = open_checklist(item=str(items[0].id))
    say_name(page)
    save_items(store, [(items[0], replace(items[0], person="Citra"))], "Ani", NOW)
    next(f for f in page.text_input if f.label == "Penanggung jawab").set_value("Budi")
    press(page, "Simpan butir")
    assert "Penanggung jawab: Citra" in said(page)
    assert "Penanggung jawab: Budi" in said(page)
    press(page, "Pakai isian saya")
    press(page, "Simpan butir")
    assert current(store, agency)["Tetapkan SK arsitektur"].person == "Budi"


@pytest.mark.parametrize("number", ["9" * 20, "9" * 5000, "-1", "١٢"])
@pytest.mark.parametrize("file", ["pages/checklist.py", "pages/evidence.py"])
def test_an_address_with_an_impossible_id_is_no_fault(open_page, file, number):
    page = open_page(file, item=number, document=number)
    assert list(page.exception) == []


def move(page, item, state):
    """Pick a state in the menu of a card."""
    menu = next(m for m in page.menu_button if m.key == f"card-{item.id}")
    return after(page, menu.click(state))


def test_a_card_is_returned_or_put_aside_once_a_reason_is_given(
    open_checklist, store, agency, items
):
    page = open_checklist(view="Papan")
    say_name(page)
    move(page, items[0], "not_applicable")
    press(page, "Simpan")
    assert "memerlukan alasan" in warnings(page)[0]
    assert current(store, agency)[items[0].text].state == "open"
    next(box for box in page.text_area if box.label == "Alasan").set_value("Bukan kewenangan")
    press(page, "Simpan")
    kept = current(store, agency)[items[0].text]
    assert (kept.state, kept.reason) == ("not_applicable", "Bukan kewenangan")
    assert not [box for box in page.text_area if box.label == "Alasan"]


@pytest.fixture
def required(store, agency):
    """An item made from a requirement, with the Indonesian words that it is kept in."""
    requirement = next(r for r in load_requirements(INSTRUMENT) if r.item_code == "I1-L5-01")
    draft = draft_requirement(agency.id, SPBE, 2024, requirement, ("Bappeda",), ("Bappeda",))
    (item,) = add_items(store, [draft], "Ani", NOW)
    return item, requirement.texts["en"]


@pytest.mark.parametrize(
    "view", ["By indicator", "Board", "By unit", "The unit's tasks", "Item", "Workload"]
)
def test_a_requirement_is_said_in_english(open_checklist, required, view):
    item, english = required
    query = {"lang": "EN", "view": view}
    if view == "Item":
        query["item"] = str(item.id)
    page = open_checklist(TASKS if "tasks" in view else PAGE, opd="Bappeda", **query)
    everything = [said(page), *labels(page), *(box.value for box in page.text_area)]
    everything += [str(f.value.to_dict("records")) for f in page.dataframe]
    shown = "\n".join(everything).replace("\u2060", "").replace("\\", "")
    assert english in shown
    assert item.text not in shown


def test_saving_in_english_leaves_the_words_of_a_requirement_alone(
    open_checklist, store, agency, required
):
    item, _ = required
    page = open_checklist(view="Table", lang="EN")
    edit(page, {0: {"person": "Budi"}})
    say_name(page, "Ani")
    press(page, "Save 1 change")
    kept = find_items(store, agency.id, SPBE, 2024)[0]
    assert (kept.person, kept.text) == ("Budi", item.text)
