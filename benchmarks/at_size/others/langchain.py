"""LangChain with Chroma: a similarity search in a copy of the plain collection."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.at_size.others.embedding import chroma_embedder
from benchmarks.at_size.reply import Opened, Reply


@contextmanager
def opened(folder: Path, model: Path) -> Iterator[Opened]:
    """Open the collection that has the name of its folder."""
    from langchain_chroma import Chroma

    embed = chroma_embedder(model)

    class Embeddings:
        """Chroma's default embedder, as LangChain calls one."""

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return embed(texts)

        def embed_query(self, text: str) -> list[float]:
            return embed([text])[0]

    store = Chroma(
        collection_name=folder.name,
        embedding_function=Embeddings(),
        persist_directory=str(folder),
    )

    def answer(question: str) -> Reply:
        return Reply([str(found.id) for found in store.similarity_search(question, k=10)])

    yield Opened(answer, store._collection.count())
