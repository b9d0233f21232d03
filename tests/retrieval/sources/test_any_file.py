"""Files of every form, spoiled: records, rejections, or an error that says what is wrong."""

from __future__ import annotations

import gzip
import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.export.formats import FORMATS, export_papers
from retrieval.errors import SourceError
from retrieval.sources import hugging_face, openalex, semantic_scholar
from retrieval.sources.files import read_bytes, read_file
from retrieval.sources.records import Record
from tests.export.test_formats import PAPERS
from tests.fuzzing import everywhere, fuzzed, quick, spoiled_bytes
from tests.retrieval.sources import test_hugging_face as hub
from tests.retrieval.sources import test_openalex as openalex_sample
from tests.retrieval.sources import test_semantic_scholar as scholar
from tests.retrieval.sources.hostile import check

WRITTEN = {form: "".join(export_papers(PAPERS, form)).encode() for form in FORMATS}
HTML = (
    b'<html><body><article><h3><a href="/papers/2401.00001">Sparse &amp; gates</a></h3>'
    b"<p>We open <b>few</b> gates.</p><ul><li>Ada Lovelace</li></ul></article>"
    b'<article><h3><a href="https://arxiv.org/abs/2401.00002v2">Wide gates</a></h3></article>'
)
PAGE = b"Sparse gates\n\nAda Lovelace\n\n" + b"We open few gates, and close others. " * 9
LINES = b"\n".join(
    json.dumps({"id": f"2401.0000{n}", "title": "Gates", "abstract": "Few.", "year": 2024}).encode()
    for n in range(3)
)
SAMPLES = [*WRITTEN.values(), HTML, PAGE, LINES]


@fuzzed
@given(
    spoiled_bytes(SAMPLES),
    st.sampled_from(["a", "a.csv", "a.bib", "a.ris", "a.jsonl", "a.html", "a.txt.gz"]),
    st.booleans(),
)
def test_any_file_sent(data: bytes, name: str, zipped: bool) -> None:
    """As somebody puts it into a channel."""
    with quick(), suppress(SourceError):
        check(read_bytes(name, gzip.compress(data) if zipped else data))


@fuzzed
@given(data=spoiled_bytes(SAMPLES), cut=st.integers(0, 40), trusted=st.booleans())
def test_any_file_read(tmp_path_factory: object, data: bytes, cut: int, trusted: bool) -> None:
    """As it lies on a disk, packed and cut as well."""
    path = Path(tmp_path_factory.getbasetemp()) / "any.gz"  # type: ignore[attr-defined]
    packed = gzip.compress(data)
    path.write_bytes(packed[: len(packed) - cut])
    with quick(), suppress(SourceError):
        found = list(read_file(path, trust_ids=trusted))
        if not trusted:  # with ids that are trusted, a text may do without a title
            check(found)


@pytest.mark.parametrize("sample", SAMPLES, ids=[*WRITTEN, "html", "page", "lines"])
def test_any_value_in_a_file(sample: bytes) -> None:
    """Each field of each form holds what it should not."""
    with quick(20):
        for spoiled in everywhere(sample.decode()):
            with suppress(SourceError):
                check(read_bytes("a", spoiled.encode()))


ANSWERS = {
    "Semantic Scholar": (lambda answer: [semantic_scholar.parse_entry(answer, 1)], scholar.ENTRY),
    "OpenAlex": (lambda answer: [openalex.parse_entry(answer, 1)], openalex_sample.WORK),
    "Hugging Face": (hugging_face.read, [hub.ENTRY]),
}


@pytest.mark.parametrize("service", ANSWERS)
def test_any_value_in_an_answer(service: str) -> None:
    """Each field of each service's answer holds what it should not, as text and as JSON."""
    read, sample = ANSWERS[service]
    with quick(20):
        for spoiled in everywhere(json.dumps(sample)):
            try:
                answer = json.loads(spoiled)
            except (ValueError, RecursionError):
                continue
            with suppress(SourceError):
                check(read(answer))  # type: ignore[operator]


def test_a_year_of_hundreds_of_digits() -> None:
    """The paper comes in without one."""
    line = b'{"title": "Gates", "abstract": "Few.", "year": ' + b"9" * 400 + b"}"
    (record,) = read_bytes("a.jsonl", line)

    assert isinstance(record, Record)
    assert record.paper.published is None
