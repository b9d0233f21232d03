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
_ON_A_TOPIC = rf"(?: \d+| few)? {_PAPERS} (?:on|about|for|with|using|that|which|of|to)\b"

_PATTERNS: Mapping[RecordField, str] = {
    "count": (
        r"\bhow many (?:titles|papers|abstracts)\b[^?“\"‘']{0,60}[“\"‘']|"
        rf"\bhow many {_PAPERS}\b(?: (?:are|is|do|have|does|in|here|there|total|all|we|you|the|"
        r"this|our|library|collection|now))*\W*$|\bhow (?:big|large) is (?:the|this|our|your) "
        r"(?:library|collection)\b"
    ),
    "library": (
        r"\b(?:summar(?:y|i[sz]e)|overview|describe|what(?:'s| is) in|what does)\b[^?]{0,20} "
        r"(?:the|this|your|our) (?:whole )?(?:library|collection)(?: (?:have|contain|cover))?\W*$"
    ),
    "newest": (
        rf"\b(?P<unless>newest|latest|most recent)\b(?: \d+| few)? ?(?:{_PAPERS}|addition)\b"
    ),
    "oldest": rf"\b(?P<unless>oldest|earliest)\b(?: \d+| few)? ?{_PAPERS}\b",
    "author": (
        r"\b(?:papers?|works?|anything|something|articles?|stuff|everything)\b[^?]{0,30}\bby\s+"
        rf"(?P<name>{_NAME})\W*$|"
        rf"\b(?:what|which {_PAPERS}) (?:did|has|have|is) (?P<wrote>{_NAME}) (?:writ|wrote|publish|"
        r"(?:an? )?(?:co-?)?author)"
    ),
    "year": (
        rf"\b(?:{_PAPERS}|anything|something|everything|stuff|what|which)"
        r"(?: (?:on|about|for|with|that) [^?]{2,60}?)?(?: (?:that|which))?(?: (?:do|have|got|we|"
        r"you|is|are|was|were|there|dated|published|written|released|out|came|come|appeared))* ?"
        rf"{_WHEN}(?: (?:do|have|got|we|you|are|there|here|in|the|library))*(?:,? (?:pls|please))?"
        r"\W*$"
    ),
    "authors": (
        r"\bwho (?:has |have |all )?(?:wrote|writes|written|authored|published|made|invented|"
        r"created|proposed|introduced|developed|built|is behind|are behind)\b|"
        r"\b(?:authors?|writers?|people|team|group) (?:of|for|behind)\b|\b(?:first|last|lead|"
        r"senior|corresponding) author\b|\bby whom\b|\bwhose (?:paper|work)\b|\bwho(?:'s| is| are|"
        r" were) "
        r"(?:the (?:\w+ )?authors?|behind)\b|\bhow many (?:people|authors|researchers)\b"
    ),
    "venue": (
        r"\bwhere (?:was|is|were|did|has) [^?]{2,120} (?:published|appear|appeared|presented|"
        r"accepted|come out)\b|\b(?:which|what) (?:conference|venue|journal|workshop)\b"
    ),
    "published": (
        r"\b(?:what|which) year (?:is|was|were|did)\b|\bwhen (?:was|were|did|is) [^?]{2,120} "
        r"(?:published|appear|appeared|come out|released|submitted|written|out|from)\b|"
        r"\bhow old is [^?]{0,80}\bpaper\b|\b(?:publication|release) (?:date|year)\b|"
        r"\b(?:date|year) of (?:the )?[^?]{2,80}\bpaper\b"
    ),
    "categories": (
        r"\barxiv categor(?:y|ies)\b|"
        r"\b(?:which|what) categor(?:y|ies) (?:is|was|are|were) [^?]{2,80} (?:in|of)\W*$"
    ),
    "link": (
        r"\b(?:link|url|pdf|doi|arxiv(?: id| link)?|bibtex) (?:to|of|for)\b|\bwhere (?:can|do|"
        r"could) (?:i|we|you|one) (?:find|read|get|download) (?:the )?(?:paper|pdf|full text|"
        r"original)\b|"
        r"\b(?:what(?:'s| is) the|give me the|send (?:me )?the) (?:link|url|doi|arxiv id|pdf)\b"
    ),
}
_UNLESS = {
    "newest": rf" (?:version|model|method|result|approach)|{_ON_A_TOPIC}",
    "oldest": _ON_A_TOPIC,
}
_COMPILED = {
    field: re.compile(pattern, re.IGNORECASE, _UNLESS.get(field, ""))
    for field, pattern in _PATTERNS.items()
}
_ELLIPTICAL = re.compile(
    r"^\W*(?:(?:and|but|so|what about|how about)\W+)?(?:(?:its|their|the)\W+)?(?:(?P<authors>"
    r"authors?|who)|(?P<published>year|date|when)|(?P<venue>venue|conference|journal)|(?P<link>"
    r"link|url|pdf|doi)|(?P<categories>category|categories))\W*$",
    re.IGNORECASE,
)
"""A question that is no more than what it asks for: “and its authors?”."""
_PUBLISHED = re.compile(
    r"(?: (?:that|which))?(?: (?:is|are|was|were))?(?: (?:dated|published|written|released|out|"
    r"appeared))?$",
    re.IGNORECASE,
)
"""What stands before the year of papers on a topic."""
_PLURAL = re.compile(r"\b(?:papers|abstracts|articles|works|publications|ones)\b", re.IGNORECASE)
_QUOTED = re.compile(r"(?:[“\"‘]|\s')([^”\"’']{3,300})(?:[”\"’]|'(?=\W|$))")
"""A title, or part of one, in quotation marks."""
_BEYOND_CATALOG = re.compile(
    r"\b(?:universit(?:y|ies)|institutions?|affiliations?|e-?mails?|compan(?:y|ies)|countr(?:y|"
    r"ies)|labs?|nationality|fund(?:ed|ing))\b",
    re.IGNORECASE,
)
"""What people ask of authors that the catalog does not have."""
_FRAME = frozenset(
    "who's who has have all wrote written authored published made invented created proposed "
    "introduced developed built designed is are was were the author authors writer writers of for "
    "behind and when where what which whats what's year did does do come came out appear appeared "
    "presented accepted at in on to from paper papers pls please link url pdf doi arxiv id number "
    "page conference venue journal first last lead senior corresponding publication date give me "
    "got send us can you i we find read get download full text original tell how old released "
    "submitted names name article work study a an this that it its their bibtex by whom whose "
    "release posted many people team researchers category categories any some much there here our "
    "list show every these those library collection only just new recent something anything stuff "
    "before after since until between prior older newer earlier later than onwards up or".split()
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
            if field == "count" and (quoted := _QUOTED.search(question)):
                return RecordQuestion(field, name=quoted[1])
            if field == "year":
                is_all = not _names_topic(question)
                return RecordQuestion(field, years=_read_years(found)) if is_all else None
            if field in {"newest", "oldest"}:
                return RecordQuestion(field, is_plural=_PLURAL.search(found[0]) is not None)
            groups = found.groupdict()
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
    words = (word for word in extract_reference(question).split() if word.isalpha())
    return any(len(word) > 2 for word in words)


def extract_reference(question: str) -> str:
    """Return the words of a question that may name a paper, without those that frame it."""
    if quoted := _QUOTED.search(question):
        return quoted[1]
    words = question.strip(" ?!.").split()
    return " ".join(w for w in words if w.lower().strip(",;:?!.") not in _FRAME).strip(" ,;:?!.")
