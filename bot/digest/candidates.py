"""Which papers are news to a channel, and which of them are of the kind that it wants."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.digest.keyword_match import Terms
from bot.digest.subscription import Interests
from retrieval.paper import Paper
from retrieval.search.filters import author_conditions, author_keys, folded_categories, with_parents

_OLD = timedelta(days=60)  # before the window: a history that is filled in is no news


@dataclass(frozen=True, slots=True)
class Wanted:
    """A channel's interests, made ready to be held against papers."""

    categories: frozenset[str]
    sources: frozenset[str]
    include: Terms
    exclude: Terms
    authors: tuple[tuple[str, frozenset[str]], ...]

    @classmethod
    def of(cls, interests: Interests) -> Wanted:
        """Make a channel's interests ready."""
        conditions = ((a, frozenset(author_conditions(a))) for a in interests.authors)
        return cls(
            frozenset(folded_categories(interests.categories)),
            frozenset(interests.sources),
            Terms(interests.include),
            Terms(interests.exclude),
            tuple((a, keys) for a, keys in conditions if keys),
        )

    def __call__(self, paper: Paper) -> bool:
        """Tell whether a paper, cleaned for reading, may be shown at all."""
        if self.categories and not self.categories & set(with_parents(paper.categories)):
            return False
        if self.sources and paper.source not in self.sources:
            return False
        if self.include and self.included(paper) is None:
            return False
        return self.exclude.found(paper.title, paper.abstract) is None

    def included(self, paper: Paper) -> str | None:
        """Return the word asked for that the paper has, as it was asked for."""
        return self.include.found(paper.title, paper.abstract)

    def category(self, paper: Paper) -> str | None:
        """Return the first of the paper's categories that is asked for, as the paper has it."""
        for category in paper.categories:
            if self.categories & set(with_parents([category])):
                return category
        return None

    def author(self, paper: Paper) -> str | None:
        """Return the first favoured author who wrote the paper, as the paper names them."""
        for _, wanted in self.authors:
            for author in paper.authors:
                if wanted <= set(author_keys([author])):
                    return author
        return None


def news(
    papers: Iterable[Paper], given: Collection[str], day: date, window: timedelta
) -> Sequence[Paper]:
    """Return the papers that are news on `day`, each once, cleaned for reading.

    Left out are those given already, withdrawn ones, and those dated long before the window.
    """
    known, fresh = set(given), []
    for paper in papers:
        dated = paper.published or paper.updated
        if paper.paper_id in known or paper.withdrawn:
            continue
        if dated is not None and dated < day - window - _OLD:
            continue
        known.add(paper.paper_id)
        fresh.append(paper.for_reading())
    return fresh
