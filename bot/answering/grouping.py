"""Group the papers of an overview by what some of them are about, in their own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.grounding.content_words import stem, weigh_words
from retrieval.paper import Paper
from retrieval.search.query import STOP_WORDS

OTHERS = "Others"

_MIN_PAPERS = 4
_MAX_GROUP_SHARE, _MIN_GROUPED_SHARE = 0.6, 0.4
"""How many of the papers may be in a group, and must be in groups."""

_MAX_TERM_WORDS = 3
_MIN_WORD_WEIGHT, _MIN_TERM_WEIGHT = 0.5, 0.4  # of a term of one word; of more, beside the topic's
_MAX_TERM_WEIGHT = 1.2
_IN_TITLE, _IN_LINE, _REPEATED, _MENTIONED = 1.0, 0.8, 0.6, 0.3
"""How much a term is what a paper is about, by where the paper has it."""

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_BREAK = re.compile(r"[^\w\s-]|\s-\s")
_SHORT_FORM = re.compile(r"((?:[\w-]{1,30} ){1,6})\(([A-Z]\w{1,10}?)s?\)")
_PLURAL = re.compile(r"(?<=[A-Z])s$")  # of an abbreviation
_ADJECTIVE = re.compile(r"(?:ed|ive|ous|al|ic|able|ible|ful|ly|less|ary)$")
_DOES = re.compile(r"(?:ing|wards?)$", re.IGNORECASE)
"""How the first word of a title ends if it says what the authors do: “Rethinking …”."""

_KINDS = (
    ("Surveys", re.compile(r"\b(?:survey|review|overview|tutorial)\b", re.IGNORECASE)),
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
class Grouped:
    """A paper and the line that says what it does."""

    paper: Paper
    line: str


def group_papers(papers: Mapping[int, Grouped], topics: Sequence[str]) -> dict[int, str]:
    """Return the heading of each paper, in the order to show them; nothing if too few have one.

    A heading is a term that at least two papers are about: it is in the title of one, and in the
    title, in the line, or often in the abstract of each. One that says no more than the topics, or
    that most papers share, tells nothing apart. Surveys and data sets have their own headings.
    """
    if len(papers) < _MIN_PAPERS:
        return {}
    limit = _MAX_GROUP_SHARE * len(papers)
    topic = {key for part in topics for word in _WORD.findall(part) for key in _split_stems(word)}
    for one in papers.values():
        topic |= {short for short, long in _find_short_forms(one.paper.abstract) if long <= topic}
    found = {n: kind for n, kind in _find_kinds(papers, topic) if kind}
    if len(found) > limit:
        found = {}
    about = {n: _find_terms(one, topic) for n, one in papers.items()}
    while best := _find_best({n: terms for n, terms in about.items() if n not in found}, limit):
        heading, members = best
        found.update(dict.fromkeys(members, heading))
    if len(set(found.values())) < 2 or len(found) < _MIN_GROUPED_SHARE * len(papers):
        return {}
    headings = list(dict.fromkeys(found[n] for n in papers if n in found))
    headings.sort(key=lambda heading: heading in dict(_KINDS))
    placed = {n: heading for heading in headings for n in papers if found.get(n) == heading}
    return {**placed, **dict.fromkeys((n for n in papers if n not in found), OTHERS)}


def _find_kinds(papers: Mapping[int, Grouped], topic: set[str]) -> Iterator[tuple[int, str]]:
    for number, one in papers.items():
        for kind, says in _KINDS:
            said = says.search(one.paper.title)
            if said and topic.isdisjoint(_split_stems(said[0])):
                yield number, kind
                break


def _find_best(
    about: Mapping[int, Mapping[_Key, tuple[str, float, float]]], limit: float
) -> tuple[str, list[int]] | None:
    """Return the heading that says most of most papers, and those papers."""
    best, most = None, 0.0
    for key in {key: None for terms in about.values() for key in terms}:
        having = [n for n, terms in about.items() if key in terms and terms[key][2] >= _REPEATED]
        centrality = [about[n][key][2] for n in having]
        if not 1 < len(having) <= limit or max(centrality) < _IN_TITLE:
            continue
        central = sum(centrality)
        text, weight, _ = max(
            (about[n][key] for n in having), key=lambda term: (term[0] != "", term[2])
        )
        if text and central * weight > most:
            best, most = (text[:1].upper() + text[1:], having), central * weight
    return best


def _find_terms(one: Grouped, topic: set[str]) -> dict[_Key, tuple[str, float, float]]:
    """Return the terms of a paper: as written, what it says beside the topic, how central it is.

    One that ends in an adjective has no text: it names no group.
    """
    found: dict[_Key, tuple[str, float, float]] = {}
    counts: dict[_Key, int] = {}
    for text, central in (
        (one.paper.title, _IN_TITLE),
        (one.line, _IN_LINE),
        (one.paper.abstract, _MENTIONED),
    ):
        for words in _split_terms(text, of_title=central == _IN_TITLE):
            key = tuple(part for word in words for part in _split_stems(word))
            counts[key] = counts.get(key, 0) + (central == _MENTIONED)
            if key not in found and (weight := _weigh(words, key, topic)):
                text = "" if _ADJECTIVE.search(words[-1].lower()) else " ".join(words)
                found[key] = text, weight, central
    return {
        key: (term, weight, max(central, _REPEATED if counts[key] > 1 else 0.0))
        for key, (term, weight, central) in found.items()
    }


def _split_terms(text: str, *, of_title: bool) -> Iterator[list[str]]:
    for part in _BREAK.split(text):
        words = _WORD.findall(part)
        if of_title and words and _DOES.search(words[0]):
            words = words[1:]
        for size in range(1, _MAX_TERM_WORDS + 1):
            for start in range(len(words) - size + 1):
                yield words[start : start + size]


def _weigh(words: Sequence[str], key: _Key, topic: set[str]) -> float:
    """Return what a term says beside the topic; 0 for what is no term."""
    lower = [word.lower() for word in words]
    if any(word in STOP_WORDS or word.isdigit() or len(word) < 2 for word in lower):
        return 0.0
    if any(word.endswith("ly") for word in lower):
        return 0.0
    weights = weigh_words(" ".join(words))
    weight = sum(weights.get(part, 1.0) for part in set(key) - topic)
    least = _MIN_WORD_WEIGHT if len(words) == 1 else _MIN_TERM_WEIGHT
    return min(weight, _MAX_TERM_WEIGHT) if weight >= least else 0.0


def _find_short_forms(text: str) -> Iterator[tuple[str, set[str]]]:
    """Yield abbreviations in parentheses after what they stand for, as stems."""
    for found in _SHORT_FORM.finditer(text):
        (short,) = _split_stems(found[2])
        words = [part for word in _WORD.findall(found[1]) for part in word.split("-")]
        for size in range(1, len(words) + 1):
            if "".join(word[0] for word in words[-size:]).lower() == short:
                yield short, {stem(word.lower()) for word in words[-size:]}


def _split_stems(word: str) -> list[str]:
    return [stem(_PLURAL.sub("", part).lower()) for part in word.split("-") if part]
