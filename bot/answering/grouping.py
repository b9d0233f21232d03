"""Group the papers of an overview by what some of them are about, in their own words.

A term that papers share becomes a heading if the model of the check says of its papers that they
fit it; others that fit it, too, and have its words, join them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.answering.abbreviations import find_long_forms
from bot.grounding.content_words import find_stems, stem, weigh_words
from retrieval.paper import Paper
from retrieval.search.query import STOP_WORDS

OTHERS = "Others"

_MIN_PAPERS = 4
_MAX_GROUP_SHARE, _MIN_GROUPED_SHARE = 0.6, 0.55
"""How many of the papers may be in a group, and must be in groups."""
_MAX_TRIED = 8  # terms of which papers are read

_MAX_TERM_WORDS = 3
_MIN_WORD_WEIGHT = 0.75  # of a term of one word that is no name
_MIN_TERM_WEIGHT = 0.4  # of any other, beside the topic's
_MAX_TERM_WEIGHT = 1.2
_IN_TITLE, _IN_LINE = 1.0, 0.8
"""How much a term is what a paper is about, by where the paper has it."""

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_BREAK = re.compile(r"[^\w\s-]|\s-\s")
_PLURAL = re.compile(r"(?<=[A-Z])s$")  # of an abbreviation
_ADJECTIVE = re.compile(r"(?:ed|ive|ous|al|ic|able|ible|ful|ly|less|ary)$")
_DOES = re.compile(r"(?:ing|wards?)$", re.IGNORECASE)
"""How the first word of a title ends if it says what the authors do: “Rethinking …”."""

_KINDS = (
    (
        "Surveys",
        re.compile(
            r"\b(?:survey|overview|tutorial)\b|(?:^|: |\b(?:an?|critical|literature|comprehensive|"
            r"scoping|systematic) )review\b",
            re.IGNORECASE,
        ),
    ),
    (
        "Benchmarks and data sets",
        re.compile(
            r"\bbenchmark(?:s|ing)?\b|"
            r"(?:^|: )(?:an?|the) [^:]{0,80}?\b(?:data ?sets?|corpus|treebank)\b",
            re.IGNORECASE,
        ),
    ),
)
"""What a paper is if its title says so."""

_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Term:
    """A term of a paper: as written if it can be a heading, and what it says beside the topic."""

    text: str
    weight: float
    in_title: bool


@dataclass(frozen=True, slots=True)
class Grouped:
    """A paper and the line that says what it does."""

    paper: Paper
    line: str


Fits = Callable[[Grouped, str], bool]
"""Tells whether a paper fits a heading."""


def group_papers(
    papers: Mapping[int, Grouped], topics: Sequence[str], fits: Fits
) -> dict[int, str]:
    """Return the heading of each paper, in the order to show them; nothing if too few have one.

    A heading is a term that is in the title of a paper, and in the title or line of another. One
    that says no more than the topics, that most papers share, or that its papers do not fit, tells
    nothing apart. Surveys and data sets have their own headings.
    """
    if len(papers) < _MIN_PAPERS:
        return {}
    long_forms = {
        _build_key([short]): _build_key(long)
        for one in papers.values()
        for short, long in find_long_forms(one.paper.abstract)
    }
    topic = {part for text in topics for part in _build_key(_WORD.findall(text))}
    for short, long in long_forms.items():
        if topic.issuperset(short) or topic.issuperset(long):
            topic.update((*short, *long))
    limit = _MAX_GROUP_SHARE * len(papers)
    kinds = {n: kind for n, one in papers.items() if (kind := _find_kind(one, topic))}
    found = dict(kinds) if len(kinds) <= limit else {}
    about = {n: _find_terms(one, topic, long_forms) for n, one in papers.items()}
    for _ in range(_MAX_TRIED):
        best = _find_best({n: terms for n, terms in about.items() if n not in found}, limit)
        if best is None:
            break
        key, heading, members = best
        fitting = [
            n
            for n, one in papers.items()
            if n not in found and (n in members or _has_words(one, heading)) and fits(one, heading)
        ]
        keeps = len(set(fitting).intersection(members)) > 1 and len(fitting) <= limit
        if keeps:
            found.update(dict.fromkeys(fitting, heading))
        about = {
            n: {
                o: term
                for o, term in terms.items()
                if o != key and not (keeps and _overlap(o, key))
            }
            for n, terms in about.items()
        }
    if len(set(found.values())) < 2 or len(found) < _MIN_GROUPED_SHARE * len(papers):
        return {}
    headings = list(dict.fromkeys(found[n] for n in papers if n in found))
    headings.sort(key=lambda heading: heading in dict(_KINDS))
    placed = {n: heading for heading in headings for n in papers if found.get(n) == heading}
    return {**placed, **dict.fromkeys((n for n in papers if n not in found), OTHERS)}


def _has_words(one: Grouped, heading: str) -> bool:
    return find_stems(heading) <= find_stems(f"{one.paper.title} {one.paper.abstract}")


def _find_kind(one: Grouped, topic: set[str]) -> str:
    for kind, says in _KINDS:
        said = says.search(one.paper.title)
        if said and topic.isdisjoint(_build_key(_WORD.findall(said[0]))):
            return kind
    return ""


def _find_best(
    about: Mapping[int, Mapping[_Key, _Term]], limit: float
) -> tuple[_Key, str, list[int]] | None:
    """Return the term that says most of most papers, as a heading, and those papers."""
    best, most = None, 0.0
    for key in {key: None for terms in about.values() for key in terms}:
        terms = {n: of_paper[key] for n, of_paper in about.items() if key in of_paper}
        in_titles = sum(term.in_title for term in terms.values())
        if not 1 < len(terms) <= limit or in_titles < (1 if len(key) > 1 else 2):
            continue
        named = [term for term in terms.values() if term.text]
        score = (in_titles * _IN_TITLE + (len(terms) - in_titles) * _IN_LINE) * max(
            term.weight for term in terms.values()
        )
        if named and score > most:
            text = max(named, key=lambda term: term.in_title).text
            best, most = (key, text[:1].upper() + text[1:], list(terms)), score
    return best


def _overlap(one: _Key, other: _Key) -> bool:
    """Tell whether a term says what the other does, or less."""
    return set(one) <= set(other) or set(other) <= set(one)


def _find_terms(
    one: Grouped, topic: set[str], long_forms: Mapping[_Key, _Key]
) -> dict[_Key, _Term]:
    found: dict[_Key, _Term] = {}
    for text in (one.paper.title, one.line):
        in_title = text == one.paper.title
        for words, is_whole in _split_terms(text, of_title=in_title):
            key = _build_key(words)
            weight = _weigh(words, key, topic)
            key = long_forms.get(key, key)
            if weight and (key not in found or not found[key].text):
                names = is_whole and not _ADJECTIVE.search(words[-1].lower())
                found[key] = _Term(
                    " ".join(words) if names else "",
                    weight,
                    in_title or (key in found and found[key].in_title),
                )
    return found


def _split_terms(text: str, *, of_title: bool) -> Iterator[tuple[list[str], bool]]:
    """Yield runs of words, and whether each is whole: no word before or after belongs to it."""
    for part in _BREAK.split(text):
        words = _WORD.findall(part)
        if of_title and words and _DOES.search(words[0]):
            words = words[1:]
        for size in range(1, _MAX_TERM_WORDS + 1):
            for start in range(len(words) - size + 1):
                end = start + size
                is_last = end == len(words) or words[end].lower() in STOP_WORDS
                does = start > 0 and words[start - 1].lower() == "to"
                yield words[start:end], is_last and not does


def _weigh(words: Sequence[str], key: _Key, topic: set[str]) -> float:
    """Return what a term says beside the topic; 0 for what is no term."""
    lower = [word.lower() for word in words]
    if any(w in STOP_WORDS or w.isdigit() or len(w) < 2 or w.endswith("ly") for w in lower):
        return 0.0
    weights = weigh_words(" ".join(words))
    weight = sum(weights.get(part, 1.0) for part in set(key) - topic)
    is_name = any(letter.isupper() for letter in words[0][1:])
    least = _MIN_WORD_WEIGHT if len(words) == 1 and not is_name else _MIN_TERM_WEIGHT
    return min(weight, _MAX_TERM_WEIGHT) if weight >= least else 0.0


def _build_key(words: Sequence[str]) -> _Key:
    parts = (part for word in words for part in word.split("-") if part)
    return tuple(stem(_PLURAL.sub("", part).lower()) for part in parts)
