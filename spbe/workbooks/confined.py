"""Read a workbook or a PDF in a process of its own, with limits, that can be ended.

Run as a script by `confinement.py` and deliberately free of this package, so that it starts
quickly and little memory stands beside the limit; for the same reason it imports the one reader
that it needs. Usage: `python -P confined.py KIND INPUT OUTPUT LIMITS`, the last as JSON. OUTPUT
holds one JSON value a line: an object begins a sheet, a list is one of its rows; or an object is a
page of a PDF. The object with "end" is the last.
"""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

Write: TypeAlias = Callable[[object], None]
Box: TypeAlias = tuple[float, float, float, float]
"""Left, bottom, right, top of a character, in points from the lower left corner."""

_PASSWORD_NEEDED = 4
"""FPDF_ERR_PASSWORD."""


def limit_resources(memory: int, seconds: int) -> None:
    """Bound the memory beyond what is used now [bytes] and the time, where the system can."""
    if sys.platform == "win32":
        return
    import resource

    with suppress(OSError, ValueError):  # some systems know a limit and refuse to set it
        used = Path("/proc/self/statm").read_text().split()[0]
        memory += int(used) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def write_workbook(source: Path, write: Write, limits: Mapping[str, int]) -> None:
    """Write every worksheet, or only how large it is where that is too large."""
    from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    try:
        workbook = CalamineWorkbook.from_path(source)
    except PasswordError:
        write({"end": "encrypted"})
        return
    metadata = workbook.sheets_metadata
    if len(metadata) > limits["sheets"]:
        write({"end": "sheets", "count": len(metadata)})
        return
    letters = 0
    cells = 0
    for position, about in enumerate(metadata):
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_index(position)
        rows, columns = (n + 1 for n in sheet.end or (-1, -1))
        write(
            {
                "sheet": about.name,
                "hidden": about.visible is not SheetVisibleEnum.Visible,
                "size": [rows, columns],
                "start": sheet.start or (0, 0),
                "merged": [(*first, *last) for first, last in sheet.merged_cell_ranges or ()],
            }
        )
        cells += rows * columns
        if rows > limits["rows"] or columns > limits["columns"] or cells > limits["cells"]:
            break  # the reader says which limit it was
        if sheet.start is None:
            continue
        for row in sheet.to_python():
            letters += sum(len(value) for value in row if isinstance(value, str))
            if letters > limits["letters"]:
                write({"end": "letters"})
                return
            write(row)
    write({"end": "read"})


def write_pdf(source: Path, write: Write, limits: Mapping[str, int]) -> None:
    """Write the words of every page with their places, or only how many pages there are."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as refusal:
        if refusal.err_code != _PASSWORD_NEEDED:
            raise
        write({"end": "encrypted"})
        return
    letters = 0
    with closing(document):
        if len(document) > limits["pages"]:
            write({"end": "pages", "count": len(document)})
            return
        for number in range(len(document)):
            with closing(document[number]) as page, closing(page.get_textpage()) as characters:
                letters += characters.count_chars()
                if letters > limits["letters"]:
                    write({"end": "letters"})
                    return
                size = page.get_size()
                as_shown = partial(turn, rotation=page.get_rotation(), size=size)
                words = list(find_words(characters, as_shown))
                if len(words) > limits["words"]:
                    write({"end": "letters"})
                    return
                write({"page": number + 1, "size": size, "words": words})
    write({"end": "read"})


def find_words(characters: Any, turn_box: Callable[[Box], Box]) -> Iterator[list[object]]:
    """Put the characters of a page together to words, each with the box around it.

    A word ends at a space, and where the next character stands elsewhere: cells of a table often
    follow each other without a space.
    """
    from pypdfium2.raw import FPDFText_GetUnicode as read_unicode

    word, around = "", (0.0, 0.0, 0.0, 0.0)
    for position in range(characters.count_chars()):
        letter = chr(read_unicode(characters, position))
        if not letter.strip():
            if word:
                yield [word, *around]
            word = ""
            continue
        box = turn_box(characters.get_charbox(position, loose=True))
        if word and not follows(around, box):
            yield [word, *around]
            word = ""
        word += letter
        around = box if len(word) == 1 else surround(around, box)
    if word:
        yield [word, *around]


def turn(box: Box, rotation: int, size: tuple[float, float]) -> Box:
    """Turn a box as its page is shown; `size` is that of the page as it is shown."""
    left, bottom, right, top = box
    width, height = size
    match rotation:
        case 90:
            return bottom, height - right, top, height - left
        case 180:
            return width - right, height - top, width - left, height - bottom
        case 270:
            return width - top, left, width - bottom, right
    return box


def follows(word: Box, box: Box) -> bool:
    """Tell whether a character stands right behind a word, on the same line."""
    height = max(word[3] - word[1], box[3] - box[1], 1.0)
    is_same_line = abs((word[1] + word[3]) - (box[1] + box[3])) < height
    return is_same_line and -height < box[0] - word[2] < height / 2


def surround(one: Box, other: Box) -> Box:
    """Give the box around two boxes."""
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )


def encode(value: Any) -> dict[str, Any]:
    """Give dates and times a form that JSON knows."""
    if isinstance(value, datetime.timedelta):
        return {"timedelta": value.total_seconds()}
    return {type(value).__name__: value.isoformat()}


WRITERS: Mapping[str, Callable[[Path, Write, Mapping[str, int]], None]] = {
    "workbook": write_workbook,
    "pdf": write_pdf,
}

if __name__ == "__main__":
    kind, source, target = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    limits = json.loads(sys.argv[4])
    limit_resources(limits["memory"], limits["seconds"])
    with target.open("w", encoding="ascii") as output:

        def write(value: object) -> None:
            """Write one value as a line."""
            output.write(json.dumps(value, default=encode, separators=(",", ":")) + "\n")

        WRITERS[kind](source, write, limits)
