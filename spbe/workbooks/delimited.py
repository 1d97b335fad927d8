"""Read text: csv in its usual spellings, text copied from a sheet, lines of a message."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Sequence

from spbe.text.translator import message
from spbe.workbooks.grid import Grid
from spbe.workbooks.limits import (
    CellBudget,
    Deadline,
    RefusedError,
)

_DELIMITERS = ("\t", ";", ",", "|")
_SAMPLE_LINES = 60
_SAMPLE_LETTERS = 50_000
_LONGEST_MESSAGE = 500_000
_LONGEST_LINE = 400
_MAX_CELL_LETTERS = 131_072
HEADER = ["No", "Indikator", "Nilai"]
LINKED_HEADER = [*HEADER, "Tautan Bukti"]

# "[12/11/24 20.15] Budi: " as a phone copies it, "[20.15, 12/11/2024] Budi: " as a laptop does,
# "12/11/24 20.15 - Budi: " in an exported chat
_SENDER = re.compile(
    r"^[\s\u200e]*(?:\[(?:[\d./:,\s-]|pukul|[AP]M){10,30}\]\s*[^:]{1,60}:"
    r"|\d{1,2}[/.]\d{1,2}[/.]\d{2,4},?\s(?:pukul\s)?\d{1,2}[.:]\d{2}(?:\s?[AP]M)?\s-\s[^:]{1,60}:)\s*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"^\s*[-*•_]*\s*(?P<word>(?:indikator|ind|no|i)\b\.?|i(?=\d))?\s*"
    # "1 s.d. 5" and "1, 2" stay together: no indicator has such a number, and that is said
    r"(?P<number>\d{1,2}(?:-[1-9])?(?:\s*(?:s\.?/?d\.?|sampai|dan|&|,)\s*\d{1,2})*)"
    r"[*_]*\s*(?:[.):]|(?=\s|[=\-–—→]))\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
# The level stands behind the last of these; a dash counts only where there is nothing clearer.
_SEPARATOR = re.compile(r"[:=→]|[-=]>")
_DASH = re.compile(r"\s[-–—](?=\s|$)")
_WORDED = re.compile(
    r"^(?P<name>.*\S)\s+(?P<level>(?:level|tingkat(?:\s+kematangan)?)\s+\S{1,5})$", re.IGNORECASE
)
# "(bukti: https://…)", and the brackets and words that only lead to the address
_LINK = re.compile(
    r"[\s,;(\[<]{0,8}"
    r"(?:\b(?:data dukung|bukti(?: dukung)?|eviden(?:ce)?|link|tautan|lihat)\b[\s:=]*){0,3}"
    r"((?:https?://|www\.)[^\s<>\"]+)\s*[\])>]*",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"^(?:(?:level|lvl|tingkat(?:\s+kematangan)?|tk|nilai|skor|l)\.?\s*)?"
    r"(?:\d+(?:[.,]\d+)?|[ivx]{1,4})$",
    re.IGNORECASE,
)


def decode_text(data: bytes) -> str | None:
    """Decode a text file: UTF-8 or UTF-16 with or without mark, else Windows' cp1252.

    None where the bytes are no text.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _decode(data, encoding)
    sample = data[:2_000]
    if sample.count(b"\0") > len(sample) // 4:
        return _decode(data, "utf-16-le" if sample[1::2].count(b"\0") else "utf-16-be")
    return _decode(data, "utf-8") or _decode(data, "cp1252") or _decode(data, "latin-1")


def _decode(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    is_binary = any(letter < " " and letter not in "\t\n\r\f\v\x1a" for letter in set(text))
    return None if is_binary else text


def read_delimited(text: str, name: str, deadline: Deadline) -> Grid:
    """Read csv, tsv or pasted text as one sheet; every value stays text.

    Raises RefusedError where it is larger than a sheet may be, or a quotation mark is left open.
    """
    if len(text) <= _LONGEST_MESSAGE:
        lines = text.splitlines()
        if rows := _read_markdown(lines) or _read_message(lines):
            return Grid(name, rows)
    delimiter, text = _choose_delimiter(text)
    # Counted before it is split, so that no row and no list of rows can fill the memory.
    CellBudget().add_cells(name, text.count(delimiter) + text.count("\n"))
    csv.field_size_limit(_MAX_CELL_LETTERS)
    rows = []
    width = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append([cell.strip() for cell in row])
            if len(row) > width:
                width = len(row)
                CellBudget().add(name, 1, width)
            if len(rows) % 1_000 == 0:
                deadline.check()
                CellBudget().add(name, len(rows), width)
    except csv.Error as e:
        raise RefusedError(
            "cell-too-long",
            message(
                "Mulai baris {row} ada sel yang lebih panjang dari {limit} huruf; biasanya karena "
                'tanda kutip (") tidak ditutup. Tutup tanda kutipnya, lalu unggah lagi.',
                row=len(rows) + 1,
                limit=_MAX_CELL_LETTERS,
            ),
        ) from e
    CellBudget().add(name, len(rows), width)
    return Grid(name, rows)


def _choose_delimiter(text: str) -> tuple[str, str]:
    """Choose the delimiter that lays most cells into an even table; obey Excel's "sep=;"."""
    if match := re.match(r'"?sep=(.)"?\r?\n', text):
        return match[1], text[match.end() :]
    sample = "\n".join(text[:_SAMPLE_LETTERS].splitlines()[:_SAMPLE_LINES])
    return max(_DELIMITERS, key=lambda delimiter: _count_even_cells(sample, delimiter)), text


def _count_even_cells(sample: str, delimiter: str) -> int:
    try:
        widths = [len(row) for row in csv.reader(io.StringIO(sample), delimiter=delimiter)]
    except csv.Error:
        return 0
    counts = Counter(width for width in widths if width > 1)
    return max(((width - 1) * count for width, count in counts.items()), default=0)


def _read_markdown(lines: Sequence[str]) -> list[list[str]]:
    """Read a table drawn with "|"; lines around it stay as rows of one cell."""
    if not any(_is_rule(line) and "|" in line for line in lines):
        return []
    rows = []
    for line in lines:
        if _is_rule(line):
            continue
        cells = re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))
        rows.append([cell.strip().replace("\\|", "|") for cell in cells])
    return rows


def _is_rule(line: str) -> bool:
    """Tell whether a line is only drawn, as the one under the header is."""
    return "--" in line and set(line) <= set(" \t|:-")


def _read_message(lines: Sequence[str]) -> list[list[str]]:
    """Read lines such as "1. Kebijakan Internal Arsitektur SPBE: 3" or "Indikator 12 = 4".

    Gives the columns number, name and level under a header; other lines stay as they are. Empty
    where these are not the lines of a message.
    """
    rows: list[list[str]] = []
    first = None
    fitting = filled = 0
    if sum(any(mark in line for mark in "\t;|") for line in lines) * 2 > len(lines):
        return []
    for line in lines:
        line = _SENDER.sub("", " ".join(line.split()))
        text, links = _take_links(line) if len(line) <= _LONGEST_LINE else (line, "")
        if links and not text and rows and len(rows[-1]) > 1:
            rows[-1] = [*rows[-1][: len(HEADER)], "\n".join([*rows[-1][len(HEADER) :], links])]
            continue
        filled += bool(line)
        if len(text) <= _LONGEST_LINE and (row := _read_line(text)):
            fitting += 1
            first = len(rows) if first is None else first
            rows.append([*row, links] if links else row)
        else:
            rows.append([line])
    if first is None or fitting * 2 < filled:
        return []
    has_links = any(len(row) > len(HEADER) for row in rows)
    return [*rows[:first], LINKED_HEADER if has_links else HEADER, *rows[first:]]


def _take_links(line: str) -> tuple[str, str]:
    """Take the addresses out of a line, which stand behind its level; one a line."""
    if "://" not in line and "www." not in line.casefold():
        return line, ""
    links = []
    for found in _LINK.findall(line):
        link = found.rstrip(".,;]>")
        links.append(link if "(" in link else link.rstrip(").,;"))
    return _LINK.sub(" ", line).strip(), "\n".join(links)


def _read_line(line: str) -> list[str] | None:
    """Split one line into number, name and level; None where it is none of a list.

    What stands where a level is due is taken as it is, so that "tiga" is not passed over.
    """
    numbered = _NUMBERED.match(line)
    rest = numbered["rest"] if numbered else line
    separated = _split_off_level(rest)
    name, level = (_bare(part) for part in separated or ("", ""))
    if numbered is None:
        return ["", name, level] if name and _LEVEL.match(level) else None
    if separated and (name or numbered["word"]):
        return [numbered["number"], name, level]
    rest = _bare(rest)
    if _LEVEL.match(rest) or (numbered["word"] and rest):
        return [numbered["number"], "", rest]
    return None


def _split_off_level(text: str) -> tuple[str, str] | None:
    for pattern in (_SEPARATOR, _DASH):
        if marks := list(pattern.finditer(text)):
            return text[: marks[-1].start()], text[marks[-1].end() :]
    worded = _WORDED.match(text)
    return (worded["name"], worded["level"]) if worded else None


def _bare(text: str) -> str:
    """Take bullets, emphasis and separators off both ends; a lone dash says "none" and stays."""
    return text.strip(" *_=:-–—→•") or text.strip(" *_")
