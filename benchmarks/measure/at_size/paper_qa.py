"""paper-qa's two ways to find papers without a language model.

Its index: `SearchIndex.query` for ten, as its paper search tool calls it: Tantivy over title and
text, without embeddings; each paper found is read from a file of its own. A language model usually
gives the tool search words; here it gets the question without apostrophes, at which it fails.
Its vectors: `Docs.retrieve_texts` for ten, the step that gathers evidence, over all papers in
memory (`NumpyVectorStore`, its default). In use it takes that step over the few papers that its
index found, then a language model reads them; neither is part of the time.

Run as a program to build both: paper_qa.py FOLDER, with one paper per line of JSON on standard
input, its vector as base64 of float32. Both hold at most MAX_PAPERS papers: vectors in memory are
lists of floats, some 2.5 GB for each 100,000.
"""

from __future__ import annotations

import asyncio
import base64
import json
import pickle
import sys
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.measure.at_size.chroma import Opened, chroma_embedder

MAX_PAPERS = 200_000
_SAVE_EVERY = 10_000
_FIELDS = ("file_location", "body", "title", "year")  # those of its own directory index


@contextmanager
def open_index(folder: Path, _: Path) -> Iterator[Opened]:
    """Open its index."""
    index = _search_index(folder)
    searched = [name for name in _FIELDS if name != "year"]

    async def search(question: str) -> list[str]:
        words = question.replace("'", " ")
        found = await index.query(words, top_n=10, field_subset=searched)
        return [str(key) for docs in found for key in docs.docs]

    async def count() -> int:
        return int(await index.count)

    with asyncio.Runner() as runner:
        yield Opened(lambda question: (runner.run(search(question)), {}), runner.run(count()))


@contextmanager
def open_vectors(folder: Path, model: Path) -> Iterator[Opened]:
    """Open all papers, in memory."""
    from paperqa import Settings

    embedder, settings = _embedder(model), Settings()
    with _docs_file(folder).open("rb") as file:
        docs = pickle.load(file)

    async def search(question: str) -> list[str]:
        found = await docs.retrieve_texts(question, 10, settings, embedder)
        return [str(text.doc.dockey) for text in found]

    with asyncio.Runner() as runner:
        yield Opened(lambda question: (runner.run(search(question)), {}), len(docs.texts))


async def build(folder: Path) -> None:
    """Build both from the papers on standard input."""
    from paperqa import Doc, Docs, Settings, Text

    settings, embedder = Settings(), _embedder(folder)  # which embeds nothing here
    index, together = _search_index(folder), Docs()
    for number, line in enumerate(sys.stdin, 1):
        paper = json.loads(line)
        key = paper["id"]
        doc = Doc(docname=key, dockey=key, citation=f"{paper['title']}, {paper['year']}")
        vector = array("f", base64.b64decode(paper["vector"])).tolist()
        text = Text(text=paper["text"], name=key, doc=doc, embedding=vector)
        alone = Docs()
        for docs in (alone, together):
            await docs.aadd_texts([text], doc, settings, embedder)
        fields = {name: paper[name] for name in ("title", "year")}
        fields |= {"file_location": key, "body": paper["text"]}
        await index.add_document(fields, document=alone)
        if not number % _SAVE_EVERY:
            await index.save_index()
    await index.save_index()
    with _docs_file(folder).open("wb") as file:
        pickle.dump(together, file)


def _embedder(model: Path) -> Any:
    from paperqa import EmbeddingModel

    embed = chroma_embedder(model)

    class Embeddings(EmbeddingModel):  # type: ignore[misc] # not installed here
        """Chroma's default embedder, as paper-qa calls one."""

        async def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return embed(texts)

    return Embeddings(name="all-MiniLM-L6-v2")


def _search_index(folder: Path) -> Any:
    from paperqa.agents.search import SearchIndex

    return SearchIndex(_FIELDS, index_name="papers", index_directory=folder)


def _docs_file(folder: Path) -> Path:
    return folder / "docs.pickle"


if __name__ == "__main__":
    asyncio.run(build(Path(sys.argv[1])))
