"""What differs between two receipts of one question."""

from __future__ import annotations

import time
from dataclasses import replace
from random import Random

from bot.answering.answer import RetrievedPaper, Timings
from bot.answering.language_model import PromptUsed, Usage
from bot.grounding.sentence import Sentence
from bot.receipts.difference import Difference, FactChange, SentenceChange, compare_receipts
from tests.storage.samples import SEARCHED, UNSTATED, receipt

FIRST, SECOND = SEARCHED.retrieved
SAID, DENIED, LIKED = SEARCHED.sentences


def against(**changes: object) -> Difference:
    """Compare the sample's receipt with one whose answer has changes."""
    return compare_receipts(receipt(), receipt(answer=replace(SEARCHED, **changes)))  # type: ignore[arg-type]


def test_the_same() -> None:
    """Times, tokens and costs may differ, and scores by what no one would see."""
    found = against(
        took=Timings(9, 9, 18),
        usage=Usage(7, 7),
        retrieved=(replace(FIRST, score=FIRST.score + 0.001), SECOND),
        confidence=0.821,
    )

    assert found.is_empty


def test_papers() -> None:
    """Those that came, moved and left are told with their places, in the order of now."""
    new = RetrievedPaper("2601.00001", 1, 0.95, 1.0, 0.5, 0.2, "New")
    found = against(retrieved=(new, replace(FIRST, number=2)))

    told = [(each.title, each.place_before, each.place_after) for each in found.papers]
    assert told == [("New", None, 1), (FIRST.title, 1, 2), (SECOND.title, 2, None)]


def test_a_score_that_moves() -> None:
    """A paper in its place is told of where its score is another."""
    found = against(retrieved=(replace(FIRST, score=0.7), SECOND))

    (moved,) = found.papers
    assert moved.before == FIRST
    assert moved.after is not None
    assert moved.after.score == 0.7


def test_a_number_that_moves_with_its_paper_changes_no_sentence() -> None:
    """A sentence that cites the same paper under another number is the same."""
    new = RetrievedPaper("2601.00001", 1, 0.95, 1.0, 0.5, 0.2, "New")
    renumbered = [replace(sentence, citations=(2,)) for sentence in (SAID, DENIED)]
    found = against(
        retrieved=(new, replace(FIRST, number=2), SECOND), sentences=(*renumbered, LIKED)
    )

    assert found.sentences == ()


def test_sentences() -> None:
    """A changed one stands beside what it was, then what was added, then what was removed."""
    changed = replace(SAID, text="Cats sleep fifteen hours a day.")
    added = Sentence("Birds sing at dawn in spring.", (1,))
    found = against(sentences=(changed, added, DENIED))

    assert found.sentences == (
        SentenceChange(SAID, changed),
        SentenceChange(None, added),
        SentenceChange(LIKED, None),
    )


def test_a_verdict_that_turns() -> None:
    """The same text with another verdict is changed."""
    turned = replace(DENIED, supported=True, reason="", contradicted=False)
    found = against(sentences=(SAID, turned, LIKED))

    assert found.sentences == (SentenceChange(DENIED, turned),)


def test_a_sentence_that_is_there_twice() -> None:
    """Each counts, so that one more is one added."""
    found = against(sentences=(SAID, SAID, DENIED, LIKED))

    assert found.sentences == (SentenceChange(None, SAID),)


def test_long_sentences_of_few_letters() -> None:
    """Those of an abstract without a full stop are compared within seconds of this process."""
    old, new = ("".join(Random(seed).choices("ab ", k=20_000)) for seed in (1, 2))
    started = time.process_time()
    found = compare_receipts(
        receipt(answer=replace(SEARCHED, sentences=(Sentence(old, (1,)),))),
        receipt(answer=replace(SEARCHED, sentences=(Sentence(new, (1,)),))),
    )

    assert len(found.sentences) in {1, 2}
    assert time.process_time() - started < 5


def test_facts() -> None:
    """What else differs is named, with what it was and is."""
    found = against(model="o3", prompt=PromptUsed("answer", "ffff"), confidence=0.5)

    assert found.facts == (
        FactChange("model", "gpt-4o-mini", "o3"),
        FactChange("prompt", "answer 0123456789ab", "answer ffff"),
        FactChange("confidence", 0.82, 0.5),
    )


def test_an_answer_that_is_now_refused() -> None:
    """That it is refused, and for which detail, are facts."""
    found = compare_receipts(receipt(), receipt(answer=UNSTATED))

    facts = {fact.name: fact.after for fact in found.facts}
    assert facts["answered"] is False
    assert facts["missing"] == "the number of cats"
    assert [change.after for change in found.sentences] == [None, None, None]
