"""Choose the sentences of a cell of a comparison."""

from __future__ import annotations

import re

from bot.answerability.names import find_names, has_name
from bot.answering.language_model import CONTRIBUTION, DETAIL, CellTask
from bot.grounding.cross_encoder import ReadPair, rate_answers
from bot.llm.extractive.aspects import rate_aspects
from bot.llm.extractive.leaning import hangs
from bot.llm.extractive.own_work import ASPECTS, Aspect, score_sentences
from bot.llm.extractive.passages import Passage, PassageEmbedder
from bot.llm.extractive.rows import STATED, cost_alone, divide_into_rows, is_unstated
from bot.questions.compared import SINGULAR
from retrieval.search.rerank.relevance import RateRelevance

_RELEVANCE_WEIGHT = 0.3  # of a logit of the model of web search, beside the log odds of ours
_MIN_ANSWER = -2.0  # of a sentence that answers what is asked
_MAX_UNSTATED = -5.5  # below it in all its sentences, a paper surely does not answer
_OF_METHOD_ASKED = 0.3  # of the log odds that a sentence says what the authors do
_DETAILS = 3  # sentences
_MIN_SECOND, _MAX_LOSS = 1.0, 1.5  # of a second sentence, and how far it may fall behind

_OF_EACH = re.compile(
    r"\b(?:each(?: one| paper| of (?:them|the two))?|they|them|both(?: papers)?|the (?:two|papers)|"
    r"those|it|(?:which|who)(?: one| of (?:them|the two))?"
    r"(?= (?:is|was|has|had|does|did|can|uses?d?|needs?)\b))\b",
    re.IGNORECASE,
)
"""What stands for a paper in a question about several."""
_PLURAL = re.compile(r"\b(do|are|were|have) (they|both|the two|those)\b", re.IGNORECASE)
_ASKS = re.compile(r"^(?:how|what|which|who|whose|where|when|why|do|does|did|is|are|can)\b", re.I)
_MAX_NAME_CHARS = 60
_SURE_CONTRIBUTIONS, _CONTRIBUTIONS = 2, 4
_BEGINS_BONUS = 1.0  # log odds of the first sentence on the own work that it says what this is


def choose_cell_quotes(
    task: CellTask, passages: PassageEmbedder, rate: RateRelevance, read: ReadPair
) -> list[Passage] | None:
    """Return the sentences that state the aspect; none where unsure, None where surely none does.

    The usual aspects (problem, method, data, results, limitations) share the sentences out among
    them; of any other, the paper is asked by itself.
    """
    found = passages.embed_sentences([task.excerpt])
    title = task.excerpt.paper.title
    name = task.aspect.strip().lower()
    if name == CONTRIBUTION.lower():
        return _choose_contribution(title, found, read)
    if task.aspect == DETAIL:
        return _choose_details(task.question, title, found, read)
    for aspect in ASPECTS:
        if name == aspect:
            return _choose_by_aspect(aspect, title, found, read)
    return _choose_by_question(task.aspect, task.question, title, found, rate, read)


def ask_alone(asked: str, title: str) -> str:
    """Return what is asked of several papers as a question to one: with its name for “each”."""
    name = title.partition(":")[0].strip()
    name = name if len(name) <= _MAX_NAME_CHARS else "the paper"
    question = _PLURAL.sub(lambda found: f"{SINGULAR[found[1].lower()]} {found[2]}", asked)
    question = _OF_EACH.sub(lambda _: name, question.strip(" ?"))
    return f"{question}?" if _ASKS.match(asked) else f"What about {name}: {question}?"


def _choose_by_question(
    asked: str,
    whole: str,
    title: str,
    found: list[Passage],
    rate: RateRelevance,
    read: ReadPair,
) -> list[Passage] | None:
    """Choose the sentences that answer what is asked of each paper.

    Whether any does is told by that alone, which do by the `whole` question, too, and by how
    likely they say what the authors do.
    """
    question = ask_alone(asked, title)
    names = find_names(asked)
    found = [passage for passage in found if all(has_name(passage.text, n) for n in names)]
    texts = [f"{title}. {passage.text}" for passage in found]
    odds = rate_answers(read, question, texts)
    relevance = rate(question, texts)
    fit = [one + _RELEVANCE_WEIGHT * near for one, near in zip(odds, relevance, strict=True)]
    if max(fit, default=_MAX_UNSTATED - 1) < _MAX_UNSTATED:
        return None
    if max(fit) < _MIN_ANSWER:
        return []
    rated = fit
    if whole:
        also = rate_answers(read, whole, texts)
        methods = rate_aspects(
            title, [passage.text for passage in found], [p.role for p in found], read
        )["method"]
        rated = [
            (one + other) / 2 + _OF_METHOD_ASKED * method
            for one, other, method in zip(odds, also, methods, strict=True)
        ]
    best = max(range(len(found)), key=rated.__getitem__)
    more = [
        i
        for i in range(len(found))
        if i != best
        and fit[i] >= (_MIN_ANSWER if whole else max(_MIN_SECOND, fit[best] - _MAX_LOSS))
        and (i == best + 1 or not hangs(found[i].text))
    ]
    second = sorted(more, key=rated.__getitem__)[-1:]
    return [found[i] for i in sorted([best, *second])]


def _choose_details(
    question: str, title: str, found: list[Passage], read: ReadPair
) -> list[Passage] | None:
    """Choose the sentences that answer a question on several papers and say what the authors do."""
    texts = [passage.text for passage in found]
    answers = rate_answers(read, question, [f"{title}. {text}" for text in texts])
    methods = rate_aspects(title, texts, [p.role for p in found], read)["method"]
    rated = [
        answer + method - cost_alone(text)
        for answer, method, text in zip(answers, methods, texts, strict=True)
    ]
    best = sorted(range(len(found)), key=rated.__getitem__, reverse=True)[:_DETAILS]
    return [found[i] for i in sorted(best)] or None


def _choose_by_aspect(
    aspect: Aspect, title: str, found: list[Passage], read: ReadPair
) -> list[Passage] | None:
    texts = [passage.text for passage in found]
    odds = rate_aspects(title, texts, [p.role for p in found], read)
    row = divide_into_rows(texts, odds).get(aspect)
    if row:
        return [found[i].cut(text) for i, text in row]
    return None if is_unstated(aspect, odds) else []


def _choose_contribution(title: str, found: list[Passage], read: ReadPair) -> list[Passage] | None:
    """Choose the sentences that say, each alone, what a paper is or does, the best first."""
    texts = [passage.text for passage in found]
    own = score_sentences(title, texts, [p.role for p in found])
    likely = rate_aspects(title, texts, [p.role for p in found], read)["method"]
    begins = next((i for i, one in enumerate(own) if one.is_own), None)
    rated = [
        odds + _BEGINS_BONUS * (i == begins) - cost_alone(texts[i]) for i, odds in enumerate(likely)
    ]
    best = sorted(range(len(found)), key=rated.__getitem__, reverse=True)
    more = [i for i in best[_SURE_CONTRIBUTIONS:_CONTRIBUTIONS] if likely[i] >= STATED["method"]]
    return [found[i] for i in [*best[:_SURE_CONTRIBUTIONS], *more]] or None
