"""Make an Office document the same bytes for the same input: every moment in it is a given day."""

from __future__ import annotations

import datetime
import io
import re
import zipfile

_CORE = "docProps/core.xml"
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
FIRST_DAY, LAST_DAY = datetime.date(1980, 1, 1), datetime.date(2107, 12, 31)
"""The days that a ZIP can hold."""
_EMBEDDED = (".xlsx", ".docx", ".pptx")


def fit_day(day: datetime.date) -> datetime.date:
    """Give a day as a ZIP can hold it: the nearest one where it cannot hold this."""
    return min(max(day, FIRST_DAY), LAST_DAY)


def give_moment(day: datetime.date) -> tuple[int, int, int, int, int, int]:
    """Give the moment of a ZIP's entry: when the day begins."""
    fitting = fit_day(day)
    return fitting.year, fitting.month, fitting.day, 0, 0, 0


def fix_moments(data: bytes, day: datetime.date) -> bytes:
    """Write a document (docx, pptx, xlsx) again with `day` as the only moment in it.

    That is the time of every entry of the ZIP, when it was made and changed by its properties, and
    the same within workbooks that it holds. Days that a ZIP cannot hold become the nearest one
    that it can. Raises zipfile.BadZipFile for anything else than a ZIP.
    """
    moment = fit_day(day)
    said = f"{moment.isoformat()}T00:00:00Z".encode()
    fixed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == _CORE:
                content = _MOMENT.sub(rb"\g<1>" + said + rb"\g<2>", content)
            elif entry.filename.endswith(_EMBEDDED):
                content = fix_moments(content, day)
            written = zipfile.ZipInfo(entry.filename, give_moment(day))
            target.writestr(written, content, zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
