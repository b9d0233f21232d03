"""Number the sources of an answer in the order in which its sentences cite them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.answering.answer import Answer
from bot.grounding.sentence import Sentence


class Renumbering:
    """New numbers for sources, given out as supported sentences cite them, from 1."""

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}

    def sentence(self, sentence: Sentence) -> Sentence:
        """Return a sentence with new numbers; only a supported one gives out new numbers."""
        if not sentence.supported:
            return sentence
        return replace(sentence, citations=self._take(sentence.citations))

    def answer(self, answer: Answer) -> Answer:
        """Return an answer with new numbers everywhere; uncited sources come last."""
        for sentence in answer.sentences:
            self.sentence(sentence)
        self._take(citation.number for citation in answer.citations)
        self._take(found.number for found in answer.retrieved if found.number is not None)
        return replace(
            answer,
            sentences=tuple(map(self._look_up_in, answer.sentences)),
            citations=tuple(
                sorted(
                    (replace(c, number=self._numbers[c.number]) for c in answer.citations),
                    key=lambda citation: citation.number,
                )
            ),
            retrieved=tuple(
                replace(r, number=None if r.number is None else self._numbers[r.number])
                for r in answer.retrieved
            ),
            discarded=tuple(
                replace(d, sentence=self._look_up_in(d.sentence)) for d in answer.discarded
            ),
        )

    def _look_up_in(self, sentence: Sentence) -> Sentence:
        """Return a sentence with the numbers that are known replaced."""
        written = sentence.written_citations
        return replace(
            sentence,
            citations=self._look_up(sentence.citations),
            written_citations=None if written is None else self._look_up(written),
        )

    def _look_up(self, numbers: Iterable[int]) -> tuple[int, ...]:
        return tuple(self._numbers.get(number, number) for number in numbers)

    def _take(self, numbers: Iterable[int]) -> tuple[int, ...]:
        return tuple(self._numbers.setdefault(n, len(self._numbers) + 1) for n in numbers)
