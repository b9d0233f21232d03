"""What papers share and what sets them apart, in a line each."""

from __future__ import annotations

import pytest

from bot.answering.answer import Cell
from bot.answering.contrast import find_differences, find_shared_terms
from retrieval.paper import Paper


def paper(abstract: str) -> Paper:
    """Return a paper without a title."""
    return Paper("1", "", abstract)


def shared(*abstracts: str) -> list[tuple[str, tuple[int, ...]]]:
    """Return the terms and the numbers of the papers that have them."""
    return [(s.text, s.citations) for s in find_shared_terms([paper(a) for a in abstracts])]


def test_shared_terms_are_in_both_abstracts():
    """Whatever their endings, in the words of the first."""
    first = "Masked autoencoders are slow. We test on ImageNet."
    second = "We prune a masked autoencoder, which keeps its accuracy on ImageNet."

    assert shared(first, second) == [
        ("Masked autoencoders", (1, 2)),
        ("ImageNet", (1, 2)),
    ]


def test_a_term_cites_the_papers_that_have_it():
    """Of three, two are enough."""
    assert shared("Nets for LibriSpeech.", "Whales sing.", "We use LibriSpeech.") == [
        ("LibriSpeech", (1, 3))
    ]


@pytest.mark.parametrize(
    "abstract",
    [
        "We propose a novel method with better results.",
        "It outperforms several existing methods.",
        "",
    ],
)
def test_common_phrases_are_no_terms(abstract: str):
    """Every paper has them."""
    assert shared(abstract, abstract) == []


def test_differences_are_the_main_clauses_on_the_methods():
    """Of the first sentence of each cell, one a paper."""
    cells = (
        Cell("1", f"WhaleNet hears whales by wavelets, which are {'very ' * 40}small. It is new."),
        Cell("2", "SonarNet is an array of hydrophones: each has its own filter."),
    )

    assert [(s.text, s.citations) for s in find_differences(cells)] == [
        ("WhaleNet hears whales by wavelets", (1,)),
        ("SonarNet is an array of hydrophones", (2,)),
    ]


@pytest.mark.parametrize(
    "other",
    [Cell("2", "not found in the abstract", status="not-found"), Cell("2", "word " * 60)],
)
def test_without_a_clause_for_each_paper_there_is_no_difference(other: Cell):
    """A cell may be silent, or too long to be cut."""
    assert find_differences((Cell("1", "WhaleNet hears whales by learned wavelets."), other)) == ()
