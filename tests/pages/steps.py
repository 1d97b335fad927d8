"""What a user does on a page, in the words that stand there."""

from __future__ import annotations

import re

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import check

INDONESIAN = re.compile(
    r"\b(peringkat|dari|naik|turun|terbanyak|terutama|yang|predikat|kelompok|instansi|nilai|unggul"
    r"|tertinggi|sejak|perubahan|bukti|tingkat|dokumen|baru|indikator|belum|usaha|langkah)\b",
    re.IGNORECASE,
)
"""Words that stand in no English sentence of ours."""


def press(page: AppTest, label: str) -> AppTest:
    """Press a button by its label, whatever stands behind its words."""
    button = next(b for b in page.button if b.label == label)
    assert not button.disabled, f"{label} is disabled"
    return after(page, button.click())


def after(page: AppTest, step: object) -> AppTest:  # the step is done by then
    page.run()
    check(page)
    return page


def labels(page: AppTest) -> list[str]:
    return [button.label for button in page.button]


def select(page: AppTest, label: str, value: object) -> AppTest:
    box = next(b for b in page.selectbox if label in b.label.replace("\u2060", ""))
    return after(page, box.set_value(value))


def say_name(page: AppTest, name: str = "Rina") -> AppTest:
    """Answer who is at work, as is asked once per session."""
    named = {"Nama Anda": "Lanjutkan", "Your name": "Continue"}
    field = next(field for field in page.text_input if field.label in named)
    field.set_value(name)
    return press(page, named[field.label])


def upload(page: AppTest, *files: tuple[str, bytes]) -> AppTest:
    """Give files to the first uploader of the page."""
    kind = "application/octet-stream"
    return after(page, page.file_uploader[0].set_value([(n, data, kind) for n, data in files]))


def edit(page: AppTest, rows: dict[int, dict[str, str]]) -> AppTest:
    """Type into the first grid of the page, by row and column."""
    key = page.data_editor[0].key
    state = {"edited_rows": rows, "added_rows": [], "deleted_rows": []}
    page.session_state[key] = state
    page.run()
    check(page)
    return page


def warnings(page: AppTest) -> list[str]:
    return [w.value.replace("\\", "").replace("\u2060", "") for w in page.warning]


def table(page: AppTest, column: str) -> list[dict[str, object]]:
    """Give the rows of the first table that has a column; none where there is no such table."""
    for found in page.dataframe:
        if column in found.value.columns:
            return found.value.to_dict("records")
    return []
