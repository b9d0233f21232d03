"""Choose the sentences of a cell of a comparison."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from bot.answerability.names import find_names, has_name
from bot.answering.language_model import CellTask
from bot.grounding.cross_encoder import ReadPair
from bot.llm.extractive.leaning import hangs
from bot.llm.extractive.own_work import (
    ASPECTS,
    Aspect,
    pick_stating,
    score_sentences,
)
from bot.llm.extractive.passages import Passage, PassageEmbedder, alignment, cosine
from bot.llm.extractive.rows import divide_into_rows
from bot.questions.kind import DEGREE
from retrieval.search.embedding.embedder import Embedded
from retrieval.search.rerank.relevance import RateRelevance
from retrieval.text.sentence_roles import Role

_MIN_ALIGNMENT = 0.45  # MaxSim of an aspect's words with a sentence that speaks of it
_MIN_COSINE = 0.42  # where there are no token vectors
_MAX_UNSTATED_ALIGNMENT = 0.3  # from here on, a sentence may speak of it
_KIND_BONUS = 0.2
_POINT_BONUS = 0.04
_MAX_POINTS = 6.0
_OWN_BONUS = 0.08
_FIGURE_BONUS = 0.2
_BACKGROUND_COST = 0.3
_RIVAL_COST = 0.5
_RATED_WEIGHT = 0.05  # of a logit
_MIN_RATED = -5.0  # logit of a sentence that speaks of an aspect
_MIN_SECOND, _MAX_LOSS = 0.0, 3.0  # logits of a second sentence, and how far it may fall behind
_FIGURE = re.compile(
    r"\b(?:figures?|numbers?|how (?:much|many)|percent\w*|factor|milliseconds)\b", re.I
)
_DEGREE = re.compile(rf"\b{DEGREE}\b", re.IGNORECASE)
"""A comparative: figures answer it best."""
_SPECIFIC = re.compile(
    r"\b(?:gains?|savings?|speed-?ups?|speed|latency|figures?|cost|memory|size)\b", re.IGNORECASE
)
"""Results of one sort: not every result is one."""
_OF_EACH = re.compile(
    r"\b(?:each(?: one| of them)?|they|them|both|the two|those|it)\b", re.IGNORECASE
)
"""What stands for a paper in a question about several."""
_KINDS: Mapping[Aspect, re.Pattern[str]] = {
    "limitations": re.compile(
        r"\b(?:limit\w*|weakness\w*|drawbacks?|shortcomings?|future work)\b", re.I
    ),
    "problem": re.compile(r"\b(?:problems?|motivat\w+|challenges?|goals?|why)\b", re.I),
    "data": re.compile(
        r"\b(?:data(?: ?sets?)?|corpora|corpus|benchmarks?|tasks|domains?|languages?|"
        r"trained on|tested)\b",
        re.I,
    ),
    "results": re.compile(
        r"\b(?:results?|findings?|accuracy|performance|scores?|gains?|savings?|speed-?ups?|speed|"
        r"latency|improvements?|outcomes?|evaluat\w+|quality|error|figures?)\b",
        re.I,
    ),
    "method": re.compile(
        r"\b(?:task|methods?|approach\w*|architectures?|techniques?|design|loss(?: functions?)?|"
        r"how|ideas?|training|algorithms?|inputs?|modules?|change\w*)\b",
        re.I,
    ),
}
"""Words of other aspects that ask for one of the usual kinds."""

_UNSTATED: dict[Aspect, float] = {
    "problem": 0.0,
    "method": 0.0,
    "data": 0.9,
    "results": 1.0,
    "limitations": 1.0,
}


def choose_cell_quotes(
    task: CellTask, passages: PassageEmbedder, rate: RateRelevance, read: ReadPair
) -> list[Passage] | None:
    """Return the sentences that state the aspect; none where unsure, None where surely none does.

    The usual aspects (problem, method, data, results, limitations) are told by their cues; any
    other by how near its words are to a sentence's, and by how well the sentence answers them.
    """
    found = passages.embed_sentences([task.excerpt])
    title = task.excerpt.paper.title
    name = task.aspect.strip().lower()
    for aspect in ASPECTS:
        if name == aspect:
            return _choose_by_aspect(aspect, title, found)
    return _choose_by_words(task.aspect, title, found, passages, rate)


def _choose_by_words(
    asked: str,
    title: str,
    found: list[Passage],
    passages: PassageEmbedder,
    rate: RateRelevance,
) -> list[Passage] | None:
    """Choose by nearness to the words of an aspect, among the sentences that state such a thing."""
    if not found:
        return None
    question = passages.embed_question(asked)
    nothing = Embedded(question.vector)
    name = title.partition(":")[0].strip()
    rated = rate(
        _OF_EACH.sub(lambda _: name, asked), [_spell_greek(f"{title}. {p.text}") for p in found]
    )
    scored = score_sentences(title, [p.text for p in found])
    kind = next((aspect for aspect, words in _KINDS.items() if words.search(asked)), None)
    stating = pick_stating(kind, scored) if kind else []
    wants_figure = _FIGURE.search(asked) is not None
    wants_degree = wants_figure or _DEGREE.search(asked) is not None

    def fit(place: int) -> float:
        own = scored[place]
        near = alignment(question, found[place], nothing) + 0.5 * cosine(question, found[place])
        near += _RATED_WEIGHT * rated[place] + _OWN_BONUS * own.is_own
        if kind and place in stating:
            near += _KIND_BONUS + _POINT_BONUS * min(own.points[kind], _MAX_POINTS)
        near += _FIGURE_BONUS * (wants_degree and own.has_figures)
        near -= _RIVAL_COST * (own.on_rivals and kind != "problem")
        return near - _BACKGROUND_COST * (own.role is Role.BACKGROUND and not own.is_own)

    names = find_names(asked)
    fitting = [
        i
        for i, passage in enumerate(found)
        if (not wants_figure or scored[i].has_figures)
        and all(has_name(passage.text, name) for name in names)
    ]
    if not fitting:
        return None
    best = max(fitting, key=fit)
    aligned = alignment(question, found[best], nothing)
    near = aligned >= (_MIN_ALIGNMENT if question.tokens else _MIN_COSINE)
    told = best in stating and not _SPECIFIC.search(asked)
    if told or near or rated[best] >= _MIN_RATED:
        more = [
            i
            for i in fitting
            if i != best
            and _is_as_good(rated[i], rated[best])
            and alignment(question, found[i], nothing) >= _MIN_ALIGNMENT
            and not (scored[i].on_rivals or hangs(found[i].text))
            and (scored[i].is_own or scored[i].role is not Role.BACKGROUND)
        ]
        second = sorted(more, key=fit)[-1:]
        following = best + 1
        if kind == "method" and following < len(found) and hangs(found[following].text):
            second = [following] if scored[following].role is not Role.RESULT else second
        return [found[i] for i in sorted([best, *second])]
    return [] if kind or aligned >= _MAX_UNSTATED_ALIGNMENT else None


def _spell_greek(text: str) -> str:
    """Return a text in which Greek letters are spelled out, as they are in questions."""
    return "".join(
        unicodedata.name(c).rsplit(" ", 1)[-1].lower() if "α" <= c <= "ω" or c in "ϵϕϑ" else c
        for c in text
    )


def _is_as_good(rated: float, best: float) -> bool:
    """Tell whether a sentence answers nearly as well as the best one, by their logits."""
    return rated >= max(_MIN_SECOND, best - _MAX_LOSS)


def _choose_by_aspect(aspect: Aspect, title: str, found: list[Passage]) -> list[Passage] | None:
    texts = [p.text for p in found]
    row = divide_into_rows(title, texts).get(aspect)
    if row:
        return [found[i].cut(text) for i, text in row]
    best = max((s.points[aspect] for s in score_sentences(title, texts)), default=0.0)
    return [] if best >= _UNSTATED[aspect] else None
