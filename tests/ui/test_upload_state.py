"""What an upload holds in memory until it is saved or put aside."""

from __future__ import annotations

from spbe.ui.problem_parts import describe_place
from spbe.ui.upload_state import HELD_MEGABYTES, UploadState
from spbe.workbooks.reading import Answers, SourceFile


def test_files_beyond_the_room_are_given_back_and_smaller_ones_stay():
    upload = UploadState()
    half = bytes(HELD_MEGABYTES // 2 * 2**20)
    first, second, third = (SourceFile(name, half) for name in ("a", "b", "c"))
    assert upload.take([first, second, third]) == [third]
    assert [source.name for source in upload.sources.values()] == ["a", "b"]


def test_every_taking_gives_the_uploader_a_new_key():
    upload = UploadState()
    upload.take([SourceFile("a", b"1")])
    assert upload.round == 1


def test_what_is_put_aside_leaves_nothing_behind():
    upload = UploadState()
    upload.take([SourceFile("a", b"1")])
    [key] = upload.sources
    upload.answers[key] = Answers(year=2024)
    upload.put_aside([key])
    assert (upload.sources, upload.answers, upload.files) == ({}, {}, {})


def test_a_sheet_that_repeats_the_name_of_its_file_is_not_said_twice():
    assert describe_place("a.csv", "a", "C4") == "a.csv · C4"
    assert describe_place("a.xlsx", "Nilai", "C4") == "a.xlsx · Nilai C4"
    assert describe_place("a.xlsx", "Nilai") == "a.xlsx · Nilai"
    assert describe_place("a.xlsx", "") == "a.xlsx"
