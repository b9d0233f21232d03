"""Pieces of scripted answers."""

from __future__ import annotations

from dataclasses import replace

from bot.answering.answer import Answer
from bot.grounding.sentence import Sentence
from tests.cli.samples import ANSWER, LASO, evidence

ONE = Sentence("LaSO synthesises samples with several labels.", (1,))
TWO = Sentence("It raises mAP from 58.1 to 65.3 % on COCO with one example a class.", (1,))
THREE = Sentence("UniAP works across species.", (2,))


def answer_of(*sentences: Sentence) -> Answer:
    """Return the answer of sentences."""
    cited = {n for sentence in sentences for n in sentence.citations}
    spans = (evidence(LASO, TWO.text),)
    citations = tuple(replace(c, evidence=spans if c.number == 1 else ()) for c in ANSWER.citations)
    return replace(
        ANSWER,
        mode="model",
        model="small-model",
        sentences=sentences,
        citations=tuple(c for c in citations if c.number in cited),
    )


def long_answer(count: int = 120) -> Answer:
    """Return an answer that no single message holds."""
    return answer_of(
        *(
            Sentence(f"Sentence {i} says that it is one of very many here.", (1,))
            for i in range(count)
        )
    )
