"""Find the two papers that a question describes, without names, wherever it passes to the second.

“what sets the one that prunes tokens apart from that which merges them” is cut wherever a
second description may begin; of all cuts, that is taken whose parts two papers fit best.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.answerability.names import find_phrase_names, has_name
from bot.grounding.content_words import share_words, weigh_words
from bot.grounding.cross_encoder import ReadPair, rate_answers
from bot.grounding.premise import join_nearest, join_sentences
from bot.questions.topic import claim_fit
from retrieval.paper import Paper
from retrieval.search.results import Hit
from retrieval.text import patterns as re
from retrieval.text.labels import split_abstract

_BETWEEN = (
    r"(?:and|or|vs\.?|versus|against|with|from|to|than|whereas|while|but|(?:as )?compared?d?)"
)
_CUT = re.compile(
    rf"(?:[,;:?.]{{1,3}}| //| [-–—]{{1,3}}) (?:{_BETWEEN}\b ?(?:to |with )?)?|"
    rf" {_BETWEEN}\b ?(?:to |with )?| (?=(?:the )?(?:other|another)\b)",
    re.IGNORECASE,
)
_SURE_CUT = re.compile(r"\b(?:vs|versus|against|compared?d?|from|whereas|than)\b|//", re.IGNORECASE)
_BEGINS_SECOND = re.compile(
    r"(?:the |an|which |what |how )?(?:other|second|one|that|those|a|an|the|it|another)\b",
    re.IGNORECASE,
)
_FRAME = re.compile(
    r"^\W*(?:(?:one|that|which|who|papers?|work|study|the|a|an|is|are|was|what|how|between|does|do|"
    r"please|pls|contrast|compare|differences?|different|differs?|sets|apart|in common|of|for|"
    r"two|(?:an|the )?other|another|first|second)\b\W*)+",
    re.IGNORECASE,
)
_ASKS_AFTER = re.compile(
    r"[.?!:;]{1,3} (?:and |so |but )?(?:what|how|which|where|why|who|do|does|did|is|are|was|were|"
    r"can|could|compare|contrast)\b.*$",
    re.IGNORECASE,
)
"""What a question goes on to ask after the second description."""
_OF_BOTH = re.compile(
    r"^(?:(?:there are|we have|i know) )?(?:two|both) (?:\w+ ){0,2}?(?:papers?|works|studies|ones|"
    r"groups|teams|methods|models|of them|articles)\b(?P<says>[^:.?]{8,160})[:.] (?=one\b)",
    re.IGNORECASE,
)
"""What is said of two papers before each is described: “two works on noise: one for eyes, …”."""
_SURELY_SECOND = re.compile(r"(?:the |an )?(?:other|another|second)\b", re.IGNORECASE)
_MIN_WEIGHT = 3.0  # of a part's words, for it to describe a paper
_MIN_SURE_WEIGHT = 1.5  # where the question says that it does
_MAX_TRIED = 16  # cuts, each of which is read whole
_MAX_CUTS, _MAX_FOUND = 5, 4
_MIN_FIT = -2.5  # log odds that each of both fits
_OF_PLACE = 0.3  # log odds, for each place in the search
_OF_NAME = (
    4.0  # for a name of the title, or most of its words; lost for a name that the paper lacks
)
_MIN_TITLE_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Described:
    """A paper, the part of the question that describes it, and the log odds that it fits."""

    paper: Paper
    phrase: str
    fit: float


def find_described_pair(
    question: str, find: Callable[[str], Sequence[Hit]], read: ReadPair
) -> tuple[Described, Described] | None:
    """Return the two papers that a question describes, in its order; None if no two fit. Blocks.

    Each is looked for by its part of the question, and by the whole, which may say what both are.
    """
    best: tuple[Described, Described] | None = None
    whole = find(question)[:_MAX_FOUND]
    rated: dict[str, list[Described]] = {}
    for parts in _split(question):
        for part in parts:
            if part not in rated:
                rated[part] = _rate(part, [*find(part)[:_MAX_FOUND], *whole], read)
        first, second = (rated[part] for part in parts)
        for pair in ((a, b) for a in first for b in second):
            if pair[0].paper.paper_id != pair[1].paper.paper_id and (
                best is None or _worth(pair) > _worth(best)
            ):
                best = pair
    return None if best is None or min(one.fit for one in best) < _MIN_FIT else best


def _worth(pair: tuple[Described, Described]) -> float:
    return min(one.fit for one in pair) + 0.5 * sum(one.fit for one in pair)


def _split(question: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before and after each place where a second description may begin.

    Those come first where it likely does.
    """

    def rank(cut: re.Match) -> tuple[int, int]:
        begins = _BEGINS_SECOND.match(question, cut.end())
        doubt = 2 - bool(_SURE_CUT.search(cut.group())) - bool(begins)
        return doubt, abs(cut.start() - (len(question) - cut.end()))

    question = " ".join(question.split())
    of_both = _OF_BOTH.match(question)
    says = "" if of_both is None else of_both["says"].strip(" ,")
    question = question[of_both.end() :] if of_both else question
    found = 0
    for cut in sorted(_CUT.finditer(question), key=rank)[:_MAX_TRIED]:
        first, second = _FRAME.sub("", question[: cut.start()]), question[cut.end() :]
        least = _MIN_SURE_WEIGHT if _SURELY_SECOND.match(second) else _MIN_WEIGHT
        described = _FRAME.sub("", _ASKS_AFTER.sub("", second))
        second = described if _may_describe(described, least) else _FRAME.sub("", second)
        if _may_describe(f"{says} {first}", least) and _may_describe(f"{says} {second}", least):
            yield f"{says} {first}".strip(), f"{says} {second}".strip()
            found += 1
        if found == _MAX_CUTS:
            return


def _may_describe(part: str, least: float) -> bool:
    return bool(_find_names(part)) or sum(weigh_words(part).values()) >= least


def _find_names(phrase: str) -> list[str]:
    return [name for name in find_phrase_names(phrase) if len(name) > 1]


def _has_title(phrase: str, paper: Paper) -> bool:
    """Tell whether a phrase has most words of a title, by weight."""
    return share_words(paper.title, phrase) >= _MIN_TITLE_SHARE


def _rate(phrase: str, hits: Sequence[Hit], read: ReadPair) -> list[Described]:
    claim = claim_fit(phrase.rstrip(" ?.!"))
    names = _find_names(phrase)
    places = {hit.paper.paper_id: place for place, hit in reversed([*enumerate(hits)])}
    papers = [hit.paper for place, hit in enumerate(hits) if places[hit.paper.paper_id] == place]
    sentences = [[span.text for span in split_abstract(paper.abstract)] for paper in papers]
    texts = [
        join_nearest(paper.title, of_paper, claim)
        for paper, of_paper in zip(papers, sentences, strict=True)
    ]
    found = []
    for paper, of_paper, fit in zip(
        papers, sentences, rate_answers(read, claim, texts), strict=True
    ):
        text = join_sentences([paper.title, *of_paper])
        titled = any(has_name(paper.title, name) for name in names) or _has_title(phrase, paper)
        worth = int(titled) - any(not has_name(text, name) for name in names)
        place = min(places[paper.paper_id], _MAX_FOUND)
        found.append(Described(paper, phrase, fit + _OF_NAME * worth - _OF_PLACE * place))
    return found
