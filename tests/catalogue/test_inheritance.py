"""What carries over from the instrument of 2020 to that of 2026."""

from __future__ import annotations

from pathlib import Path

import pytest

from spbe.catalogue.inheritance import InheritanceLink, load_inheritance
from spbe.catalogue.instruments import InstrumentError, load_instruments

INSTRUMENTS = load_instruments()
OLD, NEW = INSTRUMENTS["permenpanrb-59-2020"], INSTRUMENTS["permenpanrb-8-2026"]
LINKS = "from_code,to_code,confidence,documents_id,documents_en\n"
NOVELTIES = "code,new_id,new_en\n"


def write(folder: Path, links: str, novelties: str) -> None:
    (folder / f"inherited-from-{OLD.id}.csv").write_text(LINKS + links, encoding="utf-8")
    (folder / f"new-since-{OLD.id}.csv").write_text(NOVELTIES + novelties, encoding="utf-8")


def test_every_new_indicator_says_what_is_new():
    inheritance = load_inheritance(OLD, NEW)
    assert inheritance is not None
    assert tuple(inheritance.novelties) == NEW.leaf_codes
    assert len(inheritance.links) == 69


def test_links_to_an_indicator_are_found_surest_first():
    inheritance = load_inheritance(OLD, NEW)
    to_audit = [(link.old_code, link.confidence) for link in inheritance.find_links_to("I9")]
    assert to_audit == [("I29", "high"), ("I30", "high"), ("I31", "high"), ("I9", "medium")]
    [to_data] = [link for link in inheritance.find_links_to("I5") if link.old_code == "I3"]
    assert to_data == InheritanceLink(
        "I3",
        "I5",
        "high",
        {"id": "Peraturan tentang manajemen data", "en": "Regulation on data management"},
    )


def test_instruments_without_such_data_are_not_related():
    assert load_inheritance(INSTRUMENTS["permenpanrb-5-2018"], NEW) is None


def test_all_failures_are_told_at_once_with_file_and_line(tmp_path):
    write(
        tmp_path,
        "I1,I1,high,Dokumen,Document\nI99,I1,sure,Dokumen,\nI1,I1,low,Dokumen,Document\n",
        "I21,Baru,New\nI1,Baru,New\nI1,,New\n",
    )
    with pytest.raises(InstrumentError) as caught:
        load_inheritance(OLD, NEW, tmp_path)
    links, novelties = (
        tmp_path / name for name in (f"inherited-from-{OLD.id}.csv", f"new-since-{OLD.id}.csv")
    )
    assert caught.value.failures == [
        f"{links}:3: permenpanrb-59-2020 has no indicator 'I99'",
        f"{links}:3: confidence 'sure' is none of high, medium, low",
        f"{links}:3: documents_en is missing",
        f"{links}:4: I1 and I1 already stand in line 2",
        f"{novelties}:2: permenpanrb-8-2026 has no indicator 'I21'",
        f"{novelties}:4: new_id is missing",
        f"{novelties}:4: I1 stands twice",
    ]


def test_missing_column_is_named(tmp_path):
    write(tmp_path, "", "")
    path = tmp_path / f"new-since-{OLD.id}.csv"
    path.write_text("code,new_id\nI1,Baru\n", encoding="utf-8")
    with pytest.raises(InstrumentError) as caught:
        load_inheritance(OLD, NEW, tmp_path)
    assert caught.value.failures == [f"{path}:1: missing column new_en"]
