"""The fields of the Tantivy index, the analyzers of their words, and papers as documents."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from itertools import chain

import tantivy

from retrieval.paper import Paper
from retrieval.search.query import STOP_WORDS, author_keys, expand_categories, fold_words

FORMAT_VERSION = "6"  # raise it when fields or analyzers change, so that indexes are rebuilt


def build_analyzer(*, stem: bool = True) -> tantivy.TextAnalyzer:
    """Return the analyzer of running text: folded words, stemmed (Snowball, English) or not."""
    builder = (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(80))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
    )
    if stem:
        builder = builder.filter(tantivy.Filter.stemmer("english"))
    built: tantivy.TextAnalyzer = builder.build()
    return built


def build_schema() -> tantivy.Schema:
    """Return the schema of the index."""
    build = tantivy.SchemaBuilder()
    build.add_text_field("paper_id", stored=True, tokenizer_name="raw", index_option="basic")
    build.add_text_field("text", tokenizer_name="folded_en", index_option="position")
    build.add_text_field("title", tokenizer_name="folded_en", index_option="freq")
    build.add_text_field("words", tokenizer_name="folded", index_option="basic")
    build.add_text_field("names", tokenizer_name="raw", index_option="freq")
    build.add_text_field("name_pairs", tokenizer_name="raw", index_option="freq")
    build.add_text_field("pairs", tokenizer_name="whitespace", index_option="freq")
    for name in ("author_keys", "categories", "source", "place"):
        build.add_text_field(name, tokenizer_name="raw", index_option="basic")
    build.add_integer_field("year", indexed=True, fast=True)
    built: tantivy.Schema = build.build()
    return built


class DocumentBuilder:
    """Turns papers into documents."""

    def __init__(self, analyzer: tantivy.TextAnalyzer, *, pairs: bool) -> None:
        self._analyzer = analyzer
        self._pairs = pairs
        self._stop_stems = frozenset(analyzer.analyze(" ".join(STOP_WORDS)))

    def build(self, paper: Paper) -> tantivy.Document:
        """Return a paper (cleaned for reading) as a document."""
        text = f"{paper.title}\n{paper.abstract}"
        stems = self._analyzer.analyze(text) if self._pairs else []
        names = [fold_words(author) for author in paper.authors]
        return tantivy.Document(
            paper_id=paper.paper_id,
            text=text,
            words=text,
            title=paper.title,
            pairs=" ".join(pair_terms(stems, self._stop_stems)),
            names=list(chain.from_iterable(names)),
            name_pairs=list(chain.from_iterable(map(name_pairs, names))),
            author_keys=author_keys(paper.authors),
            categories=expand_categories(paper.categories),
            source=paper.source,
            place=[paper.place] if paper.is_upload else [],
            year=[] if paper.year is None else [paper.year],
        )


_MAX_PAIR_TERMS = 1 << 22
_NO_PAIR = "-"


def pair_term(first: str, second: str) -> str:
    """Return the term for two stems in this order."""
    return f"{zlib.crc32(f'{first} {second}'.encode()) % _MAX_PAIR_TERMS:x}"


def pair_terms(stems: Sequence[str], without: frozenset[str]) -> Iterator[str]:
    """Yield the terms of a text's pairs of stems, adjacent or with one stem between.

    Pairs with a stem of `without` share one term: nobody searches for it, but it keeps the number
    of pairs, which BM25 uses as length, at twice the number of words.
    """
    for first, second in _near_pairs(stems):
        yield _NO_PAIR if first in without or second in without else pair_term(first, second)


def name_pairs(names: Sequence[str]) -> list[str]:
    """Return the terms of an author's pairs of names, adjacent or with one name between."""
    return [f"{first} {second}" for first, second in _near_pairs(names)]


def _near_pairs(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    for near in (1, 2):
        yield from zip(words, words[near:], strict=False)
