"""Rate how likely each sentence of a paper is the answer to a question.

A conditional logit over what the check's cross-encoder, which was fitted on questions about
abstracts, and the embedder make of a sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.grounding.cross_encoder import ReadPair, rate_answers
from bot.grounding.language import is_english
from bot.grounding.premise import join_sentences
from bot.quotes.sentences import SentenceEmbedder, SourceSentence
from retrieval.search.rerank.relevance import RateRelevance

_ANSWERS_WEIGHT, _COSINE_WEIGHT = 0.82, 3.39
"""Log odds, by benchmarks/fit/answer_sentences.py."""
_RELEVANCE_WEIGHT, _COSINE_ALONE_WEIGHT = (
    0.4,
    5.4,
)  # in a language that the cross-encoder does not know


@dataclass(frozen=True, slots=True)
class RatedSentence:
    """A sentence of a paper, rated for a question.

    `answers` has the log odds that it answers, `cosine` that with the question, and `score` the log
    odds that it is the best answer, up to a constant.
    """

    sentence: SourceSentence
    answers: float
    cosine: float
    score: float


def rate_sentences(
    question: str,
    title: str,
    sentences: Sequence[SourceSentence],
    embedder: SentenceEmbedder,
    read: ReadPair,
    rate: RateRelevance,
) -> list[RatedSentence]:
    """Return the sentences of one abstract with their ratings.

    Whether one answers a question that is not English, `rate` tells, by a model of web search.
    """
    texts = [join_sentences([title, sentence.text]) for sentence in sentences]
    if is_english(question):
        answers = rate_answers(read, question, texts)
        of_answers, of_cosine = _ANSWERS_WEIGHT, _COSINE_WEIGHT
    else:
        answers = rate(question, texts)
        of_answers, of_cosine = _RELEVANCE_WEIGHT, _COSINE_ALONE_WEIGHT
    cosines = embedder.find_cosines(question, sentences)
    return [
        RatedSentence(sentence, answer, cosine, of_answers * answer + of_cosine * cosine)
        for sentence, answer, cosine in zip(sentences, answers, cosines, strict=True)
    ]
