"""Choose the sentences that answer a question.

A sentence is scored by how well its words and meaning fit the question, by its paper's place
among the excerpts, by what it does in its abstract, and, where the question asks for a figure, by
whether it has one of the kind. The best are those nearly as good as the first that say something
else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

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
from retrieval.text.sentence_roles import Role, classify_sentences

_MAX_PAPERS = 5
_MAX_QUOTES = 4
_MAX_BELOW_BEST = 0.33  # below the best sentence's score
_SAME_STATEMENT_COSINE = 0.91  # cosine of two sentences that say the same

_MAX_ARRANGED = 5  # with a sentence that introduces a paper
_BACKGROUND_PENALTY = 0.25
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
_ASKS_WHY = re.compile(
    r"\b(?:why|problem|motivat\w+|challeng\w+|difficult\w*|hard)\b", re.IGNORECASE
)
_ASKS_LIMITATION = re.compile(
    r"\b(?:limitations?|limits|weakness\w*|drawbacks?|shortcomings?|future work)\b", re.IGNORECASE
)
_LEANS = re.compile(
    r"^(?:This|These|Those|Such|It|They|Its|Their|Both|Here|Then|Thus|Hence|However|Moreover|"
    r"Furthermore|Additionally|In addition|Also|Finally|The (?:model|method|approach|framework|"
    r"system|network|authors|same|latter|former|proposed|resulting))\b|"
    r"^(?:\S+ ){1,6}?(?:also|instead|too|further|these|this)\b"
)
"""How a sentence begins that says little without the one before it."""
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
    """Return up to five sentences that answer the question, paper by paper, in reading order.

    None if it asks for limitations and no abstract states any. The paper with the best sentence
    comes first. A sentence that leans on others ("It also …")
    brings the one that introduces its paper.
    """
    excerpts = task.excerpts[:_MAX_PAPERS]
    question = passages.embed_question(task.question)
    titles = passages.embed_titles(excerpts)
    wants_figure = asks_for_figure(task.question)
    sentences = passages.embed_sentences(excerpts)
    roles = _classify(sentences)
    asks_why = _ASKS_WHY.search(task.question) is not None
    asks_limitation = _ASKS_LIMITATION.search(task.question) is not None
    scored = []
    for passage in sentences:
        role = roles[passage.number][passage.place]
        if passage.text.rstrip().endswith("?") or (asks_limitation and role is not Role.LIMITATION):
            continue
        score = alignment(question, passage, titles[passage.number])
        score += _COSINE_WEIGHT * cosine(question, passage)
        score += _RANK_WEIGHT / (passage.number**0.5)
        if role is Role.BACKGROUND and not asks_why:
            score -= _BACKGROUND_PENALTY  # it is not the paper's own
        if wants_figure:
            score += _figure_bonus(question, passage)
        scored.append((score, passage))
    if not scored:
        return []
    scored.sort(key=lambda pair: -pair[0])
    good = [p for s, p in scored if s >= scored[0][0] - _MAX_BELOW_BEST]
    broad = not wants_figure and _ASKS_BROADLY.search(task.question) is not None
    chosen = _drop_similar(good, 1 if broad else _MAX_QUOTES)
    if wants_figure:
        return chosen  # the sentence that has it, first
    return _arrange(chosen, sentences, roles, introduce=not broad)


def _classify(sentences: Sequence[Passage]) -> dict[int, list[Role]]:
    """Return the roles of each paper's sentences, by its number."""
    texts: dict[int, list[str]] = {}
    for passage in sentences:
        texts.setdefault(passage.number, []).append(passage.text)
    return {number: classify_sentences(found) for number, found in texts.items()}


def _arrange(
    chosen: Sequence[Passage],
    sentences: Sequence[Passage],
    roles: Mapping[int, Sequence[Role]],
    *,
    introduce: bool,
) -> list[Passage]:
    """Return the quotes of each paper in the abstract's order, so that none hangs in the air."""
    arranged: list[Passage] = []
    for number in dict.fromkeys(p.number for p in chosen):
        quotes = sorted((p for p in chosen if p.number == number), key=lambda p: p.place)
        if introduce and _LEANS.search(quotes[0].text):
            before = [
                p
                for p in sentences
                if p.number == number and p.place < quotes[0].place and not _LEANS.search(p.text)
            ]
            own = [p for p in before if roles[number][p.place] is not Role.BACKGROUND]
            quotes = (own or before)[-1:] + quotes
        arranged += quotes
    return arranged[:_MAX_ARRANGED]


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
