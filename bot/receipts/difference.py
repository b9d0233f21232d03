"""Compare two receipts of one question: what was added, removed and changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bot.answering.answer import Answer, RetrievedPaper
from bot.grounding.sentence import Sentence
from bot.receipts.receipt import Receipt

_MIN_SCORE_CHANGE = 0.005  # smaller changes are not visible
_MAX_COMPARED_CHARS = 500  # comparison takes quadratic time
_MIN_SIMILARITY = 0.6  # of the characters, to count as a changed sentence rather than a new one


@dataclass(frozen=True, slots=True)
class PaperChange:
    """A paper that was added (`before` None) or removed (`after` None), or that moved.

    Places count from 1.
    """

    paper_id: str
    title: str
    place_before: int | None
    place_after: int | None
    before: RetrievedPaper | None
    after: RetrievedPaper | None


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """A sentence that was added (`before` None), removed (`after` None), or changed.

    A change is of its text, its citations or its verdict.
    """

    before: Sentence | None
    after: Sentence | None


@dataclass(frozen=True, slots=True)
class FactChange:
    """Another fact about an answer that differs, by its name."""

    name: str
    before: str | float | bool | None
    after: str | float | bool | None


@dataclass(frozen=True, slots=True)
class Difference:
    """The differences between two receipts of one question, except times and tokens."""

    before: Receipt
    after: Receipt
    facts: tuple[FactChange, ...] = ()
    papers: tuple[PaperChange, ...] = ()
    sentences: tuple[SentenceChange, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the answer came about in the same way and says the same."""
        return not (self.facts or self.papers or self.sentences)


def compare_receipts(before: Receipt, after: Receipt) -> Difference:
    """Return the differences; equal sentences have the same text, papers and verdict."""
    return Difference(
        before,
        after,
        tuple(_compare_facts(before.answer, after.answer)),
        tuple(_compare_papers(before.answer.retrieved, after.answer.retrieved)),
        tuple(_compare_sentences(before.answer, after.answer)),
    )


def _compare_facts(before: Answer, after: Answer) -> Iterator[FactChange]:
    def facts(answer: Answer) -> dict[str, str | float | bool | None]:
        prompt = answer.prompt
        return {
            "answered": answer.answered,
            "missing": answer.missing.what if answer.missing else None,
            "searched": answer.searched,
            "mode": answer.mode,
            "model": answer.model,
            "prompt": f"{prompt.name} {prompt.sha256}" if prompt else None,
            "confidence": answer.confidence,
            "cutoff": answer.cutoff,
            "notice": answer.notice,
        }

    old, new = facts(before), facts(after)
    for name in old:
        if not _is_equal(old[name], new[name]):
            yield FactChange(name, old[name], new[name])


def _is_equal(before: str | float | bool | None, after: str | float | bool | None) -> bool:
    if isinstance(before, float) and isinstance(after, float):
        return abs(before - after) < _MIN_SCORE_CHANGE
    return before == after


def _compare_papers(
    before: Sequence[RetrievedPaper], after: Sequence[RetrievedPaper]
) -> Iterator[PaperChange]:
    old = {each.paper_id: (place, each) for place, each in enumerate(before, 1)}
    new = {each.paper_id: (place, each) for place, each in enumerate(after, 1)}
    for paper_id in [*new, *(known for known in old if known not in new)]:
        place_before, was = old.get(paper_id, (None, None))
        place_after, now = new.get(paper_id, (None, None))
        if was and now and place_before == place_after and _is_equal(was.score, now.score):
            continue
        title = (now.title if now else "") or (was.title if was else "")
        yield PaperChange(paper_id, title, place_before, place_after, was, now)


def _compare_sentences(before: Answer, after: Answer) -> Iterator[SentenceChange]:
    """Yield changed and added sentences in the new order, then those that were removed."""
    left = list(before.sentences)
    same: dict[int, Sentence] = {}
    for number, sentence in enumerate(after.sentences):
        for old in left:
            if _content(old, before) == _content(sentence, after):
                same[number] = old
                left.remove(old)
                break
    for number, sentence in enumerate(after.sentences):
        if number in same:
            continue
        close = max(left, key=lambda old: _similarity(old, sentence), default=None)
        if close is not None and _similarity(close, sentence) >= _MIN_SIMILARITY:
            left.remove(close)
            yield SentenceChange(close, sentence)
        else:
            yield SentenceChange(None, sentence)
    yield from (SentenceChange(old, None) for old in left)


def _content(sentence: Sentence, answer: Answer) -> tuple[str, frozenset[str], str]:
    """Return a sentence's text, the papers that it cites, and its verdict."""
    numbers = {each.number: each.paper_id for each in answer.retrieved}
    cited = frozenset(numbers.get(number, str(number)) for number in sentence.citations)
    return sentence.text, cited, sentence.verdict


def _similarity(before: Sentence, after: Sentence) -> float:
    old, new = before.text[:_MAX_COMPARED_CHARS], after.text[:_MAX_COMPARED_CHARS]
    return SequenceMatcher(None, old, new, autojunk=False).ratio()
