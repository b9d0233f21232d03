"""Choose the papers that an answer is about: those compared, meant, or in question already."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.answerability.names import find_names, find_phrase_names, fold_name, has_name
from bot.answering.abbreviations import find_long_forms, to_singular
from bot.answering.described_pair import Described, find_described_pair
from bot.answering.paper_names import has_most_of_title, name_paper
from bot.grounding.content_words import share_words, weigh_words
from bot.grounding.cross_encoder import ReadPair
from bot.questions.compared import (
    METHOD,
    Compared,
    asks_something,
    complete_claim,
    cut_aspect,
    find_asked,
    is_others,
    parse_compared,
)
from retrieval.paper import Paper
from retrieval.search.rerank.relevance import RateRelevance
from retrieval.search.results import Hit
from retrieval.text import patterns as re
from retrieval.text.labels import split_abstract

_MIN_COVERED_BY_TITLE = 0.4  # of a phrase's words by weight, for it to name the paper
_MOST_OF_TITLE, _MAX_TERM_WORDS = 0.8, 2
"""The same, for it to be sure; a phrase of so many words may be what the paper studies."""
_MAX_COMPARED = 5
_MAX_RATED = 4  # papers that are read for a phrase
_MIN_DESCRIBED = 2.5  # logit of the best sentence of a paper that a phrase describes
_MIN_CLEAR, _CLEAR_MARGIN = 0.5, 6.0
"""The same of a paper that is so far better than the next."""
_MIN_MENTIONED = 0.0  # of one whose abstract has the phrase's name
_MIN_OF_GROUP = -4.0  # of each paper that one phrase describes together with others
_IN_ABSTRACT, _IN_TITLE, _IN_TITLE_AS_TYPED, _NAMES_TITLE = 2.0, 6.0, 8.0, 11.0
"""What a name is worth, in logits, by where a paper has it."""
_MIN_SHARE_IN_ABSTRACT = 0.8  # of a phrase's words, for the abstract to speak of it
_MIN_SHARE_IN_TITLES = 0.5  # of the words of what is asked, for it to be the papers' topic
_MAX_ASPECT_WORDS = 3  # of one beside two descriptions that is no question
_OF_A_PAPER = re.compile(r"\b(?:papers?|works?|stud(?:y|ies)|one|authors?)\b", re.IGNORECASE)
_OF_PAPERS = re.compile(
    r"\b(?:papers?|articles?|publications?|abstracts?|authors?|"
    r"(?:two|both|these|those) (?:\w+ )?(?:studies|works)|"
    r"the ones? (?:that|which|with|where|called)|ones? (?:is |are )?(?:on|about))\b",
    re.IGNORECASE,
)
"""Words for papers: what a question sets beside each other are papers, even without names."""
_PREMISE = re.compile(r"\b(?:both|all|each other|right)\b", re.IGNORECASE)
_DESCRIBES_TWO = re.compile(r"\bone\b.{8,400}?\b(?:the )?(?:other|another)\b", re.IGNORECASE)
_COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5}

FindHits = Callable[[str], Sequence[Hit]]
"""Searches the library; blocks."""


@dataclass(frozen=True, slots=True)
class ComparedPapers:
    """The papers that a question compares, and what it asks of each.

    `missing` is the first phrase that no paper of the library fits; then there is nothing to
    compare. Not `surely_asked`: what is asked may only be the topic. `in_general`: the question
    names the papers, and only asks to compare them. `rivals` are what one paper is compared with,
    and its own abstract may speak of: a baseline, or “earlier methods”. Fewer than two papers, and
    nothing missing, if it is not clear which.
    """

    papers: tuple[Paper, ...] = ()
    asked: tuple[str, ...] = ()
    surely_asked: bool = False
    missing: str = ""
    in_general: bool = False
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Match:
    paper: Paper
    strength: float
    name: str = ""


def find_compared(
    question: str,
    find: FindHits,
    rate: RateRelevance,
    read: ReadPair,
    before: Sequence[Paper] = (),
) -> ComparedPapers:
    """Return the two to five papers that a question compares, in its order.

    One of them is named, or the question speaks of papers: one for “A or B”, two drugs say, is
    answered from the papers that study both, and not by two papers that each have one of them.
    `before` are the papers in question already: the first is compared where the question names but
    one other, and all where it names none. `rate` and `read` tell which paper a description fits.
    """
    parsed = parse_compared(question)
    asked = list(parsed.asked)
    perhaps = list(parsed.perhaps)
    if before and parsed.items and all(map(is_others, parsed.items)):
        return ComparedPapers(tuple(before[:1]), rivals=parsed.items)
    of_papers = speaks_of_papers(question)
    if len(parsed.items) < 2 and not before:
        described = find_described_pair(question, find, read) if of_papers else None
        if described is not None:
            return _compare_described(parsed, described)
        if parsed.items:
            return _find_group(question, parsed, find, rate) if of_papers else ComparedPapers()
    context = parsed.category or " ".join(
        name_paper(p) for p in before[:1] if len(parsed.items) == 1
    )
    matches = {item: _match_phrase(item, context, find, rate) for item in parsed.items}
    taken = {m.paper.paper_id for m, _ in matches.values() if m and m.strength >= _IN_TITLE}
    if not before and len(taken) < len(matches):
        only = None if _DESCRIBES_TWO.search(question) else _find_only(matches)
        if only is not None:
            return only
        described = find_described_pair(question, find, read) if of_papers else None
        if described is not None:
            return _compare_described(parsed, described)
    found = [(item, match.paper) for item, (match, _) in matches.items() if match is not None]
    if found and not of_papers and not any(has_own_name(*one) for one in found):
        return ComparedPapers()
    chosen: dict[str, Paper] = {}
    lost: list[str] = []
    for item, (match, rest) in matches.items():
        if match is not None and match.strength < _IN_TITLE and match.paper.paper_id in taken:
            match, rest = _match_phrase(item, context, find, rate, frozenset(taken))
        if match is None:
            lost.append(item)
        else:
            chosen.setdefault(match.paper.paper_id, match.paper)
            taken.add(match.paper.paper_id)
            perhaps += rest
    if len(chosen) > 1:
        perhaps += [phrase for item in lost for phrase in find_asked([item])]
    elif before and len(before) == 1 and not chosen and any(map(find_phrase_names, lost)):
        return ComparedPapers(tuple(before), missing=next(filter(find_phrase_names, lost)))
    elif before and not (chosen and lost):
        asked += [phrase for item in lost for phrase in find_asked([item])]
        added = before[:1] if chosen else before
        chosen = {paper.paper_id: paper for paper in [*added, *chosen.values()]}
    elif lost:
        # What the other paper, or any that was found, speaks of is no paper that is missing.
        near = tuple(chosen.values()) or tuple(hit.paper for item in lost for hit in find(item))
        missing = [item for item in lost if not any(_speaks_of(paper, item) for paper in near)]
        if not chosen and not all(map(find_phrase_names, missing)):
            missing = []
        return ComparedPapers(tuple(chosen.values()), missing="".join(missing[:1]))
    papers = tuple(chosen.values())[:_MAX_COMPARED]
    claim = complete_claim(parsed.claim, _find_said(matches))
    if claim and "{}" not in claim:
        asked, claim = [*asked, claim.rstrip("?")], ""
    aspects = _select_aspects(asked, perhaps, papers)
    return ComparedPapers(papers, aspects, bool(asked or claim), in_general=not (aspects or claim))


def _find_only(
    matches: Mapping[str, tuple[_Match | None, tuple[str, ...]]],
) -> ComparedPapers | None:
    """Return the only paper that is meant, if its own abstract may speak of all else.

    It is the only one that is surely named, or, if none is, that speaks of all.
    """
    found = [(item, m.paper, m.strength) for item, (m, _) in matches.items() if m]
    sure = {paper.paper_id: paper for _, paper, strength in found if strength >= _IN_TITLE}
    if not sure:
        speaking = [p for _, p, _ in found if all(_speaks_of(p, item) for item in matches)]
        sure = {paper.paper_id: paper for paper in speaking}
    if len(sure) != 1 or len(matches) < 2:
        return None
    (paper,) = sure.values()
    strengths = {item: strength for item, of, strength in found if of == paper}
    most = max(strengths.values())
    own = [item for item, strength in strengths.items() if strength == most >= _IN_TITLE]
    rivals = tuple(item for item in matches if [item] != own)  # two that name it are its variants
    if any(
        _OF_A_PAPER.search(item)
        or any(of != paper and _begins(of.title, item) for one, of, _ in found if one == item)
        or not (is_others(item) or _speaks_of(paper, item))
        for item in rivals
    ):
        return None
    return ComparedPapers((paper,), rivals=rivals)


def _begins(title: str, phrase: str) -> bool:
    return fold_name(title).startswith(fold_name(phrase))


def _compare_described(parsed: Compared, described: tuple[Described, Described]) -> ComparedPapers:
    """Return two papers, and what is asked beside the words that describe them."""
    papers = tuple(one.paper for one in described)
    words = " ".join(one.phrase for one in described)
    asked = [
        phrase
        for phrase in parsed.asked
        if share_words(phrase, words) < _MIN_SHARE_IN_TITLES
        and (asks_something(phrase) or len(phrase.split()) <= _MAX_ASPECT_WORDS)
    ]
    return ComparedPapers(papers, _select_aspects(asked, (), papers), bool(asked))


def _find_said(matches: Mapping[str, tuple[_Match | None, tuple[str, ...]]]) -> str:
    """Return what follows the name in the last phrase: “need training” of “B-Net need training”."""
    if not matches:
        return ""
    item, (match, _) = list(matches.items())[-1]
    return item.removeprefix(match.name) if match and match.name != item else ""


def ask_of_each(question: str, papers: Sequence[Paper]) -> ComparedPapers:
    """Return papers that are known, and what a question asks of each of them."""
    asked = find_asked(list(filter(None, re.split(r"[?;]", question))))
    return ComparedPapers(tuple(papers), _select_aspects(asked, (), papers), bool(asked))


def _find_group(
    question: str, parsed: Compared, find: FindHits, rate: RateRelevance
) -> ComparedPapers:
    """Return the papers that one phrase describes together: “the three papers on …”."""
    words = re.findall(r"\w+", question.lower())
    wanted = next((n for word, n in _COUNTS.items() if word in words), 2)
    (phrase,) = parsed.items
    fitting = [
        hit.paper for hit in find(phrase) if _rate_paper(phrase, hit.paper, rate) >= _MIN_OF_GROUP
    ]
    papers = tuple(fitting[:wanted])
    asked = _select_aspects(parsed.asked, parsed.perhaps, papers)
    return ComparedPapers(papers, asked, bool(parsed.asked))


def _match_phrase(
    item: str,
    category: str,
    find: FindHits,
    rate: RateRelevance,
    taken: frozenset[str] = frozenset(),
) -> tuple[_Match | None, tuple[str, ...]]:
    """Return the paper that a phrase means, rather one not taken, and what else the phrase asks."""
    short, aspect = cut_aspect(item)
    for phrase, asked in ((item, ()), (short, aspect)) if aspect else ((item, ()),):
        match = _find_best(phrase, category, find, rate, taken)
        if match is not None:
            return match, asked or _find_rest(phrase, match)
    return None, ()


def _find_rest(phrase: str, match: _Match) -> tuple[str, ...]:
    """Return what a phrase asks after the name in it, if anything: “BeeNet need training”."""
    rest = phrase.removeprefix(match.name).strip() if match.name else ""
    rest = "" if rest == phrase else rest
    if not rest or find_phrase_names(rest) or _PREMISE.search(rest):
        return ()
    known = share_words(rest, match.paper.title)
    return find_asked([rest]) if known < _MIN_SHARE_IN_TITLES else ()


def _find_best(
    phrase: str, category: str, find: FindHits, rate: RateRelevance, taken: frozenset[str]
) -> _Match | None:
    """Return the paper that a phrase fits best, if one fits, rather one that is not taken."""
    coined = find_phrase_names(phrase)
    names = coined or phrase.split()[:1]
    sought = phrase if coined or not category else f"{phrase} {category}"
    hits = list(find(sought))
    more = share_words(phrase, " ".join(names)) < 1.0  # than a name
    if more and (spelled := _spell_out(sought, hits)) != sought:
        sought, hits = spelled, list(find(spelled))
    fitting: list[_Match] = []
    for place, hit in enumerate(hits):
        paper = hit.paper
        name, worth = _find_name(names, paper)
        if not coined and more and worth < _NAMES_TITLE:
            name, worth = "", 0.0 if place else min(worth, _IN_ABSTRACT)
        if worth >= _IN_TITLE and not more:
            fitting.append(_Match(paper, worth + 1 / (1 + place), name))
        elif worth >= _NAMES_TITLE:  # what follows the name is no part of it
            fitting.append(_Match(paper, worth, name))
        elif worth or (place < _MAX_RATED and (more or not coined)):
            rated = max(_rate_paper(text, paper, rate) for text in dict.fromkeys([phrase, sought]))
            least = _MIN_MENTIONED if worth else _MIN_DESCRIBED * (2 if coined else 1)
            if rated >= least or (names_paper(phrase, paper) and rated >= _MIN_MENTIONED):
                fitting.append(_Match(paper, worth + rated / 3, name))
    if not fitting and coined:
        having = [h.paper for h in hits if all(has_name(h.paper.abstract, n) for n in coined)]
        if len(having) == 1:
            return _Match(having[0], _IN_ABSTRACT, coined[0])
    if not fitting:
        return _find_clear(sought, hits, rate) if more or not coined else None
    return max(fitting, key=lambda m: (m.paper.paper_id not in taken, m.strength))


def _find_clear(phrase: str, hits: Sequence[Hit], rate: RateRelevance) -> _Match | None:
    """Return the paper that comes near a phrase while no other does, if there is one."""
    rated = [(_rate_paper(phrase, hit.paper, rate), hit.paper) for hit in hits[:_MAX_RATED]]
    rated.sort(key=lambda one: -one[0])
    if not rated or rated[0][0] < _MIN_CLEAR:
        return None
    is_clear = len(rated) == 1 or rated[0][0] - rated[1][0] >= _CLEAR_MARGIN
    return _Match(rated[0][1], rated[0][0] / 3, "") if is_clear else None


def _spell_out(phrase: str, hits: Sequence[Hit]) -> str:
    """Return a phrase with its abbreviations spelled out as the papers found do."""
    for hit in hits:
        forms = dict(find_long_forms(hit.paper.abstract))
        words = [forms.get(to_singular(w), (w,)) if w.isupper() else (w,) for w in phrase.split()]
        if (spelled := " ".join(w for group in words for w in group)) != phrase:
            return spelled
    return phrase


def _find_name(names: Sequence[str], paper: Paper) -> tuple[str, float]:
    """Return which name a paper has, and what that is worth."""
    head = fold_name(paper.title.partition(":")[0])
    words = re.findall(r"[\w+*-]+", paper.title)
    found, most = "", 0.0
    for name in names:
        worth = 0.0
        if head == fold_name(name):
            worth = _NAMES_TITLE
        elif name in words and not name.islower():
            worth = _IN_TITLE_AS_TYPED
        elif has_name(paper.title, name):
            worth = _IN_TITLE
        elif _introduces(paper.abstract, name):
            worth = _IN_ABSTRACT
        if worth > most:
            found, most = name, worth
    return found, most


def _introduces(abstract: str, name: str) -> bool:
    """Tell whether an abstract has a name as its own: as a subject, in parentheses, or proposed."""
    own = re.compile(
        r"(?:^|[.!?] |\(|(?:^|\W)(?:propose|introduce|present|call|name|dub|term|develop|build)"
        rf"(?:s|d|ed)?,? (?:it |the |an? )?){re.escape(name)}(?!\w)",
        re.IGNORECASE,
    )
    return own.search(abstract) is not None


def _rate_paper(phrase: str, paper: Paper, rate: RateRelevance) -> float:
    """Return how well the best sentence of a paper fits a phrase, a logit."""
    spans = split_abstract(paper.abstract)
    texts = [f"{paper.title}. {span.text}" for span in spans] or [paper.title]
    return max(rate(phrase, texts))


def _speaks_of(paper: Paper, phrase: str) -> bool:
    """Tell whether an abstract has most words of a phrase, or its name."""
    names = find_phrase_names(phrase)
    if names:
        return all(has_name(paper.abstract, name) for name in names)
    return share_words(phrase, f"{paper.title} {paper.abstract}") >= _MIN_SHARE_IN_ABSTRACT


def _select_aspects(
    asked: Sequence[str], perhaps: Sequence[str], papers: Sequence[Paper]
) -> tuple[str, ...]:
    """Return what is asked, and of what may be asked that which is not the topic of all papers."""

    def is_topic(phrase: str) -> bool:
        return all(share_words(phrase, paper.title) >= _MIN_SHARE_IN_TITLES for paper in papers)

    left = dict.fromkeys([*asked, *(phrase for phrase in perhaps if not is_topic(phrase))])
    return () if list(left) == [METHOD] else tuple(a[:1].upper() + a[1:] for a in left)


def is_named(phrase: str, paper: Paper) -> bool:
    """Tell whether a phrase is the name of a paper: what its title begins with, or a name in it."""
    if fold_name(paper.title.partition(":")[0]) == fold_name(phrase):
        return True
    names = find_phrase_names(phrase)
    weights = weigh_words(phrase).values()
    if phrase.islower() and " " not in phrase and weights and max(weights) >= 1:
        names = [phrase]  # rare enough for a name
    return (
        len(names) == 1
        and fold_name(names[0]) == fold_name(phrase)
        and (has_name(paper.title, phrase) or _introduces(paper.abstract, phrase))
    )


def speaks_of_papers(question: str) -> bool:
    """Tell whether a question has a word for papers."""
    return _OF_PAPERS.search(question) is not None


def has_own_name(phrase: str, paper: Paper) -> bool:
    """Tell whether a phrase has the name of a paper, and not only of what it studies.

    That is what its title has before a colon, most of the title, or what authors say they propose.
    """
    names = find_phrase_names(phrase)
    head, colon, _ = paper.title.partition(":")
    if colon and fold_name(head) in map(fold_name, (phrase, *phrase.split()[:1], *names)):
        return True
    if len(phrase.split()) > _MAX_TERM_WORDS and share_words(paper.title, phrase) >= _MOST_OF_TITLE:
        return True
    return any(_is_proposed(paper.abstract, name) for name in names)


def _is_proposed(abstract: str, name: str) -> bool:
    """Tell whether authors say that they propose what has a name: “we propose BeeNet”."""
    proposed = re.compile(
        r"\b(?:we|(?:this|our) (?:paper|work)|the authors?) (?:\w+ ){0,2}"
        r"(?:propose|introduce|present)s?(?: |, )"
        rf"(?:(?:it |the |an? )?{re.escape(name)}\b|[^.]{{1,160}}\({re.escape(name)}\))|"
        r"\b(?:our|their|the proposed) (?:[\w-]{1,30} ){0,4}"
        rf"(?:framework|method|model|network|approach|system|algorithm),? {re.escape(name)}\b",
        re.IGNORECASE,
    )
    return proposed.search(abstract) is not None


def names_paper(phrase: str, paper: Paper) -> bool:
    """Tell whether a phrase names a paper: by a name in its title, or by most words of it.

    The name before a colon may be in small letters.
    """
    names = find_phrase_names(phrase)
    if names and any(has_name(paper.title, name) for name in names):
        return True
    words = phrase.split()
    first, colon, _ = paper.title.partition(":")
    if colon and fold_name(first) in map(fold_name, words):
        return True
    if len(words) == 1 and has_name(paper.title, phrase):
        return True
    return share_words(phrase, paper.title) >= _MIN_COVERED_BY_TITLE


def is_title_of(phrase: str, paper: Paper) -> bool:
    """Tell whether a phrase is the name in a paper's title, or nearly all words of it."""
    if fold_name(phrase) == fold_name(paper.title.partition(":")[0]):
        return True
    if any(has_name(paper.title, name) for name in find_phrase_names(phrase)):
        return True
    return has_most_of_title(phrase, paper)


def prefer_named(question: str, hits: Sequence[Hit]) -> tuple[list[Hit], set[str]]:
    """Return the hits, those first that have most names of the question, in the title if equal.

    Also returns the ids of the papers that have one.
    """
    names = [name for name in find_names(question) if len(name) > 1]

    def count(hit: Hit) -> tuple[int, int]:
        titled = {name for name in names if has_name(hit.paper.title, name)}
        known = {name for name in names if has_name(hit.paper.abstract, name)} | titled
        return len(known), len(titled)

    named = {hit.paper.paper_id for hit in hits if count(hit)[0]}
    return sorted(hits, key=count, reverse=True), named
