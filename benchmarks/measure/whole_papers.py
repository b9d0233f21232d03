"""Measure a library of whole papers: pages read in a minute, kilobytes a paper, and its searches.

Run: OPENBLAS_NUM_THREADS=1 python -m benchmarks.measure.whole_papers DATA [--papers 1000]
The PDFs and JATS files of DATA/fulltext are there again and again, each time without a tenth of
their words, as texts that one server uploaded. Vectors are drawn from theirs and perturbed, as
embedding takes hours, and written many at a time. Questions of DATA/collections/cs_papers_5k are
asked there and, in turn, of the abstracts alone. On a busy machine, processor time says more than
the clock.
"""

from __future__ import annotations

import asyncio
import itertools
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import typer

from benchmarks.figures import heading, print_machine, show
from benchmarks.libraries import read_collection
from benchmarks.measure.many_papers import perturb
from retrieval.full_text.process import Format, ReadPaper, read_paper
from retrieval.library.indexing import build_documents
from retrieval.library.library import Library, open_library
from retrieval.library.match import make_record
from retrieval.provenance import Provenance, guild_place
from retrieval.search.embedding.bge_small import BgeSmall
from retrieval.search.embedding.embedder import Embedded

_PLACE = guild_place(1)
_AT_ONCE = 20  # papers
_RANDOM = np.random.default_rng(0)


class _Drawn(BgeSmall):
    """Embeds questions; what is indexed gets a perturbed vector of some `known` one."""

    known: Sequence[Embedded] = ()

    def embed_documents(self, texts: Sequence[str]) -> list[Embedded]:
        drawn = [self.known[i] for i in _RANDOM.integers(0, len(self.known), len(texts))]
        moved = perturb(np.stack([each.vector for each in drawn]), _RANDOM) if drawn else ()
        return [replace(each, vector=vector) for each, vector in zip(drawn, moved, strict=True)]


def main(data: Path, papers: int = 1_000, asked: int = 200) -> None:
    """Read, fill a library, ask, and print."""
    print_machine()
    read = [*_read(data / "fulltext", "pdf"), *_read(data / "fulltext", "jats")]
    texts = [passage.text for one in read for passage in one.passages]
    embedder = _Drawn()
    began = time.process_time()
    embedder.known = BgeSmall().embed_documents(texts)
    spent = 1e3 * (time.process_time() - began) / len(texts)
    print(f"{spent:.0f} ms of processor time embed a passage")
    questions = list(read_collection(data / "collections/cs_papers_5k").queries.values())
    with TemporaryDirectory() as folder:
        with open_library(Path(folder), embedder) as library:
            _fill(library, read, papers)
            _ask(library, embedder, questions[:asked])
        sizes: Counter[str] = Counter()
        for path in filter(Path.is_file, Path(folder).rglob("*")):
            sizes[path.relative_to(folder).parts[0]] += path.stat().st_size
    print(f"{sizes.total() / papers / 1e3:.0f} kB a paper, without PDFs: {dict(sizes)}")


def _read(folder: Path, form: Format) -> list[ReadPaper]:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    files = sorted(folder.glob("*.pdf" if form == "pdf" else "*.nxml"))
    read = [asyncio.run(read_paper(file.name, file.read_bytes(), form)) for file in files]
    after, pages = resource.getrusage(resource.RUSAGE_CHILDREN), sum(one.pages for one in read)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{form}: {len(read)} papers, {spent / len(read):.2f} s of processor time each")
    if pages:
        print(f"{pages} pages, {60 * pages / spent:.0f} in a minute of one core")
    return [one for one in read if one.pages != 1]


def _fill(library: Library, read: Sequence[ReadPaper], papers: int) -> None:
    now = datetime.now(UTC)
    for number, one in zip(range(papers), itertools.cycle(read), strict=False):
        paper = replace(make_record(one), paper_id=f"t-{number:016x}")
        library.catalog.upsert([paper], now, Provenance.SERVICE, by_id_only=True)
        words = [(p, np.array(p.text.split(" "), object)) for p in one.passages]
        texts = [replace(p, text=" ".join(w[_RANDOM.random(len(w)) > 0.1])) for p, w in words]
        library.catalog.full_texts.add(
            paper.paper_id, texts, now, source="upload", place=_PLACE, pages=one.pages
        )
    library.indexing.drain(passages=False)
    parts = library.catalog.full_texts.list_all()
    for start in range(0, papers, _AT_ONCE):
        some = parts[start : start + _AT_ONCE]
        documents = [one for part in some for one in build_documents(library.catalog, part)]
        made = library.embedder.embed_documents([""] * len(documents))
        library.indexing.passages.update(documents, made, [])
    library.catalog.ack(library.catalog.list_pending_passages())
    print(f"{papers:,} papers with {sum(map(len, parts)):,} passages", flush=True)


def _ask(library: Library, embedder: BgeSmall, questions: Sequence[str]) -> None:
    times: dict[str, list[float]] = defaultdict(list)
    whole = library.search.at(library.catalog.at(_PLACE), _PLACE)
    alone = library.search.at(library.catalog.at(""), "")
    alone._passages = None
    for question in questions:
        for name, search in (("abstracts alone", alone), ("whole papers", whole)):
            embedder.embed_query.cache_clear()
            cpu, began = time.process_time(), time.perf_counter()
            search(question, limit=10)
            times[f"{name}, by the clock"].append(1e3 * (time.perf_counter() - began))
            times[f"{name}, processor"].append(1e3 * (time.process_time() - cpu))
    heading("searches", "ms")
    for name, taken in times.items():
        show(name, taken)


if __name__ == "__main__":
    typer.run(main)
