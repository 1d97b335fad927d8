"""What a template offers to choose in a cell, and the note it shows there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from openpyxl.worksheet.datavalidation import DataValidation

from spbe.text.terms import STAGE_NAMES
from spbe.text.translator import Translator
from spbe.workbooks.template_formulas import LevelColumn

_LONGEST = 255
"""Characters that Excel allows in the note of a cell's rule, and in a list of choices."""


def build_stage_choice(cell: str, text: Translator) -> DataValidation:
    """Offer the stages in a cell."""
    rule = DataValidation("list", formula1=_list_of(map(text, STAGE_NAMES.values())))
    rule.add(cell)
    return rule


def build_level_choices(column: LevelColumn, text: Translator) -> Iterator[DataValidation]:
    """Give one rule per capability: the levels to choose from, with their names as a note."""
    instrument = column.instrument
    low, high = instrument.level_minimum, instrument.level_maximum
    for capability in dict.fromkeys(leaf.capability for leaf in instrument.leaves):
        names = instrument.level_names.get(capability or "", {})
        choices = _list_of(map(str, range(low, high + 1)))
        if instrument.level_decimals or len(choices) > _LONGEST:
            kind = "decimal" if instrument.level_decimals else "whole"
            rule = DataValidation(kind, operator="between", formula1=low, formula2=high)
        else:
            rule = DataValidation("list", formula1=choices)
        rule.allow_blank = True
        rule.promptTitle = text("Tingkat {low}–{high}", low=low, high=high)
        lines = [f"{level} {name[text.language]}" for level, name in sorted(names.items())]
        said = "\n".join(lines or [text("Kosongkan bila belum dinilai.")])
        rule.prompt = said[:_LONGEST]
        rule.errorTitle = rule.promptTitle
        rule.error = text(
            "Isi tingkat kematangan {low} sampai {high}, atau kosongkan bila belum dinilai.",
            low=low,
            high=high,
        )
        for leaf in instrument.leaves:
            if leaf.capability == capability and leaf.code in column.rows:
                rule.add(f"{column.letter}{column.rows[leaf.code]}")
        if rule.sqref:
            yield rule


def _list_of(choices: Iterable[str]) -> str:
    joined = ",".join(choices)
    return f'"{joined}"'
