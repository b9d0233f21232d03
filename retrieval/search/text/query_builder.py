"""Build Tantivy queries from a parsed query's words, typos, word pairs, names and filters.

The functions for names also serve the index in PostgreSQL.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    import tantivy

MAX_NAME_WORDS = 3  # words of an author's name in a query
_MAX_QUERY_NAMES = 40

# Weights chosen by `benchmarks.fit.search fusion` on the visible collections.
TITLE_BOOST = 0.25
PAIR_BOOST = 0.3
AUTHOR_BOOST = 1.5
FUZZY_BOOST = 5.0
MIN_FUZZY_CHARS = 5
TWO_SLIPS_MIN_CHARS = 8  # words of this length may have two typos

# A stem is common if it is in more papers than this, and in more than 28 % of all.
_COMMON_STEM_PAPERS = 20_000
_COMMON_STEM_IDF = 1.25  # inverse document frequency


class TantivyQueryBuilder:
    """Builds queries for one index and its analyzer."""

    def __init__(self, index: tantivy.Index, analyzer: tantivy.TextAnalyzer) -> None:
        import tantivy

        self._tantivy = tantivy
        self._index = index
        self._schema = index.schema
        self._analyzer = analyzer

    def count_terms(self) -> TermCounts:
        """Return the document frequencies of the index's current state."""
        return TermCounts(self._index.searcher())

    def build_clauses(self, query: ParsedQuery) -> list[tuple[tantivy.Occur, tantivy.Query]]:
        """Return the optional clauses of a query, each of which adds to a paper's score."""
        build, should = self._tantivy.Query, self._tantivy.Occur.Should
        words, counts = self.stem_query(query), self.count_terms()
        clauses = [(should, c) for c in self._build_fuzzy_clauses(query, counts)]
        for word in drop_common_stems(words, counts):
            if counts.of("text", word):
                term = build.term_query(self._schema, "text", word)
                in_title = build.term_query(self._schema, "title", word)
                clauses.append((should, term))
                clauses.append((should, build.boost_query(in_title, TITLE_BOOST)))
        for pair in pairwise(words):
            if clause := self._build_pair_clause(
                counts, "pairs", pair_term(*pair), pair, "text", PAIR_BOOST
            ):
                clauses.append((should, clause))
        return clauses + [(should, c) for c in self._build_author_clauses(query, counts)]

    def _build_pair_clause(
        self, counts: TermCounts, field: str, term: str, words: Sequence[str], of: str, boost: float
    ) -> tantivy.Query | None:
        """Return a clause for a pair's term in `field` with the weight of its words in `of`.

        None if no paper has the pair.
        """
        if not counts.of(field, term):
            return None
        build, wanted = self._tantivy.Query, sum(counts.rarity(of, word) for word in words)
        query = build.term_query(self._schema, field, term)
        return build.boost_query(query, boost * wanted / counts.rarity(field, term))

    def _build_fuzzy_clauses(self, query: ParsedQuery, counts: TermCounts) -> list[tantivy.Query]:
        """Return a clause for each word that no paper has, matching words one or two typos away.

        Whole words are compared, not stems, and authors' names are not taken for typos.
        """
        build, clauses = self._tantivy.Query, []
        for word in content_words(query.text):
            unknown = not counts.of("words", word) and not counts.of("names", word)
            if unknown and len(word) >= MIN_FUZZY_CHARS and word.isalpha():
                distance = 1 if len(word) < TWO_SLIPS_MIN_CHARS else 2
                fuzzy = build.fuzzy_term_query(self._schema, "words", word, distance)
                clauses.append(build.boost_query(fuzzy, FUZZY_BOOST))
        return clauses

    def _build_author_clauses(self, query: ParsedQuery, counts: TermCounts) -> list[tantivy.Query]:
        """Return clauses for words in positions where an author's name may be."""
        build, clauses = self._tantivy.Query, []
        words = extract_names(query)
        for names in find_names(words, lambda name: counts.of("names", name) > 0):
            if len(names) == 1:
                term = build.term_query(self._schema, "names", names[0])
                clauses.append(build.boost_query(term, AUTHOR_BOOST))
            elif clause := self._build_pair_clause(
                counts, "name_pairs", " ".join(names), names, "names", AUTHOR_BOOST
            ):
                clauses.append(clause)
        return clauses

    def build_phrases(self, phrases: Sequence[str]) -> list[tantivy.Query]:
        """Return a clause for each phrase."""
        build, found = self._tantivy.Query, []
        for phrase in phrases:
            words: list[str | tuple[int, str]] = [*self._analyzer.analyze(phrase)]
            if len(words) > 1:
                found.append(build.phrase_query(self._schema, "text", words))
            elif words:
                found.append(build.term_query(self._schema, "text", str(words[0])))
        return found

    def build_restrictions(
        self, filters: Filters, within: Sequence[str] | None
    ) -> list[tantivy.Query]:
        """Return the clauses of filters, which do not add to a paper's score."""
        build, kinds = self._tantivy.Query, self._tantivy.FieldType
        found = []
        if filters.year_from is not None or filters.year_to is not None:
            years = build.range_query(
                self._schema, "year", kinds.Integer, filters.year_from, filters.year_to
            )
            found.append(years)
        if categories := fold_categories(filters.categories):
            found.append(build.term_set_query(self._schema, "categories", categories))
        if filters.sources:
            sources = list(map(replace_surrogates, filters.sources))
            found.append(build.term_set_query(self._schema, "source", sources))
        if authors := [a for a in filters.authors if author_conditions(a)]:
            found.append(self._build_author_filter(authors))
        if filters.place is not None:
            found.append(self._build_place_filter(filters.place))
        if within is not None:
            found.append(build.term_set_query(self._schema, "paper_id", list(within)))
        return [build.const_score_query(f, 0.0) for f in found]

    def _build_place_filter(self, place: str) -> tantivy.Query:
        """Return the clause for all papers but those uploaded at other places."""
        build, occur = self._tantivy.Query, self._tantivy.Occur
        uploaded = build.term_query(self._schema, "source", UPLOAD)
        here = build.term_query(self._schema, "place", place)
        elsewhere = build.boolean_query([(occur.Must, uploaded), (occur.MustNot, here)])
        return build.boolean_query([(occur.Must, build.all_query()), (occur.MustNot, elsewhere)])

    def _build_author_filter(self, authors: Sequence[str]) -> tantivy.Query:
        build, occur = self._tantivy.Query, self._tantivy.Occur
        alternatives = []
        for author in authors:
            keys = author_conditions(author)
            terms = [(occur.Must, build.term_query(self._schema, "author_keys", k)) for k in keys]
            alternatives.append((occur.Should, build.boolean_query(terms)))
        return build.boolean_query(alternatives)

    def find_author(self, query: ParsedQuery) -> str | None:
        """Return the author whom the query names, alone or after `by`, or None."""
        counts = self.count_terms()

        def is_rather_word(name: str) -> bool:
            stems = self._analyzer.analyze(name)
            return bool(stems) and counts.of("text", stems[0]) > counts.of("names", name)

        return find_author(query, lambda names: _has_author(names, counts), is_rather_word)

    def stem_query(self, query: ParsedQuery) -> list[str]:
        """Return the stems of the words that carry the query's subject, each once."""
        text = " ".join(content_words(query.text))
        return list(dict.fromkeys(self._analyzer.analyze(text)))


class TermCounts:
    """The document frequencies of terms in one state of the index; each is looked up once."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self._searcher = searcher
        self._known: dict[tuple[str, str], int] = {}
        self.papers: int = searcher.num_docs

    def of(self, field: str, term: str) -> int:
        """Return how many papers have a term in a field, perhaps counting recently removed ones."""
        known = self._known.get((field, term))
        if known is None:
            known = self._known[field, term] = min(
                self._searcher.doc_freq(field, term), self.papers
            )
        return known

    def rarity(self, field: str, term: str) -> float:
        """Return the inverse document frequency of a term in a field, as in BM25."""
        holding = self.of(field, term)
        return math.log(1 + (self.papers - holding + 0.5) / (holding + 0.5))


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
