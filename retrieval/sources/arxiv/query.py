"""Build queries in arXiv's search syntax, and track the progress of a harvest.

https://info.arxiv.org/help/api/user-manual.html#query_details
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta

from retrieval.errors import SourceError
from retrieval.sources.arxiv.conventions import DIVIDED_ARCHIVES, is_category
from retrieval.text import patterns as re

_FIELDS = frozenset("ti au abs co jr rn all".split())
_TERM = re.compile(r'(?:(\w+):)?(?:"([^"]*)"|(\S+))')
_WORD = re.compile(r"\w+")
_OR = "OR"
_OPERATORS = frozenset({"AND", "OR", "NOT", "ANDNOT"})
_FIRST_DAY = date(1991, 8, 1)  # the month of arXiv's first paper
_LAST_DAY = date(2099, 12, 30)


def build_search_query(
    categories: Sequence[str], query: str, since: date | None, until: date | None
) -> str:
    """Return a query for papers in any of the categories, with all the words, from these days.

    In `query`, quotes make a phrase, OR joins alternatives, and ti:, au:, abs:, co:, jr: or rn:
    before a word searches the title, authors and so on; all other syntax is treated as words. An
    archive such as cs stands for all its categories. `since` and `until` bound the day of the
    first submission, both included, in UTC. Raises SourceError for an invalid category and for an
    empty query.
    """
    if since and until and since > until:
        raise SourceError(f"{since} is after {until}. Give a start before the end.")
    parts = [
        _join_or(_parse_categories(categories)),
        *(_join_or(each) for each in _parse_terms(query)),
    ]
    if since or until:
        parts.append(_format_days(since or _FIRST_DAY, until or _LAST_DAY))
    found = " AND ".join(filter(None, parts))
    if not found:
        raise SourceError(
            "The arXiv search is empty. Give a category such as cs.CL, some words, or a day."
        )
    return found


def _parse_categories(categories: Sequence[str]) -> Iterator[str]:
    for category in categories:
        if not is_category(category):
            raise SourceError(
                f"{category!r} is not an arXiv category. Give one such as cs.CL, hep-th or math: "
                "https://arxiv.org/category_taxonomy lists them all."
            )
        yield f"cat:{category}"
        if category in DIVIDED_ARCHIVES:
            yield f"cat:{category}.*"


def _parse_terms(query: str) -> list[list[str]]:
    """Return the terms that a paper must match, each with its alternatives."""
    groups: list[list[str]] = []
    instead = False
    for match in _TERM.finditer(query):
        if match[0] in _OPERATORS:
            instead = match[0] == _OR and bool(groups)
            continue
        field, quoted, bare = match.groups()
        if field and field not in _FIELDS:
            field, bare = "", f"{field} {bare or quoted}"
        # Punctuation inside a word, such as a hyphen, splits it: search for a phrase instead.
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


def _join_or(terms: Sequence[str] | Iterator[str]) -> str:
    listed = list(dict.fromkeys(terms))
    return listed[0] if len(listed) == 1 else f"({' OR '.join(listed)})" if listed else ""


def _format_days(since: date, until: date) -> str:
    """Return a window of days; it includes the first minute of the day after, to miss nothing."""
    after = min(until, _LAST_DAY) + timedelta(days=1)
    return f"submittedDate:[{since:%Y%m%d}0000 TO {after:%Y%m%d}0000]"


_ONE_DAY = timedelta(days=1)
_MAX_LATENESS = timedelta(days=7)
"""Papers appear in searches days after submission, once announced; later over holidays."""

Window = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class SearchProgress:
    """The windows of days still to harvest, next one first, and the progress in that one.

    `start` of the window's `total` results are done; `given` counts the papers yielded from all
    windows. `asked` is the day on which the harvest began, by arXiv's clock.
    """

    windows: tuple[Window, ...]
    start: int = 0
    total: int = 0
    given: int = 0
    asked: date | None = None

    @classmethod
    def begin(cls, since: date | None, until: date | None) -> SearchProgress:
        """Return the progress of a new harvest."""
        return cls(((since, until),))

    @classmethod
    def from_json(cls, value: str, since: date | None, until: date | None) -> SearchProgress:
        """Return the progress that `to_json` saved; start over if it cannot be read.

        After a finished harvest, return one that covers only what is new since.
        """
        try:
            kept = json.loads(value)
            if "ended" in kept:
                ended = date.fromisoformat(kept["ended"])
                begin = max(filter(None, (ended - _MAX_LATENESS, since)))
                if until and begin > until:
                    return cls((), asked=ended)
                return cls.begin(begin, until)
            windows = tuple(
                (_parse_day(first), _parse_day(last)) for first, last in kept["windows"]
            )
            if windows:
                start, total, given = (int(kept[name]) for name in ("start", "total", "given"))
                return cls(windows, start, total, given, _parse_day(kept["asked"]))
        except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
            pass
        return cls.begin(since, until)

    def to_json(self) -> str:
        """Return the progress as JSON for `from_json`."""
        if not self.windows and self.asked:
            return json.dumps({"ended": self.asked.isoformat()})
        return json.dumps(asdict(self), default=date.isoformat)

    def split(self) -> SearchProgress | None:
        """Split the next window in two, newer half first; return None if it is a single day."""
        first, last = self.windows[0]
        first = first or _FIRST_DAY
        last = last or max(self.asked or _LAST_DAY, first)
        if first >= last:
            return None
        middle = first + (last - first) // 2
        halves = ((middle + _ONE_DAY, last), (first, middle))
        return replace(self, windows=(*halves, *self.windows[1:]), start=0, total=0)

    def next_window(self) -> SearchProgress:
        """Return the progress without the current window, which is done."""
        return replace(self, windows=self.windows[1:], start=0, total=0)


def _parse_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text is not None else None
