"""Reading of JSON lines."""

from __future__ import annotations

import gzip
import io
import json
from datetime import date
from typing import Any

import pytest

from retrieval.errors import SourceError
from retrieval.sources import json_lines
from retrieval.sources.records import Record, Rejected
from tests.shared_data import shared_path


def _line(**fields: Any) -> bytes:
    return json.dumps({"title": "Sparse gates", "text": "We prune gates."} | fields).encode()


def _read(data: bytes, *, trust_ids: bool = False) -> list[Record | Rejected]:
    return list(json_lines.read(io.BytesIO(data), trust_ids=trust_ids))


def _one(**fields: Any) -> Any:
    (record,) = _read(_line(**fields))
    assert isinstance(record, Record)
    return record.paper


def test_beir_form() -> None:
    """A line of BEIR's form is a paper with all that it says."""
    paper = _one(
        _id="2401.12345v2",
        authors=["Ada Cole", {"name": "Bo Day"}],
        categories=["cs.LG", "68T45, 62H30"],
        first_seen="2024-02-03",
        comment="8 pages",
        metadata={"url": "https://example.org/p"},
    )

    assert paper.paper_id == "2401.12345"
    assert paper.authors == ("Ada Cole", "Bo Day")
    assert paper.categories == ("cs.LG", "68T45, 62H30")
    assert paper.published == date(2024, 2, 3)
    assert paper.url == "https://example.org/p"
    assert paper.extra["comment"] == "8 pages"
    assert paper.extra["source_id"] == "2401.12345v2"


def test_own_form() -> None:
    """A line of our own form keeps every field."""
    paper = _one(
        paper_id="10.1000/x",
        text=None,
        abstract="Gates.",
        published="2020-01-02",
        updated="2021-03-04T05:06:07Z",
        source="there",
        doi="https://doi.org/10.1000/X",
        extra={"votes": 3},
    )

    assert (paper.paper_id, paper.doi, paper.source) == ("10.1000/x", "10.1000/x", "there")
    assert (paper.published, paper.updated) == (date(2020, 1, 2), date(2021, 3, 4))
    assert dict(paper.extra) == {"votes": 3}


def test_trusted_ids() -> None:
    """With trusted ids, ids stay as they are, and titles may be empty or repeat."""
    results = _read(_line(_id="7", title="") + b"\n" + _line(_id="8") + b"\n{}", trust_ids=True)

    assert [r.paper.paper_id for r in results if isinstance(r, Record)] == ["7", "8"]
    assert isinstance(results[2], Rejected)


@pytest.mark.parametrize(
    "line",
    [
        _line(title=""),
        _line(title=None),
        _line(title=3),
        _line(text=["a"]),
        b"[1]",
        b'"x"',
        b"{",
        b"nonsense",
        b"[" * 100_000,
        b'{"title": ' + b"9" * 5000 + b"}",
    ],
)
def test_broken_lines(line: bytes) -> None:
    """A broken line is rejected with a reason, and reading goes on."""
    rejected, record = _read(line + b"\n" + _line())

    assert isinstance(rejected, Rejected)
    assert rejected.line == 1
    assert rejected.reason.endswith(".")
    assert isinstance(record, Record)
    assert record.line == 2


def test_cut_line() -> None:
    """A file that ends within a record gives what was good and says that it is cut."""
    record, cut = _read(_line() + b"\n" + _line()[:-5])

    assert isinstance(record, Record)
    assert isinstance(cut, Rejected)
    assert "middle of a record" in cut.reason


def test_cut_gzip() -> None:
    """A cut gzip file gives what was good and says that it is cut."""
    whole = gzip.compress(b"\n".join(_line(_id=str(n), note=str(n * n)) for n in range(5000)))
    results = _read(whole[: len(whole) // 2])

    assert len(results) > 1000
    assert all(isinstance(result, Record) for result in results[:-1])
    assert isinstance(results[-1], Rejected)
    assert "middle of a record" in results[-1].reason


@pytest.mark.parametrize("data", [b"", b"\n\n", b"words\n", b"\x1f\x8b", b"{}"])
def test_no_paper(data: bytes) -> None:
    """A file without any paper is an error that says why."""
    with pytest.raises(SourceError, match="contains no papers"):
        _read(data)


def test_collection() -> None:
    """A real collection is read whole."""
    with shared_path("collections/scifact/corpus.jsonl.gz").open("rb") as stream:
        results = list(json_lines.read(stream, trust_ids=True))

    assert len(results) == 5183
    assert all(isinstance(result, Record) for result in results)
