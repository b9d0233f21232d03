"""Recognize questions that the catalog answers: who wrote a paper, when, where, and how many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from retrieval.text import patterns as re

RecordField = Literal[
    "authors",
    "published",
    "venue",
    "link",
    "categories",
    "count",
    "library",
    "newest",
    "oldest",
    "author",
    "year",
]
"""What is asked for; `author` and `year` ask for the papers of one."""

PAPER_FIELDS = frozenset[RecordField]({"authors", "published", "venue", "link", "categories"})
"""What is asked of one paper."""

Years = tuple[int | None, int | None]

_PAPERS = r"(?:papers?|abstracts?|articles?|works?|publications?|entries|ones?|titles?)"
_NAME = r"(?-i:[A-Z][\w.'’-]+(?: (?:[A-Z][\w.'’-]*|van|von|de|der|den|del|la|le|bin|al))*)"
"""A person's name, as it is written: in capitals."""

_WHEN = (
    r"(?P<bound>(?:(?:from |in )?(?:before|after|since|until|between)|prior to|(?:old|new|earli|"
    r"lat)er than|up to|from|of|in)) (?:the year )?(?P<year>(?:19|20)\d\d)"
    r"(?:(?: ?[-–] ?| (?:to|and|until) )(?P<until>(?:19|20)\d\d)| ?(?P<onwards>onwards?|on|\+|"
    r"(?:or|and) (?:later|newer|after)))?"
)
"""“From 2022”, “before 2022”, “between 2020 and 2022”."""

_PATTERNS: Mapping[RecordField, str] = {
    "count": (
        r"\bhow many\b[^?“\"‘']{0,60}[“\"‘'][^?“\"]{3,80}[”\"’'] in (?:the|their|its) titles?\b|"
        r"\bhow many (?:titles|papers|abstracts) (?:say|have|contain|"
        r"mention)\b[^?“\"]{0,80}[“\"]|"
        rf"\bhow many {_PAPERS}\b(?: (?:are|is|were|do|have|does|exist|in|here|there|in total|"
        r"in all|we|you|got|the|this|our|library|collection|index|indexed|has|stored|total|"
        r"altogether|hold|contain|contains|now|currently|right))*\W*$|"
        r"\b(?:how (?:big|large)|size of|what size) (?:is |has )?(?:the|this|our|"
        r"your) (?:library|collection|database)\b|"
        rf"\bnumber of {_PAPERS} (?:in|here)\b"
    ),
    "library": (
        r"\b(?:summar(?:y|i[sz]e)|overview|describe|introduce|what(?:'s| is) in|what does)\b"
        r"[^?]{0,20} "
        r"(?:the|this|your|our) (?:whole |entire )?(?:library|collection)"
        r"(?: (?:have|contain|cover|hold))?\W*$"
    ),
    "newest": (
        r"\b(?P<unless>newest|latest|most recent|youngest)\b"
        rf"(?: \d+| few)? ?(?:{_PAPERS}|added|published|addition)\b|"
        r"\b(?:came|come|comes) out (?:most recently|last)\b"
    ),
    "oldest": (rf"\b(?P<unless>oldest|earliest|first published)\b(?: \d+| few)? ?{_PAPERS}\b"),
    "author": (
        r"\b(?:papers?|works?|anything|something|articles?|stuff|publications?|"
        r"everything)\b[^?]{0,30}\bby\s+(?:author |the author |prof(?:essor|\.)? |"
        rf"dr\.? )?(?P<name>{_NAME})\W*$|"
        rf"\b(?:what|which {_PAPERS}) (?:did|has|have|"
        rf"is) (?P<wrote>{_NAME}) (?:an? (?:co-?)?author|write|wrote|written|publish|published|"
        r"author|authored|co-author)"
    ),
    "year": (
        rf"\b(?:{_PAPERS}|anything|something|everything|stuff|what|which)"
        r"(?: (?:on|about|for|with|that) [^?]{2,60}?)?"
        r"(?: (?:that|which))?(?: do (?:we|you) have| (?:have|do) (?:we|you) got)?"
        r"(?: (?:is|are|was|were))?(?: there)? ?(?:dated|published|written|released|out|came out|"
        rf"appeared|come out)? ?{_WHEN}(?: (?:do (?:you|we) have|have (?:you|we) got|are there|"
        r"(?:are|is) (?:in )?(?:here|there)|(?:in )?(?:here|the library)|exist)|,? (?:pls|"
        r"please))?\W*$"
    ),
    "authors": (
        r"\bwho (?:has |have |all )?(?:wrote|writes|written|authored|published|made|invented|"
        r"created|proposed|introduced|developed|built|designed|came up with|is behind|are behind|"
        r"(?:is|are|were|was) the (?:\w+ )?authors?)\b|"
        r"\b(?:authors?|writers?) (?:of|for|behind)\b|"
        r"\b(?:first|last|lead|senior|corresponding) author\b|"
        r"\bby whom\b|"
        r"\bwhose (?:paper|work)\b|"
        r"\bwho(?:'s|s| is) (?:the author|behind)\b|"
        r"\bnames? of the authors?\b|"
        r"\bhow many (?:people|authors|persons|researchers) (?:wrote|made|are behind|worked on|"
        r"does|did|has|is|are on)\b|"
        r"\b(?:people|authors|persons|team|group) behind\b"
    ),
    "venue": (
        r"\bwhere (?:was|is|were|did|has) [^?]{2,120} (?:published|appear|appeared|presented|"
        r"accepted|come out|been published)\b|"
        r"\b(?:which|what|at what|in which) (?:conference|venue|journal|workshop|proceedings)\b|"
        r"\bpublished (?:in|at) which\b"
    ),
    "published": (
        r"\b(?:what|which) year (?:is|was|were|did|does)\b|"
        r"\byear of (?:publication|the)\b|"
        r"\bwhen (?:was|were|did|is|has) [^?]{2,120} (?:published|appear|appeared|come out|"
        r"came out|released|submitted|written|posted|out|from)\b|"
        r"\bhow old is [^?]{0,80}\bpaper\b|"
        r"\b(?:publication|release) (?:date|year)\b|"
        r"\bdate of (?:the )?[^?]{2,80}\bpaper\b|"
        r"\bfrom (?:which|what) year\b"
    ),
    "categories": (
        r"\barxiv categor(?:y|ies)\b|"
        r"\b(?:which|what) categor(?:y|ies) (?:is|was|are|were) [^?]{2,80} (?:in|of)\W*$"
    ),
    "link": (
        r"\b(?:link|url|pdf|doi|arxiv(?: id| link| number| page)?|web ?page|bibtex) (?:to|of|"
        r"for)\b|"
        r"\bwhere (?:can|do|could) (?:i|we|you|one) (?:find|read|get|"
        r"download) (?:the )?(?:paper|pdf|full text|full paper|original)\b|"
        r"\b(?:what(?:'s|s| is) the|give me the|got the|send (?:me )?the|share the) (?:link|url|"
        r"doi|arxiv(?: id| link)?|pdf)\b"
    ),
}
_ELLIPTICAL = re.compile(
    r"^\W*(?:(?:and|but|so|what about|how about)\W+)?(?:(?:its|their|the)\W+)?"
    r"(?:(?P<authors>authors?|who)|(?P<published>year|date|when)|(?P<venue>venue|conference|journal)|(?P<link>link|url|pdf|"
    r"doi)|(?P<categories>category|categories))\W*$",
    re.IGNORECASE,
)
"""A question that is no more than what it asks for: “and its authors?”."""
_ON_A_TOPIC = rf"(?: \d+| few)? {_PAPERS} (?:on|about|for|with|using|that|which|of|to)\b"
_UNLESS = {
    "newest": rf" (?:version|model|method|result|technique|approach)|{_ON_A_TOPIC}",
    "oldest": _ON_A_TOPIC,
}
_COMPILED = {
    field: re.compile(pattern, re.IGNORECASE, _UNLESS.get(field, ""))
    for field, pattern in _PATTERNS.items()
}
_PUBLISHED = re.compile(
    r"(?: (?:that|which))?(?: (?:is|are|was|were))?(?: (?:dated|published|written|released|out|"
    r"came out|appeared|come out))?$",
    re.IGNORECASE,
)
"""What stands before the year of papers on a topic."""
_PLURAL = re.compile(
    r"\b(?:papers|abstracts|articles|works|publications|entries|ones|titles)\b", re.IGNORECASE
)
_QUOTED = re.compile(r"(?:[“\"‘]|\s')([^”\"’']{3,300})(?:[”\"’]|'(?=\W|$))")
"""A title, or part of one, in quotation marks."""
_BEYOND_CATALOG = re.compile(
    r"\b(?:universit(?:y|ies)|institutions?|affiliations?|e-?mails?|compan(?:y|ies)|countr(?:y|"
    r"ies)|labs?|"
    r"nationality|fund(?:ed|ing)|sponsor(?:ed|s)?)\b",
    re.IGNORECASE,
)
"""What people ask of authors that the catalog does not have."""
_ALL_PAPERS = frozenset(
    "any all some how many much have there here our the list show every these those library "
    "collection that only just new recent something anything stuff were are before after since "
    "until between prior older newer earlier later than onwards was do we you got from in of and "
    "to please pls".split()
)
"""Words of a question for the papers of a year that say nothing of what they are about."""
_FRAME = re.compile(
    r"\b(?:who's|who|has|have|all|wrote|written|authored|published|made|invented|created|proposed|"
    r"introduced|developed|built|designed|is|are|was|"
    r"were|the|author|authors|writers?|of|for|behind|and|when|where|what|which|whats|what's|"
    r"year|did|does|do|come|came|out|appear|appeared|presented|accepted|at|in|on|to|from|paper|"
    r"papers|pls|please|link|url|pdf|doi|arxiv|id|number|page|conference|venue|journal|first|"
    r"last|lead|senior|corresponding|publication|date|give|me|got|send|share|us|can|you|i|we|"
    r"find|read|get|download|full|text|original|tell|how|old|released|submitted|names?|article|"
    r"work|study|a|an|this|that|it|its|their|bibtex|by|whom|whose|release|posted|many|people|"
    r"persons|team|researchers|categor(?:y|ies))\b",
    re.IGNORECASE,
)
"""Words that ask for an entry of the catalog, and are not part of a title."""


@dataclass(frozen=True, slots=True)
class RecordQuestion:
    """A question for what the catalog has.

    `about` has the words that may name a paper, empty if none do; `name` is an author's, and
    `years` the first and the last, inclusive. `is_plural`: several papers are asked for.
    """

    field: RecordField
    about: str = ""
    name: str = ""
    years: Years = (None, None)
    is_plural: bool = False


def parse_record_question(question: str) -> RecordQuestion | None:
    """Return what of the catalog a question asks for; None if it asks for something else."""
    if _BEYOND_CATALOG.search(question):
        return None
    for field, pattern in _COMPILED.items():
        if found := pattern.search(question):
            groups = found.groupdict()
            if field == "count" and (quoted := _QUOTED.search(question)):
                return RecordQuestion(field, name=quoted[1])
            if field == "year" and _names_topic(question):
                return None
            if field == "year":
                return RecordQuestion(field, years=_read_years(found))
            if field in {"newest", "oldest"}:
                return RecordQuestion(field, is_plural=_PLURAL.search(found[0]) is not None)
            name = groups.get("name") or groups.get("wrote") or ""
            return RecordQuestion(field, extract_reference(question), name.strip(" .?!"))
    if found := _ELLIPTICAL.match(question):
        return RecordQuestion(next(field for field in PAPER_FIELDS if found[field]))
    return None


def split_years(question: str) -> tuple[str, Years]:
    """Return a question for papers on a topic without the years in it: “… papers from 2022?”."""
    found = _COMPILED["year"].search(question)
    if found is None or not _names_topic(question):
        return question, (None, None)
    topic = _PUBLISHED.sub("", question[: found.start("bound")].rstrip())
    return topic, _read_years(found)


def _read_years(found: re.Match) -> Years:
    year, bound = int(found["year"]), found["bound"].lower()
    if found["until"]:
        return year, int(found["until"])
    if found["onwards"] or "since" in bound:
        return year, None
    if "before" in bound or "prior" in bound or bound in {"older than", "earlier than"}:
        return None, year - 1
    if "after" in bound or bound in {"newer than", "later than"}:
        return year + 1, None
    return (None, year) if bound.endswith(("until", "up to")) else (year, year)


def _names_topic(question: str) -> bool:
    """Tell whether a question for the papers of a year says what they are to be about."""
    return any(
        word.isalpha() and len(word) > 2 and word.lower() not in _ALL_PAPERS
        for word in extract_reference(question).split()
    )


def extract_reference(question: str) -> str:
    """Return the words of a question that may name a paper, without those that frame it."""
    if quoted := _QUOTED.search(question):
        return quoted[1]
    return " ".join(_FRAME.sub(" ", question.strip(" ?!.")).split()).strip(" ,;:?!.")
