"""The sentence of an abstract that is nearest to a query."""

from __future__ import annotations

from retrieval.paper import Paper
from retrieval.search.embedding.embedder import TokenVectors
from retrieval.search.indexed_text import abstract_start
from retrieval.search.rerank.maxsim import QueryTokens, span_sims
from retrieval.text.sentences import Span, sentences

_LONGEST = 300


def snippet(paper: Paper, query: QueryTokens | None, tokens: TokenVectors | None) -> str:
    """Return the nearest sentence of a paper (cleaned for reading), cut at 300 characters.

    Without token vectors, the first sentence.
    """
    spans = sentences(paper.abstract)
    if not spans:
        return ""
    best = spans[0]
    if query is not None and tokens is not None and len(tokens):
        scores = span_sims(query, tokens, abstract_spans(paper, spans))
        best = spans[int(scores.argmax())]
    if len(best.text) <= _LONGEST:
        return best.text
    return best.text[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"


def abstract_spans(paper: Paper, spans: list[Span]) -> list[tuple[int, int]]:
    """Return where spans of the abstract stand in the text that was embedded."""
    offset = abstract_start(paper)
    return [(s.start + offset, s.end + offset) for s in spans]
