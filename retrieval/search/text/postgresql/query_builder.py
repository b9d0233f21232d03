"""Build SQL conditions and word weights from a query, for the text index in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

import sqlalchemy as sa
import tantivy
from sqlalchemy.dialects import postgresql

from retrieval.db.database import storable_text
from retrieval.search.query import (
    Filters,
    ParsedQuery,
    author_conditions,
    content_words,
    fold_categories,
)
from retrieval.search.text.postgresql.tables import papers, quote_stem
from retrieval.search.text.postgresql.vocabulary import PaperCounts, find_similar_words, load_counts
from retrieval.search.text.query_builder import (
    AUTHOR_BOOST,
    extract_names,
    find_author,
    find_mistyped,
    find_names,
    stem_query,
)

_MAX_MISTYPED_WORDS = 8
_COOCCURRENCE_FACTOR = 5.0
"""How much more often than by chance a query's words occur together in a paper."""


TextSearch = tuple[str, str]
"""Full-text searches of a paper's stems and of its title's stems; empty for none."""


@dataclass(frozen=True, slots=True)
class WeightedQuery:
    """A query as the index takes it.

    `words` has all stems in order, `near` the stems of similar words for each word that no paper
    has, and `names` the weight of each author's key.
    """

    words: Sequence[str]
    near: Sequence[Sequence[str]]
    names: Mapping[str, float]
    counts: PaperCounts

    def __bool__(self) -> bool:
        return bool(self.known or self.names)

    @property
    def stems(self) -> list[str]:
        """The stems that some paper has."""
        return [stem for stem in self.words if self.counts.of("stem", stem)]

    @property
    def known(self) -> list[str]:
        """The stems to look for: those that some paper has, and those of similar words."""
        return list(dict.fromkeys([*self.stems, *chain.from_iterable(self.near)]))

    def match_any_word(self) -> TextSearch:
        """Return a search for papers with any of the words."""
        return " | ".join(map(quote_stem, self.known)), ""

    def match_likely(self, max_papers: int) -> TextSearch:
        """Return a search for about `max_papers` papers, among them those that can score best.

        These are papers with any of the rarer words, as many as fit papers with a common word in
        the title, and papers with several common words at once.
        """
        rare, common = self._split_by_room("stem", self.known, max_papers)
        titles, _ = self._split_by_room("title", common, max_papers)
        anywhere = [quote_stem(stem) for stem in rare]
        if len(common) > 1:
            anywhere.append(f"({self._build_conjunction(common, max_papers)})")
        return " | ".join(anywhere), " | ".join(map(quote_stem, titles))

    def _split_by_room(
        self, kind: str, stems: Sequence[str], room: int
    ) -> tuple[list[str], list[str]]:
        """Return the rarest stems that `room` papers have, and the others, each rarest first."""
        fitting, others = [], []
        for holding, stem in sorted((self.counts.of(kind, stem), stem) for stem in stems):
            if holding <= room:
                fitting.append(stem)
                room -= holding
            else:
                others.append(stem)
        return fitting, others

    def _build_conjunction(self, common: Sequence[str], max_papers: int) -> str:
        """Return a conjunction of the rarest stems that about `max_papers` papers match."""
        counts, together = self.counts, list[str]()
        expected = float(counts.papers)
        for stem in common:
            together.append(quote_stem(stem))
            share = counts.of("stem", stem) / max(counts.papers, 1)
            expected *= min(_COOCCURRENCE_FACTOR * share, 1.0)
            if len(together) > 1 and expected <= max_papers:
                break
        return " & ".join(together)


class SqlQueryBuilder:
    """Builds queries with one analyzer."""

    def __init__(self, analyzer: tantivy.TextAnalyzer) -> None:
        self._analyzer = analyzer

    def stem_text(self, text: str) -> list[str]:
        """Return the stems of a text, in their order."""
        return list(self._analyzer.analyze(storable_text(text)))

    def build_query(self, connection: sa.Connection, query: ParsedQuery) -> WeightedQuery:
        """Return a query as the index takes it."""
        words, whole = stem_query(query, self._analyzer), content_words(query.text)
        names = extract_names(query)
        asked = [
            *(("stem", stem) for stem in words),
            *(("title", stem) for stem in words),
            *(("word", word) for word in whole),
            *(("name", name) for name in (*whole, *names)),
        ]
        found = load_counts(connection, asked)
        mistyped = find_mistyped(
            dict.fromkeys(whole), lambda w: found.of("word", w) or found.of("name", w)
        )
        near = [
            self._find_similar_stems(connection, *each)
            for each in islice(mistyped, _MAX_MISTYPED_WORDS)
        ]
        if near:
            more = [(kind, stem) for stems in near for stem in stems for kind in ("stem", "title")]
            found = load_counts(connection, [*asked, *more])
        similar = [[stem for stem in stems if found.of("stem", stem)] for stems in near]
        return WeightedQuery(words, similar, dict(_weigh_author_keys(names, found)), found)

    def _find_similar_stems(self, connection: sa.Connection, word: str, slips: int) -> list[str]:
        likely = find_similar_words(connection, word, slips)
        return list(dict.fromkeys(s for other in likely for s in self.stem_text(other)))

    def find_author(self, connection: sa.Connection, query: ParsedQuery) -> str | None:
        """Return the author whom the query names, alone or after `by`, or None."""

        def is_rather_word(name: str) -> bool:
            stems = self.stem_text(name)[:1]
            found = load_counts(connection, [("name", name), *(("stem", s) for s in stems)])
            return bool(stems) and found.of("stem", stems[0]) > found.of("name", name)

        return find_author(query, lambda names: _has_author(connection, names), is_rather_word)


def has_phrase(stems: Sequence[str]) -> sa.ColumnElement[bool]:
    """Return the condition that a paper has these stems in a row."""
    return matches(papers.c.stems, " <-> ".join(map(quote_stem, stems)))


def matches(column: sa.Column[Any], text_search: str) -> sa.ColumnElement[bool]:
    """Return the condition that a full-text search finds a paper by this column."""
    return column.bool_op("@@")(sa.cast(text_search, postgresql.TSQUERY))


def has_author_key(key: str) -> sa.ColumnElement[bool]:
    """Return the condition that a paper has an author's key."""
    return papers.c.author_keys.contains([key])


def build_restrictions(
    filters: Filters, within: Sequence[str] | None
) -> list[sa.ColumnElement[bool]]:
    """Return the conditions of filters."""
    found: list[Any] = []
    if filters.year_from is not None:
        found.append(papers.c.year >= filters.year_from)
    if filters.year_to is not None:
        found.append(papers.c.year <= filters.year_to)
    if categories := [storable_text(c) for c in fold_categories(filters.categories)]:
        found.append(papers.c.categories.overlap(categories))
    if filters.sources:
        found.append(papers.c.source.in_([storable_text(s) for s in filters.sources]))
    if filters.place is not None:
        found.append(papers.c.place.in_(("", storable_text(filters.place))))
    if authors := [keys for a in filters.authors if (keys := list(author_conditions(a)))]:
        found.append(sa.or_(*(papers.c.author_keys.contains(keys) for keys in authors)))
    if within is not None:
        ids = sa.cast([storable_text(i) for i in within], sa.ARRAY(sa.Text))
        found.append(papers.c.paper_id == sa.any_(ids))
    return found


def _weigh_author_keys(names: Sequence[str], found: PaperCounts) -> Iterator[tuple[str, float]]:
    """Yield authors' keys for words in positions where a name may be, with their weights."""
    for each in find_names(names, lambda name: found.of("name", name) > 0):
        if len(set(each)) == len(each):
            rarity = sum(found.rarity("name", name) for name in each)
            yield " ".join(sorted(each)), AUTHOR_BOOST * rarity


def _has_author(connection: sa.Connection, names: Sequence[str]) -> bool:
    """Return whether one author has all these names."""
    keys = list(author_conditions(" ".join(names)))
    if not keys:
        return False
    each = [sa.exists().where(has_author_key(key)) for key in keys]
    return bool(connection.scalar(sa.select(sa.and_(*each))))
