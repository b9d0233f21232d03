"""Say in SQL which papers meet filters, and in Python what SQL cannot say portably."""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa

from retrieval.library.catalog.identity import fold
from retrieval.library.catalog.tables import papers
from retrieval.search.filters import Filters, folded_categories, whole


def conditions(filters: Filters) -> list[sa.ColumnElement[bool]]:
    """Return what must hold: exactly, but for authors of several words, see `by_author`.

    Blank categories and authors restrict nothing.
    """
    held: list[sa.ColumnElement[bool]] = []
    if filters.year_from is not None:
        held.append(papers.c.year >= filters.year_from)
    if filters.year_to is not None:
        held.append(papers.c.year <= filters.year_to)
    if filters.sources:
        held.append(papers.c.source.in_(list(map(whole, filters.sources))))
    categories = folded_categories(filters.categories)
    if categories:
        lines = (f"\n{category}{end}" for category in categories for end in ("\n", "."))
        held.append(sa.or_(*(_holds(papers.c.folded_categories, line) for line in lines)))
    if authors := _authors(filters):
        held.append(
            sa.or_(
                *(
                    sa.and_(*(_holds(papers.c.folded_authors, f" {word} ") for word in words))
                    for words in authors
                )
            )
        )
    return held


def by_author(filters: Filters) -> Callable[[str], bool] | None:
    """Return a test of `folded_authors` for papers that `conditions` lets pass, if one is needed.

    SQL finds a paper that has all words of a name, which may be those of two authors.
    """
    authors = _authors(filters)
    if all(len(words) == 1 for words in authors):
        return None

    def wrote(folded_authors: str) -> bool:
        names = folded_authors.split("\n")
        return any(
            all(f" {word} " in name for word in words) for words in authors for name in names
        )

    return wrote


def _authors(filters: Filters) -> list[list[str]]:
    return [words for words in (fold(name).split() for name in filters.authors) if words]


def _holds(column: sa.Column[str], text: str) -> sa.ColumnElement[bool]:
    return column.contains(text, autoescape=True)
