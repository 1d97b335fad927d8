"""What a picture, a table or a page says of itself when it is taken along.

Whose figures they are, of which stage, how sure, and as of which day.
"""

from __future__ import annotations

import re

from spbe.charts.layout import say_illustrative
from spbe.model.assessment import PublishedResult
from spbe.text.terms import STAGE_SHORT_NAMES
from spbe.ui.clock import today
from spbe.ui.shell import Page, format_stage


def list_origin(page: Page, *, is_own: bool = True) -> list[str]:
    """List the lines that stand below a picture and above a table.

    `is_own` says whether the figures are about the agency in view. The first line holds source and
    date; further ones say that figures are invented, or rest on secondary sources.
    """
    text, view = page.text, page.view
    lines = [f"{_name_source(page, is_own=is_own)} · {text.date(today())}"]
    if is_own and page.is_illustrative:
        lines.append(say_illustrative(text))
    if is_own and view.instrument is not None and view.instrument.is_secondary:
        lines.append(
            text(
                "Struktur dan bobot {regulation} diambil dari sumber sekunder yang saling sesuai, "
                "belum dari peraturannya sendiri.",
                regulation=view.instrument.regulation_short,
            )
        )
    return lines


def _name_source(page: Page, *, is_own: bool) -> str:
    """Name what the figures come from: "Sumber: Kota X, Hasil Akhir (setelah reviu) 2024"."""
    text, view = page.text, page.view
    if not is_own:
        return text("Sumber: hasil SPBE yang tersimpan di aplikasi ini")
    parts = [view.agency.name] if view.agency is not None else []
    if view.year is not None and view.stage is not None:
        parts.append(f"{format_stage(text, view.stage)} {view.year}")
    if view.result is not None:
        content = view.result.stored.content
        if isinstance(content, PublishedResult) and content.source:
            parts.append(content.source)
    return text("Sumber: {source}", source=", ".join(parts) or "SPBE")


def name_file(page: Page, name: str, *, is_own: bool = True) -> str:
    """Name a file by what it holds, without ending: "semua-indikator-kota-bontang-2024-akhir"."""
    view, parts = page.view, [name]
    if is_own and view.agency is not None:
        parts += [view.agency.name, str(view.year or "")]
        parts += [page.text(STAGE_SHORT_NAMES[view.stage])] if view.stage else []
    return "-".join(re.findall(r"\w+", " ".join(parts).lower()))
