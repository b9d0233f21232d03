"""The papers of an issue: what came since, of the kind wanted, each work once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digest.choose import ChoosePapers, ChosenPapers
from bot.records.digest_ledger import PaperVotes
from bot.records.issues import TopicDays
from bot.records.schedule import Schedule
from bot.records.subscriptions import Subscription
from retrieval.paper import Paper
from retrieval.search.query import fold_words
from tests.digest.papers import DAY, HOSTILE, FakeLibrary, FakeRank, paper, subscription

WHALES = [paper(n, f"Whales of sea {n}", f"Song {n} is heard at depth {n}.") for n in range(1, 9)]


def choosing(library: FakeLibrary) -> ChoosePapers:
    """Return what chooses by the fake fits alone."""
    return ChoosePapers(
        library.as_catalog,
        FakeRank().as_rank,
        weigh_by_words=lambda topic, papers, near, strict: strict,
    )


def choose(
    papers: list[Paper],
    to: Subscription,
    given: tuple[str, ...] = (),
    votes: tuple[PaperVotes, ...] = (),
) -> ChosenPapers:
    """Return what is chosen of a library."""
    library = FakeLibrary(papers)
    return choosing(library)(to, DAY, given, votes)


def ids(found: ChosenPapers) -> list[str]:
    """Return the ids of all that is shown."""
    return [p.paper.paper_id for p in (*found.picks, *found.rest)]


def test_a_first_issue_shows_what_came_after_subscribing():
    """And tells how far it reaches."""
    found = choose(WHALES, subscription("whales", seen=5))

    assert sorted(ids(found)) == [p.paper_id for p in WHALES[5:]]
    assert (found.considered, found.up_to) == (3, 8)


def test_what_was_given_is_not_given_again():
    """Nor a newer record of it."""
    again = paper(20, "Whales of sea 1 again", "Song 1 is heard at depth 1.")

    found = choose([*WHALES[:2], again], subscription("whales"), given=("2611.00001",))

    assert ids(found) == ["2611.00002"]


def test_a_paper_that_has_another_id_now_is_known_by_the_former_too():
    """It is not given again, and its votes count."""
    library = FakeLibrary(WHALES, {"t-old": WHALES[0].paper_id})
    choose = choosing(library)

    plain = choose(subscription("whales"), DAY, ("t-old",), ())
    voted = choose(subscription("whales"), DAY, ("t-old",), (PaperVotes("t-old", 0, 3),))

    assert WHALES[0].paper_id not in ids(plain)
    assert [p.score for p in voted.picks] != [p.score for p in plain.picks]


def test_a_work_in_two_records_is_shown_once():
    """The higher-ranked one is kept."""
    twice = paper(20, "Whales of sea 3", "Song 3 is heard at depth 3.", extra={"upvotes": 40})

    found = choose([*WHALES, twice], subscription("whales"))

    assert ids(found)[0] == "2611.00020"
    assert "2611.00003" not in ids(found)
    assert len(ids(found)) == 8


def test_the_post_has_as_many_as_wanted_and_the_thread_twenty_more():
    """Numbered on and on."""
    many = [paper(n, f"Whales {'x' * n}", f"Song{n} sounds{n} deep{n}.") for n in range(1, 60)]

    found = choose(many, subscription("whales", papers=3))

    assert [p.number for p in found.picks] == [1, 2, 3]
    assert [p.number for p in found.rest] == list(range(4, 24))
    assert found.considered == 59


def test_papers_that_have_nothing_to_do_with_the_topics_are_not_shown():
    """An issue may have fewer."""
    found = choose([*WHALES[:2], paper(30)], subscription("whales"))

    assert sorted(ids(found)) == ["2611.00001", "2611.00002"]
    assert found.considered == 3


def test_a_weekly_issue_has_a_chart():
    """Of all papers above the floor, by topic and day."""
    week = Schedule("weekly")
    papers = [
        paper(1, "Whales at dawn", published=DAY - timedelta(days=6)),
        paper(2, "Whales at noon", published=DAY),
        paper(3, "Sonar at night", published=None),
        paper(4, "Of the cold", published=DAY),
    ]

    found = choose(papers, subscription("whales", "sonar", schedule=week, papers=3))

    assert found.chart is not None
    assert found.chart.days[0] == DAY - timedelta(days=6)
    assert found.chart.topics == (
        TopicDays("whales", (1, 0, 0, 0, 0, 0, 1)),
        TopicDays("sonar", (0, 0, 0, 0, 0, 0, 1)),
    )
    assert choose(papers, subscription("whales")).chart is None


WORDS = st.sampled_from("whale whales sonar song Sonars depth DEPTH sea-song café cafes".split())


@settings(deadline=None)
@given(
    texts=st.lists(st.lists(WORDS, max_size=8).map(" ".join), min_size=1, max_size=8),
    exclude=st.lists(WORDS, min_size=1, max_size=3),
    topics=st.lists(WORDS, max_size=2),
)
def test_excluded_words_never_appear(texts: list[str], exclude: list[str], topics: list[str]):
    """Neither in a title nor in an abstract nor in a reason, in any form."""
    papers = [paper(n, text[:20] or "-", text) for n, text in enumerate(texts)]
    votes = tuple(PaperVotes(p.paper_id, 1, 0) for p in papers)

    found = choose(papers, subscription(*topics, exclude=tuple(exclude)), votes=votes)

    whole = {" ".join(w.rstrip("s") for w in fold_words(term)) for term in exclude}
    for pick in (*found.picks, *found.rest):
        liked = [r.text for r in pick.reasons if r.kind == "liked"]
        for text in (pick.paper.title, pick.paper.abstract, *liked):
            words = " ".join(w.rstrip("s") for w in fold_words(text))
            assert not any(f" {term} " in f" {words} " for term in whole)


@pytest.mark.parametrize("topics", [("whales",), (), ("",), ("\u0000", " whales "), ("w" * 5_000,)])
def test_hostile_papers_and_topics_do_no_harm(topics: tuple[str, ...]):
    """Empty abstracts, endless titles, LaTeX, injections, odd dates and figures."""
    found = choose(HOSTILE, subscription(*topics, schedule=Schedule("weekly"), authors=("", "…")))

    assert found.up_to == 8
    assert "2611.00096" not in ids(found)
