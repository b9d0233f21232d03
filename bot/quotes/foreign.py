"""Rank sentences for questions in other languages, which the models know badly."""

from __future__ import annotations

from collections.abc import Sequence

from bot.grounding.content_words import find_figures, find_spelled_figures
from bot.quotes.own_work import STATED, OwnSentence
from bot.quotes.passages import Passage, Question, alignment, cosine
from retrieval.search.embedding.embedder import Embedded
from retrieval.text import patterns as re

_OF_RELEVANCE, _OF_WORDS, _OF_FIGURE, _OF_DATA = 0.4, 1.8, 1.3, 0.9  # log odds
_MAX_STATED = 1.5
_ASKS_DATA = re.compile(
    r"(?:^|\W)(?:datasets?|benchmarks?|datensätzen?|daten|données|datos|dados|dati|данны[ехм])(?:\W|$)|"
    r"数据|データ|데이터",
    re.IGNORECASE,
)
_ASKS_FIGURE = re.compile(
    r"(?:^|\W)(?:wie ?viele?|wie (?:groß|schnell|hoch|lange?|oft|genau)|"
    r"hoeveel|hoe (?:snel|groot|vaak)|combien|cuánt[oa]s?|quant[oaie]|сколько|насколько)(?:\W|$)|"
    r"多少|几个|何(?:倍|個|枚|件|人|本|層|パーセント)|いくつ|どれくらい|どのくらい|몇|얼마",
    re.IGNORECASE,
)


def score_sentences(
    question: Question,
    title: Embedded,
    passages: Sequence[Passage],
    own: Sequence[OwnSentence],
    relevance: Sequence[float],
) -> list[float]:
    """Return the log odds that each sentence of an abstract is the answer, up to a constant."""
    asks_figure = _ASKS_FIGURE.search(question.text) is not None
    asks_data = _ASKS_DATA.search(question.text) is not None
    known = set(find_figures(question.text))
    scores = []
    for passage, one, logit in zip(passages, own, relevance, strict=True):
        words = cosine(question, passage) + 2 * alignment(question, passage, title)
        has_figure = bool(set(find_figures(passage.text)) - known) or bool(
            find_spelled_figures(passage.text)
        )
        stated = min(max(one.points["data"] / STATED["data"], 0.0), _MAX_STATED)
        cues = _OF_FIGURE * (asks_figure and has_figure) + _OF_DATA * asks_data * stated
        scores.append(_OF_RELEVANCE * logit + _OF_WORDS * words + cues)
    return scores
