"""Open a plain Chroma collection: by chromadb itself, by LangChain and by LlamaIndex.

All have Chroma's default embedder. The collection has the name of its folder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

Answer = Callable[[str], tuple[list[str], Mapping[str, float]]]


class Opened(NamedTuple):
    """A store that answers with ten ids and the milliseconds by stage; how many papers it has."""

    answer: Answer
    papers: int


def chroma_embedder(folder: Path) -> Callable[[list[str]], list[list[float]]]:
    """Load Chroma's default embedder from a folder, for a system that wants lists of floats."""
    from chromadb.utils.embedding_functions import ONNXMiniLM_L6_V2

    ONNXMiniLM_L6_V2.DOWNLOAD_PATH = folder
    function = ONNXMiniLM_L6_V2()
    return lambda texts: [vector.tolist() for vector in function(texts)]


@contextmanager
def open_chromadb(folder: Path, model: Path) -> Iterator[Opened]:
    """Open the collection as it is; it loads its embedder again for each question."""
    import chromadb

    chroma_embedder(model)
    collection = chromadb.PersistentClient(str(folder)).get_collection(folder.name)

    def answer(question: str) -> tuple[list[str], Mapping[str, float]]:
        return collection.query(query_texts=[question], n_results=10)["ids"][0], {}

    yield Opened(answer, collection.count())


@contextmanager
def open_langchain(folder: Path, model: Path) -> Iterator[Opened]:
    """Open the collection by LangChain."""
    from langchain_chroma import Chroma

    embed = chroma_embedder(model)

    class Embedder:
        """Chroma's default embedder, as LangChain calls one."""

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return embed(texts)

        def embed_query(self, text: str) -> list[float]:
            return embed([text])[0]

    store = Chroma(
        collection_name=folder.name,
        embedding_function=Embedder(),
        persist_directory=str(folder),
    )

    def answer(question: str) -> tuple[list[str], Mapping[str, float]]:
        return [str(found.id) for found in store.similarity_search(question, k=10)], {}

    yield Opened(answer, store._collection.count())


@contextmanager
def open_llama_index(folder: Path, model: Path) -> Iterator[Opened]:
    """Open the collection by LlamaIndex.

    LlamaIndex usually writes each node, as JSON, into a record's metadata and restores it from
    there. The plain collection has none, so it takes id and text as they are, its way for old
    records, which is less work for each of the ten.
    """
    import chromadb
    from llama_index.core import VectorStoreIndex
    from llama_index.core.embeddings import BaseEmbedding
    from llama_index.vector_stores.chroma import ChromaVectorStore

    embed = chroma_embedder(model)

    class Embedder(BaseEmbedding):  # type: ignore[misc] # not installed here
        """Chroma's default embedder, as LlamaIndex calls one."""

        def _get_text_embedding(self, text: str) -> list[float]:
            return embed([text])[0]

        def _get_query_embedding(self, query: str) -> list[float]:
            return embed([query])[0]

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return embed([query])[0]

    collection = chromadb.PersistentClient(str(folder)).get_collection(folder.name)
    store = ChromaVectorStore(chroma_collection=collection)
    index = VectorStoreIndex.from_vector_store(store, embed_model=Embedder())
    retriever = index.as_retriever(similarity_top_k=10)

    def answer(question: str) -> tuple[list[str], Mapping[str, float]]:
        return [found.node.node_id for found in retriever.retrieve(question)], {}

    yield Opened(answer, collection.count())
