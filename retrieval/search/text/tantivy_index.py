"""The text index in Tantivy, in a folder or in memory."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import tantivy
from tantivy import Occur, Query

from retrieval.errors import IndexFault, is_panic
from retrieval.paper import Paper
from retrieval.search.query import Filters, ParsedQuery
from retrieval.search.text.fields import (
    FORMAT_VERSION,
    DocumentBuilder,
    build_analyzer,
    build_schema,
)
from retrieval.search.text.query_builder import (
    TantivyQueryBuilder,
    drop_common_stems,
    stem_query,
)
from retrieval.search.text.text_index import QueryStats

_HEAP_BYTES = 64_000_000
_MAX_MATCHING = 5_000


class TantivyIndex:
    """A `TextIndex` in a folder (or in memory); thread-safe, for one process.

    BM25 uses Tantivy's k1 = 1.2 and b = 0.75 (Robertson and Zaragoza, 2009); words are stemmed
    (Snowball, English) and folded. Without `pairs` of stems in the index, which take two fifths of
    the room, near words are looked for by their positions: in short texts that is as fast. Raises
    `IndexFault` if the folder cannot be used.
    """

    keeps_removed = True  # in a segment, until it is merged or all of its papers are removed

    def __init__(self, folder: Path | None = None, *, pairs: bool = True) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._analyzer = build_analyzer()
        self._index = self._open()
        self._queries = TantivyQueryBuilder(self._index, self._analyzer, pairs=pairs)
        self._documents = DocumentBuilder(self._analyzer, pairs=pairs)
        self._writer: tantivy.IndexWriter | None = None

    def count(self) -> int:
        """Return how many papers the index holds."""
        with self._translate_errors():
            return self._index.searcher().num_docs

    def upsert(self, papers: Sequence[Paper]) -> None:
        """Write papers (cleaned for reading), replacing those of the same id; commits."""
        with self._lock:
            writer = self._open_writer()
            for paper in papers:
                writer.delete_documents_by_term("paper_id", paper.paper_id)
                writer.add_document(self._documents.build(paper))
            self._commit(writer)

    def remove(self, paper_ids: Iterable[str]) -> None:
        """Remove papers and commit; unknown ids are ignored."""
        with self._lock:
            writer = self._open_writer()
            for paper_id in paper_ids:
                writer.delete_documents_by_term("paper_id", paper_id)
            self._commit(writer)

    def clear(self) -> None:
        """Remove all papers and commit."""
        with self._lock:
            writer = self._open_writer()
            writer.delete_all_documents()
            self._commit(writer)

    def close(self) -> None:
        """Wait for merges and release the folder."""
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
        """Return the BM25 scores of the `limit` best papers by id, best first."""
        with self._translate_errors():
            asked = self._queries.build_query(query)
            if asked is None or limit < 1:  # Tantivy panics at 0
                return {}
            must = [asked, *self._queries.build_restrictions(filters, within)]
            return self._run_query(must, limit)

    def find_matching(self, phrases: Sequence[str], filters: Filters = Filters()) -> list[str]:
        """Return the ids of up to 5,000 papers that pass the filters and contain each phrase."""
        with self._translate_errors():
            phrased = self._queries.build_phrases(phrases)
            must = [*phrased, *self._queries.build_restrictions(filters)]
            return list(self._run_query(must, _MAX_MATCHING)) if must else []

    def get_query_stats(self, query: ParsedQuery) -> QueryStats:
        """Return the statistics of the query's words."""
        with self._translate_errors():
            counts = self._queries.count_terms()
            words = drop_common_stems(stem_query(query, self._analyzer), counts)
            rarities = {word: counts.rarity("text", word) for word in words}
            unknown = sum(r for word, r in rarities.items() if not counts.of("text", word))
        return QueryStats.of(rarities.values(), unknown, counts.papers)

    def find_author(self, query: ParsedQuery) -> str | None:
        """Return the author whom the query names, alone or after `by`, or None."""
        with self._translate_errors():
            return self._queries.find_author(query)

    def rarities(self, words: Sequence[str]) -> dict[str, float]:
        """Return the inverse document frequency of each word, as BM25 has it."""
        with self._translate_errors():
            counts = self._queries.count_terms()
            stems = {word: self._analyzer.analyze(word)[:1] for word in words}
            return {w: sum(counts.rarity("text", stem) for stem in s) for w, s in stems.items()}

    def _open(self) -> tantivy.Index:
        if self._folder is None:
            index = tantivy.Index(build_schema())
        else:
            index = self._open_folder(self._folder)
        index.register_tokenizer("folded_en", self._analyzer)
        index.register_tokenizer("folded", build_analyzer(stem=False))
        return index

    def _open_folder(self, folder: Path) -> tantivy.Index:
        import shutil

        mark = folder / "footnote-format"
        try:
            known = mark.exists() and mark.read_bytes() == FORMAT_VERSION.encode()
            if folder.exists() and not known:
                shutil.rmtree(folder)
            folder.mkdir(parents=True, exist_ok=True)
            index = tantivy.Index(build_schema(), path=str(folder))
            if not known:  # a process that reads beside another writes nothing
                mark.write_text(FORMAT_VERSION)
        except (OSError, ValueError) as error:
            raise IndexFault(
                f"The text index in {folder} cannot be opened ({error}). Run `footnote reindex`."
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

    @contextmanager
    def _translate_errors(self) -> Iterator[None]:
        try:
            yield
        except (OSError, ValueError) as error:
            raise self._unreadable_error(error) from error
        except BaseException as error:
            if not is_panic(error):
                raise
            raise self._unreadable_error(error) from error

    def _unreadable_error(self, error: BaseException) -> IndexFault:
        return IndexFault(
            f"The text index in {self._folder} cannot be read ({error}). If the disk reports "
            "errors, fix that and try again; otherwise run `footnote reindex`."
        )

    def _run_query(self, must: list[Query], limit: int) -> dict[str, float]:
        """Return the scores of the best papers that meet all of these queries, by id."""
        query = must[0]
        if len(must) > 1:
            query = Query.boolean_query([(Occur.Must, each) for each in must])
        searcher = self._index.searcher()
        hits = searcher.search(query, limit, count=False).hits
        return {searcher.doc(address)["paper_id"][0]: score for score, address in hits}
