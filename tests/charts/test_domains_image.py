import xml.etree.ElementTree as ET

import pytest

from spbe.analysis.overview import compute_children
from spbe.charts.domains_image import draw_domains
from spbe.charts.palette import PALETTES

NOW, BEFORE = PALETTES["light"].now, PALETTES["light"].before


def words(svg):
    texts = (e for e in ET.fromstring(svg).iter() if e.tag.endswith("}text"))
    return ["".join(e.itertext()).strip() for e in texts]


def find(svg, tag, **wanted):
    found = (e.attrib for e in ET.fromstring(svg).iter() if e.tag.endswith("}" + tag))
    return [e for e in found if wanted.items() <= e.items()]


def test_the_worst_gap_stands_first_with_its_distance_to_the_target(make, tiny, text, aim):
    children = compute_children(make((3, 3, 2, 2)), target=350)
    said = words(draw_domains(children, tiny, text, target=aim))
    assert said[:4] == ["D2 Nama D2", "2,00 kurang 1,50", "D1 Nama D1", "3,00 kurang 0,50"]


def test_bars_begin_at_the_lowest_value_and_the_scale_is_the_instruments(make, tiny, text):
    svg = draw_domains(compute_children(make((5, 5, 3, 3))), tiny, text)
    half, whole = (float(e["width"]) for e in find(svg, "rect", fill=NOW))
    assert half == pytest.approx(whole / 2, abs=0.1)
    assert words(svg)[4:9] == ["1", "2", "3", "4", "5"]
    assert words(svg)[9] == "Nilai, skala 1–5; batang mulai dari 1."


def test_a_bar_at_the_lowest_value_can_still_be_seen(make, tiny, text):
    svg = draw_domains(compute_children(make((1, 1, 2, 2))), tiny, text)
    assert float(find(svg, "rect", fill=NOW)[0]["width"]) == 2


def test_last_year_is_a_tick_and_the_notes_name_its_year(make, tiny, text):
    children = compute_children(make((3, 3, 2, 2)), before=make((2, 3, 4, 1), 2023))
    svg = draw_domains(children, tiny, text, before_year=2023, more_notes=["Ilustratif."])
    assert len(find(svg, "line", stroke=BEFORE)) == 2
    assert words(svg)[-2:] == [
        "Nilai, skala 1–5; batang mulai dari 1. Garis abu-abu: hasil akhir 2023.",
        "Ilustratif.",
    ]


def test_an_incomplete_domain_is_a_range(make, tiny, text):
    svg = draw_domains(compute_children(make((None, 3, 2, 2))), tiny, text)
    assert "rentang 2,50–3,50" in words(svg)
    assert len(find(svg, "rect", opacity="0.35")) == 1


def test_names_stay_names_and_long_ones_are_broken(bandar_lampung, text):
    result = bandar_lampung[-1]
    svg = draw_domains(compute_children(result, "D4"), result.instrument, text)
    assert "A7 Layanan Administrasi Pemerintahan" in words(svg)
    assert max(len(word) for word in words(svg)) <= 72


def test_a_picture_to_take_along_has_its_title_on_top_and_a_ground_of_its_own(make, tiny, text):
    children = compute_children(make((3, 3, 2, 2)))
    svg = draw_domains(children, tiny, text, title="Nilai terendah: D2", more_notes=["Sumber: X"])
    assert words(svg)[0] == "Nilai terendah: D2"
    assert words(svg)[-1] == "Sumber: X"
    assert find(svg, "rect", fill=PALETTES["light"].page, height=ET.fromstring(svg).get("height"))
    plain = draw_domains(children, tiny, text)
    assert not find(plain, "rect", fill=PALETTES["light"].page)
