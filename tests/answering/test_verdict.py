"""When a sentence says yes or no, and when it only stands there."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot.answering.verdict import MIN_LIKELY, WEIGHTS, Decision, Verdict, read_at
from bot.grounding.cross_encoder import Judgment, ReadPair

TITLE = "BeeNet: lossless counting of bees"
SENTENCES = (
    "Counting bees is slow.",
    "BeeNet works without extra sensors.",
    "It counts bees in video.",
)
SAID: Mapping[Verdict, Judgment] = {
    "yes": Judgment(0.98, 0.01, 0.01),
    "no": Judgment(0.01, 0.98, 0.01),
    "not-stated": Judgment(0.005, 0.005, 0.99),
}


class Reader:
    """Judges premises by the texts in them, and remembers what it was asked."""

    def __init__(self, **judged: Judgment) -> None:
        self._judged = {text.replace("_", " "): one for text, one in judged.items()}
        self.claims: set[str] = set()

    def __call__(self, premise: str, claim: str) -> Judgment:
        """Return the judgment of the first text that the premise has."""
        self.claims.add(claim)
        found = (one for text, one in self._judged.items() if text in premise)
        return next(found, Judgment(0.01, 0.01, 0.98))


def _read(place: int, read: ReadPair, question: str = "does BeeNet need sensors?") -> Decision:
    return read_at(place, question, TITLE, SENTENCES, lambda q, texts: [3.0] * len(texts), read)


@pytest.mark.parametrize("verdict", SAID)
def test_a_verdict_is_given_where_the_sentence_is_plain(verdict: Verdict):
    """Alone and beside others."""
    assert _read(1, Reader(sensors=SAID[verdict])).verdict == verdict


def test_no_verdict_is_given_where_it_is_not_sure():
    """The sentence stands alone."""
    unsure = Judgment(0.4, 0.35, 0.25)

    assert _read(1, Reader(sensors=unsure)).verdict is None


def test_no_verdict_is_given_that_the_sentence_opposes():
    """Whatever others say."""
    read = Reader(video=SAID["no"], sensors=Judgment(0.5, 0.45, 0.05))

    assert _read(1, read).verdict is None


def test_what_stands_around_the_question_is_not_read():
    """The question alone is."""
    read = Reader()

    _read(1, read, "so does BeeNet need sensors, or not?")

    assert read.claims == {"does BeeNet need sensors?"}


@pytest.mark.parametrize(
    ("question", "titled", "by_title"),
    [
        ("is BeeNet lossless?", "yes", True),
        ("is BeeNet lossless?", "not-stated", False),
        ("is BeeNet fast?", "yes", False),
        ("is BeeNet not lossless?", "yes", False),
    ],
)
def test_a_title_that_has_all_that_is_asked_is_a_yes(
    question: str, titled: Verdict, by_title: bool
):
    """If the model agrees."""
    alone = {f"{TITLE}.": SAID[titled]}

    reading = _read(1, lambda premise, _: alone.get(premise, SAID["not-stated"]), question)

    assert (reading.by_title, reading.verdict == "yes") == (by_title, by_title)


def test_every_verdict_weighs_every_feature():
    """And the probability that is asked for is one that few verdicts reach by chance."""
    features = _read(1, Reader(sensors=SAID["yes"])).features

    assert {len(weights) for weights in WEIGHTS.values()} == {len(features) + 1}
    assert 0.5 < MIN_LIKELY < 1
