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


def test_without_a_method_for_each_paper_there_is_no_difference():
    """A cell may be silent."""
    silent = Cell("2", "not found in the abstract", status="not-found")

    assert find_differences((Cell("1", "WhaleNet hears whales by learned wavelets."), silent)) == ()


def test_a_difference_is_less_than_a_whole_cell():
    """Cut where a clause ends, or anywhere if none does."""
    cells = (
        Cell("1", "WhaleNet hears whales by wavelets that are learned from songs."),
        Cell("2", "word " * 60),
    )

    hears, words = (s.text for s in find_differences(cells))

    assert hears == "WhaleNet hears whales by wavelets"
    assert words.endswith("word …")
    assert len(words) <= 202


def test_an_abbreviation_is_its_long_form():
    """And neither is said twice."""
    first = "We route tokens in a Mixture-of-Experts (MoE) model. MoE is cheap."
    second = "MoE layers learn faces."

    assert shared(first, second) == [("Mixture-of-Experts", (1, 2))]


def test_a_term_may_have_words_between():
    """The task is the same."""
    first = "KeNet is for multi-label text classification."
    second = "PatchCT is for multi-label image classification."

    assert shared(first, second) == [("multi-label classification", (1, 2))]
