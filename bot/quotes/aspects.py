"""Rate how surely each sentence of an abstract states its paper's problem, method, data and so on.

The cross-encoder answers a question about the paper; what the sentence does in the abstract, and
whether it speaks of the paper's own work, add to that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, get_args

from bot.grounding.content_words import find_stems
from bot.grounding.cross_encoder import ReadPair, rate_answers
from bot.quotes.leaning import hangs
from bot.quotes.limitations import rate_limitations
from bot.quotes.passages import Passage
from retrieval.text import patterns as re
from retrieval.text.sentence_roles import Role

Aspect = Literal[
    "problem", "method", "data", "results", "limitations", "question", "design and intervention",
    "outcome",
]  # fmt: skip
"""What the usual rows of a comparison ask for, of papers in computing and of studies."""

ASPECTS: tuple[Aspect, ...] = get_args(Aspect)
_DATA = re.compile(
    r"\b(?:data ?sets?|benchmarks?|corpus|corpora|tasks)\b|"
    r"\b(?:[Oo]n|[Ff]rom) (?:the )?[\w+-]*[A-Z][\w+-]*[A-Z\d][\w+-]*|"
    r"\d[\d,.]* ?[km]?[a-z ]{0,20} (?:images|videos|sentences|hours|samples|examples|documents|"
    r"patients)\b"
)
"""Words for data, and names and numbers as data have."""
_OF_DATA = 1.5  # log odds
_MIN_LIMITATION = -1.2  # log odds
_HANGING_COST = 2.0  # log odds, of a sentence that needs the one before it
_MIN_MORE = 0.7  # log odds of a second sentence
_MAX_TWO_CHARS = 420  # characters of two sentences in one row
_DIVIDED: tuple[Aspect, ...] = ("limitations", "results", "method", "problem")
_OF_TWO = frozenset({"method", "results", "data"})


@dataclass(frozen=True, slots=True)
class _Weights:
    """The log odds that a sentence states an aspect.

    Always, for each of the cross-encoder's, if it is on the own work, from first to last, by role.
    """

    question: str
    always: float
    answers: float
    own: float = 0.0
    place: float = 0.0
    roles: Mapping[Role, float] = field(default_factory=dict)


_B, _O, _M, _R, _L = Role.BACKGROUND, Role.OBJECTIVE, Role.METHOD, Role.RESULT, Role.LIMITATION
WEIGHTS: Mapping[Aspect, _Weights] = MappingProxyType(
    {
        "problem": _Weights(
            "What problem does the paper address?",
            -1.5,
            0.6,
            0.1,
            -0.9,
            {_B: 1.4, _O: -0.4, _R: -1.2},
        ),
        "method": _Weights(
            "What method does the paper propose?", 0.0, 0.5, 0.2, -0.9, {_M: 0.8, _R: -1.2}
        ),
        "data": _Weights("What data or benchmarks does the paper use?", -1.2, 0.5, 0.0, 0.5),
        "results": _Weights("What are the results?", -1.6, 0.7, -0.3, 1.8, {_B: -0.5, _R: 0.4}),
        "question": _Weights(
            "What question does the study ask?", 1.0, 0.7, 0.0, -1.0, {_O: 2.0, _R: -3.0}
        ),
        "design and intervention": _Weights(
            "Who or what was studied?", -1.0, 0.6, 0.0, 0.0, {_M: 2.0, _R: -1.0}
        ),
        "outcome": _Weights("What are the results?", 0.3, 1.0, 0.0, 0.0, {_B: -3.0, _O: -3.0}),
    }
)
"""A logistic regression over abstracts of computing; of studies, set by hand.

Of 175 abstracts of computing, what is shown first is right in 91, 88, 76 and 88 %.
"""


def rate_aspect(
    aspect: Aspect, title: str, sentences: Sequence[Passage], read: ReadPair
) -> list[float]:
    """Return the log odds that each sentence of one abstract states an aspect."""
    if aspect == "limitations":
        return [odds - _MIN_LIMITATION for odds in rate_limitations(title, sentences, read)]
    weights = WEIGHTS[aspect]
    texts = [f"{title}. {sentence.text}" for sentence in sentences]
    last = max(len(texts) - 1, 1)
    return [
        weights.always
        + weights.answers * answer
        + weights.own * one.is_own
        + weights.place * i / last
        + weights.roles.get(one.role, 0.0)
        + _OF_DATA * (aspect == "data" and _DATA.search(one.text) is not None)
        for i, (one, answer) in enumerate(
            zip(sentences, rate_answers(read, weights.question, texts), strict=True)
        )
    ]


def divide_into_rows(
    title: str, sentences: Sequence[Passage], read: ReadPair
) -> dict[Aspect, tuple[int, ...]]:
    """Return the places of the sentences of each usual row; rows that nothing fills are left out.

    A sentence is in one row, but what names the data may be in others, too.
    """
    rows: dict[Aspect, tuple[int, ...]] = {}
    taken: set[int] = set()
    for aspect in (*_DIVIDED, "data"):
        free = [i for i in range(len(sentences)) if aspect == "data" or i not in taken]
        rows[aspect] = pick_stating(aspect, title, sentences, free, read)
        taken |= {*rows[aspect]} if aspect != "data" else set()
    return {aspect: row for aspect, row in rows.items() if row}


def pick_stating(
    aspect: Aspect, title: str, sentences: Sequence[Passage], free: Sequence[int], read: ReadPair
) -> tuple[int, ...]:
    """Return the places of the one or two free sentences that surely state an aspect, in order."""
    odds = rate_aspect(aspect, title, sentences, read)
    alone = {i: odds[i] - _HANGING_COST * hangs(sentences[i].text) for i in free}
    best = max(free, key=lambda i: alone[i], default=None)
    if best is None or (odds[best] < 0 and aspect != "method"):
        return ()
    more = [
        i
        for i in free
        if i != best
        and (alone[i] >= _MIN_MORE or (i == best + 1 and odds[i] >= _MIN_MORE))
        and len(sentences[i].text) + len(sentences[best].text) <= _MAX_TWO_CHARS
    ]
    second = sorted(more, key=lambda i: -odds[i])[: aspect in _OF_TWO]
    return tuple(sorted([best, *second]))


def find_contribution(title: str, sentences: Sequence[Passage]) -> int | None:
    """Return the place of the sentence that says what a paper is or does; None without any.

    It speaks of the own work, has words of the title, comes early and stands alone. Of the 175
    abstracts on which the weights were chosen, it states the method in 149.
    """
    stems = find_stems(title)

    def rank(i: int) -> float:
        one = sentences[i]
        said = len(stems & find_stems(one.text)) / max(len(stems), 1)
        role = 0.5 * (one.role in {_O, _M}) - 0.5 * (one.role is _R)
        stands = 2 * (not hangs(one.text)) - 2 * one.text.endswith("?")
        return 3 * one.is_own + 3 * said - 2 * i / len(sentences) + role + stands

    return max(range(len(sentences)), key=rank, default=None)
