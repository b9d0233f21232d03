"""Recognize questions that the catalog answers: who wrote a paper, when, where, and how many.

The model of kinds tells whether a question asks for a record at all; its words tell which.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.questions.topic import QUOTED, strip_question
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

_YEARS = re.compile(
    r"(?:\b(?:(?:that|which) )?(?:(?:is|are|was|were) )?(?:dated|published|released|came out) )?"
    r"\b(?P<bound>before|older than|after|newer than|since|between|from|of|in) "
    r"(?P<first>(?:19|20)\d\d)(?:(?: ?[-–] ?| (?:to|and) )(?P<last>(?:19|20)\d\d))?\W*$",
    re.IGNORECASE,
)
"""“From 2022”, “published before 2022”, “between 2020 and 2022”."""

_LIBRARY_PATTERNS: Mapping[RecordField, re.Pattern] = {
    "count": re.compile(r"\bhow (?:many (?:papers|titles|abstracts)|big|large)\b", re.IGNORECASE),
    "newest": re.compile(r"\b(?:newest|latest|most recent)\b", re.IGNORECASE),
    "oldest": re.compile(r"\b(?:oldest|earliest)\b", re.IGNORECASE),
}
_LIBRARY = re.compile(
    r"\b(?:summar(?:y|i[sz]e)|overview|describe|what)\b[^?]{0,30} (?:library|collection)\W*$",
    re.IGNORECASE,
)
_CAME_OUT = r"[^?]{2,120} (?:published|appear|released|presented|written|submitted|out\b)"
_PAPER_PATTERN = re.compile(
    r"\b(?:(?P<authors>who (?:wrote|has written|published|proposed|introduced|developed|made|built|"
    r"invented)|who(?:'s| is| are) (?:behind|the (?:\w+ )?authors?)|authors? of|authors?\W*$|"
    r"how many (?:authors|people))|"
    rf"(?P<published>when (?:was|were|did|is) {_CAME_OUT}|(?:what|which|the|its) (?:year|date)|"
    r"how old is|(?:date|year) of|(?:date|year|when)\W*$)|"
    r"(?P<link>(?:link|url|pdf|doi|arxiv id) (?:to|of|for)|(?:link|url|pdf|doi)\W*$|"
    r"where (?:can|do) (?:i|we) (?:find|read|get))|"
    rf"(?P<venue>where (?:was|were|did|is) {_CAME_OUT}|(?:which|what|its) (?:conference|venue|"
    r"journal|workshop))|(?P<categories>arxiv category))",
    re.IGNORECASE,
)
"""What a question asks for first is what it asks for; a line on authors has the date, too."""
_FRAME = re.compile(
    r"\b(?:who(?:se)?|when|where|wrote|written|authored|authors?|many|people|proposed|introduced|"
    r"developed|made|behind|first|last|published|publication|released|presented|appear(?:ed)?|"
    r"come|came|out|at|old|year|date|link|url|pdf|doi|arxiv(?: id)?|conference|venue|journal|"
    r"workshop|category|newest|latest|most recent|oldest|earliest|added|big|large|its|their)\b",
    re.IGNORECASE,
)
"""Words that ask for an entry of the catalog, and are not part of a title."""
_PLURAL = re.compile(r"\b(?:papers|abstracts|articles|works|publications|ones)\b", re.IGNORECASE)
_BEYOND_CATALOG = re.compile(
    r"\b(?:universit(?:y|ies)|institutions?|affiliations?|e-?mails?|compan(?:y|ies)|countr(?:y|"
    r"ies)|labs?)\b",
    re.IGNORECASE,
)
"""What people ask of authors that the catalog does not have."""


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
    """Return what of the catalog a question asks for, if it asks for a record; None if not.

    Of the library's papers only all are counted and sorted: those on a topic are searched for.
    """
    if _BEYOND_CATALOG.search(question):
        return None
    if _LIBRARY.search(question):
        return RecordQuestion("library")
    if _LIBRARY_PATTERNS["count"].search(question) and (quoted := QUOTED.search(question)):
        return RecordQuestion("count", name=quoted[0].strip('“”"'))
    without_years, years = _cut_years(question)
    about = extract_reference(without_years)
    if not about and any(years):
        return RecordQuestion("year", years=years)
    for field, words in _LIBRARY_PATTERNS.items():
        if not about and words.search(question):
            return RecordQuestion(field, is_plural=_PLURAL.search(question) is not None)
    found = [f for one in _PAPER_PATTERN.finditer(question) for f in PAPER_FIELDS if one[f]]
    if not found:
        return None
    return RecordQuestion("authors" if "authors" in found else found[0], about)


def split_years(question: str) -> tuple[str, Years]:
    """Return a question for papers on a topic without the years in it: “… papers from 2022?”."""
    topic, years = _cut_years(question)
    return (topic, years) if extract_reference(topic) else (question, (None, None))


def _cut_years(question: str) -> tuple[str, Years]:
    found = _YEARS.search(question)
    if found is None:
        return question, (None, None)
    first, bound = int(found["first"]), found["bound"].lower()
    years: Years = (first, int(found["last"] or first))
    if bound in {"before", "older than"}:
        years = (None, first - 1)
    elif bound in {"after", "newer than", "since"}:
        years = (first + (bound != "since"), None)
    return question[: found.start()].rstrip(), years


def extract_reference(question: str) -> str:
    """Return the words of a question that may name a paper, without those that frame it."""
    if quoted := QUOTED.search(question):
        return quoted[0].strip('“”"')
    return strip_question(_FRAME.sub(" ", question.replace("’", "'")))
