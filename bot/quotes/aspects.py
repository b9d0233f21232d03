"""Rate how surely each sentence of a paper states its problem, method, data and so on.

The cross-encoder answers a question about the paper; what the sentence does in the abstract, and
whether it speaks of the paper's own work, add to that. Of a whole paper, sentences of the sections
that state such things are rated, too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.answering.research_fields import ASPECT_QUESTIONS, ASPECT_ROLES
from bot.grounding.content_words import find_stems
from bot.grounding.cross_encoder import ReadPair, rate_answers
from bot.grounding.leaning import hangs
from bot.quotes.limitations import rate_limitations
from bot.quotes.sentences import SentenceEmbedder, SourceSentence
from retrieval.paper import Paper
from retrieval.reading import is_closing
from retrieval.text import patterns as re
from retrieval.text.sentence_roles import Role

_DATA = re.compile(
    r"\b(?:data ?sets?|benchmarks?|corpus|corpora|tasks)\b|"
    r"\b(?:[Oo]n|[Ff]rom) (?:the )?[\w+-]*[A-Z][\w+-]*[A-Z\d][\w+-]*|"
    r"\d[\d,.]* ?[km]?[a-z ]{0,20} (?:images|videos|sentences|hours|samples|examples|documents|"
    r"patients)\b"
)
"""Words for data, and names and numbers as data have."""
_DATA_WEIGHT = 1.5  # log odds
_HANGING_COST = 2.0  # log odds, of a sentence that needs the one before it
_MIN_MORE = 0.7  # log odds of a second sentence
_DIVIDED: tuple[str, ...] = ("limitations", "results", "method", "problem")
_TWO_SENTENCES = frozenset({"method", "results", "data"})

_ROLES = (Role.BACKGROUND, Role.OBJECTIVE, Role.METHOD, Role.RESULT)
WEIGHTS: Mapping[str, tuple[float, ...]] = MappingProxyType(
    {  # always, answers, own work, from first to last, background, objective, method, result
        "problem": (-1.5, 0.6, 0.1, -0.9, 1.4, -0.4, 0.0, -1.2),
        "method": (0.0, 0.5, 0.2, -0.9, 0.0, 0.0, 0.8, -1.2),
        "data": (-1.2, 0.5, 0.0, 0.5, 0.0, 0.0, 0.0, 0.0),
        "results": (-1.6, 0.7, -0.3, 1.8, -0.5, 0.0, 0.0, 0.4),
        "question": (1.0, 0.7, 0.0, -1.0, 0.0, 2.0, 0.0, -3.0),
        "design and intervention": (-1.0, 0.6, 0.0, 0.0, 0.0, 0.0, 2.0, -1.0),
        "outcome": (0.3, 1.0, 0.0, 0.0, -3.0, -3.0, 0.0, 0.0),
    }
)
"""Log odds of a logistic regression over abstracts of computing; of studies, set by hand.

Of 175 abstracts of computing, what is shown first is right in 91, 88, 76 and 88 %.
"""
_MIDDLE = 0.5  # the place of a sentence of a section, whose own place tells little
_CENTRALITY_WEIGHT = 5.0  # log odds, of a section's sentence, for its cosine with the abstract
_MIN_OF_SECTION = 4.2  # log odds and centrality
_FIGURE_WEIGHT = 1.0  # log odds, of a result with a figure
_FIGURE = re.compile(r"\d\.\d|\d ?%|\b[pP] ?[<=]")
_FINDINGS = frozenset({"results", "outcome"})
_NEEDED = {"data": _DATA}
_CENTRAL = frozenset({"problem", "question", "method", "design and intervention"})
_MIN_CENTRALITY = 0.6  # cosine with the abstract, of what tells of the whole paper
_MIN_REPEATED = 0.6  # of a sentence's words
_MAX_QUOTES = 2  # of a cell
_MIN_CHARS, _MAX_CHARS = 40, 420  # of a sentence of a section
_SHOWN = r"(?:(?:Table|Figure|Fig|Section|Appendix|Equation|Algorithm)\b|§)"
_AT_START = re.compile(_SHOWN)
_POINTS_ELSEWHERE = re.compile(
    r"^\(?(?:[a-z\d(]|i+\))|\(§|"
    rf"^(?:In|As|See|From|Supplementary|The results of|Results of)?.?{_SHOWN}|"
    rf"\b{_SHOWN}\.? ?\d*\w? (?:shows?|presents?|lists?|reports?|summari[sz]es?|gives?|"
    r"illustrates?|compares?|depicts?|contains?|provides?)\b|"
    rf"\b\w+ (?:below|above|in|by)\b.{{0,40}}{_SHOWN}|"
    r"^(?:Next|Then|Finally|Before|Below|In (?:this|the (?:next|following|previous)) sections?)\b|"
    r"\bwe (?:now |then |next |first |briefly |also |further )*(?:describe|discuss|explain|comment|"
    r"review|outline|turn)\b"
)
"""A sentence that says where something is shown, or what comes next, rather than what it is."""
ASPECTS = frozenset({*WEIGHTS, "limitations"})
"""What the usual rows of a comparison ask for, of papers in computing and of studies."""


def rate_aspect(
    aspect: str, title: str, sentences: Sequence[SourceSentence], read: ReadPair
) -> list[float]:
    """Return the log odds that each sentence of one abstract states an aspect."""
    if aspect == "limitations":
        return rate_limitations(title, sentences, read)
    texts = [f"{title}. {sentence.text}" for sentence in sentences]
    last = max(len(texts) - 1, 1)
    rated = []
    for i, answer in enumerate(rate_answers(read, ASPECT_QUESTIONS[aspect], texts)):
        one = sentences[i]
        roles = (float(one.role is role) for role in _ROLES)
        place = _MIDDLE if one.kind else i / last
        features = (1.0, answer, float(one.is_own), place, *roles)
        odds = sum(w * x for w, x in zip(WEIGHTS[aspect], features, strict=True))
        rated.append(
            odds + _DATA_WEIGHT * (aspect == "data" and _DATA.search(one.text) is not None)
        )
    return rated


def choose_row(
    aspect: str, title: str, sentences: Sequence[SourceSentence], read: ReadPair
) -> tuple[int, ...]:
    """Return the places of the one or two sentences that surely state an aspect, in order.

    Limitations, results, method and problem have sentences of their own; what names the data may be
    in another row, too.
    """
    taken: set[int] = set()
    row: tuple[int, ...] = ()
    before = _DIVIDED.index(aspect) if aspect in _DIVIDED else 0
    for one in (*_DIVIDED[:before], aspect):
        free = [i for i in range(len(sentences)) if i not in taken]
        row = _pick_stating(one, rate_aspect(one, title, sentences, read), sentences, free)
        taken |= {*row}
    return row


def _pick_stating(
    aspect: str, odds: Sequence[float], sentences: Sequence[SourceSentence], free: Sequence[int]
) -> tuple[int, ...]:
    alone = {i: odds[i] - _HANGING_COST * hangs(sentences[i].text) for i in free}
    best = max(free, key=lambda i: alone[i], default=None)
    if best is None or (odds[best] < 0 and aspect != "method"):
        return ()
    more = [i for i in free if i != best and alone[i] >= _MIN_MORE]
    second = sorted(more, key=lambda i: -odds[i])[: aspect in _TWO_SENTENCES]
    return tuple(sorted([best, *second]))


def choose_cell(
    aspect: str,
    paper: Paper,
    sentences: Sequence[SourceSentence],
    embedder: SentenceEmbedder,
    read: ReadPair,
) -> list[SourceSentence]:
    """Return the few sentences that surely state an aspect, of a paper's abstract and passages.

    Of a whole paper, the best one of the sections that state such things is returned with the best
    of the abstract; a limitation is rather the sections' own.
    """
    abstract = [one for one in sentences if not one.kind]
    row = [abstract[i] for i in choose_row(aspect, paper.title, abstract, read)]
    roles = ASPECT_ROLES[aspect]
    text = [one for one in sentences if one.kind == "text"]
    if Role.METHOD in roles:
        text = [one for one in text if not is_closing(one.section)]
    fitting = [one for one in text if one.role in roles] or text
    if any(one.role is Role.LIMITATION for one in fitting):
        fitting = [one for one in fitting if one.role is Role.LIMITATION]
    needed = _NEEDED.get(aspect)
    found = [
        one
        for one in fitting
        if stands_alone(one.text) and (needed is None or needed.search(one.text))
    ]
    if not found:
        return row
    odds = rate_aspect(aspect, paper.title, found, read)
    near = embedder.find_cosines(f"{paper.title}. {paper.abstract}", found)
    rated = {}
    for one, rate, cosine in zip(found, odds, near, strict=True):
        if aspect in _CENTRAL and cosine < _MIN_CENTRALITY:
            continue
        score = rate + _CENTRALITY_WEIGHT * cosine
        score += _FIGURE_WEIGHT * (aspect in _FINDINGS and _FIGURE.search(one.text) is not None)
        if rate >= 0 and (score >= _MIN_OF_SECTION or one.role is Role.LIMITATION):
            rated[one] = score
    is_limit = aspect == "limitations"
    chosen = [] if is_limit and rated else row[:1]
    for one in sorted(rated, key=rated.__getitem__, reverse=True):
        if len(chosen) < _MAX_QUOTES and not any(_repeats(one, other) for other in row):
            chosen.append(one)
    return chosen if any(one.kind for one in chosen) else row


def _repeats(one: SourceSentence, other: SourceSentence) -> bool:
    """Tell whether a sentence says what another says, in nearly the same words."""
    stems = find_stems(one.text)
    return len(stems & find_stems(other.text)) >= _MIN_REPEATED * len(stems)


def stands_alone(text: str) -> bool:
    """Tell whether a sentence of a section says something without those around it."""
    fits = _MIN_CHARS <= len(text) <= _MAX_CHARS
    return fits and not hangs(text) and _POINTS_ELSEWHERE.search(text) is None


def speaks_of_figure(text: str) -> bool:
    """Tell whether a sentence says what a figure or the like shows, or is its title."""
    return _AT_START.match(text) is not None


def find_contribution(title: str, sentences: Sequence[SourceSentence]) -> int | None:
    """Return the place of the sentence that says what a paper is or does; None without any.

    It speaks of the own work, has words of the title, comes early and stands alone. Of the 175
    abstracts on which the weights were chosen, it states the method in 149.
    """
    stems = find_stems(title)

    def rank(i: int) -> float:
        one = sentences[i]
        said = len(stems & find_stems(one.text)) / max(len(stems), 1)
        role = 0.5 * (one.role in {Role.OBJECTIVE, Role.METHOD}) - 0.5 * (one.role is Role.RESULT)
        stands = 2 * (not hangs(one.text)) - 2 * one.text.endswith("?")
        return 3 * one.is_own + 3 * said - 2 * i / len(sentences) + role + stands

    return max(range(len(sentences)), key=rank, default=None)
