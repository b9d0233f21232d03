"""Whole issues, over a real library with real indexes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime

import pytest

from bot.digest.compose import IssueBuilder
from bot.grounding.citations import WrittenSentence
from bot.quotes.model import Extractive
from bot.records.digest_ledger import PaperVotes
from bot.records.issues import Issue
from bot.records.schedule import Schedule
from bot.records.subscriptions import Subscription
from retrieval.library.library import Library
from retrieval.paper import Paper
from retrieval.search.embedding.bge_small import BgeSmall
from retrieval.search.topic_fit import TopicRanker
from tests.digest.papers import NOW, paper, subscription
from tests.fakes.sentence_check import FakeCheck
from tests.fakes.small_library import small_library

WHALES = [
    paper(n, title, abstract)
    for n, (title, abstract) in enumerate(
        [
            (
                "A net that tells whales by their song",
                "Whales are hard to tell apart at sea. We record 40 songs of humpback whales. "
                "Our net improves their identification by 12 % over the best before it.",
            ),
            (
                "Cheap hydrophones in the Arctic",
                "Instruments under the ice are costly. We propose hydrophones for whale song that "
                "cost 90 dollars. Results show that they hear calls at 30 km.",
            ),
            (
                "Cultural change in humpback song",
                "However little is known of how songs spread. This paper presents 11 years of "
                "whale recordings. Songs travel eastward, from one population to the next.",
            ),
            (
                "Ship noise and the singing of fin whales",
                "Ships disturb animals. We study fin whales near 7 harbours. Experiments "
                "demonstrate that they sing 20 % louder where ships pass.",
            ),
        ],
        1,
    )
]
OTHERS = [
    paper(n, title, abstract)
    for n, (title, abstract) in enumerate(
        [
            (
                "Auditing the ledgers of small banks",
                "Banks keep books. We audit 20 small banks, and find 3 errors a year.",
            ),
            (
                "Credit risk after the crisis",
                "Lending is risky. We propose a bank model of default with 14 variables.",
            ),
            (
                "Fraud in card payments",
                "Fraud costs banks much. Our detector finds 70 % of it in real transactions.",
            ),
            (
                "Parsing Finnish with small grammars",
                "Finnish has 15 cases. We present a parser that knows all of them.",
            ),
            (
                "Proofs of type soundness by machine",
                "Soundness proofs are long. We check 3 of them in a proof assistant.",
            ),
        ],
        20,
    )
]


@pytest.fixture(scope="module")
def embedder() -> Iterator[BgeSmall]:
    """Give the embedder in force by default, for fit and likeness as they are in use."""
    with closing(BgeSmall()) as opened:
        yield opened


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, embedder: BgeSmall) -> Iterator[Library]:
    """Open a library of whales, banks and others, which no test changes."""
    folder = tmp_path_factory.mktemp("library")
    with small_library(folder, [*OTHERS, *WHALES], embedder) as opened:
        yield opened


async def compose(
    library: Library,
    to: Subscription,
    given: tuple[str, ...] = (),
    votes: tuple[PaperVotes, ...] = (),
    now: datetime = NOW,
) -> Issue:
    """Compose an issue, which quotes."""
    rank = TopicRanker(
        library.search, library.lexical, library.vectors, library.tokens, library.embedder
    )
    quoting = Extractive(library.embedder)
    make = IssueBuilder(library.catalog, rank, quoting, quoting, check=FakeCheck())
    return await make(to, issue_id="i1", now=now, already_sent=given, votes=votes)


def title(paper: Paper) -> str:
    """Return a paper's title."""
    return paper.title


def titles(issue: Issue) -> list[str]:
    """Return the titles of the picks."""
    return [pick.paper.title for pick in issue.picks]


async def test_an_issue_shows_what_a_channel_asked_for(library: Library):
    """The papers of its topic, each with a sentence and a reason, and what it is of."""
    issue = await compose(library, subscription("whale song", papers=3))

    assert set(titles(issue)) < set(map(title, WHALES))
    assert len(issue.picks) == 3
    assert all(pick.reasons[0].text == "whale song" for pick in issue.picks)
    assert [pick.number for pick in issue.rest] == [4]
    assert issue.rest[0].paper in WHALES
    assert (issue.issue_id, issue.subscription_id, issue.day) == ("i1", "sub", date(2026, 11, 24))
    assert (issue.considered, issue.up_to) == (9, 9)
    assert (issue.mode, issue.notice, issue.weekly, issue.chart) == ("extractive", "", False, None)


async def test_every_sentence_cites_a_pick_that_bears_it(library: Library):
    """The headline and the picks' alike."""
    issue = await compose(library, subscription("whale song"))

    sources = {pick.number: pick.paper for pick in issue.picks}
    assert 0 < len(issue.headline) <= 2
    for sentence in (*issue.headline, *(p.sentence for p in issue.picks)):
        assert sentence is not None
        assert sentence.citations
        assert FakeCheck()(WrittenSentence(sentence.text, sentence.citations), sources) == sentence
    for pick in issue.picks:
        assert pick.sentence is not None
        assert pick.sentence.citations == (pick.number,)
        (span,) = pick.evidence
        assert pick.paper.abstract[span.start : span.end] == span.text


async def test_what_a_channel_likes_comes_first(library: Library):
    """The liked paper itself is not shown again, and it is the reason."""
    to = subscription("whale song", "banks and credit", papers=3)
    given = (OTHERS[0].paper_id, WHALES[0].paper_id)

    plain = await compose(library, to, given=given)
    likes_banks = await compose(
        library,
        to,
        given=given,
        votes=(PaperVotes(OTHERS[0].paper_id, 9, 0), PaperVotes(WHALES[0].paper_id, 0, 9)),
    )

    def banks(issue: Issue) -> int:
        return sum(pick.paper in OTHERS for pick in issue.picks)

    assert banks(likes_banks) > banks(plain)
    liked = [r.text for p in likes_banks.picks for r in p.reasons if r.kind == "liked"]
    assert set(liked) == {OTHERS[0].title}


async def test_the_day_is_that_of_the_channels_zone(library: Library):
    """An hour past midnight there may be the day before here."""
    far = subscription("whale song", schedule=Schedule(zone="Pacific/Kiritimati"))

    issue = await compose(library, far, now=datetime(2026, 11, 24, 11, tzinfo=UTC))

    assert issue.day == date(2026, 11, 25)
