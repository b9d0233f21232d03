"""Documents that Footnote has stored are read, and written again byte for byte."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answering.answer import Answer, DiscardedSentence
from bot.answering.language_model import Fallback, Usage
from bot.records.receipts import AnswerRequest, Receipt
from bot.records.server_settings import ServerSettings
from bot.storage.documents import (
    dump_document,
    read_choices,
    read_issue,
    read_receipt,
    read_server_settings,
    read_turn,
    write_choices,
    write_issue,
    write_receipt,
    write_server_settings,
    write_turn,
)
from retrieval.search.query import Filters
from tests.storage.digest_samples import SETTLED, issue, subscription
from tests.storage.samples import ANSWER, NOW, REFUSED, SEARCHED, UNSTATED, receipt, turn

GOLDEN = Path(__file__).with_name("golden")

_FOUND = SEARCHED.sentences
FALLEN = replace(
    ANSWER,
    mode="extractive",
    strike=True,
    fallback=Fallback("over-budget", "why"),
    discarded=(
        DiscardedSentence(_FOUND[0], "withheld", "hidden"),
        DiscardedSentence(_FOUND[1], "declining"),
        DiscardedSentence(_FOUND[2], "replaced"),
    ),
)
EMPTY = issue(papers=(), headline=(), rest=(), chart=None, weekly=False, fallback_reason=None)
CHOSEN = ServerSettings(
    (1, 2), (3,), "small", "German", 0.4, False, False, (4,), (5,), "strike", 30
)


def _golden(name: str) -> str:
    return (GOLDEN / f"{name}.json").read_text(encoding="ascii").strip()


def _turn(text: str) -> str:
    return write_turn(turn(**read_turn("t1", text)))


def _receipt(text: str) -> str:
    return write_receipt(receipt(**read_receipt("t1", text)))


def _issue(text: str) -> str:
    return write_issue(read_issue("i1", "s1", NOW, text))


def _choices(text: str) -> str:
    return write_choices(subscription(**read_choices("s1", text)))


def _server_settings(text: str) -> str:
    return dump_document(write_server_settings(read_server_settings(json.loads(text))))


@pytest.mark.parametrize(
    ("name", "again"),
    [
        ("turn-answered", _turn),
        ("turn-refused", _turn),
        ("turn-searched", _turn),
        ("turn-unstated", _turn),
        ("turn-fallen", _turn),
        ("receipt", _receipt),
        ("receipt-fallen", _receipt),
        ("issue", _issue),
        ("issue-empty", _issue),
        ("subscription", _choices),
        ("subscription-default", _choices),
        ("server-settings", _server_settings),
        ("server-settings-default", _server_settings),
    ],
)
def test_what_was_stored_is_written_again(name: str, again: Callable[[str], str]) -> None:
    """Nothing that a document holds is lost or changed."""
    assert again(_golden(name)) == _golden(name)


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("turn-answered", ANSWER),
        (
            "turn-refused",
            replace(REFUSED, nearest=tuple(replace(h, packed=b"") for h in REFUSED.nearest)),
        ),
        ("turn-searched", SEARCHED),
        ("turn-unstated", UNSTATED),
        ("turn-fallen", FALLEN),
    ],
)
def test_turns(name: str, answer: Answer) -> None:
    """Every part of an answer is read."""
    read = read_turn("t1", _golden(name))
    assert turn(**read) == turn(answer=answer)
    assert write_turn(turn(answer=answer)) == _golden(name)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("receipt", receipt()),
        ("receipt-fallen", receipt(answer=FALLEN, cost=None, request=AnswerRequest())),
    ],
)
def test_receipts(name: str, kept: Receipt) -> None:
    """Every part of a receipt is read."""
    assert replace(kept, **read_receipt("t1", _golden(name))) == kept


def test_digests() -> None:
    """Issues and subscriptions are read, with every choice."""
    assert read_issue("i1", "s1", NOW, _golden("issue")) == issue()
    assert read_issue("i1", "s1", NOW, _golden("issue-empty")) == EMPTY
    assert subscription(**read_choices("s1", _golden("subscription"))) == SETTLED


def test_server_settings() -> None:
    """A server's settings are read, with every choice."""
    assert read_server_settings(json.loads(_golden("server-settings"))) == CHOSEN


def test_an_old_turn() -> None:
    """Before searches, scores and fates were stored: what is missing has its default."""
    supported, unsupported = ANSWER.sentences
    expected = replace(
        ANSWER, searched="", usage=Usage(), sentences=(supported, replace(unsupported, score=0.0))
    )
    kept = turn(**read_turn("t1", _golden("old-turn")))
    assert kept == turn(filters=Filters(), answer=expected)


def test_old_digests() -> None:
    """Before charts, roles and languages were stored."""
    expected = replace(issue(), chart=None, weekly=False, usage=Usage(), fallback_reason=None)
    assert read_issue("i1", "s1", NOW, _golden("old-issue")) == expected
    kept = subscription(**read_choices("s1", _golden("old-subscription")))
    assert kept == replace(SETTLED, notify_role=None, language="", empty_day="silent")


@pytest.mark.parametrize(
    ("damaged", "expected"),
    [
        ({"score": 10**400, "text": "a"}, (0.0, "a")),
        ({"score": True, "text": 3}, (0.0, "")),
        ({"supported": True}, (1.0, "")),
        ({"supported": "yes", "score": None}, (0.0, "")),
    ],
)
def test_a_damaged_sentence(damaged: dict[str, object], expected: tuple[float, str]) -> None:
    """What cannot be read has its default, and the rest is read."""
    answer = {"sentences": [damaged, "no sentence", None]}
    read = read_turn("t1", json.dumps({"answer": answer}))["answer"]

    (sentence,) = read.sentences
    assert (sentence.score, sentence.text) == expected
