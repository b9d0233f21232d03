"""Rank the sentences of a paper by how well they answer a question.

A conditional logit over what the check's cross-encoder, which was fitted on questions about
abstracts, and the embedder make of a sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from bot.grounding.cross_encoder import ReadPair, rate_answers
from bot.grounding.premise import join_sentences
from bot.questions.kinds import QuestionKind
from bot.quotes.leaning import hangs
from bot.quotes.passages import Passage, Question, cosine
from retrieval.text import patterns as re

Form = Literal["fact", "definition", "how", "why"]
"""What decides how much is quoted; a yes-or-no question is for a fact."""

_OF_ANSWERS, _OF_ANSWERS_AFTER, _OF_COSINE = 0.52, 0.3, 3.39
"""Log odds, by benchmarks/fit/answer_sentences.py."""

_ASKS_WHY = re.compile(
    r"\b(?:why|how come|reasons?|problem|motivat\w+|challeng\w+|difficult\w*|hard|wrong|bother|"
    r"explanations?|causes?)\b",
    re.IGNORECASE,
)
_ASKS_HOW_WELL = re.compile(
    r"\bhow well\b|\bhow (?:does|do|did) [^?]{1,80}? (?:do|perform|fare|score)(?: (?:on|with|in|at|"
    r"against|vs|for|next|compared|when)\b|\W*$)",
    re.IGNORECASE,
)
"""A question for a result, though it begins with how."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What models make of a sentence.

    `answers` are the log odds that it answers, alone and, where it leans on the sentence before it,
    after that; `cosine` is that with the question.
    """

    answers: float
    answers_after: float
    cosine: float

    @property
    def score(self) -> float:
        """The log odds that the sentence is the answer, up to a constant of its abstract."""
        likely = _OF_ANSWERS * self.answers + _OF_ANSWERS_AFTER * self.answers_after
        return likely + _OF_COSINE * self.cosine


def find_form(question: str, kind: QuestionKind) -> Form:
    """Return the form of a question of a kind."""
    match kind:
        case "definition":
            return kind
        case "explanation":
            if _ASKS_HOW_WELL.search(question):
                return "fact"
            return "why" if _ASKS_WHY.search(question) else "how"
        case _:
            return "fact"


def find_signals(
    question: Question, title: str, passages: Sequence[Passage], read: ReadPair
) -> list[Signals]:
    """Return the signals of the sentences of one abstract, for an English question."""
    texts = [join_sentences([title, passage.text]) for passage in passages]
    answers = rate_answers(read, question.text, texts)
    after = list(answers)
    for i, (before, passage) in enumerate(pairwise(passages), 1):
        if hangs(passage.text):
            both = join_sentences([title, before.text, passage.text])
            (together,) = rate_answers(read, question.text, [both])
            adds = together > answers[i - 1]  # else the one before it may be the answer alone
            after[i] = together if adds else (answers[i] + together) / 2
    cosines = [cosine(question, passage) for passage in passages]
    return [Signals(*found) for found in zip(answers, after, cosines, strict=True)]
