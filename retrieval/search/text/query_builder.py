"""Build Tantivy queries from a parsed query's words, typos, word pairs, names and filters.

Its functions also serve the index in PostgreSQL.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

import tantivy
from tantivy import FieldType, Occur, Query

from retrieval.provenance import UPLOAD
from retrieval.search.query import (
    Filters,
    ParsedQuery,
    author_conditions,
    content_words,
    fold_categories,
    fold_words,
    is_subject_word,
)
from retrieval.search.text.fields import pair_term
from retrieval.text.surrogates import replace_surrogates

MAX_NAME_WORDS = 3  # words of an author's name in a query
_MAX_QUERY_NAMES = 40

# Weights chosen by `benchmarks.fit.search fusion` on the visible collections.
TITLE_BOOST = 0.25
PAIR_BOOST = 0.3
AUTHOR_BOOST = 1.5
FUZZY_BOOST = 5.0
_MIN_FUZZY_CHARS = 5
_MAX_FUZZY_CHARS = 80  # longer words are not indexed
_TWO_SLIPS_MIN_CHARS = 8  # words of this length may have two typos

# A stem is common if it is in more papers than this, and in more than 28 % of all.
_COMMON_STEM_PAPERS = 20_000
_COMMON_STEM_IDF = 1.25  # inverse document frequency


class TantivyQueryBuilder:
    """Builds queries for one index and its analyzer."""

    def __init__(
        self, index: tantivy.Index, analyzer: tantivy.TextAnalyzer, *, pairs: bool
    ) -> None:
        self._pairs = pairs
        self._index = index
        self._schema = index.schema
        self._analyzer = analyzer

    def count_terms(self) -> TermCounts:
        """Return the document frequencies of the index's current state."""
        return TermCounts(self._index.searcher())

    def build_query(self, query: ParsedQuery) -> Query | None:
        """Return a query, each clause of which adds to a paper's score; None without clauses."""
        words, counts = stem_query(query, self._analyzer), self.count_terms()
        clauses = [*self._build_fuzzy_clauses(query, counts)]
        for word in drop_common_stems(words, counts):
            if counts.of("text", word):
                clauses.append(self._term("text", word))
                clauses.append(Query.boost_query(self._term("title", word), TITLE_BOOST))
        for pair in pairwise(words):
            clauses += self._build_near_clause(counts, pair)
        clauses += self._build_author_clauses(query, counts)
        return Query.boolean_query([(Occur.Should, c) for c in clauses]) if clauses else None

    def _term(self, field: str, term: str) -> Query:
        return Query.term_query(self._schema, field, term)

    def _build_near_clause(self, counts: TermCounts, pair: tuple[str, str]) -> Iterator[Query]:
        """Yield a clause for two stems that are adjacent or have one stem between."""
        if self._pairs:
            term = pair_term(*pair)
            yield from self._build_pair_clause(counts, "pairs", term, pair, "text", PAIR_BOOST)
        elif all(counts.of("text", stem) for stem in pair):
            near = Query.phrase_query(self._schema, "text", list(pair), 1)
            yield Query.boost_query(near, PAIR_BOOST)

    def _build_pair_clause(
        self, counts: TermCounts, field: str, term: str, words: Sequence[str], of: str, boost: float
    ) -> Iterator[Query]:
        """Yield a clause for a pair's term in `field`, if known, weighed as its words in `of`."""
        if counts.of(field, term):
            wanted = sum(counts.rarity(of, word) for word in words)
            weight = boost * wanted / counts.rarity(field, term)
            yield Query.boost_query(self._term(field, term), weight)

    def _build_fuzzy_clauses(self, query: ParsedQuery, counts: TermCounts) -> Iterator[Query]:
        """Yield a clause for each word that no paper has, matching words one or two typos away.

        Whole words are compared, not stems, and authors' names are not taken for typos.
        """
        for word, slips in find_mistyped(
            content_words(query.text), lambda w: counts.of("words", w) or counts.of("names", w)
        ):
            fuzzy = Query.fuzzy_term_query(self._schema, "words", word, slips)
            yield Query.boost_query(fuzzy, FUZZY_BOOST)

    def _build_author_clauses(self, query: ParsedQuery, counts: TermCounts) -> Iterator[Query]:
        """Yield clauses for words in positions where an author's name may be."""
        words = extract_names(query)
        for names in find_names(words, lambda name: counts.of("names", name) > 0):
            if len(names) == 1:
                yield Query.boost_query(self._term("names", names[0]), AUTHOR_BOOST)
            else:
                yield from self._build_pair_clause(
                    counts, "name_pairs", " ".join(names), names, "names", AUTHOR_BOOST
                )

    def build_phrases(self, phrases: Sequence[str]) -> Iterator[Query]:
        """Yield a clause for each phrase."""
        for phrase in phrases:
            words: list[str | tuple[int, str]] = [*self._analyzer.analyze(phrase)]
            if len(words) > 1:
                yield Query.phrase_query(self._schema, "text", words)
            elif words:
                yield self._term("text", str(words[0]))

    def build_restrictions(
        self, filters: Filters, within: Sequence[str] | None = None
    ) -> list[Query]:
        """Return the clauses of filters, which do not add to a paper's score."""
        found = []
        if filters.year_from is not None or filters.year_to is not None:
            years = filters.year_from, filters.year_to
            found.append(Query.range_query(self._schema, "year", FieldType.Integer, *years))
        alternatives = {
            "categories": fold_categories(filters.categories),
            "source": list(map(replace_surrogates, filters.sources)),
        }
        for field, values in alternatives.items():
            if values:
                found.append(Query.term_set_query(self._schema, field, values))
        if authors := [a for a in filters.authors if author_conditions(a)]:
            found.append(self._build_author_filter(authors))
        if filters.place is not None:
            found.append(self._build_place_filter(filters.place))
        if within is not None:
            found.append(Query.term_set_query(self._schema, "paper_id", list(within)))
        return [Query.const_score_query(f, 0.0) for f in found]

    def _build_place_filter(self, place: str) -> Query:
        """Return the clause for all papers but those uploaded at other places."""
        uploaded, here = self._term("source", UPLOAD), self._term("place", place)
        elsewhere = Query.boolean_query([(Occur.Must, uploaded), (Occur.MustNot, here)])
        return Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, elsewhere)])

    def _build_author_filter(self, authors: Sequence[str]) -> Query:
        alternatives = []
        for author in authors:
            terms = [(Occur.Must, self._term("author_keys", k)) for k in author_conditions(author)]
            alternatives.append((Occur.Should, Query.boolean_query(terms)))
        return Query.boolean_query(alternatives)

    def find_author(self, query: ParsedQuery) -> str | None:
        """Return the author whom the query names, alone or after `by`, or None."""
        counts = self.count_terms()

        def is_rather_word(name: str) -> bool:
            stems = self._analyzer.analyze(name)
            return bool(stems) and counts.of("text", stems[0]) > counts.of("names", name)

        return find_author(query, lambda names: _has_author(names, counts), is_rather_word)


class TermCounts:
    """The document frequencies of terms in one state of the index; each is looked up once."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self.papers: int = searcher.num_docs
        self._count = cache(searcher.doc_freq)

    def of(self, field: str, term: str) -> int:
        """Return how many papers have a term in a field, perhaps counting recently removed ones."""
        return min(self._count(field, term), self.papers)

    def rarity(self, field: str, term: str) -> float:
        """Return the inverse document frequency of a term in a field, as in BM25."""
        holding = self.of(field, term)
        return math.log(1 + (self.papers - holding + 0.5) / (holding + 0.5))


def stem_query(query: ParsedQuery, analyzer: tantivy.TextAnalyzer) -> list[str]:
    """Return the stems of the words that carry the query's subject, each once."""
    return list(dict.fromkeys(analyzer.analyze(" ".join(content_words(query.text)))))


def find_mistyped(
    words: Iterable[str], is_known: Callable[[str], object]
) -> Iterator[tuple[str, int]]:
    """Yield the unknown words that are long enough for a typo, with how many each may have."""
    for word in words:
        if (
            _MIN_FUZZY_CHARS <= len(word) < _MAX_FUZZY_CHARS
            and word.isalpha()
            and not is_known(word)
        ):
            yield word, 1 if len(word) < _TWO_SLIPS_MIN_CHARS else 2


def extract_names(query: ParsedQuery) -> list[str]:
    """Return the words that may be an author's names, in order; none for a long text."""
    names = [w for w in fold_words(query.text) if len(w) > 1]
    return names if len(names) <= _MAX_QUERY_NAMES else []


def find_names(
    words: Sequence[str], is_known: Callable[[str], bool]
) -> Iterator[tuple[str] | tuple[str, str]]:
    """Yield the known names, alone or in pairs, in positions where an author's name may be."""
    subject = [w for w in words if is_subject_word(w)]
    known = {w for w in subject if is_known(w)}
    alone = len(subject) <= 2
    for before, name in zip(["", *words], words, strict=False):
        if name in known and (alone or before in {"by", "author", "authors"}):
            yield (name,)
        elif name in known and before in known:
            yield before, name


def find_author(
    query: ParsedQuery,
    has_author: Callable[[Sequence[str]], bool],
    is_rather_word: Callable[[str], bool],
) -> str | None:
    """Return the author whom a query names, alone or after `by`, or None.

    `has_author` says whether one author has all these names, `is_rather_word` whether a single
    name is more frequent as a word of the texts, and then no name.
    """
    words = fold_words(query.text)
    if "by" in words:
        after = words[len(words) - words[::-1].index("by") :]
        if after and len(after) <= MAX_NAME_WORDS and has_author(after):
            return " ".join(after)
    content = [w for w in words if is_subject_word(w)]
    if not 0 < len(content) <= MAX_NAME_WORDS or not has_author(content):
        return None
    return None if len(content) == 1 and is_rather_word(content[0]) else " ".join(content)


def drop_common_stems(words: Sequence[str], counts: TermCounts) -> list[str]:
    """Drop the stems that are slow to score and say little, unless all are (decision 0030)."""
    kept = [
        word
        for word in words
        if counts.of("text", word) <= _COMMON_STEM_PAPERS
        or counts.rarity("text", word) >= _COMMON_STEM_IDF
    ]
    return kept or list(words)


def _has_author(names: Sequence[str], counts: TermCounts) -> bool:
    """Return whether one author has all these names."""
    keys = author_conditions(" ".join(names))
    return bool(keys) and all(counts.of("author_keys", key) for key in keys)
