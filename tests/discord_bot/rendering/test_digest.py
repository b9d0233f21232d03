"""The post of a digest: what it says, that everything can be reached, and that it always fits."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_bot.locales.translations import LANGUAGES, Translations
from bot.discord_bot.rendering import digest as render
from bot.discord_bot.rendering.digest import weighted_reasons
from bot.discord_bot.rendering.menus import PAPER_ACTIONS
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.grounding.sentence import Sentence
from bot.records.conversations import Tally
from bot.records.issues import Issue, Reason
from retrieval.paper import Paper
from tests.discord_bot.rendering.issues import chart, issue, issues, pick
from tests.discord_bot.rendering.payload import components, problems, texts
from tests.discord_bot.rendering.test_properties import THOROUGHLY

WORDS = Translations("en")


def _ids(shown: OutgoingMessage) -> list[str]:
    return [str(c["custom_id"]) for c in components(shown) if "custom_id" in c]


def _papers(of: Issue) -> list[Paper]:
    return [pick.paper for pick in (*of.picks, *of.rest)]


def test_a_post_says_all_that_matters():
    """Day, headline with its numbers, and of each paper title, who, sentence and why."""
    made = issue(3, 12)
    said = "\n".join(texts(render.issue_message(WORDS, made, render.IssueContext())))

    assert "### Papers for Tuesday, November 24, 2026" in said
    assert "Attention alone reaches 28.4 BLEU." in said
    assert "[[1]](https://arxiv.org/abs/2611.00001)" in said
    assert "**2. [Attention Is All You Need, 2](https://arxiv.org/abs/2611.00002)**" in said
    assert "Vaswani et al. · 2017 · matches “machine translation”, by Noam Shazeer" in said
    assert "It reaches 28.4 BLEU on English to German." in said
    assert "Chosen from 48 new papers · 12 more in the thread" in said
    assert "Quotes from the abstracts" in said


@pytest.mark.parametrize("weekly", [False, True])
@pytest.mark.parametrize("count", [1, 5, 10])
def test_each_paper_is_done_with_in_two_presses(count: int, weekly: bool):
    """Votes and a menu, or a button that opens all there is; few papers have the menu."""
    made = issue(count, 5, weekly=weekly, chart=chart() if weekly else None)
    around = render.IssueContext(has_thread=False)
    shown = render.issue_message(WORDS, made, around)
    ids = _ids(shown)

    assert problems(shown, _papers(made)) == []
    assert "fn:i:why:issue42:0" in ids
    assert "fn:i:rest:issue42:0" in ids
    for each in made.picks:
        votes = {f"fn:i:{vote}:issue42:{each.number}" for vote in ("up", "down")}
        opened = render.pick_message(WORDS, made, each, f"key{each.number}", Tally())
        all_there = {*votes, f"fn:i:more:issue42:{each.number}"} <= set(ids)
        assert all_there or f"fn:i:open:issue42:{each.number}" in ids
        actions = {f"fn:p:{action}:key{each.number}" for action in PAPER_ACTIONS}
        assert votes | actions <= set(_ids(opened))
        assert problems(opened, [each.paper]) == []
    if count <= 4:
        assert not any(":open:" in one for one in ids)


def test_what_is_not_supported_is_not_shown():
    """Neither in the headline nor under a paper."""
    bad = Sentence("It cures everything.", (1,), False, "no abstract says this")
    made = issue(1, headline=(bad,), picks=(replace(pick(1), sentence=bad),))

    assert "cures" not in "\n".join(texts(render.issue_message(WORDS, made, render.IssueContext())))


def test_a_week_is_told_in_words_too():
    """Of each topic its total, and each day that brought a paper."""
    made = issue(3, weekly=True, chart=chart())
    said = "\n".join(texts(render.issue_message(WORDS, made, render.IssueContext())))

    assert "### The week’s papers, November 24, 2026" in said
    assert "**topic 1** · 18 papers · Wed 1, Fri 3, Sat 12, Sun 1, Tue 1" in said


def test_the_rest_comes_in_parts_that_know_their_number():
    """Each part can be explained, and its papers be chosen."""
    made = issue(3, 32)
    parts = render.rest_messages(WORDS, made)

    assert [len(part) for part in render.split_rest(made)] == [15, 15, 2]
    for number, part in enumerate(parts, 1):
        assert f"fn:i:why:issue42:{number}" in _ids(part)
        assert f"fn:s:pick:issue42:{number}" in _ids(part)
        assert problems(part, _papers(made)) == []
    assert render.find_picks(made, 2) == made.rest[15:30]
    assert render.find_picks(made, 0) == list(made.picks)
    assert render.find_picks(made, 9) == ()


def test_reasons_are_weighed_in_words():
    """By their share of what speaks for the paper."""
    found = weighted_reasons(
        WORDS,
        (
            Reason("topic", "retrieval", 0.6),
            Reason("liked", "RAG", 0.3),
            Reason("upvotes", "1", 0.1),
            Reason("liked", "A Survey", -0.2),
        ),
    )

    assert found == [
        "matches “retrieval” · *decisive*",
        "similar to “RAG”, which was liked here · *strong*",
        "1 upvote · *weak*",
        "similar to “A Survey”, which was disliked here · *against it*",
    ]


@THOROUGHLY
@given(st.sampled_from(LANGUAGES).map(Translations), issues(), st.booleans())
def test_no_issue_breaks_the_message(said: Translations, made: Issue, threaded: bool):
    """Whatever papers, models and topics say: Discord takes it, and nothing in it misleads."""
    around = render.IssueContext(has_thread=threaded)
    papers = _papers(made)

    assert problems(render.issue_message(said, made, around), papers) == []
    for part in render.rest_messages(said, made):
        assert problems(part, papers) == []
    assert problems(render.reasons_message(said, made.picks, made.considered), papers) == []
    for each in render.shown_picks(made)[:1]:
        assert problems(render.pick_message(said, made, each, "key", Tally(9, 9)), papers) == []
