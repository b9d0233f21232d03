"""Choose the sentences of a cell of a comparison."""

from __future__ import annotations

from bot.answering.language_model import DETAIL, CompareTask
from bot.grounding.cross_encoder import ReadPair, rate_answers
from bot.grounding.leaning import hangs
from bot.questions.names import find_names, has_name
from bot.quotes.aspects import ASPECTS, choose_cell, rate_aspect
from bot.quotes.sentences import SentenceEmbedder, SourceSentence, list_sentences
from retrieval.search.rerank.relevance import RateRelevance

MIN_RELEVANCE = -3.5
"""Logit of a sentence that states an aspect of a reader's own, by the model of web search."""
_DETAILS = 3  # sentences
_HANGING_COST = 2.0  # log odds


def fill_table(
    task: CompareTask, embedder: SentenceEmbedder, rate: RateRelevance, read: ReadPair
) -> dict[str, dict[int, list[str] | None]]:
    """Return the sentences of each cell by aspect and paper, None where none surely states it."""
    table: dict[str, dict[int, list[str] | None]] = {aspect: {} for aspect in task.aspects}
    for excerpt in task.excerpts:
        title = excerpt.paper.title
        found = [one for one in list_sentences([excerpt]) if not one.asks]
        for name in task.aspects:
            aspect = name.strip().lower()
            if name == DETAIL:
                quotes = _choose_details(task.question, title, found, read)
            elif aspect in ASPECTS:
                quotes = choose_cell(aspect, excerpt.paper, found, embedder, read)
            else:
                quotes = _choose_by_words(name, found, rate)
            table[name][excerpt.number] = [quote.text for quote in quotes] or None
    return table


def _choose_by_words(
    asked: str, found: list[SourceSentence], rate: RateRelevance
) -> list[SourceSentence]:
    """Choose the sentence most relevant to an aspect of a reader's own, if it is relevant at all.

    It has the names in the aspect. The title is not read with it: all sentences would seem
    relevant.
    """
    names = find_names(asked)
    found = [sentence for sentence in found if sentence.kind in ("", "text")]
    found = [sentence for sentence in found if all(has_name(sentence.text, n) for n in names)]
    rated = rate(asked.strip(" ?"), [sentence.text for sentence in found])
    best = max(range(len(found)), key=rated.__getitem__, default=None)
    return [] if best is None or rated[best] < MIN_RELEVANCE else [found[best]]


def _choose_details(
    question: str, title: str, found: list[SourceSentence], read: ReadPair
) -> list[SourceSentence]:
    """Choose the sentences that answer a question on several papers and say what is done."""
    answers = rate_answers(read, question, [f"{title}. {sentence.text}" for sentence in found])
    methods = rate_aspect("method", title, found, read)
    rated = [
        answer + method - _HANGING_COST * hangs(sentence.text)
        for answer, method, sentence in zip(answers, methods, found, strict=True)
    ]
    best = sorted(range(len(found)), key=rated.__getitem__, reverse=True)[:_DETAILS]
    return [found[i] for i in sorted(best)]
