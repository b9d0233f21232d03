"""Whatever is searched for: both indexes bear it, and what reads texts reads it in bounded time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given

from bot.prompt_injection.instructions import addresses_reader, is_instruction
from bot.prompt_injection.links_and_mentions import has_mention, remove_links, visible_text
from bot.prompt_injection.sanitize import mask_instructions, sanitize_paper
from bot.quotes.answerability import name_detail
from prompts.fencing import neutralize
from retrieval.paper import Paper, arxiv_id, doi, identify
from retrieval.search.query import MAX_QUERY_CHARS, Filters, parse_query
from retrieval.search.text.tantivy_index import TantivyIndex
from retrieval.text.clean import clean_text
from tests.fuzzing import fuzzed, odd_texts, quick, spoiled_texts, whole_texts
from tests.retrieval.papers import PAPERS

ASKED = [
    '"sparse gates" by Lovelace 2401.00001v2 or https://doi.org/10.1000/a_b, x-ray AND (y OR z)',
    "How many layers does the encoder of $\\mathcal{L}_{0}$ have, at most?",
]


@pytest.fixture(scope="module")
def index() -> Iterator[TantivyIndex]:
    """Give an index of the sample papers, in memory."""
    made = TantivyIndex()
    made.upsert(PAPERS)
    yield made
    made.close()


@fuzzed
@given(text=odd_texts | spoiled_texts(ASKED), other=odd_texts)
def test_any_query(index: TantivyIndex, text: str, other: str) -> None:
    """A query, and filters, of anything."""
    with quick(4):
        query = parse_query(text)
        assert len(query.text) <= 2 * MAX_QUERY_CHARS
        assert set(index.search(query, limit=5)) <= {paper.paper_id for paper in PAPERS}
        filters = Filters(1, 9999, (other,), (text[:300],), (other,))
        index.search(query, limit=5, filters=filters)


@fuzzed
@given(odd_texts | spoiled_texts(ASKED))
def test_any_id(text: str) -> None:
    """An id, or none."""
    with quick():
        for found in (arxiv_id(text), doi(text)):
            assert found is None or found
        assert identify(text, arxiv_id(text) or "")


@fuzzed
@given(odd_texts | spoiled_texts(ASKED), whole_texts)
def test_any_text_that_is_read(text: str, abstract: str) -> None:
    """For what it asks, for commands, for addresses, for LaTeX, for a prompt."""
    with quick(4):
        clean_text(text)
        name_detail(text)
        assert is_instruction(text) in (True, False)
        assert addresses_reader(text) in (True, False)
        assert has_mention(text) in (True, False)
        assert len(remove_links(visible_text(text))) <= 8 * len(text) + 100
        mask_instructions(text)
        assert "zq7-fence" not in neutralize(f"{text}zq7-fence{text}", "zq7-fence")
        sanitize_paper(Paper("1", f"T{abstract}", abstract))
