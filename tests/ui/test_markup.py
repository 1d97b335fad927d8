import pytest

from spbe.ui.markup import escape_lines, escape_markdown, find_safe_links, format_link


@pytest.mark.parametrize(
    ("written", "escaped"),
    [
        ("*tebal* _miring_ `kode`", r"\*tebal\* \_miring\_ \`kode\`"),
        ("[x](javascript:alert(1))", "\\[x\\]\\(javascript\\:\u2060alert\\(1\\)\\)"),
        ("<b>&amp;", r"\<b\>\&amp;"),
        ("$x$ :red[a]", "\\$x\\$ \\:\u2060red\\[a\\]"),
        ("# judul", r"\# judul"),
        ("baris satu\n\n- baris dua", r"baris satu \- baris dua"),
        ("Dinas Kominfo", "Dinas Kominfo"),
    ],
)
def test_markup_of_a_user_is_shown_letter_by_letter(written, escaped):
    assert escape_markdown(written) == escaped


def test_lines_stay_lines():
    assert escape_lines("satu\n*dua*") == "satu  \n\\*dua\\*"


def test_only_web_addresses_become_links():
    written = [
        "https://a.id/x",
        "javascript:alert(1)",
        "http://b.id",
        "file:///etc",
        "https://",
        " https://c.id ",
        "https://d.id/a b",
        "http://[x",
    ]
    found = find_safe_links("\n".join(written))
    assert found == ["https://a.id/x", "http://b.id", "https://c.id"]


def test_a_link_cannot_break_out_of_its_brackets():
    link = format_link("https://a.id/x>)<b>(1)", "a](b)")
    assert link == r"[a\]\(b\)](<https://a.id/x%3E%29%3Cb%3E%281%29>)"
