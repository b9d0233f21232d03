"""Find the papers that a question names or compares.

Names and titles count first. Otherwise a question is cut wherever it may pass to its second side,
at “and”, “versus” or “than”, and that cut is taken whose sides two papers fit best.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answering.paper_names import calls_paper, find_short_name, has_short_name
from bot.grounding.content_words import find_stems, share_words, weigh_words
from bot.grounding.cross_encoder import ReadPair
from bot.questions.names import find_names, find_phrase_names, fold_name, has_name
from bot.quotes.fitting_papers import rate_fit
from retrieval.paper import Paper
from retrieval.text import patterns as re

_CUT = re.compile(
    r"(?:[,;:?.] |//| [-–—]+)? ?\b(?:and|or|vs\.?|versus|against|with|from|to|than|over|whereas|"
    r"while|but|compared)(?: to| with)? |[,;:?.] | (?=(?:the )?(?:other|another)\b)",
    re.IGNORECASE,
)
_FRAME = re.compile(
    r"^\W*(?:(?:one|that|which|who|papers?|works?|study|the|an?|is|are|was|what|how|between|does|do|"
    r"contrast|compare|differences?|differs?|different|sets|apart|of|for|two|other|another|first|"
    r"second)\b\W*)+",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:(?:other|earlier|previous|prior|existing|standard|conventional|traditional|ordinary|"
    r"plain|vanilla|classic|usual|normal|state[- ]of[- ]the[- ]art) [\w-]+|baselines?|sota)\b",
    re.IGNORECASE,
)
_PAPER_WORDS = re.compile(
    r"\b(?:papers?|articles?|publications?|abstracts?|authors?|(?:two|both|these|those) (?:studies|"
    r"works)|(?:the|one|other|another) ones?|one (?:that|which|with|where|is|on|about))\b",
    re.IGNORECASE,
)
"""Words for papers: what a question sets beside each other are papers, even without names."""
_MAX_COMPARED = 5
_MAX_CUTS, _MAX_FOUND = 2, 3
_MAX_TRIED = 12  # places at which a question may be cut
_MIN_WEIGHT = 1.0  # of a side's words, for it to describe a paper
_MIN_FIT = 0.0  # log odds that each of two papers fits its side
_NAME_WEIGHT = 4.0  # log odds, for a name or title; lost for a name that the paper lacks
_MIN_SHARE_OF_TITLE = 0.8  # of its words, for a question to name a paper
_MIN_ASKED = 1.0  # weight of the words beside names and titles, for a question to ask for something
_MIN_OF_TITLE = 0.4  # of a phrase's words by weight, for it to describe the paper by its title

FindPapers = Callable[[str], Sequence[Paper]]
"""Searches the library; blocks."""


@dataclass(frozen=True, slots=True)
class ComparedPapers:
    """The papers that a question compares.

    `missing` is a name that the library does not have; then there is nothing to compare.
    `in_general`: the question names the papers, and only asks to compare them. `rivals` are what
    one paper is compared with, and its own abstract speaks of: a baseline, or “earlier methods”.
    Fewer than two papers, and nothing missing, if it is not clear which.
    """

    papers: tuple[Paper, ...] = ()
    missing: str = ""
    in_general: bool = False
    rivals: tuple[str, ...] = ()


def find_compared(
    question: str, find: FindPapers, read: ReadPair, before: Sequence[Paper] = ()
) -> ComparedPapers:
    """Return the two to five papers that a question compares. Blocks.

    `before` are the papers in question already: the first is compared where the question names but
    one other, and all where it names none. A name that only the whole text of a named paper has is
    that of a rival.
    """
    named = find_named(question, find)
    names = [name for name in find_names(question) if len(name) > 1]
    having = {name: [p for p in find(name) if has_name(_join(p), name)] for name in names}
    for name, papers in having.items():
        if len(papers) == 1 and not name[1:].islower() and not _is_among(papers[0], named):
            named.append(papers[0])  # only its abstract may have the name
    lost = [
        name
        for name, papers in having.items()
        if not papers
        and not any(_is_among(p, named) and has_name(p.text, name) for p in find(name))
    ]
    if before and len(named) < 2 and not lost:
        others = [paper for paper in named if not _is_among(paper, before)]
        named = [before[0], *others] if others else list(before)
    if len(named) < 2 and not before and not lost and (named or _PAPER_WORDS.search(question)):
        named = list(_find_described(question, find, read)) or named
    if len(named) > 1:
        general = not before and _asks_in_general(question, named)
        return ComparedPapers(tuple(named[:_MAX_COMPARED]), in_general=general)
    if lost and any(p.whole and all(has_name(p.text, n) for n in names) for p in find(question)):
        return ComparedPapers()  # what it sets side by side is in one whole paper
    if lost:
        return ComparedPapers(tuple(named), missing=lost[0])
    if not named:
        return ComparedPapers()
    (paper,) = named
    rivals = [name for name in names if not has_name(paper.title, name)]
    rivals += [found[0] for found in _OTHERS.finditer(question)]
    return ComparedPapers((paper,), rivals=tuple(rivals))


def _is_among(paper: Paper, papers: Sequence[Paper]) -> bool:
    """Tell whether it is one of these; found for another text, it has other passages."""
    return any(paper.paper_id == other.paper_id for other in papers)


def _join(paper: Paper) -> str:
    return f"{paper.title}. {paper.abstract}"


def find_named(question: str, find: FindPapers) -> list[Paper]:
    """Return the papers that a question calls by name or title, in its order."""
    found: dict[int, Paper] = {}
    folded = fold_name(question)
    for text in dict.fromkeys([question, *find_names(question)]):
        for paper in find(text):
            title = share_words(paper.title, question) >= _MIN_SHARE_OF_TITLE
            if title or has_short_name(question, paper):
                name = fold_name(find_short_name(paper) or paper.title)
                place = folded.find(name if name in folded else fold_name(paper.title.split()[0]))
                found.setdefault(place, paper)
    return list({found[place].paper_id: found[place] for place in sorted(found)}.values())


def _find_described(question: str, find: FindPapers, read: ReadPair) -> tuple[Paper, ...]:
    """Return the two papers that the sides of a question describe best; none if two do not fit."""
    best: tuple[Paper, ...] = ()
    most = _MIN_FIT
    for sides in _cut(question):
        (one, fit), (other, fit_too) = (_find_best(side, find, read) for side in sides)
        if one and other and not _is_among(one, [other]) and min(fit, fit_too) > most:
            best, most = (one, other), min(fit, fit_too)
    return best


def _cut(question: str) -> list[tuple[str, str]]:
    """Return both sides of the places where a second side may begin, the most even ones first."""
    text = " ".join(question.split()).rstrip(" ?.!")
    cuts = sorted(_CUT.finditer(text), key=lambda c: abs(c.start() - (len(text) - c.end())))
    pairs = [
        (_FRAME.sub("", text[: cut.start()]), _FRAME.sub("", text[cut.end() :]))
        for cut in cuts[:_MAX_TRIED]
    ]
    told = (p for p in pairs if all(sum(weigh_words(side).values()) >= _MIN_WEIGHT for side in p))
    return [*told][:_MAX_CUTS]


def _find_best(side: str, find: FindPapers, read: ReadPair) -> tuple[Paper | None, float]:
    """Return the paper that fits one side of a question best, and the log odds that it does."""
    names = find_phrase_names(side)
    papers = find(side)[:_MAX_FOUND]
    best: tuple[Paper | None, float] = (None, _MIN_FIT)
    for paper, fit in zip(papers, rate_fit(side, papers, read), strict=True):
        lacks = any(not has_name(_join(paper), name) for name in names)
        named = calls_paper(side, paper) or any(has_name(paper.title, name) for name in names)
        best = max(best, (paper, fit + _NAME_WEIGHT * (named - lacks)), key=lambda each: each[1])
    return best


def _asks_in_general(question: str, papers: Sequence[Paper]) -> bool:
    """Tell whether a question says little beside the names or titles of papers."""
    known = find_stems(" ".join(f"{paper.title} {find_short_name(paper)}" for paper in papers))
    words = weigh_words(question)
    return sum(weight for word, weight in words.items() if word not in known) < _MIN_ASKED


def names_paper(phrase: str, paper: Paper) -> bool:
    """Tell whether a phrase names a paper, or describes it by words of its title."""
    names = find_phrase_names(phrase)
    if calls_paper(phrase, paper) or any(has_name(paper.title, name) for name in names):
        return True
    return share_words(phrase, paper.title) >= _MIN_OF_TITLE
