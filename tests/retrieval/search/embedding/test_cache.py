"""An embedder that remembers gives what the other one gives, and asks it once."""

from __future__ import annotations

import numpy as np

from retrieval.search.embedding.cache import CachingEmbedder
from tests.fakes.embedder import FakeEmbedder


def test_what_is_known_is_not_asked_for_again() -> None:
    """Texts twice in a call, and in calls one after the other."""
    inner = FakeEmbedder()
    embedder = CachingEmbedder(inner)

    first = embedder.embed_documents(["cats sleep", "dogs bark", "cats sleep"])
    again = embedder.embed_documents(["birds sing", "cats sleep"])

    assert inner.asked == [["cats sleep", "dogs bark"], ["birds sing"]]
    assert first[0] is first[2] is again[1]
    plain = FakeEmbedder().embed_documents(["dogs bark"])[0]
    assert np.array_equal(first[1].vector, plain.vector)


def test_the_oldest_is_forgotten() -> None:
    """What was used last stays."""
    inner = FakeEmbedder()
    embedder = CachingEmbedder(inner, max_texts=2)
    embedder.embed_documents(["a"])
    embedder.embed_documents(["b"])
    embedder.embed_documents(["a"])
    embedder.embed_documents(["c"])
    inner.asked.clear()

    embedder.embed_documents(["a", "b", "c"])

    assert inner.asked == [["b"]]
