"""The fields of the text index, how their words are analysed, and a paper as a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.paper import Paper
from retrieval.search.filters import author_keys, with_parents
from retrieval.search.query import STOP_WORDS, folded_words
from retrieval.search.text.pairs import name_pairs, pair_terms

if TYPE_CHECKING:
    import tantivy

FORMAT = "5"  # raise when fields or analysis change: an index of another format is made anew


def analyzer(*, stem: bool = True) -> tantivy.TextAnalyzer:
    """Return the analyzer of running text: folded words, stemmed (Snowball, English) or not."""
    import tantivy

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


def schema() -> tantivy.Schema:
    """Return the fields."""
    import tantivy

    build = tantivy.SchemaBuilder()
    build.add_text_field("paper_id", stored=True, tokenizer_name="raw", index_option="basic")
    build.add_text_field("text", tokenizer_name="folded_en", index_option="position")
    build.add_text_field("title", tokenizer_name="folded_en", index_option="freq")
    build.add_text_field("words", tokenizer_name="folded", index_option="basic")
    build.add_text_field("names", tokenizer_name="raw", index_option="freq")
    build.add_text_field("name_pairs", tokenizer_name="raw", index_option="freq")
    build.add_text_field("pairs", tokenizer_name="whitespace", index_option="freq")
    build.add_text_field("author_keys", tokenizer_name="raw", index_option="basic")
    build.add_text_field("categories", tokenizer_name="raw", index_option="basic")
    build.add_text_field("source", tokenizer_name="raw", index_option="basic")
    build.add_integer_field("year", indexed=True, fast=True)
    built: tantivy.Schema = build.build()
    return built


class Documents:
    """Makes documents of papers."""

    def __init__(self, analyzer: tantivy.TextAnalyzer) -> None:
        self._analyzer = analyzer
        self._stop_stems = frozenset(analyzer.analyze(" ".join(STOP_WORDS)))

    def of(self, paper: Paper) -> tantivy.Document:
        """Return a paper (cleaned for reading) as a document."""
        import tantivy

        made = tantivy.Document()
        made.add_text("paper_id", paper.paper_id)
        text = f"{paper.title}\n{paper.abstract}"
        made.add_text("text", text)
        made.add_text("words", text)
        made.add_text("title", paper.title)
        made.add_text("pairs", " ".join(pair_terms(self._analyzer.analyze(text), self._stop_stems)))
        for author in paper.authors:
            names = folded_words(author)
            for name in names:
                made.add_text("names", name)
            for pair in name_pairs(names):
                made.add_text("name_pairs", pair)
        for key in author_keys(paper.authors):
            made.add_text("author_keys", key)
        for category in with_parents(paper.categories):
            made.add_text("categories", category)
        made.add_text("source", paper.source)
        if paper.year is not None:
            made.add_integer("year", paper.year)
        return made
