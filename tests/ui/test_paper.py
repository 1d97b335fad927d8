"""What stands on paper for what a screen offers; on screen everything stays Streamlit's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

PROJECT = Path(__file__).parents[2]
STREAMLIT_ITSELF = {"address", "cache", "canvas", "identities", "paper", "paper_tables"}
STREAMLIT_ITSELF |= {"serving", "sign_in", "wanted"}
"""Modules that draw nothing, sign in, or are what stands on paper."""


def test_whatever_draws_does_so_on_the_canvas():
    files = [PROJECT / "app.py", *PROJECT.glob("pages/*.py"), *PROJECT.glob("spbe/ui/*.py")]
    direct = {
        file.stem
        for file in files
        if re.search("^import streamlit", file.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert direct <= STREAMLIT_ITSELF, "take st from spbe/ui/canvas.py, so that the page prints"


def draw_fields():
    from spbe.ui.canvas import st

    st.session_state["kept"] = "b"
    st.session_state["several"] = ["x", "z"]
    left, right = st.columns(2)
    chosen = left.selectbox("Tahap", ["a", "b"], key="kept", format_func=str.upper)
    first = st.radio("Cara", ["satu", "dua"])
    several = right.multiselect("OPD", ["x", "y", "z"], key="several")
    with st.form("f"):
        name = st.text_input("Nama", "*Ani*")
        secret = st.text_input("Kata sandi", "rahasia", type="password")
        pressed = st.form_submit_button("Simpan")
    ticked = st.checkbox("Terkunci", True)
    st.code(repr((chosen, first, several, name, secret, pressed, ticked)))


def draw_parts():
    from spbe.ui.canvas import st

    with st.expander("Semua angka"):
        st.markdown("isi")
    opened = st.popover("Rumus", on_change="rerun", key="p")
    if opened.open:
        opened.markdown("rumus")
    with st.popover("Hapus"):
        st.markdown("Yakin?")
    st.button("Simpan")
    st.button("Butir satu", type="tertiary")
    with st.container(height=100):
        st.markdown("digulir")


def draw_grids():
    import pandas as pd

    from spbe.ui.canvas import st

    rows = pd.DataFrame(
        {"pick": [False, False], "name": ["*satu*", None], "units": [["A", "B"], []], "id": [1, 2]}
    )
    columns = {"name": st.column_config.TextColumn("Nama"), "units": "OPD", "id": None}
    given = st.data_editor(rows, column_config=columns)
    assert list(given.columns) == list(rows.columns)


def run(draw, *, is_paper: bool) -> AppTest:
    page = AppTest.from_function(draw)
    if is_paper:
        page.query_params["cetak"] = "1"
    page.run()
    assert list(page.exception) == []
    return page


@pytest.mark.parametrize("is_paper", [True, False])
def test_fields_give_what_they_hold_on_paper_and_on_screen(is_paper):
    page = run(draw_fields, is_paper=is_paper)
    assert page.code[0].value == "('b', 'satu', ['x', 'z'], '*Ani*', 'rahasia', False, True)"
    assert len(page.selectbox) == (0 if is_paper else 1)


def test_fields_are_said_on_paper_but_no_password():
    said = [caption.value for caption in run(draw_fields, is_paper=True).caption]
    assert sorted(said) == [
        "Cara: satu",
        r"Nama: \*Ani\*",
        "OPD: x, z",
        "Tahap: B",
        "✓ Terkunci",
    ]


def test_closed_parts_are_open_on_paper_and_what_a_press_would_open_is_not_there():
    page = run(draw_parts, is_paper=True)
    said = [words.value for words in page.markdown]
    assert said == ["**Semua angka**", "isi", "Butir satu", "digulir"]
    assert list(page.button) == []


def test_a_grid_is_a_table_of_the_columns_that_people_read():
    page = run(draw_grids, is_paper=True)
    assert page.table[0].value.to_dict("list") == {"Nama": [r"\*satu\*", "–"], "OPD": ["A, B", "–"]}
