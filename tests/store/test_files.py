"""Files of evidence: kept once by their content, whole or not at all, wherever they lie."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import uuid
import zipfile
from pathlib import Path

import pytest

from spbe.store.file_types import MAXIMUM_BYTES, check_file
from spbe.store.files import open_files
from spbe.store.records import StoreError

PROJECT = Path(__file__).parents[2]
DATA = b"%PDF-1.7 " + b"isi " * 1000

KEEP_MANY = """
import sys
from spbe.store.files import open_files
files = open_files(sys.argv[1])
print("ready", flush=True)
number = 0
while True:
    print(files.keep(b"%PDF-" + str(number).encode() * 200_000), flush=True)
    number += 1
"""


@pytest.fixture(params=["folder", "object store"])
def files(request, tmp_path):
    is_folder = request.param == "folder"
    return open_files(str(tmp_path / "bukti") if is_folder else f"memory://{uuid.uuid4().hex}")


def test_a_file_is_kept_once_under_its_content_and_comes_back(files):
    sha256 = files.keep(DATA)
    assert files.keep(DATA) == sha256
    assert files.find() == [sha256]
    assert files.load(sha256) == DATA


def test_a_file_that_is_gone_or_was_changed_is_said_so(tmp_path):
    files = open_files(str(tmp_path))
    with pytest.raises(StoreError, match="tidak ada di tempat penyimpanan bukti"):
        files.load("0" * 64)
    sha256 = files.keep(DATA)
    (tmp_path / sha256[:2] / sha256).write_bytes(b"lain")
    with pytest.raises(StoreError, match="tidak lagi sama dengan yang disimpan"):
        files.load(sha256)


def test_no_name_from_outside_becomes_a_path(files):
    with pytest.raises(ValueError, match="no SHA-256"):
        files.load("../../etc/passwd")


@pytest.mark.parametrize("url", ["apaini://ember", "memory2://", "s3://ember-tanpa-pustaka"])
def test_an_address_that_cannot_be_used_is_said_with_its_variable(url):
    with pytest.raises(StoreError, match="SPBE_EVIDENCE_URL"):
        open_files(url)


def test_a_password_in_an_address_is_not_repeated(monkeypatch):
    files = open_files(f"memory://{uuid.uuid4().hex}")

    def fail(*_):
        raise RuntimeError("no answer from https://kunci:S4ngat-rahasia@s3.contoh.id/bukti")

    monkeypatch.setattr(files._system, "exists", fail)
    with pytest.raises(StoreError, match=r"https://s3\.contoh\.id/bukti") as refusal:
        files.find()
    assert "rahasia" not in str(refusal.value)


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "berkas").write_text("bukan folder")
    with pytest.raises(StoreError, match="Tidak ada yang disimpan"):
        open_files(str(tmp_path / "berkas" / "bukti")).keep(DATA)


def test_killed_at_any_moment_it_leaves_no_half_file_and_loses_none(tmp_path):
    moments = random.Random(4)
    for round_ in range(4):
        folder = tmp_path / str(round_)
        process = subprocess.Popen(
            [sys.executable, "-c", KEEP_MANY, str(folder)],
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            text=True,
        )
        acknowledged = []
        for line in process.stdout:
            acknowledged.append(line.strip())
            if len(acknowledged) > moments.randint(1, 20):
                process.kill()
                break
        acknowledged += [line.strip() for line in process.stdout if line.endswith("\n")]
        process.wait()
        process.stdout.close()
        files = open_files(str(folder))
        there = files.find()
        assert set(acknowledged) - {"ready"} <= set(there)
        assert all(files.load(sha256) for sha256 in there)  # raises where one is not whole


def office(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in ("[Content_Types].xml", *names):
            archive.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "extension"),
    [
        (DATA, "pdf"),
        (office("word/document.xml"), "docx"),
        (office("xl/workbook.xml"), "xlsx"),
        (office("xl/workbook.xml", "xl/vbaProject.bin"), "xlsm"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument\0".encode("utf-16-le"), "doc"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook\0".encode("utf-16-le"), "xls"),
        (b"\x89PNG\r\n\x1a\n....", "png"),
        (b"\xff\xd8\xff\xe0....", "jpg"),
        (b"GIF89a....", "gif"),
        (b"RIFF....WEBP", "webp"),
    ],
)
def test_a_file_is_told_by_its_content(data, extension):
    assert check_file(data).extension == extension


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "kosong"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "bukan PDF, Word, Excel atau gambar"),
        (b"<html><script>1</script>", "bukan PDF, Word, Excel atau gambar"),
        (b"MZ\x90", "bukan PDF, Word, Excel atau gambar"),
        (office("ppt/presentation.xml"), "bukan PDF, Word, Excel atau gambar"),
        (b"PK\x03\x04 rusak", "bukan PDF, Word, Excel atau gambar"),
        (b"%PDF-" + bytes(MAXIMUM_BYTES), "26 MB; paling besar 25 MB"),
    ],
)
def test_whatever_else_it_is_it_is_refused_before_anything_is_written(data, sentence):
    with pytest.raises(StoreError, match=sentence):
        check_file(data)
