"""What every embedder does, the fake one and the real ones alike."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from retrieval.search.embedding.embedder import Embedder

TEXTS = [
    "Cats sleep sixteen hours a day.",
    "",
    "Stock prices fell again.",
    "a " * 3_000,
    "Größe, naïveté, 猫 and 🐈‍⬛",
    " \t\n",
]


class TestEveryEmbedder:
    def test_vectors_are_unit_vectors_of_its_dimension(self, embedder: Embedder):
        """Whatever the text: float32, of the promised length, norm 1 (0 only for no text)."""
        found = embedder.embed_documents(TEXTS)

        for text, embedded in zip(TEXTS, found, strict=True):
            assert embedded.vector.dtype == np.float32
            assert embedded.vector.shape == (embedder.dimension,)
            assert np.isfinite(embedded.vector).all()
            if text.strip():
                assert np.linalg.norm(embedded.vector) == pytest.approx(1, abs=1e-5)

    def test_order_is_kept(self, embedder: Embedder):
        """The n-th vector is that of the n-th text, however the texts were batched."""
        texts = [f"number {n} " + "word " * (n * 37 % 50) for n in range(14)]

        together = embedder.embed_documents(texts)

        for n in (0, 5, 13):
            alone = embedder.embed_documents([texts[n]])[0].vector
            cosines = [float(alone @ other.vector) for other in together]
            assert cosines[n] == max(cosines) >= 0.99

    def test_a_query_is_nearest_to_what_it_means(self, embedder: Embedder):
        """The cosine with a text of the same words is above that with another text."""
        query = embedder.embed_query("how long do cats sleep").vector
        near, far = embedder.embed_documents(["Cats sleep long.", "Stock prices fell."])

        assert query @ near.vector > query @ far.vector + 0.1

    def test_threads_may_share_it(self, embedder: Embedder):
        """Calls from several threads at once give what they give alone."""
        texts = [f"text number {n} of them" for n in range(6)]
        expected = [embedder.embed_query(text).vector for text in texts]

        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(embedder.embed_query, texts))

        for embedded, vector in zip(found, expected, strict=True):
            assert embedded.vector == pytest.approx(vector, abs=1e-4)

    def test_token_vectors_are_unit_vectors_at_true_places(self, embedder: Embedder):
        """Norm 1, one place each, in order, inside the text."""
        text = "Naïve cats (and dogs) sleep."
        tokens = embedder.embed_query(text).tokens

        assert len(tokens.vectors) == len(tokens.starts) == len(tokens.ends) == len(tokens)
        assert np.linalg.norm(tokens.vectors, axis=1) == pytest.approx(1, abs=1e-5)
        spans = list(zip(tokens.starts.tolist(), tokens.ends.tolist(), strict=True))
        assert spans == sorted(spans)
        pieces = [text[start:end] for start, end in spans]
        assert {"cats", "dogs", "sleep"} <= set(pieces)
        assert all(pieces)
