"""Labels of widgets say what users wrote, and screen readers read it as it is."""

from __future__ import annotations

import pytest

from spbe.ui.labels import escape_label

JOINER = "\u2060"


@pytest.mark.parametrize(
    "text",
    [
        "a.xlsx · Nilai C13",
        "Dinas Kesehatan (2024) - baru",
        "5 — A",
        "16_wa_a.txt",
        "R&D [1]",
        "5 * 3",
    ],
)
def test_an_ordinary_label_stays_as_it_is(text):
    assert escape_label(text) == text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("**tebal** [x](y)", rf"\*\*tebal\*\* [x]{JOINER}(y)"),
        ("$a$ <b> `c` ~~d~~", rf"\$a\$ <{JOINER}b> \`c\` \~\~d\~\~"),
        ("a\n\n# b", "a # b"),
        ("_a_ b", r"\_a\_ b"),
        ("a &amp; \\*", f"a &{JOINER}amp; \\{JOINER}*"),
        ("![x](y) [x][y] [x]: y", f"![x]{JOINER}(y) [x]{JOINER}[y] [x]{JOINER}: y"),
        ("19. Tim", f"{JOINER}19. Tim"),
        ("# judul", f"{JOINER}# judul"),
        (":material/home: :red[x]", f":{JOINER}material/home: :{JOINER}red[x]"),
        ("https://a.b", f"https:{JOINER}//a.b"),
        ("www.a.b", f"www{JOINER}.a.b"),
        ("a@b.c", f"a@{JOINER}b.c"),
    ],
)
def test_nothing_of_a_users_text_comes_alive(text, escaped):
    assert escape_label(text) == escaped
