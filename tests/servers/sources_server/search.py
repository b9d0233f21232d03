"""Find papers by arXiv's search syntax: cat, all, ti, au, submittedDate, AND, OR, brackets."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

from tests.servers.sources_server.preprint import Preprint

_TOKEN = re.compile(r'\(|\)|AND\b|OR\b|\w+:(?:"[^"]*"|\[[^\]]*\]|[^\s()]+)')

Test = Callable[[Preprint], bool]


class CannotSearch(Exception):
    """A search is not written as it should be."""


def matcher(expression: str) -> Test:
    """Return what tells whether a paper is found by a search; raise CannotSearch."""
    tokens = _TOKEN.findall(expression)
    if "".join(tokens).replace(" ", "") != expression.replace(" ", ""):
        raise CannotSearch(f"cannot read {expression}")
    found, rest = _either(tokens)
    if rest:
        raise CannotSearch(f"cannot read {' '.join(rest)}")
    return found


def _either(tokens: list[str]) -> tuple[Test, list[str]]:
    left, tokens = _both(tokens)
    while tokens and tokens[0] == "OR":
        right, tokens = _both(tokens[1:])
        left = _or(left, right)
    return left, tokens


def _both(tokens: list[str]) -> tuple[Test, list[str]]:
    left, tokens = _one(tokens)
    while tokens and tokens[0] == "AND":
        right, tokens = _one(tokens[1:])
        left = _and(left, right)
    return left, tokens


def _one(tokens: list[str]) -> tuple[Test, list[str]]:
    if not tokens:
        raise CannotSearch("something is missing")
    if tokens[0] == "(":
        inner, rest = _either(tokens[1:])
        if rest[:1] != [")"]:
            raise CannotSearch("a bracket is not closed")
        return inner, rest[1:]
    field, colon, wanted = tokens[0].partition(":")
    if not colon:
        raise CannotSearch(f"{tokens[0]} is out of place")
    return _field(field, wanted.strip('"')), tokens[1:]


def _field(field: str, wanted: str) -> Test:
    if field == "cat":
        if wanted.endswith(".*"):
            return lambda paper: any(c.startswith(wanted[:-1]) for c in paper.categories)
        return lambda paper: wanted in paper.categories
    if field == "submittedDate":
        first, last = (_minute(each) for each in wanted.strip("[]").split(" TO "))
        return lambda paper: first <= paper.published.replace(second=0, microsecond=0) <= last
    words = wanted.lower()
    match field:
        case "ti":
            return lambda paper: words in paper.title.lower()
        case "au":
            return lambda paper: words in " ".join(paper.authors).lower()
        case "all":
            return lambda paper: words in f"{paper.title} {paper.abstract}".lower()
        case _:
            raise CannotSearch(f"there is no field {field}")


def _minute(text: str) -> datetime:
    return datetime.strptime(text, "%Y%m%d%H%M").replace(tzinfo=UTC)


def _or(left: Test, right: Test) -> Test:
    return lambda paper: left(paper) or right(paper)


def _and(left: Test, right: Test) -> Test:
    return lambda paper: left(paper) and right(paper)
