"""Put what people want to find into arXiv's search syntax.

https://info.arxiv.org/help/api/user-manual.html#query_details
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from retrieval.errors import SourceError
from retrieval.sources.arxiv.conventions import DIVIDED, is_category

_FIELDS = frozenset("ti au abs co jr rn all".split())
_TERM = re.compile(r'(?:(\w+):)?(?:"([^"]*)"|(\S+))')
_WORD = re.compile(r"\w+")
_OR = "OR"
_OPERATORS = frozenset({"AND", "OR", "NOT", "ANDNOT"})
_FIRST_DAY = date(1991, 8, 1)  # arXiv's first paper is of that month
_LAST_DAY = date(2099, 12, 30)


def expression(
    categories: Sequence[str], query: str, since: date | None, until: date | None
) -> str:
    """Return the search for papers in any of the categories, with all the words, of those days.

    In `query`, quotes hold words together, OR stands between two that may replace each other, and
    ti:, au:, abs:, co:, jr: or rn: before one asks for it in the title, and so on; everything else
    is only words. A whole archive, such as cs, is all its categories. Days are of the first
    submission, both included, in UTC. Raises SourceError for what is no category, and for nothing.
    """
    if since and until and since > until:
        raise SourceError(f"{since} is after {until}: no day lies between.")
    parts = [_any(_categories(categories)), *(_any(each) for each in _words(query))]
    if since or until:
        parts.append(_days(since or _FIRST_DAY, until or _LAST_DAY))
    found = " AND ".join(filter(None, parts))
    if not found:
        raise SourceError(
            "Nothing was asked of arXiv. Give a category such as cs.CL, some words, or a day."
        )
    return found


def _categories(categories: Sequence[str]) -> Iterator[str]:
    for category in categories:
        if not is_category(category):
            raise SourceError(
                f"{category!r} is no category of arXiv. Give one such as cs.CL, hep-th or math: "
                "https://arxiv.org/category_taxonomy has them all."
            )
        yield f"cat:{category}"
        if category in DIVIDED:
            yield f"cat:{category}.*"


def _words(query: str) -> list[list[str]]:
    """Return the terms that must all be found, each with those that may be found instead."""
    groups: list[list[str]] = []
    instead = False
    for match in _TERM.finditer(query):
        if match[0] in _OPERATORS:
            instead = match[0] == _OR and bool(groups)
            continue
        field, quoted, bare = match.groups()
        if field and field not in _FIELDS:
            field, bare = "", f"{field} {bare or quoted}"
        # a mark of the syntax in a word, such as a hyphen, parts it: so it becomes a phrase
        words = _WORD.findall(quoted if bare is None else bare)
        if not words:
            continue
        text = words[0] if len(words) == 1 and bare is not None else f'"{" ".join(words)}"'
        term = f"{field or 'all'}:{text}"
        if instead:
            groups[-1].append(term)
        else:
            groups.append([term])
        instead = False
    return groups


def _any(terms: Sequence[str] | Iterator[str]) -> str:
    listed = list(dict.fromkeys(terms))
    return listed[0] if len(listed) == 1 else f"({' OR '.join(listed)})" if listed else ""


def _days(since: date, until: date) -> str:
    """Return the window of days; it ends with the first minute of the day after, to miss none."""
    after = min(until, _LAST_DAY) + timedelta(days=1)
    return f"submittedDate:[{since:%Y%m%d}0000 TO {after:%Y%m%d}0000]"


def whole_window() -> tuple[date, date]:
    """Return the first and last day that a paper can be of."""
    return _FIRST_DAY, _LAST_DAY
