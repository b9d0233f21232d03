"""Build SQL conditions and word weights from a query, for the text index in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from retrieval.db.database import storable_text
from retrieval.search.query import (
    Filters,
    ParsedQuery,
    author_conditions,
    content_words,
    fold_categories,
)
from retrieval.search.text.postgresql.scoring import WeightedTerms
from retrieval.search.text.postgresql.tables import papers, quote_stem
from retrieval.search.text.postgresql.vocabulary import PaperCounts, find_similar_words, load_counts
from retrieval.search.text.query_builder import (
    AUTHOR_BOOST,
    FUZZY_BOOST,
    MIN_FUZZY_CHARS,
    TWO_SLIPS_MIN_CHARS,
    extract_names,
    find_author,
    find_names,
)

if TYPE_CHECKING:
    import tantivy

_MAX_MISTYPED_WORDS = 8
_COOCCURRENCE_FACTOR = 5.0
"""How much more often than by chance a query's words occur together in a paper."""


@dataclass(frozen=True, slots=True)
class TextSearch:
    """Full-text searches of a paper's stems and of its title's stems; empty for none."""

    anywhere: str
    title: str = ""

    def conditions(self) -> list[sa.ColumnElement[bool]]:
        """Return the conditions, one of which must hold."""
        asked = ((papers.c.stems, self.anywhere), (papers.c.title, self.title))
        return [_matches(column, text) for column, text in asked if text]


@dataclass(frozen=True, slots=True)
class WeightedQuery:
    """A query as the index takes it: its words weighed, and the weight of each author's key.

    `holding` has the number of papers with each of the words, `titles` of those with it there.
    """

    words: WeightedTerms
    holding: Mapping[str, int]
    titles: Mapping[str, int]
    names: Mapping[str, float]
    papers: int

    def __bool__(self) -> bool:
        return bool(self.words.known or self.names)

    def match_any_word(self) -> TextSearch:
        """Return a search for papers with any of the words."""
        return TextSearch(" | ".join(map(quote_stem, self.words.known)))

    def match_likely(self, max_papers: int) -> TextSearch:
        """Return a search for about `max_papers` papers, among them those that can score best.

        These are papers with any of the rarer words, as many as fit papers with a common word in
        the title, and papers with several common words at once.
        """
        anywhere, common, room = [], [], max_papers
        for stem in sorted(self.words.known, key=lambda s: (self.holding[s], s)):
            if self.holding[stem] <= room:
                anywhere.append(quote_stem(stem))
                room -= self.holding[stem]
            else:
                common.append(stem)
        titles, room = [], max_papers
        for stem in sorted(common, key=lambda s: (self.titles.get(s, 0), s)):
            if self.titles.get(stem, 0) <= room:
                titles.append(quote_stem(stem))
                room -= self.titles.get(stem, 0)
        if len(common) > 1:
            anywhere.append(f"({self._build_conjunction(common, max_papers)})")
        return TextSearch(" | ".join(anywhere), " | ".join(titles))

    def _build_conjunction(self, common: Sequence[str], max_papers: int) -> str:
        """Return a conjunction of the rarest stems that about `max_papers` papers match."""
        expected, together = float(self.papers), list[str]()
        for stem in common:
            together.append(quote_stem(stem))
            expected *= min(_COOCCURRENCE_FACTOR * self.holding[stem] / max(self.papers, 1), 1.0)
            if len(together) > 1 and expected <= max_papers:
                break
        return " & ".join(together)


class SqlQueryBuilder:
    """Builds queries with one analyzer."""

    def __init__(self, analyzer: tantivy.TextAnalyzer) -> None:
        self._analyzer = analyzer

    def stem_query(self, query: ParsedQuery) -> list[str]:
        """Return the stems of the words that carry the query's subject, each once."""
        return list(dict.fromkeys(self._analyzer.analyze(" ".join(content_words(query.text)))))

    def stem_text(self, text: str) -> list[str]:
        """Return the stems of a text, in their order."""
        return list(self._analyzer.analyze(storable_text(text)))

    def build_query(self, connection: sa.Connection, query: ParsedQuery) -> WeightedQuery:
        """Return a query as the index takes it."""
        words, whole, names = (
            self.stem_query(query),
            content_words(query.text),
            extract_names(query),
        )
        found = load_counts(
            connection,
            [
                *(("stem", stem) for stem in words),
                *(("title", stem) for stem in words),
                *(("word", word) for word in whole),
                *(("name", name) for name in {*whole, *names}),
            ],
        )
        slips = [
            self._find_similar_stems(connection, word) for word in _find_mistyped(whole, found)
        ]
        others = {stem for stems in slips for stem in stems} - set(words)
        more = load_counts(connection, [("stem", stem) for stem in others]) if others else found
        there = [stem for stem in words if found.of("stem", stem)]
        near_stems = [
            [s for s in stems if (more if s in others else found).of("stem", s)] for stems in slips
        ]
        weighed = WeightedTerms(
            words,
            {stem: found.rarity("stem", stem) for stem in there},
            {stem: r for stem in there if (r := found.rarity("title", stem))},
            found.mean_length("stems"),
            found.mean_length("title"),
            near_stems,
            FUZZY_BOOST,
        )
        holding = {s: (more if s in others else found).of("stem", s) for s in weighed.known}
        titles = {s: found.of("title", s) for s in weighed.stems}
        return WeightedQuery(
            weighed, holding, titles, dict(_weigh_author_keys(names, found)), found.papers
        )

    def _find_similar_stems(self, connection: sa.Connection, word: str) -> list[str]:
        distance = 1 if len(word) < TWO_SLIPS_MIN_CHARS else 2
        likely = find_similar_words(connection, word, distance)
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
    return _matches(papers.c.stems, " <-> ".join(map(quote_stem, stems)))


def _matches(column: sa.Column[Any], text_search: str) -> sa.ColumnElement[bool]:
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


def _find_mistyped(whole: Sequence[str], found: PaperCounts) -> list[str]:
    """Return the words that no paper has and that are long enough to contain a typo."""
    return [
        word
        for word in dict.fromkeys(whole)
        if len(word) >= MIN_FUZZY_CHARS
        and len(word) < 80
        and word.isalpha()
        and not found.of("word", word)
        and not found.of("name", word)
    ][:_MAX_MISTYPED_WORDS]


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
