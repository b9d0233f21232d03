"""Measure search on a BEIR folder: corpus, queries, judgments.

Metrics are ir-measures' (MacAvaney et al., 2022): nDCG@10 with linear gains, recall@10 and @100,
reciprocal rank within 10, each the mean over the judged queries. The data directory keeps the
library of the collection, so that a second run embeds nothing.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from retrieval.errors import SourceError
from retrieval.library.ingest import Ingest, IngestProgress
from retrieval.library.library import Library, open_library
from retrieval.provenance import Provenance
from retrieval.search.embedding.embedder import Embedder
from retrieval.search.search import Mode
from retrieval.sources.files import read_file
from retrieval.text import patterns as re

_SEARCH_DEPTH = 100
_GAIN = re.compile(r"-?[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class EvaluationReport:
    """The means over all judged queries, and the total search time in seconds."""

    queries: int
    documents: int
    mode: str
    ndcg_at_10: float
    recall_at_10: float
    recall_at_100: float
    mrr_at_10: float
    seconds: float


@dataclass(frozen=True, slots=True)
class BeirCollection:
    """A BEIR folder: the corpus file, the judged queries, and the gains by query and paper."""

    corpus: Path
    queries: dict[str, str]
    qrels: dict[str, dict[str, int]]


def evaluate(
    folder: Path,
    *,
    embedder: Embedder,
    data_dir: Path,
    mode: Mode = "hybrid",
    on_progress: Callable[[str], None] = lambda stage: None,
) -> EvaluationReport:
    """Index the folder's corpus unless that is done, run every judged query, and measure.

    Raises SourceError for a malformed folder, and the errors of `open_library`.
    """
    collection = read_collection(folder)
    with open_library(data_dir, embedder) as library:
        fill_library(library, collection, on_progress)
        on_progress(f"searching {len(collection.queries)} queries")
        started = time.perf_counter()
        run = {
            query_id: [
                (hit.paper.paper_id, hit.score)
                for hit in library.search(text, limit=_SEARCH_DEPTH, mode=mode).hits
            ]
            for query_id, text in collection.queries.items()
        }
        seconds = time.perf_counter() - started
        documents = library.catalog.count()
    return _compute_metrics(collection, run, documents, mode, seconds)


def read_collection(folder: Path) -> BeirCollection:
    """Read a BEIR folder; raise SourceError if a part is missing or malformed."""
    corpus = _find_file(folder, "corpus.jsonl", "corpus.jsonl.gz")
    queries_path = _find_file(folder, "queries.jsonl")
    qrels_path = _find_file(folder, "qrels.tsv", "qrels/test.tsv")
    qrels: dict[str, dict[str, int]] = {}
    with qrels_path.open(encoding="utf-8", errors="replace") as lines:
        for row in (line.rstrip("\r\n").split("\t") for line in lines):
            if len(row) >= 3 and _GAIN.fullmatch(row[-1]):
                qrels.setdefault(row[0], {})[row[-2]] = int(row[-1])
    queries = {}
    with queries_path.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                query = json.loads(line)
                query_id, text = str(query["_id"]), str(query["text"])
                if query_id in qrels:
                    queries[query_id] = text
            except (ValueError, KeyError, TypeError, RecursionError) as error:
                raise SourceError(
                    f"{queries_path}, line {number}: not a query ({error!r}). "
                    'Each line must be {"_id": …, "text": …}.'
                ) from error
    if not queries:
        raise SourceError(f"{folder}: no query has a judgment; qrels and queries do not match.")
    return BeirCollection(corpus, queries, qrels)


def fill_library(
    library: Library, collection: BeirCollection, on_progress: Callable[[str], None]
) -> None:
    """Ingest a collection's corpus into a library, with its own ids."""

    def report_progress(progress: IngestProgress) -> None:
        if progress.pending:
            on_progress(f"indexing: {progress.pending} papers to go")
        elif not progress.indexed:
            on_progress(f"reading: {progress.read} papers")

    ingest = Ingest(
        library.catalog,
        library.indexing,
        lambda: datetime.now(UTC),
        Provenance.OPERATOR,
        by_id_only=True,
    )
    ingest(read_file(collection.corpus, trust_ids=True), on_progress=report_progress)


def _find_file(folder: Path, *names: str) -> Path:
    for name in names:
        if (folder / name).is_file():
            return folder / name
    raise SourceError(
        f"{folder} is not a BEIR collection: it has no {' or '.join(names)}. "
        "It needs corpus.jsonl (or .gz), queries.jsonl and qrels.tsv (or qrels/test.tsv)."
    )


def _compute_metrics(
    collection: BeirCollection,
    run: dict[str, list[tuple[str, float]]],
    documents: int,
    mode: str,
    seconds: float,
) -> EvaluationReport:
    import ir_measures
    from ir_measures import RR, R, nDCG

    # scores from ranks, so that ties keep the order shown
    scored = {
        query_id: {paper_id: float(-rank) for rank, (paper_id, _) in enumerate(hits)}
        for query_id, hits in run.items()
    }
    wanted = [nDCG @ 10, R @ 10, R @ 100, RR @ 10]
    judged = {q: g for q, g in collection.qrels.items() if q in collection.queries}
    got = ir_measures.calc_aggregate(wanted, judged, scored)
    ndcg, recall_10, recall_100, reciprocal = (float(got[m]) for m in wanted)
    return EvaluationReport(
        len(collection.queries), documents, mode, ndcg, recall_10, recall_100, reciprocal, seconds
    )
