"""Choose the sentences of a cell of a comparison."""

from __future__ import annotations

from bot.answerability.names import find_names, has_name
from bot.answering.language_model import DETAIL, CellTask
from bot.grounding.cross_encoder import ReadPair, rate_answers
from bot.quotes.aspects import rate_aspects
from bot.quotes.own_work import ASPECTS, Aspect
from bot.quotes.passages import Passage, PassageEmbedder
from bot.quotes.rows import cost_alone, divide_into_rows
from bot.quotes.study import choose_design, choose_outcome, choose_question
from retrieval.search.rerank.relevance import RateRelevance

MIN_RELEVANCE = -3.5
"""Logit of a sentence that states an aspect of a reader's own, by the model of web search."""
_DETAILS = 3  # sentences


def choose_cell_quotes(
    task: CellTask, passages: PassageEmbedder, rate: RateRelevance, read: ReadPair
) -> list[Passage]:
    """Return the sentences that state the aspect, none where none surely does.

    The usual aspects (problem, method, data, results, limitations) share the sentences out among
    them; those of studies are found by themselves, and so is any other.
    """
    found = passages.embed_sentences([task.excerpt])
    title = task.excerpt.paper.title
    name = task.aspect.strip().lower()
    if task.aspect == DETAIL:
        return _choose_details(task.question, title, found, read)
    for aspect in ASPECTS:
        if name == aspect:
            return _choose_by_aspect(aspect, title, found, read)
    match name:
        case "question":
            return choose_question(title, found, rate, read)
        case "design and intervention":
            return choose_design(title, found, read)
        case "outcome":
            return choose_outcome(title, found, read)
    return _choose_by_words(task.aspect, found, rate)


def _choose_by_words(asked: str, found: list[Passage], rate: RateRelevance) -> list[Passage]:
    """Choose the sentence most relevant to an aspect of a reader's own, if it is relevant at all.

    It has the names in the aspect. The title is not read with it: all sentences would seem
    relevant.
    """
    names = find_names(asked)
    found = [passage for passage in found if all(has_name(passage.text, n) for n in names)]
    rated = rate(asked.strip(" ?"), [passage.text for passage in found])
    best = max(range(len(found)), key=rated.__getitem__, default=None)
    return [] if best is None or rated[best] < MIN_RELEVANCE else [found[best]]


def _choose_details(
    question: str, title: str, found: list[Passage], read: ReadPair
) -> list[Passage]:
    """Choose the sentences that answer a question on several papers and say what the authors do."""
    texts = [passage.text for passage in found]
    answers = rate_answers(read, question, [f"{title}. {text}" for text in texts])
    methods = rate_aspects(title, texts, [p.role for p in found], read)["method"]
    rated = [
        answer + method - cost_alone(text)
        for answer, method, text in zip(answers, methods, texts, strict=True)
    ]
    best = sorted(range(len(found)), key=rated.__getitem__, reverse=True)[:_DETAILS]
    return [found[i] for i in sorted(best)]


def _choose_by_aspect(
    aspect: Aspect, title: str, found: list[Passage], read: ReadPair
) -> list[Passage]:
    texts = [passage.text for passage in found]
    row = divide_into_rows(texts, rate_aspects(title, texts, [p.role for p in found], read)).get(
        aspect, ()
    )
    return [found[i] for i in row]
