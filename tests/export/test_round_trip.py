"""Exports, read back by our own `ingest file`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.export.formats import export_papers
from retrieval.paper import Paper, title_hash
from retrieval.sources.files import read_file
from retrieval.sources.records import Record

PAPERS = (
    Paper(
        "1902.09811",
        r"LaSO: 84.25\% of R&D with \method{}",
        r"It raises mAP by 7.2\% & costs $5$." + "\nA second line.",
        ("Amit Alfassy", "José Núñez"),
        date(2019, 2, 26),
        date(2019, 3, 1),
        ("cs.CV", "cs.LG"),
        "arxiv",
        "https://arxiv.org/abs/1902.09811",
        extra={"upvotes": 3, "nested": {"a": [1, None]}},
    ),
    Paper(
        "10.1000/ab",
        "A study",
        "Plain.",
        ("Jane Smith",),
        date(2001, 1, 1),
        source="ris",
        doi="10.1000/ab",
    ),
    Paper(title_hash("Nothing known"), "Nothing known", "", source="csv"),
)


def _read(tmp_path: Path, form: str, suffix: str) -> list[Paper]:
    file = tmp_path / f"papers{suffix}"
    file.write_text("".join(export_papers(PAPERS, form)), encoding="utf-8", newline="")
    return [record.paper for record in read_file(file) if isinstance(record, Record)]


def test_json_lines(tmp_path: Path) -> None:
    """Our own form loses nothing, not even what has no place elsewhere."""
    assert list(PAPERS) == _read(tmp_path, "jsonl", ".jsonl")


@pytest.mark.parametrize(("form", "suffix"), [("bibtex", ".bib"), ("ris", ".ris"), ("csv", ".csv")])
def test_other_forms(tmp_path: Path, form: str, suffix: str) -> None:
    """Other forms keep which papers they are, and what people read of them."""
    read = _read(tmp_path, form, suffix)

    assert [p.paper_id for p in PAPERS] == [p.paper_id for p in read]
    for written, again in zip(PAPERS, read, strict=True):
        shown, shown_again = written.for_reading(), again.for_reading()
        assert shown.title == shown_again.title
        assert " ".join(shown.abstract.split()) == shown_again.abstract
        assert (shown.authors, shown.year) == (shown_again.authors, shown_again.year)
