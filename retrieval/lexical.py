"""The text index: BM25 over titles and abstracts, in Tantivy. The only importer of tantivy."""

from __future__ import annotations

import math
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.errors import IndexFault
from retrieval.filters import (
    Filters,
    author_conditions,
    author_keys,
    folded_categories,
    with_parents,
)
from retrieval.paper import Paper
from retrieval.query import ASKING_WORDS, STOP_WORDS, ParsedQuery, content_words, folded_words

if TYPE_CHECKING:
    import tantivy

_HEAP_BYTES = 64_000_000
_FORMAT = "4"  # raise when fields or analysis change: an index of another format is made anew
_MOST_HOLDING = 5_000
_LONGEST_NAME = 3  # words of an author's name in a query

# Weights chosen by benchmarks/tune_search.py on the visible collections.
TITLE_BOOST = 0.25
PAIR_BOOST = 0.3
_AUTHOR_BOOST = 1.5
_FUZZY_BOOST = 5.0
_FUZZY_MIN_LENGTH = 5
_LONG_WORD = 8  # may have two slips


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a query's words reach into the index.

    `ceiling` is about what a paper would score that has each word once; `unknown` the part of it,
    0 to 1, that falls to words which no paper has; `papers` how many papers there are.
    """

    ceiling: float = 0.0
    unknown: float = 0.0
    papers: int = 0


class LexicalIndex:
    """A BM25 index in a folder (or in memory), one writer at a time, safe between threads.

    BM25 has Tantivy's k1 = 1.2 and b = 0.75 (Robertson and Zaragoza, 2009); words are stemmed
    (Snowball, English) and folded. Raises `IndexFault` where the folder cannot be used.
    """

    def __init__(self, folder: Path | None = None) -> None:
        import tantivy

        self._tantivy = tantivy
        self._folder = folder
        self._lock = threading.Lock()
        self._analyzer = self._build_analyzer()
        self._index = self._open()
        self._schema = self._index.schema
        self._writer: tantivy.IndexWriter | None = None

    @property
    def is_new(self) -> bool:
        """Whether the index holds nothing, so that it must be filled from the catalogue."""
        return self.count() == 0

    def count(self) -> int:
        """Return how many papers the index holds."""
        return self._searcher().num_docs

    def upsert(self, papers: Sequence[Paper]) -> None:
        """Write papers (cleaned for reading), replacing those of the same id; commits."""
        with self._lock:
            writer = self._open_writer()
            for paper in papers:
                writer.delete_documents_by_term("paper_id", paper.paper_id)
                writer.add_document(self._document(paper))
            self._commit(writer)

    def remove(self, paper_ids: Iterable[str]) -> None:
        """Take papers out; unknown ids are no error; commits."""
        with self._lock:
            writer = self._open_writer()
            for paper_id in paper_ids:
                writer.delete_documents_by_term("paper_id", paper_id)
            self._commit(writer)

    def clear(self) -> None:
        """Take every paper out; commits."""
        with self._lock:
            writer = self._open_writer()
            writer.delete_all_documents()
            self._commit(writer)

    def close(self) -> None:
        """Wait for merges and let go of the folder."""
        with self._lock:
            if self._writer is not None:
                self._writer.wait_merging_threads()
                self._writer = None

    def search(
        self,
        query: ParsedQuery,
        *,
        limit: int,
        filters: Filters = Filters(),
        within: Sequence[str] | None = None,
    ) -> dict[str, float]:
        """Return the BM25 scores of the `limit` best papers by id, best first.

        `filters` and `within` (only these ids) hold before ranking. Empty where no word matches.
        """
        words = self._query_clauses(query)
        if not words or limit < 1:  # Tantivy panics at 0
            return {}
        occur = self._tantivy.Occur
        clauses = [(occur.Must, self._tantivy.Query.boolean_query(words))]
        clauses += [(occur.Must, c) for c in self._restrictions(filters, within)]
        return self._run(self._tantivy.Query.boolean_query(clauses), limit)

    def holding(self, phrases: Sequence[str], filters: Filters = Filters()) -> list[str]:
        """Return the ids of up to 5,000 papers that hold each phrase word for word.

        Without phrases, those that meet the filters.
        """
        occur, build = self._tantivy.Occur, self._tantivy.Query
        clauses = []
        for phrase in phrases:
            words: list[str | tuple[int, str]] = [*self._analyzer.analyze(phrase)]
            if len(words) > 1:
                clauses.append((occur.Must, build.phrase_query(self._schema, "text", words)))
            elif words:
                clauses.append((occur.Must, build.term_query(self._schema, "text", str(words[0]))))
        clauses += [(occur.Must, c) for c in self._restrictions(filters, None)]
        return list(self._run(build.boolean_query(clauses), _MOST_HOLDING)) if clauses else []

    def reach(self, query: ParsedQuery) -> Reach:
        """Return how far the query's words reach into the index."""
        searcher = self._searcher()
        rarities = {w: self._rarity_of_stem(w) for w in self._words(query)}
        ceiling = sum(rarities.values())
        unknown = sum(r for w, r in rarities.items() if not searcher.doc_freq("text", w))
        return Reach(ceiling, unknown / ceiling if ceiling > 0 else 0.0, searcher.num_docs)

    def rarity(self, word: str) -> float:
        """Return a word's inverse document frequency, as BM25 has it."""
        stems = self._analyzer.analyze(word)
        return self._rarity_of_stem(stems[0]) if stems else 0.0

    def _rarity_of_stem(self, stem: str) -> float:
        searcher = self._searcher()
        total, holding = searcher.num_docs, searcher.doc_freq("text", stem)
        return math.log(1 + (total - holding + 0.5) / (holding + 0.5))

    def author_in(self, query: ParsedQuery) -> str | None:
        """Return the author's name that the query is, or that it ends in after `by`; else None.

        One word alone counts as a name only where it is a rarer word in the texts.
        """
        searcher = self._searcher()
        words = folded_words(query.text)
        if "by" in words:
            after = words[len(words) - words[::-1].index("by") :]
            if after and len(after) <= _LONGEST_NAME and self._wrote(after):
                return " ".join(after)
        content = [w for w in words if w not in STOP_WORDS and w not in ASKING_WORDS]
        if not 0 < len(content) <= _LONGEST_NAME or not self._wrote(content):
            return None
        if len(content) == 1:
            stems = self._analyzer.analyze(content[0])
            spoken = searcher.doc_freq("text", stems[0]) if stems else 0
            if spoken > searcher.doc_freq("names", content[0]):
                return None
        return " ".join(content)

    def _wrote(self, names: Sequence[str]) -> bool:
        """Tell whether one author has all these names."""
        keys = author_conditions(" ".join(names))
        searcher = self._searcher()
        return bool(keys) and all(searcher.doc_freq("author_keys", k) for k in keys)

    # How it is built

    def _build_analyzer(self, *, stem: bool = True) -> tantivy.TextAnalyzer:
        make = self._tantivy
        builder = (
            make.TextAnalyzerBuilder(make.Tokenizer.simple())
            .filter(make.Filter.remove_long(80))
            .filter(make.Filter.lowercase())
            .filter(make.Filter.ascii_fold())
        )
        if stem:
            builder = builder.filter(make.Filter.stemmer("english"))
        analyzer: tantivy.TextAnalyzer = builder.build()
        return analyzer

    def _build_schema(self) -> tantivy.Schema:
        build = self._tantivy.SchemaBuilder()
        build.add_text_field("paper_id", stored=True, tokenizer_name="raw", index_option="basic")
        build.add_text_field("text", tokenizer_name="folded_en", index_option="position")
        build.add_text_field("title", tokenizer_name="folded_en", index_option="freq")
        build.add_text_field("words", tokenizer_name="folded", index_option="basic")
        build.add_text_field("names", tokenizer_name="raw", index_option="position")
        build.add_text_field("author_keys", tokenizer_name="raw", index_option="basic")
        build.add_text_field("categories", tokenizer_name="raw", index_option="basic")
        build.add_text_field("source", tokenizer_name="raw", index_option="basic")
        build.add_integer_field("year", indexed=True, fast=True)
        schema: tantivy.Schema = build.build()
        return schema

    def _open(self) -> tantivy.Index:
        if self._folder is None:
            index = self._tantivy.Index(self._build_schema())
        else:
            index = self._open_folder(self._folder)
        index.register_tokenizer("folded_en", self._analyzer)
        index.register_tokenizer("folded", self._build_analyzer(stem=False))
        return index

    def _open_folder(self, folder: Path) -> tantivy.Index:
        import shutil

        mark = folder / "footnote-format"
        try:
            if folder.exists() and (not mark.exists() or mark.read_text() != _FORMAT):
                shutil.rmtree(folder)
            folder.mkdir(parents=True, exist_ok=True)
            index = self._tantivy.Index(self._build_schema(), path=str(folder))
            mark.write_text(_FORMAT)
        except (OSError, ValueError) as error:
            raise IndexFault(
                f"The text index in {folder} cannot be opened ({error}). "
                "Delete that folder and run `footnote reindex`."
            ) from error
        return index

    def _open_writer(self) -> tantivy.IndexWriter:
        if self._writer is None:
            try:
                self._writer = self._index.writer(_HEAP_BYTES, 1)
            except ValueError as error:
                raise IndexFault(
                    f"The text index in {self._folder} cannot be written ({error}). "
                    "Is another process writing it, or is the disk full or read-only?"
                ) from error
        return self._writer

    def _commit(self, writer: tantivy.IndexWriter) -> None:
        try:
            writer.commit()
        except (OSError, ValueError) as error:
            self._writer = None
            raise IndexFault(
                f"The text index in {self._folder} could not be saved ({error}). "
                "Free some disk space and run the same command again; nothing is lost."
            ) from error
        self._index.reload()

    def _document(self, paper: Paper) -> tantivy.Document:
        document = self._tantivy.Document()
        document.add_text("paper_id", paper.paper_id)
        document.add_text("text", f"{paper.title}\n{paper.abstract}")
        document.add_text("words", f"{paper.title}\n{paper.abstract}")
        document.add_text("title", paper.title)
        for author in paper.authors:
            for name in folded_words(author):
                document.add_text("names", name)
        for key in author_keys(paper.authors):
            document.add_text("author_keys", key)
        for category in with_parents(paper.categories):
            document.add_text("categories", category)
        document.add_text("source", paper.source)
        if paper.year is not None:
            document.add_integer("year", paper.year)
        return document

    # How it is asked

    def _words(self, query: ParsedQuery) -> list[str]:
        text = " ".join(content_words(query.text))
        return list(dict.fromkeys(self._analyzer.analyze(text)))

    def _query_clauses(self, query: ParsedQuery) -> list[tuple[tantivy.Occur, tantivy.Query]]:
        build, should = self._tantivy.Query, self._tantivy.Occur.Should
        words, searcher = self._words(query), self._searcher()
        clauses = [(should, c) for c in self._near_misses(query)]
        for word in words:
            if searcher.doc_freq("text", word):
                term = build.term_query(self._schema, "text", word)
                in_title = build.term_query(self._schema, "title", word)
                clauses.append((should, term))
                clauses.append((should, build.boost_query(in_title, TITLE_BOOST)))
        for pair in pairwise(words):
            phrase = build.phrase_query(self._schema, "text", list(pair), slop=1)
            clauses.append((should, build.boost_query(phrase, PAIR_BOOST)))
        return clauses + [(should, c) for c in self._author_clauses(query)]

    def _near_misses(self, query: ParsedQuery) -> list[tantivy.Query]:
        """Return a clause for each word that no paper has, for words a slip or two from it.

        Whole words are compared, not stems, and no author's name is taken for a slip.
        """
        build, searcher = self._tantivy.Query, self._searcher()
        clauses = []
        for word in content_words(query.text):
            unknown = not searcher.doc_freq("words", word) and not searcher.doc_freq("names", word)
            if unknown and len(word) >= _FUZZY_MIN_LENGTH and word.isalpha():
                distance = 1 if len(word) < _LONG_WORD else 2
                fuzzy = build.fuzzy_term_query(self._schema, "words", word, distance)
                clauses.append(build.boost_query(fuzzy, _FUZZY_BOOST))
        return clauses

    def _author_clauses(self, query: ParsedQuery) -> list[tantivy.Query]:
        """Return clauses for words that stand where an author's name may."""
        build = self._tantivy.Query
        names = [w for w in folded_words(query.text) if len(w) > 1]
        if len(names) > 40:
            return []
        searcher = self._searcher()
        known = {
            w
            for w in names
            if w not in STOP_WORDS and w not in ASKING_WORDS and searcher.doc_freq("names", w)
        }
        clauses = []
        alone = len([w for w in names if w not in STOP_WORDS and w not in ASKING_WORDS]) <= 2
        for before, name in zip(["", *names], names, strict=False):
            if name not in known:
                continue
            if alone or before in {"by", "author", "authors"}:
                clauses.append(build.term_query(self._schema, "names", name))
            elif before in known:
                clauses.append(build.phrase_query(self._schema, "names", [before, name], slop=1))
        return [build.boost_query(c, _AUTHOR_BOOST) for c in clauses]

    def _restrictions(self, filters: Filters, within: Sequence[str] | None) -> list[tantivy.Query]:
        build, kinds = self._tantivy.Query, self._tantivy.FieldType
        found = []
        if filters.year_from is not None or filters.year_to is not None:
            years = build.range_query(
                self._schema, "year", kinds.Integer, filters.year_from, filters.year_to
            )
            found.append(years)
        if categories := folded_categories(filters.categories):
            found.append(build.term_set_query(self._schema, "categories", categories))
        if filters.sources:
            found.append(build.term_set_query(self._schema, "source", filters.sources))
        if authors := [a for a in filters.authors if author_conditions(a)]:
            found.append(self._any_author(authors))
        if within is not None:
            found.append(build.term_set_query(self._schema, "paper_id", list(within)))
        return [build.const_score_query(f, 0.0) for f in found]

    def _any_author(self, authors: Sequence[str]) -> tantivy.Query:
        build, occur = self._tantivy.Query, self._tantivy.Occur
        alternatives = []
        for author in authors:
            keys = author_conditions(author)
            terms = [(occur.Must, build.term_query(self._schema, "author_keys", k)) for k in keys]
            alternatives.append((occur.Should, build.boolean_query(terms)))
        return build.boolean_query(alternatives)

    def _searcher(self) -> tantivy.Searcher:
        return self._index.searcher()

    def _run(self, query: tantivy.Query, limit: int) -> dict[str, float]:
        searcher = self._searcher()
        hits = searcher.search(query, limit, count=False).hits
        return {searcher.doc(address)["paper_id"][0]: score for score, address in hits}
