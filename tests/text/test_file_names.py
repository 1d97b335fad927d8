"""File names made of what people wrote are safe wherever they end up."""

from __future__ import annotations

import pytest

from spbe.text.addresses import holds_password, is_web_address
from spbe.text.file_names import make_distinct, make_file_name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Pergub 12/2023", "Pergub 12-2023.pdf"),
        ("laporan.pdf", "laporan.pdf"),
        ("../../etc/passwd", "etc-passwd.pdf"),
        ("C:\\Windows\\a", "C-Windows-a.pdf"),
        ("a\r\nContent-Type: x", "a Content-Type- x.pdf"),
        ("gambar\u202efdp.exe", "gambar fdp.exe.pdf"),
        ("  .. ", "dokumen.pdf"),
        ("CON", "dokumen CON.pdf"),
        ("nul.txt", "dokumen nul.txt.pdf"),
        ("x" * 300, "x" * 100 + ".pdf"),
    ],
)
def test_a_file_name_has_no_path_no_control_and_the_right_ending(words, name):
    assert make_file_name(words, "pdf") == name


def test_names_that_differ_only_in_capitals_are_told_apart():
    taken: set[str] = set()
    made = [make_distinct(name, taken) for name in ("a.pdf", "A.pdf", "a.pdf", "a (2).pdf")]
    assert made == ["a.pdf", "A (2).pdf", "a (3).pdf", "a (2) (2).pdf"]


def test_only_one_whole_http_address_is_a_web_address():
    assert is_web_address("HTTPS://drive.example/a?b=1")
    wrong = ["javascript:x", "https://", "a.example", "https://a b", "https://[x", ""]
    assert [text for text in wrong if is_web_address(text)] == []
    assert holds_password("https://ani:1@a.example/")
    assert not holds_password("https://a.example/@ani")
