"""Answer questions by LlamaIndex's query engine, as `model_answers` asks it to over pipes.

It runs in an environment of its own (pip install llama-index-core llama-index-llms-openai-like)
and imports nothing of this project. The first line read is an object with `url` and `model` of the
server, and `papers` with `text` and `vector`; each other line has a `question` and its `vector`, by
the same embedder as Footnote's. Each line written has the `text`, and the seconds to its `first`
word and in all (`total`). The engine is the default one: the five nearest texts in one prompt.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

_PAPERS = 5
_MAX_TOKENS = 256
_CONTEXT = 4096  # tokens that the server reads


def main() -> None:
    """Answer until there is nothing more to read."""
    from llama_index.core import VectorStoreIndex
    from llama_index.core.embeddings import BaseEmbedding
    from llama_index.core.schema import TextNode
    from llama_index.llms.openai_like import OpenAILike

    vectors: dict[str, list[float]] = {}

    class Given(BaseEmbedding):  # type: ignore[misc] # not installed here
        """Gives the vectors that came with the texts."""

        def _get_text_embedding(self, text: str) -> list[float]:
            return vectors[text]

        def _get_query_embedding(self, query: str) -> list[float]:
            return vectors[query]

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return vectors[query]

    given: dict[str, Any] = json.loads(sys.stdin.readline())
    model = OpenAILike(
        model=given["model"],
        api_base=given["url"],
        api_key="none-needed",
        is_chat_model=True,
        context_window=_CONTEXT,
        max_tokens=_MAX_TOKENS,
        timeout=600,
    )
    nodes = [TextNode(text=one["text"], embedding=one["vector"]) for one in given["papers"]]
    index = VectorStoreIndex(nodes, embed_model=Given())
    engine = index.as_query_engine(llm=model, similarity_top_k=_PAPERS, streaming=True)
    for line in sys.stdin:
        asked = json.loads(line)
        vectors[asked["question"]] = asked["vector"]
        began, first, text = time.perf_counter(), 0.0, ""
        for part in engine.query(asked["question"]).response_gen:
            first = first or time.perf_counter() - began
            text += part
        total = time.perf_counter() - began
        print(json.dumps({"text": text.strip(), "first": first, "total": total}), flush=True)


if __name__ == "__main__":
    main()
