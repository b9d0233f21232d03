"""The order of papers, the reasons for it, and what votes say about papers without votes."""

from __future__ import annotations

import numpy as np
import pytest

from bot.digest.candidates import InterestFilter
from bot.digest.ranking import CandidatePapers, PaperRanker, Preferences, RankedPaper
from bot.records.digest_ledger import PaperVotes
from bot.records.issues import Reason
from bot.records.subscriptions import Interests
from retrieval.paper import Paper
from tests.digest.papers import paper

AXES = np.eye(8, dtype=np.float32)
NOTHING = np.zeros((0, 8), np.float32)


def considered(
    papers: list[Paper], fits: list[list[float]], rows: list[int] | None = None
) -> CandidatePapers:
    """Return papers on an axis each, with their fit with each topic."""
    vectors = AXES[rows or range(len(papers))] if papers else NOTHING
    return CandidatePapers(
        papers, vectors, np.array(fits, np.float32).reshape(len(fits), len(papers))
    )


def ranked(
    new: CandidatePapers,
    interests: Interests,
    voted: CandidatePapers | None = None,
    votes: tuple[PaperVotes, ...] = (),
    given: np.ndarray = NOTHING,
) -> list[RankedPaper]:
    """Return the new papers in order."""
    rank = PaperRanker(interests.topics, InterestFilter(interests))
    none = considered([], [[] for _ in interests.topics])
    return rank(new, voted or none, {v.paper_id: v for v in votes}, given)


def numbers(found: list[RankedPaper]) -> list[int]:
    """Return which papers they are."""
    return [int(r.paper.paper_id[-5:]) for r in found]


def test_papers_stand_by_their_best_topic():
    """And are there for its sake; what fits none is left out."""
    papers = [paper(1), paper(2), paper(3)]

    found = ranked(
        considered(papers, [[0.3, 0.1, 0.1], [0.25, 0.8, 0.2]]), Interests(("whales", "sonar"))
    )

    assert numbers(found) == [2, 1]
    assert [r.topic for r in found] == [1, -1]  # what fits somewhat is not counted as of a topic
    assert [r.reasons[0].text for r in found] == ["sonar", "whales"]
    assert found[0].reasons[0].weight == pytest.approx(0.8)


def test_a_favoured_author_lifts_a_paper():
    """Over a better fit, and over the floor."""
    papers = [paper(1), paper(2, authors=("Ada Lovelace",)), paper(3, authors=("Ada Byron",))]
    new = considered(papers, [[0.6, 0.2, 0.1]])

    found = ranked(new, Interests(("whales",), authors=("Lovelace",)))

    assert numbers(found) == [2, 1]
    assert found[0].reasons == (Reason("author", "Ada Lovelace", 0.5),)


def test_what_the_channel_has_got_the_like_of_stands_behind():
    """A new kind is described as new."""
    papers = [paper(1), paper(2)]

    found = ranked(considered(papers, [[0.6, 0.6]]), Interests(("whales",)), given=AXES[:1])

    assert numbers(found) == [2, 1]
    assert [[r.kind for r in f.reasons] for f in found] == [["topic", "new"], ["topic"]]


def test_votes_change_the_order_and_are_explained():
    """By the title of the paper that was liked; a dislike is heeded and not told."""
    papers = [paper(1), paper(2), paper(3)]
    voted = considered(
        [paper(8, "The liked one"), paper(9, "The disliked one")], [[0.5, 0.5]], [2, 0]
    )
    votes = (PaperVotes("2611.00008", 3, 0), PaperVotes("2611.00009", 0, 3))
    new = considered(papers, [[0.7, 0.7, 0.7]])

    before = ranked(new, Interests(("whales",)))
    after = ranked(new, Interests(("whales",)), voted, votes)

    assert numbers(before) == [1, 2, 3]
    assert numbers(after) == [3, 2, 1]
    assert after[0].reasons[1].kind == "liked"
    assert after[0].reasons[1].text == "The liked one"
    assert all(r.kind != "liked" for r in after[2].reasons)


def test_votes_may_bring_a_paper_under_the_floor():
    """What is disliked again and again goes, even where it fits fairly."""
    voted = considered([paper(9)], [[0.5]], [1])

    found = ranked(
        considered([paper(1), paper(2)], [[0.45, 0.45]]),
        Interests(("whales",)),
        voted,
        (PaperVotes("2611.00009", 0, 50),),
    )

    assert numbers(found) == [1]


def test_a_liked_paper_whose_title_has_an_excluded_word_is_not_named():
    """Excluded words are shown nowhere."""
    voted = considered([paper(8, "Sonar for all")], [[0.4]], [0])

    (found,) = ranked(
        considered([paper(1)], [[0.6]]),
        Interests(("whales",), exclude=("sonar",)),
        voted,
        (PaperVotes("2611.00008", 9, 0),),
    )

    assert [r.kind for r in found.reasons] == ["topic"]


def test_without_topics_the_rest_carries():
    """Nothing is below the floor; upvotes, words and votes make the order."""
    papers = [paper(1), paper(2, extra={"upvotes": 50}), paper(3, "On whales")]
    interests = Interests(categories=("cs",), include=("whales", "study"))

    found = ranked(considered(papers, []), interests)

    assert numbers(found) == [2, 1, 3]
    assert [r.topic for r in found] == [-1, -1, -1]
    assert {r.kind: r.text for r in found[0].reasons} == {
        "upvotes": "50",
        "include": "study",
        "category": "cs.CL",
    }


VOTE_AXES = np.eye(3)


def test_papers_like_the_voted_ones_inherit_their_votes():
    """Up and down; what is unlike either stays where it was."""
    preferences = Preferences(VOTE_AXES[:2], np.array([0.5, -0.5]), np.ones(2), 0.5)

    up, down, neither = preferences(VOTE_AXES)

    assert up == pytest.approx(1 / 3)  # half, shrunk by 1 / (1 + noise)
    assert down == pytest.approx(-1 / 3)
    assert neither == 0
    assert preferences.find_most_liked_similar(VOTE_AXES[0], np.array([True, False])) == 0
    assert preferences.find_most_liked_similar(VOTE_AXES[1], np.array([True, False])) is None
    assert preferences.find_most_liked_similar(VOTE_AXES[0], np.array([False, False])) is None
