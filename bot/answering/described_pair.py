"""Find the two papers that a question describes, without names, wherever it passes to the second.

“what sets the one that prunes tokens apart from that which merges them” is cut at each word that may
stand between two descriptions; of all cuts, that is taken whose parts two papers fit best.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.grounding.content_words import weigh_words
from bot.grounding.cross_encoder import ReadPair, rate_answers
from bot.grounding.premise import join_nearest
from bot.questions.topic import claim_fit
from retrieval.paper import Paper
from retrieval.search.results import Hit
from retrieval.text.sentences import split_sentences

_CUT = re.compile(
    r"\s*(?:(?<=[\w)”\"'’])(?:[,;:?]|\.+(?=\s)|\s//)\s|\s[-–—]+\s|"
    r"\s(?=(?:and|or|vs\.?|versus|against|with|from|to|than|whereas|while|but|"
    r"(?:the |an)?other|compare[ds]?|as opposed)\b))+\s*",
    re.IGNORECASE,
)
_FRAME = re.compile(
    r"^\W*(?:(?:and|or|vs\.?|versus|against|with|from|to|than|whereas|while|but|as opposed to|"
    r"compared? (?:to|with)?|(?:the |an)other(?: one)?|the one|that|which|who|one|paper|work|study|"
    r"the|a|is|what|how|between|does|do|please|pls|contrast|difference|different|differ|differs|"
    r"sets|apart|in common|of)\b\W*)+",
    re.IGNORECASE,
)
_MIN_WEIGHT = 3.0  # of a part's words, for it to describe a paper
_MAX_PARTS, _MAX_READ = 9, 4
_MIN_FIT = -1.0  # log odds that each of both fits


@dataclass(frozen=True, slots=True)
class Described:
    """A paper, the part of the question that describes it, and the log odds that it fits."""

    paper: Paper
    phrase: str
    fit: float


def find_described_pair(
    question: str, find: Callable[[str], Sequence[Hit]], read: ReadPair
) -> tuple[Described, Described] | None:
    """Return the two papers that a question describes, in its order; None if no two fit. Blocks."""
    best: tuple[Described, Described] | None = None
    seen: dict[str, list[Described]] = {}
    for parts in _split(question):
        first, second = ([*seen.setdefault(p, _fit(p, find, read))] for p in parts)
        pairs = [(a, b) for a in first for b in second if a.paper.paper_id != b.paper.paper_id]
        for pair in pairs:
            if best is None or _worth(pair) > _worth(best):
                best = pair
    return None if best is None or min(one.fit for one in best) < _MIN_FIT else best


def _worth(pair: tuple[Described, Described]) -> float:
    return min(one.fit for one in pair) + 0.5 * sum(one.fit for one in pair)


def _split(question: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before and after each place where a second description may begin."""
    cuts = [found.span() for found in _CUT.finditer(question)][:_MAX_PARTS]
    for start, end in cuts:
        parts = _FRAME.sub("", question[:start]), _FRAME.sub("", question[end:])
        if all(sum(weigh_words(part).values()) >= _MIN_WEIGHT for part in parts):
            yield parts


def _fit(phrase: str, find: Callable[[str], Sequence[Hit]], read: ReadPair) -> list[Described]:
    claim, found = claim_fit(phrase.rstrip(" ?.!")), []
    for place, hit in enumerate(find(phrase)[:_MAX_READ]):
        sentences = [span.text for span in split_sentences(hit.paper.abstract)]
        (fit,) = rate_answers(read, claim, [join_nearest(hit.paper.title, sentences, claim)])
        found.append(Described(hit.paper, phrase, fit - 0.3 * place))
    return found
