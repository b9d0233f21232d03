"""Answer from the catalog, without searching abstracts: who, when, where, and how many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from bot.answering.lead import Lead, LeadKey
from bot.answering.paper_names import find_short_name
from bot.questions.catalog_question import RecordQuestion
from retrieval.errors import PaperNotFound
from retrieval.paper import Paper
from retrieval.search.query import Filters, fold_words

if TYPE_CHECKING:
    from retrieval.library.catalog.catalog import Catalog
    from retrieval.library.catalog.read import Sort

_MAX_LISTED = 10
_MAX_NEWEST = 5
_MAX_COUNTED, _MAX_CATEGORIES = 5_000, 5  # papers whose categories are counted, and the named
_MAX_TITLED = 1_000  # papers with a phrase in their title that are counted
_MAX_EXAMPLES = 50  # papers, the newest, among which an example is looked for
_MAX_AUTHORS = 12

Found = tuple[Lead, Sequence[Paper]]
"""A lead, and the papers that it speaks of."""


class CatalogAnswers:
    """Answers from the catalog; every method blocks."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    @property
    def is_empty(self) -> bool:
        """Whether the library has no papers."""
        return self._catalog.count(Filters()) == 0

    def small_talk(self, key: LeadKey) -> Lead:
        """Return a friendly line with the number of papers and an example of a question."""
        return Lead(key, self._catalog.count(Filters()), value=self._example())

    def answer(
        self, asked: RecordQuestion, about: Sequence[Paper], filters: Filters, *, is_sure: bool
    ) -> Found | None:
        """Return the answer to a question for what the catalog has.

        `about` is the paper that the question means, or, unless `is_sure`, those that it may mean.
        None if there is no such paper.
        """
        match asked.field:
            case "count":
                return self._count(asked, filters)
            case "newest" | "oldest":
                return self._by_date(asked.field, filters, several=asked.is_plural)
            case "library":
                return self._describe_library(filters)
            case "author" | "year":
                return self._select(asked, filters)
            case _:
                if not about:
                    return None
                lead = _describe(asked, about[0]) if is_sure else Lead("records", len(about))
                return lead, about

    def find(self, reference: str) -> Paper | None:
        """Return the paper with this title, id or link; None if there is none or are several."""
        try:
            return self._catalog.find(reference).for_reading() if reference else None
        except PaperNotFound:
            return None

    def _count(self, asked: RecordQuestion, filters: Filters) -> Found:
        if not asked.name:
            return Lead("paper-count", self._catalog.count(filters)), []
        papers = self._catalog.find_titled(asked.name, _MAX_TITLED)
        lead = Lead("papers-with-title", len(papers), value=asked.name)
        return lead, [paper.for_reading() for paper in papers[:_MAX_LISTED]]

    def _describe_library(self, filters: Filters) -> Found:
        """Return how many papers there are, of which years, and in which categories most are."""
        newest = self._page(filters, _MAX_COUNTED)
        ends = [*self._page(filters, 1, "oldest"), *newest[:1]]
        years = dict.fromkeys(str(end.published.year) for end in ends if end.published)
        counts = Counter(name for paper in newest for name in paper.categories)
        most = ", ".join(f"{name} ({n})" for name, n in counts.most_common(_MAX_CATEGORIES))
        value = " · ".join(filter(None, ["–".join(years), most]))
        return Lead("library", self._catalog.count(filters), value=value), []

    def _by_date(
        self, key: Literal["newest", "oldest"], filters: Filters, *, several: bool
    ) -> Found:
        sort: Sort = "published" if key == "newest" else "oldest"
        dated = [p for p in self._page(filters, _MAX_NEWEST, sort) if p.published is not None]
        if not dated:
            return Lead("not-dated"), []
        if several and len(dated) > 1:
            return Lead("newest-papers" if key == "newest" else "oldest-papers", len(dated)), dated
        ties = [paper for paper in dated if paper.published == dated[0].published]
        return Lead(key, len(ties), ties[0].title, ties[0].published_on), ties

    def _select(self, asked: RecordQuestion, filters: Filters) -> Found | None:
        if asked.field == "author":
            within = replace(filters, authors=(asked.name,))
            papers = self._page(within, _MAX_LISTED)
            value = _spell_author(asked.name, papers[0]) if papers else asked.name
            if len(papers) == 1:
                value = _and_date(value, papers[0])
            return Lead("papers-of-author", self._catalog.count(within), value=value), papers
        first, last = asked.years
        within = replace(filters, year_from=first, year_to=last)
        papers = self._page(within, _MAX_LISTED)
        ends = [*self._page(within, 1, "oldest"), *papers[:1]]
        found = [end.published.year if end.published else "" for end in ends] or ["", ""]
        value = "–".join(dict.fromkeys((str(first or found[0]), str(last or found[-1]))))
        return Lead("papers-of-year", self._catalog.count(within), value=value), papers

    def _page(self, filters: Filters, limit: int, sort: Sort = "published") -> list[Paper]:
        papers = self._catalog.page(filters, sort=sort, offset=0, limit=limit)
        return [paper.for_reading() for paper in papers]

    def _example(self) -> str:
        """Return a question that the library can answer, of the newest paper with a short name."""
        names = map(find_short_name, self._page(Filters(), _MAX_EXAMPLES))
        return next(
            (f"What is {name}?" for name in names if name),
            "Which papers are about language models?",
        )


def _describe(asked: RecordQuestion, paper: Paper) -> Lead:
    title = paper.title
    match asked.field:
        case "authors" if paper.authors:
            names = list(paper.authors[:_MAX_AUTHORS])
            more = len(paper.authors) - len(names)
            shown = ", ".join(names) + (f" and {more} more" if more else "")
            return Lead("authors", len(paper.authors), title, _and_date(shown, paper))
        case "published" if paper.published is not None:
            return Lead("published", 1, title, paper.published_on)
        case "link" if paper.link:
            return Lead("link", 1, title, paper.link)
        case "venue" if venue := str(paper.extra.get("venue") or paper.extra.get("journal") or ""):
            return Lead("venue", 1, title, venue)
        case "categories" if paper.categories:
            return Lead("categories", len(paper.categories), title, ", ".join(paper.categories))
        case _:
            return Lead("not-recorded", 1, title)


def _spell_author(name: str, paper: Paper) -> str:
    """Return an author's name as a paper spells it."""
    words = set(fold_words(name))
    return next((one for one in paper.authors if words <= set(fold_words(one))), name)


def _and_date(names: str, paper: Paper) -> str:
    return f"{names} ({paper.published_on})" if paper.published is not None else names
