"""Open a store of each system that is compared; until then, import the standard library only.

LangChain and LlamaIndex search a copy of the plain Chroma collection.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.library.library import Library

_ADDRESSES = "shared.json"

Embed = Callable[[list[str]], list[list[float]]]


@dataclass(frozen=True, slots=True)
class Reply:
    """The ids that were found, best first, and the milliseconds by stage where they are known."""

    found: Sequence[str]
    stages: Mapping[str, float] = field(default_factory=dict)


Answer = Callable[[str], Reply]


@dataclass(frozen=True, slots=True)
class Opened:
    """A store that answers, and how many papers are in it."""

    answer: Answer
    papers: int


@dataclass(frozen=True, slots=True)
class Shared:
    """The addresses of both servers; a file in the store's folder keeps them for its program."""

    database: str
    chroma: str

    @classmethod
    def of(cls, folder: Path) -> Shared:
        """Return those that were kept."""
        return cls(**json.loads((folder / _ADDRESSES).read_text()))

    def keep(self, folder: Path) -> None:
        """Write them down."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _ADDRESSES).write_text(json.dumps(asdict(self)))

    @contextmanager
    def open(self, folder: Path) -> Iterator[Library]:
        """Open the library."""
        from retrieval.library.library import open_library
        from retrieval.search.embedding.minilm import MiniLM

        with open_library(folder, MiniLM(), database=self.database, chroma=self.chroma) as library:
            yield library


def use_model(folder: Path) -> None:
    """Have Chroma's default embedder take its files from a folder."""
    from chromadb.utils.embedding_functions import ONNXMiniLM_L6_V2

    ONNXMiniLM_L6_V2.DOWNLOAD_PATH = folder


def chroma_embedder(folder: Path) -> Embed:
    """Return it for a system that wants lists of floats; it is loaded once, and kept."""
    from chromadb.utils.embedding_functions import ONNXMiniLM_L6_V2

    use_model(folder)
    function = ONNXMiniLM_L6_V2()
    return lambda texts: [vector.tolist() for vector in function(texts)]


@contextmanager
def open_langchain(folder: Path, model: Path) -> Iterator[Opened]:
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


@contextmanager
def open_llama_index(folder: Path, model: Path) -> Iterator[Opened]:
    """Open the collection that has the name of its folder.

    LlamaIndex usually writes the node, as JSON, into a record's metadata and restores it from
    there. The plain collection has none, so it takes id and text as they are, its way for old
    records, which is less work for each of the ten.
    """
    import chromadb
    from llama_index.core import VectorStoreIndex
    from llama_index.core.embeddings import BaseEmbedding
    from llama_index.vector_stores.chroma import ChromaVectorStore

    embed = chroma_embedder(model)

    class Embeddings(BaseEmbedding):  # type: ignore[misc] # not installed here
        """Chroma's default embedder, as LlamaIndex calls one."""

        def _get_text_embedding(self, text: str) -> list[float]:
            return embed([text])[0]

        def _get_query_embedding(self, query: str) -> list[float]:
            return embed([query])[0]

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return embed([query])[0]

    collection = chromadb.PersistentClient(str(folder)).get_collection(folder.name)
    store = ChromaVectorStore(chroma_collection=collection)
    index = VectorStoreIndex.from_vector_store(store, embed_model=Embeddings())
    retriever = index.as_retriever(similarity_top_k=10)

    def answer(question: str) -> Reply:
        return Reply([found.node.node_id for found in retriever.retrieve(question)])

    yield Opened(answer, collection.count())
