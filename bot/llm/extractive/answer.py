"""Choose the sentences that answer a question.

A sentence is scored by how well its words and meaning fit the question, by its paper's place
among the excerpts, and, where the question asks for a figure, by whether it has one of the kind.
The best is followed by those nearly as good that say something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.language_model import AnswerTask
from bot.grounding.content_words import find_figures, find_spelled_figures
from bot.llm.extractive.passages import (
    Passage,
    PassageEmbedder,
    Question,
    alignment,
    cosine,
    similarity,
)

_MAX_PAPERS = 5
_MAX_QUOTES = 4
_MAX_BELOW_BEST = 0.33  # below the best sentence's score
_SAME_STATEMENT_COSINE = 0.91  # cosine of two sentences that say the same

_COSINE_WEIGHT = 0.6
_RANK_WEIGHT = 0.35
_FIGURE_BONUS = 0.30
_NUMBER_WORD_BONUS = 0.12
_KIND_BONUS = 0.18

_ASKS_FIGURE = re.compile(
    r"\b(how (?:much|many|large|big|long|fast|far|high|low|often|small|accurate|wide|deep|old)"
    r"|what (?:\S+ ){0,3}?(?:percentage|percent|share|fraction|proportion|number|score|accuracy|"
    r"rate|size|ratio|factor|speed-?up|speed|gain|improvement|amount|figure|map|miou|iou|f1|bleu|"
    r"error|reduction|increase|margin|value|range|resolution|dimension|count|budget|cost)"
    r"|which (?:\S+ ){0,2}?(?:percentage|score|accuracy|number)"
    r"|percentage|by (?:how|what)|(?:what|which) factor|number of)\b",
    re.IGNORECASE,
)
_ASKS_BROADLY = re.compile(
    r"\b(?:which|what|any|some|find|list|show|compare)\s(?:\S+\s){0,2}?(?:papers|methods|works|"
    r"approaches|studies|articles|models|techniques|ways|datasets|benchmarks)\b|"
    r"\b(?:papers|works|studies|articles|research|literature) (?:on|about|that|which|for)\b|"
    r"\boverview\b|\bstate of the art in\b",
    re.IGNORECASE,
)
_FIGURE_KINDS = (
    (
        re.compile(r"\bper ?cent|percentage|accuracy|share|fraction|score|rate|gain|improve", re.I),
        re.compile(r"\d\s?%|per ?cent|percentage", re.I),
    ),
    (
        re.compile(r"\btimes|faster|speed|smaller|larger|factor|fold|quicker|fewer|reduc", re.I),
        re.compile(r"\d\s?(?:×|x\b|times|-?fold)|(?:×|x)\s?\d|\btwice|\bhalf", re.I),
    ),
    (re.compile(r"\bmemory|gb\b|gigabyte", re.I), re.compile(r"\d\s?(?:gb|mb|tb)\b", re.I)),
    (
        re.compile(r"\bparameter|model size|large is|big is", re.I),
        re.compile(r"\d\s?(?:[mb]\b|million|billion|parameters)", re.I),
    ),
    (
        re.compile(r"\bmany|number of|count|large is|big is", re.I),
        re.compile(r"\d\s?(?:k\b|m\b|million|thousand|billion)|\d{2,}|,\d{3}", re.I),
    ),
)


def asks_for_figure(question: str) -> bool:
    """Tell whether a question is answered by a figure."""
    return _ASKS_FIGURE.search(question) is not None


def choose_answer_quotes(task: AnswerTask, passages: PassageEmbedder) -> list[Passage]:
    """Return one to four sentences that answer the question, the best one first."""
    excerpts = task.excerpts[:_MAX_PAPERS]
    question = passages.embed_question(task.question)
    titles = passages.embed_titles(excerpts)
    wants_figure = asks_for_figure(task.question)
    scored = []
    for passage in passages.embed_sentences(excerpts):
        score = alignment(question, passage, titles[passage.number])
        score += _COSINE_WEIGHT * cosine(question, passage)
        score += _RANK_WEIGHT / (passage.number**0.5)
        if wants_figure:
            score += _figure_bonus(question, passage)
        scored.append((score, passage))
    scored.sort(key=lambda pair: -pair[0])
    good = [p for s, p in scored if s >= scored[0][0] - _MAX_BELOW_BEST]
    broad = not wants_figure and _ASKS_BROADLY.search(task.question) is not None
    return _drop_similar(good, 1 if broad else _MAX_QUOTES)


def _figure_bonus(question: Question, passage: Passage) -> float:
    bonus = 0.0
    told = set(find_figures(passage.text)) - set(find_figures(question.text))
    if told:
        bonus += _FIGURE_BONUS
    elif find_spelled_figures(passage.text):
        bonus += _NUMBER_WORD_BONUS
    for asked, given in _FIGURE_KINDS:
        if asked.search(question.text) and given.search(passage.text):
            bonus += _KIND_BONUS
            break
    return bonus


def _drop_similar(candidates: Sequence[Passage], max_per_paper: int) -> list[Passage]:
    """Take candidates in order: none that repeats one taken before, a few from one paper."""
    taken: list[Passage] = []
    for passage in candidates:
        of_its_paper = sum(other.number == passage.number for other in taken)
        if of_its_paper < max_per_paper and all(
            similarity(passage, o) < _SAME_STATEMENT_COSINE for o in taken
        ):
            taken.append(passage)
        if len(taken) == _MAX_QUOTES:
            break
    return taken
