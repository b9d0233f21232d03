"""What papers share and what sets them apart, in a line each."""

from __future__ import annotations

import pytest

from bot.answering.contrast import find_differences, find_shared_terms, join_differences
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


WHALES = Paper("1", "WhaleNet: hearing whales", "")
SONAR = Paper("2", "SonarNet: an array", "")


def test_differences_are_the_main_clauses_of_what_the_authors_did():
    """One a paper, in the words of the abstract."""
    texts = (
        f"WhaleNet hears whales by wavelets, which are {'very ' * 40}small. It is new.",
        "In this paper, we propose SonarNet, an array of hydrophones: each has its own filter.",
    )

    assert [(s.text, s.citations) for s in find_differences([WHALES, SONAR], texts)] == [
        ("WhaleNet hears whales by wavelets", (1,)),
        ("SonarNet is an array of hydrophones", (2,)),
    ]


def test_without_texts_there_is_no_difference():
    """As where the aspects leave out the method."""
    assert find_differences([WHALES, SONAR], ()) == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "This theory also tells how whales sing.",
        "Whales have been heard many times, but dolphins little, and this paper studies them.",
    ],
)
def test_where_no_sentence_says_it_alone_the_title_does(text: str):
    """A sentence that leans on another would not be understood."""
    (told,) = find_differences([WHALES], [text])

    assert told.text == "this paper is on “WhaleNet: hearing whales”"


@pytest.mark.parametrize(
    ("texts", "joined"),
    [
        (
            ("WhaleNet hears whales.", "Inspired by bats, we present SonarNet for our use."),
            "WhaleNet hears whales [1], whereas the authors of [2] present SonarNet for their use.",
        ),
        (
            ("This paper hears whales instead.", "We propose an array."),
            "[1] hears whales, whereas the authors of [2] propose an array.",
        ),
    ],
)
def test_differences_are_joined_in_one_sentence(texts: tuple[str, str], joined: str):
    """With marks, and without “we”."""
    assert join_differences(find_differences([WHALES, SONAR], texts)) == joined


def test_a_long_difference_is_cut():
    """At a clause, or anywhere if there is none."""
    (told,) = find_differences([WHALES], ["WhaleNet " + "word " * 60])

    assert told.text.endswith("word …")
    assert len(told.text) <= 212


def test_a_term_of_one_word_tells_nothing_unless_titles_have_it():
    """Both papers mention layers."""
    assert shared("The lower layer matters.", "Each layer communicates.") == []


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
