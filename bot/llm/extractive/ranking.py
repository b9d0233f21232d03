"""Rank the sentences of a paper by how well they answer a question.

A conditional logit over what the cross-encoder and the embedder make of a sentence, what it does in
its abstract, and whether it has what is asked for: a figure, a name, a reason.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Literal

from bot.answerability.names import find_names, has_name
from bot.answerability.question_target import QuestionTarget, parse_question_target
from bot.answerability.states_target import states_target
from bot.grounding.content_words import find_figures, find_spelled_figures, find_stems
from bot.grounding.cross_encoder import ReadPair, rate_answers
from bot.llm.extractive import cues
from bot.llm.extractive.leaning import hangs, leans
from bot.llm.extractive.own_work import STATED, Aspect, OwnSentence
from bot.llm.extractive.passages import Passage, Question, cosine
from bot.questions.kind import QuestionKind
from retrieval.search.rerank.relevance import RateRelevance
from retrieval.text.sentence_roles import Role

Form = Literal["fact", "definition", "how", "why"]
"""What the weights tell apart; a yes-or-no question is for a fact."""

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "relevance": 0.17,
        "relevance after the sentence before": 0.23,
        "answers": 0.0,
        "cosine": 1.8,
        "first, of others": -1.4,
        "where to find code": -2.7,
        "figure": 1.3,
        "amount": 3.2,
        "name": 0.9,
        "data": 0.9,
        "fact, in the background": -0.9,
        "how, method": 1.5,
        "how, means": 1.3,
        "how, problem": -0.9,
        "how or why, length": 2.9,
        "why, problem": 1.6,
        "definition, where introduced": 1.4,
        "definition, objective": 1.2,
    }
)
"""Log odds, by benchmarks/fit/answer_sentences.py; those of a form count for its questions only."""

LOGITS_PER_RELEVANCE = 0.4
"""By how much a relevance of one more raises the log odds of most sentences."""

_ASKS_WHY = re.compile(
    r"\b(?:why|how come|reasons?|problem|motivat\w+|challeng\w+|difficult\w*|hard|wrong|bother)\b",
    re.IGNORECASE,
)
_ASKS_HOW_WELL = re.compile(
    r"\bhow well\b|\bhow (?:does|do|did) [^?]{1,80}? (?:do|perform|fare|score)(?: (?:on|with|in|at|"
    r"against|vs|for|next|compared|when)\b|\W*$)",
    re.IGNORECASE,
)
"""A question for a result, though it begins with how."""
_ASKS_DATA = re.compile(
    r"\b(?:data ?-?sets?|benchmarks?|corpora|corpus|tasks?|tested|evaluated|trained|datensätzen?|"
    r"daten|données|datos|dados|dati|данны[ехм])\b|数据|データ|데이터",
    re.IGNORECASE,
)
_ASKS_FIGURE = re.compile(
    r"\bhow (?:much|many|large|big|long|fast|far|high|low|often|small|accurate|wide|deep|old|"
    r"heavy)\b|"
    r"\b(?:in numbers|by what|what factor|number of|percentage|figures?|score|accuracy|latency|"
    r"speed-?up|"
    r"(?:what|which) (?:\S+ ){0,3}?(?:share|fraction|rate|size|ratio|map|miou|f1|bleu|psnr|ap|"
    r"error))\b|"
    r"\b(?:wie ?viele?|wie (?:groß|schnell|hoch|lange?|oft|genau)|hoeveel|hoe (?:snel|groot|vaak)|"
    r"combien|cuánt[oa]s?|quant[oaie]|сколько|насколько)\b|"
    r"多少|几个|何(?:倍|個|枚|件|人|本|層|パーセント)|いくつ|どれくらい|どのくらい|몇|얼마",
    re.IGNORECASE,
)
_ASKS_NAME = re.compile(
    r"\bnames?\b|\bcalled\b|\bwhat do (?:they|the authors) call\b", re.IGNORECASE
)
_MEANS = re.compile(
    r"\b(?:by \w+ing|us(?:es|ing)|via|through|then|consists? of|combin\w+|first|based on|"
    r"into|which (?:is|are)|leverag\w+|employ\w*|adopt\w*|integrat\w+|comprises?)\b",
    re.IGNORECASE,
)
"""How something is done."""
_FULL_LENGTH = 400  # characters
_MAX_STATED = 1.5


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks for."""

    text: str
    form: Form
    names: tuple[str, ...]
    figure: bool
    name: bool
    data: bool
    target: QuestionTarget | None

    @classmethod
    def read(cls, question: str, kind: QuestionKind) -> Asked:
        """Read a question of a kind."""
        return cls(
            question,
            find_form(question, kind),
            tuple(find_names(question)),
            _ASKS_FIGURE.search(question) is not None,
            _ASKS_NAME.search(question) is not None,
            _ASKS_DATA.search(question) is not None,
            parse_question_target(question),
        )


@dataclass(frozen=True, slots=True)
class Signals:
    """What models make of a sentence.

    `relevance` (a logit, alone and after the sentence before it) is by a model of web search,
    `answers` (log odds) by ours.
    """

    relevance: float
    relevance_after: float
    answers: float
    cosine: float


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
    question: Question,
    title: str,
    passages: Sequence[Passage],
    rate: RateRelevance,
    read: ReadPair,
) -> list[Signals]:
    """Return the signals of the sentences of one abstract, for an English question."""
    texts = [f"{title}. {p.text}" for p in passages]
    relevance, answers = rate(question.text, texts), rate_answers(read, question.text, texts)
    after = list(relevance)
    for i, (before, passage) in enumerate(pairwise(passages), 1):
        if leans(passage.text) or hangs(passage.text):
            (after[i],) = rate(question.text, [f"{title}. {before.text} {passage.text}"])
    return [
        Signals(alone, later, answering, cosine(question, passage))
        for alone, later, answering, passage in zip(
            relevance, after, answers, passages, strict=True
        )
    ]


def measure_sentences(
    asked: Asked,
    sentences: Sequence[str],
    own: Sequence[OwnSentence],
    signals: Sequence[Signals],
) -> list[dict[str, float]]:
    """Return the features of each sentence of one abstract, by the names of `WEIGHTS`."""
    introduced = _find_introduced(asked, sentences) if asked.form == "definition" else -1
    measured = []
    for i, (text, one, signal) in enumerate(zip(sentences, own, signals, strict=True)):
        features = {
            "relevance": signal.relevance,
            "relevance after the sentence before": signal.relevance_after,
            "answers": signal.answers,
            "cosine": signal.cosine,
            "first, of others": float(i == 0 and not one.is_own),
            "where to find code": float(cues.NOTICE.search(text) is not None),
            "figure": float(asked.figure and _has_new_figure(text, asked.text)),
            "amount": float(
                asked.target is not None and states_target(text, asked.target, asked.names)
            ),
            "name": float(asked.name and _has_new_name(asked, text, sentences[:i])),
            "data": asked.data * _to_share(one, "data"),
        }
        match asked.form:
            case "fact":
                features["fact, in the background"] = float(
                    one.role is Role.BACKGROUND and not one.is_own
                )
            case "how":
                features["how, method"] = float(one.role is Role.METHOD)
                features["how, means"] = float(_MEANS.search(text) is not None)
                features["how, problem"] = _to_share(one, "problem")
            case "why":
                features["why, problem"] = _to_share(one, "problem")
            case "definition":
                features["definition, where introduced"] = float(i == introduced)
                features["definition, objective"] = float(one.role is Role.OBJECTIVE)
        if asked.form in {"how", "why"}:
            features["how or why, length"] = min(len(text) / _FULL_LENGTH, 1)
        measured.append(features)
    return measured


def _find_introduced(asked: Asked, sentences: Sequence[str]) -> int:
    """Return the place where an abstract first has a name of a question, or most of its words."""
    for i, text in enumerate(sentences):
        if any(has_name(text, name) for name in asked.names):
            return i
    wanted = find_stems(asked.text)
    return max(range(len(sentences)), key=lambda i: len(wanted & find_stems(sentences[i])))


def score(features: Mapping[str, float]) -> float:
    """Return the log odds that a sentence is the answer, up to a constant of its abstract."""
    return sum(WEIGHTS[name] * value for name, value in features.items())


def _has_new_figure(text: str, question: str) -> bool:
    """Tell whether a text has a figure, in digits or words, that the question does not have."""
    told = set(find_figures(text)) - set(find_figures(question))
    return bool(told or find_spelled_figures(text))


def _has_new_name(asked: Asked, text: str, before: Sequence[str]) -> bool:
    """Tell whether a sentence has a name that neither the question nor those before it have."""
    known = " ".join((asked.text, *before))
    return any(name not in known for name in cues.NAME.findall(text))


def _to_share(one: OwnSentence, aspect: Aspect) -> float:
    """Return the points on an aspect, 1 for as many as state it."""
    return min(max(one.points[aspect] / STATED[aspect], 0.0), _MAX_STATED)
