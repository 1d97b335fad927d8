import xml.etree.ElementTree as ET
from dataclasses import dataclass

from spbe.analysis.results import score_result
from spbe.catalogue.instruments import load_instruments
from spbe.charts.bullet_image import draw_bullet
from spbe.model.assessment import Assessment
from spbe.text.translator import Translator

INSTRUMENTS = load_instruments()
SPBE = INSTRUMENTS["permenpanrb-59-2020"]
TEXT = Translator("id")


@dataclass(frozen=True)
class Aim:
    name: str = "<b>Tekad</b>"
    source: str = "rapat"
    hundredths: int = 350
    is_primary: bool = True


def scored(stage="document", level=3, instrument=SPBE, **levels):
    complete = dict.fromkeys(instrument.leaf_codes, level) | levels
    content = Assessment(instrument.id, "Kota Uji", instrument.first_year, stage, complete)
    return score_result(instrument, content)


def words(svg):
    return [element.text for element in ET.fromstring(svg).iter() if element.tag.endswith("text")]


def circles(svg):
    return [e.attrib for e in ET.fromstring(svg).iter() if e.tag.endswith("circle")]


def test_it_names_the_ratings_and_their_bounds():
    assert words(draw_bullet(scored(), TEXT)) == [
        "Kurang", "Cukup", "Baik", "Sangat", "Baik", "Memuaskan",
        "1", "1,8", "2,6", "3,5", "4,2", "5",
    ]  # fmt: skip


def test_an_interim_result_has_a_hollow_mark_and_a_final_one_a_filled_one():
    interim, final = (
        circles(draw_bullet(scored(), TEXT)),
        circles(draw_bullet(scored("final"), TEXT)),
    )
    assert interim[0]["fill"] != interim[0]["stroke"]
    assert final[0]["fill"] == final[0]["stroke"]
    assert interim[0]["cx"] == "150.0"  # level 3 is the middle of the scale


def test_an_incomplete_result_has_no_mark_but_a_bar_over_its_range():
    svg = draw_bullet(scored(I1=None), TEXT)
    assert circles(svg) == []
    assert svg.count("opacity='0.5'") == 1


def test_last_year_and_the_target_say_their_figures():
    said = words(draw_bullet(scored(), TEXT, before=scored("final", 2), target=Aim()))
    assert said[-2:] == ["2021: 2,00", "target 3,50"]


def test_another_instrument_is_no_last_year():
    before = scored("final", 2, INSTRUMENTS["permenpanrb-5-2018"])
    assert "2018: 2,00" not in words(draw_bullet(scored(), TEXT, before=before))


def test_the_scale_is_that_of_the_instrument():
    old = INSTRUMENTS["permenpanrb-5-2018"]
    assert "0" in words(draw_bullet(scored(instrument=old), TEXT))
