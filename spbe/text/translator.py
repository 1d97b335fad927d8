"""Turn messages, numbers and dates into text of one language.

The code speaks Indonesian: a message is written there as users see it, and the catalogues in
`locales/en/*.po` hold the English. A catalogue is read once, when its language is first used.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Literal

from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

LANGUAGES: Mapping[str, str] = {"id": "Bahasa Indonesia", "en": "English"}
_LOCALES = Path(__file__).parent / "locales"
_BABEL_LOCALES = {"id": "id_ID", "en": "en_GB"}
MINUS = "−"


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence to be said later, in the language of whoever reads it.

    `template` is the Indonesian text with {names}; `values` fills them in. A value may be a
    Message itself, or a name by language as data give it ({"id": "Baik", "en": "Good"}). Use
    `message()` to make one, so that it is found for translation.
    """

    template: str
    values: Mapping[str, object] = field(default_factory=dict)


def message(template: str, **values: object) -> Message:
    """Note a sentence with its values, to be translated where it is shown."""
    return Message(template, values)


class Translator:
    """Speaks one language: `text = Translator("id"); text("Simpan")`."""

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise ValueError(f"unknown language {language!r}")
        self.language = language
        self.locale = _BABEL_LOCALES[language]

    def __call__(self, sentence: str | Message, /, **values: object) -> str:
        """Translate a sentence and fill in its values.

        Integers are written plainly (a year stays 2024); pass other numbers through `number`,
        `score` or `points` first.
        """
        if isinstance(sentence, Message):
            template, values = sentence.template, {**sentence.values, **values}
        else:
            template = sentence
        if self.language != "id":
            template = load_catalogue(self.language).get(template, template)
        if not values:
            return template
        return template.format(**{name: self._say(value) for name, value in values.items()})

    def _say(self, value: object) -> object:
        if isinstance(value, Message):
            return self(value)
        return value[self.language] if isinstance(value, Mapping) else value

    def plural(self, one: str, many: str, count: int, /, **values: object) -> str:
        """Translate the sentence that fits `count`; both forms may use {count}.

        Indonesian has one form, so there `one` and `many` are usually the same text. In the
        catalogues each form is an entry of its own, English then differs between them.
        """
        sentence = load_catalogue(self.language).get(f"{one}\0{many}\0{int(count != 1)}")
        if sentence is None:
            sentence = one if count == 1 else many
        return sentence.format(count=self.number(count), **values)

    def score(self, hundredths: int | None) -> str:
        """Write a score or index given in hundredths: 328 → "3,28"; None → "–"."""
        if hundredths is None:
            return "–"
        return self.decimal(Fraction(hundredths, 100), 2)

    def points(self, points: Fraction | int, digits: int = 2) -> str:
        """Write a signed change of index points: "+0,03", "−1,07", "0,00"."""
        value = Fraction(points)
        text = self.decimal(abs(value), digits)
        if not any(digit in text for digit in "123456789"):
            return text
        return ("+" if value > 0 else MINUS) + text

    def decimal(self, value: Fraction | int, digits: int) -> str:
        """Write an exact value with a fixed number of decimals, rounded half up."""
        scaled = abs(Fraction(value)) * 10**digits
        whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
        text = f"{whole:0{digits + 1}d}"
        if digits:
            text = f"{text[:-digits]}{',' if self.language == 'id' else '.'}{text[-digits:]}"
        return (MINUS if value < 0 and whole else "") + text

    def number(self, value: int) -> str:
        """Write a whole number with the language's thousands separator."""
        return format_decimal(value, locale=self.locale)

    def level(self, units: int | None, decimals: int = 0) -> str:
        """Write a maturity level given in level units: 3 → "3", 126 with 2 decimals → "1,26"."""
        if units is None:
            return "–"
        text = self.decimal(Fraction(units, 10**decimals), decimals)
        return text.rstrip("0").rstrip(",.") if decimals else text

    def dots(self, level: int | None, highest: int = 5) -> str:
        """Draw a whole level as dots: 3 → "●●●○○"."""
        return "" if level is None else "●" * level + "○" * (highest - level)

    def date(
        self, day: datetime.date, style: Literal["full", "long", "medium", "short"] = "medium"
    ) -> str:
        """Write a day: "5 Nov 2024", or longer and shorter."""
        return format_date(day, style, locale=self.locale)

    def moment(self, moment: datetime.datetime) -> str:
        """Write a moment in the time zone that it carries: "5 Nov 2024 14.30"."""
        return format_datetime(moment, "d MMM y HH.mm", locale=self.locale)

    def list(self, items: list[str]) -> str:
        """Join names as a sentence does: "A, B, dan C"."""
        return format_list(items, locale=self.locale) if items else ""


@cache
def load_catalogue(language: str) -> Mapping[str, str]:
    """Read all catalogues of a language: message → translation.

    A plural message is keyed "one\\0many\\0form". Raises ValueError where two catalogues
    translate one message differently, for then the reader would see either by chance.
    """
    catalogue: dict[str, str] = {}
    for path in sorted((_LOCALES / language).glob("*.po")):
        with path.open("rb") as file:
            entries = read_po(file, locale=_BABEL_LOCALES[language])
        for entry in entries:
            if not entry.id or "fuzzy" in entry.flags:
                continue
            if isinstance(entry.id, tuple):
                one, many = entry.id
                found = {f"{one}\0{many}\0{form}": t for form, t in enumerate(entry.string or ())}
            else:
                found = {str(entry.id): str(entry.string)}
            for key, translation in found.items():
                if translation and catalogue.setdefault(key, translation) != translation:
                    raise ValueError(f"{path.name}: {key!r} is translated differently elsewhere")
    return catalogue
