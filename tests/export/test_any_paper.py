"""Papers of any text, written in every form: read back by what others read them with."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import bibtexparser
import rispy
from hypothesis import given
from hypothesis import strategies as st

from bot.export.formats import FORMATS, export_papers
from retrieval.paper import Paper
from tests.fuzzing import fuzzed, quick, whole_texts

_ids = st.sampled_from(["1902.09811", "10.1000/a_b", "t-0123456789abcdef", "hep-th/9901001"])
papers = st.builds(
    Paper,
    _ids,
    whole_texts.map(lambda text: f"T{text}"),
    whole_texts,
    st.lists(whole_texts, max_size=3).map(tuple),
    st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31)),
    st.none() | st.dates(),
    st.lists(whole_texts, max_size=2).map(tuple),
    st.sampled_from(["arxiv", "file"]),
    st.just("") | whole_texts | st.just("https://example.org/a_(b)?q=[x]#y"),
    st.just("") | whole_texts,
)


@fuzzed
@given(form=st.sampled_from(list(FORMATS)), papers=st.lists(papers, min_size=1, max_size=3))
def test_any_paper(form: str, papers: list[Paper]) -> None:
    """As many entries as papers, in an encoding that every program reads, without controls."""
    with quick(5):
        text = "".join(export_papers(papers, form))
        text.encode()
        assert not {"\x00", "\x1b", "\u202e"} & set(text)
        assert _entries(form, text) == len(papers)


def _entries(form: str, text: str) -> int:
    match form:
        case "jsonl":
            return len([json.loads(line) for line in text.split("\n") if line])
        case "csv":
            return len(list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))))
        case "ris":
            return len(rispy.loads(text))
        case "bibtex":
            library = bibtexparser.parse_string(text)
            assert not library.failed_blocks or all(
                "uplicate" in type(block).__name__ for block in library.failed_blocks
            )
            return len(library.entries) + len(library.failed_blocks)
    return sum(line.startswith("- **") for line in text.split("\n"))
