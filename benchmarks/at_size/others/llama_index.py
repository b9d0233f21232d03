"""LlamaIndex with Chroma: a retriever over a copy of the plain collection.

LlamaIndex writes the node itself, as JSON, into a record's metadata, and makes it again from there.
The plain collection has none, so it takes the id and the text as they are, its way for records of
old, which is less work for each of the ten.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.at_size.others.embedding import chroma_embedder
from benchmarks.at_size.reply import Opened, Reply


@contextmanager
def opened(folder: Path, model: Path) -> Iterator[Opened]:
    """Open the collection that has the name of its folder."""
    import chromadb
    from llama_index.core import VectorStoreIndex
    from llama_index.core.embeddings import BaseEmbedding
    from llama_index.vector_stores.chroma import ChromaVectorStore

    embed = chroma_embedder(model)

    class Embeddings(BaseEmbedding):
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
