"""Choosing the reader of a file."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from retrieval.errors import SourceError
from retrieval.sources.files import read_file
from retrieval.sources.records import Record

JSON = b'{"title": "Sparse gates", "abstract": "We open few gates."}\n'
BIBTEX = b"% exported\n\n@misc{a, title = {Sparse gates}}\n"
RIS = b"TY  - JOUR\r\nTI  - Sparse gates\r\nER  - \r\n"
TABLE = b"id,title,year\n1,Sparse gates,2020\n"
PAGE = b"Sparse gates\n\n" + b"We open few gates and close the others in turn. " * 5
HTML = b'<html><h3><a href="/papers/2401.00001">Sparse gates</a></h3><p>We open few.</p>'


@pytest.mark.parametrize("data", [JSON, BIBTEX, RIS, TABLE, PAGE, HTML])
@pytest.mark.parametrize("name", ["papers", "papers.dat", "papers.json"])
@pytest.mark.parametrize("zipped", [False, True])
def test_content_decides(tmp_path: Path, data: bytes, name: str, zipped: bool) -> None:
    """The content chooses the reader, whatever the file is called."""
    path = tmp_path / name
    path.write_bytes(gzip.compress(data) if zipped else data)
    (record,) = read_file(path)

    assert isinstance(record, Record)
    assert record.paper.title == "Sparse gates"


def test_utf_16_table(tmp_path: Path) -> None:
    """A table that a spreadsheet saved in UTF-16 is read."""
    path = tmp_path / "papers.csv"
    path.write_bytes("title;year\nGröße;2020\n".encode("utf-16"))
    (record,) = read_file(path)

    assert isinstance(record, Record)
    assert record.paper.title == "Größe"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"%PDF-1.7\n", "a PDF, which `footnote ingest pdf` reads. .*or the paper’s link or id"),
        (b"\n%PDF-1.7\n", "a PDF"),
        (b"{\\rtf1\\ansi}", "a formatted document"),
        (b"7z\xbc\xaf\x27\x1c", "an archive"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"PK\x03\x04rest", "an archive"),
        (b"PK\x03\x04....[Content_Types].xml", "a formatted document"),
        (b"words\x00\x01\x02", "not text"),
        (b'[{"title": "x"}]', "JSON list"),
        (b"\x1f\x8bnonsense", "damaged"),
        (b"just a few words", "shows no papers"),
    ],
)
def test_unfit_files(tmp_path: Path, data: bytes, reason: str) -> None:
    """A file that holds no papers is an error that says what it is."""
    path = tmp_path / "papers"
    path.write_bytes(data)

    with pytest.raises(SourceError, match=reason):
        list(read_file(path))


def test_zipped_document(tmp_path: Path) -> None:
    """An office document is not called an archive."""
    path = tmp_path / "paper.docx"
    path.write_bytes(b"PK\x03\x04rest")

    with pytest.raises(SourceError, match="is a formatted document"):
        list(read_file(path))


def test_no_file(tmp_path: Path) -> None:
    """A missing file and a folder are errors that say so."""
    with pytest.raises(SourceError, match="There is no file"):
        list(read_file(tmp_path / "absent"))
    with pytest.raises(SourceError, match="is a folder"):
        list(read_file(tmp_path))
