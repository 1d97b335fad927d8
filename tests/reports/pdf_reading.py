"""Read PDFs and pictures with Poppler, which did not write them."""

from __future__ import annotations

import re
import subprocess


def run_poppler(program, data, *options):
    """Run a program of Poppler on the bytes of a PDF and give what it says."""
    done = subprocess.run(
        [program, *options], input=data, capture_output=True, check=True, timeout=60
    )
    return done.stdout.decode()


def read_words(data):
    """Read all words of a PDF, blanks and line ends as one space."""
    return " ".join(run_poppler("pdftotext", data, "-", "-").replace("\u200b", "").split())


def read_info(data):
    """Read what `pdfinfo` says, by name."""
    said = run_poppler("pdfinfo", data, "-isodates", "-")
    return dict(re.findall(r"^([^:]+): +(.*)$", said, re.MULTILINE))


def find_right_end(data):
    """Find how far to the right any word reaches [points]."""
    ends = re.findall(r'xMax="([\d.]+)"', run_poppler("pdftotext", data, "-bbox", "-", "-"))
    return max(map(float, ends))


def read_size(picture):
    """Read width and height of a PNG [pixels]."""
    assert picture.startswith(b"\x89PNG")
    return tuple(int.from_bytes(picture[at : at + 4], "big") for at in (16, 20))
