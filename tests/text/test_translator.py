"""Words, numbers and dates as the two languages write them."""

import datetime
from fractions import Fraction

import pytest

from spbe.text.figures import say_score
from spbe.text.terms import STAGE_NAMES
from spbe.text.translator import Translator, message

ID, EN = Translator("id"), Translator("en")


def test_score_has_two_decimals_and_the_comma_of_the_language() -> None:
    assert (ID.score(328), EN.score(328), ID.score(5), ID.score(None)) == (
        "3,28",
        "3.28",
        "0,05",
        "–",
    )


def test_points_carry_their_sign() -> None:
    assert ID.points(Fraction(3, 100)) == "+0,03"
    assert ID.points(Fraction(-107, 100)) == "−1,07"
    assert EN.points(0) == "0.00"
    assert ID.points(Fraction(-1, 1000)) == "0,00"


def test_decimal_is_rounded_half_up_on_the_exact_value() -> None:
    assert ID.decimal(Fraction("3.285"), 2) == "3,29"
    assert ID.decimal(Fraction(-1, 2), 0) == "−1"
    assert ID.decimal(12, 0) == "12"


def test_level_is_whole_or_as_short_as_it_can_be() -> None:
    assert (ID.level(3), ID.level(None), ID.level(126, 2), ID.level(150, 2), ID.level(200, 2)) == (
        "3",
        "–",
        "1,26",
        "1,5",
        "2",
    )
    assert ID.dots(3) == "●●●○○"


def test_dates_and_lists_follow_the_language() -> None:
    day = datetime.date(2024, 10, 29)
    assert (ID.date(day), EN.date(day)) == ("29 Okt 2024", "29 Oct 2024")
    assert ID.list(["A", "B", "C"]) == "A, B, dan C"
    assert ID.list([]) == ""


def test_message_is_translated_where_it_is_shown_with_the_messages_in_it() -> None:
    note = message("{stage}", stage=STAGE_NAMES["self"])
    assert (ID(note), EN(note)) == ("Penilaian Mandiri", "Self-assessment")


def test_a_name_from_data_is_said_in_the_language_of_the_reader() -> None:
    note = message("{rating}", rating={"id": "Baik", "en": "Good"})
    assert (ID(note), EN(note)) == ("Baik", "Good")


def test_untranslated_sentence_stays_indonesian() -> None:
    assert EN("Kalimat tanpa terjemahan {n}", n=2) == "Kalimat tanpa terjemahan 2"


def test_braces_in_a_value_are_left_alone() -> None:
    assert ID("Nama {name}", name="{0}{x}") == "Nama {0}{x}"


def test_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown language 'jv'"):
        Translator("jv")


@pytest.mark.parametrize(("language", "said"), [("id", "3,05"), ("en", "3.05")])
def test_a_score_within_a_message_is_written_as_its_reader_does(language, said):
    assert Translator(language)(message("{score}", score=say_score(305))) == said
