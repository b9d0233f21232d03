"""What papers share and what sets them apart, in a line each."""

from __future__ import annotations

import pytest

from bot.answering.contrast import find_differences, find_shared, join_differences, join_shared
from bot.grounding.cross_encoder import Judgment
from retrieval.paper import Paper
from tests.fakes.answering import read_nothing


def paper(abstract: str) -> Paper:
    """Return a paper without a title."""
    return Paper("1", "", abstract)


def read_words(premise: str, claim: str) -> Judgment:
    """Judge that a paper fits a topic if it has the first letters of its last word."""
    fits = claim.rstrip(".").split()[-1][:5].lower() in premise.lower()
    return Judgment(float(fits), 0.0, float(not fits))


def shared(*abstracts: str) -> list[tuple[str, tuple[int, ...]]]:
    """Return what the papers share, and the numbers of those that do."""
    papers = [paper(a) for a in abstracts]
    return [(s.text, s.citations) for s in find_shared(papers, [], read_words)]


def test_papers_share_terms_of_both_that_they_fit():
    """Whatever their endings, in the words of the first."""
    first = "Masked autoencoders are slow. We test on ImageNet."
    second = "We prune a masked autoencoder, which keeps its accuracy on ImageNet."

    assert shared(first, second) == [
        ("both papers are on Masked autoencoders", (1, 2)),
    ]


def test_a_term_of_rivals_is_not_shared():
    """Both have it, but one does not fit."""
    papers = [paper("We use LibriSpeech."), paper("Others use LibriSpeech.")]

    assert find_shared(papers, [], read_nothing) == ()


def test_a_topic_cites_the_papers_that_fit():
    """Of three, two are enough."""
    assert shared("Nets for whale songs.", "Seals sleep.", "We hear whale songs.") == [
        ("two of them are on whale songs", (1, 3))
    ]


def test_data_sets_that_papers_state_are_shared():
    """Though their topics are not."""
    papers = [paper("Whales sing."), paper("Nets learn.")]
    data = ["SeaNoise and PodCast", "They test on PodCast."]

    found = find_shared(papers, data, read_nothing)

    assert join_shared(found) == "both papers use PodCast [1] [2]"


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


def test_a_long_difference_is_cut_at_a_clause_only():
    """Without one it stays whole: a sentence that breaks off is garbled."""
    (told,) = find_differences([WHALES], ["WhaleNet " + "word " * 60 + "ends."])

    assert told.text.endswith("word ends")


def test_an_abbreviation_is_its_long_form():
    """And neither is said twice."""
    first = "We route tokens in a Mixture-of-Experts (MoE) model. MoE is cheap."
    second = "MoE layers learn faces."

    (found,) = find_shared(
        [paper(first), paper(second)], [], lambda premise, claim: Judgment(1.0, 0.0, 0.0)
    )

    assert found.text == "both papers are on Mixture-of-Experts"


def test_a_term_may_have_words_between():
    """The task is the same."""
    first = "KeNet is for multi-label text classification."
    second = "PatchCT is for multi-label image classification."

    assert shared(first, second) == [("both papers are on multi-label classification", (1, 2))]
