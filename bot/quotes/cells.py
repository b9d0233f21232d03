"""Choose the sentences of a cell of a comparison."""

from __future__ import annotations

from bot.answerability.names import find_names, has_name
from bot.answering.language_model import DETAIL, CellTask
from bot.grounding.cross_encoder import ReadPair, rate_answers
from bot.quotes.aspects import ASPECTS, divide_into_rows, pick_stating, rate_aspect
from bot.quotes.leaning import hangs
from bot.quotes.passages import Passage, PassageEmbedder
from retrieval.search.rerank.relevance import RateRelevance

MIN_RELEVANCE = -3.5
"""Logit of a sentence that states an aspect of a reader's own, by the model of web search."""
_DETAILS = 3  # sentences
_HANGING_COST = 2.0  # log odds


def choose_cell_quotes(
    task: CellTask, passages: PassageEmbedder, rate: RateRelevance, read: ReadPair
) -> list[Passage]:
    """Return the sentences that state the aspect, none where none surely does.

    The usual aspects (problem, method, data, results, limitations) share the sentences out among
    them; those of studies are found by themselves, and so is any other.
    """
    found = passages.embed_sentences([task.excerpt])
    found = [passage for passage in found if not passage.text.endswith("?")]
    title = task.excerpt.paper.title
    if task.aspect == DETAIL:
        return _choose_details(task.question, title, found, read)
    name = task.aspect.strip().lower()
    aspect = next((one for one in ASPECTS if one == name), None)
    if aspect is None:
        return _choose_by_words(task.aspect, found, rate)
    if aspect in {"question", "design and intervention", "outcome"}:
        row = pick_stating(aspect, title, found, range(len(found)), read)
    else:
        row = divide_into_rows(title, found, read).get(aspect, ())
    return [found[i] for i in row]


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
    answers = rate_answers(read, question, [f"{title}. {passage.text}" for passage in found])
    methods = rate_aspect("method", title, found, read)
    rated = [
        answer + method - _HANGING_COST * hangs(passage.text)
        for answer, method, passage in zip(answers, methods, found, strict=True)
    ]
    best = sorted(range(len(found)), key=rated.__getitem__, reverse=True)[:_DETAILS]
    return [found[i] for i in sorted(best)]
